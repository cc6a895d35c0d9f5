"""Another place to live: opened by besluit or conclusion, led by one, read by who may; with its pages."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from evaluatie import services
from evaluatie.controles import herhuisvesting_klopt
from evaluatie.models import Herhuisvesting, Mdo
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.partners.models import Gebruiker
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.evaluatiebegrippen import MdoUitkomst
from opstap.protocol.feiten import AndereWoonplekNodig, ContractBeeindigd, ContractOmgezet
from opstap.protocol.herhuisvesten import Woonuitkomst
from opstap.trajecten.models import Betrokkenheid
from opstap.trajecten.services import betrekken
from tests.evaluatie import verloop
from tests.evaluatie.conftest import Wonen
from tests.woningen.toneel import met_regeling

DAG, MDO_OP, LATER = date(2026, 7, 1), date(2026, 7, 13), date(2026, 7, 20)


@pytest.fixture
def zoeken(wonen: Wonen) -> Herhuisvesting:
    """Concluded on MDO_OP by consulent and begeleider."""
    signaal = verloop.signaal_gemeld(traject=wonen.traject, op=DAG, namens=wonen.consulent)
    mdo = verloop.mdo_gemeld(signaal=signaal.sleutel, op=DAG, namens=wonen.begeleider)
    verloop.mdo_gepland(mdo=mdo.sleutel, geinformeerd_op=DAG, gepland_op=MDO_OP, namens=wonen.begeleider)
    verloop.mdo_gehouden(
        mdo=mdo.sleutel,
        op=MDO_OP,
        namens=wonen.consulent,
        uitkomst=MdoUitkomst.BEEINDIGING_NASTREVEN,
        motivering="Het lukt niet.",
    )
    verloop.oordeel_gegeven(mdo=mdo.sleutel, op=MDO_OP, namens=wonen.begeleider)
    return Herhuisvesting.objects.get(traject=wonen.traject)


def overleggen(wonen: Wonen, zoeken: Herhuisvesting, **anders: Any) -> Herhuisvesting:
    gegevens: dict[str, Any] = {
        "herhuisvesting": zoeken.sleutel,
        "datum": LATER,
        "aanwezig": [],
        "betrekken": "De begeleider belt elke week.",
        "herindicatie_nodig": False,
        "namens": wonen.begeleider,
    }
    with clock.klok_op(LATER):
        return services.herhuisvesting_overleggen(**gegevens | anders)


def gevonden(wonen: Wonen, zoeken: Herhuisvesting) -> Herhuisvesting:
    with clock.klok_op(LATER):
        return services.woonplek_gevonden(
            herhuisvesting=zoeken.sleutel,
            uitkomst=Woonuitkomst.ANDERE_WONING,
            verhuist_op=date(2026, 9, 1),
            namens=wonen.begeleider,
        )


def test_opening_twice_keeps_the_one_that_runs(wonen: Wonen, zoeken: Herhuisvesting) -> None:
    services.herhuisvesting_openen_na(
        AndereWoonplekNodig(traject=wonen.traject.sleutel, contract=wonen.contract.sleutel)
    )
    assert list(Herhuisvesting.objects.loopt()) == [zoeken]
    with pytest.raises(IntegrityError, match="herhuisvesting_een_loopt|traject_id"), transaction.atomic():
        Herhuisvesting.objects.create(traject=wonen.traject, regisseur="herkomst", begonnen_op=LATER)


def test_the_database_keeps_found_and_day_together(wonen: Wonen, zoeken: Herhuisvesting) -> None:
    for velden in ({"gevonden_op": LATER}, {"regisseur": "wmo"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Herhuisvesting.objects.filter(pk=zoeken.pk).update(**velden)


@pytest.mark.clausule("Z-14.18", "I-19")
def test_a_new_indicatie_is_asked_for_only_when_it_is_needed(wonen: Wonen, zoeken: Herhuisvesting) -> None:
    with pytest.raises(RegelGeschonden, match="Er wacht geen aanvraag"):
        services.herindicatie_aangevraagd(herhuisvesting=zoeken.sleutel, namens=wonen.begeleider)
    overleggen(wonen, zoeken, herindicatie_nodig=True)
    plicht = wonen.termijn("herindicatie_aanvragen")
    assert (plicht.datum, plicht.organisatie) == (date(2026, 8, 3), wonen.regio.zorg)
    with clock.klok_op(LATER):
        services.herindicatie_aangevraagd(herhuisvesting=zoeken.sleutel, namens=wonen.begeleider)
    assert wonen.termijn("herindicatie_aanvragen").status == "voltooid"


def test_a_place_that_falls_through_brings_the_duty_back(wonen: Wonen, zoeken: Herhuisvesting) -> None:
    gevonden(wonen, zoeken)
    assert (wonen.termijn("herhuisvesting").status, wonen.termijn("einde_afspreken").datum) == (
        "voltooid",
        date(2026, 7, 27),
    )
    with clock.klok_op(LATER):
        rij = services.opnieuw_zoeken(herhuisvesting=zoeken.sleutel, namens=wonen.begeleider)
        with pytest.raises(Verouderd):
            services.opnieuw_zoeken(herhuisvesting=zoeken.sleutel, namens=wonen.begeleider)
    assert (rij.status, rij.verhuist_op) == ("zoekt", None)
    assert (wonen.termijn("herhuisvesting").status, wonen.termijn("einde_afspreken").status) == ("open", "vervallen")
    assert {b.ontvanger for b in Bericht.objects.filter(soort="herhuisvesting_weg")} >= {wonen.regio.consulent}


@pytest.mark.parametrize("wie", ["consulent", "teamleider_corporatie", "wmo_consulent", "buitenstaander"])
def test_who_does_not_search_writes_nothing_down(wonen: Wonen, zoeken: Herhuisvesting, wie: str) -> None:
    with pytest.raises(GeenRecht):
        overleggen(wonen, zoeken, namens=wonen.regio.namens(getattr(wonen.regio, wie)))


@pytest.mark.clausule("Z-2.16", "Z-2.17")
def test_the_organisation_of_herkomst_searches_also_when_another_one_supports(
    wonen: Wonen, zoeken: Herhuisvesting
) -> None:
    r = wonen.regio
    with clock.klok_op(LATER):
        begeleiding = Betrokkenheid.objects.filter(traject=wonen.traject, hoedanigheid=Hoedanigheid.BEGELEIDING)
        begeleiding.update(tot=LATER)
        betrekken(wonen.traject, organisatie=r.andere_zorg, hoedanigheid=Hoedanigheid.BEGELEIDING, reden="overdracht")
    overleggen(wonen, zoeken)
    assert wonen.termijn("herhuisvesting").organisatie == r.zorg


def test_who_is_sought_to_leave_without_a_search_is_seen(wonen: Wonen, zoeken: Herhuisvesting) -> None:
    assert list(herhuisvesting_klopt()) == []
    Herhuisvesting.objects.filter(pk=zoeken.pk).delete()
    assert [zin.split(": ")[1] for zin in herhuisvesting_klopt()] == [
        "er wordt een einde gezocht, maar niemand zoekt een andere woonplek"
    ]


# --- pages --------------------------------------------------------------------------------------------------------


def tekst(antwoord: Any) -> str:
    return unescape(antwoord.content.decode())


def post(client: Client, adres: str, rij: Any, **velden: str) -> Any:
    rij.refresh_from_db()
    with clock.klok_op(LATER):
        return client.post(adres, {"versie": str(rij.versie), **velden})


@pytest.fixture
def klok() -> Any:
    with clock.klok_op(LATER):
        yield


def adres(wonen: Wonen, zoeken: Herhuisvesting, pagina: str = "herhuisvesting") -> str:
    return wonen.adres(pagina, zoeken.sleutel)


@pytest.mark.clausule("I-9", "I-30", "Z-20.8")
def test_the_corporatie_sees_that_there_is_a_search_and_not_who_leads(
    wonen: Wonen, zoeken: Herhuisvesting, klok: None
) -> None:
    overleggen(wonen, zoeken, herindicatie_nodig=True)
    r = wonen.regio

    def pagina(mens: Gebruiker) -> str:
        return tekst(wonen.client(mens).get(adres(wonen, zoeken)))

    for mens, leest in ((r.begeleider, True), (r.wmo_consulent, True), (r.consulent, False)):
        gelezen = pagina(mens)
        assert "er wordt gezocht" in gelezen.lower()
        for woord in ("wie zoekt er", "belt elke week", "indicatie"):
            assert (woord in gelezen.lower()) is leest, (mens, woord)
    assert wonen.client(r.buitenstaander).get(adres(wonen, zoeken)).status_code == 404
    gevonden(wonen, zoeken)
    for mens, leest in ((r.begeleider, True), (r.consulent, False)):
        tijdlijn = tekst(wonen.client(mens).get(reverse("traject", args=[wonen.traject.sleutel])))
        assert ("Er is een andere woonplek, vanaf" in tijdlijn) is leest  # with the name of who found it


@pytest.mark.clausule("Z-14.18")
def test_an_indicatie_that_is_needed_can_also_be_asked_for_when_there_is_a_place(
    wonen: Wonen, zoeken: Herhuisvesting, klok: None
) -> None:
    overleggen(wonen, zoeken, herindicatie_nodig=True)
    gevonden(wonen, zoeken)
    pagina = tekst(wonen.client(wonen.regio.begeleider).get(adres(wonen, zoeken)))
    assert adres(wonen, zoeken, "herindicatie") in pagina


def test_the_road_of_a_search_through_the_pages(wonen: Wonen, zoeken: Herhuisvesting, klok: None) -> None:
    client = wonen.client(wonen.regio.begeleider)
    pagina = tekst(client.get(reverse("traject", args=[wonen.traject.sleutel])))
    assert adres(wonen, zoeken) in pagina
    overleg = adres(wonen, zoeken, "herhuisvesting_overleg")
    assert "opstapcommissie" not in tekst(client.get(overleg))
    fout = post(client, overleg, zoeken, datum="20-7-2026", betrekken="", herindicatie_nodig="nee")
    assert fout.status_code == 422
    assert "Hoe doet de huurder mee?" in tekst(fout)
    goed = {"datum": "20-7-2026", "betrekken": "De begeleider belt.", "herindicatie_nodig": "ja"}
    assert post(client, overleg, zoeken, **goed).url == adres(wonen, zoeken)
    assert post(client, adres(wonen, zoeken, "herindicatie"), zoeken).status_code == 302
    vinden = adres(wonen, zoeken, "woonplek_gevonden")
    fout = post(client, vinden, zoeken, uitkomst=Woonuitkomst.ANDERE_WONING, verhuist_op="1-7-2026")
    assert (fout.status_code, "Kies voor de verhuizing vandaag of een latere dag." in tekst(fout)) == (422, True)
    assert post(client, vinden, zoeken, uitkomst=Woonuitkomst.ANDERE_WONING, verhuist_op="1-9-2026").status_code == 302
    assert "1 september 2026" in tekst(client.get(adres(wonen, zoeken)))
    assert "Er is al een andere woonplek vastgelegd." in tekst(client.get(vinden))
    assert post(client, adres(wonen, zoeken, "opnieuw_zoeken"), zoeken).status_code == 302
    zoeken.refresh_from_db()
    assert zoeken.status == "zoekt"


@pytest.mark.clausule("Z-13.10", "I-15")
def test_the_last_day_and_the_keys_through_the_pages(wonen: Wonen, zoeken: Herhuisvesting, klok: None) -> None:
    client = wonen.client(wonen.regio.consulent)
    laatste_dag = reverse("woningen:eindafspraak", args=[wonen.traject.sleutel])
    terug = reverse("woningen:woning_terug", args=[wonen.traject.sleutel])
    assert laatste_dag in tekst(client.get(reverse("woningen:contract", args=[wonen.traject.sleutel])))
    assert "Spreek eerst met de huurder een laatste dag af" in tekst(client.get(terug))
    velden = {"wijze": "vonnis", "vonnis": "", "overlegd_op": "20-7-2026", "laatste_huurdag": "20-7-2026"}
    fout = post(client, laatste_dag, wonen.contract, **velden)
    assert (fout.status_code, "Vul het nummer van het vonnis in." in tekst(fout)) == (422, True)
    assert post(client, laatste_dag, wonen.contract, **velden | {"vonnis": "zaak 123"}).status_code == 302
    assert "zaak 123" in wonen.traject.brieven.get(soort="eindafspraak", geadresseerde="kandidaat").inhoud.html
    assert post(client, laatste_dag, wonen.contract, **velden | {"wijze": "overeenstemming"}).status_code == 302
    assert wonen.contract.eindafspraken.count() == 2
    fout = post(client, terug, wonen.contract, datum="21-7-2026")
    assert (fout.status_code, "Deze dag moet nog komen" in tekst(fout)) == (422, True)
    assert post(client, terug, wonen.contract, datum="20-7-2026").status_code == 302
    wonen.contract.refresh_from_db()
    assert (wonen.contract.status, wonen.contract.beeindigd_op) == ("beeindigd", date(2026, 7, 21))


def test_a_talk_that_did_not_come_to_pass_stays_with_who_led_the_search(
    wonen: Wonen, zoeken: Herhuisvesting, klok: None
) -> None:
    """The procesregie is let go when the search ends; its duty kept no organisatie when it still stood in the plan."""
    Herhuisvesting.objects.filter(pk=zoeken.pk).update(regisseur="procesregie")
    Betrokkenheid.objects.filter(traject=wonen.traject, hoedanigheid="procesregie").update(reden="MDO", tot=None)
    client = wonen.client(wonen.regio.consulent)
    for naam, velden in (
        ("eindafspraak", {"wijze": "vonnis", "vonnis": "zaak 123", "laatste_huurdag": "20-7-2026"}),
        ("woning_terug", {"datum": "20-7-2026"}),
    ):
        url = reverse(f"woningen:{naam}", args=[wonen.traject.sleutel])
        assert post(client, url, wonen.contract, **velden | {"overlegd_op": "20-7-2026"}).status_code == 302
    plicht = wonen.termijn("herhuisvesting_overleg")
    assert (plicht.status, plicht.rol, plicht.organisatie) == ("vervallen", "procesregisseur", wonen.regio.gemeente)


def test_before_the_conclusion_a_last_day_cannot_be_agreed_on(wonen: Wonen, klok: None) -> None:
    client, url = wonen.client(wonen.regio.consulent), reverse("woningen:eindafspraak", args=[wonen.traject.sleutel])
    velden = {"wijze": "overeenstemming", "vonnis": "", "overlegd_op": "20-7-2026", "laatste_huurdag": "31-8-2026"}
    fout = post(client, url, wonen.contract, **velden)
    assert (fout.status_code, "Houd eerst een MDO" in tekst(fout)) == (422, True)


@pytest.mark.clausule("Z-13.3")
def test_an_mdo_to_stay_is_asked_for_from_the_search(wonen: Wonen, zoeken: Herhuisvesting, klok: None) -> None:
    client = wonen.client(wonen.regio.begeleider)
    aanvragen = wonen.adres("mdo_aanvragen")
    assert aanvragen in tekst(client.get(adres(wonen, zoeken)))
    assert client.post(aanvragen, {}).status_code == 302
    mdo = Mdo.objects.latest("pk")
    assert "Om samen te bekijken of de huurder toch kan blijven wonen." in tekst(
        client.get(wonen.adres("mdo", mdo.sleutel))
    )
    assert "Er komt al een MDO." in tekst(client.get(aanvragen))


def test_without_the_end_being_sought_an_mdo_starts_with_a_signaal(wonen: Wonen) -> None:
    client = wonen.client(wonen.regio.begeleider)
    assert "Meld eerst een signaal." in tekst(client.get(wonen.adres("mdo_aanvragen")))


@pytest.mark.clausule("Z-12.4", "Z-13.3", "H-37", "Z-20.8")
def test_every_search_ends_with_a_code_that_the_corporatie_does_not_read(
    wonen: Wonen, zoeken: Herhuisvesting, klok: None
) -> None:
    """Seen to fail with the code among the lines for everybody."""
    client = wonen.client(wonen.regio.begeleider)
    goed = {"uitkomst": "apart", "verhuist_op": "1-9-2026"}
    assert post(client, adres(wonen, zoeken, "woonplek_gevonden"), zoeken, **goed).status_code == 302
    for mens, leest in (
        (wonen.regio.begeleider, True),
        (wonen.regio.wmo_consulent, True),
        (wonen.regio.consulent, False),
    ):
        gelezen = tekst(wonen.client(mens).get(adres(wonen, zoeken)))
        assert ("een aparte plek" in gelezen.lower()) is leest
        assert ("instelling van herkomst" in gelezen) is leest
    assert post(client, adres(wonen, zoeken, "opnieuw_zoeken"), zoeken).status_code == 302
    zoeken.refresh_from_db()
    assert zoeken.uitkomst == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        Herhuisvesting.objects.filter(pk=zoeken.pk).update(uitkomst="apart")
    feiten = {"traject": wonen.traject.sleutel, "contract": wonen.contract.sleutel}
    for feit, status, uitkomst in (
        (ContractBeeindigd(**feiten), "afgerond", "onbekend"),
        (ContractOmgezet(**feiten, door="besluit"), "ingetrokken", "blijft"),
    ):
        punt = transaction.savepoint()
        services.herhuisvesting_sluiten_na(feit)
        zoeken.refresh_from_db()
        assert (zoeken.status, zoeken.uitkomst) == (status, uitkomst)
        transaction.savepoint_rollback(punt)
        zoeken.refresh_from_db()


@pytest.mark.clausule("A-31")
def test_where_the_regeling_guarantees_a_return_herkomst_offers_a_place(
    wonen: Wonen, zoeken: Herhuisvesting, klok: None
) -> None:
    client, url = wonen.client(wonen.regio.begeleider), adres(wonen, zoeken, "herhuisvesting_overleg")
    goed = {"datum": "14-7-2026", "betrekken": "De begeleider belt.", "herindicatie_nodig": "nee"}
    assert "geboden_op" not in client.get(url).context["form"].fields
    with pytest.raises(RegelGeschonden, match="geen garantie op terugkeer"):
        overleggen(wonen, zoeken, geboden_op=LATER)
    met_regeling(wonen.traject, terugkeergarantie=True)
    assert post(client, url, zoeken, **goed, geboden_op="12-7-2026").status_code == 422
    assert post(client, url, zoeken, **goed, geboden_op="14-7-2026").status_code == 302
    assert "aangeboden op 14 juli 2026" in tekst(client.get(adres(wonen, zoeken)))
    assert "aangeboden op" not in tekst(wonen.client(wonen.regio.consulent).get(adres(wonen, zoeken)))
    assert "geboden_op" not in client.get(url).context["form"].fields
