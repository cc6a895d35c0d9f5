"""A regeling, its versions and who takes part."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.tekstwacht import TOCH
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.parameters import ParameterFout
from opstap.protocol.privacywacht import BSN_MELDING
from opstap.regelingen.controles import twee_contacten
from opstap.regelingen.models import Deelname, Regeling, RegelingVersie
from opstap.regelingen.presets import preset, presets
from opstap.regelingen.services import (
    deelname_beginnen,
    geldende_versie,
    loket,
    regeling_uit_preset,
    versie_vaststellen,
)
from opstap.sql import ALLEEN_TOEVOEGEN

ZUTPHEN = preset("zutphen-2024").parameters

DAG = date(2026, 3, 2)


def _versie(regio: Any, nummer: int, vanaf: date, *, vast: bool = True) -> RegelingVersie:
    document = regio.regeling.versies.get(nummer=1).document
    rij = RegelingVersie.objects.create(regeling=regio.regeling, nummer=nummer, vanaf=vanaf, document=document)
    return versie_vaststellen(versie=rij.sleutel) if vast else rij


def test_every_preset_becomes_a_regeling_with_the_same_parameters_and_a_letter_of_its_own(db) -> None:
    for bron in presets():
        regeling = regeling_uit_preset(slug=bron.slug, vanaf=DAG)
        versie = regeling.versies.get()
        assert (versie.status, versie.parameters, versie.vanaf) == ("vastgesteld", preset(bron.slug).parameters, DAG)
    assert Regeling.objects.count() == len({r.kenmerkletter for r in Regeling.objects.all()}) == len(presets())


def test_making_a_regeling_twice_changes_nothing(regio) -> None:
    assert regeling_uit_preset(slug="zutphen-2024", vanaf=DAG) == regio.regeling
    assert regio.regeling.versies.count() == 1


def test_two_regelingen_never_share_the_letter_of_their_kenmerken(regio) -> None:
    """Seen to fail: the second one gave out the numbers of the first and stopped on the unique kenmerk."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Regeling.objects.create(slug="zwolle", naam="Zwolle", gemeenten="Zwolle", kenmerkletter="Z")


@pytest.mark.clausule("Z-1.13")
def test_the_newest_version_that_is_fixed_and_holds_that_day_counts(regio) -> None:
    _versie(regio, 2, DAG)
    _versie(regio, 3, DAG + timedelta(days=30))
    _versie(regio, 4, DAG, vast=False)
    geldt = {n: geldende_versie(regio.regeling, DAG + timedelta(days=n)).nummer for n in (-1, 0, 29, 30)}
    assert geldt == {-1: 1, 0: 2, 29: 2, 30: 3}
    with pytest.raises(RegelingVersie.DoesNotExist):
        geldende_versie(regio.regeling, date(2023, 12, 31))


@pytest.mark.clausule("Z-1.13")
def test_a_traject_keeps_the_version_it_started_with(regio, begin) -> None:
    oud = begin(regio, dag=DAG)
    _versie(regio, 2, DAG + timedelta(days=1))
    assert (oud.regelingversie.nummer, begin(regio, dag=DAG + timedelta(days=1)).regelingversie.nummer) == (1, 2)


@pytest.mark.parametrize("via", ["save", "update"])
def test_a_fixed_version_cannot_change_any_more(regio, via: str) -> None:
    """The database refuses, on both engines. Seen to fail: only the page of beheer stood in the way."""
    versie = regio.regeling.versies.get()
    with pytest.raises(DatabaseError, match=ALLEEN_TOEVOEGEN), transaction.atomic():
        if via == "save":
            versie.document = {**versie.document, "contract_maanden": 12}
            versie.save()
        else:
            RegelingVersie.objects.update(vanaf=DAG)
    assert regio.regeling.versies.get().parameters == preset("zutphen-2024").parameters


def test_a_version_in_preparation_can_change_and_is_fixed_once(regio) -> None:
    versie = _versie(regio, 2, DAG, vast=False)
    versie.vanaf = DAG + timedelta(days=1)
    versie.save()
    versie_vaststellen(versie=versie.sleutel)
    from django_fsm import TransitionNotAllowed

    with pytest.raises(TransitionNotAllowed):
        versie_vaststellen(versie=versie.sleutel)


def test_a_version_with_a_broken_document_is_not_fixed(regio) -> None:
    rij = RegelingVersie.objects.create(regeling=regio.regeling, nummer=2, vanaf=DAG, document={"onzin": 1})
    with pytest.raises(ParameterFout), transaction.atomic():
        versie_vaststellen(versie=rij.sleutel)
    rij.refresh_from_db()
    assert rij.status == "concept"


def test_taking_part_holds_from_the_first_day_until_the_day_it_ends(regio) -> None:
    Deelname.objects.filter(organisatie=regio.gemeente).update(vanaf=DAG, tot=DAG + timedelta(days=2))
    doet_mee = []
    for n in (-1, 0, 1, 2):
        with clock.klok_op(DAG + timedelta(days=n)):
            doet_mee.append(Deelname.objects.als(Hoedanigheid.WMO).count())
    assert doet_mee == [0, 1, 1, 0]


def test_who_takes_part_as_something_else_is_not_found(regio) -> None:
    with clock.klok_op(DAG):
        verhuurders = [d.organisatie.naam for d in Deelname.objects.als(Hoedanigheid.VERHUURDER)]
    assert verhuurders == ["Wonen aan de Beek", "Woonstichting De Brug"]


@pytest.mark.clausule("Z-2.2", "Z-4.6")
def test_the_loket_is_the_coordinating_corporatie_of_this_regeling(regio) -> None:
    with clock.klok_op(DAG):
        assert loket(regio.regeling, ZUTPHEN) == regio.corporatie
        Deelname.objects.filter(hoedanigheid=Hoedanigheid.COORDINATIE).update(tot=DAG)
        with pytest.raises(Deelname.DoesNotExist):
            loket(regio.regeling, ZUTPHEN)


def test_an_organisation_takes_part_once_as_the_same_thing(regio) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Deelname.objects.create(regeling=regio.regeling, organisatie=regio.gemeente, hoedanigheid="wmo", vanaf=DAG)


# --- beheer ------------------------------------------------------------------------------------------------------


def test_beheer_makes_no_version_that_is_done_on_its_own_page(regio) -> None:
    adres = reverse("admin:regelingen_regelingversie_add")
    assert regio.ingelogd(regio.beheerder).post(adres, {"nummer": 2}).status_code == 403


def test_beheer_shows_a_fixed_version_and_refuses_to_change_it(regio) -> None:
    client, versie = regio.ingelogd(regio.beheerder), regio.regeling.versies.get()
    adres = reverse("admin:regelingen_regelingversie_change", args=[versie.pk])
    velden = {"regeling": regio.regeling.pk, "nummer": 9, "vanaf": "2026-01-01", "document": "{}"}
    assert (client.get(adres).status_code, client.post(adres, velden).status_code) == (200, 403)
    versie.refresh_from_db()
    assert versie.nummer == 1


def _contacten(regio: Any, eerste: Any = None, tweede: Any = None) -> None:
    Organisatie.objects.filter(pk=regio.zorg.pk).update(eerste_contact=eerste, tweede_contact=tweede)
    regio.zorg.refresh_from_db()


#: The form of a page of beheer carries the list of texts too.
AANGESLOTEN = {"aansluiting": "aangesloten"}
GEEN_TEKSTEN = {f"standaardteksten-{n}_FORMS": w for n, w in (("TOTAL", 0), ("INITIAL", 0))}


def _laat_meedoen(regio: Any, **teksten: Any) -> Any:
    kop = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    rij = {"organisatie": regio.zorg.pk, "hoedanigheid": "begeleiding", "vanaf": "2026-01-01"} | AANGESLOTEN
    return regio.ingelogd(regio.beheerder).post(
        reverse("admin:regelingen_regeling_add"),
        {"slug": "nieuw", "naam": "Nieuwe regeling", "gemeenten": "Voorstad", "kenmerkletter": "N"}
        | {f"deelnames-{k}": v for k, v in kop.items()}
        | {f"deelnames-0-{k}": v for k, v in rij.items()}
        | GEEN_TEKSTEN
        | teksten,
    )


@pytest.mark.clausule("H-42")
@pytest.mark.parametrize("wie", [(0, 0), (1, 0), (0, 2), (1, 1), (1, 3)], ids=str)
def test_without_two_people_who_work_there_nobody_takes_part(regio, wie: tuple[int, int]) -> None:
    """Nobody, one, the same one twice, one whose account has ended. Seen to fail without the check of `is_active`."""
    Gebruiker.objects.filter(pk=regio.buitenstaander.pk).update(beeindigd_op=date(2024, 6, 1))
    mensen = [None, regio.begeleider, regio.teamleider_zorg, regio.buitenstaander]
    _contacten(regio, *(mensen[n] for n in wie))
    antwoord = _laat_meedoen(regio)
    assert antwoord.status_code == 200 and not Regeling.objects.filter(slug="nieuw").exists()
    assert "escalatiecontact" in antwoord.content.decode()
    with pytest.raises(RegelGeschonden, match="escalatiecontact"):
        deelname_beginnen(
            regeling=regio.regeling, organisatie=regio.zorg, hoedanigheid=Hoedanigheid.VERHUURDER, vanaf=DAG
        )
    assert any(str(regio.zorg) in zin for zin in twee_contacten())


@pytest.mark.clausule("H-42")
def test_with_two_it_takes_part_once_and_a_lost_contact_is_found_by_controleer(regio) -> None:
    _contacten(regio, regio.begeleider, regio.teamleider_zorg)
    velden = {"regeling": regio.regeling, "organisatie": regio.zorg, "hoedanigheid": Hoedanigheid.WMO, "vanaf": DAG}
    assert deelname_beginnen(**velden) == deelname_beginnen(**velden)
    assert not any(str(regio.zorg) in zin for zin in twee_contacten())
    Gebruiker.objects.filter(pk=regio.begeleider.pk).update(beeindigd_op=date(2024, 6, 1))
    assert any(str(regio.zorg) in zin for zin in twee_contacten())
    Deelname.objects.filter(organisatie=regio.zorg).update(tot=date(2024, 6, 1))
    assert not any(str(regio.zorg) in zin for zin in twee_contacten())


def test_every_organisation_of_the_demo_has_its_two_contacts(streek) -> None:
    assert list(twee_contacten()) == []


def test_a_deelname_without_contacts_can_still_be_ended(regio) -> None:
    rij = regio.regeling.deelnames.get(organisatie=regio.zorg)
    kop = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 1, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    velden = {"id": rij.pk, "regeling": regio.regeling.pk, "organisatie": regio.zorg.pk, "hoedanigheid": "begeleiding"}
    velden |= AANGESLOTEN | {"vanaf": "2024-01-01", "tot": "2026-01-01"}
    antwoord = regio.ingelogd(regio.beheerder).post(
        reverse("admin:regelingen_regeling_change", args=[regio.regeling.pk]),
        {"slug": regio.regeling.slug, "naam": regio.regeling.naam, "gemeenten": "Voorstad", "kenmerkletter": "Z"}
        | {f"deelnames-{k}": v for k, v in kop.items()}
        | {f"deelnames-0-{k}": v for k, v in velden.items()}
        | GEEN_TEKSTEN,
    )
    assert antwoord.status_code == 302, antwoord.context["errors"]


def test_beheer_saves_a_regeling_with_who_takes_part(regio) -> None:
    _contacten(regio, regio.begeleider, regio.teamleider_zorg)
    antwoord = _laat_meedoen(regio)
    assert antwoord.status_code == 302, antwoord.context["errors"]
    assert [d.organisatie for d in Regeling.objects.get(slug="nieuw").deelnames.all()] == [regio.zorg]


def test_beheer_keeps_the_standard_texts_of_a_regeling_with_it(regio) -> None:
    _contacten(regio, regio.begeleider, regio.teamleider_zorg)
    rij = {"naam": "Ja", "tekst": "Uw begeleiding is geregeld.", "in_gebruik": "on"}
    antwoord = _laat_meedoen(
        regio, **{"standaardteksten-TOTAL_FORMS": 1}, **{f"standaardteksten-0-{k}": v for k, v in rij.items()}
    )
    assert antwoord.status_code == 302, antwoord.context["errors"]
    (tekst,) = Regeling.objects.get(slug="nieuw").standaardteksten.all()
    assert (tekst.naam, tekst.tekst, tekst.in_gebruik) == ("Ja", "Uw begeleiding is geregeld.", True)


def _met_tekst(regio: Any, **velden: str) -> Any:
    rij = {"naam": "Nee", "tekst": "Het is nog te vroeg.", "bij": "afgewezen", "in_gebruik": "on"} | velden
    return _laat_meedoen(
        regio, **{"standaardteksten-TOTAL_FORMS": 1}, **{f"standaardteksten-0-{k}": v for k, v in rij.items()}
    )


def _vinkje(html: str) -> str:
    return html.partition('<input type="checkbox" name="standaardteksten-0-gelezen" value="')[2].partition('"')[0]


@pytest.mark.clausule("Z-20.8")
def test_a_standard_text_is_looked_at_as_every_text_is(regio) -> None:
    """It comes into many letters. Seen to fail: both were kept."""
    _contacten(regio, regio.begeleider, regio.teamleider_zorg)
    antwoord = _met_tekst(regio, tekst="Uw nummer is 123456782.", naam="Nee 123456782")
    html = antwoord.content.decode()
    assert antwoord.status_code == 200 and html.count(BSN_MELDING) == 2 and not _vinkje(html)
    tekst = "Eerst is behandeling van de verslaving nodig."
    gevraagd = _met_tekst(regio, tekst=tekst)
    html = gevraagd.content.decode()
    assert "‘verslaving’ lijkt over ziekte of behandeling te gaan." in html and tekst in html and TOCH in html
    vinkje = _vinkje(html)
    assert len(vinkje) == 16 and " checked" not in html.partition(vinkje)[2].partition(">")[0]
    assert not Regeling.objects.filter(slug="nieuw").exists()
    assert _met_tekst(regio, tekst=f"{tekst} Of detentie.", gelezen=vinkje).status_code == 200
    assert _met_tekst(regio, tekst=tekst, gelezen=vinkje).status_code == 302
    (rij,) = (nieuw := Regeling.objects.get(slug="nieuw")).standaardteksten.all()
    assert (rij.bij, rij.tekst) == ("afgewezen", tekst)
    pagina = regio.ingelogd(regio.beheerder).get(reverse("admin:regelingen_regeling_change", args=[nieuw.pk]))
    assert not _vinkje(pagina.content.decode())
