"""When and how letters went out, and the texts of mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms

from opstap import clock
from opstap.partners.velden import DatumVeld, KeuzeVeld, nodig_als
from opstap.post.berichten import DAGPOST, KOPPEN, Berichttekst
from opstap.post.services.teksten import met_tekst, tekst_belemmeringen
from opstap.protocol.mailtekst import BEGIN, ingang_belemmeringen, plekken
from opstap.protocol.versturen import NietVersturenReden, Verzendwijze
from opstap.trajecten.enums import Correctiereden

#: Where each heading of the dagpost stands.
_KOPLABELS = {
    "termijn_verantwoordelijke": "Boven wat iemand zelf kan doen",
    "termijn_teamleider": "Boven wat in het team wacht",
    "termijn_escalatie": "Boven wat in de organisatie blijft liggen",
    "termijn_gemeente": "Boven wat in de regeling blijft liggen",
    "termijn_bestuurlijk": "Boven wat voor het bestuurlijk overleg is",
    "nieuws": "Boven wat er gebeurd is",
}


class MailtekstForm(forms.Form):
    """Subject, sentences (of the dagpost: headings) and the first day. Judged by the same rules as the service."""

    onderwerp = forms.CharField(
        help_text=f"Begin met “{BEGIN.strip()}”. Noem geen naam: het onderwerp is altijd hetzelfde."
    )
    vanaf = DatumVeld(
        label="Vanaf welke dag?",
        help_text="Van morgen tot over een jaar. Mail van vandaag houdt de oude tekst.",
        vooruit=1,
    )

    def __init__(self, *args: Any, soort: str, nu: Berichttekst, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "onderwerp": nu.onderwerp,
            "vanaf": clock.vandaag() + timedelta(days=1),
            "regels": "\n".join(nu.regels),
            **{f"kop_{code}": kop for code, kop in zip(KOPPEN, nu.regels, strict=False)},
        }
        super().__init__(*args, **kwargs)
        self.soort = soort
        if soort == DAGPOST:
            self.fields |= {f"kop_{code}": forms.CharField(label=_KOPLABELS[code]) for code in KOPPEN}
        else:
            self.fields["regels"] = forms.CharField(
                label="Zinnen", widget=forms.Textarea(attrs={"rows": 5}), help_text=_uitleg(nu)
            )
        self.order_fields(["onderwerp", "regels", *(f"kop_{code}" for code in KOPPEN), "vanaf"])

    def regels(self) -> list[str]:
        if self.soort == DAGPOST:
            return [self.cleaned_data.get(f"kop_{code}", "") for code in KOPPEN]
        return [regel for stuk in self.cleaned_data.get("regels", "").splitlines() if (regel := stuk.strip())]

    def tekst(self) -> Berichttekst:
        return met_tekst(self.soort, self.cleaned_data["onderwerp"], self.regels())

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        bezwaren = tekst_belemmeringen(soort=self.soort, onderwerp=gegevens.get("onderwerp", ""), regels=self.regels())
        if vanaf := gegevens.get("vanaf"):
            bezwaren += ingang_belemmeringen(vanaf=vanaf, peildatum=clock.vandaag())
        ingevuld = set(gegevens)
        for bezwaar in bezwaren:
            if bezwaar.veld in ingevuld:  # an empty field has its own message already
                self.add_error(bezwaar.veld, bezwaar.melding)
        return gegevens


def _uitleg(nu: Berichttekst) -> str:
    uitleg = (
        "Elke zin op een eigen regel. Geen namen, adressen of links. Het kenmerk en de link zet Opstap er zelf onder."
    )
    if velden := sorted(plekken(nu.regels)):
        uitleg += f" Laat {' en '.join(f'{{{v}}}' for v in velden)} staan: daar vult Opstap in waar het om gaat."
    return uitleg


NIET_VERSTUURD = ("", "De brief is nog niet verstuurd")


class VerzendForm(forms.Form):
    verzonden_op = DatumVeld(label="Op welke dag is er verstuurd?")
    wijze = KeuzeVeld(
        Verzendwijze,
        label="Hoe is er verstuurd?",
        error_messages={"required": "Kies bij “Hoe is er verstuurd?” hoe het is gegaan."},
    )


class HoeftNietForm(forms.Form):
    reden = KeuzeVeld(NietVersturenReden, label="Waarom hoeft de brief niet weg?")


class BundelForm(VerzendForm):
    """The same for letters that go together."""

    brieven = forms.TypedMultipleChoiceField(
        label="Welke brieven zijn verstuurd?",
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Vink bij “Welke brieven zijn verstuurd?” minstens één brief aan.",
            "invalid_choice": "Vink bij “Welke brieven zijn verstuurd?” alleen brieven uit de lijst aan.",
        },
    )
    field_order = ("brieven", "verzonden_op", "wijze")

    def __init__(self, *args: Any, brieven: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["brieven"].choices = list(brieven)  # type: ignore[attr-defined]


class VerbeterForm(forms.Form):
    wijze = KeuzeVeld(Verzendwijze, label="Hoe is de brief verstuurd?", required=False)
    verzonden_op = nodig_als(DatumVeld(label="Op welke dag is de brief verstuurd?"), "de brief is verstuurd")
    reden = KeuzeVeld(Correctiereden, label="Waarom verbetert u dit?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["wijze"]
        veld.choices = [*veld.choices, NIET_VERSTUURD]  # type: ignore[attr-defined]
        veld.soms_nodig = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        if data and data.get("wijze") and not data.get("verzonden_op") and "verzonden_op" not in self.errors:
            self.add_error("verzonden_op", "Vul in op welke dag de brief is verstuurd, bijvoorbeeld 2-3-2026.")
        return data
