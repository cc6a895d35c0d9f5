"""The start of the tenancy: startgesprek, confirmation by zorg, agreements, whom to call."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst

from aanmelding.models import Begeleidingsafspraak
from opstap.logboek.services import inzage_vastleggen
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.datums import datum_voluit
from opstap.protocol.starten import GESPREK, Startpunt, Woonafspraak
from opstap.trajecten.models import Betrokkenheid
from opstap.trajecten.schermen import Conceptformulier, Trajectscherm
from opstap.trajecten.toegang import mogelijk_namens
from woningen.forms.start import BevestigForm, StartgesprekForm, WoonafsprakenForm
from woningen.models import Startantwoord, Woonafspraken
from woningen.services import (
    begeleiding_bevestigen,
    meterkastkaart_maken,
    startgesprek_vastleggen,
    woonafspraken_vastleggen,
)
from woningen.services.kaart import (
    belnummer,
    betrokken,
    contactgegevens,
    kaart_belemmeringen,
    kaart_klopt,
    laatste_kaart,
)
from woningen.services.start import (
    afspraken_belemmeringen,
    hulp_bij_start,
    is_aan_de_orde,
    standen,
    startversie,
    van_eerder,
)
from woningen.views.gedeeld import Contractformulier, Woonformulier


class Startformulier(Woonformulier):
    """Its fields say what is stored: what a colleague answered meanwhile is shown beside it."""

    toont_opgeslagen = True
    events: tuple[str, ...] = ()

    def bezwaren(self) -> Sequence[Belemmering]:
        return is_aan_de_orde(self.traject)

    def versie(self) -> int | None:
        return startversie(self.traject)

    def laatste_wijziging(self) -> str:
        return self.laatst_gedaan(*self.events)


class StartgesprekView(Startformulier):
    actie = Actie.START_VASTLEGGEN
    form_class = StartgesprekForm
    titel = "Startgesprek met de huurder"
    uitleg = (
        "Bespreek deze punten voor of bij de sleutel, samen met de begeleider en de corporatie. "
        "Leg alleen vast wát is besproken. Bedragen en antwoorden komen niet in Opstap."
    )
    knop = "Leg vast wat is besproken"
    gelukt = "Vastgelegd wat er is besproken."
    events = ("startgesprek_vastgelegd",)

    def begin(self) -> dict[str, Any]:
        gezegd = standen(self.traject)
        return {"besproken": [punt.value for punt in GESPREK if punt in gezegd and gezegd[punt].op is not None]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        antwoorden = Startantwoord.objects.filter(traject=self.traject, punt__in=[p.value for p in GESPREK])
        return super().get_context_data(feiten=_gezegd(list(antwoorden.order_by("pk"))), **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        startgesprek_vastleggen(traject=self.traject.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()


def _gezegd(antwoorden: Sequence[Startantwoord]) -> list[tuple[str, str]]:
    """What was talked about on which day, and what was not, with who said so and when."""
    mensen: dict[UUID | None, str] = dict(
        Gebruiker.objects.filter(sleutel__in={a.gebruiker for a in antwoorden}).values_list("sleutel", "naam")
    )
    huizen: dict[UUID | None, str] = dict(
        Organisatie.objects.filter(sleutel__in={a.organisatie for a in antwoorden}).values_list("sleutel", "naam")
    )
    groepen: dict[tuple[str, str], list[str]] = {}
    for rij in sorted(antwoorden, key=lambda rij: GESPREK.index(Startpunt(rij.punt))):
        kop = f"Besproken op {datum_voluit(rij.op)}" if rij.op else "Nog niet besproken"
        wie = ", ".join(filter(None, (mensen.get(rij.gebruiker), huizen.get(rij.organisatie))))
        groep = (kop, f"vastgelegd door {wie or 'Opstap'} op {datum_voluit(rij.vastgelegd_op)}")
        groepen.setdefault(groep, []).append(Startpunt(rij.punt).kort)
    return [(kop, f"{', '.join(punten)} ({door})") for (kop, door), punten in groepen.items()]


class BegeleidingBevestigenView(Startformulier):
    actie = Actie.BEGELEIDING_BEVESTIGEN
    form_class = BevestigForm
    titel = "Plan en begeleiding bevestigen"
    uitleg = "Zo weten de huurder en de corporatie dat er begeleiding is als de huur begint."
    knop = "Leg dit vast"
    gelukt = "Vastgelegd. De corporatie kan dit lezen."
    events = ("begeleiding_bevestigd", "begeleiding_niet_bevestigd")

    def waarschuwingen(self) -> Sequence[Belemmering]:
        return hulp_bij_start(self.traject)

    def begin(self) -> dict[str, Any]:
        gezegd = standen(self.traject)
        dagen = {punt: stand.op for punt, stand in gezegd.items()}
        start = dagen.get(Startpunt.START_BEGELEIDING)
        if Startpunt.START_BEGELEIDING not in dagen:
            afspraak = Begeleidingsafspraak.objects.filter(aanmelding__traject=self.traject).first()
            start = afspraak.start if afspraak else None
        plan_op = dagen.get(Startpunt.PLAN)
        heeft_plan = "ja" if plan_op else "nee" if Startpunt.PLAN in dagen else ""
        return {"heeft_plan": heeft_plan, "plan_op": plan_op, "start": start}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        begeleiding_bevestigen(traject=self.traject.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()


class WoonafsprakenView(Conceptformulier, Woonformulier):
    actie = Actie.START_VASTLEGGEN
    form_class = WoonafsprakenForm
    titel = "Afspraken over wonen en buren"
    uitleg = (
        "Maak deze afspraken samen met de huurder, voordat het contract is opgemaakt. Ze komen in het contract. "
        "Wie dat tekent, tekent ook voor deze afspraken."
    )
    knop = "Leg de afspraken vast"
    gelukt = "De afspraken zijn vastgelegd. Ze komen in het contract."
    toont_opgeslagen = True
    rij: Woonafspraken | None

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.rij = Woonafspraken.objects.filter(traject=self.traject).select_related("eigen").first()

    def versie(self) -> int | None:
        return self.rij.versie if self.rij else None

    def laatste_wijziging(self) -> str:
        return self.laatst_gedaan("woonafspraken_vastgelegd")

    def bezwaren(self) -> Sequence[Belemmering]:
        return afspraken_belemmeringen(self.traject)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        return van_eerder(self.traject)

    def begin(self) -> dict[str, Any]:
        if self.rij is None:
            return {}
        return {"afspraken": self.rij.afspraken, "tekst": self._tekst()}

    def _tekst(self) -> str:
        eigen = getattr(self.rij, "eigen", None)
        return eigen.tekst if eigen else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Once the contract is made they can only be read."""
        feiten = []
        if self.rij is not None and self.rij.vastgelegd_op is not None and self.belemmeringen():
            afspraken = [capfirst(Woonafspraak(code).label) for code in self.rij.afspraken]
            feiten = [("Afgesproken", zin) for zin in [*afspraken, self._tekst()] if zin]
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        woonafspraken_vastleggen(traject=self.traject.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()


class BellenView(Trajectscherm):
    """Begeleider and consulent find each other (P-37); the corporatie takes the data over in her own system (H-8)."""

    actie = Actie.CONTRACT_ZIEN
    template_name = "woningen/bellen.html"
    titel = "Wie u kunt bellen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mag = bool(mogelijk_namens(self.gebruiker, Actie.CONTRACT_BEHEREN, self.traject))
        sleutel = self.traject.sleutel
        return super().get_context_data(
            terug_url=reverse("traject", args=[sleutel]),
            mensen=[
                (kop, _contactregels(rij))
                for kop, hoedanigheid in (
                    ("Begeleiding", Hoedanigheid.BEGELEIDING),
                    ("Corporatie", Hoedanigheid.VERHUURDER),
                )
                if (rij := betrokken(self.traject, hoedanigheid)) is not None
            ],
            gegevens_url=reverse("woningen:contactgegevens", args=[sleutel]) if mag else "",
            kaart_url=reverse("woningen:meterkastkaart", args=[sleutel]) if mag else "",
            **kwargs,
        )


def _contactregels(rij: Betrokkenheid) -> list[tuple[str, str]]:
    return [
        ("Organisatie", rij.organisatie.naam),
        ("Contactpersoon", rij.contactpersoon.naam if rij.contactpersoon else "nog niemand: bel de organisatie"),
        ("Telefoon", belnummer(rij) or "niet bekend"),
        ("Buiten kantooruren", rij.organisatie.telefoon_avond or "niet bekend"),
    ]


class ContactgegevensView(Trajectscherm):
    """A file for the own system of the corporatie; fetching it counts as looking."""

    actie = Actie.CONTRACT_BEHEREN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        inzage_vastleggen(soort="contactgegevens", namens=self.namens_mogelijk[0], traject=self.traject.sleutel)
        antwoord = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        csv.writer(antwoord, delimiter=";").writerows(contactgegevens(self.traject))
        antwoord["Content-Disposition"] = f'attachment; filename="contact-{self.traject.kenmerk}.csv"'
        antwoord["X-Content-Type-Options"] = "nosniff"
        return antwoord


class MeterkastkaartView(Contractformulier):
    actie = Actie.CONTRACT_BEHEREN
    titel = "Meterkastkaart"
    uitleg = (
        "Op deze kaart staat wie de huurder belt, en waarvoor. Bezoek kan de kaart lezen. Daarom staat er niets op "
        "over begeleiding, en geen naam van de huurder of van de zorgorganisatie."
    )
    knop = "Maak de kaart"
    gelukt = "De kaart staat klaar bij de brieven van dit traject. Print hem en geef hem aan de huurder."

    def versie(self) -> int | None:
        return None

    def bezwaren(self) -> Sequence[Belemmering]:
        return kaart_belemmeringen(self.contract) or kaart_klopt(self.contract)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        brief = laatste_kaart(self.traject)
        feiten = [("Laatste kaart", datum_voluit(brief.datum))] if brief else []
        eerst = None
        if brief is not None:
            url = reverse("brief", args=[self.traject.sleutel, brief.sleutel])
            eerst = {"url": url, "tekst": "Bekijk de kaart"}
        return super().get_context_data(feiten=feiten, eerst=eerst, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        meterkastkaart_maken(traject=self.traject.sleutel, namens=namens)
        return self.terug_url()
