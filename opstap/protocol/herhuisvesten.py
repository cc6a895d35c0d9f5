"""Another place to live: who leads the search, and an agreed end of the tenancy (Z-12.4, Z-13.4, Z-13.10)."""

from __future__ import annotations

from datetime import date, timedelta

from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.begrippen import Hoedanigheid, Instroomroute, Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, laatste_dag, plus_maanden
from opstap.protocol.parameters import Parameters

VERHUIS_MAANDEN = 6


class EindeWijze(Keuze):
    """The lawful ways to end a temporary tenancy before its last day (I-15, L-13, L-18)."""

    OVEREENSTEMMING = "overeenstemming", "huurder en corporatie spraken het samen af"
    OPZEGGING = "opzegging", "de huurder zegde zelf op"
    VONNIS = "vonnis", "de rechter besloot het"


@regelt("Z-2.17", "H-37", "Z-13.4")
class Woonuitkomst(Keuze):
    """How a search ended: the kind of place, never where. Not for the corporatie."""

    ANDERE_WONING = "andere_woning", "een andere woning, met begeleiding"
    EIGEN_NETWERK = "eigen_netwerk", "bij familie of bekenden"
    INSTELLING = "instelling", "terug naar de instelling"
    BESCHERMD_WONEN = "beschermd_wonen", "beschermd wonen"
    APART = "apart", "een aparte plek, zonder buren dichtbij"
    BLIJFT = "blijft", "de huurder bleef wonen"
    ONBEKEND = "onbekend", "er is geen plek bekend"


#: What somebody can find; the other two follow from how it ends.
WOONPLEKKEN = tuple(u for u in Woonuitkomst if u not in {Woonuitkomst.BLIJFT, Woonuitkomst.ONBEKEND})


@regelt("Z-12.4", "Z-13.3")
def einduitkomst(*, gevonden: Woonuitkomst | None, blijft: bool) -> Woonuitkomst:
    """Every search that is over has a code: who stays did not move, and a search that ended with the huur may have
    found nothing."""
    if blijft:
        return Woonuitkomst.BLIJFT
    return gevonden or Woonuitkomst.ONBEKEND


@regelt("A-31", "Z-2.16")
def terugkeer_tekst(*, parameters: Parameters) -> str:
    """What herkomst owes in this search. A regeling that says nothing gives no guarantee."""
    if parameters.terugkeergarantie:
        return "De instelling van herkomst biedt een plek om terug te keren."
    return "De instelling van herkomst zoekt mee, ook als de huurder daar geen cliënt meer is."


@regelt("A-31")
def terugkeer_belemmeringen(
    *, geboden_op: date | None, al_geboden: bool, begonnen_op: date, peildatum: date, parameters: Parameters
) -> list[Belemmering]:
    """May it be written down that herkomst offered a place? `geboden_op` None: only whether that is asked here."""
    if not parameters.terugkeergarantie:
        return [Belemmering("A-31", "Deze regeling kent geen garantie op terugkeer. U zoekt samen naar een plek.")]
    if al_geboden:
        return [Belemmering("A-31", "Het aanbod van de instelling ligt al vast.")]
    if geboden_op is not None and not begonnen_op <= geboden_op <= peildatum:
        melding = f"Kies een dag van {datum_voluit(begonnen_op)} tot en met vandaag."
        return [Belemmering("A-31", melding, "geboden_op")]
    return []


@regelt("Z-2.16", "Z-2.17", "Z-12.4", "Z-14.19", "I-11", "I-30")
def regisseur(*, instroomroute: Instroomroute | None, heeft_procesregie: bool, parameters: Parameters) -> Hoedanigheid:
    """As what the leading organisation takes part. Somebody always leads: without a procesregisseur it is herkomst."""
    gewenst = parameters.regisseur(instroomroute)
    return gewenst if gewenst is Hoedanigheid.PROCESREGIE and heeft_procesregie else Hoedanigheid.HERKOMST


@regelt("Z-14.14", "I-11")
def herhuisvesting_uiterlijk(*, begonnen_op: date, einde: date | None, parameters: Parameters) -> date:
    """The reasonable time of the regeling, never after the last day of the tenancy; without one that day itself.

    `einde` None: a tenancy without an end. Where the regeling says nothing either, our own bound: nobody is forgotten.
    """
    dagen = parameters.redelijke_termijn_herhuisvesting_dagen
    if einde is None:
        eigen = plus_maanden(begonnen_op, VERHUIS_MAANDEN)
        return eigen if dagen is None else begonnen_op + timedelta(days=dagen)
    return laatste_dag(einde) if dagen is None else min(begonnen_op + timedelta(days=dagen), laatste_dag(einde))


@regelt("Z-2.18", "Z-12.15", "Z-13.12")
def overleg_belemmeringen(*, datum: date, begonnen_op: date, betrekken: str, peildatum: date) -> list[Belemmering]:
    """May this talk about another place to live be written down?"""
    bezwaren = []
    if datum > peildatum:
        bezwaren.append(Belemmering("Z-2.18", "Deze dag moet nog komen; vul in wanneer het overleg was.", "datum"))
    elif datum < begonnen_op:
        melding = f"Het zoeken begon op {datum_voluit(begonnen_op)}; vul die dag of een latere in."
        bezwaren.append(Belemmering("Z-2.18", melding, "datum"))
    if not betrekken.strip():
        melding = "Schrijf op hoe de huurder meedoet en alles hoort."
        bezwaren.append(Belemmering("Z-12.15", melding, "betrekken"))
    return bezwaren


@regelt("Z-12.4", "Z-13.4")
def gevonden_belemmeringen(*, verhuist_op: date, peildatum: date) -> list[Belemmering]:
    """A day far away is mostly a wrong year; the search would wait for it."""
    if verhuist_op < peildatum:
        melding = "Kies voor de verhuizing vandaag of een latere dag."
    elif verhuist_op > plus_maanden(peildatum, VERHUIS_MAANDEN):
        melding = f"De verhuizing is hoogstens {VERHUIS_MAANDEN} maanden vooruit; kijk de datum na."
    else:
        return []
    return [Belemmering("Z-13.4", melding, "verhuist_op")]


OPZEG_MAANDEN = 1


@regelt("L-13")
def opzegging_belemmeringen(
    *,
    opgezegd_op: date | None,
    laatste_huurdag: date,
    mag_eerder: bool,
    ingangsdatum: date,
    peildatum: date,
) -> list[Belemmering]:
    """The huurder gives a month's notice, counted from the day it came in. `mag_eerder`: the corporatie is content
    with less, and may be: the month is there for her."""
    if opgezegd_op is None:
        melding = "Vul in op welke dag de opzegging van de huurder binnenkwam."
        return [Belemmering("L-13", melding, "opgezegd_op")]
    if opgezegd_op > peildatum:
        return [Belemmering("L-13", "Deze dag moet nog komen; vul in wanneer de opzegging binnenkwam.", "opgezegd_op")]
    if opgezegd_op < ingangsdatum:
        melding = f"Het contract ging in op {datum_voluit(ingangsdatum)}; vul die dag of een latere in."
        return [Belemmering("L-13", melding, "opgezegd_op")]
    eerst = laatste_dag(plus_maanden(opgezegd_op, OPZEG_MAANDEN))
    if mag_eerder or laatste_huurdag >= eerst:
        return []
    melding = (
        f"Een huurder zegt op met een maand: de laatste dag is {datum_voluit(eerst)} of later. "
        "Vindt u een eerdere dag goed? Vink dat dan aan."
    )
    return [Belemmering("L-13", melding, "laatste_huurdag")]


@regelt("L-10", "L-13")
def laatste_huurdag_voor(*, wijze: EindeWijze, contract_einde: date | None, is_aangezegd: bool) -> date | None:
    """The last day lies before this one; None = no such bound. Without an aanzegging that was received the law lets
    the tenancy go on, so the month of a late notice may run past the end of the contract."""
    return contract_einde if is_aangezegd or wijze is not EindeWijze.OPZEGGING else None


@regelt("Z-13.10", "I-15")
def eindafspraak_belemmeringen(
    *,
    wijze: EindeWijze,
    laatste_huurdag: date,
    overlegd_op: date,
    vonnis: str,
    is_samen_gezocht: bool,
    ingangsdatum: date,
    contract_einde: date | None,
    is_aangezegd: bool,
    peildatum: date,
) -> list[Belemmering]:
    """May this last day be written down? Never a one-sided act: agreed, given notice by the huurder, or by a court.

    `is_samen_gezocht`: an MDO concluded it (Z-13.4), it was decided that no vast contract comes, or the aanzegging was
    received. Agreeing needs that; notice by the huurder and a vonnis do not.
    """
    bezwaren = []
    voor = laatste_huurdag_voor(wijze=wijze, contract_einde=contract_einde, is_aangezegd=is_aangezegd)
    if wijze is EindeWijze.OVEREENSTEMMING and not is_samen_gezocht:
        melding = "Samen een laatste dag afspreken kan als u samen het einde van de huur zoekt. Houd eerst een MDO."
        bezwaren.append(Belemmering("Z-13.4", melding, "wijze"))
    if laatste_huurdag < peildatum:
        bezwaren.append(Belemmering("Z-13.10", "Kies als laatste dag vandaag of een latere dag.", "laatste_huurdag"))
    elif voor is not None and laatste_huurdag >= voor:
        melding = f"Het contract loopt tot en met {datum_voluit(laatste_dag(voor))}; kies die dag of een eerdere."
        bezwaren.append(Belemmering("Z-13.10", melding, "laatste_huurdag"))
    if overlegd_op > peildatum:
        melding = "Deze dag moet nog komen; vul in wanneer u dit met de huurder besprak."
        bezwaren.append(Belemmering("Z-13.10", melding, "overlegd_op"))
    elif overlegd_op < ingangsdatum:
        melding = f"Het contract ging in op {datum_voluit(ingangsdatum)}; vul die dag of een latere in."
        bezwaren.append(Belemmering("Z-13.10", melding, "overlegd_op"))
    if wijze is EindeWijze.VONNIS and not vonnis.strip():
        melding = "Vul het nummer van het vonnis in. Zonder vonnis kan een huur alleen in overleg stoppen."
        bezwaren.append(Belemmering("I-15", melding, "vonnis"))
    return bezwaren


@regelt("Z-13.10", "I-15", "L-13")
def laatste_dag_vast_belemmeringen(*, afgesproken_einde: date | None) -> list[Belemmering]:
    """Opstap does not end beside a last day that holds: first the home comes back, or the day is corrected."""
    if afgesproken_einde is None:
        return []
    melding = (
        f"De laatste dag van de huur is {datum_voluit(laatste_dag(afgesproken_einde))}: zo ligt het vast. "
        "Neem eerst de woning terug, of verbeter de laatste dag."
    )
    return [Belemmering("Z-13.10", melding)]


@regelt("Z-13.3", "I-15", "L-13")
def voortzetten_belemmeringen(*, wijze: EindeWijze | None, afgesproken_einde: date | None) -> list[Belemmering]:
    """Who agreed on a last day can agree that the huurder stays; that undoes no notice and no vonnis."""
    if wijze is EindeWijze.OVEREENSTEMMING:
        return []
    return laatste_dag_vast_belemmeringen(afgesproken_einde=afgesproken_einde)


@regelt("L-13", "Z-12.2", "I-15")
def omzetting_naast_einde_belemmeringen(
    *, wijze: EindeWijze | None, afgesproken_einde: date | None
) -> list[Belemmering]:
    """Notice of the huurder ends the huur, and so does a vonnis: a besluit of the corporatie undoes neither. Only what
    they agreed on together goes with it."""
    if wijze is None or afgesproken_einde is None or wijze is EindeWijze.OVEREENSTEMMING:
        return []
    dag = datum_voluit(laatste_dag(afgesproken_einde))
    if wijze is EindeWijze.VONNIS:
        melding = f"De rechter besloot dat de huur stopt: de laatste dag is {dag}. Een vast contract kan dan niet."
        return [Belemmering("I-15", melding)]
    melding = (
        f"De huurder zegde op: de laatste dag is {dag}. Een vast contract kan alleen als de huurder de opzegging "
        "intrekt en de corporatie dat goedvindt. Leg dat eerst vast bij het contract."
    )
    return [Belemmering("L-13", melding)]


@regelt("L-13")
def opzegging_loopt_belemmeringen(*, wijze: EindeWijze | None) -> list[Belemmering]:
    """Is there notice to withdraw?"""
    if wijze is EindeWijze.OPZEGGING:
        return []
    return [Belemmering("L-13", "Er loopt nu geen opzegging van de huurder.")]


@regelt("L-13")
def opzegging_intrekken_belemmeringen(
    *, opgezegd_op: date | None, ingetrokken_op: date, is_akkoord: bool, peildatum: date
) -> list[Belemmering]:
    """Notice that came in stands, unless both want it otherwise: the huurder withdraws it, the corporatie agrees."""
    bezwaren = al_gebeurd_belemmeringen(
        dag=ingetrokken_op,
        peildatum=peildatum,
        clausule="L-13",
        wat="De huurder trok de opzegging in",
        veld="ingetrokken_op",
    )
    if opgezegd_op is not None and ingetrokken_op < opgezegd_op:
        melding = f"De opzegging kwam binnen op {datum_voluit(opgezegd_op)}; vul die dag of een latere in."
        bezwaren.append(Belemmering("L-13", melding, "ingetrokken_op"))
    if not is_akkoord:
        melding = "Vindt de corporatie het goed? Vink dat dan aan. Anders blijft de opzegging gelden."
        bezwaren.append(Belemmering("L-13", melding, "is_akkoord"))
    return bezwaren


@regelt("Z-13.10")
def woning_terug_belemmeringen(
    *, afgesproken_einde: date | None, ingebruikname: date | None, sleutel_terug_op: date, peildatum: date
) -> list[Belemmering]:
    """The tenancy stops on the agreed day, not before; the keys may come back earlier."""
    if afgesproken_einde is None:
        return [Belemmering("Z-13.10", "Spreek eerst met de huurder een laatste dag af, en leg die vast.")]
    laatste = laatste_dag(afgesproken_einde)
    if peildatum < laatste:
        melding = f"De laatste dag van de huur is {datum_voluit(laatste)}. Leg dit die dag vast, of later."
        return [Belemmering("Z-13.10", melding)]
    if sleutel_terug_op > peildatum:
        melding = "Deze dag moet nog komen; vul in wanneer de sleutel terugkwam."
        return [Belemmering("Z-13.10", melding, "datum")]
    if ingebruikname is not None and sleutel_terug_op < ingebruikname:
        melding = f"De huurder kreeg de sleutel op {datum_voluit(ingebruikname)}; kies die dag of een latere."
        return [Belemmering("Z-13.10", melding, "datum")]
    return []
