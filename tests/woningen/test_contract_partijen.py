"""Who decides with the huurder changes after the contract was made: the paper follows until everybody signed."""

from __future__ import annotations

from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from aanmelding.services import Vertegenwoordiger, vertegenwoordiging_bijwerken
from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.logboek.models import Gebeurtenis
from opstap.post.models import Brief
from opstap.post.services.correcties import brief_opnieuw_maken
from opstap.protocol.feiten import BetrokkenenGewijzigd
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging as V
from opstap.trajecten.feiten import meld
from opstap.trajecten.services import begeleiding_overnemen
from tests.woningen import verloop
from tests.woningen.toneel import GETEKEND, Toneel, vers
from woningen.enums import Contractstatus
from woningen.models import Ondertekening
from woningen.services import ondertekening_vastleggen

NU = date(2024, 5, 20)
MAX = Vertegenwoordiger("Max Mees", telefoon="0612345678")


def _beslist_mee(toneel: Toneel, contract, *, op: date = NU, **wie: Vertegenwoordiger) -> None:
    with clock.klok_op(op):
        vertegenwoordiging_bijwerken(
            traject=contract.traject.sleutel,
            gegevens={V(soort): mens for soort, mens in wie.items()},
            namens=toneel.namens(toneel.regio.begeleider),
        )


def _rollen(contract) -> set[str]:
    return set(contract.partijen.values_list("rol", flat=True))


def _pagina(toneel: Toneel, contract, *, op: date = NU) -> str:
    with clock.klok_op(op):
        adres = reverse("woningen:contract", args=[contract.traject.sleutel])
        return unescape(toneel.regio.ingelogd(toneel.regio.consulent).get(adres).content.decode())


def _brief() -> Brief:
    return Brief.objects.get(soort="opstapcontract", vervangen_door=None)


def _opnieuw_op_papier(toneel: Toneel) -> None:
    with clock.klok_op(NU):
        if _brief().op_oude_gegevens_sinds:
            brief_opnieuw_maken(brief=_brief().sleutel, namens=toneel.consulent)


@pytest.mark.clausule("Z-2.11")
def test_a_curator_who_comes_before_the_last_signature_signs_too_and_the_paper_is_made_again(toneel: Toneel):
    """Seen to fail: no curator among the parties, the old letter unmarked, and the contract getekend without him."""
    contract = toneel.opgemaakt()
    eerste = contract.partijen.order_by("pk").first()
    with clock.klok_op(NU):
        ondertekening_vastleggen(contract=contract.sleutel, partij=eerste.sleutel, datum=NU, namens=toneel.consulent)
    _beslist_mee(toneel, contract, curator=MAX)
    assert _rollen(contract) == {"corporatie", "huurder", "curator", "zorg"}
    assert _brief().op_oude_gegevens_sinds == NU and not Ondertekening.objects.exists()
    assert "Max Mees (curator van Sam Kastelein)" in _pagina(toneel, contract)
    assert "Maak de brief met het contract opnieuw" in _pagina(toneel, contract)
    with pytest.raises(RegelGeschonden, match="Het contract op papier klopt niet meer"):
        verloop.door_allen_getekend(op=GETEKEND, contract=contract.sleutel, consulent=toneel.consulent)
    with clock.klok_op(NU):
        nieuw = brief_opnieuw_maken(brief=_brief().sleutel, namens=toneel.consulent)
    assert "Max Mees, curator van Sam Kastelein" in unescape(nieuw.inhoud.html)
    verloop.door_allen_getekend(op=GETEKEND, contract=contract.sleutel, consulent=toneel.consulent)
    assert vers(contract).status == Contractstatus.GETEKEND


@pytest.mark.clausule("Z-2.11")
def test_another_person_in_the_same_role_is_another_paper_and_another_phone_number_is_not(toneel: Toneel):
    contract = toneel.opgemaakt()
    _beslist_mee(toneel, contract, bewindvoerder=MAX)
    with clock.klok_op(NU):
        brief_opnieuw_maken(brief=_brief().sleutel, namens=toneel.consulent)
    _beslist_mee(toneel, contract, bewindvoerder=Vertegenwoordiger("Max Mees", telefoon="0687654321"))
    _beslist_mee(toneel, contract, bewindvoerder=MAX, mentor=Vertegenwoordiger("Tineke Tapuit"))
    assert _brief().op_oude_gegevens_sinds is None
    assert Gebeurtenis.objects.filter(soort="contract_partijen_gewijzigd").count() == 1
    _beslist_mee(toneel, contract, bewindvoerder=Vertegenwoordiger("Bea Bos"))
    assert _brief().op_oude_gegevens_sinds == NU
    with clock.klok_op(NU):
        html = unescape(brief_opnieuw_maken(brief=_brief().sleutel, namens=toneel.consulent).inhoud.html)
    assert "Bea Bos" in html and "Max Mees" not in html
    _beslist_mee(toneel, contract)
    assert _rollen(contract) == {"corporatie", "huurder", "zorg"}


@pytest.mark.clausule("Z-2.11", "Z-14.11")
def test_who_takes_the_begeleiding_over_before_the_last_signature_signs_instead(toneel: Toneel):
    """Seen to fail: the organisation that had left was still asked to sign."""
    contract = toneel.opgemaakt()
    naar = toneel.regio.andere_zorg
    with clock.klok_op(NU):
        begeleiding_overnemen(contract.traject, naar=naar, contact=None, met_herkomst=False, leest_tot=GETEKEND)
        meld(BetrokkenenGewijzigd(traject=contract.traject.sleutel))
    assert contract.partijen.get(rol="zorg").organisatie == naar
    assert _brief().op_oude_gegevens_sinds == NU
    with clock.klok_op(NU):
        nieuw = brief_opnieuw_maken(brief=_brief().sleutel, namens=toneel.consulent)
    html = unescape(nieuw.inhoud.html)
    assert f"{naar.naam} geeft de begeleiding" in html and toneel.regio.zorg.naam not in html


@pytest.mark.clausule("Z-2.11", "Z-2.12")
def test_a_signed_contract_keeps_its_parties_and_who_holds_it_is_told_to_look(toneel: Toneel):
    """Seen to fail: the page showed the new bewindvoerder as who had signed, and said nothing."""
    contract = toneel.opgemaakt()
    _beslist_mee(toneel, contract, bewindvoerder=MAX)
    with clock.klok_op(NU):
        brief_opnieuw_maken(brief=_brief().sleutel, namens=toneel.consulent)
    verloop.door_allen_getekend(op=GETEKEND, contract=contract.sleutel, consulent=toneel.consulent)
    assert "veranderde wie er met de huurder meebeslist" not in _pagina(toneel, contract, op=GETEKEND)
    _beslist_mee(toneel, contract, op=GETEKEND, curator=Vertegenwoordiger("Bea Bos"))
    assert _rollen(contract) == {"corporatie", "huurder", "bewindvoerder", "zorg"}
    assert vers(contract).status == Contractstatus.GETEKEND and _brief().op_oude_gegevens_sinds is None
    pagina = _pagina(toneel, contract, op=GETEKEND)
    assert "Max Mees (bewindvoerder van Sam Kastelein)" in pagina
    assert "Na het tekenen veranderde wie er met de huurder meebeslist. Nu is dat: Bea Bos (curator)." in pagina
    with clock.klok_op(GETEKEND):
        traject = reverse("traject", args=[contract.traject.sleutel])
        assert "Bea Bos" in toneel.regio.ingelogd(toneel.regio.consulent).get(traject).content.decode()


_WIE_TEKENT = [("huurder", {}, {"curator": MAX}), ("curator", {"curator": MAX}, {})]


@pytest.mark.parametrize(("rol", "eerst", "dan"), _WIE_TEKENT)
def test_a_page_to_sign_that_was_opened_before_the_paper_changed_says_what_changed(
    toneel: Toneel, rol: str, eerst: dict[str, Vertegenwoordiger], dan: dict[str, Vertegenwoordiger]
):
    """Also when who was to sign it signs no more. Seen to fail: 404, and what was typed gone."""
    contract = toneel.opgemaakt()
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    adres = reverse("woningen:ondertekenen", args=[contract.traject.sleutel, rol])
    _beslist_mee(toneel, contract, **eerst)
    _opnieuw_op_papier(toneel)
    with clock.klok_op(NU):
        oud = {"datum": "19-5-2024", "stap": client.get(adres).context["stap"], "verzoek": str(uuid4())}
    _beslist_mee(toneel, contract, **dan)
    for code, zin in [(422, ""), (409, "Iedereen tekent een nieuw contract. Dat legde Opstap vast")]:
        with clock.klok_op(NU):
            antwoord = client.post(adres, oud)
        tekst = unescape(antwoord.content.decode())
        assert antwoord.status_code == code and zin in tekst and "19-5-2024" in tekst
        _opnieuw_op_papier(toneel)
    assert not Ondertekening.objects.exists()


@pytest.mark.parametrize(("rol", "code"), [("curator", 200), ("bewindvoerder", 200), ("buurman", 404)])
def test_a_role_that_does_not_sign_is_told_so_and_a_made_up_one_is_not_there(toneel: Toneel, rol: str, code: int):
    contract = toneel.opgemaakt()
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    adres = f"/trajecten/{contract.traject.sleutel}/contract/handtekeningen/{rol}/"
    with clock.klok_op(NU):
        assert client.get(adres).status_code == code
        gestuurd = client.post(adres, {"datum": "19-5-2024", "verzoek": str(uuid4())})
    assert gestuurd.status_code == (422 if code == 200 else 404) and not Ondertekening.objects.exists()
