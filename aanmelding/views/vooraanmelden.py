"""Say it beforehand, and what the loket reads of that: no person, no organisation, no way to the traject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from aanmelding import services
from aanmelding.forms import VoorafForm
from aanmelding.models import Vooraanmelding, Voorwaarde
from aanmelding.services.basis import ontvanger
from aanmelding.views.basis import Aanmeldformulier
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Scherm
from opstap.protocol.aanmeldstappen import vooraanmelden_belemmeringen
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Route
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, maand_voluit
from opstap.protocol.voorwaarde import Voorwaardereden

#: More fit on no page; who leaves first stands first.
HOOGSTENS = 100


class VoorafMeldenView(Aanmeldformulier):
    actie = Actie.AANMELDING_INVULLEN
    form_class = VoorafForm
    titel = "Vooraf melden"
    uitleg = (
        "U meldt vooraf dat iemand een woning gaat zoeken. Wie de aanmeldingen ontvangt en het beleid van de gemeente "
        "zien het kenmerk, de maand en hoe de kandidaat een woning zoekt. Geen naam, en niet van welke organisatie. "
        "De aanmelding stuurt u later."
    )
    knop = "Meld dit vooraf"
    gelukt = "Dit is vooraf gemeld. Vergeet niet om de aanmelding zelf ook te versturen."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return vooraanmelden_belemmeringen(
            status=self.aanmelding.status,
            maand=clock.vandaag(),
            peildatum=clock.vandaag(),
            heeft_loket=ontvanger(self.traject) is not None,
        )

    def begin(self) -> dict[str, Any]:
        eerder = Vooraanmelding.objects.filter(aanmelding=self.aanmelding).first()
        maand = eerder.maand if eerder else self.aanmelding.uitstroom
        return {
            "maand": maand.replace(day=1).isoformat() if maand else "",
            "route": eerder.route if eerder else self.aanmelding.voorkeursroute,
        }

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.aanmelding_vooraf_melden(
            traject=self.traject.sleutel, versie=versie, namens=namens, **form.cleaned_data
        )
        return self.terug_url()


class VooraanmeldingenView(Scherm):
    """One table per regeling. A kenmerk here opens nothing."""

    actie = Actie.VOORAANMELDINGEN_ZIEN
    template_name = "aanmelding/vooraanmeldingen.html"
    titel = "Vooraf gemeld"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rijen = Vooraanmelding.objects.zichtbaar_voor(self.gebruiker).wachtend()
        gevonden = list(rijen.select_related("aanmelding__traject__regeling")[: HOOGSTENS + 1])
        blokken: dict[str, list[dict[str, Any]]] = {}
        for rij in gevonden[:HOOGSTENS]:
            traject = rij.aanmelding.traject
            blokken.setdefault(traject.regeling.naam, []).append({"cellen": _cellen(traject.kenmerk, rij)})
        gesteld = Voorwaarde.objects.zichtbaar_voor(self.gebruiker).wachtend()
        voorwaarden = gesteld.select_related("aanmelding__traject__regeling", "organisatie")[:HOOGSTENS]
        return super().get_context_data(
            blokken=[{"bijschrift": naam, "rijen": rijen_} for naam, rijen_ in blokken.items()],
            koppen=("Kenmerk", "Van", "Vertrek", "Woning vinden", "Gemeld op"),
            voorwaarden=[{"cellen": _voorwaardecellen(rij)} for rij in voorwaarden],
            voorwaardekoppen=("Kenmerk", "Regeling", "Gevraagd door", "Gevraagd op", "Waarom"),
            er_zijn_er_meer=len(gevonden) > HOOGSTENS,
            terug_url=reverse("vandaag"),
            **kwargs,
        )


@regelt("Z-5.4")
def _voorwaardecellen(rij: Voorwaarde) -> tuple[str, ...]:
    traject = rij.aanmelding.traject
    return (
        traject.kenmerk,
        traject.regeling.naam,
        rij.organisatie.naam,
        datum_voluit(rij.gesteld_op),
        Voorwaardereden(rij.reden).label,
    )


def _cellen(kenmerk: str, rij: Vooraanmelding) -> tuple[str, ...]:
    """The organisation only as what it is (law 6)."""
    return (
        kenmerk,
        "zorgorganisatie",
        maand_voluit(rij.maand),
        Route(rij.route).label,
        datum_voluit(rij.gemeld_op),
    )
