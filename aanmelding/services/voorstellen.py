"""Where the regeling asks for a second person: propose a besluit or to withdraw one, confirm it, or send it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from aanmelding.models import Aanmelding, AanmeldVersie, Besluitvoorstel, Voorsteltekst
from aanmelding.services.basis import openen_om_te_besluiten
from aanmelding.services.besluiten import Toelatingsbesluit, besluit_uitproberen, besluit_uitvoeren
from aanmelding.services.gesprek import gesprek_opschrijven
from aanmelding.services.heropenen import Heropening, heropenen_bezwaren, heropening_uitproberen, heropening_uitvoeren
from aanmelding.services.voorstelstand import (
    afhandelen,
    afwijking_van,
    als_codes,
    invoer_van,
    open_voorstel,
    route_van,
)
from opstap import clock
from opstap.errors import RegelGeschonden, eis
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import Namens
from opstap.post.services import Melding, berichten_klaarzetten
from opstap.protocol.aanmeldstappen import Aanmeldstatus
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.heropenen import Heropenreden
from opstap.protocol.toelaten import ToelatingUitkomst
from opstap.protocol.vier_ogen import (
    GEEN_VOORSTEL,
    bevestigen_belemmeringen,
    terugsturen_belemmeringen,
    voorstellen_belemmeringen,
)
from opstap.trajecten.models import Besluit
from opstap.trajecten.services import handeling_boeken


@transaction.atomic
def toelating_voorstellen(
    *, traject: UUID, besluit: Toelatingsbesluit, versie: int | None = None, namens: Namens
) -> Besluitvoorstel:
    """Refuses what the besluit would. Nothing of it holds and nobody gets a letter; a conversation was held all the
    same."""
    aanmelding = openen_om_te_besluiten(traject, namens=namens, versie=versie)
    eis(_voorstellen_bezwaren(aanmelding))
    besluit_uitproberen(aanmelding, besluit, namens)
    if besluit.gesprek is not None:
        gesprek_opschrijven(aanmelding, besluit.gesprek, namens)
    verstuurd = aanmelding.laatste_versie
    assert verstuurd is not None, "anders had de proef geweigerd"
    afwijking = besluit.afwijking
    inhoud = {
        "uitkomst": besluit.uitkomst.value,
        "aannemelijk": besluit.aannemelijk,
        "route": besluit.route.value if besluit.route else "",
        "invoer": als_codes(besluit.invoer),
        "afwijking": als_codes(afwijking, zonder="motivering") if afwijking else None,
    }
    teksten = {"motivering": besluit.motivering, "afwijking": afwijking.motivering if afwijking else ""}
    return _schrijven(aanmelding, verstuurd, inhoud, teksten, namens)


@transaction.atomic
def intrekking_voorstellen(
    *, traject: UUID, heropening: Heropening, versie: int | None = None, namens: Namens
) -> Besluitvoorstel:
    """To withdraw the toelating that holds now. Refuses what that would; until it is confirmed the search goes on."""
    aanmelding = openen_om_te_besluiten(traject, namens=namens, versie=versie)
    eis(_voorstellen_bezwaren(aanmelding))
    verstuurd = aanmelding.laatste_versie
    if aanmelding.status != Aanmeldstatus.TOEGELATEN or verstuurd is None:
        raise RegelGeschonden([Belemmering("Z-2.9", "De kandidaat is nu niet toegelaten; bekijk eerst de stand.")])
    heropening_uitproberen(aanmelding, heropening, namens)
    inhoud = {"intrekking": {"reden": heropening.reden.value}}
    return _schrijven(aanmelding, verstuurd, inhoud, {"motivering": heropening.motivering}, namens)


def _voorstellen_bezwaren(aanmelding: Aanmelding) -> list[Belemmering]:
    parameters = aanmelding.traject.regelingversie.parameters
    return voorstellen_belemmeringen(ligt_er_al=open_voorstel(aanmelding) is not None, parameters=parameters)


def _schrijven(
    aanmelding: Aanmelding, verstuurd: AanmeldVersie, inhoud: dict[str, Any], teksten: dict[str, str], namens: Namens
) -> Besluitvoorstel:
    voorstel = Besluitvoorstel.objects.create(
        aanmelding=aanmelding,
        op_versie=verstuurd,
        inhoud=inhoud,
        gebruiker=namens.gebruiker,
        voor=namens.voor,
        organisatie=namens.organisatie,
        rol=namens.rol,
        voorgesteld_op=clock.vandaag(),
    )
    Voorsteltekst.objects.create(voorstel=voorstel, **teksten)
    handeling_boeken(aanmelding.traject, namens=namens, soort="besluit_voorgesteld", clausule="Z-2.9")
    return voorstel


def voorgestelde_heropening(voorstel: Besluitvoorstel) -> Heropening:
    """Of one that `is_intrekking`; the others give `voorgesteld_besluit`."""
    return Heropening(reden=Heropenreden(voorstel.inhoud["intrekking"]["reden"]), motivering=voorstel.tekst.motivering)


def voorgesteld_besluit(voorstel: Besluitvoorstel) -> Toelatingsbesluit:
    return Toelatingsbesluit(
        uitkomst=ToelatingUitkomst(voorstel.inhoud["uitkomst"]),
        invoer=invoer_van(voorstel),
        aannemelijk=voorstel.inhoud["aannemelijk"],
        motivering=voorstel.tekst.motivering,
        route=route_van(voorstel),
        afwijking=afwijking_van(voorstel),
    )


@transaction.atomic
def voorstel_bevestigen(*, traject: UUID, versie: int | None = None, namens: Namens) -> Besluit:
    """Now it is a besluit, of today and by who confirms; judged by how things stand now."""
    aanmelding = openen_om_te_besluiten(traject, namens=namens, versie=versie)
    voorstel = open_voorstel(aanmelding)
    eis(bevestigen_bezwaren(aanmelding, voorstel, namens))
    if voorstel is None:
        raise RegelGeschonden([GEEN_VOORSTEL])
    voorstel.bevestigen()
    afhandelen(voorstel, namens.gebruiker)
    if voorstel.is_intrekking:
        return heropening_uitvoeren(aanmelding, voorgestelde_heropening(voorstel), namens, voorstel=voorstel.sleutel)
    return besluit_uitvoeren(aanmelding, voorgesteld_besluit(voorstel), namens, voorstel=voorstel.sleutel)


def bevestigen_bezwaren(aanmelding: Aanmelding, voorstel: Besluitvoorstel | None, namens: Namens) -> list[Belemmering]:
    """Also shown on the page."""
    if voorstel is not None and voorstel.is_intrekking and (kan_niet := heropenen_bezwaren(aanmelding)):
        return kan_niet
    return bevestigen_belemmeringen(
        ligt_er=voorstel is not None,
        stelde_voor=voorstel.stelde_voor if voorstel else (),
        bevestigt=[sleutel for sleutel in (namens.gebruiker, namens.voor) if sleutel],
        anderen=voorstel is not None and _anderen(voorstel),
        is_gewijzigd=voorstel is not None and voorstel.op_versie != aanmelding.laatste_versie,
    )


def _anderen(voorstel: Besluitvoorstel) -> bool:
    """Does somebody else hold the role there today?"""
    organisatie = Organisatie.objects.filter(sleutel__in=[voorstel.organisatie]).first()
    if organisatie is None:
        return False
    mensen = Gebruiker.objects.met_rol(Rol(voorstel.rol), organisatie.pk)
    return bool(mensen.exclude(sleutel__in=voorstel.stelde_voor).exists())


@transaction.atomic
def voorstel_terugsturen(*, traject: UUID, reden: str, versie: int | None = None, namens: Namens) -> Besluitvoorstel:
    """The aanmelding lies with who decides as before; who proposed reads why."""
    aanmelding = openen_om_te_besluiten(traject, namens=namens, versie=versie)
    voorstel = open_voorstel(aanmelding)
    eis(terugsturen_belemmeringen(ligt_er=voorstel is not None, reden=reden))
    assert voorstel is not None
    voorstel.terugsturen()
    afhandelen(voorstel, namens.gebruiker)
    voorstel.tekst.terug = reden.strip()
    voorstel.tekst.save()
    handeling_boeken(aanmelding.traject, namens=namens, soort="besluitvoorstel_teruggestuurd", clausule="Z-2.9")
    if namens.gebruiker not in voorstel.stelde_voor:
        _naar_voorsteller(aanmelding, voorstel)
    return voorstel


def _naar_voorsteller(aanmelding: Aanmelding, voorstel: Besluitvoorstel) -> None:
    organisatie = Organisatie.objects.filter(sleutel__in=[voorstel.organisatie]).first()
    wie = Gebruiker.objects.filter(sleutel__in=[voorstel.gebruiker]).first()
    if organisatie is not None:
        melding = Melding(
            soort="besluitvoorstel_teruggestuurd",
            sleutel=str(voorstel.sleutel),
            traject=aanmelding.traject,
            organisatie=organisatie,
            rol=voorstel.rol,
            opgepakt_door=wie,
        )
        berichten_klaarzetten([melding])
