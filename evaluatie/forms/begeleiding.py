"""Support at home, a while away, and what the neighbours hear. Short enough for a telephone at the kitchen table."""

from __future__ import annotations

from typing import Any

from django import forms

from evaluatie.enums import Partij
from opstap.partners.velden import DatumVeld, GetalVeld, KeuzesVeld, KeuzeVeld, TelefoonVeld, nodig_als
from opstap.protocol.begeleiden import Contactritme, Verandering
from opstap.protocol.buren import Buurtfunctie, Buurtuitleg

#: Who can agree on support at home.
AFSPREKERS = (Partij.HUURDER, Partij.BEGELEIDER, Partij.WMO_CONSULENT)
#: Who can talk to neighbours.
BUURTPRATERS = (Partij.HUURDER, Partij.BEGELEIDER, Partij.CONSULENT)


class BegeleidingForm(forms.Form):
    soort = KeuzeVeld(Verandering, label="Wat verandert er?")
    vanaf = DatumVeld(label="Vanaf welke dag?", vooruit=1)
    ritme = nodig_als(KeuzeVeld(Contactritme, label="Hoe vaak is er dan contact?"), "de begeleiding doorgaat")
    uren = GetalVeld(label="Hoeveel uur per week is dat?", required=False)
    akkoord = KeuzesVeld(Partij, alleen=AFSPREKERS, label="Wie hebben dit samen afgesproken?")

    def __init__(self, *args: Any, keuzes: tuple[Verandering, ...], met_uren: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alleen = {keuze.value for keuze in keuzes}
        soort: Any = self.fields["soort"]
        soort.choices = [(code, label) for code, label in soort.choices if code in alleen]
        if not met_uren:
            del self.fields["uren"]


class OpnameForm(forms.Form):
    weg_vanaf = DatumVeld(label="Wat is de eerste dag dat de huurder niet thuis is?", terug=2, vooruit=1)
    verwacht_tot = DatumVeld(label="Tot wanneer duurt het, denkt u?", vooruit=2, required=False)
    terug_op = DatumVeld(label="Is de huurder weer thuis? Sinds welke dag?", required=False)

    def __init__(self, *args: Any, loopt: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not loopt:
            del self.fields["terug_op"]


class BuurtpuntForm(forms.Form):
    functie = KeuzeVeld(Buurtfunctie, label="Wie van de corporatie kunnen de buren bellen?")
    telefoon = TelefoonVeld(label="Telefoonnummer", help_text="Een nummer van de corporatie, niet van één medewerker.")
    huurder_akkoord_op = DatumVeld(
        label="Wanneer vond de huurder het goed dat buren een kaart krijgen?",
        help_text="Nog niet gevraagd, of nee? Laat dit leeg. Dan is er geen kaart.",
        required=False,
    )


class BurenForm(forms.Form):
    soort = KeuzeVeld(Buurtuitleg, label="Wat hoorden de buren?")
    door = KeuzeVeld(Partij, alleen=BUURTPRATERS, label="Wie deed dat?")
    op = DatumVeld(label="Op welke dag?", terug=3)
    huurder_wist_op = DatumVeld(label="Sinds welke dag wist de huurder dat?", terug=3)
