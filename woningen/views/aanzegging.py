"""The aanzegging in three acts: make the letter, say that it went out, say that the huurder received it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse

from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Geadresseerde
from opstap.post.models import Brief
from opstap.post.services import geadresseerde_van
from opstap.post.services.versturen import kring
from opstap.protocol.basis import Belemmering
from opstap.protocol.contract import aanzegging_vanaf, aanzegging_voor, aanzegging_waarschuwingen
from opstap.protocol.datums import datum_voluit, laatste_dag
from woningen.enums import IN_DE_HAND, AanzegWijze, Contractstatus
from woningen.forms import AanzeggingForm, AanzegVerzendingForm, OntvangstForm
from woningen.kaart import aanzegbrieven
from woningen.letters import huurt_mee
from woningen.models import Aanzegging
from woningen.services import (
    aanzegging_maken,
    aanzegging_ontvangst_vastleggen,
    aanzegging_verzenden,
    aanzegging_verzending_verbeteren,
)
from woningen.services.aanzegging import (
    aanzegging_maken_belemmeringen,
    aanzegging_mogelijk_belemmeringen,
    lopende_aanzegging,
)
from woningen.services.aanzegging_verzenden import verzending_verbeteren_belemmeringen
from woningen.views.gedeeld import Contractformulier


class AanzeggingMakenView(Contractformulier):
    """Make the letter, the first time or again when it did not arrive."""

    actie = Actie.CONTRACT_BEHEREN
    template_name = "woningen/aanzegging.html"
    titel = "Aanzegging maken"
    uitleg = "Opstap maakt de brief. Daarna leest, print en verstuurt u hem."
    knop = "Maak de aanzegging"
    gelukt = "De brief is gemaakt. Print hem en verstuur hem."

    def bezwaren(self) -> Sequence[Belemmering]:
        return aanzegging_maken_belemmeringen(self.contract)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        return aanzegging_waarschuwingen(einde=self.contract.opstap_tot, peildatum=clock.vandaag())

    def feiten(self) -> list[tuple[str, str]]:
        contract = self.contract
        naam, regels = geadresseerde_van(
            self.traject, Geadresseerde.KANDIDAAT, contract.verhuurder, huurt_mee(contract)
        )
        return [("De brief gaat naar", ", ".join([naam, *regels]))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        einde = self.contract.opstap_tot
        feiten = [
            ("Laatste dag van het contract", datum_voluit(laatste_dag(einde))),
            ("Ontvangen mag vanaf", datum_voluit(aanzegging_vanaf(einde))),
            ("Ontvangen moet uiterlijk", datum_voluit(laatste_dag(aanzegging_voor(einde)))),
            *self.feiten(),
        ]
        brieven = aanzegbrieven(self.contract, self.gebruiker)
        return super().get_context_data(feiten=feiten, brieven=brieven, **kwargs)

    def hier(self) -> str:
        return reverse("woningen:aanzegging", args=[self.traject.sleutel])

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        aanzegging_maken(contract=self.contract.sleutel, versie=versie, namens=namens)
        return self.hier()


@dataclass(frozen=True)
class Stap:
    """One act of the aanzegging: its form and its words."""

    form: type[forms.Form]
    titel: str
    uitleg: str
    knop: str
    gelukt: str


_MAKEN, _VERSTUREN, _ONTVANGST, _KLAAR = "maken", "versturen", "ontvangst", "klaar"
_STAPPEN = {
    _MAKEN: Stap(
        forms.Form,
        AanzeggingMakenView.titel,
        AanzeggingMakenView.uitleg,
        AanzeggingMakenView.knop,
        AanzeggingMakenView.gelukt,
    ),
    _VERSTUREN: Stap(
        AanzeggingForm,
        "Aanzegging versturen",
        "Lees de brief, print hem en verstuur hem. Leg daarna vast wanneer en hoe. "
        "Alleen de dag waarop de huurder hem ontvangt, telt voor de wet.",
        "Leg vast dat de brief is verstuurd",
        "De verzending is vastgelegd. Leg ook vast wanneer de huurder de brief ontving.",
    ),
    _ONTVANGST: Stap(
        OntvangstForm,
        "Ontvangst van de aanzegging",
        "De taak is pas klaar als vaststaat dat de huurder de aanzegging ontving.",
        "Leg de ontvangst vast",
        "De ontvangst is vastgelegd. Het contract stopt op de laatste dag.",
    ),
    _KLAAR: Stap(forms.Form, "Aanzegging ontvangen", "U hoeft hier niets meer te doen.", "", ""),
}
_GEDAAN = (
    "aanzegging_gemaakt",
    "aanzegging_verstuurd",
    "aanzegging_verzending_verbeterd",
    "aanzegging_niet_verstuurd",
    "aanzegging_ontvangen",
    "ontvangst_verbeterd",
    "ontvangst_ingetrokken",
    "aanzegging_gemist",
)


class AanzeggingView(AanzeggingMakenView):
    """Where the duty leads: what is the next of the three acts."""

    aanzegging: Aanzegging | None

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.aanzegging = lopende_aanzegging(self.contract)
        self.is_verstuurd = self.aanzegging is not None and self.aanzegging.verzonden_op is not None
        self.nu = self._nu()
        self.stap = f"{self.nu}.{self.aanzegging.sleutel}" if self.aanzegging else self.nu
        nu = _STAPPEN[self.nu]
        self.form_class, self.titel, self.uitleg = nu.form, nu.titel, nu.uitleg
        self.knop, self.gelukt = nu.knop, nu.gelukt

    def _nu(self) -> str:
        if self.contract.status == Contractstatus.AANGEZEGD:
            return _KLAAR
        if self.aanzegging is None:
            return _MAKEN
        return _ONTVANGST if self.is_verstuurd else _VERSTUREN

    def intussen(self) -> str:
        if self.nu == _MAKEN and (brief := self._van_de_baan()) is not None:
            return self.laatst_gedaan(f"{kring(brief)}_hoeft_niet", brief=str(brief.sleutel))
        return self.laatst_gedaan(*_GEDAAN)

    def _van_de_baan(self) -> Brief | None:
        """The letter that need not go out after all."""
        rij = self.contract.aanzeggingen.select_related("brief__vervangen_door").order_by("-pk").first()
        return rij.geldende_brief if rij else None

    def form_van(self, stap: str) -> Any:
        welke = stap.partition(".")[0]
        return _STAPPEN[welke].form() if welke in _STAPPEN else super().form_van(stap)

    def bezwaren(self) -> Sequence[Belemmering]:
        """What happened inside the window may still be written down after it."""
        return super().bezwaren() if self.aanzegging is None else aanzegging_mogelijk_belemmeringen(self.contract)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        """Of what was given in the hand there is nothing more to fear."""
        gegeven = self.aanzegging is not None and self.aanzegging.wijze in IN_DE_HAND
        return () if gegeven else super().waarschuwingen()

    def feiten(self) -> list[tuple[str, str]]:
        return super().feiten() if self.nu == _MAKEN else []

    def begin(self) -> dict[str, Any]:
        te_versturen = self.aanzegging is not None and not self.is_verstuurd
        return {"verzonden_op": clock.vandaag()} if te_versturen else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self._links(), **kwargs)

    def _links(self) -> dict[str, Any]:
        """To what else can be done with it; only what is possible."""
        sleutel, brief = self.traject.sleutel, self.aanzegging.geldende_brief if self.aanzegging else None
        if self.nu == _KLAAR:
            return {
                "kop_belemmeringen": "Dit is klaar",
                "eerst": {
                    "tekst": "Klopt de dag of het bewijs niet? Verbeter de ontvangst",
                    "url": reverse("woningen:ontvangst", args=[sleutel]),
                },
            }
        if self.is_verstuurd:
            opnieuw = not aanzegging_maken_belemmeringen(self.contract)
            return {
                "opnieuw_url": reverse("woningen:aanzegging_opnieuw", args=[sleutel]) if opnieuw else "",
                "verzending_url": reverse("woningen:aanzegging_verzending", args=[sleutel]),
            }
        if brief is None:
            return {}
        return {
            "hoeft_niet_url": reverse("brief_hoeft_niet", args=[sleutel, brief.sleutel]),
            "oud_url": reverse("brief_opnieuw", args=[sleutel, brief.sleutel]) if brief.op_oude_gegevens_sinds else "",
        }

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        if self.aanzegging is None:
            return super().uitvoeren(form, namens, versie)
        if self.is_verstuurd:
            aanzegging_ontvangst_vastleggen(aanzegging=self.aanzegging.sleutel, namens=namens, **form.cleaned_data)
        else:
            aanzegging_verzenden(aanzegging=self.aanzegging.sleutel, namens=namens, **form.cleaned_data)
        return self.terug_url() if self.is_verstuurd else self.hier()


class VerzendingView(Contractformulier):
    """It went out on another day or in another way, or not yet."""

    actie = Actie.CONTRACT_BEHEREN
    form_class = AanzegVerzendingForm
    titel = "Verzending van de aanzegging verbeteren"
    knop = "Verbeter de verzending"
    gelukt = "De verzending is verbeterd."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.aanzegging = lopende_aanzegging(self.contract)

    def bezwaren(self) -> Sequence[Belemmering]:
        return verzending_verbeteren_belemmeringen(self.contract, self.aanzegging)

    def begin(self) -> dict[str, Any]:
        rij = self.aanzegging
        return {"verzonden_op": rij.verzonden_op, "wijze": rij.wijze} if rij else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rij = self.aanzegging
        feiten = []
        if rij is not None and rij.verzonden_op is not None:
            feiten = [("Nu staat er", f"{datum_voluit(rij.verzonden_op)}, {AanzegWijze(rij.wijze).label}")]
        return super().get_context_data(feiten=feiten, **kwargs)

    def terug_url(self) -> str:
        return reverse("woningen:aanzegging", args=[self.traject.sleutel])

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        aanzegging_verzending_verbeteren(contract=self.contract.sleutel, namens=namens, **form.cleaned_data)
        return self.terug_url()
