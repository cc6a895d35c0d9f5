"""What stays undone in a regeling: kenmerk, kind and days, and nothing from which more can be told."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluatie.monitor import views
from opstap import clock
from opstap.demo.weg import Weg
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.models import Bericht
from opstap.post.services import berichten_verzenden
from opstap.protocol.termijnsoorten import AANMELDWERK, TERMIJNSOORTEN, WOONWERK
from opstap.termijnen.models import Termijn
from opstap.trajecten.models import Traject
from tests.fundament.conftest import begin  # noqa: F401  (fixture)
from tests.verloop.dagen import ochtend

PAD, DAG = "/overzicht/te-laat/", date(2026, 3, 2)


@pytest.fixture
def traject(regio, begin) -> Traject:  # noqa: F811
    rij: Traject = begin(regio, naam="Kanarie Geel")
    Termijn.objects.all().delete()
    return rij


def _plicht(traject: Traject, soort: str, datum: date, plek: str = "") -> Termijn:
    zorg = traject.betrokkenheden.all()[0].organisatie
    rij: Termijn = traject.termijnen.create(soort=soort, plek=plek, datum=datum, organisatie=zorg, rol="begeleider")
    return rij


def _bekijk(regio, wie, pad: str = PAD):
    with clock.klok_op(DAG):
        return regio.ingelogd(wie).get(pad)


def _rijen(antwoord) -> list[list[str]]:
    """[kenmerk, what, who, how long and why] of each duty, in the order of the page."""
    return [
        [groep["kenmerk"], taak["wat"], taak["wie"], ". ".join(filter(None, (taak["hoe_lang"], taak["waarom"])))]
        for groep in antwoord.context["groepen"]
        for taak in groep["taken"]
    ]


@pytest.mark.clausule("P-51", "Z-20.4", "I-9")
def test_the_gemeente_reads_kenmerk_days_and_a_kind_that_tells_nothing(regio, traject) -> None:
    """Seen to fail with `kind.tekst`."""
    for n, soort in enumerate(TERMIJNSOORTEN):
        _plicht(traject, soort, DAG - timedelta(days=n + 1))
    for wie in (regio.procesregisseur, regio.beleidsmedewerker, regio.wmo_consulent):
        antwoord = _bekijk(regio, wie)
        tekst = antwoord.content.decode()
        assert {rij[1] for rij in _rijen(antwoord)} == {AANMELDWERK, WOONWERK} | {
            s.tekst for s in TERMIJNSOORTEN.values() if s.lezers is None and not s.doet_opstap
        }
        assert {rij[0] for rij in _rijen(antwoord)} == {traject.kenmerk}
        geheim = ["Kanarie", "Linde", str(traject.sleutel), "/trajecten/" + str(traject.sleutel)]
        assert [woord for woord in geheim if woord in tekst] == []


def test_only_what_is_late_stands_there_the_longest_first(regio, traject) -> None:
    for soort, dagen in (("contract_opmaken", 1), ("sleutel_geven", 30), ("woning_aanbieden", 0)):
        _plicht(traject, soort, DAG - timedelta(days=dagen))
    klaar = _plicht(traject, "contract_tekenen", DAG - timedelta(days=5))
    klaar.voltooien()
    klaar.afgedaan_op = DAG
    klaar.save()
    assert [rij[1:] for rij in _rijen(_bekijk(regio, regio.procesregisseur))] == [
        ["Sleutel geven", "zorgorganisatie", "30 dagen te laat"],
        ["Contract opmaken", "zorgorganisatie", "1 dag te laat"],
    ]


@pytest.mark.clausule("P-9", "Z-20.4", "I-9")
def test_the_gemeente_reads_why_and_until_when_of_a_kind_that_tells_nothing_of_somebody(regio, traject) -> None:
    """Of the others not even that it waits: only few of them may. Seen to fail without the question for `lezers`."""
    for soort, dagen in (("woning_aanbieden", 3), ("herhuisvesting", 2), ("woning_klaar", 1)):
        rij = _plicht(traject, soort, DAG - timedelta(days=dagen))
        if soort != "woning_klaar":
            rij.wacht_tot = DAG + timedelta(days=9)
            rij.save()
            rij.vertragingen.create(
                reden="woningtekort", datum=rij.datum, vastgelegd_op=DAG, gebruiker=uuid4(), rol="begeleider",
                organisatie=rij.organisatie.sleutel,
            )  # fmt: skip
    antwoord = _bekijk(regio, regio.beleidsmedewerker)
    want = "Wacht tot 11 maart 2026. Er zijn te weinig kleine, betaalbare woningen"
    assert [rij[1:] for rij in _rijen(antwoord)] == [
        ["Een woning aanbieden", "zorgorganisatie", f"3 dagen te laat. {want}"],
        [WOONWERK, "", "2 dagen te laat"],
        ["Woning en begeleiding klaar", "zorgorganisatie", "1 dag te laat"],
    ]


@pytest.mark.clausule("Z-20.5", "I-9")
def test_who_must_act_is_named_when_the_name_tells_nothing_of_somebody(regio, traject) -> None:
    """Seen to fail with the name of each: whose help somebody gets, and who was asked for akkoord. Of a kind that says
    too much not even the kind of organisation."""
    partner = Organisatie.objects.create(naam="Verslavingshulp Zuid", soort="overig")
    wie = [regio.corporatie, regio.gemeente, regio.andere_zorg, partner, None]
    for n, organisatie in enumerate(wie):
        for soort in ("woning_klaar", "herhuisvesting"):
            rij = _plicht(traject, soort, DAG - timedelta(days=9 - n), plek=str(n))
            Termijn.objects.filter(pk=rij.pk).update(organisatie=organisatie)
    antwoord = _bekijk(regio, regio.procesregisseur)
    gezien = [rij[2] for rij in _rijen(antwoord) if rij[1] != WOONWERK]
    assert gezien == [regio.corporatie.naam, regio.gemeente.naam, "zorgorganisatie", "andere partner", "nog niemand"]
    assert {rij[2] for rij in _rijen(antwoord) if rij[1] == WOONWERK} == {""}
    assert [w for w in (partner.naam, regio.andere_zorg.naam) if w in antwoord.content.decode()] == []


def test_another_regeling_is_not_seen(streek, client) -> None:
    weg = Weg(streek, "Bodi Esveld", date(1991, 2, 3))
    weg.beginnen(date(2026, 1, 2), uitstroom=date(2026, 4, 1))
    with clock.klok_op(DAG):
        for account, aantal in (("procesregisseur", 1), ("wmo3", 0)):
            client.force_login(streek.mensen[account])
            assert len(_rijen(client.get(PAD))) == aantal, account


def test_a_traject_is_one_line_with_a_count_and_the_worst_and_what_can_be_met_comes_first(
    regio,
    traject,
    begin,  # noqa: F811
) -> None:
    """Seen to fail: a line for each duty, nine screens of a phone long."""
    tweede, derde = begin(regio, naam="Bo Tweede"), begin(regio, naam="Cis Derde")
    Termijn.objects.all().delete()
    for n in range(3):
        _plicht(traject, "evaluatie_houden", DAG - timedelta(days=90 + n), plek=str(n))
    _plicht(tweede, "woning_klaar", DAG - timedelta(days=100))
    _plicht(derde, "evaluatie_houden", DAG - timedelta(days=4))
    laatste = _plicht(derde, "venster_bewaken", DAG + timedelta(days=5))
    laatste.stappen.create(dag=DAG, trap="gemeente", uitvoeren_vanaf=clock.dienst_nu(), klaar_op=clock.echt_nu())
    antwoord = _bekijk(regio, regio.procesregisseur)
    gezien = [(g["kenmerk"], len(g["taken"]), g["langst"], g["uiterst"]) for g in antwoord.context["groepen"]]
    assert gezien == [
        (derde.kenmerk, 2, "4 dagen te laat", "uiterste datum over 5 dagen"),
        (tweede.kenmerk, 1, "100 dagen te laat", ""),
        (traject.kenmerk, 3, "92 dagen te laat", ""),
    ]
    pagina = antwoord.content.decode()
    assert [pagina.count(t.kenmerk) for t in (traject, tweede, derde)] == [1, 1, 1]
    assert "<summary>3 taken</summary>" in pagina and "<summary>1 taken" not in pagina


def test_it_is_paged_and_asks_the_same_number_of_questions_at_every_size(
    regio,
    traject,
    begin,  # noqa: F811
    monkeypatch,
) -> None:
    monkeypatch.setattr(views, "PER_PAGINA", 3)
    meer = [traject, *(begin(regio, naam=f"Naam {n}") for n in range(7))]
    Termijn.objects.all().delete()
    tel = []
    for al, tot in ((0, 1), (1, 8)):
        for n, rij in list(enumerate(meer))[al:tot]:
            _plicht(rij, "woning_klaar", DAG - timedelta(days=1 + n // 2))
            _plicht(rij, "contract_tekenen", DAG + timedelta(days=n % 2), plek="x").stappen.create(
                dag=DAG, trap="gemeente", uitvoeren_vanaf=clock.dienst_nu(), klaar_op=clock.echt_nu()
            )
        with CaptureQueriesContext(connection) as vragen:
            antwoord = _bekijk(regio, regio.procesregisseur)
        tel.append(len(vragen))
    assert tel[0] == tel[1]
    Termijn.objects.filter(soort="contract_tekenen", traject__in=meer[4:]).delete()
    gezien, bladen = [], 0
    antwoord = _bekijk(regio, regio.procesregisseur)
    while True:
        bladen += 1
        gezien += [groep["kenmerk"] for groep in antwoord.context["groepen"]]
        if not antwoord.context["volgende_url"]:
            break
        antwoord = _bekijk(regio, regio.procesregisseur, PAD + antwoord.context["volgende_url"])
    assert (bladen, gezien) == (3, [meer[n].kenmerk for n in (2, 3, 0, 1, 6, 7, 4, 5)])


def test_what_folds_away_is_counted_and_never_called_all_while_there_is_a_next_page(regio, traject, begin) -> None:  # noqa: F811
    """Seen to fail: “Toon alle 25” of twenty-seven, and fifteen of them behind it."""
    for rij in [traject, *(begin(regio, naam=f"Naam {n}") for n in range(26))]:
        _plicht(rij, "woning_klaar", DAG - timedelta(days=9))
    Termijn.objects.exclude(soort="woning_klaar").delete()
    pagina = _bekijk(regio, regio.procesregisseur).content.decode()
    assert "<summary>Toon nog 15</summary>" in pagina and "Laat meer zien" in pagina


@pytest.mark.parametrize(
    "na",
    ["x", "1_2026-03-02", "0_2026-03-02_x", "0_2026-02-31_1", "__1x", "1_2026-03-02_" + "9" * 40, "2_2026-03-02_1"],
)
def test_a_broken_place_in_the_list_is_not_found_or_the_start(regio, traject, na: str) -> None:
    assert _bekijk(regio, regio.procesregisseur, f"{PAD}?na={na}").status_code in {200, 404}


def test_who_hears_before_the_date_finds_it_on_the_page(streek, client) -> None:
    """A date with effect in law is told a week before: the page that the mail leads to must hold it."""
    from tests.verloop.test_andere_aflopen import _op_weg, _woont

    weg = _op_weg(streek)
    _woont(weg)
    ochtend(date(2028, 5, 25))
    client.force_login(streek.mensen["procesregisseur"])
    with clock.klok_op(date(2028, 5, 25)):
        rijen = _rijen(client.get(PAD))
    assert ["Laatste dag om nog nee te kunnen zeggen", "over 6 dagen"] in [[rij[1], rij[3]] for rij in rijen]


@pytest.fixture
def contact(regio, traject) -> Gebruiker:
    """Of the gemeente, without any role: who would read along is not there, so the mail went to her."""
    mens: Gebruiker = Gebruiker.objects.create_user("directie@voorbeeld.invalid", None, naam="Directie")
    Organisatie.objects.filter(pk=regio.gemeente.pk).update(tweede_contact=mens)
    verteld = _plicht(traject, "woning_klaar", DAG - timedelta(days=30))
    geheim = _plicht(traject, "evaluatie_houden", DAG - timedelta(days=40))
    _plicht(traject, "sleutel_geven", DAG - timedelta(days=50))
    for n, rij in enumerate((verteld, geheim)):
        Bericht.objects.create(
            soort="termijn_gemeente", plek=str(n), ontvanger=mens, traject=traject, trap="gemeente",
            gegevens={"termijn": str(rij.sleutel), "tekst": rij.kind.tekst_buiten, "datum": rij.datum.isoformat()},
            uitvoeren_vanaf=clock.lokaal_moment(DAG),
        )  # fmt: skip
    return mens


@pytest.mark.clausule("Z-20.4", "I-9")
def test_a_contact_of_the_gemeente_without_a_role_reads_what_the_mail_told_and_no_more(
    regio, traject, contact, mailoutbox
) -> None:
    """Seen to fail: behind the link in the mail stood that it does not belong to her role."""
    with clock.klok_op(DAG):
        berichten_verzenden()
    assert all(f"http://127.0.0.1:8000{PAD}" in post.body for post in mailoutbox) and len(mailoutbox) == 2
    antwoord = _bekijk(regio, contact)
    assert antwoord.status_code == 200
    assert _rijen(antwoord) == [
        [traject.kenmerk, WOONWERK, "", "40 dagen te laat"],
        [traject.kenmerk, "Woning en begeleiding klaar", "", "30 dagen te laat"],
    ]
    pagina = antwoord.content.decode()
    geheim = ("Kanarie", "Linde", "Evaluatie houden", "Sleutel", "zorgorganisatie", str(traject.sleutel), "2026-01")
    assert [woord for woord in geheim if woord in pagina] == []
    assert "In uw regeling blijft bij 1 traject iets liggen." in _bekijk(regio, contact, "/").content.decode()


def test_who_is_no_contact_any_more_or_got_no_such_mail_may_not(regio, traject, contact) -> None:
    Bericht.objects.filter(plek="0").update(soort="termijn_escalatie")
    assert len(_rijen(_bekijk(regio, contact))) == 1
    Organisatie.objects.filter(pk=regio.gemeente.pk).update(tweede_contact=regio.beheerder)
    assert [_bekijk(regio, wie).status_code for wie in (contact, regio.beheerder)] == [403, 403]
    Organisatie.objects.filter(pk=regio.gemeente.pk).update(tweede_contact=contact)
    Organisatie.objects.filter(pk=regio.corporatie.pk).update(tweede_contact=regio.consulent)
    Bericht.objects.all().update(soort="termijn_gemeente", ontvanger=regio.consulent)
    assert [_bekijk(regio, wie).status_code for wie in (contact, regio.consulent)] == [403, 403]


def test_the_coordinator_and_who_takes_no_part_may_not(regio, traject) -> None:
    for wie in (regio.coordinator, regio.begeleider, regio.consulent, regio.beheerder):
        assert _bekijk(regio, wie).status_code == 403


def test_what_was_late_on_the_day_it_began_is_no_red_line_for_the_gemeente(regio, traject, begin) -> None:  # noqa: F811
    """It stays in the list: late is late. Of several the longest that somebody could have done."""
    Termijn.objects.filter(pk=_plicht(traject, "aanmelding_compleet", DAG - timedelta(days=28)).pk).update(
        was_al_voorbij=True
    )
    (alleen,) = _bekijk(regio, regio.beleidsmedewerker).context["groepen"]
    zin = "later verstuurd dan de richtlijn; dat geeft niet"
    assert (alleen["is_te_laat"], alleen["langst"], alleen["taken"][0]["hoe_lang"]) == (False, zin, zin)
    _plicht(traject, "contract_opmaken", DAG - timedelta(days=3))
    (samen,) = _bekijk(regio, regio.beleidsmedewerker).context["groepen"]
    assert (samen["is_te_laat"], samen["langst"]) == (True, "3 dagen te laat")
