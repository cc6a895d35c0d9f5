"""Say who is away and who replaces: for oneself, and for the team one leads."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse

from opstap.partners.models import Afwezigheid, Gebruiker, Organisatie
from opstap.partners.namens import Namens, namens_van
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.partners.services import AL_GESTOPT, afwezigheid_beeindigen, afwezigheid_plannen
from opstap.partners.velden import DATUM_HINT, DatumVeld
from opstap.partners.vervanging import TERUG_DAGEN, doet_ander_werk, in_beheer, kan_vervangen, regelt_voor
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit


class AfwezigView(Scherm):
    """Who is away, today or later: oneself, the team one leads, and whom one replaces."""

    actie = Actie.AFWEZIGHEID_REGELEN
    template_name = "partners/afwezig.html"
    titel = "Afwezig"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eigen = list(dict.fromkeys((self.gebruiker, t.organisatie) for t in self.gebruiker.eigen_rollen))
        team = in_beheer(self.gebruiker)
        return super().get_context_data(
            regels=self._regels([*eigen, *team]),
            eigen=[_knop(*wie, is_zelf=True, meer=len(eigen) > 1) for wie in eigen],
            team=[_knop(*wie, is_zelf=False, meer=len({o for _, o in team}) > 1) for wie in team],
            leeg_zin="Iedereen is er. Bent u er straks even niet? Zeg dan hier wie u vervangt.",
            **kwargs,
        )

    def _regels(self, wie: list[tuple[Gebruiker, Organisatie]]) -> list[dict[str, str]]:
        """Of these people, whom somebody arranges for; and whom one replaces, to read."""
        regelt = {(mens.pk, organisatie.pk) for mens, organisatie in wie}
        rijen = Afwezigheid.objects.nog_niet_voorbij().bij({organisatie for _, organisatie in wie})
        return [
            self._regel(rij, mag=mag)
            for rij in rijen
            if (mag := (rij.gebruiker_id, rij.organisatie_id) in regelt) or rij.vervanger_id == self.gebruiker.pk
        ]

    def _regel(self, rij: Afwezigheid, *, mag: bool) -> dict[str, str]:
        return {
            "wie": f"{rij.gebruiker.naam}, {rij.organisatie.naam}",
            "wanneer": f"{datum_voluit(rij.vanaf)} tot en met {datum_voluit(rij.laatste_dag)}",
            "vervanger": "u" if rij.vervanger_id == self.gebruiker.pk else rij.vervanger.naam,
            "url": reverse("afwezig_stoppen", args=[rij.sleutel]) if mag else "",
        }


def _knop(mens: Gebruiker, organisatie: Organisatie, *, is_zelf: bool, meer: bool) -> dict[str, str]:
    tekst = "Ik ben er niet" if is_zelf else mens.naam
    return {
        "tekst": f"{tekst}, {organisatie.naam}" if meer else tekst,
        "url": reverse("afwezig_melden", args=[mens.sleutel, organisatie.sleutel]),
    }


class AfwezigForm(forms.Form):
    vanaf = DatumVeld(
        label="Eerste dag weg",
        help_text=f"{DATUM_HINT} Mag tot {TERUG_DAGEN} dagen geleden zijn. De vervanging begint dan vandaag.",
        vooruit=2,
        error_messages={
            "required": "Vul de eerste dag in.",
            "invalid": "Vul bij de eerste dag een datum in, bijvoorbeeld 2-3-2026.",
        },
    )
    laatste_dag = DatumVeld(
        label="Laatste dag weg",
        vooruit=2,
        error_messages={
            "required": "Vul de laatste dag in.",
            "invalid": "Vul bij de laatste dag een datum in, bijvoorbeeld 2-3-2026.",
        },
    )
    vervanger = forms.ModelChoiceField(
        Gebruiker.objects.none(),
        label="Wie vervangt?",
        to_field_name="sleutel",
        empty_label="Kies een collega",
        error_messages={
            "required": "Kies wie vervangt.",
            "invalid_choice": "Kies bij “Wie vervangt?” een collega uit de lijst.",
        },
    )

    def __init__(self, *args: Any, collegas: Any, wie_niet: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vervanger"].queryset = collegas  # type: ignore[attr-defined]
        self.fields["vervanger"].help_text = f"{_WAT_HIJ_KRIJGT} {wie_niet}".strip()


_WAT_HIJ_KRIJGT = "Deze collega krijgt die dagen de taken, de mail en de rechten. Daarna stopt dat vanzelf."
_MEESTE_NAMEN = 6


def _wie_niet(mens: Gebruiker, organisatie: Organisatie) -> str:
    """Why the list is short: who replaces gets the rights, so only who does the same kind of work is in it."""
    anderen = [
        f"{wie.naam} ({', '.join(rol.label for rol in rollen)})"
        for wie, rollen in doet_ander_werk(mens, organisatie).items()
    ]
    if not anderen:
        return ""
    meer = len(anderen) - _MEESTE_NAMEN
    namen = ", ".join(anderen[:_MEESTE_NAMEN]) + f" en nog {meer}" * (meer > 0)
    return f"Niet in de lijst, want met ander werk en andere rechten: {namen}."


class _VanIemand(Formulierscherm):
    """A form about one person at one organisation. Whom somebody does not arrange for looks like nobody: 404."""

    actie = Actie.AFWEZIGHEID_REGELEN
    mens: Gebruiker
    organisatie: Organisatie

    def mag_namens(self) -> list[Namens]:
        rollen = regelt_voor(self.gebruiker, self.mens, self.organisatie)
        return [namens_van(self.gebruiker, t) for t in rollen[:1]]

    def terug_url(self) -> str:
        return reverse("afwezig")

    def wie_het_hoort(self, mensen: Collection[Gebruiker]) -> str:
        """Who did not say it herself."""
        namen = [mens.naam for mens in mensen if mens != self.gebruiker]
        if not namen:
            return "Daar gaat geen bericht over uit."
        return f"{' en '.join(namen)} {'krijgen' if len(namen) > 1 else 'krijgt'} bericht."


class AfwezigMeldenView(_VanIemand):
    form_class = AfwezigForm
    knop = "Vastleggen"

    def laden(self, **kwargs: Any) -> None:
        mens = Gebruiker.objects.actief().filter(sleutel=kwargs["mens"]).first()
        organisatie = Organisatie.objects.filter(sleutel=kwargs["organisatie"]).first()
        if mens is None or organisatie is None or not regelt_voor(self.gebruiker, mens, organisatie):
            raise Http404
        self.mens, self.organisatie = mens, organisatie
        zelf = mens == self.gebruiker
        self.titel = "Ik ben er niet" if zelf else f"{mens.naam} is er niet"
        hoort = "Wie u vervangt, krijgt bericht." if zelf else f"{mens.naam} en wie vervangt, krijgen bericht."
        self.uitleg = f"Dit geldt voor het werk bij {organisatie.naam}. {hoort}"

    def form_opties(self) -> dict[str, Any]:
        return {
            "collegas": kan_vervangen(self.mens, self.organisatie),
            "wie_niet": _wie_niet(self.mens, self.organisatie),
        }

    def belemmeringen(self) -> list[Belemmering]:
        if kan_vervangen(self.mens, self.organisatie).exists():
            return []
        niet = _wie_niet(self.mens, self.organisatie)
        zin = (
            f"Bij {self.organisatie.naam} doet nu niemand anders dit werk. Een beheerder kan een collega een rol geven."
        )
        return [Belemmering("", f"{zin} {niet}".strip())]

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        vervanger = form.cleaned_data["vervanger"]
        afwezigheid_plannen(
            gebruiker=self.mens,
            organisatie=self.organisatie,
            vervanger=vervanger,
            vanaf=form.cleaned_data["vanaf"],
            tot=form.cleaned_data["laatste_dag"] + timedelta(days=1),
            namens=namens,
        )
        self.gelukt = f"Het staat erin. {self.wie_het_hoort([self.mens, vervanger])}"
        return reverse("afwezig")


class AfwezigStoppenView(_VanIemand):
    titel = "Toch niet afwezig"
    knop = "Beëindig de afwezigheid"

    def laden(self, **kwargs: Any) -> None:
        rijen = Afwezigheid.objects.select_related("gebruiker", "organisatie", "vervanger")
        rij = rijen.filter(sleutel=kwargs["afwezigheid"]).first()
        if rij is None or not regelt_voor(self.gebruiker, rij.gebruiker, rij.organisatie):
            raise Http404
        self.rij, self.mens, self.organisatie = rij, rij.gebruiker, rij.organisatie
        if not rij.is_voorbij:
            hoort = "Wie al bericht kreeg van de vervanging, krijgt bericht dat die stopt."
            self.uitleg = f"{rij.gebruiker.naam} is er weer vanaf vandaag, of is niet weggeweest. {hoort}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feiten = [
            ("Wie", f"{self.mens.naam}, {self.organisatie.naam}"),
            ("Wanneer", f"{datum_voluit(self.rij.vanaf)} tot en met {datum_voluit(self.rij.laatste_dag)}"),
            ("Vervanger", self.rij.vervanger.naam),
        ]
        return super().get_context_data(feiten=[] if self.rij.is_voorbij else feiten, **kwargs)

    def belemmeringen(self) -> list[Belemmering]:
        return [Belemmering("", AL_GESTOPT)] if self.rij.is_voorbij else []

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        horen = afwezigheid_beeindigen(afwezigheid=self.rij.sleutel, namens=namens)
        self.gelukt = f"De vervanging geldt niet meer. {self.wie_het_hoort(horen)}"
        return reverse("afwezig")
