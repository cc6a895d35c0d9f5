"""What is said of the advies on an aanmelding: before the besluit, and to who decides (A-12, A-16)."""

from __future__ import annotations

from aanmelding.delen import Regels
from aanmelding.models import Aanmelding, Advies
from aanmelding.services.adviesstand import open_adviezen
from opstap.partners.models import Gebruiker
from opstap.protocol.adviseren import Adviesafloop, open_advies
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit


def nog_open(aanmelding: Aanmelding) -> list[Belemmering]:
    return open_advies(organisaties=[advies.organisatie.naam for advies in open_adviezen(aanmelding)])


def adviesregels(aanmelding: Aanmelding) -> Regels:
    """Every advies that was asked, for who decides; what was taken back is left out."""
    rijen = Advies.objects.filter(aanmelding=aanmelding).exclude(afloop=Adviesafloop.TERUGGENOMEN)
    return [(rij.organisatie.naam, _regel(rij)) for rij in rijen.select_related("organisatie", "tekst").order_by("pk")]


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
