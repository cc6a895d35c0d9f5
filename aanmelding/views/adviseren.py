"""Ask an organisation for advies, take that back; and who is asked gives it and sees nothing else of the traject."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from aanmelding import services
from aanmelding.advies import adviesregels
from aanmelding.delen.akkoord import partijen_zei
from aanmelding.forms import AdviesVragenForm, BegeleidingsadviesForm, GeschiktForm
from aanmelding.models import Advies
from aanmelding.services.adviesstand import Adviseur, mogelijke_adviseurs, open_adviezen
from aanmelding.services.adviseren import geven_bezwaren
from aanmelding.services.basis import beslissers
from aanmelding.views.oordeel import Oordeelformulier
from opstap.logboek.services import inzage_vastleggen
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm
from opstap.protocol.adviseren import (
    Adviessoort,
    terugnemen_belemmeringen,
    vragen_belemmeringen,
    zonder_account_melding,
)
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit
from opstap.protocol.toelaten import STATUS_BESLISBAAR
from opstap.protocol.verklaringen import mag_delen
from opstap.trajecten.toegang import namens_eigen_organisatie

_FORMULIEREN: dict[Adviessoort, type[forms.Form]] = {
    Adviessoort.GESCHIKT: GeschiktForm,
    Adviessoort.BEGELEIDING: BegeleidingsadviesForm,
}


class AdviesVragenView(Oordeelformulier):
    form_class = AdviesVragenForm
    titel = "Vraag advies"
    uitleg = "U mag ook besluiten voordat het advies er is. De tijd voor het besluit loopt door."
    knop = "Stuur de vraag"
    gelukt = "De vraag om advies is verstuurd."

    @cached_property
    def mogelijk(self) -> list[Adviseur]:
        return mogelijke_adviseurs(self.traject)

    @cached_property
    def keuzes(self) -> list[tuple[str, str]]:
        """Who can answer in Opstap and was not asked yet."""
        gevraagd = {advies.organisatie_id for advies in open_adviezen(self.aanmelding)}
        return [a.keuze for a in self.mogelijk if a.in_opstap and a.organisatie.pk not in gevraagd]

    def form_opties(self) -> dict[str, Any]:
        return {"adviseurs": self.keuzes}

    def belemmeringen(self) -> Sequence[Belemmering]:
        bezwaren = self.niet_beslisser() or vragen_belemmeringen(
            status=self.aanmelding.status,
            zijn_er=any(adviseur.in_opstap for adviseur in self.mogelijk),
            mag_delen=mag_delen(laatste=partijen_zei(self.aanmelding)),
            allen_gevraagd=not self.keuzes,
        )
        return [*bezwaren, *self.waarschuwingen()] if bezwaren else []

    def waarschuwingen(self) -> Sequence[Belemmering]:
        """Whom to call, while somebody may be asked."""
        mag = self.aanmelding.status in STATUS_BESLISBAAR and mag_delen(laatste=partijen_zei(self.aanmelding))
        if not mag or self.niet_beslisser():
            return []
        return zonder_account_melding(organisaties=[a.organisatie.naam for a in self.mogelijk if not a.in_opstap])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=adviesregels(self.aanmelding), **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.advies_vragen(
            traject=self.traject.sleutel, aan=UUID(form.cleaned_data["aan"]), versie=versie, namens=namens
        )
        return self.terug_url()


class AdviesTerugnemenView(Oordeelformulier):
    titel = "Het advies is niet meer nodig"
    uitleg = "U wacht dan niet meer op het antwoord. Wie u vroeg, hoeft niets meer te doen."
    knop = "Niet meer nodig"
    gelukt = "De vraag om advies is teruggenomen."
    advies: Advies

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        rijen = Advies.objects.filter(aanmelding=self.aanmelding).select_related("organisatie")
        rij = rijen.filter(sleutel=kwargs["onderwerp"]).first()
        if rij is None:
            raise Http404
        self.advies = rij

    def belemmeringen(self) -> Sequence[Belemmering]:
        return self.niet_beslisser() or terugnemen_belemmeringen(is_open=self.advies.afgehandeld_op is None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feiten = [
            ("Organisatie", self.advies.organisatie.naam),
            ("Vraag", self.advies.vraag),
            ("Gevraagd op", datum_voluit(self.advies.gevraagd_op)),
        ]
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.advies_terugnemen(traject=self.traject.sleutel, onderwerp=self.advies.sleutel, namens=namens)
        return self.terug_url()


class AdviesGevenView(Formulierscherm):
    actie = Actie.ADVISEREN
    titel = "Advies geven"
    uitleg = (
        "Wie over een opstapwoning besluit, vraagt uw advies. Alleen wie besluit leest uw antwoord. "
        "Het besluit is niet aan u, en wacht niet op u."
    )
    knop = "Verstuur uw advies"
    gelukt = "Uw advies is verstuurd."
    advies: Advies

    def laden(self, **kwargs: Any) -> None:
        rijen = Advies.objects.zichtbaar_voor(self.gebruiker).select_related(
            "organisatie", "aanmelding__traject__persoon", "aanmelding__traject__regelingversie"
        )
        rij = rijen.filter(sleutel=kwargs["onderwerp"]).first()
        if rij is None:
            raise Http404
        self.advies, self.form_class = rij, _FORMULIEREN[Adviessoort(rij.soort)]
        self.stap = "vraag" if rij.afgehandeld_op is None else "klaar"

    def mag_namens(self) -> list[Namens]:
        mogelijk = namens_eigen_organisatie(self.gebruiker, self.actie, self.advies.organisatie)
        return [n for n in mogelijk if self.advies.is_voor(n)]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Every time the page is shown counts as looking, also after an error."""
        traject = self.advies.aanmelding.traject
        inzage_vastleggen(soort="advies", namens=self.namens_mogelijk[0], traject=traject.sleutel)
        return super().render_to_response(context, **kwargs)

    def versie(self) -> int | None:
        return self.advies.versie

    def terug_url(self) -> str:
        return reverse("vandaag")

    def belemmeringen(self) -> Sequence[Belemmering]:
        return geven_bezwaren(self.advies, self.namens_mogelijk[0])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=self._feiten(), **kwargs)

    def _feiten(self) -> list[tuple[str, str]]:
        """Nothing about the kandidaat once it was answered or taken back, or may not be asked."""
        if self.belemmeringen():
            return []
        traject = self.advies.aanmelding.traject
        return [
            ("Kandidaat", traject.naam),
            ("Gevraagd door", ", ".join(sorted(o.naam for o in beslissers(traject)))),
            ("Gevraagd op", datum_voluit(self.advies.gevraagd_op)),
        ]

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.advies_geven(onderwerp=self.advies.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()
