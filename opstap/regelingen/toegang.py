"""Who may see the agreements of a regeling, and who may change them (law 5)."""

from __future__ import annotations

from opstap.errors import GeenRecht
from opstap.partners.models import Gebruiker, Organisatiesoort
from opstap.partners.namens import Namens, namens_van
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.deelnemen import KANT_VAN, Overlegkant
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


def namens_in_overleg(gebruiker: Gebruiker, regeling: Regeling) -> list[Namens]:
    """Under which organisation and role this person says that its side consulted (Z-7.7)."""
    deelnames = Deelname.objects.actueel().filter(regeling=regeling)
    gemeenten = deelnames.filter(organisatie__soort=Organisatiesoort.GEMEENTE)
    waar = {
        Overlegkant.GEMEENTE: set(gemeenten.values_list("organisatie_id", flat=True)),
        Overlegkant.CORPORATIE: set(
            deelnames.filter(hoedanigheid=Hoedanigheid.COORDINATIE).values_list("organisatie_id", flat=True)
        ),
    }
    return [
        namens_van(gebruiker, t)
        for t in gebruiker.rollen
        if bereik(Rol(t.rol), Actie.OVEREENKOMST_OVERLEGGEN) is Bereik.REGELING
        and t.organisatie_id in waar[KANT_VAN[Rol(t.rol)]]
    ]


def eis_overlegrecht(namens: Namens, regeling: Regeling) -> None:
    """Services check again what the view checked."""
    gebruiker = Gebruiker.objects.actief().filter(sleutel=namens.gebruiker).first()
    if gebruiker is None or namens not in namens_in_overleg(gebruiker, regeling):
        raise GeenRecht
