"""An MDO and an evaluatie stand in the calendars as long as they are to come, and the letter says when and where."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from evaluatie import services
from evaluatie.controles import momenten_kloppen
from evaluatie.enums import Partij, Verzetreden
from evaluatie.models import Mdo
from evaluatie.services.omzetten import laat_evaluaties_vervallen_na
from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.post.models import Bericht
from opstap.protocol.feiten import ContractBeeindigd
from opstap.protocol.momenten import Momentplan, Plaats
from opstap.termijnen.models import Moment
from tests.agendalezer import lees
from tests.evaluatie import verloop
from tests.evaluatie.conftest import Wonen

DAG, MDO_OP, LATER = date(2026, 7, 1), date(2026, 7, 13), date(2026, 7, 20)


@pytest.fixture
def gepland(wonen: Wonen) -> Mdo:
    signaal = verloop.signaal_gemeld(traject=wonen.traject, op=DAG, namens=wonen.consulent)
    mdo = verloop.mdo_gemeld(signaal=signaal.sleutel, op=DAG, namens=wonen.begeleider)
    return verloop.mdo_gepland(mdo=mdo.sleutel, geinformeerd_op=DAG, gepland_op=MDO_OP, namens=wonen.begeleider)


def van(onderwerp: object) -> list[tuple[str, date, int]]:
    rijen = Moment.objects.filter(onderwerp=getattr(onderwerp, "sleutel", onderwerp)).order_by("pk")
    return [(m.status, m.begin.astimezone(clock.AMSTERDAM).date(), m.volgnummer) for m in rijen]


def test_everybody_around_the_table_is_invited(wonen: Wonen, gepland: Mdo) -> None:
    regio = wonen.regio
    kring = {regio.begeleider, regio.consulent, regio.wmo_consulent, regio.procesregisseur}
    assert set(Moment.objects.get().genodigden.all()) == kring
    assert {b.ontvanger for b in Bericht.objects.filter(soort="mdo_gepland")} == kring


def test_an_mdo_that_moves_takes_its_meeting_along(wonen: Wonen, gepland: Mdo) -> None:
    with clock.klok_op(DAG):
        services.mdo_plannen(mdo=gepland.sleutel, mdo_op=LATER, hoe=verloop.HOE, namens=wonen.consulent)
    assert van(gepland) == [("gepland", LATER, 1)]
    assert list(momenten_kloppen()) == []


def test_an_mdo_that_is_taken_back_is_called_off(wonen: Wonen, gepland: Mdo) -> None:
    feit = ContractBeeindigd(traject=wonen.traject.sleutel, contract=wonen.contract.sleutel)
    with clock.klok_op(DAG), transaction.atomic():
        laat_evaluaties_vervallen_na(feit)
        laat_evaluaties_vervallen_na(feit)
    assert van(gepland) == [("geannuleerd", MDO_OP, 1)]
    afgezegd = Bericht.objects.filter(soort="mdo_afgezegd")
    assert {lees(b.agenda)["METHOD"] for b in afgezegd} == {"CANCEL"} and afgezegd.count() == 4


def test_an_mdo_held_before_its_day_is_called_off_and_one_held_after_it_is_not(wonen: Wonen, gepland: Mdo) -> None:
    afspraak = services.NieuweAfspraak(wie=Partij.HUURDER, wat="x", uiterlijk=date(2026, 8, 1))
    with transaction.atomic():
        verloop.mdo_gehouden(mdo=gepland.sleutel, op=DAG, namens=wonen.consulent, afspraken=[afspraak])
        assert van(gepland) == [("geannuleerd", MDO_OP, 1)]
        transaction.set_rollback(True)
    dag_erna = MDO_OP + timedelta(days=1)
    verloop.mdo_gehouden(mdo=gepland.sleutel, op=dag_erna, namens=wonen.consulent, afspraken=[afspraak])
    assert van(gepland) == [("gepland", MDO_OP, 0)]


@pytest.mark.parametrize(
    ("plaats", "zin"),
    [
        (Plaats.ZORG, "bij Zorgpunt De Linde, Dorpsstraat 1, 7200 AA Voorstad"),
        (Plaats.CORPORATIE, "bij Woonstichting De Brug, Dorpsstraat 1, 7200 AA Voorstad"),
        (Plaats.GEMEENTE, "bij Gemeente Voorstad, Dorpsstraat 1, 7200 AA Voorstad"),
        (Plaats.THUIS, "bij u thuis"),
        (Plaats.ONLINE, "online, met beeld; uw begeleider helpt u daarmee"),
        (Plaats.TELEFOON, "aan de telefoon; wij bellen u"),
    ],
)
def test_the_letter_says_day_time_and_place(wonen: Wonen, gepland: Mdo, plaats: Plaats, zin: str) -> None:
    hoe = Momentplan(om=time(9, 5), minuten=45, plaats=plaats, waar="kamer 2")
    with clock.klok_op(DAG):
        services.mdo_plannen(mdo=gepland.sleutel, mdo_op=LATER, hoe=hoe, namens=wonen.consulent)
    brief = wonen.traject.brieven.filter(soort="mdo_uitnodiging").latest("pk").inhoud.html
    assert "<strong>Maandag 20 juli 2026</strong>, van 9.05 tot 9.50 uur" in brief
    assert f"Waar: {zin}.<br>Kamer 2." in brief


def test_a_place_that_names_the_huurder_or_the_home_plans_nothing(wonen: Wonen, gepland: Mdo) -> None:
    for waar in ("thuis bij Kastanje", "Brugweg 1"):
        hoe = Momentplan(om=time(9), minuten=45, plaats=Plaats.THUIS, waar=waar)
        with clock.klok_op(DAG), pytest.raises(RegelGeschonden) as fout:
            services.mdo_plannen(mdo=gepland.sleutel, mdo_op=LATER, hoe=hoe, namens=wonen.consulent)
        assert [b.veld for b in fout.value.belemmeringen] == ["waar"]
    assert van(gepland) == [("gepland", MDO_OP, 0)]


def test_an_mdo_sent_again_as_it_stood_is_told_to_nobody(wonen: Wonen, gepland: Mdo) -> None:
    """Seen to fail: a second letter for the huurder, and mail for everybody."""
    client, url = wonen.client(wonen.regio.consulent), wonen.adres("mdo_plannen", gepland.sleutel)
    with clock.klok_op(DAG):
        velden = client.get(url).context["form"].initial
        om = {"om": f"{velden['om']:%H:%M}", "minuten": velden["minuten"], "plaats": velden["plaats"]}
        data = om | {"mdo_op": f"{velden['mdo_op']:%d-%m-%Y}", "waar": velden["waar"]}
        brieven, post = wonen.traject.brieven.count(), Bericht.objects.count()
        pagina = client.post(url, data, follow=True).content.decode()
    assert "Er is niets veranderd" in pagina and "Iedereen krijgt bericht" not in pagina
    assert (wonen.traject.brieven.count(), Bericht.objects.count()) == (brieven, post)
    assert van(gepland) == [("gepland", MDO_OP, 0)]


def _naar(wonen: Wonen, op: date, naar: date, hoe: Momentplan | None) -> None:
    with clock.klok_op(op):
        services.evaluatie_niet_doorgegaan(
            evaluatie=wonen.evaluatie(1).sleutel,
            reden=Verzetreden.HUURDER_AFGEZEGD,
            nieuwe_datum=naar,
            hoe=hoe,
            namens=wonen.begeleider,
        )


def test_a_new_day_of_an_evaluatie_goes_into_the_calendar_when_the_time_is_known(wonen: Wonen) -> None:
    """And out of it when it moves again without one."""
    e = wonen.evaluatie(1)
    dag, naar, later = date(2026, 4, 13), date(2026, 4, 20), date(2026, 4, 27)
    _naar(wonen, dag, naar, None)
    assert van(e) == []
    _naar(wonen, dag, naar, verloop.HOE)
    assert van(e) == [("gepland", naar, 0)]
    assert [b.soort for b in Bericht.objects.filter(soort__startswith="evaluatie_")] == ["evaluatie_gepland"]
    assert {g.naam for g in Moment.objects.get().genodigden.all()} == {"begeleider"}  # the corporatie need not be there
    _naar(wonen, dag, later, verloop.HOE)
    assert van(e) == [("gepland", later, 1)] and list(momenten_kloppen()) == []
    _naar(wonen, dag, later, None)
    assert van(e) == [("geannuleerd", later, 2)]


def test_controleer_names_a_meeting_that_says_something_else_than_its_mdo(wonen: Wonen, gepland: Mdo) -> None:
    with clock.klok_op(DAG):
        assert list(momenten_kloppen()) == []
        Mdo.objects.filter(pk=gepland.pk).update(gepland_op=LATER)
        assert len(list(momenten_kloppen())) == 1
        Moment.objects.update(onderwerp=uuid4())
        assert len(list(momenten_kloppen())) == 1


# --- the pages -----------------------------------------------------------------------------------------------------

HOE = {"om": "14u30", "minuten": "60", "plaats": "corporatie", "waar": "kamer 2"}


def _post(wonen: Wonen, pagina: str, rij: object, **velden: str) -> tuple[int, str]:
    client = wonen.client(wonen.regio.begeleider)
    adres = wonen.adres(pagina, rij.sleutel)  # type: ignore[attr-defined]
    antwoord = client.post(adres, {"verzoek": str(uuid4()), **velden})
    return antwoord.status_code, antwoord.content.decode()


def test_the_page_asks_time_length_and_place_and_shows_them(wonen: Wonen, gepland: Mdo) -> None:
    with clock.klok_op(DAG):
        assert _post(wonen, "mdo_plannen", gepland, mdo_op="20-7-2026", **HOE)[0] == 302
        pagina = wonen.client(wonen.regio.consulent).get(wonen.adres("mdo", gepland.sleutel)).content.decode()
        for tekst in ("14.30 tot 15.30 uur", "bij de corporatie", "kamer 2"):
            assert tekst in pagina
        form = wonen.client(wonen.regio.begeleider).get(wonen.adres("mdo_plannen", gepland.sleutel)).content.decode()
    for waarde in ('value="20-07-2026"', 'value="14:30"', 'value="kamer 2"'):  # moving begins with what stands
        assert waarde in form


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"om": ""}, "Vul “Hoe laat begint het?” in"),
        ({"om": "half drie"}, "half drie"),
        ({"om": "5.00"}, "Kies een tijd tussen 7.00 en 21.00 uur."),
        ({"om": "25.00"}, "25.00"),
        ({"minuten": ""}, "Hoe lang duurt het?"),
        ({"plaats": ""}, "Waar is het?"),
        ({"waar": "bij Kastanje thuis"}, "Zet hier geen naam of adres van de huurder of kandidaat."),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(
    wonen: Wonen, gepland: Mdo, anders: dict[str, str], zin: str
) -> None:
    with clock.klok_op(DAG):
        status, pagina = _post(wonen, "mdo_plannen", gepland, mdo_op="20-7-2026", **(HOE | anders))
    assert status == 422 and zin in pagina and 'value="20-7-2026"' in pagina
    assert van(gepland) == [("gepland", MDO_OP, 0)]


def test_of_an_evaluatie_the_time_may_be_left_open_but_not_half(wonen: Wonen) -> None:
    with clock.klok_op(date(2026, 4, 13)):
        gegevens = {"reden": "huurder_afgezegd", "nieuwe_datum": "20-4-2026"}
        status, pagina = _post(wonen, "niet_doorgegaan", wonen.evaluatie(1), **gegevens, om="9")
        assert status == 422 and "Kies hoe lang het duurt." in pagina and "Kies waar het is." in pagina
        assert _post(wonen, "niet_doorgegaan", wonen.evaluatie(1), **gegevens)[0] == 302
        assert van(wonen.evaluatie(1)) == []
        hele = {"om": "9", "minuten": "45", "plaats": "thuis"}
        assert _post(wonen, "niet_doorgegaan", wonen.evaluatie(1), **gegevens, **hele)[0] == 302
        adres = wonen.adres("evaluatie", wonen.evaluatie(1).sleutel)
        pagina = wonen.client(wonen.regio.begeleider).get(adres).content.decode()
    assert "9.00 tot 9.45 uur" in pagina and "bij de huurder thuis" in pagina
