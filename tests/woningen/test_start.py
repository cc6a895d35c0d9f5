"""The start of a tenancy through the services and pages: who says what, what is printed, whom to call."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from aanmelding.models import Aanmelding, ChecklistRij
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.post.models import Brief
from opstap.post.pdf import html_naar_pdf
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.begrippen import Hoedanigheid, Leefgebied
from opstap.protocol.feiten import BetrokkenenGewijzigd
from opstap.protocol.starten import GESPREK, Startpunt, Woonafspraak
from opstap.termijnen.services import plannen_bijwerken, termijnen_herplannen
from opstap.trajecten.feiten import meld
from opstap.trajecten.models import Betrokkenheid, Traject
from tests.toegang.lezen import pdftekst
from tests.woningen import verloop
from tests.woningen.toneel import GETEKEND, INGANG, OPGEMAAKT, Toneel
from woningen.enums import Intrekreden
from woningen.letters import woonafspraken
from woningen.models import Aanbieding, Inschrijfhandeling, Startantwoord, Woonafspraaktekst, Woonafspraken
from woningen.services import (
    aanbieding_intrekken,
    begeleiding_bevestigen,
    meterkastkaart_maken,
    startgesprek_vastleggen,
    woonafspraken_vastleggen,
)
from woningen.services.start import startversie, voor_de_sleutel

DAG = GETEKEND


def _plicht(traject: Traject, soort: str) -> list[tuple[str, str]]:
    return [(t.status, t.rol) for t in traject.termijnen.filter(soort=soort).order_by("pk")]


def _gesprek(toneel: Toneel, traject: Traject, besproken: Any, op: date = DAG, **anders: Any) -> None:
    velden = {"besproken": besproken, "datum": op, "namens": toneel.consulent} | anders
    with clock.klok_op(op):
        startgesprek_vastleggen(traject=traject.sleutel, **velden)


@pytest.mark.clausule("H-33", "P-40", "A-27", "Z-3.3", "Z-10.4", "Z-14.8")
def test_what_is_not_talked_about_or_confirmed_warns_at_the_key_and_stays_a_duty(toneel: Toneel, client: Any) -> None:
    """Seen to fail without `niet_besproken_aanvullen`: the key made both duties lapse."""
    contract = toneel.getekend()
    traject, zorg = contract.traject, toneel.namens(toneel.regio.begeleider)
    assert _plicht(traject, "startgesprek") == [("open", "consulent")]
    assert _plicht(traject, "begeleiding_bevestigen") == [("open", "begeleider")]
    _gesprek(toneel, traject, [Startpunt.BUREN, Startpunt.WOONLASTEN])
    rijen = Startantwoord.objects.filter(traject=traject)
    assert {r.punt for r in rijen.exclude(op=None)} == {"buren", "woonlasten"} and rijen.count() == len(GESPREK)
    assert set(rijen.values_list("gebruiker", flat=True)) == {toneel.consulent.gebruiker}
    assert [b.clausule for b in voor_de_sleutel(contract)] == ["H-33", "Z-3.3"]
    client.force_login(toneel.regio.consulent)
    with clock.klok_op(INGANG):
        tekst = client.get(reverse("woningen:sleutel", args=[traject.sleutel])).content.decode()
    assert "nog niet alles besproken" in tekst and "Leg vast dat de sleutel is gegeven" in tekst
    verloop.sleutel_gegeven(op=INGANG, contract=contract.sleutel, consulent=toneel.consulent)
    assert _plicht(traject, "startgesprek") == [("open", "consulent")]
    assert _plicht(traject, "begeleiding_bevestigen") == [("open", "begeleider")]
    with clock.klok_op(INGANG):
        begeleiding_bevestigen(traject=traject.sleutel, plan_op=DAG, start=INGANG, namens=zorg)
    _gesprek(toneel, traject, GESPREK, INGANG)
    assert _plicht(traject, "startgesprek") == [("voltooid", "consulent")]
    assert _plicht(traject, "begeleiding_bevestigen") == [("voltooid", "begeleider")]
    assert rijen.get(punt="buren").op == DAG  # said before: not said again
    _gesprek(toneel, traject, [p for p in GESPREK if p is not Startpunt.BUREN], INGANG)
    assert rijen.get(punt="buren").op is None and _plicht(traject, "startgesprek") == [("open", "consulent")]


@pytest.mark.clausule("Z-14.9", "Z-10.4")
def test_zorg_reads_which_help_is_not_there_when_the_huur_begins_and_nobody_else_does(toneel: Toneel) -> None:
    contract = toneel.getekend()
    traject = contract.traject
    aanmelding, _ = Aanmelding.objects.get_or_create(traject=traject, defaults={"gesprek_nodig": False})
    for gebied, velden in (
        (Leefgebied.VERSLAVING, {"stand": Rijstatus.NODIG}),
        (Leefgebied.FINANCIEN, {"stand": Rijstatus.GEREGELD, "start": INGANG + timedelta(days=9)}),
        (Leefgebied.ADL, {"stand": Rijstatus.GEREGELD, "start": INGANG}),
    ):
        ChecklistRij.objects.update_or_create(aanmelding=aanmelding, leefgebied=gebied, defaults=velden)
    pagina = reverse("woningen:begeleiding_bevestigen", args=[traject.sleutel])
    with clock.klok_op(GETEKEND):
        tekst = toneel.regio.ingelogd(toneel.regio.begeleider).get(pagina).content.decode()
        assert toneel.regio.ingelogd(toneel.regio.consulent).get(pagina).status_code == 403
    assert "Verslaving: deze hulp is nog niet aangevraagd" in tekst
    assert "na de eerste dag van de huur" in tekst and Leefgebied.ADL.label not in tekst
    with clock.klok_op(GETEKEND):
        sleutel = reverse("woningen:sleutel", args=[traject.sleutel])
        assert "Verslaving" not in toneel.regio.ingelogd(toneel.regio.consulent).get(sleutel).content.decode()


@pytest.mark.clausule("Z-14.8", "H-33")
def test_only_zorg_answers_for_the_plan_and_an_old_page_is_told_so(toneel: Toneel) -> None:
    traject = toneel.toegewezen()
    with pytest.raises(GeenRecht), clock.klok_op(OPGEMAAKT):
        begeleiding_bevestigen(traject=traject.sleutel, plan_op=None, start=INGANG, namens=toneel.consulent)
    with pytest.raises(GeenRecht):
        _gesprek(toneel, traject, [], namens=toneel.coordinator)
    _gesprek(toneel, traject, [Startpunt.BUREN])
    with pytest.raises(Verouderd):
        _gesprek(toneel, traject, [], versie=startversie(traject) - 1)
    with pytest.raises(RegelGeschonden):
        _gesprek(toneel, toneel.zoekend("Nel de Tweede"), [])


@pytest.mark.clausule("Z-1.8", "Z-3.3", "Z-9.20")
def test_the_page_of_the_home_says_what_zorg_did_not_confirm_and_takes_the_answer(toneel: Toneel, client: Any) -> None:
    traject, aanbod = toneel.aangeboden()
    pagina = reverse("woningen:aanbieding", args=[traject.sleutel, aanbod.sleutel])
    client.force_login(toneel.regio.consulent)
    with clock.klok_op(aanbod.aangeboden_op):
        tekst = client.get(pagina).content.decode()
        antwoord = client.post(pagina, {"antwoord": "accepteren", "verzoek": str(uuid4())})
    assert "De start van de begeleiding is niet bevestigd" in tekst
    assert antwoord.status_code == 302
    aanbod.refresh_from_db()
    assert aanbod.status == "geaccepteerd"


@pytest.mark.clausule("P-35")
def test_what_the_parties_agree_is_in_the_paper_they_sign_and_stays_as_it_was_signed(toneel: Toneel) -> None:
    traject = toneel.toegewezen()
    dit: dict[str, Any] = {"traject": traject.sleutel, "namens": toneel.namens(toneel.regio.begeleider)}
    met = [Woonafspraak.ZORG_KOMT, Woonafspraak.HUURDER_KENNISMAKEN]
    with clock.klok_op(OPGEMAAKT):
        rij = woonafspraken_vastleggen(afspraken=met, tekst=" Muziek zacht na tien uur. ", **dit)
    assert rij.afspraken == ["huurder_kennismaken", "zorg_komt"]
    with pytest.raises(Verouderd), clock.klok_op(OPGEMAAKT):
        woonafspraken_vastleggen(afspraken=[], tekst="", versie=rij.versie - 1, **dit)
    toneel.toegewezen = lambda **_: traject  # type: ignore[method-assign, assignment]
    verloop.contract_opgemaakt(op=OPGEMAAKT, traject=traject.sleutel, ingangsdatum=INGANG, consulent=toneel.consulent)
    html = Brief.objects.get(soort="opstapcontract").inhoud.html
    assert "Muziek zacht na tien uur." in html and Woonafspraak.ZORG_KOMT.label in html
    assert Woonafspraak.ZORG_REAGEERT.label not in html
    with pytest.raises(RegelGeschonden, match="Dan trekt de corporatie"), clock.klok_op(OPGEMAAKT):
        woonafspraken_vastleggen(afspraken=met, tekst="", **dit)
    assert (Woonafspraken.objects.count(), Woonafspraaktekst.objects.count()) == (1, 1)


@pytest.mark.clausule("P-36", "P-37")
def test_a_card_is_made_once_and_anew_when_somebody_else_is_to_be_called(toneel: Toneel) -> None:
    """Seen to fail without the reaction: the old card stayed the one that counts."""
    contract, regio = toneel.getekend(), toneel.regio
    traject = contract.traject
    regio.begeleider.naam = "Anna de Vries"
    regio.begeleider.save()
    regio.zorg.telefoon, regio.corporatie.telefoon = "0575 111 222", "0575 333 444"
    regio.zorg.save()
    regio.corporatie.save()
    with clock.klok_op(INGANG):
        with pytest.raises(GeenRecht):
            meterkastkaart_maken(traject=traject.sleutel, namens=toneel.namens(regio.begeleider))
        brief = meterkastkaart_maken(traject=traject.sleutel, namens=toneel.consulent)
        with pytest.raises(RegelGeschonden, match="klopt nog"):
            meterkastkaart_maken(traject=traject.sleutel, namens=toneel.consulent)
    tekst = pdftekst(html_naar_pdf(brief.inhoud.html))
    assert "0575 111 222" in tekst and "0575 333 444" in tekst and "112" in tekst
    assert "Anna de Vries" in tekst
    verraadt = (traject.naam, traject.kenmerk, regio.zorg.naam, "begeleid", "Opstap", "zorg")
    assert not [woord for woord in verraadt if woord.lower() in tekst.lower()]
    assert _plicht(traject, "meterkastkaart") == []
    rij = Betrokkenheid.objects.actueel().get(traject=traject, hoedanigheid=Hoedanigheid.BEGELEIDING)
    rij.contactpersoon = regio.teamleider_zorg
    rij.save()
    later = INGANG + timedelta(days=30)
    with clock.klok_op(later):
        for _ in range(2):
            meld(BetrokkenenGewijzigd(traject=traject.sleutel))
        termijnen_herplannen(traject.sleutel)
        assert _plicht(traject, "meterkastkaart") == [("open", "consulent")]
        nieuw = meterkastkaart_maken(traject=traject.sleutel, namens=toneel.consulent)
    assert regio.teamleider_zorg.naam in nieuw.inhoud.html
    assert _plicht(traject, "meterkastkaart") == [("voltooid", "consulent")]


@pytest.mark.clausule("H-8", "P-37", "Z-20.5")
def test_both_find_each_other_and_the_corporatie_takes_one_row_home(toneel: Toneel, client: Any) -> None:
    contract, regio = toneel.getekend(), toneel.regio
    traject = contract.traject
    regio.zorg.telefoon_avond = " \u00a0=1+1"  # only a look at the first sign lets this through
    regio.zorg.save()
    bellen, gegevens = (reverse(f"woningen:{n}", args=[traject.sleutel]) for n in ("bellen", "contactgegevens"))
    with clock.klok_op(INGANG):
        client.force_login(regio.begeleider)
        assert regio.corporatie.naam in client.get(bellen).content.decode()
        assert client.get(gegevens).status_code == 403
        client.force_login(regio.consulent)
        assert regio.zorg.naam in client.get(bellen).content.decode()
        bestand = client.get(gegevens)
        client.force_login(regio.andere_consulent)
        assert client.get(gegevens).status_code == 404
    assert bestand["Content-Type"] == "text/csv; charset=utf-8"
    kop, rij = bestand.content.decode("utf-8-sig").strip().splitlines()
    assert kop.startswith("kenmerk;organisatie;contactpersoon")
    assert traject.kenmerk in rij and regio.zorg.naam in rij and traject.naam not in rij and ";'=1+1;" in rij


@pytest.mark.clausule("P-35")
def test_what_was_agreed_for_a_home_that_fell_through_is_asked_again_for_the_next(toneel: Toneel) -> None:
    """Seen to fail: the paper of the second home held what was agreed on for the first."""
    traject = toneel.toegewezen()
    begeleider = toneel.namens(toneel.regio.begeleider)
    wat: dict[str, Any] = {"afspraken": [Woonafspraak.ZORG_KOMT], "tekst": "Fietsen in de kelder."}
    with clock.klok_op(OPGEMAAKT):
        woonafspraken_vastleggen(traject=traject.sleutel, namens=begeleider, **wat)
        aanbod = Aanbieding.objects.get()
        aanbieding_intrekken(aanbieding=aanbod.sleutel, reden=Intrekreden.WONING_WEG, namens=toneel.consulent)
    tweede = toneel.aanbod(traject, toneel.woning("Eik 2"), op=OPGEMAAKT)
    verloop.geaccepteerd(op=OPGEMAAKT, aanbieding=tweede.sleutel, consulent=toneel.consulent)
    client = toneel.regio.ingelogd(toneel.regio.begeleider)
    with clock.klok_op(OPGEMAAKT):
        pagina = client.get(reverse("woningen:woonafspraken", args=[traject.sleutel])).content.decode()
        assert "voor een woning die niet doorging" in pagina and "Fietsen in de kelder." in pagina
        assert woonafspraken(traject) == {}
        rij = Woonafspraken.objects.get()
        woonafspraken_vastleggen(traject=traject.sleutel, namens=begeleider, versie=rij.versie, **wat)
        assert woonafspraken(traject)["tekst"] == "Fietsen in de kelder."
        pagina = client.get(reverse("woningen:woonafspraken", args=[traject.sleutel])).content.decode()
        assert "niet doorging" not in pagina


@pytest.mark.clausule("H-33", "Z-3.3", "Z-9.15")
def test_who_lived_there_before_opstap_asked_gets_no_late_duty_of_the_start(toneel: Toneel) -> None:
    """As an upgrade finds a running traject: nothing was answered, nothing registered. Seen to fail without
    `_woonde_er_al` and without the look at the key in `starttermijnen`."""
    contract = toneel.lopend()
    traject = contract.traject
    soorten = ("startgesprek", "begeleiding_bevestigen", "ambtshalve_inschrijven", "toewijzing_verwerken")
    van_nu = traject.termijnen.filter(soort__in=soorten)
    assert van_nu.filter(status="open").exists()  # whose key is given now, is asked
    Startantwoord.objects.filter(traject=traject).delete()
    Inschrijfhandeling.objects.filter(bemiddeling__traject=traject).delete()
    van_nu.delete()
    with clock.klok_op(INGANG + timedelta(days=365)):
        plannen_bijwerken()
        termijnen_herplannen(traject.sleutel)
    assert not van_nu.exists()
