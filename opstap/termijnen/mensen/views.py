"""Take a duty and give it back; hand over what hangs on a colleague."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import Http404
from django.urls import reverse

from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import Namens, namens_van
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.partners.vervanging import in_beheer, leidinggevenden
from opstap.protocol.datums import datum_voluit
from opstap.termijnen.mensen.controles import zonder_collega
from opstap.termijnen.mensen.hangt import Hangt, hangt_aan
from opstap.termijnen.mensen.houders import toewijzingen
from opstap.termijnen.mensen.services import (
    TEAM,
    namens_voor_termijn,
    termijn_oppakken,
    termijn_teruggeven,
    werk_overdragen,
)
from opstap.termijnen.models import Termijn


class Taakscherm(Formulierscherm):
    """A duty that is not on this person's list is the same 404 as one that does not exist."""

    actie = Actie.TAAK_OPPAKKEN
    termijn: Termijn
    doe: ClassVar[Any]

    def laden(self, **kwargs: Any) -> None:
        rijen = Termijn.objects.voor(self.gebruiker).filter(sleutel=kwargs["termijn"])
        rij = rijen.select_related("traject__persoon", "organisatie", "opgepakt_door").first()
        if rij is None or not namens_voor_termijn(self.gebruiker, rij):
            raise Http404
        self.termijn = rij

    def mag_namens(self) -> list[Namens]:
        """One: for the absent colleague whose work it is, else for oneself."""
        mogelijk = namens_voor_termijn(self.gebruiker, self.termijn)
        voor = toewijzingen(self.gebruiker, [self.termijn])[self.termijn.pk].voor
        return [n for n in mogelijk if voor and n.voor == voor.sleutel][:1] or mogelijk[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        termijn = self.termijn
        feiten = [
            ("Taak", termijn.kind.tekst),
            ("Datum", datum_voluit(termijn.datum)),
            ("Traject", f"{termijn.traject.initialen}, {termijn.traject.kenmerk}"),
        ]
        return super().get_context_data(feiten=feiten, **kwargs)

    def terug_url(self) -> str:
        return reverse("vandaag")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        type(self).doe(termijn=self.termijn.sleutel, namens=namens)
        return reverse("vandaag")


class OppakkenView(Taakscherm):
    doe = staticmethod(termijn_oppakken)
    titel = "Deze taak oppakken"
    uitleg = "Collega’s zien dan dat u dit doet. Herinneringen gaan alleen nog naar u."
    knop = "Ik doe dit"
    gelukt = "U doet deze taak. U kunt haar altijd teruggeven."


class TeruggevenView(Taakscherm):
    doe = staticmethod(termijn_teruggeven)
    titel = "Deze taak teruggeven"
    uitleg = "De taak staat dan weer bij het hele team."
    knop = "Geef terug"
    gelukt = "De taak staat weer bij het hele team."


class OverdragenView(Scherm):
    """Whose work can be handed over; on top the people who left while something still hangs on them."""

    actie = Actie.WERK_OVERDRAGEN
    template_name = "partners/overdragen.html"
    titel = "Werk overdragen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wie = in_beheer(self.gebruiker)
        hier = {t.organisatie for t in self.gebruiker.eigen_rollen}
        weg = [paar for paar in zonder_collega(hier) if leidinggevenden(self.gebruiker, *paar)]
        meer = len({organisatie for _, organisatie in [*wie, *weg]}) > 1
        return super().get_context_data(
            weg=[_naar_overdracht(*paar, meer=meer) for paar in weg],
            wie=[_naar_overdracht(*paar, meer=meer) for paar in wie if paar not in weg],
            leeg_zin="U heeft geen collega’s van wie u het werk kunt overdragen.",
            **kwargs,
        )


def _naar_overdracht(mens: Gebruiker, organisatie: Organisatie, *, meer: bool) -> dict[str, str]:
    return {
        "tekst": f"{mens.naam}, {organisatie.naam}" if meer else mens.naam,
        "url": reverse("overdragen_van", args=[mens.sleutel, organisatie.sleutel]),
    }


class OverdrachtForm(forms.Form):
    """One choice for everything, and one per thing; what is left open stays where it is."""

    def __init__(self, *args: Any, dingen: list[Hangt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        iedereen = {mens.sleutel: mens.naam for ding in dingen for mens in ding.kandidaten}
        self.fields["alles"] = forms.TypedChoiceField(
            label="Wie krijgt alles?",
            required=False,
            coerce=UUID,
            empty_value=None,
            choices=[("", "Ik kies het hieronder"), *sorted(iedereen.items(), key=lambda paar: paar[1])],
            help_text="Die krijgt dan alles wat die mag hebben. Hieronder kunt u voor een deel iemand anders kiezen.",
            error_messages={"invalid_choice": "Kies bij “Wie krijgt alles?” iemand uit de lijst."},
        )
        for ding in dingen:
            leeg = [(TEAM, ding.leeg)] if ding.leeg else []
            self.fields[ding.code] = forms.ChoiceField(
                label=ding.tekst,
                required=False,
                choices=[("", "Nog niet kiezen"), *leeg, *((m.sleutel, m.naam) for m in ding.kandidaten)],
                help_text="" if ding.kandidaten else "Niemand mag dit overnemen. Geef eerst een collega de rol.",
                error_messages={"invalid_choice": f"Kies bij “{ding.tekst}” iemand uit de lijst."},
            )

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if not self.errors and not any(gegevens.values()):
            self.add_error("alles", "Kies wie het werk krijgt: voor alles, of hieronder voor een deel.")
        return gegevens


class OverdragenVanView(Formulierscherm):
    """Everything that hangs on one colleague at one organisation. Whom somebody does not lead is a 404."""

    actie = Actie.WERK_OVERDRAGEN
    template_name = "partners/overdragen_van.html"
    form_class = OverdrachtForm
    knop = "Draag over"
    gelukt = "Het werk is overgedragen. Wat u nog niet koos, staat hieronder."

    def laden(self, **kwargs: Any) -> None:
        mens = Gebruiker.objects.filter(sleutel=kwargs["mens"]).first()
        organisatie = Organisatie.objects.filter(sleutel=kwargs["organisatie"]).first()
        if mens is None or organisatie is None or not leidinggevenden(self.gebruiker, mens, organisatie):
            raise Http404
        self.mens, self.organisatie = mens, organisatie
        self.dingen = hangt_aan(mens, organisatie)
        self.titel = f"Werk van {mens.naam} overdragen"
        self.uitleg = f"Dit hangt aan {mens.naam} bij {organisatie.naam}."

    def mag_namens(self) -> list[Namens]:
        return [namens_van(self.gebruiker, t) for t in leidinggevenden(self.gebruiker, self.mens, self.organisatie)[:1]]

    def form_opties(self) -> dict[str, Any]:
        return {"dingen": self.dingen}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(van_wie=self.mens.naam, dingen=self.dingen, **kwargs)

    def terug_url(self) -> str:
        return reverse("overdragen")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        keuzes = {code: str(keuze) for code, keuze in form.cleaned_data.items() if code != "alles"}
        werk_overdragen(
            gebruiker=self.mens,
            organisatie=self.organisatie,
            keuzes=keuzes,
            alles=form.cleaned_data["alles"],
            namens=namens,
        )
        return reverse("overdragen_van", args=[self.mens.sleutel, self.organisatie.sleutel])
