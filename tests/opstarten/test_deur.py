import pytest

from manage import te_oud


@pytest.mark.parametrize("versie", [(3, 6, 0), (3, 10, 12)])
def test_een_te_oude_python_krijgt_een_zin(versie):
    versienaam = f"{versie[0]}.{versie[1]}"
    assert te_oud(versie) == f"Opstap heeft Python 3.11 of nieuwer nodig; dit is Python {versienaam}."


@pytest.mark.parametrize("versie", [(3, 11, 2), (3, 13, 0), (4, 0, 0)])
def test_een_nieuwe_python_is_goed(versie):
    assert te_oud(versie) == ""
