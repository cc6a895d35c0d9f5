"""The besluit over the vaste contract."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.post.models import Bericht, Brief
from opstap.protocol.begrippen import Looptijd
from opstap.protocol.evaluatiebegrippen import Grond
from opstap.protocol.feiten import EvaluatieUitkomst
from opstap.protocol.herhuisvesten import EindeWijze, omzetting_naast_einde_belemmeringen
from opstap.trajecten.enums import Uitkomst, Verklaringsoort, Wijze
from opstap.trajecten.models import Besluit, Motivering
from tests.woningen import verloop
from tests.woningen.toneel import EINDE, GETEKEND, INGANG, Toneel, teruggedraaid, vers
from woningen.enums import Contractstatus, OnbepaaldDoor, Woningstatus
from woningen.services import contract_besluiten, einde_afspreken, overleg_vastleggen

STREEF = date(2026, 1, 1)  # S + 18 months
VENSTER_DICHT = date(2026, 6, 1)  # E - 1 month: too late
NEE = {"gronden": [Grond.HUUR], "motivering": "De huur kwam niet binnen."}


def _besluit(toneel: Toneel, contract, uitkomst: str = "omzetten", *, op: date = STREEF, **velden) -> Besluit:
    return verloop.besloten(op=op, contract=contract.sleutel, uitkomst=uitkomst, consulent=toneel.consulent, **velden)


def _lopend_met_overleg(toneel: Toneel):
    contract = toneel.lopend()
    verloop.overlegd(op=STREEF - timedelta(days=5), contract=contract.sleutel, consulent=toneel.consulent)
    return contract


@pytest.mark.clausule("Z-12.2", "Z-12.3", "Z-2.15", "Z-11.6", "Z-3.5", "L-15")
def test_yes_makes_the_tenancy_onbepaald_and_closes_the_traject(toneel: Toneel):
    contract = _lopend_met_overleg(toneel)
    besluit = _besluit(toneel, contract)

    rij = vers(contract)
    assert (rij.status, rij.looptijd) == (Contractstatus.AFGEROND, Looptijd.ONBEPAALD)
    assert (rij.onbepaald_sinds, rij.onbepaald_door, rij.besluit) == (STREEF, OnbepaaldDoor.BESLUIT, besluit)
    assert rij.traject.uitkomst == Uitkomst.VAST_CONTRACT
    assert rij.aanbieding.woning.status is Woningstatus.VERHUURD
    brieven = Brief.objects.filter(soort="omzetting", besluit=besluit)
    assert {b.geadresseerde for b in brieven} == {"kandidaat", "zorgorganisatie"}
    assert "1 januari 2026" in brieven.get(geadresseerde="kandidaat").inhoud.html
    assert Bericht.objects.get(soort="besluit_omzetting").ontvanger == toneel.regio.begeleider
    assert besluit.snapshot["aantal_gehouden"] == 6
    assert not rij.evaluaties.filter(status="gepland").exists()  # the room above heard of it
    assert [t.soort for t in rij.traject.termijnen.filter(status="open")] == ["gegevens_wissen"]


@pytest.mark.clausule("Z-11.11", "Z-12.3", "Z-15.3", "I-1")
def test_no_leaves_the_contract_running_with_a_live_duty(toneel: Toneel):
    contract = _lopend_met_overleg(toneel)
    besluit = _besluit(toneel, contract, "niet_omzetten", **NEE)

    rij = vers(contract)
    assert (rij.status, rij.besluit, rij.traject.afgesloten_op) == (Contractstatus.LOPEND, besluit, None)
    assert besluit.snapshot["gronden"] == ["huur"]
    assert Motivering.objects.get(besluit=besluit).tekst == NEE["motivering"]
    html = Brief.objects.get(soort="niet_omzetten", geadresseerde="kandidaat").inhoud.html
    for tekst in ("1 april 2026", "31 mei 2026", "30 juni 2026", "cliëntondersteuner", "geschillencommissie"):
        assert tekst in html
    assert "elke maand helemaal betaald" in html and NEE["motivering"] in html
    plicht = rij.traject.termijnen.get(soort="aanzegging_doen")
    assert (plicht.status, plicht.datum, plicht.vanaf) == ("open", date(2026, 5, 31), date(2026, 4, 1))


def test_a_later_yes_stands_beside_an_earlier_no(toneel: Toneel):
    contract = _lopend_met_overleg(toneel)
    _besluit(toneel, contract, "niet_omzetten", **NEE)
    with pytest.raises(RegelGeschonden, match="al genomen"):
        _besluit(toneel, contract, "niet_omzetten", **NEE)
    _besluit(toneel, contract)
    assert [b.uitkomst for b in Besluit.objects.filter(soort="omzetting").order_by("pk")] == [
        "niet_omzetten",
        "omzetten",
    ]
    assert vers(contract).status == Contractstatus.AFGEROND


@pytest.mark.clausule("Z-12.2")
def test_first_both_consultations(toneel: Toneel):
    contract = toneel.lopend()
    with pytest.raises(RegelGeschonden) as fout:
        _besluit(toneel, contract)
    assert {b.veld for b in fout.value.belemmeringen} == {"huurder_op", "zorg_op"}
    verloop.overlegd(op=STREEF, contract=contract.sleutel, consulent=toneel.consulent)
    assert Gebeurtenis.objects.filter(soort="overleg_vastgelegd").count() == 2
    _besluit(toneel, contract)


@pytest.mark.clausule("I-27")
def test_before_18_months_a_yes_needs_a_reason(toneel: Toneel):
    contract = _lopend_met_overleg(toneel)
    eerder = STREEF - timedelta(days=1)
    with pytest.raises(RegelGeschonden, match="eerder dan 1 januari 2026"):
        _besluit(toneel, contract, op=eerder)
    besluit = _besluit(toneel, contract, op=eerder, reden_vroeg="Het gaat al een jaar heel goed.")
    assert "al een jaar" in Motivering.objects.get(besluit=besluit).tekst


@pytest.mark.clausule("Z-2.15", "Z-11.5")
@pytest.mark.parametrize(
    "evaluatie",
    [
        EvaluatieUitkomst(aantal_gehouden=0, laatste_oordeel="", evaluaties=()),
        EvaluatieUitkomst(aantal_gehouden=2, laatste_oordeel="aandacht", evaluaties=()),
    ],
)
def test_a_yes_without_a_good_last_evaluatie_asks_for_a_motivering(toneel: Toneel, evaluatie):
    contract = _lopend_met_overleg(toneel)
    with pytest.raises(RegelGeschonden, match="schrijf op waarom"):
        _besluit(toneel, contract, evaluatie=evaluatie)
    _besluit(toneel, contract, evaluatie=evaluatie, motivering="De laatste maand ging goed.")


@pytest.mark.clausule("Z-11.11")
def test_a_no_names_a_ground_and_a_motivering(toneel: Toneel):
    contract = _lopend_met_overleg(toneel)
    with pytest.raises(RegelGeschonden) as fout:
        _besluit(toneel, contract, "niet_omzetten")
    assert {b.veld for b in fout.value.belemmeringen} == {"gronden", "motivering"}


@pytest.mark.clausule("I-1", "I-25")
@pytest.mark.parametrize(("op", "kan"), [(VENSTER_DICHT - timedelta(days=1), True), (VENSTER_DICHT, False)])
def test_a_no_is_possible_as_long_as_the_aanzegging_can_arrive(toneel: Toneel, op: date, kan: bool):
    contract = _lopend_met_overleg(toneel)
    if kan:
        _besluit(toneel, contract, "niet_omzetten", op=op, **NEE)
    else:
        with pytest.raises(RegelGeschonden, match="te laat"):
            _besluit(toneel, contract, "niet_omzetten", op=op, **NEE)


def test_a_yes_after_the_end_confirms_what_the_law_did_on_that_day(toneel: Toneel):
    contract = _lopend_met_overleg(toneel)
    _besluit(toneel, contract, op=EINDE + timedelta(days=3))  # the sweep was late
    assert vers(contract).onbepaald_sinds == EINDE


def test_nothing_to_decide_before_the_key_and_after_the_end(toneel: Toneel):
    contract = toneel.getekend()
    with pytest.raises(RegelGeschonden, match="niets te besluiten"):
        _besluit(toneel, contract)
    with clock.klok_op(GETEKEND), pytest.raises(RegelGeschonden, match="als het tijdelijke contract loopt"):
        overleg_vastleggen(
            contract=contract.sleutel,
            soort=Verklaringsoort.OVERLEG_ZORG,
            datum=GETEKEND,
            wijze=Wijze.GESPREK,
            namens=toneel.consulent,
        )


def test_a_consultation_of_tomorrow_or_of_another_kind_is_refused(toneel: Toneel):
    contract = toneel.lopend()
    velden = {"contract": contract.sleutel, "wijze": Wijze.GESPREK, "namens": toneel.consulent}
    with clock.klok_op(STREEF):
        with pytest.raises(RegelGeschonden, match="op zijn laatst vandaag"):
            overleg_vastleggen(soort=Verklaringsoort.OVERLEG_ZORG, datum=STREEF + timedelta(days=1), **velden)
        with pytest.raises(ValueError):
            overleg_vastleggen(soort=Verklaringsoort.INSTEMMING_DELEN, datum=STREEF, **velden)


def test_a_stale_form_is_refused(toneel: Toneel):
    contract = _lopend_met_overleg(toneel)
    with clock.klok_op(STREEF), pytest.raises(Verouderd):
        contract_besluiten(
            contract=contract.sleutel,
            uitkomst="omzetten",
            gronden=[],
            motivering="",
            reden_vroeg="",
            evaluatie=verloop.GOED,
            versie=0,
            namens=toneel.consulent,
        )


@pytest.mark.clausule("I-28")
def test_only_the_verhuurder_decides_and_consults(toneel: Toneel, subtests: pytest.Subtests):
    contract = _lopend_met_overleg(toneel)
    for wie in ("coordinator", "begeleider", "andere_consulent", "wmo_consulent"):
        toneel.consulent = toneel.namens(getattr(toneel.regio, wie))
        with subtests.test(wie=wie), teruggedraaid():
            with pytest.raises(GeenRecht):
                _besluit(toneel, contract)
            with pytest.raises(GeenRecht):
                verloop.overlegd(op=INGANG, contract=contract.sleutel, consulent=toneel.consulent)


@pytest.mark.clausule("L-13", "Z-12.2", "I-15")
def test_a_yes_does_not_undo_notice_of_the_huurder_unless_both_want_it(toneel: Toneel):
    """Seen to fail: the besluit undid the notice, and the page only warned."""
    contract = _lopend_met_overleg(toneel)
    dag, laatste = STREEF - timedelta(days=3), STREEF + timedelta(days=60)
    with clock.klok_op(STREEF):
        einde_afspreken(
            contract=contract.sleutel,
            wijze=EindeWijze.OPZEGGING,
            laatste_huurdag=laatste,
            opgezegd_op=dag,
            overlegd_op=STREEF,
            namens=toneel.consulent,
        )
    with pytest.raises(RegelGeschonden, match="de huurder de opzegging intrekt en de corporatie dat goedvindt"):
        _besluit(toneel, contract)
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    url, contractpagina, besluitpagina, overleg = (
        reverse(naam, args=[contract.traject.sleutel])
        for naam in ("woningen:opzegging_intrekken", "woningen:contract", "evaluatie:omzetten", "woningen:overleg")
    )
    with clock.klok_op(STREEF):
        assert overleg not in client.get(contractpagina).content.decode()
        assert "De huurder zegde op" in unescape(client.get(overleg).content.decode())
        assert url in client.get(contractpagina).content.decode()
        gelezen = unescape(client.get(besluitpagina).content.decode())
        assert "Wel een vast contract kan niet: De huurder zegde op" in gelezen

        def stuur(dag: date, **velden: str) -> int:
            versie = client.get(url).context["formulier_versie"]
            invoer = {"ingetrokken_op": dag.isoformat(), "versie": versie, "verzoek": str(uuid4())}
            return client.post(url, invoer | velden).status_code

        assert stuur(STREEF) == 422  # the corporatie did not agree
        assert stuur(dag - timedelta(days=1), is_akkoord="on") == 422
        assert stuur(STREEF + timedelta(days=1), is_akkoord="on") == 422
        assert stuur(STREEF, is_akkoord="on") == 302
        regel = Gebeurtenis.objects.get(soort="opzegging_ingetrokken")
        assert (regel.gegevens["datum"], regel.rol) == (STREEF.isoformat(), "consulent")
        assert stuur(STREEF, is_akkoord="on") == 422  # nothing is left to withdraw
        assert overleg in client.get(contractpagina).content.decode()
    _besluit(toneel, contract)
    assert vers(contract).status == Contractstatus.AFGEROND


@pytest.mark.clausule("I-15")
@pytest.mark.parametrize("wijze", [None, *EindeWijze])
def test_only_what_was_agreed_together_goes_with_a_yes(wijze: EindeWijze | None):
    mag = wijze in {None, EindeWijze.OVEREENSTEMMING}
    assert (not omzetting_naast_einde_belemmeringen(wijze=wijze, afgesproken_einde=EINDE)) is mag
