"""A fact was corrected: mark the letters whose text rests on it, and make a new one when somebody asks (law 8)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.namens import Namens
from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.models import Brief
from opstap.post.services.brieven import brief_maken
from opstap.post.services.versturen import kring, vergrendeld
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.trajecten.models import Traject


class Brieffeit(Keuze):
    """What can be corrected and stands in a letter."""

    NAAM = "naam", "de naam"
    ADRES = "adres", "het adres"
    INTAKENAAM = "intakenaam", "de naam bij een intake"
    INTAKEADRES = "intakeadres", "het adres bij een intake"
    MDO_GEHOUDEN_OP = "mdo_gehouden_op", "de dag van het MDO"
    AFSPRAAK = "afspraak", "een afspraak van het MDO"
    SIGNAAL = "signaal", "wat er gezien is"
    INGANGSDATUM = "ingangsdatum", "de eerste dag van de huur"
    LAATSTE_DAG = "laatste_dag", "de laatste dag van het contract"
    EINDE = "einde", "de eerste dag zonder contract"
    PARTIJEN = "partijen", "wie er tekenen"
    ZORG = "zorg", "wie er begeleidt"
    LAATSTE_HUURDAG = "laatste_huurdag", "de laatste dag van de huur"
    BELKAART = "belkaart", "wie de huurder belt"
    BUURTPUNT = "buurtpunt", "wie de buren bellen"


@dataclass(frozen=True, slots=True)
class Rust:
    """Which kinds say it and under which names in their `gegevens`; no name: it stands above every letter.

    `ook_verstuurd`: what went out is wrong too. A new name or address says nothing about a letter of before; a mistake
    in it at an intake does: the letter that tells of the condition may have reached nobody.
    """

    soorten: Collection[str]
    namen: Collection[str] = ()
    ook_verstuurd: bool = False


#: Which letters rest on which fact. Dates that stand in no letter (the key, a receipt, an evaluatie) are not here.
RUST_OP: dict[Brieffeit, Rust] = {
    Brieffeit.NAAM: Rust(Briefsoort.codes(), ("naam", "kandidaat")),
    Brieffeit.ADRES: Rust(Briefsoort.codes()),
    Brieffeit.INTAKENAAM: Rust((Briefsoort.VOORWAARDE.value,), ("kandidaat",), ook_verstuurd=True),
    Brieffeit.INTAKEADRES: Rust((Briefsoort.VOORWAARDE.value,), ook_verstuurd=True),
    Brieffeit.MDO_GEHOUDEN_OP: Rust((Briefsoort.MDO_AFSPRAKEN.value,), ("gehouden_op",), ook_verstuurd=True),
    Brieffeit.AFSPRAAK: Rust((Briefsoort.MDO_AFSPRAKEN.value,), ("afspraken",), ook_verstuurd=True),
    Brieffeit.SIGNAAL: Rust((Briefsoort.MDO_AANKONDIGING.value,), ("zorgen",), ook_verstuurd=True),
    **{
        feit: Rust((Briefsoort.OPSTAPCONTRACT.value,), (feit.value,), ook_verstuurd=True)
        for feit in (
            Brieffeit.INGANGSDATUM,
            Brieffeit.LAATSTE_DAG,
            Brieffeit.EINDE,
            Brieffeit.PARTIJEN,
            Brieffeit.ZORG,
        )
    },
    Brieffeit.LAATSTE_HUURDAG: Rust((Briefsoort.EINDAFSPRAAK.value,), ("laatste_huurdag",), ook_verstuurd=True),
    Brieffeit.BUURTPUNT: Rust((Briefsoort.BUURTKAART.value,), ("bellen",), ook_verstuurd=True),
    Brieffeit.BELKAART: Rust((Briefsoort.METERKASTKAART.value,), ("regels",), ook_verstuurd=True),
}


def brieven_verouderen(traject: Traject, feit: Brieffeit, *, was: object, wordt: object) -> int:
    """Mark every letter that says `was`; how many. A new one in its place will say `wordt`. Twice = once.

    Of a list in a letter `was` is the whole or one item. Inside the use-case that corrects, under its lock.
    """
    brieven = brieven_met(traject, feit, was) if was != wordt else []
    for brief in brieven:
        brief.inhoud.gegevens = _vervangen(brief.inhoud.gegevens, RUST_OP[feit].namen, was, wordt)
        brief.inhoud.save(update_fields=["gegevens"])
        brief.op_oude_gegevens_sinds = clock.vandaag()
        brief.save(update_fields=["op_oude_gegevens_sinds"])
    return len(brieven)


def brieven_met(traject: Traject, feit: Brieffeit, was: object) -> list[Brief]:
    """The letters that say this, as far as a correction of it makes them wrong."""
    rust = RUST_OP[feit]
    brieven = Brief.objects.filter(traject=traject, soort__in=rust.soorten, vervangen_door=None)
    if not rust.ook_verstuurd:
        brieven = brieven.filter(verzonden_op=None)
    if not rust.namen:
        brieven = brieven.filter(geadresseerde=Geadresseerde.KANDIDAAT)
    met_tekst = brieven.filter(inhoud__isnull=False).select_related("inhoud").order_by("pk")
    return [b for b in met_tekst if not rust.namen or was in _waarden(b.inhoud.gegevens, rust.namen)]


def _waarden(gegevens: Any, namen: Collection[str]) -> Iterator[Any]:
    """Every value under one of these names, however deep."""
    if isinstance(gegevens, list):
        for deel in gegevens:
            yield from _waarden(deel, namen)
    elif isinstance(gegevens, dict):
        for naam, waarde in gegevens.items():
            if naam in namen:
                yield from _delen(waarde)
            yield from _waarden(waarde, namen)


def _vervangen(gegevens: Any, namen: Collection[str], was: object, wordt: object) -> Any:
    if isinstance(gegevens, list):
        return [_vervangen(deel, namen, was, wordt) for deel in gegevens]
    if isinstance(gegevens, dict):
        return {
            naam: _nieuw(waarde, was, wordt)
            if naam in namen and was in _delen(waarde)
            else _vervangen(waarde, namen, was, wordt)
            for naam, waarde in gegevens.items()
        }
    return gegevens


def _delen(waarde: Any) -> list[Any]:
    return [waarde, *waarde] if isinstance(waarde, list) else [waarde]


def _nieuw(waarde: Any, was: object, wordt: object) -> Any:
    """Of a list the one item; what would stand there twice stands there once."""
    if waarde == was:
        return wordt
    return [wordt if deel == was else deel for deel in waarde if deel != was or wordt not in waarde]


def brief_opnieuw_belemmeringen(brief: Brief) -> list[Belemmering]:
    """Also shown on the page."""
    if brief.vervangen_door_id is not None:
        return [Belemmering("Z-12.3", "Er is al een nieuwe brief gemaakt.")]
    if brief.op_oude_gegevens_sinds is None:
        return [Belemmering("Z-12.3", "Wat in deze brief staat, klopt nog. Een nieuwe brief is niet nodig.")]
    if not brief.inhoud.gegevens:
        return [Belemmering("Z-12.3", "Opstap kan deze oude brief niet opnieuw maken. Schrijf hem zelf.")]
    return []


@transaction.atomic
def brief_opnieuw_maken(*, brief: UUID, namens: Namens) -> Brief:
    """A letter of today with what is so now, in place of the one that rests on an old fact. The old one stays."""
    (oud,) = vergrendeld([brief], namens)
    eis(brief_opnieuw_belemmeringen(oud))
    nieuw = brief_maken(
        traject=oud.traject,
        soort=Briefsoort(oud.soort),
        titel=oud.titel,
        afzender=oud.afzender,
        geadresseerde=Geadresseerde(oud.geadresseerde),
        gegevens=oud.inhoud.gegevens,
        besluit=oud.besluit,
        antwoord_uiterlijk=oud.antwoord_uiterlijk,
    )
    oud.vervangen_door = nieuw
    oud.save(update_fields=["vervangen_door"])
    gegevens = {"brief": str(oud.sleutel), "nieuw": str(nieuw.sleutel)}
    soort = f"{kring(oud)}_vernieuwd"
    gebeurtenis_vastleggen(
        soort=soort, namens=namens, traject=oud.traject.sleutel, clausule="Z-12.3", gegevens=gegevens
    )
    return nieuw
