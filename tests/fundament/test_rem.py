"""A clock that is wrong, or a copy that was put back: Opstap waits for a person (F7, F17, S45)."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from opstap import clock, rem, sql
from opstap.errors import GeenRecht, OpstapFout
from opstap.logboek.models import Gebeurtenis
from opstap.models import Oefenklok, Peiling, Rem, Remreden
from opstap.partners.models import Gebruiker
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Hoedanigheid, Route
from opstap.protocol.feiten import AanbiedingFeit, BemiddelFeiten
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN
from opstap.reservekopie import reservekopie_maken
from opstap.termijnen.gezondheid import Controlesoort, Oordeel, controles
from opstap.termijnen.models import Termijnstap
from opstap.termijnen.services import termijnen_herplannen, werk_afhandelen
from opstap.termijnen.verdergaan import Wachtend, misschien_verstuurd, verder_laten_gaan
from opstap.trajecten.services import betrekken
from opstap.werk import LEASE
from tests.rolbezetting import Regio
from tests.storingen.sabotage import breek

pytestmark = pytest.mark.traag

UUR, DAG = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _stuk() -> None:
    breek()


class Klokken:
    """The clock on the wall, that somebody may set, and the one that only runs."""

    def __init__(self) -> None:
        self.wand, self.loop = datetime.now(UTC), 1000.0

    def later(self, tijd: timedelta) -> None:
        self.wand += tijd
        self.loop += tijd.total_seconds()


@pytest.fixture
def klokken(monkeypatch: pytest.MonkeyPatch) -> Klokken:
    klokken = Klokken()
    monkeypatch.setattr(clock, "echt_nu", lambda: klokken.wand)
    monkeypatch.setattr(clock, "loopt", lambda: klokken.loop)
    monkeypatch.setattr(clock, "_ijkpunt", (klokken.wand, klokken.loop))
    monkeypatch.setattr(sql, "thuis", lambda lijn: ("hier", None))
    return klokken


@pytest.fixture
def aanbod(proef: Any, regio: Regio, begin: Callable[..., Any], klokken: Klokken, monkeypatch) -> Any:
    """An offer whose answer is due in ten days: a reminder two days before and on the day, an act the day after."""
    soort = dataclasses.replace(
        TERMIJNSOORTEN["aanbieding_beantwoorden"], bij_verlopen="tests.fundament.bedrading_proef.actie"
    )
    monkeypatch.setitem(TERMIJNSOORTEN, soort.code, soort)
    vandaag = clock.vandaag()
    traject = begin(regio, dag=vandaag)
    betrekken(traject, organisatie=regio.corporatie, hoedanigheid=Hoedanigheid.VERHUURDER, reden="toets")
    feit = AanbiedingFeit(
        sleutel=traject.sleutel, status="aangeboden", aangeboden_op=vandaag, antwoord_uiterlijk=vandaag + 10 * DAG
    )
    bemiddeling = BemiddelFeiten(
        sleutel=traject.sleutel,
        route=Route.ZELF_REAGEREN,
        status="aangeboden",
        begonnen_op=vandaag,
        aantekening_op=vandaag,
        aanbiedingen=(feit,),
    )
    proef.FEITEN[traject.sleutel] = {"bemiddeling": bemiddeling}
    termijnen_herplannen(traject.sleutel)
    assert sorted(Termijnstap.objects.values_list("trap", flat=True)).count("actie") == 1
    return traject


def _gedaan() -> int:
    return Termijnstap.objects.filter(klaar_op__isnull=False).count()


def _redenen() -> list[str]:
    return [r.reden for r in Rem.objects.vast()]


# --- the clock -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sprong", [-UUR, UUR, -5 * UUR, 5 * UUR])
def test_a_small_jump_stops_nothing_and_does_nothing_twice(aanbod, klokken: Klokken, sprong: timedelta) -> None:
    for _ in range(3):
        werk_afhandelen()
        klokken.wand += sprong
        werk_afhandelen()
        klokken.wand -= sprong
    assert _redenen() == []
    klokken.later(12 * DAG)
    werk_afhandelen()
    gedaan = _gedaan()
    assert gedaan and not Termijnstap.objects.filter(klaar_op=None).exists()
    klokken.wand -= UUR
    werk_afhandelen()
    assert (_gedaan(), Bericht.objects.values("soort", "plek", "ontvanger").distinct().count()) == (
        gedaan,
        Bericht.objects.count(),
    )


@pytest.mark.parametrize("sprong", [DAG, 730 * DAG, -DAG, -730 * DAG])
def test_after_a_great_jump_nothing_happens_by_itself_until_a_person_says_so(
    aanbod, regio: Regio, klokken: Klokken, proef, sprong: timedelta
) -> None:
    """Seen to fail without `peil`: after two years forward the offer lapsed, and every reminder was used up."""
    klokken.later(9 * DAG)
    werk_afhandelen()
    eerst = _gedaan()
    klokken.wand += sprong
    for _ in range(2):
        werk_afhandelen()
    assert (_redenen(), _gedaan(), proef.GEROEPEN) == (["klok"], eerst, [])
    klokken.wand -= sprong
    klokken.later(3 * DAG)
    werk_afhandelen()
    assert (_redenen(), _gedaan()) == (["klok"], eerst)

    verder_laten_gaan(wachtend=None, namens=regio.namens(regio.beheerder))
    werk_afhandelen()
    assert (_redenen(), len(proef.GEROEPEN)) == ([], 1)


def test_a_jump_in_the_middle_of_a_round_stops_that_round(aanbod, klokken: Klokken, monkeypatch) -> None:
    """Seen to fail without `versprong` in `claim`: the round went on with the wrong date."""
    werk_afhandelen()
    monkeypatch.setattr("opstap.termijnen.services.overstappen_uitvoeren", lambda: _spring(klokken))
    werk_afhandelen()
    assert _gedaan() == 0
    monkeypatch.setattr("opstap.termijnen.services.overstappen_uitvoeren", lambda: 0)
    werk_afhandelen()
    assert (_gedaan(), _redenen()) == (0, ["klok"])


def _spring(klokken: Klokken) -> int:
    klokken.wand += 730 * DAG
    return 0


def test_a_tick_that_is_only_late_asks_nobody(aanbod, klokken: Klokken) -> None:
    """Three weeks off, or a machine that was started again."""
    werk_afhandelen()
    klokken.later(12 * DAG)
    werk_afhandelen()
    Peiling.objects.update(machine="een andere", loopt=9_999_999.0)
    klokken.later(21 * DAG)
    werk_afhandelen()
    assert (_redenen(), Termijnstap.objects.filter(klaar_op=None).exists()) == ([], False)


@pytest.mark.parametrize("sprong", [-DAG, 40 * DAG])
def test_another_machine_with_another_date_asks_a_person(aanbod, klokken: Klokken, sprong: timedelta) -> None:
    werk_afhandelen()
    Peiling.objects.update(machine="een andere")
    klokken.wand += sprong
    werk_afhandelen()
    assert _redenen() == ["klok"]


def test_the_clock_of_the_database_has_a_say(db, klokken: Klokken, monkeypatch) -> None:
    for verschil, redenen in ((5 * UUR, []), (-7 * UUR, ["klok"])):
        monkeypatch.setattr(sql, "thuis", lambda lijn, v=verschil: ("hier", klokken.wand + v))
        rem.peil()
        rem.peil()
        assert _redenen() == redenen


def test_a_lease_of_a_clock_that_was_wrong_holds_nobody_up(aanbod, klokken: Klokken) -> None:
    """Seen to fail: a row taken in 2028 stayed taken for two years, and one that failed there waited as long."""
    klokken.later(12 * DAG)
    nu = klokken.wand
    for velden in ({"lease_tot": nu + 730 * DAG + LEASE}, {"opnieuw_vanaf": nu + 730 * DAG}):
        Termijnstap.objects.update(klaar_op=None, lease_tot=None, opnieuw_vanaf=None)
        Termijnstap.objects.update(**velden)
        assert Termijnstap.objects.uitvoerbaar(dienst_nu=clock.dienst_nu(), echt_nu=nu).exists()
    Termijnstap.objects.update(lease_tot=nu + LEASE, opnieuw_vanaf=None)
    assert not Termijnstap.objects.uitvoerbaar(dienst_nu=clock.dienst_nu(), echt_nu=nu).exists()


# --- a copy that was put back --------------------------------------------------------------------------------------


@pytest.fixture
def teruggezet(aanbod, regio: Regio, klokken: Klokken, monkeypatch) -> None:
    """The night before one mail and one reminder were still to go; now the copy of that night is the database."""
    Gebruiker.objects.update(post_meteen=True)
    klokken.later(7 * DAG)
    werk_afhandelen()
    assert _gedaan() == 0
    Bericht.objects.create(
        soort="mdo_gehouden", plek="1", ontvanger=regio.begeleider, uitvoeren_vanaf=clock.dienst_nu()
    )
    klokken.later(1.5 * DAG)
    monkeypatch.setattr(sql, "thuis", lambda lijn: ("daar", None))
    mail.outbox.clear()
    werk_afhandelen()


def test_after_a_copy_is_put_back_no_mail_leaves_and_nothing_lapses(teruggezet, klokken: Klokken) -> None:
    """Seen to fail without `thuis`: the mail of that night went out a second time, and nobody knew."""
    klokken.later(6 * DAG)
    werk_afhandelen()
    assert (_redenen(), mail.outbox, _gedaan()) == (["kopie"], [], 0)
    ziek = {c.soort: c for c in controles() if c.soort is Controlesoort.REM}[Controlesoort.REM]
    assert ziek.oordeel is Oordeel.STUK and "Er is een reservekopie teruggezet" in ziek.zin


def test_what_was_sent_already_is_not_sent_again_when_a_person_says_so(
    teruggezet, regio, klokken: Klokken, proef
) -> None:
    verder_laten_gaan(wachtend=Wachtend.OVERSLAAN, namens=regio.namens(regio.beheerder))
    werk_afhandelen()
    assert (mail.outbox, Bericht.objects.count()) == ([], 0)
    assert Gebeurtenis.objects.get(soort="opstap_gaat_verder").gegevens == {
        "reden": "kopie",
        "mails": 1,
        "herinneringen": 1,
    }
    klokken.later(4 * DAG)  # what comes after it goes its way
    werk_afhandelen()
    assert len(proef.GEROEPEN) == 1


def test_of_two_copies_that_were_put_back_the_later_one_counts(
    teruggezet, regio, klokken: Klokken, monkeypatch
) -> None:
    """Seen to fail: what may have gone out between the two was sent once more, though she chose to skip it."""
    klokken.later(DAG)
    monkeypatch.setattr(sql, "thuis", lambda lijn: ("ginds", None))
    Bericht.objects.create(
        soort="mdo_gehouden", plek="2", ontvanger=regio.begeleider, uitvoeren_vanaf=clock.dienst_nu()
    )
    werk_afhandelen()
    assert Rem.objects.get().tot == klokken.wand
    verder_laten_gaan(wachtend=Wachtend.OVERSLAAN, namens=regio.namens(regio.beheerder))
    werk_afhandelen()
    assert (mail.outbox, Bericht.objects.count()) == ([], 0)


def test_what_came_back_is_not_left_out_with_what_may_have_gone(teruggezet, regio) -> None:
    """Seen to fail: the parts of a dagpost that came back were counted and thrown away, and trying it again told
    nothing."""
    voor = {"ontvanger": regio.begeleider, "uitvoeren_vanaf": clock.dienst_nu()}
    terug = Bericht.objects.create(
        soort="dagpost", plek="gisteren", geparkeerd_reden="het mailadres klopt niet", **voor
    )
    deel = Bericht.objects.create(soort="mdo_gehouden", plek="2", wijze="dagpost", bundel=terug, **voor)
    verder_laten_gaan(wachtend=Wachtend.OVERSLAAN, namens=regio.namens(regio.beheerder))
    assert Bericht.objects.filter(pk__in=[terug.pk, deel.pk]).count() == 2
    assert Gebeurtenis.objects.get(soort="opstap_gaat_verder").gegevens["mails"] == 1


def test_who_rehearses_it_with_the_practice_clock_leaves_out_the_same(teruggezet, regio, settings) -> None:
    """Seen to fail: the page said that nothing waited, and everything went out once more."""
    settings.OEFENMODUS = True
    Oefenklok.objects.update_or_create(pk=1, defaults={"dagen": 3})
    clock.vergeet_verschuiving()
    Bericht.objects.create(
        soort="mdo_gehouden", plek="2", ontvanger=regio.begeleider, uitvoeren_vanaf=clock.dienst_nu()
    )
    mails, _ = misschien_verstuurd(Rem.objects.get().tot)
    assert mails.count() == 2


def test_or_everything_goes(teruggezet, regio) -> None:
    verder_laten_gaan(wachtend=Wachtend.VERSTUREN, namens=regio.namens(regio.beheerder))
    werk_afhandelen()
    assert (_redenen(), _gedaan()) == ([], 1)
    assert sorted(m.to[0] for m in mail.outbox) == [regio.begeleider.email, regio.consulent.email]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="geldt alleen op SQLite")
def test_a_copy_of_sqlite_says_that_it_is_one(transactional_db, tmp_path: Path) -> None:
    rem.peil()
    bestand = reservekopie_maken(tmp_path)
    kopie = connection.copy()
    kopie.settings_dict["NAME"] = str(bestand)
    with kopie.cursor() as cursor:
        assert cursor.execute("SELECT thuis FROM opstap_peiling").fetchone() == ("kopie",)
    kopie.close()
    rem.peil()
    assert _redenen() == []


@pytest.mark.postgres
def test_a_dump_of_postgresql_that_was_put_back_is_known(transactional_db, tmp_path: Path) -> None:
    """A real dump, put back as docs/draaien.md says: `--clean`, in the same database."""
    if not (shutil.which("pg_dump") and shutil.which("pg_restore")):
        pytest.skip("geen pg_dump op deze machine")
    rem.peil()
    bestand = reservekopie_maken(tmp_path)
    rem.peil()
    assert _redenen() == []
    waar = connection.get_connection_params()
    adres = ["-h", waar["host"], "-U", waar["user"], "-d", waar["dbname"]]
    connection.close()
    gedaan = subprocess.run(
        ["pg_restore", "--clean", "--if-exists", *adres, str(bestand)], capture_output=True, text=True
    )
    assert gedaan.returncode == 0, gedaan.stderr
    rem.peil()
    assert _redenen() == ["kopie"]


# --- the page ------------------------------------------------------------------------------------------------------


def test_the_beheerder_of_the_gemeente_chooses_and_nobody_else(teruggezet, regio: Regio) -> None:
    adres = reverse("verdergaan")
    client = regio.ingelogd(regio.beheerder)
    assert "/werkt-alles/verder/" in client.get(reverse("werkt_alles")).content.decode()
    leeg = client.post(adres, {})
    assert (leeg.status_code, list(leeg.context["form"].errors)) == (422, ["wachtend"])
    assert regio.ingelogd(regio.begeleider).get(adres).status_code == 403
    with pytest.raises(GeenRecht):
        verder_laten_gaan(wachtend=Wachtend.VERSTUREN, namens=regio.namens(regio.begeleider))
    with pytest.raises(OpstapFout, match="Kies eerst"):
        verder_laten_gaan(wachtend=None, namens=regio.namens(regio.beheerder))
    assert _redenen() == ["kopie"]
    assert client.post(adres, {"wachtend": "overslaan"}).status_code == 302
    assert (_redenen(), Rem.objects.get().reden) == ([], Remreden.KOPIE)
    assert "Opstap wacht niet" in client.get(adres).content.decode()


def test_while_the_brake_is_on_nobody_is_taken_off_a_meeting(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who begins next month has no role yet by a clock that was set back. Seen to fail: she got a CANCEL."""
    werk_afhandelen()
    nu = clock.echt_nu()
    Rem.objects.create(reden=Remreden.KLOK, van=nu, tot=nu)
    gelopen: list[str] = []
    monkeypatch.setattr("opstap.termijnen.services.genodigden_nalopen", lambda: gelopen.append("x"))
    werk_afhandelen()
    assert gelopen == []
    Rem.objects.update(los_op=nu)
    werk_afhandelen()
    assert gelopen == ["x"]
