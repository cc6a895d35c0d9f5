"""Toelaten: may this besluit over an aanmelding be taken?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import NIET_ALS_RIJ, Keuze, Leefgebied
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.toetsing import CriteriumUitkomst

STATUS_COMPLEET = "compleet"
#: An afwijzing need not wait for a complete form.
STATUS_BESLISBAAR = frozenset({"ingediend", "aanvulling_gevraagd", STATUS_COMPLEET})


class ToelatingUitkomst(Keuze):
    TOEGELATEN = "toegelaten", "toegelaten"
    AFGEWEZEN = "afgewezen", "afgewezen"


@dataclass(frozen=True, slots=True)
class Afwijking:
    """The corporatie deviates from one criterion, after consulting both (Z-8.11)."""

    criterium: int
    motivering: str
    overleg_kandidaat_op: date | None
    overleg_zorg_op: date | None


@regelt("Z-9.2", "Z-9.8", "Z-8.14", "Z-2.9")
def toelating_belemmeringen(
    *,
    uitkomst: str,
    status: str,
    gesprek_op: date | None,
    open_accorderingen: Collection[Leefgebied],
    geweigerde_accorderingen: Collection[Leefgebied],
    criteria: Sequence[CriteriumUitkomst],
    afwijkingen: Sequence[Afwijking],
    peildatum: date,
    aannemelijk: bool | None = None,
    gesprek_nodig: bool = True,
    alleen_zelf: bool = False,
    gestart_op: date | None = None,
) -> list[Belemmering]:
    """The answer never names or counts a sensitive leefgebied (I-9).

    `aannemelijk` is the judgement of Z-2.9, None where the regeling does not ask it:
    False bars a toelating and is a ground for an afwijzing. `gesprek_nodig` is `gesprek_voor_besluit` of the regeling.
    `alleen_zelf`: without binding the kandidaat can only answer adverts (Z-9.5), which is no ground for a no.
    `gestart_op`: the first day on which somebody could consult about a deviation; None where that is not known.
    Raises ValueError for an unknown uitkomst.
    """
    bezwaren = _gesprek(gesprek_op, peildatum) if gesprek_nodig or gesprek_op is not None else []
    if status not in STATUS_BESLISBAAR:
        bezwaren.append(
            Belemmering("Z-9.2", "Over deze aanmelding kan nu niet worden besloten; bekijk eerst de stand.")
        )
    if ToelatingUitkomst(uitkomst) is ToelatingUitkomst.AFGEWEZEN:
        return bezwaren + _afwijzing(criteria, aannemelijk, alleen_zelf) + _bij_een_nee(afwijkingen)
    bezwaren += _nog_niet_toelaatbaar(status, aannemelijk)
    bezwaren += _accorderingen(open_accorderingen, geweigerde_accorderingen)
    for criterium in criteria:
        bezwaren += _criterium(criterium, afwijkingen, gestart_op, peildatum)
    return bezwaren


@regelt("Z-2.9", "I-3")
def _nog_niet_toelaatbaar(status: str, aannemelijk: bool | None) -> list[Belemmering]:
    bezwaren = []
    if status != STATUS_COMPLEET and status in STATUS_BESLISBAAR:
        bezwaren.append(Belemmering("I-3", "De aanmelding is nog niet compleet; toelaten kan pas als alles binnen is."))
    if aannemelijk is False:
        melding = "U vindt niet aannemelijk dat het wonen lukt; wijs af of pas dat oordeel aan."
        bezwaren.append(Belemmering("Z-2.9", melding, "aannemelijk"))
    return bezwaren


def _gesprek(gesprek_op: date | None, peildatum: date) -> list[Belemmering]:
    if gesprek_op is None:
        melding = "Voer eerst een gesprek met de kandidaat en vul de datum daarvan in."
    elif gesprek_op > peildatum:
        melding = "Het gesprek is nog niet geweest; besluit pas daarna of verbeter de datum."
    else:
        return []
    return [Belemmering("Z-9.2", melding, "gesprek_op")]


@regelt("Z-8.15", "Z-9.5")
def _afwijzing(criteria: Sequence[CriteriumUitkomst], aannemelijk: bool | None, alleen_zelf: bool) -> list[Belemmering]:
    if aannemelijk is False or any(criterium.voldaan is False for criterium in criteria):
        return []
    if alleen_zelf:
        melding = (
            "Zonder binding kan de kandidaat nog zelf reageren, dus dat alleen is geen reden voor een nee. "
            "Kies “toegelaten” met “zelf reageren”, of vul in aan welk ander criterium de kandidaat niet voldoet."
        )
        return [Belemmering("Z-9.5", melding, "uitkomst")]
    melding = "Een afwijzing noemt waarom; vul in aan welk criterium de kandidaat niet voldoet."
    return [Belemmering("Z-8.15", melding, "uitkomst")]


@regelt("Z-2.8", "Z-9.9", "I-9")
def _accorderingen(open_: Collection[Leefgebied], geweigerd: Collection[Leefgebied]) -> list[Belemmering]:
    if not open_ and not geweigerd:
        return []
    gewoon = [gebied.label for gebied in Leefgebied if gebied in geweigerd and gebied not in NIET_ALS_RIJ]
    naam = f" Geweigerd: {', '.join(gewoon)}." if gewoon else ""
    return [
        Belemmering(
            "Z-2.8",
            "Nog niet alle ondersteuning is goedgekeurd door wie die geeft; vraag de zorgorganisatie "
            f"om dat af te ronden.{naam}",
        )
    ]


@regelt("Z-8.11", "I-5", "P-11")
def _criterium(
    criterium: CriteriumUitkomst, afwijkingen: Sequence[Afwijking], gestart_op: date | None, peildatum: date
) -> list[Belemmering]:
    veld = f"criterium_{criterium.nummer}"
    afwijking = next((a for a in afwijkingen if a.criterium == criterium.nummer), None)
    if criterium.voldaan:
        return [] if afwijking is None else [_VOLDOET_AL]
    if criterium.voldaan is None:
        return [Belemmering(criterium.clausule, criterium.uitleg, veld)]
    if afwijking is None:
        advies = "Wijs af, of leg vast waarom u afwijkt." if criterium.afwijking_mogelijk else "Toelaten kan niet."
        return [Belemmering(criterium.clausule, f"{criterium.uitleg} {advies}", veld)]
    if not criterium.afwijking_mogelijk:
        return [Belemmering("Z-8.11", f"{criterium.uitleg} Hiervan kan niet worden afgeweken.", veld)]
    return _onvolledige_afwijking(afwijking, gestart_op, peildatum)


_VOLDOET_AL = Belemmering(
    "Z-8.11",
    "De kandidaat voldoet aan dit criterium, dus u wijkt niet af. Haal weg wat u bij de afwijking invulde.",
    "afwijking",
)


@regelt("Z-8.11")
def _bij_een_nee(afwijkingen: Sequence[Afwijking]) -> list[Belemmering]:
    """A no deviates from nothing: what was typed about it is not thrown away in silence."""
    melding = "Wie afwijst, wijkt niet af. Haal weg wat u bij de afwijking invulde, of kies een ander besluit."
    return [Belemmering("Z-8.11", melding, "afwijking")] if afwijkingen else []


def _onvolledige_afwijking(afwijking: Afwijking, gestart_op: date | None, peildatum: date) -> list[Belemmering]:
    bezwaren = []
    if not afwijking.motivering.strip():
        bezwaren.append(Belemmering("Z-8.11", "Schrijf op waarom u van dit criterium afwijkt.", "afwijking"))
    for veld, met, dag in (
        ("overleg_kandidaat_op", "kandidaat", afwijking.overleg_kandidaat_op),
        ("overleg_zorg_op", "zorgorganisatie", afwijking.overleg_zorg_op),
    ):
        if (melding := _overleg(met, dag, gestart_op, peildatum)) is not None:
            bezwaren.append(Belemmering("Z-8.11", melding, veld))
    return bezwaren


def _overleg(met: str, dag: date | None, gestart_op: date | None, peildatum: date) -> str | None:
    """What is wrong with the day of this consultation; None = nothing."""
    if dag is None:
        return f"Overleg eerst met de {met} en vul in wanneer dat was."
    if dag > peildatum:
        return f"Het overleg met de {met} moet nog komen; besluit pas daarna of verbeter de datum."
    if gestart_op is not None and dag < gestart_op:
        return f"Het traject begon op {datum_voluit(gestart_op)}; kies die dag of later."
    return None


@dataclass(frozen=True, slots=True)
class Standaardzin:
    """A standard text that may be put into a motivering; `bij` empty = with any besluit."""

    naam: str
    tekst: str
    bij: str = ""

    def past_bij(self, uitkomst: str) -> bool:
        return not (self.bij and uitkomst) or self.bij == uitkomst

    def staat_in(self, motivering: str) -> bool:
        """However its lines are broken off."""
        return " ".join(self.tekst.split()) in " ".join(motivering.split())


_KORT = {ToelatingUitkomst.TOEGELATEN: "ja", ToelatingUitkomst.AFGEWEZEN: "nee"}


def standaardzin_belemmeringen(
    *, gekozen: Standaardzin | None, zinnen: Sequence[Standaardzin], motivering: str | None, uitkomst: str
) -> list[Belemmering]:
    """Chosen and not put in, or meant for the other besluit. `motivering` None: not judged yet; `uitkomst` may be
    empty, and is then not judged either."""
    bezwaren = []
    if gekozen is not None and not gekozen.past_bij(uitkomst):
        melding = f"{_voor_een_ander(gekozen, uitkomst)} Kies een andere tekst of een ander besluit."
        bezwaren.append(Belemmering("", melding, "standaardtekst"))
    elif gekozen is not None and motivering is not None and not gekozen.staat_in(motivering):
        melding = (
            f"De tekst “{gekozen.naam}” staat nog niet bij uw reden. "
            "Druk op “Zet deze tekst erbij”, of kies hier “Kies een tekst”."
        )
        bezwaren.append(Belemmering("", melding, "standaardtekst"))
    for zin in zinnen:
        if motivering and zin.staat_in(motivering) and not zin.past_bij(uitkomst):
            melding = f"{_voor_een_ander(zin, uitkomst)} Haal die tekst hier weg, of kies een ander besluit."
            bezwaren.append(Belemmering("", melding, "motivering"))
    return bezwaren


def _voor_een_ander(zin: Standaardzin, uitkomst: str) -> str:
    bij, besluit = (_KORT[ToelatingUitkomst(code)] for code in (zin.bij, uitkomst))
    return f"De tekst “{zin.naam}” is voor een {bij}, en u besluit {besluit}."
