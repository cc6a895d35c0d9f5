"""A besluit over the toelating does not hold any more: the aanmelding lies with who decides again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from aanmelding.delen.akkoord import partijen_zei
from aanmelding.models import Aanmelding
from aanmelding.services.basis import bericht_aan_zorg, compleet_maken, openen_om_te_besluiten, werkt_bij_afzender
from aanmelding.services.brieven import brieven_hoeven_niet_meer, heropening_schrijven
from aanmelding.services.indienen import accorderingen_mailen, vervallen_opnieuw_vragen
from aanmelding.services.linkstand import links_bijwerken
from aanmelding.services.verklaringen import vragen_stilleggen
from aanmelding.services.voorstelstand import voorstel_laten_vervallen
from opstap import clock
from opstap.errors import RegelGeschonden, eis
from opstap.partners.namens import Namens
from opstap.post.enums import Briefsoort
from opstap.post.services import nieuws_intrekken
from opstap.protocol.aanmeldstappen import ONVERSTUURD, Aanmeldstatus
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Fase, Hoedanigheid
from opstap.protocol.beslissen import Zaak
from opstap.protocol.feiten import ToelatingIngetrokken
from opstap.protocol.heropenen import (
    HEROPENBAAR,
    NIET_BESLOTEN,
    Heropenreden,
    heropenen_belemmeringen,
    heropening_belemmeringen,
)
from opstap.protocol.sluiten import NAZORG
from opstap.protocol.toelaten import ToelatingUitkomst
from opstap.protocol.verklaringen import mag_delen
from opstap.protocol.versturen import NietVersturenReden
from opstap.protocol.vier_ogen import alleen_belemmeringen
from opstap.termijnen.mensen.controles import verweesd
from opstap.trajecten.beslissers import (
    GEEN_VERGADERING,
    Vergadering,
    notulen,
    vergadering_bezwaren,
)
from opstap.trajecten.enums import Besluitsoort
from opstap.trajecten.models import Besluit, Traject
from opstap.trajecten.services import (
    besluit_nemen,
    betrokken_organisatie,
    geldend_besluit,
    handeling_boeken,
    traject_heropenen,
    traject_vergrendelen,
)


@dataclass(frozen=True, slots=True)
class Heropening:
    """Why; `vergadering` only where a commissie decides."""

    reden: Heropenreden
    motivering: str
    vergadering: Vergadering = GEEN_VERGADERING


@transaction.atomic
def besluit_heropenen(*, traject: UUID, heropening: Heropening, versie: int | None = None, namens: Namens) -> Besluit:
    """The traject runs again as on its last day, and the term to decide counts from today. The old besluit stays.

    A toelating is not withdrawn by one person where the regeling asks a second one: see `voorstellen`.
    """
    aanmelding = openen_om_te_besluiten(traject, namens=namens, versie=versie)
    if aanmelding.status == Aanmeldstatus.TOEGELATEN:
        eis(alleen_belemmeringen(parameters=aanmelding.traject.regelingversie.parameters))
    return heropening_uitvoeren(aanmelding, heropening, namens)


def heropening_uitproberen(aanmelding: Aanmelding, heropening: Heropening, namens: Namens) -> None:
    """Refuses what it would; nothing of it is kept."""
    with transaction.atomic():
        proef = Aanmelding.objects.get(pk=aanmelding.pk)
        proef.traject = traject_vergrendelen(aanmelding.traject_id)
        heropening_uitvoeren(proef, heropening, namens)
        transaction.set_rollback(True)


def heropening_uitvoeren(
    aanmelding: Aanmelding, heropening: Heropening, namens: Namens, *, voorstel: UUID | None = None
) -> Besluit:
    """Inside a use-case that may. `voorstel`: the proposal it confirms."""
    eis(heropenen_bezwaren(aanmelding))
    oud, verstuurd = geldend_besluit(aanmelding.traject, Besluitsoort.TOELATING), aanmelding.laatste_versie
    if oud is None or verstuurd is None:
        raise RegelGeschonden([Belemmering("Z-2.9", NIET_BESLOTEN)])
    eis(_bezwaren(aanmelding, oud, heropening, namens))
    was_toegelaten = aanmelding.status == Aanmeldstatus.TOEGELATEN
    rij = _vastleggen(aanmelding, oud, heropening, namens, voorstel)
    voorstel_laten_vervallen(aanmelding)
    if not was_toegelaten:
        _weer_open(aanmelding.traject)
    aanmelding.heropenen()
    aanmelding.besloten_op, aanmelding.heropend_op = None, clock.vandaag()
    aanmelding.save()
    gevraagd = vervallen_opnieuw_vragen(aanmelding, verstuurd)
    links_bijwerken(aanmelding)
    handeling_boeken(
        aanmelding.traject,
        namens=namens,
        soort="toelating_ingetrokken" if was_toegelaten else "besluit_heropend",
        clausule="Z-2.9",
        gegevens={"datum": oud.datum.isoformat(), "reden": heropening.reden.value, "besluit": str(rij.sleutel)},
        feit=ToelatingIngetrokken(aanmelding.traject.sleutel, oud.sleutel) if was_toegelaten else None,
    )
    _vertellen(aanmelding, oud, rij, heropening.motivering)
    if mag_delen(laatste=partijen_zei(aanmelding)):
        accorderingen_mailen(aanmelding, gevraagd, sleutel=str(rij.sleutel))
    else:
        vragen_stilleggen(aanmelding)
    compleet_maken(aanmelding, verstuurd)
    return rij


def _vertellen(aanmelding: Aanmelding, oud: Besluit, rij: Besluit, motivering: str) -> None:
    """The letter of the old besluit that was not posted yet need not go, and nobody hears of it any more."""
    soorten = (Briefsoort.AFWIJZING, Briefsoort.TOELATING)
    brieven_hoeven_niet_meer(aanmelding, *soorten, reden=NietVersturenReden.KLOPT_NIET)
    heropening_schrijven(aanmelding, rij, motivering=motivering)
    nieuws_intrekken(soort="besluit_toelating", sleutel=str(oud.sleutel))
    bericht_aan_zorg(aanmelding.traject, soort="besluit_heropend", sleutel=str(rij.sleutel))


def heropenen_bezwaren(aanmelding: Aanmelding) -> list[Belemmering]:
    """Also shown on the page, and before there is a link to it."""
    traject = aanmelding.traject
    if aanmelding.status not in HEROPENBAAR:
        return [Belemmering("Z-2.9", NIET_BESLOTEN)]
    zorg = betrokken_organisatie(traject, Hoedanigheid.BEGELEIDING)
    gestopt = zorg is None or (zorg.beeindigd_op is not None and zorg.beeindigd_op <= clock.vandaag())
    andere = Traject.objects.open().filter(persoon=traject.persoon, regeling=traject.regeling).exclude(pk=traject.pk)
    return heropenen_belemmeringen(
        status=aanmelding.status,
        fase=Fase(traject.fase),
        toegang_tot=traject.afgesloten_op + NAZORG if traject.afgesloten_op else None,
        loopt_al=Aanmelding.objects.filter(traject__in=andere).exclude(status__in=ONVERSTUURD).exists(),
        kan_niet=gestopt or andere.exists(),
        peildatum=clock.vandaag(),
        gewist_op=traject.gewist_op,
    )


def _bezwaren(aanmelding: Aanmelding, oud: Besluit, heropening: Heropening, namens: Namens) -> list[Belemmering]:
    traject = aanmelding.traject
    return [
        *vergadering_bezwaren(heropening.vergadering, zaak=Zaak.TOELATING, traject=traject, vanaf=oud.datum),
        *heropening_belemmeringen(
            motivering=heropening.motivering, werkt_bij_afzender=werkt_bij_afzender(namens, traject)
        ),
    ]


def _vastleggen(
    aanmelding: Aanmelding, oud: Besluit, heropening: Heropening, namens: Namens, voorstel: UUID | None
) -> Besluit:
    return besluit_nemen(
        aanmelding.traject,
        soort=Besluitsoort.HEROPENING,
        uitkomst="ingetrokken" if oud.uitkomst == ToelatingUitkomst.TOEGELATEN else "heropend",
        namens=namens,
        motivering=heropening.motivering,
        snapshot={"reden": heropening.reden.value, **({"voorstel": str(voorstel)} if voorstel else {})},
        notulen=notulen(heropening.vergadering, zaak=Zaak.TOELATING, traject=aanmelding.traject),
        herziet=oud,
    )


def _weer_open(traject: Traject) -> None:
    """Who lost the role meanwhile is no contactpersoon again: the team is."""
    traject_heropenen(traject)
    verweesd().filter(traject=traject).order_by().update(contactpersoon=None)
