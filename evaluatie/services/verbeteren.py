"""What was written down of an evaluatie was not right: corrected, and put before everybody again."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from evaluatie.enums import Notitiesoort, Partij
from evaluatie.models import Evaluatie
from evaluatie.services.gedeeld import notitie_vervangen, vergrendeld
from evaluatie.services.vaststellen import (
    RIJEN,
    blijft_belemmeringen,
    opnieuw_voorleggen,
    vaststellen_als_het_kan,
)
from evaluatie.services.voorstellen import voorstel_bij_onvoldoende
from evaluatie.vaststelling import is_teruggestuurd
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, ItemOordeel, Oordeel, Vervolgadvies
from opstap.protocol.evalueren import ItemAntwoord, evaluatie_belemmeringen
from opstap.protocol.vaststellen import verbeteren_belemmeringen
from opstap.trajecten.beslissers import beslisser_bezwaren
from opstap.trajecten.enums import Correctiereden
from opstap.trajecten.services import handeling_boeken
from opstap.trajecten.toegang import eis_recht


@transaction.atomic
def evaluatie_verbeteren(
    *,
    evaluatie: UUID,
    items: Mapping[EvaluatieItem, ItemOordeel],
    oordeel: Oordeel,
    advies: Vervolgadvies | None,
    teksten: Mapping[Notitiesoort, str],
    reden: Correctiereden,
    namens: Namens,
    versie: int | None = None,
) -> Evaluatie:
    """What was written down was not right; everybody who had to be there is asked again.

    `teksten`: what is not in it stays as it was.
    """
    traject, rij = vergrendeld(RIJEN, evaluatie, versie)
    eis_recht(namens, Actie.EVALUATIE_HOUDEN, traject)
    eis(verbeteren_bezwaren(rij))
    eis(beslisser_bezwaren(namens, Zaak.EVALUATIE, traject))
    eis(_inhoud_bezwaren(rij, items, oordeel, teksten.get(Notitiesoort.GEEN_AFSPRAAK, "")))
    was = {i.item: i for i in rij.items.all()}
    anders = [was[item] for item, o in items.items() if item in was and was[item].oordeel != o]
    tekst_anders = [notitie_vervangen(traject, rij.sleutel, soort, tekst) for soort, tekst in teksten.items()]
    geheel = {"oordeel": oordeel.value, "advies": advies or ""}
    geheel_was = {veld: was for veld, nu in geheel.items() if (was := getattr(rij, veld)) != nu}
    verandert = bool(anders or geheel_was) or any(tekst_anders)
    eis(verbeteren_belemmeringen(verandert=verandert, is_teruggestuurd=is_teruggestuurd(rij)))
    stond_er = {i.item: i.oordeel for i in anders} | geheel_was
    for itemoordeel in anders:
        itemoordeel.oordeel = items[EvaluatieItem(itemoordeel.item)]
        itemoordeel.save()
    rij.oordeel, rij.advies = geheel["oordeel"], geheel["advies"]
    voorstel_bij_onvoldoende(rij)
    opnieuw_voorleggen(rij, namens)
    was_zo = ", ".join(f"{wat}: {code}" for wat, code in sorted(stond_er.items()))
    gegevens = {"nummer": rij.nummer, "reden": reden, "was": was_zo}
    handeling_boeken(traject, namens=namens, soort="evaluatie_verbeterd", clausule="Z-12.12", gegevens=gegevens)
    vaststellen_als_het_kan(rij, namens)
    gereed: Evaluatie = rij
    return gereed


def verbeteren_bezwaren(evaluatie: Evaluatie) -> list[Belemmering]:
    """Also shown on the page."""
    if evaluatie.gehouden_op is None:
        return [Belemmering("Z-12.12", "Deze evaluatie is nog niet gehouden; er is nog niets om te verbeteren.")]
    return blijft_belemmeringen(evaluatie)


def _inhoud_bezwaren(
    evaluatie: Evaluatie, items: Mapping[EvaluatieItem, ItemOordeel], oordeel: Oordeel, omdat: str
) -> list[Belemmering]:
    """As when it was held: the day and who were there stay."""
    assert evaluatie.gehouden_op is not None
    over = set(evaluatie.afspraken.values_list("item", flat=True))
    aanwezig = {rol for code in evaluatie.aanwezig if (rol := Partij(code).rol) is not None}
    return evaluatie_belemmeringen(
        met_corporatie=evaluatie.met_corporatie,
        gehouden_op=evaluatie.gehouden_op,
        aanwezig=aanwezig,
        huurder_aanwezig=True,
        antwoorden={
            item: ItemAntwoord(oordeel=o, heeft_afspraak=bool(over & {"", item.value}), geen_afspraak_omdat=omdat)
            for item, o in items.items()
        },
        oordeel=oordeel,
        peildatum=clock.vandaag(),
        parameters=evaluatie.traject.regelingversie.parameters,
    )
