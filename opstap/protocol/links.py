"""A question by a link in a mail, for who has no account: how long it holds and what stands in its way."""

from __future__ import annotations

import re
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit

#: Our own terms: the protocol knows no link.
LINK_DAGEN = 14
FOUTE_CODES = 5
#: Minutes in which somebody answers after opening the link.
VRAAG_MINUTEN = 30
CIJFERS = 6


class Linkstatus(Keuze):
    OPEN = "open", "link verstuurd"
    GEBRUIKT = "gebruikt", "beantwoord met de link"
    INGETROKKEN = "ingetrokken", "link ingetrokken"
    GEBLOKKEERD = "geblokkeerd", "link gestopt: te vaak een foute code"
    TERUGGESTUURD = "teruggestuurd", "link teruggestuurd: niet voor deze persoon"


class Codewijze(Keuze):
    """How who gets the link gets the code: never by the same mail."""

    TELEFOON = "telefoon", "ik vertel de code aan de telefoon"
    POSTBUS = "postbus", "Opstap mailt de code naar de gedeelde mailbox van de organisatie"


class Codeuitkomst(Keuze):
    GOED = "goed"
    FOUT = "fout"
    GESTOPT = "gestopt"


def code_uit_tekst(tekst: str) -> str | None:
    """The six digits somebody typed, with or without spaces; None when it is no code at all."""
    kaal = re.sub(r"[\s.-]", "", tekst)
    return kaal if re.fullmatch(rf"[0-9]{{{CIJFERS}}}", kaal) else None


@regelt("Z-2.8", "Z-9.9")
def link_belemmeringen(*, vragen: int, heeft_account: bool) -> list[Belemmering]:
    """Only for a question that is open, at an organisation where nobody can answer it in Opstap."""
    if vragen == 0:
        return [Belemmering("Z-2.8", "Aan deze organisatie staat geen vraag meer open; u hoeft niets te sturen.")]
    if heeft_account:
        melding = "Bij deze organisatie heeft iemand een account; diegene antwoordt in Opstap. Stuur geen link."
        return [Belemmering("Z-2.8", melding)]
    return []


@regelt("Z-2.8")
def linkadres_belemmeringen(
    *, email: str, eigen_adressen: frozenset[str], codewijze: Codewijze, postbus: str
) -> list[Belemmering]:
    """Nobody answers for both sides, and the code never goes to the address of the link."""
    adres = email.lower()
    if adres in eigen_adressen:
        melding = "Dit adres hoort bij de organisatie die aanmeldt; vul het adres in van wie de hulp geeft."
        return [Belemmering("Z-2.8", melding, "email")]
    if codewijze is Codewijze.POSTBUS and not postbus:
        melding = "Deze organisatie heeft geen gedeelde mailbox; vertel de code aan de telefoon."
        return [Belemmering("Z-2.8", melding, "codewijze")]
    if codewijze is Codewijze.POSTBUS and adres == postbus.lower():
        melding = "De link en de code mogen niet naar hetzelfde adres; vertel de code aan de telefoon."
        return [Belemmering("Z-2.8", melding, "codewijze")]
    return []


@regelt("Z-2.8")
def herinner_belemmeringen(*, vragen: int, kan_horen: bool, laatst: date | None, peildatum: date) -> list[Belemmering]:
    """By hand at most once a day; not on the day of the question itself, or of the link."""
    if vragen == 0:
        return [Belemmering("Z-2.8", "Deze organisatie antwoordde al; u hoeft niet te herinneren.")]
    if not kan_horen:
        return [Belemmering("Z-2.8", "Er is nog niemand om te herinneren; stuur eerst een link.")]
    if laatst is not None and laatst >= peildatum:
        return [Belemmering("Z-2.8", f"De organisatie kreeg al bericht op {datum_voluit(laatst)}; wacht een dag.")]
    return []
