"""Begin an aanmelding and fill in its parts: one page per part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from aanmelding import services
from aanmelding.aanvulling import voor_zorg
from aanmelding.delen.akkoord import AKKOORD, AKKOORDEN, akkoord, akkoordregels
from aanmelding.delen.persoon import PERSOON
from aanmelding.delen.uitstroom import UITSTROOM, bindingwaarschuwingen, heeft_vertrek
from aanmelding.forms import AKKOORDZINNEN, AkkoordForm, BeginForm, PersoonForm, UitstroomForm
from aanmelding.overzicht import GEWIJZIGD, ONVERSTUURD, VRIJ, taken
from aanmelding.services.basis import AFGESLOTEN, heeft_onverstuurde_wijziging, is_gewijzigd
from aanmelding.views.basis import Aanmeldscherm, Deelformulier, Losdeelformulier, Vragen
from aanmelding.views.bekend import BekendScherm
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import (
    INVULBAAR,
    Aanmeldstatus,
    verklaring_belemmeringen,
)
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.datums import datum_voluit
from opstap.protocol.klank import persoonsklank
from opstap.protocol.verklaringen import Zegt
from opstap.regelingen.models import Deelname, Regeling
from opstap.trajecten.bekend import Bekend
from opstap.trajecten.models import Concept, Persoon, Traject
from opstap.trajecten.services import akkoordgever
from opstap.trajecten.verklaringen import gevolgregels

VERSTUURD = "De aanmelding is al verstuurd. Wijzigt u iets? Vraag dan opnieuw akkoord en verstuur die nog een keer."


class BeginnenView(BekendScherm):
    """Four questions, then the task list."""

    actie = Actie.AANMELDING_BEGINNEN
    template_name = "aanmelding/beginnen.html"
    form_class = BeginForm
    titel = "Nieuwe aanmelding"
    uitleg = "U begint met de kandidaat. Daarna vult u de rest in, in de volgorde die u wilt."
    knop = "Begin de aanmelding"
    toch = "Begin een nieuwe aanmelding."

    def regelingen(self) -> list[Regeling]:
        deelnames = Deelname.objects.filter(organisatie__sleutel__in=[n.organisatie for n in self.namens_mogelijk]).als(
            Hoedanigheid.BEGELEIDING
        )
        return list(dict.fromkeys(d.regeling for d in deelnames.select_related("regeling", "organisatie")))

    def form_opties(self) -> dict[str, Any]:
        return {"regelingen": self.regelingen()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        papier = [(r.naam, reverse("aanmelding:papier_leeg", args=[r.sleutel])) for r in self.regelingen()]
        return super().get_context_data(papier=papier, **kwargs)

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.regelingen():
            return ()
        return [Belemmering("Z-2.2", "Uw organisatie doet nog niet mee aan een regeling. Vraag uw beheerder.")]

    def terug_url(self) -> str:
        return reverse("vandaag")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        data = form.gegevens() | {"regeling": self._regeling(form), "vervolg_op": form.vervolg_op()}
        aanmelding = services.aanmelding_beginnen(namens=namens, **data)
        return reverse("aanmelding:invullen", args=[aanmelding.traject.sleutel])

    def _regeling(self, form: Any) -> UUID:
        return form.cleaned_data.get("regeling") or self.regelingen()[0].sleutel

    def volgt_op(self, form: Any, bekend: Bekend) -> list[Traject]:
        """Whose person has no open traject in this regeling; of one person the newest."""
        hier = self._regeling(form)
        lopend = {t.persoon_id for t in bekend.eigen if t.afgesloten_op is None and t.regeling.sleutel == hier}
        nieuwste = {t.persoon_id: t for t in reversed(bekend.eigen)}
        return [t for persoon, t in nieuwste.items() if persoon not in lopend]


class InvullenView(Aanmeldscherm):
    """The parts, how far each is and what is missing."""

    actie = Actie.AANMELDING_INVULLEN
    template_name = "aanmelding/invullen.html"
    titel = "Aanmelding invullen"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.aanmelding.status not in INVULBAAR:
            return redirect(self.url("bekijken") if self.aanmelding.ingediend_op else self.traject_url())
        return super().get(request, *args, **kwargs)

    def traject_url(self) -> str:
        return reverse("traject", args=[self.traject.sleutel])

    def plek(self, concept: Concept) -> str:
        """A leefgebied has no line of its own here."""
        return self.url("checklist") if concept.pagina.startswith("leefgebied/") else super().plek(concept)

    def _verstuurd(self) -> str:
        """Of what was sent: what a change asks, or that there is one."""
        if self.aanmelding.status != Aanmeldstatus.INGEDIEND:
            return ""
        return GEWIJZIGD if is_gewijzigd(self.aanmelding) else VERSTUURD

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delen = taken(self.aanmelding)
        klaar = sum(deel["soort"] == "klaar" for deel in delen)
        verplicht = sum(deel["soort"] != VRIJ for deel in delen)
        return super().get_context_data(
            taken=self.met_half_ingevuld(delen),
            stand=f"Klaar: {klaar} van de {verplicht} delen.",
            verstuurd=self._verstuurd(),
            aanvulling=voor_zorg(self.aanmelding),
            controleren_url=self.url("controleren"),
            leeg_url=reverse("aanmelding:papier_leeg", args=[self.traject.regeling.sleutel]),
            terug_url=self.traject_url(),
            **kwargs,
        )


class PersoonView(BekendScherm, Deelformulier):
    """Also after the besluit: letters must keep arriving."""

    actie = Actie.AANMELDING_INVULLEN
    deel = PERSOON
    form_class = PersoonForm
    gedaan = "De gegevens zijn opgeslagen."
    toch = "Sla deze gegevens op."

    def versie(self) -> int | None:
        return self.traject.persoon.versie if self.traject.persoon else None

    def begin(self) -> dict[str, Any]:
        persoon = self.traject.persoon
        velden = ("naam", "geboortedatum", "telefoon", "adres", "adres_geheim")
        return {veld: getattr(persoon, veld) for veld in velden} if persoon else {}

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.traject.afgesloten_op is None and self.traject.persoon is not None:
            return ()
        return [AFGESLOTEN]

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.persoon_bijwerken(traject=self.traject.sleutel, versie=versie, namens=namens, **form.gegevens())
        return self.verder_url()

    def persoon(self) -> Persoon | None:
        return self.traject.persoon

    def is_nieuw(self, form: Any) -> bool:
        """How a name is written may be mended without a question."""
        persoon, nu = self.traject.persoon, form.cleaned_data
        if persoon is None:
            return True
        return persoonsklank(persoon.naam, persoon.geboortedatum) != persoonsklank(nu["naam"], nu["geboortedatum"])


class UitstroomView(Losdeelformulier):
    actie = Actie.AANMELDING_INVULLEN
    deel = UITSTROOM
    form_class = UitstroomForm
    uitleg = "Weet u iets nog niet? Laat het leeg. U kunt later verder."

    @property
    def gelukt(self) -> str:  # type: ignore[override]
        return f"{self.titel} {'zijn' if ' en ' in self.titel else 'is'} opgeslagen."

    def form_opties(self) -> dict[str, Any]:
        criteria = self.traject.regelingversie.parameters.criteria or ()
        return {"criteria": criteria, "met_vertrek": heeft_vertrek(self.aanmelding)}

    def begin(self) -> dict[str, Any]:
        a = self.aanmelding
        inschrijving = getattr(a, "inschrijving", None)
        return {
            "uitstroom": a.uitstroom,
            "instroomroute": self.traject.instroomroute,
            "binding_maanden": a.binding_maanden,
            "direct_voorafgaand": {True: "ja", False: "nee", None: None}[a.direct_voorafgaand],
            "binding_bron": a.binding_bron,
            "vrijstelling": a.vrijstelling,
            "woonkeus_nummer": inschrijving.nummer if inschrijving else "",
            "voorkeursroute": a.voorkeursroute,
        }

    def waarschuwingen(self) -> Sequence[Belemmering]:
        return bindingwaarschuwingen(self.aanmelding)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.uitstroom_bijwerken(
            traject=self.traject.sleutel, gegevens=form.gegevens(), versie=versie, namens=namens
        )
        return self.verder_url()


_GELUKT = {
    Zegt.JA: "Het akkoord is vastgelegd.",
    Zegt.NEE: "Vastgelegd dat er geen akkoord is.",
    Zegt.TREKT_IN: "Vastgelegd dat het akkoord is ingetrokken.",
}


class AkkoordView(Deelformulier):
    """Akkoord belongs to what the form says now, or to what was sent once it is fixed; a change asks for a new one."""

    actie = Actie.AANMELDING_INVULLEN
    deel = AKKOORD
    form_class = AkkoordForm
    template_name = "trajecten/verklaring.html"
    toont_opgeslagen = False
    knop = "Leg het akkoord vast"

    @property
    def uitleg(self) -> str:  # type: ignore[override]
        verstuurd = self.aanmelding.laatste_versie
        if self.aanmelding.status in INVULBAAR or verstuurd is None:
            return "Bespreek het formulier samen. Leg daarna vast wie akkoord gaf, en wanneer."
        zin = f"Het akkoord gaat over de aanmelding zoals u die verstuurde op {datum_voluit(verstuurd.datum)}."
        if heeft_onverstuurde_wijziging(self.aanmelding):
            zin += f" {ONVERSTUURD}"
        return zin

    @classmethod
    def vragen(cls, traject: Traject) -> Vragen:
        """On paper each has a place of its own."""
        bladen = [(zin, AkkoordForm()) for zin in AKKOORDZINNEN.values()]
        for _, form in bladen:
            del form.fields["soort"]
        return bladen

    def form_opties(self) -> dict[str, Any]:
        return {"door": akkoordgever(self.traject)}

    def belemmeringen(self) -> Sequence[Belemmering]:
        vandaag = clock.vandaag()
        return verklaring_belemmeringen(
            status=self.aanmelding.status, datum=vandaag, begonnen_op=vandaag, peildatum=vandaag
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            vooraf={"titel": "Hoe het nu is", "feiten": akkoordregels(self.aanmelding)},
            delen=[{"titel": label, "gevolgen": gevolgregels(soort)} for soort, label in AKKOORDEN],
            verklaringen_url=reverse("verklaringen", args=[self.traject.sleutel]),
            **kwargs,
        )

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.verklaring_geven(traject=self.traject.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        self.gelukt = _GELUKT[form.cleaned_data["zegt"]]
        if all(akkoord(self.aanmelding, soort) for soort, _ in AKKOORDEN):
            return self.verder_url()
        return self.url("akkoord")
