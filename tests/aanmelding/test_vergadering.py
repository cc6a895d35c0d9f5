"""The commissie keeps its days; the agenda says who is treated when and what is still open (A-13, A-30)."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aanmelding.inzage import ontbrekend_voor_corporatie
from aanmelding.models import Aanmelding, AanmeldVersie, Vergaderdag
from aanmelding.services import vergaderdag_vastleggen, vergaderdag_weghalen
from aanmelding.vergadering import agenda, mijn_commissies
from opstap import clock
from opstap.demo.commissieweg import Commissieweg
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Gebruiker
from opstap.protocol.begrippen import Leefgebied
from opstap.regelingen.models import Commissielid
from opstap.trajecten.models import Traject
from tests.aanmelding.conftest import ingelogd, stuur

D = date.fromisoformat
DAG, EERSTE, TWEEDE = D("2026-03-12"), D("2026-03-14"), D("2026-03-26")
LEEG = {"stand": "", "uitvoerder": None, "zelf": False}


@pytest.fixture(autouse=True)
def _vandaag() -> Any:
    with clock.klok_op(DAG):
        yield


def aangemeld(streek: Any, naam: str, compleet: date | None = DAG) -> Traject:
    weg = Commissieweg(streek, naam, D("1991-02-03"))
    weg.beginnen(D("2026-03-02"), uitstroom=D("2026-10-01"))
    weg.versturen(D("2026-03-09"), vragen_aan={Leefgebied.DAGBESTEDING: "esdorp"})
    if compleet is not None:
        weg.accorderen(compleet, "wmo3")
        weg.behandelaar(compleet, heeft=False)
    return Traject.objects.get(sleutel=weg.traject)


def leg_vast(streek: Any, *dagen: date, account: str = "commissie") -> list[Vergaderdag]:
    regeling, namens = streek.met_commissie.sleutel, streek.namens(account)
    return [vergaderdag_vastleggen(regeling=regeling, dag=dag, om=time(10), namens=namens) for dag in dagen]


@pytest.mark.clausule("A-13")
def test_who_decides_finds_the_day_of_the_last_vergadering_filled_in(streek: Any) -> None:
    """Not one of before it was compleet, nor one to come. Seen to fail without a look at when it was compleet."""
    traject = aangemeld(streek, "Rik Dijk")
    with clock.klok_op(D("2026-03-10")):
        leg_vast(streek, D("2026-03-10"), EERSTE, TWEEDE)
    client, url = ingelogd(streek.mensen["commissie"]), reverse("aanmelding:beoordelen", args=[traject.sleutel])
    gevuld = {}
    for dag in (DAG, EERSTE, D("2026-03-20"), TWEEDE):
        with clock.klok_op(dag):
            gevuld[dag] = client.get(url).context["form"].initial["vergadering_op"]
    assert gevuld == {DAG: None, EERSTE: EERSTE, D("2026-03-20"): EERSTE, TWEEDE: TWEEDE}


def gelezen(streek: Any, account: str = "commissie") -> tuple[dict[date, list[str]], list[str], list[str]]:
    """(day -> who), whom without a day, who not compleet yet."""
    gebruiker = Gebruiker.objects.get(pk=streek.mensen[account].pk)
    a = agenda(mijn_commissies(gebruiker).get(), gebruiker)
    namen = [[r.aanmelding.traject.naam for r in rijen] for rijen in (a.zonder_dag, a.niet_compleet)]
    return {d.dag: [r.aanmelding.traject.naam for r in rijen] for d, rijen in a.dagen.items()}, namen[0], namen[1]


@pytest.mark.clausule("A-30")
def test_who_is_compleet_stands_on_the_first_day_that_can_be_prepared(streek: Any) -> None:
    """Seen to fail with three days to prepare."""
    aangemeld(streek, "Bodi Esveld")
    aangemeld(streek, "Caro Esveld", compleet=None)
    assert gelezen(streek) == ({}, ["Bodi Esveld"], ["Caro Esveld"])
    eerste, _ = leg_vast(streek, EERSTE, TWEEDE)
    assert gelezen(streek) == ({EERSTE: ["Bodi Esveld"], TWEEDE: []}, [], ["Caro Esveld"])
    vergaderdag_weghalen(vergaderdag=eerste.sleutel, namens=streek.namens("commissie2"))
    assert gelezen(streek) == ({TWEEDE: ["Bodi Esveld"]}, [], ["Caro Esveld"])
    assert list(Gebeurtenis.objects.filter(soort__startswith="vergaderdag").values_list("soort", flat=True)) == [
        "vergaderdag_vastgelegd", "vergaderdag_vastgelegd", "vergaderdag_weggehaald",
    ]  # fmt: skip


@pytest.mark.clausule("A-11")
def test_only_who_holds_a_seat_keeps_the_days(streek: Any) -> None:
    """Seen to fail with the right of the role alone."""
    (dag,) = leg_vast(streek, TWEEDE)
    Commissielid.objects.filter(gebruiker=streek.mensen["commissie2"]).update(tot=DAG)
    with pytest.raises(GeenRecht):
        leg_vast(streek, EERSTE, account="commissie2")
    for account in ("commissie2", "coordinator", "begeleider3"):
        with pytest.raises(GeenRecht):
            vergaderdag_weghalen(vergaderdag=dag.sleutel, namens=streek.namens(account))
    with pytest.raises(GeenRecht):
        vergaderdag_vastleggen(
            regeling=streek.regeling.sleutel, dag=EERSTE, om=time(10), namens=streek.namens("commissie")
        )
    weg = ingelogd(streek.mensen["commissie2"])
    assert "U bent nu geen lid van een commissie" in weg.get(reverse("aanmelding:vergadering")).content.decode()
    assert weg.get(reverse("aanmelding:vergaderdag_weghalen", args=[dag.sleutel])).status_code == 404


def test_a_day_that_was_stays(streek: Any) -> None:
    (dag,) = leg_vast(streek, EERSTE)
    with clock.klok_op(D("2026-03-15")), pytest.raises(RegelGeschonden, match="is voorbij"):
        vergaderdag_weghalen(vergaderdag=dag.sleutel, namens=streek.namens("commissie"))
    assert Vergaderdag.objects.count() == 1


def test_the_page_keeps_a_day_and_shows_name_stand_and_what_is_open(streek: Any) -> None:
    compleet, open_ = aangemeld(streek, "Bodi Esveld"), aangemeld(streek, "Caro Esveld", compleet=None)
    lid, adres = ingelogd(streek.mensen["commissie"]), reverse("aanmelding:vergadering")
    erbij = reverse("aanmelding:vergaderdag_vastleggen")
    fout = stuur(lid, erbij, {"dag": "11-3-2026", "om": "10.00"}).content.decode()
    assert "een dag van 12 maart 2026 tot en met 12 maart 2028." in fout and 'value="11-3-2026"' in fout
    assert stuur(lid, erbij, {"dag": "14-3-2026", "om": "10.00"}).headers["Location"] == adres
    html = lid.get(adres).content.decode()
    assert "De vergaderdag staat erin. Let op: zaterdag 14 maart 2026 is geen werkdag." in html
    for stuk in (
        "Zaterdag 14 maart 2026, 10.00 uur", compleet.kenmerk, "Bodi Esveld", "compleet sinds 12 maart 2026",
        open_.kenmerk, "Caro Esveld", "nog niet iedereen gaf akkoord",
    ):  # fmt: skip
        assert stuk in html, stuk
    for wie in ("coordinator", "begeleider3", "wmo3"):
        assert ingelogd(streek.mensen[wie]).get(adres).status_code == 403, wie


@pytest.mark.clausule("A-30", "Z-20.8", "I-9")
def test_the_agenda_says_what_the_form_lacks_and_nothing_of_a_sensitive_row(streek: Any) -> None:
    """Seen to fail with every row among `niet_ingevuld`, and without the word of the kandidaat."""
    traject = aangemeld(streek, "Bodi Esveld")
    lid, adres = ingelogd(streek.mensen["commissie"]), reverse("aanmelding:vergadering")
    assert "Niet ingevuld" not in lid.get(adres).content.decode()
    versie = AanmeldVersie.objects.get(aanmelding__traject=traject)
    rijen = versie.snapshot["rijen"] | {g.value: LEEG for g in (Leefgebied.HUISVESTING, Leefgebied.VERSLAVING)}
    snapshot = {**versie.snapshot, "rijen": rijen, "contactpersoon": None}
    velden = {"nummer": versie.nummer + 1, "datum": DAG, "snapshot": snapshot, "rijhashes": versie.rijhashes}
    versie = AanmeldVersie.objects.create(aanmelding=versie.aanmelding, sleutel=uuid4(), **velden)
    html = lid.get(adres).content.decode()
    assert "Niet ingevuld: Wonen." in html and "Verslaving" not in html
    gemist = ontbrekend_voor_corporatie(Aanmelding.objects.get(traject=traject), versie)
    assert len(gemist) == 3 and all(b.melding in html for b in gemist)


def test_the_agenda_asks_as_many_questions_for_three_as_for_one(streek: Any) -> None:
    leg_vast(streek, TWEEDE)
    tel, gebruiker = [], streek.mensen["commissie"]
    for namen in (["Bodi"], ["Caro", "Dani"]):
        for naam in namen:
            aangemeld(streek, naam)
        vers = Gebruiker.objects.get(pk=gebruiker.pk)
        deelname = mijn_commissies(vers).get()
        with CaptureQueriesContext(connection) as vragen:
            a = agenda(deelname, vers)
            assert all(r.aanmelding.traject.naam for rijen in a.dagen.values() for r in rijen)
        tel.append(len(vragen))
    assert tel[0] == tel[1]
