"""The besluit over the vaste contract, beside everything it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse

from evaluatie.dossier import Dossier, dossier
from evaluatie.enums import Evaluatiestatus
from evaluatie.forms import OmzettenForm
from evaluatie.services import omzetting_besluiten
from evaluatie.services.omzetten import evaluatie_uitkomst
from evaluatie.trend import inzetregels, trendtabel
from evaluatie.views.gedeeld import Inzagescherm, evaluatietabel
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak, vergadert
from opstap.protocol.datums import datum_voluit, laatste_dag
from opstap.protocol.evalueren import gronden_van
from opstap.protocol.herhuisvesten import EindeWijze
from opstap.protocol.omzetting import OmzettingUitkomst, omzetting_waarschuwingen
from opstap.protocol.parameters import VroegeOmzetting
from opstap.protocol.tijdlijn import NIET_VASTGELEGD
from opstap.trajecten.beslissers import stemgerechtigden
from opstap.trajecten.schermen import Beslisscherm, Trajectformulier
from woningen.models import Huurovereenkomst
from woningen.services.omzetting import besluit_belemmeringen

#: Stands for what a person can still type: what is left is a real obstacle.
_INGEVULD = "ingevuld"


class OmzettenView(Inzagescherm, Beslisscherm, Trajectformulier):
    """The decision file makes itself; a person decides (law 12)."""

    actie = Actie.OMZETTING_BESLUITEN
    zaak = Zaak.OMZETTING
    inzage = "omzetten"
    template_name = "evaluatie/omzetten.html"
    titel = "Besluit over het vaste contract"
    uitleg = "Hieronder staat wat de evaluaties zeggen. U besluit. Dat er nog begeleiding is, telt niet mee."
    knop = "Neem het besluit en maak de brieven"
    gelukt = "Het besluit is genomen. De brieven staan bij het traject."
    contract: Huurovereenkomst
    dossier: Dossier

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        contract = (
            Huurovereenkomst.objects.geldig()
            .filter(traject=self.traject, ingebruikname__isnull=False)
            .select_related("besluit")
            .order_by("-pk")
            .first()
        )
        if contract is None or contract.einde is None:
            raise Http404
        contract.traject = self.traject
        self.contract, self.dossier = contract, dossier(contract)

    def versie(self) -> int | None:
        versie: int = self.contract.versie
        return versie

    def get_form(self, data: Any = None) -> OmzettenForm:
        parameters, streef = self.traject.regelingversie.parameters, self.dossier.streef
        met_reden = parameters.vroege_omzetting is VroegeOmzetting.MET_REDEN
        return OmzettenForm(
            data,
            vraag_reden_vroeg=streef is not None and clock.vandaag() < streef and met_reden,
            gronden=gronden_van(parameters=parameters),
            leden=stemgerechtigden(self.traject) if vergadert(zaak=Zaak.OMZETTING, parameters=parameters) else None,
        )

    @cached_property
    def _blijft_staan(self) -> tuple[list[Belemmering], list[Belemmering]]:
        """What stands in the way of a yes and of a no, whatever is typed."""
        uitkomst = evaluatie_uitkomst(self.contract)
        gronden = gronden_van(parameters=self.traject.regelingversie.parameters)
        ja, nee = (
            besluit_belemmeringen(self.contract, keuze, gronden, _INGEVULD, _INGEVULD, uitkomst)
            for keuze in (OmzettingUitkomst.OMZETTEN, OmzettingUitkomst.NIET_OMZETTEN)
        )
        return ja, nee

    def belemmeringen(self) -> Sequence[Belemmering]:
        """What stands in the way of any besluit; first, that somebody else decides."""
        ja, nee = self._blijft_staan
        return self.niet_beslisser() or [b for b in ja if b in nee]

    def waarschuwingen(self) -> Sequence[Belemmering]:
        """What is missing, and what stands in the way of one of the two."""
        d, vandaag = self.dossier, clock.vandaag()
        gemist = [*d.niet_vastgesteld]
        gemist += omzetting_waarschuwingen(
            is_besloten=self.contract.besluit_id is not None,
            uitkomst=OmzettingUitkomst.NIET_OMZETTEN,
            peildatum=vandaag,
            ingangsdatum=self.contract.ingangsdatum,
            einde=self.contract.einde,
            aantal_gehouden=len(d.gehouden),
            aantal_gepland=sum(
                e.gepland_op <= vandaag for e in d.evaluaties if e.status != Evaluatiestatus.INGETROKKEN
            ),
            parameters=self.traject.regelingversie.parameters,
        )
        afspraak = self.contract.eindafspraak
        if afspraak is not None and afspraak.wijze == EindeWijze.OVEREENSTEMMING:
            dag = datum_voluit(laatste_dag(afspraak.einde))
            melding = f"De huur stopt op {dag}: zo ligt het vast. Met een vast contract geldt die dag niet meer."
            gemist.append(Belemmering("Z-13.10", melding))
        ja, nee = self._blijft_staan
        gemist += [Belemmering(b.clausule, f"Wel een vast contract kan niet: {b.melding}") for b in ja if b not in nee]
        return gemist + [Belemmering(b.clausule, f"Nee kan niet: {b.melding}") for b in nee if b not in ja]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        d = self.dossier
        uitkomst = d.advies.uitkomst
        return super().get_context_data(
            dossier=d,
            advies_tekst=uitkomst.label if uitkomst else "geen advies: weeg zelf",
            advies_gronden=[grond.label for grond in d.advies.gronden],
            **trendtabel(d.gehouden, self.traject.regelingversie.parameters.evaluatie_items or ()),
            inzet=inzetregels(d.gehouden),
            overleg=self._overleg() if self.traject.regelingversie.parameters.overleg_voor_omzetting else [],
            overleg_tekst=NIET_VASTGELEGD,
            besluit=self.contract.besluit,
            eerst=self._eerst(),
            **evaluatietabel(self.traject, d.evaluaties),
            **kwargs,
        )

    def _eerst(self) -> dict[str, str] | None:
        """Where to go when only the consultations are missing."""
        if self.niet_beslisser() or not any(b.clausule == "Z-12.2" for b in self.belemmeringen()):
            return None
        return {"tekst": "Leg het overleg vast", "url": reverse("woningen:overleg", args=[self.traject.sleutel])}

    def _overleg(self) -> list[dict[str, str]]:
        """Consultations, for onderdelen/taaklijst.html; the page of woningen records them."""
        url = reverse("woningen:overleg", args=[self.traject.sleutel])
        op = self.dossier.consultaties
        return [
            {
                "tekst": tekst,
                "url": "" if dag else url,
                "soort": "klaar" if dag else "aan_zet",
                "status_tekst": f"op {datum_voluit(dag)}" if dag else "nog niet",
            }
            for tekst, dag in (("Overleg met de huurder", op.huurder_op), ("Overleg met de zorg", op.zorg_op))
        ]

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        gegevens = form.cleaned_data
        omzetting_besluiten(
            contract=self.contract.sleutel,
            uitkomst=gegevens["uitkomst"],
            gronden=gegevens["gronden"],
            motivering=gegevens["motivering"],
            reden_vroeg=gegevens.get("reden_vroeg", ""),
            vergadering=form.vergadering(),
            namens=namens,
            versie=versie,
        )
        return reverse("traject", args=[self.traject.sleutel])
