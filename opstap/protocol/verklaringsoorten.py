"""What is said or told in a traject, by whom, and what an answer does: what stops with it, and what stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.verklaringen import Zegt
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging


class Verklaringsoort(Keuze):
    """Knowing and agreeing are different facts (I-10)."""

    KENNISNEMING_DELEN = "kennisneming_delen", "kennisneming: de kandidaat weet wie wat ziet"
    INSTEMMING_PARTIJEN = "instemming_partijen", "instemming met vragen aan andere organisaties"
    AKKOORD_KANDIDAAT = "akkoord_kandidaat", "akkoord van de kandidaat met het formulier"
    VERKLARING_ZORG = "verklaring_zorg", "verklaring van de zorgorganisatie"
    INSTEMMING_DELEN = "instemming_delen", "instemming met het uitwisselen van informatie bij evaluaties"
    KENNISNEMING_OVERDRACHT = "kennisneming_overdracht", "de kandidaat of huurder weet van de overdracht"
    OVERLEG_HUURDER = "overleg_huurder", "overleg met de huurder over het besluit"
    OVERLEG_ZORG = "overleg_zorg", "overleg met de zorgorganisatie over het besluit"
    HUURDER_GEINFORMEERD = "huurder_geinformeerd", "huurder geïnformeerd over het MDO"
    NEE_BESPROKEN = "nee_besproken", "gesprek met de huurder over wat die niet wil delen"
    MEDEWETEN_AANTEKENING = "medeweten_aantekening", "de kandidaat weet van de aantekening bij de inschrijving"
    WEET_VAN_PUNTEN = "weet_van_punten", "de kandidaat weet dat de punten vervallen"
    AFSPRAAK_REAGEERTIJD = "afspraak_reageertijd", "afspraak met de kandidaat tot wanneer die zelf reageert"


S = Verklaringsoort

#: A nee or a ja to these is about every version of the form, whatever changes in it.
OVER_ELKE_VERSIE = frozenset({S.INSTEMMING_PARTIJEN})


@dataclass(frozen=True, slots=True)
class Gevolg:
    """In whole sentences for who records it: what happens, or what stops; and what goes on all the same."""

    doet: str
    blijft: str = ""


_GEEN_AKKOORD = Gevolg(
    "De aanmelding gaat niet weg. Is die al verstuurd, dan wacht het toelaten. Het loket krijgt daar bericht van.",
    "Wie de aanmelding al kreeg, houdt die. De tijd voor het besluit loopt. Een nee is geen reden om af te wijzen.",
)
_NIET_VERKLAARD = Gevolg(
    "Wie beoordeelt, leest niet meer dat u dit verklaart.",
    "De aanmelding kan weg, en wat al is verstuurd, blijft verstuurd.",
)
_NIET_VRAGEN = Gevolg(
    "Andere organisaties krijgen geen vraag en geen link meer. Wie nog niet antwoordde, ziet niets meer. Een formulier "
    "dat een nieuwe vraag stelt, gaat niet weg.",
    "Een antwoord dat er al is, blijft. Het loket houdt de aanmelding, en de begeleiding gaat door. Wie straks "
    "verhuurt of het contract tekent, krijgt wat daarvoor nodig is.",
)
_NIET_DELEN = Gevolg(
    "Van een evaluatie komt geen verslag meer, en bij een MDO komt geen organisatie die er nog niet bij was. De "
    "begeleider krijgt de taak om met de huurder te praten over wat die niet wil delen.",
    "Verslagen die er al zijn, blijven. De evaluaties gaan door, en ook wat het contract en de wet vragen: het besluit "
    "over een vast contract, de aanzegging en een MDO dat de huurder van tevoren weet.",
)

_GEVOLGEN: Mapping[Verklaringsoort, Mapping[Zegt, Gevolg]] = {
    S.KENNISNEMING_DELEN: {
        Zegt.JA: Gevolg(
            "Vast staat dat de kandidaat weet wie wat ziet, en sinds wanneer.",
            "Het is geen ja: dat vraagt u apart.",
        ),
    },
    S.INSTEMMING_PARTIJEN: {
        Zegt.JA: Gevolg("U vraagt andere organisaties om akkoord. Elke organisatie ziet alleen het eigen deel."),
        Zegt.NEE: _NIET_VRAGEN,
        Zegt.TREKT_IN: _NIET_VRAGEN,
    },
    S.AKKOORD_KANDIDAAT: {
        Zegt.JA: Gevolg("De aanmelding kan weg, en toelaten kan. Verandert er iets, dan vraagt u opnieuw akkoord."),
        Zegt.NEE: _GEEN_AKKOORD,
        Zegt.TREKT_IN: _GEEN_AKKOORD,
    },
    S.VERKLARING_ZORG: {
        Zegt.JA: Gevolg("Wie beoordeelt, leest dat u dit verklaart. Verandert er iets, dan verklaart u opnieuw."),
        Zegt.NEE: _NIET_VERKLAARD,
        Zegt.TREKT_IN: _NIET_VERKLAARD,
    },
    S.INSTEMMING_DELEN: {
        Zegt.JA: Gevolg("Van elke evaluatie komt een verslag voor huurder, begeleider en corporatie."),
        Zegt.NEE: _NIET_DELEN,
        Zegt.TREKT_IN: _NIET_DELEN,
    },
    S.KENNISNEMING_OVERDRACHT: {Zegt.JA: Gevolg("Vast staat dat de kandidaat of huurder van de overdracht weet.")},
    S.OVERLEG_HUURDER: {Zegt.JA: Gevolg("Het besluit over een vast contract kan op dit overleg rusten.")},
    S.OVERLEG_ZORG: {Zegt.JA: Gevolg("Het besluit over een vast contract kan op dit overleg rusten.")},
    S.HUURDER_GEINFORMEERD: {Zegt.JA: Gevolg("Het MDO kan worden gepland.")},
    S.NEE_BESPROKEN: {
        Zegt.JA: Gevolg(
            "Vast staat dat u er samen over praatte. Wat er is gezegd, staat nergens.",
            "Het nee van de huurder geldt tot de huurder ja zegt.",
        ),
    },
    S.MEDEWETEN_AANTEKENING: {
        Zegt.JA: Gevolg(
            "De corporatie maakt de aantekening. Daar staat alleen dat er een opstaphuurovereenkomst nodig is.",
            "Waarom dat zo is, staat er niet.",
        ),
    },
    S.WEET_VAN_PUNTEN: {Zegt.JA: Gevolg("Vast staat dat de kandidaat dit wist voor het ja op de woning.")},
    S.AFSPRAAK_REAGEERTIJD: {
        Zegt.JA: Gevolg(
            "Na de afgesproken dag besluit wie over de toelating gaat, of de corporatie een woning gaat zoeken.",
            "Tot die dag reageert de kandidaat zelf.",
        ),
    },
}


@regelt("I-10", "Z-20.4", "Z-12.9", "Z-8.6")
def gevolg(*, soort: Verklaringsoort, zegt: Zegt) -> Gevolg | None:
    """What this answer does; None where nobody can give it: who was told something cannot undo that."""
    return _GEVOLGEN[soort].get(zegt)


@regelt("I-10")
def antwoord_belemmeringen(*, soort: Verklaringsoort, zegt: Zegt) -> list[Belemmering]:
    if gevolg(soort=soort, zegt=zegt) is not None:
        return []
    melding = "Wie iets weet, kan dat niet weigeren of intrekken. Leg vast wanneer het is verteld."
    return [Belemmering("I-10", melding, "zegt")]


def is_te_weigeren(*, soort: Verklaringsoort) -> bool:
    """Else it is a fact: somebody was told something, or was talked with."""
    return Zegt.NEE in _GEVOLGEN[soort]


def gevolgen(*, soort: Verklaringsoort) -> list[tuple[str, Gevolg]]:
    """Per answer what it does; answers that do the same stand together."""
    gevonden: dict[Gevolg, list[str]] = {}
    for zegt, wat in _GEVOLGEN[soort].items():
        gevonden.setdefault(wat, []).append(_KORT[zegt])
    return [(" of ".join(woorden), wat) for wat, woorden in gevonden.items()]


_KORT = {Zegt.JA: "ja", Zegt.NEE: "nee", Zegt.TREKT_IN: "intrekken"}
_VAN_ZORG = frozenset({S.VERKLARING_ZORG, S.OVERLEG_ZORG})
_VAN_HUURDER = frozenset({S.INSTEMMING_DELEN, S.OVERLEG_HUURDER, S.HUURDER_GEINFORMEERD, S.NEE_BESPROKEN})


@regelt("Z-2.6")
def wie_zegt(*, soort: Verklaringsoort, door: Vertegenwoordiging | None) -> str:
    """Whose word it is: under curatele, and under 18, that of who decides for the kandidaat."""
    wie = "de zorgorganisatie" if soort in _VAN_ZORG else "de huurder" if soort in _VAN_HUURDER else "de kandidaat"
    return wie if door is None else f"de {door.label}, namens {wie}"
