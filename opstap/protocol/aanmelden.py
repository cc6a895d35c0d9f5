"""Aanmelden: the terms around the uitstroom, and what is still missing on the form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Instroomroute, Keuze, Leefgebied
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import plus_dagen, plus_maanden
from opstap.protocol.parameters import ZO_SNEL_MOGELIJK, Parameters

#: Any key of an organisation; compared, never shown.
Partij: TypeAlias = UUID | int | str

#: So long before the uitstroom the Wlz indicatie is converted.
INDICATIE_DAGEN = 56


class Rijstatus(Keuze):
    NIET_VAN_TOEPASSING = "niet_van_toepassing", "niet van toepassing"
    NODIG = "nodig", "nodig, nog niet aangevraagd"
    AANGEVRAAGD = "aangevraagd", "aangevraagd"
    GEREGELD = "geregeld", "geregeld"


@dataclass(frozen=True, slots=True)
class ChecklistFeit:
    """One row of the checklist; `status` None = not answered. `sleutel` tells rows apart for the caller.

    `voorziening`: open to everybody, without an indicatie (Z-10.6). `soort` and `kader` are codes.
    """

    leefgebied: Leefgebied
    status: Rijstatus | None = None
    uitvoerder: Partij | None = None
    sleutel: Partij | None = None
    voorziening: bool = False
    heeft_contact: bool = False
    soort: str = ""
    kader: str = ""
    aangevraagd_op: date | None = None
    start: date | None = None
    afgestemd_op: date | None = None


@dataclass(frozen=True, slots=True)
class FormulierFeiten:
    """What stands on the form. `binding_vermeld`: the question on binding, or the exemption, is answered."""

    uitstroom: date | None
    rijen: tuple[ChecklistFeit, ...]
    akkoord_kandidaat: bool
    akkoord_zorg: bool
    binding_vermeld: bool
    contactpersoon_vermeld: bool = True
    behandelaar_vermeld: bool = True
    leefgebieden: tuple[Leefgebied, ...] = ()
    uitstroom_gevraagd: bool = True


@regelt("Z-3.1", "Z-9.1", "Z-9.6", "Z-9.7")
def aanmelden_uiterlijk(*, uitstroom: date, instroomroute: Instroomroute | None, parameters: Parameters) -> date | None:
    """The last day in time; None when the regeling gives none or says "as soon as possible"."""
    termijn = parameters.aanmeldtermijn(instroomroute)
    return plus_maanden(uitstroom, -termijn) if isinstance(termijn, int) else None


@regelt("Z-3.2", "I-3")
def toetsing_uiterlijk(*, uitstroom: date, instroomroute: Instroomroute | None, parameters: Parameters) -> date | None:
    """Form complete and assessed; None on a route without a term before the uitstroom (Z-9.7)."""
    maanden = parameters.checklist_maanden_voor_uitstroom
    if maanden is None or parameters.aanmeldtermijn(instroomroute) == ZO_SNEL_MOGELIJK:
        return None
    return plus_maanden(uitstroom, -maanden)


@regelt("Z-3.2", "I-3")
def compleet_streef(*, uitstroom: date, parameters: Parameters) -> date | None:
    """As `toetsing_uiterlijk`, the same for every instroomroute: the coordinator sees it and may not know the route."""
    maanden = parameters.checklist_maanden_voor_uitstroom
    return None if maanden is None else plus_maanden(uitstroom, -maanden)


@regelt("Z-3.3", "I-4")
def woning_uiterlijk(*, uitstroom: date, parameters: Parameters) -> date | None:
    dagen = parameters.woning_dagen_voor_uitstroom
    return None if dagen is None else plus_dagen(uitstroom, -dagen)


@regelt("A-18")
def eigen_bijdrage_omlaag(
    *, uitstroom: date, instroomroute: Instroomroute | None, parameters: Parameters
) -> date | None:
    maanden = parameters.eigen_bijdrage_maanden_voor_uitstroom
    if maanden is None or instroomroute is not Instroomroute.WLZ:
        return None
    return plus_maanden(uitstroom, -maanden)


@regelt("A-17")
def indicatie_omzetten_uiterlijk(
    *, uitstroom: date, instroomroute: Instroomroute | None, parameters: Parameters
) -> date | None:
    """Our own term: an indicatie for begeleiding at home takes weeks, and must be there at the move."""
    if not parameters.wlz_indicatie_omzetten or instroomroute is not Instroomroute.WLZ:
        return None
    return plus_dagen(uitstroom, -INDICATIE_DAGEN)


@regelt("Z-9.2", "I-3")
def besluit_toelating_uiterlijk(
    *, ingediend: date | None, compleet: date | None, parameters: Parameters, heropend: date | None = None
) -> date | None:
    """Runs from the complete form; a later question does not stop or restart it. A besluit that was reopened does.

    Of an urgentiebesluit from the day it came in (Awb 4:13); that a question may stop it there is not used.
    """
    begin = ingediend if parameters.toelating_is_urgentiebesluit else compleet
    dagen = parameters.besluittermijn_dagen
    return None if dagen is None or begin is None else plus_dagen(max(begin, heropend or begin), dagen)


@regelt("Z-9.3", "I-4")
def aanbod_streef(*, besluit: date, parameters: Parameters) -> date | None:
    dagen = parameters.aanbodtermijn_dagen
    return None if dagen is None else plus_dagen(besluit, dagen)


@regelt("Z-3.1", "Z-9.1")
def is_te_laat_aangemeld(
    *, ingediend: date, uitstroom: date, instroomroute: Instroomroute | None, parameters: Parameters
) -> bool:
    """Shown, never blocking (law 12)."""
    uiterlijk = aanmelden_uiterlijk(uitstroom=uitstroom, instroomroute=instroomroute, parameters=parameters)
    return uiterlijk is not None and ingediend > uiterlijk


Controle: TypeAlias = Callable[[FormulierFeiten], bool]

_ONDERDELEN: tuple[tuple[Controle, Belemmering], ...] = (
    (
        lambda formulier: formulier.uitstroom is None and formulier.uitstroom_gevraagd,
        Belemmering("Z-9.1", "Er staat nog geen datum van uitstroom; vul in wanneer de kandidaat gaat.", "uitstroom"),
    ),
    (
        lambda formulier: not formulier.binding_vermeld,
        Belemmering(
            "Z-6.1",
            "Vul in hoelang de kandidaat in de gemeente woonde, of dat de eis niet geldt.",
            "binding",
        ),
    ),
    (
        lambda formulier: not formulier.contactpersoon_vermeld,
        Belemmering("Z-20.5", "Vul in wie de contactpersoon voor de begeleiding is.", "contactpersoon"),
    ),
    (
        lambda formulier: not formulier.behandelaar_vermeld,
        Belemmering("A-10", "Vul in of er een behandelaar is, en wat die vindt.", "behandelaar"),
    ),
    (
        lambda formulier: not formulier.akkoord_kandidaat,
        Belemmering(
            "Z-2.6", "De kandidaat gaf nog geen akkoord op dit formulier; bespreek het samen.", "akkoord_kandidaat"
        ),
    ),
    (
        lambda formulier: not formulier.akkoord_zorg,
        Belemmering(
            "Z-2.6", "De zorgorganisatie gaf nog geen akkoord op dit formulier; zet het erbij.", "akkoord_zorg"
        ),
    ),
)


@regelt(
    "Z-1.8", "Z-2.1", "Z-2.6", "Z-2.7", "Z-6.1", "Z-6.2", "Z-9.1", "Z-10.2", "Z-10.5", "Z-14.12", "Z-20.5",
    "A-10", "I-6",
)  # fmt: skip
def ontbrekende_onderdelen(*, formulier: FormulierFeiten) -> list[Belemmering]:
    """Warnings for the sender, never a block. Names leefgebieden, so never shown to the corporatie (I-9)."""
    gemist = [melding for ontbreekt, melding in _ONDERDELEN if ontbreekt(formulier)]
    ingevuld = {rij.leefgebied for rij in formulier.rijen}
    leeg = [ChecklistFeit(gebied) for gebied in formulier.leefgebieden if gebied not in ingevuld]
    for rij in (*formulier.rijen, *leeg):
        gemist.extend(ontbrekend_in_rij(rij=rij))
    return gemist


@regelt("Z-2.7", "Z-10.2", "Z-10.6")
def ontbrekend_in_rij(*, rij: ChecklistFeit) -> list[Belemmering]:
    """Support that is open to everybody needs no organisation of this regeling."""
    naam, veld = rij.leefgebied.label, f"leefgebied_{rij.leefgebied}"
    if rij.status is None:
        return [Belemmering("Z-2.7", f"{naam}: kies of ondersteuning nodig is.", veld)]
    if rij.status is Rijstatus.NIET_VAN_TOEPASSING:
        return []
    gemist = []
    if rij.status is Rijstatus.NODIG:
        gemist.append(Belemmering("Z-2.7", f"{naam}: ondersteuning is nodig; vraag die aan en vul dat hier in.", veld))
    if rij.uitvoerder is None and not rij.voorziening:
        gemist.append(Belemmering("Z-10.2", f"{naam}: kies welke organisatie de ondersteuning geeft.", veld))
    return gemist


@regelt("Z-2.8", "Z-9.9", "Z-10.6", "I-9")
def welke_accorderingen(
    *, rijen: Sequence[ChecklistFeit], afzenders: Collection[Partij], beslissers: Collection[Partij]
) -> tuple[ChecklistFeit, ...]:
    """The rows that another organisation must approve: not of the sender's side, not of who receives or decides.

    Of support that is open to everybody somebody must be known to ask.
    """
    return tuple(
        rij
        for rij in rijen
        if rij.status not in (None, Rijstatus.NIET_VAN_TOEPASSING)
        and rij.uitvoerder is not None
        and rij.uitvoerder not in afzenders
        and rij.uitvoerder not in beslissers
        and (rij.heeft_contact or not rij.voorziening)
    )
