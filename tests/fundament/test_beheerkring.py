"""Who manages whom: a beheerder takes over nobody of another organisation, and what she does stands in the log."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Gebruiker, Organisatiesoort, Roltoekenning
from opstap.partners.services import rol_toekennen
from opstap.protocol.begrippen import Rol
from tests.rolbezetting import WACHTWOORD, Regio

ROLKOP = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}


@pytest.fixture
def zorgbeheerder(regio: Regio) -> Gebruiker:
    wie = Gebruiker.objects.create_user("beheer.zorg@voorbeeld.invalid", WACHTWOORD, naam="Beheer Zorg")
    rol_toekennen(gebruiker=wie, organisatie=regio.zorg, rol=Rol.BEHEERDER)
    return wie


def _wijzig(client: Client, wie: Gebruiker, **velden: Any) -> int:
    adres = reverse("admin:partners_gebruiker_change", args=[wie.pk])
    gegevens = {"email": wie.email, "naam": wie.naam, "telefoon": "", "team": "", "beeindigd_op": ""}
    kop = {f"roltoekenningen-{naam}": waarde for naam, waarde in ROLKOP.items()}
    return client.post(adres, gegevens | kop | velden).status_code


def _nieuw(client: Client, *rollen: tuple[Any, str], email: str = "nieuw@voorbeeld.invalid") -> Any:
    gegevens: dict[str, Any] = {"email": email, "naam": "Nieuw", "password1": WACHTWOORD, "password2": WACHTWOORD}
    gegevens |= {f"roltoekenningen-{naam}": waarde for naam, waarde in ROLKOP.items()}
    gegevens["roltoekenningen-TOTAL_FORMS"] = len(rollen)
    for n, (organisatie, rol) in enumerate(rollen):
        regel = {"organisatie": organisatie.pk, "rol": rol, "vanaf": "2024-01-01"}
        gegevens |= {f"roltoekenningen-{n}-{naam}": waarde for naam, waarde in regel.items()}
    return client.post(reverse("admin:partners_gebruiker_add"), gegevens)


def test_a_beheerder_neither_sees_nor_changes_somebody_of_another_organisatie(regio, zorgbeheerder) -> None:
    """Seen to fail without `get_queryset`: the address of the consulent was the thief's, and no line in the log."""
    client = regio.ingelogd(zorgbeheerder)
    lijst = client.get(reverse("admin:partners_gebruiker_changelist")).content.decode()
    assert ("begeleider@" in lijst, "consulent@" in lijst) == (True, False)
    assert client.get(reverse("admin:partners_gebruiker_change", args=[regio.consulent.pk])).status_code == 302
    _wijzig(client, regio.consulent, email="dief@voorbeeld.invalid")
    regio.consulent.refresh_from_db()
    assert regio.consulent.email == "consulent@voorbeeld.invalid"


def test_a_person_who_works_elsewhere_too_is_changed_by_the_gemeente_only(regio, zorgbeheerder) -> None:
    """Seen to fail without `mag_wijzigen`: whoever has a role here loses the login of there."""
    rol_toekennen(gebruiker=regio.consulent, organisatie=regio.zorg, rol=Rol.BEGELEIDER)
    assert _wijzig(regio.ingelogd(zorgbeheerder), regio.consulent, email="dief@voorbeeld.invalid") == 403
    assert _wijzig(regio.ingelogd(regio.beheerder), regio.consulent, email="goed@voorbeeld.invalid") == 302


def test_a_beheerder_gives_roles_at_the_own_organisatie_and_to_own_people_only(regio, zorgbeheerder) -> None:
    """Seen to fail without the limited choices: a role at the gemeente, or a stranger drawn in."""
    client = regio.ingelogd(zorgbeheerder)
    adres = reverse("admin:partners_roltoekenning_add")
    for wie, waar in ((regio.begeleider, regio.gemeente), (regio.consulent, regio.zorg)):
        gegevens = {"gebruiker": wie.pk, "organisatie": waar.pk, "rol": "beheerder", "vanaf": "2024-01-01"}
        assert client.post(adres, gegevens).status_code == 200
    assert _nieuw(client, (regio.gemeente, "beheerder")).status_code == 200
    assert _nieuw(client).status_code == 200  # somebody without a role belongs to nobody
    assert Roltoekenning.objects.filter(rol="beheerder").count() == 2
    assert _nieuw(client, (regio.zorg, "begeleider")).status_code == 302


def test_a_beheerder_makes_the_own_organisatie_no_gemeente_and_touches_no_other(regio, zorgbeheerder) -> None:
    """Seen to fail with `soort` open: the next moment she managed everybody."""
    client = regio.ingelogd(zorgbeheerder)
    eigen = reverse("admin:partners_organisatie_change", args=[regio.zorg.pk])
    client.post(eigen, {"naam": "x", "soort": "gemeente", "telefoon": "0575-1"})
    ander = reverse("admin:partners_organisatie_change", args=[regio.corporatie.pk])
    assert client.get(ander).status_code == 302
    assert client.get(reverse("admin:partners_organisatie_add")).status_code == 403
    regeling = reverse("admin:regelingen_regeling_change", args=[regio.regeling.pk])
    assert (client.get(regeling).status_code, client.post(regeling, {"naam": "x"}).status_code) == (200, 403)
    regio.zorg.refresh_from_db()
    assert (regio.zorg.soort, regio.zorg.telefoon) == (Organisatiesoort.ZORG, "0575-1")


def test_what_happens_to_an_account_stands_in_the_log_without_an_address(regio) -> None:
    client, doel = regio.ingelogd(regio.beheerder), regio.consulent
    _nieuw(client)
    _wijzig(client, doel, email="ander@voorbeeld.invalid")
    doel.refresh_from_db()
    _wijzig(client, doel, beeindigd_op="2026-05-01")
    _wijzig(client, doel)
    nieuw = Gebruiker.objects.get(email="nieuw@voorbeeld.invalid")
    regels = Gebeurtenis.objects.filter(gebruiker=regio.beheerder.sleutel).order_by("pk")
    assert [(g.soort, g.gegevens) for g in regels] == [
        ("account_gemaakt", {"gebruiker": str(nieuw.sleutel)}),
        ("inlogadres_gewijzigd", {"gebruiker": str(doel.sleutel)}),
        ("account_beeindigd", {"gebruiker": str(doel.sleutel), "tot": "2026-05-01"}),
        ("account_hersteld", {"gebruiker": str(doel.sleutel), "tot": ""}),
    ]


def test_the_old_address_hears_that_it_no_longer_logs_in(regio, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _wijzig(regio.ingelogd(regio.beheerder), regio.consulent, email="ander@voorbeeld.invalid")
    (bericht,) = mail.outbox
    assert (bericht.to, bericht.subject) == (["consulent@voorbeeld.invalid"], "Uw inlogadres is gewijzigd")
    assert "ander@" not in bericht.body
