"""A death that was recorded by mistake, and what becomes known of the huur after one."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from evaluatie.models import Evaluatie, Herhuisvesting
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.post.models import Bericht
from opstap.protocol.overlijden import NaOverlijden, huurdag_later_belemmeringen
from opstap.termijnen.models import Termijn
from opstap.trajecten.enums import Correctiereden
from opstap.trajecten.models import Betrokkenheid, Traject
from tests.woningen import verloop
from tests.woningen.toneel import EINDE, GETEKEND, Toneel, teruggedraaid, vers
from woningen.controles import contingent_klopt, contract_klopt, gesloten_zoekt_niets
from woningen.enums import Contractstatus, Woningstatus
from woningen.models import Aanbieding, Bemiddeling, Huurovereenkomst
from woningen.services import huurdag_na_overlijden, overlijden_herroepen, overlijden_vastleggen

DOOD, NU, LATER = date(2025, 3, 10), date(2025, 3, 14), date(2025, 3, 20)
HUUR_TOT = date(2025, 6, 1)
pytestmark = pytest.mark.clausule("L-23")


def _dood(toneel: Toneel, traject: Traject, op: date = NU, **velden) -> None:
    with clock.klok_op(op):
        overlijden_vastleggen(
            traject=traject.sleutel,
            **{"overleden_op": min(DOOD, op), "huur_gaat_door": False, "weet_zeker": True} | velden,
            namens=toneel.consulent,
        )


def _terug(toneel: Toneel, traject: Traject, op: date = LATER) -> Traject:
    with clock.klok_op(op):
        overlijden_herroepen(traject=traject.sleutel, reden=Correctiereden.VERWISSELD, namens=toneel.consulent)
    return vers(traject)


def _plan(traject: Traject) -> set[tuple[str, str, date]]:
    return set(Termijn.objects.filter(traject=traject, status="open").values_list("soort", "plek", "datum"))


def test_a_mistake_is_taken_back_and_everything_runs_as_before(toneel: Toneel) -> None:
    """Seen to fail: without the reaction no evaluatie came back."""
    contract = toneel.lopend()
    traject = contract.traject
    with clock.klok_op(NU):
        plan = _plan(traject)
        evaluaties = list(Evaluatie.objects.filter(traject=traject).values_list("nummer", "status", "gepland_op"))
    betrokken = set(Betrokkenheid.objects.filter(traject=traject, tot=None).values_list("pk", flat=True))
    _dood(toneel, traject)
    assert vers(contract).voor_overlijden == Contractstatus.LOPEND
    assert {soort for soort, _, _ in _plan(traject)} == {"gegevens_wissen"}

    rij = _terug(toneel, traject)
    assert (rij.afgesloten_op, rij.uitkomst, rij.fase) == (None, "", "wonen")
    nu = vers(contract)
    assert (nu.status, nu.beeindigd_op, nu.door_overlijden, nu.voor_overlijden) == ("lopend", None, False, "")
    assert vers(nu.aanbieding).woning_vrij_op is None
    with clock.klok_op(date(2025, 7, 1)):
        assert vers(nu.aanbieding.woning).status is Woningstatus.VERHUURD
    assert betrokken == set(Betrokkenheid.objects.filter(traject=traject, tot=None).values_list("pk", flat=True))
    assert evaluaties == list(Evaluatie.objects.filter(traject=traject).values_list("nummer", "status", "gepland_op"))
    assert _plan(traject) == plan
    assert not Bericht.objects.filter(soort="overleden").exists()  # nobody had it yet
    assert toneel.regio.begeleider in {b.ontvanger for b in Bericht.objects.filter(soort="overlijden_herroepen")}
    assert [*contract_klopt(), *contingent_klopt(), *gesloten_zoekt_niets()] == []

    _dood(toneel, traject, op=date(2025, 9, 1))  # the real news later is told again
    assert Bericht.objects.filter(soort="overleden").exists() and vers(contract).door_overlijden


def test_the_contract_comes_back_in_the_state_it_had(toneel: Toneel) -> None:
    contract = toneel.lopend()
    op = date(2026, 5, 22)
    verloop.niet_omgezet(op=date(2026, 1, 10), contract=contract.sleutel, consulent=toneel.consulent)
    verloop.aangezegd(op=op, ontvangen_op=op, contract=contract.sleutel, consulent=toneel.consulent)
    zoeken = Herhuisvesting.objects.get(traject=contract.traject)
    _dood(toneel, contract.traject, op=op, overleden_op=op)
    assert vers(zoeken).status == "afgerond"
    with teruggedraaid():
        Huurovereenkomst.objects.update(voor_overlijden="")  # from before it was kept
        _terug(toneel, contract.traject, op=date(2026, 5, 25))
        assert vers(contract).status == Contractstatus.AANGEZEGD
    with teruggedraaid():
        _terug(toneel, contract.traject, op=date(2026, 5, 25))
        assert (vers(contract).status, vers(zoeken).status) == (Contractstatus.AANGEZEGD, "zoekt")
    with teruggedraaid():  # meanwhile the contract was over: the law speaks at once
        rij = _terug(toneel, contract.traject, op=EINDE)
        assert (vers(contract).status, vers(contract).beeindigd_op) == (Contractstatus.BEEINDIGD, EINDE)
        assert rij.uitkomst == "niet_omgezet" and list(contract_klopt()) == []


def test_before_the_key_the_search_goes_on_in_the_same_place(toneel: Toneel) -> None:
    for doe in (toneel.zoekend, toneel.getekend):
        with teruggedraaid():
            doe()
            traject = Traject.objects.get()
            oud = Bemiddeling.objects.get()
            _dood(toneel, traject, op=GETEKEND)
            _terug(toneel, traject, op=GETEKEND)
            nieuw = Bemiddeling.objects.open().get()
            assert nieuw.pk != oud.pk and (nieuw.plek, nieuw.verhuurder) == (oud.plek, oud.verhuurder)
            assert nieuw.status == "zoekt" and vers(traject).fase == "bemiddeling"
            assert not Aanbieding.objects.houdt_plaats().exists()
            assert "woning_aanbieden" in {soort for soort, _, _ in _plan(traject)}
            assert [*contract_klopt(), *contingent_klopt(), *gesloten_zoekt_niets()] == []


def test_not_over_the_head_of_who_has_the_home_now_and_not_by_zorg(toneel: Toneel) -> None:
    contract = toneel.lopend()
    traject = contract.traject
    with pytest.raises(RegelGeschonden, match="geen overlijden"):
        _terug(toneel, traject)
    _dood(toneel, traject)
    with clock.klok_op(LATER), pytest.raises(GeenRecht):
        overlijden_herroepen(
            traject=traject.sleutel, reden=Correctiereden.VERTYPT, namens=toneel.namens(toneel.regio.begeleider)
        )
    ander = toneel.zoekend("Noor Ander")
    vrij = vers(contract.aanbieding)
    type(vrij).objects.filter(pk=vrij.pk).update(woning_vrij_op=LATER)
    toneel.contingent(op=date(2025, 1, 2))
    toneel.aanbod(ander, contract.aanbieding.woning, op=LATER)
    with pytest.raises(RegelGeschonden, match="Trek dat aanbod eerst in"):
        _terug(toneel, traject)
    with clock.klok_op(LATER), pytest.raises(RegelGeschonden, match="Trek dat aanbod eerst in"):
        huurdag_na_overlijden(
            traject=traject.sleutel, wie=NaOverlijden.BLIJFT, laatste_huurdag=None, namens=toneel.consulent
        )


@pytest.mark.parametrize(
    ("wie", "dag", "weg", "mag"),
    [
        (NaOverlijden.ERFGENAMEN, date(2025, 4, 30), False, True),
        (NaOverlijden.ERFGENAMEN, date(2025, 5, 30), False, True),
        (NaOverlijden.ERFGENAMEN, date(2025, 4, 29), False, False),
        (NaOverlijden.ERFGENAMEN, date(2025, 5, 31), False, False),
        (NaOverlijden.ERFGENAMEN, None, False, False),
        (NaOverlijden.ZORG, date(2026, 6, 1), False, True),
        (NaOverlijden.ZORG, date(2026, 6, 2), False, False),
        (NaOverlijden.ZORG, date(2024, 6, 30), False, False),
        (NaOverlijden.BLIJFT, None, False, True),
        (NaOverlijden.BLIJFT, date(2025, 11, 30), False, True),
        (NaOverlijden.BLIJFT, date(2025, 5, 30), False, False),
        (NaOverlijden.BLIJFT, None, True, False),
    ],
)
def test_what_can_still_change_of_the_last_day(wie, dag, weg, mag) -> None:
    bezwaren = huurdag_later_belemmeringen(
        wie=wie, laatste_huurdag=dag, stopt_op=HUUR_TOT, woning_weg=weg, ingangsdatum=date(2024, 7, 1)
    )
    assert (not bezwaren) is mag


def test_the_pages_after_a_death(toneel: Toneel) -> None:
    """The heirs, then the household, then that it was a mistake: each from the page of the closed traject."""
    contract = toneel.lopend()
    traject = contract.traject
    client = toneel.regio.ingelogd(toneel.regio.consulent)
    dag, herroep = (
        reverse(f"woningen:{n}", args=[traject.sleutel]) for n in ("overlijden_huurdag", "overlijden_herroepen")
    )
    with clock.klok_op(NU):
        assert client.get(dag).status_code == 404
    _dood(toneel, traject)

    def stuur(url: str, **velden: str) -> int:
        with clock.klok_op(LATER):
            versie = client.get(url).context.get("formulier_versie")
            vast = {"verzoek": str(uuid4())} | ({} if versie is None else {"versie": versie})
            return client.post(url, vast | velden).status_code

    with clock.klok_op(LATER):
        for pagina in (
            reverse("traject", args=[traject.sleutel]),
            reverse("woningen:contract", args=[traject.sleutel]),
        ):
            tekst = client.get(pagina).content.decode()
            assert dag in tekst and herroep in tekst
        assert "een maand eerder" in client.get(dag).content.decode()
    assert stuur(dag, wie="erfgenamen", laatste_huurdag="") == 422
    assert stuur(dag, wie="erfgenamen", laatste_huurdag="30-4-2025") == 302
    assert (vers(contract).beeindigd_op, vers(contract.aanbieding).woning_vrij_op) == (date(2025, 5, 1),) * 2
    assert stuur(dag, wie="blijft", laatste_huurdag="30-9-2025") == 302
    assert (vers(contract).beeindigd_op, vers(contract.aanbieding).woning_vrij_op) == (
        date(2025, 5, 1),
        date(2025, 10, 1),
    )
    assert stuur(dag, wie="blijft", laatste_huurdag="") == 302
    assert vers(contract.aanbieding).woning_vrij_op is None and list(contract_klopt()) == []
    assert stuur(herroep, reden="") == 422
    assert stuur(herroep, reden="verwisseld") == 302 and vers(traject).afgesloten_op is None
    with clock.klok_op(LATER):
        tijdlijn = client.get(reverse("traject", args=[traject.sleutel])).content.decode()
    assert "er is niemand overleden" in tijdlijn and herroep not in tijdlijn
