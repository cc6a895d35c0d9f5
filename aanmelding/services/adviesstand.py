"""Who can be asked for advies, and what is asked and not answered."""

from __future__ import annotations

from dataclasses import dataclass

from aanmelding.models import Aanmelding, Advies
from aanmelding.services.basis import afzenders
from aanmelding.services.linkstand import kan_in_opstap
from opstap import clock
from opstap.partners.models import Organisatie
from opstap.protocol.adviseren import GEEFT, Adviesafloop, Adviessoort, adviessoorten
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.regelingen.models import Deelname
from opstap.trajecten.models import Betrokkenheid, Traject


@dataclass(frozen=True, slots=True)
class Adviseur:
    """`in_opstap`: somebody there can answer; else only by telephone."""

    organisatie: Organisatie
    soort: Adviessoort
    rol: Rol
    in_opstap: bool

    @property
    def keuze(self) -> tuple[str, str]:
        return str(self.organisatie.sleutel), f"{self.organisatie.naam}: {self.soort.label}"


def mogelijke_adviseurs(traject: Traject) -> list[Adviseur]:
    """The closed set: who takes part to advise, never the sender. Each once, with the question that fits."""
    gevonden: dict[int, Adviseur] = {}
    buiten = {organisatie.pk for organisatie in afzenders(traject)}
    for soort in adviessoorten(parameters=traject.regelingversie.parameters):
        als, rol = GEEFT[soort]
        for deelname in Deelname.objects.filter(regeling=traject.regeling).als(als).order_by("organisatie__naam"):
            organisatie = deelname.organisatie
            if organisatie.pk not in buiten:
                gevonden[organisatie.pk] = Adviseur(organisatie, soort, rol, kan_in_opstap(organisatie, rol))
    return list(gevonden.values())


def adviseurs(traject: Traject) -> list[Adviseur]:
    """Who can be asked in Opstap."""
    return [adviseur for adviseur in mogelijke_adviseurs(traject) if adviseur.in_opstap]


def open_adviezen(aanmelding: Aanmelding) -> list[Advies]:
    """What is asked and not answered, oldest first."""
    return list(Advies.objects.filter(aanmelding=aanmelding).open().select_related("organisatie").order_by("pk"))


def afhandelen(advies: Advies, afloop: Adviesafloop) -> None:
    """Nobody waits for it any more; who was asked is not involved from today."""
    vandaag = clock.vandaag()
    advies.afgehandeld_op, advies.afloop = vandaag, afloop
    advies.save()
    rijen = Betrokkenheid.objects.filter(traject=advies.aanmelding.traject_id, organisatie=advies.organisatie_id)
    rijen.filter(hoedanigheid=Hoedanigheid.ADVIES, tot=None).update(tot=vandaag)


def adviezen_laten_vervallen(aanmelding: Aanmelding, afloop: Adviesafloop) -> None:
    """What was not answered need not be answered any more."""
    for advies in open_adviezen(aanmelding):
        afhandelen(advies, afloop)
