"""What the zorgorganisatie sees: everything, with what is missing. Other readers: see `inzage`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from aanmelding.delen import Deel, aanmeldsnapshot, gevraagde_delen
from aanmelding.delen.akkoord import akkoord, partijen_zei
from aanmelding.delen.basis import vraagt
from aanmelding.delen.behandelaar import behandelaarfeiten
from aanmelding.delen.checklist import checklist, checklistfeiten
from aanmelding.delen.uitstroom import BINDING, heeft_vertrek
from aanmelding.models import Aanmelding
from aanmelding.services.adviesstand import mogelijke_adviseurs
from aanmelding.services.basis import afzenders, beslissers, voordracht_gevraagd
from opstap import clock
from opstap.partners.models import Organisatie
from opstap.protocol.aanmelden import (
    FormulierFeiten,
    aanmelden_uiterlijk,
    is_te_laat_aangemeld,
    ontbrekende_onderdelen,
)
from opstap.protocol.adviseren import Adviessoort
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Leefgebied
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.toetsing import behandelaaruitkomst
from opstap.protocol.verklaringen import mag_delen
from opstap.regelingen.services import procesregie
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.services import betrokken_organisatie

#: A part without an answer of which nothing is missing.
VRIJ = "vrij"
ONVERSTUURD = "Wat u daarna nog wijzigde, is niet verstuurd en telt niet mee."
GEWIJZIGD = (
    "Het formulier is gewijzigd en nog niet opnieuw verstuurd. Vraag opnieuw akkoord en verstuur het dan. "
    "Zolang telt de wijziging niet mee."
)


# --- what is missing ---------------------------------------------------------------------------------------------


def ontbrekend(aanmelding: Aanmelding) -> list[Belemmering]:
    """For the zorgorganisatie only: it names leefgebieden."""
    gevraagd = gevraagde_delen(aanmelding.traject)
    return [
        *ontbrekende_onderdelen(formulier=_formulierfeiten(aanmelding)),
        *(b for deel in gevraagd for b in deel.gemist(aanmelding)),
    ]


def nog_eens_kijken(aanmelding: Aanmelding) -> list[Belemmering]:
    """What is answered and still worth a second look; for the zorgorganisatie only."""
    return [b for deel in gevraagde_delen(aanmelding.traject) for b in deel.waarschuwt(aanmelding)]


def _formulierfeiten(aanmelding: Aanmelding) -> FormulierFeiten:
    snapshot = aanmeldsnapshot(aanmelding)
    return FormulierFeiten(
        uitstroom=aanmelding.uitstroom,
        uitstroom_gevraagd=heeft_vertrek(aanmelding),
        rijen=checklistfeiten(snapshot),
        akkoord_kandidaat=akkoord(aanmelding, Verklaringsoort.AKKOORD_KANDIDAAT) is not None,
        akkoord_zorg=akkoord(aanmelding, Verklaringsoort.VERKLARING_ZORG) is not None,
        binding_vermeld=not vraagt(aanmelding.traject, BINDING)
        or aanmelding.binding_maanden is not None
        or aanmelding.vrijstelling,
        contactpersoon_vermeld=snapshot["contactpersoon"] is not None,
        behandelaar_vermeld=_behandelaar_vermeld(aanmelding),
    )


def _behandelaar_vermeld(aanmelding: Aanmelding) -> bool:
    """Answered whole: is there one, and what does he say."""
    if not aanmelding.traject.regelingversie.parameters.behandelaar_endorsement:
        return True
    return behandelaaruitkomst(**behandelaarfeiten(aanmelding)) is not None


def te_laat(aanmelding: Aanmelding, uitstroom: date | None) -> list[Belemmering]:
    """Shown, never blocking (law 12)."""
    traject = aanmelding.traject
    if uitstroom is None:
        return []
    ingediend = aanmelding.ingediend_op or clock.vandaag()
    gegevens: dict[str, Any] = {
        "uitstroom": uitstroom,
        "instroomroute": traject.herkomstroute,
        "parameters": traject.regelingversie.parameters,
    }
    uiterlijk = aanmelden_uiterlijk(**gegevens)
    if uiterlijk is None or not is_te_laat_aangemeld(ingediend=ingediend, **gegevens):
        return []
    dag = datum_voluit(uiterlijk)
    return [Belemmering("Z-9.1", f"De richtlijn is: versturen tot en met {dag}. Later mag ook; dat geeft niet.")]


# --- the task list of the begeleider -----------------------------------------------------------------------------


def taken(aanmelding: Aanmelding) -> list[dict[str, str]]:
    """The parts with their state and, per part, what is missing."""
    traject = aanmelding.traject
    return [
        {
            "code": deel.code,
            "tekst": deel.titel(traject),
            "url": reverse(f"aanmelding:{deel.code}", args=[traject.sleutel]),
            "hint": deel.hint(gemist),
            **_stand(bool(gemist), is_begonnen=is_begonnen),
        }
        for deel, mist in _gemist_per_deel(aanmelding)
        for is_begonnen in (deel.is_begonnen(aanmelding),)
        for gemist in (mist or (() if is_begonnen else deel.waarschuwt(aanmelding)),)
    ]


def _gemist_per_deel(aanmelding: Aanmelding) -> list[tuple[Deel, Sequence[Belemmering]]]:
    alles = ontbrekend(aanmelding)
    return [(deel, [b for b in alles if deel.is_van(b.veld)]) for deel in gevraagde_delen(aanmelding.traject)]


def _stand(ontbreekt: bool, *, is_begonnen: bool) -> dict[str, str]:
    if is_begonnen:
        return {"soort": "loopt", "status_tekst": "bezig"} if ontbreekt else {"soort": "klaar", "status_tekst": "klaar"}
    if ontbreekt:
        return {"soort": "later", "status_tekst": "nog niet begonnen"}
    return {"soort": VRIJ, "status_tekst": "niet verplicht"}


def volgende_deel(aanmelding: Aanmelding, na: str) -> str:
    """The name of the page to go on with: the next part that must be ready and is not, or the check when all are."""
    delen = taken(aanmelding)
    codes = [deel["code"] for deel in delen]
    nog_open = [deel["code"] for deel in delen if deel["soort"] not in ("klaar", VRIJ)]
    hierna = [code for code in nog_open if codes.index(code) > codes.index(na)]
    if hierna:
        return hierna[0]
    return "invullen" if nog_open else "controleren"


# --- everything, for the zorgorganisatie -------------------------------------------------------------------------


def groepen(aanmelding: Aanmelding) -> list[dict[str, Any]]:
    """Every part with its answers."""
    traject = aanmelding.traject
    return [
        {"code": deel.code, "titel": deel.titel(traject), "waarom": deel.waarom, "feiten": deel.regels(aanmelding)}
        for deel in gevraagde_delen(traject)
    ]


@dataclass(frozen=True, slots=True)
class Lezer:
    """`ziet`: one sentence, or things that stand one below the other; `verder`: sentences about the rest."""

    wie: str
    ziet: tuple[str, ...]
    verder: tuple[str, ...] = ()


_LOKET_VERDER = (
    "Van de gewone leefgebieden alleen de stand. Over alle hulp samen één ja of nee.",
    "Niet waar de kandidaat verblijft, en verder niets over geld, gezondheid, verslaving, verzorging, relaties of "
    "justitie.",
)


def wie_ziet_wat(aanmelding: Aanmelding, ontvanger: Organisatie) -> list[Lezer]:
    """In plain words, before sending (Z-20.4)."""
    ziet = [stuk for deel in gevraagde_delen(aanmelding.traject) for stuk in deel.ziet_corporatie(aanmelding.traject)]
    lezers = [Lezer(ontvanger.naam, tuple(ziet), _LOKET_VERDER)]
    if later := [wie for deel in gevraagde_delen(aanmelding.traject) for wie in deel.ziet_bij_contract(aanmelding)]:
        zin = (
            f"pas bij het contract: wie {' en '.join(later)} {'is' if len(later) == 1 else 'zijn'}, om mee te tekenen."
        )
        lezers.append(Lezer("De corporatie die verhuurt", (zin,)))
    kant = afzenders(aanmelding.traject)
    begeleiding = betrokken_organisatie(aanmelding.traject, Hoedanigheid.BEGELEIDING)
    lezers += [Lezer(o.naam, ("alles: de kandidaat verblijft daar.",)) for o in kant if o != begeleiding]
    bekend = kant | beslissers(aanmelding.traject)
    per_organisatie: dict[str, list[str]] = {}
    for rij in checklist(aanmelding):
        if rij.uitvoerder is not None and rij.uitvoerder not in bekend:
            per_organisatie.setdefault(rij.uitvoerder.naam, []).append(Leefgebied(rij.leefgebied).label)
    if voordracht_gevraagd(aanmelding.traject) and (regie := procesregie(aanmelding.traject.regeling)):
        zin = "de procesregisseur: de naam, en dat de kandidaat uit detentie komt."
        lezers.append(Lezer(regie.naam, (zin,)))
    for naam, gebieden in per_organisatie.items():
        lezers.append(Lezer(naam, (f"de naam en alleen het eigen deel: {', '.join(gebieden)}.",)))
    return [*lezers, *_om_advies(aanmelding)]


@regelt("A-12", "A-16", "Z-20.4")
def _om_advies(aanmelding: Aanmelding) -> list[Lezer]:
    """Who may be asked for advies later, and what that is: the closed set, with or without account."""
    adviseurs = mogelijke_adviseurs(aanmelding.traject)
    if not adviseurs or not mag_delen(laatste=partijen_zei(aanmelding)):
        return []
    per_vraag = (
        (soort, " en ".join(a.organisatie.naam for a in adviseurs if a.soort is soort)) for soort in Adviessoort
    )
    alleen = "alleen als wie besluit dat vraagt: de naam en één vaste vraag, en niets uit dit formulier."
    vragen = (f"{wie}: “{soort.label}”" for soort, wie in per_vraag if wie)
    antwoord = "Het antwoord leest alleen wie besluit."
    return [Lezer("Wie om advies kan worden gevraagd", (alleen,), verder=(*vragen, antwoord))]
