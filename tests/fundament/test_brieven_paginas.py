"""The pages that send letters: the list, one PDF to print, one click for all of them, the home page."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from html import unescape

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opstap import clock
from opstap.logboek.models import Inzage
from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.models import Brief, BriefInhoud
from opstap.post.pdf import bladen_naar_pdf
from opstap.post.services import bundel
from opstap.post.services.bundel import bundel_pdf
from opstap.post.views import versturen
from opstap.protocol.datums import datum_voluit
from tests.fundament.brievenpost import brief_van, vers
from tests.fundament.conftest import DAG

#: Monday; the letters are made on it.
DONDERDAG = DAG + timedelta(days=3)


@pytest.fixture(autouse=True)
def _vandaag():
    with clock.klok_op(DONDERDAG):
        yield


@pytest.fixture
def client(regio):
    return regio.ingelogd(regio.begeleider)


def _bundel(client, *brieven, **velden):
    url = "/brieven/versturen/?" + "&".join(f"brief={b.sleutel}" for b in brieven)
    form = {"brieven": [str(b.sleutel) for b in brieven], "verzonden_op": "5-3-2026", "wijze": "post"} | velden
    return client.post(url, form)


# --- the list ------------------------------------------------------------------------------------------------------


def test_the_list_says_how_far_each_letter_is(regio, traject, client) -> None:
    brieven = [brief_van(regio.zorg, traject, op=DAG + timedelta(days=i)) for i in range(3)]
    Brief.objects.filter(pk=brieven[0].pk).update(geparkeerd_reden="kapot")
    BriefInhoud.objects.filter(brief=brieven[1]).update(pdf=b"klaar, iemand opende hem")
    rijen = client.get("/brieven/").context["rijen"]
    assert [r["stand"] for r in rijen] == ["lukt_niet", "klaar", "wordt_gemaakt"]
    assert [r["wacht_lang"] for r in rijen] == [True, False, False]
    assert [r["leeftijd"] for r in rijen] == ["3 dagen oud", "2 dagen oud", "1 dag oud"]


@pytest.mark.parametrize(
    ("antwoord", "oud", "stand", "zin", "niet"),
    [
        (None, None, "klaar om te printen", "", "oude gegevens"),
        (1, None, "bijna te laat", "Met de post komt de brief misschien te laat", "klaar om te printen"),
        (-1, None, "te laat om te versturen", "Verstuur de brief niet meer", "klaar om te printen"),
        (-1, 0, "te laat om te versturen", "Verstuur de brief niet meer", "oude gegevens"),
        (9, 0, "gemaakt op oude gegevens", "staat er iets anders in Opstap", "klaar om te printen"),
    ],
)
def test_a_letter_is_in_one_state_here_and_in_its_traject(
    regio, traject, client, antwoord, oud, stand, zin, niet
) -> None:
    """Seen to fail: “klaar om te printen” beside “Verstuur de brief niet meer”."""
    dag = None if antwoord is None else DONDERDAG + timedelta(days=antwoord)
    brief = brief_van(regio.zorg, traject, antwoord_uiterlijk=dag)
    BriefInhoud.objects.filter(brief=brief).update(pdf=b"klaar")
    Brief.objects.update(op_oude_gegevens_sinds=None if oud is None else DONDERDAG)
    (rij,) = client.get("/brieven/").context["rijen"]
    assert (rij["stand_tekst"], zin in rij["uitleg"]) == (stand, True)
    alles = client.get("/brieven/?alles=1").content.decode()
    assert (" checked" in alles) == (stand in ("klaar om te printen", "bijna te laat"))
    assert ("Maak een nieuwe brief" in alles) == (stand == "gemaakt op oude gegevens")
    for pagina in (alles, client.get(f"/trajecten/{traject.sleutel}/").content.decode()):
        assert zin in pagina and niet not in pagina


def test_a_besluit_always_goes_so_nothing_else_is_offered(regio, traject, client) -> None:
    """Seen to fail: the link led to a page that said that it could not be."""
    brief_van(regio.zorg, traject)
    assert "Hoeft hij niet weg?" in client.get("/brieven/").content.decode()
    Brief.objects.update(soort=Briefsoort.TOELATING)
    assert "Hoeft hij niet weg?" not in client.get("/brieven/").content.decode()


def test_a_page_of_letters_asks_as_many_questions_as_one_letter(regio, begin, traject, client, monkeypatch) -> None:
    """Keyset: every letter once, in order. Seen to fail without select_related: a question per row."""
    monkeypatch.setattr(versturen, "PER_PAGINA", 4)
    brief_van(regio.zorg, traject)
    client.get("/brieven/")
    with CaptureQueriesContext(
        connection,
    ) as een:
        client.get("/brieven/")
    for i in range(9):
        brief_van(regio.zorg, begin(regio, naam=f"Kim {i}"), op=DAG + timedelta(days=i % 3))
    with CaptureQueriesContext(connection) as veel:
        pagina = client.get("/brieven/")
    assert len(veel) == len(een)
    gezien = []
    while True:
        gezien += [r["sleutel"] for r in pagina.context["rijen"]]
        if not (verder := pagina.context["volgende_url"]):
            break
        assert verder.endswith(f"_{gezien[-1]}")  # its sleutel, never its number
        pagina = client.get(f"/brieven/{verder}")
    assert gezien == [str(s) for s in Brief.objects.oudste_eerst().values_list("sleutel", flat=True)]
    assert client.get("/brieven/?na=2026-13-40_1").status_code == 404


def test_everything_can_be_ticked_without_javascript(regio, traject, client) -> None:
    brief_van(regio.zorg, traject)
    assert " checked" not in client.get("/brieven/").content.decode()
    assert " checked" in client.get("/brieven/?alles=1").content.decode()


def test_with_nothing_ticked_the_list_asks_to_choose(regio, traject, client, monkeypatch) -> None:
    """Seen to fail: all letters were taken. The page of the list stays the same one."""
    monkeypatch.setattr(versturen, "PER_PAGINA", 1)
    for i in range(2):
        brief_van(regio.zorg, traject, op=DAG + timedelta(days=i))
    tweede = client.get("/brieven/" + client.get("/brieven/").context["volgende_url"])
    verborgen = re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', tweede.content.decode())
    antwoord = client.get(tweede.context["bundel_url"], dict(verborgen))
    assert antwoord.status_code == 422
    assert "Vink minstens één brief aan" in antwoord.content.decode()
    assert antwoord.context["rijen"] == tweede.context["rijen"] != []


# --- print and send ------------------------------------------------------------------------------------------------


def test_one_click_says_that_the_chosen_ones_went_out(regio, begin, traject, client) -> None:
    eerste, tweede, blijft = (brief_van(regio.zorg, t) for t in (traject, begin(regio, naam="Kim"), traject))
    pagina = client.get(f"/brieven/versturen/?brief={eerste.sleutel}&brief={tweede.sleutel}")
    assert pagina.context["form"].initial == {"verzonden_op": DONDERDAG, "brieven": []}
    assert _bundel(client, eerste, tweede).status_code == 302
    assert [vers(b).verzonden_op for b in (eerste, tweede, blijft)] == [DONDERDAG, DONDERDAG, None]
    assert _bundel(client, eerste, tweede).status_code == 302  # again, another tab
    anders = _bundel(client, eerste, blijft, verzonden_op="4-3-2026")
    assert anders.status_code == 422 and "Dat legde begeleider vast." in anders.content.decode()
    assert [", al verstuurd op" in naam for _, naam in anders.context["form"].fields["brieven"].choices] == [
        True,
        False,
    ]
    assert "Haal het vinkje weg." in anders.content.decode()
    assert set(anders.context["form"]["brieven"].value()) == {str(eerste.sleutel), str(blijft.sleutel)}
    assert [vers(b).verzonden_op for b in (eerste, blijft)] == [DONDERDAG, None]


def test_what_was_typed_wrong_comes_back_with_a_message(regio, traject, client) -> None:
    brief = brief_van(regio.zorg, traject)
    antwoord = _bundel(client, brief, verzonden_op="morgen")
    assert antwoord.status_code == 422 and "morgen" in antwoord.content.decode()
    assert _bundel(client, brief, brieven=[]).status_code == 422
    assert _bundel(client, brief, verzonden_op="1-3-2026").status_code == 422
    assert vers(brief).verzonden_op is None


def test_nothing_is_chosen_beforehand_and_an_empty_click_writes_down_nothing(regio, traject, client) -> None:
    """Seen to fail: every letter was ticked and went by post, so one click wrote down what nobody had done."""
    brieven = [brief_van(regio.zorg, traject) for _ in range(2)]
    url = "/brieven/versturen/?" + "&".join(f"brief={b.sleutel}" for b in brieven)
    pagina = client.get(url)
    assert " checked" not in pagina.content.decode()
    antwoord = client.post(url, {"verzonden_op": "5-3-2026"})
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "minstens één brief aan" in tekst and "Kies bij “Hoe is er verstuurd?”" in tekst
    assert [vers(b).verzonden_op for b in brieven] == [None, None]
    alles = client.get(url + "&alles=1")
    assert set(alles.context["form"].initial["brieven"]) == {str(b.sleutel) for b in brieven}
    een = client.get(f"/trajecten/{traject.sleutel}/brieven/{brieven[0].sleutel}/versturen/")
    assert " checked" not in een.content.decode()


def test_the_plain_address_offers_no_letter_and_leads_to_the_list(regio, traject, client, monkeypatch) -> None:
    """Seen to fail: it offered the oldest letters, that nobody had chosen."""
    monkeypatch.setattr(versturen, "HOOGSTENS", 2)
    brieven = [brief_van(regio.zorg, traject, op=DAG + timedelta(days=i)) for i in (0, 3, 3, 3)]
    kaal = client.get("/brieven/versturen/")
    assert kaal.context["form"].fields["brieven"].choices == [] and "U koos nog geen brief." in kaal.content.decode()
    assert 'href="/brieven/">Kies brieven uit de lijst' in kaal.content.decode()
    vandaag = client.get("/brieven/versturen/?dag=vandaag")
    assert [code for code, _ in vandaag.context["form"].fields["brieven"].choices] == [
        str(b.sleutel) for b in brieven[1:3]
    ]
    assert "hoogstens 2 brieven" in vandaag.content.decode()


def test_what_was_just_written_down_is_shown_once_more(regio, begin, traject, client) -> None:
    """Seen to fail: the letters were gone from the list and nothing led to them."""
    brief, ander = brief_van(regio.zorg, traject), brief_van(regio.zorg, begin(regio, naam="Kim"))
    _bundel(client, brief)
    (regel,) = client.get("/brieven/").context["net_vastgelegd"]
    assert regel["pdf_url"] == f"/trajecten/{traject.sleutel}/brieven/{brief.sleutel}.pdf"
    assert "verstuurd op 5 maart 2026, per post" in regel["aan"]
    assert client.get(regel["url"]).status_code == 200
    assert client.get("/brieven/").context["net_vastgelegd"] == []
    assert [r["sleutel"] for r in client.get("/brieven/").context["rijen"]] == [str(ander.sleutel)]


# --- a letter that asks for an answer ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("over", "zin"),
    [(-1, "Verstuur de brief niet meer"), (0, "komt de brief te laat"), (3, "misschien te laat"), (4, "")],
)
def test_an_offer_with_hardly_time_to_answer_says_so_wherever_it_is_sent(regio, traject, over: int, zin: str) -> None:
    """Seen to fail: an offer of which the last day was past was printed without a word."""
    corporatie = regio.ingelogd(regio.consulent)
    dag = DONDERDAG + timedelta(days=over)
    brief = brief_van(regio.corporatie, traject, soort=Briefsoort.AANBOD, antwoord_uiterlijk=dag)
    for adres in (
        "/brieven/",
        f"/brieven/versturen/?brief={brief.sleutel}",
        f"/trajecten/{traject.sleutel}/brieven/{brief.sleutel}/versturen/",
    ):
        tekst = corporatie.get(adres).content.decode()
        if zin:
            assert zin in tekst and f"tot en met {datum_voluit(dag)}" in tekst and "Bel de kandidaat" in tekst, adres
        else:
            assert "Antwoorden k" not in tekst, adres


def test_of_an_offer_that_went_out_nothing_is_said(regio, traject) -> None:
    corporatie = regio.ingelogd(regio.consulent)
    brief = brief_van(regio.corporatie, traject, soort=Briefsoort.AANBOD, antwoord_uiterlijk=DAG)
    Brief.objects.update(verzonden_op=DAG, verzendwijze="post", verzonden_rol="consulent")
    for adres in (
        f"/brieven/versturen/?brief={brief.sleutel}",
        f"/trajecten/{traject.sleutel}/brieven/{brief.sleutel}/versturen/",
    ):
        assert "Antwoorden k" not in corporatie.get(adres).content.decode()


def test_a_letter_of_somebody_else_is_neither_printed_nor_sent(regio, traject, client) -> None:
    vreemd = brief_van(regio.corporatie, traject)
    assert client.get(f"/brieven/versturen.pdf?brief={vreemd.sleutel}").status_code == 404
    assert _bundel(client, vreemd).status_code == 422
    assert client.get(f"/trajecten/{traject.sleutel}/brieven/{vreemd.sleutel}/versturen/").status_code == 404
    assert client.get("/brieven/versturen.pdf?brief=geen-sleutel").status_code == 404


def test_the_print_is_logged_for_each_traject(regio, begin, traject, client) -> None:
    """Seen to fail when one line stood for all."""
    ander = begin(regio, naam="Kim")
    brieven = [brief_van(regio.zorg, t) for t in (traject, traject, ander)]
    antwoord = client.get("/brieven/versturen.pdf?" + "&".join(f"brief={b.sleutel}" for b in brieven))
    assert antwoord["Content-Type"] == "application/pdf"
    gelezen = list(Inzage.objects.filter(soort="brief").order_by("pk").values_list("traject", flat=True))
    assert gelezen == [traject.sleutel, ander.sleutel]


# --- the PDF -------------------------------------------------------------------------------------------------------


def _paginas(pdf: bytes) -> list[str]:
    """What stands on each page: its drawing, empty when nothing is drawn."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [pagina.Contents.read_bytes().decode("latin-1") for pagina in document.pages]


def _heeft_tekst(pagina: str) -> bool:
    return bool(re.search(r"T[jJ]", pagina))


def test_every_letter_begins_on_the_front_of_a_sheet(regio, traject) -> None:
    """Seen to fail without the empty page: the second letter stood on the back of the first."""
    kort, lang = "<p>Een</p>", "<p>Een</p><p style='break-before: page'>Twee</p>"
    gevuld = [_heeft_tekst(p) for p in _paginas(bladen_naar_pdf([kort, lang, kort], titel="Proef"))]
    assert gevuld == [True, False, True, True, True, False]


def test_the_sheet_with_the_address_says_what_it_is(regio, traject) -> None:
    """Seen to fail: it held an address and nothing else."""
    contract = brief_van(regio.corporatie, traject, soort=Briefsoort.OPSTAPCONTRACT)
    blad = unescape(next(bundel._bladen([contract])))
    for zin in ("<h1>Adresblad</h1>", f"kenmerk {traject.kenmerk}", "envelop met een venster", "geen venster?"):
        assert zin in blad


def test_an_organisation_is_not_greeted_by_its_name(regio, traject) -> None:
    """Seen to fail: "Beste Zorgpunt De Linde"."""
    begin = {
        aan: brief_van(regio.corporatie, traject, aan=aan).inhoud.html.partition("Beste ")[2].partition(",")[0]
        for aan in Geadresseerde
    }
    assert begin == {
        Geadresseerde.KANDIDAAT: traject.naam,
        Geadresseerde.ZORGORGANISATIE: "collega’s",
        Geadresseerde.CURATOR: "curator",
        Geadresseerde.WETTELIJK: "wettelijk vertegenwoordiger",
    }


def test_an_aanzegging_in_the_list_leads_to_its_own_page(regio, traject) -> None:
    """Seen to fail: it could be ticked, and the whole batch was refused for it."""
    corporatie = regio.ingelogd(regio.consulent)
    rij = brief_van(regio.corporatie, traject, soort=Briefsoort.AANZEGGING, op=DONDERDAG)
    tekst = corporatie.get("/brieven/?alles=1").content.decode()
    assert f'href="/trajecten/{traject.sleutel}/contract/aanzegging/"' in tekst and str(rij.sleutel) in tekst
    assert f'value="{rij.sleutel}"' not in tekst
    assert "geen brieven van vandaag" in corporatie.get("/brieven/versturen/?dag=vandaag").content.decode()


def test_a_letter_without_an_address_gets_a_sheet_with_the_address_in_front(regio, traject) -> None:
    contract = brief_van(
        regio.corporatie,
        traject,
        soort=Briefsoort.OPSTAPCONTRACT,
        aan=Geadresseerde.KANDIDAAT,
        partijen=[],
        gedragsaanwijzingen=[],
    )
    zonder = len(_paginas(bladen_naar_pdf([contract.inhoud.html], titel="Proef")))
    assert len(_paginas(bundel_pdf([contract]))) == zonder + 2
    gewoon = brief_van(regio.corporatie, traject)
    assert len(_paginas(bundel_pdf([gewoon]))) == 2


# --- the home page -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("dagen", "zin"), [(0, "1 brief wacht langer dan 2 werkdagen op verzenden."), (1, "")])
def test_the_home_page_names_what_waits_for_more_than_two_working_days(regio, traject, client, dagen, zin) -> None:
    """Made on Monday: on Thursday the third working day has come."""
    brief_van(regio.zorg, traject, op=DAG + timedelta(days=dagen))
    assert client.get("/").context["brieven_zin"] == zin


def test_a_weekend_is_no_time_to_post(regio, traject, client) -> None:
    brief_van(regio.zorg, traject, op=DONDERDAG)
    for dagen, zin in ((1, ""), (4, ""), (5, "1 brief wacht langer dan 2 werkdagen op verzenden.")):
        with clock.klok_op(DONDERDAG + timedelta(days=dagen)):
            assert client.get("/").context["brieven_zin"] == zin, dagen


def test_who_sends_no_letters_hears_nothing_of_them(regio, traject) -> None:
    brief_van(regio.gemeente, traject)
    assert regio.ingelogd(regio.wmo_consulent).get("/").context["brieven_zin"] == ""
    assert regio.ingelogd(regio.wmo_consulent).get("/brieven/").status_code == 403


# --- the traject page ----------------------------------------------------------------------------------------------


def test_the_traject_page_says_how_far_a_letter_is_and_who_may_write_down_that_it_went(regio, traject, client) -> None:
    brief = brief_van(regio.zorg, traject)
    (eigen,) = client.get(f"/trajecten/{traject.sleutel}/").context["brieven"]
    (ander,) = regio.ingelogd(regio.consulent).get(f"/trajecten/{traject.sleutel}/").context["brieven"]
    assert (eigen["stand"], ander["stand"], ander["verstuur_url"]) == ("wordt_gemaakt", "wordt_gemaakt", "")
    assert client.post(eigen["verstuur_url"], {"verzonden_op": "4-3-2026", "wijze": "overhandigd"}).status_code == 302
    pagina = regio.ingelogd(regio.consulent).get(f"/trajecten/{traject.sleutel}/").content.decode()
    assert "Verstuurd op 4 maart 2026, in de hand gegeven." in pagina
    assert vers(brief).verzendwijze == "overhandigd"


def test_what_was_sent_is_corrected_on_the_same_page(regio, traject, client) -> None:
    brief = brief_van(regio.zorg, traject)
    url = f"/trajecten/{traject.sleutel}/brieven/{brief.sleutel}/versturen/"
    client.post(url, {"verzonden_op": "4-3-2026", "wijze": "post"})
    assert client.post(url, {"wijze": "post", "reden": "vertypt"}).status_code == 422
    assert client.post(url, {"wijze": "post", "verzonden_op": "5-3-2026"}).status_code == 422
    assert client.post(url, {"wijze": "post", "verzonden_op": "5-3-2026", "reden": "vertypt"}).status_code == 302
    assert vers(brief).verzonden_op == DONDERDAG
    client.post(url, {"wijze": "", "reden": "verwisseld"})
    assert vers(brief).verzonden_op is None
