"""A letter goes out: who sent it writes down when and how, and corrects that."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.models import Brief
from opstap.post.querysets import VAN_DE_COMMISSIE
from opstap.protocol.basis import Belemmering
from opstap.protocol.feiten import TrajectGewijzigd
from opstap.protocol.versturen import (
    NietVersturenReden,
    Verzendwijze,
    hoeft_niet_belemmeringen,
    ontvangst_telt_belemmeringen,
    verzonden_belemmeringen,
)
from opstap.trajecten.enums import Correctiereden
from opstap.trajecten.feiten import meld
from opstap.trajecten.services import traject_vergrendelen
from opstap.trajecten.toegang import eis_recht

#: Of these only the receipt by the huurder counts; the page where it is written down.
_ONTVANGST_TELT = {Briefsoort.AANZEGGING.value: "woningen:aanzegging"}
#: These say a besluit, and always go out.
BESLUITBRIEVEN = (
    Briefsoort.TOELATING,
    Briefsoort.AFWIJZING,
    Briefsoort.TOELATING_INGETROKKEN,
    Briefsoort.OMZETTING,
    Briefsoort.NIET_OMZETTEN,
)
#: What is written down about the sending of one letter; with its `kring` before it the kind of event.
WAT_ER_GEBEURT = ("verstuurd", "verzending_verbeterd", "niet_verstuurd", "hoeft_niet", "moet_toch_weg")
#: As many letters as are printed and sent in one go.
HOOGSTENS = 50


@transaction.atomic
def brieven_verzonden_vastleggen(
    *, brieven: Collection[UUID], verzonden_op: date, wijze: Verzendwijze, namens: Namens
) -> int:
    """Write down that these letters went out; how many. All or none. The same thing said twice is said once.

    Raises RegelGeschonden with what is wrong with each letter, by its name when there are more.
    """
    gekozen = vergrendeld(brieven, namens)
    gezegd = (verzonden_op, wijze, namens.gebruiker)
    nieuw = [brief for brief in gekozen if (brief.verzonden_op, brief.verzendwijze, brief.verzonden_door) != gezegd]
    eis(_bezwaren(nieuw, verzonden_op, met_naam=len(gekozen) > 1))
    for brief in nieuw:
        verzending_schrijven(brief, op=verzonden_op, wijze=wijze, namens=namens)
        gegevens = {"datum": verzonden_op.isoformat(), "wijze": wijze, "brief": str(brief.sleutel)}
        _boeken(brief, "verstuurd", namens, gegevens)
    return len(nieuw)


def _bezwaren(brieven: Sequence[Brief], verzonden_op: date, *, met_naam: bool) -> list[Belemmering]:
    gevonden = []
    for brief in brieven:
        waarom = _is_al_weg(brief) or brief_versturen_belemmeringen(brief) + _dag(brief, verzonden_op)
        naam = f"{brief.titel}, {brief.traject.kenmerk}: " if met_naam else ""
        doe = " Haal het vinkje weg." if met_naam and waarom and waarom[0].veld == "brieven" else ""
        gevonden += [dataclasses.replace(bezwaar, melding=f"{naam}{bezwaar.melding}{doe}") for bezwaar in waarom]
    return gevonden


def _is_al_weg(brief: Brief) -> list[Belemmering]:
    """Somebody was faster. Of a letter of the own organisation a colleague may be named."""
    if brief.verzonden_op is not None:
        wie = Gebruiker.objects.filter(sleutel=brief.verzonden_door).values_list("naam", flat=True).first()
        melding = (
            f"Deze brief is al {brief.verzonden_tekst}. Dat legde {wie or 'een collega'} vast. "
            "Klopt het niet? Verbeter dan de verzending bij het traject."
        )
    elif brief.vervangen_door_id is not None:
        melding = "Voor deze brief is een nieuwe in de plaats gekomen. Verstuur die."
    else:
        return []
    return [Belemmering("Z-12.3", melding, "brieven")]


@transaction.atomic
def brief_verzending_verbeteren(
    *, brief: UUID, verzonden_op: date | None, wijze: Verzendwijze | None, reden: Correctiereden, namens: Namens
) -> Brief:
    """Another day or way; without either it was not sent and waits again. The log keeps what stood there."""
    (rij,) = vergrendeld([brief], namens)
    eis(brief_versturen_belemmeringen(rij))
    if rij.verzonden_op is None:
        raise RegelGeschonden([Belemmering("Z-12.3", "Van deze brief is nog niet vastgelegd dat hij is verstuurd.")])
    was = {"was": rij.verzonden_op.isoformat(), "wijze_was": rij.verzendwijze}
    if verzonden_op is None or wijze is None:
        verzending_wissen(rij)
        soort, wordt = "niet_verstuurd", {}
    else:
        eis(_dag(rij, verzonden_op))
        verzending_schrijven(rij, op=verzonden_op, wijze=wijze, namens=namens)
        soort, wordt = "verzending_verbeterd", {"datum": verzonden_op.isoformat(), "wijze": wijze}
    _boeken(rij, soort, namens, {**was, **wordt, "reden": reden, "brief": str(rij.sleutel)})
    return rij


@transaction.atomic
def brief_hoeft_niet_vastleggen(*, brief: UUID, reden: NietVersturenReden, namens: Namens) -> Brief:
    """It need not go out after all; off the list, still to be read. Twice changes nothing."""
    (rij,) = vergrendeld([brief], namens)
    eis(brief_hoeft_niet_belemmeringen(rij))
    if rij.hoeft_niet_op is None:
        hoeft_niet_schrijven(rij, reden, namens=namens)
    return rij


@transaction.atomic
def brief_moet_toch_weg(*, brief: UUID, namens: Namens) -> Brief:
    """Back on the list. Twice changes nothing."""
    (rij,) = vergrendeld([brief], namens)
    if rij.hoeft_niet_op is not None:
        gegevens = {"was": rij.hoeft_niet_reden, "brief": str(rij.sleutel)}
        rij.hoeft_niet_op, rij.hoeft_niet_reden = None, ""
        rij.save(update_fields=["hoeft_niet_op", "hoeft_niet_reden"])
        _boeken(rij, "moet_toch_weg", namens, gegevens)
    return rij


def hoeft_niet_schrijven(brief: Brief, reden: NietVersturenReden, *, namens: Namens) -> None:
    """Inside a use-case that makes a letter superfluous, under its lock."""
    brief.hoeft_niet_op, brief.hoeft_niet_reden = clock.vandaag(), reden
    brief.save(update_fields=["hoeft_niet_op", "hoeft_niet_reden"])
    _boeken(brief, "hoeft_niet", namens, {"niet_omdat": reden, "brief": str(brief.sleutel)})


def brief_hoeft_niet_belemmeringen(brief: Brief) -> list[Belemmering]:
    """Also shown on the page."""
    return hoeft_niet_belemmeringen(
        is_besluit=brief.soort in BESLUITBRIEVEN,
        is_verzonden=brief.verzonden_op is not None,
        is_vervangen=brief.vervangen_door_id is not None,
    )


def ontvangstpagina(brief: Brief) -> str:
    """Where its receipt is written down; empty when sending is enough, as of a copy."""
    return _ONTVANGST_TELT.get(brief.soort, "") if brief.geadresseerde == Geadresseerde.KANDIDAAT else ""


def brief_versturen_belemmeringen(brief: Brief) -> list[Belemmering]:
    """Also shown on the page."""
    return ontvangst_telt_belemmeringen(telt_ontvangst=bool(ontvangstpagina(brief)))


def verzending_schrijven(brief: Brief, *, op: date, wijze: Verzendwijze, namens: Namens) -> None:
    """Inside a use-case that says that it went out."""
    brief.verzonden_op, brief.verzendwijze = op, wijze
    brief.verzonden_door, brief.verzonden_namens = namens.gebruiker, namens.organisatie
    brief.verzonden_rol = namens.rol
    brief.hoeft_niet_op, brief.hoeft_niet_reden = None, ""
    _verzending_bewaren(brief)


def verzending_wissen(brief: Brief) -> None:
    """Inside a use-case that corrects it: it was not sent and waits again."""
    brief.verzonden_op, brief.verzendwijze, brief.verzonden_rol = None, "", ""
    brief.verzonden_door = brief.verzonden_namens = None
    _verzending_bewaren(brief)


def _verzending_bewaren(brief: Brief) -> None:
    verzending = ["verzonden_op", "verzendwijze", "verzonden_door", "verzonden_namens", "verzonden_rol"]
    brief.save(update_fields=[*verzending, "hoeft_niet_op", "hoeft_niet_reden"])


def vergrendeld(brieven: Collection[UUID], namens: Namens) -> list[Brief]:
    """These letters, with their trajecten locked in order. Raises GeenRecht when one of them is not hers to send."""
    gekozen = Brief.objects.filter(sleutel__in=brieven)
    for traject in sorted(set(gekozen.values_list("traject_id", flat=True))):
        eis_recht(namens, Actie.BRIEF_VERSTUREN, traject_vergrendelen(traject))
    eigen = gekozen.leesbaar_voor([namens]).filter(afzender__sleutel=namens.organisatie)
    rijen = list(eigen.select_related("traject", "afzender", "besluit").oudste_eerst())
    if len(rijen) != len(set(brieven)):
        raise GeenRecht
    return rijen


def _dag(brief: Brief, verzonden_op: date) -> list[Belemmering]:
    return verzonden_belemmeringen(verzonden_op=verzonden_op, gemaakt_op=brief.datum, peildatum=clock.vandaag())


def _boeken(brief: Brief, wat: str, namens: Namens, gegevens: Mapping[str, object]) -> None:
    """Who may read it follows from the letter. No duty hangs on it, but when the data of the person go (I-8)."""
    soort = f"{kring(brief)}_{wat}"
    gebeurtenis_vastleggen(
        soort=soort, namens=namens, traject=brief.traject.sleutel, clausule="Z-12.3", gegevens=gegevens
    )
    if brief.traject.afgesloten_op is not None:
        meld(TrajectGewijzigd(traject=brief.traject.sleutel))


def kring(brief: Brief) -> str:
    """Which events of a letter this is: that one was sent may not tell more than the letter itself (I-9, I-28)."""
    if brief.soort.startswith("herhuisvesting_"):
        return "zoekbrief"
    return "besluitbrief" if brief.soort in VAN_DE_COMMISSIE else "brief"
