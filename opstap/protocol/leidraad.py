"""The guide to the conversation: what to ask about living there, the begeleiding and a crisis (P-16, P-17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from opstap.protocol.clausules import regelt
from opstap.protocol.evaluatiebegrippen import EvaluatieItem


@dataclass(frozen=True, slots=True)
class Onderwerp:
    """`vragen` to ask aloud; they are a help, nobody fills them in."""

    titel: str
    vragen: tuple[str, ...]


_WONEN = {
    EvaluatieItem.HUUR: (
        "Lukt het om de huur elke maand op tijd te betalen?",
        "Is er iets veranderd waardoor dat moeilijker wordt?",
        "Wie helpt u met post en rekeningen?",
    ),
    EvaluatieItem.WOONGEDRAG: (
        "Hoe gaat het met de buren?",
        "Heeft iemand iets gezegd over geluid of bezoek?",
        "Wat doet u als u zelf ergens last van heeft?",
    ),
    EvaluatieItem.VERZORGING: (
        "Bent u tevreden over hoe uw huis eruitziet?",
        "Wat lukt vanzelf, en wat blijft liggen?",
        "Is er iets kapot? Weet u bij wie u dat meldt?",
    ),
    EvaluatieItem.AANSPREEKBAARHEID: (
        "Weten de buren en de corporatie hoe zij u bereiken?",
        "Wat helpt u als iemand u ergens op aanspreekt?",
    ),
    EvaluatieItem.GEDRAGSAANWIJZINGEN: (
        "Welke afspraken staan er in uw contract?",
        "Welke lukken goed, en welke zijn lastig?",
    ),
}


@regelt("P-16")
def over_wonen(*, items: Sequence[EvaluatieItem]) -> tuple[Onderwerp, ...]:
    """The points of the evaluatie, in words for at the table."""
    return tuple(Onderwerp(item.label, _WONEN[item]) for item in items)


@regelt("P-16", "Z-11.6")
def over_begeleiding() -> Onderwerp:
    return Onderwerp(
        "De begeleiding",
        (
            "Komt de begeleider vaak genoeg, of juist te vaak?",
            "Wat doet u nu zelf wat u eerst samen deed?",
            "Wie belt u als uw begeleider er niet is?",
        ),
    )


@regelt("P-16")
def over_een_crisis() -> tuple[Onderwerp, Onderwerp]:
    """What is agreed on beforehand, and what to do when it is there."""
    return (
        Onderwerp(
            "Spreek vooraf af",
            (
                "Waaraan merken u en anderen dat het niet goed gaat?",
                "Wie belt u dan als eerste?",
                "Wie mag er binnenkomen, en wanneer?",
            ),
        ),
        Onderwerp(
            "Gaat het mis?",
            (
                "Is er direct gevaar? Bel 112.",
                "Bel wie op de kaart “Wie bel ik?” staat. Die hangt in de woning.",
                "Meld daarna een signaal in Opstap: alleen wat u zag of hoorde, niet waarom.",
                "Lukt het zo niet langer? Dan komt er een MDO. De huurder hoort dat eerst.",
            ),
        ),
    )


@regelt("P-17")
def vuistregels() -> tuple[Onderwerp, ...]:
    """Five rules of thumb; after the vaste contract light support can stay."""
    return (
        Onderwerp("Een dak: een veilig thuis", ("Voelt u zich hier veilig en thuis?",)),
        Onderwerp("Geld: geen onnodig gedoe", ("Blijft uw inkomen doorlopen als er iets verandert?",)),
        Onderwerp("De dag: iets te doen wat telt", ("Wat doet u overdag? Wat zou u willen doen?",)),
        Onderwerp(
            "Steun: die bij u past",
            ("Past de steun nog? Ook met een vast contract kan lichte steun blijven, als dat is afgesproken.",),
        ),
        Onderwerp("De buurt: voor en met iedereen", ("Wie kent u hier? Waar gaat u heen met een vraag?",)),
    )
