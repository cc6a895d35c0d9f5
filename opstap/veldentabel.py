"""The field table (law 6): of every field who owns it, why it is kept, which roles may read it and how long.

The words stand in veldentabel.toml, the rows in `velden.toml` of each room, beside its models. A field that is only
machinery (keys, versions, leases) is described once, by name and type.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from opstap.protocol.begrippen import Rol
from opstap.protocol.clausules import regelt

#: Values about the kandidaat that never stand in a mail, the log, a URL or a snapshot.
PERSOONLIJK = frozenset({"persoon", "tekst"})
_VAN_EEN_BLOK = ("soort", "eigenaar", "lezers", "bewaren")
_LIJSTEN = {"soort": "soorten", "eigenaar": "eigenaren", "lezers": "lezers", "bewaren": "bewaren"}
_WOORDEN = Path(__file__).with_name("veldentabel.toml")


@dataclass(frozen=True, slots=True)
class Veldregel:
    """One row. `deel` narrows a field to some of its rows: the same field, other readers."""

    kamer: str
    model: str
    veld: str
    deel: str
    soort: str
    eigenaar: str
    lezersgroep: str
    bewaren: str
    doel: str
    lezers: frozenset[Rol]

    @property
    def code(self) -> str:
        """`trajecten.Persoon.naam`, or `aanmelding.ChecklistRij.stand:gevoelig`."""
        return f"{self.kamer}.{self.model}.{self.veld}" + (f":{self.deel}" if self.deel else "")


@cache
def woorden() -> Mapping[str, Any]:
    """The closed lists: soorten, eigenaren, lezers, bewaren, delen and techniek."""
    return tomllib.loads(_WOORDEN.read_text(encoding="utf-8"))


def eigen_modellen() -> list[type[models.Model]]:
    """Every model of our own rooms; a table that Django makes for a many-to-many belongs to its field."""
    return [m for m in apps.get_models() if apps.get_app_config(m._meta.app_label).name in _kamers()]


def _kamers() -> dict[str, Path]:
    """name of the app -> its velden.toml."""
    project = Path(__file__).parent.parent
    eigen = (c for c in apps.get_app_configs() if Path(c.path).is_relative_to(project) and ".venv" not in c.path)
    return {c.name: Path(c.path) / "velden.toml" for c in eigen}


@cache
def veldentabel() -> Mapping[str, Veldregel]:
    """Every row by its code: the written ones, and the machinery of veldentabel.toml. Raises on an unknown word."""
    regels: dict[str, Veldregel] = {}
    for regel in geschreven_regels():
        if regel.code in regels:
            raise ValueError(f"{regel.code} staat twee keer in velden.toml; laat één rij staan")
        regels[regel.code] = regel
    for model in eigen_modellen():
        for veld in velden(model):
            if (techniek := _technisch(model, veld)) is not None:
                regels.setdefault(techniek.code, techniek)
    return regels


def velden_die_mag_zien(rol: Rol) -> frozenset[str]:
    """The codes of every field this role may ever read, somewhere, of a traject it belongs to."""
    return frozenset(code for code, regel in veldentabel().items() if rol in regel.lezers)


def velden(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """What the model stores: its columns and its many-to-many fields."""
    return [*model._meta.concrete_fields, *model._meta.local_many_to_many]


def geschreven_regels() -> Iterator[Veldregel]:
    """The rows of every velden.toml, in the order they stand there."""
    for naam, pad in _kamers().items():
        if pad.exists():
            yield from regels_uit(naam.rsplit(".", 1)[-1], tomllib.loads(pad.read_text(encoding="utf-8")))


def regels_uit(kamer: str, document: Mapping[str, Any]) -> Iterator[Veldregel]:
    """The rows of one velden.toml. Raises ValueError, naming the block, when a word is missing or unknown."""
    for model, blokken in document.items():
        for blok in blokken:
            _eis_woorden(f"{kamer}/velden.toml, [[{model}]]", blok)
            for naam, doel in blok["velden"].items():
                veld, _, deel = naam.partition(":")
                yield Veldregel(
                    kamer=kamer,
                    model=model,
                    veld=veld,
                    deel=deel,
                    soort=blok["soort"],
                    eigenaar=blok["eigenaar"],
                    lezersgroep=blok["lezers"],
                    bewaren=blok["bewaren"],
                    doel=doel,
                    lezers=frozenset(map(Rol, woorden()["lezers"][blok["lezers"]])),
                )


def _eis_woorden(waar: str, blok: Mapping[str, Any]) -> None:
    for kop in _VAN_EEN_BLOK:
        keuzes = woorden()[_LIJSTEN[kop]]
        if blok.get(kop) not in keuzes:
            raise ValueError(f"{waar}: {kop} = {blok.get(kop)!r} is geen van {', '.join(keuzes)}")
    if vreemd := set(blok) - {*_VAN_EEN_BLOK, "velden"}:
        raise ValueError(f"{waar}: {', '.join(sorted(vreemd))} hoort in [{waar.split('[[')[1].rstrip(']')}.velden]")
    delen = {naam.partition(":")[2] for naam in blok["velden"]} - {""}
    if onbekend := delen - set(woorden()["delen"]):
        raise ValueError(f"{waar}: onbekend deel {', '.join(sorted(onbekend))}")
    if leeg := [naam for naam, doel in blok["velden"].items() if not doel.strip()]:
        raise ValueError(f"{waar}: zeg in gewone woorden waarom {', '.join(leeg)} nodig is")


def _technisch(model: type[models.Model], veld: models.Field[Any, Any]) -> Veldregel | None:
    rij = woorden()["techniek"].get(veld.name)
    if rij is None or type(veld).__name__ not in rij["typen"]:
        return None
    return Veldregel(
        kamer=model._meta.app_label,
        model=model.__name__,
        veld=veld.name,
        deel="",
        soort="techniek",
        eigenaar="opstap",
        lezersgroep="niemand",
        bewaren="rij",
        doel=rij["doel"],
        lezers=frozenset(),
    )


@regelt("Z-20.3")
def fouten(modellen: Collection[type[models.Model]], tabel: Collection[str]) -> list[str]:
    """What is missing and what is too much, each with what to write."""
    bestaat = {f"{m._meta.app_label}.{m.__name__}.{v.name}" for m in modellen for v in velden(m)}
    zonder = sorted(bestaat - set(tabel))
    teveel = sorted(code for code in tabel if code.partition(":")[0] not in bestaat)
    return [
        *(f"{code}: {_schrijf(code)}" for code in zonder),
        *(f"{code}: dit veld bestaat niet; haal de rij weg uit velden.toml van die kamer" for code in teveel),
    ]


def _schrijf(code: str) -> str:
    kamer, model, veld = code.split(".")
    return (
        f'geen rij in velden.toml van {kamer}. Zet bij [{model}.velden] een regel {veld} = "waarom dit nodig is", '
        f"onder een blok [[{model}]] met de soort, eigenaar, lezers en bewaren die kloppen (opstap/veldentabel.toml)"
    )
