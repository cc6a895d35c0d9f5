"""Forms of who approves a row and of the coordinator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from aanmelding.services import Toelatingsbesluit
from opstap.partners.velden import DatumVeld, JaNeeVeld, KeuzeVeld
from opstap.protocol.aanmeldstappen import Antwoord, Weigerreden
from opstap.protocol.begrippen import Route
from opstap.protocol.toelaten import Afwijking, ToelatingUitkomst
from opstap.protocol.toetsing import CriteriumInvoer


class AccordeerForm(forms.Form):
    antwoord = KeuzeVeld(
        Antwoord,
        label="Geeft uw organisatie akkoord?",
        error_messages={"required": "Kies of uw organisatie akkoord geeft."},
    )
    reden = KeuzeVeld(Weigerreden, label="Geen akkoord? Kies waarom", required=False)


class GesprekForm(forms.Form):
    datum = DatumVeld(
        label="Wanneer was het gesprek?",
        error_messages={
            "required": "Vul de datum van het gesprek in, bijvoorbeeld 2-3-2026.",
            "invalid": "Vul bij het gesprek een datum in, bijvoorbeeld 2-3-2026.",
        },
    )


def _ja_nee(label: str, **opties: Any) -> JaNeeVeld:
    return JaNeeVeld(label=label, required=False, **opties)


@dataclass(frozen=True)
class _Groep:
    titel: str
    velden: tuple[str, ...]
    uitleg: str = ""


class BesluitForm(forms.Form):
    """The facts of the eight criteria and the besluit. The first field of a criterium carries its number: see toelaten.

    Empty is allowed: the rule says what is needed for this besluit.
    """

    leeg_mag = True

    criterium_1 = _ja_nee("Was er een ontruiming, of is een huur beëindigd?")
    ontruiming_datum = DatumVeld(label="Wanneer was dat?", required=False)
    achterstand = _ja_nee("Is er huurschuld?")
    regeling_loopt = _ja_nee("Loopt er een betalingsregeling, en loopt die goed?")
    aflossing_procent = forms.IntegerField(
        label="Hoeveel procent van de huurschuld is betaald?",
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    afwijking = forms.CharField(
        label="Wijkt u af van dit criterium? Schrijf op waarom",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    overleg_kandidaat_op = DatumVeld(label="Overleg met de kandidaat over de afwijking", required=False)
    overleg_zorg_op = DatumVeld(label="Overleg met de zorgorganisatie over de afwijking", required=False)
    criterium_2 = _ja_nee("Heeft de kandidaat geen passende woning, en kan het verblijf stoppen?")
    criterium_3 = _ja_nee("Staat de kandidaat ingeschreven als woningzoekende?")
    criterium_4 = _ja_nee("Wil de kandidaat een opstapwoning accepteren?")
    criterium_5 = _ja_nee("Verklaart de zorgorganisatie dat de kandidaat met begeleiding goed kan wonen?")
    criterium_6 = _ja_nee("Is de kandidaat het eens met het formulier en de begeleiding?")
    criterium_7 = forms.IntegerField(
        label="Hoeveel maanden woonde de kandidaat in de gemeente?",
        required=False,
        min_value=0,
        max_value=1200,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    direct_voorafgaand = _ja_nee("Was dat direct voor het verblijf?")
    vrijstelling = forms.BooleanField(label="De eis van binding geldt niet", required=False)
    criterium_8 = _ja_nee("Kan de kandidaat de huur betalen?")
    aannemelijk = JaNeeVeld(
        label="Is het aannemelijk dat het wonen lukt met deze begeleiding?",
        error_messages={"required": "Kies of u het aannemelijk vindt dat het wonen lukt."},
    )
    uitkomst = KeuzeVeld(ToelatingUitkomst, label="Wat besluit u?", error_messages={"required": "Kies wat u besluit."})
    route = KeuzeVeld(Route, label="Bij ja: hoe krijgt de kandidaat een woning?", required=False)
    motivering = forms.CharField(
        label="Waarom besluit u dit?",
        max_length=1500,
        help_text="Dit komt in de brief. Schrijf gewone zinnen en niets over ziekte of behandeling.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf op waarom u dit besluit."},
    )

    _GROEPEN = (
        _Groep(
            "1. Gewone regels van de corporatie",
            (
                "criterium_1", "ontruiming_datum", "achterstand", "regeling_loopt", "aflossing_procent",
                "afwijking", "overleg_kandidaat_op", "overleg_zorg_op",
            ),
            "Alleen van dit criterium kunt u afwijken, na overleg met kandidaat en zorgorganisatie.",
        ),
        _Groep("2. Geen passende woning", ("criterium_2",)),
        _Groep("3. Ingeschreven", ("criterium_3",), "Bij directe bemiddeling schrijft de corporatie zelf in."),
        _Groep("4. Bereid om te verhuizen", ("criterium_4",)),
        _Groep("5. Kan wonen met begeleiding", ("criterium_5",)),
        _Groep("6. Akkoord met het formulier", ("criterium_6",), "Ja telt alleen met akkoord op de verstuurde versie."),
        _Groep("7. Binding met de gemeente", ("criterium_7", "direct_voorafgaand", "vrijstelling")),
        _Groep("8. Huur betalen", ("criterium_8",)),
        _Groep("Uw besluit", ("aannemelijk", "uitkomst", "route", "motivering")),
    )  # fmt: skip

    @property
    def groepen(self) -> Iterator[dict[str, Any]]:
        for groep in self._GROEPEN:
            yield {"titel": groep.titel, "uitleg": groep.uitleg, "velden": [self[naam] for naam in groep.velden]}

    def besluit(self) -> Toelatingsbesluit:
        data = self.cleaned_data
        return Toelatingsbesluit(
            uitkomst=data["uitkomst"],
            invoer=self._invoer(),
            aannemelijk=data["aannemelijk"],
            motivering=data["motivering"],
            route=data["route"],
            afwijking=self._afwijking(),
        )

    def _invoer(self) -> CriteriumInvoer:
        data = self.cleaned_data
        return CriteriumInvoer(
            ontruiming=data["criterium_1"],
            ontruiming_datum=data["ontruiming_datum"] if data["criterium_1"] else None,
            achterstand=data["achterstand"],
            regeling_loopt=data["regeling_loopt"],
            aflossing_procent=data["aflossing_procent"],
            geen_passende_huisvesting=data["criterium_2"],
            ingeschreven=data["criterium_3"],
            bereid_toewijzing=data["criterium_4"],
            zorg_verklaart_vaardig=data["criterium_5"],
            akkoord_formulier=data["criterium_6"],
            binding_maanden=data["criterium_7"],
            direct_voorafgaand=data["direct_voorafgaand"],
            vrijstelling=data["vrijstelling"],
            betaalbaar=data["criterium_8"],
        )

    def _afwijking(self) -> Afwijking | None:
        data = self.cleaned_data
        if not data["afwijking"].strip():
            return None
        return Afwijking(
            criterium=1,
            motivering=data["afwijking"],
            overleg_kandidaat_op=data["overleg_kandidaat_op"],
            overleg_zorg_op=data["overleg_zorg_op"],
        )
