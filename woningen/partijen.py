"""Who signs a contract: as it would be made now, and as its paper says."""

from __future__ import annotations

from datetime import date

from opstap import clock
from opstap.partners.models import Organisatie
from opstap.post.models import Brief
from opstap.post.services.correcties import Brieffeit, brieven_met
from opstap.protocol.basis import Belemmering
from opstap.protocol.contract import HuurderFeit, OndertekenaarRol, ondertekendag_belemmeringen, wie_tekent
from opstap.protocol.correcties import oud_papier_belemmeringen
from opstap.protocol.datums import datum_voluit
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.trajecten.models import Traject
from woningen.letters import gekoppeld, medehuurder, partijregels
from woningen.models import Contractpartij, Huurovereenkomst

_MEEBESLISSERS = {OndertekenaarRol(soort).label for soort in Vertegenwoordiging if soort in OndertekenaarRol.codes()}

#: (name, role) of who decides beside or instead of the huurder.
Meebeslissers = set[tuple[str, str]]


def partijen_nu(traject: Traject, contract: Huurovereenkomst, zorg: Organisatie | None) -> list[Contractpartij]:
    """Not saved. Who must sign what stands in this contract, with who decides beside the huurder today."""
    persoon = traject.persoon
    beslist_mee = set(persoon.contacten.values_list("soort", flat=True)) if persoon else set()
    huurder = HuurderFeit(
        sleutel=traject.sleutel,
        geboortedatum=persoon.geboortedatum if persoon else None,
        heeft_bewindvoerder=Vertegenwoordiging.BEWINDVOERDER in beslist_mee,
        heeft_curator=Vertegenwoordiging.CURATOR in beslist_mee,
    )
    mede = medehuurder(traject)
    huurders = [huurder] if mede is None else [huurder, HuurderFeit(mede.pk, mede.geboortedatum, is_mede=True)]
    organisaties = {OndertekenaarRol.CORPORATIE: contract.verhuurder, OndertekenaarRol.ZORG: zorg}
    return [
        Contractpartij(contract=contract, rol=tekenaar.rol, organisatie=organisaties.get(tekenaar.rol))
        for tekenaar in wie_tekent(huurders=huurders, ingangsdatum=contract.ingangsdatum, met_zorg=gekoppeld(contract))
    ]


def contractbrief(contract: Huurovereenkomst) -> Brief | None:
    """The paper that is or was signed; None when its text is gone."""
    brieven = brieven_met(contract.traject, Brieffeit.INGANGSDATUM, datum_voluit(contract.ingangsdatum))
    return brieven[-1] if brieven else None


def op_papier(brief: Brief | None) -> Meebeslissers:
    return _meebeslissers(brief.inhoud.gegevens["partijen"]) if brief else set()


def meebeslissers_nu(traject: Traject, contract: Huurovereenkomst) -> Meebeslissers:
    return _meebeslissers(partijregels(partijen_nu(traject, contract, None), traject))


def _meebeslissers(regels: list[dict[str, str]]) -> Meebeslissers:
    return {(regel["naam"], regel["rol"]) for regel in regels if regel["rol"] in _MEEBESLISSERS}


def papier_belemmeringen(contract: Huurovereenkomst) -> list[Belemmering]:
    """Nobody signs a paper that says something else than Opstap does; also shown on the page."""
    brief = contractbrief(contract)
    return oud_papier_belemmeringen(sinds=brief.op_oude_gegevens_sinds if brief else None)


def tekendag_belemmeringen(contract: Huurovereenkomst, datum: date) -> list[Belemmering]:
    return ondertekendag_belemmeringen(
        getekend_op=datum,
        ingangsdatum=contract.ingangsdatum,
        opgemaakt_op=contract.opgemaakt_op,
        peildatum=clock.vandaag(),
    )


def gewijzigd_na_tekenen(traject: Traject, contract: Huurovereenkomst) -> str:
    """What who holds a signed contract must know; empty when the same people still decide with the huurder."""
    brief = contractbrief(contract)
    if brief is None or (nu := meebeslissers_nu(traject, contract)) == op_papier(brief):
        return ""
    wie = ", ".join(f"{naam} ({rol})" for naam, rol in sorted(nu)) or "niemand"
    return (
        f"Na het tekenen veranderde wie er met de huurder meebeslist. Nu is dat: {wie}. Het contract blijft zoals het "
        "getekend is. Bespreek met de begeleider wat dit betekent voor de huur, en wie de brieven moet krijgen."
    )
