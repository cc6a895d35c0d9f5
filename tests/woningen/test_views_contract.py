"""The contract page and its forms, until the aanzegging is received."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from opstap import clock
from opstap.protocol.begrippen import Instroomroute
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.models import Traject, Verklaring
from opstap.trajecten.services import geldende_verklaring
from tests.woningen import verloop
from tests.woningen.toneel import GETEKEND, INGANG, OPGEMAAKT, Toneel, teruggedraaid, vers
from woningen.enums import Contractstatus, Gedragsaanwijzing
from woningen.models import Aanzegging, Huurovereenkomst, Ondertekening

BESLUIT = date(2026, 1, 10)
VENSTER = date(2026, 4, 2)


def _tekst(antwoord: Any) -> str:
    return antwoord.content.decode()


def _url(naam: str, traject: Traject, *rest: Any) -> str:
    return reverse(naam if ":" in naam else f"woningen:{naam}", args=[traject.sleutel, *rest])


def _stuur(client: Any, pagina: str, invoer: dict[str, Any], *, op: date, keer: int = 1) -> Any:
    invoer = {"verzoek": str(uuid4())} | invoer
    with clock.klok_op(op):
        for _ in range(keer):
            antwoord = client.post(pagina, invoer)
    return antwoord


def _lees(client: Any, pagina: str, *, op: date) -> str:
    with clock.klok_op(op):
        antwoord = client.get(pagina)
    assert antwoord.status_code == 200
    return _tekst(antwoord)


OPMAKEN: dict[str, Any] = {
    "ingangsdatum": "1-7-2024",
    "duur_maanden": "24",
    "evaluatieritme": "3",
    "grondslag": "c_sociale_noodsituatie",
    "grondslag_beoordeeld_op": "10-5-2024",
    "gedragsaanwijzingen": Gedragsaanwijzing.codes(),
    "instemming_op": "10-5-2024",
    "instemming_wijze": "schriftelijk",
}


# --- making the contract -------------------------------------------------------------------------------------------


def test_the_contract_is_made_once_however_often_it_is_sent(toneel: Toneel):
    traject = toneel.toegewezen()
    client, pagina = toneel.regio.ingelogd(toneel.regio.consulent), _url("contract_opmaken", traject)
    tekst = _lees(client, pagina, op=OPGEMAAKT)
    assert 'value="24"' in tekst and "Om de 3 maanden" in tekst and tekst.count("checked") >= 7
    assert "Maak het contract op" in _lees(client, _url("contract", traject), op=OPGEMAAKT)

    antwoord = _stuur(client, pagina, OPMAKEN, op=OPGEMAAKT, keer=2)
    assert (antwoord.status_code, antwoord.url) == (302, _url("contract", traject))
    contract = Huurovereenkomst.objects.get()
    assert contract.gedragsaanwijzingen == Gedragsaanwijzing.codes()
    assert geldende_verklaring(traject, Verklaringsoort.INSTEMMING_DELEN, contract.sleutel) is not None
    assert "al een contract" in _lees(client, pagina, op=OPGEMAAKT)


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"ingangsdatum": ""}, "Eerste dag van de huur"),
        ({"ingangsdatum": "1 of 2 juli"}, "Eerste dag van de huur"),
        ({"duur_maanden": "twee jaar"}, "Duur in maanden"),
        ({"duur_maanden": "25"}, "hoogstens 24 maanden"),
        ({"evaluatieritme": "4"}, "evaluatie?"),
        ({"grondslag": ""}, "Waarom mag dit contract tijdelijk zijn?"),
        ({"grondslag_beoordeeld_op": "11-5-2024"}, "op zijn laatst vandaag"),
        ({"gedragsaanwijzingen": []}, "Waar houdt de huurder zich aan?"),
        ({"gedragsaanwijzingen": ["betalen"]}, "begeleiding toelaten hoort altijd"),
        ({"instemming_wijze": ""}, "Kies hoe de kandidaat ja zei"),
    ],
)
def test_a_wrong_contract_names_the_field_and_keeps_what_was_typed(toneel: Toneel, anders: dict[str, Any], zin: str):
    traject = toneel.toegewezen()
    invoer = OPMAKEN | anders
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    antwoord = _stuur(client, _url("contract_opmaken", traject), invoer, op=OPGEMAAKT)
    tekst = _tekst(antwoord)
    assert antwoord.status_code == 422 and zin in tekst and "ongeldig" not in tekst.lower()
    for veld in ("ingangsdatum", "duur_maanden", "grondslag_beoordeeld_op"):
        assert not invoer[veld] or f'value="{invoer[veld]}"' in tekst
    assert not Huurovereenkomst.objects.exists()


@pytest.mark.clausule("I-22")
def test_the_warning_says_the_same_wherever_the_kandidaat_comes_from(toneel: Toneel):
    """The page is equal for every instroomroute, so it tells the consulent nothing about it (law 6)."""
    traject = toneel.toegewezen()
    client, paginas = toneel.regio.ingelogd(toneel.regio.consulent), set()
    for route in Instroomroute:
        Traject.objects.filter(pk=traject.pk).update(instroomroute=route)
        tekst = _lees(client, _url("contract_opmaken", traject), op=OPGEMAAKT)
        assert "Beoordeel per persoon" in tekst
        paginas.add(tekst.partition("<main")[2].partition('name="verzoek"')[0].partition("csrfmiddlewaretoken")[0])
    assert len(paginas) == 1


# --- the page --------------------------------------------------------------------------------------------------------


def test_the_page_shows_parties_dates_and_what_happens_when(toneel: Toneel):
    contract = toneel.opgemaakt()
    consulent = toneel.regio.ingelogd(toneel.regio.consulent)
    tekst = _lees(consulent, _url("contract", contract.traject), op=OPGEMAAKT)
    for deel in (
        "wacht op handtekeningen",
        "30 juni 2026",
        "1 januari 2026",
        "31 mei 2026",
        "nog niet getekend",
        "Sam Kastelein (huurder)",
        "Zorgpunt De Linde (begeleidende organisatie)",
        "zei op 10 mei 2024 ja",
    ):
        assert deel in tekst
    assert tekst.count("/contract/handtekeningen/") == 3
    begeleider = toneel.regio.ingelogd(toneel.regio.begeleider)
    assert "/contract/handtekeningen/" not in _lees(begeleider, _url("contract", contract.traject), op=OPGEMAAKT)


def test_without_a_contract_the_page_says_when_it_comes(toneel: Toneel):
    traject, _ = toneel.aangeboden()
    tekst = _lees(toneel.regio.ingelogd(toneel.regio.consulent), _url("contract", traject), op=OPGEMAAKT)
    assert "nog geen contract" in tekst and "Maak het contract op" not in tekst


def test_after_the_law_made_it_vast_no_dates_of_an_end_are_left(toneel: Toneel):
    contract = toneel.lopend()
    verloop.einde_verwerkt(op=date(2026, 7, 1), traject=contract.traject.sleutel)
    tekst = _lees(
        toneel.regio.ingelogd(toneel.regio.consulent), _url("contract", contract.traject), op=date(2026, 7, 2)
    )
    assert "voor onbepaalde tijd sinds 1 juli 2026" in tekst and "aanzegging" not in tekst


# --- signatures, key, instemming -----------------------------------------------------------------------------------


def test_a_signature_once_and_every_error_at_the_field(toneel: Toneel):
    contract = toneel.opgemaakt()
    partij = contract.partijen.get(rol="huurder")
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    pagina = _url("ondertekenen", contract.traject, partij.rol)
    assert "Sam Kastelein" in _lees(client, pagina, op=GETEKEND)
    for waarde, zin in [
        ("", "Op welke dag is er getekend?"),
        ("morgen", "bijvoorbeeld"),
        ("4-6-2024", "laatst vandaag"),
    ]:
        antwoord = _stuur(client, pagina, {"datum": waarde}, op=GETEKEND)
        assert antwoord.status_code == 422 and zin in _tekst(antwoord)
        assert not waarde or f'value="{waarde}"' in _tekst(antwoord)
    antwoord = _stuur(client, pagina, {"datum": "3-6-2024"}, op=GETEKEND, keer=2)
    assert (antwoord.status_code, antwoord.url) == (302, _url("contract", contract.traject))
    assert Ondertekening.objects.count() == 1
    assert "al vastgelegd" in _lees(client, pagina, op=GETEKEND)
    vreemd = client.get(_url("ondertekenen", contract.traject, uuid4()))
    assert vreemd.status_code == 404


def test_the_key_is_given_once_and_not_without_signatures(toneel: Toneel):
    contract = toneel.opgemaakt()
    client, pagina = toneel.regio.ingelogd(toneel.regio.consulent), _url("sleutel", contract.traject)
    assert "handtekening van de huurder ontbreekt" in _lees(client, pagina, op=GETEKEND)
    getekend = verloop.door_allen_getekend(op=GETEKEND, contract=contract.sleutel, consulent=toneel.consulent)
    assert "Leg vast dat de sleutel is gegeven" in _lees(client, _url("contract", contract.traject), op=INGANG)
    antwoord = _stuur(client, pagina, {"datum": "1-7-2024", "versie": "0"}, op=INGANG)
    assert (
        antwoord.status_code == 422 and "Iemand anders" in _tekst(antwoord) and 'value="1-7-2024"' in _tekst(antwoord)
    )
    antwoord = _stuur(client, pagina, {"datum": "1-7-2024", "versie": str(getekend.versie)}, op=INGANG, keer=2)
    assert antwoord.status_code == 302
    assert vers(contract).status == Contractstatus.LOPEND


def test_the_instemming_can_follow(toneel: Toneel):
    contract = toneel.lopend()
    Verklaring.objects.filter(soort=Verklaringsoort.INSTEMMING_DELEN).delete()
    client, pagina = toneel.regio.ingelogd(toneel.regio.consulent), _url("instemming", contract.traject)
    assert "nog geen ja" in _lees(client, _url("contract", contract.traject), op=INGANG)
    antwoord = _stuur(client, pagina, {"datum": "1-7-2024", "zegt": "ja"}, op=INGANG)
    assert antwoord.status_code == 422 and "Hoe zei de huurder dat?" in _tekst(antwoord)
    antwoord = _stuur(client, pagina, {"datum": "1-7-2024", "wijze": "gesprek", "zegt": "ja"}, op=INGANG, keer=2)
    assert antwoord.status_code == 302
    assert Verklaring.objects.filter(soort=Verklaringsoort.INSTEMMING_DELEN).count() == 1
    assert "Verslagen die er al zijn, blijven." in _lees(client, pagina, op=INGANG)  # before it is recorded
    _stuur(client, pagina, {"datum": "1-7-2024", "wijze": "gesprek", "zegt": "trekt_in"}, op=INGANG)
    assert "trok op 1 juli 2024 het ja in" in _lees(client, _url("contract", contract.traject), op=INGANG)
    alles = _lees(client, reverse("verklaringen", args=[contract.traject.sleutel]), op=INGANG)
    assert "ja ingetrokken: de huurder, in een gesprek. Over het contract vanaf 1 juli 2024" in alles
    assert "akkoord van de kandidaat" not in alles.lower()  # of the aanmelding: for zorg


# --- consultation and aanzegging -----------------------------------------------------------------------------------


def test_a_consultation_is_written_down_once(toneel: Toneel):
    contract = toneel.lopend()
    client, pagina = toneel.regio.ingelogd(toneel.regio.consulent), _url("overleg", contract.traject)
    assert "Leg overleg over het besluit vast" in _lees(client, _url("contract", contract.traject), op=BESLUIT)
    goed = {"soort": "overleg_huurder", "datum": "9-1-2026", "wijze": "gesprek"}
    for fout, zin in [
        ({"soort": ""}, "Met wie was het overleg?"),
        ({"soort": "instemming_delen"}, "Met wie was het overleg?"),
        ({"datum": "31-2-2026"}, "Op welke dag was het overleg?"),
        ({"datum": "11-1-2026"}, "op zijn laatst vandaag"),
        ({"wijze": ""}, "Hoe was het overleg?"),
    ]:
        antwoord = _stuur(client, pagina, goed | fout, op=BESLUIT)
        assert antwoord.status_code == 422 and zin in _tekst(antwoord)
        assert f'value="{(goed | fout)["datum"]}"' in _tekst(antwoord)
    assert _stuur(client, pagina, goed, op=BESLUIT, keer=2).status_code == 302
    assert Verklaring.objects.filter(soort=Verklaringsoort.OVERLEG_HUURDER).count() == 1


def _aanzegging_gemaakt(toneel: Toneel) -> tuple[Huurovereenkomst, Client, str]:
    contract = toneel.lopend()
    verloop.niet_omgezet(op=BESLUIT, contract=contract.sleutel, consulent=toneel.consulent)
    client, pagina = toneel.regio.ingelogd(toneel.regio.consulent), _url("aanzegging", contract.traject)
    assert _stuur(client, pagina, {}, op=VENSTER, keer=2).status_code == 302
    return contract, client, pagina


def test_the_aanzegging_is_made_once_for_the_home_the_huurder_lives_in(toneel: Toneel):
    """One click once wrote it down as sent, to the address of the zorgorganisatie."""
    contract = toneel.lopend()
    client, pagina = toneel.regio.ingelogd(toneel.regio.consulent), _url("aanzegging", contract.traject)
    assert "Neem eerst het besluit" in _lees(client, pagina, op=BESLUIT)
    verloop.niet_omgezet(op=BESLUIT, contract=contract.sleutel, consulent=toneel.consulent)
    assert "Te vroeg" in _lees(client, pagina, op=BESLUIT)
    assert "Doe de aanzegging" in _lees(client, _url("contract", contract.traject), op=VENSTER)
    tekst = _lees(client, pagina, op=VENSTER)
    assert "Sam Kastelein, Lindelaan 1, 7201 AA Voorstad" in tekst and "30 juni 2026" in tekst
    assert "Maak de aanzegging" in tekst and "deurwaarder" not in tekst

    antwoord = _stuur(client, pagina, {}, op=VENSTER, keer=2)
    assert (antwoord.status_code, antwoord.url) == (302, pagina)
    rij = Aanzegging.objects.get()
    assert (rij.verzonden_op, rij.brief.verzonden_op) == (None, None)
    brief = reverse("brief", args=[contract.traject.sleutel, rij.brief.sleutel])
    for adres in (pagina, _url("contract", contract.traject), reverse("brieven")):
        assert f'href="{brief}"' in _lees(client, adres, op=VENSTER), adres
    begeleider = toneel.regio.ingelogd(toneel.regio.begeleider)
    assert f'href="{brief}"' in _lees(begeleider, _url("contract", contract.traject), op=VENSTER)


def test_then_it_is_sent_in_a_way_somebody_chooses(toneel: Toneel):
    contract, client, pagina = _aanzegging_gemaakt(toneel)
    tekst = _lees(client, pagina, op=VENSTER)
    assert "Aanzegging versturen" in tekst and " checked" not in tekst
    assert "Door een deurwaarder (exploot)" in tekst and "misschien te laat" not in tekst
    assert "misschien te laat" in _lees(client, pagina, op=date(2026, 5, 28))
    for invoer, zin in [
        ({"verzonden_op": "2-4-2026"}, "Hoe is de brief verstuurd?"),
        ({"verzonden_op": "1-4-2026", "wijze": "email"}, "De brief is gemaakt op 2 april 2026"),
    ]:
        antwoord = _stuur(client, pagina, invoer, op=VENSTER)
        assert antwoord.status_code == 422 and zin in _tekst(antwoord)
        assert f'value="{invoer["verzonden_op"]}"' in _tekst(antwoord)
    goed = {"verzonden_op": "2-4-2026", "wijze": "aangetekend"}
    antwoord = _stuur(client, pagina, goed, op=VENSTER, keer=2)
    assert (antwoord.status_code, antwoord.url) == (302, pagina)
    assert "verstuurd op 2 april 2026, met een aangetekende brief" in _lees(
        client, _url("contract", contract.traject), op=VENSTER
    )

    verzending = _url("aanzegging_verzending", contract.traject)
    assert verzending in _lees(client, pagina, op=VENSTER)
    fout = _stuur(client, verzending, {"wijze": "overhandigd", "reden": "vertypt"}, op=VENSTER)
    assert fout.status_code == 422 and "op welke dag de brief is verstuurd" in _tekst(fout)
    antwoord = _stuur(client, verzending, goed | {"wijze": "overhandigd", "reden": "vertypt"}, op=VENSTER)
    assert (antwoord.status_code, Aanzegging.objects.get().wijze) == (302, "overhandigd")


def test_and_then_its_receipt_or_another_letter(toneel: Toneel):
    contract, client, pagina = _aanzegging_gemaakt(toneel)
    _stuur(client, pagina, {"verzonden_op": "2-4-2026", "wijze": "aangetekend"}, op=VENSTER)
    tekst = _lees(client, pagina, op=VENSTER)
    assert "Ontvangst van de aanzegging" in tekst and "nog een keer" in tekst
    opnieuw = _url("aanzegging_opnieuw", contract.traject)
    assert _stuur(client, opnieuw, {}, op=VENSTER).status_code == 302
    assert "al gemaakt" in _lees(client, opnieuw, op=VENSTER)
    _stuur(client, pagina, {"verzonden_op": "2-4-2026", "wijze": "email"}, op=VENSTER)

    for invoer, zin in [
        ({"ontvangen_op": "2-4-2026"}, "Waaruit blijkt dat?"),
        ({"ontvangen_op": "1-4-2026", "bewijs": "antwoord"}, "niet eerder ontvangen"),
    ]:
        antwoord = _stuur(client, pagina, invoer, op=VENSTER)
        assert antwoord.status_code == 422 and zin in _tekst(antwoord)
    antwoord = _stuur(client, pagina, {"ontvangen_op": "2-4-2026", "bewijs": "antwoord"}, op=VENSTER, keer=2)
    assert antwoord.status_code == 302
    assert vers(contract).status == Contractstatus.AANGEZEGD
    assert "al ontvangen" in _lees(client, pagina, op=VENSTER)


def test_the_banner_tells_what_a_missed_aanzegging_does(toneel: Toneel):
    contract = toneel.lopend()
    verloop.niet_omgezet(op=BESLUIT, contract=contract.sleutel, consulent=toneel.consulent)
    dag = date(2026, 6, 1)
    verloop.aanzegging_gemist(op=dag, traject=contract.traject.sleutel)
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    for pagina in (_url("contract", contract.traject), reverse("traject", args=[contract.traject.sleutel])):
        assert "per 1 juli 2026 huur voor onbepaalde tijd" in _lees(client, pagina, op=dag)
    assert "Te laat" in _lees(client, _url("aanzegging", contract.traject), op=dag)


# --- who may ---------------------------------------------------------------------------------------------------------


_AANZEGGEN = ("aanzegging", "aanzegging_opnieuw", "aanzegging_verzending")
_WIE_ZIET_EN_DOET = (
    ("consulent", 200, 200),
    ("teamleider_corporatie", 200, 200),
    ("begeleider", 200, 403),
    ("teamleider_zorg", 200, 403),
    ("coordinator", 403, 403),
    ("buitenstaander", 404, 404),
    ("andere_consulent", 404, 404),
    ("beheerder", 404, 404),
)


def test_who_may_open_which_page(toneel: Toneel, subtests: pytest.Subtests):
    contract = toneel.lopend()
    for wie, zien, doen in _WIE_ZIET_EN_DOET:
        with subtests.test(wie=wie), teruggedraaid(), clock.klok_op(INGANG + timedelta(days=1)):
            _opent(toneel.regio.ingelogd(getattr(toneel.regio, wie)), contract, zien=zien, doen=doen)


def _opent(client: Client, contract: Huurovereenkomst, *, zien: int, doen: int) -> None:
    assert client.get(_url("contract", contract.traject)).status_code == zien
    for naam in ("contract_opmaken", "sleutel", "instemming", "overleg", *_AANZEGGEN):
        assert client.get(_url(naam, contract.traject)).status_code == doen
        if doen != 200:
            assert client.post(_url(naam, contract.traject), {}).status_code == doen
    assert client.get(_url("ondertekenen", contract.traject, "huurder")).status_code == doen


def test_pages_of_a_contract_do_not_exist_before_it(toneel: Toneel):
    traject = toneel.toegewezen()
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    with clock.klok_op(OPGEMAAKT):
        for naam in ("sleutel", "instemming", "overleg", *_AANZEGGEN):
            assert client.get(_url(naam, traject)).status_code == 404
