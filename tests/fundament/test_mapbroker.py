"""The broker in a folder: a message is there whole or not, once, whatever lies beside it (embedded mode)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import Any

import pytest

from opstap.celery import app


@pytest.fixture
def rij(tmp_path: Path) -> Path:
    (tmp_path / "rij").mkdir()
    return tmp_path / "rij"


@pytest.fixture
def kanaal(rij: Path) -> Iterator[Any]:
    opties = {"data_folder_in": str(rij), "data_folder_out": str(rij), "control_folder": str(rij.parent / "beheer")}
    with app.connection_for_write(url="filesystem://", transport_options=opties) as lijn:
        yield lijn.channel()


def _neem(kanaal: Any) -> Any:
    try:
        return kanaal._get("celery")
    except Empty:
        return None


def test_what_is_empty_or_half_is_passed_over_and_taken_once_when_it_is_whole(kanaal: Any, rij: Path) -> None:
    """Seen to fail with the channel of kombu: JSONDecodeError on the first, and the half one lost."""
    kanaal._put("celery", {"body": "een"})
    (half,) = rij.iterdir()
    heel = half.read_text()
    half.write_text(heel[: len(heel) // 2])
    (rij / "0_leeg.celery.msg").touch()
    kanaal._put("celery", {"body": "twee"})
    kanaal._put("anders", {"body": "elders"})
    assert _neem(kanaal) == {"body": "twee"} and _neem(kanaal) is None
    half.write_text(heel)
    assert _neem(kanaal) == {"body": "een"} and _neem(kanaal) is None


def test_a_message_is_never_in_sight_before_it_is_whole(
    kanaal: Any, rij: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with the channel of kombu, and when it was written under its own name."""
    gezien: list[Any] = []
    schrijf = Path.write_text

    def halverwege(self: Path, tekst: str, **opties: Any) -> int:
        aantal = schrijf(self, tekst[:5], **opties)
        gezien.append(kanaal._size("celery"))
        schrijf(self, tekst, **opties)
        return aantal

    monkeypatch.setattr(Path, "write_text", halverwege)
    kanaal._put("celery", {"body": "een"})
    assert gezien == [0] and kanaal._size("celery") == 1


def test_a_table_that_was_cut_off_is_made_again_and_loses_nobody_else(kanaal: Any, rij: Path) -> None:
    """Seen to fail with the channel of kombu: JSONDecodeError in who sends, for ever."""
    kanaal._queue_bind("celery", "celery", "", "celery")
    tabel = rij.parent / "beheer" / "celery.exchange"
    tabel.write_text("")
    assert kanaal.get_table("celery") == []
    for rijnaam in ("celery", "anders", "celery"):
        kanaal._queue_bind("celery", rijnaam, "", rijnaam)
    assert {q.queue for q in kanaal.get_table("celery")} == {"celery", "anders"}
    assert len(kanaal.get_table("celery")) == 2
    kanaal._delete("anders", "celery", "anders", "")
    assert [q.queue for q in kanaal.get_table("celery")] == ["celery"]
