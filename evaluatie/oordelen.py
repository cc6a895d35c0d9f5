"""Who has judged after an MDO, and who has still to (Z-13.13)."""

from __future__ import annotations

from evaluatie.models import Mdo, Mdooordeel
from evaluatie.partijen import spreekt_voor
from opstap.partners.namens import Namens
from opstap.protocol.begrippen import WERKT_ALS, Rol
from opstap.protocol.evaluatiebegrippen import MdoUitkomst
from opstap.protocol.overleg import CONCLUDERENDE_ROLLEN
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrokken_organisaties


def oordelen_van(mdo: Mdo) -> list[Mdooordeel]:
    """The newest judgement of each role, in the order in which they were given."""
    gegeven = sorted(mdo.oordelen.all(), key=lambda o: o.pk)
    return sorted({o.rol: o for o in gegeven}.values(), key=lambda o: o.pk)


def gevraagde_rollen(mdo: Mdo) -> list[Rol]:
    """Who is asked: the concluding roles whose organisation takes part today."""
    if mdo.uitkomst != MdoUitkomst.BEEINDIGING_NASTREVEN:
        return []
    betrokken = betrokken_organisaties(mdo.traject)
    return [rol for rol in Rol if rol in CONCLUDERENDE_ROLLEN and WERKT_ALS[rol] in betrokken]


def mag_concluderen(traject: Traject, namens: Namens) -> bool:
    """Does this person stand here for consulent, begeleider or procesregisseur? Only herkomst does not conclude."""
    return Rol(namens.rol) in CONCLUDERENDE_ROLLEN and spreekt_voor(traject, namens) is not None


def ingehaald(mdo: Mdo) -> bool:
    """Was a later MDO held? Then that one counts. They come one after another, so the key tells the order."""
    return Mdo.objects.filter(traject=mdo.traject_id, pk__gt=mdo.pk, gehouden_op__isnull=False).exists()


def wacht_op(mdo: Mdo) -> list[Rol]:
    """Who has not judged yet, while the conclusion is not there."""
    if mdo.uitkomst != MdoUitkomst.BEEINDIGING_NASTREVEN or mdo.conclusie_id is not None or ingehaald(mdo):
        return []
    gezegd = {o.rol for o in oordelen_van(mdo)}
    return [rol for rol in gevraagde_rollen(mdo) if rol not in gezegd]
