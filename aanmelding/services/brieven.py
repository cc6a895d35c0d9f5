"""The letters of an aanmelding, from its receipt to the besluit: to the kandidaat and the same to the zorg (Z-9.10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from aanmelding.delen import gevraagde_delen
from aanmelding.letters import (
    aanvullinggegevens,
    afwijzinggegevens,
    heropeninggegevens,
    ontvangstgegevens,
    toelatinggegevens,
    voorwaardegegevens,
)
from aanmelding.models import Aanmelding, Aanvulvraag, Voorwaarde
from opstap.partners.namens import SYSTEEM
from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.models import Brief
from opstap.post.services import brieven_maken
from opstap.post.services.versturen import hoeft_niet_schrijven
from opstap.protocol.begrippen import Route
from opstap.protocol.clausules import regelt
from opstap.protocol.toelaten import ToelatingUitkomst
from opstap.protocol.toetsing import CriteriumUitkomst
from opstap.protocol.versturen import NietVersturenReden
from opstap.protocol.voorwaarde import Voorwaardereden
from opstap.regelingen.services import loket
from opstap.trajecten.enums import Besluitsoort
from opstap.trajecten.models import Besluit


@regelt("I-36")
def voorwaarde_schrijven(aanmelding: Aanmelding, voorwaarde: Voorwaarde) -> None:
    """By the corporatie that asks it, to the kandidaat alone: nobody begeleidt yet."""
    traject = aanmelding.traject
    reden = voorwaardegegevens(reden=Voorwaardereden(voorwaarde.reden), parameters=traject.regelingversie.parameters)
    brieven_maken(
        traject,
        soort=Briefsoort.VOORWAARDE,
        titel="Huren met de opstapregeling",
        afzender=voorwaarde.organisatie,
        gegevens={"kandidaat": traject.naam, "regeling": traject.regeling.naam, **reden},
        aan=(Geadresseerde.KANDIDAAT,),
    )


def ontvangst_schrijven(aanmelding: Aanmelding) -> None:
    """On the day on which it was sent for the first time, once it is known whether it is compleet."""
    assert aanmelding.ingediend_op is not None
    gegevens = ontvangstgegevens(
        ingediend_op=aanmelding.ingediend_op,
        compleet_op=aanmelding.compleet_op,
        gesprek_nodig=aanmelding.gesprek_nodig,
        parameters=aanmelding.traject.regelingversie.parameters,
    )
    _schrijven(aanmelding, Briefsoort.ONTVANGST, "Wij hebben uw aanmelding", gegevens)


def aanvulling_schrijven(aanmelding: Aanmelding, vraag: Aanvulvraag) -> None:
    """What each part asks, in plain words; what was asked reads only who answers it."""
    traject = aanmelding.traject
    gegevens = aanvullinggegevens(
        delen=[deel.gaat_over(traject) for deel in gevraagde_delen(traject) if deel.code in vraag.onderdelen],
        gevraagd_op=vraag.gevraagd_op,
        **_termijn(aanmelding),
    )
    _schrijven(aanmelding, Briefsoort.AANVULLING, "Wij missen nog iets in uw aanmelding", gegevens)


@regelt("Z-9.10")
def besluit_schrijven(
    aanmelding: Aanmelding,
    besluit: Besluit,
    *,
    motivering: str,
    criteria: Sequence[CriteriumUitkomst],
    aannemelijk: bool,
    route: Route | None,
) -> None:
    """On the day of the besluit (Z-9.10); `route` only of who is toegelaten."""
    algemeen: dict[str, Any] = {
        "motivering": motivering,
        "vergadering_op": besluit.vergadering_op,
        "gesprek_op": aanmelding.gesprek_op,
        "vorige_op": _vorige_op(aanmelding),
    }
    if route is not None:
        parameters = aanmelding.traject.regelingversie.parameters
        gegevens = toelatinggegevens(**algemeen, route=route, besloten_op=besluit.datum, parameters=parameters)
        _schrijven(aanmelding, Briefsoort.TOELATING, "U bent toegelaten", gegevens, besluit=besluit)
    else:
        gegevens = afwijzinggegevens(**algemeen, criteria=criteria, aannemelijk=aannemelijk)
        _schrijven(aanmelding, Briefsoort.AFWIJZING, "Besluit over uw aanmelding", gegevens, besluit=besluit)


def _vorige_op(aanmelding: Aanmelding) -> date | None:
    """The day of the last besluit that does not hold any more."""
    vorige = aanmelding.traject.besluiten.filter(soort=Besluitsoort.TOELATING, herzien_door__isnull=False)
    return vorige.order_by("pk").values_list("datum", flat=True).last()


def _schrijven(
    aanmelding: Aanmelding, soort: Briefsoort, titel: str, gegevens: Mapping[str, Any], besluit: Besluit | None = None
) -> None:
    traject = aanmelding.traject
    brieven_maken(
        traject,
        soort=soort,
        titel=titel,
        afzender=loket(traject.regeling, traject.regelingversie.parameters),
        gegevens={"kandidaat": traject.naam, "regeling": traject.regeling.naam, **gegevens},
        besluit=besluit,
    )


def heropening_schrijven(aanmelding: Aanmelding, besluit: Besluit, *, motivering: str) -> None:
    """That the letter of before does not hold any more, also when it was not posted: who heard it hears this."""
    assert besluit.herziet is not None
    gegevens = heropeninggegevens(besloten_op=besluit.herziet.datum, motivering=motivering, **_termijn(aanmelding))
    soort, titel = Briefsoort.HEROPENING, "Wij bekijken uw aanmelding opnieuw"
    if besluit.herziet.uitkomst == ToelatingUitkomst.TOEGELATEN:
        soort, titel = Briefsoort.TOELATING_INGETROKKEN, "Uw toelating is ingetrokken"
    _schrijven(aanmelding, soort, titel, gegevens, besluit=besluit)


def _termijn(aanmelding: Aanmelding) -> dict[str, Any]:
    return {
        "ingediend_op": aanmelding.ingediend_op,
        "compleet_op": aanmelding.compleet_op,
        "heropend_op": aanmelding.heropend_op,
        "parameters": aanmelding.traject.regelingversie.parameters,
    }


def brieven_hoeven_niet_meer(
    aanmelding: Aanmelding, *soorten: Briefsoort, reden: NietVersturenReden = NietVersturenReden.NIET_NODIG
) -> None:
    """What still had to go out, and is overtaken by what happened since."""
    rijen = Brief.objects.filter(traject=aanmelding.traject, soort__in=soorten, hoeft_niet_op=None)
    for brief in rijen.te_versturen():
        hoeft_niet_schrijven(brief, reden, namens=SYSTEEM)
