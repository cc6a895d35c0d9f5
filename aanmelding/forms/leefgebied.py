"""One leefgebied: is support needed, how far is it, who gives it; the rest folds away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst

from aanmelding.services import Checklistantwoord, Contactgegevens
from opstap.partners.models import Organisatie, Organisatiesoort
from opstap.partners.velden import DatumVeld, NaamVeld, TelefoonVeld, keuzelijst
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.begrippen import GEVOELIGE_LEEFGEBIEDEN, Leefgebied
from opstap.protocol.ondersteuning import Kader, Ondersteuningssoort

ZELF = "zelf"
NIET_ZICHTBAAR = "De corporatie ziet niet wat u hier invult."
WEET_NIET = "weet_niet"
#: What is known of the support itself.
MEER = (
    "soort",
    "kader",
    "voorziening",
    "aangevraagd_op",
    "start",
    "afgestemd_op",
    "contact_naam",
    "contact_telefoon",
    "contact_email",
)
_VRAGEN = {
    Leefgebied.FINANCIEN: "bij geld en schulden",
    Leefgebied.DAGBESTEDING: "bij werk of dagbesteding",
    Leefgebied.HUISVESTING: "bij het wonen",
    Leefgebied.HUISELIJKE_RELATIES: "bij relaties thuis",
    Leefgebied.GEESTELIJKE_GEZONDHEID: "bij de geestelijke gezondheid",
    Leefgebied.LICHAMELIJKE_GEZONDHEID: "bij de lichamelijke gezondheid",
    Leefgebied.VERSLAVING: "bij een verslaving",
    Leefgebied.ADL: "bij de dagelijkse verzorging of het huishouden",
    Leefgebied.SOCIAAL_NETWERK: "bij het contact met familie, vrienden of buren",
    Leefgebied.MAATSCHAPPELIJKE_PARTICIPATIE: "om mee te doen in de buurt",
    Leefgebied.JUSTITIE: "bij het contact met politie en justitie",
}


def vraag(gebied: Leefgebied) -> str:
    return f"Is er hulp nodig {_VRAGEN[gebied]}?"


def _dag(wat: str, voorbeeld: str, **opties: Any) -> dict[str, Any]:
    melding = f"Vul bij {wat} een dag in, bijvoorbeeld {voorbeeld}."
    return {"required": False, "error_messages": {"invalid": melding}, **opties}


class LeefgebiedForm(forms.Form):
    """`organisaties`: of this regeling first; `in_regeling`: the keys of those."""

    leeg_mag = True
    stand = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    uitvoerder = forms.ChoiceField(
        label="Wie geeft deze hulp?",
        required=False,
        help_text="Alleen als er hulp nodig is. Staat de organisatie er niet bij? Vraag uw beheerder.",
        error_messages={"invalid_choice": "Kies bij wie de hulp geeft een organisatie uit de lijst."},
    )
    soort = keuzelijst(Ondersteuningssoort, label="Welke hulp is het?")
    kader = keuzelijst(Kader, label="Waaruit wordt de hulp betaald?", help_text="De corporatie ziet dit niet.")
    voorziening = forms.BooleanField(
        label="Deze hulp is er voor iedereen, zonder indicatie",
        required=False,
        help_text="Zoals van een wijkteam. U hoeft dan geen organisatie te kiezen.",
    )
    aangevraagd_op = DatumVeld(label="Wanneer is de hulp aangevraagd?", **_dag("de aanvraag", "2-3-2026"))
    start = DatumVeld(label="Vanaf welke dag is de hulp er?", **_dag("het begin van de hulp", "2-3-2026"))
    afgestemd_op = DatumVeld(
        label="Wanneer is dit besproken met de Wmo-consulent?",
        **_dag("het overleg met de Wmo-consulent", "2-3-2026", help_text="Alleen als de gemeente deze hulp geeft."),
    )
    contact_naam = NaamVeld(
        label="Contactpersoon bij die organisatie",
        max_length=120,
        required=False,
        help_text="Alleen wie daar werkt. Geen familie of vrienden.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Maak de naam van de contactpersoon korter: er passen 120 tekens in."},
    )
    contact_telefoon = TelefoonVeld(
        label="Telefoonnummer van de contactpersoon",
        required=False,
        error_messages={"max_length": "Maak het telefoonnummer korter: er passen 30 tekens in."},
    )
    contact_email = forms.EmailField(
        label="E-mailadres van de contactpersoon",
        max_length=120,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "invalid": "Vul bij de contactpersoon een e-mailadres in, bijvoorbeeld naam@organisatie.nl.",
            "max_length": "Maak het e-mailadres van de contactpersoon korter: er passen 120 tekens in.",
        },
    )

    def __init__(
        self,
        *args: Any,
        gebied: Leefgebied,
        organisaties: Sequence[Organisatie],
        in_regeling: Collection[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        stand = self.fields["stand"]
        stand.label = vraag(gebied)
        stand.choices = [*((s.value, capfirst(s.label)) for s in Rijstatus), (WEET_NIET, "Weet ik nog niet")]  # type: ignore[attr-defined]
        stand.error_messages["invalid_choice"] = f"Kies een antwoord op de vraag: {vraag(gebied)}"
        self.fields["uitvoerder"].choices = _uitvoerders(gebied, organisaties, in_regeling)  # type: ignore[attr-defined]
        if gebied is Leefgebied.JUSTITIE:
            del self.fields["afgestemd_op"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        naam, andere = data.get("contact_naam"), (data.get("contact_telefoon"), data.get("contact_email"))
        if not naam and any(andere):
            self.add_error("contact_naam", "Vul ook de naam van de contactpersoon in.")
        return data

    @property
    def groepen(self) -> list[dict[str, Any]]:
        meer = [self[naam] for naam in MEER if naam in self.fields]
        return [
            {
                "velden": [self["stand"], self["uitvoerder"]],
                "meer": meer,
                "meer_titel": "Meer over deze hulp (niet verplicht)",
                "meer_open": any(veld.value() or veld.errors for veld in meer),
            }
        ]

    def antwoord(self) -> Checklistantwoord:
        d = self.cleaned_data
        wie, stand = d["uitvoerder"], d["stand"]
        return Checklistantwoord(
            stand=Rijstatus(stand) if stand and stand != WEET_NIET else None,
            uitvoerder=UUID(wie) if wie and wie != ZELF else None,
            zelf=wie == ZELF,
            voorziening=d["voorziening"],
            soort=d["soort"],
            kader=d["kader"],
            aangevraagd_op=d["aangevraagd_op"],
            start=d["start"],
            afgestemd_op=d.get("afgestemd_op"),
            contact=self._contact(),
        )

    def _contact(self) -> Contactgegevens | None:
        naam, telefoon, email = (self.cleaned_data[f"contact_{veld}"] for veld in ("naam", "telefoon", "email"))
        return Contactgegevens(naam, telefoon, email) if naam else None


def _uitvoerders(
    gebied: Leefgebied, organisaties: Sequence[Organisatie], in_regeling: Collection[int]
) -> list[tuple[str, str]]:
    """A corporatie is no choice where it may not know of it (I-9)."""
    return [
        ("", "Kies als er hulp nodig is"),
        (ZELF, "Geen organisatie: de kandidaat zelf of iemand in de buurt"),
        *(
            (str(o.sleutel), o.naam if o.pk in in_regeling else f"{o.naam} (buiten deze regeling)")
            for o in sorted(organisaties, key=lambda o: (o.pk not in in_regeling, o.naam))
            if not (gebied in GEVOELIGE_LEEFGEBIEDEN and o.soort == Organisatiesoort.CORPORATIE)
        ),
    ]
