"""The pages of the contingent and the homes."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from opstap import clock
from opstap.protocol.datums import datum_voluit
from opstap.regelingen.models import Deelname
from tests.woningen import verloop
from tests.woningen.toneel import AANBOD, TOEGELATEN, Toneel, vers
from woningen.models import Contingent, Woning


@pytest.fixture(autouse=True)
def _dag():
    with clock.klok_op(AANBOD):
        yield


def _tekst(antwoord) -> str:
    return antwoord.content.decode()


@pytest.mark.parametrize("wie", ["coordinator", "consulent", "wmo_consulent", "beleidsmedewerker", "andere_consulent"])
def test_the_contingent_shows_four_numbers_per_corporatie_and_how_they_came_about(toneel: Toneel, wie: str):
    traject = toneel.zoekend()
    toneel.aanbod(traject)
    tekst = _tekst(toneel.regio.ingelogd(getattr(toneel.regio, wie)).get(reverse("woningen:contingent")))
    for kop in ("Afgesproken", "Gebruikt", "Gereserveerd", "Vrij", "Samen", "Woonstichting De Brug"):
        assert kop in tekst
    assert "4 × 300 / 400" in tekst
    assert "Sam Kastelein" not in tekst and traject.kenmerk not in tekst
    assert ("Wijzig het contingent van 2024" in tekst) is (wie == "coordinator")


def test_without_a_contingent_the_page_says_what_to_do(toneel: Toneel):
    pagina = reverse("woningen:contingent")
    tekst = _tekst(toneel.regio.ingelogd(toneel.regio.coordinator).get(pagina))
    assert "Voor 2024 is nog geen contingent vastgelegd" in tekst and "Leg het contingent van 2025 vast" in tekst
    Deelname.objects.all().delete()
    assert "nog aan geen enkele regeling mee" in _tekst(toneel.regio.ingelogd(toneel.regio.coordinator).get(pagina))


@pytest.mark.parametrize("wie", ["begeleider", "buitenstaander", "beheerder"])
def test_who_has_nothing_to_do_with_homes_gets_403(toneel: Toneel, wie: str):
    client = toneel.regio.ingelogd(getattr(toneel.regio, wie))
    for naam in ("contingent", "woningen", "woning_nieuw"):
        assert client.get(reverse(f"woningen:{naam}")).status_code == 403


def _vastleggen(toneel: Toneel, jaar: int = 2024) -> str:
    return reverse("woningen:contingent_vastleggen", args=[toneel.regio.regeling.sleutel, jaar])


def _invoer(toneel: Toneel, **anders) -> dict[str, str]:
    wij, zij = toneel.regio.corporatie.sleutel, toneel.regio.andere_corporatie.sleutel
    gewoon = {"totaal": "27", "wijze": "woningbezit", "reden": "afspraak", "verzoek": str(uuid4())}
    return gewoon | {f"bezit_{wij}": "6000", f"bezit_{zij}": "2500"} | anders


def test_the_coordinator_sets_the_number_once_however_often_it_is_sent(toneel: Toneel):
    client = toneel.regio.ingelogd(toneel.regio.coordinator)
    assert "27" in _tekst(client.get(_vastleggen(toneel)))  # the number of the regeling
    invoer = _invoer(toneel)
    for _ in range(2):
        antwoord = client.post(_vastleggen(toneel), invoer)
        assert (antwoord.status_code, antwoord.url) == (302, reverse("woningen:contingent"))
    contingent = Contingent.objects.get()
    assert (contingent.totaal, contingent.versie) == (27, 2)  # made empty, then set; once
    tekst = _tekst(client.get(_vastleggen(toneel, 2025)))
    assert "6000" in tekst and "2500" in tekst  # last year's woningbezit


@pytest.mark.parametrize("fout", ["", "veel", "-1", "99999"])
def test_a_wrong_number_is_named_and_everything_typed_stays(toneel: Toneel, fout: str):
    client = toneel.regio.ingelogd(toneel.regio.coordinator)
    antwoord = client.post(_vastleggen(toneel), _invoer(toneel, totaal=fout))
    tekst = _tekst(antwoord)
    assert antwoord.status_code == 422
    assert "Vul" in tekst and "Aantal opstapwoningen in 2024" in tekst and "ongeldig" not in tekst.lower()
    assert 'value="6000"' in tekst and (not fout or f'value="{fout}"' in tekst)
    assert not Contingent.objects.exists()


def test_lowering_below_what_is_in_use_is_told_at_the_field(toneel: Toneel):
    toneel.aanbod(toneel.zoekend())
    client = toneel.regio.ingelogd(toneel.regio.coordinator)
    antwoord = client.post(
        _vastleggen(toneel), _invoer(toneel, totaal="0", versie=str(Contingent.objects.get().versie))
    )
    assert antwoord.status_code == 422
    assert "kies een hoger aantal" in _tekst(antwoord)


def test_a_stale_contingent_form_keeps_what_was_typed(toneel: Toneel):
    toneel.contingent()
    client = toneel.regio.ingelogd(toneel.regio.coordinator)
    antwoord = client.post(_vastleggen(toneel), _invoer(toneel, totaal="31", versie="0"))
    assert antwoord.status_code == 422
    assert "Iemand anders heeft dit intussen gewijzigd" in _tekst(antwoord) and 'value="31"' in _tekst(antwoord)
    assert Contingent.objects.get().totaal == 4


def test_every_number_opens_its_list_and_names_only_a_traject_of_ones_own(toneel: Toneel):
    """Seen to fail with `zichtbaar_voor` left out."""
    traject = toneel.zoekend()
    toneel.aanbod(traject)
    regio = toneel.regio
    for wie, ziet in ((regio.coordinator, True), (regio.consulent, True), (regio.andere_consulent, False)):
        client = regio.ingelogd(wie)
        rij = client.get(reverse("woningen:contingent")).context["blokken"][0]["jaren"][0]["rijen"][1]
        assert [str(cel) for cel in rij["cellen"]] == ["Woonstichting De Brug", "3", "0", "1", "2", "0"]
        aantallen = [len(client.get(cel.url).context["rijen"]) for cel in rij["cellen"][1:5]]
        assert aantallen == [3, 0, 1, 2]
        lijst = _tekst(client.get(rij["cellen"][3].url))
        assert "Woonstichting De Brug, plek 1" in lijst and datum_voluit(AANBOD) in lijst
        assert (traject.kenmerk in lijst) is ziet and "Kastelein" not in lijst
    plekken = reverse("woningen:plekken", args=[regio.regeling.sleutel, 2024])
    Deelname.objects.all().delete()
    assert regio.ingelogd(regio.coordinator).get(plekken).status_code == 404


@pytest.mark.clausule("Z-4.4", "Z-4.5")
def test_the_parts_of_the_number_stand_on_the_form_and_on_the_page(toneel: Toneel):
    """Seen to fail with the form that forgets the parts."""
    client = toneel.regio.ingelogd(toneel.regio.coordinator)
    form = client.get(_vastleggen(toneel)).context["form"]
    assert [form[veld].value() for veld in ("bijzonder", "bijzonder_apart", "housing_first")] == [5, True, None]
    assert form.fields["reden"].required is False
    delen = {"bijzonder": "5", "bijzonder_apart": "on", "housing_first": ""}
    assert client.post(_vastleggen(toneel), _invoer(toneel) | delen).status_code == 302
    pagina = _tekst(client.get(reverse("woningen:contingent")))
    assert "Voor wie zijn de plekken van 2024" in pagina and "5, apart gehouden" in pagina
    assert "geen eigen aantal" in pagina and "Zo is 2024 veranderd" not in pagina
    nu = str(Contingent.objects.get().versie)
    fout = client.post(_vastleggen(toneel), _invoer(toneel, bijzonder="28", versie=nu, reden=""))
    assert fout.status_code == 422 and set(fout.context["form"].errors) == {"reden"}
    fout = client.post(_vastleggen(toneel), _invoer(toneel, bijzonder="28", versie=nu))
    assert fout.status_code == 422 and set(fout.context["form"].errors) == {"bijzonder"}
    goed = _invoer(toneel, bijzonder="4", versie=nu, reden="vrijgeven")
    assert client.post(_vastleggen(toneel), goed).status_code == 302
    pagina = _tekst(client.get(reverse("woningen:contingent")))
    bladen = (toneel.regio.consulent, toneel.regio.beleidsmedewerker)
    bij_wie = [_tekst(toneel.regio.ingelogd(wie).get(reverse("woningen:contingent"))) for wie in bladen]
    assert ["Voor wie zijn" in tekst for tekst in bij_wie] == [False, True]
    assert "27 woningen, waarvan 4 voor bijzondere bemiddeling via de procesregie. Reden: woningen die apart" in pagina


def test_who_does_not_coordinate_gets_403_and_who_does_not_take_part_404(toneel: Toneel):
    for wie, code in [("consulent", 403), ("wmo_consulent", 403)]:
        client = toneel.regio.ingelogd(getattr(toneel.regio, wie))
        assert client.get(_vastleggen(toneel)).status_code == code
        assert client.post(_vastleggen(toneel), _invoer(toneel)).status_code == code
    client = toneel.regio.ingelogd(toneel.regio.coordinator)
    assert client.get(_vastleggen(toneel, 1999)).status_code == 404
    assert client.get(reverse("woningen:contingent_vastleggen", args=[uuid4(), 2024])).status_code == 404
    Deelname.objects.all().delete()
    assert client.get(_vastleggen(toneel)).status_code == 404


# --- homes -------------------------------------------------------------------------------------------------------


def test_a_consulent_sees_the_homes_of_the_own_corporatie_only(toneel: Toneel):
    toneel.aanbod(toneel.zoekend())
    toneel.woning("Eikenlaan 2")
    verloop.woning_toegevoegd(op=TOEGELATEN, adres="Beekpad 3", consulent=toneel.andere_consulent)
    tekst = _tekst(toneel.regio.ingelogd(toneel.regio.consulent).get(reverse("woningen:woningen")))
    assert "Lindelaan 1" in tekst and "Eikenlaan 2" in tekst and "Beekpad" not in tekst
    assert "aangeboden" in tekst and "beschikbaar" in tekst and "€ 612,50" in tekst


def test_an_empty_list_says_what_belongs_here_and_a_long_one_is_cut(toneel: Toneel, monkeypatch: pytest.MonkeyPatch):
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    assert "Voeg de eerste toe" in _tekst(client.get(reverse("woningen:woningen")))
    monkeypatch.setattr("woningen.views.voorraad.PER_PAGINA", 2)
    for nummer in (2, 0, 1):
        toneel.woning(f"Eikenlaan {nummer}")
    eerste = client.get(reverse("woningen:woningen"))
    assert [rij["cellen"][0] for rij in eerste.context["rijen"]] == ["Eikenlaan 0", "Eikenlaan 1"]
    tweede = client.get(reverse("woningen:woningen") + eerste.context["volgende_url"])
    assert [rij["cellen"][0] for rij in tweede.context["rijen"]] == ["Eikenlaan 2"]
    assert not tweede.context["volgende_url"]
    assert client.get(reverse("woningen:woningen") + "?na=1").status_code == 404


def test_the_list_of_homes_takes_the_same_queries_at_two_sizes(toneel: Toneel, django_assert_max_num_queries):
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    for nummer in range(30):
        toneel.woning(f"Eikenlaan {nummer}")
    with django_assert_max_num_queries(8):
        client.get(reverse("woningen:woningen"))


NIEUW = {"adres": "Havenkade 3, 7201 AB Voorstad", "woningtype": "studio", "kale_huur": "1.012,50"}


def test_a_home_is_added_once_however_often_it_is_sent(toneel: Toneel):
    client, pagina = toneel.regio.ingelogd(toneel.regio.consulent), reverse("woningen:woning_nieuw")
    assert client.get(pagina).status_code == 200
    invoer = NIEUW | {"verzoek": str(uuid4())}
    for _ in range(2):
        assert client.post(pagina, invoer).status_code == 302
    woning = Woning.objects.get()
    assert (woning.adres, woning.kale_huur, woning.corporatie) == (NIEUW["adres"], 1012.5, toneel.regio.corporatie)
    antwoord = client.post(pagina, NIEUW | {"adres": "  havenkade 3,  7201 ab VOORSTAD", "verzoek": str(uuid4())})
    assert antwoord.status_code == 422 and "staat al in de lijst" in _tekst(antwoord)


@pytest.mark.parametrize(
    ("veld", "waarde", "zin"),
    [
        ("adres", "", "Adres"),
        ("woningtype", "", "Soort woning"),
        ("woningtype", "kasteel", "Soort woning"),
        ("kale_huur", "", "Kale huur per maand"),
        ("kale_huur", "veel", "bijvoorbeeld 612,50"),
        ("kale_huur", "0", "bijvoorbeeld 612,50"),
        ("kale_huur", "1234567", "bijvoorbeeld 612,50"),
        ("kale_huur", "1,234", "bijvoorbeeld 612,50"),
    ],
)
def test_a_wrong_home_names_the_field_and_keeps_the_rest(toneel: Toneel, veld: str, waarde: str, zin: str):
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    antwoord = client.post(reverse("woningen:woning_nieuw"), NIEUW | {veld: waarde, "verzoek": str(uuid4())})
    tekst = _tekst(antwoord)
    assert antwoord.status_code == 422 and zin in tekst and "ongeldig" not in tekst.lower()
    if veld != "adres":
        assert NIEUW["adres"] in tekst
    if veld == "kale_huur" and waarde:
        assert f'value="{waarde}"' in tekst
    assert not Woning.objects.exists()


def test_a_home_can_be_corrected_by_its_own_corporatie_only(toneel: Toneel):
    woning = toneel.woning()
    pagina = reverse("woningen:woning_wijzigen", args=[woning.sleutel])
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    tekst = _tekst(client.get(pagina))
    assert "612,50" in tekst and f'name="versie" value="{woning.versie}"' in tekst
    invoer = NIEUW | {"verzoek": str(uuid4()), "versie": str(woning.versie)}
    assert client.post(pagina, invoer).status_code == 302
    assert vers(woning).adres == NIEUW["adres"]

    antwoord = client.post(pagina, invoer | {"verzoek": str(uuid4()), "adres": "Nog een ander adres 7"})
    assert antwoord.status_code == 422 and "Nog een ander adres 7" in _tekst(antwoord)

    ander = toneel.regio.ingelogd(toneel.regio.andere_consulent)
    assert ander.get(pagina).status_code == 404
    assert ander.post(pagina, invoer | {"verzoek": str(uuid4())}).status_code == 404
    assert toneel.regio.ingelogd(toneel.regio.begeleider).get(pagina).status_code == 404


def test_last_years_numbers_stay_on_the_page(toneel: Toneel):
    toneel.contingent(4)
    toneel.contingent(9, op=date(2025, 1, 2))
    with clock.klok_op(date(2025, 1, 3)):
        tekst = _tekst(toneel.regio.ingelogd(toneel.regio.coordinator).get(reverse("woningen:contingent")))
    assert tekst.index("2025") < tekst.index("2024")
