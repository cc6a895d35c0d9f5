"""Begin an aanmelding and fill in its parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from aanmelding.delen.vertegenwoordiging import akkoordgever
from aanmelding.enums import BindingBron
from aanmelding.models import Aanmelding, ChecklistRij, Woonkeusinschrijving
from aanmelding.services.afspraken import gevraagde_leefgebieden
from aanmelding.services.basis import aanraken, bewaren, openen, persoon_van
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, eis
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.services.correcties import Brieffeit, brieven_verouderen
from opstap.protocol.aanmeldstappen import invullen_belemmeringen, verklaring_belemmeringen
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Instroomroute, Route
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import VertegenwoordigingGewijzigd
from opstap.protocol.verklaringen import Zegt, geldende_uitspraak, uitspraak_belemmeringen
from opstap.regelingen.models import Deelname, Regeling
from opstap.trajecten.bekend import persoon_van_vervolg
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.feiten import meld
from opstap.trajecten.models import Persoon, Verklaring
from opstap.trajecten.services import (
    geldende_verklaring,
    handeling_boeken,
    persoon_vindbaar_maken,
    traject_starten,
    uitspraken,
    verklaring_vastleggen,
)
from opstap.trajecten.toegang import eis_eigen_recht


@dataclass(frozen=True, slots=True)
class Uitstroomgegevens:
    """The part "vertrek en binding" as it is filled in; None = not answered."""

    instroomroute: Instroomroute
    uitstroom: date | None = None
    binding_maanden: int | None = None
    binding_bron: BindingBron | None = None
    direct_voorafgaand: bool | None = None
    vrijstelling: bool = False
    woonkeus_nummer: str = ""
    voorkeursroute: Route | None = None


@regelt("Z-1.9", "Z-1.10", "Z-2.5", "Z-4.7", "Z-6.4", "I-20")
@transaction.atomic
def aanmelding_beginnen(
    *,
    regeling: UUID,
    naam: str,
    geboortedatum: date,
    instroomroute: Instroomroute,
    vervolg_op: UUID | None = None,
    namens: Namens,
) -> Aanmelding:
    """A new traject with an empty form, by an organisation that takes part in the regeling.

    `vervolg_op`: an earlier traject of the same person at this organisation; that person keeps name and day of birth.
    """
    if namens.organisatie is None:
        raise GeenRecht
    organisatie = Organisatie.objects.get(sleutel=namens.organisatie)
    eis_eigen_recht(namens, Actie.AANMELDING_BEGINNEN, organisatie)
    rij = Regeling.objects.get(sleutel=regeling)
    if not Deelname.objects.filter(regeling=rij, organisatie=organisatie).als(Hoedanigheid.BEGELEIDING).exists():
        raise RegelGeschonden(
            [Belemmering("Z-2.2", "Uw organisatie doet niet mee aan deze regeling; kies een andere.", "regeling")]
        )
    traject = traject_starten(
        regeling=rij,
        naam=naam,
        geboortedatum=geboortedatum,
        instroomroute=instroomroute,
        organisatie=organisatie,
        contactpersoon=Gebruiker.objects.get(sleutel=namens.gebruiker),
        vervolg_op=persoon_van_vervolg(eerder=vervolg_op, regeling=rij, namens=namens) if vervolg_op else None,
    )
    parameters = traject.regelingversie.parameters
    aanmelding = Aanmelding.objects.create(traject=traject, gesprek_nodig=bool(parameters.gesprek_voor_besluit))
    gebieden = gevraagde_leefgebieden(parameters)
    ChecklistRij.objects.bulk_create([ChecklistRij(aanmelding=aanmelding, leefgebied=g) for g in gebieden])
    handeling_boeken(traject, namens=namens, soort="aanmelding_begonnen", clausule="Z-9.1")
    return aanmelding


@transaction.atomic
def persoon_bijwerken(
    *,
    traject: UUID,
    naam: str,
    geboortedatum: date,
    telefoon: str = "",
    adres: str = "",
    adres_geheim: bool = False,
    versie: int | None = None,
    namens: Namens,
) -> Persoon:
    """As long as the traject is open, also after the besluit: letters must arrive. `versie` is that of the persoon.

    A secret address stands on no letter, and nobody but the zorgorganisatie knows that there is one.
    """
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens)
    persoon = persoon_van(aanmelding)
    persoon.eis_versie(versie)

    was_naam, was_adres, was_geheim = persoon.naam, persoon.adres, persoon.adres_geheim

    def wijzigen() -> None:
        persoon.naam, persoon.geboortedatum, persoon.telefoon = naam, geboortedatum, telefoon
        persoon.adres, persoon.adres_geheim = adres, adres_geheim
        persoon.adres_sinds = persoon.adres_sinds if adres == was_adres else clock.vandaag()
        persoon.save()
        persoon_vindbaar_maken(persoon)
        if naam != was_naam:
            brieven_verouderen(aanmelding.traject, Brieffeit.NAAM, was=was_naam, wordt=naam)
        if (adres, adres_geheim) != (was_adres, was_geheim):
            brieven_verouderen(
                aanmelding.traject, Brieffeit.ADRES, was=(was_adres, was_geheim), wordt=(adres, adres_geheim)
            )

    bewaren(aanmelding, wijzigen, namens=namens, deel="persoon", clausule="Z-20.6")
    meld(VertegenwoordigingGewijzigd(traject=traject))
    return persoon


@transaction.atomic
def uitstroom_bijwerken(
    *, traject: UUID, gegevens: Uitstroomgegevens, versie: int | None = None, namens: Namens
) -> Aanmelding:
    """Planned uitstroom, instroomroute, binding and preferred route. Nothing is obligatory before sending."""
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens, versie=versie)
    eis(invullen_belemmeringen(status=aanmelding.status))

    def wijzigen() -> None:
        aanmelding.uitstroom = gegevens.uitstroom
        aanmelding.binding_maanden = gegevens.binding_maanden
        aanmelding.binding_bron = gegevens.binding_bron or ""
        aanmelding.direct_voorafgaand = gegevens.direct_voorafgaand
        aanmelding.vrijstelling = gegevens.vrijstelling
        aanmelding.voorkeursroute = gegevens.voorkeursroute or ""
        aanmelding.traject.instroomroute = gegevens.instroomroute
        aanmelding.traject.save(update_fields=["instroomroute"])
        _inschrijving_bijwerken(aanmelding, gegevens.woonkeus_nummer)

    return bewaren(aanmelding, wijzigen, namens=namens, deel="uitstroom", clausule="Z-9.1")


def _inschrijving_bijwerken(aanmelding: Aanmelding, nummer: str) -> None:
    if nummer:
        Woonkeusinschrijving.objects.update_or_create(aanmelding=aanmelding, defaults={"nummer": nummer})
    else:
        Woonkeusinschrijving.objects.filter(aanmelding=aanmelding).delete()


@transaction.atomic
def verklaring_geven(
    *,
    traject: UUID,
    soort: Verklaringsoort,
    datum: date,
    wijze: Wijze,
    zegt: Zegt = Zegt.JA,
    versie: int | None = None,
    namens: Namens,
) -> Verklaring:
    """Akkoord of the kandidaat or verklaring of the zorgorganisatie, tied to the form it is about (Z-8.6).

    `versie` is that of the aanmelding: nobody agrees to what changed after the page was opened. Under curatele, and
    under 18, somebody else says it for the kandidaat.
    """
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens, versie=versie)
    eis(
        verklaring_belemmeringen(
            status=aanmelding.status,
            datum=datum,
            begonnen_op=aanmelding.traject.gestart_op,
            peildatum=clock.vandaag(),
        )
    )
    ja = _staand_ja(aanmelding, soort)
    laatste = geldende_uitspraak(uitspraken(aanmelding.traject, soort))
    eis(uitspraak_belemmeringen(zegt=zegt, datum=datum, laatste=laatste, is_ja=ja is not None))
    verklaring = verklaring_vastleggen(
        aanmelding.traject,
        soort=soort,
        datum=datum,
        wijze=wijze,
        namens=namens,
        onderwerp=aanmelding.akkoordsleutel,
        door=akkoordgever(aanmelding) if soort is Verklaringsoort.AKKOORD_KANDIDAAT else None,
        geweigerd=zegt is Zegt.NEE,
        trekt_in=ja if zegt is Zegt.TREKT_IN else None,
    )
    aanraken(aanmelding)
    handeling_boeken(
        aanmelding.traject,
        namens=namens,
        soort=_GEBEURTENIS[zegt],
        clausule="Z-2.6",
        gegevens={"soort": soort.value, "datum": datum.isoformat()},
    )
    return verklaring


def _staand_ja(aanmelding: Aanmelding, soort: Verklaringsoort) -> Verklaring | None:
    """On what the form says now, or else on what was sent."""
    verstuurd = aanmelding.laatste_versie
    sleutels = [aanmelding.akkoordsleutel, *([verstuurd.sleutel] if verstuurd else [])]
    return next((ja for s in sleutels if (ja := geldende_verklaring(aanmelding.traject, soort, s))), None)


_GEBEURTENIS = {
    Zegt.JA: "akkoord_vastgelegd",
    Zegt.NEE: "verklaring_geweigerd",
    Zegt.TREKT_IN: "verklaring_ingetrokken",
}
