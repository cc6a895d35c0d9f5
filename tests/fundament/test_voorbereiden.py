from __future__ import annotations

from opstap.regelingen.models import Regeling, RegelingVersie
from opstap.regelingen.services import regelingen_klaarzetten


def test_an_own_opstap_starts_with_every_preset_once(db):
    regelingen_klaarzetten()
    regelingen_klaarzetten()

    assert sorted(Regeling.objects.values_list("slug", flat=True)) == ["apeldoorn", "zutphen-2024"]
    assert RegelingVersie.objects.filter(status="vastgesteld").count() == 2
