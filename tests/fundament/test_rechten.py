"""The permission table is the hand-written one, and every page asks it (law 5)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from django.test import Client

from opstap.partners.rechten import HOEDANIGHEDEN, RECHTEN, Actie, Bereik, bereik
from opstap.protocol.begrippen import Hoedanigheid, Rol
from tests.fundament.adressen import adressen, klasse, voorbeeld

TABEL = tomllib.loads((Path(__file__).parent.parent / "rechten.toml").read_text(encoding="utf-8"))
VERWACHT = {
    (Rol(rol), Actie(actie)): Bereik(tot)
    for actie, per_bereik in TABEL.items()
    for tot, rollen in per_bereik.items()
    for rol in rollen
}

#: Open without login, with the reason. Everything else asks who you are.
OPEN = {
    "gezondheid": "for a monitor: words and ages, nothing about anybody",
    "gezondheid/web": "for the supervisor of the web process",
    "agenda/<str:geheim>.ics": "a calendar program, with the secret address of one person",
    "vraag/<str:geheim>/": "for who has no account: opens a question with the secret address of one link",
    "vraag/": "asks the code; without an opened link it says that it works no more",
    "vraag/antwoord/": "only after the code",
    "vraag/klaar/": "only after the answer",
    "inrichten/<str:bewijs>/": "only with the one-time link, only while there is nobody",
    "beheer/login/": "sends to the login page",
    "account/login/": "logging in",
    "account/logout/": "logging out of nothing",
    "account/signup/": "is not there",
    "account/password/set/": "is not there",
    "account/reauthenticate/": "is not there",
    "beheer/logout/": "is not there",
    "beheer/password_change/": "is not there",
    "beheer/password_change/done/": "is not there",
    "account/inactive/": "says that an account has ended",
    "account/password/reset/": "forgotten password",
    "account/password/reset/done/": "forgotten password",
    "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "forgotten password, with the link",
    "account/password/reset/key/done/": "forgotten password",
}
#: Pages of Django and allauth for who is logged in: no Actie, about one's own account only.
EIGEN_ACCOUNT = ("account/", "beheer/")


@pytest.mark.parametrize("actie", list(Actie))
def test_each_role_reaches_as_far_as_the_written_table_says(actie: Actie) -> None:
    assert {rol: bereik(rol, actie) for rol in Rol} == {rol: VERWACHT.get((rol, actie), Bereik.GEEN) for rol in Rol}


def test_the_written_table_knows_every_actie_and_nothing_else() -> None:
    assert set(TABEL) == set(Actie.codes()) == {a.value for a in RECHTEN}


def test_a_cell_that_is_missing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(RECHTEN, Actie.TRAJECT_ZIEN)
    assert bereik(Rol.BEGELEIDER, Actie.TRAJECT_ZIEN) is Bereik.GEEN


@pytest.mark.clausule("Z-7.8")
def test_nobody_gets_at_persons_through_beheer_or_beleid() -> None:
    for rol in (Rol.BEHEERDER, Rol.BELEIDSMEDEWERKER):
        assert HOEDANIGHEDEN[rol] == frozenset()
        assert [a for a in Actie if bereik(rol, a) is Bereik.BETROKKEN] == []


def test_no_role_sees_a_traject_because_its_organisation_accords_one_row() -> None:
    assert [rol for rol in Rol if Hoedanigheid.ACCORDERING in HOEDANIGHEDEN[rol]] == []


@pytest.mark.clausule("Z-7.8")
def test_care_and_corporatie_never_share_a_hoedanigheid() -> None:
    """Nobody acts for two sides of one traject by one Betrokkenheid."""
    zorg, verhuur = HOEDANIGHEDEN[Rol.BEGELEIDER], HOEDANIGHEDEN[Rol.CONSULENT]
    assert zorg & verhuur == frozenset()


@pytest.mark.clausule("Z-7.9")
def test_only_a_corporatie_gives_out_homes() -> None:
    """A commissielid asks a corporatie for one, where the commissie is the loket; the corporatie offers it."""
    toewijzen = (Actie.VERHUURDER_VRAGEN, Actie.WONING_AANBIEDEN, Actie.CONTRACT_BEHEREN)
    wie = {rol for rol in Rol for actie in toewijzen if bereik(rol, actie) is not Bereik.GEEN}
    assert wie == {Rol.COORDINATOR, Rol.COMMISSIELID, Rol.CONSULENT, Rol.TEAMLEIDER_CORPORATIE}
    assert bereik(Rol.COMMISSIELID, Actie.WONING_AANBIEDEN) is Bereik.GEEN


def test_every_page_names_its_actie_or_stands_on_the_written_list() -> None:
    zonder = [
        route
        for route, patroon in adressen()
        if not isinstance(getattr(klasse(patroon), "actie", None), Actie)
        and route not in OPEN
        and not route.startswith(EIGEN_ACCOUNT)
    ]
    assert zonder == [], "geef de view actie = Actie.X (opstap/partners/rechten.py, met een rij in tests/rechten.toml)"


def test_every_page_asks_for_login_unless_it_stands_on_the_written_list() -> None:
    assert {r for r, p in adressen() if not getattr(p.callback, "login_required", True)} == set(OPEN)


def test_every_other_address_sends_a_stranger_to_the_login_page(db: None) -> None:
    """By really asking, with GET and POST: a decorator in the wrong place shows here."""
    vreemde, binnen = Client(), []
    for route, _ in adressen():
        if route in OPEN:
            continue
        for antwoord in (vreemde.get(voorbeeld(route)), vreemde.post(voorbeeld(route))):
            if antwoord.status_code != 302 or not antwoord.url.startswith(("/account/login/", "/beheer/login/")):
                binnen.append((route, antwoord.status_code))
    assert binnen == []


def test_every_page_for_an_actie_refuses_who_lacks_it(regio) -> None:
    """With made-up keys: 404 or 403, never 200, for every role that the table gives nothing."""
    mensen = {Rol(naam): regio.ingelogd(getattr(regio, naam)) for naam in Rol.codes() if hasattr(regio, naam)}
    toegelaten = []
    for route, patroon in adressen():
        if (actie := getattr(klasse(patroon), "actie", None)) is None:
            continue
        for rol, client in mensen.items():
            if bereik(rol, actie) is Bereik.GEEN:
                status = client.get(voorbeeld(route)).status_code
                if status not in {403, 404}:
                    toegelaten.append((route, rol.value, status))
    assert toegelaten == []
