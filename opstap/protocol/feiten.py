"""What is known of one traject (TrajectFeiten, filled by every room) and what can happen to it (Feit).

Codes, dates and keys only: no names, no free text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from opstap.protocol.begrippen import Hoedanigheid, Instroomroute, Looptijd, Rol, Route
from opstap.protocol.contractvormen import Overgang
from opstap.protocol.startfeiten import StartFeiten
from opstap.protocol.vaststellen import Antwoord

# --- slices of a traject, one per room ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AccorderingFeit:
    sleutel: UUID
    organisatie: UUID
    rol: Rol
    gevraagd_op: date
    beantwoord_op: date | None = None
    is_vervallen: bool = False
    is_geweigerd: bool = False
    is_voordracht: bool = False  # asked of the procesregisseur: whether she nominates (Z-4.8)
    #: Nobody there could answer in Opstap when it was asked; until when its last link holds, or held.
    zonder_account: bool = False
    link_tot: date | None = None


@dataclass(frozen=True, slots=True)
class AanvulFeit:
    """What was asked after sending, or reported; not what was taken back."""

    sleutel: UUID
    gevraagd_op: date
    afgehandeld_op: date | None = None


@dataclass(frozen=True, slots=True)
class AdviesFeit:
    """A question for advies to an organisation; not what was taken back, nor what may not be asked now."""

    sleutel: UUID
    organisatie: UUID
    rol: Rol
    gevraagd_op: date
    afgehandeld_op: date | None = None


@dataclass(frozen=True, slots=True)
class VoorstelFeit:
    """A besluit that waits for a second person, or waited. `is_intrekking`: of the toelating that holds now."""

    sleutel: UUID
    voorgesteld_op: date
    afgehandeld_op: date | None = None
    is_intrekking: bool = False


@dataclass(frozen=True, slots=True)
class VoorwaardeFeit:
    """A corporatie began it (Z-5.4). `vraag`: the last question to an organisation that could begeleiden."""

    gesteld_op: date
    opgepakt_op: date | None = None
    vraag: UUID | None = None
    gevraagd: UUID | None = None
    gevraagd_op: date | None = None
    beantwoord_op: date | None = None


@dataclass(frozen=True, slots=True)
class AanmeldFeiten:
    status: str
    begonnen_op: date
    #: None until a zorgorganisatie says it, where a corporatie began.
    instroomroute: Instroomroute | None
    #: The last day on which something of the form was stored.
    gewijzigd_op: date | None = None
    uitstroom: date | None = None
    ingediend_op: date | None = None
    compleet_op: date | None = None
    gesprek_op: date | None = None
    besloten_op: date | None = None
    heropend_op: date | None = None
    #: The last day on which a letter of the afwijzing that holds went out.
    afwijzing_verzonden_op: date | None = None
    eigen_bijdrage_op: date | None = None
    indicatie_op: date | None = None
    accorderingen: tuple[AccorderingFeit, ...] = ()
    aanvulvragen: tuple[AanvulFeit, ...] = ()
    voorstellen: tuple[VoorstelFeit, ...] = ()
    voorwaarde: VoorwaardeFeit | None = None
    adviezen: tuple[AdviesFeit, ...] = ()
    #: Since when questions to other organisations lie still, because the kandidaat does not want them asked.
    stil_sinds: date | None = None


@dataclass(frozen=True, slots=True)
class AanbiedingFeit:
    sleutel: UUID
    status: str
    aangeboden_op: date
    antwoord_uiterlijk: date
    afgehandeld_op: date | None = None


@dataclass(frozen=True, slots=True)
class BemiddelFeiten:
    sleutel: UUID
    route: Route
    status: str
    begonnen_op: date
    verhuurder_gevraagd_op: date | None = None
    toegewezen_op: date | None = None
    aanbiedingen: tuple[AanbiedingFeit, ...] = ()
    aantekening_op: date | None = None
    ingeschreven_op: date | None = None
    verwerkt_op: date | None = None
    reageren_tot: date | None = None
    reageren_klaar_op: date | None = None  # it was said how it goes on


@dataclass(frozen=True, slots=True)
class NeeFeit:
    """The huurder does not want to share, or no more (Z-12.9). Over with a talk about it or another answer."""

    sleutel: UUID
    gezegd_op: date
    afgehandeld_op: date | None = None
    geldt: bool = True  # nothing was said after it


@dataclass(frozen=True, slots=True)
class ContractFeiten:
    """`einde` is the first day without the temporary contract; `besluit` is omzetten, niet_omzetten or empty."""

    sleutel: UUID
    status: str
    looptijd: Looptijd
    opgemaakt_op: date
    ingangsdatum: date
    einde: date | None
    ritme: int
    getekend_op: date | None = None
    ingebruikname: date | None = None
    besluit: str = ""
    besloten_op: date | None = None
    aanzegging_ontvangen_op: date | None = None
    aanzegging_gemist_op: date | None = None
    beeindigd_op: date | None = None
    #: The last day was agreed on (Z-13.10): when, and the first day without rent.
    einde_afgesproken_op: date | None = None
    afgesproken_einde: date | None = None
    #: What the kind of contract makes of it, and the first day on which the opstapcontract no longer holds by itself.
    overgang: Overgang = Overgang.BESLUIT
    opstap_tot: date | None = None
    nees: tuple[NeeFeit, ...] = ()


@dataclass(frozen=True, slots=True)
class EvaluatieFeit:
    sleutel: UUID
    nummer: int
    soort: str
    gepland_op: date
    status: str
    gehouden_op: date | None = None
    met_corporatie: bool = False
    oordeel: str = ""
    #: The zorgorganisatie is the tenant: the corporatie does not know how the rent of the bewoner stands.
    via_zorg: bool = False
    huurstatus_op: date | None = None
    #: Whether it is right; empty for one that was written down before that was asked.
    antwoorden: tuple[Antwoord, ...] = ()
    #: its day in the plan; None: it was not moved
    in_plan_op: date | None = None


@dataclass(frozen=True, slots=True)
class AfspraakFeit:
    sleutel: UUID
    uiterlijk: date
    rol: Rol | None
    nagekomen_op: date | None = None
    is_vervallen: bool = False
    uit_mdo: bool = False


@dataclass(frozen=True, slots=True)
class SignaalFeit:
    """`melder` is the role that raised it, None for a proposal of Opstap; the other side picks it up."""

    sleutel: UUID
    status: str
    gemeld_op: date
    melder: Rol | None
    opgepakt_op: date | None = None
    is_spoed: bool = False


@dataclass(frozen=True, slots=True)
class MdoFeit:
    """`oordelen`: per role that was asked whether it agrees, the day it said so. `klaar_op`: nothing is left to do.
    `afgezegd_op`: the last day on which it was called off."""

    sleutel: UUID
    status: str
    gemeld_op: date
    geinformeerd_op: date | None = None
    gepland_op: date | None = None
    afgezegd_op: date | None = None
    gehouden_op: date | None = None
    oordelen: tuple[tuple[Rol, date | None], ...] = ()
    klaar_op: date | None = None
    afgerond_op: date | None = None
    is_spoed: bool = False


@dataclass(frozen=True, slots=True)
class HerhuisvestingFeit:
    """`regisseur` is herkomst or procesregie."""

    sleutel: UUID
    status: str
    begonnen_op: date
    regisseur: Hoedanigheid
    overlegd_op: date | None = None
    gevonden_op: date | None = None
    herindicatie_nodig_op: date | None = None
    herindicatie_aangevraagd_op: date | None = None


@dataclass(frozen=True, slots=True)
class EvaluatieFeiten:
    evaluaties: tuple[EvaluatieFeit, ...] = ()
    afspraken: tuple[AfspraakFeit, ...] = ()
    signalen: tuple[SignaalFeit, ...] = ()
    mdos: tuple[MdoFeit, ...] = ()
    herhuisvesting: HerhuisvestingFeit | None = None


@dataclass(frozen=True, slots=True)
class OverdrachtFeit:
    """`van`, `naar`: organisations; equal when the begeleiding goes to a colleague."""

    sleutel: UUID
    van: UUID
    naar: UUID
    status: str
    aangeboden_op: date
    start: date
    beantwoord_op: date | None = None
    ingegaan_op: date | None = None


@dataclass(frozen=True, slots=True)
class TrajectFeiten:
    gestart_op: date
    afgesloten_op: date | None = None
    uitkomst: str = ""  # how it ended, as a code
    gewist_op: date | None = None
    aanmelding: AanmeldFeiten | None = None
    bemiddeling: BemiddelFeiten | None = None
    contract: ContractFeiten | None = None
    start: StartFeiten | None = None
    evaluatie: EvaluatieFeiten = EvaluatieFeiten()
    overdrachten: tuple[OverdrachtFeit, ...] = ()


# --- handed upward or downward between rooms ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EvaluatieUitkomst:
    """What the evaluaties say when the conversion is decided (evaluatie -> woningen)."""

    aantal_gehouden: int
    laatste_oordeel: str
    evaluaties: tuple[UUID, ...]


# --- facts that set something off elsewhere (see bedrading.py) ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class Feit:
    """Something that happened in this traject, in the running transaction."""

    traject: UUID


@dataclass(frozen=True, slots=True)
class TrajectGewijzigd(Feit):
    """The last fact of every use-case: plan the duties again."""


@dataclass(frozen=True, slots=True)
class ToelatingBesloten(Feit):
    besluit: UUID
    uitkomst: str
    route: Route | None


@dataclass(frozen=True, slots=True)
class ToelatingIngetrokken(Feit):
    """This besluit does not hold any more. Who built something upon it refuses."""

    besluit: UUID


@dataclass(frozen=True, slots=True)
class AanmeldingIngetrokken(Feit):
    aanmelding: UUID


@dataclass(frozen=True, slots=True)
class ContractIngegaan(Feit):
    contract: UUID


@dataclass(frozen=True, slots=True)
class EindeAfgesproken(Feit):
    """The last day of the rent is known, or another one than it was."""

    contract: UUID


@dataclass(frozen=True, slots=True)
class BetrokkenenGewijzigd(Feit):
    """Other people do the work in this traject than did."""


@dataclass(frozen=True, slots=True)
class VertegenwoordigingGewijzigd(Feit):
    """Somebody else decides beside the kandidaat, or the kandidaat turned out to be older or younger."""


@dataclass(frozen=True, slots=True)
class SleuteldagVerbeterd(Feit):
    """The key was handed over on another day than was written down."""

    contract: UUID


@dataclass(frozen=True, slots=True)
class ContractOmgezet(Feit):
    """The tenancy goes on for onbepaalde tijd: by besluit or by wet."""

    contract: UUID
    door: str


@dataclass(frozen=True, slots=True)
class ContractBeeindigd(Feit):
    contract: UUID


@dataclass(frozen=True, slots=True)
class AndereWoonplekNodig(Feit):
    """No vast contract, or together they seek the end of the tenancy: somebody leads the search from today."""

    contract: UUID


@dataclass(frozen=True, slots=True)
class OverlijdenHerroepen(Feit):
    """The huurder did not die: what ContractBeeindigd stopped goes on."""

    contract: UUID


@dataclass(frozen=True, slots=True)
class HuurVoortgezet(Feit):
    """The huurder stays after all (Z-13.3)."""

    contract: UUID


@dataclass(frozen=True, slots=True)
class WoonplekWeg(Feit):
    """The other place to live fell through: a last day that was agreed on for it no longer holds (Z-13.10)."""


@dataclass(frozen=True, slots=True)
class TrajectAfgesloten(Feit):
    uitkomst: str


@dataclass(frozen=True, slots=True)
class RegelingGewijzigd(Feit):
    """This running traject goes on under other agreements of its regeling (Z-1.13): versions, by key."""

    oud: UUID
    nieuw: UUID
