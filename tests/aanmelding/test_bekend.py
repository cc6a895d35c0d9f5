"""The same person twice: found here, told of elsewhere in one sentence, and never a way to try names (Z-20.4)."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aanmelding import services
from aanmelding.views.bekend import NIET_GEKEKEN
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.logboek.models import Gebeurtenis
from opstap.partners.namens import Namens
from opstap.protocol.aanmeldstappen import Intrekreden
from opstap.protocol.begrippen import Instroomroute, Rol
from opstap.protocol.klank import BEKEND_ELDERS, BEKEND_HIER
from opstap.regelingen.models import Deelname
from opstap.trajecten.bekend import HOOGSTENS, NAGEGAAN, PER_DAG, bekend_nagaan
from opstap.trajecten.controles import iedereen_is_te_vinden
from opstap.trajecten.models import Persoon, Persoonklank, Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, adres, ingelogd, stuur

BEGIN = {"naam": "Sam Kastelein", "geboortedatum": "1-3-1990", "instroomroute": "beschermd_wonen"}
GEBOREN = verloop.GEBOREN


def _begonnen(spel: Spel, namens: Namens, naam: str = verloop.NAAM, **anders: Any) -> Traject:
    return verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=namens, naam=naam, **anders)


def _nagaan(spel: Spel, namens: Namens | None = None, **anders: Any):
    gegevens = {"naam": verloop.NAAM, "geboortedatum": GEBOREN, "namens": namens or spel.zorg} | anders
    return bekend_nagaan(**gegevens)


def _begin(spel: Spel, **gegevens: Any) -> Any:
    return stuur(ingelogd(spel.regio.begeleider), reverse("aanmelding:beginnen"), BEGIN | gegevens)


def _tekst(antwoord: Any) -> str:
    return html.unescape(antwoord.content.decode())


def _nog_eens(spel: Spel, antwoord: Any, keuze: str, **gegevens: Any) -> Any:
    """Press again, with this answer to the question, as the page that came back does."""
    velden = BEGIN | {"verzoek": str(antwoord.context["verzoek"]), "bekend": keuze} | gegevens
    return ingelogd(spel.regio.begeleider).post(reverse("aanmelding:beginnen"), velden)


def _keuzes(antwoord: Any) -> list[str]:
    return [code for code, _ in antwoord.context["form"].fields["bekend"].choices]


# --- what is known -------------------------------------------------------------------------------------------------


def test_nobody_like_that(spel: Spel) -> None:
    _begonnen(spel, spel.zorg, "Iemand Anders")
    _begonnen(spel, spel.ander, geboortedatum=GEBOREN + timedelta(days=1))
    bekend = _nagaan(spel)
    assert (bekend.eigen, bekend.elders) == ((), False)


def test_a_name_that_sounds_alike_is_found_here_with_its_trajecten(spel: Spel) -> None:
    traject = _begonnen(spel, spel.zorg, "Sam van Castelijn")
    bekend = _nagaan(spel, naam="Kastelyn, Sam")
    assert (bekend.eigen, bekend.elders) == ((traject,), False)


def test_of_another_organisation_only_that_it_is_so(spel: Spel) -> None:
    _begonnen(spel, spel.ander)
    bekend = _nagaan(spel)
    assert (bekend.eigen, bekend.elders) == ((), True)


def test_who_gave_the_kandidaat_away_still_knows_him_as_hers(spel: Spel) -> None:
    traject = _begonnen(spel, spel.zorg)
    traject.betrokkenheden.update(tot=DAG)
    assert _nagaan(spel).eigen == (traject,)
    assert _nagaan(spel, spel.ander).elders is True


def test_the_person_it_is_about_is_not_a_hit(spel: Spel) -> None:
    traject = _begonnen(spel, spel.zorg)
    assert _nagaan(spel, behalve=traject.persoon).eigen == ()


def test_a_name_without_a_letter_is_like_nobody(spel: Spel) -> None:
    _begonnen(spel, spel.ander, "- 1 -")
    assert _nagaan(spel, naam="2").elders is False


def test_who_was_forgotten_is_not_known_any_more(spel: Spel) -> None:
    _begonnen(spel, spel.ander)
    Persoon.objects.all().delete()
    assert not Persoonklank.objects.exists()
    assert _nagaan(spel).elders is False


def test_the_newest_come_first_and_no_more_than_fit(spel: Spel) -> None:
    trajecten = [_begonnen(spel, spel.zorg) for _ in range(HOOGSTENS + 2)]
    assert _nagaan(spel).eigen == tuple(reversed(trajecten[-HOOGSTENS:]))


def test_a_new_name_is_found_and_the_old_one_is_not(spel: Spel) -> None:
    """Seen to fail without `klank_bijwerken` in `persoon_vindbaar_maken`; so was the check of the database."""
    traject = _begonnen(spel, spel.ander)
    verloop.persoon_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.ander, naam="Robin de Wit")
    assert _nagaan(spel).elders is False
    assert _nagaan(spel, naam="Robin de Wit").elders is True
    assert not list(iedereen_is_te_vinden())
    Persoon.objects.update(naam="Buiten Opstap Om")
    assert [str(traject.persoon.sleutel) in regel and "Buiten" not in regel for regel in iedereen_is_te_vinden()] == [
        True
    ]


# --- never a way to try names --------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-20.4")
def test_none_one_or_three_elsewhere_ask_the_database_the_same(spel: Spel) -> None:
    """Seen to fail with a look at the trajecten of the hits."""
    vragen = []
    for aantal in (0, 1, 2):
        for _ in range(aantal):
            _begonnen(spel, spel.ander)
        with CaptureQueriesContext(connection) as gevraagd:
            bekend = _nagaan(spel)
        assert (bekend.eigen, bekend.elders) == ((), aantal > 0)
        zinnen = [re.split(" WHERE | VALUES ", vraag["sql"])[0] for vraag in gevraagd]
        vragen.append([zin for zin in zinnen if "SAVEPOINT" not in zin])
    assert Persoonklank.objects.count() == 3
    assert len(vragen[0]) == 7
    assert vragen[0] == vragen[1] == vragen[2]


@pytest.mark.clausule("Z-20.4")
def test_what_is_said_is_the_same_for_one_and_for_three_in_whatever_state(spel: Spel) -> None:
    """Also of a traject that is closed, and of a regeling where the asker takes no part."""
    eerste = _begonnen(spel, spel.ander)
    een = _tekst(_begin(spel))
    _begonnen(spel, spel.ander)
    _begonnen(spel, spel.ander)
    services.aanmelding_intrekken(traject=eerste.sleutel, reden=Intrekreden.DUBBEL, namens=spel.ander)
    Deelname.objects.filter(organisatie=spel.regio.andere_zorg).update(tot=DAG)
    drie = _tekst(_begin(spel))
    for pagina in (een, drie):
        assert BEKEND_ELDERS in pagina and BEKEND_HIER not in pagina
        for geheim in (eerste.kenmerk, spel.regio.andere_zorg.naam, str(eerste.sleutel)):
            assert geheim not in pagina
    assert _zonder_sleutels(een) == _zonder_sleutels(drie)


def _zonder_sleutels(pagina: str) -> list[str]:
    eigen = ("csrf", 'name="verzoek"', 'name="van"')
    return [regel for regel in pagina.splitlines() if not any(teken in regel for teken in eigen)]


@pytest.mark.clausule("Z-20.4")
def test_after_ten_times_a_day_nobody_hears_of_elsewhere_and_work_goes_on(
    spel: Spel, op_dag: Callable[..., Any]
) -> None:
    """Seen to fail without the count: an eleventh name was answered."""
    _begonnen(spel, spel.ander)
    mijn = _begonnen(spel, spel.zorg, "Van Ons")
    for _ in range(PER_DAG):
        assert _nagaan(spel).elders is True
    assert _nagaan(spel).elders is None
    assert _nagaan(spel, naam="Van Ons").eigen == (mijn,)
    collega = verloop.namens(spel.regio.teamleider_zorg, Rol.TEAMLEIDER_ZORG)
    assert _nagaan(spel, collega).elders is True
    with op_dag(1):
        assert _nagaan(spel).elders is True


def test_who_hears_no_more_begins_at_once_and_is_told(spel: Spel) -> None:
    _begonnen(spel, spel.ander)
    for _ in range(PER_DAG):
        _nagaan(spel)
    client = ingelogd(spel.regio.begeleider)
    antwoord = stuur(client, reverse("aanmelding:beginnen"), BEGIN)
    assert antwoord.status_code == 302
    assert NIET_GEKEKEN in _tekst(client.get(antwoord.url))


def test_every_look_is_written_down_without_the_name(spel: Spel) -> None:
    """Seen to fail while the answer was given inside the transaction that is undone."""
    _begonnen(spel, spel.ander)
    assert _begin(spel).status_code == 422
    regel = Gebeurtenis.objects.get(soort=NAGEGAAN)
    assert (regel.gebruiker, regel.traject, regel.gegevens) == (spel.zorg.gebruiker, None, {"elders": True})


def test_only_for_an_organisation(spel: Spel) -> None:
    with pytest.raises(GeenRecht):
        _nagaan(spel, Namens(gebruiker=spel.zorg.gebruiker, organisatie=None, rol=Rol.BEGELEIDER))


# --- the page ------------------------------------------------------------------------------------------------------


def test_of_the_own_organisation_a_link_and_the_choice(spel: Spel) -> None:
    traject = _begonnen(spel, spel.zorg)
    antwoord = _begin(spel)
    assert antwoord.status_code == 422
    pagina = _tekst(antwoord)
    assert BEKEND_HIER in pagina and reverse("traject", args=[traject.sleutel]) in pagina
    assert f"Ga verder met {traject.kenmerk}" in pagina
    assert len(_keuzes(antwoord)) == 1, "of an open traject nothing is a sequel"
    assert BEGIN["naam"] in pagina and "1-3-1990" in pagina
    assert Traject.objects.count() == 1


def test_a_tick_is_enough_to_go_on(spel: Spel) -> None:
    _begonnen(spel, spel.ander)
    antwoord = _begin(spel)
    klaar = _nog_eens(spel, antwoord, _keuzes(antwoord)[-1])
    assert klaar.status_code == 302
    nieuw = Traject.objects.latest("pk")
    assert (nieuw.vervolg_op, Persoon.objects.count()) == (None, 2)


def test_without_the_tick_the_question_comes_back(spel: Spel) -> None:
    _begonnen(spel, spel.ander)
    for _ in range(2):
        assert BEKEND_ELDERS in _tekst(_begin(spel))
    assert Traject.objects.count() == 1


def test_the_tick_is_for_this_name_and_no_other(spel: Spel) -> None:
    """Seen to fail with a tick that only says yes."""
    _begonnen(spel, spel.ander)
    _begonnen(spel, spel.ander, "Kim Ander")
    vinkje = _keuzes(_begin(spel))[-1]
    antwoord = _nog_eens(spel, _begin(spel), vinkje, naam="Kim Ander")
    assert antwoord.status_code == 422 and BEKEND_ELDERS in _tekst(antwoord)


def test_the_tick_stays_while_something_else_is_mended(spel: Spel) -> None:
    _begonnen(spel, spel.ander)
    antwoord = _begin(spel)
    vinkje = _keuzes(antwoord)[-1]
    nog_fout = _nog_eens(spel, antwoord, vinkje, instroomroute="")
    assert nog_fout.status_code == 422
    assert f'name="bekend" value="{vinkje}"' in _tekst(nog_fout)
    assert _nog_eens(spel, nog_fout, vinkje).status_code == 302


def test_a_return_is_a_new_traject_of_the_same_person(spel: Spel) -> None:
    eerder = _begonnen(spel, spel.zorg)
    services.aanmelding_intrekken(traject=eerder.sleutel, reden=Intrekreden.VERTREK_GAAT_NIET_DOOR, namens=spel.zorg)
    antwoord = _begin(spel)
    vervolg = _keuzes(antwoord)[0]
    assert f"volgt op {eerder.kenmerk}" in _tekst(antwoord) and vervolg.endswith(str(eerder.sleutel))
    assert _nog_eens(spel, antwoord, vervolg).status_code == 302
    nieuw = Traject.objects.latest("pk")
    assert (nieuw.vervolg_op, nieuw.persoon, Persoon.objects.count()) == (eerder, eerder.persoon, 1)
    assert Traject.objects.zoek(f"{nieuw.kenmerk} kastelein").get() == nieuw


def test_long_after_the_end_there_is_a_sequel_but_no_link(spel: Spel, op_dag: Callable[..., Any]) -> None:
    eerder = _begonnen(spel, spel.zorg)
    services.aanmelding_intrekken(traject=eerder.sleutel, reden=Intrekreden.DUBBEL, namens=spel.zorg)
    with op_dag(400):
        antwoord = _begin(spel)
        pagina = _tekst(antwoord)
        assert eerder.kenmerk in pagina and reverse("traject", args=[eerder.sleutel]) not in pagina
        assert _nog_eens(spel, antwoord, _keuzes(antwoord)[0]).status_code == 302


def test_nobody_makes_a_sequel_of_what_is_not_hers_or_still_runs(spel: Spel) -> None:
    mijn, vreemd = _begonnen(spel, spel.zorg), _begonnen(spel, spel.ander)
    for eerder, waarom in ((mijn, "loopt al een traject"), (vreemd, "niet van uw organisatie")):
        with pytest.raises(RegelGeschonden, match=waarom):
            services.aanmelding_beginnen(
                regeling=spel.regio.regeling.sleutel,
                naam=verloop.NAAM,
                geboortedatum=GEBOREN,
                instroomroute=Instroomroute.BESCHERMD_WONEN,
                vervolg_op=eerder.sleutel,
                namens=spel.zorg,
            )
    assert Traject.objects.count() == 2


def test_a_changed_name_is_looked_at_too_and_its_spelling_is_not(spel: Spel) -> None:
    traject = _begonnen(spel, spel.zorg, "Kim Ander")
    _begonnen(spel, spel.ander)
    client, url = ingelogd(spel.regio.begeleider), adres("persoon", traject)
    for spelling in ("Kim Ander", "Ander, Kim"):
        assert stuur(client, url, {"naam": spelling, "geboortedatum": "1-3-1990"}).status_code == 302
    assert not Gebeurtenis.objects.filter(soort=NAGEGAAN).exists()
    antwoord = stuur(client, url, {"naam": verloop.NAAM, "geboortedatum": "1-3-1990"})
    assert antwoord.status_code == 422 and BEKEND_ELDERS in _tekst(antwoord)
    velden = {
        "naam": verloop.NAAM,
        "geboortedatum": "1-3-1990",
        "bekend": _keuzes(antwoord)[0],
        "verzoek": str(antwoord.context["verzoek"]),
        "versie": str(antwoord.context["formulier_versie"]),
    }
    assert client.post(url, velden).status_code == 302
    traject.persoon.refresh_from_db()
    assert traject.persoon.naam == verloop.NAAM


def test_the_clock_of_today_counts(spel: Spel) -> None:
    with clock.klok_op(DAG + timedelta(days=3)):
        _nagaan(spel)
        assert Gebeurtenis.objects.get(soort=NAGEGAAN).dag == DAG + timedelta(days=3)
