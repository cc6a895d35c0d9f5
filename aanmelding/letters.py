"""What stands in the letters of an aanmelding: a plain dict, the same for kandidaat and zorgorganisatie (Z-9.10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from opstap.protocol.aanmelden import aanbod_streef, besluit_toelating_uiterlijk
from opstap.protocol.aanmeldplan import aanvullen_uiterlijk
from opstap.protocol.begrippen import Route
from opstap.protocol.beslissen import Zaak, geeft_opdracht, vergadert
from opstap.protocol.clausules import regelt
from opstap.protocol.contractduur import overgangen
from opstap.protocol.contractvormen import Overgang
from opstap.protocol.datums import datum_voluit, hoeveel
from opstap.protocol.parameters import Parameters
from opstap.protocol.toetsing import CriteriumUitkomst, reden_in_brief
from opstap.protocol.voorwaarde import Voorwaardereden
from opstap.protocol.werkdagen import dag_in_brief

NIET_AANNEMELIJK = "Wij vinden het niet aannemelijk dat het wonen met deze begeleiding goed gaat."


_WAAROM = {
    Voorwaardereden.NIET_AANGEMELD: "u was niet aangemeld voor de regeling",
    Voorwaardereden.BUITEN_REGIO: "u komt van buiten de regio",
    Voorwaardereden.EERDER_VERTROKKEN: "u vertrok voor er een aanmelding was",
}


@regelt("Z-5.4", "P-22")
def voorwaardegegevens(*, reden: Voorwaardereden, parameters: Parameters) -> dict[str, Any]:
    """`overgang`: which contract follows (code of Overgang), `keuze` where the regeling has more kinds."""
    mogelijk = overgangen(parameters)
    overgang = "keuze" if len(mogelijk) > 1 else mogelijk.pop().value
    return {"reden": _WAAROM[reden], "zonder_begeleider": True, "overgang": overgang}


def ontvangstgegevens(
    *, ingediend_op: date, compleet_op: date | None, gesprek_nodig: bool, parameters: Parameters
) -> dict[str, Any]:
    dagen = parameters.besluittermijn_dagen
    return {
        "ontvangen_tekst": datum_voluit(ingediend_op),
        "met_gesprek": gesprek_nodig,
        "met_commissie": vergadert(zaak=Zaak.TOELATING, parameters=parameters),
        "termijn_tekst": hoeveel(dagen, "dagen") if dagen is not None else "",
        "besluit_tekst": _besluit_tekst(ingediend_op, compleet_op, parameters),
    }


def aanvullinggegevens(
    *,
    delen: Sequence[str],
    gevraagd_op: date,
    ingediend_op: date | None,
    compleet_op: date | None,
    heropend_op: date | None,
    parameters: Parameters,
) -> dict[str, Any]:
    """What the parts of the form ask, never what was asked about them."""
    return {
        "delen": list(delen),
        "aanvullen_tekst": dag_in_brief(aanvullen_uiterlijk(gevraagd=gevraagd_op)),
        "besluit_tekst": _besluit_tekst(ingediend_op, compleet_op, parameters, heropend_op),
    }


def heropeninggegevens(
    *,
    besloten_op: date,
    motivering: str,
    ingediend_op: date | None,
    compleet_op: date | None,
    heropend_op: date | None,
    parameters: Parameters,
) -> dict[str, Any]:
    return {
        "besloten_tekst": datum_voluit(besloten_op),
        "motivering": motivering,
        "besluit_tekst": _besluit_tekst(ingediend_op, compleet_op, parameters, heropend_op),
    }


def _besluit_tekst(
    ingediend_op: date | None, compleet_op: date | None, parameters: Parameters, heropend_op: date | None = None
) -> str:
    """The last day for the besluit; empty while there is no such day."""
    uiterlijk = besluit_toelating_uiterlijk(
        ingediend=ingediend_op, compleet=compleet_op, parameters=parameters, heropend=heropend_op
    )
    return datum_voluit(uiterlijk) if uiterlijk else ""


def toelatinggegevens(
    *,
    route: Route,
    besloten_op: date,
    motivering: str,
    parameters: Parameters,
    vergadering_op: date | None = None,
    gesprek_op: date | None = None,
    vorige_op: date | None = None,
) -> dict[str, Any]:
    """`aanbod_tekst`: when the corporatie aims to offer a home; empty when there is no such date."""
    streef = aanbod_streef(besluit=besloten_op, parameters=parameters)
    zoekt = route is Route.DIRECTE_BEMIDDELING
    return {
        "wij_zoeken": zoekt,
        "aanbod_tekst": datum_voluit(streef) if streef and zoekt else "",
        "max_aanbiedingen": parameters.max_aanbiedingen,
        "tijdelijk": overgangen(parameters) == {Overgang.BESLUIT},
        "motivering": motivering,
        "met_opdracht": geeft_opdracht(parameters=parameters),
        **_wanneer(vergadering_op, gesprek_op, vorige_op),
    }


def _wanneer(vergadering_op: date | None, gesprek_op: date | None, vorige_op: date | None) -> dict[str, Any]:
    """What came before the besluit: a meeting, a talk with the kandidaat, a besluit that does not hold any more."""
    return {
        "vorige_tekst": datum_voluit(vorige_op) if vorige_op else "",
        "vergadering_tekst": datum_voluit(vergadering_op) if vergadering_op else "",
        "met_gesprek": bool(gesprek_op),
    }


def afwijzinggegevens(
    *,
    criteria: Sequence[CriteriumUitkomst],
    aannemelijk: bool,
    motivering: str,
    vergadering_op: date | None = None,
    gesprek_op: date | None = None,
    vorige_op: date | None = None,
) -> dict[str, Any]:
    """Every criterion that is not met, in words the kandidaat can use (Z-8.15)."""
    redenen = [reden_in_brief(criterium) for criterium in criteria if criterium.voldaan is False]
    return {
        "redenen": redenen if aannemelijk else [*redenen, NIET_AANNEMELIJK],
        "motivering": motivering,
        **_wanneer(vergadering_op, gesprek_op, vorige_op),
    }
