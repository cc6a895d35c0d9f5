"""Whom the huurder calls: the meterkastkaart, made and renewed, and the same for each other (P-36, P-37, H-8)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from aanmelding.models import Begeleidingsafspraak
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.models import Brief
from opstap.post.services import brieven_maken
from opstap.post.services.correcties import Brieffeit, brief_opnieuw_maken, brieven_verouderen
from opstap.protocol.basis import Belemmering
from opstap.protocol.begeleiden import Bereikbaarheid
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import BetrokkenenGewijzigd
from opstap.protocol.starten import Belfeit, kaartregels
from opstap.protocol.uitvoer import veilige_cel
from opstap.trajecten.models import Betrokkenheid, Traject
from opstap.trajecten.services import handeling_boeken
from woningen.models import Huurovereenkomst
from woningen.services.gedeeld import eis_handeling, open_contract, traject_laden


@regelt("P-37")
def betrokken(traject: Traject, hoedanigheid: Hoedanigheid) -> Betrokkenheid | None:
    """Who that is today, with the contactpersoon."""
    rijen = Betrokkenheid.objects.actueel().filter(traject=traject, hoedanigheid=hoedanigheid)
    rij: Betrokkenheid | None = rijen.select_related("organisatie", "contactpersoon").order_by("pk").first()
    return rij


def belnummer(rij: Betrokkenheid) -> str:
    """The own number of the contactpersoon, else that of the organisation."""
    return (rij.contactpersoon.telefoon if rij.contactpersoon else "") or rij.organisatie.telefoon


@regelt("H-8", "Z-20.5")
def contactgegevens(traject: Traject) -> list[list[str]]:
    """For the own system of the corporatie: of one traject, never a list. Without the name of the huurder."""
    kop = ["kenmerk", "organisatie", "contactpersoon", "telefoon", "telefoon_avond", "sinds"]
    rij = betrokken(traject, Hoedanigheid.BEGELEIDING)
    if rij is None:
        return [kop]
    contact = rij.contactpersoon.naam if rij.contactpersoon else ""
    waarden = [rij.organisatie.naam, contact, belnummer(rij), rij.organisatie.telefoon_avond]
    return [kop, [traject.kenmerk, *map(veilige_cel, waarden), rij.vanaf.isoformat()]]


def kaart_belemmeringen(contract: Huurovereenkomst | None) -> list[Belemmering]:
    """Also shown on the page."""
    if contract is None or contract.getekend_op is None:
        return [Belemmering("P-36", "De kaart komt bij de sleutel: eerst moet iedereen het contract tekenen.")]
    begeleiding = betrokken(contract.traject, Hoedanigheid.BEGELEIDING)
    if begeleiding is None:
        return [Belemmering("P-36", "Er is nu niemand die begeleidt. Zonder nummer heeft de kaart geen zin.")]
    if not belnummer(begeleiding):
        melding = "Van de begeleiding is geen telefoonnummer bekend. Vraag de beheerder om dat in te vullen."
        return [Belemmering("P-36", melding)]
    return []


def kaart(traject: Traject, contract: Huurovereenkomst) -> dict[str, Any]:
    """What stands on it, as it is today."""
    begeleiding = betrokken(traject, Hoedanigheid.BEGELEIDING)
    assert begeleiding is not None
    contact, corporatie = begeleiding.contactpersoon, contract.verhuurder
    consulent = betrokken(traject, Hoedanigheid.VERHUURDER)
    nummer = belnummer(consulent) if consulent and consulent.organisatie == corporatie else corporatie.telefoon
    afspraak = Begeleidingsafspraak.objects.filter(aanmelding__traject=traject).first()
    return {
        "regels": kaartregels(
            contact=Belfeit(
                contact.naam if contact else "Mijn vaste contact",
                belnummer(begeleiding),
                begeleiding.organisatie.telefoon_avond,
            ),
            verhuurder=Belfeit(corporatie.naam, nummer, corporatie.telefoon_avond),
            bereikbaar=Bereikbaarheid(afspraak.bereikbaar) if afspraak and afspraak.bereikbaar else None,
        )
    }


def kaart_klopt(contract: Huurovereenkomst | None) -> list[Belemmering]:
    """No second card that says the same; also shown on the page."""
    vorige = laatste_kaart(contract.traject) if contract is not None else None
    if contract is None or vorige is None or vorige.op_oude_gegevens_sinds is not None:
        return []
    if vorige.inhoud.gegevens != kaart(contract.traject, contract):
        return []
    return [Belemmering("P-36", "De kaart die er is, klopt nog. Print die opnieuw als hij weg is.")]


def laatste_kaart(traject: Traject) -> Brief | None:
    """The one that counts; None as well when its text is forgotten."""
    kaarten = Brief.objects.filter(traject=traject, soort=Briefsoort.METERKASTKAART, vervangen_door=None)
    kaarten = kaarten.filter(inhoud__isnull=False).select_related("inhoud")
    brief: Brief | None = kaarten.order_by("pk").last()
    return brief


@regelt("P-36")
@transaction.atomic
def meterkastkaart_maken(*, traject: UUID, namens: Namens) -> Brief:
    """A card of today; in the place of the last one when that is no longer right."""
    rij = traject_laden(traject)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, rij)
    contract = open_contract(rij)
    eis(kaart_belemmeringen(contract) or kaart_klopt(contract))
    assert contract is not None
    vorige = laatste_kaart(rij)
    if vorige is None:
        brief = brieven_maken(
            rij,
            soort=Briefsoort.METERKASTKAART,
            titel="Wie bel ik?",
            afzender=contract.verhuurder,
            gegevens=kaart(rij, contract),
            aan=[Geadresseerde.KANDIDAAT],
        )[0]
    else:
        _verouderen(rij, contract)
        brief = brief_opnieuw_maken(brief=vorige.sleutel, namens=namens)
    handeling_boeken(rij, namens=namens, soort="meterkastkaart_gemaakt", clausule="P-36")
    return brief


@transaction.atomic
def meterkastkaart_verouderen_na(feit: BetrokkenenGewijzigd) -> None:
    """Reaction: somebody else is to be called, so a new card is a duty. Twice changes nothing."""
    traject = traject_laden(feit.traject)
    contract = open_contract(traject)
    if not kaart_belemmeringen(contract):
        assert contract is not None
        _verouderen(traject, contract)


def _verouderen(traject: Traject, contract: Huurovereenkomst) -> None:
    if (vorige := laatste_kaart(traject)) is not None:
        was, wordt = vorige.inhoud.gegevens["regels"], kaart(traject, contract)["regels"]
        brieven_verouderen(traject, Brieffeit.BELKAART, was=was, wordt=wordt)
