"""After an MDO that says it does not work: each role judges for itself; two together make the conclusion (Z-13.13)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from evaluatie.enums import Mdostatus, Notitiesoort
from evaluatie.feiten import huidig_contract
from evaluatie.models import Mdo, Mdooordeel
from evaluatie.oordelen import ingehaald, mag_concluderen, oordelen_van, wacht_op
from evaluatie.partijen import MDO_KRING
from evaluatie.services.gedeeld import (
    herkomst_loslaten,
    kring_mailen,
    notitie_schrijven,
    procesregie_loslaten,
    stap,
    vergrendeld,
)
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Rol
from opstap.protocol.evaluatiebegrippen import MdoUitkomst
from opstap.protocol.overleg import beeindiging_nastreven_belemmeringen, oordeel_belemmeringen
from opstap.trajecten.enums import Besluitsoort
from opstap.trajecten.models import Besluit
from opstap.trajecten.services import besluit_nemen, handeling_boeken
from opstap.trajecten.toegang import eis_recht
from woningen.services import beeindiging_nastreven


def vraagt_oordeel(mdo: Mdo) -> bool:
    return (
        mdo.status in {Mdostatus.GEHOUDEN, Mdostatus.AFSPRAKEN_LOPEN}
        and mdo.uitkomst == MdoUitkomst.BEEINDIGING_NASTREVEN
        and mdo.conclusie is None
        and not ingehaald(mdo)
    )


def oordelen_vragen(mdo: Mdo) -> None:
    """Mail to the roles that have not judged."""
    wachten = wacht_op(mdo)
    kring = tuple((hoedanigheid, rol) for hoedanigheid, rol in MDO_KRING if rol in wachten)
    kring_mailen(mdo.traject, kring, soort="mdo_oordeel_gevraagd", sleutel=str(mdo.sleutel))


def oordeel_schrijven(mdo: Mdo, *, eens: bool, namens: Namens) -> Mdooordeel:
    """Only the row; the caller checks and plans. Only people judge."""
    assert namens.organisatie is not None
    assert namens.gebruiker is not None
    return Mdooordeel.objects.create(
        mdo=mdo,
        rol=namens.rol,
        organisatie=namens.organisatie,
        gebruiker=namens.gebruiker,
        eens=eens,
        datum=clock.vandaag(),
    )


@transaction.atomic
def mdo_oordeel_geven(*, mdo: UUID, eens: bool, reden: str, namens: Namens, versie: int | None = None) -> Mdo:
    """One role, for itself. With the consulent and one more in agreement the end of the tenancy is sought."""
    traject, rij = vergrendeld(Mdo.objects.select_related("conclusie"), mdo, versie)
    eis_recht(namens, Actie.MDO_CONCLUDEREN, traject)
    eis(
        oordeel_belemmeringen(
            wacht_op_oordeel=vraagt_oordeel(rij),
            later_mdo=ingehaald(rij),
            mag_concluderen=mag_concluderen(traject, namens),
            sprak_voor_ander=rij.oordelen.filter(gebruiker=namens.gebruiker).exclude(rol=namens.rol).exists(),
            eens=eens,
            reden=reden,
        )
    )
    oordeel = oordeel_schrijven(rij, eens=eens, namens=namens)
    notitie_schrijven(traject, oordeel.sleutel, Notitiesoort.REDEN, reden)
    rij.save()
    kring_mailen(traject, MDO_KRING, soort="mdo_oordeel_gegeven", sleutel=str(oordeel.sleutel))
    handeling_boeken(traject, namens=namens, soort="mdo_oordeel_gegeven", clausule="Z-13.13", gegevens={"eens": eens})
    _concluderen(rij, namens)
    gereed: Mdo = rij
    return gereed


def _concluderen(mdo: Mdo, namens: Namens) -> None:
    """Enough roles agree: the besluit, the contract, the end of the MDO."""
    eens = {o.rol: o for o in oordelen_van(mdo) if o.eens}
    contract = huidig_contract(mdo.traject)
    if contract is None or beeindiging_nastreven_belemmeringen(
        oordelen={Rol(rol): o.organisatie for rol, o in eens.items()}
    ):
        return
    mdo.conclusie = _besluit(mdo, {rol: o.datum for rol, o in eens.items()}, namens)
    mdo.save()
    beeindiging_nastreven(contract=contract.sleutel, besluit=mdo.conclusie, namens=namens)
    if not mdo.afspraken.open().exists():
        mdo_sluiten(mdo)
        handeling_boeken(mdo.traject, namens=namens, soort="mdo_afgerond", clausule="Z-13.13")


def _besluit(mdo: Mdo, rollen: dict[str, date], namens: Namens) -> Besluit:
    return besluit_nemen(
        mdo.traject,
        soort=Besluitsoort.BEEINDIGING,
        uitkomst=MdoUitkomst.BEEINDIGING_NASTREVEN,
        namens=namens,
        snapshot={
            "mdo": str(mdo.sleutel),
            "oordelen": {rol: datum.isoformat() for rol, datum in sorted(rollen.items())},
        },
    )


def mdo_sluiten(mdo: Mdo) -> None:
    """The MDO is over; its signalen are settled with it."""
    stap(mdo.afronden)
    mdo.afgerond_op = clock.vandaag()
    mdo.save()
    for signaal in mdo.signalen.open():
        signaal.afronden()
        signaal.afgehandeld_op = clock.vandaag()
        signaal.save()
    procesregie_loslaten(mdo.traject)
    herkomst_loslaten(mdo.traject)


def ingehaald_sluiten(mdo: Mdo, namens: Namens) -> None:
    """A later MDO agreed that the huurder stays: nobody judges about this one any more. What was promised runs on."""
    if mdo.conclusie is None and not mdo.afspraken.open().exists():
        mdo_sluiten(mdo)
        handeling_boeken(mdo.traject, namens=namens, soort="mdo_afgerond", clausule="Z-13.3")
