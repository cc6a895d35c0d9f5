"""Why a duty takes longer, and whether it may wait until a day. A date never moves by it: late stays late."""

from __future__ import annotations

from datetime import date, timedelta

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Aard, Fase, Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.termijnsoorten import Termijnsoort
from opstap.protocol.termijnwoorden import WOORDEN

#: Our own limit: no source gives one.
LANGSTE_WACHT_WEKEN = 8


class Vertragingsreden(Keuze):
    """The seven of P-9, the three of C-29, and one for what neither source names: else people choose what is not so.

    The two after it only say why others hear later (`protocol/uitstellen.py`).
    """

    WONINGTEKORT = "woningtekort", "er zijn te weinig kleine, betaalbare woningen"
    WONING_PAST_NIET = "woning_past_niet", "er is geen woning die past bij wat iemand nodig heeft"
    GECLUSTERD = "geclusterd", "er is geen plek om dicht bij elkaar te wonen, met hulp in de buurt"
    MATCHEN = "matchen", "het kost tijd om de juiste woning bij iemand te vinden"
    VOORBEREIDING = "voorbereiding", "de kandidaat of bewoner heeft meer tijd nodig"
    WIJKTEAM = "wijkteam", "het wijkteam of de begeleiding heeft te weinig tijd"
    ZORG_GERICHT_OP_BLIJVEN = "uitstroomgerichtheid", "de zorgorganisatie is nog te weinig bezig met verhuizen"
    BUDGET = "budget", "er is te weinig geld voor begeleiding"
    WOONPLEK = "woonplek", "de woonplek is nog niet vrij"
    BUURT = "buurt", "de buurt past niet"
    ANDERS = "andere_oorzaak", "er is een andere oorzaak"
    NIEUWE_DAG = "nieuwe_dag", "er staat al een nieuwe dag"
    ANDERE_ORGANISATIE = "andere_organisatie", "wij wachten op een andere organisatie"


R = Vertragingsreden
#: What can be the cause once somebody lives there: no home is looked for.
_MENS_EN_HULP = (R.VOORBEREIDING, R.WIJKTEAM, R.BUDGET, R.ANDERS)
_OORZAKEN = tuple(reden for reden in R if reden not in {R.NIEUWE_DAG, R.ANDERE_ORGANISATIE})


@regelt("P-9", "C-29", "Z-9.3")
def redenen(*, soort: Termijnsoort) -> tuple[Vertragingsreden, ...]:
    """What may be the cause when this is late; empty: nobody is asked. A hard date and a term of ours need no cause."""
    if soort.aard is not Aard.STREEF or soort.eigen:
        return ()
    return _MENS_EN_HULP if WOORDEN[soort.code].fase in {Fase.WONEN, Fase.BESLUIT} else _OORZAKEN


def wacht_hoogstens_tot(*, peildatum: date, uiterste: date | None, eerst_gewacht_op: date | None = None) -> date:
    """`uiterste`: the first hard date of this traject that is open. Nothing waits past it.

    `eerst_gewacht_op`: the day this duty was first let wait. The weeks count from there, however often it is renewed.
    """
    langste = (eerst_gewacht_op or peildatum) + timedelta(weeks=LANGSTE_WACHT_WEKEN)
    return langste if uiterste is None else min(langste, uiterste)


def kan_niet_wachten(*, peildatum: date, uiterste: date | None, eerst_gewacht_op: date | None = None) -> str:
    """Why not any more; empty: it can."""
    if wacht_hoogstens_tot(peildatum=peildatum, uiterste=uiterste, eerst_gewacht_op=eerst_gewacht_op) > peildatum:
        return ""
    if uiterste is not None and uiterste <= peildatum:
        return "In dit traject is een uiterste datum bereikt. Deze taak kan nu niet wachten."
    sinds = datum_voluit(eerst_gewacht_op or peildatum)
    return f"Deze taak ging op {sinds} voor het eerst wachten. Dat mag in totaal hoogstens {LANGSTE_WACHT_WEKEN} weken."


@regelt("P-9", "C-29")
def vertraging_belemmeringen(
    *,
    soort: Termijnsoort,
    datum: date,
    reden: Vertragingsreden,
    wacht_tot: date | None,
    uiterste: date | None,
    peildatum: date,
    eerst_gewacht_op: date | None = None,
    wachtte_tot: date | None = None,
) -> list[Belemmering]:
    """A cause is asked of what is late; before that only with a day until which it waits. `wachtte_tot`: until which
    day it waits already; that one may stay."""
    gevonden = []
    if reden not in redenen(soort=soort):
        gevonden.append(Belemmering("P-9", "Kies een reden die bij deze taak hoort.", "reden"))
    if wacht_tot is not None and wacht_tot != wachtte_tot:
        gevonden += wacht_belemmeringen(
            soort=soort, wacht_tot=wacht_tot, uiterste=uiterste, peildatum=peildatum, eerst_gewacht_op=eerst_gewacht_op
        )
    elif wacht_tot is None and datum >= peildatum:
        wat = "Vul in tot welke dag dit wacht." if soort.mag_wachten else "U hoeft nog niet te zeggen waarom."
        veld = "wacht_tot" if soort.mag_wachten else ""
        gevonden.append(Belemmering("P-9", f"Dit is nog niet te laat. {wat}", veld))
    return gevonden


def wacht_belemmeringen(
    *,
    soort: Termijnsoort,
    wacht_tot: date,
    uiterste: date | None,
    peildatum: date,
    eerst_gewacht_op: date | None = None,
) -> list[Belemmering]:
    """Whether it may wait until that day, whatever the cause."""
    eerst = eerst_gewacht_op
    if not soort.mag_wachten:
        return [Belemmering("P-9", "Deze taak kan niet wachten. Laat de dag leeg.", "wacht_tot")]
    laatste = wacht_hoogstens_tot(peildatum=peildatum, uiterste=uiterste, eerst_gewacht_op=eerst)
    if waarom := kan_niet_wachten(peildatum=peildatum, uiterste=uiterste, eerst_gewacht_op=eerst):
        melding = f"{waarom} Laat de dag leeg."
    elif wacht_tot <= peildatum:
        melding = f"Kies bij wachten een dag na vandaag ({datum_voluit(peildatum)})."
    elif wacht_tot <= laatste:
        return []
    elif laatste == uiterste:
        melding = f"In dit traject geldt een uiterste datum. Kies een dag tot en met {datum_voluit(laatste)}."
    else:
        vanaf = f", geteld vanaf {datum_voluit(eerst)}" if eerst else ""
        grens = f"Een taak wacht hoogstens {LANGSTE_WACHT_WEKEN} weken{vanaf}."
        melding = f"{grens} Kies een dag tot en met {datum_voluit(laatste)}."
    return [Belemmering("P-9", melding, "wacht_tot")]
