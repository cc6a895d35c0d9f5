"""What the zorgorganisatie sees: everything, with what is missing. Other readers: see `inzage`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from aanmelding.enums import BindingBron
from aanmelding.models import Aanmelding, Accordering
from aanmelding.services.basis import (
    Snapshot,
    aanmeldsnapshot,
    afzenders,
    akkoordsleutel,
    checklist,
    checklistfeiten,
)
from aanmelding.services.behandelaar import behandelaarfeiten, verklaring_van
from opstap import clock
from opstap.partners.models import Organisatie
from opstap.protocol.aanmelden import (
    FormulierFeiten,
    Rijstatus,
    aanmelden_uiterlijk,
    is_te_laat_aangemeld,
    ontbrekende_onderdelen,
)
from opstap.protocol.aanmeldstappen import INVULBAAR, Accorderingstatus, Weigerreden
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Instroomroute, Leefgebied, Route
from opstap.protocol.datums import datum_voluit
from opstap.protocol.toetsing import behandelaaruitkomst
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Traject, Verklaring
from opstap.trajecten.services import geldende_verklaring

Regels = list[tuple[str, str]]

AKKOORDEN = (
    (Verklaringsoort.AKKOORD_KANDIDAAT, "Akkoord van de kandidaat"),
    (Verklaringsoort.VERKLARING_ZORG, "Verklaring van de zorgorganisatie"),
)
ONVERSTUURD = "Wat u daarna nog wijzigde, is niet verstuurd en telt niet mee."
#: The criteria that ask for a fact of their own on the form.
INSCHRIJVING, BINDING = 3, 7
_DEEL_VAN = {"uitstroom": "uitstroom", "binding": "uitstroom", "contactpersoon": "persoon"}


# --- what is missing ---------------------------------------------------------------------------------------------


def formulierfeiten(aanmelding: Aanmelding) -> FormulierFeiten:
    snapshot = aanmeldsnapshot(aanmelding)
    return FormulierFeiten(
        uitstroom=aanmelding.uitstroom,
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


def akkoord(aanmelding: Aanmelding, soort: Verklaringsoort) -> Verklaring | None:
    """The akkoord on what the form says now; once it is fixed: on the version that was sent."""
    return geldende_verklaring(aanmelding.traject, soort, akkoordsleutel(aanmelding))


def ontbrekend(aanmelding: Aanmelding) -> list[Belemmering]:
    """For the zorgorganisatie only: it names leefgebieden."""
    return ontbrekende_onderdelen(formulier=formulierfeiten(aanmelding))


def te_laat(aanmelding: Aanmelding, uitstroom: date | None) -> list[Belemmering]:
    """Shown, never blocking (law 12)."""
    traject = aanmelding.traject
    if uitstroom is None:
        return []
    ingediend = aanmelding.ingediend_op or clock.vandaag()
    gegevens: dict[str, Any] = {
        "uitstroom": uitstroom,
        "instroomroute": Instroomroute(traject.instroomroute),
        "parameters": traject.regelingversie.parameters,
    }
    uiterlijk = aanmelden_uiterlijk(**gegevens)
    if uiterlijk is None or not is_te_laat_aangemeld(ingediend=ingediend, **gegevens):
        return []
    return [Belemmering("Z-9.1", f"Aanmelden kon op tijd tot en met {datum_voluit(uiterlijk)}. De aanmelding is laat.")]


# --- the task list of the begeleider -----------------------------------------------------------------------------


def taken(aanmelding: Aanmelding) -> list[dict[str, str]]:
    """The parts with their state and, per part, what is missing."""
    delen = _delen(aanmelding.traject)
    gemist: dict[str, list[Belemmering]] = {code: [] for code, _ in delen}
    for b in ontbrekend(aanmelding):
        gemist[_deel(b.veld)].append(b)
    sleutel = aanmelding.traject.sleutel
    return [
        {
            "tekst": tekst,
            "url": reverse(f"aanmelding:{code}", args=[sleutel]),
            "hint": _hint(code, gemist[code]),
            **_stand(len(gemist[code]), is_begonnen=_is_begonnen(aanmelding, code)),
        }
        for code, tekst in delen
    ]


def _delen(traject: Traject) -> list[tuple[str, str]]:
    """The parts this regeling asks, in order."""
    behandelaar = traject.regelingversie.parameters.behandelaar_endorsement
    return [
        ("persoon", "Persoon"),
        ("uitstroom", uitstroomtitel(traject)),
        ("checklist", "Checklist leefgebieden"),
        *([("behandelaar", "Behandelaar")] if behandelaar else []),
        ("akkoord", "Akkoord"),
    ]


def vraagt(traject: Traject, criterium: int) -> bool:
    """Does this regeling test the criterium, and so ask for its facts?"""
    return criterium in (traject.regelingversie.parameters.criteria or ())


def uitstroomtitel(traject: Traject) -> str:
    return "Vertrek en binding" if vraagt(traject, BINDING) else "Vertrek"


def _deel(veld: str) -> str:
    if veld.startswith("leefgebied_"):
        return "checklist"
    return "akkoord" if veld.startswith("akkoord_") else _DEEL_VAN.get(veld, veld)


def _hint(deel: str, gemist: Sequence[Belemmering]) -> str:
    if deel != "checklist":
        return " ".join(b.melding for b in gemist)
    gebieden = [Leefgebied(b.veld.removeprefix("leefgebied_")).label for b in gemist]
    return f"Nog niet rond: {', '.join(dict.fromkeys(gebieden))}." if gebieden else ""


def _is_begonnen(aanmelding: Aanmelding, deel: str) -> bool:
    if deel == "uitstroom":
        return aanmelding.uitstroom is not None or aanmelding.binding_maanden is not None
    if deel == "checklist":
        return aanmelding.rijen.exclude(stand="").exists()
    if deel == "behandelaar":
        return verklaring_van(aanmelding) is not None
    if deel == "akkoord":
        return any(akkoord(aanmelding, soort) for soort, _ in AKKOORDEN)
    return True


def _stand(gemist: int, *, is_begonnen: bool) -> dict[str, str]:
    if not gemist:
        return {"soort": "klaar", "status_tekst": "klaar"}
    if is_begonnen:
        return {"soort": "loopt", "status_tekst": "bezig"}
    return {"soort": "later", "status_tekst": "nog niet begonnen"}


def akkoordregels(aanmelding: Aanmelding) -> Regels:
    """Who agreed when; said so when that was about another form than the one that counts."""
    regels = []
    waarom = (
        "daarna is het formulier gewijzigd"
        if aanmelding.status in INVULBAAR
        else "dat ging niet over de versie die is verstuurd"
    )
    for soort, label in AKKOORDEN:
        nu = akkoord(aanmelding, soort)
        eerder = geldende_verklaring(aanmelding.traject, soort)
        if nu is not None:
            tekst = f"{datum_voluit(nu.datum)}, {Wijze(nu.wijze).label}"
        elif eerder is not None:
            tekst = f"op {datum_voluit(eerder.datum)}, maar {waarom}: vraag opnieuw akkoord"
        else:
            tekst = "nog niet"
        regels.append((label, tekst))
    return regels


# --- everything, for the zorgorganisatie -------------------------------------------------------------------------


def persoonregels(traject: Traject) -> Regels:
    persoon = traject.persoon
    if persoon is None:
        return []
    return [
        ("Naam", persoon.naam),
        ("Geboortedatum", datum_voluit(persoon.geboortedatum)),
        ("Telefoonnummer", persoon.telefoon),
        ("Postadres", persoon.adres),
        ("Bewindvoerder", persoon.bewindvoerder),
    ]


def uitstroomregels(aanmelding: Aanmelding) -> Regels:
    a = aanmelding
    inschrijving = getattr(a, "inschrijving", None)
    nummer = inschrijving.nummer if inschrijving else ""
    return [
        ("Vertrek", datum_voluit(a.uitstroom) if a.uitstroom else ""),
        ("Waar de kandidaat verblijft", Instroomroute(a.traject.instroomroute).label),
        *(bindingregels(aanmeldsnapshot(a)) if vraagt(a.traject, BINDING) else ()),
        *([("Inschrijfnummer bij Woonkeus", nummer)] if vraagt(a.traject, INSCHRIJVING) else []),
        ("Woning vinden", Route(a.voorkeursroute).label if a.voorkeursroute else ""),
    ]


def behandelaarregels(aanmelding: Aanmelding) -> Regels:
    """For the zorgorganisatie only."""
    rij = verklaring_van(aanmelding)
    if rij is None:
        return [("Behandelaar", "")]
    if not rij.heeft_behandelaar:
        return [("Behandelaar", "die is er niet")]
    woord = {True: "ja", False: "nee", None: "nog geen antwoord"}[rij.onderschrijft]
    op = f", op {datum_voluit(rij.datum)}" if rij.datum else ""
    return [("De behandelaar vindt dat de kandidaat eraan toe is", f"{woord}{op}")]


def bindingregels(snapshot: Snapshot) -> Regels:
    if snapshot["vrijstelling"]:
        return [("Binding met de gemeente", "de eis geldt niet voor deze kandidaat")]
    maanden, direct, bron = snapshot["binding_maanden"], snapshot["direct_voorafgaand"], snapshot["binding_bron"]
    return [
        ("Maanden in de gemeente", "" if maanden is None else str(maanden)),
        ("Direct voor het verblijf", {True: "ja", False: "nee", None: ""}[direct]),
        ("Hoe vastgesteld", BindingBron(bron).label if bron else ""),
    ]


def checklistregels(aanmelding: Aanmelding) -> Regels:
    accorderingen = {a.leefgebied: a for a in Accordering.objects.filter(aanmelding=aanmelding).levend()}
    return [
        (Leefgebied(rij.leefgebied).label, _rijtekst(rij, accorderingen.get(rij.leefgebied)))
        for rij in checklist(aanmelding)
    ]


def _rijtekst(rij: Any, accordering: Accordering | None) -> str:
    delen = [Rijstatus(rij.stand).label if rij.stand else "niet ingevuld"]
    if rij.uitvoerder is not None:
        delen.append(rij.uitvoerder.naam)
    elif rij.zelf:
        delen.append("geen organisatie")
    if accordering is not None and accordering.organisatie_id == rij.uitvoerder_id:
        delen.append(_accordeertekst(accordering))
    return ", ".join(delen)


def _accordeertekst(accordering: Accordering) -> str:
    if accordering.status == Accorderingstatus.GEVRAAGD:
        return f"akkoord gevraagd op {datum_voluit(accordering.gevraagd_op)}"
    reden = f": {Weigerreden(accordering.reden).label}" if accordering.reden else ""
    dag = datum_voluit(accordering.beantwoord_op) if accordering.beantwoord_op else ""
    return f"{Accorderingstatus(accordering.status).label} op {dag}{reden}"


# --- before sending --------------------------------------------------------------------------------------------------


def wie_ziet_wat(aanmelding: Aanmelding, ontvanger: Organisatie) -> Regels:
    """In plain words, before sending (Z-20.4)."""
    binding = " de binding," if vraagt(aanmelding.traject, BINDING) else ""
    regels = [
        (
            ontvanger.naam,
            f"de naam, het vertrek,{binding} de contactpersoon en de bewindvoerder. Van de gewone leefgebieden "
            "alleen de stand. Over alle hulp samen één ja of nee. Niet waar de kandidaat verblijft, en niets over "
            "gezondheid, verslaving, verzorging, relaties of justitie.",
        )
    ]
    bekend = {ontvanger, *afzenders(aanmelding.traject)}
    per_organisatie: dict[str, list[str]] = {}
    for rij in checklist(aanmelding):
        if rij.uitvoerder is not None and rij.uitvoerder not in bekend:
            per_organisatie.setdefault(rij.uitvoerder.naam, []).append(Leefgebied(rij.leefgebied).label)
    for naam, gebieden in per_organisatie.items():
        regels.append((naam, f"de naam en alleen het eigen deel: {', '.join(gebieden)}."))
    return regels
