"""The duties of a regeling as people read them: who, when, who hears of it, and what happens otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from opstap.protocol.begrippen import Aard, Fase, Rol
from opstap.protocol.beslissen import wie
from opstap.protocol.clausules import aan_te_halen, regelt
from opstap.protocol.datums import hoeveel
from opstap.protocol.parameters import Parameters
from opstap.protocol.termijnladder import soort_in
from opstap.protocol.termijnsoorten import DAGELIJKS, TEAMLEIDERS, Termijnsoort, Trap
from opstap.protocol.termijnwoorden import WOORDEN

#: What each rung is called on a page about a whole regeling.
TRAPNAMEN = {
    Trap.TEAMLEIDER: "de teamleider",
    Trap.ESCALATIE: "de twee escalatiecontacten van de organisatie",
    Trap.GEMEENTE: "de procesregisseur van de gemeente, zonder naam",
    Trap.BESTUURLIJK: "de beleidsmedewerker van de gemeente, voor het bestuurlijk overleg, zonder naam",
}


@dataclass(frozen=True, slots=True)
class Termijnuitleg:
    """One kind of duty; `is_vastgelegd`: the regeling gives this term, else it is ours."""

    wat: str
    wie: str
    wanneer: str
    aard: Aard
    herinnering: str
    daarna: tuple[str, ...]
    gevolg: str
    klaar: str
    clausule: str
    is_vastgelegd: bool


@dataclass(frozen=True, slots=True)
class Uitleggroep:
    fase: Fase
    regels: tuple[Termijnuitleg, ...]


@regelt("Z-1.13")
def termijnuitleg(*, parameters: Parameters, letter: str) -> list[Uitleggroep]:
    """Every duty this regeling knows, per phase; `letter` says whose clauses count as its own."""
    per_fase: dict[Fase, list[Termijnuitleg]] = {fase: [] for fase in Fase}
    for code, woorden in WOORDEN.items():
        if wanneer := woorden.wanneer(parameters):
            per_fase[woorden.fase].append(_regel(code, wanneer, parameters, letter))
    return [Uitleggroep(fase, tuple(regels)) for fase, regels in per_fase.items() if regels]


def _regel(code: str, wanneer: str, parameters: Parameters, letter: str) -> Termijnuitleg:
    soort, woorden = soort_in(code=code, parameters=parameters), WOORDEN[code]
    plaats = wie(zaak=woorden.zaak, parameters=parameters) if woorden.zaak else None
    rol = plaats.rol if plaats else soort.rol
    eigen_afspraak = bool(soort.parameter) or aan_te_halen(soort.clausule, letter)
    return Termijnuitleg(
        wat=soort.tekst,
        wie=_wie(rol) if rol else woorden.wie,
        wanneer=wanneer,
        aard=soort.aard,
        herinnering=_herinnering(soort),
        daarna=tuple(_daarna(soort, heeft_teamleider=rol is None or rol in TEAMLEIDERS)),
        gevolg=soort.gevolg,
        klaar=woorden.klaar,
        clausule=soort.clausule,
        is_vastgelegd=eigen_afspraak and soort.is_vastgelegd(parameters),
    )


def _wie(rol: Rol) -> str:
    return "de opstapcommissie" if rol is Rol.COMMISSIELID else rol.met_lidwoord


def _herinnering(soort: Termijnsoort) -> str:
    """`14 en 3 dagen ervoor, op de dag zelf, 1 dag erna`."""
    if soort.doet_opstap:
        return "niemand: Opstap doet dit zelf"
    if soort.tweede:
        rest = _dagen([n for n in soort.stappen if n not in DAGELIJKS])
        elke = f"de laatste {hoeveel(len(DAGELIJKS), 'dagen')} elke dag, met een tweede persoon erbij"
        return ", ".join(deel for deel in ("elke week vanaf het begin", rest, elke) if deel)
    return _dagen(soort.stappen)


def _dagen(stappen: Sequence[int]) -> str:
    ervoor = _opsomming([-n for n in stappen if n < 0], "ervoor")
    erna = _opsomming([n for n in stappen if n > 0], "erna")
    return ", ".join(deel for deel in (ervoor, "op de dag zelf" if 0 in stappen else "", erna) if deel)


def _opsomming(aantallen: list[int], waar: str) -> str:
    if not aantallen:
        return ""
    *eerder, laatste = aantallen
    voorop = f"{', '.join(str(n) for n in eerder)} en " if eerder else ""
    eenheid = "dag" if aantallen == [1] else "dagen"
    return f"{voorop}{laatste} {eenheid} {waar}"


def _daarna(soort: Termijnsoort, *, heeft_teamleider: bool) -> list[str]:
    namen = TRAPNAMEN if heeft_teamleider else TRAPNAMEN | {Trap.TEAMLEIDER: TRAPNAMEN[Trap.ESCALATIE]}
    regels = [f"{_dag(dag)}: {namen[trap]}" for trap, dag in soort.trappen]
    if soort.tweede:
        regels.insert(0, "twee werkdagen na het begin van de laatste dagen: de twee escalatiecontacten")
        regels.insert(0, f"twee werkdagen na het begin: {namen[Trap.TEAMLEIDER]}")
    return regels


def _dag(dag: int) -> str:
    if dag == 0:
        return "op de dag zelf"
    return f"{hoeveel(abs(dag), 'dagen')} {'erna' if dag > 0 else 'ervoor'}"
