"""What is said of the advies on an aanmelding: before the besluit, on the traject, and to who decides (A-12, A-16)."""

from __future__ import annotations

from aanmelding.delen import Regels
from aanmelding.models import Aanmelding, Advies
from aanmelding.services.adviesstand import open_adviezen
from opstap.partners.models import Gebruiker
from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import LOPEND
from opstap.protocol.adviseren import Adviesafloop, open_advies
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.toegang import mogelijk_namens


def nog_open(aanmelding: Aanmelding) -> list[Belemmering]:
    return open_advies(organisaties=[advies.organisatie.naam for advies in open_adviezen(aanmelding)])


def adviesregels(aanmelding: Aanmelding) -> Regels:
    """Every advies that was asked, for who decides; what was taken back is left out."""
    rijen = Advies.objects.filter(aanmelding=aanmelding).exclude(afloop=Adviesafloop.TERUGGENOMEN)
    return [(rij.organisatie.naam, _regel(rij)) for rij in rijen.select_related("organisatie", "tekst").order_by("pk")]


def kaartregels(aanmelding: Aanmelding, gebruiker: Gebruiker) -> Regels:
    """That it was asked and came, while it is looked at: for who sent it and who decides, never what it says."""
    if aanmelding.status not in LOPEND:
        return []
    gevraagd = Advies.objects.filter(aanmelding=aanmelding).exclude(afloop=Adviesafloop.TERUGGENOMEN)
    rijen = list(gevraagd.select_related("organisatie").order_by("pk"))
    mag = (Actie.AANMELDING_INVULLEN, Actie.TOELATING_BESLUITEN)
    if rijen and any(mogelijk_namens(gebruiker, actie, aanmelding.traject) for actie in mag):
        return [("Advies", _stand(rij)) for rij in rijen]
    return []


def _stand(rij: Advies) -> str:
    if rij.afgehandeld_op is None:
        return f"gevraagd aan {rij.organisatie.naam}, nog geen antwoord. Het besluit wacht er niet op"
    if rij.afloop == Adviesafloop.GEGEVEN:
        return f"gegeven door {rij.organisatie.naam}. Alleen wie besluit leest het"
    return f"gevraagd aan {rij.organisatie.naam}; {Adviesafloop(rij.afloop).label}"


def _regel(rij: Advies) -> str:
    if rij.afgehandeld_op is None:
        return f"{rij.vraag} Gevraagd op {datum_voluit(rij.gevraagd_op)}, nog geen antwoord."
    if rij.afloop != Adviesafloop.GEGEVEN:
        afloop = f"{Adviesafloop(rij.afloop).label}, op {datum_voluit(rij.afgehandeld_op)}"
        return f"{rij.vraag} Gevraagd op {datum_voluit(rij.gevraagd_op)}; {afloop}."
    wie = Gebruiker.objects.filter(sleutel=rij.gegeven_door).values_list("naam", flat=True).first()
    tekst = f" “{rij.tekst.tekst}”" if hasattr(rij, "tekst") else ""
    door = f", door {wie}" if wie else ""
    return f"{rij.vraag} {rij.antwoord_in_woorden.capitalize()}.{tekst} ({datum_voluit(rij.afgehandeld_op)}{door})"
