"""An own opstapovereenkomst waits for the gemeente to consult: who can say so there hears it (Z-7.7)."""

from __future__ import annotations

from collections.abc import Iterator

from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.post.models import Bericht
from opstap.post.services.wanneer import wanneer
from opstap.protocol.clausules import regelt
from opstap.protocol.deelnemen import KANT_VAN, Aansluiting, Overlegkant
from opstap.regelingen.models import Deelname
from opstap.regelingen.toegang import namens_in_overleg
from opstap.werk import luid_de_bel

SOORT = "overleg_wacht"


@regelt("Z-7.7")
def overleg_vertellen() -> int:
    """One line in the dagpost of each, once per overeenkomst; who gets the role later hears it then. How many."""
    nu, berichten = clock.dienst_nu(), list[Bericht]()
    for deelname in _wacht_op_gemeente():
        al = set(Bericht.objects.filter(soort=SOORT, plek=str(deelname.pk)).values_list("ontvanger", flat=True))
        berichten += [
            Bericht(soort=SOORT, plek=str(deelname.pk), ontvanger=mens, **wanneer(mens, nu, meteen=False))
            for mens in _sprekers(deelname)
            if mens.pk not in al
        ]
    if berichten:
        Bericht.objects.bulk_create(berichten, ignore_conflicts=True)
        luid_de_bel()
    return len(berichten)


def _wacht_op_gemeente() -> Iterator[Deelname]:
    rijen = Deelname.objects.actueel().filter(aansluiting=Aansluiting.EIGEN_OVEREENKOMST)
    yield from rijen.exclude(overleggen__kant=Overlegkant.GEMEENTE).select_related("regeling").order_by("pk")


def _sprekers(deelname: Deelname) -> list[Gebruiker]:
    """Who may say today that the gemeente consulted."""
    rollen = [rol for rol, kant in KANT_VAN.items() if kant is Overlegkant.GEMEENTE]
    gemeenten = Deelname.objects.actueel().filter(regeling=deelname.regeling).values_list("organisatie", flat=True)
    mensen = {m for rol in rollen for pk in set(gemeenten) for m in Gebruiker.objects.met_rol(rol, pk)}
    mag = [m for m in mensen if any(n.rol in rollen for n in namens_in_overleg(m, deelname.regeling))]
    return sorted(mag, key=lambda mens: mens.pk)
