"""Who may do what in one traject: the permission table met with the Betrokkenheden of today."""

from __future__ import annotations

from opstap.errors import GeenRecht, TweeKanten
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import HOEDANIGHEDEN, Actie, Bereik, bereik
from opstap.protocol.begrippen import Rol
from opstap.regelingen.models import Regeling
from opstap.trajecten.models import Betrokkenheid, Traject


def mogelijk_namens(gebruiker: Gebruiker, actie: Actie, traject: Traject) -> list[Namens]:
    """Every organisation and role under which this person may do `actie` here; empty = refused."""
    betrokken = set(
        Betrokkenheid.objects.actueel().filter(traject=traject).values_list("organisatie_id", "hoedanigheid")
    )

    def reikt_hier(rol: Rol, organisatie_id: int) -> bool:
        reikt = bereik(rol, actie)
        if reikt is Bereik.REGELING:
            return Regeling.objects.voor_organisaties([organisatie_id]).filter(pk=traject.regeling_id).exists()
        return reikt is Bereik.BETROKKEN and any((organisatie_id, h.value) in betrokken for h in HOEDANIGHEDEN[rol])

    return [
        Namens(gebruiker=gebruiker.sleutel, organisatie=t.organisatie.sleutel, rol=t.rol)
        for t in gebruiker.rollen
        if reikt_hier(Rol(t.rol), t.organisatie_id)
    ]


def namens_eigen_organisatie(
    gebruiker: Gebruiker, actie: Actie, organisatie: Organisatie | None = None
) -> list[Namens]:
    """Under which organisation and role this person may do an act that belongs to the organisation itself."""
    return [
        Namens(gebruiker=gebruiker.sleutel, organisatie=t.organisatie.sleutel, rol=t.rol)
        for t in gebruiker.rollen
        if bereik(Rol(t.rol), actie) in {Bereik.EIGEN_ORGANISATIE, Bereik.REGELING}
        and (organisatie is None or t.organisatie == organisatie)
    ]


ZORGKANT = "zorg"
#: The sides of one traject. Team leads stand on the side of their team; a commissielid on that of who sent him (A-11).
KANTEN = {
    Rol.BEGELEIDER: ZORGKANT,
    Rol.TEAMLEIDER_ZORG: ZORGKANT,
    Rol.CONSULENT: "corporatie",
    Rol.TEAMLEIDER_CORPORATIE: "corporatie",
    Rol.COORDINATOR: "corporatie",
    Rol.WMO_CONSULENT: "gemeente",
    Rol.PROCESREGISSEUR: "gemeente",
}


def eis_een_kant(namens: Namens, traject: Traject) -> None:
    """Nobody acts for two sides of one traject (law 5). Seeing adds up, acting does not."""
    gebruiker = Gebruiker.objects.filter(sleutel=namens.gebruiker).first()
    if gebruiker is None:
        return
    rollen = {Rol(n.rol) for n in mogelijk_namens(gebruiker, Actie.TRAJECT_ZIEN, traject)} | {Rol(namens.rol)}
    kanten = {KANTEN[rol] for rol in rollen if rol in KANTEN}
    if len(kanten) > 1 or (Rol.COMMISSIELID in rollen and ZORGKANT in kanten):
        raise TweeKanten


def eis_recht(namens: Namens, actie: Actie, traject: Traject) -> None:
    """Services check again what the view checked. The tick passes; anybody else needs the right today."""
    if namens.is_systeem:
        return
    gebruiker = Gebruiker.objects.actief().filter(sleutel=namens.gebruiker).first()
    if gebruiker is None or namens not in mogelijk_namens(gebruiker, actie, traject):
        raise GeenRecht
    eis_een_kant(namens, traject)


def eis_eigen_recht(namens: Namens, actie: Actie, organisatie: Organisatie | None = None) -> None:
    """As `eis_recht`, for acts of the organisation itself."""
    if namens.is_systeem:
        return
    gebruiker = Gebruiker.objects.actief().filter(sleutel=namens.gebruiker).first()
    if gebruiker is None or namens not in namens_eigen_organisatie(gebruiker, actie, organisatie):
        raise GeenRecht
