"""The commands of Opstap speak Dutch, also when they are not understood."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

from opstap.management.opdracht import Opdracht


@pytest.mark.parametrize(
    ("woorden", "begin"),
    [
        (["tijdlijn"], "Fout: Geef met --regeling aan welke regeling u bedoelt."),
        (["tijdlijn", "--foo"], "Fout: dit begrijpt Opstap niet. Zo werkt het: manage.py tijdlijn [-h] [--regeling"),
        (["beproef", "niets"], "Fout: dit begrijpt Opstap niet. Zo werkt het: manage.py beproef"),
    ],
)
def test_what_a_person_can_put_right_is_one_dutch_sentence(woorden: list[str], begin: str) -> None:
    """Seen to fail with `CommandError:` before it, and with argparse's own words."""
    klaar = subprocess.run(
        [sys.executable, "manage.py", *woorden], cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=60
    )
    assert (klaar.returncode, klaar.stdout, klaar.stderr.count("\n")) == (2, "", 1)
    assert klaar.stderr.startswith(begin)


def test_every_command_of_opstap_does_so() -> None:
    eigen = [naam for naam, app in get_commands().items() if str(app).startswith(("opstap", "aanmelding", "woningen"))]
    assert len(eigen) > 5
    assert [naam for naam in eigen if not isinstance(load_command_class("opstap", naam), Opdracht)] == []
