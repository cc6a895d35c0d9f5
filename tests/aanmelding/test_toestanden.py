"""The machines take only the written steps."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django_fsm import TransitionNotAllowed, get_all_FIELD_transitions

from aanmelding.models import Aanmelding, Accordering
from opstap.modellen import Dossierrij
from opstap.partners.rechten import RECHTEN, Actie
from opstap.protocol.aanmeldstappen import Aanmeldstatus, Accorderingstatus

STAPPEN = tomllib.loads((Path(__file__).parent.parent / "toestanden.toml").read_text(encoding="utf-8"))
MACHINES: dict[type[Dossierrij], type[Any]] = {Aanmelding: Aanmeldstatus, Accordering: Accorderingstatus}
#: Which right sets off which step.
ACTIE = {
    "indienen": Actie.AANMELDING_INVULLEN,
    "aanvullen": Actie.AANMELDING_INVULLEN,
    "toelaten": Actie.TOELATING_BESLUITEN,
    "afwijzen": Actie.TOELATING_BESLUITEN,
    "akkoord_geven": Actie.ACCORDEREN,
    "weigeren": Actie.ACCORDEREN,
}


def toegestaan(model: type[Dossierrij]) -> set[tuple[str, str, str]]:
    return {(s["van"], s["handeling"], s["naar"]) for s in STAPPEN[model.__name__]}


@pytest.mark.parametrize("model", list(MACHINES))
def test_the_graph_is_the_written_one(model: type[Dossierrij]) -> None:
    graaf = {
        (str(t.source), t.name, str(t.target))
        for t in get_all_FIELD_transitions(model(), model._meta.get_field("status"))
    }
    assert graaf == toegestaan(model)


@pytest.mark.parametrize(
    ("model", "van", "handeling"),
    [
        (model, van, handeling)
        for model, staten in MACHINES.items()
        for van in staten.codes()
        for handeling in sorted({h for _, h, _ in toegestaan(model)})
    ],
)
def test_every_pair_is_a_written_step_or_refused(model: type[Dossierrij], van: str, handeling: str) -> None:
    rij: Any = model(status=van)
    doelen = {naar for v, h, naar in toegestaan(model) if (v, h) == (van, handeling)}
    if doelen:
        getattr(rij, handeling)()
        assert {rij.status} == doelen
    else:
        with pytest.raises(TransitionNotAllowed):
            getattr(rij, handeling)()
        assert rij.status == van


@pytest.mark.parametrize(
    ("handeling", "rollen"),
    sorted(
        {(s["handeling"], tuple(s["rollen"])) for m in MACHINES for s in STAPPEN[m.__name__]}
        - {("completeren", ("systeem",))}
    ),
)
def test_the_written_roles_are_those_of_the_permission_table(handeling: str, rollen: tuple[str, ...]) -> None:
    if handeling in ACTIE:
        assert set(rollen) == {rol.value for rol in RECHTEN[ACTIE[handeling]]}
