"""Overdracht of the begeleiding: to a colleague or to another organisation, never without a yes (Z-7.10, Z-14.11)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from opstap.protocol.aanmelden import ChecklistFeit, Partij, Rijstatus
from opstap.protocol.aanmeldstappen import ONVERSTUURD, Aanmeldstatus
from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, plus_maanden
from opstap.protocol.feiten import TrajectFeiten
from opstap.protocol.geplande_termijn import GeplandeTermijn
from opstap.protocol.ondersteuning import Kader, Ondersteuningssoort
from opstap.protocol.parameters import Parameters

# Our own terms: no source gives one.
ANTWOORD_DAGEN = 7
VOORUIT_MAANDEN = 6
#: So long the organisation that handed over can still read, to answer questions.
LEEST_NA = timedelta(days=14)
EEN_DAG = timedelta(days=1)


class Overdrachtstatus(Keuze):
    AANGEBODEN = "aangeboden", "aangeboden, nog geen antwoord"
    AANVAARD = "aanvaard", "aangenomen, moet nog ingaan"
    GEWEIGERD = "geweigerd", "niet aangenomen"
    INGETROKKEN = "ingetrokken", "teruggenomen"
    VERLOPEN = "verlopen", "geen antwoord op tijd"
    INGEGAAN = "ingegaan", "ingegaan"


class Overdrachtantwoord(Keuze):
    AANVAARD = "aanvaard", "ja, de begeleiding wordt overgenomen"
    GEWEIGERD = "geweigerd", "nee, de begeleiding wordt niet overgenomen"


class Overdrachtweigering(Keuze):
    """A code and no text: nobody writes about care here (Z-20.8)."""

    GEEN_PLEK = "geen_plek", "er is nu geen tijd of plek"
    PAST_NIET = "past_niet", "deze hulp geven wij niet"
    ANDERE_DAG = "andere_dag", "een andere dag is beter; wij nemen contact op"
    NIET_BESPROKEN = "niet_besproken", "dit is nog niet met ons besproken"


S = Overdrachtstatus
#: Until it takes effect, ends or is refused; one in a traject.
LOPEND = frozenset({S.AANGEBODEN, S.AANVAARD})


def antwoord_uiterlijk(*, aangeboden_op: date, start: date) -> date:
    """The last day to answer: always before it would take effect."""
    return min(aangeboden_op + timedelta(days=ANTWOORD_DAGEN), start - EEN_DAG)


@regelt("Z-7.10", "Z-14.11")
def overdragen_belemmeringen(*, is_afgesloten: bool, begeleidt: bool, loopt_al: bool) -> list[Belemmering]:
    """Whether it can be offered at all. `begeleidt`: the organisation that asks gives the begeleiding today."""
    if is_afgesloten:
        return [Belemmering("Z-14.11", "Dit traject is afgesloten; overdragen kan niet meer.")]
    if not begeleidt:
        return [Belemmering("Z-14.11", "Alleen de organisatie die nu begeleidt, kan de begeleiding overdragen.")]
    if loopt_al:
        return [Belemmering("Z-14.11", "Er loopt al een overdracht. Neem die eerst terug als u iets anders wilt.")]
    return []


@regelt("Z-14.11", "Z-20.4")
def aanbod_belemmeringen(
    *, naar_collega: bool, naar_organisatie: bool, start: date, besproken_op: date, peildatum: date
) -> list[Belemmering]:
    """What was filled in: one receiver, a day to come, and that the kandidaat knows of it."""
    gevonden = []
    if naar_collega and naar_organisatie:
        melding = "Kies een collega of een andere organisatie, niet allebei."
        gevonden.append(Belemmering("Z-14.11", melding, "organisatie"))
    if not (naar_collega or naar_organisatie):
        melding = "Kies aan wie u overdraagt: een collega of een andere organisatie."
        gevonden.append(Belemmering("Z-14.11", melding, "collega"))
    laatste = plus_maanden(peildatum, VOORUIT_MAANDEN)
    if not peildatum < start <= laatste:
        melding = f"Kies een dag na vandaag, tot en met {datum_voluit(laatste)}: wie het overneemt, antwoordt eerst."
        gevonden.append(Belemmering("Z-14.11", melding, "start"))
    return gevonden + al_gebeurd_belemmeringen(
        dag=besproken_op, peildatum=peildatum, clausule="Z-20.4", wat="Het gesprek was", veld="besproken_op"
    )


@regelt("Z-14.11")
def antwoord_belemmeringen(
    *, status: str, uiterlijk: date, peildatum: date, antwoord: Overdrachtantwoord, reden: str, heeft_contact: bool
) -> list[Belemmering]:
    """`heeft_contact`: somebody by name becomes contactpersoon, so that there is no gap."""
    if status != S.AANGEBODEN:
        return [Belemmering("Z-14.11", "Deze vraag staat niet meer open. U hoeft hier niets te doen.")]
    if peildatum > uiterlijk:
        return [Belemmering("Z-14.11", f"U kon antwoorden tot en met {datum_voluit(uiterlijk)}.")]
    if antwoord is Overdrachtantwoord.GEWEIGERD and not reden:
        return [Belemmering("Z-14.11", "Kies waarom de begeleiding niet wordt overgenomen.", "reden")]
    if antwoord is Overdrachtantwoord.AANVAARD and not heeft_contact:
        return [Belemmering("Z-14.11", "Kies wie de contactpersoon wordt.", "contactpersoon")]
    return []


@regelt("Z-14.11")
def terugnemen_belemmeringen(*, status: str) -> list[Belemmering]:
    if status in LOPEND:
        return []
    return [Belemmering("Z-14.11", f"Deze overdracht is voorbij: {Overdrachtstatus(status).label}.")]


@regelt("Z-2.16")
def herkomst_gaat_mee(*, status: str) -> bool:
    """Who sent the aanmelding stays instelling van herkomst; before that nobody did, and the new one will."""
    return status in ONVERSTUURD


def rijen_gaan_mee(*, status: str) -> bool:
    """Whether the form is still being written: what was sent stays as it was agreed to."""
    return status in ONVERSTUURD or status == Aanmeldstatus.AANVULLING_GEVRAAGD


@regelt("Z-14.10", "I-9")
def is_wmo_begeleiding(*, rijen: Sequence[ChecklistFeit], begeleiders: Collection[Partij]) -> bool:
    """Whether the Wmo pays begeleiding that these organisations give: only then the Wmo-consulent hears of a change."""
    return any(
        rij.kader == Kader.WMO
        and rij.soort == Ondersteuningssoort.BEGELEIDING
        and rij.status not in (None, Rijstatus.NIET_VAN_TOEPASSING)
        and rij.uitvoerder in begeleiders
        for rij in rijen
    )


def overdrachttermijnen(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    """Answer in time, or it expires; once it is accepted both go through the work before the day itself."""
    for o in f.overdrachten:
        if o.status in {S.INGETROKKEN, S.VERLOPEN}:
            continue
        uiterlijk = antwoord_uiterlijk(aangeboden_op=o.aangeboden_op, start=o.start)
        yield GeplandeTermijn(
            "overdracht_beantwoorden", uiterlijk, str(o.sleutel), o.sleutel, klaar_op=o.beantwoord_op,
            organisatie=o.naar,
        )  # fmt: skip
        if o.status in {S.AANVAARD, S.INGEGAAN}:
            yield GeplandeTermijn(
                "overdracht_voorbereiden", o.start - EEN_DAG, str(o.sleutel), o.sleutel, klaar_op=o.ingegaan_op,
                organisatie=o.van,
            )  # fmt: skip
