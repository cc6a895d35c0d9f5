"""The form on paper: what it says about the kandidaat, and its questions without answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from aanmelding import overzicht
from aanmelding.models import Aanmelding
from aanmelding.services.basis import heeft_onverstuurde_wijziging, is_gewijzigd, ontvanger
from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.protocol.aanmeldstappen import INVULBAAR
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.services import betrokken_organisatie

TITEL = "Uw aanmelding"


def uw_aanmelding(aanmelding: Aanmelding, door: Gebruiker) -> dict[str, Any]:
    """Everything that is kept about the kandidaat in this form, why, and who reads it. Kept nowhere."""
    traject = aanmelding.traject
    begeleiding = betrokken_organisatie(traject, Hoedanigheid.BEGELEIDING)
    return {
        "kop": [
            ("Kandidaat", traject.naam),
            ("Regeling", traject.regeling.naam),
            ("Kenmerk", traject.kenmerk),
            ("Versie", _versie(aanmelding)),
            ("Gemaakt", f"op {datum_voluit(clock.vandaag())} door {door.naam}"),
        ],
        "let_op": _let_op(aanmelding),
        "delen": overzicht.groepen(aanmelding),
        "wie_ziet_wat": wie_ziet_wat(aanmelding),
        "afzender": begeleiding.naam if begeleiding else traject.regeling.naam,
    }


def _versie(aanmelding: Aanmelding) -> str:
    laatste = aanmelding.laatste_versie
    return f"{laatste.nummer}, verstuurd op {datum_voluit(laatste.datum)}" if laatste else "nog niet verstuurd"


def _let_op(aanmelding: Aanmelding) -> str:
    """This paper says what stands there now: said so when something else was sent."""
    if heeft_onverstuurde_wijziging(aanmelding):
        return "Na het versturen is er iets gewijzigd. Dat is niet verstuurd en telt niet mee."
    if aanmelding.laatste_versie and aanmelding.status in INVULBAAR and is_gewijzigd(aanmelding):
        return "Na het versturen is er iets gewijzigd. Dat is nog niet opnieuw verstuurd."
    return ""


def wie_ziet_wat(aanmelding: Aanmelding) -> list[overzicht.Lezer]:
    begeleiding = betrokken_organisatie(aanmelding.traject, Hoedanigheid.BEGELEIDING)
    eigen = [overzicht.Lezer(begeleiding.naam, ("alles: daar werkt uw begeleider.",))] if begeleiding else []
    loket = ontvanger(aanmelding.traject)
    return [*eigen, *(overzicht.wie_ziet_wat(aanmelding, loket) if loket else ())]


# --- the questions without answers -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Papiervraag:
    """`keuzes`: a box to tick for each; `regels`: so many lines to write on."""

    vraag: str
    uitleg: str = ""
    keuzes: Sequence[str] = ()
    regels: int = 0

    @property
    def is_kort(self) -> bool:
        """The line stands beside the question."""
        return self.regels == 1 and not self.keuzes

    @property
    def lijnen(self) -> range:
        return range(self.regels)


def papiervragen(form: forms.BaseForm) -> list[Papiervraag]:
    """In the order of the screen."""
    groepen = getattr(form, "groepen", None)
    if not groepen:
        return [_vraag(veld) for veld in form]
    return [_vraag(veld) for groep in groepen for veld in (*groep["velden"], *groep.get("meer", ()))]


def _vraag(veld: forms.BoundField) -> Papiervraag:
    vraag, uitleg = str(veld.label), str(veld.help_text)
    if isinstance(veld.field, forms.BooleanField):
        return Papiervraag(vraag="", uitleg=uitleg, keuzes=[vraag])
    if isinstance(veld.field, forms.ChoiceField):
        alle: Any = veld.field.choices
        keuzes = [str(label) for code, label in alle if code]
        return Papiervraag(vraag=vraag, uitleg=uitleg, keuzes=keuzes, regels=int(_is_open(veld.field)))
    is_lang = isinstance(veld.field.widget, forms.Textarea)
    return Papiervraag(vraag=vraag, uitleg=uitleg, regels=3 if is_lang else 1)


def _is_open(veld: forms.ChoiceField) -> bool:
    """A list of what happens to be there, such as organisations: the answer is written down."""
    return isinstance(veld.widget, forms.Select) and not isinstance(veld, forms.TypedChoiceField)
