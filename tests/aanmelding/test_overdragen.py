"""The begeleiding goes to a colleague or to another organisation: with a yes, on its day, and never to nobody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from aanmelding import services
from aanmelding.models import Overdracht
from evaluatie.services.herhuisvesten import herhuisvesting_openen_na
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Gebruiker
from opstap.partners.rechten import Actie
from opstap.partners.services import rol_toekennen
from opstap.post.models import Bericht
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.begrippen import Hoedanigheid, Leefgebied, Rol
from opstap.protocol.feiten import AndereWoonplekNodig
from opstap.protocol.ondersteuning import Kader, Ondersteuningssoort
from opstap.protocol.overdragen import LEEST_NA, Overdrachtantwoord, Overdrachtweigering
from opstap.termijnen.mensen.services import TEAM, termijn_oppakken, werk_overdragen
from opstap.termijnen.models import Termijn
from opstap.termijnen.services import stappen_uitvoeren
from opstap.trajecten.controles import iemand_begeleidt
from opstap.trajecten.enums import Uitkomst, Verklaringsoort, Wijze
from opstap.trajecten.models import Betrokkenheid, Concept, Traject
from opstap.trajecten.services import traject_afsluiten
from opstap.trajecten.toegang import mogelijk_namens
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van

EEN = timedelta(days=1)
START = DAG + timedelta(days=10)
H = Hoedanigheid


@pytest.fixture
def collega(spel: Spel) -> Gebruiker:
    wie = Gebruiker.objects.create(email="collega@voorbeeld.invalid", naam="Tom Tak")
    rol_toekennen(gebruiker=wie, organisatie=spel.regio.zorg, rol=Rol.BEGELEIDER)
    return wie


def vraag(spel: Spel, traject: Traject, *, start: date = START, **aan: Any) -> Overdracht:
    aanbod = services.Aanbod(start=start, besproken_op=DAG, wijze=Wijze.GESPREK, **aan)
    return services.overdracht_aanbieden(traject=traject.sleutel, aanbod=aanbod, namens=spel.zorg)


def naar_anker(spel: Spel, traject: Traject) -> Overdracht:
    return vraag(spel, traject, organisatie=spel.regio.andere_zorg.sleutel)


def ja(spel: Spel, overdracht: Overdracht, wie: Gebruiker | None = None) -> Overdracht:
    mens = wie or spel.regio.buitenstaander
    return services.overdracht_beantwoorden(
        onderwerp=overdracht.sleutel,
        antwoord=Overdrachtantwoord.AANVAARD,
        contactpersoon=mens.sleutel,
        namens=verloop.namens(mens, Rol.BEGELEIDER),
    )


def op(dag: date) -> None:
    """The tick of that morning."""
    with clock.klok_op(dag):
        stappen_uitvoeren()


def begeleiding(traject: Traject) -> list[tuple[str, str, date, date | None]]:
    rijen = traject.betrokkenheden.filter(hoedanigheid=H.BEGELEIDING).order_by("vanaf", "pk")
    return [
        (r.organisatie.naam, r.contactpersoon.naam if r.contactpersoon else "", r.vanaf, r.tot)
        for r in rijen.select_related("organisatie", "contactpersoon")
    ]


def mag(mens: Gebruiker, actie: Actie, traject: Traject) -> bool:
    return bool(mogelijk_namens(Gebruiker.objects.get(pk=mens.pk), actie, traject))


# --- to a colleague ----------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-7.10", "Z-14.11")
def test_until_the_day_itself_the_old_one_is_contactpersoon_and_then_the_colleague_is(
    spel: Spel, collega: Gebruiker
) -> None:
    """One ends on the day the other begins. Seen to fail with the new row from the day after."""
    traject = spel.ingevuld()
    overdracht = vraag(spel, traject, collega=collega.sleutel)
    nu = [("Zorgpunt De Linde", "begeleider", DAG, None)]
    assert begeleiding(traject) == nu
    ja(spel, overdracht, collega)
    op(START - EEN)
    with clock.klok_op(START - EEN):
        services.overdracht_laten_ingaan(traject=traject.sleutel, onderwerp=overdracht.sleutel)
    assert begeleiding(traject) == nu
    for _ in range(2):
        op(START)
        with clock.klok_op(START):
            services.overdracht_laten_ingaan(traject=traject.sleutel, onderwerp=overdracht.sleutel)
    assert begeleiding(traject) == [
        ("Zorgpunt De Linde", "begeleider", DAG, START),
        ("Zorgpunt De Linde", "Tom Tak", START, None),
    ]
    overdracht.refresh_from_db()
    assert (overdracht.status, overdracht.ingegaan_op) == ("ingegaan", START)
    with clock.klok_op(START):
        assert list(iemand_begeleidt()) == []
    voorbereiden = traject.termijnen.get(soort="overdracht_voorbereiden")
    assert (voorbereiden.status, voorbereiden.datum) == ("voltooid", START - EEN)


@pytest.mark.clausule("Z-14.11")
def test_duties_that_the_old_one_took_go_along_as_when_a_colleague_leaves(spel: Spel, collega: Gebruiker) -> None:
    traject, ander = spel.ingevuld(), spel.ingevuld(naam="Bo Berg")
    for t in (traject, ander):
        taak = t.termijnen.get(soort="aanmelding_indienen")
        termijn_oppakken(termijn=taak.sleutel, namens=spel.zorg)
    ja(spel, vraag(spel, traject, collega=collega.sleutel), collega)
    op(START)
    houders = {t.pk: t.termijnen.get(soort="aanmelding_indienen").opgepakt_door for t in (traject, ander)}
    assert houders == {traject.pk: collega, ander.pk: spel.regio.begeleider}
    log = Gebeurtenis.objects.filter(soort="werk_overgedragen", traject=traject.sleutel)
    assert sorted(r.gegevens["wat"] for r in log) == ["contact", "contact", "taak"]


def test_only_the_colleague_who_was_asked_answers_and_hears_of_it(spel: Spel, collega: Gebruiker) -> None:
    traject = spel.ingevuld()
    overdracht = vraag(spel, traject, collega=collega.sleutel)
    taak = traject.termijnen.get(soort="overdracht_beantwoorden")
    assert (taak.opgepakt_door, taak.datum, taak.initialen) == (collega, DAG + timedelta(days=7), "")
    assert Bericht.objects.get(soort="overdracht_gevraagd").ontvanger == collega
    assert list(Overdracht.objects.te_beantwoorden_door(collega)) == [overdracht]
    assert not Overdracht.objects.te_beantwoorden_door(spel.regio.begeleider).exists()
    with pytest.raises(GeenRecht):
        ja(spel, overdracht, spel.regio.begeleider)
    ja(spel, overdracht, collega)
    assert Bericht.objects.get(soort="overdracht_aanvaard").ontvanger == spel.regio.begeleider


def test_who_left_before_the_day_takes_nothing_over_and_the_old_one_hears_it(spel: Spel, collega: Gebruiker) -> None:
    traject = spel.ingevuld()
    overdracht = ja(spel, vraag(spel, traject, collega=collega.sleutel), collega)
    collega.roltoekenningen.update(tot=START)
    op(START)
    overdracht.refresh_from_db()
    assert (overdracht.status, len(begeleiding(traject))) == ("ingetrokken", 1)
    assert Bericht.objects.get(soort="overdracht_gaat_niet_door").ontvanger == spel.regio.begeleider


# --- the answer --------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-14.11")
def test_without_an_answer_it_expires_and_who_begeleidt_goes_on(spel: Spel) -> None:
    traject = spel.ingevuld()
    overdracht = naar_anker(spel, traject)
    assert Bericht.objects.get(soort="overdracht_gevraagd").ontvanger == spel.regio.buitenstaander
    op(DAG + timedelta(days=7))
    overdracht.refresh_from_db()
    assert overdracht.status == "aangeboden"
    op(DAG + timedelta(days=8))
    overdracht.refresh_from_db()
    assert (overdracht.status, len(begeleiding(traject))) == ("verlopen", 1)
    assert traject.termijnen.get(soort="overdracht_beantwoorden").status == "vervallen"
    assert Bericht.objects.get(soort="overdracht_verlopen").ontvanger == spel.regio.begeleider
    naar_anker(spel, traject)


def test_a_no_has_a_reason_and_changes_nothing(spel: Spel) -> None:
    traject = spel.ingevuld()
    overdracht = naar_anker(spel, traject)
    nee = {"onderwerp": overdracht.sleutel, "antwoord": Overdrachtantwoord.GEWEIGERD, "namens": spel.ander}
    with pytest.raises(RegelGeschonden):
        services.overdracht_beantwoorden(**nee)
    services.overdracht_beantwoorden(**nee, reden=Overdrachtweigering.GEEN_PLEK)
    op(START)
    assert len(begeleiding(traject)) == 1
    assert traject.termijnen.get(soort="overdracht_beantwoorden").status == "voltooid"
    assert not mag(spel.regio.buitenstaander, Actie.TRAJECT_ZIEN, traject)


def test_what_was_taken_back_after_a_yes_does_not_take_effect(spel: Spel) -> None:
    traject = spel.ingevuld()
    overdracht = ja(spel, naar_anker(spel, traject))
    services.overdracht_terugnemen(onderwerp=overdracht.sleutel, namens=spel.zorg)
    op(START)
    assert len(begeleiding(traject)) == 1
    assert Bericht.objects.get(soort="overdracht_teruggenomen").ontvanger == spel.regio.buitenstaander
    assert not traject.termijnen.open().filter(soort__startswith="overdracht").exists()


def test_one_overdracht_runs_at_a_time_and_a_closed_traject_has_none(spel: Spel) -> None:
    traject = spel.ingevuld()
    overdracht = naar_anker(spel, traject)
    with pytest.raises(RegelGeschonden, match="loopt al"):
        naar_anker(spel, traject)
    traject_afsluiten(traject=traject.sleutel, uitkomst=Uitkomst.INGETROKKEN, namens=spel.zorg)
    overdracht.refresh_from_db()
    assert overdracht.status == "ingetrokken"
    assert Bericht.objects.get(soort="overdracht_teruggenomen").ontvanger == spel.regio.buitenstaander


def test_an_instelling_van_herkomst_that_does_not_begeleiden_hands_nothing_over(spel: Spel) -> None:
    traject = spel.met_andere_herkomst()
    aanbod = services.Aanbod(START, DAG, Wijze.GESPREK, organisatie=spel.regio.zorg.sleutel)
    with pytest.raises(RegelGeschonden, match="nu begeleidt"):
        services.overdracht_aanbieden(traject=traject.sleutel, aanbod=aanbod, namens=spel.ander)


@pytest.mark.clausule("Z-20.4")
def test_that_the_kandidaat_knows_is_written_down(spel: Spel) -> None:
    traject = spel.ingevuld()
    overdracht = naar_anker(spel, traject)
    weet = traject.verklaringen.get(soort=Verklaringsoort.KENNISNEMING_OVERDRACHT)
    assert (weet.onderwerp, weet.datum, weet.wijze) == (overdracht.sleutel, DAG, Wijze.GESPREK)


# --- to another organisation -------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-7.10", "Z-14.11", "Z-20.4")
def test_the_other_organisation_reads_from_its_first_day_and_the_old_one_two_weeks_more(spel: Spel) -> None:
    """Seen to fail with access by `actueel` alone: the old one stopped at once, or as herkomst never."""
    traject = spel.verstuurd()
    nieuw, oud = spel.regio.buitenstaander, spel.regio.begeleider
    ja(spel, naar_anker(spel, traject))
    op(START - EEN)
    with clock.klok_op(START - EEN):
        assert not mag(nieuw, Actie.TRAJECT_ZIEN, traject)
        assert mag(oud, Actie.EVALUATIE_HOUDEN, traject)
    op(START)
    with clock.klok_op(START):
        assert mag(nieuw, Actie.EVALUATIE_HOUDEN, traject)
        assert (mag(oud, Actie.TRAJECT_ZIEN, traject), mag(oud, Actie.EVALUATIE_HOUDEN, traject)) == (True, False)
        assert mag(oud, Actie.BRIEF_VERSTUREN, traject)
        assert Traject.objects.zichtbaar_voor(Gebruiker.objects.get(pk=oud.pk)).exists()
    with clock.klok_op(START + LEEST_NA - EEN):
        assert mag(oud, Actie.TRAJECT_ZIEN, traject)
    with clock.klok_op(START + LEEST_NA):
        assert not (mag(oud, Actie.TRAJECT_ZIEN, traject) or mag(oud, Actie.BRIEF_VERSTUREN, traject))
        assert not Traject.objects.zichtbaar_voor(Gebruiker.objects.get(pk=oud.pk)).exists()
    assert begeleiding(traject) == [
        ("Zorgpunt De Linde", "begeleider", DAG, START),
        ("Opvang Het Anker", "buitenstaander", START, None),
    ]
    open_ = Termijn.objects.open().filter(traject=traject, rol=Rol.BEGELEIDER)
    assert not open_.exclude(organisatie=spel.regio.andere_zorg).exists()


@pytest.mark.clausule("Z-2.16")
def test_the_instelling_van_herkomst_sleeps_and_wakes_when_another_place_is_sought(spel: Spel) -> None:
    """Also when its contactpersoon leaves in between. Seen to fail without `leest_tot` in `_contact_overdragen`."""
    traject = spel.verstuurd()
    ja(spel, naar_anker(spel, traject))
    op(START)
    herkomst = traject.betrokkenheden.get(hoedanigheid=H.HERKOMST)
    assert (herkomst.organisatie, herkomst.tot, herkomst.leest_tot) == (spel.regio.zorg, None, START + LEEST_NA)
    with clock.klok_op(START + EEN):
        werk_overdragen(
            gebruiker=spel.regio.begeleider, organisatie=spel.regio.zorg, keuzes={}, alles={Rol.BEGELEIDER: TEAM},
            namens=spel.regio.namens(spel.regio.teamleider_zorg),
        )  # fmt: skip
    herkomst = traject.betrokkenheden.get(hoedanigheid=H.HERKOMST, tot=None)
    assert (herkomst.contactpersoon, herkomst.leest_tot) == (None, START + LEEST_NA)
    later = START + timedelta(days=100)
    with clock.klok_op(later):
        herhuisvesting_openen_na(AndereWoonplekNodig(traject=traject.sleutel, contract=traject.sleutel))
        assert mag(spel.regio.begeleider, Actie.HERHUISVESTING_LEIDEN, traject)


@pytest.mark.clausule("Z-14.11")
def test_a_form_that_was_not_sent_goes_along_with_its_rows_and_what_was_typed(spel: Spel) -> None:
    rij = services.Checklistantwoord(stand=Rijstatus.AANGEVRAAGD, uitvoerder=spel.regio.zorg.sleutel)
    traject = spel.ingevuld(anders={Leefgebied.ADL: rij} | spel.gemeentehulp(Leefgebied.DAGBESTEDING))
    Concept.objects.create(
        traject=traject, organisatie=spel.regio.zorg.sleutel, rol=Rol.BEGELEIDER, actie=Actie.AANMELDING_INVULLEN,
        pagina="aanmelding:persoon", pad="/", titel="Persoon", velden={"naam": ["Sam"]},
        gebruiker=spel.regio.begeleider.sleutel, opgeslagen_op=clock.echt_nu(), bewaard_tot=date(2026, 12, 1),
    )  # fmt: skip
    inhoud = aanmelding_van(traject).inhoud
    ja(spel, naar_anker(spel, traject))
    op(START)
    aanmelding = aanmelding_van(traject)
    uitvoerders = dict(aanmelding.rijen.exclude(uitvoerder=None).values_list("leefgebied", "uitvoerder__naam"))
    assert uitvoerders == {"adl": "Opvang Het Anker", "dagbesteding": "Gemeente Voorstad"}
    assert aanmelding.inhoud != inhoud
    assert Concept.objects.get().organisatie == spel.regio.andere_zorg.sleutel
    assert traject.betrokkenheden.get(hoedanigheid=H.HERKOMST, tot=None).organisatie == spel.regio.andere_zorg
    taak = traject.termijnen.get(soort="aanmelding_indienen")
    assert (taak.organisatie, taak.status) == (spel.regio.andere_zorg, "open")


@pytest.mark.clausule("Z-14.11", "Z-2.8")
def test_who_took_over_need_not_agree_to_her_own_row_and_the_others_keep_theirs(spel: Spel) -> None:
    """Seen to fail without `_niet_meer_vragen`: nobody may answer it any more, and the aanmelding waits for ever."""
    traject = spel.verstuurd(anders=spel.zorghulp() | spel.gemeentehulp())
    akkoord = verloop.akkoord_van_uitvoerder(
        op=DAG, traject=traject.sleutel, leefgebied=Leefgebied.ADL, uitvoerder=spel.wmo
    )
    ja(spel, naar_anker(spel, traject))
    op(START)
    aanmelding = aanmelding_van(traject)
    standen = dict(aanmelding.accorderingen.values_list("leefgebied", "status"))
    assert standen == {"verslaving": "ingetrokken", "adl": "akkoord"}
    assert aanmelding.accorderingen.get(status="akkoord").pk == akkoord.pk
    assert (aanmelding.status, aanmelding.compleet_op) == ("compleet", START)


def test_the_database_refuses_two_who_begeleiden(spel: Spel) -> None:
    traject = spel.ingevuld()
    with pytest.raises(IntegrityError):
        Betrokkenheid.objects.create(
            traject=traject, organisatie=spel.regio.andere_zorg, hoedanigheid=H.BEGELEIDING, vanaf=DAG, reden="toets"
        )


# --- who hears of it ---------------------------------------------------------------------------------------------


def met_wmo(spel: Spel, kader: Kader) -> Traject:
    zelf = services.Checklistantwoord(
        stand=Rijstatus.GEREGELD,
        uitvoerder=spel.regio.zorg.sleutel,
        soort=Ondersteuningssoort.BEGELEIDING,
        kader=kader,
    )
    return spel.verstuurd(anders={Leefgebied.SOCIAAL_NETWERK: zelf} | spel.gemeentehulp())


@pytest.mark.clausule("Z-14.10", "I-9")
@pytest.mark.parametrize("kader", [Kader.WMO, Kader.ZVW])
def test_the_wmo_consulent_hears_of_wmo_begeleiding_and_nobody_else_does(spel: Spel, kader: Kader) -> None:
    traject = met_wmo(spel, kader)
    ja(spel, naar_anker(spel, traject))
    op(START)
    gehoord = Bericht.objects.filter(soort="wmo_begeleiding_gewijzigd").values_list("ontvanger__naam", flat=True)
    assert list(gehoord) == (["wmo consulent"] if kader is Kader.WMO else [])
    log = Gebeurtenis.objects.filter(traject=traject.sleutel, soort="wmo_begeleiding_gewijzigd")
    assert [r.gegevens for r in log] == ([{"datum": START.isoformat()}] if kader is Kader.WMO else [])
