"""Judge, talk, decide: by the coordinator or the commissie, as the regeling says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from aanmelding import inzage, services
from aanmelding.aanvulling import vraagregels
from aanmelding.delen.behandelaar import behandelaarfeiten
from aanmelding.forms import BesluitForm, GesprekForm
from aanmelding.models import AanmeldVersie, Accordering
from aanmelding.services.aanvullen import open_vraag
from aanmelding.views.basis import Aanmeldformulier, Aanmeldscherm
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.aanmelden import besluit_toelating_uiterlijk
from opstap.protocol.aanmeldstappen import Aanmeldstatus, gesprek_belemmeringen, is_compleet
from opstap.protocol.aanvullen import AANVULBAAR, Aanvulsoort
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak, vergadert
from opstap.protocol.datums import datum_voluit
from opstap.protocol.parameters import Parameters
from opstap.protocol.tijdlijn import NIET_VASTGELEGD
from opstap.protocol.toelaten import STATUS_BESLISBAAR, toelating_belemmeringen
from opstap.protocol.toetsing import BEVESTIGING, behandelaaruitkomst
from opstap.trajecten.beslissers import stemgerechtigden, vergaderregels
from opstap.trajecten.enums import Besluitsoort, Verklaringsoort
from opstap.trajecten.schermen import Beslisscherm
from opstap.trajecten.services import geldende_verklaring

#: The criterium that only the regeling with a commissie tests (A-3).
VER_GENOEG = 9


class Oordeelscherm(Aanmeldscherm, Beslisscherm):
    """Reads the version that was sent, never what the zorgorganisatie is still changing."""

    actie = Actie.TOELATING_BESLUITEN
    zaak = Zaak.TOELATING
    verstuurd: AanmeldVersie

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        versie = self.aanmelding.laatste_versie
        assert versie is not None, "wie besluit, is pas betrokken na het versturen"
        self.verstuurd = versie

    def bevestigd(self) -> bool | None:
        return behandelaaruitkomst(**behandelaarfeiten(self.aanmelding))

    @property
    def parameters(self) -> Parameters:
        return self.traject.regelingversie.parameters


class BeoordelenView(Oordeelscherm):
    """Summary, what is missing, the dates and the term that is left."""

    inzage = "aanmelding"
    template_name = "aanmelding/beoordelen.html"
    titel = "Aanmelding beoordelen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        a = self.aanmelding
        return super().get_context_data(
            stand=self._stand(),
            uiterlijk=self._uiterlijk(),
            belemmeringen=self.niet_beslisser(),
            feiten=inzage.corporatieregels(a, self.verstuurd),
            hulp=inzage.gewone_rijen(self.verstuurd),
            waarschuwingen=self._waarschuwingen(),
            is_beslisbaar=a.status in STATUS_BESLISBAAR and not self.niet_beslisser(),
            gesprek_nodig=a.gesprek_nodig,
            gesprek_op=a.gesprek_op,
            gesprek_url=self.url("gesprek"),
            aanvulling=self._aanvulling(),
            besluiten_url=self.url("besluiten"),
            terug_url=reverse("traject", args=[self.traject.sleutel]),
            **kwargs,
        )

    def _aanvulling(self) -> dict[str, Any]:
        """What is waited for, and the one act that is possible with it."""
        vraag, mag_vragen = open_vraag(self.aanmelding), self.aanmelding.status in AANVULBAAR
        knop = {"tekst": "Vraag om een aanvulling", "url": self.url("aanvulling_vragen")} if mag_vragen else None
        if vraag is not None and vraag.soort == Aanvulsoort.VRAAG:
            knop = {"tekst": "De aanvulling is niet meer nodig", "url": self.url("aanvulling_terugnemen")}
        return {"feiten": vraagregels(self.aanmelding, bij_toets=True), "knop": None if self.niet_beslisser() else knop}

    def _waarschuwingen(self) -> Sequence[Belemmering]:
        """Not that it came late: by how much differs per instroomroute, which she may not know (law 6)."""
        return inzage.ontbrekend_voor_corporatie(self.aanmelding, self.verstuurd)

    def _uiterlijk(self) -> Any:
        if self.aanmelding.compleet_op is None or self.aanmelding.besloten_op is not None:
            return None
        return besluit_toelating_uiterlijk(compleet=self.aanmelding.compleet_op, parameters=self.parameters)

    def _stand(self) -> list[tuple[str, str]]:
        a = self.aanmelding
        uiterlijk = self._uiterlijk()
        termijn = datum_voluit(uiterlijk) if uiterlijk else NIET_VASTGELEGD
        gesprek = datum_voluit(a.gesprek_op) if a.gesprek_op else "nog niet" if a.gesprek_nodig else NIET_VASTGELEGD
        loopt = a.compleet_op is not None and a.besloten_op is None
        statussen = Accordering.objects.filter(aanmelding=a).levend().values_list("status", flat=True)
        return [
            ("Stand", Aanmeldstatus(a.status).label),
            ("Verstuurd op", datum_voluit(a.ingediend_op) if a.ingediend_op else ""),
            ("Compleet op", datum_voluit(a.compleet_op) if a.compleet_op else "nog niet"),
            ("Alle andere organisaties gaven akkoord", "ja" if is_compleet(accorderingen=statussen) else "nee"),
            (
                "Alle nodige ondersteuning is geregeld",
                "ja" if inzage.is_alles_geregeld(a, self.verstuurd) else "nee",
            ),
            ("Gesprek met de kandidaat", gesprek),
            *([("Besluit uiterlijk", termijn)] if loopt else []),
            *self._bevestiging(),
            *vergaderregels(self.traject.besluiten.filter(soort=Besluitsoort.TOELATING).order_by("pk").last()),
        ]

    def _bevestiging(self) -> list[tuple[str, str]]:
        """The outcome of the criterium and no more: not whether there is a behandelaar (A-10, law 6)."""
        if not self.parameters.behandelaar_endorsement:
            return []
        woord = {True: "ja", False: "nee", None: "nog niet"}[self.bevestigd()]
        return [("Bevestigd dat de kandidaat eraan toe is", woord)]


class Oordeelformulier(Oordeelscherm, Aanmeldformulier):
    def terug_url(self) -> str:
        return self.url("beoordelen")


class GesprekView(Oordeelformulier):
    form_class = GesprekForm
    titel = "Gesprek met de kandidaat"
    uitleg = "Vul alleen de datum in. Vraag niet naar ziekte of behandeling: dat hoeft u niet te weten."
    knop = "Leg het gesprek vast"
    gelukt = "Het gesprek is vastgelegd."

    def begin(self) -> dict[str, Any]:
        return {"datum": self.aanmelding.gesprek_op}

    def belemmeringen(self) -> Sequence[Belemmering]:
        vandaag = clock.vandaag()
        a = self.aanmelding
        return self.niet_beslisser() or gesprek_belemmeringen(
            status=a.status, datum=vandaag, ingediend_op=a.ingediend_op, peildatum=vandaag
        )

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.gesprek_vastleggen(
            traject=self.traject.sleutel, datum=form.cleaned_data["datum"], versie=versie, namens=namens
        )
        return self.terug_url()


class BesluitenView(Oordeelformulier):
    """Filled in beforehand with what the zorgorganisatie stated; who decides tests it."""

    form_class = BesluitForm
    titel = "Besluit over de aanmelding"
    uitleg = (
        "De kandidaat en de zorgorganisatie krijgen dezelfde brief. Dit kunt u niet terugdraaien. "
        "Mist er een antwoord dat nodig is voor uw besluit? Dan zegt Opstap dat."
    )
    knop = "Neem het besluit en verstuur de brieven"
    gelukt = "Het besluit is genomen. De brieven staan bij het traject."

    def terug_url(self) -> str:
        return self.url("beoordelen")

    def begin(self) -> dict[str, Any]:
        s = self.verstuurd.snapshot
        zorg, kandidaat = (
            "ja" if geldende_verklaring(self.traject, soort, self.verstuurd.sleutel) else None
            for soort in (Verklaringsoort.VERKLARING_ZORG, Verklaringsoort.AKKOORD_KANDIDAAT)
        )
        eigen = {"criterium_9": zorg} if VER_GENOEG in (self.parameters.criteria or ()) else {}
        return eigen | {
            "criterium_2": zorg,
            "criterium_3": "ja" if s["ingeschreven"] else None,
            "criterium_4": kandidaat,
            "criterium_5": zorg,
            "criterium_6": kandidaat,
            "criterium_7": s["binding_maanden"],
            "direct_voorafgaand": {True: "ja", False: "nee", None: None}[s["direct_voorafgaand"]],
            "vrijstelling": s["vrijstelling"],
            "route": s["voorkeursroute"],
        }

    def form_opties(self) -> dict[str, Any]:
        commissie = vergadert(zaak=Zaak.TOELATING, parameters=self.parameters)
        return {
            "criteria": self.parameters.criteria or (),
            "leden": stemgerechtigden(self.traject) if commissie else None,
        }

    def belemmeringen(self) -> Sequence[Belemmering]:
        """What stops every besluit: somebody else decides, no conversation yet, or nothing to decide."""
        return self.niet_beslisser() or toelating_belemmeringen(
            uitkomst="afgewezen",
            status=self.aanmelding.status,
            gesprek_op=self.aanmelding.gesprek_op,
            open_accorderingen=(),
            geweigerde_accorderingen=(),
            criteria=(),
            afwijkingen=(),
            peildatum=clock.vandaag(),
            aannemelijk=False,
            gesprek_nodig=self.aanmelding.gesprek_nodig,
        )

    def waarschuwingen(self) -> Sequence[Belemmering]:
        if self.aanmelding.status == Aanmeldstatus.AANVULLING_GEVRAAGD:
            return [Belemmering("I-3", "De aanmelding wordt aangevuld. Afwijzen kan wel, toelaten nog niet.")]
        if self.aanmelding.status == Aanmeldstatus.INGEDIEND:
            return [Belemmering("I-3", "De aanmelding is nog niet compleet. Afwijzen kan wel, toelaten nog niet.")]
        if self.parameters.behandelaar_endorsement and not self.bevestigd():
            return [Belemmering("A-10", f"{BEVESTIGING[self.bevestigd()]} Toelaten kan nog niet.")]
        return ()

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.toelating_besluiten(traject=self.traject.sleutel, besluit=form.besluit(), versie=versie, namens=namens)
        return reverse("traject", args=[self.traject.sleutel])
