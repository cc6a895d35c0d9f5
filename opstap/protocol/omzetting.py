"""Omzetting: may the besluit over the vaste contract be taken on this day, with these facts?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from opstap.protocol.aanzegging import (
    aanzegging_belemmeringen,
    aanzegging_nog_mogelijk,
    aanzegging_vanaf,
    aanzegging_voor,
)
from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.begrippen import Keuze, Looptijd
from opstap.protocol.besluittermijn import besluit_streef, besluit_uiterlijk
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.evaluatiebegrippen import Grond, Oordeel
from opstap.protocol.evalueren import gronden_van
from opstap.protocol.parameters import Parameters, VroegeOmzetting


class OmzettingUitkomst(Keuze):
    OMZETTEN = "omzetten", "vast contract"
    NIET_OMZETTEN = "niet_omzetten", "geen vast contract"


@dataclass(frozen=True, slots=True)
class Consultaties:
    """When each was consulted (Z-12.2). A talk that was offered and declined counts."""

    huurder_op: date | None = None
    zorg_op: date | None = None


@regelt("Z-11.4", "Z-11.6", "Z-12.2")
def omzetting_belemmeringen(
    *,
    uitkomst: str,
    peildatum: date,
    ingangsdatum: date,
    einde: date | None,
    looptijd: Looptijd,
    consultaties: Consultaties,
    gronden: Collection[Grond],
    motivering: str,
    heeft_gehouden_evaluatie: bool,
    laatste_oordeel: Oordeel | None,
    reden_vroeg: str,
    aanzegging_ontvangen: date | None,
    parameters: Parameters,
) -> list[Belemmering]:
    """`peildatum` is the day of the besluit. Running begeleiding is not asked: it never weighs (Z-11.6).

    Raises ValueError for an unknown uitkomst.
    """
    bezwaren = _consultaties(consultaties, peildatum) if parameters.overleg_voor_omzetting else []
    bezwaren += _moment(peildatum, ingangsdatum, einde, reden_vroeg, parameters)
    if OmzettingUitkomst(uitkomst) is OmzettingUitkomst.NIET_OMZETTEN:
        bezwaren += _gronden(gronden, parameters) + _negatief(looptijd, einde, peildatum, aanzegging_ontvangen)
        vraag = "Een besluit om niet om te zetten vraagt een uitleg"
        clausule = "Z-11.11"
    else:
        bezwaren += _positief(looptijd, einde, peildatum, aanzegging_ontvangen)
        clausule, vraag = _waarom_uitleg(heeft_gehouden_evaluatie, laatste_oordeel)
    if vraag and not motivering.strip():
        bezwaren.append(Belemmering(clausule, f"{vraag}; schrijf op waarom u dit besluit.", "motivering"))
    return bezwaren


@regelt("Z-12.2")
def overlegdag_belemmeringen(*, overlegd_op: date, ingangsdatum: date, peildatum: date) -> list[Belemmering]:
    """The talk about the vaste contract was held during this tenancy."""
    bezwaren = al_gebeurd_belemmeringen(
        dag=overlegd_op, peildatum=peildatum, clausule="Z-12.2", wat="Het overleg was", veld="datum"
    )
    if overlegd_op < ingangsdatum:
        melding = f"Het overleg is over de huur vanaf {datum_voluit(ingangsdatum)}; vul die dag of een latere in."
        bezwaren.append(Belemmering("Z-12.2", melding, "datum"))
    return bezwaren


def _consultaties(consultaties: Consultaties, peildatum: date) -> list[Belemmering]:
    return [
        Belemmering("Z-12.2", f"Overleg eerst met {wie} en vul de datum daarvan in.", veld)
        for dag, wie, veld in (
            (consultaties.huurder_op, "de huurder", "huurder_op"),
            (consultaties.zorg_op, "de zorgorganisatie", "zorg_op"),
        )
        if dag is None or dag > peildatum
    ]


@regelt("I-27", "I-37", "A-20")
def _moment(
    peildatum: date, ingangsdatum: date, einde: date | None, reden_vroeg: str, parameters: Parameters
) -> list[Belemmering]:
    if peildatum < ingangsdatum:
        return [Belemmering("Z-11.4", "De huur is nog niet ingegaan; besluit daarna.")]
    streef = besluit_streef(ingangsdatum=ingangsdatum, einde=einde, parameters=parameters)
    if streef is None or peildatum >= streef:
        return []
    if parameters.vroege_omzetting is VroegeOmzetting.NEE:
        return [Belemmering("I-27", f"In deze regeling kan het besluit pas vanaf {datum_voluit(streef)}.")]
    if parameters.vroege_omzetting is VroegeOmzetting.MET_REDEN and not reden_vroeg.strip():
        return [
            Belemmering(
                "I-27",
                f"Dit is eerder dan {datum_voluit(streef)}; schrijf op waarom u niet wacht.",
                "reden_vroeg",
            )
        ]
    return []


@regelt("Z-2.15", "Z-11.5", "Z-14.7")
def _waarom_uitleg(heeft_gehouden_evaluatie: bool, laatste_oordeel: Oordeel | None) -> tuple[str, str]:
    """Why a positive besluit needs a motivation; an empty text when it does not."""
    if not heeft_gehouden_evaluatie:
        return "Z-2.15", "Er is nog geen evaluatie gehouden"
    if laatste_oordeel is not Oordeel.OP_SCHEMA:
        return "Z-11.5", "De laatste evaluatie was niet op schema"
    return "", ""


@regelt("Z-12.2", "L-15")
def _positief(
    looptijd: Looptijd, einde: date | None, peildatum: date, aanzegging_ontvangen: date | None
) -> list[Belemmering]:
    """Until einde, and after it as a confirmation; not when the tenancy was lawfully ended by then."""
    if einde is None or peildatum < einde or looptijd is Looptijd.ONBEPAALD:
        return []
    if not _is_rechtmatig(einde, peildatum, aanzegging_ontvangen):
        return []
    melding = f"De huur is per {datum_voluit(einde)} gestopt; maak een nieuw contract voor onbepaalde tijd."
    return [Belemmering("Z-12.2", melding)]


@regelt("Z-11.7", "Z-11.8", "Z-11.9", "Z-11.11", "A-20")
def _gronden(gronden: Collection[Grond], parameters: Parameters) -> list[Belemmering]:
    if not gronden:
        melding = "Noem wat niet goed ging; zonder reden kan een nee niet."
        return [Belemmering("Z-11.11", melding, "gronden")]
    if set(gronden) <= set(gronden_van(parameters=parameters)):
        return []
    melding = "Een nee kan alleen rusten op punten waar deze regeling naar kijkt; haal het andere vinkje weg."
    return [Belemmering("A-20", melding, "gronden")]


@regelt("I-1", "I-25", "L-10")
def _negatief(
    looptijd: Looptijd, einde: date | None, peildatum: date, aanzegging_ontvangen: date | None
) -> list[Belemmering]:
    bezwaren = []
    if looptijd is Looptijd.ONBEPAALD or einde is None:
        melding = "De huur is al voor onbepaalde tijd; dit besluit kan niet meer. Bespreek het in een MDO."
        bezwaren.append(Belemmering("I-1", melding))
    elif not _aanzegging_redt_het(einde, peildatum, aanzegging_ontvangen):
        melding = (
            f"Dit besluit is te laat: de aanzegging moest voor {datum_voluit(aanzegging_voor(einde))} "
            f"zijn aangekomen. Per {datum_voluit(einde)} is de huur onbepaald; overleg in een MDO."
        )
        bezwaren.append(Belemmering("I-1", melding))
    return bezwaren


def _aanzegging_redt_het(einde: date, peildatum: date, ontvangen: date | None) -> bool:
    return aanzegging_nog_mogelijk(einde=einde, peildatum=peildatum) or _is_rechtmatig(einde, peildatum, ontvangen)


def _is_rechtmatig(einde: date, peildatum: date, ontvangen: date | None) -> bool:
    """An aanzegging was received, in time."""
    if ontvangen is None or ontvangen > peildatum:
        return False
    return not aanzegging_belemmeringen(ontvangen=ontvangen, einde=einde)


@regelt("Z-2.15", "Z-11.10", "I-1")
def omzetting_waarschuwingen(
    *,
    uitkomst: str,
    peildatum: date,
    ingangsdatum: date,
    einde: date | None,
    aantal_gehouden: int,
    aantal_gepland: int,
    parameters: Parameters,
    is_besloten: bool = False,
) -> list[Belemmering]:
    """Shown beside the decision, never blocking. `aantal_gepland` counts up to the peildatum. `is_besloten`: there is a
    besluit already, and another one is looked at."""
    gemist = []
    uiterlijk = besluit_uiterlijk(ingangsdatum=ingangsdatum, einde=einde, parameters=parameters)
    if uiterlijk is not None and peildatum > uiterlijk and not is_besloten:
        melding = f"Het besluit moest uiterlijk {datum_voluit(uiterlijk)} vallen; besluit nu."
        gemist.append(Belemmering("Z-2.15", melding))
    if aantal_gehouden < aantal_gepland:
        werkwoord = "is" if aantal_gehouden == 1 else "zijn"
        melding = f"Van de {aantal_gepland} evaluaties {werkwoord} er {aantal_gehouden} gehouden; weeg dat mee."
        gemist.append(Belemmering("Z-11.10", melding))
    if OmzettingUitkomst(uitkomst) is OmzettingUitkomst.NIET_OMZETTEN and einde is not None:
        gemist += _aanzegging_volgt(einde, peildatum)
    return gemist


def _aanzegging_volgt(einde: date, peildatum: date) -> list[Belemmering]:
    """A negative besluit before the window leaves a duty (I-1)."""
    vanaf, voor = aanzegging_vanaf(einde), aanzegging_voor(einde)
    if peildatum >= vanaf:
        return []
    melding = (
        "Na een nee moet de aanzegging nog komen. Zorg dat zij aankomt vanaf "
        f"{datum_voluit(vanaf)} en voor {datum_voluit(voor)}."
    )
    return [Belemmering("I-1", melding)]
