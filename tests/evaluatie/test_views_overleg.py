"""From reporting a signaal to the end of the MDO, through the pages, each by who may."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from evaluatie.enums import Mdostatus, Partij, Signaalstatus
from evaluatie.models import Mdo, Signaal
from evaluatie.services import NieuweAfspraak, mdo_melden, signaal_afhandelen, signaal_oppakken
from opstap import clock
from opstap.errors import GeenRecht
from opstap.logboek.models import Inzage
from opstap.protocol.begrippen import GEVOELIGE_LEEFGEBIEDEN, Instroomroute, Leefgebied
from opstap.protocol.evaluatiebegrippen import MdoUitkomst, Signaalsoort
from tests.evaluatie import verloop
from tests.evaluatie.conftest import Wonen, ga_wonen
from tests.toegang.meten import lijf

DAG, MDO_OP = date(2026, 7, 1), date(2026, 7, 13)
VASTGELEGD: dict[str, Any] = {
    "gehouden_op": "13-7-2026",
    "aanwezig": ["huurder", "begeleider", "consulent"],
    "huurder_werkt_mee": "ja",
    "uitkomst": "blijft_wonen",
    "wie_1": "huurder",
    "wat_1": "Geen muziek na tien uur",
    "uiterlijk_1": "1-8-2026",
}


@pytest.fixture
def signaal(wonen: Wonen) -> Signaal:
    return verloop.signaal_gemeld(traject=wonen.traject, op=DAG, namens=wonen.consulent, toelichting="Drie keer.")


@pytest.fixture
def mdo(wonen: Wonen, signaal: Signaal) -> Mdo:
    return verloop.mdo_gemeld(signaal=signaal.sleutel, op=DAG, namens=wonen.begeleider)


@pytest.fixture
def gepland(wonen: Wonen, mdo: Mdo) -> Mdo:
    return verloop.mdo_gepland(mdo=mdo.sleutel, geinformeerd_op=DAG, gepland_op=MDO_OP, namens=wonen.begeleider)


@pytest.fixture
def begeleider(wonen: Wonen) -> Client:
    return wonen.client(wonen.regio.begeleider)


HOE = {"om": "14.30", "minuten": "60", "plaats": "zorg"}


def post(client: Client, adres: str, rij: Any = None, op: date = DAG, **gegevens: Any) -> Any:
    versie = {"versie": str(type(rij).objects.get(pk=rij.pk).versie)} if rij is not None else {}
    with clock.klok_op(op):
        return client.post(adres, {"verzoek": str(uuid4()), **versie, **gegevens})


def tekst(antwoord: Any) -> str:
    return str(antwoord.content.decode())


# --- signaal -----------------------------------------------------------------------------------------------------


def test_reporting_leads_to_the_signaal_with_its_next_step(wonen: Wonen, begeleider: Client) -> None:
    melden = wonen.client(wonen.regio.wmo_consulent)
    antwoord = post(
        melden, wonen.adres("signaal_melden"), soort="overlast", is_spoed="nee", toelichting="Twee meldingen."
    )
    signaal = Signaal.objects.get()
    assert (antwoord.status_code, antwoord.url) == (302, wonen.adres("signaal", signaal.sleutel))
    pagina = tekst(begeleider.get(antwoord.url))
    for zin in ("er is overlast gemeld", "Twee meldingen.", "Wmo-consulent, Gemeente Voorstad", "Pak het signaal op"):
        assert zin in pagina


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"soort": ""}, "Kies een antwoord bij “Wat heeft u gezien of gehoord?”"),
        ({"soort": "drugs"}, "Kies bij “Wat heeft u gezien of gehoord?” een antwoord uit de lijst."),
        ({"is_spoed": ""}, "Kies een antwoord bij “Heeft het spoed?”"),
        ({"toelichting": "y" * 201}, "Maak “Toelichting” korter"),
    ],
)
def test_a_wrong_report_is_named_and_the_text_stays(
    wonen: Wonen, begeleider: Client, anders: dict[str, Any], zin: str
) -> None:
    gegevens = {"soort": "overlast", "is_spoed": "nee", "toelichting": "Blijft staan.", **anders}
    antwoord = post(begeleider, wonen.adres("signaal_melden"), **gegevens)
    assert antwoord.status_code == 422
    assert zin in tekst(antwoord)
    assert gegevens["toelichting"] in tekst(antwoord)
    assert not Signaal.objects.exists()


def test_reporting_twice_gives_one_signaal(wonen: Wonen, begeleider: Client) -> None:
    gegevens = {"verzoek": str(uuid4()), "soort": "woning", "is_spoed": "ja", "toelichting": ""}
    antwoorden = {post(begeleider, wonen.adres("signaal_melden"), **gegevens).url for _ in range(2)}
    assert len(antwoorden) == Signaal.objects.count() == 1


def test_pick_up_and_close_without_an_mdo(wonen: Wonen, begeleider: Client, signaal: Signaal) -> None:
    antwoord = post(begeleider, wonen.adres("signaal_oppakken", signaal.sleutel), signaal)
    assert antwoord.status_code == 302
    pagina = tekst(begeleider.get(antwoord.url))
    assert "Handel het af zonder MDO" in pagina
    assert "Breng het naar een MDO" in pagina
    afhandelen = wonen.adres("signaal_afhandelen", signaal.sleutel)
    assert "Wie het signaal meldde, vindt ook" in tekst(begeleider.get(afhandelen))
    fout = post(begeleider, afhandelen, signaal, reden="De buren hebben gepraat.", gesprek_op="1-7-2026")
    assert fout.status_code == 422
    assert "Vraag eerst wie het signaal meldde" in tekst(fout)
    assert "De buren hebben gepraat." in tekst(fout)
    leeg = post(begeleider, afhandelen, signaal, reden="", melder_akkoord="on", gesprek_op="")
    assert "Vul “Op welke dag sprak u met de huurder, met de begeleider erbij?” in." in tekst(leeg)
    assert "Vul “Waarom is een MDO niet nodig?” in." in tekst(leeg)
    goed = post(
        begeleider, afhandelen, signaal, reden="De buren hebben gepraat.", melder_akkoord="on", gesprek_op="1-7-2026"
    )
    assert goed.status_code == 302
    signaal.refresh_from_db()
    assert signaal.status == Signaalstatus.AFGEHANDELD
    assert "De buren hebben gepraat." in tekst(begeleider.get(goed.url))


def test_who_raised_it_is_not_asked_to_agree_with_herself(wonen: Wonen, signaal: Signaal) -> None:
    signaal_oppakken(signaal=signaal.sleutel, namens=wonen.consulent)
    client = wonen.client(wonen.regio.consulent)
    adres = wonen.adres("signaal_afhandelen", signaal.sleutel)
    assert "Wie het signaal meldde" not in tekst(client.get(adres))
    assert post(client, adres, signaal, reden="Vergissing.", gesprek_op="1-7-2026").status_code == 302


def test_a_step_that_is_past_says_so(wonen: Wonen, begeleider: Client, signaal: Signaal, mdo: Mdo) -> None:
    for pagina in ("signaal_oppakken", "signaal_afhandelen", "mdo_melden"):
        gelezen = tekst(begeleider.get(wonen.adres(pagina, signaal.sleutel)))
        assert "De stand van het signaal is: naar een MDO." in gelezen
        assert gelezen.count("Dit kan nu") == 1
    assert post(begeleider, wonen.adres("signaal_oppakken", signaal.sleutel), signaal).status_code == 422


# --- MDO ---------------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-13.1", "Z-13.2", "Z-13.3", "Z-13.6")
def test_the_whole_road_of_an_mdo_through_the_pages(wonen: Wonen, begeleider: Client, signaal: Signaal) -> None:
    naar_mdo = post(begeleider, wonen.adres("mdo_melden", signaal.sleutel), signaal)
    mdo = Mdo.objects.get()
    assert naar_mdo.url == wonen.adres("mdo", mdo.sleutel)
    assert "Leg vast dat de huurder het weet" in tekst(begeleider.get(naar_mdo.url))
    assert "Vertel de huurder eerst" in tekst(begeleider.get(wonen.adres("mdo_plannen", mdo.sleutel)))
    informeren = wonen.adres("huurder_informeren", mdo.sleutel)
    assert post(begeleider, informeren, mdo, huurder_geinformeerd_op="1-7-2026", wijze="gesprek").status_code == 302
    assert post(begeleider, wonen.adres("mdo_plannen", mdo.sleutel), mdo, mdo_op="13-7-2026", **HOE).status_code == 302
    pagina = tekst(begeleider.get(naar_mdo.url))
    assert "ma 13 juli 2026" in pagina
    assert "Kies een andere dag" in pagina
    vastleggen = wonen.adres("mdo_vastleggen", mdo.sleutel)
    assert "opstapcommissie" not in tekst(begeleider.get(vastleggen))
    assert post(begeleider, vastleggen, mdo, op=MDO_OP, **VASTGELEGD).status_code == 302
    pagina = tekst(begeleider.get(naar_mdo.url))
    for zin in ("Geen muziek na tien uur", "blijft wonen", "De afspraken zijn klaar"):
        assert zin in pagina
    assert "Rond het MDO af" not in pagina
    afronden = wonen.adres("mdo_afronden", mdo.sleutel)
    assert "Er loopt nog 1 afspraak" in tekst(begeleider.get(afronden))
    assert post(begeleider, afronden, mdo).status_code == 422
    verloop.afspraak_nagekomen(afspraak=mdo.afspraken.get().sleutel, op=date(2026, 7, 30), namens=wonen.begeleider)
    assert "Rond het MDO af" in tekst(begeleider.get(naar_mdo.url))
    assert post(begeleider, afronden, mdo).status_code == 302
    mdo.refresh_from_db()
    assert mdo.status == Mdostatus.AFGEROND


@pytest.mark.parametrize(
    ("gegevens", "zin"),
    [
        ({"wijze": "gesprek"}, "Vul “Wanneer is het aan de huurder verteld?” in."),
        ({"huurder_geinformeerd_op": "1-7-2026"}, "Kies een antwoord bij “Hoe is het verteld?”"),
        ({"huurder_geinformeerd_op": "2-7-2026", "wijze": "gesprek"}, "vul in op welke dag dat gebeurde"),
    ],
)
def test_a_wrong_day_of_telling_is_named(
    wonen: Wonen, begeleider: Client, mdo: Mdo, gegevens: dict[str, Any], zin: str
) -> None:
    antwoord = post(begeleider, wonen.adres("huurder_informeren", mdo.sleutel), mdo, **gegevens)
    assert antwoord.status_code == 422
    assert zin in tekst(antwoord)


@pytest.mark.parametrize(
    ("dag", "zin"),
    [("", "Vul “Op welke dag is het MDO?” in."), ("30-6-2026", "De huurder weet het sinds 1 juli 2026")],
)
def test_a_wrong_day_of_the_mdo_is_named(wonen: Wonen, begeleider: Client, gepland: Mdo, dag: str, zin: str) -> None:
    antwoord = post(begeleider, wonen.adres("mdo_plannen", gepland.sleutel), gepland, mdo_op=dag, **HOE)
    assert antwoord.status_code == 422
    assert zin in tekst(antwoord)


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"gehouden_op": "14-7-2026"}, "Deze dag moet nog komen"),
        ({"gehouden_op": "later"}, "Vul bij “Wanneer was het MDO?” een datum in"),
        ({"aanwezig": []}, "Vink bij “Wie waren erbij?” aan wie er bij het MDO waren."),
        ({"huurder_werkt_mee": ""}, "Kies een antwoord bij “Werkt de huurder mee?”"),
        ({"uitkomst": ""}, "Kies een antwoord bij “Wat is de uitkomst?”"),
        ({"wie_1": "", "wat_1": "", "uiterlijk_1": ""}, "Vul minstens één afspraak in"),
        ({"uitkomst": "beeindiging_nastreven"}, "Schrijf op waarom zelfstandig wonen niet lukt"),
        ({"motivering": "z" * 1001}, "Maak “Waarom?” korter"),
    ],
)
def test_each_mistake_about_the_mdo_is_named_and_the_text_stays(
    wonen: Wonen, begeleider: Client, gepland: Mdo, anders: dict[str, Any], zin: str
) -> None:
    gegevens = {**VASTGELEGD, "wat_2": "Ook dit blijft", "wie_2": "begeleider", "uiterlijk_2": "1-9-2026", **anders}
    if anders.get("wie_1") == "":
        gegevens |= {"wat_2": "", "wie_2": "", "uiterlijk_2": ""}
    antwoord = post(begeleider, wonen.adres("mdo_vastleggen", gepland.sleutel), gepland, op=MDO_OP, **gegevens)
    assert antwoord.status_code == 422
    assert zin in tekst(antwoord)
    assert gegevens["wat_2"] in tekst(antwoord)
    gepland.refresh_from_db()
    assert gepland.status == Mdostatus.GEPLAND


@pytest.mark.clausule("Z-13.7")
def test_what_the_huurder_did_not_sign_says_so(wonen: Wonen, begeleider: Client, gepland: Mdo) -> None:
    gegevens = {**VASTGELEGD, "huurder_werkt_mee": "nee", "aanwezig": ["begeleider", "consulent"]}
    antwoord = post(begeleider, wonen.adres("mdo_vastleggen", gepland.sleutel), gepland, op=MDO_OP, **gegevens)
    assert "niet ondertekend door de huurder" in tekst(begeleider.get(antwoord.url))


def test_a_stale_form_of_an_mdo_keeps_what_was_typed(wonen: Wonen, begeleider: Client, gepland: Mdo) -> None:
    antwoord = post(begeleider, wonen.adres("mdo_vastleggen", gepland.sleutel), op=MDO_OP, **VASTGELEGD, versie="0")
    assert antwoord.status_code == 422
    assert "Iemand anders heeft dit intussen gewijzigd" in tekst(antwoord)
    assert "Geen muziek na tien uur" in tekst(antwoord)


# --- who may, and what nobody may see -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wie", "status"),
    [
        ("begeleider", 200),
        ("consulent", 200),
        ("wmo_consulent", 200),
        ("procesregisseur", 200),
        ("buitenstaander", 404),
        ("andere_consulent", 404),
        ("beleidsmedewerker", 404),
        ("beheerder", 404),
    ],
)
def test_who_opens_what(wonen: Wonen, gepland: Mdo, signaal: Signaal, wie: str, status: int) -> None:
    client = wonen.client(getattr(wonen.regio, wie))
    adressen = [
        wonen.adres("signaal_melden"),
        *(wonen.adres(p, signaal.sleutel) for p in ("signaal", "signaal_oppakken", "signaal_afhandelen", "mdo_melden")),
        *(
            wonen.adres(p, gepland.sleutel)
            for p in ("mdo", "huurder_informeren", "mdo_plannen", "mdo_vastleggen", "mdo_afronden")
        ),
    ]
    verwacht = dict.fromkeys(adressen, status)
    if wie in {"wmo_consulent", "procesregisseur"}:
        verwacht |= {wonen.adres(p, signaal.sleutel): 403 for p in ("signaal_oppakken", "signaal_afhandelen")}
    assert {adres: client.get(adres).status_code for adres in adressen} == verwacht


@pytest.mark.clausule("Z-20.4")
def test_the_gemeente_reads_no_signaal_of_others_before_there_is_an_mdo(wonen: Wonen, signaal: Signaal) -> None:
    wmo, pagina = wonen.client(wonen.regio.wmo_consulent), wonen.adres("signaal", signaal.sleutel)
    traject = reverse("traject", args=[wonen.traject.sleutel])
    assert wmo.get(pagina).status_code == 404
    assert wmo.get(wonen.adres("mdo_melden", signaal.sleutel)).status_code == 404
    assert "overlast" not in tekst(wmo.get(traject)).lower()
    assert "overlast" in tekst(wonen.client(wonen.regio.begeleider).get(traject)).lower()
    with pytest.raises(GeenRecht):
        mdo_melden(signaal=signaal.sleutel, namens=wonen.wmo)
    for stap in (signaal_oppakken, partial(signaal_afhandelen, reden="Gepraat.", melder_akkoord=True)):
        with pytest.raises(GeenRecht):
            stap(signaal=signaal.sleutel, namens=wonen.wmo)
    verloop.mdo_gemeld(signaal=signaal.sleutel, op=DAG, namens=wonen.begeleider)
    assert wmo.get(pagina).status_code == 200


@pytest.mark.clausule("Z-13.1")
def test_the_gemeente_comes_back_at_the_signaal_it_reported(wonen: Wonen) -> None:
    wmo = wonen.client(wonen.regio.wmo_consulent)
    adres = wonen.adres("signaal_melden")
    antwoord = post(wmo, adres, soort="overlast", is_spoed="nee", toelichting="")
    pagina = wmo.get(antwoord.url)
    assert pagina.status_code == 200
    assert "Pak het signaal op" not in tekst(pagina)
    assert "Bekijk het signaal" in tekst(wmo.get(reverse("traject", args=[wonen.traject.sleutel])))


def test_a_form_with_a_mistake_is_logged_as_looking_too(wonen: Wonen, begeleider: Client, gepland: Mdo) -> None:
    antwoord = post(begeleider, wonen.adres("mdo_vastleggen", gepland.sleutel), gepland, op=MDO_OP)
    assert antwoord.status_code == 422
    assert Inzage.objects.filter(traject=wonen.traject.sleutel, soort="mdo", rol="begeleider").count() == 1


@pytest.mark.clausule("Z-13.1")
def test_the_huurder_was_not_told_before_the_mdo_was_to_come(wonen: Wonen, begeleider: Client, mdo: Mdo) -> None:
    adres = wonen.adres("huurder_informeren", mdo.sleutel)
    fout = post(begeleider, adres, mdo, huurder_geinformeerd_op="30-6-2026", wijze="gesprek")
    assert fout.status_code == 422
    assert "Het MDO is gemeld op 1 juli 2026; kies die dag of later." in tekst(fout)
    assert post(begeleider, adres, mdo, huurder_geinformeerd_op="1-7-2026", wijze="gesprek").status_code == 302


@pytest.mark.clausule("Z-13.1")
def test_an_mdo_was_not_held_before_the_huurder_knew(wonen: Wonen, begeleider: Client, gepland: Mdo) -> None:
    gegevens = {**VASTGELEGD, "gehouden_op": "30-6-2026"}
    fout = post(begeleider, wonen.adres("mdo_vastleggen", gepland.sleutel), gepland, op=MDO_OP, **gegevens)
    assert "De huurder weet het sinds 1 juli 2026" in tekst(fout)


@pytest.mark.clausule("Z-13.13")
def test_the_other_role_confirms_on_her_own_page(wonen: Wonen, gepland: Mdo) -> None:
    m = verloop.mdo_gehouden(
        mdo=gepland.sleutel,
        op=MDO_OP,
        namens=wonen.begeleider,
        uitkomst=MdoUitkomst.BEEINDIGING_NASTREVEN,
        motivering="Het lukt niet.",
    )
    consulent, begeleider = wonen.client(wonen.regio.consulent), wonen.client(wonen.regio.begeleider)
    oordeel = wonen.adres("mdo_oordeel", m.sleutel)
    assert oordeel in tekst(consulent.get(wonen.adres("mdo", m.sleutel)))
    assert oordeel not in tekst(begeleider.get(wonen.adres("mdo", m.sleutel)))
    m.refresh_from_db()
    fout = post(consulent, oordeel, m, eens="nee", reden="")
    assert (fout.status_code, "Schrijf op waarom u het niet eens bent" in tekst(fout)) == (422, True)
    assert post(consulent, oordeel, m, eens="ja", reden="").status_code == 302
    wonen.contract.refresh_from_db()
    assert wonen.contract.status == "beeindiging_nagestreefd"
    pagina = tekst(consulent.get(wonen.adres("mdo", m.sleutel)))
    assert "Samen besloten op" in pagina
    assert "Er wordt nu geen oordeel gevraagd." in tekst(consulent.get(oordeel))


def test_the_gemeente_settles_its_own_afspraak_from_an_mdo(wonen: Wonen, gepland: Mdo) -> None:
    van_wmo = NieuweAfspraak(wie=Partij.WMO_CONSULENT, wat="Budgetbeheer", uiterlijk=date(2026, 8, 1))
    m = verloop.mdo_gehouden(mdo=gepland.sleutel, op=MDO_OP, namens=wonen.consulent, afspraken=[van_wmo])
    afspraak = m.afspraken.get()
    client = wonen.client(wonen.regio.wmo_consulent)
    antwoord = post(client, wonen.adres("afspraak", afspraak.sleutel), afspraak, uitkomst="nagekomen")
    assert (antwoord.status_code, antwoord.url) == (302, wonen.adres("mdo", m.sleutel))


def test_a_row_of_somebody_else_is_not_found_under_this_traject(wonen: Wonen, begeleider: Client) -> None:
    ander = ga_wonen(wonen.regio, naam="Sam Spar", adres="Brugweg 3, 7200 AA Voorstad")
    s = verloop.signaal_gemeld(traject=ander.traject, op=DAG, namens=ander.consulent)
    assert begeleider.get(wonen.adres("signaal", s.sleutel)).status_code == 404


@pytest.mark.clausule("Z-20.8", "I-9")
def test_the_corporatie_finds_no_trace_of_what_is_behind_it(wonen: Wonen, gepland: Mdo, signaal: Signaal) -> None:
    """The words of the sensitive leefgebieden and of the instroomroute stand on no page of this room."""
    verboden = [
        *(gebied.value for gebied in GEVOELIGE_LEEFGEBIEDEN),
        *(Leefgebied(g).label for g in GEVOELIGE_LEEFGEBIEDEN),
        Instroomroute.BESCHERMD_WONEN.value,
        Instroomroute.BESCHERMD_WONEN.label,
    ]
    client = wonen.client(wonen.regio.consulent)
    adressen = [
        wonen.adres("evaluaties"),
        *(wonen.adres(p, wonen.evaluatie(1).sleutel) for p in ("evaluatie", "houden", "niet_doorgegaan")),
        *(wonen.adres(p, signaal.sleutel) for p in ("signaal", "signaal_afhandelen")),
        *(wonen.adres(p, gepland.sleutel) for p in ("mdo", "mdo_vastleggen")),
        wonen.adres("signaal_melden"),
        wonen.adres("omzetten"),
    ]
    for adres in adressen:
        pagina = lijf(client.get(adres)).decode().lower()  # a random key may spell a word
        assert [woord for woord in verboden if woord.lower() in pagina] == []


def test_a_signaal_has_only_codes_of_what_anybody_can_see() -> None:
    assert set(Signaalsoort.codes()) == {
        "huurachterstand",
        "overlast",
        "woning",
        "veiligheid",
        "geen_contact",
        "begeleiding_gestopt",
        "afspraak_niet_nagekomen",
    }
