"""What got stuck and what worked, over a whole regeling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from evaluatie.register.forms import KnelpuntForm, TekstWegForm
from evaluatie.register.models import Knelpunt
from evaluatie.register.services import knelpunt_opschrijven, knelpuntteksten_weghalen
from evaluatie.register.toegang import Kring, namens_bij_tekst, namens_van_deelnemer
from evaluatie.register.views.gedeeld import Registerscherm
from opstap import clock
from opstap.modellen import nummer_van
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import plus_maanden
from opstap.protocol.registers import (
    MAANDEN_TERUG,
    Tekstsoort,
    Thema,
    Uitsluiting,
    maand_in_woorden,
    per_thema,
    per_uitsluiting,
)
from opstap.regelingen.models import Regeling

PER_PAGINA = 25


class RegisterView(Scherm):
    """Per regeling of the own organisation where to read and write."""

    actie = Actie.REGISTER_ZIEN
    template_name = "register/register.html"
    titel = "Knelpunten en afspraken"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eigen = {n.organisatie for n in self.namens_mogelijk}
        mijn = [t.organisatie_id for t in self.gebruiker.rollen if t.organisatie.sleutel in eigen]
        return super().get_context_data(
            blokken=[self._blok(regeling) for regeling in Regeling.objects.voor_organisaties(mijn)],
            leeg_zin="Uw organisatie doet nog niet mee aan een regeling. Vraag de beheerder.",
            **kwargs,
        )

    def _blok(self, regeling: Regeling) -> dict[str, Any]:
        links = [
            ("Lees en schrijf knelpunten", "knelpunten", self.actie),
            ("Bekijk de evaluaties van het protocol", "protocolevaluaties", self.actie),
            ("Bekijk de geschillen", "geschillen", Actie.GESCHIL_BIJHOUDEN),
        ]
        return {
            "naam": regeling.naam,
            "links": [
                {"tekst": tekst, "url": reverse(f"register:{naam}", args=[regeling.sleutel])}
                for tekst, naam, actie in links
                if namens_van_deelnemer(self.gebruiker, actie, regeling)
            ],
        }


class KnelpuntenView(Registerscherm):
    """How often per theme, and the texts themselves; the last written first."""

    actie = Actie.REGISTER_ZIEN
    template_name = "register/knelpunten.html"
    titel = "Knelpunten"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        thema = next((t for t in Thema if t == self.request.GET.get("thema")), None)
        rijen = list(self._verder(Knelpunt.objects.lijst(self.regeling.pk, thema))[: PER_PAGINA + 1])
        op_pagina, is_meer = rijen[:PER_PAGINA], len(rijen) > PER_PAGINA
        kring = Kring(self.gebruiker, Actie.KNELPUNT_OPSCHRIJVEN, self.regeling)
        filters = {"thema": thema.value} if thema else {}
        return super().get_context_data(
            themakoppen=("Thema", "Aantal"),
            uitsluitkoppen=("Waardoor", "Aantal"),
            themas=self._themas(),
            uitsluitingen=self._uitsluitingen(),
            gekozen=thema.label if thema else "",
            rijen=[_rij(rij, kring) for rij in op_pagina],
            leeg_zin="Er staat hier nog geen knelpunt.",
            volgende_url="?" + urlencode(filters | {"na": op_pagina[-1].sleutel}) if is_meer else "",
            opschrijven_url=self._opschrijven_url(),
            wis_url=self._url("knelpunten"),
            terug_url=reverse("register:register"),
            **kwargs,
        )

    def _opschrijven_url(self) -> str:
        mag = namens_van_deelnemer(self.gebruiker, Actie.KNELPUNT_OPSCHRIJVEN, self.regeling)
        return self._url("knelpunt_opschrijven") if mag else ""

    def _verder(self, rijen: Any) -> Any:
        na = self.request.GET.get("na", "")
        return rijen.filter(pk__lt=nummer_van(Knelpunt.objects.van_regeling(self.regeling.pk), na)) if na else rijen

    def _themas(self) -> list[dict[str, Any]]:
        codes = Knelpunt.objects.van_regeling(self.regeling.pk).values_list("thema", flat=True)
        return [
            {"cellen": (capfirst(thema.label), aantal), "url": f"?{urlencode({'thema': thema.value})}"}
            for thema, aantal in per_thema(themas=map(Thema, codes))
        ]

    def _uitsluitingen(self) -> list[dict[str, Any]]:
        codes = Knelpunt.objects.van_regeling(self.regeling.pk).exclude(uitsluiting="")
        waardoor = map(Uitsluiting, codes.values_list("uitsluiting", flat=True))
        return [{"cellen": (capfirst(u.label), n)} for u, n in per_uitsluiting(uitsluitingen=waardoor)]


def _rij(rij: Knelpunt, kring: Kring) -> dict[str, Any]:
    teksten = {t.soort: t.tekst for t in rij.teksten.all()}
    mag_weg = bool(teksten) and bool(kring.namens(rij.organisatie))
    return {
        "kop": f"{capfirst(Thema(rij.thema).label)}, {maand_in_woorden(rij.jaar, rij.maand)}",
        "wie": rij.organisatie.naam,
        "uitsluiting": Uitsluiting(rij.uitsluiting).label if rij.uitsluiting else "",
        "teksten": [(s.label, teksten[s.value]) for s in Tekstsoort if s.value in teksten],
        "weg_url": reverse("register:knelpunttekst_weghalen", args=[rij.sleutel]) if mag_weg else "",
    }


class KnelpuntOpschrijvenView(Registerscherm, Formulierscherm):
    actie = Actie.KNELPUNT_OPSCHRIJVEN
    form_class = KnelpuntForm
    titel = "Een knelpunt opschrijven"
    uitleg = (
        "Iedereen die meedoet aan de regeling kan dit lezen. Het hoort bij geen enkel traject. "
        "Opstap bewaart alleen de maand en uw organisatie."
    )
    knop = "Bewaar het knelpunt"
    gelukt = "Het knelpunt is bewaard."

    def form_opties(self) -> dict[str, Any]:
        dit = clock.vandaag().replace(day=1)
        maanden = [plus_maanden(dit, -terug) for terug in range(MAANDEN_TERUG + 1)]
        return {"maanden": [(dag.year, dag.month) for dag in maanden]}

    def terug_url(self) -> str:
        return self._url("knelpunten")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        knelpunt_opschrijven(regeling=self.regeling.sleutel, namens=namens, **form.cleaned_data)
        return self.terug_url()


class TekstWegView(Registerscherm, Formulierscherm):
    """The words go, the knelpunt still counts."""

    actie = Actie.KNELPUNT_OPSCHRIJVEN
    form_class = TekstWegForm
    titel = "Een tekst weghalen"
    uitleg = "Doe dit als iemand te herkennen is, of als de tekst niet klopt. De tekst is dan voor altijd weg."
    knop = "Haal de tekst weg"
    gelukt = "De tekst is weg. Het knelpunt telt nog mee."
    knelpunt: Knelpunt

    def laden(self, **kwargs: Any) -> None:
        rij = Knelpunt.objects.filter(sleutel=kwargs["knelpunt"]).select_related("regeling", "organisatie").first()
        if rij is None:
            raise Http404
        self.regeling = self.van_ons(pk=rij.regeling_id)
        self.knelpunt = rij
        self._eis_kring()

    def mag_namens(self) -> list[Namens]:
        return namens_bij_tekst(self.gebruiker, self.knelpunt)

    def versie(self) -> int | None:
        return self.knelpunt.versie

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.knelpunt.teksten.exists():
            return ()
        return [Belemmering("P-45", "Er staat geen tekst meer bij dit knelpunt; u hoeft niets te doen.")]

    def form_opties(self) -> dict[str, Any]:
        er_zijn = set(self.knelpunt.teksten.values_list("soort", flat=True))
        return {"soorten": [soort for soort in Tekstsoort if soort.value in er_zijn]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        teksten = [(Tekstsoort(t.soort).label, t.tekst) for t in self.knelpunt.teksten.all()]
        return super().get_context_data(feiten=teksten, **kwargs)

    def terug_url(self) -> str:
        return self._url("knelpunten")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        knelpuntteksten_weghalen(
            knelpunt=self.knelpunt.sleutel, soorten=form.cleaned_data["soorten"], versie=versie, namens=namens
        )
        return self.terug_url()
