"""Which kind of letter is about what, and so where somebody complains about it (I-32)."""

from __future__ import annotations

from collections.abc import Mapping

from opstap.partners.models import Organisatie
from opstap.post.enums import Briefsoort
from opstap.protocol.klachten import Klachtonderwerp, klachtadres, klachtroute, staat_bezwaar_open
from opstap.protocol.parameters import Parameters
from opstap.regelingen.services import gemeente_van
from opstap.trajecten.models import Traject

B, K = Briefsoort, Klachtonderwerp

ONDERWERP: Mapping[Briefsoort, Klachtonderwerp] = {
    **dict.fromkeys(
        (B.ONTVANGST, B.AANVULLING, B.TOELATING, B.AFWIJZING, B.HEROPENING, B.TOELATING_INGETROKKEN), K.TOELATING
    ),
    **dict.fromkeys((B.VOORWAARDE, B.AANBOD, B.VERVALLEN, B.LEEFBAARHEID, B.ROUTE), K.TOEWIJZING),
    **dict.fromkeys(
        (
            B.OPSTAPCONTRACT, B.OMZETTING, B.NIET_OMZETTEN, B.AANZEGGING, B.VAST_DOOR_WET, B.OMKLAP, B.OPSTAP_AFGEROND,
            B.METERKASTKAART, B.BEEINDIGING_NASTREVEN, B.HUUR_VOORTGEZET, B.EINDAFSPRAAK, B.EINDAFSPRAAK_VERVALLEN,
            B.HUUR_GESTOPT, B.MDO_TIJDSLIMIET, B.BUURTKAART,
        ),
        K.HUUR,
    ),
    **dict.fromkeys(
        (
            B.MDO_AANKONDIGING, B.MDO_UITNODIGING, B.MDO_AFGEZEGD, B.MDO_AFSPRAKEN, B.HERHUISVESTING_START,
            B.HERHUISVESTING_GEVONDEN,
        ),
        K.SAMENWERKING,
    ),
}  # fmt: skip


_BESLUIT_TOELATING = (B.TOELATING, B.AFWIJZING, B.TOELATING_INGETROKKEN)


def _onderwerp(soort: Briefsoort) -> Klachtonderwerp:
    """A kind that nobody placed follows the sender; tests/architectuur/test_brieven.py asks every kind a place."""
    return ONDERWERP.get(soort, K.SAMENWERKING)


def bezwaar_bij(soort: Briefsoort, *, traject: Traject) -> str:
    """Where to object to a besluit of the gemeente; empty when that is not possible."""
    is_besluit, parameters = soort in _BESLUIT_TOELATING, traject.regelingversie.parameters
    if not staat_bezwaar_open(onderwerp=_onderwerp(soort), is_besluit=is_besluit, parameters=parameters):
        return ""
    gemeente = gemeente_van(traject.regeling)
    college = "het college van burgemeester en wethouders"
    if gemeente is None:
        return f"{college} van uw gemeente"
    return ", ".join(deel for deel in (f"{college}, {gemeente.naam}", gemeente.adres) if deel)


def waar_klagen(soort: Briefsoort, *, afzender: Organisatie, parameters: Parameters) -> str:
    """For the box under the letter; empty when nobody wrote down where."""
    route = klachtroute(onderwerp=_onderwerp(soort), afzendersoort=afzender.soort, parameters=parameters)
    return klachtadres(route=route, afzendersoort=afzender.soort, eigen=afzender.klachtroute)
