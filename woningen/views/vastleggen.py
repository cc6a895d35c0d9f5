"""Set the number of one year, or take it over from what became free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.http import Http404
from django.urls import reverse

from opstap import clock
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm
from opstap.protocol.basis import Belemmering
from opstap.protocol.clausules import regelt
from opstap.protocol.contingent import Verdeelwijze, Wijzigreden, vorm_belemmeringen
from opstap.protocol.mutaties import verdeel_mutaties
from opstap.protocol.parameters import Contingentvorm, Parameters, Verdeelsleutel
from opstap.protocol.potten import Potten
from opstap.regelingen.models import Deelname, Regeling
from opstap.regelingen.services import geldende_versie
from woningen.forms import ContingentForm
from woningen.forms.afspraken import OpgaveForm, UitMutatiesForm
from woningen.models import Contingent
from woningen.services import contingent_uit_mutaties, contingent_vastleggen
from woningen.services.contingent import is_loket, leveranciers
from woningen.services.mutaties import mutaties_van
from woningen.services.taakstelling import taakstelling_van
from woningen.views.contingent import kent_jaar


class ContingentVastleggenView(Formulierscherm):
    """Set or raise the number of one year; only for the loket of the regeling."""

    actie = Actie.CONTINGENT_BEHEREN
    form_class: type[ContingentForm] = ContingentForm
    toont_opgeslagen = True
    knop = "Leg het contingent vast"
    gelukt = "Het contingent is vastgelegd."
    uitleg = "Opstap verdeelt het aantal naar de getallen die u per corporatie invult, en laat zien hoe."
    regeling: Regeling
    jaar: int
    parameters: Parameters

    @property
    def uit_mutaties(self) -> bool:
        return self.parameters.contingentvorm is Contingentvorm.PROCENT

    def laden(self, **kwargs: Any) -> None:
        rij = Regeling.objects.filter(sleutel=kwargs["regeling"]).first()
        if rij is None or not kent_jaar(rij, kwargs["jaar"]):
            raise Http404
        eigen = [t.organisatie for t in self.gebruiker.rollen]
        if not Deelname.objects.actueel().filter(regeling=rij, organisatie__in=eigen).exists():
            raise Http404
        self.regeling, self.jaar = rij, kwargs["jaar"]
        self.parameters = geldende_versie(rij, clock.vandaag()).parameters
        if self.uit_mutaties:
            self.form_class = UitMutatiesForm
            self.uitleg = "Het aantal volgt uit de woningen die bij de corporaties vrijkwamen. Hieronder staat hoe."
        self.titel = f"Contingent {self.jaar} vastleggen"

    def mag_namens(self) -> list[Namens]:
        return [n for n in super().mag_namens() if is_loket(n, self.regeling)]

    def belemmeringen(self) -> Sequence[Belemmering]:
        return vorm_belemmeringen(parameters=self.parameters, uit_mutaties=self.uit_mutaties)

    def contingent(self) -> Contingent | None:
        return Contingent.objects.filter(regeling=self.regeling, jaar=self.jaar).first()

    def versie(self) -> int | None:
        rij = self.contingent()
        return rij.versie if rij else None

    def begin(self) -> dict[str, Any]:
        return self._van_nu() | self._overgenomen()

    @regelt("C-26")
    def _overgenomen(self) -> dict[str, Any]:
        """What was reckoned on the page before, as agreed numbers; nothing when nobody came from there."""
        form = OpgaveForm(self.request.GET)
        if self.uit_mutaties or not form.is_valid():
            return {}
        aantallen = taakstelling_van(self.regeling, self.jaar, form.opgaven).aantallen
        per = {f"bezit_{c.sleutel}": aantallen[c.naam] for c in self._corporaties()}
        wijze, reden = Verdeelwijze.AANTALLEN.value, Wijzigreden.AFSPRAAK.value
        return per | {"totaal": sum(aantallen.values()), "wijze": wijze, "reden": reden}

    def _van_nu(self) -> dict[str, Any]:
        """What is agreed now; else last year's woningbezit and the number of the regeling."""
        bron = Contingent.objects.filter(regeling=self.regeling, jaar__lte=self.jaar).order_by("-jaar").first()
        if bron is None:
            return _van_regeling(self.parameters)
        bezit = {
            f"bezit_{deel.corporatie.sleutel}": deel.woningbezit for deel in bron.delen.select_related("corporatie")
        }
        van_nu: dict[str, Any] = {"totaal": bron.totaal} if bron.jaar == self.jaar else {}
        if van_nu and bron.potten.kent_delen:
            van_nu = asdict(bron.potten)
        van_nu |= {"mutatiejaar": bron.mutatiejaar} if bron.jaar == self.jaar else {}
        return _van_regeling(self.parameters) | {"wijze": bron.wijze} | bezit | van_nu

    def form_opties(self) -> dict[str, Any]:
        nu, potten = self.contingent(), _potten(self.parameters)
        soms = {"jaren": self._mutatiejaren()} if self.uit_mutaties else {"corporaties": self._corporaties()}
        return soms | {
            "jaar": self.jaar,
            "met_delen": potten.kent_delen or nu is not None and nu.potten.kent_delen,
            "is_wijziging": nu is not None,
        }

    def _corporaties(self) -> list[Organisatie]:
        return leveranciers(self.regeling, self.jaar)

    def _mutatiejaren(self) -> tuple[int, int]:
        return self.jaar - 1, self.jaar

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feiten = [regel for jaar in self._mutatiejaren() for regel in self._som(jaar)] if self.uit_mutaties else []
        return super().get_context_data(feiten=feiten, **kwargs)

    def _som(self, jaar: int) -> list[tuple[str, str]]:
        """Line by line what the number would become from this year."""
        mutaties = mutaties_van(self.regeling, jaar, self._corporaties())
        ontbreekt = [corporatie.naam for corporatie, aantal in mutaties.items() if aantal is None]
        if ontbreekt:
            return [(str(jaar), f"Nog niets opgegeven door {', '.join(ontbreekt)}.")]
        aantallen = {corporatie.naam: aantal or 0 for corporatie, aantal in mutaties.items()}
        if not any(aantallen.values()):
            return [(str(jaar), "Er kwam geen woning vrij.")]
        regels = verdeel_mutaties(procent=self.parameters.contingent_procent or 0, mutaties=aantallen).regels
        return [(str(jaar), regel) for regel in regels]

    def terug_url(self) -> str:
        return reverse("woningen:contingent")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        gegevens = form.cleaned_data
        vast: dict[str, Any] = {
            "regeling": self.regeling.sleutel,
            "jaar": self.jaar,
            "potten": form.potten,
            "reden": gegevens.get("reden"),
            "versie": versie,
            "namens": namens,
        }
        if self.uit_mutaties:
            contingent_uit_mutaties(mutatiejaar=gegevens["mutatiejaar"], **vast)
        else:
            contingent_vastleggen(gewichten=form.gewichten, wijze=gegevens["wijze"], **vast)
        return self.terug_url()


def _potten(parameters: Parameters) -> Potten:
    return Potten(
        parameters.contingent or 0,
        bijzonder=parameters.bijzondere_bemiddeling_aantal,
        bijzonder_apart=bool(parameters.bijzondere_bemiddeling_apart),
        housing_first=parameters.housing_first_aantal,
    )


def _van_regeling(parameters: Parameters) -> dict[str, Any]:
    """What the form begins with; a number the regeling does not give stays empty."""
    naar_bezit = parameters.verdeelsleutel is Verdeelsleutel.WONINGBEZIT
    wijze = Verdeelwijze.WONINGBEZIT if naar_bezit else Verdeelwijze.SLEUTEL
    return asdict(_potten(parameters)) | {"totaal": parameters.contingent, "wijze": wijze.value}
