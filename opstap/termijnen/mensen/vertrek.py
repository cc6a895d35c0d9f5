"""Why an account or a role cannot end yet: something would hang on nobody. Beheer asks it (`bedrading.VERTREK`), and
so does the page where the work is handed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.protocol.begrippen import Rol
from opstap.termijnen.mensen.hangt import Hangt, hangt_aan
from opstap.termijnen.mensen.wie_doet import beheerders
from opstap.termijnen.models import Termijn


@dataclass(frozen=True, slots=True)
class Beletsel:
    """What hangs on somebody, and in which roles with open duties nobody else can take a place."""

    hangt: tuple[Hangt, ...]
    laatste: tuple[Rol, ...]


def beletsel(
    gebruiker: Gebruiker, organisatie: Organisatie, weg: Collection[Rol] | None = None, dag: date | None = None
) -> Beletsel:
    """For somebody who loses the roles `weg` here on `dag`; default: all of them, today."""
    dag = dag or clock.vandaag()
    rijen = gebruiker.roltoekenningen.filter(organisatie=organisatie)
    houdt = {Rol(t.rol) for t in rijen if t.tot is None or t.tot > dag}
    weg = houdt if weg is None else set(weg)
    hangt = tuple(ding for ding in hangt_aan(gebruiker, organisatie) if not ding.rollen & (houdt - weg))
    return Beletsel(hangt, tuple(rol for rol in sorted(weg) if _is_laatste(gebruiker, organisatie, rol, dag)))


def vertrek_bezwaren(gebruiker: Gebruiker, organisatie: Organisatie, weg: set[Rol], dag: date) -> list[str]:
    gevonden = beletsel(gebruiker, organisatie, weg, dag)
    zinnen = [f"{soort.label}: {keer} keer" for soort, keer in Counter(d.soort for d in gevonden.hangt).items()]
    eerst = [f"{gebruiker.naam} is nog {', '.join(zinnen)}."] if zinnen else []
    return eerst + [laatste_zin(rol, organisatie) for rol in gevonden.laatste]


def _is_laatste(gebruiker: Gebruiker, organisatie: Organisatie, rol: Rol, dag: date) -> bool:
    """There are open duties of this role, and nobody else holds it when this person is gone."""
    dan = max(dag, clock.vandaag())
    anderen = Gebruiker.objects.met_een_rol([rol], organisatie.pk, vanaf=dan, tot=dan + timedelta(days=1))
    te_doen = Termijn.objects.open().filter(organisatie=organisatie, rol=rol)
    return te_doen.exists() and not anderen.exclude(pk=gebruiker.pk).exists()


def laatste_zin(rol: Rol, organisatie: Organisatie, *, is_beheerder: bool = True) -> str:
    """Only Beheer gives a role: who reads this and is no beheerder is told whom to ask."""
    wie = f"Er staan taken open voor {rol.met_lidwoord}, en verder heeft niemand bij {organisatie.naam} die rol."
    if is_beheerder:
        return f"{wie} Geef eerst een collega die rol."
    return f"{wie} Vraag eerst {beheerders(organisatie)} om een collega die rol te geven."
