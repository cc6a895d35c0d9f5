"""Lists hold what is one's own and nothing else: everybody may open them, so their content is the guard (law 5)."""

from __future__ import annotations

from typing import Any

import pytest

from opstap.partners.rechten import HOEDANIGHEDEN
from opstap.protocol.begrippen import Rol
from opstap.trajecten.models import Traject
from tests.toegang.mensen import AFSTANDEN, VANDAAG
from tests.toegang.tabel import BUITEN_TRAJECTEN, NERGENS
from tests.toegang.wereld import Wereld

pytestmark = [pytest.mark.django_db, pytest.mark.traag]

_BIJ_TRAJECT = [rol for rol in Rol if rol not in BUITEN_TRAJECTEN]
_LIJSTEN = {"/": "groepen", "/overzicht/": "blokken", "/contingent/": "blokken", "/woningen/": "rijen"}


def _pagina(wereld: Wereld, rol: Rol, afstand: str, url: str) -> Any:
    return wereld.wie(rol, afstand).vrager.antwoord("GET", url).context


@pytest.mark.parametrize("rol", _BIJ_TRAJECT)
def test_the_list_of_trajecten_holds_those_of_the_own_organisation(rol: Rol, wereld: Wereld) -> None:
    """Counted apart from the query: over the rows, in plain words. Seen to fail with `zichtbaar_voor` left out."""
    organisatie = wereld.wie(rol).gebruiker.roltoekenningen.get().organisatie
    van_ons = {
        traject.kenmerk
        for traject in Traject.objects.all()
        for b in traject.betrokkenheden.all()
        if b.organisatie == organisatie and b.hoedanigheid in HOEDANIGHEDEN[rol]
        if b.vanaf <= VANDAAG and (b.tot is None or b.tot > VANDAAG)
    }
    assert {rij["kenmerk"] for rij in _pagina(wereld, rol, "eigen", "/trajecten/")["rijen"]} == van_ons
    assert 20 < len(van_ons) <= 50


@pytest.mark.parametrize("afstand", [*AFSTANDEN, "buiten"])
def test_at_no_distance_is_there_a_traject_to_see_or_to_find(afstand: str, wereld: Wereld) -> None:
    een = wereld.traject("alles")
    for rol in _BIJ_TRAJECT:
        for vraag in ("", f"?q={een.kenmerk}", f"?q={een.persoon.naam.split()[0]}", f"?fase={een.fase}"):
            antwoord = wereld.wie(rol, afstand).vrager.antwoord("GET", f"/trajecten/{vraag}")
            assert antwoord.status_code == 403 or antwoord.context["rijen"] == [], (rol, vraag)


@pytest.mark.parametrize("afstand", NERGENS)
def test_who_works_nowhere_today_has_no_duties_no_numbers_and_no_homes(afstand: str, wereld: Wereld) -> None:
    for rol in Rol:
        for url, inhoud in _LIJSTEN.items():
            context = _pagina(wereld, rol, afstand, url)
            assert not context or not context.get(inhoud), (rol, url)


def test_the_homes_are_those_of_the_own_corporatie(wereld: Wereld) -> None:
    rijen = _pagina(wereld, Rol.CONSULENT, "eigen", "/woningen/")["rijen"]
    eigen = set(wereld.regio.organisaties["beek"].woningen.values_list("adres", flat=True))
    assert {rij["cellen"][0] for rij in rijen} == eigen
    assert not _pagina(wereld, Rol.CONSULENT, "vreemd", "/woningen/")["rijen"]
