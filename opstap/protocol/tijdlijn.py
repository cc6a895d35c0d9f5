"""Every date that follows from a few given dates, with the clause and the reason; from the same rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from opstap.protocol.aanmelden import (
    aanbod_streef,
    aanmelden_uiterlijk,
    besluit_toelating_uiterlijk,
    eigen_bijdrage_omlaag,
    toetsing_uiterlijk,
    woning_uiterlijk,
)
from opstap.protocol.begrippen import Instroomroute
from opstap.protocol.besluittermijn import STREEF_VOOR_EINDE, UITERLIJK_VOOR_EINDE
from opstap.protocol.contract import (
    aanzegging_vanaf,
    aanzegging_voor,
    besluit_streef,
    besluit_uiterlijk,
    einde,
    gewone_duur,
    gewone_vorm,
)
from opstap.protocol.contractvormen import VORMEN
from opstap.protocol.datums import datum_met_dag, datum_voluit, hoeveel, laatste_dag, plus_maanden
from opstap.protocol.evalueren import GeplandeEvaluatie, evaluatieplan
from opstap.protocol.parameters import Contractvorm, Parameters

#: The ordinary way in; the term for aanmelden is read from this route.
GEWONE_ROUTE = Instroomroute.BESCHERMD_WONEN
NIET_VASTGELEGD = "niet vastgelegd in deze regeling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Startdatums:
    """`einde` is the first day without the temporary contract; None = the longest of the regeling."""

    uitstroom: date | None = None
    compleet: date | None = None
    besluit: date | None = None
    ingang: date | None = None
    ingebruikname: date | None = None
    einde: date | None = None
    ritme: int | None = None


@dataclass(frozen=True, slots=True)
class Regel:
    """One date; `datum` None = its start is known but the regeling gives no term."""

    sleutel: str
    label: str
    datum: date | None
    clausule: str
    uitleg: str


@dataclass(frozen=True, slots=True)
class Tijdlijn:
    """`evaluaties` is None without an ingangsdatum."""

    regels: tuple[Regel, ...]
    evaluaties: tuple[GeplandeEvaluatie, ...] | None


def tijdlijn(*, start: Startdatums, parameters: Parameters) -> Tijdlijn:
    """Only lines whose start is given. `start.ritme` None = the ritme of the regeling."""
    regels = [
        *_rond_uitstroom(start.uitstroom, parameters),
        *_na_compleet(start.compleet, parameters),
        *_na_besluit(start.besluit, parameters),
    ]
    if start.ingang is None:
        return Tijdlijn((*regels, *(_einde(start.einde, start, parameters) if start.einde else ())), None)
    vorm = VORMEN[gewone_vorm(parameters)]
    duur = gewone_duur(vorm=vorm, parameters=parameters)
    gewoon = einde(ingangsdatum=start.ingang, duur_maanden=duur, parameters=parameters) if duur is not None else None
    contract_einde = start.einde or gewoon
    if contract_einde is not None and (vorm.met_grondslag or start.einde):  # another kind has no end in law
        regels += _besluiten(start.ingang, contract_einde, parameters)
        regels += _einde(contract_einde, start, parameters)
    evaluaties = evaluatieplan(
        ingangsdatum=start.ingang,
        ingebruikname=start.ingebruikname,
        einde=contract_einde,
        ritme=start.ritme or parameters.evaluatie_ritme_maanden,
        parameters=parameters,
    )
    return Tijdlijn(tuple(regels), evaluaties)


def _rond_uitstroom(uitstroom: date | None, parameters: Parameters) -> Iterator[Regel]:
    if uitstroom is None:
        return
    yield Regel(
        "aanmelden_uiterlijk",
        "aanmelden uiterlijk",
        aanmelden_uiterlijk(uitstroom=uitstroom, instroomroute=GEWONE_ROUTE, parameters=parameters),
        "Z-9.1",
        _reden(parameters.aanmeldtermijn(GEWONE_ROUTE), "maanden", "voor de uitstroom"),
    )
    yield Regel(
        "toetsing_uiterlijk",
        "formulier beoordeeld uiterlijk",
        toetsing_uiterlijk(uitstroom=uitstroom, instroomroute=GEWONE_ROUTE, parameters=parameters),
        "Z-3.2",
        _reden(parameters.checklist_maanden_voor_uitstroom, "maanden", "voor de uitstroom"),
    )
    yield Regel(
        "woning_uiterlijk",
        "woning en begeleiding klaar",
        woning_uiterlijk(uitstroom=uitstroom, parameters=parameters),
        "Z-3.3",
        _reden(parameters.woning_dagen_voor_uitstroom, "dagen", "voor de uitstroom"),
    )
    if parameters.eigen_bijdrage_maanden_voor_uitstroom is not None:
        yield Regel(
            "eigen_bijdrage_omlaag",
            "eigen bijdrage omlaag (Wlz)",
            eigen_bijdrage_omlaag(uitstroom=uitstroom, instroomroute=Instroomroute.WLZ, parameters=parameters),
            "A-18",
            _reden(parameters.eigen_bijdrage_maanden_voor_uitstroom, "maanden", "voor de uitstroom"),
        )


def _reden(aantal: int | str | None, eenheid: str, waarna: str) -> str:
    """Empty where this regeling gives no number: there is no date to explain either."""
    return f"{hoeveel(aantal, eenheid)} {waarna}" if isinstance(aantal, int) else ""


def _na_compleet(compleet: date | None, parameters: Parameters) -> Iterator[Regel]:
    if compleet is not None:
        yield Regel(
            "besluit_toelating_uiterlijk",
            "besluit toelating uiterlijk",
            besluit_toelating_uiterlijk(ingediend=compleet, compleet=compleet, parameters=parameters),
            "Z-9.2",
            _reden(parameters.besluittermijn_dagen, "dagen", "nadat de aanmelding compleet was"),
        )


def _na_besluit(besluit: date | None, parameters: Parameters) -> Iterator[Regel]:
    if besluit is not None:
        yield Regel(
            "aanbod_streef",
            "streven: woning aangeboden",
            aanbod_streef(besluit=besluit, parameters=parameters),
            "Z-9.3",
            _reden(parameters.aanbodtermijn_dagen, "dagen", "na het besluit"),
        )


def _besluiten(ingang: date, contract_einde: date | None, parameters: Parameters) -> Iterator[Regel]:
    streef = besluit_streef(ingangsdatum=ingang, einde=contract_einde, parameters=parameters)
    na = parameters.besluit_streef_maanden
    uitleg = _reden_besluit(ingang, na, streef, STREEF_VOOR_EINDE)
    yield Regel("besluit_streef", "streven: besluit vast contract", streef, "Z-2.15", uitleg)
    uiterlijk = besluit_uiterlijk(ingangsdatum=ingang, einde=contract_einde, parameters=parameters)
    na = parameters.besluit_uiterlijk_maanden
    uitleg = _reden_besluit(ingang, na, uiterlijk, UITERLIJK_VOOR_EINDE)
    yield Regel("besluit_uiterlijk", "besluit vast contract uiterlijk", uiterlijk, "Z-2.15", uitleg)


def _reden_besluit(ingang: date, na: int | None, datum: date | None, voor_einde: int) -> str:
    if na is not None and datum == plus_maanden(ingang, na):
        return _reden(na, "maanden", "na de ingang")
    return _reden(voor_einde, "maanden", "voor het einde, want dat is eerder")


def _einde(contract_einde: date, start: Startdatums, parameters: Parameters) -> Iterator[Regel]:
    met_begeleiding = Contractvorm.TIJDELIJK_MET_BEGELEIDING in (parameters.contractvormen or ())
    clausule = "A-4" if met_begeleiding else "Z-11.3"
    vanaf, voor = aanzegging_vanaf(contract_einde), aanzegging_voor(contract_einde)
    yield Regel(
        "aanzegging_vanaf",
        "aanzegging vanaf",
        vanaf,
        "I-25",
        "3 maanden voor het einde: eerste dag waarop de aanzegging mag aankomen",
    )
    yield Regel(
        "aanzegging_voor",
        "aanzegging voor",
        voor,
        "I-25",
        f"1 maand voor het einde: eerste dag die te laat is, dus uiterlijk {datum_voluit(laatste_dag(voor))}",
    )
    yield Regel(
        "einde",
        "einde tijdelijk contract",
        contract_einde,
        clausule,
        f"{_reden_einde(start, parameters)}: eerste dag zonder tijdelijk contract, "
        f"de laatste dag is {datum_voluit(laatste_dag(contract_einde))}",
    )


def _reden_einde(start: Startdatums, parameters: Parameters) -> str:
    if start.einde:
        return "zoals opgegeven"
    duur = gewone_duur(vorm=VORMEN[gewone_vorm(parameters)], parameters=parameters)
    wet = ", het meeste dat de wet toestaat" if duur != parameters.duur_max_maanden else ""
    return _reden(duur, "maanden", f"na de ingang{wet}")


def als_json(lijn: Tijdlijn) -> dict[str, Any]:
    """Plain values; a key without a date is absent."""
    document: dict[str, Any] = {
        regel.sleutel: {
            "datum": regel.datum.isoformat(),
            "clausule": regel.clausule,
            "uitleg": regel.uitleg,
        }
        for regel in lijn.regels
        if regel.datum is not None
    }
    if lijn.evaluaties is not None:
        document["evaluaties"] = [
            {"datum": e.datum.isoformat(), "soort": e.soort.value, "clausule": e.clausule} for e in lijn.evaluaties
        ]
    return document


def als_tekst(lijn: Tijdlijn) -> str:
    """Aligned columns: what, when, why (clause)."""
    rijen = [
        (regel.label, datum_met_dag(regel.datum), f"{regel.uitleg} ({regel.clausule})")
        if regel.datum
        else (regel.label, NIET_VASTGELEGD, "")
        for regel in lijn.regels
    ]
    rijen += [
        (f"evaluatie {e.nummer}", datum_met_dag(e.datum), f"{e.soort.label} ({e.clausule})")
        for e in lijn.evaluaties or ()
    ]
    if lijn.evaluaties is not None and not lijn.evaluaties:
        rijen.append(("evaluaties", NIET_VASTGELEGD, ""))
    if not rijen:
        return "Geef minstens één datum op, bijvoorbeeld --uitstroom of --ingang."
    breed = [max(len(rij[kolom]) for rij in rijen) for kolom in (0, 1)]
    return "\n".join(f"{a:<{breed[0]}}  {b:<{breed[1]}}  {c}".rstrip() for a, b, c in rijen)
