"""The gesprek stands in the calendars while the aanmelding is judged, and is written down afterwards (Z-9.8)."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.urls import reverse

from aanmelding import services
from aanmelding.controles import gesprek_is_nog_nodig
from evaluatie.controles import momenten_kloppen
from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.partners.models import Gebruiker
from opstap.partners.services import rol_toekennen
from opstap.post.models import Bericht
from opstap.protocol.aanmeldstappen import Intrekreden
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.gesprek import Gesprek, Gesprekspartner
from opstap.protocol.momenten import Momentplan, Plaats
from opstap.protocol.toelaten import ToelatingUitkomst
from opstap.protocol.toetsing import CriteriumInvoer
from opstap.termijnen.genodigden.services import genodigden_nalopen
from opstap.termijnen.models import Moment
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrekken
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van, adres, ingelogd, stuur
from tests.agendalezer import lees
from tests.architectuur.dossier import alles, verschil

OP = DAG + timedelta(days=7)
HOE = Momentplan(om=time(10), minuten=60, plaats=Plaats.CORPORATIE, waar="kamer 2")
GETYPT = {"dag": "12-1-2026", "om": "10.00", "minuten": "60", "plaats": "corporatie", "waar": "kamer 2"}
WOORDEN = "gepland op maandag 12 januari 2026, 10.00 tot 11.00 uur, bij de corporatie (kamer 2)"


def plan(spel: Spel, traject: Traject, dag: date = OP, hoe: Momentplan = HOE) -> None:
    services.gesprek_plannen(traject=traject.sleutel, dag=dag, hoe=hoe, namens=spel.coordinator)


def post() -> list[tuple[str, str, str]]:
    """(kind, to whom, what the calendar must do) of all that was said about it."""
    rijen = Bericht.objects.filter(soort__startswith="gesprek_").order_by("pk")
    return [(b.soort.removeprefix("gesprek_"), b.ontvanger.naam, str(lees(b.agenda)["METHOD"])) for b in rijen]


@pytest.fixture
def traject(spel: Spel) -> Traject:
    rij = spel.verstuurd()
    plan(spel, rij)
    return rij


@pytest.mark.clausule("Z-9.8")
def test_who_decides_and_who_begeleidt_are_invited_and_hear_of_each_change(spel: Spel, traject: Traject) -> None:
    """Seen to fail without the kring of who decides: the coordinator was not invited to what she planned."""
    beiden = ("begeleider", "coordinator")
    assert post() == [("gepland", naam, "REQUEST") for naam in beiden]
    assert (Moment.objects.get().soort, aanmelding_van(traject).gesprek_op) == ("gesprek", None)
    plan(spel, traject)
    assert len(post()) == 2
    plan(spel, traject, OP + timedelta(days=1))
    assert post()[2:] == [("verplaatst", naam, "REQUEST") for naam in beiden]
    services.gesprek_afzeggen(traject=traject.sleutel, namens=spel.coordinator)
    assert post()[4:] == [("afgezegd", naam, "CANCEL") for naam in beiden]
    with pytest.raises(RegelGeschonden, match="geen gesprek gepland"):
        services.gesprek_afzeggen(traject=traject.sleutel, namens=spel.coordinator)
    plan(spel, traject)
    assert post()[6:] == [("gepland", naam, "REQUEST") for naam in beiden]


@pytest.mark.clausule("Z-9.8", "Z-20.8")
def test_a_place_names_nobody_and_no_mail_says_the_room(spel: Spel, traject: Traject) -> None:
    for waar in ("bij Kastelein", "Kerkstraat 2"):
        with pytest.raises(RegelGeschonden) as fout:
            plan(spel, traject, hoe=Momentplan(om=time(10), minuten=60, plaats=Plaats.ZORG, waar=waar))
        assert [b.veld for b in fout.value.belemmeringen] == ["waar"]
    gezegd = "".join(f"{b.gegevens} {b.agenda}" for b in Bericht.objects.filter(soort__startswith="gesprek_"))
    assert "kamer 2" not in gezegd and "Kastelein" not in gezegd and "bij de corporatie" in gezegd


def test_who_takes_over_the_begeleiding_is_invited_and_who_comes_to_decide(spel: Spel, traject: Traject) -> None:
    """Seen to fail with the circle left out of the wiring."""
    nieuw = Gebruiker.objects.create_user("wil@voorbeeld.invalid", None, naam="Wil")
    organisatie = spel.regio.coordinator.roltoekenningen.get(rol=Rol.COORDINATOR).organisatie
    rol_toekennen(gebruiker=nieuw, organisatie=organisatie, rol=Rol.COORDINATOR)
    genodigden_nalopen()
    assert post()[2:] == [("gepland", "Wil", "REQUEST")]
    services.gesprek_vastleggen(traject=traject.sleutel, gesprek=Gesprek(DAG), namens=spel.coordinator)
    genodigden_nalopen()
    assert [wat for wat, _, _ in post()[3:]] == ["afgezegd"] * 3


def test_a_traject_that_closes_calls_it_off_once(spel: Spel, traject: Traject) -> None:
    services.aanmelding_intrekken(traject=traject.sleutel, reden=Intrekreden.DUBBEL, namens=spel.zorg)
    assert post()[2:] == [("afgezegd", naam, "CANCEL") for naam in ("begeleider", "coordinator")]
    assert list(gesprek_is_nog_nodig()) == []


@pytest.mark.parametrize("uitkomst", list(ToelatingUitkomst))
def test_a_besluit_calls_off_what_was_still_to_come_once(spel: Spel, uitkomst: ToelatingUitkomst) -> None:
    """Of a regeling that asks no gesprek. Seen to fail: the toelating left it in every calendar."""
    traject = spel.verstuurd()
    aanmelding = aanmelding_van(traject)
    aanmelding.gesprek_nodig = False
    aanmelding.save()
    plan(spel, traject)
    toelaten = uitkomst is ToelatingUitkomst.TOEGELATEN
    if toelaten:
        verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    else:
        besluit = services.Toelatingsbesluit(
            uitkomst=uitkomst, invoer=CriteriumInvoer(), aannemelijk=False, motivering="Het kan nu niet."
        )
        services.toelating_besluiten(traject=traject.sleutel, besluit=besluit, namens=spel.coordinator)
    assert post()[2:] == [("afgezegd", naam, "CANCEL") for naam in ("begeleider", "coordinator")]
    assert (list(gesprek_is_nog_nodig()), list(momenten_kloppen())) == ([], [])


def test_the_check_finds_a_gesprek_that_nobody_needs_any_more(spel: Spel, traject: Traject) -> None:
    assert list(gesprek_is_nog_nodig()) == []
    aanmelding = aanmelding_van(traject)
    aanmelding.gesprek_op = DAG
    aanmelding.save()
    assert len(list(gesprek_is_nog_nodig())) == 1


def test_what_was_written_down_is_not_planned_again(spel: Spel, traject: Traject) -> None:
    services.gesprek_vastleggen(traject=traject.sleutel, gesprek=Gesprek(DAG), namens=spel.coordinator)
    with pytest.raises(RegelGeschonden, match="Het gesprek was op 5 januari 2026"):
        plan(spel, traject)


# --- pages -------------------------------------------------------------------------------------------------------


def test_it_is_planned_from_beoordelen_and_said_again_to_nobody(spel: Spel) -> None:
    traject = spel.verstuurd()
    coordinator, url = ingelogd(spel.regio.coordinator), adres("gesprek_plannen", traject)
    assert url in coordinator.get(adres("beoordelen", traject)).content.decode()
    assert 'value="9-1-2025"' in (fout := stuur(coordinator, url, GETYPT | {"dag": "9-1-2025"})).content.decode()
    assert "Kies vandaag of een latere dag" in fout.content.decode()
    assert stuur(coordinator, url, GETYPT).headers["Location"] == adres("beoordelen", traject)
    assert WOORDEN in coordinator.get(adres("beoordelen", traject)).content.decode()
    voor = alles()
    stuur(coordinator, url, GETYPT)
    assert [wat for wat in verschil(voor, alles()) if "moment" in str(wat) or "bericht" in str(wat)] == []


def test_an_hour_that_is_past_is_refused_at_its_field_and_writing_down_is_another_act(spel: Spel) -> None:
    """Seen to fail: at three o'clock a gesprek of ten that morning was planned, and invitations went out."""
    traject = spel.verstuurd()
    coordinator, url = ingelogd(spel.regio.coordinator), adres("gesprek_plannen", traject)
    with clock.klok_op(clock.lokaal_moment(DAG, 15)):
        fout = stuur(coordinator, url, GETYPT | {"dag": "5-1-2026", "om": "10:00"})
        assert set(fout.context["form"].errors) == {"om"} and "al voorbij" in fout.content.decode()
        assert 'value="10:00"' in fout.content.decode() and post() == []
        goed = stuur(coordinator, url, GETYPT | {"dag": "5-1-2026", "om": "15:30"})
        assert goed.headers["Location"] == adres("beoordelen", traject)
        services.gesprek_vastleggen(traject=traject.sleutel, gesprek=Gesprek(DAG), namens=spel.coordinator)
    assert aanmelding_van(traject).gesprek_op == DAG


def test_after_the_day_it_is_written_down_as_it_was_planned(spel: Spel, traject: Traject) -> None:
    """Seen to fail before the hour it begins: what is still to come was filled in as past."""
    coordinator, url = ingelogd(spel.regio.coordinator), adres("gesprek", traject)
    beoordelen = adres("beoordelen", traject)
    assert f'"{url}"' not in coordinator.get(beoordelen).content.decode()
    with clock.klok_op(clock.lokaal_moment(OP, 11)):
        pagina = coordinator.get(beoordelen)
        assert f'"{url}"' in pagina.content.decode()
        assert pagina.context["form"].initial["gesprek_op"] == OP
        stuur(coordinator, url, coordinator.get(url).context["form"].initial)
    a = aanmelding_van(traject)
    assert (a.gesprek_op, a.gesprek_met) == (OP, [Gesprekspartner.BEGELEIDER.value])
    assert len(post()) == 2


@pytest.mark.clausule("Z-20.4", "Z-20.8")
def test_only_who_sits_there_reads_when_it_is(spel: Spel) -> None:
    """Seen to fail with the line shown to everybody on the traject."""
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    plan(spel, traject)
    betrekken(traject, organisatie=spel.regio.corporatie, hoedanigheid=Hoedanigheid.VERHUURDER, reden="toets")
    betrekken(traject, organisatie=spel.regio.gemeente, hoedanigheid=Hoedanigheid.WMO, reden="toets")
    pagina = reverse("traject", args=[traject.sleutel])
    for wie, leest in (("begeleider", True), ("coordinator", True), ("consulent", False), ("wmo_consulent", False)):
        client = ingelogd(getattr(spel.regio, wie))
        assert (WOORDEN in client.get(pagina).content.decode()) is leest, wie
        assert ("gepland op 12 januari" in client.get(pagina).content.decode()) is leest, wie
        with clock.klok_op(OP):
            assert ("Deze week in uw agenda" in client.get(reverse("vandaag")).content.decode()) is leest, wie


def test_the_home_page_shows_the_week(spel: Spel, traject: Traject, op_dag: Any) -> None:
    begeleider = ingelogd(spel.regio.begeleider)
    for dagen, toont in ((0, False), (1, True), (7, True), (8, False)):
        with op_dag(dagen):
            regels = begeleider.get(reverse("vandaag")).context["agenda"]
        assert bool(regels) is toont, dagen
        for regel in regels:
            assert (regel["tekst"], regel["datum"], regel["datum_tekst"]) == (
                "gesprek met de kandidaat", OP, "ma 12 januari 2026, 10.00 tot 11.00 uur",
            )  # fmt: skip


def test_it_is_called_off_on_its_page(spel: Spel, traject: Traject) -> None:
    coordinator, url = ingelogd(spel.regio.coordinator), adres("gesprek_afzeggen", traject)
    assert WOORDEN in coordinator.get(url).content.decode()
    stuur(coordinator, url, {})
    assert [wat for wat, _, _ in post()[2:]] == ["afgezegd"] * 2
    assert "geen gesprek gepland" in coordinator.get(url).content.decode()
