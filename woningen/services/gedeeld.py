"""What the use-cases of this room share: lock and load, dates in the past, letters and mail to the parties."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.services import bericht_klaarzetten
from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.beslissen import Zaak, wie
from opstap.protocol.datums import datum_voluit
from opstap.protocol.termijnsoorten import Trap
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrokken_organisaties, traject_vergrendelen
from opstap.trajecten.toegang import eis_recht
from woningen.models import Aanbieding, Huurovereenkomst


def traject_laden(sleutel: UUID) -> Traject:
    """The traject, locked. Raises DoesNotExist."""
    return traject_vergrendelen(sleutel)


def gesloten_belemmeringen(traject: Traject) -> list[Belemmering]:
    """Nothing is written down any more in a traject that is closed; every form of this room shows it."""
    if traject.afgesloten_op is None:
        return []
    melding = f"Dit traject is afgesloten op {datum_voluit(traject.afgesloten_op)}; er kan niets meer bij."
    return [Belemmering("A-33", melding)]


def eis_handeling(namens: Namens, actie: Actie, traject: Traject) -> None:
    """The right to act, in a traject that still runs."""
    eis_recht(namens, actie, traject)
    eis(gesloten_belemmeringen(traject))


def aanbieding_laden(sleutel: UUID) -> tuple[Traject, Aanbieding]:
    """The aanbieding with its traject locked first. Raises DoesNotExist."""
    traject_id = Aanbieding.objects.values_list("bemiddeling__traject_id", flat=True).get(sleutel=sleutel)
    traject = traject_vergrendelen(traject_id)
    aanbieding = Aanbieding.objects.select_related("bemiddeling", "woning__corporatie", "plaats").get(sleutel=sleutel)
    return traject, aanbieding


def contract_laden(sleutel: UUID) -> tuple[Traject, Huurovereenkomst]:
    """The contract with its traject locked first. Raises DoesNotExist."""
    traject = traject_vergrendelen(Huurovereenkomst.objects.values_list("traject_id", flat=True).get(sleutel=sleutel))
    contracten = Huurovereenkomst.objects.select_related("aanbieding__woning__corporatie", "besluit")
    return traject, contracten.get(sleutel=sleutel)


def open_contract(traject: Traject) -> Huurovereenkomst | None:
    rij: Huurovereenkomst | None = (
        Huurovereenkomst.objects.open()
        .filter(traject=traject)
        .select_related("aanbieding__woning__corporatie", "besluit")
        .first()
    )
    return rij


def niet_na_vandaag(datum: date, *, clausule: str, wat: str, veld: str) -> list[Belemmering]:
    return al_gebeurd_belemmeringen(dag=datum, peildatum=clock.vandaag(), clausule=clausule, wat=wat, veld=veld)


def begeleider_mailen(traject: Traject, *, soort: str, sleutel: str) -> None:
    betrokkene_mailen(traject, Hoedanigheid.BEGELEIDING, Rol.BEGELEIDER, soort=soort, sleutel=sleutel)


def consulent_mailen(traject: Traject, *, soort: str, sleutel: str, ook_teamleider: bool = False) -> None:
    trappen = (Trap.VERANTWOORDELIJKE, Trap.TEAMLEIDER) if ook_teamleider else (Trap.VERANTWOORDELIJKE,)
    for trap in trappen:
        betrokkene_mailen(traject, Hoedanigheid.VERHUURDER, Rol.CONSULENT, soort=soort, sleutel=sleutel, trap=trap)


def beslisser_mailen(traject: Traject, *, soort: str, sleutel: str) -> None:
    """To who decides over the vaste contract, where that is another than the verhurende corporatie."""
    plaats = wie(zaak=Zaak.OMZETTING, parameters=traject.regelingversie.parameters)
    if plaats is not None and plaats.hoedanigheid is not Hoedanigheid.VERHUURDER:
        betrokkene_mailen(traject, plaats.hoedanigheid, plaats.rol, soort=soort, sleutel=sleutel)


def betrokkene_mailen(
    traject: Traject,
    hoedanigheid: Hoedanigheid,
    rol: Rol,
    *,
    soort: str,
    sleutel: str,
    trap: Trap = Trap.VERANTWOORDELIJKE,
) -> None:
    """To who is `hoedanigheid` today; nobody where nobody is."""
    organisatie = betrokken_organisaties(traject).get(hoedanigheid)
    if organisatie is not None:
        bericht_klaarzetten(soort=soort, sleutel=sleutel, traject=traject, organisatie=organisatie, rol=rol, trap=trap)
