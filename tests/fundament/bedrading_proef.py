"""A wiring for tests of the foundation: every slice of TrajectFeiten is what the test put here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from opstap import bedrading
from opstap.errors import OpstapFout
from opstap.protocol import feiten as f

#: traject -> name of the slice -> slice
FEITEN: dict[UUID, dict[str, Any]] = {}
#: (traject, onderwerp) of every call of `actie`, and what it must do then
GEROEPEN: list[tuple[UUID, UUID | None]] = []

REACTIES = {f.TrajectGewijzigd: ("opstap.termijnen.services.herplan_na",)}
FEITENLEVERANCIERS = {
    naam: f"tests.fundament.bedrading_proef.{naam}" for naam in ("aanmelding", "bemiddeling", "contract", "evaluatie")
}
KAARTEN: tuple[str, ...] = ()
OP_VANDAAG: tuple[str, ...] = ()
OPEN_TAKEN = "opstap.termijnen.voor_de_post.open_taken"
TAAKHOUDERS = "opstap.termijnen.voor_de_post.houders_van"
GENODIGDEN = bedrading.GENODIGDEN
OPRUIMEN = bedrading.OPRUIMEN
AFWEZIGHEID = "opstap.post.services.afwezigheid_vertellen"
WOONADRES = "woningen.feiten.woonadres"
VERTREK = "opstap.termijnen.mensen.vertrek.vertrek_bezwaren"
AFSCHEID = "opstap.termijnen.mensen.afscheid.afscheid_bezwaren"
DOET_MEE = "opstap.regelingen.services.doet_mee"


def _deel(naam: str) -> Any:
    def leverancier(trajecten: Any) -> dict[int, Any]:
        return {t.pk: FEITEN[t.sleutel][naam] for t in trajecten if naam in FEITEN.get(t.sleutel, {})}

    return leverancier


aanmelding, bemiddeling, contract, evaluatie = map(_deel, ("aanmelding", "bemiddeling", "contract", "evaluatie"))


def actie(*, traject: UUID, onderwerp: UUID | None) -> None:
    """Stands in for a `bij_verlopen` service that completes the duty itself, as the real ones do."""
    from opstap.termijnen.services import termijnen_herplannen

    GEROEPEN.append((traject, onderwerp))
    FEITEN[traject] = {}
    termijnen_herplannen(traject)


def kapotte_actie(*, traject: UUID, onderwerp: UUID | None) -> None:
    GEROEPEN.append((traject, onderwerp))
    raise OpstapFout("kapot")
