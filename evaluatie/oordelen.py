"""Who has judged after an MDO, and who has still to (Z-13.13)."""

from __future__ import annotations

from evaluatie.models import Mdo, Mdooordeel
from opstap.partners.namens import Namens
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.evaluatiebegrippen import MdoUitkomst
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrokken_organisaties

#: Each speaks for the organisation that takes part as this.
_PLAATS = {
    Rol.CONSULENT: Hoedanigheid.VERHUURDER,
    Rol.BEGELEIDER: Hoedanigheid.BEGELEIDING,
    Rol.PROCESREGISSEUR: Hoedanigheid.PROCESREGIE,
}


def oordelen_van(mdo: Mdo) -> list[Mdooordeel]:
    """The newest judgement of each role, in the order in which they were given."""
    gegeven = sorted(mdo.oordelen.all(), key=lambda o: o.pk)
    return sorted({o.rol: o for o in gegeven}.values(), key=lambda o: o.pk)


def gevraagde_rollen(mdo: Mdo) -> list[Rol]:
    """Who is asked: the concluding roles whose organisation takes part today."""
    if mdo.uitkomst != MdoUitkomst.BEEINDIGING_NASTREVEN:
        return []
    betrokken = betrokken_organisaties(mdo.traject)
    return [rol for rol, hoedanigheid in _PLAATS.items() if hoedanigheid in betrokken]


def mag_concluderen(traject: Traject, namens: Namens) -> bool:
    """Does this person stand here for consulent, begeleider or procesregisseur? Only herkomst does not conclude."""
    plaats = _PLAATS.get(Rol(namens.rol))
    organisatie = betrokken_organisaties(traject).get(plaats) if plaats else None
    return organisatie is not None and organisatie.sleutel == namens.organisatie


def ingehaald(mdo: Mdo) -> bool:
    """Was a later MDO held? Then that one counts. They come one after another, so the key tells the order."""
    return Mdo.objects.filter(traject=mdo.traject_id, pk__gt=mdo.pk, gehouden_op__isnull=False).exists()


def wacht_op(mdo: Mdo) -> list[Rol]:
    """Who has not judged yet, while the conclusion is not there."""
    if mdo.uitkomst != MdoUitkomst.BEEINDIGING_NASTREVEN or mdo.conclusie_id is not None or ingehaald(mdo):
        return []
    gezegd = {o.rol for o in oordelen_van(mdo)}
    return [rol for rol in gevraagde_rollen(mdo) if rol not in gezegd]
