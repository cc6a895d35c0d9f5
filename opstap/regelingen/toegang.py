"""Who may see the agreements of a regeling, and who may change them (law 5)."""

from __future__ import annotations

from opstap.errors import GeenRecht
from opstap.partners.models import Gebruiker, Organisatiesoort
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.protocol.begrippen import Rol
from opstap.regelingen.models import Deelname, Regeling

#: Said to who may read the agreements and not change them.
WIE_WIJZIGT = "Alleen de beheerder van de gemeente kan een afspraak wijzigen, nadat de partners dat afspraken."


def namens_in_regeling(gebruiker: Gebruiker, actie: Actie, regeling: Regeling) -> list[Namens]:
    """Under which gemeente and role this person may do `actie` here.

    A gemeente that takes part; while none does yet, every gemeente: somebody has to begin.
    """
    gemeenten = set(
        Deelname.objects.actueel()
        .filter(regeling=regeling, organisatie__soort=Organisatiesoort.GEMEENTE)
        .values_list("organisatie_id", flat=True)
    )
    return [
        Namens(gebruiker=gebruiker.sleutel, organisatie=t.organisatie.sleutel, rol=t.rol)
        for t in gebruiker.rollen
        if bereik(Rol(t.rol), actie) is Bereik.REGELING
        and t.organisatie.soort == Organisatiesoort.GEMEENTE
        and (t.organisatie_id in gemeenten or not gemeenten)
    ]


def eis_regelingrecht(namens: Namens, actie: Actie, regeling: Regeling) -> None:
    """Services check again what the view checked."""
    gebruiker = Gebruiker.objects.actief().filter(sleutel=namens.gebruiker).first()
    if gebruiker is None or namens not in namens_in_regeling(gebruiker, actie, regeling):
        raise GeenRecht
