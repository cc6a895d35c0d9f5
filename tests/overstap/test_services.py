"""Running trajecten go along with other agreements: what was foreseen happens, halfway is no trouble, twice neither."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Gebruiker
from opstap.post.models import Brief
from opstap.protocol.begrippen import Rol
from opstap.protocol.regelingwissel import VoorWie
from opstap.regelingen.models import Regeling
from opstap.regelingen.services import concept_bewaren, concept_vaststellen, geldende_versie, stand
from opstap.termijnen.blijft_liggen import Werksoort, raad
from opstap.termijnen.controles import plan_klopt
from opstap.termijnen.feiten import feiten_van, trajectfeiten
from opstap.termijnen.models import Overstap, Termijn, Termijnstap
from opstap.termijnen.overstap.services import overstappen_uitvoeren
from opstap.termijnen.overstap.vooruitblik import vooruitblik
from opstap.trajecten.models import Traject
from opstap.trajecten.services import traject_afsluiten
from tests.overstap.conftest import VANDAAG, beheerder_van, namens_van

pytestmark = pytest.mark.traag

#: Per regeling: changes that may go along, each of which moves something somewhere.
WIJZIGINGEN = {
    "zutphen-2024": [
        {"besluittermijn_dagen": 5, "aanbodtermijn_dagen": 90},
        {"besluit_streef_maanden": 15, "besluit_uiterlijk_maanden": 20},
        {"verplichte_deelnemers": ["begeleider"], "redelijke_termijn_herhuisvesting_dagen": 60},
        {"besluittermijn_dagen": None, "aanbodtermijn_dagen": None, "woning_dagen_voor_uitstroom": 30},
        {"besluit_streef_maanden": None, "besluit_uiterlijk_maanden": None, "vroege_omzetting": "ja"},
        {"aanmeldtermijn_maanden": {"beschermd_wonen": 6, "opvang": 1}, "checklist_maanden_voor_uitstroom": 1},
    ],
    "apeldoorn": [
        {"besluittermijn_dagen": 21, "aanbodtermijn_dagen": 40},
        {"besluit_streef_maanden": 18, "besluit_uiterlijk_maanden": 21, "eigen_bijdrage_maanden_voor_uitstroom": 3},
        {"vroege_omzetting": "nee", "verplichte_deelnemers": ["commissielid", "consulent"]},
    ],
}
GEVALLEN = [(slug, w) for slug, lijst in WIJZIGINGEN.items() for w in lijst]


def _open(regeling: Regeling) -> dict[tuple[int, str, str], date]:
    rijen = Termijn.objects.open().filter(traject__regeling=regeling)
    return {(t.traject_id, t.soort, t.plek): t.datum for t in rijen}


def test_the_facts_of_many_are_those_of_each(demo: None) -> None:
    """Nothing of one traject stands in another one."""
    trajecten = list(Traject.objects.all())
    samen = feiten_van(trajecten)
    assert len(trajecten) > 15
    assert samen == {traject.pk: trajectfeiten(traject) for traject in trajecten}


@pytest.mark.clausule("Z-1.13")
@pytest.mark.parametrize(("slug", "anders"), GEVALLEN, ids=[f"{s}-{'-'.join(w)}" for s, w in GEVALLEN])
def test_what_was_foreseen_is_what_happens(demo: None, wijzig, stel_vast, slug: str, anders: dict[str, Any]) -> None:
    """Of every traject of the region. Seen to fail with a preview that leaves out what appears."""
    regeling = Regeling.objects.get(slug=slug)
    blik = vooruitblik(regeling, wijzig(regeling, **anders))
    versies, voor, brieven = (
        _versie_per_traject(regeling),
        _open(regeling),
        list(Brief.objects.order_by("pk").values_list("pk", "datum")),
    )
    stel_vast(regeling)
    while overstappen_uitvoeren():
        pass
    na = _open(regeling)
    gebeurd = sorted(
        (plek[0], plek[1], str(voor.get(plek)), str(na.get(plek)))
        for plek in {*voor, *na}
        if voor.get(plek) != na.get(plek)
    )
    gezien = sorted(
        (regel.traject.pk, v.soort, str(v.van), str(v.naar))
        for regel in blik.regels
        for v in regel.verschuivingen
        if not v.is_al_gedaan
    )
    assert gezien == gebeurd != []
    assert [regel.traject.pk for regel in blik.merkt_iets] == [
        regel.traject.pk for regel in blik.regels if regel.traject.pk in {rij[0] for rij in gebeurd}
    ]
    over = {pk for pk, versie in _versie_per_traject(regeling).items() if versie != versies[pk]}
    assert (blik.gaat_mee, sum(n for n, _ in blik.blijft)) == (len(over), len(versies) - len(over))
    assert list(plan_klopt()) == []
    assert list(Brief.objects.order_by("pk").values_list("pk", "datum")) == brieven


def test_looking_ahead_writes_nothing(zutphen: Regeling, wijzig) -> None:
    concept, voor = wijzig(zutphen, besluittermijn_dagen=5), _open(zutphen)
    vooruitblik(zutphen, concept)
    assert (_open(zutphen), Overstap.objects.count()) == (voor, 0)


def _versie_per_traject(regeling: Regeling) -> dict[int, int]:
    return dict(Traject.objects.open().filter(regeling=regeling).values_list("pk", "regelingversie__nummer"))


def test_what_was_done_under_the_old_agreements_is_told_and_counts_as_no_move(zutphen, wijzig, stel_vast) -> None:
    """Seen to fail: a traject of which nothing would move was counted, and a date it would never get was shown."""
    blik = vooruitblik(zutphen, wijzig(zutphen, besluittermijn_dagen=28))
    assert 0 < len(blik.merkt_iets) < len(blik.regels)
    assert blik.tel()["besloten"] == blik.tel()["gedaan"] > 0
    alles_te_zien = blik.voor(set(Rol))
    assert not alles_te_zien.heeft_verborgen
    stel_vast(zutphen)
    voor = _open(zutphen)
    while overstappen_uitvoeren():
        pass
    assert {plek[0] for plek, datum in _open(zutphen).items() if voor.get(plek) != datum} == {
        regel.traject.pk for regel in blik.merkt_iets
    }


def test_some_stay_and_some_go_and_the_preview_says_how_many(zutphen, wijzig, stel_vast) -> None:
    """Those that began under another contract stay, whether or not they have one yet."""
    wijzig(zutphen, duur_max_maanden=18, besluit_uiterlijk_maanden=15, besluit_streef_maanden=12)
    tweede = stel_vast(zutphen, VoorWie.NIEUW)
    zonder, met = (
        Traject.objects.open().filter(regeling=zutphen, fase=fase).first() for fase in ("bemiddeling", "wonen")
    )
    Traject.objects.filter(pk__in=[zonder.pk, met.pk]).update(regelingversie=tweede)
    blik, versies = vooruitblik(zutphen, wijzig(zutphen, besluittermijn_dagen=28)), _versie_per_traject(zutphen)
    assert (blik.gaat_mee, [n for n, _ in blik.blijft]) == (2, [len(versies) - 2])
    assert "ook als er nog geen contract is" in blik.blijft[0][1][0]
    stel_vast(zutphen)
    while overstappen_uitvoeren():
        pass
    assert {pk for pk, versie in _versie_per_traject(zutphen).items() if versie == 3} == {zonder.pk, met.pk}


def test_what_became_fixed_since_it_was_lined_up_is_asked_again_and_told(zutphen, wijzig, stel_vast) -> None:
    """Seen to fail: it went over to another contract than it had."""
    wijzig(zutphen, duur_max_maanden=18, besluit_uiterlijk_maanden=15, besluit_streef_maanden=12)
    tweede = stel_vast(zutphen, VoorWie.NIEUW)
    wijzig(zutphen, duur_max_maanden=24, besluit_uiterlijk_maanden=21, besluit_streef_maanden=18)
    stel_vast(zutphen)
    anders = Overstap.objects.order_by("pk").first()
    Traject.objects.filter(pk=anders.traject_id).update(regelingversie=tweede)
    while overstappen_uitvoeren():
        pass
    anders.refresh_from_db()
    assert anders.traject.regelingversie == tweede
    assert (
        anders.geparkeerd_reden.startswith("Dit traject kan niet mee. ") and "huurcontract" in anders.geparkeerd_reden
    )
    assert "houdt de afspraken die het had" in raad(Werksoort.OVERSTAP, anders.geparkeerd_reden, elders=False)
    assert _versies(zutphen) == {2, 3}


def _versies(regeling: Regeling) -> set[int]:
    return set(Traject.objects.open().filter(regeling=regeling).values_list("regelingversie__nummer", flat=True))


@pytest.mark.clausule("Z-1.13")
def test_without_an_agreement_a_running_traject_keeps_its_version(zutphen: Regeling, wijzig, stel_vast) -> None:
    wijzig(zutphen, besluittermijn_dagen=28)
    stel_vast(zutphen, VoorWie.NIEUW)
    assert (overstappen_uitvoeren(), _versies(zutphen)) == (0, {1})
    assert geldende_versie(zutphen, VANDAAG).nummer == 2


def test_it_stops_halfway_and_goes_on_and_twice_is_once(
    zutphen: Regeling, apeldoorn: Regeling, wijzig, stel_vast
) -> None:
    wijzig(zutphen, besluittermijn_dagen=28)
    stel_vast(zutphen)
    alle = Overstap.objects.count()
    assert overstappen_uitvoeren(aantal=3) == 3 < alle
    assert (_versies(zutphen), Overstap.objects.exclude(klaar_op=None).count()) == ({1, 2}, 3)
    assert overstappen_uitvoeren() == alle - 3
    assert (_versies(zutphen), overstappen_uitvoeren()) == ({2}, 0)
    assert Gebeurtenis.objects.filter(soort="andere_afspraken").count() == alle
    assert _versies(apeldoorn) == {1}


def test_one_that_fails_does_not_stop_the_others_and_is_tried_again(zutphen, wijzig, stel_vast, monkeypatch) -> None:
    from opstap.termijnen.overstap import services

    wijzig(zutphen, besluittermijn_dagen=28)
    stel_vast(zutphen)
    ziek = Overstap.objects.order_by("pk").first().traject_id
    echt = services.traject_vergrendelen

    def _breek(pk: int) -> Traject:
        if pk == ziek:
            raise RuntimeError
        return echt(pk)

    monkeypatch.setattr(services, "traject_vergrendelen", _breek)
    overstappen_uitvoeren()
    rest = Overstap.objects.filter(klaar_op=None)
    assert [(o.traject_id, o.pogingen) for o in rest] == [(ziek, 1)]
    assert Traject.objects.get(pk=ziek).regelingversie.nummer == 1
    monkeypatch.setattr(services, "traject_vergrendelen", echt)
    rest.update(opnieuw_vanaf=None)
    assert (overstappen_uitvoeren(), _versies(zutphen)) == (1, {2})


def test_with_a_later_day_nothing_moves_before_it_and_a_newcomer_goes_along(zutphen, wijzig, stel_vast) -> None:
    dag = VANDAAG + timedelta(days=30)
    wijzig(zutphen, besluittermijn_dagen=28)
    stel_vast(zutphen, vanaf=dag)
    laat = Traject.objects.open().filter(regeling=zutphen).first()
    Overstap.objects.filter(traject=laat).delete()  # as one that began in between: it has no row yet
    assert overstappen_uitvoeren() == 0
    with clock.klok_op(dag):
        while overstappen_uitvoeren():
            pass
    assert _versies(zutphen) == {2}


def test_a_traject_that_was_closed_meanwhile_keeps_what_held(zutphen, wijzig, stel_vast) -> None:
    from opstap.partners.namens import SYSTEEM
    from opstap.trajecten.enums import Uitkomst

    wijzig(zutphen, besluittermijn_dagen=28)
    stel_vast(zutphen)
    dicht = Overstap.objects.first().traject
    traject_afsluiten(traject=dicht.sleutel, uitkomst=Uitkomst.INGETROKKEN, namens=SYSTEEM)
    overstappen_uitvoeren()
    dicht.refresh_from_db()
    assert dicht.regelingversie.nummer == 1


@pytest.mark.clausule("Z-1.13")
def test_what_stands_in_a_contract_never_changes_for_a_running_traject(zutphen, wijzig, stel_vast) -> None:
    concept = wijzig(zutphen, duur_max_maanden=36)
    blik = vooruitblik(zutphen, concept)
    assert (blik.gaat_mee, len(blik.blijft)) == (0, 1) and "huurcontract" in blik.blijft[0][1][0]
    with pytest.raises(RegelGeschonden, match="Geen enkel lopend traject"):
        stel_vast(zutphen)
    concept.refresh_from_db()
    assert (concept.status, Overstap.objects.count()) == ("concept", 0)
    stel_vast(zutphen, VoorWie.NIEUW)
    wijzig(zutphen, besluittermijn_dagen=28)
    with pytest.raises(RegelGeschonden):
        stel_vast(zutphen)  # all of them still run under version 1, with another contract


def test_a_duty_that_keeps_its_date_gets_its_other_days_and_the_rest_is_left_alone(zutphen, wijzig, stel_vast) -> None:
    """Seen to fail without `ladders_herplannen_na`: the old days stayed."""
    wijzig(zutphen, termijnen={"woning_klaar": {"stappen": [-9, 0]}})
    stappen = Termijnstap.objects.filter(termijn__traject__regeling=zutphen, termijn__status="open")
    ander = stappen.exclude(termijn__soort="woning_klaar")
    voor = sorted(ander.values_list("pk", flat=True))
    stel_vast(zutphen)
    while overstappen_uitvoeren():
        pass
    dagen = {
        (s.dag - s.termijn.datum).days
        for s in stappen.filter(termijn__soort="woning_klaar", trap="verantwoordelijke", dag__gt=VANDAAG)
    }
    assert {-9} <= dagen <= {-9, 0}
    assert sorted(ander.values_list("pk", flat=True)) == voor != []


# --- who, and two at once ------------------------------------------------------------------------------------------


def test_of_two_beheerders_at_once_the_second_is_told(zutphen: Regeling, wijzig, stel_vast) -> None:
    """Seen to fail without the comparison of `stand`."""
    begin, namens = stand(zutphen), namens_van(beheerder_van(zutphen))
    document = zutphen.versies.get().document
    wijzig(zutphen, besluittermijn_dagen=28)
    with pytest.raises(Verouderd):
        concept_bewaren(regeling=zutphen.sleutel, document=document, namens=namens, versie=begin)
    gezien = stand(zutphen)
    wijzig(zutphen, besluittermijn_dagen=35)
    with pytest.raises(Verouderd):
        stel_vast(zutphen, VoorWie.NIEUW, versie=gezien)
    stel_vast(zutphen, VoorWie.NIEUW, versie=stand(zutphen))
    with pytest.raises(Verouderd):
        concept_bewaren(regeling=zutphen.sleutel, document=document, namens=namens, versie=begin)
    assert zutphen.versies.get(nummer=2).parameters.besluittermijn_dagen == 35


def test_the_gemeente_of_another_regeling_and_any_other_role_are_refused(zutphen, apeldoorn, wijzig) -> None:
    from opstap.regelingen.services import Ingang

    wijzig(zutphen, besluittermijn_dagen=28)
    andere = namens_van(beheerder_van(apeldoorn))
    beleid = namens_van(Gebruiker.objects.get(email="beleid@opstap.test"))
    for namens in (andere, beleid):
        with pytest.raises(GeenRecht):
            concept_bewaren(regeling=zutphen.sleutel, document={}, namens=namens)
        with pytest.raises(GeenRecht):
            concept_vaststellen(regeling=zutphen.sleutel, ingang=Ingang(VANDAAG, VoorWie.NIEUW), namens=namens)


def test_nothing_changed_is_nothing_to_fix(zutphen, wijzig, stel_vast) -> None:
    with pytest.raises(RegelGeschonden, match="nog geen afspraak gewijzigd"):
        stel_vast(zutphen)
    wijzig(zutphen, besluittermijn_dagen=28)
    wijzig(zutphen)
    with pytest.raises(RegelGeschonden, match="nog geen afspraak gewijzigd"):
        stel_vast(zutphen)


def test_who_changed_what_stands_in_the_log_and_on_the_timeline(zutphen, wijzig, stel_vast) -> None:
    wijzig(zutphen, besluittermijn_dagen=28)
    stel_vast(zutphen)
    overstappen_uitvoeren(aantal=1)
    regels = list(Gebeurtenis.objects.filter(soort__startswith="regeling_").order_by("pk"))
    beheerder = beheerder_van(zutphen).sleutel
    assert [(r.soort, r.gebruiker, r.gegevens["nummer"]) for r in regels] == [
        ("regeling_concept", beheerder, 2),
        ("regeling_vastgesteld", beheerder, 2),
    ]
    overstap = Gebeurtenis.objects.get(soort="andere_afspraken")
    assert (overstap.rol, overstap.gegevens) == ("systeem", {"datum": VANDAAG.isoformat(), "nummer": 2})
