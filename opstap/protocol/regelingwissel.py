"""Other agreements for a regeling: what differs, for which running trajecten that may be, and what moves for one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Aard, Keuze, Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.feiten import TrajectFeiten
from opstap.protocol.geplande_termijn import GeplandeTermijn
from opstap.protocol.parameters import Parameters
from opstap.protocol.parameterteksten import LABELS
from opstap.protocol.termijnen import plan
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN

#: New agreements begin at most this long from now: further away is a typing error.
VOORUIT = timedelta(days=731)

_WIE = "Wie dit doet, staat voor een lopend traject al vast: die organisatie is erbij betrokken."
_TOETSING = "Een aanmelding wordt bekeken met de eisen waarmee zij begon."
_WONING = "De kandidaat zoekt een woning met de regels waarmee het traject begon."
_CONTRACT = (
    "Dit komt in het huurcontract of volgt daaruit. Een lopend traject houdt de afspraak waarmee het begon, "
    "ook als er nog geen contract is."
)

#: Never changes for a running traject, and why. What is not here may.
VAST: dict[str, str] = {
    **dict.fromkeys(
        ("beslisser_toelating", "beslisser_omzetting", "evaluator", "loket", "regisseur_herhuisvesting"), _WIE
    ),
    **dict.fromkeys(
        (
            "toelating_is_urgentiebesluit",
            "leefgebieden", "criteria", "behandelaar_endorsement", "voordracht_procesregie",
            "binding_eis_maanden", "binding_direct_voorafgaand",
            "ontruiming_maanden", "ontruiming_alleen_bij_achterstand", "aflossing_min_procent",
        ),
        _TOETSING,
    ),
    **dict.fromkeys(
        (
            "telt_mee", "bijzondere_bemiddeling_apart", "max_aanbiedingen", "mismatch_telt_niet",
            "eengezinswoning_met_voorrang",
        ),
        _WONING,
    ),
    **dict.fromkeys(
        (
            "contractvormen", "hoofdhuurder", "duur_max_maanden", "duur_min_maanden", "verlenging_toegestaan",
            "verplichte_voorwaarden", "begeleidingsuren_vastleggen", "begeleiding_min_maanden",
            "huur_en_zorg_gekoppeld", "huurbetaler_derde_maanden",
            "eerste_evaluatie_weken", "evaluatie_ritme_maanden", "evaluatie_ritmes",
            "halfjaarlijks_met_corporatie_maanden",
        ),
        _CONTRACT,
    ),
}  # fmt: skip


class VoorWie(Keuze):
    NIEUW = "nieuw", "alleen nieuwe trajecten"
    OOK_LOPEND = "ook_lopend", "ook trajecten die al lopen"


class NietMee(Keuze):
    """Why nobody waits any more for a running traject that cannot go along."""

    HOUDT_AFSPRAKEN = "houdt_afspraken", "voor dit traject blijft gelden wat was afgesproken"
    PARTNERS_ANDERS = "partners_anders", "de partners spraken samen iets anders af"


def gewijzigd(*, oud: Parameters, nieuw: Parameters) -> list[str]:
    """The names of the parameters that differ, in the order of the document."""
    return [veld.name for veld in fields(nieuw) if getattr(oud, veld.name) != getattr(nieuw, veld.name)]


@regelt("Z-1.13")
def overstap_belemmeringen(*, oud: Parameters, nieuw: Parameters) -> list[Belemmering]:
    """Why a running traject under `oud` cannot go on under `nieuw`: one per agreement that is fixed for it.

    Whatever its phase: somebody who was told how long a contract takes, or how the search goes, was told so.
    """
    return [
        Belemmering("Z-1.13", f"{LABELS[naam]}: {VAST[naam]}")
        for naam in gewijzigd(oud=oud, nieuw=nieuw)
        if naam in VAST
    ]


@regelt("Z-1.13")
def ingang_belemmeringen(
    *, vanaf: date, vorige: date | None, voor: VoorWie, afgesproken_op: date | None, peildatum: date
) -> list[Belemmering]:
    """From which day, and for whom: running trajecten keep their version unless the partners agreed otherwise."""
    gevonden = []
    eerste = max(peildatum, vorige or peildatum)
    if vanaf < eerste:
        melding = f"De nieuwe afspraken kunnen op zijn vroegst gelden vanaf {datum_voluit(eerste)}."
        gevonden.append(Belemmering("Z-1.13", melding, "vanaf"))
    elif vanaf > peildatum + VOORUIT:
        gevonden.append(Belemmering("Z-1.13", "Die dag is meer dan twee jaar weg. Kijk het jaartal na.", "vanaf"))
    if voor is VoorWie.OOK_LOPEND and afgesproken_op is None:
        melding = "Vul in wanneer de partners dit afspraken. Zonder afspraak houdt een lopend traject wat gold."
        gevonden.append(Belemmering("Z-1.13", melding, "afgesproken_op"))
    if afgesproken_op is not None and afgesproken_op > peildatum:
        melding = "De partners moeten dit al hebben afgesproken. Vul een dag tot en met vandaag in."
        gevonden.append(Belemmering("Z-1.13", melding, "afgesproken_op"))
    return gevonden


# --- what moves for one traject ------------------------------------------------------------------------------------


class LetOp(Keuze):
    TE_LAAT = "te_laat", "zou meteen te laat zijn"
    BLIJFT_TE_LAAT = "blijft_te_laat", "is al te laat, en blijft dat"
    UITERST = "uiterst", "uiterste datum verschuift"
    BESLOTEN = "besloten", "al gedaan onder de oude afspraak; dat blijft staan"


@dataclass(frozen=True, slots=True)
class Verschuiving:
    """One duty under other agreements. `van` None = appears, `naar` None = disappears."""

    soort: str
    van: date | None
    naar: date | None
    let_op: tuple[LetOp, ...] = ()

    @property
    def dagen(self) -> int:
        """How far it moves; what appears or disappears is no move."""
        return abs((self.naar - self.van).days) if self.van and self.naar else 0

    @property
    def is_al_gedaan(self) -> bool:
        return LetOp.BESLOTEN in self.let_op

    def mag_zien(self, rollen: Collection[Rol]) -> bool:
        """A duty with readers of its own is told to them only."""
        lezers = TERMIJNSOORTEN[self.soort].lezers
        return lezers is None or not lezers.isdisjoint(rollen)


def verschuivingen(*, feiten: TrajectFeiten, oud: Parameters, nieuw: Parameters, peildatum: date) -> list[Verschuiving]:
    """What differs between both plans, the largest change first; duties that are the same are left out."""
    eerst, straks = (_op_plek(feiten, p, peildatum) for p in (oud, nieuw))
    gevonden = [
        rij
        for plek in dict.fromkeys((*eerst, *straks))
        for rij in _verschil(eerst.get(plek), straks.get(plek), peildatum)
    ]
    return sorted(gevonden, key=lambda v: (-v.dagen, v.naar or v.van or peildatum, v.soort))


def _op_plek(feiten: TrajectFeiten, p: Parameters, peildatum: date) -> dict[tuple[str, str], GeplandeTermijn]:
    return {(t.soort, t.sleutel): t for t in plan(feiten=feiten, parameters=p, peildatum=peildatum)}


def _verschil(oud: GeplandeTermijn | None, nieuw: GeplandeTermijn | None, peildatum: date) -> Iterator[Verschuiving]:
    van, naar = (t.datum if t is not None and t.klaar_op is None else None for t in (oud, nieuw))
    termijn = nieuw or oud
    if termijn is not None and van != naar:
        yield Verschuiving(termijn.soort, van, naar, tuple(_let_op(van, naar, termijn.soort, peildatum)))
    elif oud is not None and nieuw is not None and nieuw.klaar_op is not None and oud.datum != nieuw.datum:
        yield Verschuiving(nieuw.soort, oud.datum, nieuw.datum, (LetOp.BESLOTEN,))


def _let_op(van: date | None, naar: date | None, soort: str, peildatum: date) -> Iterator[LetOp]:
    if naar is not None and naar < peildatum:
        yield LetOp.TE_LAAT if van is None or van >= peildatum else LetOp.BLIJFT_TE_LAAT
    if van is not None and TERMIJNSOORTEN[soort].aard is Aard.UITERST:
        yield LetOp.UITERST
