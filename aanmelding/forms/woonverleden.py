"""How earlier renting went; per corporatie whether it rents to this person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from aanmelding.services import Woonverledengegevens
from opstap.partners.models import Organisatie
from opstap.partners.velden import DatumVeld, KeuzeVeld, keuzelijst
from opstap.protocol.geldzaken import Blokkadestand, JaNeeOnbekend, Regelingstand, Woonverledenfeit


class WoonverledenForm(forms.Form):
    """`corporaties`: of this regeling; `procent`: how much of the debt must be paid, None = not asked."""

    leeg_mag = True
    ontruiming = KeuzeVeld(
        JaNeeOnbekend,
        label="Is de kandidaat ooit uit huis gezet, of stopte de kandidaat zelf met huren vanwege huurschuld?",
        required=False,
        help_text="Wanneer dat was, weet de corporatie.",
    )
    achterstand = KeuzeVeld(JaNeeOnbekend, label="Is er nu huurschuld?", required=False)
    regeling = keuzelijst(
        Regelingstand, label="Loopt er een betalingsregeling?", help_text="Alleen als er huurschuld is."
    )
    genoeg_betaald = keuzelijst(JaNeeOnbekend, help_text="Alleen als er huurschuld is.")
    verklaring_gezien_op = DatumVeld(
        label="Wanneer zag u een verklaring van de vorige verhuurder?",
        required=False,
        help_text="Alleen als die er is, bijvoorbeeld 2-3-2026. Bewaar de verklaring bij uw organisatie.",
        error_messages={"invalid": "Vul in wanneer u de verklaring zag, bijvoorbeeld 2-3-2026."},
    )

    def __init__(self, *args: Any, corporaties: Sequence[Organisatie], procent: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if procent is None:
            del self.fields["genoeg_betaald"]
        else:
            self.fields["genoeg_betaald"].label = f"Is al {procent} procent of meer van de huurschuld betaald?"
        self._blokkades = {blokkadeveld(c): c.sleutel for c in corporaties}
        for corporatie in corporaties:
            label = f"Is er een blokkade bij {corporatie.naam}?"
            self.fields[blokkadeveld(corporatie)] = keuzelijst(Blokkadestand, label=label)

    @property
    def groepen(self) -> list[dict[str, Any]]:
        velden = [self[naam] for naam in self.fields if naam not in self._blokkades]
        return [{"velden": velden}, *([self._groep_blokkades()] if self._blokkades else [])]

    def _groep_blokkades(self) -> dict[str, Any]:
        velden = [self[naam] for naam in self._blokkades]
        return {
            "titel": "Blokkade bij een corporatie",
            "uitleg": "Bij een blokkade verhuurt een corporatie nu niet aan de kandidaat. Schrijf niet op waarom. "
            "Is een blokkade opgelost? Dan leest geen corporatie die nog.",
            "velden": (),
            "meer": velden,
            "meer_titel": "Alleen als u iets weet van een blokkade",
            "meer_open": any(veld.value() or veld.errors for veld in velden),
        }

    def gegevens(self) -> Woonverledengegevens:
        d = self.cleaned_data
        feit = Woonverledenfeit(
            ontruiming=d["ontruiming"],
            achterstand=d["achterstand"],
            regeling=d["regeling"],
            genoeg_betaald=d.get("genoeg_betaald"),
            verklaring_gezien_op=d["verklaring_gezien_op"],
        )
        return Woonverledengegevens(feit, {sleutel: d[naam] for naam, sleutel in self._blokkades.items() if d[naam]})


def blokkadeveld(corporatie: Organisatie) -> str:
    return f"blokkade_{corporatie.sleutel}"
