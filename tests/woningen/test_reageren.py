"""Reacting oneself: the note, the last day, the way on to directe bemiddeling, the lost points, a refused building."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from evaluatie.monitor.querysets import weigeringen_per_corporatie
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis, Inzage
from opstap.post.models import Bericht, Brief
from opstap.protocol.begrippen import Route
from opstap.protocol.leefbaarheid import Weigergrond
from opstap.protocol.reageren import RouteUitkomst
from opstap.trajecten.enums import Wijze
from opstap.trajecten.models import Besluit, Betrokkenheid, Motivering, Traject, Verklaring
from tests.woningen import verloop
from tests.woningen.toneel import AANBOD, JA, TOEGELATEN, Toneel, met_regeling, teruggedraaid, vers
from woningen import services
from woningen.models import Aanbieding, Bemiddeling, Complex, Contingentplaats, Leefbaarheidsweigering

TOT = date(2024, 6, 1)
BINDING = {"binding_maanden": 60, "direct_voorafgaand": True}
OVER, BLIJFT = RouteUitkomst.OVER, RouteUitkomst.BLIJFT


@pytest.fixture(autouse=True)
def _dag():
    with clock.klok_op(AANBOD):
        yield


def _zelf(toneel: Toneel) -> Traject:
    return toneel.kandidaat(route=Route.ZELF_REAGEREN)


def _open(traject: Traject) -> Bemiddeling:
    return Bemiddeling.objects.open().get(traject=traject)


def _taak(traject: Traject, soort: str) -> Any:
    return traject.termijnen.get(soort=soort)


def _afspreken(toneel: Toneel, traject: Traject, tot: date = TOT, **velden: Any) -> Bemiddeling:
    return services.reageertijd_afspreken(
        traject=traject.sleutel,
        reageren_tot=tot,
        akkoord_op=AANBOD,
        wijze=Wijze.GESPREK,
        namens=toneel.regio.namens(toneel.regio.begeleider),
        **velden,
    )


def _besluiten(toneel: Toneel, traject: Traject, uitkomst: RouteUitkomst = OVER, **velden: Any) -> Besluit:
    besluit = services.Routebesluit(uitkomst=uitkomst, **({**BINDING, **velden}))
    return services.route_besluiten(traject=traject.sleutel, besluit=besluit, namens=toneel.coordinator)


def _geweigerd(fout: Any) -> list[str]:
    return [b.clausule for b in fout.value.belemmeringen]


# --- Z-9.18: the note ------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-9.18")
def test_the_note_is_shown_before_it_is_made_and_says_nothing_of_why(toneel: Toneel) -> None:
    traject = _zelf(toneel)
    client, pagina = (
        toneel.regio.ingelogd(toneel.regio.coordinator),
        reverse("woningen:aantekening", args=[traject.sleutel]),
    )
    assert "Opstaphuurovereenkomst vereist." in client.get(pagina).content.decode()
    assert _taak(traject, "aantekening_maken").datum == TOEGELATEN + timedelta(days=7)

    invoer = {"weet_op": "30-4-2024", "wijze": "telefoon", "gedaan_op": "29-4-2024"}
    antwoord = client.post(pagina, invoer | {"verzoek": str(uuid4())})
    assert antwoord.status_code == 422 and "De kandidaat weet het pas later" in antwoord.content.decode()
    assert not Verklaring.objects.filter(soort="medeweten_aantekening").exists()

    goed = invoer | {"gedaan_op": "1-5-2024", "verzoek": str(uuid4())}
    assert [client.post(pagina, goed).status_code for _ in range(2)] == [302, 302]
    assert _taak(traject, "aantekening_maken").afgedaan_op is not None
    weet = Verklaring.objects.get(soort="medeweten_aantekening")
    assert (weet.datum, weet.wijze) == (date(2024, 4, 30), "telefoon")

    opnieuw = client.get(pagina)  # what was written down is corrected here, by whoever saw what stands there
    assert opnieuw.context["form"].initial["wijze"] == "telefoon"
    oud = goed | {"gedaan_op": "30-4-2024", "verzoek": str(uuid4()), "versie": "0"}
    assert client.post(pagina, oud).status_code == 422
    nu = oud | {"verzoek": str(uuid4()), "versie": opnieuw.context["formulier_versie"]}
    assert client.post(pagina, nu).status_code == 302
    assert Verklaring.objects.filter(soort="medeweten_aantekening").count() == 1
    dossier = client.get(reverse("traject", args=[traject.sleutel])).content.decode()
    assert "Verbeter de aantekening bij de inschrijving" in dossier and pagina in dossier


# --- Z-9.24, Z-9.25, I-14: until when, and then ----------------------------------------------------------------------


@pytest.mark.clausule("Z-9.24")
def test_zorg_and_kandidaat_agree_on_a_last_day_and_then_somebody_must_decide(toneel: Toneel) -> None:
    traject = _zelf(toneel)
    assert not traject.termijnen.filter(soort="reageertijd_voorbij").exists()
    _afspreken(toneel, traject)
    taak = _taak(traject, "reageertijd_voorbij")
    assert (taak.datum, taak.rol, taak.organisatie) == (TOT, "coordinator", toneel.regio.corporatie)
    _afspreken(toneel, traject, TOT + timedelta(days=30))
    assert vers(taak).datum == TOT + timedelta(days=30)
    with pytest.raises(Verouderd):
        _afspreken(toneel, traject, versie=0)
    with pytest.raises(RegelGeschonden) as fout:
        _afspreken(toneel, traject, AANBOD - timedelta(days=1))
    assert _geweigerd(fout) == ["Z-9.24"]
    for ander in (toneel.consulent, toneel.coordinator):
        with pytest.raises(GeenRecht):
            services.reageertijd_afspreken(
                traject=traject.sleutel, reageren_tot=TOT, akkoord_op=AANBOD, wijze=Wijze.GESPREK, namens=ander
            )


@pytest.mark.clausule("Z-9.25", "I-14", "Z-8.7")
def test_who_meets_the_conditions_goes_on_to_directe_bemiddeling_and_keeps_the_place_in_the_row(toneel: Toneel) -> None:
    toneel.contingent()
    traject = _zelf(toneel)
    plek = Bemiddeling.objects.get(traject=traject).wachtrij_dag
    assert plek == TOEGELATEN < AANBOD
    toneel.gevraagd(traject)
    _afspreken(toneel, traject)
    with pytest.raises(RegelGeschonden) as fout:
        _besluiten(toneel, traject, binding_maanden=3)
    assert _geweigerd(fout) == ["Z-9.25"]
    with pytest.raises(RegelGeschonden) as fout:
        _besluiten(toneel, traject, binding_maanden=None, vrijstelling=True)  # zorg did not say so
    assert _geweigerd(fout) == ["Z-9.25"]

    besluit = _besluiten(toneel, traject)
    zelf, direct = Bemiddeling.objects.filter(traject=traject).order_by("pk")
    assert (zelf.status, direct.status, direct.route) == ("overgegaan", "wacht", "directe_bemiddeling")
    assert (direct.begonnen_op, direct.toelating, direct.verhuurder) == (AANBOD, zelf.toelating, None)
    assert besluit.snapshot["wachtrij_moment"] == plek.isoformat() == direct.wachtrij_dag.isoformat()
    assert not Betrokkenheid.objects.filter(traject=traject, hoedanigheid="verhuurder", tot=None).exists()
    assert _taak(traject, "reageertijd_voorbij").afgedaan_op is not None
    assert _taak(traject, "verhuurder_vragen").datum == AANBOD + timedelta(days=7)
    brief = Brief.objects.filter(traject=traject, soort="route").first()
    assert "Uw plek in de rij verandert niet" in brief.inhoud.html
    assert brief in Brief.objects.van([toneel.coordinator]).te_versturen()
    (mail,) = Bericht.objects.filter(soort="route_besloten", traject=traject)
    assert mail.ontvanger == toneel.regio.begeleider
    with pytest.raises(RegelGeschonden) as fout:
        _besluiten(toneel, traject)
    assert _geweigerd(fout) == ["Z-9.4"]

    toneel.gevraagd(traject, op=AANBOD)
    toneel.aanbod(traject, op=AANBOD)  # and the way goes on as for everybody
    assert Contingentplaats.objects.bezet().count() == 1


@pytest.mark.clausule("Z-9.25")
def test_who_stays_reads_why_and_the_reason_can_be_forgotten(toneel: Toneel) -> None:
    traject = _zelf(toneel)
    _afspreken(toneel, traject)
    with pytest.raises(RegelGeschonden) as fout:
        _besluiten(toneel, traject, BLIJFT, motivering=" ")
    assert _geweigerd(fout) == ["Z-9.25"]
    besluit = _besluiten(toneel, traject, BLIJFT, motivering="U woonde hier te kort.")
    assert (_open(traject).route, besluit.uitkomst) == ("zelf_reageren", "blijft_zelf_reageren")
    assert _taak(traject, "reageertijd_voorbij").afgedaan_op is not None
    brieven = Brief.objects.filter(traject=traject, soort="route")
    assert all("U woonde hier te kort." in b.inhoud.html for b in brieven) and len(brieven) >= 2
    assert Motivering.objects.get(besluit=besluit).tekst == "U woonde hier te kort."
    assert "te kort" not in str(list(Gebeurtenis.objects.values_list("gegevens", flat=True)))


@pytest.mark.clausule("I-14", "Z-9.14")
def test_after_the_refusals_there_is_no_way_back_for_what_was_offered_stays_counted(toneel: Toneel) -> None:
    traject = toneel.zoekend()
    for n in (1, 2):
        rij = toneel.aanbod(traject, toneel.woning(f"Weg {n}, Voorstad"), op=AANBOD)
        verloop.geweigerd(op=AANBOD, aanbieding=rij.sleutel, consulent=toneel.consulent)
    assert _open(traject).route == "zelf_reageren"
    with pytest.raises(RegelGeschonden) as fout:
        _besluiten(toneel, traject)
    assert _geweigerd(fout) == ["Z-9.13", "I-14"]
    with pytest.raises(RegelGeschonden) as fout:
        _besluiten(toneel, traject, motivering="Het moet toch.")
    assert _geweigerd(fout) == ["Z-9.13"]
    Aanbieding.objects.filter(pk=rij.pk).update(mismatch_bevestigd=True, factor_vastgelegd_op=AANBOD)
    with pytest.raises(RegelGeschonden) as fout:
        _besluiten(toneel, traject)
    assert _geweigerd(fout) == ["I-14"]
    _besluiten(toneel, traject, motivering="De tweede woning paste niet.")
    assert _open(traject).route == "directe_bemiddeling"


# --- Z-9.19, Z-9.20, Z-9.23: a home that was found -------------------------------------------------------------------


@pytest.mark.clausule("Z-9.19", "Z-9.20", "Z-9.23")
def test_a_home_that_was_found_is_recorded_and_the_lost_points_are_told_before_the_yes(toneel: Toneel) -> None:
    toneel.contingent()
    traject = _zelf(toneel)
    toneel.gevraagd(traject)
    _afspreken(toneel, traject)
    rij = toneel.aanbod(traject)
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    pagina = reverse("woningen:aanbieding", args=[traject.sleutel, rij.sleutel])
    assert "punten vervallen" in client.get(pagina).content.decode()
    ja = {"antwoord": "accepteren", "versie": rij.versie, "punten_op": "6-5-2024"}
    with clock.klok_op(JA):
        assert client.post(pagina, ja | {"verzoek": str(uuid4())}).status_code == 422
        antwoord = client.post(pagina, ja | {"punten_wijze": "gesprek", "verzoek": str(uuid4())})
    assert antwoord.status_code == 302
    weet = Verklaring.objects.get(soort="weet_van_punten")
    assert (weet.datum, weet.onderwerp) == (JA, rij.sleutel)
    assert vers(rij).status == "geaccepteerd" and not Contingentplaats.objects.bezet().exists()
    assert _taak(traject, "reageertijd_voorbij").afgedaan_op is not None
    assert not traject.termijnen.filter(soort__in=["ambtshalve_inschrijven", "toewijzing_verwerken"]).exists()


@pytest.mark.clausule("Z-9.20")
def test_a_yes_without_that_is_warned_for_and_never_stopped(toneel: Toneel) -> None:
    traject = _zelf(toneel)
    toneel.gevraagd(traject)
    verloop.geaccepteerd(op=JA, aanbieding=toneel.aanbod(traject).sleutel, consulent=toneel.consulent)
    assert _open(traject).status == "toegewezen"


# --- Z-9.21, Z-9.22: a refused building ------------------------------------------------------------------------------


def _complex(toneel: Toneel, stand: str = "onder_druk", **velden: Any) -> Complex:
    eigen = {"corporatie": toneel.regio.corporatie, "naam": "Hof van Holland", "leefbaarheid": stand}
    return Complex.objects.create(**(eigen | velden))


def _weigeren(toneel: Toneel, traject: Traject, gebouw: Complex, **velden: Any) -> Leefbaarheidsweigering:
    eigen = {
        "portiek": "3",
        "reden": Weigergrond.CONCENTRATIE,
        "motivering": "Er komt eerst een huismeester.",
        "namens": toneel.consulent,
    }
    return services.leefbaarheid_weigeren(traject=traject.sleutel, complex=gebouw.sleutel, **(eigen | velden))


@pytest.mark.clausule("Z-9.21", "Z-9.22")
def test_a_building_is_refused_with_a_reason_that_the_kandidaat_reads_and_nothing_is_counted(toneel: Toneel) -> None:
    traject = _zelf(toneel)
    toneel.gevraagd(traject)
    gebouw = _complex(toneel)
    weigering = _weigeren(toneel, traject, gebouw)
    assert (weigering.onder_druk, weigering.besluit.uitkomst) == (True, "concentratie")
    assert Motivering.objects.get(besluit=weigering.besluit).tekst == "Er komt eerst een huismeester."
    assert _open(traject).status == "zoekt" and not Aanbieding.objects.exists()
    brief = Brief.objects.filter(traject=traject, soort="leefbaarheid").first().inhoud.html
    for zin in ("Hof van Holland, portiek 3", "Er komt eerst een huismeester.", "telt niet als een weigering van u"):
        assert zin in brief
    assert "Hof van Holland" not in str(list(Gebeurtenis.objects.values_list("gegevens", flat=True)))
    dossier = reverse("traject", args=[traject.sleutel])
    for wie, ziet in ((toneel.regio.begeleider, True), (toneel.regio.consulent, False)):
        # the corporatie that is asked next must not read that another refused him
        assert ("om de leefbaarheid." in toneel.regio.ingelogd(wie).get(dossier).content.decode()) is ziet
    _weigeren(toneel, traject, _complex(toneel, "", naam="Het Veld"))
    regels = weigeringen_per_corporatie(regeling=toneel.regio.regeling, jaar=2024)
    assert regels == [(toneel.regio.corporatie.naam, 2)]
    assert weigeringen_per_corporatie(regeling=toneel.regio.regeling, jaar=2025) == []
    beleid = toneel.regio.ingelogd(toneel.regio.beleidsmedewerker)
    tekst = beleid.get(reverse("monitor:overzicht")).content.decode()
    assert "Weigeringen per corporatie" in tekst and "Hof van Holland" not in tekst


@pytest.mark.clausule("Z-9.21", "Z-9.22")
def test_only_an_own_building_and_only_who_reacts_himself(toneel: Toneel) -> None:
    gebouw = _complex(toneel)
    direct = toneel.zoekend("Noa Vis")
    with pytest.raises(RegelGeschonden) as fout:
        _weigeren(toneel, direct, gebouw)
    assert _geweigerd(fout) == ["Z-9.4"]
    traject = _zelf(toneel)
    toneel.gevraagd(traject)
    with pytest.raises(RegelGeschonden) as fout:
        _weigeren(toneel, traject, gebouw, motivering="  ")
    assert _geweigerd(fout) == ["Z-9.22"]
    ander = _complex(toneel, corporatie=toneel.regio.andere_corporatie)
    with pytest.raises(Complex.DoesNotExist):
        _weigeren(toneel, traject, ander)
    for namens in (toneel.andere_consulent, toneel.coordinator):
        with pytest.raises(GeenRecht):
            _weigeren(toneel, traject, gebouw, namens=namens)


@pytest.mark.clausule("Z-9.21")
def test_the_page_says_how_each_building_stands_and_warns_where_none_is_under_pressure(toneel: Toneel) -> None:
    traject = _zelf(toneel)
    toneel.gevraagd(traject)
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    pagina = reverse("woningen:leefbaarheid_weigeren", args=[traject.sleutel])
    assert "voeg dat eerst toe bij Complexen" in client.get(pagina).content.decode()
    with teruggedraaid():
        _complex(toneel, "gewoon")
        assert "Bij geen van uw gebouwen staat" in client.get(pagina).content.decode()
    _complex(toneel)
    tekst = client.get(pagina).content.decode()
    assert "Hof van Holland: de leefbaarheid staat onder druk" in tekst and "Bij geen van uw gebouwen" not in tekst


@pytest.mark.clausule("H-11")
def test_where_kandidaat_and_zorg_choose_the_corporatie_has_the_last_no(toneel: Toneel) -> None:
    """The surroundings are a reason there and nowhere else; the kandidaat reads why and goes on looking."""
    gewoon = _zelf(toneel)
    toneel.gevraagd(gewoon)
    hof = _complex(toneel, "gewoon")
    with pytest.raises(RegelGeschonden) as fout:
        _weigeren(toneel, gewoon, hof, reden=Weigergrond.OMGEVING)
    assert _geweigerd(fout) == ["H-11"]
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    pagina = reverse("woningen:leefbaarheid_weigeren", args=[gewoon.sleutel])
    assert "de omgeving van de woning" not in client.get(pagina).content.decode()

    traject = met_regeling(gewoon, zelf_zoeken_met_zorg=True)
    dossier = client.get(reverse("traject", args=[traject.sleutel])).content.decode()
    assert "Wijs de gekozen woning niet toe" in dossier
    toneel.woning()
    aanbieden = client.get(reverse("woningen:aanbieden", args=[traject.sleutel])).content.decode()
    assert "kiest de woning samen met de zorgorganisatie" in aanbieden
    begeleider = toneel.regio.ingelogd(toneel.regio.begeleider)
    reageertijd = begeleider.get(reverse("woningen:reageertijd", args=[traject.sleutel])).content.decode()
    assert "kiest de kandidaat een woning samen met u" in reageertijd
    invoer = {
        "complex": str(hof.sleutel),
        "reden": "omgeving",
        "versie": _open(traject).versie,
        "verzoek": str(uuid4()),
    }
    leeg = client.post(pagina, invoer)
    assert leeg.status_code == 422 and set(leeg.context["form"].errors) == {"motivering"}
    assert (
        client.post(pagina, invoer | {"motivering": "Er komt een school.", "verzoek": str(uuid4())}).status_code == 302
    )
    brief = Brief.objects.filter(traject=traject, soort="leefbaarheid").first().inhoud.html
    assert "de omgeving van de woning past niet" in brief and "Er komt een school." in brief
    assert _open(traject).status == "zoekt" and not Aanbieding.objects.exists()


# --- Z-9.11, Z-9.15 to Z-9.17, Z-14.5: the register ------------------------------------------------------------------


@pytest.mark.clausule("Z-9.11", "Z-9.15", "Z-9.16", "Z-9.17", "Z-14.5", "I-21")
def test_the_corporatie_registers_and_takes_over_what_she_may_read(toneel: Toneel) -> None:
    traject, rij = toneel.aangeboden()
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    adres = {
        naam: reverse(f"woningen:{naam}", args=[traject.sleutel])
        for naam in ("ambtshalve", "toewijzing", "toewijzing_csv")
    }
    assert _taak(traject, "ambtshalve_inschrijven").datum == AANBOD + timedelta(days=7)
    invoer = {"nummer": "WK-77", "gedaan_op": "1-5-2024", "verzoek": str(uuid4())}
    assert client.post(adres["ambtshalve"], invoer | {"nummer": "geen"}).status_code == 422
    assert client.post(adres["ambtshalve"], invoer).status_code == 302
    assert _taak(traject, "ambtshalve_inschrijven").afgedaan_op is not None
    assert client.get(adres["toewijzing_csv"]).status_code == 404

    verloop.geaccepteerd(op=JA, aanbieding=rij.sleutel, consulent=toneel.consulent)
    with clock.klok_op(JA):
        assert _taak(traject, "toewijzing_verwerken").datum == JA + timedelta(days=14)
        antwoord = client.get(adres["toewijzing_csv"])
        regels = antwoord.content.decode("utf-8-sig").splitlines()
        assert antwoord["Content-Type"] == "text/csv; charset=utf-8" and len(regels) == 2
        assert regels[1].startswith("Sam Kastelein;WK-77;Lindelaan 1, 7201 AA Voorstad;")
        assert regels[1].endswith("2024-05-06;directe bemiddeling;opstaphuurovereenkomst")
        assert toneel.regio.ingelogd(toneel.regio.begeleider).get(adres["toewijzing_csv"]).status_code == 403
        verwerkt = {"koppeling": "gekoppeld", "gedaan_op": "6-5-2024", "verzoek": str(uuid4())}
        assert client.post(adres["toewijzing"], verwerkt).status_code == 302
    assert _taak(traject, "toewijzing_verwerken").afgedaan_op is not None


@pytest.mark.clausule("Z-9.17")
def test_every_file_that_is_taken_out_is_in_the_reading_log(toneel: Toneel) -> None:
    traject = toneel.toegewezen()
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    with clock.klok_op(JA):
        for _ in range(2):
            client.get(reverse("woningen:toewijzing_csv", args=[traject.sleutel]))
    assert Inzage.objects.filter(traject=traject.sleutel, soort="toewijzing_csv").count() == 2
