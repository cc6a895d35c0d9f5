"""Begin an aanmelding and fill in its parts."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from aanmelding import services
from aanmelding.delen.akkoord import akkoord, akkoordregels
from aanmelding.enums import BindingBron
from aanmelding.models import Aanmelding
from aanmelding.overzicht import ontbrekend, taken
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.partners.namens import Namens
from opstap.post.models import Brief
from opstap.post.services.correcties import brief_opnieuw_maken
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.aanmeldstappen import Intrekreden
from opstap.protocol.begrippen import Hoedanigheid, Instroomroute, Leefgebied, Rol, Route
from opstap.regelingen.models import Deelname
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, UITSTROOM, Spel, aanmelding_van
from tests.lezen import zonder_toeval

KANDIDAAT, ZORG = Verklaringsoort.AKKOORD_KANDIDAAT, Verklaringsoort.VERKLARING_ZORG


def _beginnen(spel: Spel, namens: Namens, instroomroute: Instroomroute = Instroomroute.BESCHERMD_WONEN) -> Aanmelding:
    return services.aanmelding_beginnen(
        regeling=spel.regio.regeling.sleutel,
        naam=verloop.NAAM,
        geboortedatum=verloop.GEBOREN,
        instroomroute=instroomroute,
        namens=namens,
    )


@pytest.mark.clausule("Z-1.9", "Z-9.1", "Z-2.5", "I-20")
def test_beginning_makes_a_traject_with_an_empty_form(spel: Spel) -> None:
    aanmelding = _beginnen(spel, spel.zorg)
    assert aanmelding.status == "concept"
    assert aanmelding.traject.fase == "aanmelding"
    assert [rij.leefgebied for rij in aanmelding.rijen.order_by("pk")] == Leefgebied.codes()
    assert not aanmelding.rijen.exclude(stand="").exists()
    betrokken = aanmelding.traject.betrokkenheden.values_list("hoedanigheid", "organisatie__naam", "contactpersoon")
    assert set(betrokken) == {
        ("herkomst", "Zorgpunt De Linde", spel.regio.begeleider.pk),
        ("begeleiding", "Zorgpunt De Linde", spel.regio.begeleider.pk),
    }


def test_a_form_without_a_date_of_uitstroom_is_not_forgotten(spel: Spel) -> None:
    aanmelding = _beginnen(spel, spel.zorg)
    termijn = aanmelding.traject.termijnen.get(soort="aanmelding_indienen")
    assert termijn.datum == DAG + timedelta(days=14)


@pytest.mark.clausule("Z-1.10", "Z-6.4")
@pytest.mark.parametrize("route", list(Instroomroute))
def test_the_kind_of_stay_is_a_fact_and_never_a_reason_to_refuse(spel: Spel, route: Instroomroute) -> None:
    assert _beginnen(spel, spel.zorg, route).traject.instroomroute == route


def test_a_teamleider_may_begin_too(spel: Spel) -> None:
    namens = verloop.namens(spel.regio.teamleider_zorg, Rol.TEAMLEIDER_ZORG)
    assert _beginnen(spel, namens).status == "concept"


def test_who_is_no_zorgorganisatie_begins_nothing(spel: Spel) -> None:
    zonder = Namens(gebruiker=spel.zorg.gebruiker, organisatie=None, rol=Rol.BEGELEIDER)
    geleend = Namens(gebruiker=spel.zorg.gebruiker, organisatie=spel.ander.organisatie, rol=Rol.BEGELEIDER)
    for namens in (spel.coordinator, spel.wmo, zonder, geleend):
        with pytest.raises(GeenRecht):
            _beginnen(spel, namens)
    assert not Traject.objects.exists()


@pytest.mark.clausule("Z-2.2", "Z-4.7")
def test_an_organisation_outside_the_regeling_begins_nothing(spel: Spel) -> None:
    Deelname.objects.filter(organisatie=spel.regio.zorg, hoedanigheid=Hoedanigheid.BEGELEIDING).update(tot=DAG)
    with pytest.raises(RegelGeschonden, match="doet niet mee"):
        _beginnen(spel, spel.zorg)
    assert not Traject.objects.exists()


def test_the_person_is_found_by_the_new_name(spel: Spel) -> None:
    traject = spel.ingevuld()
    verloop.persoon_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, naam="Robin de Wit")
    traject.refresh_from_db()
    assert traject.persoon.naam == "Robin de Wit"
    assert traject.persoon.adres == "Kerkstraat 2, 7200 AB Voorstad"
    assert Traject.objects.zoek("robin wit").get() == traject


@pytest.mark.parametrize("was", [False, True])
def test_a_letter_that_waits_is_made_again_when_an_address_becomes_secret_or_is_no_longer(
    spel: Spel, was: bool
) -> None:
    """Seen to fail while only another address counted: the old one lay ready to be printed."""
    traject = spel.met_gesprek()
    gegevens = {"naam": verloop.NAAM, "geboortedatum": verloop.GEBOREN, "adres": "Kerkstraat 2", "namens": spel.zorg}
    services.persoon_bijwerken(traject=traject.sleutel, adres_geheim=was, **gegevens)
    verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    brief = Brief.objects.get(traject=traject, geadresseerde="kandidaat", soort="toelating")
    assert ("Kerkstraat 2" in brief.inhoud.html) is not was
    services.persoon_bijwerken(traject=traject.sleutel, adres_geheim=was, **gegevens)
    assert not Brief.objects.te_versturen().exclude(op_oude_gegevens_sinds=None).exists()
    services.persoon_bijwerken(traject=traject.sleutel, adres_geheim=not was, **gegevens)
    oud = Brief.objects.exclude(op_oude_gegevens_sinds=None)
    assert list(oud.te_versturen()) == [brief], "the one to the zorgorganisatie says nothing of it"
    nieuw = brief_opnieuw_maken(brief=brief.sleutel, namens=spel.coordinator)
    assert ("Kerkstraat 2" in nieuw.inhoud.html) is was


def test_the_address_can_still_change_after_the_besluit_until_the_traject_closes(spel: Spel) -> None:
    traject = spel.met_gesprek()
    verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    verloop.persoon_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, naam="Robin")
    ander = spel.ingevuld(naam="Kim")
    services.aanmelding_intrekken(traject=ander.sleutel, reden=Intrekreden.DUBBEL, namens=spel.zorg)
    with pytest.raises(RegelGeschonden, match="afgesloten"):
        verloop.persoon_ingevuld(op=DAG, traject=ander.sleutel, begeleider=spel.zorg)


def test_an_old_copy_of_the_person_is_refused(spel: Spel) -> None:
    traject = spel.ingevuld()
    with pytest.raises(Verouderd):
        services.persoon_bijwerken(
            traject=traject.sleutel, naam="X", geboortedatum=verloop.GEBOREN, versie=0, namens=spel.zorg
        )


@pytest.mark.clausule("Z-6.1", "Z-8.7", "Z-9.1")
def test_uitstroom_and_binding_are_written_down_and_plan_the_duty(spel: Spel) -> None:
    traject = verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)
    verloop.uitstroom_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=UITSTROOM)
    a = aanmelding_van(traject)
    assert (a.uitstroom, a.binding_maanden, a.binding_bron) == (UITSTROOM, 48, BindingBron.UITTREKSEL)
    assert (a.direct_voorafgaand, a.vrijstelling, a.voorkeursroute) == (True, False, Route.DIRECTE_BEMIDDELING)
    assert a.inschrijving.nummer == "WK-000123"
    assert traject.termijnen.get(soort="aanmelding_indienen").datum == date(2026, 2, 1)


def test_the_instroomroute_can_be_corrected_and_a_number_taken_away(spel: Spel) -> None:
    traject = spel.ingevuld()
    leeg = services.Uitstroomgegevens(instroomroute=Instroomroute.DETENTIE)
    services.uitstroom_bijwerken(traject=traject.sleutel, gegevens=leeg, namens=spel.zorg)
    a = aanmelding_van(traject)
    assert a.traject.instroomroute == "detentie"
    assert (a.uitstroom, a.binding_bron, a.direct_voorafgaand) == (None, "", None)
    assert not hasattr(a, "inschrijving")


@pytest.mark.clausule("Z-2.7", "Z-10.1")
def test_the_checklist_says_per_leefgebied_how_far_it_is_and_who_does_it(spel: Spel) -> None:
    traject = spel.ingevuld()
    antwoorden = verloop.rijen(
        anders={
            Leefgebied.FINANCIEN: services.Checklistantwoord(Rijstatus.AANGEVRAAGD, spel.regio.gemeente.sleutel),
            Leefgebied.SOCIAAL_NETWERK: services.Checklistantwoord(Rijstatus.GEREGELD, zelf=True),
            Leefgebied.ADL: services.Checklistantwoord(Rijstatus.NIET_VAN_TOEPASSING, spel.regio.gemeente.sleutel),
        }
    )
    services.checklist_bijwerken(traject=traject.sleutel, rijen=antwoorden, namens=spel.zorg)
    rijen = {r.leefgebied: (r.stand, r.uitvoerder, r.zelf) for r in aanmelding_van(traject).rijen.all()}
    assert rijen["financien"] == ("aangevraagd", spel.regio.gemeente, False)
    assert rijen["sociaal_netwerk"] == ("geregeld", None, True)
    assert rijen["adl"] == ("niet_van_toepassing", None, False)


def test_a_leefgebied_that_is_not_named_stays_as_it_was(spel: Spel) -> None:
    traject = spel.ingevuld()
    services.checklist_bijwerken(
        traject=traject.sleutel,
        rijen={Leefgebied.ADL: services.Checklistantwoord(Rijstatus.NODIG)},
        namens=spel.zorg,
    )
    standen = dict(aanmelding_van(traject).rijen.values_list("leefgebied", "stand"))
    assert standen.pop("adl") == "nodig"
    assert set(standen.values()) == {"niet_van_toepassing"}


@pytest.mark.clausule("Z-20.8", "I-9")
def test_a_corporatie_never_gets_a_sensitive_row(spel: Spel) -> None:
    traject = spel.ingevuld()
    for corporatie in (spel.regio.corporatie, spel.regio.andere_corporatie):
        rij = {Leefgebied.VERSLAVING: verloop.geregeld_door(corporatie.sleutel)}
        with pytest.raises(RegelGeschonden) as fout:
            services.checklist_bijwerken(traject=traject.sleutel, rijen=rij, namens=spel.zorg)
        assert [b.veld for b in fout.value.belemmeringen] == ["uitvoerder"]
    gewoon = {Leefgebied.HUISVESTING: verloop.geregeld_door(spel.regio.andere_corporatie.sleutel)}
    services.checklist_bijwerken(traject=traject.sleutel, rijen=gewoon, namens=spel.zorg)


@pytest.mark.clausule("Z-2.6", "Z-8.6")
def test_akkoord_belongs_to_what_the_form_says(spel: Spel) -> None:
    traject = spel.ingevuld()
    a = aanmelding_van(traject)
    assert akkoord(a, KANDIDAAT) is not None
    assert akkoord(a, ZORG) is not None
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, anders=spel.gemeentehulp())
    a = aanmelding_van(traject)
    assert akkoord(a, KANDIDAAT) is None
    assert all("vraag opnieuw akkoord" in tekst for _, tekst in akkoordregels(a))
    assert {b.veld for b in ontbrekend(a)} == {"akkoord_kandidaat", "akkoord_zorg"}


def test_saving_without_a_change_keeps_the_akkoord(spel: Spel) -> None:
    traject = spel.ingevuld()
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verloop.persoon_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert akkoord(aanmelding_van(traject), KANDIDAAT) is not None


def test_akkoord_cannot_be_of_tomorrow(spel: Spel) -> None:
    traject = spel.ingevuld()
    with pytest.raises(RegelGeschonden) as fout:
        services.verklaring_geven(
            traject=traject.sleutel,
            soort=KANDIDAAT,
            datum=DAG + timedelta(days=1),
            wijze=Wijze.GESPREK,
            namens=spel.zorg,
        )
    assert fout.value.belemmeringen[0].veld == "datum"


def test_akkoord_can_still_come_after_sending_but_not_after_the_besluit(spel: Spel) -> None:
    traject = spel.met_gesprek()
    verloop.akkoord_gegeven(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    with pytest.raises(RegelGeschonden, match="afgehandeld"):
        verloop.akkoord_gegeven(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)


def test_a_compleet_form_does_not_change_any_more(spel: Spel) -> None:
    traject = spel.verstuurd()
    with pytest.raises(RegelGeschonden, match="niet meer wijzigen"):
        verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    with pytest.raises(RegelGeschonden, match="niet meer wijzigen"):
        verloop.uitstroom_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=UITSTROOM)


def test_a_form_made_from_an_older_row_is_refused(spel: Spel) -> None:
    traject = spel.ingevuld()
    for service, extra in (
        (services.uitstroom_bijwerken, {"gegevens": services.Uitstroomgegevens(Instroomroute.OPVANG)}),
        (services.checklist_bijwerken, {"rijen": {}}),
        (services.aanmelding_indienen, {}),
        (services.aanmelding_intrekken, {"reden": Intrekreden.DUBBEL}),
    ):
        with pytest.raises(Verouderd):
            service(traject=traject.sleutel, versie=0, namens=spel.zorg, **extra)


def test_nobody_else_fills_in_the_form(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.zorghulp())
    for namens in (spel.ander, spel.coordinator, spel.wmo):
        with pytest.raises(GeenRecht):
            verloop.persoon_ingevuld(op=DAG, traject=traject.sleutel, begeleider=namens)
        with pytest.raises(GeenRecht):
            verloop.uitstroom_ingevuld(op=DAG, traject=traject.sleutel, begeleider=namens, uitstroom=UITSTROOM)
        with pytest.raises(GeenRecht):
            verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=namens)
        with pytest.raises(GeenRecht):
            verloop.akkoord_gegeven(op=DAG, traject=traject.sleutel, begeleider=namens)


def test_a_traject_that_does_not_exist_is_no_traject(spel: Spel) -> None:
    with pytest.raises(Traject.DoesNotExist):
        services.aanmelding_indienen(traject=uuid4(), namens=spel.zorg)


def test_the_task_list_names_per_part_what_is_missing(spel: Spel) -> None:
    traject = verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)
    leeg = {t["tekst"]: t for t in taken(aanmelding_van(traject))}
    vrij = ("Begeleiding", "Welke woning past?", "Wie komen er wonen?", "Eerder huren", "Huur betalen")
    vrij += ("Wie beslist er mee?",)
    assert {naam: t["status_tekst"] for naam, t in leeg.items()} == {
        "Persoon": "klaar",
        "Vertrek en binding": "nog niet begonnen",
        "Leefgebieden": "nog niet begonnen",
        "Akkoord": "nog niet begonnen",
    } | dict.fromkeys(vrij, "niet verplicht")
    assert all(gebied.label in leeg["Leefgebieden"]["hint"] for gebied in Leefgebied)
    half = services.Uitstroomgegevens(instroomroute=Instroomroute.OPVANG, uitstroom=UITSTROOM)
    services.uitstroom_bijwerken(traject=traject.sleutel, gegevens=half, namens=spel.zorg)
    taak = {t["tekst"]: t for t in taken(aanmelding_van(traject))}["Vertrek en binding"]
    assert (taak["status_tekst"], "hoelang" in taak["hint"]) == ("bezig", True)
    vol = spel.ingevuld(naam="Kim")
    assert {t["status_tekst"] for t in taken(aanmelding_van(vol)) if t["tekst"] not in vrij} == {"klaar"}


def test_the_log_holds_no_name_and_no_number(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    regels = zonder_toeval("".join(str(r.gegevens) for r in Gebeurtenis.objects.filter(traject=traject.sleutel)))
    for geheim in ("Sam", "1990", "WK-", "06000", "adl", "beschermd"):
        assert geheim not in regels
