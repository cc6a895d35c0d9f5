"""Four eyes over a toelating: who may confirm what somebody else proposed."""

from uuid import UUID

import pytest

from opstap.protocol.parameters import Beslisser, ParameterFout, Parameters, als_document, parameters_uit_document
from opstap.protocol.vier_ogen import (
    alleen_belemmeringen,
    bevestigen_belemmeringen,
    terugsturen_belemmeringen,
    voorstellen_belemmeringen,
)

AN, BO, CAS = (UUID(int=n) for n in (1, 2, 3))
MET = Parameters(beslisser_toelating=Beslisser.CORPORATIE, vier_ogen_toelating=True)


def bevestigen(stelde_voor, bevestigt, **anders):
    stand = {"ligt_er": True, "anderen": True, "is_gewijzigd": False} | anders
    return bevestigen_belemmeringen(stelde_voor=stelde_voor, bevestigt=bevestigt, **stand)


@pytest.mark.clausule("Z-2.9")
@pytest.mark.parametrize(
    ("stelde_voor", "bevestigt", "mag"),
    [
        ([AN], [BO], True),
        ([AN], [AN], False),
        # a substitute: for who proposed it, or who proposed it for somebody who is back
        ([AN], [BO, AN], False),
        ([BO, AN], [AN], False),
        ([BO, AN], [BO], False),
        ([AN], [BO, CAS], True),
    ],
)
def test_nobody_confirms_what_she_proposed_also_not_through_a_substitute(stelde_voor, bevestigt, mag):
    assert (bevestigen(stelde_voor, bevestigt) == []) is mag


@pytest.mark.clausule("Z-2.9")
@pytest.mark.parametrize(
    ("stelde_voor", "bevestigt", "zin"),
    [
        ([AN], [AN], "zelf voor"),
        ([AN, CAS], [AN], "zelf voor"),
        ([AN], [BO, AN], "U vervangt nu"),
        ([AN, CAS], [BO, CAS], "U vervangt nu"),
        ([BO, AN], [AN], "toen die u verving"),
    ],
)
def test_who_stands_in_is_not_told_that_she_proposed_it_herself(stelde_voor, bevestigt, zin):
    """Seen to fail with one sentence for all."""
    assert zin in bevestigen(stelde_voor, bevestigt)[0].melding


@pytest.mark.clausule("Z-2.9")
def test_alone_in_the_role_the_proposal_waits_and_says_so():
    assert "Niemand anders" not in bevestigen([AN], [AN])[0].melding
    assert "Niemand anders heeft die rol nu" in bevestigen([AN], [AN], anderen=False)[0].melding


@pytest.mark.clausule("Z-2.9")
def test_only_what_waits_and_is_still_about_what_was_sent():
    assert "geen voorstel" in bevestigen([], [BO], ligt_er=False)[0].melding
    assert "opnieuw verstuurd" in bevestigen([AN], [BO], is_gewijzigd=True)[0].melding
    assert [b.veld for b in terugsturen_belemmeringen(ligt_er=True, reden=" ")] == ["reden"]
    assert terugsturen_belemmeringen(ligt_er=True, reden="Kijk nog eens.") == []
    assert "geen voorstel" in terugsturen_belemmeringen(ligt_er=False, reden="x")[0].melding


@pytest.mark.clausule("Z-2.9")
def test_the_regeling_says_whether_one_decides_alone():
    assert alleen_belemmeringen(parameters=Parameters()) == []
    assert alleen_belemmeringen(parameters=MET) != []
    assert voorstellen_belemmeringen(ligt_er_al=False, parameters=MET) == []
    assert "al een voorstel" in voorstellen_belemmeringen(ligt_er_al=True, parameters=MET)[0].melding
    assert "zonder tweede persoon" in voorstellen_belemmeringen(ligt_er_al=False, parameters=Parameters())[0].melding


@pytest.mark.clausule("Z-2.9", "A-13")
def test_a_commissie_needs_no_second_person():
    document = als_document(MET)
    assert parameters_uit_document(document) == MET
    with pytest.raises(ParameterFout, match="alleen als de corporatie"):
        parameters_uit_document(document | {"beslisser_toelating": "commissie"})
