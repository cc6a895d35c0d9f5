"""What the pages of who judges an aanmelding share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aanmelding import services
from aanmelding.forms import GesprekForm
from aanmelding.models import AanmeldVersie
from aanmelding.views.basis import Aanmeldformulier
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import gesprek_belemmeringen
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak
from opstap.protocol.parameters import Parameters
from opstap.trajecten.schermen import Beslisscherm


class Oordeelformulier(Aanmeldformulier, Beslisscherm):
    """Reads the version that was sent, never what the zorgorganisatie is still changing."""

    actie = Actie.TOELATING_BESLUITEN
    zaak = Zaak.TOELATING
    verstuurd: AanmeldVersie

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        versie = self.aanmelding.laatste_versie
        assert versie is not None, "wie besluit, is pas betrokken na het versturen"
        self.verstuurd = versie

    @property
    def parameters(self) -> Parameters:
        return self.traject.regelingversie.parameters

    def terug_url(self) -> str:
        return self.url("beoordelen")


class GesprekView(Oordeelformulier):
    form_class = GesprekForm
    toont_opgeslagen = True
    titel = "Gesprek met de kandidaat"
    uitleg = "Vul alleen in wanneer het was en wie erbij waren. Vraag niet naar ziekte of behandeling."
    knop = "Leg het gesprek vast"
    gelukt = "Het gesprek is vastgelegd."

    def begin(self) -> dict[str, Any]:
        return {"gesprek_op": self.aanmelding.gesprek_op, "gesprek_met": self.aanmelding.gesprek_met}

    def belemmeringen(self) -> Sequence[Belemmering]:
        vandaag = clock.vandaag()
        a = self.aanmelding
        return self.niet_beslisser() or gesprek_belemmeringen(
            status=a.status, datum=vandaag, ingediend_op=a.ingediend_op, peildatum=vandaag
        )

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.gesprek_vastleggen(traject=self.traject.sleutel, gesprek=form.gesprek(), versie=versie, namens=namens)
        return self.terug_url()
