"""Walk an aanmelding from the first name to the besluit, through the services, on given days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from aanmelding import services
from aanmelding.enums import BindingBron
from aanmelding.models import Aanmelding, AanmeldVersie, Accordering
from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.aanmeldstappen import Antwoord, Weigerreden
from opstap.protocol.begrippen import Instroomroute, Leefgebied, Rol, Route
from opstap.protocol.gesprek import Gesprek
from opstap.protocol.toelaten import Afwijking, ToelatingUitkomst
from opstap.protocol.toetsing import CriteriumInvoer
from opstap.regelingen.models import Regeling
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Besluit, Persoon, Traject
from tests.geheugen import onthouden

NAAM, GEBOREN = "Sam Kastelein", date(1990, 3, 1)

#: Who meets every criterion of Z-8.
VOLDOET = CriteriumInvoer(
    ontruiming=False,
    achterstand=False,
    geen_passende_huisvesting=True,
    ingeschreven=True,
    bereid_toewijzing=True,
    zorg_verklaart_vaardig=True,
    akkoord_formulier=True,
    binding_maanden=48,
    direct_voorafgaand=True,
    betaalbaar=True,
)

Rijen = Mapping[Leefgebied, services.Checklistantwoord]


def namens(gebruiker: Gebruiker, rol: Rol) -> Namens:
    """On behalf of the one organisation where this person holds the role."""
    toekenning = gebruiker.roltoekenningen.select_related("organisatie").get(rol=rol)
    return Namens(gebruiker=gebruiker.sleutel, organisatie=toekenning.organisatie.sleutel, rol=rol)


def rijen(*, anders: Rijen | None = None) -> dict[Leefgebied, services.Checklistantwoord]:
    """Nothing needed on any leefgebied, except what `anders` says."""
    nvt = services.Checklistantwoord(stand=Rijstatus.NIET_VAN_TOEPASSING)
    return {gebied: nvt for gebied in Leefgebied} | dict(anders or {})


def geregeld_door(organisatie: UUID) -> services.Checklistantwoord:
    return services.Checklistantwoord(stand=Rijstatus.GEREGELD, uitvoerder=organisatie)


def aanmelding_begonnen(
    *,
    op: date,
    regeling: Regeling,
    begeleider: Namens,
    naam: str = NAAM,
    geboortedatum: date = GEBOREN,
    instroomroute: Instroomroute = Instroomroute.BESCHERMD_WONEN,
) -> Traject:
    with clock.klok_op(op):
        aanmelding = services.aanmelding_beginnen(
            regeling=regeling.sleutel,
            naam=naam,
            geboortedatum=geboortedatum,
            instroomroute=instroomroute,
            namens=begeleider,
        )
    return aanmelding.traject


def persoon_ingevuld(
    *, op: date, traject: UUID, begeleider: Namens, naam: str = NAAM, geboortedatum: date = GEBOREN
) -> Persoon:
    with clock.klok_op(op):
        return services.persoon_bijwerken(
            traject=traject,
            naam=naam,
            geboortedatum=geboortedatum,
            telefoon="0600000000",
            adres="Kerkstraat 2, 7200 AB Voorstad",
            namens=begeleider,
        )


def uitstroom_ingevuld(
    *,
    op: date,
    traject: UUID,
    begeleider: Namens,
    uitstroom: date,
    instroomroute: Instroomroute = Instroomroute.BESCHERMD_WONEN,
    binding_maanden: int = 48,
    direct_voorafgaand: bool = True,
    voorkeursroute: Route = Route.DIRECTE_BEMIDDELING,
) -> Aanmelding:
    gegevens = services.Uitstroomgegevens(
        instroomroute=instroomroute,
        uitstroom=uitstroom,
        binding_maanden=binding_maanden,
        binding_bron=BindingBron.UITTREKSEL,
        direct_voorafgaand=direct_voorafgaand,
        woonkeus_nummer="WK-000123",
        voorkeursroute=voorkeursroute,
    )
    with clock.klok_op(op):
        return services.uitstroom_bijwerken(traject=traject, gegevens=gegevens, namens=begeleider)


def checklist_ingevuld(*, op: date, traject: UUID, begeleider: Namens, anders: Rijen | None = None) -> Aanmelding:
    with clock.klok_op(op):
        return services.checklist_bijwerken(traject=traject, rijen=rijen(anders=anders), namens=begeleider)


def akkoord_gegeven(*, op: date, traject: UUID, begeleider: Namens) -> None:
    """Both: of the kandidaat and of the zorgorganisatie, on the day itself."""
    with clock.klok_op(op):
        for soort in (Verklaringsoort.AKKOORD_KANDIDAAT, Verklaringsoort.VERKLARING_ZORG):
            services.verklaring_geven(traject=traject, soort=soort, datum=op, wijze=Wijze.GESPREK, namens=begeleider)


@onthouden
def ingevuld(
    *,
    op: date,
    regeling: Regeling,
    begeleider: Namens,
    uitstroom: date,
    anders: Rijen | None = None,
    naam: str = NAAM,
    geboortedatum: date = GEBOREN,
    instroomroute: Instroomroute = Instroomroute.BESCHERMD_WONEN,
    voorkeursroute: Route = Route.DIRECTE_BEMIDDELING,
) -> Traject:
    """A whole form with both akkoorden, not sent."""
    traject = aanmelding_begonnen(
        op=op,
        regeling=regeling,
        begeleider=begeleider,
        naam=naam,
        geboortedatum=geboortedatum,
        instroomroute=instroomroute,
    )
    sleutel = traject.sleutel
    persoon_ingevuld(op=op, traject=sleutel, begeleider=begeleider, naam=naam, geboortedatum=geboortedatum)
    uitstroom_ingevuld(
        op=op,
        traject=sleutel,
        begeleider=begeleider,
        uitstroom=uitstroom,
        instroomroute=instroomroute,
        voorkeursroute=voorkeursroute,
    )
    checklist_ingevuld(op=op, traject=sleutel, begeleider=begeleider, anders=anders)
    akkoord_gegeven(op=op, traject=sleutel, begeleider=begeleider)
    return traject


@onthouden
def verstuurd(*, op: date, traject: UUID, begeleider: Namens) -> AanmeldVersie:
    """Compleet at once when no other organisation has to approve."""
    with clock.klok_op(op):
        return services.aanmelding_indienen(traject=traject, namens=begeleider)


def accordering_van(*, traject: UUID, leefgebied: Leefgebied) -> Accordering:
    """The live accordering of one row."""
    rijen_ = Accordering.objects.filter(aanmelding__traject__sleutel=traject, leefgebied=leefgebied)
    return rijen_.levend().get()


@onthouden
def akkoord_van_uitvoerder(*, op: date, traject: UUID, leefgebied: Leefgebied, uitvoerder: Namens) -> Accordering:
    rij = accordering_van(traject=traject, leefgebied=leefgebied)
    with clock.klok_op(op):
        return services.accordering_beantwoorden(onderwerp=rij.sleutel, antwoord=Antwoord.AKKOORD, namens=uitvoerder)


def weigering_van_uitvoerder(
    *,
    op: date,
    traject: UUID,
    leefgebied: Leefgebied,
    uitvoerder: Namens,
    reden: Weigerreden = Weigerreden.NIET_ROND,
) -> Accordering:
    rij = accordering_van(traject=traject, leefgebied=leefgebied)
    with clock.klok_op(op):
        return services.accordering_beantwoorden(
            onderwerp=rij.sleutel, antwoord=Antwoord.GEWEIGERD, reden=reden, namens=uitvoerder
        )


@onthouden
def gesprek_gevoerd(*, op: date, traject: UUID, coordinator: Namens) -> Aanmelding:
    with clock.klok_op(op):
        return services.gesprek_vastleggen(traject=traject, gesprek=Gesprek(op), namens=coordinator)


@onthouden
def toegelaten(
    *,
    op: date,
    traject: UUID,
    coordinator: Namens,
    route: Route = Route.DIRECTE_BEMIDDELING,
    invoer: CriteriumInvoer = VOLDOET,
    afwijking: Afwijking | None = None,
) -> Besluit:
    besluit = services.Toelatingsbesluit(
        uitkomst=ToelatingUitkomst.TOEGELATEN,
        invoer=invoer,
        aannemelijk=True,
        motivering="De begeleiding is geregeld en het gesprek ging goed.",
        route=route,
        afwijking=afwijking,
    )
    with clock.klok_op(op):
        return services.toelating_besluiten(traject=traject, besluit=besluit, namens=coordinator)


def afgewezen(
    *, op: date, traject: UUID, coordinator: Namens, invoer: CriteriumInvoer, aannemelijk: bool = True
) -> Besluit:
    besluit = services.Toelatingsbesluit(
        uitkomst=ToelatingUitkomst.AFGEWEZEN,
        invoer=invoer,
        aannemelijk=aannemelijk,
        motivering="In het gesprek hebben wij dit uitgelegd.",
    )
    with clock.klok_op(op):
        return services.toelating_besluiten(traject=traject, besluit=besluit, namens=coordinator)


@onthouden
def toegelaten_traject(
    *,
    op: date,
    regeling: Regeling,
    begeleider: Namens,
    coordinator: Namens,
    uitstroom: date,
    naam: str = NAAM,
    geboortedatum: date = GEBOREN,
    route: Route = Route.DIRECTE_BEMIDDELING,
) -> Traject:
    """From nothing to toegelaten on one day, without other organisations: a start for the rooms that come after."""
    traject = ingevuld(
        op=op,
        regeling=regeling,
        begeleider=begeleider,
        uitstroom=uitstroom,
        naam=naam,
        geboortedatum=geboortedatum,
        voorkeursroute=route,
    )
    verstuurd(op=op, traject=traject.sleutel, begeleider=begeleider)
    gesprek_gevoerd(op=op, traject=traject.sleutel, coordinator=coordinator)
    toegelaten(op=op, traject=traject.sleutel, coordinator=coordinator, route=route)
    return Traject.objects.get(pk=traject.pk)
