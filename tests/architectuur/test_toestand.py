"""A state changes by a transition, a transition is called by a service (law 4)."""

from __future__ import annotations

import pytest
from django.db import models
from django_fsm import FSMField

from opstap.veldentabel import eigen_modellen
from tests.architectuur.bron import Bron, code, klachten, proef
from tests.architectuur.regels_toestand import begint_anders, overgang_doet_meer, roept_overgang, schrijft_toestand

TOESTANDEN: list[tuple[type[models.Model], FSMField]] = [
    (model, veld) for model in eigen_modellen() for veld in model._meta.fields if isinstance(veld, FSMField)
]
VELDEN = frozenset(veld.name for _, veld in TOESTANDEN)
MODELLEN = frozenset(model.__name__ for model, _ in TOESTANDEN)
OVERGANGEN = frozenset(t.name for model, veld in TOESTANDEN for t in veld.get_all_transitions(model))

SCHRIJFT, BEGINT, ROEPT = schrijft_toestand(VELDEN), begint_anders(VELDEN, MODELLEN), roept_overgang(OVERGANGEN)
#: Where the names of fields are not written out, with the reason.
MAG_ONGENOEMD = {
    "opstap/modellen.py": "refresh_from_db copies every column of a fresh row",
    "opstap/trajecten/wissen.py": "what the field table wipes; a state is process, and stays",
    "opstap/werk.py": "_teruggeven writes lease fields of claimable work, which has no state",
}
SERVICE = "aanmelding/services/proef.py"


def test_every_state_is_protected_and_the_names_are_known() -> None:
    assert [m.__name__ for m, veld in TOESTANDEN if not veld.protected] == []
    assert sorted(VELDEN) == ["status"]
    assert len(MODELLEN) >= 12 and {"indienen", "houden", "aanzeggen"} <= OVERGANGEN


def test_nobody_writes_a_state() -> None:
    assert klachten(SCHRIJFT, code(), behalve=MAG_ONGENOEMD) == []


def test_no_row_begins_halfway_its_machine() -> None:
    assert klachten(BEGINT, code()) == []


def test_only_services_call_a_transition() -> None:
    anderen = [b for b in code() if not b.is_een("services", "models")]
    assert len(anderen) > 100
    assert klachten(ROEPT, anderen) == []


def test_a_transition_changes_the_state_and_nothing_else() -> None:
    assert klachten(overgang_doet_meer, code()) == []


# --- the rules themselves ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tekst",
    [
        "rij.status = 'lopend'",
        "rij.status='lopend'",
        "rij . status  =  'lopend'",
        "self.contract.status: str = 'lopend'",
        "rij.status += 'x'",
        "rij.datum, rij.status = dag, 'lopend'",
        "for rij.status in standen:\n    pass",
        "with x() as rij.status:\n    pass",
        "del rij.status",
        "setattr(rij, 'status', 'lopend')",
        "setattr(rij, veld, 'lopend')",
        "object.__setattr__(rij, 'status', 'lopend')",
        "rij.__dict__['status'] = 'lopend'",
        "rij.__dict__[veld] = 'lopend'",
        "vars(rij)['status'] = 'lopend'",
        "Rij.objects.update(status='lopend')",
        "Rij.objects.filter(pk=1).update(\n    dag=dag,\n    status='lopend',\n)",
        "rijen.update(**{'status': 'lopend'})",
        "rijen.update(**velden)",
        "Rij.objects.bulk_update(rijen, ['dag', 'status'])",
        "Rij.objects.bulk_update(rijen, fields=('status',))",
        "Rij.objects.bulk_update(rijen, velden)",
    ],
)
def test_a_written_state_is_seen_in_every_spelling(tekst: str) -> None:
    (klacht, *_) = proef(SCHRIJFT, tekst)
    assert klacht.startswith("aanmelding/views/proef.py:1: ")
    assert "roep in een service de overgang" in klacht or "noem de velden voluit" in klacht


@pytest.mark.parametrize(
    "tekst",
    [
        "rij.dag = dag",
        "if rij.status == 'lopend':\n    pass",
        "Rij.objects.filter(status='lopend')",
        "Rij.objects.filter(status='lopend').update(dag=dag)",
        "waarden.update(naam=1)",
        "regel(status=rij.status)",
        "setattr(rij, 'dag', dag)",
        "status = rij.status",
        "Rij.objects.bulk_update(rijen, ['dag'])",
    ],
)
def test_reading_a_state_is_fine(tekst: str) -> None:
    assert proef(SCHRIJFT, tekst) == []


@pytest.mark.parametrize(
    "tekst",
    [
        "Signaal.objects.create(traject=t, status='opgepakt')",
        "rijen.get_or_create(traject=t, defaults={'status': 'opgepakt'})",
        "Signaal(status='opgepakt')",
        "models.Signaal(status='opgepakt')",
        "Signaal.objects.bulk_create([Signaal(traject=t, status='opgepakt')])",
        "Signaal.objects.create(**{'status': 'opgepakt'})",
    ],
)
def test_a_row_that_begins_halfway_is_seen(tekst: str) -> None:
    (klacht, *_) = proef(BEGINT, tekst, SERVICE)
    assert "laat status weg en roep daarna in een service de overgang" in klacht


@pytest.mark.parametrize("tekst", ["Signaal.objects.filter(status='x')", "Q(status='x')", "Feit(status=rij.status)"])
def test_asking_for_a_state_makes_no_row(tekst: str) -> None:
    assert proef(BEGINT, tekst, SERVICE) == []


@pytest.mark.parametrize(
    "tekst",
    [
        "self.rij.houden()",
        "rij.intrekken ()",
        "stap(rij.houden)",
        "doe = rij.houden",
        "getattr(rij, 'houden')()",
        "getattr(rij, naam)()",
        "operator.methodcaller('houden')(rij)",
    ],
)
def test_a_transition_outside_a_service_is_seen(tekst: str) -> None:
    (klacht, *_) = proef(ROEPT, tekst)
    assert "alleen een service roept een overgang aan: zet dit in services.py" in klacht


@pytest.mark.parametrize(
    "tekst", ["weg.toelaten(dag)", "evaluatie_vastleggen(x=1)", "getattr(rij, 'naam', '')", "rij.houdende()"]
)
def test_another_call_is_no_transition(tekst: str) -> None:
    assert proef(ROEPT, tekst) == []


@pytest.mark.parametrize(
    "romp",
    ["self.save()", "gebeurtenis_vastleggen(soort='x')", "self.op = clock.vandaag()", "bericht_klaarzetten(soort='x')"],
)
def test_a_transition_that_does_more_is_seen(romp: str) -> None:
    tekst = f"@transition(field=status, source='a', target='b')\ndef gaan(self):\n    {romp}"
    assert proef(overgang_doet_meer, tekst) != []
    assert proef(overgang_doet_meer, tekst.replace(romp, "eis(self.dag)")) == []


def test_a_transition_that_takes_something_is_seen() -> None:
    tekst = "@transition(field=status, source='a', target='b')\ndef gaan(self, dag):\n    ..."
    assert "een overgang krijgt niets mee" in proef(overgang_doet_meer, tekst)[0]


def test_a_module_is_known_by_its_place() -> None:
    assert Bron("aanmelding/services/basis.py", "").is_een("services")
    assert not Bron("aanmelding/views/basis.py", "").is_een("services", "models")
