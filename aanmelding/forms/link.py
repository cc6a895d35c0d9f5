"""Forms of who answers with a link, and of who sends one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from aanmelding.inzage import gevraagde_rij
from aanmelding.models import Accordering
from aanmelding.services import Accordeerantwoord
from opstap.partners.velden import KeuzeVeld, NaamVeld, nodig_als
from opstap.protocol.aanmeldstappen import Antwoord, Weigerreden
from opstap.protocol.links import Codewijze, code_uit_tekst
from opstap.protocol.voordragen import Voordrachtantwoord


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=20,
        help_text="Zes cijfers.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "kort"}),
        error_messages=dict.fromkeys(("required", "max_length"), "Vul de code in: zes cijfers."),
    )

    def clean_code(self) -> str:
        code = code_uit_tekst(self.cleaned_data["code"])
        if code is None:
            raise ValidationError("Vul de code in: zes cijfers, zonder letters.", code="invalid")
        return code


class VraagForm(forms.Form):
    """Per row a yes or a no, nothing chosen beforehand."""

    def __init__(self, *args: Any, vragen: Sequence[Accordering], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vragen = vragen
        for vraag in vragen:
            if vraag.is_voordracht:
                self.fields[f"antwoord_{vraag.sleutel}"] = KeuzeVeld(
                    Voordrachtantwoord,
                    label="Draagt u deze kandidaat voor?",
                    help_text="Het gaat om iemand die uit detentie komt. U schrijft niet op waarom.",
                    error_messages={"required": "Kies of u deze kandidaat voordraagt."},
                )
                continue
            gebied = vraag.deel
            self.fields[f"antwoord_{vraag.sleutel}"] = KeuzeVeld(
                Antwoord,
                label=f"{gebied}: geeft uw organisatie akkoord?",
                help_text=" ".join(f"{wat}: {waarde}." for wat, waarde in gevraagde_rij(vraag)),
                error_messages={"required": f"Kies bij “{gebied}” of uw organisatie akkoord geeft."},
            )
            self.fields[f"reden_{vraag.sleutel}"] = nodig_als(
                KeuzeVeld(Weigerreden, label=f"{gebied}: geen akkoord? Kies waarom"), "u geen akkoord geeft"
            )

    def antwoorden(self) -> dict[UUID, Accordeerantwoord]:
        data = self.cleaned_data
        return {
            v.sleutel: Accordeerantwoord(Antwoord(data[f"antwoord_{v.sleutel}"]), data.get(f"reden_{v.sleutel}"))
            for v in self.vragen
        }


class LinkForm(forms.Form):
    naam = NaamVeld(
        label="Wie moet antwoorden?",
        max_length=120,
        help_text="Naam of functie van wie bij deze organisatie over de hulp gaat.",
        error_messages={"required": "Vul in wie moet antwoorden."},
    )
    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="Het adres op het werk. Hier gaat de link naartoe.",
        error_messages={
            "required": "Vul het e-mailadres in van wie moet antwoorden.",
            "invalid": "Vul een e-mailadres in, bijvoorbeeld naam@organisatie.nl.",
        },
    )

    def __init__(self, *args: Any, heeft_postbus: bool, **kwargs: Any) -> None:
        """Without a shared mailbox there is one way, and nothing to choose."""
        super().__init__(*args, **kwargs)
        if heeft_postbus:
            self.fields["codewijze"] = KeuzeVeld(
                Codewijze,
                label="Hoe krijgt diegene de code?",
                help_text="De code gaat nooit naar het adres van de link.",
                error_messages={"required": "Kies hoe diegene de code krijgt."},
            )

    def codewijze(self) -> Codewijze:
        gekozen: Codewijze = self.cleaned_data.get("codewijze", Codewijze.TELEFOON)
        return gekozen
