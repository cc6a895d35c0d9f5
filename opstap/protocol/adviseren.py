"""Advies: who decides over a toelating asks another organisation what it thinks, and decides with or without it."""

from __future__ import annotations

from collections.abc import Sequence

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Keuze, Rol
from opstap.protocol.beslissen import Zaak, vergadert
from opstap.protocol.clausules import regelt
from opstap.protocol.parameters import Parameters
from opstap.protocol.toelaten import STATUS_BESLISBAAR


class Adviessoort(Keuze):
    """The question, always one of these: who asks writes nothing about the kandidaat."""

    GESCHIKT = "geschikt", "Past een eigen woning met begeleiding nu bij deze kandidaat?"
    BEGELEIDING = "begeleiding", "Welke begeleiding heeft deze kandidaat nodig?"


class Geschikt(Keuze):
    JA = "ja", "ja"
    MITS = "mits", "ja, als er meer begeleiding komt dan gewoonlijk"
    NOG_NIET = "nog_niet", "nee, nu nog niet"
    NIET_TE_ZEGGEN = "niet_te_zeggen", "wij kunnen dit niet zeggen"


class Begeleidingsadvies(Keuze):
    DAGELIJKS = "dagelijks", "elke dag"
    PAAR_KEER = "paar_keer", "een paar keer per week"
    WEKELIJKS = "wekelijks", "één keer per week"
    MINDER = "minder", "minder dan één keer per week"
    NIET_TE_ZEGGEN = "niet_te_zeggen", "wij kunnen dit niet zeggen"


class Adviesafloop(Keuze):
    GEGEVEN = "gegeven", "advies gegeven"
    TERUGGENOMEN = "teruggenomen", "niet meer nodig"
    BESLOTEN = "besloten", "besloten zonder dit advies"
    INGETROKKEN = "ingetrokken", "de aanmelding is ingetrokken"


ANTWOORDEN: dict[Adviessoort, type[Geschikt | Begeleidingsadvies]] = {
    Adviessoort.GESCHIKT: Geschikt,
    Adviessoort.BEGELEIDING: Begeleidingsadvies,
}
#: Who answers: of the organisations that take part as this, who holds this role.
GEEFT: dict[Adviessoort, tuple[Hoedanigheid, Rol]] = {
    Adviessoort.GESCHIKT: (Hoedanigheid.ADVIES, Rol.BEGELEIDER),
    Adviessoort.BEGELEIDING: (Hoedanigheid.WMO, Rol.WMO_CONSULENT),
}


def antwoordkeuzes() -> list[tuple[str, str]]:
    """Of every question."""
    return list(dict(keuze for soort in ANTWOORDEN.values() for keuze in soort.keuzes()).items())


def in_woorden(*, soort: Adviessoort, antwoord: str) -> str:
    return ANTWOORDEN[soort](antwoord).label


@regelt("A-12", "A-16")
def adviessoorten(*, parameters: Parameters) -> list[Adviessoort]:
    """The Wmo-medewerkers advise a commissie; whoever decides may ask who takes part to give advice."""
    commissie = vergadert(zaak=Zaak.TOELATING, parameters=parameters)
    return [soort for soort in Adviessoort if commissie or soort is not Adviessoort.BEGELEIDING]


@regelt("A-12", "A-16", "Z-20.4")
def vragen_belemmeringen(
    *,
    status: str,
    zijn_er: bool,
    mag_delen: bool,
    allen_gevraagd: bool = False,
    gekozen: bool = True,
    ligt_er_al: bool = False,
) -> list[Belemmering]:
    """`zijn_er`: somebody takes part who can answer. `gekozen`: the organisation is one of those."""
    if status not in STATUS_BESLISBAAR:
        return [Belemmering("A-12", "Deze aanmelding ligt niet ter beoordeling; u kunt nu geen advies vragen.")]
    if not mag_delen:
        melding = "De kandidaat wil niet dat andere organisaties iets wordt gevraagd. Bespreek het met de begeleider."
        return [Belemmering("Z-20.4", melding)]
    if not zijn_er:
        melding = (
            "In deze regeling doet niemand mee die nu advies kan geven. De beheerder van de gemeente kan een "
            "organisatie toevoegen."
        )
        return [Belemmering("A-12", melding)]
    if allen_gevraagd:
        melding = "U vroeg iedereen die advies kan geven. Wacht op het antwoord, of besluit zonder advies."
        return [Belemmering("A-12", melding)]
    if not gekozen:
        return [Belemmering("A-12", "Kies een organisatie uit de lijst.", "aan")]
    if ligt_er_al:
        return [Belemmering("A-12", "U vroeg deze organisatie al om advies. Wacht op het antwoord.", "aan")]
    return []


@regelt("A-12")
def zonder_account_melding(*, organisaties: Sequence[str]) -> list[Belemmering]:
    """Who may be asked and cannot answer in Opstap is called (ADR 39)."""
    if not organisaties:
        return []
    wie, heeft = " en ".join(organisaties), "heeft" if len(organisaties) == 1 else "hebben"
    melding = (
        f"{wie} {heeft} geen account in Opstap. Wilt u daar advies? Bel, en noem alleen de naam van de kandidaat en de "
        "vraag. Telt het advies mee? Schrijf dan bij uw besluit wat er is gezegd, van wie en wanneer."
    )
    return [Belemmering("A-12", melding)]


@regelt("A-12")
def terugnemen_belemmeringen(*, is_open: bool) -> list[Belemmering]:
    return [] if is_open else [Belemmering("A-12", "Deze vraag staat niet meer open; u hoeft niets te doen.")]


@regelt("A-12", "A-16", "Z-20.4")
def geven_belemmeringen(
    *, is_open: bool, mag_delen: bool, werkt_bij_afzender: bool, vroeg_zelf: bool
) -> list[Belemmering]:
    """Nobody advises on her own aanmelding, or answers her own question (law 5)."""
    if not is_open or not mag_delen:
        return [Belemmering("A-12", "Deze vraag staat niet meer open; u hoeft niets te doen.")]
    if werkt_bij_afzender:
        return [Belemmering("A-12", "U werkt ook voor de organisatie die aanmeldt; laat een collega antwoorden.")]
    if vroeg_zelf:
        return [Belemmering("A-12", "U vroeg dit advies zelf; laat een collega antwoorden.")]
    return []


@regelt("A-12")
def open_advies(*, organisaties: Sequence[str]) -> list[Belemmering]:
    """Said before the besluit; it never waits for an advies (law 12)."""
    if not organisaties:
        return []
    wie = " en ".join(organisaties)
    return [Belemmering("A-12", f"{wie}: het gevraagde advies is er nog niet. U mag ook zonder advies besluiten.")]
