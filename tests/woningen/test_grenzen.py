"""Dates that cannot be, homes that are held, trajecten that are closed: what slipped through before."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.partners.velden import GetalVeld
from opstap.post.models import Brief
from opstap.protocol.bemiddelen import Afhandeling, Woningtype
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Persoon, Traject, Verklaring
from tests.woningen import verloop
from tests.woningen.toneel import (
    AANBOD,
    EINDE,
    GETEKEND,
    INGANG,
    JA,
    OPGEMAAKT,
    TOEGELATEN,
    UITERLIJK,
    Toneel,
    vers,
)
from woningen.controles import aanbod_klopt, contingent_klopt
from woningen.enums import Plaatsstatus, Verhuurderreden
from woningen.forms.voorraad import BedragVeld
from woningen.models import Huurovereenkomst
from woningen.services import (
    aanzegging_maken,
    contract_einde_verwerken,
    instemming_vastleggen,
    overleg_vastleggen,
    sleutel_geven,
    verlopen_aanbieding_afhandelen,
    woning_vastleggen,
)

EEN_DAG = timedelta(days=1)
NA_UITERLIJK = UITERLIJK + 2 * EEN_DAG


# --- the first day of the tenancy ------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-2.10")
@pytest.mark.parametrize(
    ("ingang", "mag"),
    [
        (date(2022, 7, 1), False),
        (date(2024, 3, 9), False),
        (date(2024, 3, 10), True),
        (date(2025, 5, 10), True),
        (date(2025, 5, 11), False),
    ],
)
def test_a_wrong_year_for_the_first_day_is_refused(toneel: Toneel, ingang: date, mag: bool):
    traject = toneel.toegewezen()

    def opmaken() -> Huurovereenkomst:
        return verloop.contract_opgemaakt(
            op=OPGEMAAKT, traject=traject.sleutel, ingangsdatum=ingang, consulent=toneel.consulent
        )

    if mag:
        assert opmaken().ingangsdatum == ingang
        return
    with pytest.raises(RegelGeschonden, match="kijk het jaar na") as fout:
        opmaken()
    assert fout.value.belemmeringen[0].veld == "ingangsdatum"
    assert not Huurovereenkomst.objects.exists()


# --- the key ---------------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-2.11", "L-10")
def test_no_key_after_the_temporary_contract(toneel: Toneel):
    contract = toneel.getekend()
    with clock.klok_op(EINDE), pytest.raises(RegelGeschonden, match="liep tot en met 30 juni 2026"):
        sleutel_geven(contract=contract.sleutel, ingebruikname=INGANG, namens=toneel.consulent)
    with clock.klok_op(EINDE):
        contract_einde_verwerken(traject=contract.traject.sleutel, onderwerp=None)
    assert vers(contract.traject).afgesloten_op is None


@pytest.mark.clausule("Z-2.11")
def test_the_key_does_not_come_before_the_last_signature(toneel: Toneel):
    contract = toneel.getekend()
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    invoer = {"verzoek": str(uuid4()), "datum": "2-6-2024", "versie": str(contract.versie)}
    with clock.klok_op(INGANG):
        antwoord = client.post(reverse("woningen:sleutel", args=[contract.traject.sleutel]), invoer)
    assert antwoord.status_code == 422
    assert "ligt voor de laatste handtekening (3 juni 2024)" in str(antwoord.context["form"].errors["datum"])
    assert 'value="2-6-2024"' in antwoord.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Huurovereenkomst.objects.filter(pk=contract.pk).update(ingebruikname=GETEKEND - EEN_DAG)
    Huurovereenkomst.objects.filter(pk=contract.pk).update(ingebruikname=GETEKEND)


# --- the end ---------------------------------------------------------------------------------------------------------


@pytest.mark.clausule("I-1", "I-25")
def test_an_aanzegging_does_not_come_before_the_besluit(toneel: Toneel):
    contract, besloten = toneel.lopend(), date(2026, 4, 20)
    for dag in (besloten - EEN_DAG, besloten):
        with clock.klok_op(dag), pytest.raises(RegelGeschonden, match="Neem eerst het besluit"):
            aanzegging_maken(contract=contract.sleutel, namens=toneel.consulent)
    verloop.niet_omgezet(op=besloten, contract=contract.sleutel, consulent=toneel.consulent)
    assert not contract.aanzeggingen.exists()
    verloop.aangezegd(op=besloten, ontvangen_op=besloten, contract=contract.sleutel, consulent=toneel.consulent)


@pytest.mark.clausule("Z-12.2")
def test_overleg_is_not_older_than_the_tenancy(toneel: Toneel):
    contract = toneel.lopend()

    def overleggen(datum: date) -> Verklaring:
        with clock.klok_op(INGANG + 30 * EEN_DAG):
            return overleg_vastleggen(
                contract=contract.sleutel,
                soort=Verklaringsoort.OVERLEG_HUURDER,
                datum=datum,
                wijze=Wijze.GESPREK,
                namens=toneel.consulent,
            )

    with pytest.raises(RegelGeschonden, match="vanaf 1 juli 2024"):
        overleggen(INGANG - EEN_DAG)
    assert overleggen(INGANG).datum == INGANG


# --- offers ----------------------------------------------------------------------------------------------------------


@pytest.mark.clausule("I-13")
@pytest.mark.parametrize("wijze", ["dienst", "pagina"])
def test_an_offer_past_its_day_can_be_settled_though_the_sweep_did_not_come(toneel: Toneel, wijze: str):
    traject, aanbieding = toneel.aangeboden()
    with clock.klok_op(UITERLIJK), pytest.raises(RegelGeschonden, match="niet verlopen"):
        verlopen_aanbieding_afhandelen(
            aanbieding=aanbieding.sleutel, afhandeling=Afhandeling.TELT_NIET, namens=toneel.consulent
        )
    with clock.klok_op(NA_UITERLIJK):
        if wijze == "dienst":
            verlopen_aanbieding_afhandelen(
                aanbieding=aanbieding.sleutel, afhandeling=Afhandeling.TELT_NIET, namens=toneel.consulent
            )
        else:
            client = toneel.regio.ingelogd(toneel.regio.consulent)
            pagina = reverse("woningen:aanbieding", args=[traject.sleutel, aanbieding.sleutel])
            assert "Verlopen aanbod afhandelen" in client.get(pagina).content.decode()
            invoer = {"verzoek": str(uuid4()), "afhandeling": "telt_niet", "versie": str(vers(aanbieding).versie)}
            assert client.post(pagina, invoer).status_code == 302
        assert list(contingent_klopt()) == list(aanbod_klopt()) == []
    rij = vers(aanbieding)
    assert (rij.status, rij.afhandeling, rij.woning_vrij_op) == ("verlopen", "telt_niet", NA_UITERLIJK)
    assert (vers(rij.plaats).status, vers(rij.bemiddeling).status) == (Plaatsstatus.VRIJ, "zoekt")


def test_an_offer_that_stays_open_after_its_day_is_told(toneel: Toneel):
    toneel.aangeboden()
    with clock.klok_op(UITERLIJK + EEN_DAG):
        assert list(aanbod_klopt()) == []
    with clock.klok_op(NA_UITERLIJK):
        assert [zin for zin in aanbod_klopt() if "staat nog open" in zin]


@pytest.mark.clausule("Z-9.13")
def test_a_home_is_not_held_for_years(toneel: Toneel):
    traject, woning = toneel.zoekend(), toneel.woning()

    def aanbieden(uiterlijk: date):
        return verloop.woning_aangeboden(
            op=AANBOD,
            traject=traject.sleutel,
            woning=woning.sleutel,
            consulent=toneel.consulent,
            uiterlijk=uiterlijk,
        )

    with pytest.raises(RegelGeschonden, match="hoogstens 2 maanden vooruit"):
        aanbieden(date(2024, 7, 2))
    assert aanbieden(date(2024, 7, 1)).antwoord_uiterlijk == date(2024, 7, 1)


@pytest.mark.parametrize("veld", [BedragVeld(label="Kale huur"), GetalVeld(label="Aantal")])
@pytest.mark.parametrize("tekst", ["1_000", "٦١٢", "1e3", "６１２"])
def test_only_plain_digits_are_a_number(veld, tekst: str):
    with pytest.raises(Exception, match="geheel getal|bedrag in euro|whole number|[Vv]ul"):
        veld.clean(tekst)
    assert veld.clean(" 612 ") == 612


def test_amounts_are_read_as_people_write_them():
    veld = BedragVeld(label="Kale huur")
    assert veld.clean("€ 1.012,50") == Decimal("1012.50")
    assert veld.clean("612.5") == veld.clean("612,50") == Decimal("612.5")


# --- the same person, the same home ----------------------------------------------------------------------------------


@pytest.mark.clausule("Z-12.14", "L-12")
@pytest.mark.parametrize(
    ("naam", "geboren", "zelfde"),
    [
        ("  sam   KASTELEIN ", date(1999, 5, 17), True),
        ("Sam Kastelein", date(1999, 5, 18), False),
        ("Sam Kasteleins", date(1999, 5, 17), False),
    ],
)
def test_a_second_traject_of_the_same_person_gets_no_second_contract_for_the_home(
    toneel: Toneel, naam: str, geboren: date, zelfde: bool
):
    eerste = toneel.opgemaakt()
    Persoon.objects.filter(pk=eerste.traject.persoon_id).update(geboortedatum=date(1999, 5, 17))
    Huurovereenkomst.objects.filter(pk=eerste.pk).update(status="beeindigd", beeindigd_op=INGANG)
    type(eerste.aanbieding).objects.filter(pk=eerste.aanbieding_id).update(woning_vrij_op=AANBOD)
    tweede = toneel.zoekend("Iemand Nieuw")
    Persoon.objects.filter(pk=tweede.persoon_id).update(naam=naam, geboortedatum=geboren)
    aanbod = toneel.aanbod(tweede, eerste.aanbieding.woning)
    verloop.geaccepteerd(op=JA, aanbieding=aanbod.sleutel, consulent=toneel.consulent)

    def opmaken() -> Huurovereenkomst:
        return verloop.contract_opgemaakt(
            op=OPGEMAAKT, traject=tweede.sleutel, ingangsdatum=INGANG, consulent=toneel.consulent
        )

    if not zelfde:
        assert opmaken().traject == tweede
        return
    with pytest.raises(RegelGeschonden, match="niet worden verlengd of herhaald"):
        opmaken()


# --- a home that somebody holds --------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-9.12")
@pytest.mark.parametrize("stand", ["aangeboden", "toegewezen", "opgemaakt", "lopend"])
def test_a_home_that_is_held_stays_as_it_is(toneel: Toneel, stand: str):
    getattr(toneel, stand)()
    woning = toneel.regio.corporatie.woningen.get()
    nu = {"adres": woning.adres, "woningtype": Woningtype(woning.woningtype), "kale_huur": woning.kale_huur}
    for anders in ({"adres": "Eik 9"}, {"woningtype": Woningtype.STUDIO}, {"kale_huur": Decimal("700")}):
        with clock.klok_op(INGANG), pytest.raises(RegelGeschonden, match="aangeboden of tijdelijk verhuurd"):
            _wijzigen(toneel, woning, nu | anders)
    with clock.klok_op(INGANG):
        _wijzigen(toneel, woning, nu)
        client = toneel.regio.ingelogd(toneel.regio.consulent)
        pagina = client.get(reverse("woningen:woning_wijzigen", args=[woning.sleutel])).content.decode()
    assert "aangeboden of tijdelijk verhuurd" in pagina and 'name="adres"' not in pagina


def test_a_home_is_free_to_change_when_the_offer_or_the_temporary_contract_is_over(toneel: Toneel):
    contract = toneel.lopend()
    with clock.klok_op(EINDE):
        contract_einde_verwerken(traject=contract.traject.sleutel, onderwerp=None)
        woning = vers(contract.aanbieding.woning)
        _wijzigen(toneel, woning, {"adres": woning.adres, "woningtype": Woningtype.STUDIO, "kale_huur": Decimal("700")})
    assert vers(woning).kale_huur == Decimal("700")


def _wijzigen(toneel: Toneel, woning, velden) -> None:
    woning_vastleggen(
        woning=woning.sleutel, corporatie=toneel.regio.corporatie.sleutel, namens=toneel.consulent, **velden
    )


# --- a closed traject ------------------------------------------------------------------------------------------------


@pytest.mark.clausule("A-33")
def test_no_form_of_this_room_is_open_in_a_closed_traject(toneel: Toneel):
    contract = toneel.lopend()
    Verklaring.objects.all().delete()
    Traject.objects.filter(pk=contract.traject_id).update(afgesloten_op=INGANG, uitkomst="anders")
    client, sleutel = toneel.regio.ingelogd(toneel.regio.consulent), contract.traject.sleutel
    with clock.klok_op(INGANG):
        for naam, *rest in [
            ("aanbieden",),
            ("aanbieding", contract.aanbieding.sleutel),
            ("contract_opmaken",),
            ("ondertekenen", "huurder"),
            ("sleutel",),
            ("instemming",),
            ("overleg",),
            ("aanzegging",),
            ("aanzegging_opnieuw",),
        ]:
            tekst = client.get(reverse(f"woningen:{naam}", args=[sleutel, *rest])).content.decode()
            assert "afgesloten op 1 juli 2024" in tekst and 'name="verzoek"' not in tekst, naam
        assert (
            "Leg het ja van de huurder vast"
            not in client.get(reverse("woningen:contract", args=[sleutel])).content.decode()
        )
        with pytest.raises(RegelGeschonden, match="afgesloten op 1 juli 2024"):
            instemming_vastleggen(contract=contract.sleutel, datum=INGANG, wijze=Wijze.GESPREK, namens=toneel.consulent)
    assert not Verklaring.objects.exists()


# --- another corporatie ----------------------------------------------------------------------------------------------


def test_a_corporatie_asked_later_does_not_see_the_home_of_the_one_before(toneel: Toneel):
    traject, aanbieding = toneel.aangeboden()
    verloop.verlopen(op=NA_UITERLIJK, traject=traject.sleutel, aanbieding=aanbieding.sleutel)
    verloop.verhuurder_gevraagd(
        op=NA_UITERLIJK,
        traject=traject.sleutel,
        corporatie=toneel.regio.andere_corporatie.sleutel,
        coordinator=toneel.coordinator,
        reden=Verhuurderreden.HEEFT_WONING,
    )
    client = toneel.regio.ingelogd(toneel.regio.andere_consulent)
    with clock.klok_op(NA_UITERLIJK):
        pagina = reverse("woningen:aanbieding", args=[traject.sleutel, aanbieding.sleutel])
        for url in (pagina, reverse("traject", args=[traject.sleutel])):
            tekst = client.get(url).content.decode()
            assert "Lindelaan" not in tekst and "612,50" not in tekst
        brief = Brief.objects.filter(soort="aanbod").first()
        assert client.get(reverse("brief", args=[traject.sleutel, brief.sleutel])).status_code == 404
        invoer = {"verzoek": str(uuid4()), "afhandeling": "geweigerd", "versie": str(vers(aanbieding).versie)}
        assert client.post(pagina, invoer).status_code == 302
    eigen = verloop.woning_toegevoegd(op=TOEGELATEN, adres="Beekhof 4", consulent=toneel.andere_consulent)
    tweede = verloop.woning_aangeboden(
        op=NA_UITERLIJK, traject=traject.sleutel, woning=eigen.sleutel, consulent=toneel.andere_consulent
    )
    verloop.geweigerd(op=NA_UITERLIJK, aanbieding=tweede.sleutel, consulent=toneel.andere_consulent)
    html = Brief.objects.get(soort="vervallen", geadresseerde="kandidaat").inhoud.html
    assert "Lindelaan" not in html and "een woning van Woonstichting De Brug" in html and "Beekhof 4" in html
