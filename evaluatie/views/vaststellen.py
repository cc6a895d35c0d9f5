"""How the rent stands before an evaluatie; after it whether it is right, what the huurder says, and corrections."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from evaluatie.dossier import itemoordelen, notities_van
from evaluatie.forms import BevestigForm, HuurstatusForm, ReactieForm, VerbeterForm
from evaluatie.models import Evaluatie
from evaluatie.services import evaluatie_bevestigen, evaluatie_verbeteren, huurstatus_opgeven, reactie_vastleggen
from evaluatie.services.gedeeld import instemming_ontbreekt
from evaluatie.services.huurstatus import opgeven_belemmeringen
from evaluatie.services.reacties import reactie_blijft_belemmeringen
from evaluatie.services.vaststellen import bevestigen_bezwaren
from evaluatie.services.verbeteren import verbeteren_bezwaren
from evaluatie.vaststelling import (
    HUUR,
    bevestigingen_van,
    huurstatus_gevraagd,
    huurstatus_tekst,
    huurstatus_van,
    is_teruggestuurd,
    reactie_regels,
)
from evaluatie.views.evaluatiewoorden import dag, gesprek, keukentafelvragen, naam
from evaluatie.views.gedeeld import Inzagescherm, Rijscherm
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak
from opstap.protocol.datums import datum_voluit
from opstap.protocol.evaluatiebegrippen import EvaluatieItem
from opstap.trajecten.schermen import Beslisscherm, Trajectformulier
from opstap.trajecten.toegang import mogelijk_namens


def huurfeiten(evaluatie: Evaluatie) -> list[tuple[str, str]]:
    """The fact first; of an evaluatie to come only while the huurder agrees that it is shared (Z-12.9)."""
    if not huurstatus_gevraagd(evaluatie) or (evaluatie.is_te_houden and instemming_ontbreekt(evaluatie)):
        return []
    return [(HUUR, huurstatus_tekst(huurstatus_van(evaluatie)))]


def met_huurstatus(evaluatie: Evaluatie, vorige: Mapping[str, str]) -> dict[str, str]:
    """Beside the question about the rent stands what the corporatie gave."""
    zin = " ".join(f"{label}: {waarde}." for label, waarde in huurfeiten(evaluatie))
    huur = EvaluatieItem.HUUR.value
    return {**vorige, huur: f"{zin} {vorige.get(huur, '')}".strip()}


def vaststelling(scherm: Inzagescherm, evaluatie: Evaluatie) -> dict[str, Any]:
    """What evaluatie/vaststelling.html shows, and the next step of who looks."""
    huurstatus = _kan(scherm, Actie.HUURSTATUS_OPGEVEN, evaluatie, opgeven_belemmeringen)
    vaststellen = _kan(scherm, Actie.EVALUATIE_BEVESTIGEN, evaluatie, bevestigen_bezwaren)
    houdt = evaluatie.is_gehouden and scherm.beslist(Actie.EVALUATIE_HOUDEN, Zaak.EVALUATIE)
    reactie = houdt and not reactie_blijft_belemmeringen(evaluatie)
    inhoud = houdt and not verbeteren_bezwaren(evaluatie)
    return {
        "huurstatus_url": scherm.url("huurstatus", evaluatie.sleutel) if huurstatus else "",
        "vaststel_url": scherm.url("vaststellen", evaluatie.sleutel) if vaststellen else "",
        "heeft_huurstatus": huurstatus_van(evaluatie) is not None,
        "reactie_url": scherm.url("reactie", evaluatie.sleutel) if reactie else "",
        "inhoud_url": scherm.url("evaluatie_verbeteren", evaluatie.sleutel) if inhoud else "",
        "teruggestuurd": inhoud and is_teruggestuurd(evaluatie),
        "wie_zei_wat": wie_zei_wat(evaluatie),
    }


def _kan(
    scherm: Inzagescherm, actie: Actie, evaluatie: Evaluatie, bezwaren: Callable[[Evaluatie, Namens], list[Belemmering]]
) -> bool:
    return any(not bezwaren(evaluatie, n) for n in mogelijk_namens(scherm.gebruiker, actie, scherm.traject))


def wie_zei_wat(evaluatie: Evaluatie) -> list[tuple[str, str]]:
    if not evaluatie.is_gehouden:
        return []
    regels = bevestigingen_van(evaluatie) if evaluatie.ronde else []
    regels += reactie_regels(evaluatie, notities_van(evaluatie.sleutel))
    if evaluatie.vastgesteld_op is not None:
        regels.append(("Vastgesteld op", datum_voluit(evaluatie.vastgesteld_op)))
    return regels


class _Formulier(Rijscherm, Trajectformulier):
    inzage = "evaluatie"
    model = Evaluatie

    def terug_url(self) -> str:
        return self.url("evaluatie", self.rij.sleutel)

    def bezwaren_van(self, namens: Namens) -> list[Belemmering]:
        raise NotImplementedError

    def mag_namens(self) -> list[Namens]:
        """Who is asked goes before who only may."""
        mogelijk = super().mag_namens()
        if not hasattr(self, "rij"):
            return mogelijk
        return [n for n in mogelijk if not self.bezwaren_van(n)] or mogelijk

    def belemmeringen(self) -> Sequence[Belemmering]:
        return self.bezwaren_van(self.namens_mogelijk[0])


class HuurstatusView(_Formulier):
    """Three choices and at most one number; the consulent does it from the list of today."""

    actie = Actie.HUURSTATUS_OPGEVEN
    form_class = HuurstatusForm
    titel = "Hoe staat het met de huur?"
    knop = "Geef dit op"
    gelukt = "U heeft opgegeven hoe het met de huur staat."
    toont_opgeslagen = True

    def bezwaren_van(self, namens: Namens) -> list[Belemmering]:
        return opgeven_belemmeringen(self.rij, namens)

    def versie(self) -> int | None:
        """Of what stands there; filling in the evaluatie meanwhile is no conflict."""
        rij = huurstatus_van(self.rij)
        return rij.versie if rij is not None else 0

    def form_opties(self) -> dict[str, Any]:
        return {"is_correctie": huurstatus_van(self.rij) is not None}

    def begin(self) -> dict[str, Any]:
        rij = huurstatus_van(self.rij)
        return {"stand": rij.stand, "maanden": rij.maanden} if rij is not None else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.uitleg = (
            f"{naam(self.rij)}, op {dag(self.rij)}. Wie bij de evaluatie zijn, lezen dit. "
            "Wat het betekent, bespreken zij met de huurder."
        )
        rij = huurstatus_van(self.rij)
        feiten = [("Nu staat er", huurstatus_tekst(rij))] if rij else []
        return super().get_context_data(feiten=feiten, eerst=self._eerst(), **kwargs)

    def _eerst(self) -> dict[str, str] | None:
        """Where the consulent goes when only the ja of the huurder is missing."""
        if not any(b in self.belemmeringen() for b in instemming_ontbreekt(self.rij)):
            return None
        return {"tekst": "Leg de instemming vast", "url": reverse("woningen:instemming", args=[self.traject.sleutel])}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        huurstatus_opgeven(evaluatie=self.rij.sleutel, namens=namens, versie=versie, **form.cleaned_data)
        return self.terug_url()


class VaststellenView(_Formulier):
    """Read what was written down, and say whether it is right."""

    actie = Actie.EVALUATIE_BEVESTIGEN
    form_class = BevestigForm
    template_name = "evaluatie/vaststellen.html"
    titel = "Klopt de evaluatie?"
    knop = "Leg vast"
    gelukt = "Vastgelegd wat u ervan vindt."

    def bezwaren_van(self, namens: Namens) -> list[Belemmering]:
        return bevestigen_bezwaren(self.rij, namens)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        e: Evaluatie = self.rij
        mag_verbeteren = self.beslist(Actie.EVALUATIE_HOUDEN, Zaak.EVALUATIE) and not verbeteren_bezwaren(e)
        eerst = {"tekst": "Verbeter de evaluatie", "url": self.url("evaluatie_verbeteren", e.sleutel)}
        self.uitleg = f"{naam(e)}, op {dag(e)}. Lees wat er is opgeschreven. U zegt dit namens uw organisatie."
        return super().get_context_data(
            resultaat=gesprek(e) if e.is_gehouden else None,
            wie_zei_wat=wie_zei_wat(e),
            eerst=eerst if mag_verbeteren and is_teruggestuurd(e) else None,
            **kwargs,
        )

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        evaluatie_bevestigen(evaluatie=self.rij.sleutel, namens=namens, versie=versie, **form.cleaned_data)
        return self.terug_url()


class _VanWieHoudt(Rijscherm, Beslisscherm, Trajectformulier):
    actie = Actie.EVALUATIE_HOUDEN
    zaak = Zaak.EVALUATIE
    inzage = "evaluatie"
    model = Evaluatie

    def terug_url(self) -> str:
        return self.url("evaluatie", self.rij.sleutel)


class ReactieView(_VanWieHoudt):
    """Written by who holds the evaluatie, in the words of the huurder."""

    form_class = ReactieForm
    titel = "Reactie van de huurder"
    uitleg = "De huurder leest wat er staat, op het scherm of op papier. Reageren hoeft niet."
    knop = "Leg de reactie vast"
    gelukt = "De reactie van de huurder is vastgelegd."

    def begin(self) -> dict[str, Any]:
        return {"datum": clock.vandaag()}

    def belemmeringen(self) -> Sequence[Belemmering]:
        return self.niet_beslisser() or reactie_blijft_belemmeringen(self.rij)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=[("Evaluatie", naam(self.rij)), ("Dag", dag(self.rij))], **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        reactie_vastleggen(evaluatie=self.rij.sleutel, nieuw=form.nieuw(), namens=namens, versie=versie)
        return self.terug_url()


class EvaluatieVerbeterenView(_VanWieHoudt):
    """What was written down is not right; who had to be there reads it again."""

    titel = "Evaluatie verbeteren"
    uitleg = (
        "Verander wat niet klopt. Wie erbij moest zijn, krijgt de vraag daarna opnieuw. "
        "Klopt het bij nader inzien toch? Druk dan op de knop zonder iets te veranderen."
    )
    knop = "Verbeter en vraag opnieuw"
    gelukt = "De evaluatie is verbeterd. Wie erbij moest zijn, krijgt de vraag opnieuw."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return self.niet_beslisser() or verbeteren_bezwaren(self.rij)

    def get_form(self, data: Any = None) -> VerbeterForm:
        return VerbeterForm(data, initial=self.begin(), **keukentafelvragen(self.rij))

    def begin(self) -> dict[str, Any]:
        teksten = notities_van(self.rij.sleutel)
        punten = {f"item_{item}": oordeel for item, oordeel in itemoordelen(self.rij).items()}
        return {**punten, "oordeel": self.rij.oordeel, "advies": self.rij.advies, **teksten}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        nee = [(wie, wat) for wie, wat in wie_zei_wat(self.rij) if wat.startswith("klopt niet")]
        return super().get_context_data(feiten=[("Evaluatie", naam(self.rij)), *nee], **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        gegevens = form.cleaned_data
        evaluatie_verbeteren(
            evaluatie=self.rij.sleutel,
            items=form.oordelen(),
            oordeel=gegevens["oordeel"],
            advies=gegevens["advies"],
            teksten=form.teksten(),
            reden=gegevens["reden"],
            namens=namens,
            versie=versie,
        )
        return self.terug_url()
