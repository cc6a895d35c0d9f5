"""The contingent and the homes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from opstap import clock
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Route
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.contingent import telt_mee
from opstap.protocol.datums import datum_voluit
from opstap.protocol.parameters import Verdeelsleutel
from opstap.protocol.tijdlijn import NIET_VASTGELEGD
from opstap.regelingen.models import Deelname, Regeling
from opstap.regelingen.services import geldende_versie
from opstap.trajecten.toegang import namens_eigen_organisatie
from woningen.enums import Intrekreden, Plaatsstatus
from woningen.forms import ContingentForm, WoningForm
from woningen.letters import bedrag
from woningen.models import Contingent, Contingentplaats, Woning
from woningen.services import contingent_vastleggen, woning_vastleggen
from woningen.services.voorraad import is_loket, wijzigen_belemmeringen

#: How many years, and how many homes, one page shows.
JAREN = 5
WONINGEN = 300


class ContingentView(Scherm):
    """Per year and corporatie: agreed, used, reserved, free; with how the shares came about."""

    actie = Actie.CONTINGENT_ZIEN
    template_name = "woningen/contingent.html"
    titel = "Contingent"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        organisaties = [n.organisatie for n in self.namens_mogelijk if n.organisatie]
        regelingen = (
            Regeling.objects.filter(
                pk__in=Deelname.objects.actueel().filter(organisatie__sleutel__in=organisaties).values("regeling")
            )
            .prefetch_related("contingenten__delen__corporatie")
            .order_by("naam")
        )
        return super().get_context_data(
            blokken=[self._blok(regeling, self._mag_beheren(regeling)) for regeling in regelingen],
            koppen=("Corporatie", "Afgesproken", "Gebruikt", "Gereserveerd", "Vrij"),
            leeg_zin="Uw organisatie doet nog aan geen enkele regeling mee.",
            **kwargs,
        )

    def _mag_beheren(self, regeling: Regeling) -> bool:
        """May this person set the number of this regeling?"""
        mogelijk = namens_eigen_organisatie(self.gebruiker, Actie.CONTINGENT_BEHEREN)
        return any(is_loket(n, regeling) for n in mogelijk)

    def _blok(self, regeling: Regeling, mag_beheren: bool) -> dict[str, Any]:
        jaar = clock.vandaag().year
        contingenten = sorted(regeling.contingenten.all(), key=lambda c: -c.jaar)[:JAREN]
        bekend = {c.jaar for c in contingenten}
        nog = [j for j in (jaar, jaar + 1) if j not in bekend] if mag_beheren else []
        return {
            "naam": regeling.naam,
            "afspraak": _afspraak(regeling),
            "jaar": jaar,
            "mist_dit_jaar": jaar not in bekend,
            "nieuw": [{"jaar": j, "url": _vastleg_url(regeling, j)} for j in nog],
            "jaren": [self._jaar(regeling, c, mag_beheren) for c in contingenten],
        }

    def _jaar(self, regeling: Regeling, contingent: Contingent, mag_beheren: bool) -> dict[str, Any]:
        standen = Counter(contingent.plaatsen.values_list("corporatie_id", "status"))
        delen = sorted(contingent.delen.all(), key=lambda d: d.corporatie.naam)
        kolommen = (Plaatsstatus.GEBRUIKT, Plaatsstatus.GERESERVEERD, Plaatsstatus.VRIJ)
        getallen = [(deel.aandeel, *(standen[deel.corporatie_id, k.value] for k in kolommen)) for deel in delen]
        samen = ("Samen", *(sum(kolom) for kolom in zip(*getallen, strict=True)))
        rijen = [(deel.corporatie.naam, *rij) for deel, rij in zip(delen, getallen, strict=True)]
        return {
            "jaar": contingent.jaar,
            "rijen": [{"cellen": rij} for rij in (*rijen, samen)],
            "uitleg": contingent.uitleg,
            "wijzig_url": _vastleg_url(regeling, contingent.jaar) if mag_beheren else "",
        }


def _afspraak(regeling: Regeling) -> str:
    """What the regeling itself says of the number and its sharing out."""
    parameters = geldende_versie(regeling, clock.vandaag()).parameters
    aantal = NIET_VASTGELEGD if parameters.contingent is None else f"{parameters.contingent} woningen per jaar"
    sleutel = parameters.verdeelsleutel.label if parameters.verdeelsleutel else NIET_VASTGELEGD
    zelf = "" if telt_mee(route=Route.ZELF_REAGEREN, parameters=parameters) else _ZELF_GEVONDEN
    return f"Aantal in de regeling: {aantal}. Verdeling: {sleutel}.{zelf}"


_ZELF_GEVONDEN = " Een woning die een kandidaat zelf vond, telt niet mee."


def _vastleg_url(regeling: Regeling, jaar: int) -> str:
    return reverse("woningen:contingent_vastleggen", args=[regeling.sleutel, jaar])


class ContingentVastleggenView(Formulierscherm):
    """Set or raise the number of one year; only for the loket of the regeling."""

    actie = Actie.CONTINGENT_BEHEREN
    form_class = ContingentForm
    toont_opgeslagen = True
    knop = "Leg het contingent vast"
    gelukt = "Het contingent is vastgelegd."
    uitleg = (
        "Opstap verdeelt het aantal naar de getallen die u per corporatie invult: het woningbezit, of een "
        "afgesproken sleutel."
    )
    regeling: Regeling
    jaar: int

    def laden(self, **kwargs: Any) -> None:
        rij = Regeling.objects.filter(sleutel=kwargs["regeling"]).first()
        if rij is None or kwargs["jaar"] not in range(2020, clock.vandaag().year + 3):
            raise Http404
        eigen = [t.organisatie for t in self.gebruiker.rollen]
        if not Deelname.objects.actueel().filter(regeling=rij, organisatie__in=eigen).exists():
            raise Http404
        self.regeling, self.jaar = rij, kwargs["jaar"]
        self.titel = f"Contingent {self.jaar} vastleggen"

    def mag_namens(self) -> list[Namens]:
        return [n for n in super().mag_namens() if is_loket(n, self.regeling)]

    def contingent(self) -> Contingent | None:
        return Contingent.objects.filter(regeling=self.regeling, jaar=self.jaar).first()

    def versie(self) -> int | None:
        rij = self.contingent()
        return rij.versie if rij else None

    def begin(self) -> dict[str, Any]:
        """What is agreed now; else last year's woningbezit and the number of the regeling."""
        bron = Contingent.objects.filter(regeling=self.regeling, jaar__lte=self.jaar).order_by("-jaar").first()
        waarden: dict[str, Any] = {}
        if bron is not None:
            waarden = {
                f"bezit_{deel.corporatie.sleutel}": deel.woningbezit for deel in bron.delen.select_related("corporatie")
            }
        zelfde = bron is not None and bron.jaar == self.jaar
        parameters = geldende_versie(self.regeling, clock.vandaag()).parameters
        waarden["totaal"] = bron.totaal if bron is not None and zelfde else parameters.contingent
        return waarden

    def form_opties(self) -> dict[str, Any]:
        sleutel = geldende_versie(self.regeling, clock.vandaag()).parameters.verdeelsleutel
        wat = "Woningbezit" if sleutel is Verdeelsleutel.WONINGBEZIT else "Aandeel"
        return {"corporaties": self._corporaties(), "jaar": self.jaar, "wat": wat}

    def _corporaties(self) -> list[Organisatie]:
        """Who takes part as verhuurder, and who holds a place of this year still."""
        nu = [d.organisatie for d in Deelname.objects.filter(regeling=self.regeling).als(Hoedanigheid.VERHUURDER)]
        bezet = Contingentplaats.objects.bezet().filter(contingent__regeling=self.regeling, contingent__jaar=self.jaar)
        eerder = Organisatie.objects.filter(pk__in=bezet.values("corporatie"))
        return list(dict.fromkeys([*nu, *eerder.order_by("naam")]))

    def terug_url(self) -> str:
        return reverse("woningen:contingent")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        contingent_vastleggen(
            regeling=self.regeling.sleutel,
            jaar=self.jaar,
            totaal=form.cleaned_data["totaal"],
            gewichten=form.gewichten,
            versie=versie,
            namens=namens,
        )
        return self.terug_url()


class WoningenView(Scherm):
    """The homes of the own corporatie, and which of them can be offered."""

    actie = Actie.WONING_BEHEREN
    template_name = "woningen/woningen.html"
    titel = "Woningen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eigen = Organisatie.objects.filter(sleutel__in={n.organisatie for n in self.namens_mogelijk})
        woningen = list(Woning.objects.van(eigen).met_status().order_by("adres", "pk")[: WONINGEN + 1])
        return super().get_context_data(
            koppen=("Adres", "Soort", "Kale huur", "Stand"),
            rijen=[self._rij(woning) for woning in woningen[:WONINGEN]],
            grens=WONINGEN if len(woningen) > WONINGEN else None,
            leeg_zin="Hier komen de woningen van uw corporatie. Voeg de eerste toe. Daarna kunt u die aanbieden.",
            **kwargs,
        )

    def _rij(self, woning: Woning) -> dict[str, Any]:
        return {
            "url": reverse("woningen:woning_wijzigen", args=[woning.sleutel]),
            "cellen": (
                woning.adres,
                Woningtype(woning.woningtype).label,
                bedrag(woning.kale_huur),
                _stand(woning),
            ),
        }


def _stand(woning: Any) -> str:
    """Who made the offer may not open the traject any more, so that it fell away is said here."""
    if woning.houder is not None or woning.laatste_reden != Intrekreden.TOELATING:
        return str(woning.status.label)
    dag = datum_voluit(woning.vrij_sinds)
    return f"{woning.status.label}. Het aanbod verviel op {dag}: {Intrekreden.TOELATING.label}"


class WoningNieuwView(Formulierscherm):
    actie = Actie.WONING_BEHEREN
    form_class = WoningForm
    titel = "Woning toevoegen"
    knop = "Voeg de woning toe"
    gelukt = "De woning staat in de lijst."
    woning: Woning | None = None

    def terug_url(self) -> str:
        return reverse("woningen:woningen")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        assert namens.organisatie is not None
        woning_vastleggen(
            woning=self._sleutel(),
            corporatie=namens.organisatie,
            versie=versie,
            namens=namens,
            **form.cleaned_data,
        )
        return self.terug_url()

    def _sleutel(self) -> UUID | None:
        return self.woning.sleutel if self.woning else None


class WoningWijzigenView(WoningNieuwView):
    """A home of another corporatie is the same 404 as one that does not exist."""

    titel = "Woning wijzigen"
    toont_opgeslagen = True
    knop = "Sla de woning op"
    gelukt = "De woning is gewijzigd."
    woning: Woning

    def laden(self, **kwargs: Any) -> None:
        eigen = [t.organisatie for t in self.gebruiker.rollen]
        rij = Woning.objects.van(eigen).select_related("corporatie").filter(sleutel=kwargs["woning"]).first()
        if rij is None:
            raise Http404
        self.woning = rij

    def mag_namens(self) -> list[Namens]:
        return namens_eigen_organisatie(self.gebruiker, self.actie, self.woning.corporatie)

    def belemmeringen(self) -> Sequence[Belemmering]:
        return wijzigen_belemmeringen(self.woning)

    def versie(self) -> int | None:
        return self.woning.versie

    def begin(self) -> dict[str, Any]:
        woning = self.woning
        return {"adres": woning.adres, "woningtype": woning.woningtype, "kale_huur": woning.kale_huur}
