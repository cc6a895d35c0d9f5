"""How Opstap ends where nobody decides over a vaste contract: the contract goes over to the bewoner, or he had it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.clausules import regelt
from opstap.protocol.contractvormen import VORMEN, Contractvorm, Overgang
from opstap.protocol.datums import datum_voluit
from opstap.protocol.feiten import TrajectFeiten
from opstap.protocol.geplande_termijn import GeplandeTermijn
from opstap.protocol.parameters import Parameters


@regelt("H-4", "H-10")
def omklap_belemmeringen(
    *,
    contractvorm: Contractvorm,
    ingebruikname: date | None,
    op_naam_sinds: date | None,
    getekend_op: date | None,
    peildatum: date,
) -> list[Belemmering]:
    """May the contract go over to the bewoner? Both days None: the page, before anything is filled in."""
    if VORMEN[contractvorm].overgang is not Overgang.OMKLAP:
        return [Belemmering("H-4", "Dit contract staat niet op naam van de zorgorganisatie.")]
    bezwaren = []
    if getekend_op is not None:
        bezwaren += al_gebeurd_belemmeringen(
            dag=getekend_op, peildatum=peildatum, clausule="H-4", wat="Het contract is getekend", veld="getekend_op"
        )
    if op_naam_sinds is not None:
        bezwaren += al_gebeurd_belemmeringen(
            dag=op_naam_sinds,
            peildatum=peildatum,
            clausule="H-4",
            wat="De bewoner kreeg het contract",
            veld="op_naam_sinds",
        )
        if ingebruikname is not None and op_naam_sinds < ingebruikname:
            melding = f"De bewoner kreeg de sleutel op {datum_voluit(ingebruikname)}; vul die dag of een latere in."
            bezwaren.append(Belemmering("H-4", melding, "op_naam_sinds"))
    return bezwaren


@regelt("H-4", "H-5", "H-10")
def omklap_waarschuwingen(*, opstap_tot: date, peildatum: date) -> list[Belemmering]:
    """`opstap_tot`: the day it was agreed that the contract goes over. Earlier is for people to weigh."""
    if peildatum >= opstap_tot:
        return []
    dag = datum_voluit(opstap_tot)
    melding = f"Afgesproken is dat dit op {dag} gebeurt. Eerder kan als u het daar samen over eens bent."
    return [Belemmering("H-5", melding)]


@regelt("H-7", "P-22")
def afronden_belemmeringen(*, contractvorm: Contractvorm) -> list[Belemmering]:
    """Only where the bewoner has a contract for onbepaalde tijd from the first day Opstap ends without the huur."""
    if VORMEN[contractvorm].overgang is Overgang.AANVANG:
        return []
    melding = "De bewoner heeft nog geen vast contract op eigen naam. Dat komt eerst."
    return [Belemmering("Z-11.4", melding)]


@regelt("P-48")
def afronden_waarschuwingen(*, opstap_tot: date, peildatum: date) -> list[Belemmering]:
    if peildatum >= opstap_tot:
        return []
    dag = datum_voluit(opstap_tot)
    melding = f"De afspraken van het opstapcontract lopen tot {dag}. Eerder kan als u het daar samen over eens bent."
    return [Belemmering("Z-2.12", melding)]


_TAAK = {Overgang.OMKLAP: "omklappen", Overgang.AANVANG: "opstap_afronden"}


@regelt("H-4", "H-5", "H-10", "H-16")
def overgangstermijnen(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    """Instead of a besluit, an aanzegging and an end: the day the contract goes over, or the opstapcontract is over."""
    c = f.contract
    soort = _TAAK.get(c.overgang) if c is not None else None
    if c is None or soort is None or c.opstap_tot is None or c.ingebruikname is None:
        return
    if c.status == "beeindiging_nagestreefd":
        return  # another place to live is sought
    klaar = f.afgesloten_op if c.status == "afgerond" else c.beeindigd_op or c.einde_afgesproken_op
    yield GeplandeTermijn(soort, c.opstap_tot, klaar_op=klaar)
