"""The search for another place to live: how it stands, and its steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from evaluatie.dossier import notities_van
from evaluatie.enums import Herhuisvestingstatus, Notitiesoort, Partij, mdopartijen
from evaluatie.forms import GevondenForm, HerhuisvestingOverlegForm, LeegForm
from evaluatie.models import Herhuisvesting
from evaluatie.services import (
    herhuisvesting_overleggen,
    herindicatie_aangevraagd,
    opnieuw_zoeken,
    woonplek_gevonden,
)
from evaluatie.services.gedeeld import rollen_in_kring
from evaluatie.services.herhuisvesten import herindicatie_belemmeringen, stand_belemmeringen, terugkeer_bezwaren
from evaluatie.services.mdos import aanvragen_belemmeringen
from evaluatie.views.gedeeld import Rijscherm
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.datums import datum_voluit
from opstap.protocol.herhuisvesten import terugkeer_tekst
from opstap.protocol.termijnsoorten import ZOEKERS
from opstap.trajecten.schermen import Trajectformulier
from opstap.trajecten.services import betrokken_organisatie

_H = Herhuisvestingstatus


def standregels(rij: Herhuisvesting) -> list[tuple[str, str]]:
    """What everybody in the circle may know: that there is a search, and from when there is a place."""
    regels = [("Stand", rij.get_status_display()), ("Begonnen op", datum_voluit(rij.begonnen_op))]
    if rij.verhuist_op is not None:
        regels.append(("De huurder kan verhuizen vanaf", datum_voluit(rij.verhuist_op)))
    if rij.status == _H.GEVONDEN:
        regels.append(("Hoe het verdergaat", "Nu spreekt de corporatie de laatste dag af."))
    return regels


class HerhuisvestingView(Rijscherm):
    """Who leads stands here for who searches; not for the corporatie, for it tells where somebody came from (I-9)."""

    actie = Actie.HERHUISVESTING_ZIEN
    inzage = "herhuisvesting"
    model = Herhuisvesting
    template_name = "evaluatie/herhuisvesting.html"
    titel = "Een andere woonplek"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rij: Herhuisvesting = self.rij
        zoekt_mee = any(Rol(n.rol) in ZOEKERS for n in self.namens_mogelijk)
        acties = self._acties(rij) if not stand_belemmeringen(rij) else []
        return super().get_context_data(
            feiten=standregels(rij) + (self._zoekregels(rij) if zoekt_mee else []),
            taken=_taken(rij),
            loopt=not stand_belemmeringen(rij),
            acties=acties,
            terug_url=reverse("traject", args=[self.traject.sleutel]),
            **kwargs,
        )

    def _zoekregels(self, rij: Herhuisvesting) -> list[tuple[str, str]]:
        leider = betrokken_organisatie(self.traject, Hoedanigheid(rij.regisseur))
        rol = "procesregisseur" if rij.regisseur == Hoedanigheid.PROCESREGIE else "begeleider"
        regels = [("Wie zoekt er?", f"{leider}, {rol}" if leider else "niemand meer")]
        if rij.uitkomst:
            regels.append(("Wat voor plek", rij.get_uitkomst_display()))
        regels.append(("Terug naar de instelling", terugkeer_tekst(parameters=self.traject.regelingversie.parameters)))
        if rij.terugkeer_geboden_op is not None:
            regels.append(("Plek om terug te keren", f"aangeboden op {datum_voluit(rij.terugkeer_geboden_op)}"))
        regels.append(("Laatste overleg", datum_voluit(rij.overlegd_op) if rij.overlegd_op else "nog niet"))
        if rij.aanwezig:
            regels.append(("Waren erbij", ", ".join(Partij(code).label for code in rij.aanwezig)))
        if hoe := notities_van(rij.sleutel).get(Notitiesoort.BETREKKEN):
            regels.append(("Hoe de huurder meedoet", hoe))
        if rij.herindicatie_aangevraagd_op is not None:
            regels.append(("Nieuwe indicatie", f"aangevraagd op {datum_voluit(rij.herindicatie_aangevraagd_op)}"))
        elif rij.herindicatie_nodig_op is not None:
            regels.append(("Nieuwe indicatie", "nodig, nog niet aangevraagd"))
        return regels

    def _acties(self, rij: Herhuisvesting) -> list[dict[str, Any]]:
        """The first step of the search is the main one; meeting again is always there beside it."""
        gevonden: list[tuple[str, str]] = []
        if self.mag(Actie.HERHUISVESTING_LEIDEN):
            gevonden = list(_stappen(rij))
        acties: list[dict[str, Any]] = [
            {"tekst": tekst, "url": self.url(pagina, rij.sleutel), "is_eerste": i == 0 and rij.status != _H.GEVONDEN}
            for i, (tekst, pagina) in enumerate(gevonden)
        ]
        if self.mag(Actie.MDO_HOUDEN) and not aanvragen_belemmeringen(self.traject):
            acties.append({"tekst": "Het gaat beter: vraag een MDO aan", "url": self.url("mdo_aanvragen")})
        return acties


def _stappen(rij: Herhuisvesting) -> list[tuple[str, str]]:
    overleg = ("Leg het overleg vast", "herhuisvesting_overleg")
    indicatie = [] if herindicatie_belemmeringen(rij) else [("De nieuwe indicatie is aangevraagd", "herindicatie")]
    if rij.status == _H.GEVONDEN:
        return [overleg, *indicatie, ("De plek gaat niet door", "opnieuw_zoeken")]
    stappen = [("Er is een andere woonplek", "woonplek_gevonden"), overleg, *indicatie]
    return stappen if rij.overlegd_op is not None else [stappen[1], stappen[0]]


def _taken(rij: Herhuisvesting) -> list[dict[str, str]]:
    """The road of a search, for onderdelen/taaklijst.html."""
    taken = []
    klaar = (rij.overlegd_op, rij.gevonden_op, rij.status == _H.AFGEROND)
    teksten = ("Samen overlegd", "Er is een andere woonplek", "De huurder is verhuisd en de huur is gestopt")
    eerste = next((i for i, waarde in enumerate(klaar) if not waarde), len(klaar))
    for i, tekst in enumerate(teksten):
        soort, stand = ("klaar", "klaar") if klaar[i] else ("later", "later")
        if i == eerste and rij.status != _H.INGETROKKEN:
            soort, stand = "aan_zet", "aan zet"
        taken.append({"tekst": tekst, "soort": soort, "status_tekst": stand})
    return taken


class _Herhuisvestingformulier(Rijscherm, Trajectformulier):
    actie = Actie.HERHUISVESTING_LEIDEN
    inzage = "herhuisvesting"
    model = Herhuisvesting
    form_class: Any = LeegForm

    def terug_url(self) -> str:
        return self.url("herhuisvesting", self.rij.sleutel)

    def belemmeringen(self) -> Sequence[Belemmering]:
        return stand_belemmeringen(self.rij)


class OverlegView(_Herhuisvestingformulier):
    form_class = HerhuisvestingOverlegForm
    titel = "Overleg over een andere woonplek"
    uitleg = "U zoekt samen, het liefst met de huurder erbij. De corporatie leest dit niet."
    knop = "Leg het overleg vast"
    gelukt = "Het overleg is vastgelegd."

    def form_opties(self) -> dict[str, Any]:
        partijen = mdopartijen(rollen_in_kring(self.traject))
        return {"vraag_terugkeer": not terugkeer_bezwaren(self.rij), "partijen": partijen}

    def begin(self) -> dict[str, Any]:
        hoe = notities_van(self.rij.sleutel).get(Notitiesoort.BETREKKEN, "")
        return {"datum": clock.vandaag(), "betrekken": hoe}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        herhuisvesting_overleggen(herhuisvesting=self.rij.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()


class GevondenView(_Herhuisvestingformulier):
    form_class = GevondenForm
    titel = "Er is een andere woonplek"
    uitleg = (
        "Leg vast wat voor plek het is en vanaf welke dag de huurder er terecht kan. Het adres hoort niet in Opstap. "
        "De huurder krijgt een brief en de corporatie spreekt daarna de laatste dag van de huur af."
    )
    knop = "Leg dit vast"
    gelukt = "Vastgelegd. De brief aan de huurder staat klaar."

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.rij.status == _H.GEVONDEN:
            return [Belemmering("Z-13.4", "Er is al een andere woonplek vastgelegd.")]
        return super().belemmeringen()

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        woonplek_gevonden(herhuisvesting=self.rij.sleutel, namens=namens, versie=versie, **form.cleaned_data)
        return self.terug_url()


class OpnieuwZoekenView(_Herhuisvestingformulier):
    titel = "De plek gaat niet door"
    uitleg = (
        "Het zoeken gaat verder. De anderen krijgen bericht. Vertel het ook aan de huurder. Is er samen een laatste "
        "huurdag afgesproken? Dan geldt die niet meer, en de huurder krijgt daar een brief over."
    )
    knop = "Zoek verder"
    gelukt = "Vastgelegd. Het zoeken gaat verder."

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.rij.status == _H.GEVONDEN:
            return ()
        return super().belemmeringen() or [Belemmering("Z-13.4", "Er is nog geen andere woonplek vastgelegd.")]

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        opnieuw_zoeken(herhuisvesting=self.rij.sleutel, namens=namens, versie=versie)
        return self.terug_url()


class HerindicatieView(_Herhuisvestingformulier):
    titel = "De nieuwe indicatie is aangevraagd"
    uitleg = "De gemeente beslist over de aanvraag. Dat staat niet in Opstap."
    knop = "Leg vast dat de aanvraag weg is"
    gelukt = "De aanvraag is vastgelegd."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return super().belemmeringen() or herindicatie_belemmeringen(self.rij)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        herindicatie_aangevraagd(herhuisvesting=self.rij.sleutel, namens=namens, versie=versie)
        return self.terug_url()
