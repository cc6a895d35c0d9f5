"""After holding: each party says whether it is right; with the last one, and the huurstatus, it is vastgesteld."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from evaluatie.enums import Evaluatiestatus, Notitiesoort, Partij
from evaluatie.models import Bevestiging, Evaluatie
from evaluatie.partijen import spreekt_voor
from evaluatie.services.gedeeld import notitie_schrijven, stap, vergrendeld
from evaluatie.vaststelling import (
    huurstatus_gevraagd,
    huurstatus_van,
    nu_gevraagd,
)
from opstap import clock
from opstap.errors import GeenRecht, eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.vaststellen import (
    bevestigen_belemmeringen,
    is_vast_te_stellen,
    klopt_niet_belemmeringen,
    vastgesteld_belemmeringen,
)
from opstap.trajecten.services import handeling_boeken
from opstap.trajecten.toegang import eis_recht
from woningen.services.gedeeld import gesloten_belemmeringen

#: With the facts about the rent.
RIJEN = Evaluatie.objects.select_related("contract", "huurstatus")


def blijft_belemmeringen(evaluatie: Evaluatie) -> list[Belemmering]:
    """Also shown on the pages: of a closed traject, or vastgesteld, nothing changes."""
    return gesloten_belemmeringen(evaluatie.traject) or vastgesteld_belemmeringen(
        vastgesteld_op=evaluatie.vastgesteld_op
    )


def bevestigen_bezwaren(evaluatie: Evaluatie, namens: Namens) -> list[Belemmering]:
    """Also shown on the page."""
    partij = spreekt_voor(evaluatie.traject, namens)
    return blijft_belemmeringen(evaluatie) or bevestigen_belemmeringen(
        is_gehouden=evaluatie.is_gehouden,
        gevraagd=evaluatie.ronde > 0,
        vragen=nu_gevraagd(evaluatie),
        rol=partij.rol if partij is not None else None,
    )


def ronde_beginnen(evaluatie: Evaluatie, namens: Namens) -> None:
    """Who wrote it down says by that that it is right; the others are asked (anew)."""
    assert namens.organisatie is not None
    assert namens.gebruiker is not None
    partij = Partij.van_rol(namens.rol)
    assert partij is not None
    evaluatie.ronde += 1
    evaluatie.save()
    Bevestiging.objects.create(
        evaluatie=evaluatie,
        ronde=evaluatie.ronde,
        partij=partij,
        klopt=True,
        organisatie=namens.organisatie,
        gebruiker=namens.gebruiker,
        datum=clock.vandaag(),
    )


def opnieuw_voorleggen(evaluatie: Evaluatie, namens: Namens) -> None:
    """It was corrected; one of before nobody was asked about stays so."""
    if evaluatie.ronde:
        ronde_beginnen(evaluatie, namens)
    else:
        evaluatie.save()


def vaststellen_als_het_kan(evaluatie: Evaluatie, namens: Namens) -> None:
    """By itself, in the transaction of what was the last thing missing."""
    ontbreekt = huurstatus_gevraagd(evaluatie) and huurstatus_van(evaluatie) is None
    if evaluatie.status != Evaluatiestatus.GEHOUDEN or not evaluatie.ronde:
        return
    if is_vast_te_stellen(vragen=nu_gevraagd(evaluatie), huurstatus_ontbreekt=ontbreekt):
        stap(evaluatie.vaststellen)
        evaluatie.vastgesteld_op = clock.vandaag()
        evaluatie.save()
        gegevens = {"nummer": evaluatie.nummer}
        handeling_boeken(
            evaluatie.traject, namens=namens, soort="evaluatie_vastgesteld", clausule="Z-12.12", gegevens=gegevens
        )


@transaction.atomic
def evaluatie_bevestigen(
    *, evaluatie: UUID, klopt: bool, omdat: str, namens: Namens, versie: int | None = None
) -> Evaluatie:
    """One party, for itself. With a nee who wrote it down looks at it again."""
    traject, rij = vergrendeld(RIJEN, evaluatie, versie)
    eis_recht(namens, Actie.EVALUATIE_BEVESTIGEN, traject)
    eis(blijft_belemmeringen(rij))
    partij = spreekt_voor(traject, namens)
    if rij.ronde and (partij is None or all(v.rol is not partij.rol for v in nu_gevraagd(rij))):
        raise GeenRecht
    eis(bevestigen_bezwaren(rij, namens))
    eis(klopt_niet_belemmeringen(klopt=klopt, omdat=omdat))
    assert partij is not None
    assert namens.organisatie is not None
    assert namens.gebruiker is not None
    bevestiging = Bevestiging.objects.create(
        evaluatie=rij,
        ronde=rij.ronde,
        partij=partij,
        klopt=klopt,
        organisatie=namens.organisatie,
        gebruiker=namens.gebruiker,
        datum=clock.vandaag(),
    )
    if not klopt:
        notitie_schrijven(traject, bevestiging.sleutel, Notitiesoort.REDEN, omdat)
    rij.save()
    soort = "evaluatie_bevestigd" if klopt else "evaluatie_teruggestuurd"
    handeling_boeken(traject, namens=namens, soort=soort, clausule="Z-12.12", gegevens={"nummer": rij.nummer})
    vaststellen_als_het_kan(rij, namens)
    gereed: Evaluatie = rij
    return gereed
