"""Organisations, people, roles, logging in and beheer."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from opstap import clock
from opstap.errors import OpstapFout
from opstap.partners.models import Gebruiker, Organisatie, Roltoekenning
from opstap.partners.namens import SYSTEEM, Namens
from opstap.partners.services import (
    bewijs_geldig,
    inrichten,
    inrichten_link,
    is_ingericht,
    rol_toekennen,
)
from opstap.protocol.begrippen import Rol
from opstap.regelingen.models import RegelingVersie
from opstap.trajecten.toegang import namens_eigen_organisatie
from tests.rolbezetting import WACHTWOORD

DAG = date(2026, 3, 2)


def _login(email: str, wachtwoord: str = WACHTWOORD, **extra: Any) -> tuple[int, bool]:
    """(status, logged in) of a try on the login page."""
    client = Client(**extra)
    antwoord = client.post("/account/login/", {"login": email, "password": wachtwoord})
    return antwoord.status_code, "_auth_user_id" in client.session


# --- people and roles --------------------------------------------------------------------------------------------


def test_an_address_is_kept_in_lower_case_and_the_database_insists(db) -> None:
    assert Gebruiker.objects.create_user("Een@Voorbeeld.Invalid", None, naam="x").email == "een@voorbeeld.invalid"
    with pytest.raises(IntegrityError, match="gebruiker_email_kleine_letters"), transaction.atomic():
        Gebruiker.objects.create(email="Twee@voorbeeld.invalid", naam="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Gebruiker.objects.create_user("EEN@voorbeeld.invalid", None, naam="x")


def test_a_role_is_held_from_its_first_day_until_the_day_it_ends(regio) -> None:
    regio.begeleider.roltoekenningen.update(vanaf=DAG, tot=DAG + timedelta(days=2))
    houdt = []
    for n in (-1, 0, 1, 2):
        with clock.klok_op(DAG + timedelta(days=n)):
            houdt.append([t.rol for t in Gebruiker.objects.get(pk=regio.begeleider.pk).rollen])
    assert houdt == [[], ["begeleider"], ["begeleider"], []]


def test_people_with_a_role_are_found_per_organisation_and_day(regio) -> None:
    with clock.klok_op(DAG):
        assert list(Gebruiker.objects.met_rol(Rol.BEGELEIDER, regio.zorg.pk)) == [regio.begeleider]
        assert list(Gebruiker.objects.met_rol(Rol.CONSULENT, regio.zorg.pk)) == []
        regio.begeleider.beeindigd_op = DAG
        regio.begeleider.save()
        assert list(Gebruiker.objects.met_rol(Rol.BEGELEIDER, regio.zorg.pk)) == []
    with clock.klok_op(DAG - timedelta(days=1)):
        assert list(Gebruiker.objects.met_rol(Rol.BEGELEIDER, regio.zorg.pk)) == [regio.begeleider]


def test_giving_a_role_twice_is_once(regio) -> None:
    een, twee = (
        rol_toekennen(gebruiker=regio.begeleider, organisatie=regio.gemeente, rol=Rol.WMO_CONSULENT) for _ in range(2)
    )
    assert (een, Roltoekenning.objects.filter(gebruiker=regio.begeleider).count()) == (twee, 2)


def test_a_period_that_ends_before_it_begins_is_refused(regio) -> None:
    with pytest.raises(IntegrityError, match="rol_periode"), transaction.atomic():
        Roltoekenning.objects.update(vanaf=DAG, tot=DAG)


def test_acting_for_the_own_organisation_needs_the_role_there(regio) -> None:
    from opstap.partners.rechten import Actie

    van = {
        o: namens_eigen_organisatie(regio.begeleider, Actie.AANMELDING_BEGINNEN, o)
        for o in (regio.zorg, regio.gemeente)
    }
    assert van == {regio.zorg: [regio.namens(regio.begeleider)], regio.gemeente: []}


def test_the_tick_is_nobody(db) -> None:
    assert (SYSTEEM.is_systeem, Namens(gebruiker=None, organisatie=None, rol="begeleider").is_systeem) == (True, False)


# --- logging in --------------------------------------------------------------------------------------------------


def test_a_person_logs_in_with_the_address_in_any_case(regio) -> None:
    assert _login("begeleider@voorbeeld.invalid") == (302, True)
    assert _login("Begeleider@Voorbeeld.INVALID") == (302, True)
    assert _login("begeleider@voorbeeld.invalid", "fout wachtwoord")[1] is False


def test_an_ended_person_cannot_log_in_and_is_out_at_once(regio) -> None:
    client = regio.ingelogd(regio.begeleider)
    with clock.klok_op(DAG):
        assert client.get("/").status_code == 200
        Gebruiker.objects.filter(pk=regio.begeleider.pk).update(beeindigd_op=DAG)
        assert client.get("/").url == "/account/login/?next=/"
        assert _login("begeleider@voorbeeld.invalid")[1] is False


def test_a_person_works_on_until_the_day_the_account_ends(regio) -> None:
    """A beheerder may fill in the last day beforehand. Seen to fail: filling it in locked the person out at once."""
    Gebruiker.objects.filter(pk=regio.begeleider.pk).update(beeindigd_op=DAG)
    with clock.klok_op(DAG - timedelta(days=1)):
        assert _login("begeleider@voorbeeld.invalid")[1] is True


@pytest.mark.parametrize(
    ("vanaf", "mag"), [("127.0.0.1", True), ("::1", True), ("192.0.2.7", False), ("10.0.0.1", False)]
)
def test_a_demo_account_works_on_this_machine_only(regio, vanaf: str, mag: bool) -> None:
    Gebruiker.objects.filter(pk=regio.begeleider.pk).update(is_demo=True)
    assert _login("begeleider@voorbeeld.invalid", REMOTE_ADDR=vanaf) == ((302, True) if mag else (403, False))
    assert _login("consulent@voorbeeld.invalid", REMOTE_ADDR=vanaf)[1] is True


def test_a_header_does_not_make_a_demo_account_local(regio) -> None:
    Gebruiker.objects.filter(pk=regio.begeleider.pk).update(is_demo=True)
    kop = {"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "127.0.0.1", "HTTP_X_REAL_IP": "127.0.0.1"}
    assert _login("begeleider@voorbeeld.invalid", **kop) == (403, False)


def test_a_demo_account_never_works_in_production(regio, settings) -> None:
    settings.PRODUCTIE = True
    Gebruiker.objects.filter(pk=regio.begeleider.pk).update(is_demo=True)
    assert _login("begeleider@voorbeeld.invalid") == (403, False)


def test_nobody_signs_up(regio) -> None:
    client, velden = Client(), {"email": "nieuw@voorbeeld.invalid", "password1": WACHTWOORD, "password2": WACHTWOORD}
    for antwoord in (client.get("/account/signup/"), client.post("/account/signup/", velden)):
        assert antwoord.status_code == 404
    assert Gebruiker.objects.filter(email="nieuw@voorbeeld.invalid").exists() is False


def test_nobody_changes_the_address_that_is_the_own_login_name(regio) -> None:
    """allauth offers a page for it. Seen to fail: a person could take any address, unproven."""
    client = regio.ingelogd(regio.begeleider)
    for velden in (
        {"action_add": "", "email": "ander@elders.invalid"},
        {"action_primary": "", "email": "ander@elders.invalid"},
    ):
        assert client.post("/account/email/", velden).status_code == 404
    regio.begeleider.refresh_from_db()
    assert regio.begeleider.email == "begeleider@voorbeeld.invalid"


def test_a_forgotten_password_tells_a_stranger_nothing(regio) -> None:
    lijven = {
        Client()
        .post("/account/password/reset/", {"email": adres}, follow=True)
        .content.decode()
        .count("voorbeeld.invalid")
        for adres in ("begeleider@voorbeeld.invalid", "niemand@voorbeeld.invalid")
    }
    assert len(lijven) == 1


def test_what_a_person_sees_is_not_kept_by_browser_or_proxy(regio) -> None:
    for antwoord in (regio.ingelogd(regio.begeleider).get("/"), Client().get("/"), Client().get("/account/login/")):
        assert "no-store" in antwoord["Cache-Control"]


# --- the first set-up --------------------------------------------------------------------------------------------

GEGEVENS = {
    "organisatie": "Gemeente Voorstad",
    "naam": "Eerste Beheerder",
    "email": "Eerste@voorbeeld.invalid",
    "wachtwoord": "een zin van vier woorden",
}


def _bewijs() -> str:
    link = inrichten_link(basis_url="http://x/")
    assert link is not None
    return link.rstrip("/").split("/")[-1]


def test_the_set_up_link_makes_the_first_beheerder_and_works_once(db) -> None:
    link = inrichten_link(basis_url="http://x/")
    pad = str(link).removeprefix("http://x")
    client = Client()
    assert client.get(pad).context["geldig"] is True
    assert client.post(pad, GEGEVENS).url == reverse("account_login")
    (beheerder,) = Gebruiker.objects.all()
    assert (beheerder.email, [(t.rol, t.organisatie.naam) for t in beheerder.rollen]) == (
        "eerste@voorbeeld.invalid",
        [("beheerder", "Gemeente Voorstad")],
    )
    assert _login("eerste@voorbeeld.invalid", GEGEVENS["wachtwoord"])[1] is True
    assert client.get(pad).context["geldig"] is False
    assert client.post(pad, {**GEGEVENS, "email": "tweede@voorbeeld.invalid"}).status_code == 422
    assert (Gebruiker.objects.count(), inrichten_link(basis_url="http://x/"), is_ingericht()) == (1, None, True)


class _Toen(signing.TimestampSigner):
    """Signs as it was done so many seconds ago."""

    geleden = 0

    def timestamp(self) -> str:
        return signing.b62_encode(int(clock.echt_nu().timestamp()) - self.geleden)


@pytest.mark.parametrize(("geleden", "geldig"), [(0, True), (3590, True), (3601, False), (86400, False)])
def test_the_set_up_link_works_for_one_hour_of_real_time(db, geleden: int, geldig: bool) -> None:
    from opstap.partners.services import _ZOUT

    ondertekenaar = _Toen(salt=_ZOUT)
    ondertekenaar.geleden = geleden
    bewijs = ondertekenaar.sign_object("eerste beheerder")
    with clock.klok_op(date(2031, 1, 1)):
        assert bewijs_geldig(bewijs) is geldig


@pytest.mark.parametrize(
    "bewijs",
    ["x", "a:b:c", "", signing.dumps("eerste beheerder", salt="iets anders", key="y" * 50)],
    ids=["los woord", "zonder inhoud", "leeg", "andere sleutel"],
)
def test_a_made_up_link_does_not_work(db, bewijs: str) -> None:
    assert bewijs_geldig(bewijs) is False
    with pytest.raises(OpstapFout, match="verlopen of al gebruikt"):
        inrichten(bewijs=bewijs, **GEGEVENS)


def test_of_two_who_set_up_at_the_same_moment_one_becomes_beheerder(transactional_db) -> None:
    """Seen to fail on PostgreSQL without `_eerste_keer`: both saw an empty Opstap, and there were two."""
    bewijs, uitslag, hek = _bewijs(), [], threading.Barrier(4)

    def probeer(i: int) -> None:
        try:
            hek.wait(5)
            inrichten(bewijs=bewijs, **{**GEGEVENS, "organisatie": f"Gemeente {i}", "email": f"b{i}@voorbeeld.invalid"})
            uitslag.append("gelukt")
        except OpstapFout:
            uitslag.append("geweigerd")
        finally:
            connection.close()

    draden = [threading.Thread(target=probeer, args=(i,)) for i in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(30)
    assert (sorted(uitslag), Gebruiker.objects.count()) == (["gelukt", *["geweigerd"] * 3], 1)


def test_a_bad_password_keeps_the_form_and_makes_nobody(db) -> None:
    antwoord = Client().post(f"/inrichten/{_bewijs()}/", {**GEGEVENS, "wachtwoord": "kort"})
    assert (antwoord.status_code, antwoord.context["form"]["organisatie"].value()) == (422, "Gemeente Voorstad")
    assert is_ingericht() is False


# --- beheer ------------------------------------------------------------------------------------------------------


def test_only_a_beheerder_enters_beheer_and_nobody_is_sent_round_in_circles(regio) -> None:
    """Seen to fail: who was logged in without the role was sent from /beheer/ to login and back for ever."""
    uitslag = {}
    for wie in (regio.beheerder, regio.begeleider, regio.coordinator):
        antwoord = regio.ingelogd(wie).get("/beheer/", follow=True)
        uitslag[wie.naam] = (antwoord.status_code, len(antwoord.redirect_chain))
    assert uitslag == {"beheerder": (200, 0), "begeleider": (403, 1), "coordinator": (403, 1)}
    vreemde = Client().get("/beheer/partners/gebruiker/", follow=True)
    assert vreemde.redirect_chain[-1][0] == "/account/login/?next=/beheer/partners/gebruiker/"


def test_a_beheerder_whose_role_has_ended_is_out(regio) -> None:
    regio.beheerder.roltoekenningen.update(tot=date(2024, 2, 1))
    assert regio.ingelogd(regio.beheerder).get("/beheer/partners/organisatie/", follow=True).status_code == 403


@pytest.mark.parametrize(
    "model", sorted(admin.site._registry, key=lambda m: m._meta.label), ids=lambda m: m._meta.label
)
def test_every_page_of_beheer_opens_and_nothing_there_can_be_deleted(regio, model: Any) -> None:
    client, naam = regio.ingelogd(regio.beheerder), f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert client.get(reverse(f"{naam}_changelist")).status_code == 200
    op_eigen_bladzijde = model is RegelingVersie  # agreements are changed on the page "Regelingen"
    assert client.get(reverse(f"{naam}_add")).status_code == (403 if op_eigen_bladzijde else 200)
    if (rij := model.objects.first()) is not None:
        assert client.get(reverse(f"{naam}_change", args=[rij.pk])).status_code == 200
        assert client.post(reverse(f"{naam}_delete", args=[rij.pk]), {"post": "yes"}).status_code == 403
        weg = {"action": "delete_selected", "_selected_action": [rij.pk], "post": "yes"}
        client.post(reverse(f"{naam}_changelist"), weg)
        assert model.objects.filter(pk=rij.pk).exists() is True


def test_beheer_holds_the_register_and_no_case_letter_or_log() -> None:
    assert {m._meta.label for m in admin.site._registry} == {
        "partners.Gebruiker",
        "partners.Organisatie",
        "partners.Roltoekenning",
        "partners.Team",
        "regelingen.Commissielid",
        "regelingen.Regeling",
        "regelingen.RegelingVersie",
    }


def _rolregels(**velden: Any) -> dict[str, Any]:
    """The inline form with one new role."""
    kop = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return {f"roltoekenningen-{k}": v for k, v in kop.items()} | {
        f"roltoekenningen-0-{k}": v for k, v in velden.items()
    }


def test_a_beheerder_makes_a_person_with_a_role_who_can_log_in(regio) -> None:
    antwoord = regio.ingelogd(regio.beheerder).post(
        reverse("admin:partners_gebruiker_add"),
        {"email": "Nieuw@Voorbeeld.invalid", "naam": "Nieuwe Collega", "password1": WACHTWOORD, "password2": WACHTWOORD}
        | _rolregels(organisatie=regio.zorg.pk, rol="begeleider", vanaf="2024-01-01"),
    )
    assert antwoord.status_code == 302, antwoord.context["errors"]
    nieuw = Gebruiker.objects.get(email="nieuw@voorbeeld.invalid")
    assert [(t.rol, t.organisatie) for t in nieuw.rollen] == [("begeleider", regio.zorg)]
    assert (nieuw.is_superuser, _login("nieuw@voorbeeld.invalid")[1]) == (False, True)


def test_changing_a_person_keeps_the_password_and_makes_nobody_superuser(regio) -> None:
    antwoord = regio.ingelogd(regio.beheerder).post(
        reverse("admin:partners_gebruiker_change", args=[regio.begeleider.pk]),
        {
            "email": "begeleider@voorbeeld.invalid",
            "naam": "Andere Naam",
            "is_superuser": "on",
            "is_demo": "on",
            "password": "x",
        }
        | _rolregels(organisatie="", rol="", vanaf="")
        | {"roltoekenningen-TOTAL_FORMS": 0},
    )
    assert antwoord.status_code == 302, antwoord.context["errors"]
    rij = get_user_model().objects.get(pk=regio.begeleider.pk)
    assert (rij.naam, rij.is_superuser, rij.is_demo, rij.check_password(WACHTWOORD)) == (
        "Andere Naam",
        False,
        False,
        True,
    )


def test_an_organisation_is_saved_and_ends_with_a_successor(regio) -> None:
    antwoord = regio.ingelogd(regio.beheerder).post(
        reverse("admin:partners_organisatie_change", args=[regio.zorg.pk]),
        {
            "naam": "Zorgpunt De Linde",
            "soort": "zorg",
            "opgevolgd_door": regio.andere_zorg.pk,
            "beeindigd_op": "2027-01-01",
        },
    )
    assert antwoord.status_code == 302, antwoord.context["errors"]
    rij = Organisatie.objects.get(pk=regio.zorg.pk)
    assert (rij.opgevolgd_door, rij.beeindigd_op) == (regio.andere_zorg, date(2027, 1, 1))


@pytest.mark.parametrize(
    ("wachtwoord", "zin"),
    [
        ("kort", "Dit wachtwoord is te kort. Maak het minstens 12 tekens lang."),
        ("password1234", "Dit wachtwoord gebruiken veel mensen. Kies een ander."),
        ("begeleiderbegeleider", "Dit wachtwoord lijkt te veel op uw naam of e-mailadres. Kies een ander."),
    ],
)
def test_a_password_that_is_not_good_enough_is_refused_in_dutch(regio, wachtwoord, zin):
    with pytest.raises(ValidationError) as fout:
        validate_password(wachtwoord, regio.begeleider)

    assert zin in fout.value.messages
