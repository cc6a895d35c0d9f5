"""Done twice is done once: every task, and every reaction on a Feit (law 1)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.core import mail
from django.utils.module_loading import import_string

from opstap import bedrading
from opstap.celery import app
from opstap.errors import RegelGeschonden
from opstap.post.models import Bericht, Brief
from opstap.post.querysets import NIEMAND
from opstap.protocol import feiten
from opstap.termijnen.models import Termijnstap
from opstap.trajecten.models import Besluit
from tests.architectuur.dossier import Dossier, alles, verschil


def taken() -> list[str]:
    """Every registered task of our own."""
    app.loader.import_default_modules()
    return sorted(naam for naam in app.tasks if not naam.startswith("celery."))


@pytest.fixture(autouse=True)
def _snelle_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opstap.post.services.brieven.html_naar_pdf", lambda html: b"%PDF " + html.encode()[:20])


def test_there_is_one_bell() -> None:
    assert taken() == ["termijnen.tik"]


@pytest.mark.parametrize("naam", taken())
def test_a_task_run_twice_leaves_the_same_database_as_once(dossier: Dossier, naam: str) -> None:
    """Seen to fail with a `berichten_verzenden` that does not mark a mail done. Only when it ran is something new."""
    begin = alles()
    app.tasks[naam].apply(throw=True)
    een_keer, verstuurd = alles(), len(mail.outbox)
    gedaan = verschil(begin, een_keer)
    assert {"post_bericht", "post_brief", "termijnen_termijnstap", "logboek_zegel"} <= set(gedaan)
    mislukt = [rij for werk in (Bericht, Brief, Termijnstap) for rij in werk.objects.exclude(opnieuw_vanaf=None)]
    assert {rij.geparkeerd_reden for rij in mislukt} <= {NIEMAND}  # not every rung of this dossier has people
    app.tasks[naam].apply(throw=True)
    anders = verschil(een_keer, alles()).keys() - {"opstap_hartslag", "opstap_peiling"}
    assert (anders, len(mail.outbox)) == (set(), verstuurd)


# --- reactions -----------------------------------------------------------------------------------------------------


def _feit(soort: type[feiten.Feit], dossier: Dossier) -> feiten.Feit:
    """Of this traject, with the keys that its rows really have."""
    waarden: dict[str, Any] = {
        "traject": dossier.traject.sleutel,
        "contract": dossier.contract.sleutel,
        "besluit": Besluit.objects.get(traject=dossier.traject, soort="toelating").sleutel,
        "aanmelding": dossier.traject.aanmelding.sleutel,
        "uitkomst": "toegelaten",
        "route": "directe_bemiddeling",
        "door": "besluit",
        "oud": dossier.traject.regelingversie.sleutel,
        "nieuw": dossier.traject.regelingversie.sleutel,
    }
    return soort(**{veld.name: waarden[veld.name] for veld in dataclasses.fields(soort)})


REACTIES = [(soort, naam) for soort, namen in bedrading.REACTIES.items() for naam in namen]


@pytest.mark.parametrize(("soort", "naam"), REACTIES, ids=[f"{s.__name__}-{n}" for s, n in REACTIES])
def test_a_reaction_called_twice_does_it_once(dossier: Dossier, soort: type[feiten.Feit], naam: str) -> None:
    """On a traject where the Feit already happened once, and once more. One that refuses here, changes nothing."""
    reactie: Callable[[feiten.Feit], None] = import_string(naam)
    feit = _feit(soort, dossier)
    with suppress(RegelGeschonden):
        reactie(feit)
    een_keer = alles()
    with suppress(RegelGeschonden):
        reactie(feit)
    assert verschil(een_keer, alles()) == {}
