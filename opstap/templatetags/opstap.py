"""Filters that every template may use: dates as people say them, and errors that say what to do."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms, template
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from opstap.partners.velden import NummerVeld, TelefoonVeld
from opstap.protocol.clausules import aan_te_halen, clausules, van_een_regeling
from opstap.protocol.datums import datum_met_dag as _met_dag
from opstap.protocol.datums import datum_met_weekdag as _met_weekdag
from opstap.protocol.datums import datum_voluit
from opstap.protocol.datums import over_dagen as _over_dagen

register = template.Library()


@register.filter
def datum(waarde: date | None) -> str:
    """`2 maart 2026`; nothing for nothing."""
    return datum_voluit(waarde) if waarde else ""


@register.filter
def datum_met_dag(waarde: date | None) -> str:
    """`ma 2 maart 2026`; nothing for nothing."""
    return _met_dag(waarde) if waarde else ""


@register.filter
def datum_met_weekdag(waarde: date | None) -> str:
    """`maandag 2 maart 2026`; nothing for nothing."""
    return _met_weekdag(waarde) if waarde else ""


@register.filter
def over_dagen(waarde: date | None, vandaag: date | None) -> str:
    """`over 12 dagen`, `morgen`, `vandaag`, `3 dagen te laat`; nothing when one of the two is not known."""
    return _over_dagen(waarde, vandaag) if waarde and vandaag else ""


@register.simple_tag(takes_context=True)
def regel_van(context: template.Context, clausule: str) -> str:
    """The number that people can find in their own regeling; nothing for another one, the law or a reading of ours."""
    letter = context.get("letter", "")
    eigen = clausule and van_een_regeling(clausule) and (not letter or aan_te_halen(clausule, letter))
    return clausule if eigen else ""


@register.filter
def foutanker(veld: forms.BoundField) -> str:
    """The id that the error summary jumps to: the input itself, or the first choice of a group."""
    return f"{veld.auto_id}_0" if veld.use_fieldset else str(veld.id_for_label)


@register.filter
def foutmeldingen(veld: forms.BoundField) -> list[str]:
    """The errors of a field as sentences that name it and say what to do (U4).

    Only the standard texts of Django are replaced; a text that a form wrote itself stays.
    """
    return [zin for zin, _ in veldfouten(veld)]


@register.filter
def veldfouten(veld: forms.BoundField) -> list[tuple[str, str]]:
    """The same with the clause of the rule that refused; empty when it was no rule."""
    gevonden = veld.form.errors.get(veld.name)
    return [(zin, _clausule(fout)) for fout in gevonden.as_data() for zin in _zinnen(veld, fout)] if gevonden else []


@register.filter
def formulierfouten(form: forms.BaseForm) -> list[tuple[str, str]]:
    """The errors of the whole form, each with its clause."""
    gevonden = form.errors.as_data().get(NON_FIELD_ERRORS, [])
    return [(str(zin), _clausule(fout)) for fout in gevonden for zin in fout.messages]


def _clausule(fout: ValidationError) -> str:
    return str(fout.code) if fout.code in clausules() else ""


def _zinnen(veld: forms.BoundField, fout: ValidationError) -> list[str]:
    zin = _ZINNEN.get(_soort(veld.field, fout))
    if zin is None or not _is_standaard(veld.field, fout):
        return [str(melding) for melding in fout.messages]
    feiten: dict[str, Any] = {"label": veld.label, **(fout.params or {})}
    return [zin.format(**feiten)]


def _soort(veld: forms.Field, fout: ValidationError) -> str:
    """The kind of error: the code, with the kind of field where that changes the advice."""
    code = str(fout.code)
    if code == "required" and isinstance(veld, forms.BooleanField):
        return "required_vinkje"
    if code == "required" and isinstance(veld, forms.ChoiceField | forms.ModelChoiceField):
        return "required_keuze"
    if code == "invalid":
        return next((f"invalid_{soort}" for klasse, soort in _INVALID if isinstance(veld, klasse)), code)
    return code


def _is_standaard(veld: forms.Field, fout: ValidationError) -> bool:
    """True when the text is Django's own. Errors of validators have no text on the field: always standard."""
    standaard: dict[str, Any] = {}
    for klasse in reversed(type(veld).__mro__):
        standaard |= getattr(klasse, "default_error_messages", {})
    eigen = veld.error_messages.get(str(fout.code))
    return eigen is None or eigen == standaard.get(str(fout.code)) == fout.message


_INVALID: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.DateField, "datum"),
    (forms.TimeField, "tijd"),
    (forms.EmailField, "email"),
    (forms.IntegerField, "getal"),
    (TelefoonVeld, "telefoon"),
    (NummerVeld, "nummer"),
)
_ZINNEN = {
    "required": "Vul “{label}” in.",
    "required_keuze": "Kies een antwoord bij “{label}”.",
    "required_vinkje": "Zet een vinkje bij “{label}”.",
    "invalid_datum": "Vul bij “{label}” een datum in, bijvoorbeeld 2-3-2026.",
    "invalid_tijd": "Vul bij “{label}” een tijd in, bijvoorbeeld 14:30.",
    "buiten_bereik": "Kies bij “{label}” een dag van {eerste} tot en met {laatste}.",
    "invalid_email": "Vul bij “{label}” een heel e-mailadres in, bijvoorbeeld naam@organisatie.nl.",
    "invalid_getal": "Vul bij “{label}” een heel getal in, zonder letters.",
    "invalid_telefoon": (
        "Vul bij “{label}” alleen een telefoonnummer in, bijvoorbeeld 0575 123 456. Weet u het niet? Laat het dan leeg."
    ),
    "invalid_nummer": "Vul bij “{label}” alleen het nummer in, zonder uitleg. Weet u het niet? Laat het dan leeg.",
    "invalid_choice": "Kies bij “{label}” een antwoord uit de lijst.",
    "max_length": "Maak “{label}” korter. Er passen {limit_value} tekens in, u heeft er {show_value}.",
    "min_length": "Maak “{label}” langer: minstens {limit_value} tekens.",
    "min_value": "Vul bij “{label}” {limit_value} of meer in.",
    "max_value": "Vul bij “{label}” {limit_value} of minder in.",
}


@register.filter
def naast(koppen: list[Any], cellen: list[Any]) -> list[tuple[Any, Any]]:
    """Column heads next to the cells of one row, so a card on a phone can name each cell."""
    return list(zip(koppen, cellen, strict=True))
