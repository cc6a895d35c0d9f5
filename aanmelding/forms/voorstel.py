"""Send a proposal back; and what was proposed, as the fields of the form it was made with."""

from __future__ import annotations

from typing import Any

from django import forms

from aanmelding.services.besluiten import Toelatingsbesluit

_JA_NEE = {True: "ja", False: "nee", None: None}


class TerugsturenForm(forms.Form):
    reden = forms.CharField(
        label="Waarom stuurt u het voorstel terug?",
        max_length=600,
        help_text="Alleen wie besluit, leest dit. Schrijf niets over ziekte of behandeling.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf op waarom u het voorstel terugstuurt."},
    )

    def __init__(self, *args: Any, is_van_u: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_van_u:
            self.fields["reden"].label = "Waarom neemt u uw voorstel terug?"
            self.fields["reden"].error_messages["required"] = "Schrijf op waarom u uw voorstel terugneemt."


def als_velden(besluit: Toelatingsbesluit) -> dict[str, Any]:
    """Of `BesluitForm`; those that a regeling does not ask are left out by the form."""
    i, a = besluit.invoer, besluit.afwijking
    return {
        "criterium_1": _JA_NEE[i.ontruiming],
        "ontruiming_datum": i.ontruiming_datum,
        "ontruiming_achterstand": _JA_NEE[i.ontruiming_wegens_achterstand],
        "achterstand": _JA_NEE[i.achterstand],
        "regeling_loopt": _JA_NEE[i.regeling_loopt],
        "aflossing_procent": i.aflossing_procent,
        "afwijking": a.motivering if a else "",
        "overleg_kandidaat_op": a.overleg_kandidaat_op if a else None,
        "overleg_zorg_op": a.overleg_zorg_op if a else None,
        "criterium_2": _JA_NEE[i.geen_passende_huisvesting],
        "criterium_3": _JA_NEE[i.ingeschreven],
        "criterium_4": _JA_NEE[i.bereid_toewijzing],
        "criterium_5": _JA_NEE[i.zorg_verklaart_vaardig],
        "criterium_6": _JA_NEE[i.akkoord_formulier],
        "criterium_7": i.binding_maanden,
        "direct_voorafgaand": _JA_NEE[i.direct_voorafgaand],
        "vrijstelling": i.vrijstelling,
        "criterium_8": _JA_NEE[i.betaalbaar],
        "criterium_9": _JA_NEE[i.zorg_verklaart_vaardig],
        "aannemelijk": _JA_NEE[besluit.aannemelijk],
        "uitkomst": besluit.uitkomst.value,
        "route": besluit.route.value if besluit.route else "",
        "motivering": besluit.motivering,
    }
