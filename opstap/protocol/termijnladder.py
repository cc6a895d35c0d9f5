"""What a regeling changes in the catalogue of duties: on which days people are reminded, and who hears it when."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from opstap.protocol.clausules import regelt
from opstap.protocol.parameterlezers import ParameterFout, geheel_getal, lijst
from opstap.protocol.termijnsoorten import BUITEN, DAGELIJKS, HOGER, TERMIJNSOORTEN, Termijnsoort, Trap

if TYPE_CHECKING:
    from opstap.protocol.parameters import Parameters

#: Per kind the fields that differ from the catalogue, as pairs.
Bijstellingen = tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]

_DAG = geheel_getal(-365, 365)
_LEZERS = {"stappen": lijst(_DAG)} | dict.fromkeys(HOGER.values(), _DAG)
#: In the window of the aanzegging the escalatiecontacten have heard of it by then: see `aanzegladder.vensterladder`.
_VENSTER_ESCALATIE = -8


def soort_in(*, code: str, parameters: Parameters) -> Termijnsoort:
    """The kind of duty as this regeling has it; what it does not say is as in the catalogue."""
    return _bijgesteld(TERMIJNSOORTEN[code], dict(dict(parameters.termijnen or ()).get(code, ())))


def _bijgesteld(soort: Termijnsoort, anders: Mapping[str, Any]) -> Termijnsoort:
    return dataclasses.replace(soort, **anders) if anders else soort


def lees_termijnen(sleutel: str, waarde: object) -> Bijstellingen | None:
    """A table kind -> table of fields, in the order of the catalogue; an empty one says nothing."""
    if not isinstance(waarde, Mapping):
        raise ParameterFout(sleutel, f"vul per termijn in wat anders is, niet {waarde!r}.")
    for code in waarde:
        if code not in TERMIJNSOORTEN:
            melding = "deze termijn bestaat niet; kies een naam uit de catalogus, bijvoorbeeld evaluatie_houden."
            raise ParameterFout(f"{sleutel}.{code}", melding)
    gelezen = {code: _lees_soort(f"{sleutel}.{code}", TERMIJNSOORTEN[code], deel) for code, deel in waarde.items()}
    return tuple((code, gelezen[code]) for code in TERMIJNSOORTEN if gelezen.get(code)) or None


def _lees_soort(sleutel: str, soort: Termijnsoort, waarde: object) -> tuple[tuple[str, Any], ...]:
    if not isinstance(waarde, Mapping):
        raise ParameterFout(sleutel, f"vul per veld een waarde in, niet {waarde!r}.")
    anders: dict[str, Any] = {}
    for veld, deel in waarde.items():
        if veld not in _LEZERS:
            raise ParameterFout(f"{sleutel}.{veld}", f"dit veld bestaat niet; kies uit: {', '.join(_LEZERS)}.")
        if deel is not None:
            anders[veld] = _LEZERS[veld](f"{sleutel}.{veld}", deel)
    if "stappen" in anders:
        anders["stappen"] = tuple(sorted(anders["stappen"]))
    _controleer(sleutel, soort, _bijgesteld(soort, anders))
    return tuple((veld, anders[veld]) for veld in _LEZERS if veld in anders)


@regelt("H-42", "P-51", "Z-20.4")
def _controleer(sleutel: str, oud: Termijnsoort, nieuw: Termijnsoort) -> None:
    if oud.doet_opstap:
        raise ParameterFout(sleutel, "dit doet Opstap zelf: niemand krijgt een herinnering. Haal deze termijn weg.")
    if not nieuw.stappen:
        raise ParameterFout(f"{sleutel}.stappen", "houd minstens één dag over waarop iemand een herinnering krijgt.")
    if oud.is_met_rechtsgevolg:
        _laatste_dagen_blijven(sleutel, oud, nieuw)
    _steeds_hoger(sleutel, nieuw)
    if oud.lezers is not None:
        for trap in BUITEN:
            if getattr(oud, HOGER[trap]) is None and getattr(nieuw, HOGER[trap]) is not None:
                melding = "deze termijn zegt te veel over iemand; de gemeente hoort er niet van. Haal de regel weg."
                raise ParameterFout(f"{sleutel}.{HOGER[trap]}", melding)


def _laatste_dagen_blijven(sleutel: str, oud: Termijnsoort, nieuw: Termijnsoort) -> None:
    """The last fourteen days before a date with effect in law are not up to a regeling."""
    if weg := [n for n in oud.stappen if n >= DAGELIJKS[0] and n not in nieuw.stappen]:
        dagen = ", ".join(str(n) for n in weg)
        melding = f"deze datum geldt door de wet; de laatste herinneringen blijven staan. Zet terug: {dagen}."
        raise ParameterFout(f"{sleutel}.stappen", melding)
    for trap, dag in nieuw.trappen:
        if dag > 0:
            melding = f"na de datum handelt Opstap zelf; {dag} is te laat. Kies 0 of een dag ervoor."
            raise ParameterFout(f"{sleutel}.{HOGER[trap]}", melding)


def _steeds_hoger(sleutel: str, soort: Termijnsoort) -> None:
    """Nobody hears of it before the rung below did."""
    eerder = (Trap.ESCALATIE, _VENSTER_ESCALATIE) if soort.tweede else None
    for trap, dag in soort.trappen:
        if eerder is not None and dag <= eerder[1]:
            melding = f"{dag} is niet later dan {HOGER[eerder[0]]} ({eerder[1]}); kies een latere dag."
            raise ParameterFout(f"{sleutel}.{HOGER[trap]}", melding)
        eerder = (trap, dag)
