"""Who above heard of a duty, who is next, until when that was put off, and what somebody can do about it."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_met_dag, datum_voluit
from opstap.protocol.termijnsoorten import HOGER, TEAMLEIDERS, Trap
from opstap.termijnen.mensen.services import namens_voor_termijn
from opstap.termijnen.models import Termijn
from opstap.termijnen.vertraging.uitstellen import mag_uitstellen, uitstel_van
from opstap.termijnen.vooruitblik import aankondigingen

_NAMEN = {
    Trap.TEAMLEIDER: "de teamleider",
    Trap.ESCALATIE: "de escalatiecontacten",
    Trap.GEMEENTE: "de gemeente",
    Trap.BESTUURLIJK: "het bestuurlijk overleg",
}


def naar_wie(termijn: Termijn, trap: Trap) -> str:
    """Who has no team lead goes by the contacts of the organisation."""
    zonder = trap is Trap.TEAMLEIDER and Rol(termijn.rol) not in TEAMLEIDERS
    return _NAMEN[Trap.ESCALATIE if zonder else trap]


def wie_erna(termijn: Termijn, vraag: str) -> str:
    """Who hears next and when, or why not yet; empty: nobody above hears of this any more."""
    trede = next((r for r in aankondigingen(termijn) if r.trap in HOGER), None)
    if trede is None:
        return ""
    if zin := uitstelzin(termijn):
        return f"{zin} Daarna gaat het naar {naar_wie(termijn, trede.trap)}."
    return f"{vraag} Op {datum_met_dag(trede.dag)} naar {naar_wie(termijn, trede.trap)}."


def uitstelzin(termijn: Termijn) -> str:
    gezegd = uitstel_van(termijn)
    if gezegd is None or termijn.uitgesteld_tot is None:
        return ""
    return f"Uitgesteld tot en met {datum_voluit(termijn.uitgesteld_tot)}: {gezegd.get_reden_display()}."


def gemeld_zinnen(termijn: Termijn) -> list[str]:
    """Of the date it has now, lowest rung first; each by the first mail that went."""
    soorten = {f"termijn_{trap}": Trap(trap) for trap in HOGER}
    post = termijn.traject.berichten.filter(
        soort__in=soorten, gegevens__termijn=str(termijn.sleutel), gegevens__datum=termijn.datum.isoformat()
    )
    dagen: dict[str, date] = {}
    for soort, vanaf, klaar in post.exclude(klaar_op=None).values_list("soort", "uitvoeren_vanaf", "klaar_op"):
        wie = naar_wie(termijn, soorten[soort])
        dag = max(vanaf, klaar).astimezone(clock.AMSTERDAM).date()
        dagen[wie] = min(dag, dagen.get(wie, dag))
    volgorde = [naam for naam in _NAMEN.values() if naam in dagen]
    return [f"Gemeld aan {wie} op {datum_voluit(dagen[wie])}." for wie in volgorde]


def uitstelhandelingen(gebruiker: Gebruiker, termijn: Termijn) -> list[dict[str, str]]:
    """Who has it puts it off; the whole team ends that."""
    gevonden, loopt = [], termijn.is_uitgesteld(clock.vandaag())
    if mag_uitstellen(gebruiker, termijn):
        tekst = "Pas het uitstel aan" if loopt else "Stel het bericht aan anderen uit"
        gevonden.append({"tekst": tekst, "url": reverse("taak_uitstellen", args=[termijn.sleutel])})
    if loopt and namens_voor_termijn(gebruiker, termijn):
        gevonden.append({"tekst": "Stop het uitstel", "url": reverse("taak_uitstel_stoppen", args=[termijn.sleutel])})
    return gevonden
