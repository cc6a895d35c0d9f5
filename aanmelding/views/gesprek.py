"""The conversation with the kandidaat: plan it, call it off, write down when it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aanmelding import services
from aanmelding.forms import GesprekForm, GesprekPlannenForm
from aanmelding.gesprek import gepland_gesprek, gesprekskring, in_woorden, is_geweest, op_dag, vastleg_begin
from aanmelding.views.oordeel import Oordeelformulier
from opstap import clock
from opstap.partners.namens import Namens
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_met_dag
from opstap.protocol.gesprek import afzeggen_belemmeringen, gesprek_belemmeringen, plannen_belemmeringen
from opstap.termijnen.forms import als_begin
from opstap.termijnen.momenttekst import NIETS_VERANDERD


class _Gesprekformulier(Oordeelformulier):
    def laatste_wijziging(self) -> str:
        return self.laatst_gedaan("gesprek_gepland", "gesprek_afgezegd", "gesprek_vastgelegd")


class GesprekPlannenView(_Gesprekformulier):
    form_class = GesprekPlannenForm
    toont_opgeslagen = True
    titel = "Plan het gesprek met de kandidaat"
    knop = "Leg vast en nodig uit"
    gelukt = "Het gesprek staat gepland. De uitnodigingen gaan nu weg."

    def begin(self) -> dict[str, Any]:
        """When it moves: as it stands now."""
        moment = gepland_gesprek(self.aanmelding)
        return {"dag": op_dag(moment), **als_begin(moment)} if moment else {}

    def belemmeringen(self) -> Sequence[Belemmering]:
        a, vandaag = self.aanmelding, clock.vandaag()
        return self.niet_beslisser() or plannen_belemmeringen(
            status=a.status, gesprek_op=a.gesprek_op, dag=vandaag, plaats=None, peildatum=vandaag
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wie = [f"de {rol.label}" for _, rol in gesprekskring(self.traject)]
        self.uitleg = (
            "De collega’s krijgen een uitnodiging voor hun agenda. De begeleider vertelt het de kandidaat. "
            "De kandidaat mag iemand meenemen."
        )
        feiten = [("Wie de uitnodiging krijgen", " en ".join(wie))]
        if uiterlijk := self.besluit_uiterlijk():
            feiten.append(("Besluit uiterlijk", datum_met_dag(uiterlijk)))
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        na = services.gesprek_plannen(
            traject=self.traject.sleutel, dag=form.cleaned_data["dag"], hoe=form.plan(), versie=versie, namens=namens
        )
        if na.versie == self.aanmelding.versie:
            self.gelukt = NIETS_VERANDERD
        return self.terug_url()


class GesprekAfzeggenView(_Gesprekformulier):
    titel = "Zeg het gesprek af"
    uitleg = (
        "Heeft u al een andere dag? Verander dan de dag, dat is één bericht. "
        "Zegt u het af, dan hoort de begeleider dat en vertelt het de kandidaat."
    )
    knop = "Zeg het gesprek af"
    gelukt = "Het gesprek is afgezegd. De collega’s krijgen bericht."

    def belemmeringen(self) -> Sequence[Belemmering]:
        moment = gepland_gesprek(self.aanmelding)
        komt_nog = moment is not None and not is_geweest(moment)
        return self.niet_beslisser() or afzeggen_belemmeringen(komt_nog=komt_nog)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        moment = gepland_gesprek(self.aanmelding)
        feiten = [("Gesprek met de kandidaat", in_woorden(moment))] if moment else []
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.gesprek_afzeggen(traject=self.traject.sleutel, versie=versie, namens=namens)
        return self.terug_url()


class GesprekView(_Gesprekformulier):
    form_class = GesprekForm
    toont_opgeslagen = True
    titel = "Gesprek met de kandidaat"
    uitleg = "Vul alleen in wanneer het was en wie erbij waren. Vraag niet naar ziekte of behandeling."
    knop = "Leg het gesprek vast"
    gelukt = "Het gesprek is vastgelegd."

    def begin(self) -> dict[str, Any]:
        return vastleg_begin(self.aanmelding)

    def belemmeringen(self) -> Sequence[Belemmering]:
        vandaag = clock.vandaag()
        a = self.aanmelding
        return self.niet_beslisser() or gesprek_belemmeringen(
            status=a.status, datum=vandaag, ingediend_op=a.ingediend_op, peildatum=vandaag
        )

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.gesprek_vastleggen(traject=self.traject.sleutel, gesprek=form.gesprek(), versie=versie, namens=namens)
        return self.terug_url()
