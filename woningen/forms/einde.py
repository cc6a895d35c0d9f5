"""The forms of the end of a tenancy before its last day."""

from __future__ import annotations

from typing import Any

from django import forms

from opstap.partners.velden import DatumVeld, KeuzeVeld, nodig_als
from opstap.protocol.herhuisvesten import EindeWijze
from opstap.protocol.overlijden import NaOverlijden, wie_na_overlijden
from opstap.trajecten.enums import Correctiereden


class EindafspraakForm(forms.Form):
    wijze = KeuzeVeld(EindeWijze, label="Hoe komt de huur ten einde?")
    vonnis = nodig_als(forms.CharField(label="Nummer van het vonnis", max_length=40), "de rechter dit besloot")
    opgezegd_op = nodig_als(DatumVeld(label="Op welke dag kwam de opzegging binnen?"), "de huurder zelf opzegde")
    overlegd_op = DatumVeld(label="Op welke dag besprak u dit met de huurder en de begeleider?")
    laatste_huurdag = DatumVeld(label="Wat is de laatste dag van de huur?")
    mag_eerder = forms.BooleanField(
        label="De huurder mag eerder weg dan een maand na de opzegging",
        help_text="Alleen als de huurder zelf opzegde.",
        required=False,
    )


class EindafspraakVerbeterenForm(forms.Form):
    """`wat` "geen": it was never so; the day that stood there may then stay. `gevolg`: what follows from that at
    once, and must be known."""

    wat = forms.ChoiceField(
        label="Wat klopt er niet?",
        widget=forms.RadioSelect,
        choices=[
            ("dag", "De laatste dag is een andere dag"),
            ("geen", "Er is geen laatste dag: dit is nooit zo afgesproken, opgezegd of besloten"),
        ],
    )
    laatste_huurdag = nodig_als(DatumVeld(label="Wat is de laatste dag van de huur?"), "er een laatste dag is")
    reden = KeuzeVeld(Correctiereden, label="Waarom verbetert u dit?")

    def __init__(self, *args: Any, gevolg: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if gevolg:
            self.fields["weet_gevolg"] = forms.BooleanField(
                label=f"Ik weet dat {gevolg}", required=False, help_text="Alleen als er geen laatste dag is."
            )
            self.order_fields(["wat", "laatste_huurdag", "weet_gevolg"])

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        if data is None:
            return data
        wat = data.pop("wat", "")
        if wat == "geen":
            if "laatste_huurdag" not in self.changed_data:
                data["laatste_huurdag"] = None
            elif data.get("laatste_huurdag") is not None:
                self.add_error("laatste_huurdag", "U koos dat er geen laatste dag is. Laat de dag dan leeg.")
        elif wat and data.get("laatste_huurdag") is None and "laatste_huurdag" not in self.errors:
            self.add_error("laatste_huurdag", "Vul in wat de laatste dag van de huur is, bijvoorbeeld 2-3-2026.")
        return data


class OpzeggingIntrekkenForm(forms.Form):
    ingetrokken_op = DatumVeld(label="Op welke dag trok de huurder de opzegging in?")
    is_akkoord = forms.BooleanField(label="De corporatie vindt goed dat de huur doorgaat", required=False)


class OverlijdenForm(forms.Form):
    overleden_op = DatumVeld(
        label="Op welke dag is de huurder overleden?",
        help_text="Opstap bewaart alleen de laatste dag van de huur die daaruit volgt.",
    )
    huur_gaat_door = forms.BooleanField(
        label="Iemand anders blijft er wonen",
        help_text="Een medehuurder, of iemand die al samen met de huurder woonde. De woning komt dan niet vrij.",
        required=False,
    )
    erfgenamen_zegden_op = forms.BooleanField(
        label="De erfgenamen zegden de huur op",
        help_text="Zij mogen dat. De huur stopt dan al aan het eind van de eerste maand na het overlijden.",
        required=False,
    )
    laatste_huurdag = DatumVeld(
        label="Welke laatste dag van de huur sprak u af met de zorgorganisatie?",
        help_text="De zorgorganisatie is de huurder. Haar huur stopt niet door dit overlijden. Bijvoorbeeld 2-3-2026.",
    )
    weet_zeker = forms.BooleanField(
        label="Ik heb nagekeken dat dit het goede traject is. Het gaat hierna dicht.", required=False
    )

    def __init__(self, *args: Any, met_huur: bool, via_zorg: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if via_zorg:
            self.fields["overleden_op"].label = "Op welke dag is de bewoner overleden?"
            self.fields["overleden_op"].help_text = "Opstap bewaart deze dag niet."
            self.fields["huur_gaat_door"].help_text = "De woning komt dan niet vrij."
        else:
            del self.fields["laatste_huurdag"]
        if not met_huur:
            self.fields["overleden_op"].label = "Op welke dag is de kandidaat overleden?"
            self.fields["overleden_op"].help_text = ""
            del self.fields["huur_gaat_door"]
        if via_zorg or not met_huur:
            del self.fields["erfgenamen_zegden_op"]


class HuurdagNaOverlijdenForm(forms.Form):
    laatste_huurdag = DatumVeld(
        label="Wat is de laatste dag van de huur?",
        help_text="Laat dit leeg als er iemand blijft wonen en u geen laatste dag weet. Bijvoorbeeld 2-3-2026.",
        required=False,
    )

    def __init__(self, *args: Any, via_zorg: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wie"] = KeuzeVeld(
            NaOverlijden, alleen=wie_na_overlijden(via_zorg=via_zorg), label="Wat is er bekend geworden?"
        )
        self.order_fields(["wie"])
