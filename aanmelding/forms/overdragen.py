"""Hand the begeleiding over, and answer who asks it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from aanmelding.services import Aanbod
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.velden import DATUM_HINT, DatumVeld, KeuzeVeld, nodig_als
from opstap.protocol.overdragen import Overdrachtantwoord, Overdrachtweigering
from opstap.trajecten.enums import Wijze


def een_van(label: str, leeg: str, wie: Iterable[Gebruiker | Organisatie], **fouten: str) -> forms.ChoiceField:
    """One person or organisation by name; empty when nobody is chosen."""
    return forms.ChoiceField(
        label=label,
        choices=[("", leeg), *((str(ander.sleutel), ander.naam) for ander in wie)],
        error_messages={"invalid_choice": "Deze keuze kan niet meer. Kies een ander uit de lijst.", **fouten},
    )


class OverdragenForm(forms.Form):
    """Without colleagues, or without other organisations, that question is not asked."""

    start = DatumVeld(
        label="Vanaf welke dag?",
        help_text=f"De eerste dag van de nieuwe begeleiding. {DATUM_HINT}",
        error_messages={
            "required": "Vul de eerste dag van de nieuwe begeleiding in, bijvoorbeeld 2-3-2026.",
            "invalid": "Vul bij de eerste dag een datum in, bijvoorbeeld 2-3-2026.",
        },
    )
    besproken_op = DatumVeld(
        label="Wanneer vertelde u het aan de kandidaat of huurder?",
        error_messages={
            "required": "Vul in wanneer u het vertelde. Overdragen kan pas als de kandidaat of huurder het weet.",
            "invalid": "Vul bij het gesprek een datum in, bijvoorbeeld 2-3-2026.",
        },
    )
    wijze = KeuzeVeld(Wijze, label="Hoe vertelde u het?", error_messages={"required": "Kies hoe u het vertelde."})
    field_order = ("collega", "organisatie", "start", "besproken_op", "wijze")

    def __init__(
        self, *args: Any, collegas: Iterable[Gebruiker], organisaties: Iterable[Organisatie], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        mensen, anderen = list(collegas), list(organisaties)
        if mensen:
            veld = een_van("Aan welke collega?", "Niet aan een collega", mensen)
            self.fields["collega"] = nodig_als(veld, "u aan een collega overdraagt")
        if anderen:
            veld = een_van("Of aan welke andere organisatie?", "Niet aan een andere organisatie", anderen)
            self.fields["organisatie"] = nodig_als(veld, "u aan een andere organisatie overdraagt")
        self.order_fields(self.field_order)

    def aanbod(self) -> Aanbod:
        gegevens = self.cleaned_data
        collega, organisatie = gegevens.get("collega"), gegevens.get("organisatie")
        return Aanbod(
            start=gegevens["start"],
            besproken_op=gegevens["besproken_op"],
            wijze=gegevens["wijze"],
            collega=UUID(collega) if collega else None,
            organisatie=UUID(organisatie) if organisatie else None,
        )


class OverdrachtAntwoordForm(forms.Form):
    """An organisation says who becomes contactpersoon; a colleague who was asked by name becomes it herself."""

    antwoord = KeuzeVeld(
        Overdrachtantwoord,
        label="Neemt u de begeleiding over?",
        error_messages={"required": "Kies of u de begeleiding overneemt."},
    )

    def __init__(self, *args: Any, mensen: Iterable[Gebruiker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if wie := list(mensen):
            veld = een_van("Ja? Kies wie de contactpersoon wordt", "Kies een collega", wie)
            self.fields["contactpersoon"] = nodig_als(veld, "u de begeleiding overneemt")
        self.fields["reden"] = nodig_als(
            KeuzeVeld(Overdrachtweigering, label="Nee? Kies waarom"), "u de begeleiding niet overneemt"
        )

    @property
    def contactpersoon(self) -> UUID | None:
        gekozen = self.cleaned_data.get("contactpersoon")
        return UUID(gekozen) if gekozen else None
