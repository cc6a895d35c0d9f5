"""The complexes of a corporatie: numbers and facts about a building, never who lives there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from opstap.modellen import nummer_van
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit
from opstap.protocol.woningkenmerken import (
    Leefbaarheid,
    Leefbaarheidsreden,
    Menging,
    Woonvorm,
    aandeel_waarschuwingen,
    open_vragen,
)
from opstap.trajecten.toegang import namens_eigen_organisatie
from woningen.forms.voorraad import WEET_NIET, ComplexenZoekForm, ComplexForm, LeefbaarheidForm
from woningen.models import Complex
from woningen.services import complex_vastleggen, leefbaarheid_vastleggen
from woningen.services.complexen import Complexgegevens

PER_PAGINA = 50
_NIET_AFGESPROKEN = "niets afgesproken"


class ComplexenView(Scherm):
    """The complexes of the own corporatie, found by name; keyset pages."""

    actie = Actie.WONING_BEHEREN
    template_name = "woningen/complexen.html"
    titel = "Complexen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eigen = Organisatie.objects.filter(sleutel__in={n.organisatie for n in self.namens_mogelijk})
        form = ComplexenZoekForm(self.request.GET)
        q = " ".join(form.cleaned_data["q"].split()) if form.is_valid() else ""
        complexen = list(self._complexen(eigen, q)[: PER_PAGINA + 1])
        volgende = complexen[PER_PAGINA - 1] if len(complexen) > PER_PAGINA else None
        return super().get_context_data(
            koppen=("Naam", "Woningen", "Nu via Opstap", "Hoogstens afgesproken", "Leefbaarheid"),
            rijen=[_rij(complex_) for complex_ in complexen[:PER_PAGINA]],
            form=form,
            heeft_filter=bool(q),
            volgende_url="?" + urlencode({"q": q, "na": volgende.sleutel}) if volgende else "",
            leeg_zin="Hier komen de complexen van uw corporatie. Voeg het eerste toe; dan kiest u het bij een woning.",
            **kwargs,
        )

    def _complexen(self, eigen: Any, q: str) -> Any:
        complexen = van_ons = Complex.objects.van(eigen)
        if q:
            complexen = complexen.filter(naam__icontains=q)
        if na := self.request.GET.get("na", ""):
            complexen = complexen.na(van_ons.only("naam").get(pk=nummer_van(van_ons, na)))
        return complexen.met_aantallen().op_naam()


def _rij(complex_: Any) -> dict[str, Any]:
    return {
        "url": reverse("woningen:complex", args=[complex_.sleutel]),
        "cellen": (
            complex_.naam,
            complex_.bekend if complex_.aantal_woningen is None else complex_.aantal_woningen,
            complex_.in_opstap,
            _NIET_AFGESPROKEN if complex_.aandeel_max is None else complex_.aandeel_max,
            Leefbaarheid(complex_.leefbaarheid).label if complex_.leefbaarheid else WEET_NIET.lower(),
        ),
    }


class _VanComplex(Scherm):
    """A complex of another corporatie is the same 404 as one that does not exist."""

    actie = Actie.WONING_BEHEREN
    complex: Any

    def laden(self, **kwargs: Any) -> None:
        eigen = [t.organisatie for t in self.gebruiker.rollen]
        rijen = Complex.objects.van(eigen).met_aantallen().select_related("corporatie")
        self.complex = rijen.filter(sleutel=kwargs["complex"]).first()
        if self.complex is None:
            raise Http404

    def mag_namens(self) -> list[Namens]:
        return namens_eigen_organisatie(self.gebruiker, self.actie, self.complex.corporatie)


class ComplexView(_VanComplex):
    """What is known of the building, how it stands, and how many homes are let through Opstap per portiek."""

    template_name = "woningen/complex.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        complex_ = self.complex
        return super().get_context_data(
            naam=complex_.naam,
            feiten=_feiten(complex_),
            stand=_stand(complex_),
            waarschuwingen=self._waarschuwingen(),
            handelingen=[
                {"tekst": "Wijzig het complex", "url": reverse("woningen:complex_wijzigen", args=[complex_.sleutel])},
                {"tekst": "Leg de leefbaarheid vast", "url": reverse("woningen:leefbaarheid", args=[complex_.sleutel])},
            ],
            koppen=("Portiek", "Woningen in de lijst", "Nu via Opstap"),
            rijen=[
                {"cellen": (p["portiek"] or "zonder portiek", p["bekend"], p["in_opstap"])}
                for p in complex_.woningen.per_portiek()
            ],
            woningen_url=f"{reverse('woningen:woningen')}?{urlencode({'complex': complex_.sleutel})}",
            **kwargs,
        )

    def _waarschuwingen(self) -> list[Belemmering]:
        rij = self.complex
        menging = Menging(rij.menging) if rij.menging else None
        return [
            *aandeel_waarschuwingen(aandeel_max=rij.aandeel_max, in_opstap=rij.in_opstap),
            *open_vragen(menging=menging, woonvormen=[Woonvorm(code) for code in rij.woonvormen]),
        ]


def _feiten(complex_: Any) -> list[tuple[str, Any]]:
    aandeel = _NIET_AFGESPROKEN if complex_.aandeel_max is None else complex_.aandeel_max
    graad = complex_.mutatiegraad
    weten = {True: "ja", False: "nee", None: WEET_NIET.lower()}
    return [
        ("Woningen", WEET_NIET.lower() if complex_.aantal_woningen is None else complex_.aantal_woningen),
        ("Nu via Opstap aangeboden of verhuurd", str(complex_.in_opstap)),
        ("Hoogstens afgesproken voor Opstap", str(aandeel)),
        ("Komt per jaar vrij", WEET_NIET.lower() if graad is None else f"{graad} procent"),
        ("Wat er kan, met wie er al woont", Menging(complex_.menging).label if complex_.menging else ""),
        ("Welke soort woning er kan komen", ", ".join(Woonvorm(code).label for code in complex_.woonvormen)),
        ("Hulp of steunpunt dichtbij", weten[complex_.nabij_steunpunt]),
        ("Rustige buurt", weten[complex_.rustige_buurt]),
        ("Bus of trein dichtbij", weten[complex_.openbaar_vervoer]),
    ]


def _stand(complex_: Any) -> str:
    nu = complex_.stand_nu
    if nu is None:
        return "Nog niet vastgelegd."
    label = capfirst(Leefbaarheid(nu.stand).label)
    return f"{label}, sinds {datum_voluit(nu.vanaf)}: {Leefbaarheidsreden(nu.reden).label}."


class ComplexNieuwView(Formulierscherm):
    actie = Actie.WONING_BEHEREN
    form_class = ComplexForm
    titel = "Complex toevoegen"
    uitleg = "Schrijf alleen iets over het gebouw op, nooit over een bewoner."
    knop = "Voeg het complex toe"
    gelukt = "Het complex staat in de lijst."
    complex: Any = None

    def terug_url(self) -> str:
        return reverse("woningen:complexen")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        assert namens.organisatie is not None
        sleutel: UUID | None = self.complex.sleutel if self.complex else None
        rij = complex_vastleggen(
            complex=sleutel,
            corporatie=namens.organisatie,
            gegevens=Complexgegevens(**form.cleaned_data),
            versie=versie,
            namens=namens,
        )
        return reverse("woningen:complex", args=[rij.sleutel])


class ComplexWijzigenView(_VanComplex, ComplexNieuwView):
    titel = "Complex wijzigen"
    toont_opgeslagen = True
    knop = "Sla het complex op"
    gelukt = "Het complex is gewijzigd."

    def terug_url(self) -> str:
        return reverse("woningen:complex", args=[self.complex.sleutel])

    def versie(self) -> int | None:
        return int(self.complex.versie)

    def begin(self) -> dict[str, Any]:
        return {naam: getattr(self.complex, naam) for naam in ComplexForm.base_fields}


class LeefbaarheidView(_VanComplex, Formulierscherm):
    form_class = LeefbaarheidForm
    titel = "Leefbaarheid vastleggen"
    uitleg = "Kies wat u over het gebouw weet. Over bewoners schrijft u hier niets."
    knop = "Leg dit vast"
    gelukt = "De leefbaarheid is vastgelegd."

    def versie(self) -> int | None:
        return int(self.complex.versie)

    def terug_url(self) -> str:
        return reverse("woningen:complex", args=[self.complex.sleutel])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=[("Complex", self.complex.naam), ("Nu", _stand(self.complex))], **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        leefbaarheid_vastleggen(complex=self.complex.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()
