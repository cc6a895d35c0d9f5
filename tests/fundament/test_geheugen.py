"""What a test is given back is what the services would have built, and nothing else."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

from django.db import models, transaction

from opstap.partners.models import Organisatie
from opstap.trajecten.models import Traject
from tests import geheugen
from tests.bewaard import _alles
from tests.rolbezetting import Regio
from tests.woningen.toneel import Toneel


def test_what_is_given_back_is_what_was_walked(regio: Regio) -> None:
    """Seen to fail: rows that a step changed, and not only added, were not kept."""
    begin = geheugen._spoor
    with patch.object(geheugen, "_bekend", {}):
        onthouden, teruggegeven = _lopen(regio, begin), _lopen(regio, begin)
        assert geheugen._bekend
    gelopen = _lopen(regio, None)
    assert onthouden == gelopen
    assert teruggegeven == gelopen


def _lopen(regio: Regio, spoor: tuple[Any, ...] | None) -> dict[str, list[str]]:
    """The states of all rows after one walk that is undone; without a `spoor` nothing is given back."""
    geheugen._spoor = spoor
    with transaction.atomic():
        assert Toneel(regio).lopend().status == "lopend"
        assert (geheugen._spoor is None) == (spoor is None)
        standen = {model._meta.label: _standen(model) for model in _alles()}
        transaction.set_rollback(True)
    return standen


def _standen(model: type[models.Model]) -> list[str]:
    """One entry per row: its state, where it has one."""
    rijen = model._default_manager.all()
    return sorted(str(getattr(rij, "status", "")) for rij in rijen)


def test_a_write_of_the_test_itself_ends_it(regio: Regio) -> None:
    assert geheugen._spoor is not None
    Organisatie.objects.filter(pk=regio.zorg.pk).update(naam="Zorgpunt De Eik")
    assert geheugen._spoor is None


def test_what_was_undone_is_not_taken_for_there(regio: Regio) -> None:
    with transaction.atomic():
        Toneel(regio).kandidaat()
        transaction.set_rollback(True)
    assert geheugen._spoor is None
    assert not Traject.objects.exists()
