"""The besluit rests on the evaluaties and never on begeleiding; after it nothing of this room goes on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from evaluatie import services
from evaluatie.dossier import dossier
from evaluatie.enums import Afspraakstatus, Evaluatiestatus, Mdostatus, Partij, Signaalstatus
from evaluatie.models import Afspraak, Evaluatie, Mdo, Signaal
from evaluatie.services import NieuweAfspraak
from evaluatie.trend import trendtabel
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, Grond, ItemOordeel, Oordeel
from opstap.protocol.feiten import ContractBeeindigd, ContractOmgezet
from opstap.protocol.omzetting import OmzettingUitkomst
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Besluit
from opstap.trajecten.services import verklaring_vastleggen
from tests.evaluatie import verloop
from tests.evaluatie.conftest import DERDE, EERSTE, TWEEDE, Wonen

STREEF = date(2027, 9, 2)
OMZETTEN, NIET = OmzettingUitkomst.OMZETTEN, OmzettingUitkomst.NIET_OMZETTEN


def overleg(wonen: Wonen) -> None:
    for soort in (Verklaringsoort.OVERLEG_HUURDER, Verklaringsoort.OVERLEG_ZORG):
        verklaring_vastleggen(
            wonen.traject,
            soort=soort,
            datum=EERSTE,
            wijze=Wijze.GESPREK,
            namens=wonen.consulent,
            onderwerp=wonen.contract.sleutel,
        )


def besluiten(wonen: Wonen, **anders: Any) -> Besluit:
    return verloop.omzetting_besloten(
        **{"contract": wonen.contract.sleutel, "op": STREEF, "namens": wonen.consulent, **anders}
    )


@pytest.mark.clausule("Z-2.15", "Z-12.2")
def test_the_besluit_names_the_evaluaties_it_rests_on(wonen: Wonen) -> None:
    overleg(wonen)
    een, twee = (
        verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(n).sleutel, op=op, namens=wonen.begeleider)
        for n, op in ((1, EERSTE), (2, TWEEDE))
    )
    besluit = besluiten(wonen)
    assert besluit.uitkomst == OMZETTEN
    assert besluit.snapshot["evaluaties"] == [str(een.sleutel), str(twee.sleutel)]
    assert (besluit.snapshot["aantal_gehouden"], besluit.snapshot["laatste_oordeel"]) == (2, "op_schema")


@pytest.mark.clausule("Z-12.2")
def test_without_both_consultations_there_is_no_besluit(wonen: Wonen) -> None:
    with pytest.raises(RegelGeschonden) as fout:
        besluiten(wonen, motivering="Het gaat goed.")
    assert {b.clausule for b in fout.value.belemmeringen} == {"Z-12.2"}


@pytest.mark.clausule("Z-11.7", "Z-11.8", "Z-11.9", "Z-11.11")
def test_a_no_names_what_went_wrong_and_why(wonen: Wonen) -> None:
    overleg(wonen)
    with pytest.raises(RegelGeschonden) as fout:
        besluiten(wonen, uitkomst=NIET)
    assert {b.veld for b in fout.value.belemmeringen} == {"gronden", "motivering"}
    besluit = besluiten(wonen, uitkomst=NIET, gronden=[Grond.HUUR], motivering="Vier maanden geen huur.")
    assert besluit.snapshot["gronden"] == ["huur"]
    assert wonen.evaluatie(8).status == Evaluatiestatus.GEPLAND


@pytest.mark.clausule("I-27")
def test_before_the_streefdatum_a_reason_is_asked(wonen: Wonen) -> None:
    overleg(wonen)
    vroeg: dict[str, Any] = {"op": date(2027, 9, 1), "motivering": "Alles gaat goed."}
    with pytest.raises(RegelGeschonden) as fout:
        besluiten(wonen, **vroeg)
    assert [b.veld for b in fout.value.belemmeringen] == ["reden_vroeg"]
    assert besluiten(wonen, **vroeg, reden_vroeg="De huurder krijgt een baan elders.").uitkomst == OMZETTEN


@pytest.mark.parametrize("wie", ["begeleider", "wmo_consulent", "andere_consulent", "buitenstaander", "coordinator"])
def test_only_the_verhurende_corporatie_decides(wonen: Wonen, wie: str) -> None:
    overleg(wonen)
    with pytest.raises(GeenRecht):
        besluiten(wonen, namens=wonen.regio.namens(getattr(wonen.regio, wie)), motivering="x")


def test_a_besluit_from_an_older_form_is_refused(wonen: Wonen) -> None:
    overleg(wonen)
    with pytest.raises(Verouderd):
        services.omzetting_besluiten(
            contract=wonen.contract.sleutel,
            uitkomst=OMZETTEN,
            gronden=[],
            motivering="x",
            reden_vroeg="x",
            namens=wonen.consulent,
            versie=wonen.contract.versie - 1,
        )


@pytest.mark.clausule("Z-11.6", "Z-11.11", "Z-12.13", "Z-11.5")
@pytest.mark.parametrize(
    ("anders", "oordeel", "advies", "gronden"),
    [
        ({}, Oordeel.OP_SCHEMA, OMZETTEN, ()),
        ({}, Oordeel.AANDACHT, OMZETTEN, ()),
        ({}, Oordeel.NIET_HAALBAAR, None, ()),
        ({EvaluatieItem.AANSPREEKBAARHEID: ItemOordeel.ONVOLDOENDE}, Oordeel.NIET_HAALBAAR, None, ()),
        ({EvaluatieItem.HUUR: ItemOordeel.AANDACHT}, Oordeel.AANDACHT, OMZETTEN, ()),
        ({EvaluatieItem.HUUR: ItemOordeel.ONVOLDOENDE}, Oordeel.AANDACHT, None, (Grond.HUUR,)),
        ({EvaluatieItem.HUUR: ItemOordeel.ONVOLDOENDE}, Oordeel.NIET_HAALBAAR, NIET, (Grond.HUUR,)),
        (
            {EvaluatieItem.WOONGEDRAG: ItemOordeel.ONVOLDOENDE, EvaluatieItem.VERZORGING: ItemOordeel.ONVOLDOENDE},
            Oordeel.NIET_HAALBAAR,
            NIET,
            (Grond.WOONGEDRAG,),
        ),
    ],
)
def test_the_file_advises_from_the_last_evaluatie_with_its_reasons(
    wonen: Wonen, anders: Any, oordeel: Oordeel, advies: OmzettingUitkomst | None, gronden: tuple[Grond, ...]
) -> None:
    assert dossier(wonen.contract).advies.uitkomst is None
    verloop.evaluatie_gehouden(
        evaluatie=wonen.evaluatie(1).sleutel,
        op=EERSTE,
        namens=wonen.begeleider,
        anders=anders,
        oordeel=oordeel,
        geen_afspraak_omdat="Staat al in het plan.",
    )
    d = dossier(wonen.contract)
    assert (d.advies.uitkomst, d.advies.gronden) == (advies, gronden)
    assert d.advies.redenen
    assert "begeleiding" not in " ".join(r.melding for r in d.advies.redenen).lower().replace(
        EvaluatieItem.GEDRAGSAANWIJZINGEN.label.lower(), ""
    )


def test_the_file_shows_the_trend_per_point(wonen: Wonen) -> None:
    verdicts = ((1, EERSTE, ItemOordeel.ONVOLDOENDE), (2, TWEEDE, ItemOordeel.GOED), (3, DERDE, ItemOordeel.GOED))
    for n, op, oordeel in verdicts:
        verloop.evaluatie_gehouden(
            evaluatie=wonen.evaluatie(n).sleutel,
            op=op,
            namens=wonen.begeleider,
            anders={EvaluatieItem.HUUR: oordeel},
            geen_afspraak_omdat="Is al besproken.",
        )
    rijen = {
        r["cellen"][0]: r["cellen"][1:] for r in trendtabel(dossier(wonen.contract).gehouden, EvaluatieItem)["trend"]
    }
    assert rijen[EvaluatieItem.HUUR.label] == ["Nr 1: is onvoldoende. Nr 2 t/m 3: gaat goed.", "hetzelfde"]
    assert rijen[EvaluatieItem.WOONGEDRAG.label] == ["Nr 1 t/m 3: gaat goed.", "hetzelfde"]


@pytest.fixture
def alles_open(wonen: Wonen) -> Wonen:
    """One evaluatie held with an open afspraak, one open signaal, one open MDO."""
    afspraak = NieuweAfspraak(wie=Partij.HUURDER, wat="Tuin", uiterlijk=date(2028, 1, 1))
    verloop.evaluatie_gehouden(
        evaluatie=wonen.evaluatie(1).sleutel, op=EERSTE, namens=wonen.begeleider, afspraken=[afspraak]
    )
    verloop.evaluatie_gemist(
        evaluatie=wonen.evaluatie(2).sleutel, op=TWEEDE, naar=date(2026, 6, 9), namens=wonen.begeleider
    )
    s = verloop.signaal_gemeld(traject=wonen.traject, op=TWEEDE, namens=wonen.consulent)
    verloop.mdo_gemeld(signaal=s.sleutel, op=TWEEDE, namens=wonen.begeleider)
    verloop.signaal_gemeld(traject=wonen.traject, op=TWEEDE, namens=wonen.consulent)
    return wonen


def test_after_the_conversion_nothing_of_this_room_goes_on(alles_open: Wonen) -> None:
    overleg(alles_open)
    besluiten(alles_open, motivering="Het gaat goed.")
    assert set(Evaluatie.objects.values_list("status", flat=True)) == {
        Evaluatiestatus.GEHOUDEN,
        Evaluatiestatus.VERVALLEN,
    }
    assert alles_open.evaluatie(1).status == Evaluatiestatus.GEHOUDEN
    assert Afspraak.objects.get().status == Afspraakstatus.VERVALLEN
    assert set(Signaal.objects.values_list("status", flat=True)) == {Signaalstatus.AFGEHANDELD}
    assert Mdo.objects.get().status == Mdostatus.INGETROKKEN
    assert alles_open.open_termijnen() == {"gegevens_wissen"}  # of nobody


@pytest.mark.parametrize("soort", [ContractOmgezet, ContractBeeindigd])
def test_lapsing_twice_changes_nothing_the_second_time(alles_open: Wonen, soort: Any) -> None:
    extra = {"door": "wet"} if soort is ContractOmgezet else {}
    feit = soort(traject=alles_open.traject.sleutel, contract=alles_open.contract.sleutel, **extra)
    services.laat_evaluaties_vervallen_na(feit)
    eerst = [list(m.objects.values_list("pk", "status", "versie")) for m in (Evaluatie, Afspraak, Signaal, Mdo)]
    services.laat_evaluaties_vervallen_na(feit)
    assert [list(m.objects.values_list("pk", "status", "versie")) for m in (Evaluatie, Afspraak, Signaal, Mdo)] == eerst


def test_a_signaal_nobody_picked_up_lapses_and_one_picked_up_stays_done(alles_open: Wonen) -> None:
    overleg(alles_open)
    gezien, ongezien = Signaal.objects.order_by("pk")
    besluiten(alles_open, motivering="Het gaat goed.")
    assert alles_open.termijn("signaal_oppakken", str(gezien.sleutel)).status == "voltooid"
    assert alles_open.termijn("signaal_oppakken", str(ongezien.sleutel)).status == "vervallen"
