"""Who sit together at a table, and for which party somebody speaks there."""

from __future__ import annotations

from evaluatie.enums import Partij
from opstap.partners.namens import Namens
from opstap.protocol.begrippen import WERKT_ALS, Hoedanigheid, Rol
from opstap.termijnen.genodigden.kring import Kring
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrokken_organisaties

ZORG_EN_VERHUUR: Kring = tuple((WERKT_ALS[rol], rol) for rol in (Rol.BEGELEIDER, Rol.CONSULENT))
MDO_KRING: Kring = (
    *ZORG_EN_VERHUUR,
    *((WERKT_ALS[rol], rol) for rol in (Rol.WMO_CONSULENT, Rol.PROCESREGISSEUR)),
)


def mdo_kring(*, met_herkomst: bool) -> Kring:
    """Whom an MDO asks."""
    return (*MDO_KRING, (Hoedanigheid.HERKOMST, Rol.BEGELEIDER)) if met_herkomst else MDO_KRING


def spreekt_voor(traject: Traject, namens: Namens, *, als_gast: bool = False) -> Partij | None:
    """The party of which this organisation is the one in this traject. Only herkomst speaks for nobody, but for itself
    at an MDO to which it is asked (`als_gast`)."""
    partij = Partij.van_rol(namens.rol)
    if partij is None or partij.rol is None:
        return None
    betrokken = betrokken_organisaties(traject)
    plekken = {partij: WERKT_ALS[partij.rol]}
    if als_gast and partij is Partij.BEGELEIDER:
        plekken[Partij.HERKOMST] = Hoedanigheid.HERKOMST
    mijn = (p for p, plek in plekken.items() if plek in betrokken and betrokken[plek].sleutel == namens.organisatie)
    return next(mijn, None)
