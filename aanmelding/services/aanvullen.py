"""The form opens again after sending: at a question of who tests, or because something changed. The term runs on."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID, uuid4

from django.db import transaction

from aanmelding.delen import gevraagde_delen
from aanmelding.models import Aanmelding, Aanvultekst, Aanvulvraag
from aanmelding.services.basis import (
    bericht_aan_loket,
    bericht_aan_zorg,
    compleet_maken,
    heeft_onverstuurde_wijziging,
    openen,
)
from aanmelding.services.brieven import aanvulling_schrijven, brieven_hoeven_niet_meer
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort
from opstap.protocol.aanvullen import (
    Aanvulafloop,
    Aanvulsoort,
    aanvulling_belemmeringen,
    terugnemen_belemmeringen,
    wijziging_belemmeringen,
)
from opstap.protocol.beslissen import Zaak
from opstap.trajecten.beslissers import beslisser_bezwaren
from opstap.trajecten.services import handeling_boeken


def open_vraag(aanmelding: Aanmelding) -> Aanvulvraag | None:
    """What is waited for now."""
    rij: Aanvulvraag | None = (
        Aanvulvraag.objects.filter(aanmelding=aanmelding, afgehandeld_op=None).select_related("tekst").first()
    )
    return rij


@transaction.atomic
def aanvulling_vragen(
    *, traject: UUID, onderdelen: Collection[str], tekst: str = "", versie: int | None = None, namens: Namens
) -> Aanvulvraag:
    """Ask the zorgorganisatie for more. A question is no judgement: who must answer hears of it, and the kandidaat."""
    aanmelding = openen(traject, Actie.TOELATING_BESLUITEN, namens=namens, versie=versie)
    eis(beslisser_bezwaren(namens, Zaak.TOELATING, aanmelding.traject))
    mogelijk = [deel.code for deel in gevraagde_delen(aanmelding.traject)]
    eis(aanvulling_belemmeringen(status=aanmelding.status, onderdelen=onderdelen, mogelijk=mogelijk))
    _onverstuurd_telt_mee(aanmelding)
    aanmelding.aanvulling_vragen()
    aanmelding.save()
    gekozen = [code for code in mogelijk if code in onderdelen]
    vraag = _openen(aanmelding, Aanvulsoort.VRAAG, namens, onderdelen=gekozen, tekst=tekst)
    handeling_boeken(aanmelding.traject, namens=namens, soort="aanvulling_gevraagd", clausule="I-3")
    aanvulling_schrijven(aanmelding, vraag)
    bericht_aan_zorg(aanmelding.traject, soort="aanvulling_gevraagd", sleutel=str(vraag.sleutel))
    return vraag


@transaction.atomic
def wijziging_melden(*, traject: UUID, versie: int | None = None, namens: Namens) -> Aanvulvraag:
    """Something changed after it was compleet: the form opens, and there is no toelating until it is sent again."""
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens, versie=versie)
    eis(wijziging_belemmeringen(status=aanmelding.status))
    _onverstuurd_telt_mee(aanmelding)
    aanmelding.wijziging_melden()
    aanmelding.save()
    vraag = _openen(aanmelding, Aanvulsoort.WIJZIGING, namens)
    handeling_boeken(aanmelding.traject, namens=namens, soort="wijziging_gemeld", clausule="I-3")
    bericht_aan_loket(aanmelding.traject, soort="wijziging_gemeld", sleutel=str(vraag.sleutel))
    return vraag


@transaction.atomic
def aanvulling_terugnemen(*, traject: UUID, versie: int | None = None, namens: Namens) -> Aanmelding:
    """The answer is not needed any more: what was sent counts again."""
    aanmelding = openen(traject, Actie.TOELATING_BESLUITEN, namens=namens, versie=versie)
    eis(beslisser_bezwaren(namens, Zaak.TOELATING, aanmelding.traject))
    vraag, verstuurd = open_vraag(aanmelding), aanmelding.laatste_versie
    eis(terugnemen_belemmeringen(status=aanmelding.status, soort=vraag.soort if vraag else ""))
    assert verstuurd is not None
    aanmelding.aanvulling_terugnemen()
    aanmelding.save()
    vraag_sluiten(aanmelding, Aanvulafloop.TERUGGENOMEN)
    handeling_boeken(aanmelding.traject, namens=namens, soort="aanvulling_teruggenomen", clausule="I-3")
    bericht_aan_zorg(aanmelding.traject, soort="aanvulling_teruggenomen", sleutel=str(vraag.sleutel if vraag else ""))
    compleet_maken(aanmelding, verstuurd)
    return aanmelding


def _onverstuurd_telt_mee(aanmelding: Aanmelding) -> None:
    """What was typed and did not count is there again: no akkoord was given on it."""
    if heeft_onverstuurde_wijziging(aanmelding):
        aanmelding.inhoud = uuid4()


def _openen(
    aanmelding: Aanmelding, soort: Aanvulsoort, namens: Namens, *, onderdelen: Collection[str] = (), tekst: str = ""
) -> Aanvulvraag:
    vraag = Aanvulvraag.objects.create(
        aanmelding=aanmelding,
        soort=soort,
        onderdelen=list(onderdelen),
        gevraagd_op=clock.vandaag(),
        gebruiker=namens.gebruiker,
        organisatie=namens.organisatie,
        rol=namens.rol,
    )
    if tekst.strip():
        Aanvultekst.objects.create(vraag=vraag, tekst=tekst.strip())
    return vraag


def vraag_sluiten(aanmelding: Aanmelding, afloop: Aanvulafloop) -> Aanvulvraag | None:
    """Nobody waits for it any more; None when nothing was asked."""
    vraag = open_vraag(aanmelding)
    if vraag is not None:
        vraag.afgehandeld_op, vraag.afloop = clock.vandaag(), afloop
        vraag.save()
        brieven_hoeven_niet_meer(aanmelding, Briefsoort.AANVULLING)
    return vraag
