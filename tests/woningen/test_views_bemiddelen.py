"""The pages to ask a corporatie, offer a home and write down the answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from opstap import clock
from opstap.protocol.begrippen import Route
from opstap.protocol.bemiddelen import Aanbiedingstatus
from opstap.protocol.potten import Potten
from opstap.trajecten.models import Traject
from tests.woningen import verloop
from tests.woningen.toneel import AANBOD, JA, UITERLIJK, Toneel, teruggedraaid, vers
from woningen.controles import contingent_klopt
from woningen.models import Aanbieding, Bemiddeling

TE_LAAT = UITERLIJK + timedelta(days=1)


@pytest.fixture(autouse=True)
def _dag():
    with clock.klok_op(AANBOD):
        yield


def _tekst(antwoord: Any) -> str:
    return antwoord.content.decode()


def _url(naam: str, traject: Traject, *rest: Any) -> str:
    return reverse(f"woningen:{naam}", args=[traject.sleutel, *rest])


def _stuur(client: Any, pagina: str, invoer: dict[str, Any], *, keer: int = 1) -> Any:
    invoer = {"verzoek": str(uuid4())} | invoer
    for _ in range(keer):
        antwoord = client.post(pagina, invoer)
    return antwoord


# --- ask a corporatie ----------------------------------------------------------------------------------------------


def test_the_page_proposes_whose_turn_it_is_and_asks_once(toneel: Toneel):
    toneel.contingent()
    traject = toneel.kandidaat()
    client, pagina = toneel.regio.ingelogd(toneel.regio.coordinator), _url("verhuurder_vragen", traject)
    tekst = _tekst(client.get(pagina))
    assert "Aan de beurt" in tekst and "van de eerste 1 woning" in tekst
    gekozen = tekst.index("checked")
    assert str(toneel.regio.corporatie.sleutel) in tekst[gekozen - 400 : gekozen + 100]

    antwoord = _stuur(client, pagina, {"corporatie": str(toneel.regio.corporatie.sleutel)}, keer=2)
    assert (antwoord.status_code, antwoord.url) == (302, reverse("traject", args=[traject.sleutel]))
    assert Bemiddeling.objects.get().verhuurder == toneel.regio.corporatie
    tekst = _tekst(client.get(pagina))
    assert "Nu gevraagd" in tekst and "Wonen aan de Beek" in tekst


@pytest.mark.parametrize(
    ("corporatie", "zin"),
    [("", "Kies een antwoord bij “Corporatie”"), ("onzin", "Corporatie"), (None, "kies waarom u een andere")],
)
def test_a_choice_that_cannot_be_is_told_at_its_field(toneel: Toneel, corporatie: str | None, zin: str):
    toneel.contingent()
    traject = toneel.kandidaat()
    gekozen = str(toneel.regio.andere_corporatie.sleutel) if corporatie is None else corporatie
    client = toneel.regio.ingelogd(toneel.regio.coordinator)
    antwoord = _stuur(client, _url("verhuurder_vragen", traject), {"corporatie": gekozen})
    assert antwoord.status_code == 422 and zin in _tekst(antwoord)


@pytest.mark.clausule("Z-4.4", "I-31", "Z-20.5")
def test_for_which_part_a_home_counts_is_chosen_and_not_told_to_the_corporatie(toneel: Toneel):
    """Seen to fail with the categorie left out of the service."""
    toneel.contingent(Potten(4, bijzonder=1, bijzonder_apart=True))
    traject = toneel.kandidaat()
    client, pagina = toneel.regio.ingelogd(toneel.regio.coordinator), _url("verhuurder_vragen", traject)
    form = client.get(pagina).context["form"]
    assert [label for _, label in form["categorie"].field.choices] == [
        "Opstapwoning (nog 3 plekken)",
        "Bijzondere bemiddeling via de procesregie (nog 1 plek)",
        "Housing First (nog 3 plekken)",
    ]
    assert form["categorie"].value() == "opstap"
    keuze = {"corporatie": str(toneel.regio.corporatie.sleutel), "categorie": "bijzonder"}
    assert _stuur(client, pagina, keuze).status_code == 302
    assert Bemiddeling.objects.get().categorie == "bijzonder"
    aanbod = toneel.aanbod(vers(traject))
    assert aanbod.plaats is not None and aanbod.plaats.categorie == "bijzonder"
    consulent = toneel.regio.ingelogd(toneel.regio.consulent)
    for blad in (reverse("traject", args=[traject.sleutel]), "/", reverse("woningen:contingent")):
        assert "ijzonder" not in _tekst(consulent.get(blad)), blad


@pytest.mark.clausule("Z-4.4", "I-31")
def test_the_part_is_chosen_again_while_a_home_is_offered_and_only_where_there_is_room(toneel: Toneel):
    """Seen to fail with the place left as it was, and with the place itself counted among what is taken."""
    toneel.contingent(Potten(2, bijzonder=1, bijzonder_apart=True), wij=1, zij=0)
    traject = toneel.zoekend()
    aanbod = toneel.aanbod(traject)
    client, pagina = toneel.regio.ingelogd(toneel.regio.coordinator), _url("contingentdeel", traject)
    assert pagina in _tekst(client.get(reverse("traject", args=[traject.sleutel])))
    assert _stuur(client, pagina, {"categorie": "bijzonder"}).status_code == 302
    assert aanbod.plaats is not None and vers(aanbod.plaats).categorie == "bijzonder"
    assert Bemiddeling.objects.get().categorie == "bijzonder"
    toneel.aanbod(toneel.zoekend(naam="Kandidaat twee"), toneel.woning("Eikenlaan 3"))
    antwoord = _stuur(client, pagina, {"categorie": "opstap"})
    assert antwoord.status_code == 422 and "geen plek meer; wijzig eerst het contingent" in _tekst(antwoord)
    assert vers(aanbod.plaats).categorie == "bijzonder" and list(contingent_klopt()) == []
    consulent = toneel.regio.ingelogd(toneel.regio.consulent)
    assert consulent.get(pagina).status_code == 403
    gekozen, dossier = "voor welk deel van het contingent dit telt", reverse("traject", args=[traject.sleutel])
    begeleider = toneel.regio.ingelogd(toneel.regio.begeleider)
    bladen = [_tekst(wie.get(dossier)) for wie in (client, consulent, begeleider)]
    assert [gekozen + "." in blad for blad in bladen] == [True, False, False]


def test_the_part_of_a_place_of_last_year_is_chosen_from_the_room_of_last_year(toneel: Toneel):
    """Seen to fail with the room of the year it is now."""
    toneel.contingent(Potten(4, bijzonder=1, bijzonder_apart=True))
    traject = toneel.toegewezen()
    toneel.contingent(Potten(9, bijzonder=7, bijzonder_apart=True), op=date(2025, 1, 2))
    with clock.klok_op(date(2025, 1, 3)):
        antwoord = toneel.regio.ingelogd(toneel.regio.coordinator).get(_url("contingentdeel", traject))
    assert antwoord.context["feiten"] == [("Contingent van", "2024")]
    labels = [label for _, label in antwoord.context["form"]["categorie"].field.choices]
    assert [label.rsplit("(")[1] for label in labels] == ["nog 3 plekken)", "nog 1 plek)", "nog 3 plekken)"]


def test_a_warning_without_contingent_and_an_obstacle_when_nobody_is_left(toneel: Toneel):
    traject = toneel.kandidaat()
    client, pagina = toneel.regio.ingelogd(toneel.regio.coordinator), _url("verhuurder_vragen", traject)
    assert "nog geen contingent vastgelegd" in _tekst(client.get(pagina))
    from opstap.regelingen.models import Deelname

    Deelname.objects.filter(hoedanigheid="verhuurder").delete()
    assert "geen andere corporatie mee" in _tekst(client.get(pagina))


# --- offer a home --------------------------------------------------------------------------------------------------


def test_a_home_is_offered_once_however_often_it_is_sent(toneel: Toneel):
    traject, woning = toneel.zoekend(), toneel.woning()
    client, pagina = toneel.regio.ingelogd(toneel.regio.consulent), _url("aanbieden", traject)
    tekst = _tekst(client.get(pagina))
    assert "Lindelaan 1" in tekst and "08-05-2024" in tekst
    antwoord = _stuur(client, pagina, {"woning": str(woning.sleutel), "antwoord_uiterlijk": "8-5-2024"}, keer=2)
    assert antwoord.status_code == 302
    assert Aanbieding.objects.get().antwoord_uiterlijk == UITERLIJK
    assert "al een aanbod open" in _tekst(client.get(pagina))


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"woning": ""}, "“Woning”"),
        ({"antwoord_uiterlijk": ""}, "“Antwoord uiterlijk op”"),
        ({"antwoord_uiterlijk": "32-5-2024"}, "datum in, bijvoorbeeld"),
        ({"antwoord_uiterlijk": "1-1-2024"}, "vandaag of een latere dag"),
    ],
)
def test_a_wrong_offer_names_the_field_and_keeps_what_was_typed(toneel: Toneel, anders: dict[str, str], zin: str):
    traject, woning = toneel.zoekend(), toneel.woning()
    invoer = {"woning": str(woning.sleutel), "antwoord_uiterlijk": "8-5-2024"} | anders
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    antwoord = _stuur(client, _url("aanbieden", traject), invoer)
    tekst = _tekst(antwoord)
    assert antwoord.status_code == 422 and zin in tekst
    assert not invoer["antwoord_uiterlijk"] or f'value="{invoer["antwoord_uiterlijk"]}"' in tekst
    assert not Aanbieding.objects.exists()


def test_the_last_place_gone_in_between_is_told_on_the_form(toneel: Toneel):
    toneel.contingent(1, wij=1, zij=0)
    toneel.aangeboden()
    ander = toneel.kandidaat("Nel de Tweede")
    verloop.verhuurder_gevraagd(
        op=AANBOD,
        traject=ander.sleutel,
        corporatie=toneel.regio.corporatie.sleutel,
        coordinator=toneel.coordinator,
    )
    woning = toneel.woning("Eik 2")
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    antwoord = _stuur(
        client, _url("aanbieden", ander), {"woning": str(woning.sleutel), "antwoord_uiterlijk": "8-5-2024"}
    )
    assert antwoord.status_code == 422 and "Alle plekken van Woonstichting De Brug" in _tekst(antwoord)


def test_without_a_free_home_the_page_says_where_to_add_one(toneel: Toneel):
    traject = toneel.zoekend()
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    assert "voeg eerst een woning toe" in _tekst(client.get(_url("aanbieden", traject)))


def test_the_tick_for_an_eengezinswoning_belongs_to_directe_bemiddeling(toneel: Toneel):
    toneel.contingent()
    toneel.woning()
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    direct, zelf = toneel.zoekend(), toneel.zoekend("Zelf", route=Route.ZELF_REAGEREN)
    assert "uitzondering_woningtype" in _tekst(client.get(_url("aanbieden", direct)))
    assert "uitzondering_woningtype" not in _tekst(client.get(_url("aanbieden", zelf)))


# --- the answer ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("invoer", "status"),
    [
        ({"antwoord": "accepteren"}, Aanbiedingstatus.GEACCEPTEERD),
        ({"antwoord": "weigeren", "weigerreden": "plek"}, Aanbiedingstatus.GEWEIGERD),
        ({"antwoord": "intrekken", "intrekreden": "vergissing"}, Aanbiedingstatus.INGETROKKEN),
    ],
)
def test_each_answer_is_written_down_once(toneel: Toneel, invoer: dict[str, str], status: Aanbiedingstatus):
    traject, aanbieding = toneel.aangeboden()
    client, pagina = toneel.regio.ingelogd(toneel.regio.consulent), _url("aanbieding", traject, aanbieding.sleutel)
    tekst = _tekst(client.get(pagina))
    assert "Antwoord op het aanbod" in tekst and "8 mei 2024" in tekst
    antwoord = _stuur(client, pagina, invoer | {"versie": str(aanbieding.versie)}, keer=2)
    assert antwoord.status_code == 302
    assert vers(aanbieding).status == status
    daarna = "Leg vast dat het niet doorgaat" if status is Aanbiedingstatus.GEACCEPTEERD else "al afgehandeld"
    assert daarna in _tekst(client.get(pagina))


def test_a_confirmed_mismatch_comes_through_the_form(toneel: Toneel):
    traject, aanbieding = toneel.aangeboden()
    client, pagina = toneel.regio.ingelogd(toneel.regio.consulent), _url("aanbieding", traject, aanbieding.sleutel)
    invoer = {"antwoord": "weigeren", "weigerreden": "woning", "mismatch_bevestigd": "on"}
    antwoord = _stuur(client, pagina, invoer)
    assert antwoord.status_code == 422 and "op welke dag" in _tekst(antwoord)
    assert _stuur(client, pagina, invoer | {"factor_vastgelegd_op": "30-4-2024"}).status_code == 302
    assert vers(aanbieding).factor_vastgelegd_op == date(2024, 4, 30)


@pytest.mark.parametrize(
    ("invoer", "zin"),
    [
        ({}, "“Wat is het antwoord?”"),
        ({"antwoord": "misschien"}, "“Wat is het antwoord?”"),
        ({"antwoord": "weigeren"}, "Kies waarom de kandidaat nee zegt"),
        ({"antwoord": "intrekken"}, "Kies waarom u het aanbod intrekt"),
        ({"antwoord": "accepteren", "factor_vastgelegd_op": "gisteren"}, "Op welke dag lag dat vast?"),
        ({"antwoord": "accepteren", "versie": "0"}, "Iemand anders heeft dit intussen gewijzigd"),
    ],
)
def test_an_incomplete_or_stale_answer_changes_nothing(toneel: Toneel, invoer: dict[str, str], zin: str):
    traject, aanbieding = toneel.aangeboden()
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    antwoord = _stuur(client, _url("aanbieding", traject, aanbieding.sleutel), invoer)
    assert antwoord.status_code == 422 and zin in _tekst(antwoord)
    assert invoer.get("factor_vastgelegd_op", "") in _tekst(antwoord)
    assert vers(aanbieding).status == Aanbiedingstatus.AANGEBODEN


def test_an_expired_offer_is_settled_on_the_same_page(toneel: Toneel):
    traject, aanbieding = toneel.aangeboden()
    verloop.verlopen(op=TE_LAAT, traject=traject.sleutel, aanbieding=aanbieding.sleutel)
    client, pagina = toneel.regio.ingelogd(toneel.regio.consulent), _url("aanbieding", traject, aanbieding.sleutel)
    with clock.klok_op(TE_LAAT):
        assert "Verlopen aanbod afhandelen" in _tekst(client.get(pagina))
        antwoord = _stuur(client, pagina, {"afhandeling": ""})
        assert antwoord.status_code == 422 and "Kies een antwoord bij" in _tekst(antwoord)
        assert _stuur(client, pagina, {"afhandeling": "telt_niet"}).status_code == 302
        assert "telt niet mee" in _tekst(client.get(pagina))
    assert vers(aanbieding).afhandeling == "telt_niet"


def test_an_offer_of_another_traject_does_not_exist_here(toneel: Toneel):
    _, aanbieding = toneel.aangeboden()
    ander = toneel.zoekend("Nel de Tweede")
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    assert client.get(_url("aanbieding", ander, aanbieding.sleutel)).status_code == 404
    assert client.get(_url("aanbieding", ander, uuid4())).status_code == 404


# --- who may ---------------------------------------------------------------------------------------------------------


_WIE_OPENT = (
    ("coordinator", (200, 403, 403)),
    ("consulent", (403, 200, 200)),
    ("teamleider_corporatie", (403, 200, 200)),
    ("begeleider", (403, 403, 403)),
    ("buitenstaander", (404, 404, 404)),
    ("andere_consulent", (404, 404, 404)),
    ("beheerder", (404, 404, 404)),
    ("beleidsmedewerker", (404, 404, 404)),
)


def test_who_may_open_which_page(toneel: Toneel, subtests: pytest.Subtests):
    traject, aanbieding = toneel.aangeboden()
    paginas = (
        _url("verhuurder_vragen", traject),
        _url("aanbieden", traject),
        _url("aanbieding", traject, aanbieding.sleutel),
    )
    for wie, codes in _WIE_OPENT:
        with subtests.test(wie=wie), teruggedraaid():
            client = toneel.regio.ingelogd(getattr(toneel.regio, wie))
            assert tuple(client.get(pagina).status_code for pagina in paginas) == codes
            for pagina, code in zip(paginas, codes, strict=True):
                if code != 200:
                    assert client.post(pagina, {"antwoord": "accepteren"}).status_code == code
            assert vers(aanbieding).status == Aanbiedingstatus.AANGEBODEN


def test_a_day_after_the_answer_day_the_form_says_so(toneel: Toneel):
    traject, aanbieding = toneel.aangeboden()
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    with clock.klok_op(TE_LAAT):
        antwoord = _stuur(client, _url("aanbieding", traject, aanbieding.sleutel), {"antwoord": "accepteren"})
    assert antwoord.status_code == 422 and "De dag om te antwoorden is voorbij" in _tekst(antwoord)


def test_yes_on_the_last_day_is_in_time(toneel: Toneel):
    traject, aanbieding = toneel.aangeboden()
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    with clock.klok_op(clock.lokaal_moment(UITERLIJK, 23, 59)):
        antwoord = _stuur(client, _url("aanbieding", traject, aanbieding.sleutel), {"antwoord": "accepteren"})
    assert antwoord.status_code == 302
    assert vers(aanbieding).afgehandeld_op == UITERLIJK
    assert JA < UITERLIJK
