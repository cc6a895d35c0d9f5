"""The stories of the demo region: every phase and outcome, and on each home something late, due today and coming.

All dates are relative to today, so that the region is as fresh on the day somebody tries it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from aanmelding.services import (
    Huishoudgegevens,
    Medehuurder,
    Vertegenwoordiger,
    aanmelding_intrekken,
    gesprek_plannen,
)
from evaluatie.enums import Partij
from evaluatie.models import Mdo, Signaal
from evaluatie.services import (
    NieuweAfspraak,
    huurder_informeren,
    mdo_melden,
    mdo_plannen,
    mdo_vastleggen,
    signaal_melden,
)
from opstap import clock
from opstap.demo import wonen
from opstap.demo.aanmeldweg import ALLEEN, IN_ORDE
from opstap.demo.bijsturen import BIJ_DE_ZORG, Bijsturen
from opstap.demo.regio import Demoregio
from opstap.demo.weg import Weg
from opstap.protocol.aanmeldstappen import Intrekreden
from opstap.protocol.begrippen import Instroomroute, Leefgebied, Route
from opstap.protocol.datums import plus_maanden
from opstap.protocol.evaluatiebegrippen import MdoUitkomst, Signaalsoort
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.protocol.voorwaarde import Voorwaardereden
from opstap.trajecten.enums import Wijze
from woningen.services import aanzegging_gemist_vastleggen, contract_einde_verwerken

# fmt: off
_VOORNAMEN = (
    "Ayla", "Bas", "Carla", "Dirk", "Esra", "Frank", "Gülay", "Hans", "Inge", "Jamal", "Karin", "Leo", "Mila",
    "Nico", "Olga", "Paul", "Quinty", "Ravi", "Sofie", "Tom", "Ulla", "Victor", "Wendy", "Xander", "Yara", "Zeno",
    "Anouk", "Boris", "Chris", "Dewi", "Emre", "Floor", "Guus", "Hanna", "Ivo", "Jasmin", "Kees", "Lotte", "Mehmet",
    "Nadia", "Otto", "Petra", "Ruben", "Sanne", "Tygo", "Vera", "Wim", "Yvonne", "Aron", "Britt", "Coen", "Daphne",
    "Elin", "Fedde", "Gijs", "Hilde", "Ilham", "Joost", "Kiki", "Lars", "Maud", "Noud", "Pien", "Rik",
    "Sjoerd", "Tamar", "Umut", "Vince", "Wies", "Yusuf", "Zoë", "Amber", "Bilal", "Cato", "Daan", "Eefje", "Fenna",
)
_ACHTERNAMEN = (
    "Bakker", "Visser", "Mulder", "Bos", "Vos", "Peters", "Koster", "Hendriks", "Dijk", "Kramer", "Schouten",
)
# fmt: on
_OEVER = {Leefgebied.DAGBESTEDING: "oever", Leefgebied.SOCIAAL_NETWERK: "oever"}
_WMO = {Leefgebied.DAGBESTEDING: "gemeente"}
_PROCESREGIE = {Leefgebied.JUSTITIE: "gemeente"}
_BEWIND_EN_MENTOR = {
    Vertegenwoordiging.BEWINDVOERDER: Vertegenwoordiger(
        "Marit Stroom", "Stroom Bewind", "0575 555 014", "stroom@bewind.example"
    ),
    Vertegenwoordiging.MENTOR: Vertegenwoordiger("Wessel Hagen", telefoon="0575 555 015"),
}
_CURATOR = {Vertegenwoordiging.CURATOR: Vertegenwoordiger("Nienke Verhoef", "Verhoef Curatele", "0575 555 016")}


class Verteller:
    """Makes people with invented names and walks them to where a story begins."""

    def __init__(self, regio: Demoregio, vandaag: date) -> None:
        self.regio, self.vandaag = regio, vandaag
        self._namen = zip(_VOORNAMEN, cycle(_ACHTERNAMEN), strict=False)
        self._nummer = 0

    def dag(self, dagen: int) -> date:
        return self.vandaag + timedelta(days=dagen)

    def maand(self, maanden: int, dagen: int = 0) -> date:
        return plus_maanden(self.vandaag, maanden) + timedelta(days=dagen)

    def mens(self) -> tuple[str, date]:
        """A name and a day of birth that nobody in the region has yet."""
        self._nummer += 1
        return " ".join(next(self._namen)), date(1968 + self._nummer % 33, 1 + self._nummer % 12, 1 + self._nummer % 28)

    def iemand(self, **kenmerken: Any) -> Weg:
        return Weg(self.regio, *self.mens(), **kenmerken)

    def verstuurd(self, op: date, *, vragen_aan: dict[Leefgebied, str] | None = _WMO, **kenmerken: Any) -> Weg:
        weg = self.iemand(**kenmerken)
        weg.beginnen(op - timedelta(days=9), uitstroom=plus_maanden(op, 4))
        weg.versturen(op, vragen_aan=vragen_aan)
        return weg

    def compleet(self, op: date, **kenmerken: Any) -> Weg:
        weg = self.verstuurd(op - timedelta(days=4), **kenmerken)
        weg.accorderen(op)
        return weg

    def toegelaten(self, op: date, *, route: Route = Route.DIRECTE_BEMIDDELING, **kenmerken: Any) -> Weg:
        weg = self.compleet(op - timedelta(days=9), **kenmerken)
        weg.gesprek(op - timedelta(days=3))
        weg.toelaten(op, route=route)
        return weg

    def zoekt(self, op: date, **kenmerken: Any) -> Weg:
        """Admitted on `op`, and a corporatie asked four days later."""
        weg = self.toegelaten(op, **kenmerken)
        weg.verhuurder(op + timedelta(days=4))
        return weg

    def met_contract(self, ingang: date, *, gemaakt_op: date | None = None, **kenmerken: Any) -> Weg:
        """A contract from `ingang`, made but not signed."""
        gemaakt_op = gemaakt_op or ingang - timedelta(days=12)
        ritme, vorm = kenmerken.pop("ritme", 3), kenmerken.pop("vorm", None)
        weg = self.zoekt(gemaakt_op - timedelta(days=40), **kenmerken)
        aanbieding = weg.aanbod(gemaakt_op - timedelta(days=12), uiterlijk=gemaakt_op - timedelta(days=5))
        weg.accepteren(gemaakt_op - timedelta(days=8), aanbieding)
        weg.opmaken(gemaakt_op, ingang=ingang, ritme=ritme, vorm=vorm)
        return weg

    def woont(self, ingang: date, *, evalueren: bool = True, **kenmerken: Any) -> Weg:
        """Lives there since `ingang`; every evaluatie before today was held."""
        weg = self.met_contract(ingang, **kenmerken)
        weg.tekenen(ingang - timedelta(days=3))
        weg.sleutel(ingang)
        if evalueren:
            weg.evalueren_tot(self.vandaag)
        return weg


def aanmeldingen(v: Verteller) -> None:
    """Being filled in: late, due today, coming; the last one of each was said beforehand."""
    for uitstroom, wie in (
        (v.maand(4, -14), "begeleider"),
        (v.maand(4), "begeleider"),
        (v.maand(4, 20), "begeleider"),
        (v.maand(4, -3), "begeleider2"),
        (v.maand(4, 5), "begeleider2"),
    ):
        weg = v.iemand(begeleider=wie)
        weg.beginnen(v.dag(-12), uitstroom=uitstroom)
        if uitstroom in {v.maand(4, 20), v.maand(4, 5)}:
            weg.vooraf_melden(v.dag(-11), maand=uitstroom)


def beoordelingen(v: Verteller) -> None:
    """Waiting for the Wmo-consulent or the procesregisseur (7 days each), then for the coordinator (14 days)."""
    for dagen in (-10, -7, -2):
        v.verstuurd(v.dag(dagen))
    for dagen in (-9, -7, -2):
        v.verstuurd(v.dag(dagen), vragen_aan=_PROCESREGIE, instroomroute=Instroomroute.DETENTIE)
    met_partner = Huishoudgegevens(alleen=False, medehuurder=Medehuurder("Robin Aarts", date(1990, 5, 17)))
    met_kinderen = Huishoudgegevens(alleen=False, kinderen=(2014, 2017))
    for dagen, huishouden in ((-16, ALLEEN), (-14, met_partner), (-6, met_kinderen)):
        weg = v.compleet(v.dag(dagen), begeleider="begeleider2", huishouden=huishouden)
        weg.gesprek(v.dag(dagen + 5))
    met_gesprek = v.verstuurd(v.dag(-1), instroomroute=Instroomroute.OPVANG, vragen_aan=None)
    gesprek_op_dag(met_gesprek, v.dag(0), op=v.dag(3))
    v.compleet(v.dag(-6), beslist_mee=_BEWIND_EN_MENTOR).aanvulling(v.dag(-2))


def gesprek_op_dag(weg: Weg, dag: date, *, op: date) -> None:
    """Planned on `dag`."""
    with clock.klok_op(dag):
        gesprek_plannen(traject=weg.traject, dag=op, hoe=BIJ_DE_ZORG, namens=weg.regio.namens("coordinator"))


def bemiddelingen(v: Verteller) -> None:
    """No corporatie asked yet; searching; offered; refused; stopped; accepted."""
    for dagen in (-9, -7, -2):
        v.toegelaten(v.dag(dagen))
    v.zoekt(v.dag(-60))
    v.zoekt(v.dag(-56), corporatie="beek")
    v.zoekt(v.dag(-25)).aanbod(v.dag(-4), uiterlijk=v.dag(0))
    v.zoekt(v.dag(-28), corporatie="beek").aanbod(v.dag(-3), uiterlijk=v.dag(4))
    een_keer = v.zoekt(v.dag(-40))
    een_keer.weigeren(v.dag(-12), een_keer.aanbod(v.dag(-18), uiterlijk=v.dag(-10)))
    gestopt = v.zoekt(v.dag(-70), begeleider="begeleider2", corporatie="beek")
    for dagen in (-50, -30):
        gestopt.weigeren(v.dag(dagen + 5), gestopt.aanbod(v.dag(dagen), uiterlijk=v.dag(dagen + 7)))
    v.toegelaten(v.dag(-20), route=Route.ZELF_REAGEREN)
    neemt = v.zoekt(v.dag(-35))
    neemt.accepteren(v.dag(-1), neemt.aanbod(v.dag(-6), uiterlijk=v.dag(1)))


def contracten(v: Verteller) -> None:
    v.met_contract(v.dag(10), gemaakt_op=v.dag(-3), beslist_mee=_CURATOR).tekenen(v.dag(-1), aantal=1)
    v.met_contract(v.dag(6), gemaakt_op=v.dag(-8), corporatie="beek").tekenen(v.dag(-2))
    v.met_contract(v.dag(0), gemaakt_op=v.dag(-12)).tekenen(v.dag(-2))


def bewoners(v: Verteller) -> None:
    """Living with begeleiding; some evaluatie is due today, some is late."""
    v.woont(v.maand(-1))
    wonen.buren_weten_wie_ze_bellen(v, v.woont(v.maand(-3), begeleider="begeleider2", corporatie="beek"))
    wonen.weg_van_huis(v, v.woont(v.maand(-6, 4), ritme=6))
    wonen.afbouwen(v, v.woont(v.maand(-12), begeleider="begeleider2"))
    laat = v.woont(v.maand(-13, 3), evalueren=False)
    laat.evalueren_tot(v.vandaag, overslaan=1)
    laat = v.woont(v.maand(-9, -4), evalueren=False, begeleider="begeleider2", corporatie="beek")
    laat.evalueren_tot(v.vandaag, overslaan=1)
    wonen.wacht_op_de_consulent(v, v.woont(v.maand(-6, -5), evalueren=False))


def zorgen(v: Verteller) -> None:
    """A signaal that waits, an MDO that is planned, afspraken that run."""
    signaal(v, v.woont(v.maand(-5)), v.dag(-3))
    met_mdo = v.woont(v.maand(-8))
    mdo = mdo_gemeld(v, met_mdo, v.dag(-6))
    with clock.klok_op(v.dag(-5)):
        wie = v.regio.namens("begeleider")
        huurder_informeren(mdo=mdo.sleutel, datum=v.dag(-5), wijze=Wijze.GESPREK, namens=wie)
        mdo_plannen(mdo=mdo.sleutel, mdo_op=v.dag(2), hoe=BIJ_DE_ZORG, namens=wie)
    wonen.voorbereiden(v, mdo)
    mdo_gemeld(v, v.woont(v.maand(-10), corporatie="beek"), v.dag(-2))
    afspraken = v.woont(v.maand(-14))
    mdo = mdo_gemeld(v, afspraken, v.dag(-40))
    _houden(v, mdo, v.dag(-30))


def signaal(v: Verteller, weg: Weg, op: date) -> Signaal:
    with clock.klok_op(op):
        account = "consulent" if weg.corporatie == "brug" else "consulent2"
        return signaal_melden(
            traject=weg.traject,
            soort=Signaalsoort.HUURACHTERSTAND,
            is_spoed=False,
            toelichting="",
            namens=v.regio.namens(account),
        )


def mdo_gemeld(v: Verteller, weg: Weg, op: date) -> Mdo:
    gemeld = signaal(v, weg, op)
    with clock.klok_op(op + timedelta(days=1)):
        return mdo_melden(signaal=gemeld.sleutel, namens=v.regio.namens("begeleider"))


def _houden(v: Verteller, mdo: Mdo, op: date) -> None:
    wie = v.regio.namens("begeleider")
    with clock.klok_op(op - timedelta(days=6)):
        huurder_informeren(mdo=mdo.sleutel, datum=op - timedelta(days=6), wijze=Wijze.GESPREK, namens=wie)
        mdo_plannen(mdo=mdo.sleutel, mdo_op=op, hoe=BIJ_DE_ZORG, namens=wie)
    with clock.klok_op(op):
        mdo_vastleggen(
            mdo=mdo.sleutel,
            gehouden_op=op,
            aanwezig={Partij.HUURDER, Partij.BEGELEIDER, Partij.CONSULENT},
            huurder_werkt_mee=True,
            uitkomst=MdoUitkomst.BLIJFT_WONEN,
            afspraken=[
                NieuweAfspraak(wie=Partij.HUURDER, wat="De huur voor de eerste van de maand", uiterlijk=v.dag(6)),
                NieuweAfspraak(wie=Partij.CONSULENT, wat="Een betalingsregeling voorstellen", uiterlijk=v.dag(-2)),
            ],
            namens=wie,
        )


def misgaan(v: Verteller) -> None:
    """It does not work: an MDO proposed, a judgement awaited, another place searched (twice) and found."""
    wegblijver = v.woont(v.maand(-6, -14), evalueren=False)
    wegblijver.evalueren_tot(v.dag(-20))
    Bijsturen(wegblijver).tweemaal_missen(3)
    _niet_verder(v.woont(v.maand(-11)), v.dag(-3))
    zoekt = _niet_verder(v.woont(v.maand(-13)), v.dag(-25))
    zoekt.oordelen(v.dag(-22))
    zoekt.overleggen(v.dag(-12), herindicatie=True)
    regie = _niet_verder(v.woont(v.maand(-10), instroomroute=Instroomroute.DETENTIE), v.dag(-16), procesregie=True)
    regie.oordelen(v.dag(-14), account="procesregisseur")
    gevonden = _niet_verder(v.woont(v.maand(-15), corporatie="beek"), v.dag(-45))
    gevonden.oordelen(v.dag(-44))
    gevonden.overleggen(v.dag(-35))
    gevonden.gevonden(v.dag(-12), vanaf=v.dag(2))
    gevonden.einde(v.dag(-10), laatste=v.dag(4))


def _niet_verder(weg: Weg, op: date, *, procesregie: bool = False) -> Bijsturen:
    """An MDO on `op` at which the consulent says that it does not work; the others have still to judge."""
    b = Bijsturen(weg)
    b.naar_mdo(op - timedelta(days=12), b.melden(op - timedelta(days=13)))
    b.vertellen(op - timedelta(days=11))
    b.plannen(op - timedelta(days=11), op=op, met_procesregisseur=procesregie)
    b.niet_verder(op)
    return b


def besluiten(v: Verteller) -> None:
    """At the decision: time to decide, too late to be calm, no, notice given, notice missed."""
    wonen.met_verloop(v.woont(v.maand(-18), evalueren=False, corporatie="beek"), v.vandaag)
    v.woont(v.maand(-18, 6)).overleg(v.dag(-2))
    v.woont(v.maand(-21, -5), corporatie="beek")
    nee = v.woont(v.maand(-21, -20))
    nee.overleg(v.maand(-1))
    nee.niet_omzetten(v.maand(-1, 5))
    gezegd = v.woont(v.maand(-22, -10), begeleider="begeleider2")
    gezegd.overleg(v.maand(-2))
    gezegd.niet_omzetten(v.maand(-2, 6))
    gezegd.aanzeggen(v.dag(-8))
    gemist = v.woont(v.maand(-23, -8))
    with clock.klok_op(v.dag(-7)):
        aanzegging_gemist_vastleggen(traject=gemist.traject, onderwerp=gemist.contract.sleutel)


def afgesloten(v: Verteller) -> None:
    """Every outcome."""
    gewoon = v.woont(v.maand(-20))
    gewoon.overleg(v.dag(-20))
    gewoon.omzetten(v.dag(-12))
    vroeg = v.woont(v.maand(-15))
    vroeg.overleg(v.dag(-9))
    vroeg.omzetten(v.dag(-6), reden_vroeg="Alle evaluaties waren goed en de begeleiding is afgerond.")
    wet = v.woont(v.maand(-24, -2))
    nee = v.woont(v.maand(-24, -3), begeleider="begeleider2")
    nee.overleg(v.maand(-4))
    nee.niet_omzetten(v.maand(-4, 3))
    nee.aanzeggen(v.maand(-2))
    with clock.klok_op(v.maand(-1, -2)):
        aanzegging_gemist_vastleggen(traject=wet.traject, onderwerp=wet.contract.sleutel)
    for weg, dagen in ((wet, -2), (nee, -3)):
        with clock.klok_op(v.dag(dagen)):
            contract_einde_verwerken(traject=weg.traject, onderwerp=weg.contract.sleutel)
    ergens_anders = v.woont(v.maand(-17), evalueren=False, corporatie="beek")
    ergens_anders.evalueren_tot(v.dag(-90))
    gestopt = _niet_verder(ergens_anders, v.dag(-75))
    gestopt.oordelen(v.dag(-74))
    gestopt.gevonden(v.dag(-50), vanaf=v.dag(-25))
    gestopt.einde(v.dag(-48), laatste=v.dag(-22))
    gestopt.terug(v.dag(-22))
    schuld = replace(IN_ORDE, achterstand=True, aflossing_procent=20, regeling_loopt=False)
    afgewezen = v.compleet(v.dag(-30))
    afgewezen.gesprek(v.dag(-24))
    afgewezen.afwijzen(v.dag(-20), invoer=schuld)
    ingetrokken = v.verstuurd(v.dag(-25))
    with clock.klok_op(v.dag(-15)):
        aanmelding_intrekken(
            traject=ingetrokken.traject,
            reden=Intrekreden.ANDERE_WONING,
            namens=v.regio.namens("begeleider"),
        )


def links(v: Verteller) -> None:
    """Waiting for an organisation without accounts: a link is to be sent, and one was sent."""
    v.verstuurd(v.dag(-3), vragen_aan=_OEVER)
    v.verstuurd(v.dag(-6), vragen_aan=_OEVER).link(
        v.dag(-5), naam="Roos Meerkoet", email="roos@oever.voorbeeld.invalid"
    )


def voorwaarden(v: Verteller) -> None:
    """Asked by a corporatie at an intake: a zorgorganisatie must say yes or no; another said yes and fills it in."""
    wacht = v.iemand(adres="Kadeplein 9, 7299 AX Lindenhoven")
    wacht.voorwaarde(v.dag(-6))
    wacht.zorg_vragen(v.dag(-4))
    opgepakt = v.iemand(begeleider="begeleider2", corporatie="beek")
    opgepakt.voorwaarde(v.dag(-18), Voorwaardereden.BUITEN_REGIO)
    opgepakt.zorg_vragen(v.dag(-15))
    opgepakt.oppakken(v.dag(-9))


def verhalen() -> Iterator[Callable[[Verteller], None]]:
    """In the order in which they are told; those that live longest first, so that the years add up."""
    yield from (
        afgesloten,
        besluiten,
        misgaan,
        zorgen,
        bewoners,
        contracten,
        bemiddelingen,
        beoordelingen,
        aanmeldingen,
        links,
        voorwaarden,
    )
