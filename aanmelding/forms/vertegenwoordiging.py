"""Who decides beside or instead of the kandidaat."""

from __future__ import annotations

from typing import Any

from django import forms

from aanmelding.services import Vertegenwoordiger
from opstap.partners.velden import JaNeeVeld, NaamVeld, TelefoonVeld
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging

#: Who it is, and who reads the name.
_UITLEG = {
    Vertegenwoordiging.BEWINDVOERDER: "Beslist over geld en tekent het contract mee. De corporatie ziet wie het is.",
    Vertegenwoordiging.MENTOR: "Beslist over zorg. De corporatie ziet dit niet.",
    Vertegenwoordiging.CURATOR: (
        "Beslist over geld en zorg, geeft akkoord namens de kandidaat en tekent het contract mee. "
        "Krijgt van elk besluit ook een brief, via uw organisatie. De corporatie ziet pas bij het contract wie het is."
    ),
    Vertegenwoordiging.WETTELIJK_VERTEGENWOORDIGER: (
        "Alleen als de kandidaat nog geen 18 is: een ouder of voogd. Geeft akkoord en tekent het contract mee. "
        "Krijgt van elk besluit ook een brief, via uw organisatie. De corporatie ziet pas bij het contract wie het is."
    ),
}
_VELDEN = ("naam", "organisatie", "telefoon", "email")


def _velden(soort: Vertegenwoordiging) -> dict[str, forms.Field]:
    """The four fields of one kind; each label says of whom."""
    van = f"van de {soort.label}"

    def tekst(label: str, lengte: int, soort: type[forms.CharField] = forms.CharField, **attrs: str) -> forms.CharField:
        return soort(
            label=f"{label} {van}",
            max_length=lengte,
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off"} | attrs),
            error_messages={"max_length": f"Maak dit korter: {label.lower()} {van}. Er passen {lengte} tekens in."},
        )

    return {
        "naam": tekst("Naam", 120, NaamVeld),
        "organisatie": tekst("Organisatie", 120),
        "telefoon": tekst("Telefoonnummer", 30, TelefoonVeld, inputmode="tel"),
        "email": forms.EmailField(
            label=f"E-mailadres {van}",
            max_length=120,
            required=False,
            widget=forms.EmailInput(attrs={"autocomplete": "off"}),
            error_messages={
                "invalid": f"Vul bij het e-mailadres {van} een adres in, bijvoorbeeld naam@organisatie.nl.",
                "max_length": f"Maak het e-mailadres {van} korter: er passen 120 tekens in.",
            },
        ),
    }


class VertegenwoordigingForm(forms.Form):
    """Whether there is anybody, and who. A field carries the code of its kind: `mentor_naam`."""

    beslist_mee = JaNeeVeld(
        label="Beslist er iemand met de kandidaat mee?",
        error_messages={"required": "Kies of er iemand met de kandidaat meebeslist."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for soort in Vertegenwoordiging:
            self.fields |= {f"{soort}_{naam}": veld for naam, veld in _velden(soort).items()}

    @property
    def groepen(self) -> list[dict[str, Any]]:
        return [
            {"titel": "", "velden": [self["beslist_mee"]]},
            *(self._groep(soort) for soort in Vertegenwoordiging),
        ]

    def _groep(self, soort: Vertegenwoordiging) -> dict[str, Any]:
        velden = [self[f"{soort}_{naam}"] for naam in _VELDEN]
        return {
            "titel": soort.label.capitalize(),
            "uitleg": _UITLEG[soort],
            "velden": (),
            "meer": velden,
            "meer_titel": f"Er is een {soort.label}",
            "meer_open": any(veld.value() or veld.errors for veld in velden),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for soort in Vertegenwoordiging:
            wie, *hoe = (data.get(f"{soort}_{naam}") for naam in _VELDEN)
            if any(hoe) and not wie and f"{soort}_naam" not in self.errors:
                self.add_error(f"{soort}_naam", f"Vul ook de naam van de {soort.label} in.")
        self._past_bij_het_antwoord(data)
        return data

    def _past_bij_het_antwoord(self, data: dict[str, Any]) -> None:
        """Nobody is forgotten because a field was emptied by accident."""
        iemand = any(data.get(f"{soort}_{naam}") for soort in Vertegenwoordiging for naam in _VELDEN)
        if data.get("beslist_mee") is False and iemand:
            self.add_error("beslist_mee", "U koos nee, maar vulde wel iemand in. Kies ja, of maak die velden leeg.")
        if data.get("beslist_mee") and not iemand and not self.errors:
            self.add_error("beslist_mee", "U koos ja. Vul dan hieronder in wie er meebeslist.")

    def gegevens(self) -> dict[Vertegenwoordiging, Vertegenwoordiger]:
        """Only who has a name."""
        d = self.cleaned_data
        return {
            soort: Vertegenwoordiger(**{naam: d[f"{soort}_{naam}"] for naam in _VELDEN})
            for soort in Vertegenwoordiging
            if d[f"{soort}_naam"]
        }
