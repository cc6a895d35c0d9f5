"""The huurder died. Then the law ends the tenancy (art. 7:268 BW), and nobody is asked or written to any more.

Of a contract in the name of the zorgorganisatie the law ends only the onderhuur; with her a last day is agreed on.
"""

from __future__ import annotations

from datetime import date

from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, laatste_dag, plus_maanden

#: The tenancy runs to the end of this month after the death; when the heirs give notice, to the end of this one.
LAATSTE_MAAND = 2
LAATSTE_MAAND_OPGEZEGD = 1
#: How far a last day agreed with the zorgorganisatie may lie from today: further is a slip of the pen (our own bound).
MAANDEN = 12


class NaOverlijden(Keuze):
    """What became known later about the huur of who died."""

    ERFGENAMEN = "erfgenamen", "de erfgenamen zegden de huur op"
    ZORG = "zorg", "met de zorgorganisatie is een andere laatste dag afgesproken"
    BLIJFT = "blijft", "iemand anders blijft er wonen"


@regelt("L-23")
def huur_eindigt(*, overleden_op: date, al_afgesproken: date | None, erfgenamen_zegden_op: bool = False) -> date:
    """First day without rent: after the second month, or the first when the heirs gave notice; or a day that was
    certain before and comes first."""
    maanden = LAATSTE_MAAND_OPGEZEGD if erfgenamen_zegden_op else LAATSTE_MAAND
    door_de_wet = plus_maanden(overleden_op.replace(day=1), maanden + 1)
    return door_de_wet if al_afgesproken is None else min(door_de_wet, al_afgesproken)


@regelt("L-23")
def overlijden_belemmeringen(
    *, overleden_op: date, gestart_op: date, weet_zeker: bool, peildatum: date
) -> list[Belemmering]:
    """May this be written down? Everything stops by it: somebody must have looked twice."""
    bezwaren = al_gebeurd_belemmeringen(
        dag=overleden_op, peildatum=peildatum, clausule="L-23", wat="Het overlijden was", veld="overleden_op"
    )
    if overleden_op < gestart_op:
        melding = (
            f"Dit traject begon op {datum_voluit(gestart_op)}. Vul die dag of een latere in, of kijk na wie het is."
        )
        bezwaren.append(Belemmering("L-23", melding, "overleden_op"))
    if not weet_zeker:
        melding = "Kijk na of dit het goede traject is, en vink dat aan. Het traject gaat hierna dicht."
        bezwaren.append(Belemmering("L-23", melding, "weet_zeker"))
    return bezwaren


@regelt("L-23")
def huurdag_belemmeringen(
    *,
    laatste_huurdag: date | None,
    via_zorg: bool,
    ingangsdatum: date,
    erfgenamen_zegden_op: bool,
    huur_gaat_door: bool,
    peildatum: date,
) -> list[Belemmering]:
    """`via_zorg`: the zorgorganisatie is huurder and stays so; only she can say when that stops."""
    if via_zorg:
        grens = plus_maanden(peildatum, MAANDEN)
        if laatste_huurdag is None:
            melding = "Vul de laatste dag in die u met de zorgorganisatie afsprak. Zij is huurder, en dat stopt niet."
        elif laatste_huurdag < ingangsdatum:
            melding = f"De huur begon op {datum_voluit(ingangsdatum)}; de laatste dag is niet eerder."
        elif laatste_huurdag > grens:
            melding = f"De laatste dag ligt meer dan een jaar vooruit, na {datum_voluit(grens)}. Kijk het jaar na."
        else:
            return []
        return [Belemmering("L-23", melding, "laatste_huurdag")]
    if erfgenamen_zegden_op and huur_gaat_door:
        melding = "Blijft er iemand wonen? Dan kunnen de erfgenamen niet opzeggen. Vink er één aan."
        return [Belemmering("L-23", melding, "erfgenamen_zegden_op")]
    return []


def wie_na_overlijden(*, via_zorg: bool) -> tuple[NaOverlijden, ...]:
    """Who can still change the last day."""
    return NaOverlijden.ZORG if via_zorg else NaOverlijden.ERFGENAMEN, NaOverlijden.BLIJFT


@regelt("L-23")
def huurdag_later_belemmeringen(
    *, wie: NaOverlijden, laatste_huurdag: date | None, stopt_op: date, woning_weg: bool, ingangsdatum: date
) -> list[Belemmering]:
    """`stopt_op`: the first day without rent that stands there now. The heirs can only make it a month earlier; who
    stays by law has no last day, or one that comes later. `woning_weg`: somebody else has the home already."""
    nu = laatste_dag(stopt_op)
    if wie is NaOverlijden.BLIJFT:
        if woning_weg:
            melding = (
                "De woning is al aan iemand anders aangeboden. Trek dat aanbod eerst in, of overleg met uw jurist."
            )
            return [Belemmering("L-23", melding)]
        if laatste_huurdag is None or laatste_huurdag >= nu:
            return []
        melding = f"De huur van de overledene loopt tot en met {datum_voluit(nu)}. Wie er blijft, gaat niet eerder weg."
        return [Belemmering("L-23", melding, "laatste_huurdag")]
    if laatste_huurdag is None:
        return [Belemmering("L-23", "Vul de laatste dag van de huur in, bijvoorbeeld 2-3-2026.", "laatste_huurdag")]
    if wie is NaOverlijden.ERFGENAMEN:
        vroegst = laatste_dag(plus_maanden(stopt_op, -1))
        if vroegst <= laatste_huurdag < nu:
            return []
        melding = (
            f"De huur stopt nu op {datum_voluit(nu)}. Zeggen de erfgenamen op, dan is dat een maand eerder: "
            f"{datum_voluit(vroegst)}."
        )
    elif ingangsdatum <= laatste_huurdag <= plus_maanden(stopt_op, MAANDEN):
        return []
    else:
        melding = "Deze dag ligt voor het begin van de huur, of meer dan een jaar later. Kijk het jaar na."
    return [Belemmering("L-23", melding, "laatste_huurdag")]


@regelt("L-23")
def herroepen_belemmeringen(
    *, is_overleden: bool, is_gewist: bool, woning_weg: bool, loopt_al: bool
) -> list[Belemmering]:
    """May a death that was written down be taken back? Not over the head of who got the home since."""
    if not is_overleden or is_gewist:
        return [Belemmering("L-23", "Bij dit traject is geen overlijden vastgelegd dat u kunt terugdraaien.")]
    bezwaren = []
    if woning_weg:
        melding = "De woning is al aan iemand anders aangeboden. Trek dat aanbod eerst in, of overleg met uw jurist."
        bezwaren.append(Belemmering("L-23", melding))
    if loopt_al:
        melding = "Voor deze persoon loopt al een nieuw traject. Ga daar verder."
        bezwaren.append(Belemmering("L-23", melding))
    return bezwaren


@regelt("L-23")
def herroepen_gevolgen(*, met_huur: bool) -> list[Belemmering]:
    """What does not come back by itself, and must be done by hand."""
    meldingen = ["Brieven die nog weg moesten, zijn gestopt. Kijk welke brief u opnieuw maakt."]
    if met_huur:
        meldingen += [
            "De huur, de taken en de evaluaties lopen weer. Gesprekken met een dag en een uur plant u opnieuw.",
            "Signalen, afspraken en een MDO die liepen, zijn gestopt. Meld opnieuw wat nog nodig is.",
        ]
    else:
        meldingen.append("Het zoeken gaat verder. Was er een aanbod of een contract? Bied de woning opnieuw aan.")
    return [Belemmering("L-23", melding) for melding in meldingen]
