"""When the duties around an evaluatie are due and what completes them."""

from __future__ import annotations

from opstap.protocol.begrippen import Fase
from opstap.protocol.parameters import Parameters
from opstap.protocol.termijnzinnen import Woorden, dagen
from opstap.protocol.vaststellen import HUURSTATUS_DAGEN, VASTSTEL_DAGEN, VERBETER_DAGEN, vraagt_huurstatus


def _huurstatus(p: Parameters) -> str:
    vanaf = f"op de dag van de evaluatie; het kan vanaf {HUURSTATUS_DAGEN} dagen ervoor"
    return vanaf if vraagt_huurstatus(via_zorg=False, parameters=p) else ""


EVALUATIEWOORDEN = {
    "huurstatus_opgeven": Woorden(Fase.WONEN, _huurstatus, "De corporatie gaf op hoe het met de huur staat."),
    "evaluatie_vaststellen": Woorden(
        Fase.WONEN,
        dagen(
            VASTSTEL_DAGEN,
            f"nadat de evaluatie is vastgelegd; verbeteren {VERBETER_DAGEN} dagen nadat iemand iets niet vond kloppen",
        ),
        "De organisatie zei of de evaluatie klopt.",
        wie="wie erbij moest zijn en de evaluatie niet zelf vastlegde",
    ),
}
