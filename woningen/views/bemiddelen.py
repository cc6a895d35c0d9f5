"""Ask a corporatie, offer a home, write down the answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import Http404

from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Route
from opstap.protocol.bemiddelen import Aanbiedingstatus, Afhandeling, Woningtype
from opstap.protocol.beslissen import Zaak
from opstap.protocol.contingent import heeft_contingent
from opstap.protocol.datums import datum_voluit
from opstap.protocol.leefbaarheid import samen_zoeken_waarschuwingen
from opstap.regelingen.models import Deelname
from opstap.trajecten.schermen import Beslisscherm
from woningen.enums import Weigerreden
from woningen.forms import (
    AanbiedenForm,
    AfhandelForm,
    AfzienForm,
    Antwoord,
    AntwoordForm,
    ContingentdeelForm,
    VerhuurderForm,
)
from woningen.forms.reageren import ZelfAntwoordForm
from woningen.letters import bedrag
from woningen.models import Aanbieding, Bemiddeling, Woning
from woningen.services import (
    aanbieding_accepteren,
    aanbieding_intrekken,
    aanbieding_weigeren,
    contingentdeel_kiezen,
    verhuurder_voorstel,
    verhuurder_vragen,
    verlopen_aanbieding_afhandelen,
    woning_aanbieden,
)
from woningen.services.aanbieden import aanbieden_belemmeringen
from woningen.services.afspraken import grenswaarschuwingen
from woningen.services.antwoord import (
    Punten,
    afhandel_belemmeringen,
    afzien_belemmeringen,
    afzien_waarschuwingen,
    is_voorbij,
)
from woningen.services.bemiddelen import (
    contingent_van,
    contingentdeel_belemmeringen,
    ruimte_per_deel,
    verhuurder_belemmeringen,
)
from woningen.services.leefbaarheid import kiest_samen
from woningen.services.start import voor_de_toewijzing
from woningen.services.uitruil import is_vrijgesteld
from woningen.services.uitruil import waarschuwingen as uitruilwaarschuwingen
from woningen.views.gedeeld import Woonformulier

#: What the form fills in as the last day for an answer (our own, the protocol gives none).
ANTWOORD_DAGEN = 7
#: How many free homes the list offers.
WONINGEN = 300


class Bemiddelformulier(Woonformulier):
    """A form about the open search of this traject."""

    bemiddeling: Bemiddeling | None

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.bemiddeling = Bemiddeling.objects.open().filter(traject=self.traject).select_related("verhuurder").first()

    @property
    def is_direct(self) -> bool:
        return self.bemiddeling is not None and self.bemiddeling.route == Route.DIRECTE_BEMIDDELING

    def versie(self) -> int | None:
        return self.bemiddeling.versie if self.bemiddeling else None


class VerhuurderVragenView(Bemiddelformulier, Beslisscherm):
    actie = Actie.VERHUURDER_VRAGEN
    zaak = Zaak.VERDELING
    form_class = VerhuurderForm
    titel = "Een corporatie om een woning vragen"
    uitleg = "De corporatie ziet dit traject pas als u haar vraagt. Zij krijgt dan bericht."
    knop = "Vraag deze corporatie"
    gelukt = "De corporatie is gevraagd en krijgt bericht."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.voorstel = verhuurder_voorstel(self.traject) if self.is_direct else None
        deelnames = Deelname.objects.filter(regeling=self.traject.regeling).als(Hoedanigheid.VERHUURDER)
        nu = self.bemiddeling.verhuurder if self.bemiddeling else None
        self.corporaties = [d.organisatie for d in deelnames if d.organisatie != nu]

    def bezwaren(self) -> Sequence[Belemmering]:
        bezwaren = self.niet_beslisser() or verhuurder_belemmeringen(self.bemiddeling)
        if not bezwaren and not self.corporaties:
            bezwaren = [Belemmering("Z-2.3", "Er doet geen andere corporatie mee aan deze regeling.")]
        return bezwaren

    def waarschuwingen(self) -> Sequence[Belemmering]:
        if not self.is_direct or self.bezwaren():
            return ()
        gevonden = grenswaarschuwingen(self.traject)
        if is_vrijgesteld(self.traject):
            gevonden += uitruilwaarschuwingen(self.traject)
        if self.voorstel is None and heeft_contingent(parameters=self.traject.regelingversie.parameters):
            jaar = clock.vandaag().year
            melding = f"Voor {jaar} is nog geen contingent vastgelegd; doe dat eerst of daarna."
            gevonden.append(Belemmering("Z-4.1", melding))
        return gevonden

    def begin(self) -> dict[str, Any]:
        naam = self.voorstel.naam if self.voorstel else None
        return {
            "corporatie": next((str(c.sleutel) for c in self.corporaties if c.naam == naam), None),
            "categorie": self.bemiddeling.categorie if self.bemiddeling else None,
        }

    def form_opties(self) -> dict[str, Any]:
        return {
            "corporaties": self.corporaties,
            "met_reden": self.voorstel is not None,
            "ruimte": ruimte_per_deel(self.traject) if self.is_direct else {},
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feiten = []
        if self.voorstel is not None:
            feiten = [
                ("Aan de beurt", self.voorstel.naam or "niemand"),
                *(("Berekening", regel) for regel in self.voorstel.regels),
            ]
        if self.bemiddeling is not None and self.bemiddeling.verhuurder is not None:
            feiten.append(("Nu gevraagd", self.bemiddeling.verhuurder.naam))
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        verhuurder_vragen(
            traject=self.traject.sleutel,
            corporatie=form.cleaned_data["corporatie"],
            reden=form.cleaned_data.get("reden"),
            categorie=form.cleaned_data.get("categorie"),
            versie=versie,
            namens=namens,
        )
        return self.terug_url()


class ContingentdeelView(Bemiddelformulier, Beslisscherm):
    actie = Actie.VERHUURDER_VRAGEN
    zaak = Zaak.VERDELING
    form_class = ContingentdeelForm
    titel = "Voor welk deel van het contingent telt deze woning?"
    uitleg = "De corporatie ziet dit niet."
    knop = "Sla op"
    gelukt = "Het deel van het contingent is gekozen."

    def bezwaren(self) -> Sequence[Belemmering]:
        return self.niet_beslisser() or contingentdeel_belemmeringen(self.bemiddeling)

    def begin(self) -> dict[str, Any]:
        return {"categorie": self.bemiddeling.categorie if self.bemiddeling else None}

    def form_opties(self) -> dict[str, Any]:
        return {"ruimte": ruimte_per_deel(self.traject)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contingent = contingent_van(self.traject)
        feiten = [("Contingent van", str(contingent.jaar))] if contingent else []
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        contingentdeel_kiezen(
            traject=self.traject.sleutel, categorie=form.cleaned_data["categorie"], versie=versie, namens=namens
        )
        return self.terug_url()


class AanbiedenView(Bemiddelformulier):
    actie = Actie.WONING_AANBIEDEN
    form_class = AanbiedenForm
    titel = "Een woning aanbieden"
    uitleg = "De kandidaat krijgt een brief, de begeleider krijgt bericht."
    knop = "Bied de woning aan"
    gelukt = "De woning is aangeboden. De brief staat klaar."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        verhuurder = self.bemiddeling.verhuurder if self.bemiddeling else None
        self.woningen = (
            list(Woning.objects.van([verhuurder]).beschikbaar().order_by("adres", "pk")[:WONINGEN])
            if verhuurder
            else []
        )

    def versie(self) -> int | None:
        return None

    def waarschuwingen(self) -> Sequence[Belemmering]:
        return samen_zoeken_waarschuwingen(samen=kiest_samen(self.bemiddeling))

    def bezwaren(self) -> Sequence[Belemmering]:
        bezwaren = aanbieden_belemmeringen(self.bemiddeling)
        if not bezwaren and not self.woningen:
            melding = "Er staat geen vrije woning in uw lijst; voeg eerst een woning toe bij Woningen."
            bezwaren = [Belemmering("Z-9.12", melding)]
        return bezwaren

    def begin(self) -> dict[str, Any]:
        """With the home that was chosen on the page before, if it is one of these."""
        gekozen = self.request.GET.get("woning")
        return {
            "antwoord_uiterlijk": clock.vandaag() + timedelta(days=ANTWOORD_DAGEN),
            "woning": next((str(w.sleutel) for w in self.woningen if str(w.sleutel) == gekozen), None),
        }

    def form_opties(self) -> dict[str, Any]:
        return {"woningen": self.woningen, "met_uitzondering": self.is_direct}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        woning_aanbieden(traject=self.traject.sleutel, namens=namens, **form.cleaned_data)
        return self.terug_url()


class AanbiedingView(Woonformulier):
    """The answer on one offer; when it expired, what that means."""

    actie = Actie.WONING_AANBIEDEN
    aanbieding: Aanbieding

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        rij = (
            Aanbieding.objects.van_traject(self.traject)
            .select_related("woning__corporatie", "bemiddeling")
            .filter(sleutel=kwargs["onderwerp"])
            .first()
        )
        if rij is None:
            raise Http404
        self.aanbieding = rij
        self.is_voorbij = is_voorbij(rij)
        self.zei_ja = rij.status == Aanbiedingstatus.GEACCEPTEERD
        self.titel = "Verlopen aanbod afhandelen" if self.is_voorbij else "Antwoord op het aanbod"
        self.uitleg = "De dag om te antwoorden is voorbij." if self.is_voorbij else ""
        self.knop = "Leg dit vast" if self.is_voorbij else "Leg het antwoord vast"
        self.gelukt = "Het antwoord is vastgelegd."
        if self.zei_ja:
            self.titel, self.gelukt = (
                "De woning gaat toch niet door",
                "Vastgelegd. De woning en de plek zijn weer vrij.",
            )
            self.uitleg = (
                "De kandidaat zei ja, maar kreeg de sleutel nog niet. Een contract dat al is opgemaakt, vervalt."
            )
            self.knop = "Leg vast dat het niet doorgaat"

    def versie(self) -> int | None:
        return self.aanbieding.versie

    def get_form(self, data: Any = None) -> Any:
        if self.zei_ja:
            return AfzienForm(data, initial=self.begin())
        zelf = self.aanbieding.bemiddeling.route == Route.ZELF_REAGEREN
        form = AfhandelForm if self.is_voorbij else ZelfAntwoordForm if zelf else AntwoordForm
        return form(data, initial=self.begin())

    def bezwaren(self) -> Sequence[Belemmering]:
        if self.is_voorbij:
            return afhandel_belemmeringen(self.aanbieding)
        return afzien_belemmeringen(self.aanbieding)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        """Before the home is given out, or given back; an answer is not waited with (law 12)."""
        if self.zei_ja:
            return afzien_waarschuwingen(self.aanbieding)
        return () if self.is_voorbij else voor_de_toewijzing(self.traject, Route(self.aanbieding.bemiddeling.route))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=self._feiten(), **kwargs)

    def _feiten(self) -> list[tuple[str, str]]:
        rij = self.aanbieding
        feiten = [
            *self._woonfeiten(rij.woning),
            ("Aangeboden op", datum_voluit(rij.aangeboden_op)),
            ("Antwoord uiterlijk", datum_voluit(rij.antwoord_uiterlijk)),
            ("Stand", Aanbiedingstatus(rij.status).label),
        ]
        if rij.weigerreden:
            feiten.append(("Waarom nee", Weigerreden(rij.weigerreden).label))
        if rij.afhandeling:
            feiten.append(("Besloten", Afhandeling(rij.afhandeling).label))
        return feiten

    def _woonfeiten(self, woning: Woning) -> list[tuple[str, str]]:
        """A corporatie asked later does not see which home the one before her offered."""
        if woning.corporatie.sleutel not in {n.organisatie for n in self.namens_mogelijk}:
            return []
        return [
            ("Woning", f"{woning.adres}, {Woningtype(woning.woningtype).label}"),
            ("Kale huur", bedrag(woning.kale_huur)),
        ]

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        sleutel, velden = self.aanbieding.sleutel, form.cleaned_data
        if self.is_voorbij:
            verlopen_aanbieding_afhandelen(
                aanbieding=sleutel, afhandeling=velden["afhandeling"], versie=versie, namens=namens
            )
        elif velden["antwoord"] is Antwoord.ACCEPTEREN:
            op = velden.get("punten_op")
            verteld = Punten(op, velden["punten_wijze"]) if op else None
            aanbieding_accepteren(aanbieding=sleutel, punten_verteld=verteld, versie=versie, namens=namens)
        elif velden["antwoord"] is Antwoord.INTREKKEN:
            aanbieding_intrekken(aanbieding=sleutel, reden=velden["intrekreden"], versie=versie, namens=namens)
        else:
            aanbieding_weigeren(
                aanbieding=sleutel,
                reden=velden["weigerreden"],
                mismatch_bevestigd=velden["mismatch_bevestigd"],
                factor_vastgelegd_op=velden["factor_vastgelegd_op"],
                versie=versie,
                namens=namens,
            )
        return self.terug_url()
