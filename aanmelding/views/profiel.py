"""Which home fits, and the support at home."""

from __future__ import annotations

from typing import Any

from aanmelding import services
from aanmelding.delen.begeleiding import BEGELEIDING, afspraak, legt_uren_vast
from aanmelding.delen.woonprofiel import VRAGEN, WOONPROFIEL, factorrijen, woonwensen
from aanmelding.forms import BegeleidingForm, WoonprofielForm
from aanmelding.views.basis import Losdeelformulier
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.woonprofiel import VAN_DE_BUURT, VAN_DE_WONING


class WoonprofielView(Losdeelformulier):
    actie = Actie.AANMELDING_INVULLEN
    deel = WOONPROFIEL
    form_class = WoonprofielForm
    uitleg = "Niets is verplicht. Weet u iets nog niet? Laat het leeg of kies “weet nog niet”."

    def begin(self) -> dict[str, Any]:
        wensen = woonwensen(self.aanmelding)
        factoren = [rij.factor for rij in factorrijen(self.aanmelding)]
        gekozen = {
            naam: [factor for factor in factoren if factor in mogelijk]
            for naam, mogelijk in (("woning", VAN_DE_WONING), ("buurt", VAN_DE_BUURT))
        }
        return {naam: getattr(wensen, naam) for naam, _, _ in VRAGEN} | gekozen

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.woonprofiel_bijwerken(
            traject=self.traject.sleutel,
            wensen=form.wensen(),
            factoren=form.factoren(),
            versie=versie,
            namens=namens,
        )
        return self.verder_url()


class BegeleidingView(Losdeelformulier):
    actie = Actie.AANMELDING_INVULLEN
    deel = BEGELEIDING
    form_class = BegeleidingForm
    uitleg = "Dit gaat over de begeleiding na de verhuizing. Wie begeleidt, staat bij het traject."

    def form_opties(self) -> dict[str, Any]:
        return {"met_uren": legt_uren_vast(self.traject)}

    def begin(self) -> dict[str, Any]:
        rij = afspraak(self.aanmelding)
        return {naam: getattr(rij, naam) for naam in ("uren", "start", "bereikbaar")} if rij else {}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.begeleiding_bijwerken(traject=self.traject.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.verder_url()
