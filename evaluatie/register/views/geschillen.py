"""Disputes between organisations about the protocol (Z-18)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst

from evaluatie.register.forms import GeschilForm, GeschilstapForm
from evaluatie.register.models import Geschil
from evaluatie.register.services import deelnemers_van, geschil_bijwerken, geschil_melden
from evaluatie.register.toegang import geschillen_voor, namens_bij_geschil
from evaluatie.register.views.gedeeld import Registerscherm
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm
from opstap.protocol.basis import Belemmering
from opstap.protocol.clausules import aan_te_halen
from opstap.protocol.datums import datum_voluit
from opstap.protocol.registers import (
    Geschilonderwerp,
    Geschiluitkomst,
    geschil_waarschuwingen,
    geschilstap,
    kosten_in_woorden,
)

#: How many disputes one page shows.
HOOGSTENS = 50


class GeschillenView(Registerscherm):
    """Of the own organisation; who keeps the register for the gemeente reads all."""

    actie = Actie.GESCHIL_BIJHOUDEN
    template_name = "register/geschillen.html"
    titel = "Geschillen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        alle = geschillen_voor(self.gebruiker, self.regeling).select_related("melder").prefetch_related("wederpartijen")
        rijen, verder = self.bladzijde(alle, dag="gemeld_op", hoogstens=HOOGSTENS)
        return super().get_context_data(
            bijschrift="Geschillen, het nieuwste eerst",
            koppen=("Gemeld op", "Waarover", "Tussen", "Stand"),
            rijen=[_rij(rij) for rij in rijen],
            volgende_url=verder,
            leeg_zin="Er is geen geschil gemeld.",
            melden_url=self._url("geschil_melden"),
            terug_url=reverse("register:register"),
            **kwargs,
        )


def _partijen(rij: Geschil) -> list[str]:
    return [rij.melder.naam, *sorted(o.naam for o in rij.wederpartijen.all())]


def _stand(rij: Geschil) -> str:
    if rij.uitkomst:
        return Geschiluitkomst(rij.uitkomst).label
    return geschilstap(bemiddelaar_op=rij.bemiddelaar_op, rechter_op=rij.rechter_op, afgerond_op=rij.afgerond_op).label


def _rij(rij: Geschil) -> dict[str, Any]:
    cellen = (
        datum_voluit(rij.gemeld_op),
        Geschilonderwerp(rij.onderwerp).label,
        ", ".join(_partijen(rij)),
        _stand(rij),
    )
    return {"cellen": cellen, "url": reverse("register:geschil_bijwerken", args=[rij.sleutel])}


class GeschilMeldenView(Registerscherm, Formulierscherm):
    actie = Actie.GESCHIL_BIJHOUDEN
    form_class = GeschilForm
    titel = "Een geschil melden"
    uitleg = (
        "Een geschil gaat over het protocol, nooit over een kandidaat. Er is een geschil zodra één partij dat zegt. "
        "De andere partijen en de gemeente kunnen dit lezen."
    )
    knop = "Meld het geschil"
    gelukt = "Het geschil is gemeld. Probeer het eerst samen op te lossen."

    def form_opties(self) -> dict[str, Any]:
        eigen = {n.organisatie for n in self.namens_mogelijk}
        mee = deelnemers_van(self.regeling)
        return {"organisaties": [o for o in mee if len(eigen) > 1 or o.sleutel not in eigen]}

    def terug_url(self) -> str:
        return self._url("geschillen")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        geschil_melden(regeling=self.regeling.sleutel, namens=namens, **form.cleaned_data)
        return self.terug_url()


class GeschilBijwerkenView(Registerscherm, Formulierscherm):
    """For a party and who keeps the register; for everybody else it is not there."""

    actie = Actie.GESCHIL_BIJHOUDEN
    form_class = GeschilstapForm
    titel = "Hoe staat het met dit geschil?"
    uitleg = "Los het eerst samen op. Lukt dat niet, vraag dan liefst een bemiddelaar, en pas daarna de rechter."
    knop = "Bewaar de stand"
    gelukt = "De stand van het geschil is bewaard."
    toont_opgeslagen = True
    geschil: Geschil

    def laden(self, **kwargs: Any) -> None:
        rij = Geschil.objects.filter(sleutel=kwargs["geschil"]).select_related("regeling", "melder").first()
        if rij is None:
            raise Http404
        self.regeling = self.van_ons(pk=rij.regeling_id)
        self.geschil = rij
        self._eis_kring()

    def mag_namens(self) -> list[Namens]:
        return namens_bij_geschil(self.gebruiker, self.geschil)

    def versie(self) -> int | None:
        return self.geschil.versie

    def begin(self) -> dict[str, Any]:
        rij = self.geschil
        return {naam: getattr(rij, naam) for naam in GeschilstapForm.base_fields if naam != "klaar"} | {
            "klaar": "ja" if rij.uitkomst else None
        }

    def waarschuwingen(self) -> Sequence[Belemmering]:
        if not aan_te_halen("Z-18.3", self.regeling.kenmerkletter):
            return ()
        return geschil_waarschuwingen(bemiddelaar_op=self.geschil.bemiddelaar_op, rechter_op=self.geschil.rechter_op)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rij, partijen = self.geschil, _partijen(self.geschil)
        feiten = [
            ("Tussen", ", ".join(partijen)),
            ("Waarover", capfirst(Geschilonderwerp(rij.onderwerp).label)),
            ("Gemeld op", datum_voluit(rij.gemeld_op)),
            ("Stand", capfirst(_stand(rij))),
        ]
        if aan_te_halen("Z-18.4", self.regeling.kenmerkletter):
            feiten.append(("Kosten van een bemiddelaar", kosten_in_woorden(partijen=len(partijen))))
        return super().get_context_data(feiten=feiten, **kwargs)

    def terug_url(self) -> str:
        return self._url("geschillen")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        geschil_bijwerken(geschil=self.geschil.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()
