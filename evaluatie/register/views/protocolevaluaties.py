"""The partners talk about the protocol itself, and what they agreed (Z-16)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst

from evaluatie.register.forms import AfspraakKlaarForm, ProtocolafspraakForm, ProtocolevaluatieForm
from evaluatie.register.models import Protocolafspraak, Protocolevaluatie
from evaluatie.register.services import (
    deelnemers_van,
    evaluatie_nodig_op,
    protocolafspraak_afronden,
    protocolafspraak_maken,
    protocolevaluatie_vastleggen,
    protocolevaluatie_wijzigen,
)
from evaluatie.register.views.gedeeld import Registerscherm
from opstap import clock
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_voluit
from opstap.protocol.registers import Evaluatieaanleiding, Evaluatieonderwerp, evaluatie_waarschuwingen
from opstap.protocol.tijdlijn import NIET_VASTGELEGD
from opstap.regelingen.toegang import namens_in_regeling

#: How many evaluaties one page shows.
HOOGSTENS = 20
_WIE_MAG = "De procesregisseur of de beleidsmedewerker van de gemeente doet dit."


class ProtocolevaluatiesView(Registerscherm):
    actie = Actie.REGISTER_ZIEN
    template_name = "register/protocolevaluaties.html"
    titel = "Evaluaties van het protocol"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mag = bool(namens_in_regeling(self.gebruiker, Actie.PROTOCOL_EVALUEREN, self.regeling))
        nodig_op = evaluatie_nodig_op(self.regeling)
        alle = Protocolevaluatie.objects.van_regeling(self.regeling.pk)
        alle = alle.prefetch_related("organisaties", "afspraken__organisatie")
        rijen, verder = self.bladzijde(alle, dag="gehouden_op", hoogstens=HOOGSTENS)
        return super().get_context_data(
            nodig=NIET_VASTGELEGD if nodig_op is None else f"uiterlijk {datum_voluit(nodig_op)}",
            is_te_laat=nodig_op is not None and nodig_op < clock.vandaag(),
            koppen=("Afspraak", "Wie", "Klaar op", "Stand"),
            evaluaties=[_evaluatie(rij, mag, is_afgesproken=nodig_op is not None) for rij in rijen],
            volgende_url=verder,
            leeg_zin="Er is nog geen evaluatie vastgelegd.",
            vastleggen_url=self._url("protocolevaluatie_vastleggen") if mag else "",
            terug_url=reverse("register:register"),
            **kwargs,
        )


def _evaluatie(rij: Protocolevaluatie, mag: bool, *, is_afgesproken: bool) -> dict[str, Any]:
    """`is_afgesproken`: this regeling asks for a talk about the protocol, and so for its topics."""
    onderwerpen = [Evaluatieonderwerp(code) for code in rij.onderwerpen]
    rollen = [Rol(code) for code in rij.rollen]
    let_op = evaluatie_waarschuwingen(onderwerpen=onderwerpen, rollen=rollen, bestuurlijk_op=rij.bestuurlijk_op)
    return {
        "kop": f"{rij.jaar}: {Evaluatieaanleiding(rij.aanleiding).label}",
        "feiten": [
            ("Dag", datum_voluit(rij.gehouden_op)),
            ("Besproken", ", ".join(o.label for o in onderwerpen)),
            ("Organisaties", ", ".join(sorted(o.naam for o in rij.organisaties.all()))),
            ("Functies", ", ".join(rol.label for rol in rollen)),
            ("Bestuurlijk overleg", datum_voluit(rij.bestuurlijk_op) if rij.bestuurlijk_op else "nog niet"),
        ],
        "let_op": let_op if is_afgesproken else [],
        "afspraken": [_afspraak(afspraak, mag) for afspraak in rij.afspraken.all()],
        "wijzig_url": reverse("register:protocolevaluatie_wijzigen", args=[rij.sleutel]) if mag else "",
        "afspraak_url": reverse("register:protocolafspraak_maken", args=[rij.sleutel]) if mag else "",
    }


def _afspraak(rij: Protocolafspraak, mag: bool) -> dict[str, Any]:
    if rij.klaar_op is not None:
        stand = f"gedaan op {datum_voluit(rij.klaar_op)}"
    else:
        stand = "te laat" if rij.uiterlijk < clock.vandaag() else "loopt"
    return {
        "cellen": (rij.wat, rij.organisatie.naam, datum_voluit(rij.uiterlijk), stand),
        "url": reverse("register:protocolafspraak_afronden", args=[rij.sleutel]) if mag else "",
    }


class _Bijhouden(Registerscherm, Formulierscherm):
    """Of who keeps the register for the gemeente."""

    actie = Actie.PROTOCOL_EVALUEREN
    wie_mag = _WIE_MAG

    def mag_namens(self) -> list[Namens]:
        return namens_in_regeling(self.gebruiker, self.actie, self.regeling)

    def terug_url(self) -> str:
        return self._url("protocolevaluaties")


class _Verslagformulier(_Bijhouden):
    form_class = ProtocolevaluatieForm
    uitleg = "Leg vast wie erbij waren en wat is besproken. Schrijf geen namen op."
    knop = "Leg de evaluatie vast"
    gelukt = "De evaluatie is vastgelegd."

    def organisaties(self) -> list[Organisatie]:
        return deelnemers_van(self.regeling)

    def jaren(self) -> list[int]:
        return [clock.vandaag().year - terug for terug in range(3)]

    def form_opties(self) -> dict[str, Any]:
        return {"organisaties": self.organisaties(), "jaren": self.jaren()}


class ProtocolevaluatieVastleggenView(_Verslagformulier):
    titel = "Een evaluatie van het protocol vastleggen"

    def begin(self) -> dict[str, Any]:
        return {"onderwerpen": Evaluatieonderwerp.codes()}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        protocolevaluatie_vastleggen(regeling=self.regeling.sleutel, verslag=form.verslag, namens=namens)
        return self.terug_url()


class _BijEvaluatie(_Bijhouden):
    evaluatie: Protocolevaluatie

    def laden(self, **kwargs: Any) -> None:
        rij = Protocolevaluatie.objects.filter(sleutel=kwargs["protocolevaluatie"]).select_related("regeling").first()
        if rij is None:
            raise Http404
        self.regeling = self.van_ons(pk=rij.regeling_id)
        self.evaluatie = rij
        self._eis_kring()


class ProtocolevaluatieWijzigenView(_BijEvaluatie, _Verslagformulier):
    titel = "Een evaluatie van het protocol wijzigen"
    knop = "Bewaar de evaluatie"
    gelukt = "De evaluatie is bewaard."
    toont_opgeslagen = True

    def versie(self) -> int | None:
        return self.evaluatie.versie

    def organisaties(self) -> list[Organisatie]:
        """Also who was there and takes part no longer."""
        samen = {*super().organisaties(), *self.evaluatie.organisaties.all()}
        return sorted(samen, key=lambda organisatie: organisatie.naam)

    def jaren(self) -> list[int]:
        return sorted({*super().jaren(), self.evaluatie.jaar}, reverse=True)

    def begin(self) -> dict[str, Any]:
        rij = self.evaluatie
        return {
            "aanleiding": rij.aanleiding,
            "jaar": rij.jaar,
            "gehouden_op": rij.gehouden_op,
            "organisaties": [str(o.sleutel) for o in rij.organisaties.all()],
            "rollen": rij.rollen,
            "onderwerpen": rij.onderwerpen,
            "bestuurlijk_op": rij.bestuurlijk_op,
        }

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        protocolevaluatie_wijzigen(
            protocolevaluatie=self.evaluatie.sleutel, verslag=form.verslag, versie=versie, namens=namens
        )
        return self.terug_url()


class ProtocolafspraakMakenView(_BijEvaluatie):
    form_class = ProtocolafspraakForm
    titel = "Een afspraak over het protocol"
    knop = "Leg de afspraak vast"
    gelukt = "De afspraak is vastgelegd."

    def form_opties(self) -> dict[str, Any]:
        return {"organisaties": deelnemers_van(self.regeling)}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        protocolafspraak_maken(protocolevaluatie=self.evaluatie.sleutel, namens=namens, **form.cleaned_data)
        return self.terug_url()


class ProtocolafspraakAfrondenView(_Bijhouden):
    form_class = AfspraakKlaarForm
    titel = "Is deze afspraak gedaan?"
    gelukt = "De afspraak is bijgewerkt."
    afspraak: Protocolafspraak

    def laden(self, **kwargs: Any) -> None:
        rijen = Protocolafspraak.objects.select_related("protocolevaluatie__regeling", "organisatie")
        rij = rijen.filter(sleutel=kwargs["protocolafspraak"]).first()
        if rij is None:
            raise Http404
        self.regeling = self.van_ons(pk=rij.protocolevaluatie.regeling_id)
        self.afspraak = rij
        self._eis_kring()

    def versie(self) -> int | None:
        return self.afspraak.versie

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rij = self.afspraak
        feiten = [
            ("Afspraak", rij.wat),
            ("Wie", capfirst(rij.organisatie.naam)),
            ("Klaar op", datum_voluit(rij.uiterlijk)),
        ]
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        protocolafspraak_afronden(
            protocolafspraak=self.afspraak.sleutel, klaar=form.cleaned_data["klaar"], versie=versie, namens=namens
        )
        return self.terug_url()
