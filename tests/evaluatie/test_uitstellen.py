"""Of a late evaluatie, an MDO or an afspraak others hear later: whom that spares, whom never, and how it ends."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from evaluatie import services
from evaluatie.enums import Partij
from evaluatie.models import Mdo
from evaluatie.services import NieuweAfspraak
from opstap import clock
from opstap.errors import OpstapFout, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.models import Bericht
from opstap.post.services import berichten_verzenden, dagpost_samenstellen
from opstap.protocol.begrippen import Rol
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, ItemOordeel
from opstap.protocol.termijnsoorten import HOGER
from opstap.protocol.vertraging import Vertragingsreden
from opstap.termijnen import uitstel
from opstap.termijnen.controles import plan_klopt, uitstel_eindigt
from opstap.termijnen.models import Termijn, Vertraging
from opstap.termijnen.services import stappen_herplannen, stappen_uitvoeren, termijnen_herplannen
from opstap.termijnen.vertraging.uitstellen import bericht_uitstellen, uitstel_stoppen
from opstap.trajecten.enums import Wijze
from tests.evaluatie import verloop
from tests.evaluatie.conftest import EERSTE, Wonen
from tests.fundament.test_oppakken import collega

R = Vertragingsreden
TEAM, TOP, GEMEENTE = "teamleider", "escalatie", "gemeente"


@pytest.fixture(autouse=True)
def contacten(wonen: Wonen) -> None:
    Organisatie.objects.filter(pk=wonen.regio.zorg.pk).update(eerste_contact=wonen.regio.buitenstaander)


def _op(n: int) -> date:
    """Days after the evaluatie: the team lead hears on the 7th, the contacts on the 14th, the gemeente on the 28th."""
    return EERSTE + timedelta(days=n)


def _taak(soort: str = "evaluatie_houden") -> Termijn:
    rijen = Termijn.objects.open().filter(soort=soort).select_related("traject__regelingversie", "organisatie")
    return rijen.order_by("datum")[:1].get()


def _stel_uit(
    wonen: Wonen, op: int, tot: int, *, soort: str = "evaluatie_houden", wie: Any = None, **anders: Any
) -> Termijn:
    vraag = {"reden": R.NIEUWE_DAG, "namens": wie or wonen.begeleider} | anders
    with clock.klok_op(_op(op)):
        return bericht_uitstellen(termijn=_taak(soort).sleutel, tot=_op(tot), **vraag)


def _stop(wonen: Wonen, op: int) -> None:
    with clock.klok_op(_op(op)):
        uitstel_stoppen(termijn=_taak().sleutel, namens=wonen.begeleider)


def _hoort(op: int) -> set[str]:
    """Which rungs of the evaluatie are told on this day; and on every day the database is as it should be."""
    al = set(Bericht.objects.values_list("pk", flat=True))
    with clock.klok_op(_op(op)):
        while stappen_uitvoeren():
            pass
        assert [*uitstel_eindigt(), *plan_klopt()] == []
    nieuw = Bericht.objects.exclude(pk__in=al).filter(gegevens__termijn=str(_taak().sleutel))
    return {b.trap for b in nieuw}


def _dagen(taak: Termijn | None = None) -> dict[str, int]:
    """Rung above -> the day after the evaluatie on which it will hear."""
    stappen = (taak or _taak()).stappen.filter(klaar_op=None, trap__in=HOGER)
    return {s.trap: (s.uitvoeren_vanaf.astimezone(clock.AMSTERDAM).date() - EERSTE).days for s in stappen}


# --- whom it spares --------------------------------------------------------------------------------------------------


@pytest.mark.clausule("P-9")
def test_only_who_stands_above_hears_later_and_then_the_day_after(wonen: Wonen) -> None:
    """Seen to fail with every rung, and with the day itself instead of the day after."""
    assert [_hoort(n) for n in (0, 1)] == [{"verantwoordelijke"}] * 2
    eigen = _taak().stappen.filter(klaar_op=None).exclude(trap__in=HOGER)
    voor = list(eigen.values_list("dag", "trap", "uitvoeren_vanaf"))
    _stel_uit(wonen, 2, 15)
    assert list(eigen.values_list("dag", "trap", "uitvoeren_vanaf")) == voor  # also the sixth week of a missed one
    assert (_taak().datum, _taak().is_te_laat(_op(3)), _taak().wacht(_op(3))) == (EERSTE, True, False)
    assert Termijn.objects.te_laat_op(_op(3)).filter(pk=_taak().pk).exists()
    assert [_hoort(n) for n in (6, 7, 14, 15)] == [set(), {"verantwoordelijke"}, set(), set()]
    assert _hoort(16) == {TEAM, TOP} and _hoort(28) == {GEMEENTE}


def test_what_was_told_stays_told_and_is_not_told_again(wonen: Wonen) -> None:
    _hoort(1)
    assert TEAM in _hoort(7)
    _stel_uit(wonen, 8, 22)
    assert Bericht.objects.filter(trap=TEAM, gegevens__termijn=str(_taak().sleutel)).exists()
    assert _dagen() == {TOP: 23, GEMEENTE: 28, "bestuurlijk": 56}
    assert [_hoort(n) for n in (14, 22)] == [set(), set()] and _hoort(23) == {TOP}


def test_who_ends_it_brings_everybody_forward_and_gets_no_second_one(wonen: Wonen) -> None:
    """What was passed over comes at once, the others on their own day."""
    _hoort(1)
    _stel_uit(wonen, 2, 15)
    _hoort(7)
    _stop(wonen, 9)
    assert _dagen() == {TEAM: 9, TOP: 14, GEMEENTE: 28, "bestuurlijk": 56}
    assert _hoort(9) == {TEAM} and not _taak().is_uitgesteld(_op(9))
    with pytest.raises(RegelGeschonden, match="één keer"):
        _stel_uit(wonen, 10, 15)
    with pytest.raises(OpstapFout, match="niet meer uitgesteld"):
        _stop(wonen, 10)


def test_another_day_is_the_same_pause_and_gives_no_new_days(wonen: Wonen) -> None:
    _hoort(1)
    _stel_uit(wonen, 2, 15)
    _stel_uit(wonen, 4, 10)
    assert _dagen()[TEAM] == 11
    _stel_uit(wonen, 5, 16, reden=R.ANDERS)
    assert (_dagen()[TEAM], _dagen()[TOP]) == (17, 17)
    with pytest.raises(RegelGeschonden, match="Kies een dag van 20 april 2026 tot en met 29 april 2026"):
        _stel_uit(wonen, 6, 17)


def test_an_evaluatie_that_moves_has_a_ladder_of_its_own(wonen: Wonen) -> None:
    """Seen to fail when the pause went along: others heard later of a day of which nobody had said anything."""
    _hoort(1)
    _stel_uit(wonen, 2, 15)
    verloop.evaluatie_gemist(evaluatie=wonen.evaluatie(1).sleutel, op=_op(3), naar=_op(10), namens=wonen.begeleider)
    assert (_taak().datum, _taak().uitgesteld_tot, _dagen()[TEAM]) == (_op(10), None, 17)
    _hoort(11)
    _stel_uit(wonen, 12, 20)
    assert _dagen()[TEAM] == 21


def test_a_plan_that_is_made_anew_keeps_it(wonen: Wonen) -> None:
    """Seen to fail: the team lead came seven days after the new plan."""
    _hoort(1)
    _stel_uit(wonen, 2, 15)
    _hoort(8)
    with clock.klok_op(_op(12)):
        stappen_herplannen(_taak())
        termijnen_herplannen(wonen.traject.sleutel)
    assert (_taak().uitgesteld_tot, _dagen()[TEAM], _dagen()[TOP]) == (_op(15), 16, 16)


def test_what_is_done_puts_nothing_off(wonen: Wonen) -> None:
    """And the database says so too."""
    _hoort(1)
    pk = _stel_uit(wonen, 2, 15).pk
    verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(1).sleutel, op=_op(3), namens=wonen.begeleider)
    assert Termijn.objects.get(pk=pk).uitgesteld_tot is None
    with pytest.raises(IntegrityError, match="termijn_klaar_stelt_niets_uit"), transaction.atomic():
        Termijn.objects.filter(pk=pk).update(uitgesteld_tot=_op(20))


def test_a_hard_date_that_comes_meanwhile_ends_it_there(wonen: Wonen, monkeypatch: pytest.MonkeyPatch) -> None:
    _hoort(1)
    _stel_uit(wonen, 2, 15)
    monkeypatch.setattr("opstap.termijnen.querysets.TermijnQuerySet.uiterste_datum", lambda *_: _op(8))
    with clock.klok_op(_op(3)):
        assert "te lang" in next(uitstel_eindigt())
        termijnen_herplannen(wonen.traject.sleutel)
    assert (_taak().uitgesteld_tot, _dagen()[TEAM]) == (_op(8), 9)


def test_controleer_sees_a_rung_on_another_day(wonen: Wonen) -> None:
    """Too early, and lost until long after it."""
    _hoort(1)
    _stel_uit(wonen, 2, 15)
    for dag in (10, 30):
        _taak().stappen.filter(trap=TEAM).update(uitvoeren_vanaf=clock.lokaal_moment(_op(dag), 7))
        with clock.klok_op(_op(5)):
            assert "maar teamleider hoort het op" in next(uitstel_eindigt())


# --- who may ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def tom(wonen: Wonen) -> Gebruiker:
    return collega(wonen.regio, "Tom Tak", Rol.BEGELEIDER, wonen.regio.zorg)


def test_who_has_it_or_who_leads_puts_it_off_and_nobody_else(wonen: Wonen, tom: Gebruiker) -> None:
    """Seen to fail: any colleague could keep the team lead from hearing. Ending it is for the whole team."""
    _hoort(1)
    with pytest.raises(OpstapFout, match="kan het bericht aan anderen uitstellen"):
        _stel_uit(wonen, 2, 15, wie=wonen.regio.namens(tom))
    assert "kan het bericht aan anderen uitstellen" in _pagina(wonen, tom, 2, _adres())
    assert "Stel het bericht" not in _pagina(wonen, tom, 2, _duty(wonen))
    _stel_uit(wonen, 2, 15, wie=wonen.regio.namens(wonen.regio.teamleider_zorg))
    assert "Stop het uitstel" in _pagina(wonen, tom, 2, _duty(wonen))


def test_of_two_windows_the_second_is_told_that_it_changed(wonen: Wonen) -> None:
    """Seen to fail without the version: the last one won in silence. The same thing twice is said once."""
    _hoort(1)
    versie = _taak().versie
    _stel_uit(wonen, 2, 15, versie=versie)
    _stel_uit(wonen, 2, 15, versie=versie)
    assert Vertraging.objects.count() == 1
    with pytest.raises(Verouderd):
        _stel_uit(wonen, 2, 14, versie=versie)
    fout = _vul(wonen, 2, versie=versie, reden="voorbereiding", uitgesteld_tot="22-4-2026")
    assert fout.status_code == 422 and "22-4-2026" in fout.content.decode()
    assert _vul(wonen, 2, reden="voorbereiding", uitgesteld_tot="22-4-2026").status_code == 302


def test_of_another_kind_there_is_no_such_page(wonen: Wonen) -> None:
    with clock.klok_op(_op(-9)):
        termijnen_herplannen(wonen.traject.sleutel)
        client = wonen.client(wonen.regio.consulent)
        adres = reverse("taak_uitstellen", args=[_taak("huurstatus_opgeven").sleutel])
        assert client.get(adres).status_code == 404


# --- what can never be told later ------------------------------------------------------------------------------------


def _mdo(wonen: Wonen) -> Mdo:
    s = verloop.signaal_gemeld(traject=wonen.traject, op=EERSTE, namens=wonen.consulent)
    mdo = verloop.mdo_gemeld(signaal=s.sleutel, op=EERSTE, namens=wonen.begeleider)
    with clock.klok_op(EERSTE):
        return services.huurder_informeren(mdo=mdo.sleutel, datum=EERSTE, wijze=Wijze.GESPREK, namens=wonen.begeleider)


@pytest.mark.clausule("Z-13.2")
def test_an_mdo_that_becomes_urgent_is_told_on_the_days_that_stood(wonen: Wonen) -> None:
    """The day of an MDO must be chosen on the 14th, the team lead hears on the 21st."""
    mdo = _mdo(wonen)
    with pytest.raises(RegelGeschonden, match="Kies een reden"):
        _stel_uit(wonen, 16, 25, soort="mdo_plannen")
    _stel_uit(wonen, 16, 25, soort="mdo_plannen", reden=R.ANDERE_ORGANISATIE)
    assert _dagen(_taak("mdo_plannen")) == {TEAM: 26}
    pagina = _pagina(wonen, wonen.regio.consulent, 16, wonen.adres("mdo", mdo.sleutel))
    zin = "Uitgesteld tot en met 8 mei 2026: wij wachten op een andere organisatie. Daarna gaat het naar de teamleider."
    assert zin in pagina and "Pas het uitstel aan" not in pagina
    assert "Pas het uitstel aan" in _pagina(wonen, wonen.regio.begeleider, 16, wonen.adres("mdo", mdo.sleutel))
    spoed = verloop.signaal_gemeld(traject=wonen.traject, op=_op(17), namens=wonen.consulent, is_spoed=True)
    verloop.mdo_gemeld(signaal=spoed.sleutel, op=_op(17), namens=wonen.begeleider)
    assert _dagen(_taak("mdo_plannen")) == {TEAM: 21}
    with pytest.raises(RegelGeschonden, match="heeft spoed"):
        _stel_uit(wonen, 18, 25, soort="mdo_plannen", reden=R.ANDERS)


def test_an_afspraak_of_an_evaluatie_can_be_told_later_and_one_of_an_mdo_cannot(wonen: Wonen) -> None:
    """That one lapses by itself the day after its date."""
    afspraak = NieuweAfspraak(wie=Partij.BEGELEIDER, wat="De formulieren invullen", uiterlijk=_op(10))
    verloop.evaluatie_gehouden(
        evaluatie=wonen.evaluatie(1).sleutel, op=EERSTE, namens=wonen.begeleider, afspraken=[afspraak],
        anders={EvaluatieItem.HUUR: ItemOordeel.AANDACHT},
    )  # fmt: skip
    _stel_uit(wonen, 11, 20, soort="afspraak_nakomen", reden=R.ANDERE_ORGANISATIE)
    assert _dagen(_taak("afspraak_nakomen")) == {TEAM: 21}
    _taak("afspraak_nakomen").traject.afspraken.update(mdo=_mdo(wonen), evaluatie=None)
    with clock.klok_op(_op(12)):
        termijnen_herplannen(wonen.traject.sleutel)
    assert _dagen(_taak("afspraak_nakomen")) == {TEAM: 17}


# --- how it looks ----------------------------------------------------------------------------------------------------


def _adres() -> str:
    return reverse("taak_uitstellen", args=[_taak().sleutel])


def _duty(wonen: Wonen) -> str:
    return reverse("als_niet", args=[wonen.traject.sleutel, _taak().sleutel])


def _pagina(wonen: Wonen, wie: Gebruiker, op: int, adres: str) -> str:
    with clock.klok_op(_op(op)):
        antwoord = wonen.client(wie).get(adres)
    assert antwoord.status_code == 200
    return unescape(antwoord.content.decode())


def _vul(wonen: Wonen, op: int, **getypt: Any) -> Any:
    with clock.klok_op(_op(op)):
        return wonen.client(wonen.regio.begeleider).post(_adres(), {"verzoek": uuid4(), **getypt})


def test_the_evaluatie_says_who_hears_next_who_heard_and_what_was_put_off(wonen: Wonen, mailoutbox: Any) -> None:
    def evaluatie(op: int, wie: Gebruiker | None = None) -> str:
        adres = wonen.adres("evaluatie", sleutel)
        return _pagina(wonen, wie or wonen.regio.begeleider, op, adres)

    sleutel: UUID = wonen.evaluatie(1).sleutel
    assert "Niet gehouden?" not in evaluatie(-15)
    assert "Niet gehouden? Op ma 20 april 2026 naar de teamleider." in evaluatie(-14)
    assert "Stel het bericht aan anderen uit" not in evaluatie(-14)  # nobody above hears within two weeks
    assert "Stel het bericht aan anderen uit" in evaluatie(-7)
    _hoort(1)
    _hoort(7)
    with clock.klok_op(clock.lokaal_moment(_op(7), 8)):
        dagpost_samenstellen()
        berichten_verzenden()
    Bericht.objects.filter(klaar_op__isnull=False).update(klaar_op=clock.lokaal_moment(_op(7), 8))
    for wie in (wonen.regio.begeleider, wonen.regio.consulent):
        assert "Gemeld aan de teamleider op 20 april 2026." in evaluatie(8, wie)
    assert "Op di 28 april 2026 naar de escalatiecontacten." in evaluatie(8)  # no post on Koningsdag
    _stel_uit(wonen, 8, 20, reden=R.VOORBEREIDING)
    zin = "Uitgesteld tot en met 3 mei 2026: de kandidaat of bewoner heeft meer tijd nodig."
    for wie in (wonen.regio.begeleider, wonen.regio.consulent):
        assert f"{zin} Daarna gaat het naar de escalatiecontacten." in evaluatie(9, wie)
        assert zin in _pagina(wonen, wie, 9, _duty(wonen))
    assert "Pas het uitstel aan" not in evaluatie(9, wonen.regio.consulent)
    assert "ma 4 mei 2026" in _pagina(wonen, wonen.regio.begeleider, 9, _duty(wonen)).lower()
    assert "uitgesteld" not in _pagina(wonen, wonen.regio.begeleider, 9, reverse("vandaag")).lower()


def test_the_form_says_what_to_do_and_leads_back_to_who_hears(wonen: Wonen) -> None:
    _hoort(1)
    leeg = _vul(wonen, 2, reden="")
    assert leeg.status_code == 422 and "Vul in tot en met welke dag." in leeg.content.decode()
    ver = unescape(_vul(wonen, 2, uitgesteld_tot="1-1-2031").content.decode())
    assert (
        "Kies een dag van 20 april 2026 tot en met 29 april 2026." in ver
        and "Kies waarom het bericht later kan." in ver
    )
    goed = _vul(wonen, 2, reden="nieuwe_dag", uitgesteld_tot="28-4-2026")
    assert goed.url == _duty(wonen)
    (gezegd,) = Gebeurtenis.objects.filter(soort="woontaak_uitgesteld")
    assert (gezegd.gegevens["reden"], gezegd.gegevens["datum"]) == ("nieuwe_dag", "2026-04-28")
    tijdlijn = _pagina(wonen, wonen.regio.consulent, 3, reverse("traject", args=[wonen.traject.sleutel]))
    assert "bericht aan anderen uitgesteld tot en met 28 april 2026, want er staat al een nieuwe dag." in tijdlijn

    assert 'value="28-04-2026"' in _pagina(wonen, wonen.regio.begeleider, 3, _adres())
    with clock.klok_op(_op(3)):
        stoppen = reverse("taak_uitstel_stoppen", args=[_taak().sleutel])
        antwoord = wonen.client(wonen.regio.begeleider).post(stoppen, {"verzoek": uuid4()})
    assert antwoord.url == _duty(wonen) and Gebeurtenis.objects.filter(soort="woontaak_uitstel_gestopt").exists()


def test_no_step_is_made_or_lost(wonen: Wonen) -> None:
    _hoort(1)
    voor = sorted(_taak().stappen.values_list("pk", "dag", "trap"))
    with clock.klok_op(_op(2)):
        uitstel.uitstellen_tot(_taak(), _op(15))
        uitstel.uitstellen_tot(_taak(), _op(1))
    assert sorted(_taak().stappen.values_list("pk", "dag", "trap")) == voor
    assert _dagen() == {TEAM: 7, TOP: 14, GEMEENTE: 28, "bestuurlijk": 56}
