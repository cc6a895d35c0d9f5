"""The support on one leefgebied: which kind, who pays it, from when. Codes and dates, never why (Z-20.8)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from opstap.protocol.aanmelden import ChecklistFeit, Rijstatus
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Keuze, Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit


class Ondersteuningssoort(Keuze):
    BEGELEIDING = "begeleiding", "begeleiding"
    BEHANDELING = "behandeling", "behandeling"
    DAGBESTEDING = "dagbesteding", "dagbesteding of werk"
    CONTACTEN = "contacten", "goede contacten"
    STRESS = "stress", "stress voorkomen"
    SCHULDEN = "schulden", "hulp bij schulden"
    ANDERS = "anders", "een andere vorm van hulp"


class Kader(Keuze):
    """Out of which law it is paid. The corporatie never reads it."""

    WMO = "wmo", "Wmo, van de gemeente"
    PARTICIPATIEWET = "participatiewet", "Participatiewet, van de gemeente"
    WLZ = "wlz", "Wlz, langdurige zorg"
    ZVW = "zvw", "zorgverzekering"
    ANDERS = "anders", "iets anders"


_VAN_DE_GEMEENTE = frozenset({Kader.WMO, Kader.PARTICIPATIEWET})
#: Roles of a corporatie that may be asked for a row.
_CORPORATIE = frozenset({Rol.CONSULENT, Rol.TEAMLEIDER_CORPORATIE})


_GEEFT = frozenset({Hoedanigheid.HERKOMST, Hoedanigheid.BEGELEIDING, Hoedanigheid.WMO, Hoedanigheid.ACCORDERING})


def geeft_hulp(*, is_gemeente: bool, als: Collection[Hoedanigheid]) -> bool:
    """May it be who gives support? `als`: as what it takes part, empty = nowhere. A commissie decides and helps nobody,
    and a gemeente helps as the Wmo."""
    if not _GEEFT.isdisjoint(als):
        return True
    return not is_gemeente and Hoedanigheid.COMMISSIE not in als


@regelt("Z-10.3", "Z-7.11", "I-9")
def mag_kader_zien(*, kader: Kader, gevraagd: Rol) -> bool:
    """`gevraagd`: the role that is asked for the row. The gemeente reads of its own laws only."""
    if gevraagd in _CORPORATIE:
        return False
    return gevraagd is not Rol.WMO_CONSULENT or kader in _VAN_DE_GEMEENTE


@regelt("Z-2.7", "Z-10.2", "Z-10.4", "Z-10.6")
def rij_belemmeringen(*, rij: ChecklistFeit, is_zelf: bool, is_gemeente: bool, peildatum: date) -> list[Belemmering]:
    """What contradicts itself. `is_gemeente`: the gemeente gives the support."""
    if rij.status is Rijstatus.NIET_VAN_TOEPASSING:
        return []
    if rij.status is None:
        melding = "U vulde iets in over de hulp. Kies dan ook of die nodig, aangevraagd of geregeld is."
        return [Belemmering("Z-2.7", melding, "stand")] if _is_iets_bekend(rij) else []
    return [*_datums(rij, is_gemeente, peildatum), *(_zelf(rij) if is_zelf else ())]


def _is_iets_bekend(rij: ChecklistFeit) -> bool:
    datums = (rij.aangevraagd_op, rij.start, rij.afgestemd_op)
    return bool(rij.uitvoerder or rij.soort or rij.kader or rij.voorziening or rij.heeft_contact or any(datums))


def _datums(rij: ChecklistFeit, is_gemeente: bool, peildatum: date) -> list[Belemmering]:
    bezwaren = []
    if rij.aangevraagd_op is not None and rij.status is Rijstatus.NODIG:
        melding = "U vulde een dag van de aanvraag in. Kies dan aangevraagd of geregeld."
        bezwaren.append(Belemmering("Z-10.4", melding, "stand"))
    if rij.aangevraagd_op is not None and rij.aangevraagd_op > peildatum:
        melding = "De dag van de aanvraag moet nog komen. Vul in wanneer de hulp is aangevraagd."
        bezwaren.append(Belemmering("Z-10.4", melding, "aangevraagd_op"))
    if rij.afgestemd_op is not None and not is_gemeente:
        melding = "Alleen hulp van de gemeente stemt u af met de Wmo-consulent. Kies de gemeente of haal de dag weg."
        bezwaren.append(Belemmering("Z-2.7", melding, "afgestemd_op"))
    elif rij.afgestemd_op is not None and rij.afgestemd_op > peildatum:
        melding = "De dag van het overleg moet nog komen. Vul in wanneer het was."
        bezwaren.append(Belemmering("Z-2.7", melding, "afgestemd_op"))
    return bezwaren


def _zelf(rij: ChecklistFeit) -> list[Belemmering]:
    bezwaren = []
    if rij.voorziening:
        melding = "Kies of een organisatie de hulp geeft, of de kandidaat en de mensen eromheen. Beide kan niet."
        bezwaren.append(Belemmering("Z-10.6", melding, "voorziening"))
    if rij.heeft_contact:
        melding = "Schrijf hier geen gegevens van familie of vrienden op. Haal de contactpersoon weg."
        bezwaren.append(Belemmering("Z-10.2", melding, "contact_naam"))
    return bezwaren


@regelt("Z-10.4")
def rij_waarschuwingen(*, rij: ChecklistFeit, uitstroom: date | None) -> list[Belemmering]:
    """For zorg only: it names the leefgebied. Stops nobody (law 12)."""
    if rij.start is None or uitstroom is None or rij.start <= uitstroom:
        return []
    melding = f"{rij.leefgebied.label}: de hulp begint op {datum_voluit(rij.start)}, na het vertrek. Klopt dat?"
    return [Belemmering("Z-10.4", melding, f"leefgebied_{rij.leefgebied}")]


@regelt("Z-10.4", "Z-14.9")
def hulp_waarschuwingen(*, rijen: Collection[ChecklistFeit], ingangsdatum: date | None) -> list[Belemmering]:
    """Of every leefgebied with help that is not there yet when the huur begins, for zorg only. Stops nobody (law 12).

    `ingangsdatum`: None while there is no contract.
    """
    redenen = ((rij.leefgebied, _nog_niet(rij, ingangsdatum)) for rij in rijen)
    return [Belemmering("Z-14.9", f"{gebied.label}: {reden}", "") for gebied, reden in redenen if reden]


def _nog_niet(rij: ChecklistFeit, ingangsdatum: date | None) -> str:
    if rij.status is Rijstatus.NODIG:
        return "deze hulp is nog niet aangevraagd. Doe dat nu."
    if rij.status is Rijstatus.NIET_VAN_TOEPASSING or rij.status is None:
        return ""
    if rij.start is not None and ingangsdatum is not None and rij.start > ingangsdatum:
        dag = datum_voluit(rij.start)
        return f"de hulp begint op {dag}, na de eerste dag van de huur. Spreek af wie er tot die dag is."
    if rij.status is Rijstatus.AANGEVRAAGD:
        return "deze hulp is aangevraagd en nog niet geregeld. Vraag na of die op tijd begint."
    return ""
