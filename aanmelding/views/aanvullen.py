"""Ask for more, take that back, or report a change: the form opens again and the term runs on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aanmelding import services
from aanmelding.aanvulling import vraagregels
from aanmelding.delen import gevraagde_delen
from aanmelding.forms import AanvulForm
from aanmelding.services.aanvullen import open_vraag
from aanmelding.views.basis import Aanmeldformulier
from aanmelding.views.oordeel import Oordeelformulier
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.aanvullen import aanvulling_belemmeringen, terugnemen_belemmeringen, wijziging_belemmeringen
from opstap.protocol.basis import Belemmering


class AanvullingVragenView(Oordeelformulier):
    form_class = AanvulForm
    titel = "Vraag om een aanvulling"
    uitleg = (
        "De begeleider past de aanmelding aan en verstuurt die opnieuw. De tijd voor het besluit loopt door. "
        "Toelaten kan pas als het antwoord er is; afwijzen kan wel."
    )
    knop = "Stuur de vraag"
    gelukt = "De begeleider heeft uw vraag."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.stap = "vragen" if open_vraag(self.aanmelding) is None else "gevraagd"

    def intussen(self) -> str:
        return self.laatst_gedaan("aanvulling_gevraagd", "wijziging_gemeld")

    def form_opties(self) -> dict[str, Any]:
        t = self.traject
        return {"delen": [(d.code, f"{d.vraagnaam(t)} ({d.gaat_over(t)})") for d in gevraagde_delen(t)]}

    def belemmeringen(self) -> Sequence[Belemmering]:
        return self.niet_beslisser() or aanvulling_belemmeringen(
            status=self.aanmelding.status, onderdelen=["persoon"], mogelijk=["persoon"]
        )

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.aanvulling_vragen(traject=self.traject.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()


class AanvullingTerugnemenView(Oordeelformulier):
    titel = "De aanvulling is niet meer nodig"
    uitleg = "U wacht dan niet op het antwoord. Wat is verstuurd, telt. De begeleider krijgt bericht."
    knop = "Niet meer nodig"
    gelukt = "U wacht niet meer op een aanvulling."

    def belemmeringen(self) -> Sequence[Belemmering]:
        vraag = open_vraag(self.aanmelding)
        return self.niet_beslisser() or terugnemen_belemmeringen(
            status=self.aanmelding.status, soort=vraag.soort if vraag else ""
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=vraagregels(self.aanmelding, bij_toets=True), **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.aanvulling_terugnemen(traject=self.traject.sleutel, versie=versie, namens=namens)
        return self.terug_url()


class WijzigingView(Aanmeldformulier):
    """For the begeleider: what she sent is not right any more."""

    actie = Actie.AANMELDING_INVULLEN
    titel = "Een wijziging doorgeven"
    uitleg = (
        "Het formulier gaat weer open. U past het aan en verstuurt het opnieuw. De kandidaat geeft opnieuw akkoord. "
        "Andere organisaties antwoorden alleen opnieuw als hun deel wijzigt. "
        "De tijd voor het besluit loopt door; toelaten kan pas als u opnieuw heeft verstuurd."
    )
    knop = "Open het formulier"
    gelukt = "Het formulier is open. Pas het aan en verstuur het opnieuw."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return wijziging_belemmeringen(status=self.aanmelding.status)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.wijziging_melden(traject=self.traject.sleutel, versie=versie, namens=namens)
        return self.url("invullen")
