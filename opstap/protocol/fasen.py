"""The phase of a traject, derived from its facts."""

from __future__ import annotations

from datetime import date

from opstap.protocol.begrippen import Fase, Looptijd
from opstap.protocol.contractvormen import Overgang
from opstap.protocol.datums import plus_maanden
from opstap.protocol.feiten import ContractFeiten, TrajectFeiten

_AANMELDING = {"concept", "vooraangemeld", "voorwaarde_gesteld"}
_BEOORDELING = {"ingediend", "aanvulling_gevraagd", "compleet"}
_CONTRACT_MAKEN = {"concept", "ter_ondertekening", "getekend"}

#: Months before the end at which the decision file starts (design.md section 4).
DOSSIER_MAANDEN = 6


def fase(*, feiten: TrajectFeiten, peildatum: date) -> Fase:
    """The furthest phase the facts support; a closed traject is afgesloten whatever else it holds."""
    if feiten.afgesloten_op is not None:
        return Fase.AFGESLOTEN
    if feiten.contract is not None and feiten.contract.status != "ingetrokken":
        return _fase_met_contract(feiten.contract, peildatum)
    if feiten.aanmelding is None:
        return Fase.VOORBEREIDING
    if feiten.aanmelding.status in _AANMELDING:
        return Fase.AANMELDING
    if feiten.aanmelding.status in _BEOORDELING:
        return Fase.BEOORDELING
    return Fase.BEMIDDELING if feiten.aanmelding.status == "toegelaten" else Fase.AFGESLOTEN


def _fase_met_contract(contract: ContractFeiten, peildatum: date) -> Fase:
    if contract.status in _CONTRACT_MAKEN:
        return Fase.CONTRACT
    if contract.overgang is not Overgang.BESLUIT and contract.status in {"beeindiging_nagestreefd", "beeindigd"}:
        return Fase.HERHUISVESTING
    eind = contract.opstap_tot if contract.overgang is Overgang.OMKLAP else contract.einde
    if contract.looptijd is Looptijd.ONBEPAALD or eind is None:
        return Fase.WONEN
    if contract.besluit == "niet_omzetten" or contract.status in {"beeindiging_nagestreefd", "beeindigd"}:
        return Fase.HERHUISVESTING
    if peildatum >= plus_maanden(eind, -DOSSIER_MAANDEN):
        return Fase.BESLUIT
    return Fase.WONEN
