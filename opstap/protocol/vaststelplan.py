"""The duties around one evaluatie: before it how the rent stands, after it whether it is right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from opstap.protocol.begrippen import WERKT_ALS
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import ContractFeiten, EvaluatieFeit, TrajectFeiten
from opstap.protocol.geplande_termijn import GeplandeTermijn
from opstap.protocol.parameters import Parameters
from opstap.protocol.vaststellen import VASTSTEL_DAGEN, VERBETER_DAGEN, huurstatus_vanaf, vraagt_huurstatus, vragen


@regelt("Z-1.6", "Z-2.14", "Z-12.9", "Z-12.12")
def vaststeltermijnen(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    """Once the temporary contract is over nobody weighs them any more: what is open then is asked of nobody. While the
    huurder does not want to share, nobody is asked how the rent stands."""
    voorbij = f.contract is None or f.contract.status in {"afgerond", "beeindigd"}
    wil_niet = f.contract is not None and any(nee.geldt for nee in f.contract.nees)
    for e in f.evaluatie.evaluaties:
        if not hoeft_niet(e, f.contract):
            yield from (t for t in _huurstatus(e, p) if t.klaar_op is not None or not (voorbij or wil_niet))
            yield from (t for t in _vaststellen(e, p) if t.klaar_op is not None or not voorbij)


def _huurstatus(e: EvaluatieFeit, p: Parameters) -> Iterator[GeplandeTermijn]:
    """It moves along with the evaluatie; of one that was held it is asked until it is there, and of one that was held
    early at once. Held late changes nothing: who was asked already is not asked anew."""
    is_gehouden = e.gehouden_op is not None
    if vraagt_huurstatus(via_zorg=e.via_zorg, parameters=p) and (e.antwoorden or not is_gehouden):
        opent = huurstatus_vanaf(gepland_op=e.gepland_op)
        vanaf = None if e.gehouden_op is not None and e.gehouden_op < opent else opent
        nummer = str(e.nummer)
        yield GeplandeTermijn(
            "huurstatus_opgeven", e.gepland_op, nummer, e.sleutel, vanaf=vanaf, klaar_op=e.huurstatus_op
        )


def _vaststellen(e: EvaluatieFeit, p: Parameters) -> Iterator[GeplandeTermijn]:
    for vraag in vragen(antwoorden=e.antwoorden, met_corporatie=e.met_corporatie, parameters=p):
        dagen = VERBETER_DAGEN if vraag.terug else VASTSTEL_DAGEN
        yield GeplandeTermijn(
            "evaluatie_vaststellen",
            vraag.gevraagd_op + timedelta(days=dagen),
            f"{e.nummer}:{vraag.ronde}:{vraag.rol}",
            e.sleutel,
            klaar_op=vraag.klaar_op,
            rol=vraag.rol,
            hoedanigheid=WERKT_ALS[vraag.rol],
        )


def hoeft_niet(e: EvaluatieFeit, c: ContractFeiten | None) -> bool:
    """Called off, or nobody lives there any more; when the agreed last day is off the duty comes back."""
    einde = c.afgesproken_einde if c is not None else None
    na_de_huur = e.gehouden_op is None and einde is not None and e.gepland_op >= einde
    return e.status in {"vervallen", "ingetrokken"} or na_de_huur
