"""Who reads and writes in the registers of a regeling (law 5)."""

from __future__ import annotations

from evaluatie.register.models import Geschil, Knelpunt
from evaluatie.register.querysets import GeschilQuerySet
from opstap.errors import GeenRecht
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import Namens, namens_van, per_rol
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.protocol.begrippen import Rol
from opstap.regelingen.models import Regeling
from opstap.regelingen.toegang import namens_in_regeling


def namens_van_deelnemer(gebruiker: Gebruiker, actie: Actie, regeling: Regeling) -> list[Namens]:
    """Under which organisation that takes part today, and role, this person may do `actie`."""
    deelnemers = set(regeling.deelnames.actueel().values_list("organisatie_id", flat=True))
    return per_rol(
        namens_van(gebruiker, t)
        for t in gebruiker.rollen
        if bereik(Rol(t.rol), actie) is not Bereik.GEEN and t.organisatie_id in deelnemers
    )


class Kring:
    """Who may change a row: the organisations it is of, and who keeps the registers for the gemeente. Read once for a
    whole list."""

    def __init__(self, gebruiker: Gebruiker, actie: Actie, regeling: Regeling) -> None:
        self._mogelijk = namens_van_deelnemer(gebruiker, actie, regeling)
        self._houdt_bij = namens_in_regeling(gebruiker, Actie.PROTOCOL_EVALUEREN, regeling)

    def namens(self, *organisaties: Organisatie) -> list[Namens]:
        van = {organisatie.sleutel for organisatie in organisaties}
        return [n for n in self._mogelijk if n.organisatie in van or n in self._houdt_bij]


def namens_bij_tekst(gebruiker: Gebruiker, knelpunt: Knelpunt) -> list[Namens]:
    """Who may take a text of it away."""
    return Kring(gebruiker, Actie.KNELPUNT_OPSCHRIJVEN, knelpunt.regeling).namens(knelpunt.organisatie)


def namens_bij_geschil(gebruiker: Gebruiker, geschil: Geschil) -> list[Namens]:
    kring = Kring(gebruiker, Actie.GESCHIL_BIJHOUDEN, geschil.regeling)
    return kring.namens(geschil.melder, *geschil.wederpartijen.all())


def geschillen_voor(gebruiker: Gebruiker, regeling: Regeling) -> GeschilQuerySet:
    """Of the own organisation; who keeps the register for the gemeente knows of all."""
    rijen: GeschilQuerySet = Geschil.objects.van_regeling(regeling.pk)
    if namens_in_regeling(gebruiker, Actie.PROTOCOL_EVALUEREN, regeling):
        return rijen
    mijn = {n.organisatie for n in namens_van_deelnemer(gebruiker, Actie.GESCHIL_BIJHOUDEN, regeling)}
    return rijen.tussen(t.organisatie_id for t in gebruiker.rollen if t.organisatie.sleutel in mijn)


def eis_mogelijk(namens: Namens, mogelijk: list[Namens]) -> None:
    """Services check again what the view checked."""
    if namens not in mogelijk:
        raise GeenRecht


def wie(namens: Namens) -> Gebruiker:
    """Raises GeenRecht for an account that ended."""
    gebruiker: Gebruiker | None = Gebruiker.objects.actief().filter(sleutel=namens.gebruiker).first()
    if gebruiker is None:
        raise GeenRecht
    return gebruiker
