"""Heropenen: a besluit over the toelating does not hold any more, and keeps its place in the history."""

from __future__ import annotations

from datetime import date, timedelta

from opstap.protocol.aanmeldstappen import Aanmeldstatus
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Fase, Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit

NIET_BESLOTEN = "Over deze aanmelding is nu geen besluit om te heropenen; bekijk eerst de stand."

#: What was decided, and may be looked at again.
HEROPENBAAR = frozenset({Aanmeldstatus.AFGEWEZEN, Aanmeldstatus.TOEGELATEN})


class Heropenreden(Keuze):
    """Why, as a code; in own words it stands in the Motivering and in the letter."""

    NIEUWE_INFORMATIE = "nieuwe_informatie", "er is nieuwe informatie"
    VERKEERD_BEOORDEELD = "verkeerd_beoordeeld", "er is iets verkeerd beoordeeld of ingevuld"
    NA_KLACHT = "na_klacht", "na een klacht of een bezwaar"
    ANDERE_REDEN = "andere_reden", "een andere reden"


@regelt("Z-2.9", "Z-20.4")
def heropenen_belemmeringen(
    *,
    status: str,
    fase: Fase,
    toegang_tot: date | None,
    loopt_al: bool,
    kan_niet: bool,
    peildatum: date,
    gewist_op: date | None = None,
) -> list[Belemmering]:
    """May this besluit be looked at again? `toegang_tot`: the first day on which a closed traject is read by nobody.

    `loopt_al`: another aanmelding of this person was sent in this regeling. `kan_niet`: nobody begeleidt, or an
    aanmelding was begun that who decides knows nothing of yet; she does not read which.
    """
    if gewist_op is not None:
        melding = (
            f"De gegevens van deze kandidaat zijn gewist op {datum_voluit(gewist_op)}. Heropenen kan niet meer. "
            "Vraag de zorgorganisatie om de kandidaat opnieuw aan te melden."
        )
        return [Belemmering("Z-20.2", melding)]
    if status == Aanmeldstatus.TOEGELATEN:
        return gebouwd_belemmeringen(heeft_woning=False, heeft_contract=fase is not Fase.BEMIDDELING)
    if status != Aanmeldstatus.AFGEWEZEN or toegang_tot is None:
        return [Belemmering("Z-2.9", NIET_BESLOTEN)]
    if peildatum >= toegang_tot:
        laatste = datum_voluit(toegang_tot - timedelta(days=1))
        melding = f"Heropenen kon tot en met {laatste}. Vraag de zorgorganisatie om de kandidaat opnieuw aan te melden."
        return [Belemmering("Z-2.9", melding)]
    if loopt_al:
        melding = "Deze kandidaat is intussen opnieuw aangemeld in deze regeling. Behandel die aanmelding."
        return [Belemmering("Z-2.9", melding)]
    if kan_niet:
        melding = "Heropenen kan nu niet. Vraag wie nu begeleidt om de kandidaat opnieuw aan te melden."
        return [Belemmering("Z-2.9", melding)]
    return []


@regelt("Z-2.9", "Z-9.13")
def gebouwd_belemmeringen(*, heeft_woning: bool, heeft_contract: bool) -> list[Belemmering]:
    """A toelating is taken back only while nothing rests on it."""
    if heeft_contract:
        wat = "Er is al een huurcontract gemaakt, of het traject is voorbij."
    elif heeft_woning:
        wat = "De kandidaat heeft al een woning aangenomen."
    else:
        return []
    melding = f"{wat} De toelating intrekken kan niet meer. Overleg met de corporatie die verhuurt en de begeleider."
    return [Belemmering("Z-9.13", melding)]


@regelt("Z-2.9")
def heropening_belemmeringen(*, motivering: str, werkt_bij_afzender: bool) -> list[Belemmering]:
    """What it needs: one side, and why in own words."""
    bezwaren = []
    if werkt_bij_afzender:
        melding = "U werkt ook voor de organisatie die aanmeldt; laat een collega dit doen."
        bezwaren.append(Belemmering("Z-2.9", melding))
    if not motivering.strip():
        melding = "Schrijf op waarom het besluit niet meer geldt; dit komt in de brief."
        bezwaren.append(Belemmering("Z-2.9", melding, "motivering"))
    return bezwaren
