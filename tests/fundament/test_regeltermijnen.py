"""The page with every duty of a regeling: for every role, both presets, and a version of before."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from opstap import clock
from opstap.protocol.begrippen import Rol
from opstap.regelingen.models import RegelingVersie
from tests.aanmelding.verloop import aanmelding_begonnen

PAD, DAG = "/regelingen/termijnen/", date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _vandaag():
    with clock.klok_op(DAG):
        yield


def _tekst(antwoord) -> str:
    assert antwoord.status_code == 200
    return " ".join(antwoord.content.decode().split())


@pytest.mark.clausule("Z-1.13")
@pytest.mark.parametrize("naam", [r.value for r in Rol if r is not Rol.COMMISSIELID])
def test_every_role_reads_who_must_do_what_and_what_is_ours(regio, naam: str) -> None:
    tekst = _tekst(regio.ingelogd(getattr(regio, naam)).get(PAD))
    assert "2 weken nadat de aanmelding compleet is" in tekst
    assert "3 dagen erna: de twee escalatiecontacten van de organisatie" in tekst
    assert "De regeling noemt geen termijn. Deze is van Opstap." in tekst
    assert "Regel Z-9.2" in tekst


def test_a_commissielid_reads_the_own_regeling_without_clauses_of_another(streek, client) -> None:
    client.force_login(streek.mensen["commissie"])
    tekst = _tekst(client.get(PAD))
    assert "Opstapregeling Apeldoorn" in tekst and "de opstapcommissie" in tekst
    assert "Regel A-13" in tekst and "Regel Z-" not in tekst
    assert "Besluiten over de aanmelding" not in tekst


def test_who_works_in_two_regelingen_goes_from_one_to_the_other(streek, client) -> None:
    client.force_login(streek.mensen["consulent2"])
    antwoord = client.get(PAD)
    (andere,) = antwoord.context["andere"]
    assert antwoord.context["versie"].regeling != client.get(andere["url"]).context["versie"].regeling


@pytest.fixture
def oud(regio) -> RegelingVersie:
    """The version of before; a newer one decides in ten days and reminds otherwise."""
    eerste: RegelingVersie = regio.regeling.versies.get()
    ladders = {
        "toelating_besluiten": {"naar_escalatie_na": 6},
        "aanmelding_indienen": {"stappen": [-1], "naar_teamleider_na": 20},
    }
    anders = {"besluittermijn_dagen": 10, "termijnen": ladders}
    nieuw = RegelingVersie(regeling=regio.regeling, nummer=2, document=eerste.document | anders, vanaf=date(2026, 1, 1))
    nieuw.vaststellen()
    nieuw.save()
    return eerste


def test_an_older_version_is_read_as_it_was_and_says_so(regio, oud) -> None:
    client = regio.ingelogd(regio.begeleider)
    nu, toen = _tekst(client.get(PAD)), _tekst(client.get(PAD, {"versie": oud.sleutel}))
    assert "10 dagen nadat" in nu and "6 dagen erna: de twee escalatiecontacten" in nu
    assert "2 weken nadat" in toen and "3 dagen erna: de twee escalatiecontacten" in toen
    assert ("Deze versie geldt niet" in nu, "Deze versie geldt niet" in toen) == (False, True)
    assert "Versie 1, vanaf 1 januari 2024" in nu


def test_what_is_no_version_or_not_yet_one_is_not_found(regio, oud) -> None:
    concept = RegelingVersie.objects.create(regeling=regio.regeling, nummer=3, document={}, vanaf=DAG)
    client = regio.ingelogd(regio.begeleider)
    for waarde in ("x", "1", str(uuid4()), str(concept.sleutel)):
        assert client.get(PAD, {"versie": waarde}).status_code == 404


def test_the_rekenhulp_the_traject_and_the_foot_of_the_page_lead_there(regio, begin, oud) -> None:
    """A traject leads to the version it keeps (Z-1.13)."""
    client = regio.ingelogd(regio.begeleider)
    with clock.klok_op(date(2025, 6, 1)):
        traject = begin(regio, dag=date(2025, 6, 1))
    assert f'href="{PAD}?versie={oud.sleutel}"' in _tekst(client.get(f"/trajecten/{traject.sleutel}/"))
    assert f'href="{PAD}"' in _tekst(client.get("/rekenhulp/"))
    assert f'href="{PAD}">Termijnen van uw regeling' in _tekst(client.get("/"))


@pytest.mark.clausule("Z-1.13")
def test_the_ladder_of_a_duty_is_the_one_of_the_version_the_traject_keeps(regio, oud) -> None:
    """Seen to fail with the kind of the catalogue in `_stappen_plannen`."""

    def ladder(op: date) -> list[tuple[int, str]]:
        traject = aanmelding_begonnen(op=op, regeling=regio.regeling, begeleider=regio.namens(regio.begeleider))
        (termijn,) = traject.termijnen.filter(soort="aanmelding_indienen")
        return [((s.dag - termijn.datum).days, s.trap) for s in termijn.stappen.order_by("dag", "trap")]

    assert ladder(DAG) == [(-1, "verantwoordelijke"), (20, "teamleider")]
    assert (7, "teamleider") in ladder(date(2025, 6, 1))
