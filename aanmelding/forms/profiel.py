"""Which home fits, and the support at home. Everything is codes; there is no place to say why."""

from __future__ import annotations

from typing import Any

from django import forms

from aanmelding.delen.begeleiding import UREN
from aanmelding.delen.woonprofiel import VRAGEN
from opstap.partners.velden import DatumVeld, GetalVeld, KeuzesVeld, KeuzeVeld
from opstap.protocol.begeleiden import Bereikbaarheid
from opstap.protocol.clausules import regelt
from opstap.protocol.contract import UREN_PER_WEEK
from opstap.protocol.woonprofiel import VAN_DE_BUURT, VAN_DE_WONING, Woonfactor, Woonwensen

_VAN_DE_PERSOON = ("perspectief", "samen", "lotgenoten")
_VAN_DE_ZORG = ("nabijheid", "hulpplek")


class WoonprofielForm(forms.Form):
    """Nothing is obligatory."""

    leeg_mag = True
    woning = KeuzesVeld(
        Woonfactor,
        alleen=VAN_DE_WONING,
        label="Waar moet de woning aan voldoen?",
        required=False,
        help_text="Kies alleen wat echt nodig is: hoe meer u kiest, hoe langer het zoeken duurt. Zeg niet waarom.",
    )
    buurt = KeuzesVeld(
        Woonfactor,
        alleen=VAN_DE_BUURT,
        label="En de plek?",
        required=False,
        help_text="De corporatie ziet wat u kiest en sinds wanneer. Niet waarom.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam, keuze, vraag in VRAGEN:
            self.fields[naam] = KeuzeVeld(keuze, label=vraag, required=False)

    @property
    @regelt("C-11")
    def groepen(self) -> list[dict[str, Any]]:
        delen = (
            ("De kandidaat", "Deze vragen beantwoordt de kandidaat zelf.", _VAN_DE_PERSOON),
            ("De hulp", "Deze vragen beantwoordt de zorgorganisatie.", _VAN_DE_ZORG),
            ("De woning", "", ("woning",)),
            ("De buurt", "", ("buurt",)),
        )
        return [
            {"titel": titel, "uitleg": uitleg, "velden": [self[naam] for naam in velden]}
            for titel, uitleg, velden in delen
        ]

    def wensen(self) -> Woonwensen:
        return Woonwensen(**{naam: self.cleaned_data[naam] for naam, _, _ in VRAGEN})

    def factoren(self) -> list[Woonfactor]:
        return [*self.cleaned_data["woning"], *self.cleaned_data["buurt"]]


class BegeleidingForm(forms.Form):
    """Nothing is obligatory. `met_uren`: where the regeling writes them down."""

    leeg_mag = True
    uren = GetalVeld(
        label=UREN,
        required=False,
        min_value=1,
        max_value=UREN_PER_WEEK,
        help_text="Dit aantal komt ook in het contract. De corporatie ziet het.",
        error_messages={
            "invalid": "Vul bij de uren begeleiding een heel getal in, bijvoorbeeld 3.",
            "min_value": "Vul bij de uren begeleiding 1 of meer in, of laat het leeg.",
            "max_value": f"Vul bij de uren begeleiding {UREN_PER_WEEK} of minder in.",
        },
    )
    start = DatumVeld(
        label="Vanaf welke dag is er begeleiding thuis?",
        required=False,
        error_messages={"invalid": "Vul bij de begeleiding thuis een dag in, bijvoorbeeld 2-3-2026."},
    )
    bereikbaar = KeuzeVeld(
        Bereikbaarheid,
        label="Wanneer kan de kandidaat de begeleiding bellen?",
        required=False,
        help_text="De corporatie ziet dit niet.",
    )

    def __init__(self, *args: Any, met_uren: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not met_uren:
            del self.fields["uren"]
