"""Who may decide beside or instead of the kandidaat: who gives the akkoord, and who is missing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.contract import is_minderjarig


class Vertegenwoordiging(Keuze):
    """Whoever signs the contract has the code of his OndertekenaarRol; a mentor signs nothing."""

    BEWINDVOERDER = "bewindvoerder"
    MENTOR = "mentor"
    CURATOR = "curator"
    WETTELIJK_VERTEGENWOORDIGER = "wettelijk_vertegenwoordiger", "wettelijk vertegenwoordiger"


V = Vertegenwoordiging


@regelt("Z-2.6")
def wie_geeft_akkoord(
    *, soorten: Collection[Vertegenwoordiging], geboortedatum: date, peildatum: date
) -> Vertegenwoordiging | None:
    """None = the kandidaat. A bewindvoerder and a mentor give no akkoord on the form."""
    if V.CURATOR in soorten:
        return V.CURATOR
    if V.WETTELIJK_VERTEGENWOORDIGER in soorten and is_minderjarig(geboortedatum=geboortedatum, peildatum=peildatum):
        return V.WETTELIJK_VERTEGENWOORDIGER
    return None


@regelt("Z-2.11")
def vertegenwoordiging_ontbreekt(
    *, soorten: Collection[Vertegenwoordiging], geboortedatum: date, uitstroom: date | None
) -> list[Belemmering]:
    """Who moves before the age of 18 cannot sign the contract alone. `uitstroom` None = not known yet."""
    if V.WETTELIJK_VERTEGENWOORDIGER in soorten or uitstroom is None:
        return []
    if not is_minderjarig(geboortedatum=geboortedatum, peildatum=uitstroom):
        return []
    melding = (
        "De kandidaat is bij het vertrek nog geen 18. "
        "Vul de wettelijk vertegenwoordiger in: die tekent het contract mee."
    )
    return [Belemmering("Z-2.11", melding, "vertegenwoordiging")]


@regelt("Z-2.6")
def vertegenwoordiging_waarschuwingen(
    *, soorten: Collection[Vertegenwoordiging], geboortedatum: date, peildatum: date
) -> list[Belemmering]:
    """What is answered and still worth a second look."""
    jong = is_minderjarig(geboortedatum=geboortedatum, peildatum=peildatum)
    meldingen = []
    if jong and V.WETTELIJK_VERTEGENWOORDIGER not in soorten:
        meldingen.append("De kandidaat is nu nog geen 18. Vul de wettelijk vertegenwoordiger in: die geeft akkoord.")
    if not jong and V.WETTELIJK_VERTEGENWOORDIGER in soorten:
        meldingen.append("De kandidaat is 18 of ouder. Klopt de wettelijk vertegenwoordiger nog?")
    if V.CURATOR in soorten and {V.BEWINDVOERDER, V.MENTOR} & set(soorten):
        meldingen.append("Een curator beslist ook over geld en zorg. Klopt het dat er nog iemand anders is?")
    return [Belemmering("Z-2.6", melding, "vertegenwoordiging") for melding in meldingen]
