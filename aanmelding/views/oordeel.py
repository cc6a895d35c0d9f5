"""What the pages of who judges an aanmelding share."""

from __future__ import annotations

from datetime import date
from typing import Any

from aanmelding.models import AanmeldVersie
from aanmelding.views.basis import Aanmeldformulier
from opstap.partners.rechten import Actie
from opstap.protocol.aanmelden import besluit_toelating_uiterlijk
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

    def besluit_uiterlijk(self) -> date | None:
        a = self.aanmelding
        if a.besloten_op is not None:
            return None
        return besluit_toelating_uiterlijk(
            ingediend=a.ingediend_op, compleet=a.compleet_op, parameters=self.parameters, heropend=a.heropend_op
        )
