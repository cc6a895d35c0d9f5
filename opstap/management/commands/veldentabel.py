from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from opstap.management.opdracht import Opdracht
from opstap.protocol.begrippen import Rol
from opstap.veldentabel import Veldregel, eigen_modellen, fouten, geschreven_regels, veldentabel, woorden

_WAAR = "docs/velden.md"


class Command(Opdracht):
    help = "Schrijft docs/velden.md: per veld van wie het is, waarom het er is, wie het leest en hoe lang het blijft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="schrijf niets; fout als de pagina niet klopt")

    def handle(self, *args: Any, check: bool, **opties: Any) -> None:
        if gemist := fouten(eigen_modellen(), veldentabel()):
            self.stderr.write("\n".join(gemist))
            sys.exit(1)
        pad, tekst = settings.BASE_DIR / _WAAR, pagina()
        if not check:
            pad.write_text(tekst, encoding="utf-8")
            self.stdout.write(f"{_WAAR} is geschreven.")
        elif not pad.exists() or pad.read_text(encoding="utf-8") != tekst:
            self.stderr.write(f"{_WAAR} klopt niet meer. Maak haar opnieuw met: python3 manage.py veldentabel")
            sys.exit(1)
        else:
            self.stdout.write(f"{_WAAR} klopt: {len(veldentabel())} velden.")


def pagina() -> str:
    """The whole page, the same for the same table."""
    w = woorden()
    return "\n".join(
        [
            "# Velden",
            "",
            "Gemaakt door `manage.py veldentabel`; niet met de hand wijzigen. De rijen staan in `velden.toml` van elke",
            "kamer, de woorden in `opstap/veldentabel.toml`. Binnen een rol leest alleen wie bij het traject hoort. De",
            "kandidaat mag alles lezen wat over hem of haar gaat.",
            "",
            "## De woorden",
            "",
            *_tabel(("Soort", "Wat het is"), w["soorten"].items()),
            *_tabel(("Eigenaar", "Wie dat is"), w["eigenaren"].items()),
            *_tabel(("Lezers", "Welke rollen"), ((naam, _rollen(rollen)) for naam, rollen in w["lezers"].items())),
            *_tabel(
                ("Bewaren", "Hoe lang", "Waar dat vandaan komt"),
                ((naam, b["tekst"], b["bron"]) for naam, b in w["bewaren"].items()),
            ),
            *_tabel(("Deel", "Welke rijen"), w["delen"].items()),
            "## Techniek, in alle kamers",
            "",
            *_tabel(("Veld", "Waarvoor"), ((naam, rij["doel"]) for naam, rij in w["techniek"].items())),
            *_kamers(),
        ]
    )


def _rollen(codes: Iterable[str]) -> str:
    return ", ".join(Rol(code).label for code in codes) or "niemand: het staat op geen enkele bladzijde"


def _kamers() -> Iterator[str]:
    for kamer, van_kamer in groupby(geschreven_regels(), lambda r: r.kamer):
        yield from (f"## {kamer}", "")
        for model, van_model in groupby(van_kamer, lambda r: r.model):
            yield from (f"### {model}", "")
            yield from _tabel(("Veld", "Waarvoor", "Soort", "Eigenaar", "Lezers", "Bewaren"), map(_rij, van_model))


def _rij(r: Veldregel) -> tuple[str, ...]:
    naam = f"{r.veld}, {woorden()['delen'][r.deel]}" if r.deel else r.veld
    return naam, r.doel, r.soort, r.eigenaar, r.lezersgroep, r.bewaren


def _tabel(koppen: tuple[str, ...], rijen: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(koppen)} |"
    yield f"|{'---|' * len(koppen)}"
    yield from (f"| {' | '.join(rij)} |" for rij in rijen)
    yield ""
