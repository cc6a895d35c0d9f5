"""Who may open which letter: what each role reads adds up, and gives nothing that neither role has (I-28, law 5)."""

from __future__ import annotations

from itertools import combinations

import pytest

from opstap import clock
from opstap.partners.namens import Namens
from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.models import Brief
from opstap.protocol.begrippen import Rol
from tests.fundament.conftest import DAG

pytestmark = pytest.mark.clausule("I-28")


@pytest.fixture
def brieven(regio, begin):
    """Every kind of letter, of the corporatie and of the zorgorganisatie."""
    traject = begin(regio)
    with clock.klok_op(DAG):
        for soort in Briefsoort:
            for afzender in (regio.corporatie, regio.zorg):
                Brief.objects.create(
                    traject=traject, soort=soort, titel=soort.label, datum=DAG, afzender=afzender,
                    geadresseerde=Geadresseerde.KANDIDAAT, hash="x", uitvoeren_vanaf=clock.dienst_nu(),
                )  # fmt: skip
    return traject.brieven


def _leest(brieven, *namens: Namens) -> set[int]:
    return set(brieven.leesbaar_voor(namens).values_list("pk", flat=True))


def test_two_roles_read_what_each_of_them_does_and_no_more(regio, brieven) -> None:
    """Seen to fail: a procesregisseur who is coordinator too read every letter about an MDO."""
    alle = [Namens(None, o.sleutel, r.value) for r in Rol for o in (regio.corporatie, regio.gemeente)]
    for een, ander in combinations(alle, 2):
        assert _leest(brieven, een, ander) == _leest(brieven, een) | _leest(brieven, ander), (een, ander)


def test_who_has_no_rule_reads_nothing(regio, brieven) -> None:
    zonder = (Rol.WMO_CONSULENT, Rol.BELEIDSMEDEWERKER, Rol.BEHEERDER)
    assert [r for r in zonder if _leest(brieven, Namens(None, regio.gemeente.sleutel, r.value))] == []
    assert _leest(brieven) == set()


#: By hand, beside the tables of the code: what the loket sends, where a coordinator is the loket and where a commissie.
LOKETBRIEVEN = {
    *("ontvangst", "aanvulling", "toelating", "afwijzing", "heropening", "toelating_ingetrokken", "route"),
}
COMMISSIEBRIEVEN = LOKETBRIEVEN | {"omzetting", "niet_omzetten"}


@pytest.mark.parametrize(("rol", "soorten"), [(Rol.COORDINATOR, LOKETBRIEVEN), (Rol.COMMISSIELID, COMMISSIEBRIEVEN)])
def test_who_writes_a_letter_can_open_and_send_it(regio, brieven, rol: Rol, soorten: set[str]) -> None:
    """Seen to fail: the besluit about how the search goes on was for nobody of the loket to read or to send."""
    eigen = brieven.filter(
        pk__in=_leest(brieven, Namens(None, regio.corporatie.sleutel, rol.value)), afzender=regio.corporatie
    )
    assert soorten <= set(eigen.values_list("soort", flat=True))


def test_the_corporatie_reads_no_search_of_another_and_zorg_reads_all(regio, brieven) -> None:
    consulent = brieven.filter(pk__in=_leest(brieven, Namens(None, regio.corporatie.sleutel, "consulent")))
    vreemd = {b.soort for b in consulent if b.afzender == regio.zorg}
    verborgen = {"aanbod", "herhuisvesting_start", "herhuisvesting_gevonden", "route", "leefbaarheid"}
    assert vreemd.isdisjoint(verborgen) and "toelating" in vreemd
    eigen = {b.soort for b in consulent if b.afzender == regio.corporatie}
    assert verborgen <= eigen
    assert len(_leest(brieven, Namens(None, regio.zorg.sleutel, "begeleider"))) == 2 * len(Briefsoort)
