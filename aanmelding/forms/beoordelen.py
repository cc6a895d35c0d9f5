"""Forms of who approves a row and of who decides."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from aanmelding.forms.gesprek import GesprekForm
from aanmelding.services import Toelatingsbesluit
from opstap.partners.velden import DatumVeld, GetalVeld, JaNeeVeld, KeuzeVeld, nodig_als
from opstap.protocol.aanmeldstappen import Antwoord, Weigerreden
from opstap.protocol.begrippen import Route
from opstap.protocol.toelaten import Afwijking, Standaardzin, ToelatingUitkomst, standaardzin_belemmeringen
from opstap.protocol.toetsing import BEHANDELAAR, CriteriumInvoer
from opstap.protocol.voordragen import Voordrachtantwoord
from opstap.trajecten.forms import VergaderForm


class AccordeerForm(forms.Form):
    antwoord = KeuzeVeld(
        Antwoord,
        label="Geeft uw organisatie akkoord?",
        error_messages={"required": "Kies of uw organisatie akkoord geeft."},
    )
    reden = nodig_als(KeuzeVeld(Weigerreden, label="Geen akkoord? Kies waarom"), "u geen akkoord geeft")


class VoordrachtForm(forms.Form):
    antwoord = KeuzeVeld(
        Voordrachtantwoord,
        label="Draagt u deze kandidaat voor?",
        error_messages={"required": "Kies of u deze kandidaat voordraagt."},
    )


_AFWIJKING = ("afwijking", "overleg_kandidaat_op", "overleg_zorg_op")
_BRIEF = "De kandidaat en de zorgorganisatie krijgen dezelfde brief."


def _ja_nee(label: str, **opties: Any) -> JaNeeVeld:
    return JaNeeVeld(label=label, required=False, **opties)


@dataclass(frozen=True)
class _Groep:
    """`nummer` is the criterium it asks about; None stands on every form."""

    titel: str
    velden: tuple[str, ...] = ()
    uitleg: str = ""
    nummer: int | None = None
    #: Only for who deviates: folded until there is something in it, or a reason to.
    vouw: tuple[str, ...] = ()


class BesluitForm(GesprekForm, VergaderForm):
    """The facts of the criteria of this regeling and the besluit. The first field of a criterium carries its number.

    Empty is allowed: the rule says what is needed for this besluit. `criteria` are the numbers of the regeling,
    `niet` the fields of those that are not asked here; `leden` who may be ticked as present, None where no commissie
    decides; `met_gesprek` whether that was not written down yet; `rekenen` looks at the criteria only, so that nothing
    of the besluit is asked; `standaardteksten` what may be put into the motivering, by its key.
    """

    leeg_mag = True

    criterium_1 = _ja_nee("Was er een ontruiming, of zegde de kandidaat zelf op vanwege huurschuld?")
    ontruiming_datum = DatumVeld(label="Wanneer was dat?", required=False, terug=60, vooruit=0)
    ontruiming_achterstand = _ja_nee("Kwam dat door huurschuld?")
    achterstand = _ja_nee("Is er huurschuld?")
    regeling_loopt = _ja_nee("Loopt er een betalingsregeling, en loopt die goed?")
    aflossing_procent = GetalVeld(
        label="Hoeveel procent van de huurschuld is betaald?",
        required=False,
        min_value=0,
        max_value=100,
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
    criterium_7 = GetalVeld(
        label="Hoeveel maanden woonde de kandidaat in de gemeente?",
        required=False,
        min_value=0,
        max_value=1200,
    )
    direct_voorafgaand = _ja_nee("Was dat direct voor het verblijf?")
    vrijstelling = forms.BooleanField(label="De eis van binding geldt niet", required=False)
    criterium_8 = _ja_nee("Kan de kandidaat de huur betalen?")
    criterium_9 = _ja_nee("Is de kandidaat ver genoeg hersteld om zelfstandig te wonen?")
    aannemelijk = JaNeeVeld(
        label="Is het aannemelijk dat het wonen lukt met deze begeleiding?",
        error_messages={"required": "Kies of u het aannemelijk vindt dat het wonen lukt."},
    )
    uitkomst = KeuzeVeld(ToelatingUitkomst, label="Wat besluit u?", error_messages={"required": "Kies wat u besluit."})
    route = KeuzeVeld(Route, label="Bij ja: hoe krijgt de kandidaat een woning?", required=False)
    standaardtekst = forms.ChoiceField(label="Beginnen met een standaardtekst?", required=False)
    motivering = forms.CharField(
        label="Waarom besluit u dit?",
        max_length=1500,
        help_text="Dit komt in de brief. Schrijf gewone zinnen en niets over ziekte of behandeling.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf op waarom u dit besluit."},
    )

    _CRITERIA = (
        _Groep(
            "1. Gewone regels van de corporatie",
            (
                "criterium_1", "ontruiming_datum", "ontruiming_achterstand", "achterstand", "regeling_loopt",
                "aflossing_procent",
            ),
            "Alleen van dit criterium kunt u afwijken, na overleg met kandidaat en zorgorganisatie.",
            1,
            _AFWIJKING,
        ),
        _Groep("2. Geen passende woning", ("criterium_2",), nummer=2),
        _Groep("3. Ingeschreven", ("criterium_3",), "Bij directe bemiddeling schrijft de corporatie zelf in.", 3),
        _Groep("4. Bereid om te verhuizen", ("criterium_4",), nummer=4),
        _Groep("5. Kan wonen met begeleiding", ("criterium_5",), nummer=5),
        _Groep(
            "6. Akkoord met het formulier", ("criterium_6",), "Ja telt alleen met akkoord op de verstuurde versie.", 6
        ),
        _Groep(
            "7. Binding met de gemeente",
            ("criterium_7", "direct_voorafgaand", "vrijstelling"),
            "Of de eis niet geldt, zegt alleen de zorgorganisatie.",
            7,
        ),
        _Groep("8. Huur betalen", ("criterium_8",), nummer=8),
        _Groep("Ver genoeg hersteld", ("criterium_9",), "Ja staat er al als de instelling dat verklaarde.", 9),
        _Groep("Eraan toe", (), "Dit neemt Opstap over van de zorgorganisatie.", BEHANDELAAR),
    )  # fmt: skip
    _EERST = (_Groep("Het gesprek", ("gesprek_op", "gesprek_met"), "Vraag niet naar ziekte of behandeling."),)
    _BESLUIT = (
        _Groep("De vergadering", ("vergadering_op", "aanwezig"), "Wie bij de zorgorganisatie werkt, besluit niet mee."),
        _Groep("Uw besluit", ("aannemelijk", "uitkomst", "route", "standaardtekst", "motivering"), _BRIEF),
    )

    def __init__(
        self,
        *args: Any,
        criteria: Collection[int],
        niet: Collection[str] = (),
        met_gesprek: bool,
        standaardteksten: Mapping[str, Standaardzin] | None = None,
        rekenen: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rekenen, self.standaardteksten = rekenen, standaardteksten or {}
        keuzes = [(sleutel, zin.naam) for sleutel, zin in self.standaardteksten.items()]
        self.fields["standaardtekst"].choices = [("", "Kies een tekst"), *keuzes]  # type: ignore[attr-defined]
        if not keuzes:
            del self.fields["standaardtekst"]
        weg = [groep for groep in self._CRITERIA if groep.nummer not in criteria]
        for naam in {*niet, *(naam for groep in weg for naam in (*groep.velden, *groep.vouw))}:
            del self.fields[naam]
        if not met_gesprek:
            del self.fields["gesprek_op"], self.fields["gesprek_met"]
        else:
            self.fields["gesprek_op"].required = False
        for veld in self.fields.values():
            veld.required = veld.required and not rekenen

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for b in standaardzin_belemmeringen(
            gekozen=self.standaardteksten.get(data.get("standaardtekst", "")),
            zinnen=list(self.standaardteksten.values()),
            motivering=None if self.rekenen else data.get("motivering", ""),
            uitkomst=data.get("uitkomst") or "",
        ):
            self.add_error(b.veld, b.melding)
        return data

    @classmethod
    def namen(cls) -> dict[int, str]:
        """How each criterium is called on the page."""
        return {groep.nummer: groep.titel for groep in cls._CRITERIA if groep.nummer is not None}

    def criterium(self, nummer: int) -> dict[str, Any]:
        """How one criterium is asked."""
        return self._groep(next(groep for groep in self._CRITERIA if groep.nummer == nummer))

    @property
    def eerst(self) -> list[dict[str, Any]]:
        """What comes before the criteria."""
        return self._groepen(self._EERST)

    @property
    def besluitgroepen(self) -> list[dict[str, Any]]:
        return self._groepen(self._BESLUIT)

    def _groepen(self, groepen: Sequence[_Groep]) -> list[dict[str, Any]]:
        return [gevuld for groep in groepen if (gevuld := self._groep(groep))["velden"]]

    def _groep(self, groep: _Groep) -> dict[str, Any]:
        velden, vouw = ([self[n] for n in namen if n in self.fields] for namen in (groep.velden, groep.vouw))
        is_open = any(veld.value() or veld.errors for veld in vouw)
        return {"titel": groep.titel, "uitleg": groep.uitleg, "velden": velden, "vouw": vouw, "is_open": is_open}

    def besluit(self) -> Toelatingsbesluit:
        data = self.cleaned_data
        return Toelatingsbesluit(
            uitkomst=data["uitkomst"],
            invoer=self.invoer(),
            aannemelijk=data["aannemelijk"],
            motivering=data["motivering"],
            route=data["route"],
            afwijking=self._afwijking(),
            vergadering=self.vergadering(),
            gesprek=self.gesprek(),
        )

    def invoer(self) -> CriteriumInvoer:
        """What this regeling does not ask, or what could not be read, stays unknown."""
        data = self.cleaned_data
        return CriteriumInvoer(
            ontruiming=data.get("criterium_1"),
            ontruiming_datum=data.get("ontruiming_datum") if data.get("criterium_1") else None,
            ontruiming_wegens_achterstand=data.get("ontruiming_achterstand"),
            achterstand=data.get("achterstand"),
            regeling_loopt=data.get("regeling_loopt"),
            aflossing_procent=data.get("aflossing_procent"),
            geen_passende_huisvesting=data.get("criterium_2"),
            ingeschreven=data.get("criterium_3"),
            bereid_toewijzing=data.get("criterium_4"),
            zorg_verklaart_vaardig=data.get("criterium_9" if "criterium_9" in data else "criterium_5"),
            akkoord_formulier=data.get("criterium_6"),
            binding_maanden=data.get("criterium_7"),
            direct_voorafgaand=data.get("direct_voorafgaand"),
            vrijstelling=data.get("vrijstelling", False),
            betaalbaar=data.get("criterium_8"),
        )

    def _afwijking(self) -> Afwijking | None:
        """None when nothing was filled in about it."""
        tekst, kandidaat, zorg = (self.cleaned_data.get(naam) for naam in _AFWIJKING)
        if not any((tekst, kandidaat, zorg)):
            return None
        return Afwijking(criterium=1, motivering=tekst or "", overleg_kandidaat_op=kandidaat, overleg_zorg_op=zorg)
