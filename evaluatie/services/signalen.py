"""Signalen: somebody saw something; the other side picks it up."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from evaluatie.enums import Notitiesoort
from evaluatie.feiten import huidig_contract
from evaluatie.models import Signaal
from evaluatie.partijen import ZORG_EN_VERHUUR
from evaluatie.services.gedeeld import kring_mailen, notitie_schrijven, stap, vergrendeld
from opstap import clock
from opstap.errors import eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Organisatie
from opstap.partners.namens import SYSTEEM, Namens
from opstap.partners.rechten import Actie
from opstap.post.services import bericht_klaarzetten
from opstap.protocol.bijsturen import melden_belemmeringen, overlastgesprek_belemmeringen, zonder_mdo_belemmeringen
from opstap.protocol.clausules import regelt
from opstap.protocol.evaluatiebegrippen import Signaalaanleiding, Signaalbron, Signaalsoort
from opstap.trajecten.models import Betrokkenheid, Traject
from opstap.trajecten.services import handeling_boeken, traject_vergrendelen
from opstap.trajecten.toegang import eis_recht


@regelt("Z-14.6", "A-6", "A-24", "H-31")
@transaction.atomic
def signaal_melden(
    *,
    traject: UUID,
    soort: Signaalsoort,
    is_spoed: bool,
    toelichting: str,
    namens: Namens,
    bron: Signaalbron = Signaalbron.ZELF,
) -> Signaal:
    """Any party reports what it saw, or what the neighbours told it; begeleider and consulent hear of it at once
    (Z-13.1, Z-14.6, P-41)."""
    rij = traject_vergrendelen(traject)
    eis_recht(namens, Actie.SIGNAAL_MELDEN, rij)
    eis(melden_belemmeringen(bewoont=huidig_contract(rij) is not None))
    signaal = signaal_schrijven(rij, soort=soort, is_spoed=is_spoed, bron=bron, namens=namens)
    notitie_schrijven(rij, signaal.sleutel, Notitiesoort.SIGNAAL, toelichting)
    handeling_boeken(
        rij, namens=namens, soort="signaal_gemeld", clausule="Z-13.1", gegevens={"soort": soort, "spoed": is_spoed}
    )
    return signaal


def melder_mailen(signaal: Signaal, *, soort: str) -> None:
    """Who reported it hears what happens with it, as long as it may know of this traject. A proposal has no melder."""
    weet = Betrokkenheid.objects.met_toegang(Actie.TRAJECT_ZIEN).filter(traject=signaal.traject)
    organisatie = Organisatie.objects.filter(
        sleutel__in=[signaal.melder_organisatie], pk__in=weet.values("organisatie")
    ).first()
    if organisatie is not None:
        bericht_klaarzetten(
            soort=soort,
            sleutel=str(signaal.sleutel),
            traject=signaal.traject,
            organisatie=organisatie,
            rol=signaal.melder,
        )


#: On what a proposal rests.
_CLAUSULE = {
    Signaalaanleiding.GEMIST: "I-12",
    Signaalaanleiding.VERLOPEN_AFSPRAAK: "Z-13.6",
    Signaalaanleiding.ONVOLDOENDE: "Z-13.1",
    Signaalaanleiding.ACHTERSTAND: "Z-1.11",
}


def mdo_voorstellen(
    traject: Traject,
    aanleiding: Signaalaanleiding,
    soort: Signaalsoort = Signaalsoort.AFSPRAAK_NIET_NAGEKOMEN,
) -> Signaal | None:
    """Opstap proposes an MDO: visible, with a duty; a person takes it up or declines it with a reason (I-12, Z-13.6).

    One proposal at a time of each kind: None when it stands there already.
    """
    if Signaal.objects.filter(traject=traject, aanleiding=aanleiding).voorstellen().exists():
        return None
    signaal = Signaal.objects.create(
        traject=traject,
        soort=soort,
        aanleiding=aanleiding,
        is_spoed=False,
        gemeld_op=clock.vandaag(),
    )
    kring_mailen(traject, ZORG_EN_VERHUUR, soort="mdo_voorgesteld", sleutel=str(signaal.sleutel))
    gebeurtenis_vastleggen(
        soort="mdo_voorgesteld",
        namens=SYSTEEM,
        traject=traject.sleutel,
        clausule=_CLAUSULE[aanleiding],
        gegevens={"aanleiding": aanleiding},
    )
    return signaal


def signaal_schrijven(
    traject: Traject,
    *,
    soort: Signaalsoort,
    is_spoed: bool,
    namens: Namens,
    bron: Signaalbron = Signaalbron.ZELF,
) -> Signaal:
    """The row and its mails; the caller logs and plans. Only people report: an organisation stands behind each."""
    assert namens.organisatie is not None
    signaal = Signaal.objects.create(
        traject=traject,
        soort=soort,
        is_spoed=is_spoed,
        bron=bron,
        melder=namens.rol,
        melder_organisatie=namens.organisatie,
        gemeld_op=clock.vandaag(),
    )
    kring_mailen(traject, ZORG_EN_VERHUUR, soort="signaal_gemeld", sleutel=str(signaal.sleutel))
    return signaal


@transaction.atomic
def signaal_oppakken(*, signaal: UUID, namens: Namens, versie: int | None = None) -> Signaal:
    """Somebody looks at it now."""
    traject, rij = vergrendeld(Signaal.objects.all(), signaal, versie)
    eis_recht(namens, Actie.SIGNAAL_OPPAKKEN, traject)
    stap(rij.oppakken)
    rij.opgepakt_op = clock.vandaag()
    rij.save()
    melder_mailen(rij, soort="signaal_opgepakt")
    handeling_boeken(traject, namens=namens, soort="signaal_opgepakt", clausule="Z-14.6")
    gereed: Signaal = rij
    return gereed


@transaction.atomic
def signaal_afhandelen(
    *,
    signaal: UUID,
    reden: str,
    melder_akkoord: bool,
    namens: Namens,
    gesprek_op: date | None = None,
    versie: int | None = None,
) -> Signaal:
    """Close it without an MDO (I-35), at overlast after a talk with the huurder (A-23).

    The organisation that raised it agrees by closing it itself.
    """
    traject, rij = vergrendeld(Signaal.objects.all(), signaal, versie)
    eis_recht(namens, Actie.SIGNAAL_OPPAKKEN, traject)
    akkoord = melder_akkoord or namens.organisatie == rij.melder_organisatie
    eis(
        zonder_mdo_belemmeringen(
            soort=Signaalsoort(rij.soort),
            is_spoed=rij.is_spoed,
            reden=reden,
            melder_akkoord=akkoord,
            is_voorstel=rij.is_voorstel,
        )
        + overlastgesprek_belemmeringen(
            soort=Signaalsoort(rij.soort),
            gesprek_op=gesprek_op,
            gemeld_op=rij.gemeld_op,
            peildatum=clock.vandaag(),
        )
    )
    stap(rij.afhandelen)
    rij.afgehandeld_op, rij.melder_akkoord, rij.gesprek_op = clock.vandaag(), akkoord, gesprek_op
    rij.save()
    notitie_schrijven(traject, rij.sleutel, Notitiesoort.REDEN, reden)
    melder_mailen(rij, soort="signaal_afgehandeld")
    handeling_boeken(traject, namens=namens, soort="signaal_afgehandeld", clausule="I-35")
    gereed: Signaal = rij
    return gereed
