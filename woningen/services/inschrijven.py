"""What is done in the register of woningzoekenden, written down here: the note, the registration, the toewijzing."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from opstap.errors import Verouderd, eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Route
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.beslissen import Zaak
from opstap.protocol.clausules import regelt
from opstap.protocol.inschrijven import (
    Inschrijfwerk,
    Koppeling,
    Toewijzingsregel,
    aantekening_belemmeringen,
    exportregels,
    inschrijfwerk_belemmeringen,
)
from opstap.trajecten.beslissers import beslisser_bezwaren
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Traject, Verklaring
from opstap.trajecten.services import handeling_boeken, verklaring_vastleggen
from woningen.models import Aanbieding, Bemiddeling, Inschrijfhandeling, Inschrijfnummer
from woningen.services.gedeeld import eis_handeling, niet_na_vandaag, traject_laden


def inschrijf_belemmeringen(
    traject: Traject, bemiddeling: Bemiddeling | None, werk: Inschrijfwerk
) -> list[Belemmering]:
    """Also shown on the page."""
    return inschrijfwerk_belemmeringen(
        werk=werk,
        route=Route(bemiddeling.route) if bemiddeling else None,
        toegewezen=bemiddeling is not None and bemiddeling.toegewezen_op is not None,
        parameters=traject.regelingversie.parameters,
    )


def gedaan(bemiddeling: Bemiddeling | None, werk: Inschrijfwerk) -> Inschrijfhandeling | None:
    rijen = Inschrijfhandeling.objects.filter(bemiddeling=bemiddeling, werk=werk).select_related("nummer")
    return rijen.first() if bemiddeling is not None else None


@transaction.atomic
def aantekening_vastleggen(
    *, traject: UUID, weet_op: date, wijze: Wijze, gedaan_op: date, versie: int | None = None, namens: Namens
) -> Inschrijfhandeling:
    """The kandidaat was told, then the note was made (Z-9.18)."""
    rij = traject_laden(traject)
    eis_handeling(namens, Actie.AANTEKENING_MAKEN, rij)
    eis(beslisser_bezwaren(namens, Zaak.VERDELING, rij))
    bemiddeling = _om_te_doen(rij, Inschrijfwerk.AANTEKENING)
    wat = "De kandidaat hoorde het"
    eis(niet_na_vandaag(weet_op, clausule="Z-9.18", wat=wat, veld="weet_op"))
    eis(aantekening_belemmeringen(weet_op=weet_op, gemaakt_op=gedaan_op))
    handeling = _schrijven(bemiddeling, Inschrijfwerk.AANTEKENING, gedaan_op, versie)
    soort = Verklaringsoort.MEDEWETEN_AANTEKENING
    if not Verklaring.objects.filter(
        traject=rij, soort=soort, onderwerp=handeling.sleutel, datum=weet_op, wijze=wijze
    ).exists():
        verklaring_vastleggen(rij, soort=soort, datum=weet_op, wijze=wijze, namens=namens, onderwerp=handeling.sleutel)
    _boeken(rij, namens, "aantekening_gemaakt", "Z-9.18", gedaan_op)
    return handeling


@transaction.atomic
def ambtshalve_inschrijven(
    *, traject: UUID, nummer: str, gedaan_op: date, versie: int | None = None, namens: Namens
) -> Inschrijfhandeling:
    """The corporatie registered the kandidaat herself (Z-9.11, I-21)."""
    rij = traject_laden(traject)
    eis_handeling(namens, Actie.INSCHRIJVING_VERWERKEN, rij)
    bemiddeling = _om_te_doen(rij, Inschrijfwerk.AMBTSHALVE)
    handeling = _schrijven(bemiddeling, Inschrijfwerk.AMBTSHALVE, gedaan_op, versie)
    Inschrijfnummer.objects.update_or_create(rij=handeling, defaults={"nummer": nummer})
    _boeken(rij, namens, "ambtshalve_ingeschreven", "Z-9.11", gedaan_op)
    return handeling


@transaction.atomic
def toewijzing_verwerken(
    *, traject: UUID, koppeling: Koppeling, gedaan_op: date, versie: int | None = None, namens: Namens
) -> Inschrijfhandeling:
    """The toewijzing stands in the register, linked with the own registration if there is one (Z-9.15, Z-14.5)."""
    rij = traject_laden(traject)
    eis_handeling(namens, Actie.INSCHRIJVING_VERWERKEN, rij)
    bemiddeling = _om_te_doen(rij, Inschrijfwerk.TOEWIJZING)
    handeling = _schrijven(bemiddeling, Inschrijfwerk.TOEWIJZING, gedaan_op, versie, koppeling)
    _boeken(rij, namens, "toewijzing_verwerkt", "Z-14.5", gedaan_op)
    return handeling


def _om_te_doen(traject: Traject, werk: Inschrijfwerk) -> Bemiddeling:
    bemiddeling: Bemiddeling | None = Bemiddeling.objects.open().filter(traject=traject).first()
    eis(inschrijf_belemmeringen(traject, bemiddeling, werk))
    assert bemiddeling is not None
    return bemiddeling


def _schrijven(
    bemiddeling: Bemiddeling,
    werk: Inschrijfwerk,
    gedaan_op: date,
    versie: int | None,
    koppeling: Koppeling | None = None,
) -> Inschrijfhandeling:
    """The first time, or a correction of it. A form made before the first time is too old after it."""
    eis(niet_na_vandaag(gedaan_op, clausule="Z-14.5", wat="Dit is gedaan", veld="gedaan_op"))
    rij = gedaan(bemiddeling, werk)
    if rij is None:
        rij = Inschrijfhandeling(bemiddeling=bemiddeling, werk=werk)
    elif versie is None:
        raise Verouderd
    else:
        rij.eis_versie(versie)
    rij.gedaan_op, rij.koppeling = gedaan_op, koppeling or ""
    rij.save()
    return rij


def _boeken(traject: Traject, namens: Namens, soort: str, clausule: str, op: date) -> None:
    handeling_boeken(traject, namens=namens, soort=soort, clausule=clausule, gegevens={"datum": op.isoformat()})


@regelt("Z-9.16", "Z-9.17", "Z-14.5")
def toewijzingsgegevens(traject: Traject, bemiddeling: Bemiddeling) -> list[tuple[str, ...]]:
    """What the corporatie takes over into the register, after `inschrijf_belemmeringen`."""
    aanbieding = Aanbieding.objects.filter(bemiddeling=bemiddeling).select_related("woning").order_by("-pk")[:1].get()
    woning, ingeschreven = aanbieding.woning, Inschrijfnummer.objects.filter(rij__bemiddeling=bemiddeling).first()
    assert bemiddeling.toegewezen_op is not None
    return exportregels(
        Toewijzingsregel(
            naam=traject.naam,
            inschrijfnummer=ingeschreven.nummer if ingeschreven else "",
            adres=woning.adres,
            woningtype=Woningtype(woning.woningtype).label,
            kale_huur=f"{woning.kale_huur:.2f}".replace(".", ","),
            toegewezen_op=bemiddeling.toegewezen_op,
        )
    )
