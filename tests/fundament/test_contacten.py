"""The two escalatiecontacten: colleagues, two of them, and never gone while the organisation takes part (H-42)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.vertrek import bezwaren_organisatie
from opstap.protocol.begrippen import Rol
from opstap.regelingen.models import Deelname
from opstap.regelingen.services import zonder_contacten
from opstap.termijnen.gezondheid import Oordeel
from opstap.termijnen.gezondheid.werk import contacten
from opstap.termijnen.mensen.hangt import hangt_aan
from opstap.termijnen.mensen.services import TEAM, werk_overdragen
from tests.fundament.conftest import DAG
from tests.fundament.test_oppakken import collega
from tests.rolbezetting import Regio

pytestmark = pytest.mark.clausule("H-42")
VELDEN = ("naam", "soort", "adres", "telefoon", "klachtroute", "postbus")


@pytest.fixture(autouse=True)
def _dag():
    with clock.klok_op(DAG):
        yield


@pytest.fixture
def zorg(regio) -> Organisatie:
    Organisatie.objects.filter(pk=regio.zorg.pk).update(
        eerste_contact=regio.begeleider, tweede_contact=regio.teamleider_zorg
    )
    return Organisatie.objects.get(pk=regio.zorg.pk)


def _bewaar(regio: Regio, organisatie: Organisatie, **anders: Any) -> tuple[int, str]:
    adres = reverse("admin:partners_organisatie_change", args=[organisatie.pk])
    velden = {naam: getattr(organisatie, naam) for naam in VELDEN}
    nu = {"eerste_contact": organisatie.eerste_contact_id or "", "tweede_contact": organisatie.tweede_contact_id or ""}
    antwoord = regio.ingelogd(regio.beheerder).post(adres, velden | nu | anders)
    return antwoord.status_code, antwoord.content.decode()


def test_the_list_offers_colleagues_only(regio, zorg) -> None:
    """Seen to fail with everybody the beheerder manages in the list."""
    adres = reverse("admin:partners_organisatie_change", args=[zorg.pk])
    velden = regio.ingelogd(regio.beheerder).get(adres).context["adminform"].form.fields
    assert set(velden["eerste_contact"].queryset) == {regio.begeleider, regio.teamleider_zorg}


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"tweede_contact": "consulent"}, "Het tweede escalatiecontact werkt nu niet bij deze organisatie."),
        ({"tweede_contact": "begeleider"}, "Het eerste en het tweede escalatiecontact zijn dezelfde persoon."),
        ({"eerste_contact": ""}, "Het eerste escalatiecontact ontbreekt."),
    ],
    ids=["van elders", "twee keer dezelfde", "leeg"],
)
def test_beheer_refuses_and_names_the_field(regio, zorg, anders: dict[str, str], zin: str) -> None:
    """Seen to fail without `OrganisatieForm.clean`: the same person twice, and nobody, were saved."""
    velden = {veld: getattr(regio, wie).pk if wie else "" for veld, wie in anders.items()}
    code, pagina = _bewaar(regio, zorg, **velden)
    assert (code, zin in pagina) == (200, True)
    zorg.refresh_from_db()
    assert (zorg.eerste_contact, zorg.tweede_contact) == (regio.begeleider, regio.teamleider_zorg)


def test_who_does_not_take_part_needs_none_and_a_colleague_takes_over(regio, zorg) -> None:
    tom = collega(regio, "Tom Tak", Rol.BEGELEIDER, regio.zorg)
    assert _bewaar(regio, zorg, eerste_contact=tom.pk)[0] == 302
    Deelname.objects.filter(organisatie=zorg).update(tot=DAG)
    assert _bewaar(regio, zorg, eerste_contact="", tweede_contact="")[0] == 302


def test_another_change_is_not_held_up_by_contacts_that_were_wrong_already(regio, zorg) -> None:
    regio.begeleider.roltoekenningen.update(tot=DAG)
    assert _bewaar(regio, zorg, telefoon="0575 000 000")[0] == 302
    code, pagina = _bewaar(regio, zorg, eerste_contact=regio.consulent.pk)
    assert code == 200 and "Het eerste escalatiecontact werkt nu niet bij deze organisatie." in pagina


def test_a_deelname_does_not_begin_with_somebody_of_elsewhere(regio) -> None:
    from opstap.regelingen.services import deelname_beginnen

    Organisatie.objects.filter(pk=regio.zorg.pk).update(eerste_contact=regio.begeleider, tweede_contact=regio.consulent)
    with pytest.raises(RegelGeschonden, match="tweede escalatiecontact werkt nu niet"):
        deelname_beginnen(
            regeling=regio.regeling,
            organisatie=Organisatie.objects.get(pk=regio.zorg.pk),
            hoedanigheid="verhuurder",
            vanaf=DAG,
        )


@pytest.mark.parametrize("hoe", ["account", "rol", "leeg", "dubbel"])
def test_health_tells_whatever_the_cause_and_only_within_the_circle(regio, zorg, hoe: str) -> None:
    """Seen to fail with `is_active` alone: who lost her role there was still a contact."""
    Deelname.objects.exclude(organisatie=zorg).update(tot=DAG)
    assert (zonder_contacten(), contacten(None).oordeel) == ([], Oordeel.GOED)
    if hoe == "account":
        Gebruiker.objects.filter(pk=regio.begeleider.pk).update(beeindigd_op=DAG)
    elif hoe == "rol":
        regio.begeleider.roltoekenningen.update(tot=DAG)
    else:
        nieuw = None if hoe == "leeg" else regio.teamleider_zorg
        Organisatie.objects.filter(pk=zorg.pk).update(eerste_contact=nieuw)
    regel = contacten(None)
    assert regel.oordeel is Oordeel.LET_OP and regel.zin.startswith("Zorgpunt De Linde: hier werken geen twee")
    assert contacten([zorg.pk]) == regel
    assert contacten([regio.corporatie.pk]).oordeel is Oordeel.GOED
    Deelname.objects.update(tot=DAG)
    assert contacten(None).oordeel is Oordeel.GOED


def _draag_over(regio: Regio, keuze: str) -> int:
    return werk_overdragen(
        gebruiker=regio.begeleider,
        organisatie=regio.zorg,
        keuzes={"escalatie_eerste": keuze},
        alles={},
        namens=regio.namens(regio.teamleider_zorg),
    )


def test_who_leaves_is_followed_by_a_colleague_who_is_not_the_other_contact(regio, zorg) -> None:
    tom = collega(regio, "Tom Tak", Rol.BEGELEIDER, regio.zorg)
    [ding] = hangt_aan(regio.begeleider, zorg)
    assert (ding.kandidaten, ding.leeg) == ((tom,), "")
    for mag_niet in (TEAM, str(regio.teamleider_zorg.sleutel), str(regio.consulent.sleutel)):
        with pytest.raises(Exception, match="kan dit niet overnemen"):
            _draag_over(regio, mag_niet)
    assert _draag_over(regio, str(tom.sleutel)) == 1
    zorg.refresh_from_db()
    assert zorg.eerste_contact == tom


def test_the_last_colleague_of_an_organisation_that_stopped_may_leave_it_to_nobody(regio, zorg) -> None:
    Deelname.objects.filter(organisatie=zorg).update(tot=DAG)
    assert hangt_aan(regio.begeleider, zorg)[0].leeg == "Niemand, de organisatie doet niet meer mee"
    assert _draag_over(regio, TEAM) == 1
    zorg.refresh_from_db()
    assert zorg.eerste_contact is None
    assert zonder_contacten() != []  # the others of this region never named anybody


def test_in_the_demo_nobody_is_contact_of_the_work_of_her_own_hands(streek) -> None:
    """Seen to fail: Noor was escalatiecontact of her own duties. In a commissie every member decides."""
    assert zonder_contacten() == []
    doet_het = {"begeleider", "consulent", "coordinator", "wmo_consulent"}
    contacten_ = {
        (o.naam, rol)
        for o in streek.organisaties.values()
        for c in (o.eerste_contact, o.tweede_contact)
        if c is not None  # who is asked by a link takes no part
        for rol in c.roltoekenningen.values_list("rol", flat=True)
    }
    assert {paar for paar in contacten_ if paar[1] in doet_het} == set()


# --- an organisation that stops ----------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", ["zorg", "gemeente", "corporatie"])
def test_who_still_does_something_does_not_stop(regio, begin, wie: str) -> None:
    """Seen to fail: Beheer took the last day without a question; the gemeente never heard of anything again."""
    organisatie: Organisatie = getattr(regio, wie)
    leeg = _bewaar(regio, organisatie, beeindigd_op="2026-03-09")[0]
    Organisatie.objects.filter(pk=organisatie.pk).update(beeindigd_op=None)
    begin(regio)
    code, pagina = _bewaar(regio, organisatie, beeindigd_op="2026-03-09")
    zin = "doet nog iets in 1 traject." if wie == "zorg" else "is verder niemand"
    assert (leeg, code, zin in pagina) == (302, 200, True)
    assert Organisatie.objects.get(pk=organisatie.pk).beeindigd_op is None


def test_the_last_gemeente_takes_part_while_trajecten_run(regio, begin) -> None:
    begin(regio)
    wmo = Deelname.objects.get(hoedanigheid="wmo")
    zinnen = bezwaren_organisatie(regio.gemeente, DAG, deelname=wmo.pk)
    assert [zin.startswith(f"Bij {regio.regeling.naam} is verder niemand") for zin in zinnen] == [True]
    Deelname.objects.create(regeling=regio.regeling, organisatie=regio.zorg, hoedanigheid="wmo", vanaf=DAG)
    assert bezwaren_organisatie(regio.gemeente, DAG, deelname=wmo.pk) == []
    verhuurder = Deelname.objects.filter(hoedanigheid="verhuurder")[0]
    assert bezwaren_organisatie(regio.corporatie, DAG, deelname=verhuurder.pk) == []
