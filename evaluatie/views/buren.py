"""The neighbours: whom they can call, and that they heard something. Nothing about the huurder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse

from evaluatie.feiten import huidig_contract
from evaluatie.forms.begeleiding import BurenForm, BuurtpuntForm
from evaluatie.models import Buurtbericht, Buurtpunt
from evaluatie.services.buren import buren_ingelicht, buurtkaart, buurtpunt_vastleggen
from evaluatie.views.gedeeld import Inzagescherm
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begeleiden import bewoont_belemmeringen
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.schermen import Trajectformulier
from woningen.models import Huurovereenkomst


class _Burenscherm(Inzagescherm):
    """Of the newest contract that counts: what was told stays to be read."""

    contract: Huurovereenkomst

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        contract = Huurovereenkomst.objects.geldig().filter(traject=self.traject).order_by("-pk").first()
        if contract is None:
            raise Http404
        contract.traject = self.traject
        self.contract = contract

    def punt(self) -> Buurtpunt | None:
        rij: Buurtpunt | None = Buurtpunt.objects.filter(contract=self.contract).first()
        return rij

    def bezwaren(self) -> list[Belemmering]:
        return bewoont_belemmeringen(bewoont=huidig_contract(self.traject) is not None)


class BurenView(_Burenscherm):
    actie = Actie.CONTRACT_ZIEN
    inzage = "buren"
    template_name = "evaluatie/stand.html"
    titel = "De buren"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        punt = self.punt()
        delen = [("Wie de buren bellen", self._puntregels(punt))]
        for bericht in Buurtbericht.objects.filter(contract=self.contract).order_by("-op", "-pk"):
            delen.append((f"Uitleg op {datum_voluit(bericht.op)}", _berichtregels(bericht)))
        return super().get_context_data(
            inleiding=(
                "Buren weten wie zij kunnen bellen. Over de huurder horen zij niets: niet dat er begeleiding is, en "
                "niet waarom. De huurder weet altijd eerst wat de buren horen."
            ),
            delen=delen,
            acties=[] if self.bezwaren() else list(self._acties(punt)),
            terug_url=reverse("traject", args=[self.traject.sleutel]),
            **kwargs,
        )

    def _puntregels(self, punt: Buurtpunt | None) -> list[tuple[str, str]]:
        if punt is None:
            return [("Aanspreekpunt", "nog niet vastgelegd")]
        akkoord = punt.huurder_akkoord_op
        kaart = f"ja, op {datum_voluit(akkoord)}" if akkoord else "nog niet: er is geen kaart voor de buren"
        return [
            ("Aanspreekpunt", f"{punt.get_functie_display()} van {self.contract.verhuurder.naam}"),
            ("Telefoon", punt.telefoon),
            ("De huurder vond de kaart goed", kaart),
        ]

    def _acties(self, punt: Buurtpunt | None) -> Any:
        if self.mag(Actie.CONTRACT_BEHEREN):
            tekst = "Verander wie de buren bellen" if punt else "Leg vast wie de buren bellen"
            yield {"tekst": tekst, "url": self.url("buurtpunt"), "is_eerste": punt is None}
        brief = buurtkaart(self.traject)
        if brief is not None and self.mag(Actie.BRIEF_ZIEN):
            yield {"tekst": "Bekijk de kaart", "url": reverse("brief", args=[self.traject.sleutel, brief.sleutel])}
        if self.mag(Actie.START_VASTLEGGEN):
            yield {"tekst": "Leg vast dat de buren uitleg kregen", "url": self.url("buren_ingelicht")}


def _berichtregels(bericht: Buurtbericht) -> list[tuple[str, str]]:
    return [
        ("Wat", bericht.get_soort_display()),
        ("Door", bericht.get_door_display()),
        ("De huurder wist het sinds", datum_voluit(bericht.huurder_wist_op)),
    ]


class _Burenformulier(_Burenscherm, Trajectformulier):
    def terug_url(self) -> str:
        return self.url("buren")

    def belemmeringen(self) -> Sequence[Belemmering]:
        return self.bezwaren()


class BuurtpuntView(_Burenformulier):
    actie = Actie.CONTRACT_BEHEREN
    titel = "Wie de buren bellen"
    uitleg = (
        "Kies wie buren bij elke huurder kunnen bellen. Op de kaart staan alleen dit nummer, 112 en de politie. Geen "
        "naam, geen adres, en niets over begeleiding."
    )
    knop = "Leg vast"
    gelukt = "Vastgelegd. Vond de huurder het goed? Dan staat de kaart klaar bij de brieven."
    toont_opgeslagen = True

    def versie(self) -> int | None:
        punt = self.punt()
        return punt.versie if punt else 0

    def laatste_wijziging(self) -> str:
        return self.laatst_gedaan("buurtpunt_vastgelegd")

    def get_form(self, data: Any = None) -> BuurtpuntForm:
        punt = self.punt()
        begin: dict[str, Any] = {"telefoon": self.contract.verhuurder.telefoon}
        if punt is not None:
            begin = {naam: getattr(punt, naam) for naam in ("functie", "telefoon", "huurder_akkoord_op")}
        return BuurtpuntForm(data, initial=begin)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        buurtpunt_vastleggen(traject=self.traject.sleutel, namens=namens, versie=versie, **form.cleaned_data)
        return self.terug_url()


class BurenIngelichtView(_Burenformulier):
    actie = Actie.START_VASTLEGGEN
    titel = "De buren kregen uitleg"
    uitleg = "Stem eerst samen af wat de buren horen. Leg hier alleen vast dat het gebeurde. Niet wat er is gezegd."
    knop = "Leg vast"
    gelukt = "Vastgelegd dat de buren uitleg kregen."

    def get_form(self, data: Any = None) -> BurenForm:
        return BurenForm(data)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        buren_ingelicht(traject=self.traject.sleutel, namens=namens, **form.cleaned_data)
        return self.terug_url()
