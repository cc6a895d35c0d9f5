"""Contract: how long, who signs, when it may start. Also the one door to aanzegging and omzetting."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import overload

from opstap.protocol.aanmelden import Partij
from opstap.protocol.aanzegging import (
    aanzegging_belemmeringen,
    aanzegging_na_besluit_belemmeringen,
    aanzegging_nog_mogelijk,
    aanzegging_vanaf,
    aanzegging_voor,
    aanzegging_waarschuwingen,
    ontvangst_belemmeringen,
)
from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.begrippen import Keuze
from opstap.protocol.besluittermijn import besluit_streef, besluit_uiterlijk
from opstap.protocol.clausules import regelt
from opstap.protocol.contractduur import duur_belemmeringen, duurgrenzen, gewone_duur, gewone_vorm
from opstap.protocol.contractvormen import VORMEN, Contractvorm
from opstap.protocol.datums import datum_voluit, laatste_dag, plus_maanden
from opstap.protocol.omzetting import (
    Consultaties,
    OmzettingUitkomst,
    omzetting_belemmeringen,
    omzetting_waarschuwingen,
    overlegdag_belemmeringen,
)
from opstap.protocol.parameters import Parameters, Voorwaarde

__all__ = [
    "Consultaties",
    "HuurderFeit",
    "OmzettingUitkomst",
    "Ondertekenaar",
    "OndertekenaarRol",
    "aanzegging_belemmeringen",
    "aanzegging_na_besluit_belemmeringen",
    "aanzegging_nog_mogelijk",
    "aanzegging_vanaf",
    "aanzegging_voor",
    "aanzegging_waarschuwingen",
    "besluit_streef",
    "besluit_uiterlijk",
    "contract_belemmeringen",
    "duurgrenzen",
    "einde",
    "gewone_duur",
    "gewone_vorm",
    "ingaan_belemmeringen",
    "ingangsdatum_belemmeringen",
    "inhoud_belemmeringen",
    "medehuurder_waarschuwingen",
    "omzetting_belemmeringen",
    "omzetting_waarschuwingen",
    "ondertekendag_belemmeringen",
    "ontvangst_belemmeringen",
    "overlegdag_belemmeringen",
    "sleutel_belemmeringen",
    "sleuteldag_belemmeringen",
    "verlenging_belemmeringen",
    "wie_tekent",
]

MEERDERJARIG = 18


class OndertekenaarRol(Keuze):
    CORPORATIE = "corporatie", "corporatie"
    HUURDER = "huurder", "huurder"
    MEDEHUURDER = "medehuurder", "medehuurder"
    ZORG = "zorg", "begeleidende organisatie"
    BEWINDVOERDER = "bewindvoerder", "bewindvoerder"
    CURATOR = "curator", "curator"
    WETTELIJK_VERTEGENWOORDIGER = "wettelijk_vertegenwoordiger", "wettelijk vertegenwoordiger"


@dataclass(frozen=True, slots=True)
class HuurderFeit:
    """One huurder or medehuurder. `geboortedatum` None = not known here, taken as of age."""

    sleutel: Partij
    geboortedatum: date | None = None
    heeft_bewindvoerder: bool = False
    heeft_curator: bool = False
    is_mede: bool = False


@dataclass(frozen=True, slots=True)
class Ondertekenaar:
    """Who must sign; `voor` is the sleutel of the huurder concerned, None for corporatie and zorg."""

    rol: OndertekenaarRol
    voor: Partij | None = None


@overload
def einde(*, ingangsdatum: date, duur_maanden: int, parameters: Parameters) -> date: ...
@overload
def einde(*, ingangsdatum: date, duur_maanden: None = None, parameters: Parameters) -> date | None: ...
@regelt("Z-2.10", "Z-11.3", "A-4", "I-25", "I-26")
def einde(*, ingangsdatum: date, duur_maanden: int | None = None, parameters: Parameters) -> date | None:
    """First day without contract. Without a duration: the longest of the regeling, None = no limit."""
    duur = parameters.duur_max_maanden if duur_maanden is None else duur_maanden
    return None if duur is None else plus_maanden(ingangsdatum, duur)


@regelt("Z-2.10", "Z-2.11", "Z-11.1", "Z-11.3", "A-4", "P-22", "H-7", "H-16")
def contract_belemmeringen(
    *,
    ingangsdatum: date | None,
    duur_maanden: int | None,
    contractvorm: Contractvorm,
    reden_contractvorm: str,
    heeft_begeleidende_organisatie: bool,
    eerder_tijdelijk_zelfde_woning: bool,
    parameters: Parameters,
) -> list[Belemmering]:
    """May this contract be put out for signing? `duur_maanden` of a contract without an end: how long Opstap goes along
    with it; None = not said."""
    bezwaren, vorm = [], VORMEN[contractvorm]
    if ingangsdatum is None:
        bezwaren.append(Belemmering("Z-2.10", "Vul in op welke dag de huur ingaat.", "ingangsdatum"))
    bezwaren += duur_belemmeringen(duur_maanden=duur_maanden, vorm=vorm, parameters=parameters)
    vormen = parameters.contractvormen
    if vormen is not None and contractvorm not in vormen and not reden_contractvorm.strip():
        melding = "Dit is niet de gewone vorm van deze regeling; kies waarom het deze wordt."
        bezwaren.append(Belemmering("Z-11.1", melding, "reden_contractvorm"))
    if not heeft_begeleidende_organisatie:
        bezwaren.append(
            Belemmering("Z-2.11", "Er is nog geen begeleidende organisatie om mee te tekenen; kies die eerst.")
        )
    if eerder_tijdelijk_zelfde_woning and vorm.met_grondslag:
        bezwaren += verlenging_belemmeringen(parameters=parameters)
    return bezwaren


#: From this day on a temporary contract needs a ground of the Besluit (L-1, L-2).
NIEUW_RECHT = date(2024, 7, 1)


@regelt("I-22")
def grondslag_belemmeringen(
    *, met_oud_recht: bool, gekozen: bool, beoordeeld_op: date | None, contractvorm: Contractvorm, peildatum: date
) -> list[Belemmering]:
    """A temporary contract says why it may be so, and who looked at that on which day; another kind does not."""
    if not VORMEN[contractvorm].met_grondslag:
        return []
    if not gekozen:
        return [Belemmering("I-22", "Kies waarom dit contract tijdelijk mag zijn.", "grondslag")]
    if beoordeeld_op is None:
        melding = "Vul in op welke dag u dat beoordeelde."
        return [Belemmering("I-22", melding, "grondslag_beoordeeld_op")]
    bezwaren = al_gebeurd_belemmeringen(
        dag=beoordeeld_op,
        peildatum=peildatum,
        clausule="I-22",
        wat="De grondslag is beoordeeld",
        veld="grondslag_beoordeeld_op",
    )
    if met_oud_recht and peildatum >= NIEUW_RECHT:
        melding = "Het oude recht geldt alleen voor een contract van voor 1 juli 2024; kies een andere reden."
        bezwaren.append(Belemmering("I-22", melding, "grondslag"))
    return bezwaren


@regelt("I-22")
def grondslag_waarschuwingen(*, contractvorm: Contractvorm) -> list[Belemmering]:
    """The same words for everybody; a person who knows where the kandidaat comes from sees what is doubtful (L-6)."""
    if not VORMEN[contractvorm].met_grondslag:
        return []
    melding = (
        "Beoordeel per persoon of het contract tijdelijk mag zijn. Kies de grondslag die u kunt uitleggen. Wie uit "
        "een instelling komt, valt niet vanzelf onder een van deze redenen. Twijfelt u? Kies dan een ander soort "
        "contract."
    )
    return [Belemmering("I-22", melding)]


@regelt("H-5")
def voorwaarde_waarschuwingen(
    *, contractvorm: Contractvorm, heeft_bewindvoerder: bool, parameters: Parameters
) -> list[Belemmering]:
    """What the regeling asks can be arranged after the contract, so it stops nobody."""
    altijd = voorwaarden(contractvorm=contractvorm, parameters=parameters)
    if Voorwaarde.BEWINDVOERING not in altijd or heeft_bewindvoerder:
        return []
    melding = "Deze regeling vraagt bewindvoering. Er staat nog geen bewindvoerder bij deze kandidaat."
    return [Belemmering("H-5", melding)]


@regelt("Z-2.11")
def medehuurder_waarschuwingen(*, huurt_mee: bool) -> list[Belemmering]:
    """Opstap knows who decides beside the kandidaat, not who decides beside somebody who rents along."""
    if not huurt_mee:
        return []
    melding = "Er huurt iemand mee. Vraag of die een bewindvoerder of curator heeft. Zo ja, dan tekent die ook."
    return [Belemmering("Z-2.11", melding)]


@regelt("L-12")
def eerder_waarschuwingen(*, andere_woning: bool, contractvorm: Contractvorm) -> list[Belemmering]:
    """A person weighs whether a second temporary contract, for another home, can be explained."""
    if not andere_woning or not VORMEN[contractvorm].met_grondslag:
        return []
    melding = (
        "Deze kandidaat had bij u al eens een tijdelijk contract voor een andere woning. Ga na of het nog een keer "
        "tijdelijk mag zijn."
    )
    return [Belemmering("L-12", melding)]


@regelt("H-5", "Z-11.2", "P-48")
def voorwaarden(*, contractvorm: Contractvorm, parameters: Parameters) -> tuple[Voorwaarde, ...]:
    """What always stands in the contract; begeleiding only where huur and begeleiding are one whole."""
    altijd = parameters.verplichte_voorwaarden or ()
    if is_gekoppeld(contractvorm=contractvorm, parameters=parameters):
        return altijd
    return tuple(v for v in altijd if v is not Voorwaarde.BEGELEIDING)


@regelt("P-48")
def is_gekoppeld(*, contractvorm: Contractvorm, parameters: Parameters) -> bool:
    """Are huur and begeleiding one whole? A regeling can part them; what is apart by itself it cannot join."""
    return VORMEN[contractvorm].is_gekoppeld and parameters.huur_en_zorg_gekoppeld is not False


UREN_PER_WEEK = 168


@regelt("A-5")
def begeleidingsuren_belemmeringen(*, uren: int | None, parameters: Parameters) -> list[Belemmering]:
    """A regeling that does not write the hours down asks nothing."""
    if not parameters.begeleidingsuren_vastleggen or (uren is not None and 0 < uren <= UREN_PER_WEEK):
        return []
    melding = "Vul in hoeveel uur begeleiding per week bij dit contract hoort, bijvoorbeeld 3."
    return [Belemmering("A-5", melding, "begeleidingsuren")]


@regelt("Z-11.2", "Z-12.1", "Z-12.9")
def inhoud_belemmeringen(
    *,
    ritme: int,
    laat_begeleiding_toe: bool,
    instemming_op: date | None,
    contractvorm: Contractvorm,
    peildatum: date,
    parameters: Parameters,
) -> list[Belemmering]:
    """What stands in the contract. `ritme`: months between evaluaties; `instemming_op` None = asked later."""
    bezwaren = []
    if instemming_op is not None:
        bezwaren += al_gebeurd_belemmeringen(
            dag=instemming_op, peildatum=peildatum, clausule="Z-12.9", wat="De kandidaat zei ja", veld="instemming_op"
        )
    ritmes = parameters.evaluatie_ritmes
    if ritmes is not None and ritme not in ritmes:
        keuzes = " of ".join(str(r) for r in ritmes)
        bezwaren.append(Belemmering("Z-12.1", f"Kies om de hoeveel maanden: {keuzes}.", "evaluatieritme"))
    altijd = voorwaarden(contractvorm=contractvorm, parameters=parameters)
    if Voorwaarde.BEGELEIDING in altijd and not laat_begeleiding_toe:
        melding = "De afgesproken begeleiding toelaten hoort altijd in het contract; vink die aan."
        bezwaren.append(Belemmering("Z-11.2", melding, "gedragsaanwijzingen"))
    return bezwaren


#: How far the first day of the tenancy may lie from today: further away it is a slip of the pen (our own bounds).
MAANDEN_TERUG, MAANDEN_VOORUIT = 2, 12


@regelt("Z-2.10")
def ingangsdatum_belemmeringen(*, ingangsdatum: date, peildatum: date) -> list[Belemmering]:
    """A wrong year would make the contract end, and become permanent by law, at once."""
    if plus_maanden(peildatum, -MAANDEN_TERUG) <= ingangsdatum <= plus_maanden(peildatum, MAANDEN_VOORUIT):
        return []
    melding = (
        f"De eerste dag van de huur ligt hoogstens {MAANDEN_TERUG} maanden terug en hoogstens een jaar vooruit; "
        "kijk het jaar na."
    )
    return [Belemmering("Z-2.10", melding, "ingangsdatum")]


@regelt("Z-2.11")
def ondertekendag_belemmeringen(
    *, getekend_op: date, ingangsdatum: date, opgemaakt_op: date, peildatum: date
) -> list[Belemmering]:
    """A contract may be written down here after it was signed; a wrong year is a slip of the pen."""
    if getekend_op < plus_maanden(min(ingangsdatum, opgemaakt_op), -MAANDEN_TERUG):
        melding = (
            f"Het contract is gemaakt op {datum_voluit(opgemaakt_op)}; dit ligt daar meer dan {MAANDEN_TERUG} maanden "
            "voor. Kijk het jaar na."
        )
        return [Belemmering("Z-2.11", melding, "datum")]
    return al_gebeurd_belemmeringen(
        dag=getekend_op, peildatum=peildatum, clausule="Z-2.11", wat="De handtekening is gezet", veld="datum"
    )


@regelt("Z-2.10")
def woning_bewoond_belemmeringen(
    *, ingangsdatum: date, eerder: Sequence[tuple[date, date | None]]
) -> list[Belemmering]:
    """A home never has two tenants at once. `eerder`: (first day, first day without rent or None) of the others."""
    laatste = max((tot or date.max for van, tot in eerder if tot is None or van < tot), default=date.min)
    if ingangsdatum >= laatste:
        return []
    if laatste == date.max:
        melding = "Deze woning is nog verhuurd. Leg eerst vast wanneer die huur stopt."
    else:
        melding = f"De vorige huur van deze woning loopt tot en met {datum_voluit(laatste_dag(laatste))}; begin daarna."
    return [Belemmering("Z-2.10", melding, "ingangsdatum")]


@regelt("Z-2.11", "L-10")
def sleutel_belemmeringen(*, einde: date, peildatum: date) -> list[Belemmering]:
    """No key for a temporary contract that is over."""
    if peildatum < einde:
        return []
    melding = (
        f"Het tijdelijke contract liep tot en met {datum_voluit(laatste_dag(einde))}; "
        "de sleutel kan er niet meer op gegeven worden."
    )
    return [Belemmering("Z-2.11", melding)]


@regelt("Z-2.11")
def sleuteldag_belemmeringen(*, ingebruikname: date, getekend_op: date | None) -> list[Belemmering]:
    """The key comes on the day of the last signature or later."""
    if getekend_op is None or ingebruikname >= getekend_op:
        return []
    melding = (
        f"De dag van de sleutel ligt voor de laatste handtekening ({datum_voluit(getekend_op)}); "
        "vul die dag of een latere in."
    )
    return [Belemmering("Z-2.11", melding, "datum")]


@regelt("Z-12.14", "L-12", "A-21")
def verlenging_belemmeringen(*, parameters: Parameters) -> list[Belemmering]:
    """May a temporary contract for the same huurder and home be prolonged or followed by another?

    Where the regeling says nothing the law does: a second one for the same home would be for onbepaalde tijd.
    """
    if parameters.verlenging_toegestaan:
        return []
    clausule = "L-12" if parameters.verlenging_toegestaan is None else "Z-12.14"
    melding = "Een tijdelijk contract kan niet worden verlengd of herhaald; besluit over een vast contract."
    return [Belemmering(clausule, melding)]


@regelt("Z-2.11", "Z-8.8", "I-29")
def wie_tekent(
    *, huurders: Sequence[HuurderFeit], ingangsdatum: date, met_zorg: bool = True
) -> tuple[Ondertekenaar, ...]:
    """Corporatie, every (mede)huurder with whoever must sign beside him, and the zorgpartij.

    `met_zorg`: huur and begeleiding are one whole, or the zorgpartij is the huurder.
    """
    tekenaars = [Ondertekenaar(OndertekenaarRol.CORPORATIE)]
    for huurder in huurders:
        rol = OndertekenaarRol.MEDEHUURDER if huurder.is_mede else OndertekenaarRol.HUURDER
        tekenaars.append(Ondertekenaar(rol, huurder.sleutel))
        if huurder.heeft_bewindvoerder:
            tekenaars.append(Ondertekenaar(OndertekenaarRol.BEWINDVOERDER, huurder.sleutel))
        if huurder.heeft_curator:
            tekenaars.append(Ondertekenaar(OndertekenaarRol.CURATOR, huurder.sleutel))
        if is_minderjarig(geboortedatum=huurder.geboortedatum, peildatum=ingangsdatum):
            tekenaars.append(Ondertekenaar(OndertekenaarRol.WETTELIJK_VERTEGENWOORDIGER, huurder.sleutel))
    if met_zorg:
        tekenaars.append(Ondertekenaar(OndertekenaarRol.ZORG))
    return tuple(tekenaars)


def is_minderjarig(*, geboortedatum: date | None, peildatum: date) -> bool:
    """Born on 29 February: of age on 1 March of a common year (the safe side)."""
    if geboortedatum is None:
        return False
    nog_niet_jarig = (peildatum.month, peildatum.day) < (geboortedatum.month, geboortedatum.day)
    return peildatum.year - geboortedatum.year - nog_niet_jarig < MEERDERJARIG


@regelt("Z-2.11")
def ingaan_belemmeringen(
    *, vereist: Collection[Ondertekenaar], getekend: Collection[Ondertekenaar]
) -> list[Belemmering]:
    """No key before every signature is there."""
    if not vereist:
        return [Belemmering("Z-2.11", "Bepaal eerst wie dit contract moeten tekenen.")]
    return [
        Belemmering("Z-2.11", f"De handtekening van de {tekenaar.rol.label} ontbreekt; vraag die eerst.")
        for tekenaar in vereist
        if tekenaar not in getekend
    ]
