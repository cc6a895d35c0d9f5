"""The table of addresses is whole: every address has a row, every row an address and a vorm that exists."""

from __future__ import annotations

import pytest

from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.protocol.begrippen import Rol
from tests.fundament.adressen import klasse
from tests.toegang.tabel import BUITEN_TRAJECTEN, SOORTEN, bestaande, geschreven_namen, tabel, vorm, vormen

_VOORBEELD = """
Schrijf voor elk adres een regel in tests/toegang/adressen.toml, uit het ontwerp en niet uit de code. Bijvoorbeeld:
{regels}
Wie mag staat in tests/rechten.toml bij de actie; wat de woorden betekenen staat bovenaan adressen.toml.
Een formulier heeft ook `geldig` nodig als de vuller van tests/toegang/formulieren.py niet raadt wat er moet staan."""


def _voorstel(naam: str, route: str, patroon: object) -> str:
    view = klasse(patroon)
    soort = "beheer" if route.startswith("beheer/") else "traject" if route.startswith("trajecten/<") else "plek"
    soort_vorm = "formulier" if view is not None and hasattr(view, "post") else "scherm"
    actie = getattr(view, "actie", None)
    mag = f"wie {actie} mag" if actie else "wie?"
    slots = "" if route.count("<") < 2 else ', slots = { onderwerp = "soort rij" }'
    return f'"{naam}" = {{ soort = "{soort}", vorm = "{soort_vorm}", mag = ["{mag}"]{slots} }}'


def test_every_address_has_a_row_that_says_who_may_and_with_which_method() -> None:
    """Seen to fail with the row of `woningen:sleutel` taken out: the message gave the row to write."""
    bekend = geschreven_namen()
    mist = [_voorstel(naam, route, patroon) for naam, route, patroon in bestaande() if naam not in bekend]
    assert mist == [], _VOORBEELD.format(regels="\n".join(mist))


def test_every_row_has_an_address() -> None:
    over = sorted(geschreven_namen() - {naam for naam, _, _ in bestaande()})
    assert over == [], f"Deze adressen bestaan niet meer; haal hun regel uit adressen.toml: {over}"


def test_every_row_uses_words_that_exist() -> None:
    for rij in tabel().values():
        assert rij.soort in SOORTEN, rij.naam
        assert len(vorm(rij.vorm)) == 8, rij.naam
        assert (rij.soort == "open") == bool(rij.vreemde), rij.naam
        assert bool(rij.mag) == (rij.soort in {"beheer", "plek", "traject"}), rij.naam


@pytest.mark.parametrize("naam", sorted(tabel()))
def test_who_may_open_it_has_the_right_of_its_actie(naam: str) -> None:
    """Two tables written by hand say the same: who may open a page, and who has its right (tests/rechten.toml)."""
    rij = tabel()[naam]
    patroon = next(p for n, _, p in bestaande() if n == naam.split("@")[0])
    actie = getattr(klasse(patroon), "actie", None)
    if not isinstance(actie, Actie):
        assert rij.soort in {"open", "account", "beheer"}
        return
    hebben = {rol for rol in Rol if bereik(rol, actie) is not Bereik.GEEN}
    assert rij.mag | rij.ander_beslist <= hebben
    if rij.soort == "traject":
        assert not rij.mag & BUITEN_TRAJECTEN
    if "@" not in naam and rij.anderen == 403:
        assert rij.mag | rij.ander_beslist | rij.niet_hier | (rij.kent_niet & hebben) == hebben


def test_every_vorm_is_used() -> None:
    gebruikt = {woord for rij in tabel().values() for woord in (rij.vorm, rij.vreemde) if woord}
    assert gebruikt == set(vormen())
