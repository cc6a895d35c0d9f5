"""The slice of TrajectFeiten that this room knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Max, Prefetch

from aanmelding.models import Aanmelding, AanmeldVersie, Accordering, Advies, Overdracht
from opstap.post.enums import Briefsoort
from opstap.post.links.post import laatste_dag
from opstap.post.models import Brief, Link
from opstap.protocol.aanmeldstappen import ACCORDEERBAAR, Aanmeldstatus, Accorderingstatus
from opstap.protocol.aanvullen import Aanvulafloop
from opstap.protocol.adviseren import Adviesafloop
from opstap.protocol.begrippen import Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import (
    AanmeldFeiten,
    AanvulFeit,
    AccorderingFeit,
    AdviesFeit,
    OverdrachtFeit,
    VoorstelFeit,
    VoorwaardeFeit,
)
from opstap.protocol.verklaringen import mag_delen
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.models import Traject, Verklaring

_VOORBIJ = {Accorderingstatus.VERLOPEN, Accorderingstatus.INGETROKKEN}


def aanmeldfeiten(trajecten: Collection[Traject]) -> dict[int, AanmeldFeiten]:
    """By the key of the traject, in a fixed number of queries (bedrading.FEITENLEVERANCIERS).

    Dates count from what was sent last; before the first time from what is on the form.
    """
    bij_pk = {traject.pk: traject for traject in trajecten}
    formulieren = Aanmelding.objects.filter(traject__in=bij_pk).select_related("voorwaarde__gevraagd")
    met_organisatie = (
        Prefetch("accorderingen", Accordering.objects.select_related("organisatie")),
        Prefetch("adviezen", Advies.objects.select_related("organisatie")),
    )
    rijen = list(formulieren.prefetch_related("versies", "aanvulvragen", "voorstellen", *met_organisatie))
    brieven = _afwijzingsbrieven(rij.traject_id for rij in rijen if rij.status == Aanmeldstatus.AFGEWEZEN)
    gevraagd = [rij.traject_id for rij in rijen if rij.accorderingen.all() or rij.adviezen.all()]
    links, stil = _links(gevraagd), _niet_vragen(gevraagd)
    return {
        rij.traject_id: replace(
            _feiten(
                bij_pk[rij.traject_id], rij, max(rij.versies.all(), key=lambda v: v.nummer, default=None), links, stil
            ),
            afwijzing_verzonden_op=brieven.get(rij.traject_id),
        )
        for rij in rijen
    }


def _afwijzingsbrieven(trajecten: Iterable[int]) -> dict[int, date]:
    """The last day a letter of the afwijzing that holds went out; without a query where there is none."""
    if not (afgewezen := list(trajecten)):
        return {}
    brieven = Brief.objects.filter(traject__in=afgewezen, soort=Briefsoort.AFWIJZING, verzonden_op__isnull=False)
    van = brieven.filter(besluit__herzien_door=None).order_by().values_list("traject")
    return dict(van.annotate(dag=Max("verzonden_op")))


def overdrachtfeiten(trajecten: Collection[Traject]) -> dict[int, tuple[OverdrachtFeit, ...]]:
    """By the key of the traject, in one query (bedrading.FEITENLEVERANCIERS)."""
    gevonden: dict[int, list[OverdrachtFeit]] = defaultdict(list)
    for rij in Overdracht.objects.filter(traject__in=trajecten).select_related("van", "naar").order_by("pk"):
        gevonden[rij.traject_id].append(
            OverdrachtFeit(
                sleutel=rij.sleutel,
                van=rij.van.sleutel,
                naar=rij.naar.sleutel,
                status=rij.status,
                aangeboden_op=rij.aangeboden_op,
                start=rij.start,
                beantwoord_op=rij.beantwoord_op,
                ingegaan_op=rij.ingegaan_op,
            )
        )
    return {pk: tuple(rijen) for pk, rijen in gevonden.items()}


#: Until when the last link holds or held: (traject, organisatie, rol) -> day.
Links = dict[tuple[int, int, str], date]


def _links(trajecten: Collection[int]) -> Links:
    """A later link takes the place of an earlier one."""
    rijen = Link.objects.filter(traject__in=trajecten).order_by("pk")
    return {(rij.traject_id, rij.organisatie_id, rij.rol): rij.beeindigd_op or laatste_dag(rij) for rij in rijen}


def _niet_vragen(trajecten: Collection[int]) -> dict[int, date]:
    """Where the last word of the kandidaat is that other organisations are not asked, with the day he said so."""
    rijen = Verklaring.objects.filter(traject__in=trajecten, soort=Verklaringsoort.INSTEMMING_PARTIJEN)
    laatste = {rij.traject_id: rij.uitspraak for rij in rijen.order_by("datum", "pk")}
    return {pk: uitspraak.datum for pk, uitspraak in laatste.items() if not mag_delen(laatste=uitspraak)}


def _feiten(
    traject: Traject, aanmelding: Aanmelding, versie: AanmeldVersie | None, links: Links, stil: dict[int, date]
) -> AanmeldFeiten:
    voorwaarde = _voorwaarde(aanmelding)
    return AanmeldFeiten(
        status=aanmelding.status,
        begonnen_op=(voorwaarde.opgepakt_op if voorwaarde else None) or traject.gestart_op,
        instroomroute=traject.herkomstroute,
        gewijzigd_op=aanmelding.gewijzigd_op,
        uitstroom=None if voorwaarde else _uitstroom(aanmelding, versie),
        ingediend_op=aanmelding.ingediend_op,
        compleet_op=aanmelding.compleet_op,
        gesprek_op=aanmelding.gesprek_op,
        besloten_op=aanmelding.besloten_op,
        heropend_op=aanmelding.heropend_op,
        eigen_bijdrage_op=aanmelding.eigen_bijdrage_op,
        accorderingen=_accorderingen(aanmelding, links, is_stil=traject.pk in stil),
        indicatie_op=aanmelding.indicatie_op,
        aanvulvragen=_aanvulvragen(aanmelding),
        voorstellen=tuple(
            VoorstelFeit(rij.sleutel, rij.voorgesteld_op, rij.afgehandeld_op, rij.is_intrekking)
            for rij in sorted(aanmelding.voorstellen.all(), key=lambda rij: rij.pk)
        ),
        adviezen=_adviezen(aanmelding, is_stil=traject.pk in stil),
        voorwaarde=voorwaarde,
        stil_sinds=stil.get(traject.pk) if vragen_liggen_stil(aanmelding) else None,
    )


def vragen_liggen_stil(aanmelding: Aanmelding) -> bool:
    """Whether something is still asked, so that a nee of the kandidaat holds it up."""
    vraagt = aanmelding.status in ACCORDEERBAAR
    return vraagt and any(rij.status == Accorderingstatus.GEVRAAGD for rij in aanmelding.accorderingen.all())


@regelt("I-36")
def _voorwaarde(aanmelding: Aanmelding) -> VoorwaardeFeit | None:
    """Where a corporatie began: nothing counts from a day of vertrek there."""
    rij = getattr(aanmelding, "voorwaarde", None)
    return rij and VoorwaardeFeit(
        gesteld_op=rij.gesteld_op,
        opgepakt_op=rij.opgepakt_op,
        vraag=rij.vraag,
        gevraagd=rij.gevraagd.sleutel if rij.gevraagd else None,
        gevraagd_op=rij.gevraagd_op,
        beantwoord_op=rij.beantwoord_op,
    )


def _aanvulvragen(aanmelding: Aanmelding) -> tuple[AanvulFeit, ...]:
    """A question that was taken back asks nothing of anybody."""
    rijen = sorted(aanmelding.aanvulvragen.all(), key=lambda rij: rij.pk)
    return tuple(
        AanvulFeit(rij.sleutel, rij.gevraagd_op, rij.afgehandeld_op)
        for rij in rijen
        if rij.afloop != Aanvulafloop.TERUGGENOMEN
    )


def _adviezen(aanmelding: Aanmelding, *, is_stil: bool) -> tuple[AdviesFeit, ...]:
    """As `_accorderingen`; a question that was taken back asks nothing of anybody."""
    return tuple(
        AdviesFeit(rij.sleutel, rij.organisatie.sleutel, Rol(rij.rol), rij.gevraagd_op, rij.afgehandeld_op)
        for rij in sorted(aanmelding.adviezen.all(), key=lambda rij: rij.pk)
        if rij.afloop != Adviesafloop.TERUGGENOMEN and not (is_stil and rij.afgehandeld_op is None)
    )


def _uitstroom(aanmelding: Aanmelding, versie: AanmeldVersie | None) -> date | None:
    if versie is None:
        return aanmelding.uitstroom
    dag = versie.snapshot.get("uitstroom")  # wiped: nothing
    return date.fromisoformat(dag) if dag else None


def _accorderingen(aanmelding: Aanmelding, links: Links, *, is_stil: bool) -> tuple[AccorderingFeit, ...]:
    """`is_stil`: an open question asks nothing of anybody, for as long as that lasts."""
    voorbij = _VOORBIJ | ({Accorderingstatus.GEVRAAGD} if is_stil else set())
    return tuple(
        AccorderingFeit(
            sleutel=rij.sleutel,
            organisatie=rij.organisatie.sleutel,
            rol=Rol(rij.rol),
            gevraagd_op=rij.gevraagd_op,
            beantwoord_op=rij.beantwoord_op,
            is_vervallen=rij.status in voorbij,
            is_geweigerd=rij.status == Accorderingstatus.GEWEIGERD,
            is_voordracht=rij.is_voordracht,
            zonder_account=rij.zonder_account,
            link_tot=links.get((aanmelding.traject_id, rij.organisatie_id, rij.rol)),
        )
        for rij in sorted(aanmelding.accorderingen.all(), key=lambda rij: rij.pk)
    )
