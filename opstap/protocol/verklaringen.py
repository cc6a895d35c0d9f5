"""Ja, nee and a ja that is taken back: what counts now, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging


class Zegt(Keuze):
    JA = "ja", "ja"
    NEE = "nee", "nee"
    TREKT_IN = "trekt_in", "trekt een eerder ja in"


@dataclass(frozen=True, slots=True)
class Uitspraak:
    """What somebody said of `onderwerp`, a version of the form or a contract."""

    zegt: Zegt
    onderwerp: UUID | None
    datum: date
    #: Who said it for the kandidaat; None = the kandidaat.
    door: Vertegenwoordiging | None = None

    @property
    def wie(self) -> str:
        return f"De {self.door.label}, namens de kandidaat," if self.door else "De kandidaat"


@regelt("Z-8.6", "I-10")
def geldende_uitspraak(uitspraken: Sequence[Uitspraak], onderwerp: UUID | None = None) -> Uitspraak | None:
    """The last word on `onderwerp`; on anything when that is None. `uitspraken` is oldest first.

    Who takes a ja back takes back every earlier one; a nee is about what was asked and no more.
    """
    telt = [u for u in uitspraken if onderwerp in (None, u.onderwerp) or u.zegt is Zegt.TREKT_IN]
    return telt[-1] if telt else None


@regelt("Z-8.6", "Z-20.4")
def versturen_belemmeringen(*, laatste: Uitspraak | None) -> list[Belemmering]:
    """A kandidaat who says nee is not overruled: his last word counts until he says ja. Not asked never blocks."""
    if laatste is None or laatste.zegt is Zegt.JA:
        return []
    wat = "zei nee tegen dit formulier" if laatste.zegt is Zegt.NEE else "trok het akkoord in"
    melding = (
        f"{laatste.wie} {wat}, op {datum_voluit(laatste.datum)}. Bespreek samen wat anders moet. "
        "Zegt de kandidaat daarna ja? Leg dat dan vast. Anders trekt u de aanmelding in."
    )
    return [Belemmering("Z-8.6", melding, "akkoord")]


@regelt("Z-20.4", "I-10")
def mag_delen(*, laatste: Uitspraak | None) -> bool:
    """Whether other organisations may be asked: not after a nee. Not asked never blocks."""
    return laatste is None or laatste.zegt is Zegt.JA


@regelt("Z-20.4", "Z-2.8")
def stil_melding(*, laatste: Uitspraak | None) -> list[Belemmering]:
    """For the sender, while a question lies still: what it waits for and which ways there are."""
    if laatste is None or mag_delen(laatste=laatste):
        return []
    melding = (
        f"{laatste.wie} wil niet dat u andere organisaties iets vraagt, sinds {datum_voluit(laatste.datum)}. "
        "De vragen liggen stil en u bent aan zet. Bespreek het samen. Wordt het ja? Leg dat dan vast. Blijft het nee? "
        "Haal die organisaties weg bij de leefgebieden en verstuur opnieuw, of trek de aanmelding in."
    )
    return [Belemmering("Z-20.4", melding, "instemming")]


@regelt("Z-20.4", "Z-2.8")
def delen_belemmeringen(*, laatste: Uitspraak | None, vraagt_nieuw: bool) -> list[Belemmering]:
    """A form that asks another organisation something it was not asked before is not sent after a nee to that."""
    if laatste is None or mag_delen(laatste=laatste) or not vraagt_nieuw:
        return []
    melding = (
        f"{laatste.wie} wil niet dat u andere organisaties iets vraagt, sinds {datum_voluit(laatste.datum)}. "
        "Dit formulier doet dat wel. Haal die organisaties weg bij de leefgebieden, of bespreek het samen. "
        "Wordt het ja? Leg dat dan vast."
    )
    return [Belemmering("Z-20.4", melding, "instemming")]


@regelt("Z-8.6", "Z-8.15")
def toelaten_bezwaren(*, laatste: Uitspraak | None) -> list[Belemmering]:
    """For who decides: toelaten waits, whichever version the last word was about. A nee is no ground of its own for
    an afwijzing; the term runs on."""
    if laatste is None or laatste.zegt is Zegt.JA:
        return []
    melding = (
        f"De kandidaat staat niet meer achter deze aanmelding, sinds {datum_voluit(laatste.datum)}. "
        "Toelaten kan nog niet. Wijs niet alleen daarom af: de zorgorganisatie vraagt opnieuw akkoord of trekt in."
    )
    return [Belemmering("Z-8.6", melding)]


@regelt("Z-2.6", "Z-8.6")
def uitspraak_belemmeringen(*, zegt: Zegt, datum: date, laatste: Uitspraak | None, is_ja: bool) -> list[Belemmering]:
    """`laatste`: the last word so far; `is_ja`: whether a ja stands that can be taken back."""
    if zegt is Zegt.TREKT_IN and not is_ja:
        return [Belemmering("Z-2.6", "Er is geen ja om in te trekken. Kies nee als er niet is ingestemd.", "zegt")]
    if laatste is not None and datum < laatste.datum and (zegt is not Zegt.JA or laatste.zegt is not Zegt.JA):
        melding = f"Het vorige antwoord was op {datum_voluit(laatste.datum)}. Vul die dag of een latere in."
        return [Belemmering("Z-2.6", melding, "datum")]
    return []


@regelt("Z-12.9")
def na_het_nee_belemmeringen(*, datum: date, gezegd_op: date) -> list[Belemmering]:
    if datum >= gezegd_op:
        return []
    melding = f"De huurder zei nee op {datum_voluit(gezegd_op)}. Kies die dag of later."
    return [Belemmering("Z-12.9", melding, "datum")]
