"""What the traject page shows of support at home and of the neighbours, and to whom."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from evaluatie.feiten import huidig_contract
from evaluatie.models import Begeleidingswijziging
from evaluatie.services.begeleiding import is_van_de_wmo, lopende_opname
from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.kaart import Handeling, Kaart
from opstap.trajecten.models import Traject
from opstap.trajecten.toegang import mogelijk_namens


def mag_begeleiding_lezen(traject: Traject, namens: Sequence[Namens]) -> bool:
    """Zorg; the Wmo-consulent where the Wmo pays (Z-14.10)."""
    rollen = {Rol(n.rol) for n in namens}
    return bool(rollen - {Rol.WMO_CONSULENT}) or bool(rollen) and is_van_de_wmo(traject)


def begeleidingskaart(traject: Traject, gebruiker: Gebruiker) -> Kaart:
    """While somebody lives there on a temporary contract, or where something was written down."""
    woont = huidig_contract(traject) is not None
    rij = Begeleidingswijziging.objects.filter(traject=traject, vanaf__lte=clock.vandaag()).last()
    if not woont and rij is None:
        return Kaart()
    regels, handelingen = [], []
    if mag_begeleiding_lezen(traject, mogelijk_namens(gebruiker, Actie.BEGELEIDING_ZIEN, traject)):
        if rij is not None:
            stand = rij.get_ritme_display() if rij.ritme else "gestopt"
            regels.append(("Begeleiding thuis", f"{stand}, sinds {datum_voluit(rij.vanaf)}"))
        opname = lopende_opname(traject)
        if opname is not None:
            regels.append(("Tijdelijk niet thuis", f"vanaf {datum_voluit(opname.van)}"))
        url = reverse("evaluatie:begeleiding", args=[traject.sleutel])
        handelingen.append(Handeling(Actie.BEGELEIDING_ZIEN, "Begeleiding thuis", url))
    if woont:
        url = reverse("evaluatie:buren", args=[traject.sleutel])
        handelingen.append(Handeling(Actie.CONTRACT_ZIEN, "De buren", url))
    return Kaart(regels=tuple(regels), handelingen=tuple(handelingen))
