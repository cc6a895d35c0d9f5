"""The stories of the demo region in the regeling with a commissie."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from aanmelding.services import vergaderdag_vastleggen
from opstap import clock
from opstap.demo.aanmeldweg import IN_ORDE
from opstap.demo.commissieweg import Commissieweg
from opstap.demo.verhalen import Verteller
from opstap.protocol.adviseren import Begeleidingsadvies
from opstap.protocol.begrippen import Instroomroute, Leefgebied

_DAGBESTEDING = {Leefgebied.DAGBESTEDING: "esdorp"}


def met_commissie(v: Verteller) -> None:
    """Each phase: those that live longest first."""
    _bewoners(v)
    _onderweg(v)
    _aangemeld(v)
    _vergaderdagen(v)


def _bewoners(v: Verteller) -> None:
    """Vast after the first half year; early conversion to weigh; an evaluatie due today."""
    _woont(v, v.maand(-7)).omzetten(v.maand(-1, 4))
    _woont(v, v.maand(-6, -11), corporatie="beek")
    _woont(v, v.maand(-6), instroomroute=Instroomroute.WLZ)


def _onderweg(v: Verteller) -> None:
    """Offered; signing."""
    _zoekt(v, v.dag(-24)).aanbod(v.dag(-4), uiterlijk=v.dag(3))
    _met_contract(v, v.dag(8)).tekenen(v.dag(-2), aantal=1)


def _aangemeld(v: Verteller) -> None:
    """A no; to decide today (28 days), with one advies in and one asked; waiting for the Wmo-consulent; being filled
    in, with the eigen bijdrage."""
    afgewezen = _compleet(v, v.dag(-40))
    afgewezen.behandelaar(v.dag(-30), onderschrijft=False)
    afgewezen.afwijzen(v.dag(-20), invoer=IN_ORDE)
    besluit = _compleet(v, v.dag(-28))
    besluit.behandelaar(v.dag(-10))
    van_de_wmo = besluit.advies_vragen(v.dag(-9), "esdorp")
    besluit.advies_geven(v.dag(-6), van_de_wmo, "wmo3", Begeleidingsadvies.PAAR_KEER)
    besluit.advies_vragen(v.dag(-5), "anker")
    _verstuurd(v, v.dag(-2))
    _iemand(v, instroomroute=Instroomroute.WLZ).beginnen(v.dag(-6), uitstroom=v.maand(6, 3))


def _vergaderdagen(v: Verteller) -> None:
    """Every two weeks; the first one is close enough to be prepared."""
    with clock.klok_op(v.vandaag):
        for dagen in (2, 16, 30):
            vergaderdag_vastleggen(
                regeling=v.regio.met_commissie.sleutel,
                dag=v.dag(dagen),
                om=time(10),
                namens=v.regio.namens("commissie"),
            )


def _iemand(v: Verteller, **kenmerken: Any) -> Commissieweg:
    naam, geboren = v.mens()
    return Commissieweg(v.regio, naam, geboren, **kenmerken)


def _verstuurd(v: Verteller, op: date, **kenmerken: Any) -> Commissieweg:
    weg = _iemand(v, **kenmerken)
    weg.beginnen(op - timedelta(days=9), uitstroom=op + timedelta(days=200))
    weg.versturen(op, vragen_aan=_DAGBESTEDING)
    return weg


def _compleet(v: Verteller, op: date, **kenmerken: Any) -> Commissieweg:
    """Complete since `op`."""
    weg = _verstuurd(v, op - timedelta(days=4), **kenmerken)
    weg.accorderen(op, "wmo3")
    return weg


def _zoekt(v: Verteller, op: date, **kenmerken: Any) -> Commissieweg:
    """Admitted on `op` with the akkoord of a behandelaar, and a corporatie asked the next day."""
    weg = _compleet(v, op - timedelta(days=12), **kenmerken)
    weg.behandelaar(op - timedelta(days=6))
    weg.toelaten(op)
    if weg.instroomroute == Instroomroute.WLZ:
        weg.eigen_bijdrage(op)
        weg.indicatie(op)
    weg.verhuurder(op + timedelta(days=1))
    return weg


def _met_contract(v: Verteller, ingang: date, **kenmerken: Any) -> Commissieweg:
    """A contract from `ingang`, made twelve days before."""
    gemaakt_op = ingang - timedelta(days=12)
    weg = _zoekt(v, gemaakt_op - timedelta(days=30), **kenmerken)
    aanbieding = weg.aanbod(gemaakt_op - timedelta(days=12), uiterlijk=gemaakt_op - timedelta(days=5))
    weg.accepteren(gemaakt_op - timedelta(days=8), aanbieding)
    weg.opmaken(gemaakt_op, ingang=ingang)
    return weg


def _woont(v: Verteller, ingang: date, **kenmerken: Any) -> Commissieweg:
    """Lives there since `ingang`; every evaluatie before today was held."""
    weg = _met_contract(v, ingang, **kenmerken)
    weg.tekenen(ingang - timedelta(days=3))
    weg.sleutel(ingang)
    weg.evalueren_tot(v.vandaag)
    return weg
