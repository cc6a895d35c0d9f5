import pytest

from opstap.protocol.begrippen import Instroomroute
from opstap.protocol.voordragen import gevraagd_deel, voordracht_belemmeringen, voordracht_nodig
from opstap.regelingen.presets import preset

ZUTPHEN, APELDOORN = (preset(slug).parameters for slug in ("zutphen-2024", "apeldoorn"))


@pytest.mark.clausule("Z-4.8", "Z-6.3", "Z-7.5")
@pytest.mark.parametrize("route", list(Instroomroute))
def test_alleen_wie_uit_detentie_komt_wordt_voorgedragen_en_alleen_waar_de_regeling_dat_vraagt(route):
    assert voordracht_nodig(instroomroute=route, parameters=ZUTPHEN) is (route == "detentie")
    assert not voordracht_nodig(instroomroute=route, parameters=APELDOORN)


@pytest.mark.clausule("Z-4.8", "Z-7.5")
@pytest.mark.parametrize(
    ("nodig", "heeft", "verwacht"), [(True, False, ["Z-4.8"]), (True, True, []), (False, False, []), (False, True, [])]
)
def test_zonder_procesregie_kan_niemand_voordragen(nodig, heeft, verwacht):
    assert [b.clausule for b in voordracht_belemmeringen(nodig=nodig, heeft_procesregie=heeft)] == verwacht


def test_wat_wordt_gevraagd_heet_zoals_mensen_het_noemen():
    assert gevraagd_deel(code="voordracht") == "Voordracht door de procesregisseur"
    assert gevraagd_deel(code="justitie") == "Politie en justitie"
