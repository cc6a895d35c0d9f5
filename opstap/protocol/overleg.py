"""The MDO and the shared conclusion that living independently does not work (Z-13)."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, plus_maanden
from opstap.protocol.evaluatiebegrippen import MeerBegeleiding
from opstap.protocol.parameters import Parameters

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


#: What one party brings to the table fits on one page together with what the others bring.
VOORBEREIDING_ZINNEN = 3
_ZIN = re.compile(r"[.!?]+\s+(?=[^\W\d_a-z])|\n+")


@regelt("Z-13.2")
def voorbereiding_belemmeringen(*, weet_het: bool, is_gehouden: bool, teksten: Mapping[str, str]) -> list[Belemmering]:
    """May this party write down beforehand what it wants to say? First the huurder knows of the MDO.

    `teksten`: by the name of the field; at least one of them says something.
    """
    if is_gehouden:
        return [Belemmering("Z-13.2", "Dit MDO is al geweest of gaat niet door.")]
    if not weet_het:
        return [Belemmering("Z-13.1", "Vertel de huurder eerst dat er een MDO komt. Daarna kunt u het voorbereiden.")]
    if not any(tekst.strip() for tekst in teksten.values()):
        return [Belemmering("Z-13.2", "Schrijf op wat u in het MDO wilt zeggen.", next(iter(teksten), ""))]
    melding = f"Houd het bij {VOORBEREIDING_ZINNEN} zinnen. De rest vertelt u in het MDO zelf."
    return [
        Belemmering("Z-13.2", melding, veld)
        for veld, tekst in teksten.items()
        if len([zin for zin in _ZIN.split(tekst) if zin.strip()]) > VOORBEREIDING_ZINNEN
    ]


@regelt("Z-13.6", "Z-13.7")
def handtekening_belemmeringen(
    *,
    heeft_afspraken: bool,
    gehouden_op: date | None,
    huurder_werkt_mee: bool,
    getekend: Mapping[str, date],
    mogelijk: Collection[str],
    peildatum: date,
) -> list[Belemmering]:
    """Who signed the afspraken on paper, by the code of a party. A huurder who does not cooperate is not asked."""
    if gehouden_op is None or not heeft_afspraken:
        return [Belemmering("Z-13.6", "Er zijn nog geen afspraken om te tekenen. Leg eerst het MDO vast.")]
    bezwaren = []
    for partij, datum in getekend.items():
        if partij == "huurder" and not huurder_werkt_mee:
            melding = "De huurder werkt niet mee. Vraag dan geen handtekening. De afspraken gelden wel."
        elif partij not in mogelijk:
            melding = "Deze partij was er niet bij en heeft geen afspraak; laat de dag leeg."
        elif datum > peildatum:
            melding = "Deze dag moet nog komen; vul in wanneer er is getekend."
        elif datum < gehouden_op:
            melding = f"Het MDO was op {datum_voluit(gehouden_op)}; kies die dag of later."
        else:
            continue
        bezwaren.append(Belemmering("Z-13.6", melding, f"getekend_{partij}"))
    return bezwaren


@regelt("Z-13.2")
def niet_doorgaan_belemmeringen(*, is_gepland: bool) -> list[Belemmering]:
    """Only an MDO with a day can be called off; it stays to come, and gets another day later."""
    if is_gepland:
        return []
    return [Belemmering("Z-13.2", "Dit MDO heeft nu geen dag, of is al geweest.")]


@regelt("Z-13.4", "C-3")
def meer_begeleiding_waarschuwingen(*, antwoord: MeerBegeleiding | None) -> list[Belemmering]:
    """A warning and no lock: first more begeleiding, then the end of the huur (A-21, P-34)."""
    if antwoord is not MeerBegeleiding.NIET:
        return []
    melding = "Meer begeleiding is niet geprobeerd en niet aangeboden. Bespreek dat eerst met de huurder."
    return [Belemmering("Z-13.4", melding)]


@regelt("Z-2.16", "Z-20.4")
def herkomst_vragen_belemmeringen(*, gevraagd_door: Rol) -> list[Belemmering]:
    """Who handed the begeleiding over comes in again at an MDO when the begeleiding asks for her."""
    if gevraagd_door in {Rol.BEGELEIDER, Rol.TEAMLEIDER_ZORG}:
        return []
    return [Belemmering("Z-2.16", "Alleen de begeleider vraagt de organisatie van vroeger erbij.", "met_herkomst")]


@regelt("P-25")
def doorzetter(*, parameters: Parameters) -> Rol | None:
    """Who may push on when the parties do not agree; None: this regeling names nobody."""
    return parameters.doorzettingsmacht


@regelt("Z-13.9")
def tijdslimiet_belemmeringen(
    *,
    is_spoed: bool,
    gesteld_door: Rol,
    tijdslimiet: date | None,
    peildatum: date,
    weet_het: bool = True,
    is_voorbij: bool = False,
) -> list[Belemmering]:
    """The maximum time in an urgent case: only the corporatie sets it, once the huurder knows of the MDO."""
    if is_voorbij:
        return [Belemmering("Z-13.9", "Dit MDO is klaar of gaat niet door. Een uiterste dag hoort daar niet meer bij.")]
    bezwaren = []
    if not weet_het:
        bezwaren.append(Belemmering("Z-13.1", "Vertel de huurder eerst dat er een MDO komt."))
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
