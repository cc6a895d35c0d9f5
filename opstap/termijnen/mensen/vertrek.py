"""Why an account or a role cannot end yet: something would hang on nobody (`bedrading.VERTREK`)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.protocol.begrippen import Rol
from opstap.termijnen.mensen.hangt import hangt_aan
from opstap.termijnen.models import Termijn


def vertrek_bezwaren(gebruiker: Gebruiker, organisatie: Organisatie, weg: set[Rol], dag: date) -> list[str]:
    """For somebody who loses the roles `weg` at this organisation on `dag`."""
    rijen = gebruiker.roltoekenningen.filter(organisatie=organisatie)
    over = {Rol(t.rol) for t in rijen if (t.tot is None or t.tot > dag)} - weg
    hangt = Counter(ding.soort for ding in hangt_aan(gebruiker, organisatie) if not ding.rollen & over)
    zinnen = [f"{soort.label}: {aantal} keer" for soort, aantal in hangt.items()]
    eerst = [f"{gebruiker.naam} is nog {', '.join(zinnen)}."] if zinnen else []
    return eerst + [_laatste(rol, organisatie) for rol in sorted(weg) if _is_laatste(gebruiker, organisatie, rol, dag)]


def _is_laatste(gebruiker: Gebruiker, organisatie: Organisatie, rol: Rol, dag: date) -> bool:
    """There are open duties of this role, and nobody else holds it when this person is gone."""
    dan = max(dag, clock.vandaag())
    anderen = Gebruiker.objects.met_een_rol([rol], organisatie.pk, vanaf=dan, tot=dan + timedelta(days=1))
    te_doen = Termijn.objects.open().filter(organisatie=organisatie, rol=rol)
    return te_doen.exists() and not anderen.exclude(pk=gebruiker.pk).exists()


def _laatste(rol: Rol, organisatie: Organisatie) -> str:
    wie = f"Er staan taken open voor de {rol.label}, en verder heeft niemand bij {organisatie.naam} die rol."
    return f"{wie} Geef eerst een collega die rol."
