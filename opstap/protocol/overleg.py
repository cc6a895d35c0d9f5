"""The MDO and the shared conclusion that living independently does not work (Z-13)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, plus_maanden

#: A date further away is mostly a wrong year, and everybody would wait for it.
MDO_MAANDEN = 3
ROLLEN_CORPORATIE = frozenset({Rol.CONSULENT, Rol.TEAMLEIDER_CORPORATIE})
CONCLUDERENDE_ROLLEN = frozenset({Rol.CONSULENT, Rol.BEGELEIDER, Rol.PROCESREGISSEUR})


@regelt("Z-13.1", "Z-13.2")
def mdo_belemmeringen(
    *,
    huurder_geinformeerd_op: date | None,
    geinformeerd_door: str,
    mdo_op: date | None,
    peildatum: date,
    gemeld_op: date | None = None,
) -> list[Belemmering]:
    """May the MDO be planned on `mdo_op`? `geinformeerd_door` is any non-empty key or name of a person.

    Nobody told the huurder of this MDO before it was to come (`gemeld_op`).
    """
    bezwaren = []
    if huurder_geinformeerd_op is None or huurder_geinformeerd_op > peildatum:
        bezwaren.append(
            Belemmering(
                "Z-13.1",
                "Vertel de huurder eerst dat er een overleg komt, en vul in op welke dag dat gebeurde.",
                "huurder_geinformeerd_op",
            )
        )
    elif gemeld_op is not None and huurder_geinformeerd_op < gemeld_op:
        melding = f"Het MDO is gemeld op {datum_voluit(gemeld_op)}; kies die dag of later."
        bezwaren.append(Belemmering("Z-13.1", melding, "huurder_geinformeerd_op"))
    elif mdo_op is not None and mdo_op < huurder_geinformeerd_op:
        melding = f"De huurder weet het sinds {datum_voluit(huurder_geinformeerd_op)}; kies die dag of later."
        bezwaren.append(Belemmering("Z-13.1", melding, "mdo_op"))
    elif mdo_op is not None and mdo_op < peildatum:
        melding = "Kies vandaag of een latere dag. Was het MDO al? Kies vandaag, en leg daarna vast wanneer het was."
        bezwaren.append(Belemmering("Z-13.2", melding, "mdo_op"))
    elif mdo_op is not None and mdo_op > plus_maanden(peildatum, MDO_MAANDEN):
        melding = f"Een MDO is hoogstens {MDO_MAANDEN} maanden vooruit; kijk de datum na."
        bezwaren.append(Belemmering("Z-13.2", melding, "mdo_op"))
    if not geinformeerd_door.strip():
        bezwaren.append(Belemmering("Z-13.1", "Vul in wie het de huurder vertelde.", "geinformeerd_door"))
    return bezwaren


@regelt("Z-13.9")
def tijdslimiet_belemmeringen(
    *, is_spoed: bool, gesteld_door: Rol, tijdslimiet: date | None, peildatum: date
) -> list[Belemmering]:
    """The maximum time in an urgent case: only the corporatie sets it."""
    bezwaren = []
    if gesteld_door not in ROLLEN_CORPORATIE:
        bezwaren.append(
            Belemmering("Z-13.9", "Alleen de corporatie bepaalt hoelang het nog mag duren; vraag de consulent.")
        )
    if not is_spoed:
        bezwaren.append(
            Belemmering("Z-13.9", "Een uiterste dag hoort alleen bij spoed; geef eerst aan dat het spoed heeft.")
        )
    if tijdslimiet is None or tijdslimiet < peildatum:
        bezwaren.append(Belemmering("Z-13.9", "Vul als uiterste dag vandaag of een latere dag in.", "tijdslimiet"))
    return bezwaren


@regelt("Z-13.4", "Z-13.13", "I-15")
def beeindiging_nastreven_belemmeringen(*, oordelen: Mapping[Rol, Hashable]) -> list[Belemmering]:
    """The consulent, as landlord, and at least one of begeleider and procesregisseur; others help, never conclude.

    `oordelen`: the roles that agree, each with a key of its organisation. Each side speaks for itself (law 5): the
    second agreement comes from another organisation than that of the consulent.
    """
    bezwaren = []
    verhuurder = oordelen.get(Rol.CONSULENT)
    if verhuurder is None:
        bezwaren.append(Belemmering("Z-13.13", "De consulent moet ook vinden dat het niet lukt; vraag het oordeel."))
    anderen = {oordelen[rol] for rol in CONCLUDERENDE_ROLLEN - {Rol.CONSULENT} if rol in oordelen}
    if not anderen:
        melding = "Ook de begeleider of de procesregisseur moet vinden dat het niet lukt; vraag het oordeel."
        bezwaren.append(Belemmering("Z-13.13", melding))
    elif anderen == {verhuurder}:
        melding = "Er is ook een oordeel nodig van een andere organisatie dan die van de consulent; vraag dat."
        bezwaren.append(Belemmering("Z-13.13", melding))
    return bezwaren


@regelt("Z-13.13")
def oordeel_belemmeringen(
    *,
    wacht_op_oordeel: bool,
    mag_concluderen: bool,
    sprak_voor_ander: bool,
    eens: bool,
    reden: str,
    later_mdo: bool = False,
) -> list[Belemmering]:
    """May this person say whether it agrees that living independently does not work? Dissent is written down too.

    `sprak_voor_ander`: the same person judged for another role already. `later_mdo`: a later MDO was held.
    """
    bezwaren = []
    if later_mdo:
        melding = "Na dit MDO was er nog een MDO. Alleen de uitkomst van dat laatste MDO telt."
        bezwaren.append(Belemmering("Z-13.13", melding))
    elif not wacht_op_oordeel:
        melding = "Er wacht geen oordeel: het MDO is niet vastgelegd met deze uitkomst, of het besluit is al genomen."
        bezwaren.append(Belemmering("Z-13.13", melding))
    if sprak_voor_ander:
        melding = "U gaf al een oordeel namens een andere partij. Laat een collega dit doen."
        bezwaren.append(Belemmering("Z-13.13", melding))
    if not mag_concluderen:
        melding = "Alleen de consulent, de begeleider en de procesregisseur van dit traject geven een oordeel."
        bezwaren.append(Belemmering("Z-13.13", melding))
    if not eens and not reden.strip():
        bezwaren.append(Belemmering("Z-13.13", "Schrijf op waarom u het niet eens bent.", "reden"))
    return bezwaren
