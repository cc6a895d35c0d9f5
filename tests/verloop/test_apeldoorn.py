"""The whole road on Apeldoorn's parameters: a commissie decides and evaluates, until the tenancy is vast.

Aanmelding on 2 March 2026 for an uitstroom on 1 October 2026 from a stay that the Wlz pays. Every duty, date, letter
and mail is written down here by hand, from section 2 of the protocol rules.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils.module_loading import import_string

from evaluatie.models import Evaluatie
from opstap import clock
from opstap.demo.commissieweg import Commissieweg
from opstap.errors import RegelGeschonden
from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Fase, Instroomroute, Leefgebied, Looptijd
from opstap.trajecten.models import Besluit, Traject
from opstap.trajecten.toegang import mogelijk_namens
from tests.verloop.dagen import beleef, ochtend, verteld
from tests.verloop.test_van_aanmelding_tot_vast_contract import _berichten, _brieven, _termijnen
from woningen.models import Bemiddeling

D = date.fromisoformat
COMMISSIE = ("commissie", "commissie2", "commissie3")

#: 15 September 2026 + 6k months, before 15 September 2028
EVALUATIES = [D("2027-03-15"), D("2027-09-15"), D("2028-03-15")]


def _iemand(streek, **kenmerken) -> Commissieweg:
    kenmerken.setdefault("instroomroute", Instroomroute.WLZ)
    return Commissieweg(streek, "Bodi Esveld", D("1991-02-03"), adres="Brink 9, 7399 GH Esdorp", **kenmerken)


def _tot_sleutel(weg: Commissieweg):
    aanbod = {}

    def aanbieden():
        aanbod["eerste"] = weg.aanbod(D("2026-04-10"), uiterlijk=D("2026-04-17"))

    return {
        D("2026-03-02"): lambda: weg.beginnen(D("2026-03-02"), uitstroom=D("2026-10-01")),
        D("2026-03-09"): lambda: weg.versturen(D("2026-03-09"), vragen_aan={Leefgebied.DAGBESTEDING: "esdorp"}),
        D("2026-03-12"): lambda: weg.accorderen(D("2026-03-12"), "wmo3"),
        D("2026-03-20"): lambda: weg.behandelaar(D("2026-03-20")),
        D("2026-03-26"): lambda: weg.toelaten(D("2026-03-26")),
        D("2026-03-27"): lambda: weg.verhuurder(D("2026-03-27")),
        D("2026-03-30"): lambda: weg.eigen_bijdrage(D("2026-03-30")),
        D("2026-03-31"): lambda: weg.indicatie(D("2026-03-31")),
        D("2026-04-10"): aanbieden,
        D("2026-04-14"): lambda: weg.accepteren(D("2026-04-14"), aanbod["eerste"]),
        D("2026-04-17"): lambda: weg.bevestigen(D("2026-04-17"), start=D("2026-09-15")),
        D("2026-04-20"): lambda: weg.opmaken(D("2026-04-20"), ingang=D("2026-09-15")),
        D("2026-09-01"): lambda: weg.tekenen(D("2026-09-01")),
        D("2026-09-15"): lambda: weg.sleutel(D("2026-09-15")),
    }


def _evaluatie(weg: Commissieweg, dag: date):
    return lambda: weg.evalueren(Evaluatie.objects.get(traject__sleutel=weg.traject, gepland_op=dag))


def _woont(weg: Commissieweg) -> None:
    """Lives there since 15 September 2026, until and including 14 September 2028; the mornings did not matter yet."""
    for stap in _tot_sleutel(weg).values():
        stap()


def _traject(weg: Commissieweg) -> Traject:
    return Traject.objects.get(sleutel=weg.traject)


def _kloppend() -> list[str]:
    return [zin for naam in import_string("opstap.bedrading.CONTROLES") for zin in import_string(naam)()]


#: soort, plek, datum, afgedaan op, who
TERMIJNEN = [
    ("aanmelding_indienen", "", "2026-03-16", "2026-03-09", "Zorggroep De Es", "begeleider"),
    ("aanmelding_verloopt", "", "2026-06-09", "2026-03-09", "Zorggroep De Es", "begeleider"),
    ("accordering_geven", "*", "2026-03-16", "2026-03-12", "Gemeente Esdorp", "wmo_consulent"),
    ("aanmelding_behandelen", "", "2026-04-09", "2026-03-26", "Opstapcommissie Esdorp", "commissielid"),
    ("eigen_bijdrage", "", "2026-04-01", "2026-03-30", "Zorggroep De Es", "begeleider"),
    ("indicatie_omzetten", "", "2026-08-06", "2026-03-31", "Zorggroep De Es", "begeleider"),
    ("verhuurder_vragen", "", "2026-04-02", "2026-03-27", "Opstapcommissie Esdorp", "commissielid"),
    ("woning_aanbieden", "1", "2026-04-23", "2026-04-10", "Woonstichting Het Erf", "consulent"),
    ("aanbieding_beantwoorden", "1", "2026-04-17", "2026-04-14", "Woonstichting Het Erf", "consulent"),
    ("begeleiding_bevestigen", "", "2026-04-21", "2026-04-17", "Zorggroep De Es", "begeleider"),
    ("contract_opmaken", "", "2026-04-21", "2026-04-20", "Woonstichting Het Erf", "consulent"),
    ("contract_tekenen", "", "2026-09-15", "2026-09-01", "Woonstichting Het Erf", "consulent"),
    ("startgesprek", "", "2026-09-15", "2026-09-15", "Woonstichting Het Erf", "consulent"),
    ("sleutel_geven", "", "2026-09-15", "2026-09-15", "Woonstichting Het Erf", "consulent"),
    ("evaluatie_houden", "1", "2027-03-15", "2027-03-15", "Opstapcommissie Esdorp", "commissielid"),
    ("omzetting_wegen", "1", "2027-03-29", "2027-09-15", "Opstapcommissie Esdorp", "commissielid"),
    ("evaluatie_houden", "2", "2027-09-15", "2027-09-15", "Opstapcommissie Esdorp", "commissielid"),
    ("omzetting_wegen", "2", "2027-09-29", "2028-03-15", "Opstapcommissie Esdorp", "commissielid"),
    ("evaluatie_houden", "3", "2028-03-15", "2028-03-15", "Opstapcommissie Esdorp", "commissielid"),
    ("omzetting_wegen", "3", "2028-03-29", "2028-03-28", "Opstapcommissie Esdorp", "commissielid"),
    ("venster_bewaken", "", "2028-08-14", "2028-03-28", "Opstapcommissie Esdorp", "commissielid"),
    *(
        ("huurstatus_opgeven", str(n), dag.isoformat(), dag.isoformat(), "Woonstichting Het Erf", "consulent")
        for n, dag in enumerate(EVALUATIES, 1)
    ),
]
VERVALLEN = [("contract_einde", "", "2028-09-14")]

BRIEVEN = [
    ("2026-03-09", "ontvangst", "kandidaat"),
    ("2026-03-09", "ontvangst", "zorgorganisatie"),
    ("2026-03-26", "toelating", "kandidaat"),
    ("2026-03-26", "toelating", "zorgorganisatie"),
    ("2026-04-10", "aanbod", "kandidaat"),
    ("2026-04-10", "aanbod", "zorgorganisatie"),
    ("2026-04-20", "opstapcontract", "kandidaat"),
    ("2028-03-28", "omzetting", "kandidaat"),
    ("2028-03-28", "omzetting", "zorgorganisatie"),
]

_TAAK = "termijn_verantwoordelijke"
BERICHTEN = [
    ("2026-03-03", _TAAK, "begeleider3", "Aanmelding versturen"),
    ("2026-03-09", "accordering_gevraagd", "wmo3", ""),
    *(("2026-03-09", "aanmelding_ingediend", lid, "") for lid in COMMISSIE),
    *(("2026-03-12", "aanmelding_compleet", lid, "") for lid in COMMISSIE),
    ("2026-03-18", _TAAK, "begeleider3", "De eigen bijdrage laten verlagen"),
    ("2026-03-26", "besluit_toelating", "begeleider3", ""),
    ("2026-03-27", "verhuurder_gevraagd", "consulent3", ""),
    ("2026-03-29", _TAAK, "begeleider3", "De eigen bijdrage laten verlagen"),
    ("2026-04-09", _TAAK, "consulent3", "Een woning aanbieden"),
    ("2026-04-10", "aanbod_gedaan", "begeleider3", ""),
    ("2026-04-18", _TAAK, "consulent3", "Contract opmaken"),
    ("2026-09-12", _TAAK, "consulent3", "Het startgesprek met de huurder"),
    ("2026-09-13", _TAAK, "consulent3", "Sleutel geven"),
    ("2026-09-15", _TAAK, "consulent3", "Het startgesprek met de huurder"),
    ("2026-09-15", _TAAK, "consulent3", "Sleutel geven"),
    ("2026-09-15", "contract_ingegaan", "begeleider3", ""),
    *(
        ((dag - timedelta(days=eerder)).isoformat(), _TAAK, lid, "Evaluatie houden")
        for dag in EVALUATIES
        for eerder in (14, 3, 0)
        for lid in COMMISSIE
    ),
    *(
        ((dag - timedelta(days=eerder)).isoformat(), _TAAK, "consulent3", "Opgeven hoe het met de huur staat")
        for dag in EVALUATIES
        for eerder in (10, 3, 0)
    ),
    *(
        (dag, _TAAK, lid, "Besluiten of het contract al vast kan worden")
        for dag in ("2027-03-29", "2027-09-29")
        for lid in COMMISSIE
    ),
    # half a year before the end: no streefdatum in this regeling, so the window is what calls (I-1)
    *(("2028-03-15", _TAAK, lid, "Laatste dag om nog nee te kunnen zeggen") for lid in COMMISSIE),
    ("2028-03-28", "besluit_omzetting", "begeleider3", ""),
    ("2028-03-28", "besluit_omzetting", "consulent3", ""),
]


@pytest.mark.clausule("A-1", "A-4", "A-5", "A-9", "A-13", "A-18", "A-19", "A-20", "A-33", "I-16", "I-25")
def test_one_traject_from_voordracht_to_vast_contract(streek):
    weg = _iemand(streek)
    agenda = _tot_sleutel(weg) | {dag: _evaluatie(weg, dag) for dag in EVALUATIES}
    agenda[D("2028-03-28")] = lambda: weg.omzetten(D("2028-03-28"))

    beleef(D("2026-03-02"), D("2028-04-20"), agenda)

    traject, contract = _traject(weg), weg.contract
    assert (traject.fase, traject.uitkomst, traject.afgesloten_op) == (
        Fase.AFGESLOTEN,
        "vast_contract",
        D("2028-03-28"),
    )
    assert (contract.status, contract.looptijd, contract.onbepaald_sinds) == ("afgerond", "onbepaald", D("2028-03-28"))
    assert contract.begeleidingsuren == 3
    assert _termijnen(traject, "voltooid") == sorted(TERMIJNEN)
    assert [t[:3] for t in _termijnen(traject, "vervallen")] == VERVALLEN
    assert traject.termijnen.gevraagd().count() == 0
    assert _brieven(traject) == BRIEVEN
    gehoord = [(verteld(b[0], b[1]), *b[1:]) for b in BERICHTEN]
    assert _berichten(traject) == sorted(gehoord)
    assert len(mail.outbox) == len({(dag, wie) for dag, _, wie, _ in gehoord})  # one mail a day for each person
    assert _kloppend() == []


@pytest.mark.clausule("A-11", "A-13")
def test_both_besluiten_keep_the_meeting_and_the_letters_come_from_the_commissie(streek):
    weg = _iemand(streek)
    _woont(weg)
    _evaluatie(weg, EVALUATIES[0])()
    weg.omzetten(D("2027-03-20"))

    traject = _traject(weg)
    leden = [
        {"gebruiker": str(streek.mensen[wie].sleutel), "organisatie": str(streek.organisaties[voor].sleutel)}
        for wie, voor in (("commissie2", "erf"), ("commissie", "esdorp"))
    ]
    besluiten = list(Besluit.objects.filter(traject=traject).order_by("pk"))
    assert [(b.soort, b.vergadering_op, b.aanwezig) for b in besluiten] == [
        ("toelating", D("2026-03-26"), leden),
        ("omzetting", D("2027-03-20"), leden),
    ]
    for soort, dag in (("toelating", "26 maart 2026"), ("omzetting", "20 maart 2027")):
        for brief in traject.brieven.filter(soort=soort):
            assert brief.afzender == streek.organisaties["commissie"]
            assert dag in brief.inhoud.html
    contract = traject.brieven.get(soort="opstapcontract").inhoud.html
    assert "3 uur per week" in contract and "Er is om de 6 maanden een gesprek met de opstapcommissie" in contract
    assert "besluit de opstapcommissie over een vast contract" in contract
    assert "Zes weken" not in contract
    assert "De huurder mag de huur ook zelf opzeggen." in contract


@pytest.mark.clausule("A-20", "A-33", "I-37")
def test_the_contract_is_vast_after_the_first_half_year_and_everybody_but_the_landlord_is_gone(streek):
    weg = _iemand(streek)
    _woont(weg)
    agenda = {EVALUATIES[0]: _evaluatie(weg, EVALUATIES[0]), D("2027-03-18"): lambda: weg.omzetten(D("2027-03-18"))}

    beleef(D("2027-02-20"), D("2027-06-01"), agenda)

    traject, contract = _traject(weg), weg.contract
    assert (contract.looptijd, contract.onbepaald_sinds, traject.uitkomst) == (
        Looptijd.ONBEPAALD,
        D("2027-03-18"),
        "vast_contract",
    )
    assert [
        (t[0], t[1], t[3]) for t in _termijnen(traject, "voltooid") if t[0] in {"omzetting_wegen", "venster_bewaken"}
    ] == [
        ("omzetting_wegen", "1", "2027-03-18"),
        ("venster_bewaken", "", "2027-03-18"),
    ]
    assert [t[:3] for t in _termijnen(traject, "vervallen")] == [
        ("contract_einde", "", "2028-09-14"),
        ("evaluatie_houden", "2", "2027-09-15"),
        ("evaluatie_houden", "3", "2028-03-15"),
        ("huurstatus_opgeven", "2", "2027-09-15"),
        ("huurstatus_opgeven", "3", "2028-03-15"),
    ]
    later = {(dag, soort) for dag, soort, *_ in _berichten(traject) if dag > "2027-03-18"}
    assert later == {("2027-03-19", "besluit_omzetting")}  # the news of the day before, and no reminder
    for dag, wie in (
        ("2027-03-18", {"begeleider3", "commissie", "consulent3", "wmo3"}),
        ("2027-03-19", {"consulent3"}),
        ("2027-04-29", set()),
    ):
        with clock.klok_op(D(dag)):
            mensen = ("begeleider3", "commissie", "consulent3", "wmo3")
            assert {m for m in mensen if mogelijk_namens(streek.mensen[m], Actie.TRAJECT_ZIEN, traject)} == wie, dag
    assert _kloppend() == []


@pytest.mark.clausule("I-1", "I-25", "A-20")
def test_a_no_of_the_commissie_waits_for_the_same_window_of_the_law(streek):
    """A no at the first evaluatie leaves the tenancy as it is; only a received aanzegging in its window ends it."""
    weg = _iemand(streek)
    _woont(weg)
    weg.evalueren(Evaluatie.objects.get(traject__sleutel=weg.traject, nummer=1), goed=False)
    weg.niet_omzetten(D("2027-03-20"))

    traject = _traject(weg)
    assert (weg.contract.status, weg.contract.looptijd) == ("lopend", Looptijd.BEPAALD)
    plicht = traject.termijnen.open().get(soort="aanzegging_doen")
    assert (plicht.vanaf, plicht.datum) == (D("2028-06-15"), D("2028-08-14"))
    assert (plicht.organisatie, plicht.rol) == (streek.organisaties["erf"], "consulent")
    for dag in ("2027-03-21", "2028-06-14", "2028-08-15"):
        with pytest.raises(RegelGeschonden):
            weg.aanzeggen(D(dag))
    weg.aanzeggen(D("2028-08-14"))
    ochtend(D("2028-09-15"))
    assert _traject(weg).uitkomst == "niet_omgezet"


@pytest.mark.clausule("I-1", "L-10", "A-21")
def test_without_any_besluit_the_commissie_is_warned_in_the_window_and_the_law_makes_it_vast(streek):
    weg = _iemand(streek)
    _woont(weg)
    beleef(D("2028-06-10"), D("2028-09-15"), {})

    traject = _traject(weg)
    assert traject.uitkomst == "vast_door_wet"
    gewaarschuwd = {
        (wie, tekst) for dag, _, wie, tekst in _berichten(traject) if D("2028-06-15") <= D(dag) < D("2028-08-15")
    }
    assert {(lid, "Laatste dag om nog nee te kunnen zeggen") for lid in COMMISSIE} <= gewaarschuwd
    gemist = {wie for _, soort, wie, _ in _berichten(traject) if soort == "aanzegging_gemist"}
    assert gemist == {"begeleider3", "consulent3", "teamleider-wonen3", *COMMISSIE}
    with pytest.raises(RegelGeschonden, match=r"Wie mag|niet|vast"):
        weg.niet_omzetten(D("2028-09-16"))


@pytest.mark.clausule("A-17", "A-18")
@pytest.mark.parametrize("route", [r for r in Instroomroute if r is not Instroomroute.WLZ])
def test_only_a_stay_that_the_wlz_pays_has_the_milestone_of_the_eigen_bijdrage_and_of_the_indicatie(streek, route):
    weg = _iemand(streek, instroomroute=route)
    weg.beginnen(D("2026-03-02"), uitstroom=D("2026-10-01"))

    assert not _traject(weg).termijnen.filter(soort__in=["eigen_bijdrage", "indicatie_omzetten"]).exists()
    with pytest.raises(RegelGeschonden, match="Wlz"):
        weg.eigen_bijdrage(D("2026-03-30"))
    with pytest.raises(RegelGeschonden, match="Wlz"):
        weg.indicatie(D("2026-03-30"))


@pytest.mark.clausule("A-14")
def test_a_positive_besluit_always_leads_to_a_home_however_many_offers_it_takes(streek):
    """No number of offers is vastgelegd, so no refusal stops the search."""
    weg = _iemand(streek)
    for dag, stap in _tot_sleutel(weg).items():
        if dag <= D("2026-03-27"):
            stap()
    for dag in ("2026-04-10", "2026-04-20", "2026-05-01", "2026-05-11"):
        weg.weigeren(D(dag) + timedelta(days=2), weg.aanbod(D(dag), uiterlijk=D(dag) + timedelta(days=7)))

    assert [b.status for b in Bemiddeling.objects.filter(traject=_traject(weg))] == ["zoekt"]
    assert not _traject(weg).brieven.filter(soort="vervallen").exists()
