"""May a day that was written down be corrected to this one? (law 8)"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, laatste_dag


def zelfde_dag_belemmeringen(*, was: date, wordt: date, clausule: str, veld: str) -> list[Belemmering]:
    """A correction changes something."""
    if was != wordt:
        return []
    return [Belemmering(clausule, f"Er staat al {datum_voluit(was)}; vul de dag in die het moet zijn.", veld)]


@regelt("Z-12.12", "Z-13.6")
def gesprekdag_belemmeringen(
    *, was: date | None, wordt: date, afspraken_tot: Iterable[date], clausule: str, peildatum: date
) -> list[Belemmering]:
    """The day of a conversation that was held: not tomorrow, and not after what was agreed on in it had to be done."""
    if was is None:
        return [Belemmering(clausule, "Er staat nog geen dag om te verbeteren.")]
    bezwaren = zelfde_dag_belemmeringen(was=was, wordt=wordt, clausule=clausule, veld="datum")
    bezwaren += al_gebeurd_belemmeringen(
        dag=wordt, peildatum=peildatum, clausule=clausule, wat="Het gesprek was", veld="datum"
    )
    eerste = min(afspraken_tot, default=None)
    if eerste is not None and wordt > eerste:
        melding = f"Een afspraak uit dit gesprek moest op {datum_voluit(eerste)} klaar zijn; kies die dag of eerder."
        bezwaren.append(Belemmering("Z-13.6", melding, "datum"))
    return bezwaren


@regelt("Z-13.6")
def afspraakdag_belemmeringen(*, was: date, wordt: date, gesprek_op: date) -> list[Belemmering]:
    """The last day of what somebody promised: not before the conversation in which it was promised."""
    bezwaren = zelfde_dag_belemmeringen(was=was, wordt=wordt, clausule="Z-13.6", veld="datum")
    if wordt < gesprek_op:
        melding = f"Het gesprek was op {datum_voluit(gesprek_op)}; kies die dag of een latere."
        bezwaren.append(Belemmering("Z-13.6", melding, "datum"))
    return bezwaren


@regelt("Z-13.10", "I-15")
def laatste_huurdag_belemmeringen(
    *, was: date, wordt: date, overlegd_op: date, contract_einde: date | None
) -> list[Belemmering]:
    """The last day that was agreed on, given notice or set by a court; `contract_einde` is the first day without."""
    veld = "laatste_huurdag"
    bezwaren = zelfde_dag_belemmeringen(was=was, wordt=wordt, clausule="Z-13.10", veld=veld)
    if wordt < overlegd_op:
        melding = f"U besprak dit op {datum_voluit(overlegd_op)}; de laatste dag is die dag of later."
        bezwaren.append(Belemmering("Z-13.10", melding, veld))
    elif contract_einde is not None and wordt >= contract_einde:
        tot = datum_voluit(laatste_dag(contract_einde))
        bezwaren.append(
            Belemmering("Z-13.10", f"Het contract loopt tot en met {tot}; kies die dag of een eerdere.", veld)
        )
    return bezwaren


@regelt("L-9", "L-10")
def gevolg_zonder_laatste_dag(*, contract_einde: date | None, is_aangezegd: bool, peildatum: date) -> str:
    """What follows at once when there turns out to be no last day after the contract ended; nothing before that."""
    if contract_einde is None or peildatum < contract_einde:
        return ""
    dag = datum_voluit(contract_einde)
    if is_aangezegd:
        return f"de huur dan door de aanzegging is gestopt op {dag} en dat dit traject sluit"
    return f"de huur dan vast is vanaf {dag} en dat dit traject sluit"


@regelt("L-9", "L-10", "Z-13.10")
def geen_laatste_dag_belemmeringen(*, gevolg: str, weet_gevolg: bool) -> list[Belemmering]:
    """What cannot be taken back is done by who says to know it. `gevolg` as above."""
    if not gevolg or weet_gevolg:
        return []
    return [
        Belemmering("L-10", f"Zet een vinkje als u weet dat {gevolg}. Dat is niet terug te draaien.", "weet_gevolg")
    ]


@regelt("Z-2.11", "Z-2.12")
def ondertekend_belemmeringen(*, getekend_op: date | None, ingebruikname: date | None) -> list[Belemmering]:
    """What everybody signed is what holds: it is not changed afterwards, another contract takes its place."""
    if getekend_op is None:
        return []
    melding = f"Iedereen heeft dit contract getekend, het laatst op {datum_voluit(getekend_op)}. "
    if ingebruikname is None:
        melding += "Wat getekend is, verandert niet meer. Trek dit contract in en maak een nieuw op."
    else:
        melding += "De bewoner woont er al. De eerste dag van de huur verandert niet meer; dat is wat er getekend is."
    return [Belemmering("Z-2.11", melding)]


@regelt("Z-2.11")
def oud_papier_belemmeringen(*, sinds: date | None) -> list[Belemmering]:
    """No signature under a contract that says something else than is so now. `sinds`: when that was corrected."""
    if sinds is None:
        return []
    melding = (
        f"Het contract op papier klopt niet meer: sinds {datum_voluit(sinds)} staat er iets anders in Opstap. "
        "Maak de brief opnieuw en laat iedereen die tekenen. Leg daarna de handtekeningen vast."
    )
    return [Belemmering("Z-2.11", melding)]


@regelt("Z-13.6")
def afspraak_blijft_belemmeringen(
    *, is_afgehandeld: bool, mdo_is_af: bool, is_vastgesteld: bool = False
) -> list[Belemmering]:
    """What is settled stays as it was."""
    if is_afgehandeld:
        melding = "Deze afspraak is al afgehandeld en blijft zoals hij was. Maak in een volgend gesprek een nieuwe."
    elif mdo_is_af:
        melding = "Het MDO is afgerond en de afspraken blijven zoals ze waren. Maak een nieuwe in een volgend gesprek."
    elif is_vastgesteld:
        melding = "De evaluatie is vastgesteld en de dag blijft zoals hij was. Maak een nieuwe in een volgend gesprek."
    else:
        return []
    return [Belemmering("Z-13.6", melding)]


@regelt("Z-13.1", "I-35")
def signaal_blijft_belemmeringen(
    *, is_voorstel: bool, is_afgehandeld: bool, mdo_is_gehouden: bool
) -> list[Belemmering]:
    """Until people met about it, who reported it may say that she chose wrongly."""
    if is_voorstel:
        melding = "Opstap stelde dit zelf voor. Klopt het niet? Pak het op en schrijf op waarom een MDO niet nodig is."
    elif is_afgehandeld:
        melding = "Dit signaal is afgehandeld en blijft zoals het was. Ziet u weer iets? Meld dan een nieuw signaal."
    elif mdo_is_gehouden:
        melding = "Over dit signaal is al een MDO gehouden. Wat daar is besproken, staat bij het MDO."
    else:
        return []
    return [Belemmering("Z-13.1", melding)]
