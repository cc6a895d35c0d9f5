"""What a beheerder may do about it, within her own circle."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import OpstapFout
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.beheerkring import kring
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.regelingwissel import NietMee
from opstap.termijnen.blijft_liggen import Vervalreden, Werksoort, geparkeerd, met_sleutel, niet_mee
from opstap.termijnen.models import Overstap
from opstap.trajecten.toegang import eis_eigen_recht
from opstap.werk import luid_de_bel


@transaction.atomic
def werk_opnieuw(*, soort: Werksoort, namens: Namens, rij: UUID | None = None) -> int:
    """Try again what waits for a person: one row, or all of a kind within the circle of who asks; how many rows."""
    eis_eigen_recht(namens, Actie.BEHEREN)
    rijen = geparkeerd(soort, _kring(namens))
    aantal: int = (rijen if rij is None else met_sleutel(soort, rijen, rij)).opnieuw()
    if rij is not None and not aantal:
        raise OpstapFout(_WACHT_NIET_MEER)
    welke = {"rij": str(rij)} if rij else {}
    gebeurtenis_vastleggen(
        soort="werk_opnieuw", namens=namens, gegevens={"soort": soort.value, "aantal": aantal} | welke
    )
    luid_de_bel()
    return aantal


@transaction.atomic
def bericht_laten_vervallen(*, bericht: UUID, reden: Vervalreden, namens: Namens) -> None:
    """Take a mail that cannot arrive out of the outbox, a dagpost with all it told.

    Only mail: of a step or a letter nobody takes leave.
    """
    eis_eigen_recht(namens, Actie.BEHEREN)
    rijen = met_sleutel(Werksoort.MAIL, geparkeerd(Werksoort.MAIL, _kring(namens)), bericht)
    rij = rijen.select_related("ontvanger", "organisatie", "traject").select_for_update(of=("self",)).first()
    if rij is None:
        raise OpstapFout(_WACHT_NIET_MEER)
    delen = rij.delen.count()
    rij.delete()
    gebeurtenis_vastleggen(
        soort="bericht_vervallen",
        namens=namens,
        traject=rij.traject.sleutel if rij.traject else None,
        gegevens={
            "bericht": str(bericht),
            "soort": rij.soort,
            "ontvanger": str((rij.ontvanger or rij.organisatie).sleutel),
            "delen": delen,
            "reden": reden.value,
        },
    )


@transaction.atomic
def overstap_laten_vervallen(*, versie: UUID, reden: NietMee, namens: Namens) -> int:
    """The trajecten that cannot go along keep what they have; how many. They are not asked again for this version.

    What failed by a fault must still go over: that never lapses.
    """
    eis_eigen_recht(namens, Actie.BEHEREN)
    wachten = met_sleutel(Werksoort.OVERSTAP, geparkeerd(Werksoort.OVERSTAP, _kring(namens)), versie)
    rijen = list(niet_mee(wachten).select_related("traject").order_by("pk").select_for_update(of=("self",)))
    if not rijen:
        raise OpstapFout(_WACHT_NIET_MEER)
    welke = Overstap.objects.filter(pk__in=[rij.pk for rij in rijen])
    welke.update(klaar_op=clock.echt_nu(), vervallen_reden=reden.value)
    for rij in rijen:
        gebeurtenis_vastleggen(
            soort="overstap_vervallen",
            namens=namens,
            traject=rij.traject.sleutel,
            clausule="Z-1.13",
            gegevens={"versie": str(versie), "reden": reden.value},
        )
    return len(rijen)


_WACHT_NIET_MEER = "Dit wacht niet meer op u: een collega was u voor, of het is intussen gelukt."


def _kring(namens: Namens) -> frozenset[int] | None:
    wie = Gebruiker.objects.filter(sleutel=namens.gebruiker).first()
    return kring(wie, namens.organisatie) if wie else None
