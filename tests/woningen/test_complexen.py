"""Complexes and what is known of homes: on the pages, through the services, and in numbers without people."""

from __future__ import annotations

from itertools import product
from uuid import uuid4

import pytest
from django.urls import reverse

from opstap import clock
from opstap.logboek.models import Gebeurtenis
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.woningkenmerken import Leefbaarheid, is_klein_en_stil
from tests.woningen.toneel import AANBOD, Toneel, vers
from woningen.enums import Woningstatus
from woningen.models import Complex, Huurovereenkomst, Leefbaarheidstand, Woning
from woningen.services.complexen import Complexgegevens, complex_vastleggen


@pytest.fixture(autouse=True)
def _dag():
    with clock.klok_op(AANBOD):
        yield


def _complex(toneel: Toneel, naam: str = "De Linden", *, wie=None, **gegevens) -> Complex:
    namens = wie or toneel.consulent
    return complex_vastleggen(
        corporatie=namens.organisatie, gegevens=Complexgegevens(naam=naam, **gegevens), namens=namens
    )


def _tekst(antwoord) -> str:
    return antwoord.content.decode()


def _sturen(client, pagina: str, **velden):
    return client.post(pagina, velden | {"verzoek": str(uuid4())})


@pytest.mark.clausule("C-9", "C-10", "P-23")
def test_a_complex_is_described_changed_and_found_by_its_own_corporatie_only(toneel: Toneel):
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    assert "Voeg het eerste toe" in _tekst(client.get(reverse("woningen:complexen")))
    nieuw = {"naam": "De  Linden", "aantal_woningen": "32", "aandeel_max": "40", "nabij_steunpunt": "nee"}
    antwoord = _sturen(client, reverse("woningen:complex_nieuw"), **nieuw)
    assert antwoord.status_code == 422 and "Er zijn 32 woningen" in _tekst(antwoord)
    assert _sturen(client, reverse("woningen:complex_nieuw"), **nieuw | {"aandeel_max": "24"}).status_code == 302
    rij = Complex.objects.get()
    assert (rij.naam, rij.aandeel_max, rij.nabij_steunpunt, rij.rustige_buurt) == ("De Linden", 24, False, None)
    pagina = reverse("woningen:complex", args=[rij.sleutel])
    tekst = _tekst(client.get(pagina))
    assert "Zeg wat er in dit gebouw kan" in tekst and "Zeg welke soort woning" in tekst and "weten we niet" in tekst

    wijzigen = reverse("woningen:complex_wijzigen", args=[rij.sleutel])
    antwoorden = {"menging": "eerst_overleg", "woonvormen": ["zelfstandig", "voor_een_tijd"], "versie": rij.versie}
    begin = client.get(wijzigen).context["form"].initial
    assert begin["nabij_steunpunt"] is False and 'value="nee" selected' in _tekst(client.get(wijzigen))
    assert _sturen(client, wijzigen, **nieuw | antwoorden | {"aandeel_max": "24"}).status_code == 302
    tekst = _tekst(client.get(pagina))
    assert "overleg eerst" in tekst and "een woning voor een tijd" in tekst and "Zeg wat er" not in tekst
    assert _sturen(client, wijzigen, **nieuw | antwoorden).status_code == 422  # an older window
    dubbel = _sturen(client, reverse("woningen:complex_nieuw"), naam="de LINDEN")
    assert dubbel.status_code == 422 and "staat al in de lijst" in _tekst(dubbel)

    ander = toneel.regio.ingelogd(toneel.regio.andere_consulent)
    assert "De Linden" not in _tekst(ander.get(reverse("woningen:complexen")))
    for naam in ("complex", "complex_wijzigen", "leefbaarheid"):
        assert ander.get(reverse(f"woningen:{naam}", args=[rij.sleutel])).status_code == 404
    assert ander.get(f"{reverse('woningen:woningen')}?complex={rij.sleutel}").status_code == 404


@pytest.mark.clausule("Z-9.21")
def test_the_state_of_a_building_is_kept_with_its_reason_and_day(toneel: Toneel):
    rij = _complex(toneel)
    client, pagina = toneel.regio.ingelogd(toneel.regio.consulent), reverse("woningen:leefbaarheid", args=[rij.sleutel])
    assert "Nog niet vastgelegd" in _tekst(client.get(pagina))
    druk = {"stand": "onder_druk", "vanaf": "1-4-2024"}
    fout = _sturen(client, pagina, **druk)
    assert fout.status_code == 422 and set(fout.context["form"].errors) == {"reden"}
    assert _sturen(client, pagina, **druk | {"reden": "overlast", "versie": rij.versie}).status_code == 302
    assert "Onder druk, sinds 1 april 2024: er is veel overlast" in _tekst(
        client.get(reverse("woningen:complex", args=[rij.sleutel]))
    )
    assert _sturen(client, pagina, stand="gewoon", vanaf="1-5-2024", reden="overlast").status_code == 302
    assert vers(rij).leefbaarheid == Leefbaarheid.GEWOON
    assert list(Leefbaarheidstand.objects.values_list("stand", "reden")) == [
        ("onder_druk", "overlast"), ("gewoon", "geen_druk"),
    ]  # fmt: skip
    regels = Gebeurtenis.objects.filter(soort="leefbaarheid_vastgelegd")
    assert {regel.traject for regel in regels} == {None} and regels[0].gegevens["reden"] == "overlast"


@pytest.mark.clausule("P-23", "H-38")
def test_a_complex_counts_what_is_let_through_opstap_and_names_nobody(toneel: Toneel):
    """Counted apart: of the three homes one is let."""
    contract = toneel.lopend()
    rij = _complex(toneel, aandeel_max=1)
    huis = contract.aanbieding.woning
    Woning.objects.filter(pk=huis.pk).update(complex=rij, portiek="A")
    for nummer, portiek in ((2, "A"), (4, "B")):
        Woning.objects.filter(pk=toneel.woning(f"Eik {nummer}").pk).update(complex=rij, portiek=portiek)
    assert vers(huis).kenmerken.aandeel_vol is True
    assert [w.kenmerken.aandeel_vol for w in Woning.objects.met_kenmerken()] == [True] * 3
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    antwoord = client.get(reverse("woningen:complex", args=[rij.sleutel]))
    assert [r["cellen"] for r in antwoord.context["rijen"]] == [("A", 2, 1), ("B", 1, 0)]
    tekst = _tekst(antwoord)
    assert "1 van hoogstens 1" in tekst
    assert not [geheim for geheim in ("Kastelein", contract.traject.kenmerk, "Lindelaan") if geheim in tekst]
    lijst = client.get(f"{reverse('woningen:woningen')}?complex={rij.sleutel}&stand=verhuurd").context["rijen"]
    assert [r["cellen"][0] for r in lijst] == [huis.adres]
    Huurovereenkomst.objects.update(status="afgerond")
    assert vers(huis).kenmerken.aandeel_vol is False
    assert [r["cellen"] for r in client.get(antwoord.request["PATH_INFO"]).context["rijen"]] == [
        ("A", 2, 0),
        ("B", 1, 0),
    ]


@pytest.mark.clausule("P-5")
def test_of_a_home_every_feature_can_stay_unknown(toneel: Toneel):
    rij = _complex(toneel)
    client, pagina = toneel.regio.ingelogd(toneel.regio.consulent), reverse("woningen:woning_nieuw")
    nieuw = {"adres": "Kade 3", "woningtype": "studio", "kale_huur": "500"}
    portiek = _sturen(client, pagina, **nieuw, portiek="A")
    assert portiek.status_code == 422 and set(portiek.context["form"].errors) == {"complex"}
    velden = {"complex": str(rij.sleutel), "portiek": "A", "verdieping": "0", "lift": "nee", "zelfstandig": "nee"}
    assert _sturen(client, pagina, **nieuw, **velden).status_code == 302
    huis = Woning.objects.get()
    assert (huis.complex, huis.portiek, huis.verdieping, huis.kamers) == (rij, "A", 0, None)
    assert (huis.lift, huis.zelfstandig, huis.stil_huis, huis.huisdier) == (False, False, None, None)
    wijzigen = reverse("woningen:woning_wijzigen", args=[huis.sleutel])
    tekst = _tekst(client.get(wijzigen))
    assert "Dit is een kamer" in tekst and f'value="{rij.sleutel}" selected' in tekst
    assert _sturen(client, wijzigen, **nieuw, versie=huis.versie, zelfstandig="ja").status_code == 302
    assert (vers(huis).complex, vers(huis).lift, vers(huis).zelfstandig) == (None, None, True)


def test_while_somebody_holds_a_home_its_features_can_still_be_written_down(toneel: Toneel):
    _, aanbieding = toneel.aangeboden()
    huis, client = aanbieding.woning, toneel.regio.ingelogd(toneel.regio.consulent)
    pagina = reverse("woningen:woning_wijzigen", args=[huis.sleutel])
    invoer = {"versie": huis.versie, "lift": "ja", "adres": "Elders 1", "kale_huur": "1"}
    assert _sturen(client, pagina, **invoer).status_code == 302
    assert (vers(huis).lift, vers(huis).adres, vers(huis).kale_huur) == (True, huis.adres, huis.kale_huur)


@pytest.mark.clausule("Z-4.14")
def test_the_list_counts_small_quiet_homes_and_finds_them_as_the_rule_does(toneel: Toneel):
    woning, gevallen = toneel.woning(), product(("studio", "portiekflat"), (None, True, False), (None, 1, 2, 3))
    for soort, stil, kamers in gevallen:
        Woning.objects.filter(pk=woning.pk).update(woningtype=soort, stil_huis=stil, kamers=kamers)
        assert Woning.objects.klein_en_stil().exists() is is_klein_en_stil(
            woningtype=Woningtype(soort), stil_huis=stil, kamers=kamers
        )
    Woning.objects.update(woningtype="studio", stil_huis=True, kamers=1)
    toneel.woning("Eik 2")
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    antwoord = client.get(reverse("woningen:woningen"))
    assert [c["getal"] for c in antwoord.context["cijfers"]] == [2, 1]
    stil = client.get(reverse("woningen:woningen") + antwoord.context["cijfers"][1]["url"]).context["rijen"]
    assert [r["cellen"][0] for r in stil] == [woning.adres]


def test_every_filter_gives_the_homes_that_say_so_themselves(toneel: Toneel):
    toneel.lopend()
    toneel.woning("Eik 2")
    toneel.aanbod(toneel.zoekend("Ander Mens"), toneel.woning("Beuk 4"))
    for stand in Woningstatus:
        zelf = {w.pk for w in Woning.objects.met_status() if w.status is stand}
        assert set(Woning.objects.in_stand(stand).values_list("pk", flat=True)) == zelf and len(zelf) == 1
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    lijst = reverse("woningen:woningen")
    gevonden = [[r["cellen"][0] for r in client.get(lijst + vraag).context["rijen"]] for vraag in ("?q=beuk", "?q=zzz")]
    assert gevonden == [["Beuk 4"], []]
    assert "Er is niets gevonden" in _tekst(client.get(lijst + "?q=zzz"))
    assert client.get(lijst + "?complex=onzin").status_code == 404
