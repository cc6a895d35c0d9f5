"""Every machine takes exactly the written steps, set off by exactly the written roles (law 4, S10).

One test for all machines: `tests/toestanden.toml` is compared with the graph of each model, every other pair of state
and transition is generated as illegal, and the roles are compared with the permission table through the services.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.db.models import CheckConstraint, Q
from django_fsm import TransitionNotAllowed

from opstap.partners.rechten import RECHTEN, Actie
from opstap.protocol.begrippen import Rol
from opstap.protocol.parameters import als_document
from opstap.regelingen.models import RegelingVersie
from opstap.regelingen.presets import preset
from tests.architectuur.bron import Bron, code
from tests.architectuur.rechten_van_stappen import SYSTEEM, functies, rechten_per_overgang
from tests.architectuur.test_toestand import OVERGANGEN, TOESTANDEN

STAPPEN: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent.parent / "toestanden.toml").read_text(encoding="utf-8")
)
MACHINES = {model: veld for model, veld in TOESTANDEN}
NAMEN = {model.__name__: model for model in MACHINES}
#: What a row must hold before a transition looks at it.
INGEVULD: dict[type[models.Model], dict[str, Any]] = {
    RegelingVersie: {"document": als_document(preset("zutphen-2024").parameters)}
}
_SCHRIJF = "schrijf eerst de pijl in tests/toestanden.toml (van, handeling, naar, rollen), dan de overgang in het model"


def pijlen(naam: str) -> set[tuple[str, str, str]]:
    return {(s["van"], s["handeling"], s["naar"]) for s in STAPPEN[naam]}


def staten(model: type[models.Model]) -> list[str]:
    return [str(code_) for code_, _ in MACHINES[model].choices or ()]


def test_every_machine_is_written_down_and_nothing_else() -> None:
    assert sorted(STAPPEN) == sorted(NAMEN), _SCHRIJF


def test_each_step_is_whole_and_written_once() -> None:
    for naam, stappen in STAPPEN.items():
        assert {frozenset(s) for s in stappen} == {frozenset({"van", "handeling", "naar", "rollen"})}, naam
        assert len({(s["van"], s["handeling"]) for s in stappen}) == len(stappen), naam
        rollen = {rol for s in stappen for rol in s["rollen"]}
        assert rollen and rollen <= {*Rol.codes(), SYSTEEM}, naam


@pytest.mark.parametrize("model", list(MACHINES), ids=lambda m: m.__name__)
def test_the_graph_is_the_written_one(model: type[models.Model]) -> None:
    graaf = {(str(t.source), t.name, str(t.target)) for t in MACHINES[model].get_all_transitions(model)}
    assert graaf == pijlen(model.__name__), _SCHRIJF
    assert {deel for van, _, naar in graaf for deel in (van, naar)} <= set(staten(model))


@pytest.mark.parametrize(
    ("model", "van", "handeling"),
    [
        (model, van, handeling)
        for model in MACHINES
        for van in staten(model)
        for handeling in sorted({h for _, h, _ in pijlen(model.__name__)})
    ],
    ids=lambda deel: deel if isinstance(deel, str) else deel.__name__,
)
def test_every_pair_is_a_written_step_or_refused(model: type[models.Model], van: str, handeling: str) -> None:
    rij: Any = model(status=van, **INGEVULD.get(model, {}))
    doelen = {naar for v, h, naar in pijlen(model.__name__) if (v, h) == (van, handeling)}
    if doelen:
        getattr(rij, handeling)()
        assert {rij.status} == doelen
    else:
        with pytest.raises(TransitionNotAllowed):
            getattr(rij, handeling)()
        assert rij.status == van


@pytest.mark.parametrize("model", list(MACHINES), ids=lambda m: m.__name__)
def test_nobody_sets_a_state_by_hand_and_the_database_knows_its_words(model: type[models.Model]) -> None:
    rij: Any = model()
    with pytest.raises(AttributeError):
        rij.status = staten(model)[-1]
    woorden = [c for c in model._meta.constraints if isinstance(c, CheckConstraint)]
    assert Q(status__in=staten(model)) in [c.condition for c in woorden]


# --- who sets it off -----------------------------------------------------------------------------------------------


def _kamer(model: type[models.Model]) -> str:
    return model.__module__.split(".models")[0]


def geschreven_rollen() -> dict[tuple[str, str], set[str]]:
    """(room, transition) -> roles. Machines of one room that share a word are taken together."""
    gevonden: dict[tuple[str, str], set[str]] = defaultdict(set)
    for naam, stappen in STAPPEN.items():
        for s in stappen:
            gevonden[_kamer(NAMEN[naam]), s["handeling"]] |= set(s["rollen"])
    return gevonden


def gevraagde_rechten(bron: tuple[Bron, ...]) -> dict[tuple[str, str], set[str]]:
    return rechten_per_overgang(functies((b for b in bron if b.is_een("services", "admin")), OVERGANGEN))


def rollen_met(rechten: set[str]) -> set[str]:
    """Everybody who has one of these rights, by the permission table."""
    return {rol.value for recht in rechten - {SYSTEEM} for rol in RECHTEN[Actie(recht)]} | (rechten & {SYSTEEM})


def verschil(mag: set[str], rechten: set[str]) -> str:
    """Why the written roles are not those the services let through; empty when they are."""
    door = rollen_met(rechten)
    if geen_recht := mag - {SYSTEEM} - door:
        return f"volgens de services ({', '.join(sorted(rechten))}) mogen deze rollen niet: {sorted(geen_recht)}"
    teveel = door - mag
    if SYSTEEM in teveel or (teveel and SYSTEEM not in mag):
        return f"de services laten ook deze toe ({', '.join(sorted(rechten))}): {sorted(teveel)}"
    return ""


def test_the_written_roles_are_those_the_services_let_through() -> None:
    """Seen to fail with another Actie in `aanmelding_intrekken`, and without `eis_recht` in `signaal_oppakken`."""
    gevraagd = gevraagde_rechten(code())
    fouten = {
        f"{kamer}: {handeling}": waarom
        for (kamer, handeling), mag in geschreven_rollen().items()
        if (waarom := verschil(mag, gevraagd.get((kamer, handeling), set())))
    }
    assert fouten == {}


def test_every_transition_is_reached_by_a_service() -> None:
    assert sorted(set(geschreven_rollen()) - set(gevraagde_rechten(code()))) == []


@pytest.mark.parametrize(
    ("mag", "rechten", "waarom"),
    [
        ({"coordinator", "commissielid"}, {"toelating_besluiten"}, ""),
        ({"systeem"}, {"systeem"}, ""),
        ({"coordinator", "commissielid", "systeem"}, {"toelating_besluiten", "woning_aanbieden", "systeem"}, ""),
        (
            {"coordinator", "commissielid", "consulent"},
            {"toelating_besluiten"},
            "mogen deze rollen niet: ['consulent']",
        ),
        ({"coordinator", "commissielid"}, {"toelating_besluiten", "systeem"}, "laten ook deze toe"),
        ({"coordinator", "commissielid"}, {"toelating_besluiten", "woning_aanbieden"}, "laten ook deze toe"),
        ({"coordinator", "commissielid"}, set(), "mogen deze rollen niet"),
    ],
)
def test_a_role_too_many_or_too_few_is_seen(mag: set[str], rechten: set[str], waarom: str) -> None:
    gevonden = verschil(mag, rechten)
    assert waarom in gevonden and bool(waarom) == bool(gevonden)


_DIENST = """
from django.db import transaction
from opstap.partners.rechten import Actie
from opstap.trajecten.toegang import eis_recht

@transaction.atomic
def contract_tekenen(*, namens):
    eis_recht(namens, Actie.CONTRACT_BEHEREN, traject)
    _doe(rij)

def _doe(rij):
    if bereik(rol, Actie.CONTRACT_ZIEN):
        rij.tekenen()

def vervallen_na(feit):
    rij.vervallen()
"""


def test_a_right_is_found_through_helpers_and_only_where_it_is_asked() -> None:
    gevonden = gevraagde_rechten((Bron("woningen/services/proef.py", _DIENST),))
    assert gevonden == {("woningen", "tekenen"): {"contract_beheren"}, ("woningen", "vervallen"): {SYSTEEM}}
