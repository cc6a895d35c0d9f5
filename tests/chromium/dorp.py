"""A small demo region: one traject in every phase, with something open for every role."""

from __future__ import annotations

from datetime import date, timedelta

from evaluatie.services import huurder_informeren, mdo_plannen
from opstap import clock
from opstap.demo.bijsturen import BIJ_DE_ZORG
from opstap.demo.laden import streek_maken
from opstap.demo.verhalen import Verteller, mdo_gemeld, signaal
from opstap.protocol.datums import plus_maanden
from opstap.trajecten.enums import Wijze


def dorp_maken(vandaag: date) -> None:
    """Those that live longest first, so that the years add up."""
    v = Verteller(streek_maken(begin=plus_maanden(vandaag, -30), tot_jaar=vandaag.year), vandaag)
    _besluiten(v)
    _wonen(v)
    v.met_contract(v.dag(0), gemaakt_op=v.dag(-12)).tekenen(v.dag(-2))
    v.met_contract(v.dag(10), gemaakt_op=v.dag(-3)).tekenen(v.dag(-1), aantal=1)
    v.zoekt(v.dag(-25)).aanbod(v.dag(-4), uiterlijk=v.dag(2))
    v.zoekt(v.dag(-60))
    v.toegelaten(v.dag(-7))
    v.compleet(v.dag(-9)).gesprek(v.dag(-4))
    v.compleet(v.dag(-3))
    v.verstuurd(v.dag(-7))
    v.iemand().beginnen(v.dag(-12), uitstroom=v.maand(4))


def _besluiten(v: Verteller) -> None:
    klaar = v.woont(v.maand(-20), evalueren=False)
    klaar.overleg(v.dag(-20))
    klaar.omzetten(v.dag(-12), reden_vroeg="Alle evaluaties waren goed.")
    v.woont(v.maand(-18))
    nee = v.woont(v.maand(-21, -20), evalueren=False)
    nee.overleg(v.maand(-1))
    nee.niet_omzetten(v.maand(-1, 5))


def _wonen(v: Verteller) -> None:
    """An evaluatie of today, a signaal that waits, an MDO in two days and one the huurder does not know of yet."""
    v.woont(v.maand(-6))
    signaal(v, v.woont(v.maand(-4), evalueren=False), v.dag(-3))
    mdo_gemeld(v, v.woont(v.maand(-5), evalueren=False), v.dag(-2))
    mdo = mdo_gemeld(v, v.woont(v.maand(-7), evalueren=False), v.dag(-9))
    wie = v.regio.namens("begeleider")
    with clock.klok_op(v.vandaag - timedelta(days=7)):
        huurder_informeren(mdo=mdo.sleutel, datum=v.dag(-7), wijze=Wijze.GESPREK, namens=wie)
        mdo_plannen(mdo=mdo.sleutel, mdo_op=v.dag(0), hoe=BIJ_DE_ZORG, namens=wie)
