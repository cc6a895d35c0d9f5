"""The last day of a tenancy: agreed on, given notice, set by a court; and what happens when the place falls through."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from evaluatie import services
from evaluatie.enums import Verzetreden
from evaluatie.feiten import komende_evaluaties
from evaluatie.models import Herhuisvesting
from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.post.enums import Briefsoort
from opstap.post.models import Brief
from opstap.protocol.evaluatiebegrippen import MdoUitkomst
from opstap.protocol.herhuisvesten import EindeWijze, Woonuitkomst
from opstap.protocol.omzetting import OmzettingUitkomst
from opstap.termijnen.models import Termijn
from opstap.termijnen.services import werk_afhandelen
from opstap.trajecten.enums import Besluitsoort, Correctiereden, Verklaringsoort, Wijze
from opstap.trajecten.models import Traject
from opstap.trajecten.services import besluit_nemen, verklaring_vastleggen
from tests.evaluatie import verloop
from tests.evaluatie.conftest import EINDE, Wonen
from tests.woningen.verloop import aangezegd
from woningen import services as huren
from woningen.models import Eindafspraak, Huurovereenkomst

DAG = date(2026, 7, 1)


def zoek(wonen: Wonen, op: date) -> Herhuisvesting:
    """Concluded on `op` by consulent and begeleider."""
    signaal = verloop.signaal_gemeld(traject=wonen.traject, op=op, namens=wonen.consulent)
    mdo = verloop.mdo_gemeld(signaal=signaal.sleutel, op=op, namens=wonen.begeleider)
    verloop.mdo_gepland(mdo=mdo.sleutel, geinformeerd_op=op, gepland_op=op, namens=wonen.begeleider)
    uitkomst = MdoUitkomst.BEEINDIGING_NASTREVEN
    verloop.mdo_gehouden(mdo=mdo.sleutel, op=op, namens=wonen.consulent, uitkomst=uitkomst, motivering="Lukt niet.")
    verloop.oordeel_gegeven(mdo=mdo.sleutel, op=op, namens=wonen.begeleider)
    return Herhuisvesting.objects.get(traject=wonen.traject)


def nee(wonen: Wonen, op: date) -> None:
    with clock.klok_op(op):
        besluit = besluit_nemen(
            wonen.traject,
            soort=Besluitsoort.OMZETTING,
            uitkomst=OmzettingUitkomst.NIET_OMZETTEN,
            namens=wonen.consulent,
        )
        contract = vers(wonen)
        contract.besluit = besluit
        contract.save()


def aanzeggen(wonen: Wonen, op: date) -> None:
    aangezegd(op=op, ontvangen_op=op, contract=wonen.contract.sleutel, consulent=wonen.consulent)


def afspreken(
    wonen: Wonen, op: date, laatste: date, *, wijze: EindeWijze = EindeWijze.OVEREENSTEMMING, vonnis: str = ""
) -> Eindafspraak:
    with clock.klok_op(op):
        return huren.einde_afspreken(
            contract=wonen.contract.sleutel,
            wijze=wijze,
            laatste_huurdag=laatste,
            overlegd_op=op,
            vonnis=vonnis,
            opgezegd_op=op if wijze is EindeWijze.OPZEGGING else None,
            mag_eerder=True,
            namens=wonen.consulent,
        )


def gevonden(wonen: Wonen, zoeken: Herhuisvesting, op: date, vanaf: date) -> Herhuisvesting:
    with clock.klok_op(op):
        return services.woonplek_gevonden(
            herhuisvesting=zoeken.sleutel,
            uitkomst=Woonuitkomst.ANDERE_WONING,
            verhuist_op=vanaf,
            namens=wonen.begeleider,
        )


def terug(wonen: Wonen, op: date) -> None:
    with clock.klok_op(op):
        huren.woning_terugnemen(contract=wonen.contract.sleutel, sleutel_terug_op=op, namens=wonen.consulent)


def vers(wonen: Wonen) -> Huurovereenkomst:
    return Huurovereenkomst.objects.get(pk=wonen.contract.pk)


def lees(wonen: Wonen, pagina: str) -> str:
    return unescape(
        wonen.client(wonen.regio.consulent).get(reverse(pagina, args=[wonen.traject.sleutel])).content.decode()
    )


BESLUITPLICHTEN = {"omzetting_besluiten", "omzetting_uiterlijk", "venster_bewaken"}


@pytest.mark.clausule("L-10", "Z-13.10", "I-15")
def test_a_place_that_falls_through_takes_the_agreed_last_day_with_it(wonen: Wonen) -> None:
    """Seen to fail: nobody acted, and on the last day of the contract the tenancy was ended without a key."""
    zoeken = zoek(wonen, date(2027, 9, 1))
    voor = wonen.open_termijnen() & BESLUITPLICHTEN
    gevonden(wonen, zoeken, date(2027, 9, 5), date(2027, 12, 1))
    afspreken(wonen, date(2027, 9, 5), date(2027, 12, 15))
    assert not wonen.open_termijnen() & BESLUITPLICHTEN

    with clock.klok_op(date(2027, 9, 20)):
        services.opnieuw_zoeken(herhuisvesting=zoeken.sleutel, namens=wonen.begeleider)
        assert vers(wonen).eindafspraak is None
        assert voor and wonen.open_termijnen() & BESLUITPLICHTEN == voor
        assert "woning_terug" not in wonen.open_termijnen()
        for pagina in ("woningen:contract", "traject"):
            gelezen = lees(wonen, pagina)
            assert "De afgesproken laatste dag, 15 december 2027, gaat niet door." in gelezen
            assert "voortouw" not in gelezen
    gevonden(wonen, zoeken, date(2027, 9, 25), date(2027, 12, 1))
    assert "einde_afspreken" in wonen.open_termijnen()
    with clock.klok_op(date(2027, 9, 26)):
        services.opnieuw_zoeken(herhuisvesting=zoeken.sleutel, namens=wonen.begeleider)

    for dag in (date(2028, 2, 10), EINDE):
        with clock.klok_op(dag):
            werk_afhandelen()
    contract = vers(wonen)
    assert (contract.status, contract.onbepaald_door) == ("afgerond", "wet")


@pytest.mark.clausule("Z-13.10", "Z-12.1")
def test_no_evaluatie_is_asked_after_the_agreed_last_day_unless_it_is_off(wonen: Wonen) -> None:
    """Seen to fail: visits stood planned in a home where nobody lives any more."""
    zoeken = zoek(wonen, date(2027, 9, 1))
    voor = _evaluatiedagen(wonen)
    gevonden(wonen, zoeken, date(2027, 9, 5), date(2027, 10, 1))
    afspreken(wonen, date(2027, 9, 5), date(2027, 10, 15))
    with clock.klok_op(date(2027, 9, 6)):
        assert _evaluatiedagen(wonen) == {dag for dag in voor if dag <= date(2027, 10, 15)} != voor
        assert "hoeft niet: de huur stopt eerder" in lees(wonen, "evaluatie:evaluaties")
    with clock.klok_op(date(2027, 9, 20)):
        services.opnieuw_zoeken(herhuisvesting=zoeken.sleutel, namens=wonen.begeleider)
        assert _evaluatiedagen(wonen) == voor
        assert "hoeft niet" not in lees(wonen, "evaluatie:evaluaties")


def _evaluatiedagen(wonen: Wonen) -> set[date]:
    rijen = Termijn.objects.filter(traject=wonen.traject, soort="evaluatie_houden").open()
    return set(rijen.values_list("datum", flat=True))


@pytest.mark.clausule("Z-13.10")
def test_the_huurder_is_told_that_the_agreed_last_day_is_off(wonen: Wonen) -> None:
    zoeken = zoek(wonen, date(2027, 9, 1))
    gevonden(wonen, zoeken, date(2027, 9, 5), date(2027, 12, 1))
    afspreken(wonen, date(2027, 9, 5), date(2027, 12, 15))
    with clock.klok_op(date(2027, 9, 20)):
        services.opnieuw_zoeken(herhuisvesting=zoeken.sleutel, namens=wonen.begeleider)
    brieven = Brief.objects.filter(traject=wonen.traject, soort=Briefsoort.EINDAFSPRAAK_VERVALLEN)
    assert {b.geadresseerde for b in brieven} == {"kandidaat", "zorgorganisatie"}
    tekst = unescape(brieven[0].inhoud.html)
    assert "15 december 2027" in tekst and "loopt door, nu tot en met" in tekst


@pytest.mark.clausule("L-10", "Z-13.10")
def test_the_letter_promises_no_end_when_the_window_of_the_aanzegging_is_closed(wonen: Wonen) -> None:
    """Seen to fail: "loopt door, nu tot en met" three weeks before the law made it vast."""
    zoeken = zoek(wonen, date(2027, 9, 1))
    gevonden(wonen, zoeken, date(2027, 9, 5), date(2027, 12, 1))
    afspreken(wonen, date(2027, 9, 5), date(2027, 12, 15))
    with clock.klok_op(EINDE - timedelta(days=10)):
        services.opnieuw_zoeken(herhuisvesting=zoeken.sleutel, namens=wonen.begeleider)
    brief = Brief.objects.filter(traject=wonen.traject, soort=Briefsoort.EINDAFSPRAAK_VERVALLEN)[0]
    assert ("loopt door." in brief.inhoud.html, "tot en met" in brief.inhoud.html) == (True, False)


@pytest.mark.clausule("Z-12.10", "Z-13.10")
def test_a_visit_does_not_move_past_the_agreed_last_day(wonen: Wonen) -> None:
    """Seen to fail: moved to a day after it, the duty was gone."""
    afspreken(wonen, DAG, date(2026, 8, 31), wijze=EindeWijze.OPZEGGING)
    evaluatie = komende_evaluaties(wonen.traject)[0]
    with clock.klok_op(DAG), pytest.raises(RegelGeschonden, match="De huur loopt tot en met 31 augustus 2026"):
        services.evaluatie_niet_doorgegaan(
            evaluatie=evaluatie.sleutel,
            reden=Verzetreden.HUURDER_AFWEZIG,
            nieuwe_datum=date(2026, 9, 1),
            namens=wonen.begeleider,
        )


@pytest.mark.clausule("Z-13.10", "Z-12.2")
def test_a_vast_contract_takes_the_agreed_last_day_with_it_and_the_page_says_so_before(wonen: Wonen) -> None:
    """Seen to fail: vast, with an agreed last day that still stood. Notice stands in the way (L-13)."""
    for soort in (Verklaringsoort.OVERLEG_HUURDER, Verklaringsoort.OVERLEG_ZORG):
        verklaring_vastleggen(
            wonen.traject,
            soort=soort,
            datum=date(2027, 9, 1),
            wijze=Wijze.GESPREK,
            namens=wonen.consulent,
            onderwerp=wonen.contract.sleutel,
        )
    zoek(wonen, date(2027, 9, 1))
    afspreken(wonen, date(2027, 9, 1), date(2027, 12, 31))
    with clock.klok_op(date(2027, 9, 2)):
        assert "Met een vast contract geldt die dag niet meer." in lees(wonen, "evaluatie:omzetten")
    verloop.omzetting_besloten(
        contract=wonen.contract.sleutel, op=date(2027, 9, 2), namens=wonen.consulent, motivering="Het gaat goed."
    )
    assert (vers(wonen).looptijd, vers(wonen).eindafspraak) == ("onbepaald", None)


@pytest.mark.clausule("L-10")
def test_a_place_that_falls_through_after_the_contract_makes_it_vast_at_once(wonen: Wonen) -> None:
    zoeken = zoek(wonen, date(2027, 9, 1))
    gevonden(wonen, zoeken, date(2027, 9, 5), date(2027, 12, 1))
    afspreken(wonen, date(2027, 9, 5), date(2027, 12, 15))
    with clock.klok_op(EINDE):
        werk_afhandelen()
        assert vers(wonen).status == "beeindiging_nagestreefd"
        assert {"woning_terug", "contract_einde"} <= wonen.open_termijnen()
        services.opnieuw_zoeken(herhuisvesting=zoeken.sleutel, namens=wonen.begeleider)
    assert (vers(wonen).status, vers(wonen).onbepaald_door) == ("afgerond", "wet")


def test_notice_of_the_huurder_outlives_a_place_that_falls_through(wonen: Wonen) -> None:
    zoeken = zoek(wonen, date(2027, 9, 1))
    gevonden(wonen, zoeken, date(2027, 9, 5), date(2027, 12, 1))
    afspreken(wonen, date(2027, 9, 5), date(2027, 12, 15), wijze=EindeWijze.OPZEGGING)
    with clock.klok_op(date(2027, 9, 20)):
        services.opnieuw_zoeken(herhuisvesting=zoeken.sleutel, namens=wonen.begeleider)
    assert vers(wonen).eindafspraak is not None


@pytest.mark.clausule("Z-13.10")
def test_an_agreed_last_day_still_ends_the_tenancy_after_the_aanzegging(wonen: Wonen) -> None:
    nee(wonen, date(2027, 11, 15))
    zoek(wonen, date(2027, 11, 20))
    afspreken(wonen, date(2027, 11, 25), date(2027, 12, 31))
    aanzeggen(wonen, date(2027, 12, 5))
    with clock.klok_op(date(2028, 1, 3)):
        assert "Neem de woning en de sleutel terug" in lees(wonen, "woningen:contract")
    terug(wonen, date(2028, 1, 3))
    assert (vers(wonen).status, vers(wonen).beeindigd_op) == ("beeindigd", date(2028, 1, 1))


@pytest.mark.clausule("Z-13.10")
def test_after_the_aanzegging_an_earlier_last_day_can_be_agreed_on(wonen: Wonen) -> None:
    nee(wonen, date(2027, 11, 15))
    aanzeggen(wonen, date(2027, 12, 5))
    zoeken = zoek(wonen, date(2027, 12, 10))
    gevonden(wonen, zoeken, date(2027, 12, 12), date(2028, 1, 2))
    assert "einde_afspreken" in wonen.open_termijnen()
    afspreken(wonen, date(2027, 12, 12), date(2028, 1, 10))
    assert "einde_afspreken" not in wonen.open_termijnen()
    assert wonen.termijn("woning_terug").datum == date(2028, 1, 10)


@pytest.mark.clausule("I-15", "Z-13.10")
@pytest.mark.parametrize(
    ("wijze", "uitkomst"), [(EindeWijze.OPZEGGING, "opgezegd"), (EindeWijze.VONNIS, "huur_gestopt")]
)
def test_notice_and_vonnis_need_no_mdo(wonen: Wonen, wijze: EindeWijze, uitkomst: str) -> None:
    afspreken(wonen, DAG, date(2026, 8, 31), wijze=wijze, vonnis="zaak 123")
    assert wonen.termijn("woning_terug").datum == date(2026, 8, 31)
    terug(wonen, date(2026, 8, 31))
    assert (vers(wonen).status, Traject.objects.get(pk=wonen.traject.pk).uitkomst) == ("beeindigd", uitkomst)


@pytest.mark.clausule("Z-13.4")
def test_agreeing_on_a_last_day_needs_the_conclusion(wonen: Wonen) -> None:
    with pytest.raises(RegelGeschonden, match="Houd eerst een MDO") as fout:
        afspreken(wonen, DAG, date(2026, 8, 31))
    assert [b.veld for b in fout.value.belemmeringen] == ["wijze"]


@pytest.mark.clausule("Z-13.4", "I-15")
def test_after_a_no_to_a_vast_contract_both_can_agree_to_stop_sooner(wonen: Wonen) -> None:
    """Seen to fail: it asked for an MDO, while the contract says that both may agree."""
    op = date(2027, 9, 1)
    nee(wonen, op)
    afspreken(wonen, op, date(2027, 9, 30))
    assert wonen.termijn("woning_terug").datum == date(2027, 9, 30)
    terug(wonen, date(2027, 9, 30))
    assert vers(wonen).status == "beeindigd"


def test_once_a_place_is_found_the_next_step_is_not_to_give_it_up(wonen: Wonen) -> None:
    zoeken = zoek(wonen, date(2027, 9, 1))
    gevonden(wonen, zoeken, date(2027, 9, 5), date(2027, 12, 1))
    client = wonen.client(wonen.regio.begeleider)
    with clock.klok_op(date(2027, 9, 6)):
        pagina = unescape(client.get(wonen.adres("herhuisvesting", zoeken.sleutel)).content.decode())
    opnieuw = wonen.adres("opnieuw_zoeken", zoeken.sleutel)
    assert f'<a class="btn btn-outline-primary" href="{opnieuw}">De plek gaat niet door</a>' in pagina
    assert "Nu spreekt de corporatie de laatste dag af." in pagina


@pytest.mark.clausule("L-10", "L-13", "Z-13.10")
def test_a_late_notice_runs_past_the_contract_and_the_sweep_leaves_it_alone(wonen: Wonen) -> None:
    """No aanzegging was received, so the huur goes on until the day of the huurder; also when that is corrected."""
    op, laatste = EINDE - timedelta(days=10), EINDE + timedelta(days=19)
    with clock.klok_op(op):
        werk_afhandelen()
    with pytest.raises(RegelGeschonden, match="Het contract loopt tot en met"):
        afspreken(wonen, op, laatste, wijze=EindeWijze.VONNIS, vonnis="zaak 123")
    afspreken(wonen, op, laatste, wijze=EindeWijze.OPZEGGING)
    with clock.klok_op(EINDE):
        werk_afhandelen()
        assert (vers(wonen).status, vers(wonen).looptijd) == ("lopend", "bepaald")
        huren.eindafspraak_verbeteren(
            contract=wonen.contract.sleutel,
            laatste_huurdag=laatste + timedelta(days=1),
            reden=Correctiereden.VERTYPT,
            namens=wonen.consulent,
        )
    terug(wonen, laatste + timedelta(days=1))
    assert vers(wonen).beeindigd_op == laatste + timedelta(days=2)
    assert Traject.objects.get(pk=wonen.traject.pk).uitkomst == "opgezegd"


@pytest.mark.clausule("Z-13.3", "I-15", "L-13")
@pytest.mark.parametrize("wijze", EindeWijze)
def test_staying_takes_back_what_was_agreed_on_and_no_notice_and_no_vonnis(wonen: Wonen, wijze: EindeWijze) -> None:
    """Seen to fail: an MDO undid the vonnis, and the letter of the last day still waited to go out."""
    zoek(wonen, DAG)
    afspreken(wonen, DAG, date(2026, 8, 31), wijze=wijze, vonnis="zaak 123")
    brieven = Brief.objects.filter(traject=wonen.traject, soort=Briefsoort.EINDAFSPRAAK)
    with clock.klok_op(DAG):
        if wijze is not EindeWijze.OVEREENSTEMMING:
            with pytest.raises(RegelGeschonden, match="31 augustus 2026: zo ligt het vast. Neem eerst de woning terug"):
                huren.contract_voortzetten(contract=wonen.contract.sleutel, namens=wonen.consulent)
            assert vers(wonen).eindafspraak is not None
            assert {b.hoeft_niet_op for b in brieven} == {None}
            return
        huren.contract_voortzetten(contract=wonen.contract.sleutel, namens=wonen.consulent)
    assert (vers(wonen).status, vers(wonen).eindafspraak) == ("lopend", None)
    assert {(b.hoeft_niet_op, b.hoeft_niet_reden) for b in brieven} == {(DAG, "klopt_niet")}
