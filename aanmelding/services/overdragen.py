"""Hand the begeleiding over: offer, answer, take back; the tick lets it expire or take effect (Z-7.10, Z-14.11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from aanmelding.delen.checklist import checklist, checklistfeit
from aanmelding.models import Aanmelding, Accordering, Overdracht, Rijcontact
from aanmelding.services.basis import bewaren, compleet_maken, openen
from aanmelding.services.linkstand import links_bijwerken
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, eis
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import SYSTEEM, Namens
from opstap.partners.rechten import Actie
from opstap.post.services import Melding, bericht_klaarzetten, berichten_klaarzetten
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.aanmeldstappen import ACCORDEERBAAR
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Fase, Hoedanigheid, Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import BetrokkenenGewijzigd, TrajectAfgesloten
from opstap.protocol.overdragen import (
    LEEST_NA,
    Overdrachtantwoord,
    Overdrachtstatus,
    Overdrachtweigering,
    aanbod_belemmeringen,
    antwoord_belemmeringen,
    herkomst_gaat_mee,
    is_wmo_begeleiding,
    overdragen_belemmeringen,
    rijen_gaan_mee,
    terugnemen_belemmeringen,
)
from opstap.regelingen.models import Deelname
from opstap.regelingen.services import overeenkomst_bezwaren
from opstap.termijnen.mensen.hangt import contactrollen
from opstap.termijnen.mensen.services import begeleiding_naar_collega, taak_voor
from opstap.termijnen.models import Termijn
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Betrokkenheid, Concept, Traject
from opstap.trajecten.services import (
    begeleiding_overnemen,
    betrokken_organisatie,
    handeling_boeken,
    herkomst_wekken,
    traject_vergrendelen,
    verklaring_vastleggen,
)
from opstap.trajecten.toegang import eis_een_kant, eis_eigen_recht


@dataclass(frozen=True, slots=True)
class Aanbod:
    """To a colleague or to an organisation (keys), from `start`; the kandidaat heard of it on `besproken_op`."""

    start: date
    besproken_op: date
    wijze: Wijze
    collega: UUID | None = None
    organisatie: UUID | None = None


def lopende_overdracht(traject: Traject) -> Overdracht | None:
    rij: Overdracht | None = Overdracht.objects.lopend().filter(traject=traject).first()
    return rij


def overdraagbaar(traject: Traject, namens: Namens) -> list[Belemmering]:
    """Why it cannot be offered now by this organisation; empty = it can."""
    begeleidt = betrokken_organisatie(traject, Hoedanigheid.BEGELEIDING)
    return overdragen_belemmeringen(
        is_afgesloten=traject.afgesloten_op is not None,
        begeleidt=begeleidt is not None and begeleidt.sleutel == namens.organisatie,
        loopt_al=lopende_overdracht(traject) is not None,
    )


def begeleiders(organisatie: Organisatie) -> list[Gebruiker]:
    """Who can be contactpersoon there today, by name."""
    vandaag = clock.vandaag()
    rollen = contactrollen(Hoedanigheid.BEGELEIDING)
    return list(Gebruiker.objects.met_een_rol(rollen, organisatie.pk, vanaf=vandaag, tot=vandaag + timedelta(days=1)))


def collegas(traject: Traject, organisatie: Organisatie) -> list[Gebruiker]:
    """Who can take it over inside the organisation: not who is contactpersoon already."""
    nu = Betrokkenheid.objects.actueel().filter(
        traject=traject, organisatie=organisatie, hoedanigheid=Hoedanigheid.BEGELEIDING
    )
    bezet = set(nu.values_list("contactpersoon_id", flat=True))
    return [mens for mens in begeleiders(organisatie) if mens.pk not in bezet]


def andere_aanbieders(traject: Traject, organisatie: Organisatie) -> list[Organisatie]:
    """Who begeleidt in this regeling, lacks no overleg and has somebody in Opstap who can answer, by name."""
    rijen = Deelname.objects.filter(regeling=traject.regeling).als(Hoedanigheid.BEGELEIDING)
    anderen = dict.fromkeys(d.organisatie for d in rijen.exclude(organisatie=organisatie))
    return [o for o in anderen if begeleiders(o) and not overeenkomst_bezwaren(traject.regeling, o)]


@transaction.atomic
def overdracht_aanbieden(*, traject: UUID, aanbod: Aanbod, namens: Namens) -> Overdracht:
    """Ask a colleague or an organisation. Until there is a yes and the day is there nothing changes."""
    rij = openen(traject, Actie.BEGELEIDING_OVERDRAGEN, namens=namens).traject
    vandaag = clock.vandaag()
    eis(overdraagbaar(rij, namens))
    eis(
        aanbod_belemmeringen(
            naar_collega=aanbod.collega is not None,
            naar_organisatie=aanbod.organisatie is not None,
            start=aanbod.start,
            besproken_op=aanbod.besproken_op,
            peildatum=vandaag,
        )
    )
    van = Organisatie.objects.get(sleutel__in=[namens.organisatie])
    collega = next((m for m in collegas(rij, van) if m.sleutel == aanbod.collega), None)
    ander = next((o for o in andere_aanbieders(rij, van) if o.sleutel == aanbod.organisatie), None)
    if collega is None and ander is None:
        melding = "Deze collega of organisatie kan de begeleiding nu niet overnemen. Kies een ander uit de lijst."
        raise RegelGeschonden([Belemmering("Z-14.11", melding, "collega" if aanbod.collega else "organisatie")])
    overdracht = Overdracht.objects.create(
        traject=rij, van=van, naar=ander or van, collega=collega, aangeboden_op=vandaag, start=aanbod.start
    )
    verklaring_vastleggen(
        rij,
        soort=Verklaringsoort.KENNISNEMING_OVERDRACHT,
        datum=aanbod.besproken_op,
        wijze=aanbod.wijze,
        namens=namens,
        onderwerp=overdracht.sleutel,
    )
    _boeken(overdracht, "overdracht_aangeboden", namens, start=aanbod.start)
    if collega is not None:
        taak_voor(overdracht.sleutel, collega)
    _naar_gevraagde(overdracht, "overdracht_gevraagd")
    return overdracht


@transaction.atomic
def overdracht_beantwoorden(
    *,
    onderwerp: UUID,
    antwoord: Overdrachtantwoord,
    reden: Overdrachtweigering | None = None,
    contactpersoon: UUID | None = None,
    versie: int | None = None,
    namens: Namens,
) -> Overdracht:
    """Yes, with who becomes contactpersoon (a colleague who was asked by name: herself), or no, with a reason."""
    rij = _vergrendeld(onderwerp)
    eis_eigen_recht(namens, Actie.OVERDRACHT_BEANTWOORDEN, rij.naar)
    if rij.collega is not None and rij.collega.sleutel not in {namens.gebruiker, namens.voor}:
        raise GeenRecht
    eis_een_kant(namens, rij.traject)
    rij.eis_versie(versie)
    mensen = [rij.collega] if rij.collega else begeleiders(rij.naar)
    contact = next((m for m in mensen if rij.collega or m.sleutel == contactpersoon), None)
    eis(
        antwoord_belemmeringen(
            status=rij.status,
            uiterlijk=rij.uiterlijk,
            peildatum=clock.vandaag(),
            antwoord=antwoord,
            reden=reden or "",
            heeft_contact=contact is not None,
        )
    )
    rij.beantwoord_op = clock.vandaag()
    if antwoord is Overdrachtantwoord.AANVAARD:
        rij.aanvaarden()
        rij.contact = contact
    else:
        rij.afslaan()
        rij.reden = reden or ""
    rij.save()
    _boeken(rij, f"overdracht_{rij.status}", namens, **({"reden": rij.reden} if rij.reden else {"start": rij.start}))
    _naar_vrager(rij, f"overdracht_{rij.status}")
    return rij


@transaction.atomic
def overdracht_terugnemen(*, onderwerp: UUID, versie: int | None = None, namens: Namens) -> Overdracht:
    """By who offered it, until it takes effect."""
    rij = _vergrendeld(onderwerp)
    openen(rij.traject.sleutel, Actie.BEGELEIDING_OVERDRAGEN, namens=namens)
    if rij.van.sleutel != namens.organisatie:
        raise GeenRecht
    rij.eis_versie(versie)
    eis(terugnemen_belemmeringen(status=rij.status))
    rij.terugnemen()
    rij.save()
    _boeken(rij, "overdracht_teruggenomen", namens)
    _naar_gevraagde(rij, "overdracht_teruggenomen")
    return rij


@transaction.atomic
def overdracht_laten_verlopen(*, traject: UUID, onderwerp: UUID) -> None:
    """The day after the last day to answer: who begeleidt now goes on. Twice changes nothing."""
    rij = _vergrendeld(onderwerp)
    if rij.status != Overdrachtstatus.AANGEBODEN:
        return
    rij.laten_verlopen()
    rij.save()
    _boeken(rij, "overdracht_verlopen", SYSTEEM)
    _naar_vrager(rij, "overdracht_verlopen")


@transaction.atomic
def overdracht_laten_ingaan(*, traject: UUID, onderwerp: UUID) -> None:
    """On the day itself, or as soon as Opstap runs: one stops in the same moment the other begins. Twice is once."""
    rij = _vergrendeld(onderwerp)
    if rij.status != Overdrachtstatus.AANVAARD or clock.vandaag() < rij.start:
        return
    aanmelding = Aanmelding.objects.get(traject=rij.traject)
    aanmelding.traject = rij.traject
    is_wmo, mensen = heeft_wmo_begeleiding(aanmelding), begeleiders(rij.naar)
    contact = rij.contact if rij.contact in mensen else None  # who left: of the whole team
    if contact is not None and rij.is_intern:
        begeleiding_naar_collega(rij.traject, organisatie=rij.van, naar=contact, namens=SYSTEEM)
    elif mensen and not rij.is_intern:
        _naar_organisatie(rij, aanmelding, contact)
    else:
        _niet_doorgaan(rij)
        return
    rij.laten_ingaan()
    rij.ingegaan_op = clock.vandaag()
    rij.save()
    _boeken(
        rij, "overdracht_ingegaan", SYSTEEM, BetrokkenenGewijzigd(traject=rij.traject.sleutel), datum=rij.ingegaan_op
    )
    _wakker_houden(rij)
    _naar_gevraagde(rij, "overdracht_ingegaan")
    if is_wmo:
        _wmo_vertellen(rij)


@regelt("Z-2.16")
def _wakker_houden(rij: Overdracht) -> None:
    """Who handed over and still must do something here, as it leads the search for another place, keeps its rights."""
    if Termijn.objects.open().filter(traject=rij.traject, organisatie=rij.van).exists():
        herkomst_wekken(rij.traject)


def _niet_doorgaan(rij: Overdracht) -> None:
    """Who said yes does not work there any more: who begeleidt now goes on, and hears why."""
    rij.terugnemen()
    rij.save()
    _boeken(rij, "overdracht_gaat_niet_door", SYSTEEM)
    _naar_vrager(rij, "overdracht_gaat_niet_door")


def over_te_nemen(rij: Overdracht) -> list[tuple[str, str]]:
    """What who is asked needs for an answer: which help, where, on which way and how far. Never whom (Z-20.4)."""
    aanmelding, traject = Aanmelding.objects.get(traject=rij.traject), rij.traject
    gebieden = [
        feit.leefgebied.label
        for feit in map(checklistfeit, checklist(aanmelding))
        if feit.uitvoerder == rij.van.sleutel and feit.status is not Rijstatus.NIET_VAN_TOEPASSING
    ]
    return [
        ("Hulp bij", ", ".join(gebieden) or "de begeleiding bij het wonen"),
        ("Waar", traject.regeling.gemeenten),
        *([("Route", traject.herkomstroute.label)] if traject.herkomstroute else []),
        ("Hoe ver", Fase(traject.fase).label),
    ]


def _naar_organisatie(rij: Overdracht, aanmelding: Aanmelding, contact: Gebruiker | None) -> None:
    """The other organisation begeleidt: with what was typed, and with the rows of the form while that is written."""
    status = aanmelding.status
    begeleiding_overnemen(
        rij.traject,
        naar=rij.naar,
        contact=contact,
        met_herkomst=herkomst_gaat_mee(status=status),
        leest_tot=clock.vandaag() + LEEST_NA,
    )
    concepten = Concept.objects.filter(traject=rij.traject)
    bezet = concepten.filter(organisatie=rij.naar.sleutel).values_list("pagina", flat=True)
    van_hen = concepten.filter(organisatie=rij.van.sleutel).exclude(actie=Actie.ACCORDEREN)
    van_hen.exclude(pagina__in=list(bezet)).update(organisatie=rij.naar.sleutel)
    if rijen_gaan_mee(status=status):
        bewaren(
            aanmelding,
            lambda: _rijen_overnemen(rij, aanmelding),
            namens=SYSTEEM,
            deel="checklist",
            clausule="Z-14.11",
        )
    if status in ACCORDEERBAAR:
        _niet_meer_vragen(rij, aanmelding)


def _rijen_overnemen(rij: Overdracht, aanmelding: Aanmelding) -> None:
    """The support itself goes along; whom to call there does not."""
    rijen = aanmelding.rijen.filter(uitvoerder=rij.van)
    Rijcontact.objects.filter(rij__in=rijen).delete()
    rijen.update(uitvoerder=rij.naar)


def _niet_meer_vragen(rij: Overdracht, aanmelding: Aanmelding) -> None:
    """Who took over said yes to all of it: of her own rows nothing is asked any more. The others are asked no new."""
    for vraag in Accordering.objects.filter(aanmelding=aanmelding, organisatie=rij.naar).beantwoordbaar():
        vraag.intrekken()
        vraag.save()
    links_bijwerken(aanmelding)
    if (verstuurd := aanmelding.laatste_versie) is not None:
        compleet_maken(aanmelding, verstuurd)


def overdrachten_sluiten_na(feit: TrajectAfgesloten) -> None:
    """Reaction: nothing is left to hand over, and who was asked hears it."""
    rijen = Overdracht.objects.lopend().filter(traject__sleutel=feit.traject)
    for rij in rijen.select_related("traject", "naar", "collega"):
        rij.terugnemen()
        rij.save()
        _naar_gevraagde(rij, "overdracht_teruggenomen")


def heeft_wmo_begeleiding(aanmelding: Aanmelding) -> bool:
    """Whether the Wmo pays what the begeleidende organisation gives, she who is that now or was before."""
    gaven = Betrokkenheid.objects.filter(traject=aanmelding.traject, hoedanigheid=Hoedanigheid.BEGELEIDING)
    return is_wmo_begeleiding(
        rijen=[checklistfeit(rij) for rij in checklist(aanmelding)],
        begeleiders=set(gaven.values_list("organisatie__sleutel", flat=True)),
    )


@regelt("Z-14.10")
def _wmo_vertellen(rij: Overdracht) -> None:
    """Only a Wmo-consulent who takes part in this traject; where none does, the zorg is told beforehand to do it."""
    gemeente = betrokken_organisatie(rij.traject, Hoedanigheid.WMO)
    if gemeente is None or rij.ingegaan_op is None:
        return
    _boeken(rij, "wmo_begeleiding_gewijzigd", SYSTEEM, datum=rij.ingegaan_op)
    bericht_klaarzetten(
        soort="wmo_begeleiding_gewijzigd",
        sleutel=str(rij.sleutel),
        traject=rij.traject,
        organisatie=gemeente,
        rol=Rol.WMO_CONSULENT,
    )


def _vergrendeld(overdracht: UUID) -> Overdracht:
    traject = traject_vergrendelen(Overdracht.objects.values_list("traject", flat=True).get(sleutel=overdracht))
    rij: Overdracht = Overdracht.objects.select_related("van", "naar", "collega", "contact").get(sleutel=overdracht)
    rij.traject = traject
    return rij


def _boeken(
    rij: Overdracht, soort: str, namens: Namens, feit: BetrokkenenGewijzigd | None = None, **gegevens: date | str
) -> None:
    codes = {naam: w.isoformat() if isinstance(w, date) else w for naam, w in gegevens.items()}
    handeling_boeken(rij.traject, namens=namens, soort=soort, clausule="Z-14.11", gegevens=codes, feit=feit)


def _naar_gevraagde(rij: Overdracht, soort: str) -> None:
    """To the colleague who was asked by name; else to who has the work at the organisation that was."""
    melding = Melding(
        soort=soort,
        sleutel=str(rij.sleutel),
        traject=rij.traject,
        organisatie=rij.naar,
        rol=Rol.BEGELEIDER,
        opgepakt_door=rij.collega,
    )
    berichten_klaarzetten([melding])


def _naar_vrager(rij: Overdracht, soort: str) -> None:
    bericht_klaarzetten(
        soort=soort, sleutel=str(rij.sleutel), traject=rij.traject, organisatie=rij.van, rol=Rol.BEGELEIDER
    )
