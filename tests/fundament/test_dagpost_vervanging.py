"""What waits for the dagpost goes to who holds the place on the day it goes out: the substitute, and who is back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opstap import clock
from opstap.partners.models import Afwezigheid, Gebruiker
from opstap.partners.services import afwezigheid_beeindigen
from opstap.post.models import Bericht
from opstap.post.services import bericht_klaarzetten, dagpost_samenstellen
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.termijnen.mensen.services import termijn_oppakken
from opstap.termijnen.models import Termijn
from opstap.termijnen.services import stappen_uitvoeren
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrekken
from tests.fundament.conftest import DAG
from tests.fundament.test_oppakken import collega
from tests.fundament.test_termijnen import BESLUIT, COMPLEET, _zet
from tests.rolbezetting import Regio

EEN = timedelta(days=1)
VRIJDAG, MAANDAG, DINSDAG = date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10)


@pytest.fixture
def eva(regio: Regio) -> Gebruiker:
    return collega(regio, "Eva Eik", Rol.BEGELEIDER, regio.zorg)


@pytest.fixture
def traject(regio: Regio, begin: Callable[..., Traject], proef: Any) -> Traject:
    return begin(regio, contactpersoon=regio.begeleider)


def weg(wie: Gebruiker, door: Gebruiker, van: date, tot: date) -> Afwezigheid:
    organisatie = wie.roltoekenningen.get().organisatie
    return Afwezigheid.objects.create(
        gebruiker=wie, vervanger=door, organisatie=organisatie, vanaf=van, tot=tot, gemaakt_door=wie
    )


def zet(regio: Regio, traject: Traject, sleutel: str = "1", op: date = VRIJDAG) -> None:
    with clock.klok_op(op):
        bericht_klaarzetten(
            soort="mdo_gehouden", sleutel=sleutel, traject=traject, organisatie=regio.zorg, rol=Rol.BEGELEIDER
        )


def dagpost(dag: date) -> None:
    with clock.klok_op(clock.lokaal_moment(dag, 8)):
        dagpost_samenstellen()


def in_de_mail_van() -> dict[str, str]:
    """plek -> in whose mail it is."""
    delen = Bericht.objects.filter(bundel__isnull=False).select_related("bundel__ontvanger", "ontvanger")
    assert all(d.ontvanger == d.bundel.ontvanger for d in delen)
    return {d.plek: d.bundel.ontvanger.naam for d in delen}


def test_what_waits_when_somebody_goes_is_for_who_replaces(regio, traject, eva) -> None:
    """Told on Friday, away on Monday. Seen to fail without `_is_weg_of_terug`: it lay in the box of who was away."""
    zet(regio, traject)
    weg(regio.begeleider, eva, MAANDAG, MAANDAG + 5 * EEN)
    dagpost(MAANDAG)
    assert in_de_mail_van() == {"1": "Eva Eik"}
    assert not Bericht.objects.filter(ontvanger=regio.begeleider).exists()


def test_what_waits_when_somebody_is_back_is_for_her_again(regio, traject, eva) -> None:
    """Seen to fail without `terug`: who replaced her until Sunday read it."""
    weg(regio.begeleider, eva, VRIJDAG, MAANDAG)
    zet(regio, traject)
    assert Bericht.objects.get().ontvanger == eva
    dagpost(MAANDAG)
    assert in_de_mail_van() == {"1": "begeleider"}


def test_who_comes_back_early_reads_it_too(regio, traject, eva) -> None:
    rij = weg(regio.begeleider, eva, VRIJDAG, MAANDAG + 20 * EEN)
    zet(regio, traject)
    with clock.klok_op(MAANDAG):
        afwezigheid_beeindigen(afwezigheid=rij.sleutel, namens=regio.namens(regio.begeleider))
    dagpost(MAANDAG)
    assert in_de_mail_van() == {"1": "begeleider"}


def test_it_may_go_there_and_back_and_is_never_lost(regio, traject, eva) -> None:
    """A mail that no mail server saw yet is judged again on the day it goes out."""
    zet(regio, traject)
    weg(regio.begeleider, eva, MAANDAG, DINSDAG)
    for dag, wie in ((MAANDAG, "Eva Eik"), (DINSDAG, "begeleider")):
        dagpost(dag)
        assert in_de_mail_van() == {"1": wie}


def test_who_holds_the_place_herself_keeps_what_is_hers(regio, traject, eva, begin) -> None:
    """She replaced somebody until yesterday; this is of her own traject."""
    eigen = begin(regio, naam="Ander", contactpersoon=eva)
    weg(regio.begeleider, eva, VRIJDAG, MAANDAG)
    zet(regio, eigen)
    dagpost(MAANDAG)
    assert in_de_mail_van() == {"1": "Eva Eik"}


def test_when_everybody_is_away_it_stays_where_it_is(regio, traject) -> None:
    zet(regio, traject)
    for wie, door in ((regio.begeleider, regio.teamleider_zorg), (regio.teamleider_zorg, regio.begeleider)):
        weg(wie, door, MAANDAG, DINSDAG)
    dagpost(MAANDAG)
    assert in_de_mail_van() == {"1": "begeleider"}


def test_who_stands_on_the_rung_already_does_not_hear_it_twice(regio, begin, proef, eva) -> None:
    """Of the whole team both heard it; the substitute was one of them."""
    zet(regio, begin(regio))
    weg(regio.begeleider, eva, MAANDAG, DINSDAG)
    dagpost(MAANDAG)
    assert [(b.plek, b.ontvanger) for b in Bericht.objects.exclude(soort="dagpost")] == [("1", eva)]


def test_a_reminder_of_what_somebody_took_follows_him_and_not_the_team(regio, begin, proef) -> None:
    """Seen to fail without TAAKHOUDERS: the whole team of coordinators got what one of them had taken."""
    bas, cor = (collega(regio, naam) for naam in ("Bas de Boer", "Cor Cis"))
    traject = begin(regio)
    with clock.klok_op(DAG):
        betrekken(traject, organisatie=regio.corporatie, hoedanigheid=Hoedanigheid.COORDINATIE, reden="toets")
        _zet(traject, aanmelding=COMPLEET)
        termijn_oppakken(termijn=Termijn.objects.get(soort="toelating_besluiten").sleutel, namens=regio.namens(bas))
    with clock.klok_op(clock.lokaal_moment(BESLUIT, 7, 10)):
        stappen_uitvoeren()
    weg(bas, cor, BESLUIT, BESLUIT + EEN)
    dagpost(BESLUIT)
    assert set(in_de_mail_van().values()) == {"Cor Cis"}


def test_the_number_of_queries_does_not_grow_with_what_waits(regio, begin, proef, eva) -> None:
    """Seen to fail with an Adresboek per message."""
    weg(regio.begeleider, eva, MAANDAG, MAANDAG + 5 * EEN)
    vragen = []
    for aantal in (2, 40):
        Bericht.objects.all().delete()
        for n in range(aantal):
            zet(regio, begin(regio, naam=f"Kim {n}", contactpersoon=regio.begeleider), f"{aantal}-{n}")
        with CaptureQueriesContext(connection) as gevangen:
            dagpost(MAANDAG)
        vragen.append(len(gevangen))
        assert set(in_de_mail_van().values()) == {"Eva Eik"} and len(in_de_mail_van()) == aantal
    assert vragen[0] == vragen[1]


def test_a_part_that_cannot_be_handed_on_holds_up_no_other(regio, traject, eva, monkeypatch) -> None:
    """Seen to fail when a batch that broke was left as it was."""
    from opstap.post.services import doorgeven as d

    for n in range(3):
        zet(regio, traject, f"{n}")
    weg(regio.begeleider, eva, MAANDAG, DINSDAG)
    echt = d.berichten_van

    def kapot(m: Any, *rest: Any) -> Any:
        if m.sleutel == "1":
            raise ValueError("kapot")
        return echt(m, *rest)

    monkeypatch.setattr(d, "berichten_van", kapot)
    with pytest.raises(ExceptionGroup):
        dagpost(MAANDAG)
    assert in_de_mail_van() == {"0": "Eva Eik", "1": "begeleider", "2": "Eva Eik"}
