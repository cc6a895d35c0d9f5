"""Offer a home: one place, one home and one kandidaat at a time."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort
from opstap.post.services import brieven_maken
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Route
from opstap.protocol.bemiddelen import (
    Aanbiedingstatus,
    Afhandeling,
    EerdereAanbieding,
    Woningtype,
    aanbieding_belemmeringen,
    antwoorddag_belemmeringen,
)
from opstap.protocol.clausules import regelt
from opstap.protocol.contingent import telt_mee
from opstap.protocol.passen import Afwijkreden, afwijking_belemmeringen
from opstap.protocol.potten import Categorie
from opstap.trajecten.enums import Besluitsoort
from opstap.trajecten.models import Traject
from opstap.trajecten.services import besluit_nemen, handeling_boeken
from woningen import letters
from woningen.enums import Bemiddelingstatus
from woningen.models import Aanbieding, Bemiddeling, Contingentplaats, Woning
from woningen.passen import eerste_kandidaat
from woningen.services.contingent import plaats_reserveren
from woningen.services.gedeeld import begeleider_mailen, eis_handeling, traject_laden


@transaction.atomic
def woning_aanbieden(
    *,
    traject: UUID,
    woning: UUID,
    antwoord_uiterlijk: date,
    uitzondering_woningtype: bool = False,
    reden: Afwijkreden | None = None,
    toelichting: str = "",
    namens: Namens,
) -> Aanbieding:
    """Offer an own home. On directe bemiddeling this reserves a place of the contingent in the same transaction.

    `reden` and `toelichting`: why this kandidaat, when another comes first for this home; else they are left out.

    Locks in a fixed order: traject, woning, contingent.
    """
    rij = traject_laden(traject)
    eis_handeling(namens, Actie.WONING_AANBIEDEN, rij)
    bemiddeling = Bemiddeling.objects.open().filter(traject=rij).first()
    eis(aanbieden_belemmeringen(bemiddeling))
    assert bemiddeling is not None
    huis = Woning.objects.select_for_update(of=("self",)).select_related("corporatie").get(sleutel=woning)
    eis(_woning_belemmeringen(huis, bemiddeling))
    eis(antwoorddag_belemmeringen(antwoord_uiterlijk=antwoord_uiterlijk, peildatum=clock.vandaag()))
    eis(_regels(rij, bemiddeling, huis, uitzondering_woningtype))
    is_eerste = is_aan_de_beurt(bemiddeling, huis)
    eis(afwijking_belemmeringen(is_eerste=is_eerste, reden=reden, toelichting=toelichting))
    aanbieding = Aanbieding.objects.create(
        bemiddeling=bemiddeling,
        woning=huis,
        plaats=_plaats(rij, bemiddeling, huis),
        aangeboden_op=clock.vandaag(),
        antwoord_uiterlijk=antwoord_uiterlijk,
        uitzondering_woningtype=uitzondering_woningtype,
    )
    bemiddeling.aanbieden()
    bemiddeling.save()
    _berichten(rij, aanbieding)
    gegevens = {"uiterlijk": antwoord_uiterlijk.isoformat(), "aanbieding": str(aanbieding.sleutel)}
    if not is_eerste and reden is not None:
        _afwijken(aanbieding, reden, toelichting, namens)
        gegevens["reden"] = reden.value
    handeling_boeken(
        rij,
        namens=namens,
        soort="woning_aangeboden",
        clausule="Z-9.13" if bemiddeling.route == Route.DIRECTE_BEMIDDELING else "Z-9.19",
        gegevens=gegevens,
    )
    return aanbieding


@regelt("Z-4.9")
def is_aan_de_beurt(bemiddeling: Bemiddeling, woning: Woning) -> bool:
    """A home with voorrang goes in order of aanmelding to whom it fits; nobody stands in a row for another route."""
    if bemiddeling.route != Route.DIRECTE_BEMIDDELING:
        return True
    eerste = eerste_kandidaat(woning)
    return eerste is None or eerste == bemiddeling


def _afwijken(aanbieding: Aanbieding, reden: Afwijkreden, toelichting: str, namens: Namens) -> None:
    besluit_nemen(
        aanbieding.bemiddeling.traject,
        soort=Besluitsoort.AFWIJKING,
        uitkomst=reden.value,
        namens=namens,
        motivering=toelichting.strip(),
        snapshot={"aanbieding": str(aanbieding.sleutel)},
    )


def _berichten(traject: Traject, aanbieding: Aanbieding) -> None:
    brieven_maken(
        traject,
        soort=Briefsoort.AANBOD,
        titel="Wij bieden u een woning aan",
        afzender=aanbieding.woning.corporatie,
        gegevens=letters.aanbod(aanbieding),
        antwoord_uiterlijk=aanbieding.antwoord_uiterlijk,
    )
    begeleider_mailen(traject, soort="aanbod_gedaan", sleutel=str(aanbieding.sleutel))


def _regels(traject: Traject, bemiddeling: Bemiddeling, woning: Woning, uitzondering: bool) -> list[Belemmering]:
    return aanbieding_belemmeringen(
        eerdere=eerdere_aanbiedingen(traject),
        open_aanbieding=False,
        woningtype=Woningtype(woning.woningtype),
        route=Route(bemiddeling.route),
        uitzondering_woningtype=uitzondering,
        parameters=traject.regelingversie.parameters,
    )


def aanbieden_belemmeringen(bemiddeling: Bemiddeling | None) -> list[Belemmering]:
    """Is this the moment for an offer? Also shown on the page."""
    if bemiddeling is None or bemiddeling.status == Bemiddelingstatus.WACHT:
        return [Belemmering("Z-2.3", "Er is nog geen corporatie gevraagd; dat doet het loket van de regeling.")]
    if bemiddeling.status == Bemiddelingstatus.AANGEBODEN:
        return [Belemmering("I-13", "Er staat al een aanbod open; wacht op antwoord of trek dat aanbod in.")]
    if bemiddeling.status == Bemiddelingstatus.TOEGEWEZEN:
        return [Belemmering("Z-9.13", "Er is al een woning voor deze kandidaat; maak het contract op.")]
    return []


@regelt("Z-9.12")
def _woning_belemmeringen(woning: Woning, bemiddeling: Bemiddeling) -> list[Belemmering]:
    if woning.corporatie_id != bemiddeling.verhuurder_id:
        melding = "Deze woning is van een andere corporatie; kies een woning van de corporatie die gevraagd is."
        return [Belemmering("Z-2.3", melding, "woning")]
    if not Woning.objects.beschikbaar().filter(pk=woning.pk).exists():
        melding = "Deze woning is net aan iemand anders aangeboden of verhuurd; kies een andere woning."
        return [Belemmering("Z-9.12", melding, "woning")]
    return []


def _plaats(traject: Traject, bemiddeling: Bemiddeling, woning: Woning) -> Contingentplaats | None:
    """A self-found home uses up no place (Z-9.23), and where no number was agreed there is none (P-31)."""
    if not telt_mee(route=Route(bemiddeling.route), parameters=traject.regelingversie.parameters):
        return None
    return plaats_reserveren(traject=traject, corporatie=woning.corporatie, categorie=Categorie(bemiddeling.categorie))


def eerdere_aanbiedingen(traject: Traject) -> list[EerdereAanbieding]:
    """All offers of this traject as the count sees them; those of an earlier bemiddeling stay counted (I-14)."""
    return [
        EerdereAanbieding(
            status=Aanbiedingstatus(a.status),
            aangeboden_op=a.aangeboden_op,
            route=Route(a.bemiddeling.route),
            afhandeling=Afhandeling(a.afhandeling) if a.afhandeling else None,
            mismatch_bevestigd=a.mismatch_bevestigd,
            factor_vastgelegd_op=a.factor_vastgelegd_op,
        )
        for a in Aanbieding.objects.van_traject(traject).select_related("bemiddeling")
    ]
