"""Refusing somebody who reacts himself, for a building under pressure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.leefbaarheid import leefbaarheid_waarschuwingen, weigergronden
from opstap.protocol.woningkenmerken import Leefbaarheid
from woningen.forms.reageren import LeefbaarheidForm
from woningen.models import Complex
from woningen.services import leefbaarheid_weigeren
from woningen.services.leefbaarheid import kiest_samen, weigeren_belemmeringen
from woningen.views.bemiddelen import Bemiddelformulier

#: How many buildings the list offers.
COMPLEXEN = 300
_LAATSTE_WOORD = (
    "De kandidaat koos een woning, samen met de zorgorganisatie. Past die niet, dan kunt u die woning weigeren. Het is "
    "uw besluit: voor de kandidaat telt het niet als een weigering. De kandidaat krijgt een brief met uw uitleg."
)


class LeefbaarheidWeigerenView(Bemiddelformulier):
    actie = Actie.LEEFBAARHEID_WEIGEREN
    form_class = LeefbaarheidForm
    titel = "Geen woning in dit gebouw, om de leefbaarheid"
    uitleg = (
        "Dit kan alleen bij een gebouw waar de leefbaarheid onder druk staat. Het is uw besluit: voor de "
        "kandidaat telt het niet als een weigering. De kandidaat krijgt een brief met uw uitleg."
    )
    knop = "Neem het besluit en maak de brieven"
    gelukt = "Het besluit is genomen. De brieven staan bij het traject."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        verhuurder = self.bemiddeling.verhuurder if self.bemiddeling else None
        alle = Complex.objects.van([verhuurder]).order_by("naam", "pk") if verhuurder else Complex.objects.none()
        self.complexen = list(alle[:COMPLEXEN])
        self.samen = kiest_samen(self.bemiddeling)
        if self.samen:
            self.titel, self.uitleg = "De gekozen woning niet toewijzen", _LAATSTE_WOORD

    def bezwaren(self) -> Sequence[Belemmering]:
        bezwaren = weigeren_belemmeringen(self.bemiddeling)
        if not bezwaren and not self.complexen:
            return [Belemmering("Z-9.21", "Er staat nog geen gebouw in uw lijst; voeg dat eerst toe bij Complexen.")]
        return bezwaren

    def waarschuwingen(self) -> Sequence[Belemmering]:
        druk = any(c.leefbaarheid == Leefbaarheid.ONDER_DRUK for c in self.complexen)
        return leefbaarheid_waarschuwingen(iets_onder_druk=druk, samen=self.samen)

    def form_opties(self) -> dict[str, Any]:
        return {"complexen": self.complexen, "gronden": weigergronden(samen=self.samen)}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        leefbaarheid_weigeren(traject=self.traject.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()
