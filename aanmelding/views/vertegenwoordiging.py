"""Who decides beside or instead of the kandidaat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aanmelding import services
from aanmelding.delen.vertegenwoordiging import VERTEGENWOORDIGING, contacten
from aanmelding.forms import VertegenwoordigingForm
from aanmelding.services.basis import AFGESLOTEN
from aanmelding.views.basis import Losdeelformulier
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering


class VertegenwoordigingView(Losdeelformulier):
    """Also after the besluit, as the persoon."""

    actie = Actie.AANMELDING_INVULLEN
    deel = VERTEGENWOORDIGING
    form_class = VertegenwoordigingForm
    uitleg = "Schrijf niet op waarom iemand meebeslist."

    def begin(self) -> dict[str, Any]:
        velden = ("naam", "organisatie", "telefoon", "email")
        rijen, persoon = contacten(self.aanmelding).items(), self.traject.persoon
        antwoord = {None: None, True: "ja", False: "nee"}[persoon.beslist_mee if persoon else None]
        return {"beslist_mee": antwoord} | {
            f"{soort}_{veld}": getattr(rij, veld) for soort, rij in rijen for veld in velden
        }

    def belemmeringen(self) -> Sequence[Belemmering]:
        is_open = self.traject.afgesloten_op is None and self.traject.persoon is not None
        return () if is_open else [AFGESLOTEN]

    def waarschuwingen(self) -> Sequence[Belemmering]:
        """Who is under 18: already here, and not only on the page before sending."""
        return [*self.deel.gemist(self.aanmelding), *self.deel.waarschuwt(self.aanmelding)]

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.vertegenwoordiging_bijwerken(
            traject=self.traject.sleutel, gegevens=form.gegevens(), versie=versie, namens=namens
        )
        return self.verder_url()
