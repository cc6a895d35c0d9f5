"""Why an organisation cannot stop yet: trajecten would hang on nobody. Beheer asks it (`bedrading.AFSCHEID`)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from opstap.partners.models import Organisatie
from opstap.protocol.begrippen import Hoedanigheid
from opstap.regelingen.models import Deelname
from opstap.trajecten.models import Betrokkenheid, Traject

#: Without these nobody decides, or nobody hears of what the organisations leave lying. The others may stop taking new
#: trajecten while those of before run on.
_NOOIT_LEEG = (Hoedanigheid.COORDINATIE, Hoedanigheid.COMMISSIE, Hoedanigheid.WMO, Hoedanigheid.PROCESREGIE)


def afscheid_bezwaren(organisatie: Organisatie, deelname: int | None, dag: date) -> list[str]:
    """When it stops on `dag`: with everything, or (`deelname`) with this one part in a regeling; sentences, none = it
    can."""
    rijen = Deelname.objects.filter(pk=deelname) if deelname else Deelname.objects.filter(organisatie=organisatie)
    zinnen = [zin for rij in rijen.niet_voorbij().select_related("regeling") if (zin := _laatste(rij, dag))]
    if deelname is None and (aantal := _doet_iets(organisatie)):
        zinnen.append(
            f"{organisatie.naam} doet nog iets in {_trajecten(aantal)}. Laat eerst een andere organisatie dat "
            "overnemen, of rond dit af. Zet daarna de laatste dag."
        )
    return zinnen


def _laatste(rij: Deelname, dag: date) -> str:
    """Nobody else is this in the regeling from that day on, and trajecten run there."""
    if rij.hoedanigheid not in _NOOIT_LEEG:
        return ""
    anderen = Deelname.objects.filter(Q(tot=None) | Q(tot__gt=dag), regeling=rij.regeling, vanaf__lte=dag)
    if anderen.filter(hoedanigheid=rij.hoedanigheid).exclude(organisatie=rij.organisatie).exists():
        return ""
    aantal = Traject.objects.open().filter(regeling=rij.regeling).count()
    if not aantal:
        return ""
    wat = Hoedanigheid(rij.hoedanigheid).label
    return (
        f"Bij {rij.regeling.naam} is verder niemand {wat}, terwijl er nog werk loopt in {_trajecten(aantal)}. Laat "
        "eerst een andere organisatie meedoen. Zet daarna de laatste dag."
    )


def _doet_iets(organisatie: Organisatie) -> int:
    lopend = Betrokkenheid.objects.actueel().filter(organisatie=organisatie, traject__afgesloten_op=None)
    return lopend.values("traject").distinct().count()


def _trajecten(aantal: int) -> str:
    return "1 traject" if aantal == 1 else f"{aantal} trajecten"
