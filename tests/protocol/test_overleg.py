"""The tenant hears first; two conclude; the corporatie sets the limit."""

from datetime import date

import pytest

from opstap.protocol.begrippen import Rol
from opstap.protocol.bijsturen import vraagt_mdo
from opstap.protocol.evaluatiebegrippen import Signaalsoort
from opstap.protocol.overleg import (
    beeindiging_nastreven_belemmeringen,
    mdo_belemmeringen,
    tijdslimiet_belemmeringen,
)

VANDAAG = date(2026, 10, 25)


@pytest.mark.clausule("Z-1.11", "Z-20.8", "H-30")
def test_een_signaal_is_iets_wat_iedereen_kan_zien():
    """Huurschuld and overlast are among them; a relapse, an illness or a suspicion is not."""
    assert Signaalsoort.codes() == [
        "huurachterstand",
        "overlast",
        "woning",
        "veiligheid",
        "geen_contact",
        "begeleiding_gestopt",
        "afspraak_niet_nagekomen",
    ]


@pytest.mark.clausule("Z-13.5", "I-35")
@pytest.mark.parametrize("soort", list(Signaalsoort))
def test_wat_op_mislukken_wijst_vraagt_een_overleg(soort):
    assert vraagt_mdo(soort=soort, is_spoed=False) is (soort is not Signaalsoort.GEEN_CONTACT)
    assert vraagt_mdo(soort=soort, is_spoed=True)


@pytest.mark.clausule("Z-13.1")
@pytest.mark.parametrize(
    ("geinformeerd_op", "door", "mdo_op", "velden"),
    [
        (date(2026, 10, 24), "consulent", date(2026, 11, 1), []),
        (VANDAAG, "consulent", VANDAAG, []),
        (VANDAAG, "consulent", None, []),
        (None, "consulent", date(2026, 11, 1), ["huurder_geinformeerd_op"]),
        (date(2026, 10, 26), "consulent", date(2026, 11, 1), ["huurder_geinformeerd_op"]),
        (VANDAAG, "", date(2026, 11, 1), ["geinformeerd_door"]),
        (None, " ", None, ["huurder_geinformeerd_op", "geinformeerd_door"]),
        (VANDAAG, "consulent", date(2026, 10, 24), ["mdo_op"]),
        (date(2026, 10, 1), "consulent", date(2026, 10, 24), ["mdo_op"]),
        (VANDAAG, "consulent", date(2027, 1, 25), []),
        (VANDAAG, "consulent", date(2027, 1, 26), ["mdo_op"]),
        (VANDAAG, "consulent", date(2226, 11, 1), ["mdo_op"]),
    ],
)
def test_een_overleg_kan_pas_als_de_huurder_het_weet(geinformeerd_op, door, mdo_op, velden):
    bezwaren = mdo_belemmeringen(
        huurder_geinformeerd_op=geinformeerd_op, geinformeerd_door=door, mdo_op=mdo_op, peildatum=VANDAAG
    )
    assert [b.veld for b in bezwaren] == velden
    assert {b.clausule for b in bezwaren} <= {"Z-13.1", "Z-13.2"}


@pytest.mark.clausule("Z-13.9")
@pytest.mark.parametrize("rol", list(Rol))
def test_alleen_de_corporatie_stelt_een_uiterste_dag(rol):
    bezwaren = tijdslimiet_belemmeringen(is_spoed=True, gesteld_door=rol, tijdslimiet=VANDAAG, peildatum=VANDAAG)
    assert (bezwaren == []) is (rol in {Rol.CONSULENT, Rol.TEAMLEIDER_CORPORATIE})


@pytest.mark.clausule("Z-13.9")
@pytest.mark.parametrize(
    ("spoed", "limiet", "aantal"),
    [
        (True, VANDAAG, 0),
        (True, date(2026, 10, 24), 1),
        (True, None, 1),
        (False, VANDAAG, 1),
        (False, None, 2),
    ],
)
def test_een_uiterste_dag_hoort_bij_spoed_en_ligt_niet_in_het_verleden(spoed, limiet, aantal):
    bezwaren = tijdslimiet_belemmeringen(
        is_spoed=spoed, gesteld_door=Rol.CONSULENT, tijdslimiet=limiet, peildatum=VANDAAG
    )
    assert len(bezwaren) == aantal


@pytest.mark.clausule("Z-13.4", "Z-13.13", "I-15")
@pytest.mark.parametrize(
    ("rollen", "mag"),
    [
        ([Rol.CONSULENT, Rol.BEGELEIDER], True),
        ([Rol.CONSULENT, Rol.PROCESREGISSEUR], True),
        ([Rol.BEGELEIDER, Rol.PROCESREGISSEUR], False),
        ([Rol.CONSULENT, Rol.BEGELEIDER, Rol.PROCESREGISSEUR], True),
        ([Rol.CONSULENT], False),
        ([Rol.CONSULENT, Rol.CONSULENT], False),
        ([Rol.CONSULENT, Rol.WMO_CONSULENT], False),
        ([Rol.TEAMLEIDER_CORPORATIE, Rol.BEGELEIDER], False),
        ([], False),
    ],
)
def test_twee_rollen_concluderen_samen_dat_het_niet_lukt(rollen, mag):
    bezwaren = beeindiging_nastreven_belemmeringen(oordelen={rol: rol for rol in rollen})
    assert (bezwaren == []) is mag
    assert not any("ontbinding" in b.melding for b in bezwaren)


@pytest.mark.clausule("Z-13.13")
def test_een_organisatie_concludeert_niet_van_beide_kanten():
    zelf = {Rol.CONSULENT: "corporatie", Rol.BEGELEIDER: "corporatie"}
    (bezwaar,) = beeindiging_nastreven_belemmeringen(oordelen=zelf)
    assert "een andere organisatie dan die van de consulent" in bezwaar.melding
    assert beeindiging_nastreven_belemmeringen(oordelen=zelf | {Rol.PROCESREGISSEUR: "gemeente"}) == []
