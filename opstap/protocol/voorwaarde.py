"""A corporatie asks at an intake to rent by the opstapregeling, and looks for who begeleidt (Z-5.4, I-36)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from opstap.protocol.aanmeldstappen import Aanmeldstatus
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import TrajectFeiten
from opstap.protocol.geplande_termijn import GeplandeTermijn
from opstap.protocol.parameters import Parameters

# Our own terms: no source gives one.
ZOEK_DAGEN = 14
ANTWOORD_DAGEN = 7


class Voorwaardereden(Keuze):
    """Why the corporatie asks it: how somebody came to the intake, and nothing of what he needs (Z-20.8)."""

    NIET_AANGEMELD = "niet_aangemeld", "er was geen aanmelding voor de regeling"
    BUITEN_REGIO = "buiten_regio", "de kandidaat komt van buiten de regio"
    EERDER_VERTROKKEN = "eerder_vertrokken", "de kandidaat vertrok voor er een aanmelding was"


class Voorwaardeantwoord(Keuze):
    """A no has no reason: there is nothing to write down."""

    JA = "ja", "ja, wij begeleiden en vullen de aanmelding in"
    NEE = "nee", "nee, dat kunnen wij niet"


@regelt("Z-5.4", "Z-20.4", "I-36")
def vragen_belemmeringen(*, status: str, is_verteld: bool) -> list[Belemmering]:
    """Whether an organisation may be asked now. `is_verteld`: the letter to the kandidaat went out, or need not."""
    if bezwaren := lopend_belemmeringen(status=status):
        return bezwaren
    if not is_verteld:
        melding = "De kandidaat weet het nog niet. Verstuur eerst de brief over de voorwaarde, en leg dat vast."
        return [Belemmering("Z-20.4", melding)]
    return []


@regelt("Z-5.4")
def lopend_belemmeringen(*, status: str) -> list[Belemmering]:
    """The corporatie decides until an organisation took it up; then the aanmelding is of that one."""
    if status == Aanmeldstatus.VOORWAARDE_GESTELD:
        return []
    melding = "Deze voorwaarde loopt niet meer: een zorgorganisatie pakte die op, of de voorwaarde is gestopt."
    return [Belemmering("Z-5.4", melding)]


@regelt("Z-2.11", "I-36")
def antwoord_belemmeringen(
    *, status: str, is_beantwoord: bool, antwoord: Voorwaardeantwoord, heeft_contact: bool
) -> list[Belemmering]:
    """`heeft_contact`: somebody by name becomes contactpersoon."""
    if status != Aanmeldstatus.VOORWAARDE_GESTELD or is_beantwoord:
        return [Belemmering("I-36", "Deze vraag staat niet meer open. U hoeft hier niets te doen.")]
    if antwoord is Voorwaardeantwoord.JA and not heeft_contact:
        return [Belemmering("Z-2.11", "Kies wie de contactpersoon wordt.", "contactpersoon")]
    return []


@regelt("I-36", "Z-2.11")
def voorwaardetermijnen(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    """The corporatie looks for who begeleidt until somebody does; who is asked answers."""
    v = f.aanmelding.voorwaarde if f.aanmelding else None
    if v is None:
        return
    zoeken = v.gesteld_op + timedelta(days=ZOEK_DAGEN)
    yield GeplandeTermijn("voorwaarde_zorg_zoeken", zoeken, klaar_op=v.opgepakt_op)
    if v.vraag is not None and v.gevraagd_op is not None:
        yield GeplandeTermijn(
            "voorwaarde_beantwoorden", v.gevraagd_op + timedelta(days=ANTWOORD_DAGEN), str(v.vraag), v.vraag,
            klaar_op=v.beantwoord_op, organisatie=v.gevraagd,
        )  # fmt: skip
