"""What the kandidaat knows, and whether other organisations may be asked: each a fact of its own (I-10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse

from aanmelding import services
from aanmelding.forms import InstemmingForm, KennisnemingForm
from aanmelding.papier import wie_ziet_wat
from aanmelding.views.basis import Aanmeldformulier
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import ONVERSTUURD, verklaring_belemmeringen
from opstap.protocol.basis import Belemmering
from opstap.protocol.verklaringsoorten import wie_zegt
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.services import akkoordgever
from opstap.trajecten.verklaringen import gevolgregels


class Verklaringscherm(Aanmeldformulier):
    """One kind; who sees what stands above it, and what an answer does beside it."""

    actie = Actie.AANMELDING_INVULLEN
    template_name = "trajecten/verklaring.html"
    soort: ClassVar[Verklaringsoort]

    def belemmeringen(self) -> Sequence[Belemmering]:
        vandaag = clock.vandaag()
        return verklaring_belemmeringen(
            status=self.aanmelding.status, datum=vandaag, begonnen_op=vandaag, peildatum=vandaag
        )

    def terug_url(self) -> str:
        """Before sending: to the page that asked for it."""
        if self.aanmelding.status in ONVERSTUURD:
            return self.url("controleren")
        return reverse("verklaringen", args=[self.traject.sleutel])

    def form_opties(self) -> dict[str, Any]:
        return {"wie": wie_zegt(soort=self.soort, door=akkoordgever(self.traject))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            vooraf={"titel": "Wie ziet wat?", "lezers": wie_ziet_wat(self.aanmelding)},
            gevolgen=gevolgregels(self.soort),
            **kwargs,
        )

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.verklaring_geven(
            traject=self.traject.sleutel, soort=self.soort, versie=versie, namens=namens, **form.cleaned_data
        )
        return self.terug_url()


class KennisnemingView(Verklaringscherm):
    soort = Verklaringsoort.KENNISNEMING_DELEN
    form_class = KennisnemingForm
    titel = "Kennisneming: wie ziet wat"
    uitleg = "Vertel wat hieronder staat. Weten is nog geen ja: dat vraagt u apart."
    knop = "Leg vast dat het is verteld"
    gelukt = "Vastgelegd dat het is verteld."


class InstemmingView(Verklaringscherm):
    soort = Verklaringsoort.INSTEMMING_PARTIJEN
    form_class = InstemmingForm
    titel = "Instemming: vragen aan andere organisaties"
    uitleg = "De kandidaat kiest of u andere organisaties iets vraagt. Dring niet aan."
    knop = "Leg het antwoord vast"
    gelukt = "Het antwoord is vastgelegd."
