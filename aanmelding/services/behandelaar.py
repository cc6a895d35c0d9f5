"""What only zorg and gemeente know: the endorsement of a behandelaar (A-10), and what the Wlz asks (A-17, A-18)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db import transaction

from aanmelding.models import Aanmelding, Behandelaarsverklaring
from aanmelding.services.basis import aanraken, openen
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.aanmelden import eigen_bijdrage_omlaag, indicatie_omzetten_uiterlijk
from opstap.protocol.aanmeldstappen import behandelaar_belemmeringen, wlz_belemmeringen
from opstap.protocol.basis import Belemmering
from opstap.trajecten.services import handeling_boeken


@transaction.atomic
def behandelaar_vastleggen(
    *,
    traject: UUID,
    heeft_behandelaar: bool,
    onderschrijft: bool | None = None,
    datum: date | None = None,
    versie: int | None = None,
    namens: Namens,
) -> Behandelaarsverklaring:
    """Is there a behandelaar, does he endorse it, since when. Until the besluit, also when the form is fixed."""
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens, versie=versie)
    eis(
        behandelaar_belemmeringen(
            status=aanmelding.status,
            heeft_behandelaar=heeft_behandelaar,
            onderschrijft=onderschrijft,
            datum=datum,
            peildatum=clock.vandaag(),
            parameters=aanmelding.traject.regelingversie.parameters,
        )
    )
    antwoord = heeft_behandelaar and onderschrijft is not None
    rij, _ = Behandelaarsverklaring.objects.update_or_create(
        aanmelding=aanmelding,
        defaults={
            "heeft_behandelaar": heeft_behandelaar,
            "onderschrijft": onderschrijft if antwoord else None,
            "datum": datum if antwoord else None,
        },
    )
    aanmelding.save()
    aanraken(aanmelding)
    handeling_boeken(aanmelding.traject, namens=namens, soort="behandelaar_vastgelegd", clausule="A-10")
    gereed: Behandelaarsverklaring = rij
    return gereed


@transaction.atomic
def eigen_bijdrage_vastleggen(*, traject: UUID, datum: date, versie: int | None = None, namens: Namens) -> Aanmelding:
    """The day on which the lower eigen bijdrage was arranged (A-18)."""
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens, versie=versie)
    eis(eigen_bijdrage_bezwaren(aanmelding, datum))
    aanmelding.eigen_bijdrage_op = datum
    return _geregeld(aanmelding, datum, soort="eigen_bijdrage_verlaagd", clausule="A-18", namens=namens)


@transaction.atomic
def indicatie_vastleggen(*, traject: UUID, datum: date, versie: int | None = None, namens: Namens) -> Aanmelding:
    """The day on which the Wlz indicatie was converted to begeleiding at home (A-17)."""
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens, versie=versie)
    eis(indicatie_bezwaren(aanmelding, datum))
    aanmelding.indicatie_op = datum
    return _geregeld(aanmelding, datum, soort="indicatie_omgezet", clausule="A-17", namens=namens)


def _geregeld(aanmelding: Aanmelding, datum: date, *, soort: str, clausule: str, namens: Namens) -> Aanmelding:
    aanmelding.save()
    aanraken(aanmelding)
    gegevens = {"datum": datum.isoformat()}
    handeling_boeken(aanmelding.traject, namens=namens, soort=soort, clausule=clausule, gegevens=gegevens)
    return aanmelding


def eigen_bijdrage_bezwaren(aanmelding: Aanmelding, datum: date) -> list[Belemmering]:
    """Also for the page, with the day of today."""
    return _bezwaren(aanmelding, "A-18", eigen_bijdrage_dag(aanmelding), datum)


def indicatie_bezwaren(aanmelding: Aanmelding, datum: date) -> list[Belemmering]:
    """Also for the page, with the day of today."""
    return _bezwaren(aanmelding, "A-17", indicatie_dag(aanmelding), datum)


def _bezwaren(aanmelding: Aanmelding, clausule: str, dag: date | None, datum: date) -> list[Belemmering]:
    return wlz_belemmeringen(
        clausule=clausule,
        is_nodig=dag is not None,
        is_gesloten=aanmelding.traject.afgesloten_op is not None,
        datum=datum,
        peildatum=clock.vandaag(),
    )


def eigen_bijdrage_dag(aanmelding: Aanmelding) -> date | None:
    """When it should go down; None where this regeling or this stay knows no such step."""
    return _dag(aanmelding, eigen_bijdrage_omlaag)


def indicatie_dag(aanmelding: Aanmelding) -> date | None:
    """When it should be converted at the latest; None where this regeling or this stay knows no such step."""
    return _dag(aanmelding, indicatie_omzetten_uiterlijk)


def _dag(aanmelding: Aanmelding, regel: Callable[..., date | None]) -> date | None:
    if aanmelding.uitstroom is None:
        return None
    traject = aanmelding.traject
    return regel(
        uitstroom=aanmelding.uitstroom,
        instroomroute=traject.herkomstroute,
        parameters=traject.regelingversie.parameters,
    )
