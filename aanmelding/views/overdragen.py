"""Hand the begeleiding over: offer it, look at it and take it back, and answer who asks it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from aanmelding import services
from aanmelding.forms import OverdrachtAntwoordForm, OverdragenForm
from aanmelding.models import Overdracht
from aanmelding.services.overdragen import (
    andere_aanbieders,
    begeleiders,
    collegas,
    heeft_wmo_begeleiding,
    lopende_overdracht,
    over_te_nemen,
    overdraagbaar,
)
from aanmelding.views.basis import Aanmeldscherm
from opstap import clock
from opstap.logboek.services import inzage_vastleggen
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.datums import datum_voluit
from opstap.protocol.overdragen import (
    Overdrachtantwoord,
    Overdrachtstatus,
    Overdrachtweigering,
    antwoord_belemmeringen,
    terugnemen_belemmeringen,
)
from opstap.trajecten.schermen import Trajectformulier
from opstap.trajecten.services import betrokken_organisatie
from opstap.trajecten.toegang import namens_eigen_organisatie

_ZELF_MELDEN = Belemmering(
    "Z-14.10",
    "De Wmo betaalt begeleiding, en er doet geen Wmo-consulent mee in dit traject. Vertel de gemeente zelf dat iemand "
    "anders gaat begeleiden.",
)


class OverdragenView(Aanmeldscherm, Trajectformulier):
    actie = Actie.BEGELEIDING_OVERDRAGEN
    form_class = OverdragenForm
    titel = "Begeleiding overdragen"
    uitleg = (
        "Een collega of een andere organisatie neemt de begeleiding over. Die zegt eerst ja. Tot de dag die u kiest, "
        "blijft u begeleiden. Een andere organisatie ziet pas vanaf die dag om wie het gaat."
    )
    knop = "Vraag of die het overneemt"
    gelukt = "De vraag is gesteld. U leest hier en in uw mail wat het antwoord is."

    def mag_namens(self) -> list[Namens]:
        """Of who works for two organisations here: the one that begeleidt."""
        mogelijk = super().mag_namens()
        return [n for n in mogelijk if not overdraagbaar(self.traject, n)] or mogelijk

    def form_opties(self) -> dict[str, Any]:
        begeleidt = betrokken_organisatie(self.traject, Hoedanigheid.BEGELEIDING)
        if begeleidt is None:
            return {"collegas": [], "organisaties": []}
        return {
            "collegas": collegas(self.traject, begeleidt),
            "organisaties": andere_aanbieders(self.traject, begeleidt),
        }

    def belemmeringen(self) -> Sequence[Belemmering]:
        return overdraagbaar(self.traject, self.namens_mogelijk[0])

    def waarschuwingen(self) -> Sequence[Belemmering]:
        geen_wmo = betrokken_organisatie(self.traject, Hoedanigheid.WMO) is None
        return [_ZELF_MELDEN] if geen_wmo and heeft_wmo_begeleiding(self.aanmelding) else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        loopt = lopende_overdracht(self.traject) is not None
        eerst = {"url": self.url("overdracht"), "tekst": "Bekijk de overdracht"} if loopt else None
        return super().get_context_data(eerst=eerst, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.overdracht_aanbieden(traject=self.traject.sleutel, aanbod=form.aanbod(), namens=namens)
        return self.terug_url()


class OverdrachtView(Aanmeldscherm, Trajectformulier):
    """The newest one: to whom, from when, what the answer is; until it takes effect it can be taken back."""

    actie = Actie.BEGELEIDING_OVERDRAGEN
    titel = "Overdracht van de begeleiding"
    knop = "Neem de overdracht terug"
    gelukt = "De overdracht is teruggenomen. U blijft begeleiden."
    rij: Overdracht

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        rijen = Overdracht.objects.filter(traject=self.traject).select_related("van", "naar", "collega", "contact")
        rij = rijen.order_by("-pk").first()
        if rij is None:
            raise Http404
        self.rij = rij

    def versie(self) -> int | None:
        return self.rij.versie

    def belemmeringen(self) -> Sequence[Belemmering]:
        return terugnemen_belemmeringen(status=self.rij.status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rij = self.rij
        feiten = [
            ("Van", rij.van.naam),
            ("Naar", f"{rij.collega.naam}, {rij.naar.naam}" if rij.collega else rij.naar.naam),
            ("Vanaf", datum_voluit(rij.start)),
            ("Stand", f"{rij.get_status_display()}{f': {rij.get_reden_display()}' if rij.reden else ''}"),
        ]
        if rij.status == Overdrachtstatus.AANGEBODEN:
            feiten.append(("Antwoord uiterlijk", datum_voluit(rij.uiterlijk)))
        if rij.contact is not None:
            feiten.append(("Contactpersoon wordt", rij.contact.naam))
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.overdracht_terugnemen(onderwerp=self.rij.sleutel, versie=versie, namens=namens)
        return self.terug_url()


class OverdrachtBeantwoordenView(Formulierscherm):
    """Who is asked sees what it is about, and not whom (Z-20.4)."""

    actie = Actie.OVERDRACHT_BEANTWOORDEN
    form_class = OverdrachtAntwoordForm
    titel = "Neemt u de begeleiding over?"
    uitleg = "Zegt u ja, dan begeleidt u vanaf de dag die hieronder staat. Vanaf die dag ziet u om wie het gaat."
    knop = "Verstuur uw antwoord"
    gelukt = "Uw antwoord is verstuurd."
    rij: Overdracht

    def laden(self, **kwargs: Any) -> None:
        rijen = Overdracht.objects.te_beantwoorden_door(self.gebruiker).select_related(
            "traject__regeling", "van", "naar", "collega", "contact"
        )
        rij = rijen.filter(sleutel=kwargs["onderwerp"]).first()
        if rij is None:
            raise Http404
        self.rij = rij
        self.stap = "antwoord"
        if rij.status != Overdrachtstatus.AANGEBODEN:
            self.stap, self.titel, self.uitleg = "afgelopen", "Overdracht van de begeleiding", ""

    def mag_namens(self) -> list[Namens]:
        """Who was asked by name answers once, also with two roles."""
        if (collega := self.rij.collega) is None:
            return namens_eigen_organisatie(self.gebruiker, self.actie, self.rij.naar)
        mogelijk = namens_eigen_organisatie(self.gebruiker, self.actie, self.rij.naar, {collega.sleutel})
        return [n for n in mogelijk if collega.sleutel in {n.gebruiker, n.voor}][:1]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Every time the page is shown counts as looking."""
        inzage_vastleggen(soort="overdracht", namens=self.namens_mogelijk[0], traject=self.rij.traject.sleutel)
        return super().render_to_response(context, **kwargs)

    def intussen(self) -> str:
        return f"De stand van deze overdracht is: {self.rij.get_status_display()}."

    def versie(self) -> int | None:
        return self.rij.versie

    def terug_url(self) -> str:
        return reverse("vandaag")

    def form_opties(self) -> dict[str, Any]:
        return {"mensen": [] if self.rij.collega else begeleiders(self.rij.naar)}

    def begin(self) -> dict[str, Any]:
        return {"contactpersoon": str(self.gebruiker.sleutel)}

    def belemmeringen(self) -> Sequence[Belemmering]:
        return antwoord_belemmeringen(
            status=self.rij.status,
            uiterlijk=self.rij.uiterlijk,
            peildatum=clock.vandaag(),
            antwoord=Overdrachtantwoord.AANVAARD,
            reden="",
            heeft_contact=True,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=self._feiten(), **kwargs)

    def _feiten(self) -> list[tuple[str, str]]:
        """No more than the answer once it is given; nothing about the person, ever."""
        rij = self.rij
        feiten = [("Kenmerk", rij.traject.kenmerk), ("Gevraagd door", rij.van.naam), ("Vanaf", datum_voluit(rij.start))]
        if rij.status == Overdrachtstatus.AANGEBODEN:
            return [*feiten, *over_te_nemen(rij), ("Antwoord uiterlijk", datum_voluit(rij.uiterlijk))]
        reden = f": {Overdrachtweigering(rij.reden).label}" if rij.reden else ""
        return [*feiten, ("Stand", f"{rij.get_status_display()}{reden}")]

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.overdracht_beantwoorden(
            onderwerp=self.rij.sleutel,
            antwoord=form.cleaned_data["antwoord"],
            reden=form.cleaned_data["reden"],
            contactpersoon=form.contactpersoon,
            versie=versie,
            namens=namens,
        )
        return self.terug_url()
