"""Who sits at the table of a meeting: each kind says which circle, and the people of its day are found here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.services import ontvangers
from opstap.post.services.adresboek import Adresboek
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.momenten import Momentsoort
from opstap.protocol.termijnsoorten import Trap
from opstap.termijnen.models import Moment
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrokken_organisaties, betrokken_organisaties_van

#: In which hoedanigheid an organisation is involved, and whom of it the meeting asks.
Kring = Sequence[tuple[Hoedanigheid, Rol]]


def genodigden_van(momenten: Collection[Moment]) -> dict[int, list[Gebruiker]]:
    """moment -> who belongs at the table; without those of which the subject is over.

    The number of queries does not grow with how many there are.
    """
    trajecten, kringen = {m.traject for m in momenten}, _kringen(momenten)
    boek, organisaties = Adresboek(trajecten), betrokken_organisaties_van(trajecten)
    return {
        m.pk: _mensen(m.traject, kringen[m.onderwerp], organisaties[m.traject_id], boek.op_dag(_dag(m)))
        for m in momenten
        if m.onderwerp in kringen
    }


def _kringen(momenten: Collection[Moment]) -> dict[UUID, Kring]:
    """Asked of the room of each kind (bedrading.GENODIGDEN)."""
    per_soort: dict[str, set[UUID]] = defaultdict(set)
    for moment in momenten:
        per_soort[moment.soort].add(moment.onderwerp)
    wie: Mapping[Momentsoort, str] = import_string(f"{settings.BEDRADING}.GENODIGDEN")
    gevonden: dict[UUID, Kring] = {}
    for soort, onderwerpen in per_soort.items():
        gevonden |= import_string(wie[Momentsoort(soort)])(onderwerpen)
    return gevonden


def aan_tafel(traject: Traject, kring: Kring, dag: date) -> list[Gebruiker]:
    return _mensen(traject, kring, betrokken_organisaties(traject), Adresboek([traject]).op_dag(dag))


def persoonlijk(traject: Traject) -> list[str]:
    """The name of the person and the street where letters go: not to be typed as a place."""
    persoon = traject.persoon
    return [persoon.naam, straat(persoon.adres)] if persoon else []


def straat(adres: str) -> str:
    return adres.partition(",")[0]


def _dag(moment: Moment) -> date:
    return moment.begin.astimezone(clock.AMSTERDAM).date()


def _mensen(
    traject: Traject, kring: Kring, organisaties: Mapping[Hoedanigheid, Organisatie], boek: Adresboek
) -> list[Gebruiker]:
    """The responsible people of every organisation in this circle that is involved today, each once; who is away on
    the day of the book is replaced by the substitute of that day."""
    mensen = [
        mens
        for hoedanigheid, rol in kring
        if (organisatie := organisaties.get(hoedanigheid)) is not None
        for mens in ontvangers(traject, organisatie, rol, Trap.VERANTWOORDELIJKE, boek=boek)
    ]
    return list(dict.fromkeys(mensen))
