"""Who comes along to the new home: a number and birth years, so that the home has rooms enough."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import plus_maanden

_VOLWASSEN = 18


@regelt("Z-9.12")
def huishouden_belemmeringen(
    *, alleen: bool, heeft_medehuurder: bool, medehuurder_geboren: date | None, kinderen: Sequence[int], peildatum: date
) -> list[Belemmering]:
    """What contradicts itself. A child is under 18; who rents along is not."""
    bezwaren = []
    if alleen and (heeft_medehuurder or kinderen):
        melding = "U koos dat de kandidaat alleen komt wonen. Haal dan weg wie er meekomt, of kies een ander antwoord."
        bezwaren.append(Belemmering("Z-9.12", melding, "alleen"))
    if not alleen and not heeft_medehuurder and not kinderen:
        melding = "U koos dat er iemand meekomt. Vul in wie ook huurt, of de geboortejaren van de kinderen."
        bezwaren.append(Belemmering("Z-9.12", melding, "alleen"))
    if medehuurder_geboren is not None and plus_maanden(medehuurder_geboren, 12 * _VOLWASSEN) > peildatum:
        melding = "Wie ook huurt, is 18 jaar of ouder. Is dit een kind? Vul dan alleen het geboortejaar in."
        bezwaren.append(Belemmering("Z-9.12", melding, "medehuurder_geboren"))
    if fout := [jaar for jaar in kinderen if not peildatum.year - _VOLWASSEN <= jaar <= peildatum.year]:
        eerste, laatste = peildatum.year - _VOLWASSEN, peildatum.year
        melding = f"Het geboortejaar {fout[0]} kan niet. Vul een jaar in van {eerste} tot en met {laatste}."
        bezwaren.append(Belemmering("Z-9.12", melding, "kinderen"))
    return bezwaren


def huishoudtekst(*, volwassenen: int, kinderen: int) -> str:
    """ "2 volwassenen en 1 kind"."""
    if volwassenen == 1 and not kinderen:
        return "de kandidaat alleen"
    groot = "1 volwassene" if volwassenen == 1 else f"{volwassenen} volwassenen"
    klein = "1 kind" if kinderen == 1 else f"{kinderen} kinderen"
    return f"{groot} en {klein}" if kinderen else groot
