"""Whether the rent can be paid: outcomes, no amounts."""

from __future__ import annotations

from typing import Any

from django import forms

from aanmelding.services import Betaalbaarheidsgegevens
from opstap.partners.velden import DatumVeld, JaNeeVeld, KeuzeVeld, keuzelijst
from opstap.protocol.geldzaken import Betaaloordeel, Instrument, Instrumentfeit, Instrumentstand, Vaststeller


def _stand(instrument: Instrument) -> KeuzeVeld:
    return KeuzeVeld(Instrumentstand, label=f"Is {instrument.label} nodig?", required=False)


def _akkoord(instrument: Instrument) -> JaNeeVeld:
    return JaNeeVeld(label=f"Is de kandidaat het eens met {instrument.label}?", required=False)


class BetaalbaarheidForm(forms.Form):
    """Nothing is obligatory. A field of an instrument carries its code."""

    leeg_mag = True
    oordeel = KeuzeVeld(Betaaloordeel, label="Kan de kandidaat de huur betalen?", required=False)
    door = keuzelijst(Vaststeller, label="Wie stelde dat vast?")
    op = DatumVeld(
        label="Wanneer is dat vastgesteld?",
        required=False,
        error_messages={"invalid": "Vul in wanneer dit is vastgesteld, bijvoorbeeld 2-3-2026."},
    )
    budgetbeheer = _stand(Instrument.BUDGETBEHEER)
    budgetbeheer_akkoord = _akkoord(Instrument.BUDGETBEHEER)
    beschermingsbewind = _stand(Instrument.BESCHERMINGSBEWIND)
    beschermingsbewind_akkoord = _akkoord(Instrument.BESCHERMINGSBEWIND)
    schuldhulp = _stand(Instrument.SCHULDHULP)
    schuldhulp_akkoord = _akkoord(Instrument.SCHULDHULP)

    @property
    def groepen(self) -> list[dict[str, Any]]:
        hulp = [self[naam] for i in Instrument for naam in (i.value, f"{i.value}_akkoord")]
        return [
            {"velden": [self["oordeel"], self["door"], self["op"]]},
            {
                "titel": "Hulp bij geld",
                "uitleg": "De corporatie ziet alleen welke hulp al is geregeld.",
                "velden": (),
                "meer": hulp,
                "meer_titel": "Budgetbeheer, beschermingsbewind en schuldhulpverlening",
                "meer_open": any(veld.value() or veld.errors for veld in hulp),
            },
        ]

    def gegevens(self) -> Betaalbaarheidsgegevens:
        d = self.cleaned_data
        feiten = {i: Instrumentfeit(d[i.value], d[f"{i.value}_akkoord"]) for i in Instrument}
        return Betaalbaarheidsgegevens(
            oordeel=d["oordeel"],
            door=d["door"],
            op=d["op"],
            instrumenten={i: feit for i, feit in feiten.items() if feit != Instrumentfeit()},
        )
