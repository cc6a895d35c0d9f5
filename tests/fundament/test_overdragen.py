"""A colleague leaves: what hangs on her gets a successor, and nothing ends while it would hang on nobody."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from opstap import clock
from opstap.errors import GeenRecht, OpstapFout
from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Afwezigheid, Gebruiker, Organisatie
from opstap.partners.services import rol_toekennen
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.regelingen.models import Commissielid, Deelname
from opstap.regelingen.services import commissielid_benoemen
from opstap.termijnen.mensen.controles import contactpersoon_werkt_er, iemand_kan_het
from opstap.termijnen.mensen.hangt import Hangsoort, hangt_aan, opvolger
from opstap.termijnen.mensen.services import TEAM, termijn_oppakken, werk_overdragen
from opstap.termijnen.mensen.vertrek import vertrek_bezwaren
from opstap.termijnen.models import Termijn
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.models import Betrokkenheid, Traject
from opstap.trajecten.services import betrekken, traject_afsluiten
from tests.fundament.conftest import DAG
from tests.fundament.test_beheerkring import _wijzig
from tests.fundament.test_oppakken import collega
from tests.fundament.test_termijnen import COMPLEET, _zet
from tests.rolbezetting import Regio

EEN = timedelta(days=1)
MORGEN = DAG + EEN
H = Hoedanigheid


@pytest.fixture(autouse=True)
def _dag():
    """Today is DAG, also for roles that a test gives."""
    with clock.klok_op(DAG):
        yield


@pytest.fixture
def tom(regio) -> Gebruiker:
    return collega(regio, "Tom Tak", Rol.BEGELEIDER, regio.zorg)


@pytest.fixture
def volle_tom(regio, begin, tom) -> list[Traject]:
    """Contactpersoon in two trajecten, with a duty, as escalatiecontact and as the substitute of the team lead."""
    trajecten = [begin(regio, naam=naam, contactpersoon=tom) for naam in ("Ayla", "Bo")]
    taak = Termijn(traject=trajecten[0], soort="aanmelding_indienen", datum=DAG, rol=Rol.BEGELEIDER)
    taak.organisatie, taak.opgepakt_door, taak.opgepakt_op = regio.zorg, tom, DAG
    taak.save()
    Organisatie.objects.filter(pk=regio.zorg.pk).update(eerste_contact=tom, tweede_contact=regio.teamleider_zorg)
    Afwezigheid.objects.create(
        gebruiker=regio.teamleider_zorg, organisatie=regio.zorg, vervanger=tom, vanaf=DAG, tot=DAG + 9 * EEN,
        gemaakt_door=regio.teamleider_zorg,
    )  # fmt: skip
    return trajecten


def draag_over(
    regio: Regio, van: Gebruiker, *, wie: Gebruiker | None = None, alles: UUID | None = None, **velden: Any
) -> int:
    """`alles`: who gets everything, also as escalatiecontact when he is none yet."""
    gegevens: dict[str, Any] = {"organisatie": regio.zorg, "keuzes": {}, "alles": {}} | velden
    if alles:
        gegevens["alles"] = dict.fromkeys(Rol, str(alles))
        contact = [
            d
            for d in hangt_aan(van, Organisatie.objects.get(pk=gegevens["organisatie"].pk))
            if d.soort is Hangsoort.ESCALATIE
        ]
        gegevens["keuzes"] = {d.code: str(alles) for d in contact if opvolger(d, alles)}
    return werk_overdragen(gebruiker=van, namens=regio.namens(wie or regio.teamleider_zorg), **gegevens)


def codes(regio: Regio, mens: Gebruiker) -> list[str]:
    zorg = Organisatie.objects.get(pk=regio.zorg.pk)
    return [ding.code.split("_")[0] for ding in hangt_aan(mens, zorg)]


def test_everything_that_hangs_on_a_person_is_found(regio, tom, volle_tom) -> None:
    assert codes(regio, tom) == ["contact", "contact", "taak", "escalatie", "vervanging"]
    assert hangt_aan(tom, regio.corporatie) == []


def test_one_successor_gets_all_of_it_in_one_go(regio, tom, volle_tom) -> None:
    """Escalatiecontact too; the substitute of the team lead cannot be the team lead."""
    assert draag_over(regio, tom, alles=regio.begeleider.sleutel) == 5
    assert codes(regio, tom) == []
    assert codes(regio, regio.begeleider) == ["contact", "contact", "taak", "escalatie", "vervanging"]
    log = Gebeurtenis.objects.filter(soort="werk_overgedragen").order_by("pk")
    assert [r.gegevens["wat"] for r in log] == ["contact"] * 4 + ["taak", "escalatie", "vervanging"]
    assert {(r.gegevens["van"], r.gegevens["naar"]) for r in log} == {(str(tom.sleutel), str(regio.begeleider.sleutel))}


def test_who_replaces_from_now_on_and_who_is_away_hear_it(regio, tom, volle_tom) -> None:
    """As when an absence is planned: no name, and at once for who begins today. Seen to fail: nobody was told."""
    sanne = collega(regio, "Sanne de Wit", Rol.TEAMLEIDER_ZORG, regio.zorg)
    for _ in range(2):
        draag_over(regio, tom, wie=sanne, alles=regio.begeleider.sleutel)
    verteld = Bericht.objects.filter(soort__contains="overgedragen").values_list("soort", "ontvanger__naam", "wijze")
    assert set(verteld) == {
        ("vervanging_overgedragen", "begeleider", "meteen"),
        ("afwezigheid_overgedragen", "teamleider zorg", "dagpost"),
    }


def test_who_takes_over_the_substitution_herself_is_not_told(regio, tom, volle_tom) -> None:
    sanne = collega(regio, "Sanne de Wit", Rol.TEAMLEIDER_ZORG, regio.zorg)
    vervanging = next(d for d in hangt_aan(tom, regio.zorg) if d.soort is Hangsoort.VERVANGING)
    draag_over(regio, tom, wie=sanne, keuzes={vervanging.code: str(sanne.sleutel)})
    assert set(Bericht.objects.values_list("soort", flat=True)) == {"afwezigheid_overgedragen"}


def test_a_betrokkenheid_is_closed_and_the_next_one_opened(regio, tom, volle_tom) -> None:
    with clock.klok_op(MORGEN):
        draag_over(regio, tom, alles=regio.begeleider.sleutel)
    rijen = Betrokkenheid.objects.filter(traject=volle_tom[0], hoedanigheid=H.BEGELEIDING).order_by("pk")
    assert [(r.contactpersoon, r.vanaf, r.tot, r.reden) for r in rijen] == [
        (tom, DAG, MORGEN, "aanmelding"),
        (regio.begeleider, MORGEN, None, "overdracht"),
    ]


def test_each_thing_its_own_successor_or_the_team_and_the_rest_later(regio, tom, volle_tom) -> None:
    een, twee = (f"contact_{t.sleutel}" for t in volle_tom)
    assert draag_over(regio, tom, keuzes={een: str(regio.begeleider.sleutel), twee: TEAM}) == 2
    nu = Betrokkenheid.objects.actueel().filter(hoedanigheid=H.BEGELEIDING).order_by("traject")
    assert [r.contactpersoon for r in nu] == [regio.begeleider, None]
    assert codes(regio, tom) == ["taak", "escalatie", "vervanging"]


def test_sent_twice_it_is_done_once(regio, tom, volle_tom) -> None:
    """Also with another form of before: what no longer hangs there is not handed over again."""
    keuzes = {f"contact_{volle_tom[0].sleutel}": str(regio.begeleider.sleutel)}
    assert [draag_over(regio, tom, keuzes=keuzes) for _ in range(2)] == [1, 0]
    assert Betrokkenheid.objects.filter(traject=volle_tom[0]).count() == 4


def test_only_who_may_have_it_gets_it(regio, tom, volle_tom) -> None:
    """Nobody of elsewhere, of another side, or who left; nothing of the rest is done then either."""
    weg = collega(regio, "Weg", Rol.BEGELEIDER, regio.zorg)
    weg.beeindigd_op = DAG
    weg.save()
    goed = {f"contact_{volle_tom[0].sleutel}": str(regio.begeleider.sleutel)}
    for vreemd in (regio.buitenstaander, regio.consulent, regio.beheerder, weg, tom):
        keuzes = goed | {f"contact_{volle_tom[1].sleutel}": str(vreemd.sleutel)}
        with pytest.raises(OpstapFout, match="kan dit niet overnemen"):
            draag_over(regio, tom, keuzes=keuzes)
        assert draag_over(regio, tom, alles=vreemd.sleutel) == 0
    assert len(codes(regio, tom)) == 5


def test_only_who_leads_hands_over(regio, tom, volle_tom) -> None:
    """Seen to fail without `_eis_leidt`."""
    for wie in (regio.begeleider, tom, regio.teamleider_corporatie, regio.buitenstaander, regio.procesregisseur):
        with pytest.raises(GeenRecht):
            draag_over(regio, tom, wie=wie, alles=regio.begeleider.sleutel)
    assert draag_over(regio, tom, wie=regio.beheerder, alles=regio.begeleider.sleutel) == 5


def test_in_a_closed_traject_the_successor_reads_along_just_as_long(regio, tom, volle_tom) -> None:
    """Seen to fail with a new row without an end: open for ever in a closed traject."""
    traject_afsluiten(traject=volle_tom[0].sleutel, uitkomst=Uitkomst.INGETROKKEN, namens=regio.namens(tom))
    einde = Betrokkenheid.objects.filter(traject=volle_tom[0]).values_list("tot", flat=True)[0]
    draag_over(regio, tom, alles=regio.begeleider.sleutel)
    nieuw = Betrokkenheid.objects.filter(traject=volle_tom[0], contactpersoon=regio.begeleider)
    assert einde is not None and {r.tot for r in nieuw} == {einde}


def test_a_seat_goes_to_a_member_without_one_or_ends(regio) -> None:
    deelname = Deelname.objects.create(
        regeling=regio.regeling, organisatie=regio.gemeente, hoedanigheid=H.COMMISSIE, vanaf=DAG
    )
    eva, zit = (collega(regio, naam, Rol.COMMISSIELID, regio.gemeente) for naam in ("Eva", "Zoe"))
    for wie in (regio.wmo_consulent, zit):
        commissielid_benoemen(deelname=deelname, gebruiker=wie, vertegenwoordigt=regio.gemeente)
    gemeente = {"organisatie": regio.gemeente, "wie": regio.beheerder}
    code = f"zetel_{regio.regeling.sleutel}"
    with clock.klok_op(MORGEN):
        with pytest.raises(OpstapFout):
            draag_over(regio, regio.wmo_consulent, keuzes={code: str(zit.sleutel)}, **gemeente)
        assert draag_over(regio, regio.wmo_consulent, keuzes={code: str(eva.sleutel)}, **gemeente) == 1
        assert draag_over(regio, zit, keuzes={code: TEAM}, **gemeente) == 1
        nu = Commissielid.objects.op(MORGEN)
        assert [(lid.gebruiker, lid.vertegenwoordigt) for lid in nu] == [(eva, regio.gemeente)]


# --- the page ------------------------------------------------------------------------------------------------------


def test_the_page_asks_hands_over_and_can_be_taken_up_again(regio, tom, volle_tom) -> None:
    client = regio.ingelogd(regio.teamleider_zorg)
    adres = reverse("overdragen_van", args=[tom.sleutel, regio.zorg.sleutel])
    assert adres in client.get(reverse("overdragen")).content.decode()
    leeg = client.get(adres).content.decode()
    assert "Wie krijgt al het werk als begeleider?" in leeg and "niet verplicht" not in leeg
    leeg = client.post(adres, {})
    assert leeg.status_code == 422 and "Kies wie het werk krijgt" in leeg.content.decode()
    assert "alles_begeleider" in leeg.context["form"].fields and "alles_begeleider" in leeg.content.decode()
    een = f"contact_{volle_tom[0].sleutel}"
    deel = {een: str(regio.begeleider.sleutel), "verzoek": str(uuid4())}
    assert [client.post(adres, deel).status_code for _ in range(2)] == [302, 302]
    over = client.get(adres)
    velden = over.context["form"].fields
    assert een not in velden and [n.split("_")[0] for n in velden] == [
        "alles",
        "contact",
        "taak",
        "vervanging",
        "escalatie",
    ]
    client.post(adres, {"alles_begeleider": str(regio.begeleider.sleutel)})
    assert codes(regio, tom) == ["escalatie"]  # nobody gets that without being asked for
    client.post(adres, {"escalatie_eerste": str(regio.begeleider.sleutel)})
    assert "Er hangt niets meer aan Tom Tak" in client.get(adres).content.decode()


def test_who_left_with_something_stands_on_top_and_can_still_be_handed_over(regio, tom, volle_tom) -> None:
    Gebruiker.objects.filter(pk=tom.pk).update(beeindigd_op=DAG)
    pagina = regio.ingelogd(regio.teamleider_zorg).get(reverse("overdragen"))
    assert [regel["tekst"] for regel in pagina.context["weg"]] == ["Tom Tak"]
    assert draag_over(regio, tom, alles=regio.begeleider.sleutel) == 5


def test_one_choice_for_a_role_and_another_for_one_traject(regio, tom, volle_tom) -> None:
    """The team gets all, the begeleider one. Seen to fail with the one choice before the other."""
    client, een = regio.ingelogd(regio.teamleider_zorg), volle_tom[0]
    adres = reverse("overdragen_van", args=[tom.sleutel, regio.zorg.sleutel])
    keuze = {"alles_begeleider": TEAM, f"contact_{een.sleutel}": str(regio.begeleider.sleutel)}
    assert client.post(adres, keuze).status_code == 302
    nu = Betrokkenheid.objects.actueel().filter(hoedanigheid=H.BEGELEIDING).order_by("traject")
    assert [r.contactpersoon for r in nu] == [regio.begeleider, None]
    assert codes(regio, tom) == ["escalatie", "vervanging"]  # a substitute is somebody


def test_the_page_says_what_beheer_says(regio, begin, proef) -> None:
    """Seen to fail: the page said that the account could end, and beheer refused."""
    traject = begin(regio)
    betrekken(traject, organisatie=regio.corporatie, hoedanigheid=H.COORDINATIE, reden="toets")
    _zet(traject, aanmelding=COMPLEET)
    joris, client = regio.coordinator, regio.ingelogd(regio.beheerder)
    adres = reverse("overdragen_van", args=[joris.sleutel, regio.corporatie.sleutel])
    zinnen = vertrek_bezwaren(joris, regio.corporatie, {Rol.COORDINATOR}, DAG)
    pagina = client.get(adres).content.decode()
    assert len(zinnen) == 1 and zinnen[0] in pagina and "kan eindigen" not in pagina
    assert _wijzig(client, joris, beeindigd_op=MORGEN.isoformat()) == 200
    collega(regio)
    assert "kan eindigen" in client.get(adres).content.decode()
    assert _wijzig(client, joris, beeindigd_op=MORGEN.isoformat()) == 302


def test_after_it_the_page_leads_to_who_got_it_and_to_where_the_account_ends(regio, tom, volle_tom) -> None:
    """Seen to fail: “overgedragen”, and nothing to go on with. Who may not change an account gets no link to it."""
    adres = reverse("overdragen_van", args=[tom.sleutel, regio.zorg.sleutel])
    zijn = str(regio.begeleider.sleutel)
    alles = {"alles_begeleider": zijn, "alles_teamleider_zorg": "", "escalatie_eerste": zijn}
    na = regio.ingelogd(regio.teamleider_zorg).post(adres, alles, follow=True)
    assert "Al het werk is overgedragen." in na.content.decode() and codes(regio, tom) == []
    naar_hem = reverse("overdragen_van", args=[regio.begeleider.sleutel, regio.zorg.sleutel])
    assert [link["url"] for link in na.context["verder"]] == [naar_hem] and naar_hem in na.content.decode()
    bij_beheer = regio.ingelogd(regio.beheerder).get(f"{adres}?naar=x&naar={regio.consulent.sleutel}")
    account = reverse("admin:partners_gebruiker_change", args=[tom.pk])
    assert [link["url"] for link in bij_beheer.context["verder"]] == [account]


def test_the_page_names_another_organisation_where_something_hangs(regio, tom, volle_tom) -> None:
    """To who leads there; a team lead does not learn where else a colleague works."""
    rol_toekennen(gebruiker=tom, organisatie=regio.andere_zorg, rol=Rol.BEGELEIDER)
    daar = reverse("overdragen_van", args=[tom.sleutel, regio.andere_zorg.sleutel])
    hier = reverse("overdragen_van", args=[tom.sleutel, regio.zorg.sleutel])
    assert hier in regio.ingelogd(regio.beheerder).get(daar).content.decode()
    tom.roltoekenningen.filter(organisatie=regio.andere_zorg).update(rol=Rol.TEAMLEIDER_ZORG)
    Organisatie.objects.filter(pk=regio.andere_zorg.pk).update(eerste_contact=tom)
    assert daar in regio.ingelogd(regio.beheerder).get(hier).content.decode()
    assert daar not in regio.ingelogd(regio.teamleider_zorg).get(hier).content.decode()


# --- an account or a role ends -------------------------------------------------------------------------------------


def _rol_eindigt(client: Any, rij: Any, **velden: Any) -> Any:
    gegevens = {"gebruiker": rij.gebruiker.pk, "organisatie": rij.organisatie.pk, "rol": rij.rol, "vanaf": rij.vanaf}
    adres = reverse("admin:partners_roltoekenning_change", args=[rij.pk])
    return client.post(adres, gegevens | {"tot": ""} | velden)


def test_an_account_or_a_role_with_work_on_it_does_not_end_and_says_where_to_go(regio, tom, volle_tom) -> None:
    """Seen to fail without the two `clean`s: Tom was gone and two trajecten had nobody."""
    client, rij = regio.ingelogd(regio.beheerder), tom.roltoekenningen.get()
    naar = reverse("overdragen_van", args=[tom.sleutel, regio.zorg.sleutel])
    for antwoord in (
        _rol_eindigt(client, rij, tot=MORGEN),
        _rol_eindigt(client, rij, rol=Rol.BELEIDSMEDEWERKER),
        _rol_eindigt(client, rij, organisatie=regio.gemeente.pk),
        _rol_eindigt(client, rij, vanaf=MORGEN),
    ):
        assert antwoord.status_code == 200 and f'href="{naar}"' in antwoord.content.decode()
    assert _wijzig(client, tom, beeindigd_op=MORGEN.isoformat()) == 200
    rij.refresh_from_db()
    tom.refresh_from_db()
    assert (rij.tot, rij.rol, tom.beeindigd_op) == (None, "begeleider", None)
    draag_over(regio, tom, alles=regio.begeleider.sleutel)
    assert _rol_eindigt(client, rij, tot=MORGEN).status_code == 302
    assert _wijzig(client, tom, beeindigd_op=MORGEN.isoformat()) == 302


@pytest.mark.parametrize("met_beheerder", [True, False])
def test_a_team_lead_is_told_who_can_give_the_role(regio, begin, proef, met_beheerder: bool) -> None:
    """Seen to fail: "Geef eerst een collega die rol" to who cannot."""
    traject = begin(regio)
    betrekken(traject, organisatie=regio.corporatie, hoedanigheid=H.VERHUURDER, reden="toets")
    Termijn.objects.create(
        traject=traject, soort="woning_aanbieden", datum=DAG, organisatie=regio.corporatie, rol=Rol.CONSULENT
    )
    if met_beheerder:
        mens = Gebruiker.objects.create_user("anne@voorbeeld.invalid", None, naam="Anne Beheer")
        rol_toekennen(gebruiker=mens, organisatie=regio.corporatie, rol=Rol.BEHEERDER)
    adres = reverse("overdragen_van", args=[regio.consulent.sleutel, regio.corporatie.sleutel])
    leider, beheer = (
        unescape(regio.ingelogd(wie).get(adres).content.decode())
        for wie in (regio.teamleider_corporatie, regio.beheerder)
    )
    wie = "Anne Beheer (beheerder)" if met_beheerder else "de beheerder van de gemeente"
    assert f"Vraag eerst {wie} om een collega die rol te geven." in leider and "Geef eerst" not in leider
    assert "Geef eerst een collega die rol." in beheer


def test_the_message_names_what_hangs(regio, tom, volle_tom) -> None:
    zinnen = vertrek_bezwaren(tom, Organisatie.objects.get(pk=regio.zorg.pk), {Rol.BEGELEIDER}, MORGEN)
    assert zinnen == [
        "Tom Tak is nog contactpersoon: 2 keer, opgepakte taak: 1 keer, escalatiecontact: 1 keer, "
        "vervanger van een collega: 1 keer."
    ]


def test_a_role_that_is_not_needed_for_it_may_end(regio, tom, volle_tom) -> None:
    rol_toekennen(gebruiker=tom, organisatie=regio.zorg, rol=Rol.TEAMLEIDER_ZORG)
    zorg = Organisatie.objects.get(pk=regio.zorg.pk)
    assert vertrek_bezwaren(tom, zorg, {Rol.BEGELEIDER}, MORGEN) == []
    assert len(vertrek_bezwaren(tom, zorg, {Rol.BEGELEIDER, Rol.TEAMLEIDER_ZORG}, MORGEN)) == 1


def test_the_last_one_in_a_role_with_open_duties_does_not_leave(regio, begin, proef) -> None:
    traject = begin(regio)
    betrekken(traject, organisatie=regio.corporatie, hoedanigheid=H.COORDINATIE, reden="toets")
    _zet(traject, aanmelding=COMPLEET)
    client, rij = regio.ingelogd(regio.beheerder), regio.coordinator.roltoekenningen.get()
    antwoord = _rol_eindigt(client, rij, tot=MORGEN)
    assert "verder heeft niemand bij Woonstichting De Brug die rol" in antwoord.content.decode()
    bas = collega(regio)
    bas.roltoekenningen.update(tot=MORGEN)  # who leaves as well does not count
    assert _rol_eindigt(client, rij, tot=MORGEN).status_code == 200
    bas.roltoekenningen.update(tot=None)
    assert _rol_eindigt(client, rij, tot=MORGEN).status_code == 302


# --- manage.py controleer ------------------------------------------------------------------------------------------


def test_controleer_names_a_contactpersoon_who_left_or_lost_the_role(regio, tom, volle_tom) -> None:
    assert list(contactpersoon_werkt_er()) == []
    Gebruiker.objects.filter(pk=tom.pk).update(beeindigd_op=DAG)
    assert len(list(contactpersoon_werkt_er())) == 4
    Gebruiker.objects.filter(pk=tom.pk).update(beeindigd_op=None)
    tom.roltoekenningen.update(rol=Rol.CONSULENT)
    assert len(list(contactpersoon_werkt_er())) == 4
    tom.roltoekenningen.update(rol=Rol.TEAMLEIDER_ZORG)
    assert list(contactpersoon_werkt_er()) == []


def test_controleer_names_a_duty_that_nobody_can_do(regio, begin, proef) -> None:
    """A team lead is enough for who she leads; not for a coordinator."""
    traject = begin(regio)
    betrekken(traject, organisatie=regio.corporatie, hoedanigheid=H.COORDINATIE, reden="toets")
    _zet(traject, aanmelding=COMPLEET)
    assert list(iemand_kan_het()) == []
    regio.coordinator.roltoekenningen.update(tot=DAG)
    [zin] = iemand_kan_het()
    assert zin.startswith("Woonstichting De Brug: er staan taken open voor de coördinator")
    Termijn.objects.update(rol=Rol.CONSULENT)
    regio.consulent.roltoekenningen.update(tot=DAG)
    assert list(iemand_kan_het()) == []


def test_a_duty_taken_and_handed_over_keeps_its_date(regio, begin, proef) -> None:
    traject, bas = begin(regio), collega(regio)
    betrekken(traject, organisatie=regio.corporatie, hoedanigheid=H.COORDINATIE, reden="toets")
    _zet(traject, aanmelding=COMPLEET)
    taak = Termijn.objects.get(soort="toelating_besluiten")
    termijn_oppakken(termijn=taak.sleutel, namens=regio.namens(bas))
    keuzes = {f"taak_{taak.sleutel}": str(regio.coordinator.sleutel)}
    draag_over(regio, bas, wie=regio.teamleider_corporatie, organisatie=regio.corporatie, keuzes=keuzes)
    na = Termijn.objects.get(pk=taak.pk)
    assert (na.datum, na.status, na.opgepakt_door) == (taak.datum, taak.status, regio.coordinator)
