"""The registers of the regeling in the world of the rights: a row of each kind, of the gemeente."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from evaluatie.register.models import (
    Geschil,
    Knelpunt,
    Knelpunttekst,
    Protocolafspraak,
    Protocolevaluatie,
)
from tests.toegang.mensen import VANDAAG

if TYPE_CHECKING:
    from tests.toegang.wereld import Wereld


def registerrijen(w: Wereld) -> dict[str, UUID]:
    regeling, gemeente = w.regio.regeling, w.regio.organisaties["gemeente"]
    knelpunt = Knelpunt.objects.create(
        regeling=regeling, organisatie=gemeente, thema="leefomgeving", jaar=VANDAAG.year, maand=1
    )
    Knelpunttekst.objects.create(knelpunt=knelpunt, soort="liep_vast", tekst="Er was geen tolk.")
    evaluatie = Protocolevaluatie.objects.create(
        regeling=regeling,
        jaar=VANDAAG.year - 1,
        aanleiding="jaarlijks",
        gehouden_op=VANDAAG - timedelta(days=90),
        onderwerpen=["aantallen"],
        rollen=["consulent"],
    )
    evaluatie.organisaties.set([gemeente])
    afspraak = Protocolafspraak.objects.create(
        protocolevaluatie=evaluatie, organisatie=gemeente, wat="Een lijst met tolken.", uiterlijk=VANDAAG
    )
    geschil = Geschil.objects.create(
        regeling=regeling, melder=w.regio.organisaties["beek"], onderwerp="uitleg", gemeld_op=VANDAAG
    )
    geschil.wederpartijen.set([gemeente])
    return {
        "knelpunt": knelpunt.sleutel,
        "protocolevaluatie": evaluatie.sleutel,
        "protocolafspraak": afspraak.sleutel,
        "geschil": geschil.sleutel,
    }
