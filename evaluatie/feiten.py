"""What the planning must know of the evaluaties, afspraken, signalen and MDO's of a traject; and its contract."""

from __future__ import annotations

from evaluatie.enums import Afspraakstatus, Partij
from evaluatie.models import Afspraak, Evaluatie, Mdo, Signaal
from opstap.protocol.begrippen import Rol
from opstap.protocol.feiten import AfspraakFeit, EvaluatieFeit, EvaluatieFeiten, MdoFeit, SignaalFeit
from opstap.trajecten.models import Traject
from woningen.enums import Contractstatus
from woningen.models import Huurovereenkomst

#: The tenant lives there and the temporary contract runs.
_BEWOOND = (Contractstatus.LOPEND, Contractstatus.AANGEZEGD, Contractstatus.BEEINDIGING_NAGESTREEFD)


def huidig_contract(traject: Traject) -> Huurovereenkomst | None:
    """The contract under which somebody lives there now; None before the key and after the end."""
    contract: Huurovereenkomst | None = (
        Huurovereenkomst.objects.filter(traject=traject, status__in=_BEWOOND).order_by("-pk").first()
    )
    return contract


def evaluatiefeiten(traject: Traject) -> EvaluatieFeiten:
    """The slice `evaluatie` of TrajectFeiten (bedrading.FEITENLEVERANCIERS)."""
    return EvaluatieFeiten(
        evaluaties=tuple(_evaluatie(e) for e in Evaluatie.objects.filter(traject=traject).order_by("pk")),
        afspraken=tuple(_afspraak(a) for a in Afspraak.objects.filter(traject=traject).order_by("pk")),
        signalen=tuple(
            _signaal(s) for s in Signaal.objects.filter(traject=traject).order_by("pk") if not _ongezien_vervallen(s)
        ),
        mdos=tuple(_mdo(m) for m in Mdo.objects.filter(traject=traject).order_by("pk")),
    )


def _evaluatie(e: Evaluatie) -> EvaluatieFeit:
    return EvaluatieFeit(
        sleutel=e.sleutel,
        nummer=e.nummer,
        soort=e.soort,
        gepland_op=e.gepland_op,
        status=e.status,
        gehouden_op=e.gehouden_op,
        met_corporatie=e.met_corporatie,
    )


def _afspraak(a: Afspraak) -> AfspraakFeit:
    return AfspraakFeit(
        sleutel=a.sleutel,
        uiterlijk=a.uiterlijk,
        rol=Partij(a.wie).rol,
        nagekomen_op=a.afgehandeld_op if a.status == Afspraakstatus.NAGEKOMEN else None,
        is_vervallen=a.status == Afspraakstatus.VERVALLEN,
    )


def _ongezien_vervallen(s: Signaal) -> bool:
    """Ended with the contract before anybody picked it up: the duty lapses, it was not done."""
    return s.afgehandeld_op is not None and s.opgepakt_op is None


def _signaal(s: Signaal) -> SignaalFeit:
    return SignaalFeit(
        sleutel=s.sleutel,
        status=s.status,
        gemeld_op=s.gemeld_op,
        melder=Rol(s.melder),
        opgepakt_op=s.opgepakt_op,
    )


def _mdo(m: Mdo) -> MdoFeit:
    return MdoFeit(
        sleutel=m.sleutel,
        status=m.status,
        gemeld_op=m.gemeld_op,
        geinformeerd_op=m.geinformeerd_op,
        gepland_op=m.gepland_op,
        gehouden_op=m.gehouden_op,
    )
