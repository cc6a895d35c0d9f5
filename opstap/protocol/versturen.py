"""When a letter went out: not before it was made, and not tomorrow."""

from __future__ import annotations

from datetime import date

from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit


class Verzendwijze(Keuze):
    """How a letter reached whom it was for."""

    POST = "post", "per post"
    AANGETEKEND = "aangetekend", "met een aangetekende brief"
    OVERHANDIGD = "overhandigd", "in de hand gegeven"
    EMAIL = "email", "per e-mail"
    VIA_ZORG = "via_zorg", "via de zorgorganisatie"
    DEURWAARDER = "deurwaarder", "door een deurwaarder"


class NietVersturenReden(Keuze):
    """Why a letter that was made need not go out after all."""

    AL_VERTELD = "al_verteld", "wie hem zou krijgen, weet het al"
    DUBBEL = "dubbel", "er is al een brief met hetzelfde"
    KLOPT_NIET = "klopt_niet", "wat erin staat, klopt niet meer"
    NIET_NODIG = "niet_nodig", "wat erin staat, is niet meer nodig"


@regelt("Z-9.10", "Z-12.3")
def hoeft_niet_belemmeringen(*, is_besluit: bool, is_verzonden: bool, is_vervangen: bool) -> list[Belemmering]:
    """A besluit always goes in writing; what went out went out."""
    if is_besluit:
        melding = "Een besluit gaat altijd op papier weg. Klopt de brief niet? Verbeter wat er niet klopt."
    elif is_verzonden:
        melding = "Deze brief is al verstuurd. Klopt dat niet? Verbeter dan de verzending."
    elif is_vervangen:
        melding = "Voor deze brief is een nieuwe in de plaats gekomen. U hoeft hier niets voor te doen."
    else:
        return []
    return [Belemmering("Z-12.3", melding)]


@regelt("Z-12.3")
def verzonden_belemmeringen(*, verzonden_op: date, gemaakt_op: date, peildatum: date) -> list[Belemmering]:
    """The besluit goes in writing, with the day of sending."""
    if verzonden_op < gemaakt_op:
        melding = (
            f"De brief is gemaakt op {datum_voluit(gemaakt_op)}; vul bij de verzenddatum die dag of een latere in."
        )
        return [Belemmering("Z-12.3", melding, "verzonden_op")]
    return al_gebeurd_belemmeringen(
        dag=verzonden_op, peildatum=peildatum, clausule="Z-12.3", wat="De brief is verstuurd", veld="verzonden_op"
    )


#: With fewer days than this to answer, a letter in the post may come too late (our own bound).
KRAP = 4


@regelt("Z-9.13")
def antwoorddag_waarschuwingen(*, antwoord_uiterlijk: date | None, peildatum: date) -> list[Belemmering]:
    """Of a letter that waits and asks for an answer: is there still time for it?"""
    if antwoord_uiterlijk is None or (antwoord_uiterlijk - peildatum).days >= KRAP:
        return []
    dag = datum_voluit(antwoord_uiterlijk)
    if antwoord_uiterlijk < peildatum:
        melding = (
            f"Antwoorden kon tot en met {dag}. Verstuur de brief niet meer. "
            "Is er nog geen antwoord? Bel de kandidaat en doe een nieuw aanbod."
        )
    else:
        te_laat = "te laat" if antwoord_uiterlijk == peildatum else "misschien te laat"
        melding = (
            f"Antwoorden kan tot en met {dag}. Met de post komt de brief {te_laat}. "
            "Bel de kandidaat of de begeleider. Of trek het aanbod in en doe een nieuw aanbod met een latere dag."
        )
    return [Belemmering("Z-9.13", melding)]


def ontvangst_telt_belemmeringen(*, telt_ontvangst: bool) -> list[Belemmering]:
    """Where the law looks at the receipt, sending is not written down apart from it (I-25)."""
    if not telt_ontvangst:
        return []
    melding = (
        "Versturen is niet genoeg: bij een aanzegging telt voor de wet alleen de dag waarop de huurder die ontvangt. "
        "Leg beide vast op de pagina van de aanzegging."
    )
    return [Belemmering("I-25", melding)]
