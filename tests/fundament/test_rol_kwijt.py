"""What waits in the dagpost of somebody who lost only a role goes to who holds it now; he reads it no more (law 5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie, Roltoekenning
from opstap.partners.services import rol_toekennen
from opstap.post.models import Bericht
from opstap.post.services import bericht_klaarzetten, dagpost_samenstellen
from opstap.protocol.begrippen import Rol
from opstap.protocol.termijnsoorten import Trap
from opstap.trajecten.models import Betrokkenheid, Traject
from tests.fundament.test_oppakken import collega

VRIJDAG, ZATERDAG, MAANDAG = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)


@pytest.fixture
def traject(regio, begin, proef) -> Traject:
    return begin(regio, contactpersoon=regio.begeleider)


@pytest.fixture
def tom(regio) -> Gebruiker:
    return collega(regio, "Tom Tak", Rol.BEGELEIDER, regio.zorg)


def zet(regio, traject: Traject, sleutel: str = "1", **velden) -> None:
    vast = {"soort": "mdo_gehouden", "organisatie": regio.zorg, "rol": Rol.BEGELEIDER}
    with clock.klok_op(VRIJDAG):
        bericht_klaarzetten(traject=traject, sleutel=sleutel, **{**vast, **velden})


def verliest(mens: Gebruiker, op: date = ZATERDAG) -> None:
    Roltoekenning.objects.filter(gebruiker=mens).update(tot=op)


def maandag() -> None:
    with clock.klok_op(clock.lokaal_moment(MAANDAG, 8)):
        dagpost_samenstellen()


def van(mens: Gebruiker) -> list[str]:
    return list(Bericht.objects.filter(ontvanger=mens).exclude(soort="dagpost").values_list("plek", flat=True))


def test_it_goes_to_who_holds_the_role_now(regio, traject, tom) -> None:
    """He has another role, so his account lives on. Seen to fail when only ended accounts were looked at."""
    zet(regio, traject)
    assert van(regio.begeleider) == ["1"] and van(tom) == []
    verliest(regio.begeleider)
    with clock.klok_op(ZATERDAG):
        rol_toekennen(gebruiker=regio.begeleider, organisatie=regio.andere_zorg, rol=Rol.BEGELEIDER)
    maandag()
    assert (van(regio.begeleider), van(tom)) == ([], ["1"])
    assert Bericht.objects.get(plek="1").bundel.ontvanger == tom
    assert not Bericht.objects.filter(ontvanger=regio.begeleider).exists()  # nor an empty mail


def test_also_out_of_a_mail_that_was_made_and_not_sent(regio, traject, tom) -> None:
    zet(regio, traject)
    maandag()
    assert Bericht.objects.get(plek="1").bundel.ontvanger == regio.begeleider
    verliest(regio.begeleider, MAANDAG + timedelta(days=1))
    with clock.klok_op(clock.lokaal_moment(MAANDAG + timedelta(days=1), 8)):
        dagpost_samenstellen()
    assert (van(regio.begeleider), van(tom)) == ([], ["1"])


def test_who_keeps_the_role_keeps_the_mail_also_when_somebody_else_is_contactpersoon_now(regio, traject, tom) -> None:
    zet(regio, traject)
    Betrokkenheid.objects.filter(traject=traject).update(contactpersoon=tom)
    maandag()
    assert (van(regio.begeleider), van(tom)) == (["1"], [])


def test_who_leads_the_team_now_may_still_read_it(regio, traject, tom) -> None:
    zet(regio, traject)
    verliest(regio.begeleider)
    with clock.klok_op(ZATERDAG):
        rol_toekennen(gebruiker=regio.begeleider, organisatie=regio.zorg, rol=Rol.TEAMLEIDER_ZORG)
    maandag()
    assert van(regio.begeleider) == ["1"]


def test_who_stands_on_the_rung_without_a_role_is_not_robbed_of_it(regio, traject) -> None:
    """An escalation contact needs no role. Seen to fail without the second look: handed on to himself it was gone."""
    Organisatie.objects.filter(pk=regio.zorg.pk).update(eerste_contact=regio.coordinator, tweede_contact=None)
    zorg = Organisatie.objects.get(pk=regio.zorg.pk)
    zet(regio, traject, soort="termijn_escalatie", trap=Trap.ESCALATIE, organisatie=zorg)
    assert van(regio.coordinator) == ["1"]
    maandag()
    assert van(regio.coordinator) == ["1"]
    Organisatie.objects.filter(pk=regio.zorg.pk).update(eerste_contact=regio.teamleider_zorg)
    maandag()
    assert (van(regio.coordinator), van(regio.teamleider_zorg)) == ([], ["1"])


def test_of_the_gemeente_who_lost_the_role_there(regio, traject) -> None:
    nieuw = collega(regio, "Pia Pet", Rol.PROCESREGISSEUR, regio.gemeente)
    zet(regio, traject, soort="termijn_gemeente", trap=Trap.GEMEENTE)
    assert van(regio.procesregisseur) == ["1"] == van(nieuw)
    verliest(regio.procesregisseur)
    maandag()
    assert (van(regio.procesregisseur), van(nieuw)) == ([], ["1"])


def test_nobody_hears_it_twice(regio, traject, tom) -> None:
    """The other one on the rung had it already."""
    Betrokkenheid.objects.filter(traject=traject).update(contactpersoon=None)
    zet(regio, traject)
    assert van(regio.begeleider) == ["1"] == van(tom)
    verliest(regio.begeleider)
    maandag()
    assert (van(regio.begeleider), van(tom)) == ([], ["1"])
