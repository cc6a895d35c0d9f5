"""Write down the answer on an offer, let it expire, settle it; after the last refusal the route closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.namens import SYSTEEM, Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort
from opstap.post.services import brieven_maken
from opstap.protocol import bemiddelen as regels
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Route
from opstap.protocol.bemiddelen import (
    Aanbiedingstatus,
    Afhandeling,
    antwoord_belemmeringen,
    bemiddeling_vervalt,
    mismatch_belemmeringen,
    punten_belemmeringen,
)
from opstap.protocol.inschrijven import Inschrijfwerk
from opstap.protocol.starten import Startpunt
from opstap.protocol.uitruil import Uitruilrichting
from opstap.trajecten.enums import Besluitsoort, Verklaringsoort, Wijze
from opstap.trajecten.models import Traject
from opstap.trajecten.services import besluit_nemen, handeling_boeken, verklaring_vastleggen
from woningen import letters
from woningen.enums import Intrekreden, Weigerreden
from woningen.models import Aanbieding, Bemiddeling, Inschrijfhandeling, Startantwoord
from woningen.services.aanbieden import eerdere_aanbiedingen
from woningen.services.afspraken import begeleidende
from woningen.services.bemiddelen import bemiddeling_melden
from woningen.services.contract_correcties import contract_terugnemen
from woningen.services.gedeeld import (
    aanbieding_laden,
    begeleider_mailen,
    consulent_mailen,
    eis_handeling,
    niet_na_vandaag,
    traject_laden,
)
from woningen.services.start import woonafspraken_loslaten
from woningen.services.uitruil import uitruil_laten_vervallen


@dataclass(frozen=True, slots=True)
class Punten:
    """When and how the kandidaat was told that the points lapse."""

    op: date
    wijze: Wijze


@transaction.atomic
def aanbieding_accepteren(
    *,
    aanbieding: UUID,
    punten_verteld: Punten | None = None,
    versie: int | None = None,
    namens: Namens,
) -> Aanbieding:
    """The kandidaat takes the home: the reserved place is used. `punten_verteld`: that the points lapse (Z-9.20)."""
    traject, rij = _om_te_beantwoorden(aanbieding, versie, namens)
    if punten_verteld is not None:
        _punten_vertellen(traject, rij, punten_verteld, namens)
    vandaag = clock.vandaag()
    rij.accepteren()
    rij.afgehandeld_op = vandaag
    rij.save()
    if rij.plaats is not None:
        rij.plaats.gebruiken()
        rij.plaats.gebruikt_door = begeleidende(traject)
        rij.plaats.save()
    rij.bemiddeling.toewijzen()
    rij.bemiddeling.toegewezen_op = vandaag
    rij.bemiddeling.save()
    uitruil_laten_vervallen(traject, Uitruilrichting.ERUIT)
    _melden(traject, rij, namens, "aanbieding_geaccepteerd")
    return rij


def _punten_vertellen(traject: Traject, aanbieding: Aanbieding, verteld: Punten, namens: Namens) -> None:
    eis(punten_belemmeringen(route=Route(aanbieding.bemiddeling.route)))
    eis(niet_na_vandaag(verteld.op, clausule="Z-9.20", wat="De kandidaat hoorde het", veld="punten_op"))
    verklaring_vastleggen(
        traject,
        soort=Verklaringsoort.WEET_VAN_PUNTEN,
        datum=verteld.op,
        wijze=verteld.wijze,
        namens=namens,
        onderwerp=aanbieding.sleutel,
    )
    gebeurtenis_vastleggen(
        soort="punten_verteld",
        namens=namens,
        traject=traject.sleutel,
        clausule="Z-9.20",
        gegevens={"datum": verteld.op.isoformat()},
    )


@transaction.atomic
def aanbieding_weigeren(
    *,
    aanbieding: UUID,
    reden: Weigerreden,
    mismatch_bevestigd: bool = False,
    factor_vastgelegd_op: date | None = None,
    versie: int | None = None,
    namens: Namens,
) -> Aanbieding:
    """The kandidaat says no, also after a yes. Counts, unless the consulent confirms what was missing before (I-13)."""
    traject, rij = _om_van_af_te_zien(aanbieding, versie, namens)
    eis(
        mismatch_belemmeringen(
            bevestigd=mismatch_bevestigd,
            factor_vastgelegd_op=factor_vastgelegd_op,
            aangeboden_op=rij.aangeboden_op,
        )
    )
    rij.weigeren()
    rij.weigerreden, rij.mismatch_bevestigd = reden, mismatch_bevestigd
    rij.factor_vastgelegd_op = factor_vastgelegd_op if mismatch_bevestigd else None
    vrijgeven(rij, namens=namens)
    _stoppen_na_laatste_weigering(traject, rij.bemiddeling, namens)
    _melden(traject, rij, namens, "aanbieding_geweigerd", reden=reden)
    return rij


@transaction.atomic
def aanbieding_intrekken(
    *, aanbieding: UUID, reden: Intrekreden, versie: int | None = None, namens: Namens
) -> Aanbieding:
    """The corporatie takes the offer back, also after a yes; it does not count (I-13)."""
    traject, rij = _om_van_af_te_zien(aanbieding, versie, namens)
    rij.intrekken()
    rij.intrekreden = reden
    vrijgeven(rij, namens=namens)
    begeleider_mailen(traject, soort="aanbod_ingetrokken", sleutel=str(rij.sleutel))
    _melden(traject, rij, namens, "aanbieding_ingetrokken", reden=reden)
    return rij


@transaction.atomic
def aanbieding_laten_verlopen(*, traject: UUID, onderwerp: UUID | None) -> None:
    """Sweep, the day after the last day for an answer. Place and home are free again. Twice changes nothing."""
    rij = traject_laden(traject)
    aanbieding = (
        Aanbieding.objects.van_traject(rij)
        .open()
        .select_related("bemiddeling", "woning__corporatie", "plaats")
        .filter(sleutel=onderwerp, antwoord_uiterlijk__lt=clock.vandaag())
        .first()
    )
    if aanbieding is None:
        return
    _verlopen(rij, aanbieding)


def _verlopen(traject: Traject, aanbieding: Aanbieding) -> None:
    aanbieding.verlopen()
    vrijgeven(aanbieding, namens=SYSTEEM, afgehandeld=False)
    begeleider_mailen(traject, soort="aanbod_verlopen", sleutel=str(aanbieding.sleutel))
    consulent_mailen(traject, soort="aanbod_verlopen", sleutel=str(aanbieding.sleutel))
    _melden(traject, aanbieding, SYSTEEM, "aanbieding_verlopen")


@transaction.atomic
def verlopen_aanbieding_afhandelen(
    *, aanbieding: UUID, afhandeling: Afhandeling, versie: int | None = None, namens: Namens
) -> Aanbieding:
    """After contact with kandidaat and begeleider the consulent decides whether it counts; never automatic (I-13).

    An offer past its last day that the sweep did not reach expires first.
    """
    traject, rij = aanbieding_laden(aanbieding)
    eis_handeling(namens, Actie.WONING_AANBIEDEN, traject)
    rij.eis_versie(versie)
    eis(afhandel_belemmeringen(rij))
    if rij.status == Aanbiedingstatus.AANGEBODEN:
        _verlopen(traject, rij)
    rij.afhandelen()
    rij.afhandeling, rij.afgehandeld_op = afhandeling, clock.vandaag()
    rij.save()
    _stoppen_na_laatste_weigering(traject, rij.bemiddeling, namens)
    _melden(traject, rij, namens, "aanbieding_afgehandeld", afhandeling=afhandeling)
    return rij


def is_voorbij(aanbieding: Aanbieding) -> bool:
    """Also asked by the page."""
    return regels.is_voorbij(
        status=Aanbiedingstatus(aanbieding.status),
        antwoord_uiterlijk=aanbieding.antwoord_uiterlijk,
        peildatum=clock.vandaag(),
    )


def afhandel_belemmeringen(aanbieding: Aanbieding) -> list[Belemmering]:
    if is_voorbij(aanbieding) and not aanbieding.afhandeling:
        return []
    return [Belemmering("I-13", "Dit aanbod is niet verlopen, of het is al afgehandeld.")]


def _om_te_beantwoorden(sleutel: UUID, versie: int | None, namens: Namens) -> tuple[Traject, Aanbieding]:
    traject, rij = _geladen(sleutel, versie, namens)
    eis(_antwoord_belemmeringen(rij))
    return traject, rij


def _om_van_af_te_zien(sleutel: UUID, versie: int | None, namens: Namens) -> tuple[Traject, Aanbieding]:
    traject, rij = _geladen(sleutel, versie, namens)
    eis(afzien_belemmeringen(rij))
    return traject, rij


def _geladen(sleutel: UUID, versie: int | None, namens: Namens) -> tuple[Traject, Aanbieding]:
    traject, rij = aanbieding_laden(sleutel)
    eis_handeling(namens, Actie.WONING_AANBIEDEN, traject)
    rij.eis_versie(versie)
    return traject, rij


def _antwoord_belemmeringen(aanbieding: Aanbieding) -> list[Belemmering]:
    return antwoord_belemmeringen(
        status=Aanbiedingstatus(aanbieding.status),
        antwoord_uiterlijk=aanbieding.antwoord_uiterlijk,
        peildatum=clock.vandaag(),
    )


def afzien_belemmeringen(aanbieding: Aanbieding) -> list[Belemmering]:
    """May it still be refused or taken back? Also shown on the page."""
    if aanbieding.status != Aanbiedingstatus.GEACCEPTEERD:
        return _antwoord_belemmeringen(aanbieding)
    sleutel = aanbieding.contracten.geldig().exclude(ingebruikname=None).exists()
    return regels.afzien_belemmeringen(heeft_sleutel=sleutel)


def afzien_waarschuwingen(aanbieding: Aanbieding) -> list[Belemmering]:
    """For the page, before somebody steps back."""
    return regels.afzien_waarschuwingen(is_getekend=aanbieding.contracten.geldig().exclude(getekend_op=None).exists())


def vrijgeven(aanbieding: Aanbieding, *, namens: Namens, afgehandeld: bool = True) -> None:
    """Home and place are free, the search goes on; after a yes the contract that was being made is off too, and what
    was done for this home is to be done again for the next one."""
    vandaag = clock.vandaag()
    for contract in aanbieding.contracten.open():
        contract_terugnemen(contract, namens=namens)
    aanbieding.woning_vrij_op = vandaag
    aanbieding.afgehandeld_op = vandaag if afgehandeld else None
    aanbieding.save()
    if aanbieding.plaats is not None:
        aanbieding.plaats.vrijgeven()
        aanbieding.plaats.save()
    bemiddeling, had_woning = aanbieding.bemiddeling, aanbieding.bemiddeling.toegewezen_op is not None
    bemiddeling.verder_zoeken()
    bemiddeling.toegewezen_op = None
    bemiddeling.save()
    if had_woning:
        Inschrijfhandeling.objects.filter(bemiddeling=bemiddeling, werk=Inschrijfwerk.TOEWIJZING).delete()
        Startantwoord.objects.filter(traject=bemiddeling.traject).exclude(punt=Startpunt.PLAN).delete()
        woonafspraken_loslaten(bemiddeling.traject)
        uitruil_laten_vervallen(bemiddeling.traject, Uitruilrichting.ERIN)


def _melden(traject: Traject, aanbieding: Aanbieding, namens: Namens, soort: str, **codes: str) -> None:
    gegevens = {"aanbieding": str(aanbieding.sleutel), **codes}
    handeling_boeken(traject, namens=namens, soort=soort, clausule="I-13", gegevens=gegevens)


def _stoppen_na_laatste_weigering(traject: Traject, bemiddeling: Bemiddeling, namens: Namens) -> None:
    """Z-9.14: besluit, letter, and the other route opens; what the corporatie could see she can see still."""
    eerdere = eerdere_aanbiedingen(traject)
    if bemiddeling.route != Route.DIRECTE_BEMIDDELING or not bemiddeling_vervalt(
        eerdere=eerdere, parameters=traject.regelingversie.parameters
    ):
        return
    bemiddeling.vervallen()
    bemiddeling.save()
    aanbiedingen = Aanbieding.objects.van_traject(traject)
    besluit = besluit_nemen(
        traject,
        soort=Besluitsoort.BEMIDDELING_VERVALLEN,
        uitkomst="vervallen",
        namens=namens,
        snapshot={"aanbiedingen": [str(a.sleutel) for a in aanbiedingen], "clausule": "Z-9.14"},
    )
    assert bemiddeling.verhuurder is not None
    brieven_maken(
        traject,
        soort=Briefsoort.VERVALLEN,
        titel="Wij zoeken geen woning meer voor u",
        afzender=bemiddeling.verhuurder,
        gegevens=letters.vervallen(
            bemiddeling, list(aanbiedingen.select_related("woning__corporatie")), bemiddeling.verhuurder
        ),
        besluit=besluit,
    )
    begeleider_mailen(traject, soort="bemiddeling_vervallen", sleutel=str(bemiddeling.sleutel))
    gebeurtenis_vastleggen(soort="bemiddeling_vervallen", namens=namens, traject=traject.sleutel, clausule="Z-9.14")
    zelf = Bemiddeling(
        traject=traject,
        route=Route.ZELF_REAGEREN,
        toelating=bemiddeling.toelating,
        begonnen_op=clock.vandaag(),
        categorie=bemiddeling.categorie,
        verhuurder=bemiddeling.verhuurder,
        verhuurder_gevraagd_op=bemiddeling.verhuurder_gevraagd_op,
        wachtrij_dag=bemiddeling.wachtrij_dag,
        wachtrij_nummer=bemiddeling.wachtrij_nummer,
    )
    zelf.zoeken()
    zelf.save()
    bemiddeling_melden(traject, Route.ZELF_REAGEREN, namens)
