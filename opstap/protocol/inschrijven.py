"""What the corporaties do in their register of woningzoekenden (Z-9.11, Z-9.15 to Z-9.18, Z-14.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze, Route
from opstap.protocol.beslissen import Zaak
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import BemiddelFeiten, TrajectFeiten
from opstap.protocol.geplande_termijn import GeplandeTermijn, voor
from opstap.protocol.parameters import Parameters
from opstap.protocol.uitvoer import veilige_cel


class Inschrijfwerk(Keuze):
    AANTEKENING = "aantekening", "een aantekening bij de inschrijving"
    AMBTSHALVE = "ambtshalve", "een ambtshalve inschrijving"
    TOEWIJZING = "toewijzing", "de toewijzing bij de inschrijving"


class Koppeling(Keuze):
    """What became of the registration the kandidaat had (Z-9.15)."""

    GEKOPPELD = "gekoppeld", "ja, de toewijzing is daaraan gekoppeld"
    GEEN_EIGEN = "geen_eigen", "nee, er was geen eigen inschrijving"


#: All that other corporaties read there: never why (Z-9.18).
AANTEKENING = "Opstaphuurovereenkomst vereist."
#: Under which reason the toewijzing is registered (Z-9.16).
REGISTRATIEREDEN = "directe bemiddeling"
#: The criterium that asks for a registration: a regeling without it keeps no register.
CRITERIUM = 3
# Our own terms; the protocol gives none.
AANTEKEN_DAGEN = 7
INSCHRIJF_DAGEN = 7
VERWERK_DAGEN = 14

_OP_ROUTE = {
    Inschrijfwerk.AANTEKENING: Route.ZELF_REAGEREN,
    Inschrijfwerk.AMBTSHALVE: Route.DIRECTE_BEMIDDELING,
    Inschrijfwerk.TOEWIJZING: Route.DIRECTE_BEMIDDELING,
}


def kent_inschrijving(*, parameters: Parameters) -> bool:
    return CRITERIUM in (parameters.criteria or ())


@regelt("Z-9.11", "Z-9.15", "Z-9.17", "Z-9.18", "Z-14.5", "I-21")
def inschrijfwerk_belemmeringen(
    *, werk: Inschrijfwerk, route: Route | None, toegewezen: bool, parameters: Parameters
) -> list[Belemmering]:
    """Is there something to do in the register now? `route` None: nobody looks for a home."""
    if not kent_inschrijving(parameters=parameters):
        return [Belemmering("Z-8.3", "Deze regeling vraagt geen inschrijving als woningzoekende.")]
    if route is None:
        return [Belemmering("Z-9.3", "Er wordt nu geen woning gezocht voor deze kandidaat.")]
    if route is not _OP_ROUTE[werk]:
        melding = f"Dit hoort bij {_OP_ROUTE[werk].label}; deze kandidaat zoekt met {route.label}."
        return [Belemmering("Z-9.4" if werk is Inschrijfwerk.AANTEKENING else "Z-9.11", melding)]
    if werk is Inschrijfwerk.TOEWIJZING and not toegewezen:
        return [Belemmering("Z-9.15", "De kandidaat heeft nog geen woning; leg eerst het ja op het aanbod vast.")]
    return []


@regelt("Z-9.18")
def aantekening_belemmeringen(*, weet_op: date, gemaakt_op: date) -> list[Belemmering]:
    """The kandidaat knows of it first."""
    if gemaakt_op >= weet_op:
        return []
    melding = "De kandidaat weet het pas later. Maak de aantekening nadat u het hebt verteld; kijk beide dagen na."
    return [Belemmering("Z-9.18", melding, "gedaan_op")]


def inschrijftermijnen(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    b = f.bemiddeling
    if b is None or b.status in {"vervallen", "ingetrokken"} or not kent_inschrijving(parameters=p):
        return
    if b.route is Route.ZELF_REAGEREN:
        dag, klaar = b.begonnen_op + timedelta(days=AANTEKEN_DAGEN), b.aantekening_op or b.toegewezen_op
        yield GeplandeTermijn("aantekening_maken", dag, klaar_op=klaar, **voor(Zaak.VERDELING, p))
    else:
        yield from (t for t in _direct(b) if t.klaar_op is not None or not _woonde_er_al(f))


def _woonde_er_al(f: TrajectFeiten) -> bool:
    """The key was given before Opstap asked about the register: with a later key something of the start is answered,
    if only with "not yet". What was done then, stands in the register itself."""
    return (
        f.contract is not None and f.contract.ingebruikname is not None and not (f.start and f.start.gesprek_gevraagd)
    )


def _direct(b: BemiddelFeiten) -> Iterator[GeplandeTermijn]:
    """The registration may follow the first offer (I-21); a home that was given out is registered once."""
    aangeboden = min((a.aangeboden_op for a in b.aanbiedingen if a.aangeboden_op >= b.begonnen_op), default=None)
    if aangeboden is not None:
        dag = aangeboden + timedelta(days=INSCHRIJF_DAGEN)
        yield GeplandeTermijn("ambtshalve_inschrijven", dag, klaar_op=b.ingeschreven_op)
    if b.toegewezen_op is not None:
        dag = b.toegewezen_op + timedelta(days=VERWERK_DAGEN)
        yield GeplandeTermijn("toewijzing_verwerken", dag, klaar_op=b.verwerkt_op)


@dataclass(frozen=True, slots=True, kw_only=True)
class Toewijzingsregel:
    """What a consulent may read and the register needs, and nothing else (Z-9.17, Z-20.8)."""

    naam: str
    inschrijfnummer: str
    adres: str
    woningtype: str
    kale_huur: str
    toegewezen_op: date


@regelt("Z-9.16", "Z-9.17")
def exportregels(regel: Toewijzingsregel) -> list[tuple[str, ...]]:
    """A line of names and one of values, safe to open in a spreadsheet."""
    velden = {
        "naam": regel.naam,
        "inschrijfnummer": regel.inschrijfnummer,
        "adres woning": regel.adres,
        "soort woning": regel.woningtype,
        "kale huur": regel.kale_huur,
        "toegewezen op": regel.toegewezen_op.isoformat(),
        "reden": REGISTRATIEREDEN,
        "contract": "opstaphuurovereenkomst",
    }
    return [tuple(velden), tuple(veilige_cel(waarde) for waarde in velden.values())]
