"""An extra evaluatie, beside the plan: any time, with a number of its own, and taken back when it is not needed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from evaluatie.enums import Notitiesoort
from evaluatie.feiten import huidig_contract, komende_evaluaties
from evaluatie.models import Evaluatie
from evaluatie.services.gedeeld import notitie_schrijven, stap, vergrendeld
from evaluatie.services.tafel import evaluatie_om_de_tafel
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak
from opstap.protocol.evaluatiebegrippen import EvaluatieSoort
from opstap.protocol.momenten import Momentplan
from opstap.protocol.ritme import extra_belemmeringen, extra_intrekken_belemmeringen, extra_nu_belemmeringen
from opstap.termijnen.genodigden.services import moment_afzeggen
from opstap.trajecten.beslissers import beslisser_bezwaren
from opstap.trajecten.models import Traject
from opstap.trajecten.services import handeling_boeken, traject_vergrendelen
from opstap.trajecten.toegang import eis_recht


def extra_kan_belemmeringen(traject: Traject) -> list[Belemmering]:
    """Also shown on the page."""
    return extra_nu_belemmeringen(bewoont=huidig_contract(traject) is not None)


@transaction.atomic
def extra_evaluatie_plannen(
    *, traject: UUID, datum: date, met_allen: bool, namens: Namens, hoe: Momentplan | None = None
) -> Evaluatie:
    """The plan keeps its numbers and days. `met_allen`: who is at a halfjaarlijkse evaluatie must be there too."""
    slot = traject_vergrendelen(traject)
    eis_recht(namens, Actie.EVALUATIE_HOUDEN, slot)
    eis(beslisser_bezwaren(namens, Zaak.EVALUATIE, slot))
    eis(extra_kan_belemmeringen(slot))
    contract = huidig_contract(slot)
    assert contract is not None
    afspraak, bezet = contract.eindafspraak, {e.gepland_op: e.nummer for e in komende_evaluaties(slot)}
    einde = afspraak.einde if afspraak is not None else contract.opstap_tot
    eis(extra_belemmeringen(datum=datum, einde=einde, bezet=bezet, peildatum=clock.vandaag()))
    rij = Evaluatie.objects.create(
        traject=slot,
        contract=contract,
        nummer=(Evaluatie.objects.filter(contract=contract).aggregate(n=Max("nummer"))["n"] or 0) + 1,
        soort=EvaluatieSoort.EXTRA,
        clausule="Z-12.1",
        met_corporatie=met_allen,
        gepland_op=datum,
    )
    if hoe is not None:
        evaluatie_om_de_tafel(rij, hoe)
    gegevens = {"nummer": rij.nummer, "datum": datum.isoformat()}
    handeling_boeken(slot, namens=namens, soort="evaluatie_extra_gepland", clausule="Z-12.1", gegevens=gegevens)
    return rij


@transaction.atomic
def extra_evaluatie_intrekken(*, evaluatie: UUID, reden: str, namens: Namens, versie: int | None = None) -> Evaluatie:
    """Not needed after all; who was invited hears that it is off."""
    traject, rij = vergrendeld(Evaluatie.objects.all(), evaluatie, versie)
    eis_recht(namens, Actie.EVALUATIE_HOUDEN, traject)
    eis(beslisser_bezwaren(namens, Zaak.EVALUATIE, traject))
    eis(extra_intrekken_belemmeringen(soort=rij.soort, te_houden=rij.is_te_houden, reden=reden))
    stap(rij.intrekken)
    rij.save()
    moment_afzeggen(rij.sleutel)
    notitie_schrijven(traject, rij.sleutel, Notitiesoort.REDEN, reden)
    gegevens = {"nummer": rij.nummer, "datum": rij.gepland_op.isoformat()}
    handeling_boeken(traject, namens=namens, soort="evaluatie_extra_ingetrokken", clausule="Z-12.1", gegevens=gegevens)
    gereed: Evaluatie = rij
    return gereed
