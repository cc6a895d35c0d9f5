"""Kandidaat or huurder died: what stops at once, who hears it, when the rent ends, whether the home is free."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from evaluatie.models import Evaluatie
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.logboek.models import Gebeurtenis
from opstap.post.models import Bericht, Brief
from opstap.protocol.herhuisvesten import EindeWijze
from opstap.protocol.overlijden import huur_eindigt, huurdag_belemmeringen, overlijden_belemmeringen
from opstap.termijnen.services import werk_afhandelen
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.models import Traject
from tests.woningen import verloop
from tests.woningen.toneel import EINDE, GETEKEND, Toneel, teruggedraaid, vers
from woningen.controles import contingent_klopt, contract_klopt, gesloten_zoekt_niets
from woningen.enums import Contractstatus, Plaatsstatus, Woningstatus
from woningen.models import Aanbieding, Huurovereenkomst
from woningen.services import einde_afspreken, overlijden_vastleggen

DOOD, NU = date(2025, 3, 10), date(2025, 3, 14)
HUUR_TOT = date(2025, 6, 1)  # the end of the second month after March
pytestmark = pytest.mark.clausule("L-23")


def _overleden(toneel: Toneel, traject: Traject, *, op: date = NU, dag: date = DOOD, door: bool = False) -> Traject:
    with clock.klok_op(op):
        return overlijden_vastleggen(
            traject=traject.sleutel, overleden_op=dag, huur_gaat_door=door, weet_zeker=True, namens=toneel.consulent
        )


@pytest.mark.parametrize(
    ("overleden", "afgesproken", "einde"),
    [
        ("2025-03-10", None, "2025-06-01"),
        ("2025-03-01", None, "2025-06-01"),
        ("2025-03-31", None, "2025-06-01"),
        ("2024-12-31", None, "2025-03-01"),
        ("2023-12-31", None, "2024-03-01"),
        ("2025-03-10", "2025-04-16", "2025-04-16"),
        ("2025-03-10", "2025-06-02", "2025-06-01"),
    ],
)
def test_the_rent_ends_with_the_second_month_or_on_a_day_that_was_certain(overleden, afgesproken, einde) -> None:
    al = date.fromisoformat(afgesproken) if afgesproken else None
    gevonden = huur_eindigt(overleden_op=date.fromisoformat(overleden), al_afgesproken=al)
    assert gevonden == date.fromisoformat(einde)


@pytest.mark.parametrize(
    ("overleden", "afgesproken", "einde"),
    [
        ("2025-03-10", None, "2025-05-01"),
        ("2024-12-31", None, "2025-02-01"),
        ("2025-03-31", "2025-04-16", "2025-04-16"),
        ("2025-03-31", "2025-05-20", "2025-05-01"),
    ],
)
def test_when_the_heirs_give_notice_the_rent_ends_with_the_first_month(overleden, afgesproken, einde) -> None:
    al = date.fromisoformat(afgesproken) if afgesproken else None
    dag = date.fromisoformat(overleden)
    gevonden = huur_eindigt(overleden_op=dag, al_afgesproken=al, erfgenamen_zegden_op=True)
    assert gevonden == date.fromisoformat(einde)


@pytest.mark.parametrize(
    ("via_zorg", "laatste", "opgezegd", "door", "velden"),
    [
        (True, None, False, False, ["laatste_huurdag"]),
        (True, date(2024, 6, 30), False, False, ["laatste_huurdag"]),
        (True, date(2026, 3, 15), False, False, ["laatste_huurdag"]),
        (True, date(2026, 3, 14), False, False, []),
        (True, date(2024, 7, 1), False, True, []),
        (False, None, True, False, []),
        (False, None, False, True, []),
        (False, None, True, True, ["erfgenamen_zegden_op"]),
    ],
)
def test_of_a_contract_of_the_zorgorganisatie_the_last_day_is_agreed(via_zorg, laatste, opgezegd, door, velden) -> None:
    bezwaren = huurdag_belemmeringen(
        laatste_huurdag=laatste,
        via_zorg=via_zorg,
        ingangsdatum=date(2024, 7, 1),
        erfgenamen_zegden_op=opgezegd,
        huur_gaat_door=door,
        peildatum=NU,
    )
    assert [b.veld for b in bezwaren] == velden


def test_a_day_that_cannot_be_and_a_traject_nobody_checked_are_refused() -> None:
    def velden(dag: date, *, zeker: bool = True) -> list[str]:
        vragen = {"overleden_op": dag, "gestart_op": date(2024, 4, 1), "weet_zeker": zeker, "peildatum": NU}
        return [b.veld for b in overlijden_belemmeringen(**vragen)]

    assert velden(NU) == [] == velden(date(2024, 4, 1))
    assert velden(date(2025, 3, 15)) == ["overleden_op"] == velden(date(2024, 3, 31))
    assert velden(DOOD, zeker=False) == ["weet_zeker"]


def test_everything_stops_at_once_and_nothing_is_written_any_more(toneel: Toneel) -> None:
    contract = toneel.lopend()
    traject = contract.traject
    with clock.klok_op(NU):
        werk_afhandelen()
    mails = max(Bericht.objects.values_list("pk", flat=True), default=0)
    _overleden(toneel, traject)

    rij, gesloten = vers(contract), Traject.objects.get(pk=traject.pk)
    assert (rij.status, rij.beeindigd_op, rij.door_overlijden) == (Contractstatus.BEEINDIGD, HUUR_TOT, True)
    assert (gesloten.uitkomst, gesloten.afgesloten_op) == (Uitkomst.OVERLEDEN, NU)
    assert [t.soort for t in traject.termijnen.filter(status="open")] == ["gegevens_wissen"]
    assert not traject.termijnen.filter(afgedaan_op__gt=NU).exists()
    assert not Evaluatie.objects.filter(traject=traject, status__in=["gepland", "uitgenodigd"]).exists()
    assert not Brief.objects.filter(traject=traject).te_versturen().exists()
    brieven = Brief.objects.count()
    ontvangers = {b.ontvanger for b in Bericht.objects.filter(soort="overleden")}
    assert toneel.regio.begeleider in ontvangers
    assert Gebeurtenis.objects.filter(soort="overleden", traject=traject.sleutel).count() == 1

    assert vers(rij.aanbieding).woning_vrij_op == HUUR_TOT
    with clock.klok_op(date(2025, 5, 31)):
        assert vers(rij.aanbieding.woning).status is Woningstatus.VERHUURD
    with clock.klok_op(HUUR_TOT):
        assert vers(rij.aanbieding.woning).status is Woningstatus.BESCHIKBAAR
    for dag in (date(2026, 4, 1), EINDE, date(2026, 8, 1)):
        with clock.klok_op(dag):
            werk_afhandelen()
    assert (Brief.objects.count(), vers(contract).status) == (brieven, Contractstatus.BEEINDIGD)
    nieuw = Bericht.objects.filter(traject=traject, pk__gt=mails).exclude(soort__in=["overleden", "dagpost"])
    assert set(nieuw.values_list("soort", flat=True)) <= {"moment_afgezegd"}
    assert [*contract_klopt(), *contingent_klopt(), *gesloten_zoekt_niets()] == []


def test_with_an_aanzegging_or_an_earlier_last_day_that_day_stands(toneel: Toneel) -> None:
    contract = toneel.lopend()
    with teruggedraaid():
        verloop.niet_omgezet(op=date(2026, 1, 10), contract=contract.sleutel, consulent=toneel.consulent)
        dag = date(2026, 5, 20)
        verloop.aangezegd(op=dag, ontvangen_op=dag, contract=contract.sleutel, consulent=toneel.consulent)
        _overleden(toneel, contract.traject, op=dag, dag=dag)
        assert vers(contract).beeindigd_op == EINDE
        assert contract.traject.termijnen.filter(soort="aanzegging_doen", status="voltooid").exists()
    with teruggedraaid():
        with clock.klok_op(NU):
            einde_afspreken(
                contract=contract.sleutel,
                wijze=EindeWijze.OPZEGGING,
                laatste_huurdag=date(2025, 4, 20),
                opgezegd_op=NU,
                overlegd_op=NU,
                namens=toneel.consulent,
            )
        _overleden(toneel, contract.traject)
        assert vers(contract).beeindigd_op == date(2025, 4, 21)
        assert not Brief.objects.filter(soort="eindafspraak").te_versturen().exists()


def test_who_goes_on_living_there_keeps_the_home(toneel: Toneel) -> None:
    contract = toneel.lopend()
    assert Aanbieding.objects.in_opstap().exists()
    _overleden(toneel, contract.traject, door=True)
    assert vers(contract).status == Contractstatus.BEEINDIGD
    assert not Aanbieding.objects.in_opstap().exists()  # a tenant like any other
    with clock.klok_op(date(2030, 1, 1)):
        assert vers(contract.aanbieding.woning).status is Woningstatus.VERHUURD
    assert list(contract_klopt()) == []


def test_before_the_key_home_and_place_are_free(toneel: Toneel) -> None:
    standen = {"zoekend": toneel.zoekend, "aangeboden": toneel.aangeboden, "getekend": toneel.getekend}
    for stand, doe in standen.items():
        with teruggedraaid():
            doe()
            traject = Traject.objects.get()
            _overleden(toneel, traject, op=GETEKEND, dag=GETEKEND)
            assert Traject.objects.get().uitkomst == Uitkomst.OVERLEDEN, stand
            assert not Aanbieding.objects.houdt_plaats().exists()
            assert not Aanbieding.objects.exclude(plaats__status=Plaatsstatus.VRIJ).exists()
            assert not Huurovereenkomst.objects.open().exists()
            assert not traject.termijnen.filter(status="open").exclude(soort="gegevens_wissen").exists()
            assert [*contract_klopt(), *contingent_klopt(), *gesloten_zoekt_niets()] == []


def test_not_before_the_toelating_and_only_by_the_corporatie(toneel: Toneel) -> None:
    contract = toneel.lopend()
    toneel.consulent = toneel.namens(toneel.regio.begeleider)
    with pytest.raises(GeenRecht):
        _overleden(toneel, contract.traject)
    toneel.consulent = toneel.namens(toneel.regio.consulent)
    _overleden(toneel, contract.traject)
    with pytest.raises(RegelGeschonden, match="afgesloten"):
        _overleden(toneel, contract.traject)


def test_the_page_keeps_what_was_typed_and_asks_to_look_twice(toneel: Toneel, client) -> None:
    contract = toneel.lopend()
    client.force_login(toneel.regio.consulent)
    with clock.klok_op(NU):
        url = reverse("woningen:overlijden", args=[contract.traject.sleutel])
        pagina = client.get(url).content.decode()
        assert "erfgenamen" in pagina
        assert url in client.get(reverse("woningen:contract", args=[contract.traject.sleutel])).content.decode()
        antwoord = client.post(url, {"overleden_op": "10-3-2025", "eenmalig": "x"})
    assert antwoord.status_code in {422, 409} and vers(contract).status == Contractstatus.LOPEND
