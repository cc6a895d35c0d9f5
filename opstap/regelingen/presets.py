"""The regelingen of the sources, as files; plain Python, no database."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from opstap.protocol.parameters import Parameters, parameters_uit_document

MAP = Path(__file__).with_name("presets")


@dataclass(frozen=True, slots=True)
class Preset:
    slug: str
    naam: str
    gemeente: str
    kenmerkletter: str
    parameters: Parameters
    geldig_vanaf: date | None = None


class OnbekendePreset(LookupError):
    def __init__(self, slug: str) -> None:
        super().__init__(f"Regeling '{slug}' is niet bekend. Kies uit: {', '.join(p.slug for p in presets())}.")
        self.slug = slug


@cache
def presets() -> tuple[Preset, ...]:
    """All presets, by slug."""
    return tuple(_lees(pad) for pad in sorted(MAP.glob("*.toml")))


def preset(slug: str) -> Preset:
    """Raises OnbekendePreset."""
    for kandidaat in presets():
        if kandidaat.slug == slug:
            return kandidaat
    raise OnbekendePreset(slug)


def _lees(pad: Path) -> Preset:
    inhoud = tomllib.loads(pad.read_text(encoding="utf-8"))
    return Preset(**{**inhoud, "parameters": parameters_uit_document(inhoud["parameters"])})
