"""An MDO in words: how it stands, who finds what, what each prepared, who signed, and how a tenancy can end."""

from __future__ import annotations

from django.utils.text import capfirst

from evaluatie.dossier import notities
from evaluatie.enums import Mdostatus, Notitiesoort, Partij
from evaluatie.models import Mdo
from evaluatie.oordelen import oordelen_van, wacht_op
from evaluatie.services.mdotafel import ondertekenaars
from opstap.partners.models import Organisatie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import WERKT_ALS, Rol
from opstap.protocol.datums import datum_met_dag, datum_voluit
from opstap.protocol.evaluatiebegrippen import MdoUitkomst, MeerBegeleiding
from opstap.protocol.herhuisvesten import EindeWijze
from opstap.protocol.overleg import doorzetter, meer_begeleiding_waarschuwingen
from opstap.regelingen.services import procesregie
from opstap.termijnen.momenttekst import momentfeiten
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.models import Traject, Verklaring
from opstap.trajecten.services import betrokken_organisatie


def mdofeiten(mdo: Mdo) -> list[tuple[str, str]]:
    regels = [
        ("Stand", mdo.get_status_display()),
        ("Spoed", "ja" if mdo.is_spoed else "nee"),
        ("De huurder weet het sinds", _geinformeerd(mdo)),
        ("Dag van het MDO", datum_met_dag(mdo.gehouden_op or mdo.gepland_op) if mdo.gepland_op else "nog niet gekozen"),
        *momentfeiten(mdo.sleutel),
        *doorzetregel(mdo.traject),
    ]
    if mdo.afgezegd_op and mdo.status == Mdostatus.HUURDER_GEINFORMEERD:
        reden = f"{datum_voluit(mdo.afgezegd_op)}, {mdo.get_afgezegd_reden_display()}"
        regels.append(("Ging niet door", reden))
    if mdo.is_spoed:
        tot = f"tot en met {datum_voluit(mdo.tijdslimiet)}" if mdo.tijdslimiet else "dat bepaalt de corporatie nog"
        regels.append(("Hoelang het mag duren", tot))
    if mdo.gehouden_op is None:
        return regels
    regels.append(("Waren erbij", ", ".join(Partij(code).label for code in mdo.aanwezig)))
    regels.append(("Werkt de huurder mee", "ja" if mdo.huurder_werkt_mee else "nee"))
    regels.append(("Uitkomst", mdo.get_uitkomst_display()))
    regels += _oordeelregels(mdo)
    if mdo.besluit is not None and hasattr(mdo.besluit, "motivering"):
        regels.append(("Reden van het MDO", mdo.besluit.motivering.tekst))
    if mdo.meer_begeleiding:
        regels.append(("Meer begeleiding geprobeerd of aangeboden", mdo.get_meer_begeleiding_display()))
    return regels


def _oordeelregels(mdo: Mdo) -> list[tuple[str, str]]:
    """Who finds that it does not work, who does not, and who has still to say so (Z-13.13)."""
    redenen = notities(mdo.traject, Notitiesoort.REDEN)
    regels = []
    for oordeel in oordelen_van(mdo):
        zin = f"{'eens' if oordeel.eens else 'niet eens'}, op {datum_voluit(oordeel.datum)}"
        if reden := redenen.get(oordeel.sleutel):
            zin += f". {reden}"
        regels.append((f"Oordeel van {Rol(oordeel.rol).met_lidwoord}", zin))
    regels += [(f"Oordeel van {rol.met_lidwoord}", "nog niet gegeven") for rol in wacht_op(mdo)]
    if mdo.conclusie is not None:
        regels.append(("Samen besloten op", datum_voluit(mdo.conclusie.datum)))
    return regels


def _geinformeerd(mdo: Mdo) -> str:
    """When, how and by whom (Z-13.1)."""
    if mdo.geinformeerd_op is None:
        return "nog niet"
    gezegd = Verklaring.objects.filter(
        traject=mdo.traject, soort=Verklaringsoort.HUURDER_GEINFORMEERD, onderwerp=mdo.sleutel
    ).last()
    sinds = datum_voluit(mdo.geinformeerd_op)
    return f"{sinds}, {gezegd.get_wijze_display()}, door {Rol(gezegd.rol).met_lidwoord}" if gezegd else sinds


def doorzetregel(traject: Traject) -> list[tuple[str, str]]:
    """Who pushes on when the parties do not agree, where the regeling names somebody (P-25)."""
    rol = doorzetter(parameters=traject.regelingversie.parameters)
    if rol is None:
        return []
    organisatie = _doorzetter(traject, rol)
    wie = f"{rol.met_lidwoord}{f' van {organisatie.naam}' if organisatie else ''}"
    return [("Komt u er samen niet uit? Dan zet door", wie)]


def _doorzetter(traject: Traject, rol: Rol) -> Organisatie | None:
    """Known beforehand: the procesregisseur takes part only once there is an MDO."""
    if rol is Rol.PROCESREGISSEUR:
        return procesregie(traject.regeling)
    return betrokken_organisatie(traject, WERKT_ALS[rol]) if rol in WERKT_ALS else None


def voorbereidingsregels(mdo: Mdo) -> list[tuple[str, str]]:
    """What each brings to the table, the huurder first."""
    teksten = notities(mdo.traject, Notitiesoort.VOORBEREIDING)
    rijen = {v.partij: teksten.get(v.sleutel, "(tekst verwijderd)") for v in mdo.voorbereidingen.all()}
    return [(capfirst(p.label), rijen[p]) for p in Partij if p in rijen]


def tekenregels(mdo: Mdo) -> list[tuple[str, str]]:
    """Who signed the afspraken on paper, and who not yet (Z-13.6)."""
    if mdo.gehouden_op is None or not mdo.afspraken.exists():
        return []
    dagen = {h.partij: h.getekend_op for h in mdo.handtekeningen.all()}
    regels = [(p.label, datum_voluit(dagen[p]) if p in dagen else "nog niet") for p in ondertekenaars(mdo)]
    return [*regels, *([(Partij.HUURDER.label, "werkt niet mee, niet gevraagd")] if not mdo.huurder_werkt_mee else [])]


def einde_wegen(mdo: Mdo) -> list[str]:
    """The lawful ways in which a tenancy ends; there are no others (Z-13.4, I-15)."""
    return [wijze.label for wijze in EindeWijze] if mdo.uitkomst == MdoUitkomst.BEEINDIGING_NASTREVEN else []


def waarschuwingen_bij(mdo: Mdo) -> list[Belemmering]:
    """While it is not concluded yet that it does not work."""
    if mdo.conclusie_id is not None or not mdo.meer_begeleiding:
        return []
    return meer_begeleiding_waarschuwingen(antwoord=MeerBegeleiding(mdo.meer_begeleiding))
