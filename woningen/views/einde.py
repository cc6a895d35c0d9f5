"""Towards the end: consultation before the besluit, and the aanzegging."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak
from opstap.protocol.contract import aanzegging_belemmeringen, aanzegging_vanaf, aanzegging_voor
from opstap.protocol.datums import datum_voluit, laatste_dag
from opstap.protocol.herhuisvesten import woning_terug_belemmeringen
from opstap.trajecten.schermen import Beslisscherm
from woningen.enums import AanzegWijze
from woningen.forms import AanzeggingForm, DatumForm, EindafspraakForm, OntvangstForm, OverlegForm
from woningen.kaart import contractregels
from woningen.services import (
    aanzegging_ontvangst_vastleggen,
    aanzegging_registreren,
    einde_afspreken,
    overleg_vastleggen,
    woning_terugnemen,
)
from woningen.services.aanzegging import aanzegging_mogelijk_belemmeringen
from woningen.services.beeindigen import einde_afspreken_belemmeringen
from woningen.services.omzetting import overleg_belemmeringen
from woningen.views.gedeeld import Contractformulier, onbeantwoorde_aanzegging


class OverlegView(Contractformulier, Beslisscherm):
    actie = Actie.OMZETTING_BESLUITEN
    zaak = Zaak.OMZETTING
    form_class = OverlegForm
    titel = "Overleg over het vaste contract"
    uitleg = "Voor het besluit overlegt u met de huurder en met de zorgorganisatie. Een aanbod om te praten telt ook."
    knop = "Leg het overleg vast"
    gelukt = "Het overleg is vastgelegd."

    def bezwaren(self) -> Sequence[Belemmering]:
        return self.niet_beslisser() or overleg_belemmeringen(self.contract)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        overleg_vastleggen(contract=self.contract.sleutel, namens=namens, **form.cleaned_data)
        return self.terug_url()


class EindafspraakView(Contractformulier):
    """The last day: agreed on while the end is sought together, or by notice of the huurder or a court (Z-13.10)."""

    actie = Actie.CONTRACT_BEHEREN
    form_class = EindafspraakForm
    titel = "De laatste dag van de huur"
    uitleg = (
        "Alleen een afspraak met de huurder, een opzegging door de huurder of een vonnis laat de huur eerder stoppen. "
        "De huurder en de begeleider krijgen een brief."
    )
    knop = "Leg de laatste dag vast"
    gelukt = "De laatste dag is vastgelegd. De brief staat klaar."

    def bezwaren(self) -> Sequence[Belemmering]:
        return einde_afspreken_belemmeringen(self.contract)

    def begin(self) -> dict[str, Any]:
        return {"overlegd_op": clock.vandaag()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=list(contractregels(self.contract)), **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        einde_afspreken(contract=self.contract.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()


class WoningTerugView(Contractformulier):
    """The keys came back: the tenancy and the traject are over."""

    actie = Actie.CONTRACT_BEHEREN
    titel = "De woning is terug"
    uitleg = "Leg vast wanneer de sleutel terugkwam. De huur stopt op de afgesproken dag en het traject is klaar."
    knop = "Neem de woning terug"
    gelukt = "De woning is terug. Het traject is afgesloten."

    def get_form(self, data: Any = None) -> DatumForm:
        return DatumForm(data, initial={"datum": clock.vandaag()}, label="Op welke dag kwam de sleutel terug?")

    def bezwaren(self) -> Sequence[Belemmering]:
        afspraak = self.contract.eindafspraak
        return woning_terug_belemmeringen(
            afgesproken_einde=afspraak.einde if afspraak else None,
            ingebruikname=self.contract.ingebruikname,
            sleutel_terug_op=clock.vandaag(),
            peildatum=clock.vandaag(),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=list(contractregels(self.contract)), **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        woning_terugnemen(
            contract=self.contract.sleutel, sleutel_terug_op=form.cleaned_data["datum"], versie=versie, namens=namens
        )
        return self.terug_url()


class AanzeggingOpnieuwView(Contractformulier):
    """Send it, the first time or again when the letter did not arrive."""

    actie = Actie.CONTRACT_BEHEREN
    form_class: Any = AanzeggingForm
    titel = "Aanzegging versturen"
    uitleg = (
        "Opstap maakt de brief. Druk hem af en verstuur hem. "
        "Alleen de dag waarop de huurder hem ontvangt, telt voor de wet."
    )
    knop = "Maak de aanzegging"
    gelukt = "De brief staat klaar. Leg vast wanneer de huurder hem ontving."

    def bezwaren(self) -> Sequence[Belemmering]:
        bezwaren = aanzegging_mogelijk_belemmeringen(self.contract)
        return bezwaren or aanzegging_belemmeringen(ontvangen=clock.vandaag(), einde=self.contract.einde)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        einde = self.contract.einde
        feiten = [
            ("Laatste dag van het contract", datum_voluit(laatste_dag(einde))),
            ("Ontvangen mag vanaf", datum_voluit(aanzegging_vanaf(einde))),
            ("Ontvangen moet uiterlijk", datum_voluit(laatste_dag(aanzegging_voor(einde)))),
            *(
                ("Verstuurd", f"{datum_voluit(a.verzonden_op)}, {AanzegWijze(a.wijze).label}")
                for a in self.contract.aanzeggingen.order_by("pk")
            ),
        ]
        return super().get_context_data(feiten=feiten, **kwargs)

    def begin(self) -> dict[str, Any]:
        return {"verzonden_op": clock.vandaag()}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        aanzegging_registreren(contract=self.contract.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return reverse("woningen:aanzegging", args=[self.traject.sleutel])


class AanzeggingView(AanzeggingOpnieuwView):
    """Where the duty leads: send it, and once it is under way write down its receipt."""

    template_name = "woningen/aanzegging.html"

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.verstuurd = onbeantwoorde_aanzegging(self.contract)
        if self.verstuurd is not None:
            self.form_class = OntvangstForm
            self.titel = "Ontvangst van de aanzegging"
            self.uitleg = "De taak is pas klaar als vaststaat dat de huurder de aanzegging ontving."
            self.knop = "Leg de ontvangst vast"
            self.gelukt = "De ontvangst is vastgelegd. Het contract stopt op de laatste dag."

    def bezwaren(self) -> Sequence[Belemmering]:
        """A receipt inside the window may still be written down after it."""
        if self.verstuurd is not None:
            return aanzegging_mogelijk_belemmeringen(self.contract)
        return super().bezwaren()

    def begin(self) -> dict[str, Any]:
        return {} if self.verstuurd is not None else super().begin()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        opnieuw = reverse("woningen:aanzegging_opnieuw", args=[self.traject.sleutel])
        mag_opnieuw = self.verstuurd is not None and not super().bezwaren()
        return super().get_context_data(opnieuw_url=opnieuw if mag_opnieuw else "", **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        if self.verstuurd is None:
            return super().uitvoeren(form, namens, versie)
        aanzegging_ontvangst_vastleggen(aanzegging=self.verstuurd.sleutel, namens=namens, **form.cleaned_data)
        return self.terug_url()
