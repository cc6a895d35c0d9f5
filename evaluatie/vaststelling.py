"""How far an evaluatie is: what is asked of whom, what was said, and how the rent stands."""

from __future__ import annotations

from datetime import date

from evaluatie.enums import Notitiesoort, Partij
from evaluatie.models import Bevestiging, Evaluatie, Huurderreactie, Huurstatus, Notitie
from evaluatie.partijen import spreekt_voor
from opstap import clock
from opstap.partners.namens import Namens
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_voluit
from opstap.protocol.vaststellen import (
    Antwoord,
    Huurstand,
    Vraag,
    huurstand_tekst,
    vaststelling_waarschuwingen,
    vraagt_huurstatus,
    vragen,
)
from opstap.trajecten.models import Traject

HUUR = "Hoe het met de huur staat"
NIET_OPGEGEVEN = "niet opgegeven"


def huurstatus_gevraagd(evaluatie: Evaluatie) -> bool:
    parameters = evaluatie.traject.regelingversie.parameters
    return vraagt_huurstatus(via_zorg=evaluatie.contract.vorm.via_zorg, parameters=parameters)


def huurstatus_van(evaluatie: Evaluatie) -> Huurstatus | None:
    """Without a query where it was read along."""
    rij: Huurstatus | None = getattr(evaluatie, "huurstatus", None)
    return rij


def huurstatus_tekst(rij: Huurstatus | None, *, dag: date | None = None) -> str:
    """With its day, when that is not the `dag` beside it: an evaluatie that was moved keeps what was given before."""
    if rij is None:
        return NIET_OPGEGEVEN
    tekst = huurstand_tekst(stand=Huurstand(rij.stand), maanden=rij.maanden)
    return tekst if rij.opgegeven_op == dag else f"{tekst} (opgegeven op {datum_voluit(rij.opgegeven_op)})"


def antwoorden_over(evaluatie: Evaluatie) -> tuple[Antwoord, ...]:
    return tuple(
        Antwoord(b.ronde, rol, b.klopt, b.datum)
        for b in evaluatie.bevestigingen.all()
        if (rol := Partij(b.partij).rol) is not None
    )


def vragen_over(evaluatie: Evaluatie) -> tuple[Vraag, ...]:
    """Who was asked whether it is right, round by round."""
    return vragen(
        antwoorden=antwoorden_over(evaluatie),
        met_corporatie=evaluatie.met_corporatie,
        parameters=evaluatie.traject.regelingversie.parameters,
    )


def nu_gevraagd(evaluatie: Evaluatie) -> list[Vraag]:
    return [v for v in vragen_over(evaluatie) if v.ronde == evaluatie.ronde]


def is_teruggestuurd(evaluatie: Evaluatie) -> bool:
    return any(v.terug and v.klaar_op is None for v in vragen_over(evaluatie))


def is_verhuurder(traject: Traject, namens: Namens) -> bool:
    return spreekt_voor(traject, namens) is Partij.CONSULENT


def bevestigingen_van(evaluatie: Evaluatie) -> list[tuple[str, str]]:
    """(who, what they said) in this round; with why somebody says that it is not right."""
    gezegd = {b.partij: b for b in evaluatie.bevestigingen.all() if b.ronde == evaluatie.ronde}
    teksten = dict(
        Notitie.objects.filter(onderwerp__in=[b.sleutel for b in gezegd.values()]).values_list("onderwerp", "tekst")
    )
    regels = [(Partij(p).label, _gezegd(b, teksten.get(b.sleutel, ""))) for p, b in gezegd.items()]
    wachten = [v.rol for v in nu_gevraagd(evaluatie) if v.klaar_op is None and not v.terug]
    return regels + [(rol.met_lidwoord, "zei nog niet of het klopt") for rol in Rol if rol in wachten]


def _gezegd(bevestiging: Bevestiging, omdat: str) -> str:
    op = datum_voluit(bevestiging.datum)
    if bevestiging.klopt:
        return f"klopt, op {op}"
    return f"klopt niet, op {op}" + (f": {omdat}" if omdat else "")


def reactie_regels(evaluatie: Evaluatie, teksten: dict[str, str]) -> list[tuple[str, str]]:
    """What the huurder says of it, beside her own words."""
    reactie: Huurderreactie | None = getattr(evaluatie, "reactie", None)
    if reactie is None:
        return [("de huurder", "nog geen reactie; dat hoeft ook niet")]
    op = f"{reactie.get_reactie_display()}, {reactie.get_wijze_display()} op {datum_voluit(reactie.datum)}"
    woorden = teksten.get(Notitiesoort.REACTIE, "")
    return [("de huurder", f"{op}: {woorden}" if woorden else op)]


def in_het_dossier(evaluatie: Evaluatie) -> list[str]:
    """How far it is and by whom, how the rent stood, and what the huurder said: the cells beside a besluit."""
    reactie: Huurderreactie | None = getattr(evaluatie, "reactie", None)
    huur = huurstatus_tekst(huurstatus_van(evaluatie), dag=evaluatie.gehouden_op) if evaluatie.is_gehouden else ""
    return [_stand(evaluatie), huur, reactie.get_reactie_display() if reactie is not None else ""]


def _stand(evaluatie: Evaluatie) -> str:
    if not evaluatie.is_gehouden:
        is_voorbij = evaluatie.is_te_houden and evaluatie.gepland_op < clock.vandaag()
        return "niet gehouden" if is_voorbij else str(evaluatie.get_status_display())
    stand = f"{evaluatie.get_status_display()}: {evaluatie.get_oordeel_display()}"
    if evaluatie.vastgesteld_op is None:
        return stand
    wie = [Partij(b.partij).label for b in evaluatie.bevestigingen.all() if b.ronde == evaluatie.ronde]
    op = "" if evaluatie.vastgesteld_op == evaluatie.gehouden_op else f"op {datum_voluit(evaluatie.vastgesteld_op)}, "
    return f"{stand} ({op}door {' en '.join(wie)})"


def niet_vastgesteld(evaluaties: list[Evaluatie]) -> list[Belemmering]:
    """Beside a besluit: which of those that were put before everybody are not vastgesteld."""
    open_rijen: dict[int, date] = {
        e.nummer: e.gehouden_op
        for e in evaluaties
        if e.gehouden_op is not None and e.ronde > 0 and e.vastgesteld_op is None
    }
    return vaststelling_waarschuwingen(niet_vast=open_rijen)
