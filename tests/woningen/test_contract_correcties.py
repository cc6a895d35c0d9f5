"""Before the key the first day of the rent is corrected, or the whole contract taken back; what is signed stands."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.post.models import Brief
from opstap.post.services.correcties import brief_opnieuw_maken
from opstap.post.services.versturen import brieven_verzonden_vastleggen
from opstap.protocol.versturen import Verzendwijze
from opstap.termijnen.controles import plan_klopt
from opstap.trajecten.enums import Correctiereden
from opstap.trajecten.gebeurtenissen import zin
from tests.woningen import verloop
from tests.woningen.toneel import GETEKEND, INGANG, OPGEMAAKT, Toneel, vers
from woningen.controles import contract_klopt
from woningen.enums import Contractstatus
from woningen.models import Huurovereenkomst, Ondertekening
from woningen.services import contract_intrekken, ingangsdatum_verbeteren, ondertekening_vastleggen

EEN_DAG = timedelta(days=1)
DAG = date(2024, 7, 8)
NU = date(2024, 5, 20)


def _verbeteren(toneel: Toneel, contract, dag: date = DAG, *, op: date = NU, namens=None, versie=None):
    with clock.klok_op(op):
        return ingangsdatum_verbeteren(
            contract=contract.sleutel,
            datum=dag,
            reden=Correctiereden.VERTYPT,
            versie=versie,
            namens=namens or toneel.consulent,
        )


def _intrekken(toneel: Toneel, contract, *, op: date = NU, namens=None):
    with clock.klok_op(op):
        return contract_intrekken(
            contract=contract.sleutel, reden=Correctiereden.BLEEK_ANDERS, namens=namens or toneel.consulent
        )


def _een_tekent(toneel: Toneel, contract) -> None:
    with clock.klok_op(NU):
        ondertekening_vastleggen(
            contract=contract.sleutel,
            partij=contract.partijen.order_by("pk").first().sleutel,
            datum=NU,
            namens=toneel.consulent,
        )


# --- the first day of the rent -------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-2.10", "I-25")
def test_the_end_the_plan_and_the_paper_follow(toneel: Toneel):
    """Seen to fail without the letter: the old paper was signed."""
    contract = toneel.opgemaakt()
    was = {(t.soort, t.datum) for t in contract.traject.termijnen.open()}
    _verbeteren(toneel, contract)
    rij = vers(contract)
    assert (rij.ingangsdatum, rij.einde) == (DAG, date(2026, 7, 8))
    assert {(t.soort, t.datum) for t in contract.traject.termijnen.open()} != was
    oud = Brief.objects.get(soort="opstapcontract")
    assert oud.op_oude_gegevens_sinds == NU
    with clock.klok_op(NU):
        assert [*plan_klopt(), *contract_klopt()] == []
        nieuw = brief_opnieuw_maken(brief=oud.sleutel, namens=toneel.consulent)
    assert "8 juli 2024" in nieuw.inhoud.html and "7 juli 2026" in nieuw.inhoud.html
    assert "1 juli 2024" not in nieuw.inhoud.html and "30 juni 2026" not in nieuw.inhoud.html
    regel = Gebeurtenis.objects.get(soort="ingangsdatum_verbeterd")
    assert zin(regel.soort, regel.gegevens) == (
        "Verbeterd: de huur gaat in op 8 juli 2024. Er stond 1 juli 2024. Reden: ik vulde iets verkeerd in. "
        "Iedereen tekent het nieuwe contract."
    )


@pytest.mark.clausule("Z-2.11")
def test_who_signed_the_old_paper_signs_the_new_one_too(toneel: Toneel):
    """Seen to fail when the parties stayed: somebody had signed another day than the contract says."""
    contract = toneel.opgemaakt()
    _een_tekent(toneel, contract)
    oude = contract.partijen.order_by("pk").first().sleutel
    _verbeteren(toneel, contract)
    assert not Ondertekening.objects.filter(partij__contract=contract).exists()
    assert vers(contract).status == Contractstatus.TER_ONDERTEKENING
    with clock.klok_op(NU), pytest.raises(Verouderd):  # from a page that was open before
        ondertekening_vastleggen(contract=contract.sleutel, partij=oude, datum=NU, namens=toneel.consulent)
    with pytest.raises(RegelGeschonden, match="sinds 20 mei 2024 .* Maak de brief opnieuw"):
        verloop.door_allen_getekend(op=GETEKEND, contract=contract.sleutel, consulent=toneel.consulent)
    assert not Ondertekening.objects.exists()
    with clock.klok_op(NU):
        brief_opnieuw_maken(brief=Brief.objects.get(soort="opstapcontract").sleutel, namens=toneel.consulent)
    verloop.door_allen_getekend(op=GETEKEND, contract=contract.sleutel, consulent=toneel.consulent)
    assert vers(contract).status == Contractstatus.GETEKEND


@pytest.mark.clausule("Z-2.11")
def test_somebody_who_is_of_age_by_then_signs_alone(toneel: Toneel):
    contract = toneel.opgemaakt(geboortedatum=date(2006, 7, 5))
    assert contract.partijen.filter(rol="wettelijk_vertegenwoordiger").exists()
    _verbeteren(toneel, contract)
    assert not contract.partijen.filter(rol="wettelijk_vertegenwoordiger").exists()
    brief = Brief.objects.get(soort="opstapcontract")
    assert "wettelijk" not in str(brief.inhoud.gegevens["partijen"])


@pytest.mark.parametrize(
    ("dag", "melding"), [(INGANG, "Er staat al 1 juli 2024"), (date(2034, 7, 1), "kijk het jaar na")]
)
def test_a_day_that_cannot_be_is_refused_at_its_field(toneel: Toneel, dag: date, melding: str):
    contract = toneel.opgemaakt()
    with pytest.raises(RegelGeschonden, match=melding) as fout:
        _verbeteren(toneel, contract, dag)
    assert {b.veld for b in fout.value.belemmeringen} == {"datum"}
    assert vers(contract).ingangsdatum == INGANG


@pytest.mark.clausule("Z-2.11", "Z-2.12")
def test_what_everybody_signed_stands_and_the_page_says_what_to_do(toneel: Toneel):
    contract = toneel.getekend()
    with pytest.raises(RegelGeschonden, match="Trek dit contract in en maak een nieuw op"):
        _verbeteren(toneel, contract, op=GETEKEND)
    with clock.klok_op(GETEKEND):
        client = toneel.regio.ingelogd(toneel.regio.consulent)
        pagina = client.get(reverse("woningen:ingangsdatum", args=[contract.traject.sleutel]))
    assert "Iedereen heeft dit contract getekend, het laatst op 3 juni 2024." in unescape(pagina.content.decode())
    assert reverse("woningen:contract_intrekken", args=[contract.traject.sleutel]) in pagina.content.decode()
    lopend = verloop.sleutel_gegeven(op=INGANG, contract=contract.sleutel, consulent=toneel.consulent)
    with pytest.raises(RegelGeschonden, match="De bewoner woont er al"):
        _verbeteren(toneel, lopend, op=INGANG)


def test_only_who_made_it_corrects_it_and_never_from_an_old_page(toneel: Toneel):
    contract = toneel.opgemaakt()
    with pytest.raises(GeenRecht):
        _verbeteren(toneel, contract, namens=toneel.namens(toneel.regio.begeleider))
    with pytest.raises(Verouderd):
        _verbeteren(toneel, contract, versie=0)


def test_the_page_warns_for_signatures_and_names_what_is_missing(toneel: Toneel):
    contract = toneel.opgemaakt()
    url = reverse("woningen:ingangsdatum", args=[contract.traject.sleutel])
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    with clock.klok_op(NU):
        assert "handtekeningen onder het contract met de oude dag" not in client.get(url).content.decode()
        _een_tekent(toneel, contract)
        assert "handtekeningen onder het contract met de oude dag" in client.get(url).content.decode()
        fout = client.post(url, {"datum": "31-2-2024", "reden": ""})
        assert fout.status_code == 422 and 'value="31-2-2024"' in fout.content.decode()
        assert client.post(url, {"datum": "8-7-2024", "reden": "vertypt"}).status_code == 302
    assert vers(contract).ingangsdatum == DAG


# --- the contract as a whole ---------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-2.11")
def test_a_contract_taken_back_makes_room_for_another_for_the_same_home(toneel: Toneel):
    contract = toneel.getekend()
    _intrekken(toneel, contract, op=GETEKEND)
    assert vers(contract).status == Contractstatus.INGETROKKEN
    brief = Brief.objects.get(soort="opstapcontract")
    assert (brief.hoeft_niet_op, brief.hoeft_niet_reden) == (GETEKEND, "klopt_niet")
    with clock.klok_op(GETEKEND):
        assert [*plan_klopt(), *contract_klopt()] == []
    nieuw = verloop.contract_opgemaakt(
        op=GETEKEND, traject=contract.traject.sleutel, ingangsdatum=DAG, consulent=toneel.consulent
    )
    assert nieuw.aanbieding == contract.aanbieding and nieuw.pk != contract.pk
    with clock.klok_op(GETEKEND):
        assert [*plan_klopt(), *contract_klopt()] == []


def test_a_letter_that_went_out_keeps_its_day(toneel: Toneel):
    contract = toneel.opgemaakt()
    brief = Brief.objects.get(soort="opstapcontract")
    with clock.klok_op(NU):
        brieven_verzonden_vastleggen(
            brieven=[brief.sleutel], verzonden_op=OPGEMAAKT, wijze=Verzendwijze.POST, namens=toneel.consulent
        )
    _intrekken(toneel, contract)
    brief.refresh_from_db()
    assert (brief.verzonden_op, brief.hoeft_niet_op) == (OPGEMAAKT, None)


@pytest.mark.clausule("L-9")
def test_who_lives_there_keeps_the_contract(toneel: Toneel):
    contract = toneel.lopend()
    with pytest.raises(RegelGeschonden, match="De sleutel is al gegeven"):
        _intrekken(toneel, contract, op=INGANG)
    with pytest.raises(GeenRecht):
        _intrekken(toneel, contract, op=INGANG, namens=toneel.namens(toneel.regio.begeleider))
    assert Huurovereenkomst.objects.get().status == Contractstatus.LOPEND
