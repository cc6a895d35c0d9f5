"""What this room shows on the traject page, and to whom."""

from __future__ import annotations

from django.urls import reverse

from evaluatie.feiten import huidig_contract, komende_evaluaties
from evaluatie.models import Evaluatie, Herhuisvesting, Mdo, Signaal
from evaluatie.services.gedeeld import mag_signaal
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.beslissen import Zaak
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.beslissers import mag_beslissen, vergaderregels
from opstap.trajecten.enums import Besluitsoort
from opstap.trajecten.kaart import Handeling, Kaart
from opstap.trajecten.models import Traject
from opstap.trajecten.toegang import mogelijk_namens


def evaluatiekaart(traject: Traject, gebruiker: Gebruiker) -> Kaart:
    """Nothing before there are evaluaties; the lines only for who may see what is behind them."""
    if not Evaluatie.objects.filter(traject=traject).exists():
        return Kaart()
    regels: list[tuple[str, str]] = []
    if mogelijk_namens(gebruiker, Actie.EVALUATIE_ZIEN, traject):
        regels.append(("Volgende evaluatie", _volgende(traject)))
    namens = mogelijk_namens(gebruiker, Actie.SIGNAAL_ZIEN, traject)
    open_signalen = Signaal.objects.filter(traject=traject).open()
    signaal = next((s for s in open_signalen if any(mag_signaal(s, n) for n in namens)), None)
    if signaal is not None:
        wat = signaal.get_aanleiding_display() if signaal.is_voorstel else signaal.get_soort_display()
        regels.append(("Signaal", f"{wat} ({signaal.get_status_display()})"))
    zoeken = Herhuisvesting.objects.filter(traject=traject).order_by("-pk").first()
    if zoeken is not None and mogelijk_namens(gebruiker, Actie.HERHUISVESTING_ZIEN, traject):
        regels.append(("Andere woonplek", zoeken.get_status_display()))
    regels += vergaderregels(traject.besluiten.filter(soort=Besluitsoort.OMZETTING).order_by("pk").last())
    besluit = mag_beslissen(gebruiker, Actie.OMZETTING_BESLUITEN, Zaak.OMZETTING, traject)
    return Kaart(
        regels=tuple(regels),
        handelingen=tuple(_handelingen(traject, signaal, zoeken, besluit)),
        banner=_voorstel(traject, namens),
    )


def _voorstel(traject: Traject, namens: list[Namens]) -> str:
    """Opstap proposes, a person decides (I-12, Z-13.6)."""
    voorstellen = Signaal.objects.filter(traject=traject).voorstellen().order_by("pk")
    voorstel = next((s for s in voorstellen if any(mag_signaal(s, n) for n in namens)), None)
    return f"Opstap stelt een MDO voor: {voorstel.get_aanleiding_display()}." if voorstel else ""


def _volgende(traject: Traject) -> str:
    evaluatie = komende_evaluaties(traject).first()
    if evaluatie is None:
        return "er komt er geen meer"
    return f"{evaluatie.get_soort_display()} op {datum_voluit(evaluatie.gepland_op)}"


def _handelingen(
    traject: Traject, signaal: Signaal | None, zoeken: Herhuisvesting | None, mag_besluiten: bool
) -> list[Handeling]:
    def naar(actie: Actie, tekst: str, pagina: str, *sleutels: object) -> Handeling:
        return Handeling(actie, tekst, reverse(pagina, args=[traject.sleutel, *sleutels]))

    gevonden = [naar(Actie.EVALUATIE_ZIEN, "Evaluaties", "evaluatie:evaluaties")]
    if signaal is not None:
        gevonden.append(naar(Actie.SIGNAAL_ZIEN, "Bekijk het signaal", "evaluatie:signaal", signaal.sleutel))
    for mdo in Mdo.objects.filter(traject=traject).open():
        gevonden.append(naar(Actie.MDO_ZIEN, "Bekijk het MDO", "evaluatie:mdo", mdo.sleutel))
    if zoeken is not None:
        tekst = "Bekijk het zoeken naar een andere woonplek"
        gevonden.append(naar(Actie.HERHUISVESTING_ZIEN, tekst, "evaluatie:herhuisvesting", zoeken.sleutel))
    if (contract := huidig_contract(traject)) is not None:
        gevonden.append(naar(Actie.SIGNAAL_MELDEN, "Signaal melden", "evaluatie:signaal_melden"))
        if mag_besluiten and contract.einde is not None:
            gevonden.append(naar(Actie.OMZETTING_BESLUITEN, "Besluit over het vaste contract", "evaluatie:omzetten"))
    return gevonden
