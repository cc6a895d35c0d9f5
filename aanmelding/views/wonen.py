"""Who comes to live there, how earlier renting went, and whether the rent can be paid."""

from __future__ import annotations

from typing import Any

from aanmelding import services
from aanmelding.delen.betaalbaarheid import BETAALBAARHEID, betaalbaarheid, instrumenten
from aanmelding.delen.huishouden import HUISHOUDEN, huishouden
from aanmelding.delen.woonverleden import WOONVERLEDEN, blokkades, woonverleden
from aanmelding.forms import BetaalbaarheidForm, HuishoudenForm, WoonverledenForm
from aanmelding.forms.woonverleden import blokkadeveld
from aanmelding.views.basis import Losdeelformulier
from opstap.partners.models import Organisatie, Organisatiesoort
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.regelingen.models import Deelname

_JA_NEE = {True: "ja", False: "nee", None: None}


class HuishoudenView(Losdeelformulier):
    actie = Actie.AANMELDING_INVULLEN
    deel = HUISHOUDEN
    form_class = HuishoudenForm

    def begin(self) -> dict[str, Any]:
        rij = huishouden(self.aanmelding)
        if rij is None:
            return {}
        mede = rij.medehuurder
        return {
            "alleen": _JA_NEE[rij.alleen],
            "medehuurder_naam": mede.naam if mede else "",
            "medehuurder_geboren": mede.geboortedatum if mede else None,
            "kinderen": rij.kinderen,
        }

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.huishouden_bijwerken(
            traject=self.traject.sleutel, gegevens=form.gegevens(), versie=versie, namens=namens
        )
        return self.verder_url()


class WoonverledenView(Losdeelformulier):
    actie = Actie.AANMELDING_INVULLEN
    deel = WOONVERLEDEN
    form_class = WoonverledenForm
    uitleg = "Weet u iets niet? Laat het leeg."

    def form_opties(self) -> dict[str, Any]:
        deelnames = Deelname.objects.actueel().filter(regeling=self.traject.regeling)
        bekend = [rij.corporatie_id for rij in blokkades(self.aanmelding)] if self.aanmelding.pk else []
        corporaties = Organisatie.objects.filter(soort=Organisatiesoort.CORPORATIE)
        in_beeld = corporaties.filter(pk__in=[*deelnames.values_list("organisatie_id", flat=True), *bekend])
        return {
            "corporaties": list(in_beeld.order_by("naam", "pk")),
            "procent": self.traject.regelingversie.parameters.aflossing_min_procent,
        }

    def begin(self) -> dict[str, Any]:
        rij = woonverleden(self.aanmelding)
        velden = ("ontruiming", "achterstand", "regeling", "genoeg_betaald", "verklaring_gezien_op")
        return {naam: getattr(rij, naam) for naam in velden if rij is not None} | {
            blokkadeveld(b.corporatie): b.stand for b in blokkades(self.aanmelding)
        }

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.woonverleden_bijwerken(
            traject=self.traject.sleutel, gegevens=form.gegevens(), versie=versie, namens=namens
        )
        return self.verder_url()


class BetaalbaarheidView(Losdeelformulier):
    actie = Actie.AANMELDING_INVULLEN
    deel = BETAALBAARHEID
    form_class = BetaalbaarheidForm
    uitleg = "Weet u iets niet? Laat het leeg. Bedragen en papieren vraagt Opstap niet."

    def begin(self) -> dict[str, Any]:
        rij, hulp = betaalbaarheid(self.aanmelding), instrumenten(self.aanmelding)
        gegevens: dict[str, Any] = {naam: getattr(rij, naam) for naam in ("oordeel", "door", "op") if rij is not None}
        for instrument, feit in hulp.items():
            gegevens |= {instrument.value: feit.stand, f"{instrument.value}_akkoord": _JA_NEE[feit.geaccepteerd]}
        return gegevens

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.betaalbaarheid_bijwerken(
            traject=self.traject.sleutel, gegevens=form.gegevens(), versie=versie, namens=namens
        )
        return self.verder_url()
