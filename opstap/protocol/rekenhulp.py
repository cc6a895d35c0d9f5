"""The tijdlijn as people read it: per phase, who does it, and what is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from opstap.protocol.aanzegging import aanzegging_vanaf, aanzegging_voor
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Fase, Keuze
from opstap.protocol.contract import einde
from opstap.protocol.datums import datum_met_weekdag, datum_voluit, laatste_dag
from opstap.protocol.evalueren import GeplandeEvaluatie
from opstap.protocol.parameters import Parameters
from opstap.protocol.tijdlijn import Regel, Startdatums, Tijdlijn


class Aard(Keuze):
    """How hard a date is."""

    STREEF = "streef", "streefdatum"
    UITERLIJK = "uiterlijk", "uiterlijk"
    MOMENT = "moment", "vast moment"


@dataclass(frozen=True, slots=True)
class Leesregel:
    """`datum` None = not laid down in this regeling."""

    wat: str
    datum: date | None
    aard: Aard
    wie: str
    uitleg: str
    clausule: str


@dataclass(frozen=True, slots=True)
class Leesgroep:
    fase: Fase
    regels: tuple[Leesregel, ...]


_ZORG, _VERHUURDER = "de zorgorganisatie", "de corporatie die verhuurt"
_NIEMAND = "niet vastgelegd wie"
#: Per line of the tijdlijn: phase, how hard, what, who. Who: None = the regeling says it, empty = nobody.
_REGELS: dict[str, tuple[Fase, Aard, str, str | None]] = {
    "eigen_bijdrage_omlaag": (Fase.AANMELDING, Aard.MOMENT, "De eigen bijdrage omlaag laten gaan (Wlz)", _ZORG),
    "aanmelden_uiterlijk": (Fase.AANMELDING, Aard.UITERLIJK, "De aanmelding versturen", _ZORG),
    "toetsing_uiterlijk": (Fase.BEOORDELING, Aard.UITERLIJK, "Het formulier is compleet en beoordeeld", None),
    "besluit_toelating_uiterlijk": (Fase.BEOORDELING, Aard.UITERLIJK, "Besluiten over de toelating", None),
    "aanbod_streef": (Fase.BEMIDDELING, Aard.STREEF, "Een woning aanbieden", _VERHUURDER),
    "woning_uiterlijk": (
        Fase.BEMIDDELING,
        Aard.UITERLIJK,
        "De woning en de begeleiding zijn klaar",
        f"{_VERHUURDER} en {_ZORG}",
    ),
    "besluit_streef": (Fase.BESLUIT, Aard.STREEF, "Besluiten over een vast contract", None),
    "besluit_uiterlijk": (Fase.BESLUIT, Aard.UITERLIJK, "Besluiten over een vast contract", None),
    "aanzegging_vanaf": (Fase.BESLUIT, Aard.MOMENT, "De aanzegging mag de huurder bereiken", _VERHUURDER),
    "aanzegging_voor": (Fase.BESLUIT, Aard.MOMENT, "Een aanzegging komt nu te laat", _VERHUURDER),
    "einde": (Fase.BESLUIT, Aard.MOMENT, "Eerste dag zonder tijdelijk contract", ""),
}


def leesgroepen(*, lijn: Tijdlijn, parameters: Parameters) -> tuple[Leesgroep, ...]:
    """Every line of the tijdlijn, in the order of the road; within a phase by date, what has no date last."""
    per_fase: dict[Fase, list[Leesregel]] = {}
    for fase, regel in _alle(lijn, parameters):
        per_fase.setdefault(fase, []).append(regel)
    return tuple(
        Leesgroep(fase, tuple(sorted(per_fase[fase], key=lambda r: (r.datum is None, r.datum or date.min))))
        for fase in Fase
        if fase in per_fase
    )


def _alle(lijn: Tijdlijn, parameters: Parameters) -> Iterator[tuple[Fase, Leesregel]]:
    for regel in lijn.regels:
        fase, aard, wat, wie = _REGELS[regel.sleutel]
        if regel.datum is None:  # the clause of another regeling would say too much
            yield fase, Leesregel(wat, None, aard, "", "", "")
            continue
        wie = _beslisser(regel, parameters) if wie is None else wie
        yield fase, Leesregel(wat, regel.datum, aard, wie, regel.uitleg, regel.clausule)
    if lijn.evaluaties == ():
        yield Fase.WONEN, Leesregel("Evaluaties", None, Aard.MOMENT, "", "", "")
    for evaluatie in lijn.evaluaties or ():
        wie, soort = _evaluator(evaluatie, parameters), evaluatie.soort.label
        yield (
            Fase.WONEN,
            Leesregel(f"Evaluatie {evaluatie.nummer}", evaluatie.datum, Aard.MOMENT, wie, soort, evaluatie.clausule),
        )


def _beslisser(regel: Regel, regeling: Parameters) -> str:
    """Only says who; that nobody else can is held elsewhere."""
    over_toelating = regel.sleutel in ("toetsing_uiterlijk", "besluit_toelating_uiterlijk")
    wie = regeling.beslisser_toelating if over_toelating else regeling.beslisser_omzetting
    return wie.label if wie else _NIEMAND


def _evaluator(evaluatie: GeplandeEvaluatie, regeling: Parameters) -> str:
    wie = regeling.evaluator.label if regeling.evaluator else _NIEMAND
    if not evaluatie.met_corporatie:
        return wie
    deelnemers = [rol.label for rol in regeling.verplichte_deelnemers or ()]
    return f"{wie}; erbij: huurder, {', '.join(deelnemers)}" if deelnemers else wie


def aanzegvenster(*, lijn: Tijdlijn) -> str:
    """When the tenant must receive the aanzegging, as one sentence; empty without an end."""
    datums = {regel.sleutel: regel.datum for regel in lijn.regels}
    vanaf, voor = datums.get("aanzegging_vanaf"), datums.get("aanzegging_voor")
    if vanaf is None or voor is None:
        return ""
    return (
        "Komt er geen vast contract? Dan moet de huurder de aanzegging ontvangen van "
        f"{datum_met_weekdag(vanaf)} tot en met {datum_met_weekdag(laatste_dag(voor))}."
    )


def waarschuwingen(
    *, start: Startdatums, lijn: Tijdlijn, parameters: Parameters, peildatum: date
) -> tuple[Belemmering, ...]:
    """What is late or does not fit; nothing here stops anybody."""
    return (*_laat(lijn, peildatum), *_einde_voorbij(start, parameters, peildatum), *_duur(start, parameters))


def _laat(lijn: Tijdlijn, peildatum: date) -> Iterator[Belemmering]:
    for regel in lijn.regels:
        melding = _LAAT.get(regel.sleutel)
        if melding and regel.datum and regel.datum < peildatum:
            yield Belemmering(regel.clausule, melding.format(dag=datum_voluit(regel.datum)))


_LAAT = {
    "aanmelden_uiterlijk": "Aanmelden moest uiterlijk {dag}. Te laat aanmelden kan nog.",
    "besluit_toelating_uiterlijk": "Het besluit over de toelating moest uiterlijk {dag} vallen.",
    "besluit_uiterlijk": "Het besluit over een vast contract moest uiterlijk {dag} vallen. Het is nu rood. "
    "Besluiten kan nog.",
}


def _einde_voorbij(start: Startdatums, parameters: Parameters, peildatum: date) -> Iterator[Belemmering]:
    slot = start.einde or (einde(ingangsdatum=start.ingang, parameters=parameters) if start.ingang else None)
    if slot is None or peildatum < aanzegging_vanaf(slot):
        return
    voor = aanzegging_voor(slot)
    if peildatum < voor:
        melding = f"De aanzegging kan nu op tijd aankomen, nog tot en met {datum_voluit(laatste_dag(voor))}."
    else:
        melding = (
            f"De aanzegging moest uiterlijk {datum_voluit(laatste_dag(voor))} zijn ontvangen. "
            f"Is dat niet gelukt? Dan is de huur per {datum_voluit(slot)} voor onbepaalde tijd."
        )
    yield Belemmering("I-25", melding)


def _duur(start: Startdatums, parameters: Parameters) -> Iterator[Belemmering]:
    langste = einde(ingangsdatum=start.ingang, parameters=parameters) if start.ingang else None
    if langste is not None and start.einde is not None and start.einde > langste:
        melding = (
            f"Dit contract duurt langer dan de {parameters.duur_max_maanden} maanden van deze regeling. "
            f"De laatste dag is hoogstens {datum_voluit(laatste_dag(langste))}."
        )
        yield Belemmering("Z-11.3", melding)
