"""How long a duty may wait in all, who may let it wait, what is heard meanwhile, and how it looks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from opstap import clock
from opstap.errors import OpstapFout, RegelGeschonden, Verouderd
from opstap.partners.models import Afwezigheid, Gebruiker
from opstap.partners.namens import Namens
from opstap.partners.services import rol_toekennen
from opstap.post.models import Bericht
from opstap.post.services import berichten_verzenden, dagpost_samenstellen
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.vertraging import Vertragingsreden
from opstap.termijnen.controles import wachten_eindigt
from opstap.termijnen.mensen.services import termijn_oppakken
from opstap.termijnen.models import Vertraging
from opstap.termijnen.services import termijnen_herplannen
from opstap.termijnen.vertraging.services import termijn_weer_oppakken, vertraging_vastleggen
from opstap.termijnen.vooruitblik import aankondigingen
from opstap.trajecten.models import Betrokkenheid, Traject
from opstap.trajecten.services import betrekken
from tests.fundament.conftest import DAG
from tests.fundament.test_oppakken import collega
from tests.fundament.test_termijnen import _zet
from tests.fundament.test_vertraging import (
    DATUM,
    MENS,
    TEAM,
    _contract,
    _op,
    _post,
    _stappen,
    _taak,
    _vraag,
    _zeg,
    _zoekt,
    zaak,  # noqa: F401
)
from tests.rolbezetting import Regio

R = Vertragingsreden
pytestmark = pytest.mark.usefixtures("zaak")


def _hoger() -> list[int]:
    return [dag for dag, trap in _stappen() if trap == TEAM]


def _eerste() -> int:
    return next(dag for dag, trap in _stappen() if trap == MENS)


@pytest.fixture
def piet(regio: Regio) -> Gebruiker:
    return collega(regio, "Piet Pol", Rol.CONSULENT, regio.corporatie)


# --- eight weeks in all ----------------------------------------------------------------------------------------------


@pytest.mark.clausule("P-9", "C-29")
def test_the_weeks_count_from_the_first_wait_however_often_it_is_renewed(regio) -> None:
    """Seen to fail with a limit from today: every seven weeks somebody gave it eight more."""
    _zeg(regio, 2, 20)
    _zeg(regio, 15, 40)
    with pytest.raises(RegelGeschonden, match="8 weken, geteld vanaf 29 april 2026. Kies een dag tot en met 24"):
        _zeg(regio, 30, 59)
    _zeg(regio, 30, 58)
    with pytest.raises(RegelGeschonden, match="ging op 29 april 2026 voor het eerst wachten"):
        _zeg(regio, 58, 60)


def test_who_takes_it_up_and_lets_it_wait_again_gets_no_new_weeks(regio) -> None:
    _zeg(regio, 2, 20)
    with clock.klok_op(_op(3)):
        termijn_weer_oppakken(termijn=_taak().sleutel, namens=regio.namens(regio.consulent))
    with pytest.raises(RegelGeschonden, match="Kies een dag tot en met 24"):
        _zeg(regio, 10, 59)


def test_another_organisation_has_weeks_of_its_own(regio, zaak) -> None:  # noqa: F811
    _zeg(regio, 2, 20)
    with clock.klok_op(_op(4)):
        Betrokkenheid.objects.filter(hoedanigheid=Hoedanigheid.VERHUURDER).update(tot=_op(4))
        betrekken(zaak, organisatie=regio.andere_corporatie, hoedanigheid=Hoedanigheid.VERHUURDER, reden="overdracht")
        termijnen_herplannen(zaak.sleutel)
    _zeg(regio, 40, 90, wie=regio.andere_consulent)
    assert (_taak().wacht_tot, _taak().wacht_opnieuw, _eerste()) == (_op(90), False, 90)


def test_from_the_second_wait_on_the_team_lead_hears_on_the_day_that_stood(regio) -> None:
    """Seen to fail when every wait moved the whole ladder: renewed in time, she never heard."""
    _zeg(regio, 2, 20)
    assert _hoger() == [27]
    for op, wacht in ((19, 40), (26, 50)):
        _zeg(regio, op, wacht)
        assert (_hoger(), _eerste(), list(wachten_eindigt())) == ([27], wacht, [])
    assert _post(26) == [] and _post(27) == ["teamleider corporatie"]
    assert [_post(n) for n in (28, 49)] == [[], []] and _post(50) == ["consulent"]


def test_an_earlier_day_is_the_same_wait_and_brings_everybody_forward(regio) -> None:
    """Seen to fail: who mistyped a far day and put it right kept the team lead from hearing until after that day."""
    _zeg(regio, 2, 50)
    assert _hoger() == [57]
    _zeg(regio, 3, 9)
    assert (_hoger(), _eerste(), _taak().wacht_opnieuw) == ([16], 9, False)


def test_a_second_wait_after_it_was_taken_up_moves_nobody_above_either(regio) -> None:
    _zeg(regio, 2, 50)
    with clock.klok_op(_op(10)):
        termijn_weer_oppakken(termijn=_taak().sleutel, namens=regio.namens(regio.consulent))
    assert _hoger() == [17]
    _zeg(regio, 11, 50)
    assert (_hoger(), _eerste()) == ([17], 50)


def test_a_hard_date_in_a_second_wait_and_a_moved_date_spare_who_must_do_it_only(regio, zaak) -> None:  # noqa: F811
    _zeg(regio, 2, 10)
    _zeg(regio, 5, 40)
    with clock.klok_op(_op(6)):
        _zet(zaak, bemiddeling=_zoekt(), contract=_contract(_op(12)))
    assert (_taak().wacht_tot, _hoger(), _eerste()) == (_op(12), [17], 12)
    with clock.klok_op(_op(7)):
        _zet(zaak, bemiddeling=_zoekt(begonnen_op=DAG + timedelta(days=2)), contract=_contract(_op(12)))
    assert (_taak().datum, _hoger(), _eerste()) == (_op(2), [9], 12)


@pytest.mark.parametrize(("wacht", "kop"), [(None, 2), (30, 1)])
def test_what_the_team_lead_was_about_to_hear_she_hears_also_when_it_waits_now(regio, mailoutbox, wacht, kop) -> None:
    """Of Saturday, with the dagpost of Monday. Seen to fail: letting it wait took her line out of the dagpost."""
    zaterdag = 12
    with clock.klok_op(DAG):
        _zet(_taak().traject, bemiddeling=_zoekt(begonnen_op=DAG + timedelta(days=zaterdag - 7)))
    assert sorted(_post(zaterdag)) == ["consulent", "teamleider corporatie"]
    _zeg(regio, zaterdag, wacht)
    with clock.klok_op(_op(zaterdag)):
        voor = {r.trap for r in aankondigingen(_taak()) if r.dag == _op(zaterdag + 2)}
    assert voor == ({MENS, TEAM} if wacht is None else {TEAM})
    with clock.klok_op(clock.lokaal_moment(_op(zaterdag + 2), 8)):
        dagpost_samenstellen()
        berichten_verzenden()
    assert len(mailoutbox) == kop and any("In uw team wacht dit" in mail.body for mail in mailoutbox)
    assert not Bericht.objects.filter(klaar_op=None).exists()


# --- who may ---------------------------------------------------------------------------------------------------------


def _laat(regio: Regio, namens: Namens, op: int = 2, wacht: int | None = 20, reden: R = R.BUURT) -> None:
    with clock.klok_op(_op(op)):
        tot = None if wacht is None else _op(wacht)
        vertraging_vastleggen(termijn=_taak().sleutel, reden=reden, wacht_tot=tot, namens=namens)


def test_what_somebody_took_waits_when_he_says_so_or_who_leads(regio, piet) -> None:
    """Seen to fail: any colleague could silence it."""
    with clock.klok_op(_op(1)):
        termijn_oppakken(termijn=_taak().sleutel, namens=regio.namens(regio.consulent))
    with pytest.raises(OpstapFout, match="consulent doet deze taak. Alleen consulent, wie consulent vervangt of de"):
        _laat(regio, regio.namens(piet))
    for wie, wacht in ((regio.consulent, 20), (regio.teamleider_corporatie, 22)):
        _laat(regio, regio.namens(wie), wacht=wacht)
        assert _taak().wacht_tot == _op(wacht)
    with pytest.raises(OpstapFout, match="consulent doet deze taak"):
        _laat(regio, regio.namens(piet), wacht=10)


def test_the_contact_person_has_what_nobody_took(regio, piet) -> None:
    Betrokkenheid.objects.filter(hoedanigheid=Hoedanigheid.VERHUURDER).update(contactpersoon=regio.consulent)
    with pytest.raises(OpstapFout, match="consulent is hier contactpersoon"):
        _laat(regio, regio.namens(piet))
    with clock.klok_op(_op(2)):
        termijn_oppakken(termijn=_taak().sleutel, namens=regio.namens(piet))
    _laat(regio, regio.namens(piet))
    assert _taak().wacht_tot == _op(20)


def test_who_replaces_lets_it_wait_for_who_is_away(regio, piet) -> None:
    with clock.klok_op(_op(1)):
        termijn_oppakken(termijn=_taak().sleutel, namens=regio.namens(regio.consulent))
    Afwezigheid.objects.create(
        gebruiker=regio.consulent, vervanger=piet, organisatie=regio.corporatie, vanaf=_op(2), tot=_op(9),
        gemaakt_door=regio.consulent,
    )  # fmt: skip
    assert _vraag(regio, 1, piet, reden="buurt", wacht_tot="17-5-2026").status_code == 302  # a cause, and no field
    assert _taak().wacht_tot is None
    assert _vraag(regio, 2, piet, reden="buurt", wacht_tot="17-5-2026").status_code == 302
    assert _taak().wacht_tot == _op(20)


def test_a_colleague_may_say_why_and_leaves_the_wait_as_it_is(regio, piet) -> None:
    """Seen to fail: without the field for the day the wait was over."""
    with clock.klok_op(_op(1)):
        termijn_oppakken(termijn=_taak().sleutel, namens=regio.namens(regio.consulent))
    _zeg(regio, 2, 20)
    pagina = _vraag(regio, 3, piet).content.decode()
    assert "Alleen consulent, wie consulent vervangt of de teamleider kan deze taak laten wachten." in pagina
    assert 'name="wacht_tot"' not in pagina
    assert _vraag(regio, 3, piet, reden="buurt").status_code == 302
    assert (_taak().wacht_tot, Vertraging.objects.order_by("pk").last().reden) == (_op(20), "buurt")


def test_before_the_date_the_page_says_who_can_and_has_no_button(regio, piet) -> None:
    with clock.klok_op(DAG):
        termijn_oppakken(termijn=_taak().sleutel, namens=regio.namens(regio.consulent))
    pagina = _vraag(regio, -10, piet).content.decode()
    assert "consulent doet deze taak." in pagina and ">Opslaan</button>" not in pagina
    _zeg(regio, -10, -5)
    assert "hoort wie erboven staat" in _vraag(regio, -10).content.decode()


def test_a_lead_who_does_the_work_herself_too_may(regio, piet) -> None:
    with clock.klok_op(_op(1)):
        termijn_oppakken(termijn=_taak().sleutel, namens=regio.namens(regio.consulent))
        rol_toekennen(gebruiker=piet, organisatie=regio.corporatie, rol=Rol.TEAMLEIDER_CORPORATIE)
    _laat(regio, regio.namens(piet, Rol.CONSULENT))
    assert _taak().wacht_tot == _op(20)


# --- two at once -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("eerst", "daarna"), [("buurt", "budget"), ("buurt", "buurt")])
def test_of_two_tabs_the_second_is_told_that_it_changed(regio, eerst: str, daarna: str) -> None:
    """Seen to fail: the last one won in silence. What is the same is no conflict."""
    versie = _taak().versie
    goed = _vraag(regio, 2, reden=eerst, wacht_tot="17-5-2026", versie=versie)
    dag = "17-5-2026" if eerst == daarna else "1-6-2026"
    fout = _vraag(regio, 2, reden=daarna, wacht_tot=dag, versie=versie)
    gelijk = eerst == daarna
    assert (goed.status_code, fout.status_code) == (302, 302 if gelijk else 422)
    assert (_taak().wacht_tot, Vertraging.objects.count()) == (_op(20), 1)
    if not gelijk:
        tekst = fout.content.decode()
        assert Verouderd().melding in tekst and 'value="1-6-2026"' in tekst
        assert _vraag(regio, 2, reden=daarna, wacht_tot=dag, versie=_taak().versie).status_code == 302


def test_also_a_cause_alone_makes_the_other_form_too_old(regio) -> None:
    """Seen to fail without the save of a row that waits as it did."""
    versie = _taak().versie
    assert _vraag(regio, 2, reden="buurt", versie=versie).status_code == 302
    assert _vraag(regio, 2, reden="budget", versie=versie).status_code == 422
    assert f'name="versie" value="{_taak().versie}"' in _vraag(regio, 2).content.decode()


# --- how it looks ----------------------------------------------------------------------------------------------------


def test_what_waits_is_not_red_and_stands_apart_until_its_day(regio, zaak: Traject) -> None:  # noqa: F811
    """Seen to fail: it stood red under Te laat."""
    client = regio.ingelogd(regio.consulent)

    def kijk(op: int) -> tuple[Any, ...]:
        with clock.klok_op(_op(op)):
            thuis, traject, lijst = (
                client.get(adres) for adres in ("/", f"/trajecten/{zaak.sleutel}/", reverse("trajecten"))
            )
        (groep,) = thuis.context["groepen"]
        termijn = next(t for t in traject.context["termijnen"] if t["tekst"] == _taak().kind.tekst)
        rood = [pagina.content.decode().count("status-te_laat") > 0 for pagina in (thuis, traject, lijst)]
        return groep["code"], termijn["is_te_laat"], rood, "te laat" in thuis.context["groet_zin"]

    assert kijk(2) == ("te_laat", True, [True, True, True], True)
    _zeg(regio, 2, 20)
    assert kijk(2) == kijk(19) == ("wacht", False, [False, False, False], False)
    assert kijk(20) == ("te_laat", True, [True, True, True], True)
    assert _taak().datum == DATUM


def test_what_waits_does_not_stand_in_front_of_what_is_asked_now(regio, zaak) -> None:  # noqa: F811
    _zeg(regio, 2, 20)
    with clock.klok_op(_op(3)):
        zaak.termijnen.create(
            soort="contract_opmaken", plek="x", datum=_op(9), organisatie=regio.corporatie, rol="consulent"
        )
        pagina = regio.ingelogd(regio.consulent).get(f"/trajecten/{zaak.sleutel}/")
    assert pagina.context["aan_zet"]["datum"] == _op(9)
