"""The parts of the form, in the order in which they are asked: person, care, home (C-11).

A new part is a module here and a row in DELEN.
"""

from __future__ import annotations

from aanmelding.delen.akkoord import AKKOORD
from aanmelding.delen.basis import Deel, Regels, Snapshot
from aanmelding.delen.begeleiding import BEGELEIDING
from aanmelding.delen.behandelaar import BEHANDELAAR
from aanmelding.delen.betaalbaarheid import BETAALBAARHEID
from aanmelding.delen.checklist import CHECKLIST
from aanmelding.delen.huishouden import HUISHOUDEN
from aanmelding.delen.persoon import PERSOON
from aanmelding.delen.uitstroom import UITSTROOM
from aanmelding.delen.vertegenwoordiging import VERTEGENWOORDIGING
from aanmelding.delen.woonprofiel import WOONPROFIEL
from aanmelding.delen.woonverleden import WOONVERLEDEN
from aanmelding.models import Aanmelding
from opstap.protocol.clausules import regelt
from opstap.trajecten.models import Traject

__all__ = ["DELEN", "Deel", "Regels", "Snapshot", "aanmeldsnapshot", "gevraagde_delen"]

DELEN: tuple[Deel, ...] = (
    PERSOON,
    VERTEGENWOORDIGING,
    HUISHOUDEN,
    UITSTROOM,
    WOONVERLEDEN,
    BETAALBAARHEID,
    CHECKLIST,
    BEGELEIDING,
    WOONPROFIEL,
    BEHANDELAAR,
    AKKOORD,
)


def gevraagde_delen(traject: Traject) -> list[Deel]:
    """The parts this regeling asks."""
    return [deel for deel in DELEN if deel.gevraagd(traject.regelingversie.parameters)]


@regelt("I-8")
def aanmeldsnapshot(aanmelding: Aanmelding) -> Snapshot:
    """What the form says, in codes, dates and keys: no name, no number, no text."""
    return {sleutel: waarde for deel in DELEN for sleutel, waarde in deel.snapshot(aanmelding).items()}
