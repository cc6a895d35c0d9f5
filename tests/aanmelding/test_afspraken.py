"""Which agreements hold: those of the day the aanmelding is sent for the first time (Z-1.13, design section 3)."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from aanmelding import services
from aanmelding.views.indienen import ANDERE_VRAGEN
from opstap.errors import Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.protocol.begrippen import Leefgebied
from opstap.protocol.parameters import als_document
from opstap.regelingen.models import RegelingVersie
from opstap.trajecten.models import Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van, adres, ingelogd, stuur


def _nieuw(spel: Spel, *, vanaf: date, **anders: Any) -> RegelingVersie:
    oud = spel.regio.regeling.versies.vastgesteld().first()
    versie = RegelingVersie(
        regeling=spel.regio.regeling,
        nummer=oud.nummer + 1,
        document=als_document(replace(oud.parameters, **anders)),
        vanaf=vanaf,
    )
    versie.vaststellen()
    versie.save()
    return versie


def _verstuur(spel: Spel, traject: Traject) -> Any:
    return stuur(ingelogd(spel.regio.begeleider), adres("controleren", traject), {})


def _vers(traject: Traject) -> Traject:
    return Traject.objects.select_related("regelingversie").get(pk=traject.pk)


@pytest.mark.clausule("Z-1.13")
def test_the_agreements_of_the_day_of_sending_hold_and_their_terms(spel: Spel, op_dag: Callable[..., Any]) -> None:
    """Seen to fail: a form that lay for months was judged by what held when it was begun."""
    traject = spel.ingevuld()
    nieuw = _nieuw(spel, vanaf=DAG + timedelta(days=30), besluittermijn_dagen=28)
    with op_dag(30):
        verloop.verstuurd(op=DAG + timedelta(days=30), traject=traject.sleutel, begeleider=spel.zorg)
        assert _vers(traject).regelingversie == nieuw
        besluit = traject.termijnen.get(soort="toelating_besluiten")
        assert besluit.datum == DAG + timedelta(days=58)
    gelogd = Gebeurtenis.objects.get(traject=traject.sleutel, soort="andere_afspraken")
    assert gelogd.gegevens == {"datum": nieuw.vanaf.isoformat(), "nummer": nieuw.nummer}
    assert aanmelding_van(traject).laatste_versie.sleutel == aanmelding_van(traject).inhoud


@pytest.mark.clausule("Z-1.13")
def test_what_comes_after_the_first_sending_changes_nothing(spel: Spel, op_dag: Callable[..., Any]) -> None:
    """Also when it is sent again. Seen to fail without the look at the version that was sent."""
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    oud = _vers(traject).regelingversie
    _nieuw(spel, vanaf=DAG + timedelta(days=2), besluittermijn_dagen=28)
    with op_dag(3):
        verloop.checklist_ingevuld(op=DAG + timedelta(days=3), traject=traject.sleutel, begeleider=spel.zorg)
        assert _verstuur(spel, traject).status_code == 302
        services.afspraken_bijwerken(traject=traject.sleutel, namens=spel.zorg)
    assert _vers(traject).regelingversie == oud
    assert not Gebeurtenis.objects.filter(soort="andere_afspraken").exists()


def test_without_new_agreements_nothing_is_logged_and_akkoord_holds(spel: Spel) -> None:
    traject = spel.ingevuld()
    inhoud = aanmelding_van(traject).inhoud
    _nieuw(spel, vanaf=DAG + timedelta(days=1))
    assert _verstuur(spel, traject).status_code == 302
    assert aanmelding_van(traject).inhoud == inhoud
    assert not Gebeurtenis.objects.filter(soort="andere_afspraken").exists()


def test_the_rows_follow_and_nobody_sends_what_she_could_not_see(spel: Spel) -> None:
    """Seen to fail while the rows stayed: the new leefgebied was never asked."""
    weg, erbij = Leefgebied.DAGBESTEDING, Leefgebied.JUSTITIE
    alle = [g for g in Leefgebied if g is not erbij]
    _nieuw(spel, vanaf=DAG, leefgebieden=tuple(alle))
    traject = spel.ingevuld(anders={weg: verloop.geregeld_door(spel.regio.zorg.sleutel)})
    assert not aanmelding_van(traject).rijen.filter(leefgebied=erbij).exists()
    nieuw = _nieuw(spel, vanaf=DAG, leefgebieden=tuple(g for g in Leefgebied if g is not weg))
    antwoord = _verstuur(spel, traject)
    pagina = html.unescape(antwoord.content.decode())
    assert antwoord.status_code == 422 and ANDERE_VRAGEN in pagina
    assert f"{erbij.label}: kies of ondersteuning nodig is." in pagina
    assert "vraag opnieuw akkoord" in pagina
    rij = aanmelding_van(traject)
    assert (rij.status, _vers(traject).regelingversie) == ("concept", nieuw)
    gebieden = set(rij.rijen.values_list("leefgebied", flat=True))
    assert erbij in gebieden and weg not in gebieden and len(gebieden) == len(Leefgebied) - 1
    versie = str(antwoord.context["formulier_versie"])
    nog_eens = {"verzoek": str(antwoord.context["verzoek"]), "versie": versie}
    assert ingelogd(spel.regio.begeleider).post(adres("controleren", traject), nog_eens).status_code == 302
    assert aanmelding_van(traject).status == "compleet"


def test_the_check_page_says_that_new_agreements_hold(spel: Spel) -> None:
    traject = spel.ingevuld()
    client = ingelogd(spel.regio.begeleider)
    zin = "Sinds 5 januari 2026 heeft de regeling nieuwe afspraken."
    assert zin not in client.get(adres("controleren", traject)).content.decode()
    _nieuw(spel, vanaf=DAG, besluittermijn_dagen=28)
    assert zin in client.get(adres("controleren", traject)).content.decode()
    assert _verstuur(spel, traject).status_code == 302
    assert zin not in client.get(adres("controleren", traject)).content.decode()


def test_a_form_made_before_a_colleague_saved_is_still_refused(spel: Spel) -> None:
    traject = spel.ingevuld()
    _nieuw(spel, vanaf=DAG, gesprek_voor_besluit=False)
    with pytest.raises(Verouderd):
        services.aanmelding_indienen(traject=traject.sleutel, versie=0, namens=spel.zorg)
    assert _vers(traject).regelingversie.nummer == 1
    services.aanmelding_indienen(traject=traject.sleutel, namens=spel.zorg)
    assert aanmelding_van(traject).gesprek_nodig is False
