"""Send the aanmelding, or withdraw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from aanmelding.delen import Snapshot, aanmeldsnapshot
from aanmelding.delen.akkoord import kandidaat_zei, partijen_zei
from aanmelding.delen.checklist import ZELF, checklistfeiten, rijhashes
from aanmelding.models import Aanmelding, AanmeldVersie, Aanvulvraag, Accordering
from aanmelding.services.aanvullen import vraag_sluiten
from aanmelding.services.adviesstand import adviezen_laten_vervallen
from aanmelding.services.afspraken import afspraken_volgen
from aanmelding.services.basis import (
    afzenders,
    alleen_betrokken,
    bericht_aan_loket,
    beslissers,
    compleet_maken,
    is_gewijzigd,
    ontvanger,
    openen,
    voordracht_bezwaren,
    voordracht_gevraagd,
)
from aanmelding.services.brieven import brieven_hoeven_niet_meer, ontvangst_schrijven
from aanmelding.services.linkstand import kan_in_opstap, links_bijwerken
from aanmelding.services.voorstelstand import voorstel_laten_vervallen
from opstap import clock
from opstap.errors import RegelGeschonden, eis
from opstap.partners.models import Organisatie, Organisatiesoort
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort
from opstap.post.services import bericht_klaarzetten
from opstap.protocol.aanmelden import ChecklistFeit, Partij, welke_accorderingen
from opstap.protocol.aanmeldstappen import (
    ONVERSTUURD,
    Accorderingstatus,
    Intrekreden,
    indienen_belemmeringen,
    intrekken_belemmeringen,
)
from opstap.protocol.aanvullen import Aanvulafloop
from opstap.protocol.adviseren import Adviesafloop
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Leefgebied, Rol
from opstap.protocol.beslissen import loket_van
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import AanmeldingIngetrokken
from opstap.protocol.verklaringen import delen_belemmeringen
from opstap.protocol.voordragen import VOORDRACHT
from opstap.regelingen.services import procesregie
from opstap.trajecten.concepten import concepten_weggooien
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.services import betrekken, handeling_boeken, traject_afsluiten

#: Who answers for an organisation that is no gemeente; for a zorgorganisatie the begeleider.
_ROL = {Organisatiesoort.CORPORATIE: Rol.CONSULENT}


@regelt("Z-9.1", "Z-14.3")
@transaction.atomic
def aanmelding_indienen(*, traject: UUID, versie: int | None = None, namens: Namens) -> AanmeldVersie:
    """Fix the form as a version, tell the loket, ask the organisations that must approve. Again until compleet.

    The first time it is judged from then on by the agreements of that day. Unchanged is an answer too, to who asked
    for more: then the version that was sent goes on.
    """
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens, versie=versie)
    afspraken_volgen(aanmelding, namens=namens)
    loket = _eis_ontvanger(aanmelding)
    is_eerste = aanmelding.status in ONVERSTUURD
    if is_eerste:
        aanmelding.indienen()
        aanmelding.ingediend_op = clock.vandaag()
    else:
        aanmelding.aanvullen()
    aanmelding.save()
    eerder = None if is_gewijzigd(aanmelding) else aanmelding.laatste_versie
    if eerder is not None:
        return _ongewijzigd(aanmelding, eerder, namens)
    verstuurd = _versie_maken(aanmelding, namens)
    plaats = loket_van(parameters=aanmelding.traject.regelingversie.parameters)
    betrekken(aanmelding.traject, organisatie=loket, hoedanigheid=plaats.hoedanigheid, reden="aanmelding")
    gevraagd = _accorderingen_vragen(aanmelding, verstuurd)
    vraag = vraag_sluiten(aanmelding, Aanvulafloop.VERSTUURD)
    gegevens = {"versie": verstuurd.nummer}
    _verstuurd(aanmelding, verstuurd, namens, soort="aanmelding_ingediend", clausule="Z-9.1", gegevens=gegevens)
    _berichten(aanmelding, verstuurd, gevraagd, vraag)
    compleet_maken(aanmelding, verstuurd)
    if is_eerste:
        ontvangst_schrijven(aanmelding)
    return verstuurd


def _ongewijzigd(aanmelding: Aanmelding, verstuurd: AanmeldVersie, namens: Namens) -> AanmeldVersie:
    """It is right as it stands: the same version, and every akkoord on it holds."""
    vraag = vraag_sluiten(aanmelding, Aanvulafloop.ONGEWIJZIGD)
    _verstuurd(aanmelding, verstuurd, namens, soort="aanvulling_ongewijzigd", clausule="I-3")
    _berichten(aanmelding, verstuurd, (), vraag)
    compleet_maken(aanmelding, verstuurd)
    return verstuurd


def _verstuurd(aanmelding: Aanmelding, versie: AanmeldVersie, namens: Namens, **gebeurtenis: Any) -> None:
    links_bijwerken(aanmelding)
    concepten_weggooien(aanmelding.traject, namens)
    handeling_boeken(aanmelding.traject, namens=namens, **gebeurtenis)


def _eis_ontvanger(aanmelding: Aanmelding) -> Organisatie:
    """To whom it goes; raises RegelGeschonden when it cannot be sent now."""
    loket = ontvanger(aanmelding.traject)
    bezwaren = verstuur_bezwaren(aanmelding)
    if bezwaren or loket is None:
        raise RegelGeschonden(bezwaren)
    return loket


def verstuur_bezwaren(aanmelding: Aanmelding) -> list[Belemmering]:
    """Why it cannot be sent now; also for the page."""
    anders = is_gewijzigd(aanmelding)
    return (
        indienen_belemmeringen(
            status=aanmelding.status,
            is_gewijzigd=anders,
            heeft_loket=ontvanger(aanmelding.traject) is not None,
            kandidaat=kandidaat_zei(aanmelding),
        )
        or delen_belemmeringen(
            laatste=partijen_zei(aanmelding), vraagt_nieuw=anders and bool(nieuwe_vragen(aanmelding))
        )
        or voordracht_bezwaren(aanmelding)
    )


def _versie_maken(aanmelding: Aanmelding, namens: Namens) -> AanmeldVersie:
    snapshot, laatste = aanmeldsnapshot(aanmelding), aanmelding.laatste_versie
    return AanmeldVersie.objects.create(
        sleutel=aanmelding.inhoud,
        aanmelding=aanmelding,
        nummer=laatste.nummer + 1 if laatste else 1,
        datum=clock.vandaag(),
        gebruiker=namens.gebruiker,
        organisatie=namens.organisatie,
        rol=namens.rol,
        snapshot=snapshot,
        rijhashes=rijhashes(snapshot),
    )


def _te_accorderen(aanmelding: Aanmelding, snapshot: Snapshot) -> tuple[ChecklistFeit, ...]:
    """Rows of another organisation; a row that nobody is asked for needs no accordering."""
    return welke_accorderingen(
        rijen=[rij for rij in checklistfeiten(snapshot) if rij.uitvoerder != ZELF],
        afzenders={o.sleutel for o in afzenders(aanmelding.traject)},
        beslissers={o.sleutel for o in beslissers(aanmelding.traject)},
    )


@dataclass(frozen=True, slots=True)
class _Vraag:
    """What is asked of whom; equal `rijhash` = what was answered before still holds."""

    organisatie: Organisatie
    rol: Rol
    hoedanigheid: Hoedanigheid
    rijhash: str


def _vragen(aanmelding: Aanmelding, snapshot: Snapshot) -> dict[str, _Vraag]:
    rijen, hashes = _te_accorderen(aanmelding, snapshot), rijhashes(snapshot)
    organisaties: dict[Partij | None, Organisatie] = {
        o.sleutel: o for o in Organisatie.objects.filter(sleutel__in=[rij.uitvoerder for rij in rijen])
    }
    vragen = {
        rij.leefgebied.value: _Vraag(wie, *_gevraagde(rij, wie), hashes[rij.leefgebied])
        for rij in rijen
        if (wie := organisaties.get(rij.uitvoerder)) is not None
    }
    return vragen | _voordracht(aanmelding)


@regelt("Z-4.8", "Z-6.3", "I-9")
def _voordracht(aanmelding: Aanmelding) -> dict[str, _Vraag]:
    """The procesregisseur takes part for her answer only; a yes is about the person and stays with a new version."""
    traject = aanmelding.traject
    regie = procesregie(traject.regeling) if voordracht_gevraagd(traject) else None
    vraag = _Vraag(regie, Rol.PROCESREGISSEUR, Hoedanigheid.ACCORDERING, VOORDRACHT) if regie else None
    return {VOORDRACHT: vraag} if vraag else {}


def _blijvend(aanmelding: Aanmelding, nodig: Mapping[str, _Vraag]) -> list[Accordering]:
    """What was asked for an equal row, and its answer; a voordracht has no row: after a no it is asked again."""
    return [
        rij
        for rij in Accordering.objects.filter(aanmelding=aanmelding).levend()
        if rij.leefgebied in nodig and rij.rijhash == nodig[rij.leefgebied].rijhash
        if not (rij.is_voordracht and rij.status == Accorderingstatus.GEWEIGERD)
    ]


def vraagt_anderen(aanmelding: Aanmelding) -> bool:
    """Whether the form, as it is now, asks something of another organisation."""
    return bool(_vragen(aanmelding, aanmeldsnapshot(aanmelding)))


def nieuwe_vragen(aanmelding: Aanmelding) -> set[str]:
    """What another organisation would be asked for the first time if the form was sent now."""
    nodig = _vragen(aanmelding, aanmeldsnapshot(aanmelding))
    return set(nodig) - {rij.leefgebied for rij in _blijvend(aanmelding, nodig)}


def _accorderingen_vragen(aanmelding: Aanmelding, versie: AanmeldVersie) -> list[Accordering]:
    """Keep what stays, take back the others, ask the new ones; who gives no support now sees nothing from today."""
    nodig = _vragen(aanmelding, versie.snapshot)
    blijft = _blijvend(aanmelding, nodig)
    for rij in Accordering.objects.filter(aanmelding=aanmelding).levend().exclude(pk__in=[r.pk for r in blijft]):
        rij.intrekken()
        rij.save()
    alleen_betrokken(aanmelding, {(vraag.hoedanigheid, vraag.organisatie.pk) for vraag in nodig.values()})
    gevraagd = {rij.leefgebied for rij in blijft}
    return [_vragen_aan(aanmelding, versie, code, vraag) for code, vraag in nodig.items() if code not in gevraagd]


def vervallen_opnieuw_vragen(aanmelding: Aanmelding, versie: AanmeldVersie) -> list[Accordering]:
    """What was not answered yet when the besluit came; an answer still holds."""
    leeft = set(Accordering.objects.filter(aanmelding=aanmelding).levend().values_list("leefgebied", flat=True))
    nodig = _vragen(aanmelding, versie.snapshot).items()
    return [_vragen_aan(aanmelding, versie, code, vraag) for code, vraag in nodig if code not in leeft]


@regelt("Z-7.11")
def _gevraagde(rij: ChecklistFeit, organisatie: Organisatie) -> tuple[Rol, Hoedanigheid]:
    """Which role is asked, and as what its organisation takes part.

    The procesregisseur takes part for her row only: more would tell the corporatie that justitie plays a role (I-9).
    """
    soort = Organisatiesoort(organisatie.soort)
    if soort is not Organisatiesoort.GEMEENTE:
        return _ROL.get(soort, Rol.BEGELEIDER), Hoedanigheid.ACCORDERING
    if rij.leefgebied is Leefgebied.JUSTITIE:
        return Rol.PROCESREGISSEUR, Hoedanigheid.ACCORDERING
    return Rol.WMO_CONSULENT, Hoedanigheid.WMO


def _vragen_aan(aanmelding: Aanmelding, versie: AanmeldVersie, code: str, vraag: _Vraag) -> Accordering:
    betrekken(aanmelding.traject, organisatie=vraag.organisatie, hoedanigheid=vraag.hoedanigheid, reden="accordering")
    return Accordering.objects.create(
        aanmelding=aanmelding,
        gevraagd_in=versie,
        leefgebied=code,
        organisatie=vraag.organisatie,
        rijhash=vraag.rijhash,
        gevraagd_op=clock.vandaag(),
        rol=vraag.rol,
        zonder_account=not kan_in_opstap(vraag.organisatie, vraag.rol),
    )


def _berichten(
    aanmelding: Aanmelding, versie: AanmeldVersie, gevraagd: Sequence[Accordering], vraag: Aanvulvraag | None
) -> None:
    """One mail per role, organisation and version, however many rows it is asked for."""
    sleutel = str(versie.sleutel)
    if vraag is None:
        bericht_aan_loket(aanmelding.traject, soort="aanmelding_ingediend", sleutel=sleutel)
    else:
        bericht_aan_loket(aanmelding.traject, soort="aanvulling_beantwoord", sleutel=str(vraag.sleutel))
    accorderingen_mailen(aanmelding, gevraagd, sleutel=sleutel)


def accorderingen_mailen(aanmelding: Aanmelding, gevraagd: Sequence[Accordering], *, sleutel: str) -> None:
    for accordering in {(a.organisatie_id, a.rol): a for a in gevraagd}.values():
        bericht_klaarzetten(
            soort="accordering_gevraagd",
            sleutel=sleutel,
            traject=aanmelding.traject,
            organisatie=accordering.organisatie,
            rol=accordering.rol,
        )


@transaction.atomic
def aanmelding_intrekken(*, traject: UUID, reden: Intrekreden, versie: int | None = None, namens: Namens) -> Aanmelding:
    """The zorgorganisatie takes it back, with a reason; the traject closes."""
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens, versie=versie)
    eis(intrekken_belemmeringen(status=aanmelding.status))
    aanmelding_sluiten(aanmelding, reden, namens=namens, soort="aanmelding_ingetrokken", clausule="Z-9.1")
    return aanmelding


def aanmelding_sluiten(
    aanmelding: Aanmelding, reden: Intrekreden, *, namens: Namens, soort: str, clausule: str
) -> None:
    """Nothing is asked of anybody any more, what was typed and not stored goes, and the traject closes."""
    aanmelding.intrekken()
    aanmelding.intrekreden = reden
    aanmelding.save()
    accorderingen_laten_vervallen(aanmelding)
    vraag_sluiten(aanmelding, Aanvulafloop.INGETROKKEN)
    voorstel_laten_vervallen(aanmelding)
    adviezen_laten_vervallen(aanmelding, Adviesafloop.INGETROKKEN)
    brieven_hoeven_niet_meer(aanmelding, Briefsoort.ONTVANGST)
    handeling_boeken(
        aanmelding.traject,
        namens=namens,
        soort=soort,
        clausule=clausule,
        feit=AanmeldingIngetrokken(traject=aanmelding.traject.sleutel, aanmelding=aanmelding.sleutel),
    )
    bericht_aan_loket(aanmelding.traject, soort="aanmelding_ingetrokken", sleutel=str(aanmelding.sleutel))
    traject_afsluiten(traject=aanmelding.traject.sleutel, uitkomst=Uitkomst.INGETROKKEN, namens=namens)


def accorderingen_laten_vervallen(aanmelding: Aanmelding) -> None:
    """What was asked and not answered needs no answer any more."""
    for rij in Accordering.objects.filter(aanmelding=aanmelding).open():
        rij.intrekken()
        rij.save()
    links_bijwerken(aanmelding)
