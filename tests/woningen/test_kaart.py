"""What the traject page shows of this room, and to whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from opstap import clock
from opstap.post.models import Brief
from opstap.protocol.begrippen import Route
from opstap.trajecten.kaart import kaart
from tests.woningen import verloop
from tests.woningen.toneel import AANBOD, GEVRAAGD, INGANG, JA, OPGEMAAKT, TOEGELATEN, UITERLIJK, Toneel, vers
from woningen.kaart import contractbanner, woonkaart

VAN_ONS = ("/verhuurder/", "/aanbieden/", "/aanbiedingen/", "/contract/")


def _teksten(traject, gebruiker, op: date) -> list[str]:
    """The acts of this room that this person sees."""
    with clock.klok_op(op):
        handelingen = kaart(vers(traject), gebruiker).handelingen
    return [h.tekst for h in handelingen if any(deel in h.url for deel in VAN_ONS)]


def _regels(traject, gebruiker, op: date) -> dict[str, str]:
    with clock.klok_op(op):
        return dict(woonkaart(vers(traject), gebruiker).regels)


def test_who_is_asked_sees_the_act_that_comes_next(toneel: Toneel):
    toneel.contingent()
    regio, traject = toneel.regio, toneel.kandidaat()
    assert _teksten(traject, regio.coordinator, TOEGELATEN) == ["Vraag een corporatie om een woning"]
    assert _teksten(traject, regio.begeleider, TOEGELATEN) == []

    toneel.gevraagd(traject)
    assert _teksten(traject, regio.consulent, GEVRAAGD) == ["Bied een woning aan"]
    assert _teksten(traject, regio.coordinator, GEVRAAGD) == ["Vraag een andere corporatie om een woning"]

    aanbieding = toneel.aanbod(traject)
    assert _teksten(traject, regio.consulent, AANBOD) == ["Leg het antwoord op het aanbod vast"]

    dag = UITERLIJK + timedelta(days=1)
    verloop.verlopen(op=dag, traject=traject.sleutel, aanbieding=aanbieding.sleutel)
    assert _teksten(traject, regio.consulent, dag)[0] == "Leg het antwoord op het aanbod vast"


def test_the_contract_page_is_for_verhuurder_and_zorg_and_the_acts_follow_its_state(toneel: Toneel):
    regio, traject = toneel.regio, toneel.toegewezen()
    weg = "Leg vast dat de woning toch niet doorgaat"
    assert _teksten(traject, regio.consulent, JA) == ["Maak het contract op", weg]
    contract = verloop.contract_opgemaakt(
        op=OPGEMAAKT, traject=traject.sleutel, ingangsdatum=INGANG, consulent=toneel.consulent
    )
    assert _teksten(traject, regio.consulent, OPGEMAAKT) == ["Bekijk het contract"]
    verloop.door_allen_getekend(op=OPGEMAAKT, contract=contract.sleutel, consulent=toneel.consulent)
    sleutel = "Leg vast dat de sleutel is gegeven"
    assert _teksten(traject, regio.consulent, OPGEMAAKT) == [sleutel, "Bekijk het contract"]
    assert _teksten(traject, regio.begeleider, OPGEMAAKT) == ["Bekijk het contract"]
    assert _teksten(traject, regio.coordinator, OPGEMAAKT) == []

    verloop.sleutel_gegeven(op=INGANG, contract=contract.sleutel, consulent=toneel.consulent)
    assert _teksten(traject, regio.consulent, INGANG) == ["Bekijk het contract"]
    besluit = date(2026, 1, 10)
    verloop.overlegd(op=besluit, contract=contract.sleutel, consulent=toneel.consulent)
    assert "Leg overleg over het besluit vast" in _teksten(traject, regio.consulent, besluit)
    verloop.niet_omgezet(op=besluit, contract=contract.sleutel, consulent=toneel.consulent)
    assert _teksten(traject, regio.consulent, besluit)[0] == "Doe de aanzegging"

    te_laat = date(2026, 6, 1)
    verloop.aanzegging_gemist(op=te_laat, traject=traject.sleutel)
    assert _teksten(traject, regio.consulent, te_laat) == ["Bekijk het contract"]
    verloop.einde_verwerkt(op=date(2026, 7, 1), traject=traject.sleutel)
    assert _teksten(traject, regio.consulent, date(2026, 7, 1)) == []


def test_the_lines_say_how_it_stands(toneel: Toneel):
    regio, traject = toneel.regio, toneel.zoekend()
    assert _regels(traject, regio.begeleider, GEVRAAGD) == {
        "Zoeken naar een woning": "directe bemiddeling: er wordt een woning gezocht",
        "Corporatie": "Woonstichting De Brug",
    }
    verloop.geaccepteerd(op=JA, aanbieding=toneel.aanbod(traject).sleutel, consulent=toneel.consulent)
    verloop.contract_opgemaakt(op=OPGEMAAKT, traject=traject.sleutel, ingangsdatum=INGANG, consulent=toneel.consulent)
    assert _regels(traject, regio.begeleider, OPGEMAAKT) == {
        "Corporatie": "Woonstichting De Brug",
        "Woning": "Lindelaan 1, 7201 AA Voorstad",
        "Huurcontract": "wacht op handtekeningen",
        "Looptijd": "van 1 juli 2024 tot en met 30 juni 2026",
    }


@pytest.mark.clausule("I-28")
def test_the_coordinator_keeps_the_status_and_not_the_home_or_the_contract(toneel: Toneel):
    contract = toneel.lopend()
    regels = _regels(contract.traject, toneel.regio.coordinator, INGANG)
    assert regels == {"Corporatie": "Woonstichting De Brug"}


def test_nothing_before_the_toelating(toneel: Toneel):
    from tests.aanmelding.verloop import aanmelding_begonnen

    traject = aanmelding_begonnen(
        op=TOEGELATEN, regeling=toneel.regio.regeling, begeleider=toneel.namens(toneel.regio.begeleider)
    )
    with clock.klok_op(TOEGELATEN):
        deel = woonkaart(traject, toneel.regio.begeleider)
    assert (deel.regels, deel.handelingen, deel.banner) == ((), (), "")
    assert contractbanner(None) == ""


def test_who_reacts_himself_has_his_own_words(toneel: Toneel):
    traject = toneel.kandidaat(route=Route.ZELF_REAGEREN)
    assert _teksten(traject, toneel.regio.coordinator, TOEGELATEN) == [
        "Leg vast van welke corporatie de gevonden woning is"
    ]


def test_after_the_besluit_the_line_names_it(toneel: Toneel):
    contract = toneel.lopend()
    dag = date(2026, 1, 10)
    verloop.niet_omgezet(op=dag, contract=contract.sleutel, consulent=toneel.consulent)
    assert _regels(contract.traject, toneel.regio.consulent, dag)["Besluit"] == "geen vast contract, op 10 januari 2026"
    verloop.besloten(op=dag, contract=contract.sleutel, uitkomst="omzetten", consulent=toneel.consulent)
    regels = _regels(contract.traject, toneel.regio.consulent, dag)
    assert regels["Looptijd"] == "voor onbepaalde tijd sinds 10 januari 2026"


# --- a canary: what the corporatie may not learn -----------------------------------------------------------------


@pytest.mark.clausule("Z-20.8", "I-9")
def test_no_page_or_letter_of_this_room_tells_where_somebody_comes_from_or_what_is_the_matter(toneel: Toneel):
    """The kandidaat comes from detentie and has a sensitive row with another uitvoerder; the consulent sees neither."""
    from opstap.protocol.begrippen import GEVOELIGE_LEEFGEBIEDEN, Instroomroute
    from opstap.trajecten.models import Traject

    contract = toneel.lopend()
    traject = contract.traject
    Traject.objects.filter(pk=traject.pk).update(instroomroute=Instroomroute.DETENTIE)
    dag = date(2026, 1, 10)
    verloop.niet_omgezet(op=dag, contract=contract.sleutel, consulent=toneel.consulent)
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    with clock.klok_op(dag):
        paginas = [
            client.get(reverse(f"woningen:{naam}", args=[traject.sleutel])).content.decode()
            for naam in ("contract", "contract_opmaken", "aanbieden", "sleutel", "overleg", "aanzegging", "instemming")
        ]
    paginas += [brief.inhoud.html for brief in Brief.objects.filter(afzender=toneel.regio.corporatie)]
    verboden = [gebied.label for gebied in GEVOELIGE_LEEFGEBIEDEN] + [route.label for route in Instroomroute]
    verboden += ["detentie", "gevangenis", "beschermd wonen"]
    mag = {Instroomroute.OPVANG.label}  # one of the grounds a consulent can choose for any contract
    for tekst in paginas:
        assert not [woord for woord in verboden if woord not in mag and woord.lower() in tekst.lower()]
