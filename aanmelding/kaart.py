"""The aanmelding on the traject page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from aanmelding import advies, voorwaarde
from aanmelding.delen.akkoord import kandidaat_zei, partijen_zei
from aanmelding.feiten import vragen_liggen_stil
from aanmelding.gesprek import gepland_gesprek, in_woorden, mag_weten
from aanmelding.models import Aanmelding, Accordering
from aanmelding.oordeel import eerdere_besluiten
from aanmelding.overzicht import GEWIJZIGD
from aanmelding.services.basis import is_gewijzigd, overleg_bezwaren
from aanmelding.services.behandelaar import eigen_bijdrage_dag, indicatie_dag
from aanmelding.services.heropenen import heropenen_bezwaren
from aanmelding.services.overdragen import lopende_overdracht, overdraagbaar
from aanmelding.services.voorstelstand import open_voorstel
from opstap.partners.models import Gebruiker
from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import (
    ACCORDEERBAAR,
    INVULBAAR,
    LOPEND,
    ONVERSTUURD,
    Aanmeldstatus,
    Accorderingstatus,
)
from opstap.protocol.begrippen import Fase
from opstap.protocol.beslissen import Zaak, geeft_opdracht
from opstap.protocol.datums import datum_voluit
from opstap.protocol.heropenen import HEROPENBAAR
from opstap.protocol.toelaten import STATUS_BESLISBAAR
from opstap.protocol.verklaringen import stil_melding, versturen_belemmeringen
from opstap.trajecten.beslissers import mag_beslissen, vergaderregels
from opstap.trajecten.enums import Besluitsoort
from opstap.trajecten.kaart import Handeling, Kaart, rekenhulp
from opstap.trajecten.models import Traject
from opstap.trajecten.services import geldend_besluit
from opstap.trajecten.toegang import mogelijk_namens

#: After it the dates of the contract count.
_VOOR_HET_CONTRACT = (Fase.AANMELDING, Fase.BEOORDELING, Fase.BEMIDDELING)
AANVULLEN = "De aanmelding wordt aangevuld. Pas die aan en verstuur die opnieuw: toelaten kan zolang niet."
GEWEIGERD = "Een organisatie gaf geen akkoord. Bekijk de aanmelding en pas die aan."


def aanmeldkaart(traject: Traject, gebruiker: Gebruiker) -> Kaart:
    """Dates for everyone on the traject; that an organisation refused only for the zorgorganisatie (I-9)."""
    aanmelding = Aanmelding.objects.filter(traject=traject).first()
    if aanmelding is None:
        return Kaart()
    return Kaart(
        regels=(
            *_regels(aanmelding, gebruiker),
            *vergaderregels(geldend_besluit(traject, Besluitsoort.TOELATING)),
            *_gesprek(aanmelding, gebruiker),
            *advies.kaartregels(aanmelding, gebruiker),
            *_opdracht(aanmelding, gebruiker),
            *_overdrachtregels(traject, gebruiker),
        ),
        handelingen=(
            *_handelingen(traject, aanmelding, gebruiker),
            *_voorwaardehandelingen(aanmelding),
            *_bevestigen(aanmelding),
            *_heropenen(aanmelding, gebruiker),
            *_rekenhulp(traject, aanmelding),
            *_overdragen(traject, gebruiker),
        ),
        banner=" ".join(_banners(aanmelding, gebruiker)),
    )


def _regels(aanmelding: Aanmelding, gebruiker: Gebruiker) -> tuple[tuple[str, str], ...]:
    datums = (
        ("Aanmelding verstuurd", aanmelding.ingediend_op),
        ("Aanmelding compleet", aanmelding.compleet_op),
        ("Gesprek met de kandidaat", aanmelding.gesprek_op),
    )
    return (
        ("Aanmelding", Aanmeldstatus(aanmelding.status).label),
        *voorwaarde.kaartregels(aanmelding, gebruiker),
        *((label, datum_voluit(dag)) for label, dag in datums if dag is not None),
        *eerdere_besluiten(aanmelding),
    )


def _voorwaardehandelingen(aanmelding: Aanmelding) -> Iterator[Handeling]:
    if aanmelding.status == Aanmeldstatus.VOORWAARDE_GESTELD:
        for tekst, naam in (
            ("Een zorgorganisatie vragen", "voorwaarde"),
            ("Gegevens van de kandidaat verbeteren", "voorwaarde_verbeteren"),
            ("De voorwaarde stoppen", "voorwaarde_stoppen"),
        ):
            url = reverse(f"aanmelding:{naam}", args=[aanmelding.traject.sleutel])
            yield Handeling(Actie.VOORWAARDE_BIJHOUDEN, tekst, url)


def _gesprek(aanmelding: Aanmelding, gebruiker: Gebruiker) -> Iterator[tuple[str, str]]:
    """That it is planned, for whom it is planned; that it was is for everyone on the traject."""
    moment = gepland_gesprek(aanmelding)
    if moment is not None and mag_weten(gebruiker, aanmelding.traject):
        yield "Gesprek met de kandidaat", in_woorden(moment)


def _opdracht(aanmelding: Aanmelding, gebruiker: Gebruiker) -> Iterator[tuple[str, str]]:
    """Of the commissie to the zorgorganisatie, in the letter of the besluit (A-15)."""
    traject, op = aanmelding.traject, aanmelding.besloten_op
    if aanmelding.status != Aanmeldstatus.TOEGELATEN or op is None or not mag_weten(gebruiker, traject):
        return
    if geeft_opdracht(parameters=traject.regelingversie.parameters):
        yield "Opdracht voor de begeleiding", f"gegeven op {datum_voluit(op)}"


def _handelingen(traject: Traject, aanmelding: Aanmelding, gebruiker: Gebruiker) -> tuple[Handeling, ...]:
    status, gevonden = aanmelding.status, []

    def erbij(actie: Actie, tekst: str, naam: str) -> None:
        gevonden.append(Handeling(actie, tekst, reverse(f"aanmelding:{naam}", args=[traject.sleutel])))

    for tekst, naam in _invullen(aanmelding):
        erbij(Actie.AANMELDING_INVULLEN, tekst, naam)
    if aanmelding.ingediend_op is not None:
        erbij(Actie.AANMELDING_ZIEN, "Aanmelding bekijken", "bekijken")
    if status in LOPEND - ONVERSTUURD:
        erbij(Actie.AANMELDING_INVULLEN, "Op wie wachten we?", "wachten")
    if status == Aanmeldstatus.COMPLEET:
        erbij(Actie.AANMELDING_INVULLEN, "Akkoord vastleggen", "akkoord")
        erbij(Actie.AANMELDING_INVULLEN, "Een wijziging doorgeven", "wijziging")
    if _is_te_beoordelen(aanmelding, gebruiker):
        erbij(Actie.TOELATING_BESLUITEN, "Aanmelding beoordelen", "beoordelen")
    if status in LOPEND:
        erbij(Actie.AANMELDING_INVULLEN, "Aanmelding intrekken", "intrekken")
    return tuple(gevonden)


def _overdragen(traject: Traject, gebruiker: Gebruiker) -> Iterator[Handeling]:
    """For the organisation that begeleidt; nobody else knows that it is on its way (Z-20.4)."""
    actie = Actie.BEGELEIDING_OVERDRAGEN
    if lopende_overdracht(traject) is not None:
        yield Handeling(
            actie, "Overdracht bekijken of terugnemen", reverse("aanmelding:overdracht", args=[traject.sleutel])
        )
    elif any(not overdraagbaar(traject, n) for n in mogelijk_namens(gebruiker, actie, traject)):
        yield Handeling(actie, "Begeleiding overdragen", reverse("aanmelding:overdragen", args=[traject.sleutel]))


def _overdrachtregels(traject: Traject, gebruiker: Gebruiker) -> Iterator[tuple[str, str]]:
    rij = lopende_overdracht(traject)
    if rij is not None and mogelijk_namens(gebruiker, Actie.BEGELEIDING_OVERDRAGEN, traject):
        yield "Overdracht", f"{rij.get_status_display()}; vanaf {datum_voluit(rij.start)}"


def _rekenhulp(traject: Traject, aanmelding: Aanmelding) -> Iterator[Handeling]:
    """For who fills in the form: the dates stand there, not everybody in the traject knows them."""
    if traject.fase in _VOOR_HET_CONTRACT and aanmelding.uitstroom is not None:
        yield rekenhulp(
            Actie.AANMELDING_INVULLEN,
            traject,
            uitstroom=aanmelding.uitstroom,
            compleet=aanmelding.compleet_op,
            besluit=aanmelding.besloten_op if aanmelding.status == Aanmeldstatus.TOEGELATEN else None,
        )


def _invullen(aanmelding: Aanmelding) -> Iterator[tuple[str, str]]:
    """What the zorgorganisatie can fill in now; some only in this regeling, or for this stay."""
    traject = aanmelding.traject
    if aanmelding.status in INVULBAAR:
        yield "Aanmelding invullen", "invullen"
        if aanmelding.status in ONVERSTUURD:
            yield "Vooraf melden, zonder naam", "vooraf_melden"
    elif traject.afgesloten_op is None:
        yield "Gegevens van de kandidaat wijzigen", "persoon"
        yield "Wie beslist er mee?", "vertegenwoordiging"
    if aanmelding.status in LOPEND and traject.regelingversie.parameters.behandelaar_endorsement:
        yield "Behandelaar", "behandelaar"
    if traject.afgesloten_op is None and aanmelding.eigen_bijdrage_op is None and eigen_bijdrage_dag(aanmelding):
        yield "Lagere eigen bijdrage vastleggen", "eigen_bijdrage"
    if traject.afgesloten_op is None and aanmelding.indicatie_op is None and indicatie_dag(aanmelding):
        yield "Omgezette indicatie vastleggen", "indicatie"


def _is_te_beoordelen(aanmelding: Aanmelding, gebruiker: Gebruiker) -> bool:
    return aanmelding.status in STATUS_BESLISBAAR and mag_beslissen(
        gebruiker, Actie.TOELATING_BESLUITEN, Zaak.TOELATING, aanmelding.traject
    )


def _bevestigen(aanmelding: Aanmelding) -> Iterator[Handeling]:
    if open_voorstel(aanmelding) is not None:
        url = reverse("aanmelding:bevestigen", args=[aanmelding.traject.sleutel])
        yield Handeling(Actie.TOELATING_BESLUITEN, "Voorgesteld besluit bekijken", url)


def _heropenen(aanmelding: Aanmelding, gebruiker: Gebruiker) -> Iterator[Handeling]:
    actie, traject = Actie.TOELATING_BESLUITEN, aanmelding.traject
    if aanmelding.status not in HEROPENBAAR or not mag_beslissen(gebruiker, actie, Zaak.TOELATING, traject):
        return
    if heropenen_bezwaren(aanmelding) or open_voorstel(aanmelding) is not None:
        return
    tekst = "De toelating intrekken" if aanmelding.status == Aanmeldstatus.TOEGELATEN else "Het besluit heropenen"
    yield Handeling(actie, tekst, reverse("aanmelding:heropenen", args=[traject.sleutel]))


def _banners(aanmelding: Aanmelding, gebruiker: Gebruiker) -> Iterator[str]:
    """For who can do something about it, while that is possible."""
    if aanmelding.status not in LOPEND or not mogelijk_namens(gebruiker, Actie.AANMELDING_INVULLEN, aanmelding.traject):
        return
    for nee in versturen_belemmeringen(laatste=kandidaat_zei(aanmelding)):
        yield nee.melding
    for nog in overleg_bezwaren(aanmelding.traject):
        yield nog.melding
    if aanmelding.status in ACCORDEERBAAR:
        yield from _zolang_beoordeeld(aanmelding)


def _zolang_beoordeeld(aanmelding: Aanmelding) -> Iterator[str]:
    if vragen_liggen_stil(aanmelding):
        yield from (stil.melding for stil in stil_melding(laatste=partijen_zei(aanmelding)))
    if aanmelding.status == Aanmeldstatus.AANVULLING_GEVRAAGD:
        yield AANVULLEN
    elif is_gewijzigd(aanmelding):
        yield GEWIJZIGD
    if Accordering.objects.filter(aanmelding=aanmelding, status=Accorderingstatus.GEWEIGERD).exists():
        yield GEWEIGERD
