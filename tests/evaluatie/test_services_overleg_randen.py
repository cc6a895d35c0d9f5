"""Where an MDO and a search touch: one route looks like another, the last MDO counts, nobody keeps reading."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from evaluatie import services
from evaluatie.enums import Mdostatus, Partij
from evaluatie.models import Herhuisvesting, Mdo
from evaluatie.services import NieuweAfspraak
from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.services import rol_toekennen
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Hoedanigheid, Instroomroute, Rol
from opstap.protocol.evaluatiebegrippen import MdoUitkomst
from opstap.protocol.herhuisvesten import Woonuitkomst
from opstap.protocol.verklaringen import Zegt
from opstap.trajecten.enums import Wijze
from opstap.trajecten.models import Betrokkenheid, Traject
from opstap.trajecten.services import betrekken
from opstap.trajecten.toegang import mogelijk_namens
from tests.evaluatie import verloop
from tests.evaluatie.conftest import INGANG, Wonen, ga_wonen, stem_in
from tests.rolbezetting import Regio
from woningen.services import instemming_vastleggen

DAG, MDO_OP, LATER = date(2026, 7, 1), date(2026, 7, 13), date(2026, 7, 20)


def gepland(wonen: Wonen, op: date = DAG, mdo_op: date = MDO_OP) -> Mdo:
    signaal = verloop.signaal_gemeld(traject=wonen.traject, op=op, namens=wonen.consulent)
    mdo = verloop.mdo_gemeld(signaal=signaal.sleutel, op=op, namens=wonen.begeleider)
    return verloop.mdo_gepland(mdo=mdo.sleutel, geinformeerd_op=op, gepland_op=mdo_op, namens=wonen.begeleider)


def lukt_niet(wonen: Wonen) -> Mdo:
    """Held on MDO_OP; the consulent has said so, nobody else has."""
    return verloop.mdo_gehouden(
        mdo=gepland(wonen).sleutel,
        op=MDO_OP,
        namens=wonen.consulent,
        uitkomst=MdoUitkomst.BEEINDIGING_NASTREVEN,
        motivering="Het lukt niet.",
    )


def blijft_wonen(wonen: Wonen, mdo: Mdo, op: date) -> Mdo:
    afspraak = NieuweAfspraak(wie=Partij.HUURDER, wat="Rust na tien uur", uiterlijk=date(2026, 9, 1))
    return verloop.mdo_gehouden(mdo=mdo.sleutel, op=op, namens=wonen.consulent, afspraken=[afspraak])


def zoeken(wonen: Wonen) -> Herhuisvesting:
    verloop.oordeel_gegeven(mdo=lukt_niet(wonen).sleutel, op=MDO_OP, namens=wonen.begeleider)
    return Herhuisvesting.objects.get(traject=wonen.traject)


def zonder_procesregie(wonen: Wonen, route: Instroomroute = Instroomroute.DETENTIE) -> Wonen:
    Traject.objects.filter(pk=wonen.traject.pk).update(instroomroute=route)
    Betrokkenheid.objects.filter(traject=wonen.traject, hoedanigheid=Hoedanigheid.PROCESREGIE).delete()
    return wonen


# --- one route looks like another -----------------------------------------------------------------------------------


def _kaal(html: str, traject: Traject) -> str:
    """Without what differs between any two trajecten: keys, tokens, kenmerk."""
    html = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "SLEUTEL", html)
    html = re.sub(r'(csrfmiddlewaretoken" value=|nonce=)"[^"]+"', r"\1", html)
    html = re.sub(r'value="[^"]*:\w{6}:[\w-]{40,}"', 'value="GETEKEND"', html)
    return re.sub(r"Brugweg \d", "Brugweg", html).replace(traject.kenmerk, "KENMERK")


def _wat_de_corporatie_leest(wonen: Wonen, client: Client) -> dict[str, str]:
    """Every page and letter on the road of a second MDO, while another place is sought."""
    gelezen = {}

    def lees(pagina: str, mdo: Mdo) -> None:
        gelezen[f"{pagina} {len(gelezen)}"] = client.get(wonen.adres(pagina, mdo.sleutel)).content.decode()

    zoek = zoeken(wonen)
    with clock.klok_op(LATER):
        gelezen["zoeken"] = client.get(wonen.adres("herhuisvesting", zoek.sleutel)).content.decode()
        mdo = services.mdo_aanvragen(traject=wonen.traject.sleutel, namens=wonen.consulent)
        services.huurder_informeren(mdo=mdo.sleutel, datum=LATER, wijze=Wijze.GESPREK, namens=wonen.consulent)
        lees("mdo_plannen", mdo)
        services.mdo_plannen(mdo=mdo.sleutel, mdo_op=LATER, hoe=verloop.HOE, namens=wonen.consulent)
        lees("mdo_plannen", mdo)
        lees("mdo_vastleggen", mdo)
        verloop.mdo_gehouden(
            mdo=mdo.sleutel,
            op=LATER,
            namens=wonen.consulent,
            uitkomst=MdoUitkomst.BEEINDIGING_NASTREVEN,
            motivering="Het lukt niet.",
        )
        lees("mdo", mdo)
        gelezen["traject"] = client.get(reverse("traject", args=[wonen.traject.sleutel])).content.decode()
        for i, brief in enumerate(wonen.traject.brieven.order_by("pk")):
            antwoord = client.get(reverse("brief", args=[wonen.traject.sleutel, brief.sleutel]))
            leest = antwoord.status_code == 200
            gelezen[f"brief {i}"] = brief.inhoud.html if leest else "leest zij niet"
    return {naam: _kaal(html, wonen.traject) for naam, html in gelezen.items()}


@pytest.mark.clausule("I-9", "Z-20.8", "Z-14.19")
def test_the_corporatie_reads_the_same_whatever_the_instroomroute(regio: Regio) -> None:
    """Seen to fail when only the procesregisseur who leads came in: no tick box, and her name in the invitation."""
    gelezen = []
    for route in (Instroomroute.DETENTIE, Instroomroute.BESCHERMD_WONEN):
        wonen = zonder_procesregie(ga_wonen(regio, adres=f"Brugweg {len(gelezen) + 1}, 7200 AA Voorstad"), route)
        stem_in(wonen)
        client = wonen.client(regio.consulent)
        gelezen.append(_wat_de_corporatie_leest(wonen, client))
    detentie, anders = gelezen
    assert detentie.keys() == anders.keys()
    assert len(detentie) > 10
    for naam in detentie:
        assert detentie[naam] == anders[naam], naam


# --- the last MDO counts --------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-13.3", "Z-13.13")
def test_an_agreement_to_stay_ends_what_an_older_mdo_still_asked(wonen: Wonen) -> None:
    """Seen to fail: the older MDO took a second judgement and overruled the later agreement."""
    oud = lukt_niet(wonen)
    blijft_wonen(wonen, gepland(wonen, LATER, date(2026, 7, 27)), date(2026, 7, 27))
    oud.refresh_from_db()
    assert oud.status == Mdostatus.AFGEROND
    assert "mdo_oordeel" not in wonen.open_termijnen()
    with pytest.raises(RegelGeschonden, match="Alleen de uitkomst van dat laatste MDO telt"):
        verloop.oordeel_gegeven(mdo=oud.sleutel, op=date(2026, 8, 3), namens=wonen.begeleider)
    wonen.contract.refresh_from_db()
    assert wonen.contract.status == "lopend"


@pytest.mark.clausule("Z-13.13")
def test_what_was_promised_in_an_older_mdo_runs_on_and_it_asks_no_judgement(wonen: Wonen) -> None:
    belofte = NieuweAfspraak(wie=Partij.BEGELEIDER, wat="Elke week bellen", uiterlijk=date(2026, 9, 1))
    oud = verloop.mdo_gehouden(
        mdo=gepland(wonen).sleutel,
        op=MDO_OP,
        namens=wonen.consulent,
        uitkomst=MdoUitkomst.BEEINDIGING_NASTREVEN,
        motivering="Het lukt niet.",
        afspraken=[belofte],
    )
    blijft_wonen(wonen, gepland(wonen, LATER, LATER), LATER)
    oud.refresh_from_db()
    assert oud.status == Mdostatus.AFSPRAKEN_LOPEN
    with pytest.raises(RegelGeschonden, match="Na dit MDO was er nog een MDO"):
        verloop.oordeel_gegeven(mdo=oud.sleutel, op=LATER, namens=wonen.begeleider)
    verloop.afspraak_nagekomen(afspraak=oud.afspraken.get().sleutel, op=LATER, namens=wonen.begeleider)
    assert verloop.mdo_afgerond(mdo=oud.sleutel, op=LATER, namens=wonen.begeleider).status == Mdostatus.AFGEROND


@pytest.mark.clausule("Z-13.13")
def test_one_organisation_does_not_conclude_from_both_sides(wonen: Wonen) -> None:
    """Seen to fail: a corporatie that also supports the huurder concluded with its own begeleider."""
    r = wonen.regio
    with clock.klok_op(INGANG):
        Betrokkenheid.objects.filter(traject=wonen.traject, hoedanigheid=Hoedanigheid.BEGELEIDING).delete()
        betrekken(wonen.traject, organisatie=r.corporatie, hoedanigheid=Hoedanigheid.BEGELEIDING, reden="toets")
        mens = Gebruiker.objects.create_user("dubbel@voorbeeld.invalid", "een heel lang wachtwoord", naam="Dub Bel")
        rol_toekennen(gebruiker=mens, organisatie=r.corporatie, rol=Rol.BEGELEIDER)
    namens = Namens(gebruiker=mens.sleutel, organisatie=r.corporatie.sleutel, rol=Rol.BEGELEIDER)
    signaal = verloop.signaal_gemeld(traject=wonen.traject, op=DAG, namens=wonen.consulent)
    mdo = verloop.mdo_gemeld(signaal=signaal.sleutel, op=DAG, namens=wonen.consulent)
    verloop.mdo_gepland(mdo=mdo.sleutel, geinformeerd_op=DAG, gepland_op=MDO_OP, namens=wonen.consulent)
    verloop.mdo_gehouden(
        mdo=mdo.sleutel,
        op=MDO_OP,
        namens=wonen.consulent,
        uitkomst=MdoUitkomst.BEEINDIGING_NASTREVEN,
        motivering="Het lukt niet.",
    )
    verloop.oordeel_gegeven(mdo=mdo.sleutel, op=MDO_OP, namens=namens)
    wonen.contract.refresh_from_db()
    assert wonen.contract.status == "lopend"
    verloop.oordeel_gegeven(mdo=mdo.sleutel, op=MDO_OP, namens=wonen.procesregisseur)
    wonen.contract.refresh_from_db()
    assert wonen.contract.status == "beeindiging_nagestreefd"


# --- everybody hears each change ------------------------------------------------------------------------------------


def _berichten(wonen: Wonen, soort: str) -> int:
    return Bericht.objects.filter(soort=soort, ontvanger=wonen.regio.consulent).count()


@pytest.mark.clausule("Z-13.2")
def test_an_mdo_that_moves_back_to_its_first_day_is_mailed_again(wonen: Wonen) -> None:
    """Seen to fail: the key of the mail was the day, so the third mail was taken for the first."""
    mdo = gepland(wonen)
    with clock.klok_op(DAG):
        for dag in (LATER, MDO_OP):
            services.mdo_plannen(mdo=mdo.sleutel, mdo_op=dag, hoe=verloop.HOE, namens=wonen.begeleider)
    assert (_berichten(wonen, "mdo_gepland"), _berichten(wonen, "mdo_verplaatst")) == (1, 2)


@pytest.mark.clausule("Z-13.4")
def test_a_place_found_lost_and_found_again_is_mailed_each_time(wonen: Wonen) -> None:
    """Seen to fail: the keys of both mails were the day."""
    zoek = zoeken(wonen)
    with clock.klok_op(LATER):
        for _ in range(2):
            services.woonplek_gevonden(
                herhuisvesting=zoek.sleutel,
                uitkomst=Woonuitkomst.ANDERE_WONING,
                verhuist_op=date(2026, 9, 1),
                namens=wonen.begeleider,
            )
            services.opnieuw_zoeken(herhuisvesting=zoek.sleutel, namens=wonen.begeleider)
    assert (_berichten(wonen, "herhuisvesting_gevonden"), _berichten(wonen, "herhuisvesting_weg")) == (2, 2)


# --- nobody keeps reading -------------------------------------------------------------------------------------------


def _leest(wonen: Wonen, op: date) -> bool:
    with clock.klok_op(op):
        return bool(mogelijk_namens(wonen.regio.procesregisseur, Actie.TRAJECT_ZIEN, wonen.traject))


@pytest.mark.clausule("Z-20.4")
def test_the_procesregisseur_reads_no_further_when_the_search_was_withdrawn(wonen: Wonen) -> None:
    """Seen to fail: she kept reading for years after the huurder stayed."""
    zonder_procesregie(wonen)
    zoeken(wonen)
    assert _leest(wonen, LATER)
    with clock.klok_op(LATER):
        mdo = services.mdo_aanvragen(traject=wonen.traject.sleutel, namens=wonen.begeleider)
    verloop.mdo_gepland(mdo=mdo.sleutel, geinformeerd_op=LATER, gepland_op=LATER, namens=wonen.begeleider)
    blijft_wonen(wonen, mdo, LATER)
    assert not _leest(wonen, LATER)


@pytest.mark.clausule("Z-20.4", "Z-13.2")
def test_the_procesregisseur_of_an_mdo_reads_until_it_is_rounded_off(wonen: Wonen) -> None:
    zonder_procesregie(wonen)
    mdo = gepland(wonen)
    with clock.klok_op(DAG):
        services.mdo_plannen(
            mdo=mdo.sleutel, mdo_op=MDO_OP, hoe=verloop.HOE, met_procesregisseur=True, namens=wonen.begeleider
        )
    mdo = blijft_wonen(wonen, mdo, MDO_OP)
    assert _leest(wonen, LATER)
    verloop.afspraak_nagekomen(afspraak=mdo.afspraken.get().sleutel, op=LATER, namens=wonen.begeleider)
    verloop.mdo_afgerond(mdo=mdo.sleutel, op=LATER, namens=wonen.begeleider)
    assert not _leest(wonen, LATER)


@pytest.mark.clausule("Z-20.4", "I-10")
def test_after_a_nee_of_the_huurder_an_mdo_goes_on_and_nobody_new_comes_in(wonen: Wonen) -> None:
    """Seen to fail without the rule in the service."""
    zonder_procesregie(wonen)
    mdo = gepland(wonen)
    with clock.klok_op(DAG):
        instemming_vastleggen(
            contract=wonen.contract.sleutel, zegt=Zegt.NEE, datum=DAG, wijze=Wijze.GESPREK, namens=wonen.consulent
        )
        plan = {"mdo": mdo.sleutel, "mdo_op": MDO_OP, "hoe": verloop.HOE, "namens": wonen.begeleider}
        with pytest.raises(RegelGeschonden, match="geen nieuwe organisatie"):
            services.mdo_plannen(met_procesregisseur=True, **plan)
        services.mdo_plannen(**plan)
        assert not _leest(wonen, DAG)


def test_the_procesregisseur_who_took_part_anyway_stays(wonen: Wonen) -> None:
    mdo = blijft_wonen(wonen, gepland(wonen), MDO_OP)
    verloop.afspraak_nagekomen(afspraak=mdo.afspraken.get().sleutel, op=LATER, namens=wonen.begeleider)
    verloop.mdo_afgerond(mdo=mdo.sleutel, op=LATER, namens=wonen.begeleider)
    assert _leest(wonen, LATER)
