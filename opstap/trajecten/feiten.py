"""`meld`: a fact sets off what higher rooms do with it, synchronously, in the running transaction."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from opstap.protocol.feiten import Feit


def meld(feit: Feit) -> None:
    """Call, in order, every service that `bedrading.REACTIES` names for this kind of Feit."""
    for naam in import_string(f"{settings.BEDRADING}.REACTIES").get(type(feit), ()):
        import_string(naam)(feit)
