"""The desk for the neighbours, its card, and that they were told something (P-42, H-34, H-35, Z-14.15)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from evaluatie.enums import Partij
from evaluatie.feiten import huidig_contract
from evaluatie.models import Buurtbericht, Buurtpunt
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.models import Brief
from opstap.post.services import brieven_maken
from opstap.post.services.correcties import Brieffeit, brief_opnieuw_maken, brieven_verouderen
from opstap.protocol.begeleiden import bewoont_belemmeringen
from opstap.protocol.buren import (
    Buurtfunctie,
    Buurtuitleg,
    bericht_belemmeringen,
    buurtpunt_belemmeringen,
    kaart_mag,
)
from opstap.trajecten.models import Traject
from opstap.trajecten.services import handeling_boeken, traject_vergrendelen
from opstap.trajecten.toegang import eis_recht
from woningen.models import Huurovereenkomst


def buurtkaart(traject: Traject) -> Brief | None:
    """The one that counts; None as well when its text is forgotten."""
    kaarten = Brief.objects.filter(traject=traject, soort=Briefsoort.BUURTKAART, vervangen_door=None)
    brief: Brief | None = kaarten.filter(inhoud__isnull=False).select_related("inhoud").order_by("pk").last()
    return brief


@transaction.atomic
def buurtpunt_vastleggen(
    *,
    traject: UUID,
    functie: Buurtfunctie,
    telefoon: str,
    huurder_akkoord_op: date | None,
    namens: Namens,
    versie: int | None = None,
) -> Buurtpunt:
    """Whom the neighbours call; with a yes of the huurder there is a card of it as well."""
    rij, contract = _laden(traject, Actie.CONTRACT_BEHEREN, namens)
    eis(buurtpunt_belemmeringen(huurder_akkoord_op=huurder_akkoord_op, peildatum=clock.vandaag()))
    punt = Buurtpunt.objects.filter(contract=contract).first() or Buurtpunt(contract=contract)
    punt.eis_versie(versie)
    punt.functie, punt.telefoon, punt.huurder_akkoord_op = functie, telefoon, huurder_akkoord_op
    punt.save()
    if kaart_mag(huurder_akkoord_op=huurder_akkoord_op):
        _kaart_maken(rij, punt, namens)
    handeling_boeken(rij, namens=namens, soort="buurtpunt_vastgelegd", clausule="P-42")
    return punt


def _kaart_maken(traject: Traject, punt: Buurtpunt, namens: Namens) -> None:
    """In the place of the last one when that says something else; the same again is no second card."""
    gegevens = _op_de_kaart(punt)
    vorige = buurtkaart(traject)
    if vorige is None:
        brieven_maken(
            traject,
            soort=Briefsoort.BUURTKAART,
            titel="Vragen over wonen hier?",
            afzender=punt.contract.verhuurder,
            gegevens=gegevens,
            aan=[Geadresseerde.KANDIDAAT],
        )
    elif vorige.inhoud.gegevens["bellen"] != gegevens["bellen"]:
        brieven_verouderen(traject, Brieffeit.BUURTPUNT, was=vorige.inhoud.gegevens["bellen"], wordt=gegevens["bellen"])
        brief_opnieuw_maken(brief=vorige.sleutel, namens=namens)


def _op_de_kaart(punt: Buurtpunt) -> dict[str, Any]:
    wie = f"{Buurtfunctie(punt.functie).label} van {punt.contract.verhuurder.naam}"
    return {"bellen": {"wie": wie, "telefoon": punt.telefoon}}


@transaction.atomic
def buren_ingelicht(
    *, traject: UUID, soort: Buurtuitleg, door: Partij, op: date, huurder_wist_op: date, namens: Namens
) -> Buurtbericht:
    """When, how and by whom; nothing of what was said."""
    rij, contract = _laden(traject, Actie.START_VASTLEGGEN, namens)
    eis(
        bericht_belemmeringen(
            op=op, huurder_wist_op=huurder_wist_op, ingangsdatum=contract.ingangsdatum, peildatum=clock.vandaag()
        )
    )
    bericht = Buurtbericht.objects.create(
        contract=contract, soort=soort, door=door, op=op, huurder_wist_op=huurder_wist_op
    )
    handeling_boeken(rij, namens=namens, soort="buren_ingelicht", clausule="H-34", gegevens={"datum": op.isoformat()})
    return bericht


def _laden(traject: UUID, actie: Actie, namens: Namens) -> tuple[Traject, Huurovereenkomst]:
    rij = traject_vergrendelen(traject)
    eis_recht(namens, actie, rij)
    contract = huidig_contract(rij)
    eis(bewoont_belemmeringen(bewoont=contract is not None))
    assert contract is not None
    return rij, contract
