"""A role whose right reaches over the whole regeling: one row in the permission table, and no more (law 5)."""

from __future__ import annotations

import pytest

from opstap import clock
from opstap.partners.rechten import RECHTEN, Actie, Bereik
from opstap.protocol.begrippen import Rol
from opstap.regelingen.models import Deelname
from opstap.trajecten.models import Traject
from opstap.trajecten.toegang import mogelijk_namens
from tests.fundament.conftest import DAG


@pytest.fixture(autouse=True)
def _ziet_de_hele_regeling(monkeypatch: pytest.MonkeyPatch) -> None:
    """The beleidsmedewerker sees no traject; here she gets the cells of somebody who supervises."""
    for actie in (Actie.TRAJECT_ZIEN, Actie.TRAJECTEN_ZIEN, Actie.CONTRACT_ZIEN):
        monkeypatch.setitem(RECHTEN[actie], Rol.BELEIDSMEDEWERKER, Bereik.REGELING)


def test_it_sees_every_traject_of_the_regelingen_its_organisation_takes_part_in(regio, begin) -> None:
    traject = begin(regio)
    with clock.klok_op(DAG):
        assert list(Traject.objects.zichtbaar_voor(regio.beleidsmedewerker)) == [traject]
        client = regio.ingelogd(regio.beleidsmedewerker)
        for adres in ("/trajecten/", f"/trajecten/{traject.sleutel}/"):
            antwoord = client.get(adres)
            assert (antwoord.status_code, traject.kenmerk in antwoord.content.decode()) == (200, True)


def test_it_does_nothing_there_that_has_no_cell_of_its_own(regio, begin) -> None:
    traject = begin(regio)
    with clock.klok_op(DAG):
        mag = [a for a in Actie if mogelijk_namens(regio.beleidsmedewerker, a, traject)]
    assert Actie.TRAJECT_ZIEN in mag
    # what it says of an organisation or of the protocol, in no traject (Z-7.7, Z-16.1)
    assert {a for a in mag if not a.value.endswith("_zien")} == {
        Actie.OVEREENKOMST_OVERLEGGEN,
        Actie.PROTOCOL_EVALUEREN,
    }


def test_it_stops_on_the_day_the_organisation_takes_part_no_longer(regio, begin) -> None:
    traject = begin(regio)
    Deelname.objects.filter(organisatie=regio.gemeente).update(tot=DAG)
    with clock.klok_op(DAG):
        assert not Traject.objects.zichtbaar_voor(regio.beleidsmedewerker).exists()
        assert mogelijk_namens(regio.beleidsmedewerker, Actie.TRAJECT_ZIEN, traject) == []
