"""What somebody reads on the way round: what comes first, who reads along, and how to come back on a no."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field

from evaluatie.enums import Partij
from evaluatie.forms import MdoVastleggenForm, OordeelForm
from evaluatie.models import Mdo
from opstap import clock
from opstap.protocol.evaluatiebegrippen import MdoUitkomst
from tests.evaluatie import verloop
from tests.evaluatie.conftest import Wonen

DAG, MDO_OP = date(2026, 7, 1), date(2026, 7, 13)


def lees(wonen: Wonen, wie: str, pagina: str, rij: object) -> str:
    with clock.klok_op(MDO_OP):
        antwoord = wonen.client(getattr(wonen.regio, wie)).get(wonen.adres(pagina, rij.sleutel))  # type: ignore[attr-defined]
    return unescape(antwoord.content.decode())


def test_a_step_too_early_says_what_comes_first_and_leads_there(wonen: Wonen) -> None:
    signaal = verloop.signaal_gemeld(traject=wonen.traject, op=DAG, namens=wonen.consulent)
    pagina = lees(wonen, "begeleider", "signaal_afhandelen", signaal)
    assert "Pak het signaal eerst op." in pagina
    assert f'href="{wonen.adres("signaal_oppakken", signaal.sleutel)}"' in pagina
    mdo = verloop.mdo_gemeld(signaal=signaal.sleutel, op=DAG, namens=wonen.begeleider)
    pagina = lees(wonen, "begeleider", "mdo_vastleggen", mdo)
    assert "De stand van het MDO is: de huurder weet het nog niet. Leg vast dat de huurder het weet." in pagina
    assert f'href="{wonen.adres("mdo", mdo.sleutel)}">Ga naar het MDO' in pagina
    assert pagina.count("Dit kan nu") == 1


@pytest.mark.clausule("Z-13.13")
def test_who_said_no_finds_the_way_to_think_again(wonen: Wonen) -> None:
    signaal = verloop.signaal_gemeld(traject=wonen.traject, op=DAG, namens=wonen.consulent)
    mdo: Mdo = verloop.mdo_gemeld(signaal=signaal.sleutel, op=DAG, namens=wonen.begeleider)
    verloop.mdo_gepland(mdo=mdo.sleutel, geinformeerd_op=DAG, gepland_op=MDO_OP, namens=wonen.begeleider)
    verloop.mdo_gehouden(
        mdo=mdo.sleutel,
        op=MDO_OP,
        namens=wonen.consulent,
        uitkomst=MdoUitkomst.BEEINDIGING_NASTREVEN,
        motivering="Het lukt niet.",
    )
    verloop.oordeel_gegeven(mdo=mdo.sleutel, op=MDO_OP, namens=wonen.begeleider, eens=False, reden="Het kan nog.")
    knop = "Ik denk er nu anders over"
    assert knop in lees(wonen, "begeleider", "mdo", mdo)
    for wie in ("consulent", "wmo_consulent", "procesregisseur"):
        assert knop not in lees(wonen, wie, "mdo", mdo)
    assert "Reden van het MDO" in lees(wonen, "begeleider", "mdo_oordeel", mdo)
    verloop.oordeel_gegeven(mdo=mdo.sleutel, op=MDO_OP, namens=wonen.begeleider)
    assert knop not in lees(wonen, "begeleider", "mdo", mdo)


def test_the_forms_say_who_reads_and_call_nothing_voluntary_that_a_rule_asks(wonen: Wonen) -> None:
    mdo = MdoVastleggenForm(None, partijen=list(Partij))
    for veld in (mdo["motivering"], OordeelForm()["reden"]):
        assert "hun teamleiders en de gemeente lezen dit" in veld.help_text
        assert "niet verplicht" not in as_crispy_field(veld)
    assert mdo["aanwezig"].field.required
