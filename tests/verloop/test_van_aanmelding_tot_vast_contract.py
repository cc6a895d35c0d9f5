"""The whole road on Zutphen's parameters, until the tenancy is for onbepaalde tijd.

Aanmelding on 2 March 2026 for an uitstroom on 15 July 2026. Every duty, date, letter and mail is written down here by
hand, from section 9 of the protocol rules.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils.module_loading import import_string

from evaluatie.models import Evaluatie
from opstap import clock
from opstap.demo.weg import Weg
from opstap.protocol.begrippen import Fase, Leefgebied
from opstap.trajecten.models import Traject
from tests.verloop.dagen import beleef, verteld

D = date.fromisoformat


def _agenda(weg: Weg):
    aanbod = {}

    def aanbieden():
        aanbod["eerste"] = weg.aanbod(D("2026-04-20"), uiterlijk=D("2026-04-27"))

    return {
        D("2026-03-02"): lambda: (
            weg.beginnen(D("2026-03-02"), uitstroom=D("2026-07-15")),
            weg.versturen(D("2026-03-02"), vragen_aan={Leefgebied.DAGBESTEDING: "gemeente"}),
        ),
        D("2026-03-06"): lambda: weg.accorderen(D("2026-03-06")),
        D("2026-03-12"): lambda: weg.gesprek(D("2026-03-12")),
        D("2026-03-16"): lambda: weg.toelaten(D("2026-03-16")),
        D("2026-03-18"): lambda: weg.verhuurder(D("2026-03-18")),
        D("2026-04-20"): aanbieden,
        D("2026-04-23"): lambda: weg.accepteren(D("2026-04-23"), aanbod["eerste"]),
        D("2026-04-28"): lambda: weg.opmaken(D("2026-04-28"), ingang=D("2026-07-01")),
        D("2026-06-15"): lambda: weg.tekenen(D("2026-06-15")),
        D("2026-07-01"): lambda: weg.sleutel(D("2026-07-01")),
        D("2028-01-10"): lambda: weg.overleg(D("2028-01-10")),
        D("2028-01-12"): lambda: weg.omzetten(D("2028-01-12")),
    } | {dag: _evaluatie(weg, dag) for dag in EVALUATIES[:7]}


#: ingebruikname + 42 days, then 1 July 2026 + 3k months; every second of those with the consulent
EVALUATIES = [
    D("2026-08-12"), D("2026-10-01"), D("2027-01-01"), D("2027-04-01"), D("2027-07-01"), D("2027-10-01"),
    D("2028-01-01"), D("2028-04-01"),
]  # fmt: skip


def _evaluatie(weg: Weg, dag: date):
    return lambda: weg.evalueren(Evaluatie.objects.get(traject__sleutel=weg.traject, gepland_op=dag))


HUUR = "Opgeven hoe het met de huur staat"
#: soort, plek, datum, afgedaan op, who
TERMIJNEN = [
    ("accordering_geven", "*", "2026-03-09", "2026-03-06", "Gemeente Lindenhoven", "wmo_consulent"),
    ("aanmelding_indienen", "", "2026-03-15", "2026-03-02", "Zorgpunt De Linde", "begeleider"),
    ("aanmelding_verloopt", "", "2026-06-02", "2026-03-02", "Zorgpunt De Linde", "begeleider"),
    ("toelating_besluiten", "", "2026-03-20", "2026-03-16", "Woonstichting De Brug", "coordinator"),
    ("verhuurder_vragen", "", "2026-03-23", "2026-03-18", "Woonstichting De Brug", "coordinator"),
    ("aanmelding_compleet", "", "2026-04-15", "2026-03-06", "Woonstichting De Brug", "coordinator"),
    ("aanbieding_beantwoorden", "1", "2026-04-27", "2026-04-23", "Woonstichting De Brug", "consulent"),
    ("ambtshalve_inschrijven", "", "2026-04-27", "2026-04-20", "Woonstichting De Brug", "consulent"),
    ("toewijzing_verwerken", "", "2026-05-07", "2026-04-28", "Woonstichting De Brug", "consulent"),
    ("contract_opmaken", "", "2026-04-30", "2026-04-28", "Woonstichting De Brug", "consulent"),
    ("woning_aanbieden", "1", "2026-05-11", "2026-04-20", "Woonstichting De Brug", "consulent"),
    ("begeleiding_bevestigen", "", "2026-07-01", "2026-07-01", "Zorgpunt De Linde", "begeleider"),
    ("startgesprek", "", "2026-07-01", "2026-07-01", "Woonstichting De Brug", "consulent"),
    ("contract_tekenen", "", "2026-07-01", "2026-06-15", "Woonstichting De Brug", "consulent"),
    ("sleutel_geven", "", "2026-07-01", "2026-07-01", "Woonstichting De Brug", "consulent"),
    ("woning_klaar", "", "2026-07-01", "2026-06-15", "Woonstichting De Brug", "consulent"),
    ("evaluatie_houden", "1", "2026-08-12", "2026-08-12", "Zorgpunt De Linde", "begeleider"),
    ("evaluatie_houden", "2", "2026-10-01", "2026-10-01", "Zorgpunt De Linde", "begeleider"),
    ("evaluatie_bijwonen", "3", "2027-01-01", "2027-01-01", "Woonstichting De Brug", "consulent"),
    ("evaluatie_houden", "3", "2027-01-01", "2027-01-01", "Zorgpunt De Linde", "begeleider"),
    ("evaluatie_houden", "4", "2027-04-01", "2027-04-01", "Zorgpunt De Linde", "begeleider"),
    ("evaluatie_bijwonen", "5", "2027-07-01", "2027-07-01", "Woonstichting De Brug", "consulent"),
    ("evaluatie_houden", "5", "2027-07-01", "2027-07-01", "Zorgpunt De Linde", "begeleider"),
    ("evaluatie_houden", "6", "2027-10-01", "2027-10-01", "Zorgpunt De Linde", "begeleider"),
    ("evaluatie_bijwonen", "7", "2028-01-01", "2028-01-01", "Woonstichting De Brug", "consulent"),
    ("evaluatie_houden", "7", "2028-01-01", "2028-01-01", "Zorgpunt De Linde", "begeleider"),
    *(
        ("huurstatus_opgeven", str(n), dag.isoformat(), dag.isoformat(), "Woonstichting De Brug", "consulent")
        for n, dag in enumerate(EVALUATIES[:7], 1)
    ),
    ("evaluatie_vaststellen", "3:1:consulent", "2027-01-15", "2027-01-01", "Woonstichting De Brug", "consulent"),
    ("evaluatie_vaststellen", "5:1:consulent", "2027-07-15", "2027-07-01", "Woonstichting De Brug", "consulent"),
    ("evaluatie_vaststellen", "7:1:consulent", "2028-01-15", "2028-01-01", "Woonstichting De Brug", "consulent"),
    ("omzetting_besluiten", "", "2028-01-01", "2028-01-12", "Woonstichting De Brug", "consulent"),
    ("omzetting_uiterlijk", "", "2028-04-01", "2028-01-12", "Woonstichting De Brug", "consulent"),
    ("venster_bewaken", "", "2028-05-31", "2028-01-12", "Woonstichting De Brug", "consulent"),
]
VERVALLEN = [
    ("evaluatie_houden", "8", "2028-04-01"),
    ("huurstatus_opgeven", "8", "2028-04-01"),
    ("contract_einde", "", "2028-06-30"),
]

BRIEVEN = [
    ("2026-03-02", "ontvangst", "kandidaat"),
    ("2026-03-02", "ontvangst", "zorgorganisatie"),
    ("2026-03-16", "toelating", "kandidaat"),
    ("2026-03-16", "toelating", "zorgorganisatie"),
    ("2026-04-20", "aanbod", "kandidaat"),
    ("2026-04-20", "aanbod", "zorgorganisatie"),
    ("2026-04-28", "opstapcontract", "kandidaat"),
    ("2028-01-12", "omzetting", "kandidaat"),
    ("2028-01-12", "omzetting", "zorgorganisatie"),
]

#: on which day something happened, or a rung of the ladder of a duty fell; `verteld` says when the dagpost tells it
BERICHTEN = [
    ("2026-03-02", "accordering_gevraagd", "wmo", ""),
    ("2026-03-02", "aanmelding_ingediend", "coordinator", ""),
    ("2026-03-06", "aanmelding_compleet", "coordinator", ""),
    ("2026-03-16", "besluit_toelating", "begeleider", ""),
    ("2026-03-16", "termijn_verantwoordelijke", "coordinator", "Besluiten over de aanmelding"),
    ("2026-03-18", "verhuurder_gevraagd", "consulent", ""),
    ("2026-04-20", "aanbod_gedaan", "begeleider", ""),
    ("2026-04-27", "termijn_verantwoordelijke", "consulent", "Contract opmaken"),
    (
        "2026-06-28",
        "termijn_verantwoordelijke",
        "begeleider",
        "Bevestigen dat er een plan is en wanneer de begeleiding begint",
    ),
    ("2026-06-28", "termijn_verantwoordelijke", "consulent", "Het startgesprek met de huurder"),
    ("2026-06-29", "termijn_verantwoordelijke", "consulent", "Sleutel geven"),
    (
        "2026-07-01",
        "termijn_verantwoordelijke",
        "begeleider",
        "Bevestigen dat er een plan is en wanneer de begeleiding begint",
    ),
    ("2026-07-01", "termijn_verantwoordelijke", "consulent", "Het startgesprek met de huurder"),
    ("2026-07-01", "contract_ingegaan", "begeleider", ""),
    ("2026-07-01", "termijn_verantwoordelijke", "consulent", "Sleutel geven"),
    ("2027-12-04", "termijn_verantwoordelijke", "consulent", "Besluiten over het vaste contract (liefst nu)"),
    ("2028-01-01", "termijn_verantwoordelijke", "consulent", "Besluiten over het vaste contract (liefst nu)"),
    ("2028-01-12", "besluit_omzetting", "begeleider", ""),
    *(
        ((dag - timedelta(days=eerder)).isoformat(), "termijn_verantwoordelijke", "begeleider", "Evaluatie houden")
        for dag in EVALUATIES[:7]
        for eerder in (14, 3, 0)
    ),
    *(
        ((dag - timedelta(days=eerder)).isoformat(), "termijn_verantwoordelijke", "consulent", "Bij de evaluatie zijn")
        for dag in (EVALUATIES[2], EVALUATIES[4], EVALUATIES[6])
        for eerder in (14, 3)
    ),
    *(
        ((dag - timedelta(days=eerder)).isoformat(), "termijn_verantwoordelijke", "consulent", HUUR)
        for dag in EVALUATIES[:7]
        for eerder in (10, 3, 0)
    ),
]


#: held on the day itself, on Nieuwjaar and on a Saturday: when the next dagpost came there was nothing left to say
AL_GEDAAN = [
    (dag, "termijn_verantwoordelijke", wie, wat)
    for dag in ("2027-01-01", "2028-01-01")
    for wie, wat in (("begeleider", "Evaluatie houden"), ("consulent", HUUR))
]


@pytest.mark.clausule("Z-3.1", "Z-3.2", "Z-3.3", "Z-3.4", "Z-9.2", "Z-9.3", "Z-12.1", "Z-2.15", "I-25")
def test_one_traject_from_aanmelding_to_vast_contract(streek):
    weg = Weg(streek, "Ayla Bakker", D("1994-05-17"), adres="Havenkade 3, 7299 CD Lindenhoven")

    beleef(D("2026-03-02"), D("2028-01-20"), _agenda(weg))

    traject = Traject.objects.get(sleutel=weg.traject)
    contract = weg.contract
    assert (traject.fase, traject.uitkomst, traject.afgesloten_op) == (
        Fase.AFGESLOTEN,
        "vast_contract",
        D("2028-01-12"),
    )
    assert (contract.status, contract.looptijd, contract.onbepaald_sinds) == ("afgerond", "onbepaald", D("2028-01-12"))
    assert _termijnen(traject, "voltooid") == sorted(TERMIJNEN)
    assert [t[:3] for t in _termijnen(traject, "vervallen")] == sorted(VERVALLEN)
    assert traject.termijnen.gevraagd().count() == 0
    assert _brieven(traject) == BRIEVEN
    gehoord = [(verteld(b[0], b[1]), *b[1:]) for b in BERICHTEN if b not in AL_GEDAAN]
    assert _berichten(traject) == sorted(gehoord)
    assert len(mail.outbox) == len({(dag, wie) for dag, _, wie, _ in gehoord})  # one mail a day for each person
    assert [zin for naam in import_string("opstap.bedrading.CONTROLES") for zin in import_string(naam)()] == []


def _termijnen(traject, status):
    return sorted(
        (
            t.soort,
            "*" if t.soort == "accordering_geven" else t.plek,
            t.datum.isoformat(),
            t.afgedaan_op.isoformat(),
            t.organisatie.naam,
            t.rol,
        )
        for t in traject.termijnen.filter(status=status).select_related("organisatie")
    )


def _brieven(traject):
    rijen = traject.brieven.order_by("pk").values_list("datum", "soort", "geadresseerde")
    return [(datum.isoformat(), soort, aan) for datum, soort, aan in rijen]


def _berichten(traject):
    return sorted(
        (
            b.uitvoeren_vanaf.astimezone(clock.AMSTERDAM).date().isoformat(),
            b.soort,
            b.ontvanger.email.split("@")[0],
            b.gegevens.get("tekst", ""),
        )
        for b in traject.berichten.filter(klaar_op__isnull=False).select_related("ontvanger")
    )
