"""Who comes to live there, how earlier renting went, whether the rent can be paid: kept, sent, shown, kept away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from aanmelding import services
from aanmelding.delen import DELEN, aanmeldsnapshot
from aanmelding.delen.akkoord import akkoord
from aanmelding.delen.basis import deelversie
from aanmelding.delen.betaalbaarheid import BETAALBAARHEID
from aanmelding.forms.woonverleden import blokkadeveld
from aanmelding.inzage import corporatieregels
from aanmelding.models import Betaalbaarheid, Blokkade, Geldhulp, Huishouden, Woonverleden
from aanmelding.oordeel import ZEGT_NIETS
from aanmelding.overzicht import nog_eens_kijken, ontbrekend, taken, volgende_deel
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.protocol.geldzaken import (
    Betaaloordeel,
    Blokkadestand,
    Instrument,
    Instrumentfeit,
    Instrumentstand,
    JaNeeOnbekend,
    Regelingstand,
    Vaststeller,
    Woonverledenfeit,
)
from opstap.regelingen.services import regeling_uit_preset
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.models import Persoon, Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van, adres, ingelogd, stuur
from tests.lezen import zonder_toeval

PARTNER = "Wulp Partnernaam"
GELD = services.Betaalbaarheidsgegevens(
    oordeel=Betaaloordeel.MET_HULP,
    door=Vaststeller.BEWIND,
    op=DAG,
    instrumenten={
        Instrument.BUDGETBEHEER: Instrumentfeit(Instrumentstand.GEREGELD, True),
        Instrument.SCHULDHULP: Instrumentfeit(Instrumentstand.NODIG, False),
    },
)
VERLEDEN = Woonverledenfeit(
    ontruiming=JaNeeOnbekend.NEE,
    achterstand=JaNeeOnbekend.JA,
    regeling=Regelingstand.LOOPT,
    genoeg_betaald=JaNeeOnbekend.JA,
    verklaring_gezien_op=date(2026, 1, 2),
)
SAMEN = services.Huishoudgegevens(
    alleen=False, medehuurder=services.Medehuurder(PARTNER, date(1993, 4, 8)), kinderen=(2019, 2014)
)
DELEN_HIER = ("huishouden", "woonverleden", "betaalbaarheid")


def vul_in(spel: Spel, traject: Traject, **anders: Any) -> None:
    blokkades = {
        spel.regio.corporatie.sleutel: Blokkadestand.OPGELOST,
        spel.regio.andere_corporatie.sleutel: Blokkadestand.NABETALEN,
    }
    verleden = services.Woonverledengegevens(VERLEDEN, blokkades)
    hier: dict[str, Any] = {"traject": traject.sleutel, "namens": spel.zorg} | anders
    services.huishouden_bijwerken(gegevens=SAMEN, **hier)
    services.woonverleden_bijwerken(gegevens=verleden, **hier)
    services.betaalbaarheid_bijwerken(gegevens=GELD, **hier)


LEEG: list[tuple[Callable[..., Any], Any]] = [
    (services.huishouden_bijwerken, services.Huishoudgegevens()),
    (services.woonverleden_bijwerken, services.Woonverledengegevens()),
    (services.betaalbaarheid_bijwerken, services.Betaalbaarheidsgegevens()),
]


def leeg_maken(spel: Spel, traject: Traject) -> None:
    for dienst, gegevens in LEEG:
        dienst(traject=traject.sleutel, gegevens=gegevens, namens=spel.zorg)


@pytest.mark.clausule("I-8", "Z-8.8", "Z-8.9", "Z-8.10", "H-15")
def test_the_version_holds_codes_under_each_code_and_nothing_when_empty(spel: Spel) -> None:
    traject = spel.ingevuld()
    eerst = aanmeldsnapshot(aanmelding_van(traject))
    assert not set(eerst) & set(DELEN_HIER)
    vul_in(spel, traject)
    nu = aanmeldsnapshot(aanmelding_van(traject))
    assert nu["huishouden"] == {"volwassenen": 2, "kinderen": [2014, 2019]}
    assert nu["woonverleden"] == {
        "ontruiming": "nee",
        "achterstand": "ja",
        "regeling": "loopt",
        "genoeg_betaald": "ja",
        "verklaring_gezien_op": "2026-01-02",
        "blokkades": {
            str(spel.regio.corporatie.sleutel): "opgelost",
            str(spel.regio.andere_corporatie.sleutel): "nabetalen",
        },
    }
    assert nu["betaalbaarheid"] == {
        "oordeel": "met_hulp",
        "door": "bewind",
        "op": "2026-01-05",
        "hulp": {
            "budgetbeheer": {"stand": "geregeld", "geaccepteerd": True},
            "schuldhulp": {"stand": "nodig", "geaccepteerd": False},
        },
    }
    leeg_maken(spel, traject)
    assert aanmeldsnapshot(aanmelding_van(traject)) == eerst
    rijen = (Betaalbaarheid, Geldhulp, Woonverleden, Blokkade, Huishouden)
    assert [model._base_manager.count() for model in rijen] == [0] * 5


def test_what_changes_asks_akkoord_again_and_the_log_says_only_which_part(spel: Spel) -> None:
    traject = spel.ingevuld()
    assert akkoord(aanmelding_van(traject), Verklaringsoort.AKKOORD_KANDIDAAT) is not None
    vul_in(spel, traject)
    assert akkoord(aanmelding_van(traject), Verklaringsoort.AKKOORD_KANDIDAAT) is None
    regels = Gebeurtenis.objects.filter(traject=traject.sleutel, soort="aanmelding_bijgewerkt").order_by("-pk")[:3]
    assert [regel.gegevens for regel in regels] == [{"deel": code} for code in reversed(DELEN_HIER)]


def test_nothing_of_it_is_obligatory(spel: Spel) -> None:
    traject = spel.ingevuld()
    aanmelding = aanmelding_van(traject)
    assert ontbrekend(aanmelding) == []
    standen = {taak["code"]: taak["status_tekst"] for taak in taken(aanmelding)}
    assert {standen[code] for code in DELEN_HIER} == {"niet verplicht"}
    assert {volgende_deel(aanmelding, na=code) for code in DELEN_HIER} == {"controleren"}
    vul_in(spel, traject)
    standen = {taak["code"]: taak["status_tekst"] for taak in taken(aanmelding_van(traject))}
    assert {standen[code] for code in DELEN_HIER} == {"klaar"}


@pytest.mark.clausule("Z-8.8", "H-36")
def test_the_sender_reads_what_the_corporatie_will_ask(spel: Spel) -> None:
    traject = spel.ingevuld()
    assert nog_eens_kijken(aanmelding_van(traject)) == []
    vul_in(spel, traject)
    assert [(b.clausule, b.veld) for b in nog_eens_kijken(aanmelding_van(traject))] == [
        ("H-36", "woonverleden"),
        ("Z-8.8", "betaalbaarheid"),
    ]


# --- who reads what ------------------------------------------------------------------------------------------------


@pytest.mark.clausule("I-9", "Z-8.8", "H-15", "H-36", "Z-20.3")
def test_the_corporatie_reads_outcomes_and_not_who_comes_along_nor_what_is_past(spel: Spel) -> None:
    """Seen to fail with all of `instrumenten` and all of `blokkades` given out, and with the name of who rents too."""
    traject = spel.ingevuld()
    vul_in(spel, traject)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    aanmelding = aanmelding_van(traject)
    assert aanmelding.laatste_versie is not None
    regels = dict(corporatieregels(aanmelding, aanmelding.laatste_versie))
    assert regels["Wie er komen wonen"] == "2 volwassenen en 2 kinderen"
    assert regels["Geboortejaren van de kinderen"] == "2014, 2019"
    assert regels["Kan de huur betalen"].startswith("ja, met hulp bij geld, vastgesteld door de bewindvoerder")
    assert regels["Budgetbeheer"] == "geregeld, de kandidaat is het ermee eens"
    assert regels[f"Blokkade bij {spel.regio.andere_corporatie.naam}"] == Blokkadestand.NABETALEN.label
    for naam in ("bekijken", "beoordelen"):
        html = ingelogd(spel.regio.coordinator).get(adres(naam, traject)).content.decode()
        assert "Budgetbeheer" in html
        for geheim in (PARTNER, "8 april 1993", "Schuldhulp", f"Blokkade bij {spel.regio.corporatie.naam}"):
            assert geheim not in html, (naam, geheim)
    html = ingelogd(spel.regio.begeleider).get(adres("bekijken", traject)).content.decode()
    for stuk in (PARTNER, "8 april 1993", "Schuldhulp", f"Blokkade bij {spel.regio.corporatie.naam}"):
        assert stuk in html, stuk


@pytest.mark.clausule("Z-8.14")
@pytest.mark.parametrize(
    ("verleden", "geld", "een", "betaalbaar"),
    [
        (VERLEDEN, GELD, "De kandidaat voldoet aan de gewone regels van de corporatie.", "nee"),
        (
            Woonverledenfeit(ontruiming=JaNeeOnbekend.JA, achterstand=JaNeeOnbekend.NEE),
            services.Betaalbaarheidsgegevens(oordeel=Betaaloordeel.JA),
            "Er was een ontruiming. Wanneer dat was, weet de corporatie.",
            "ja",
        ),
        (Woonverledenfeit(), services.Betaalbaarheidsgegevens(), ZEGT_NIETS, None),
    ],
    ids=["schuld", "ontruimd", "leeg"],
)
def test_who_decides_reads_what_zorg_declares_of_renting_and_paying(
    spel: Spel, verleden: Woonverledenfeit, geld: Any, een: str, betaalbaar: str | None
) -> None:
    """Seen to fail with a declared ontruiming told as nothing. What the corporatie looks up herself stays empty."""
    traject = spel.ingevuld()
    hier: dict[str, Any] = {"traject": traject.sleutel, "namens": spel.zorg}
    services.woonverleden_bijwerken(gegevens=services.Woonverledengegevens(verleden, {}), **hier)
    services.betaalbaarheid_bijwerken(gegevens=geld, **hier)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    antwoord = ingelogd(spel.regio.coordinator).get(adres("beoordelen", traject))
    zegt = {rij["titel"][0]: rij["zegt"] for rij in antwoord.context["criteria"]}
    acht = {"ja": "De kandidaat kan de huur betalen;", "nee": "De kandidaat kan de huur niet betalen", None: ZEGT_NIETS}
    assert zegt["1"] == een and zegt["8"].startswith(acht[betaalbaar])
    form = antwoord.context["form"]
    velden = ("criterium_1", "achterstand", "criterium_8")
    assert [form[naam].value() for naam in velden] == [None, None, betaalbaar]


@pytest.mark.clausule("I-9")
def test_the_gemeente_that_gives_help_reads_none_of_it(spel: Spel) -> None:
    traject = spel.ingevuld(anders=spel.gemeentehulp())
    vul_in(spel, traject)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    html = ingelogd(spel.regio.wmo_consulent).get(adres("bekijken", traject)).content.decode()
    for geheim in (PARTNER, "2014", "Budgetbeheer", "Huurschuld", "Blokkade", "volwassenen"):
        assert geheim not in zonder_toeval(html), geheim


@pytest.mark.clausule("Z-20.3")
def test_a_regeling_that_tests_neither_asks_neither(spel: Spel) -> None:
    traject = spel.ingevuld()
    versie = regeling_uit_preset(slug="apeldoorn", vanaf=DAG).versies.get()
    Traject.objects.filter(pk=traject.pk).update(regelingversie=versie)
    client = ingelogd(spel.regio.begeleider)
    gezien = {code: client.get(adres(code, traject)).status_code for code in DELEN_HIER}
    assert gezien == {"huishouden": 200, "woonverleden": 404, "betaalbaarheid": 404}
    for dienst, gegevens in LEEG[1:]:
        with pytest.raises(RegelGeschonden, match="vraagt dit niet"):
            dienst(traject=traject.sleutel, gegevens=gegevens, namens=spel.zorg)


@pytest.mark.parametrize(("dienst", "gegevens"), LEEG)
def test_only_who_fills_in_may_and_only_as_long_as_the_form_is_open(
    spel: Spel, dienst: Callable[..., Any], gegevens: Any
) -> None:
    traject = spel.ingevuld()
    for ander in (spel.coordinator, spel.wmo, spel.ander):
        with pytest.raises(GeenRecht):
            dienst(traject=traject.sleutel, gegevens=gegevens, namens=ander)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    with pytest.raises(RegelGeschonden, match="compleet"):
        dienst(traject=traject.sleutel, gegevens=gegevens, namens=spel.zorg)


# --- colleagues ----------------------------------------------------------------------------------------------------


def test_two_colleagues_on_two_parts_do_not_meet_and_on_one_part_do(spel: Spel) -> None:
    """Seen to fail with the version of the whole form, and without a version."""
    traject = spel.ingevuld()
    versies = {deel.code: deelversie(deel, aanmelding_van(traject)) for deel in DELEN}
    services.huishouden_bijwerken(
        traject=traject.sleutel, gegevens=SAMEN, versie=versies["huishouden"], namens=spel.zorg
    )
    hier: dict[str, Any] = {"traject": traject.sleutel, "versie": versies["betaalbaarheid"], "namens": spel.zorg}
    services.betaalbaarheid_bijwerken(gegevens=GELD, **hier)
    with pytest.raises(Verouderd):
        services.betaalbaarheid_bijwerken(gegevens=services.Betaalbaarheidsgegevens(), **hier)
    assert Betaalbaarheid.objects.get().oordeel == Betaaloordeel.MET_HULP
    assert deelversie(BETAALBAARHEID, aanmelding_van(traject)) != versies["betaalbaarheid"]


def test_who_does_not_come_along_any_more_is_forgotten_whole(spel: Spel) -> None:
    traject = spel.ingevuld()
    hier: dict[str, Any] = {"traject": traject.sleutel, "namens": spel.zorg}
    services.huishouden_bijwerken(gegevens=SAMEN, **hier)
    eerst = Persoon.objects.get(naam=PARTNER)
    anders = services.Medehuurder("Wulp Trouwnaam", date(1993, 4, 8))
    services.huishouden_bijwerken(gegevens=services.Huishoudgegevens(alleen=False, medehuurder=anders), **hier)
    assert Persoon.objects.get(naam="Wulp Trouwnaam").pk == eerst.pk
    services.huishouden_bijwerken(gegevens=services.Huishoudgegevens(alleen=True), **hier)
    assert [p.naam for p in Persoon.objects.all()] == [verloop.NAAM]
    assert Huishouden.objects.get().alleen


def test_the_database_refuses_what_contradicts_itself(spel: Spel) -> None:
    a = aanmelding_van(spel.ingevuld())
    fout: list[Any] = [
        Betaalbaarheid(aanmelding=a, oordeel=""),
        Geldhulp(aanmelding=a, instrument="budgetbeheer", stand="niet_nodig", geaccepteerd=True),
        Woonverleden(aanmelding=a, achterstand="nee", regeling="loopt"),
        Blokkade(aanmelding=a, corporatie=spel.regio.corporatie, stand="zwarte_lijst"),
        Huishouden(aanmelding=a, alleen=True, kinderen=[2019]),
    ]
    for rij in fout:
        with pytest.raises(IntegrityError), transaction.atomic():
            rij.save()


# --- pages ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def client(spel: Spel) -> Client:
    return ingelogd(spel.regio.begeleider)


def test_what_is_typed_is_saved_and_stands_there_again(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    blokkade = blokkadeveld(spel.regio.corporatie)
    typt: dict[str, dict[str, str]] = {
        "huishouden": {
            "alleen": "nee",
            "medehuurder_naam": PARTNER,
            "medehuurder_geboren": "8-4-1993",
            "kinderen": "2014 en 2019",
        },
        "woonverleden": {"ontruiming": "onbekend", "achterstand": "nee", blokkade: "wel"},
        "betaalbaarheid": {"oordeel": "ja", "budgetbeheer": "geregeld", "budgetbeheer_akkoord": "ja"},
    }
    for code, velden in typt.items():
        assert stuur(client, adres(code, traject), velden).status_code == 302, code
    html = {code: client.get(adres(code, traject)).content.decode() for code in typt}
    for waarde in (PARTNER, "08-04-1993", "2014, 2019"):
        assert f'value="{waarde}"' in html["huishouden"]
    assert html["woonverleden"].count("checked") == 2
    assert '<option value="wel" selected>' in html["woonverleden"]
    assert html["betaalbaarheid"].count("checked") == 3
    for code in typt:
        assert "Waarom vragen we dit?" in html[code]
    controle = client.get(adres("controleren", traject)).content.decode()
    for stuk in (PARTNER, "Blokkade bij", "Budgetbeheer", "of de kandidaat de huur kan betalen"):
        assert stuk in controle


@pytest.mark.parametrize(
    ("code", "velden", "veld", "melding"),
    [
        ("huishouden", {"alleen": "nee", "kinderen": "Kim 2014"}, "kinderen", "alleen het geboortejaar"),
        ("huishouden", {"alleen": "nee", "kinderen": "14"}, "kinderen", "alleen het geboortejaar"),
        ("huishouden", {"kinderen": "2014"}, "alleen", "Kies of de kandidaat alleen"),
        ("huishouden", {"alleen": "nee", "medehuurder_naam": "Kim"}, "medehuurder_geboren", "ook de geboortedatum"),
        ("woonverleden", {"achterstand": "nee", "regeling": "loopt"}, "achterstand", "dat er huurschuld is"),
        ("betaalbaarheid", {"door": "zorg"}, "oordeel", "of de kandidaat de huur kan betalen"),
        ("betaalbaarheid", {"oordeel": "ja", "op": "gisteren"}, "op", "Vul in wanneer dit is vastgesteld"),
    ],
)
def test_a_mistake_names_its_field_and_keeps_what_was_typed(
    client: Client, spel: Spel, code: str, velden: dict[str, str], veld: str, melding: str
) -> None:
    antwoord = stuur(client, adres(code, spel.ingevuld()), velden)
    assert antwoord.status_code == 422
    fouten = antwoord.context["form"].errors
    assert list(fouten) == [veld]
    assert melding in fouten[veld][0]


def test_a_burgerservicenummer_of_who_rents_too_is_refused(client: Client, spel: Spel) -> None:
    velden = {"alleen": "nee", "medehuurder_naam": "x 123456782", "medehuurder_geboren": "8-4-1993"}
    antwoord = stuur(client, adres("huishouden", spel.ingevuld()), velden)
    assert antwoord.status_code == 422
    assert list(antwoord.context["form"].errors) == ["medehuurder_naam"]
    assert not Huishouden.objects.exists()
