"""The forms around reacting oneself and the register of woningzoekenden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from opstap.partners.velden import DatumVeld, GetalVeld, JaNeeVeld, KeuzeVeld, NummerVeld, nodig_als
from opstap.protocol.inschrijven import Koppeling
from opstap.protocol.leefbaarheid import Weigergrond
from opstap.protocol.reageren import RouteUitkomst
from opstap.protocol.woningkenmerken import Leefbaarheid
from opstap.trajecten.enums import Wijze
from opstap.trajecten.forms import VergaderForm
from woningen.forms import AntwoordForm
from woningen.models import Complex


class AantekeningForm(forms.Form):
    weet_op = DatumVeld(label="Op welke dag hoorde de kandidaat van de aantekening?")
    wijze = KeuzeVeld(Wijze, label="Hoe hoorde de kandidaat dat?")
    gedaan_op = DatumVeld(label="Op welke dag maakte u de aantekening?")


class AmbtshalveForm(forms.Form):
    nummer = NummerVeld(
        label="Inschrijfnummer bij Woonkeus",
        max_length=20,
        error_messages={"max_length": "Maak het inschrijfnummer korter: er passen 20 tekens in."},
    )
    gedaan_op = DatumVeld(label="Op welke dag schreef u de kandidaat in?")


class ToewijzingForm(forms.Form):
    koppeling = KeuzeVeld(Koppeling, label="Had de kandidaat zelf al een inschrijving?")
    gedaan_op = DatumVeld(label="Op welke dag verwerkte u de toewijzing?")


class ReageertijdForm(forms.Form):
    reageren_tot = DatumVeld(label="Tot en met welke dag reageert de kandidaat zelf?", vooruit=2)
    akkoord_op = DatumVeld(label="Op welke dag sprak u dat met de kandidaat af?")
    wijze = KeuzeVeld(Wijze, label="Hoe sprak u dat af?")


class RouteForm(VergaderForm):
    """`met_binding`: whether this regeling asks binding with the gemeente for voorrang."""

    uitkomst = KeuzeVeld(RouteUitkomst, label="Wat besluit u?")
    binding_maanden = GetalVeld(
        label="Hoeveel maanden woonde de kandidaat in de gemeente?", required=False, min_value=0, max_value=1200
    )
    direct_voorafgaand = JaNeeVeld(label="Was dat direct voor het verblijf?", required=False)
    vrijstelling = forms.BooleanField(
        label="De eis van binding geldt niet",
        help_text="Dit telt alleen als de zorgorganisatie dat ook zegt.",
        required=False,
    )
    motivering = forms.CharField(
        label="Waarom besluit u dit?",
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, met_binding: bool, is_vervallen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["vergadering_op", "aanwezig"])
        for naam in ("binding_maanden", "direct_voorafgaand", "motivering"):
            self.fields[naam].soms_nodig = True  # type: ignore[attr-defined]
        ook = " En nodig bij een ja, omdat de directe bemiddeling eerder stopte." if is_vervallen else ""
        tekst = (
            "Nodig als de kandidaat zelf verder reageert: dan staat dit in de brief. Niets over ziekte of behandeling."
        )
        self.fields["motivering"].help_text = f"{tekst}{ook}"
        if not met_binding:
            for naam in ("binding_maanden", "direct_voorafgaand", "vrijstelling"):
                del self.fields[naam]


class LeefbaarheidForm(forms.Form):
    """`complexen`: the buildings of this corporatie, with how each stands."""

    complex = forms.TypedChoiceField(label="Om welk gebouw gaat het?", coerce=UUID)
    portiek = forms.CharField(label="Portiek", max_length=20, required=False)
    motivering = forms.CharField(
        label="Uw uitleg",
        max_length=1500,
        help_text="De kandidaat leest dit in de brief. Schrijf over het gebouw, en niets over andere bewoners.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, complexen: Iterable[Complex], gronden: Sequence[Weigergrond], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"] = KeuzeVeld(Weigergrond, alleen=gronden, label="Waarom kan het hier nu niet?")
        self.order_fields(["complex", "portiek", "reden", "motivering"])
        self.fields["complex"].choices = [  # type: ignore[attr-defined]
            ("", "Kies een gebouw"),
            *((str(c.sleutel), f"{c.naam}: {_stand(c)}") for c in complexen),
        ]


def _stand(complex: Complex) -> str:
    onder_druk = complex.leefbaarheid == Leefbaarheid.ONDER_DRUK
    return "de leefbaarheid staat onder druk" if onder_druk else "niet vastgelegd dat die onder druk staat"


class ZelfAntwoordForm(AntwoordForm):
    """Who reacted himself loses points with a yes."""

    field_order = ("antwoord", "punten_op", "punten_wijze")
    punten_op = DatumVeld(
        label="Op welke dag vertelde u de kandidaat dat de punten vervallen?",
        help_text="Alleen bij een ja. Nog niet verteld? Doe dat eerst, voordat u het ja vastlegt.",
        required=False,
    )
    punten_wijze = nodig_als(KeuzeVeld(Wijze, label="Hoe vertelde u dat?"), "u hierboven een dag invult")

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        if gegevens.get("punten_op") and not gegevens.get("punten_wijze"):
            self.add_error("punten_wijze", "Kies hoe u het vertelde.")
        return gegevens
