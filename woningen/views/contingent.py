"""The contingent: what is agreed, what is used, and setting the number of a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from opstap import clock
from opstap.partners.models import Organisatie
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Scherm
from opstap.protocol.begrippen import Hoedanigheid, Rol, Route
from opstap.protocol.contingent import (
    Wijzigreden,
    achterstanden,
    heeft_contingent,
    in_woorden,
    telt_mee,
    verwachting,
)
from opstap.protocol.datums import datum_voluit
from opstap.protocol.parameters import Contingentvorm
from opstap.protocol.potten import Categorie, Potten, ruimte
from opstap.protocol.tijdlijn import NIET_VASTGELEGD
from opstap.protocol.toezeggen import Afspraakpapier, Toezeggingsoort
from opstap.regelingen.models import Deelname, Regeling
from opstap.regelingen.services import geldende_versie
from opstap.trajecten.models import Traject
from opstap.trajecten.toegang import namens_eigen_organisatie
from woningen.enums import Plaatsstatus
from woningen.models import Aanbieding, Contingent, Contingentplaats, Contingentwijziging, Toezegging
from woningen.services.afspraken import toezeggingen_van
from woningen.services.contingent import is_loket, ziet_gebruik
from woningen.services.mutaties import procent_van

_VERHUURT = (Rol.CONSULENT, Rol.TEAMLEIDER_CORPORATIE)
#: How many years one page shows.
JAREN = 5


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
            .prefetch_related("contingenten__delen__corporatie", "contingenten__wijzigingen")
            .order_by("naam")
        )
        return super().get_context_data(
            blokken=[self._blok(regeling, self._mag_beheren(regeling)) for regeling in regelingen],
            koppen=("Corporatie", "Afgesproken", "Gebruikt", "Gereserveerd", "Vrij", "Loopt achter"),
            beloofdkoppen=("Wie", "Belooft", "Waar dat staat"),
            deelkoppen=("Soort plek", "Afgesproken", "Gebruikt", "Gereserveerd", "Nog ruimte voor"),
            leeg_zin="Uw organisatie doet nog aan geen enkele regeling mee.",
            **kwargs,
        )

    def _mag_beheren(self, regeling: Regeling) -> bool:
        """May this person set the number of this regeling?"""
        mogelijk = namens_eigen_organisatie(self.gebruiker, Actie.CONTINGENT_BEHEREN)
        return any(is_loket(n, regeling) for n in mogelijk)

    def _ziet_delen(self, regeling: Regeling) -> bool:
        """Not who only lets homes here: with few places a count tells along which way her kandidaat comes (Z-20.5)."""
        anders = [n.organisatie for n in self.namens_mogelijk if n.rol not in _VERHUURT]
        return Deelname.objects.actueel().filter(regeling=regeling, organisatie__sleutel__in=anders).exists()

    def _blok(self, regeling: Regeling, mag_beheren: bool) -> dict[str, Any]:
        jaar = clock.vandaag().year
        contingenten = sorted(regeling.contingenten.all(), key=lambda c: -c.jaar)[:JAREN]
        kent_aantal = heeft_contingent(parameters=geldende_versie(regeling, clock.vandaag()).parameters)
        bekend = {c.jaar for c in contingenten}
        nog = [j for j in (jaar, jaar + 1) if j not in bekend] if mag_beheren and kent_aantal else []
        return {
            "naam": regeling.naam,
            "afspraak": _afspraak(regeling),
            "jaar": jaar,
            "mist_dit_jaar": kent_aantal and jaar not in bekend,
            "nieuw": [{"jaar": j, "url": _vastleg_url(regeling, j)} for j in nog],
            "verder": self._verder(regeling, jaar),
            "jaren": [self._jaar(regeling, c, mag_beheren, self._ziet_delen(regeling)) for c in contingenten],
        }

    def _verder(self, regeling: Regeling, jaar: int) -> list[dict[str, str]]:
        """What else there is to see or do for this year."""
        gevonden = []
        if procent_van(regeling) is not None and self._verhuurt(regeling):
            gevonden += [(f"Geef op hoeveel woningen vrijkwamen in {j}", "mutaties", j) for j in (jaar, jaar - 1)]
        if any(ziet_gebruik(n, regeling) for n in namens_eigen_organisatie(self.gebruiker, Actie.GEBRUIK_ZIEN)):
            gevonden.append((f"Bekijk de uitruil van {jaar}", "uitruilstand", jaar))
            gevonden.append(("Bekijk wie er wacht en welke woningen vrij zijn", "vraagaanbod", jaar))
        if self._mag_beheren(regeling):
            tekst = "Reken uit hoeveel elke corporatie kan leveren in"
            gevonden += [(f"{tekst} {j}", "taakstelling", j) for j in (jaar, jaar + 1)]
        return [
            {"tekst": tekst, "url": reverse(f"woningen:{naam}", args=[regeling.sleutel, j])}
            for tekst, naam, j in gevonden
        ]

    def _verhuurt(self, regeling: Regeling) -> bool:
        mogelijk = [n.organisatie for n in namens_eigen_organisatie(self.gebruiker, Actie.MUTATIES_OPGEVEN)]
        deelnames = Deelname.objects.filter(regeling=regeling).als(Hoedanigheid.VERHUURDER)
        return deelnames.filter(organisatie__sleutel__in=mogelijk).exists()

    def _afspraken(self, regeling: Regeling, contingent: Contingent, mag_beheren: bool) -> list[dict[str, str]]:
        """Pages about the use of one year and what was promised."""
        namen = []
        if any(ziet_gebruik(n, regeling) for n in namens_eigen_organisatie(self.gebruiker, Actie.GEBRUIK_ZIEN)):
            namen.append((f"Bekijk wie de woningen van {contingent.jaar} gebruikt", "aandelen"))
        if mag_beheren:
            namen.append((f"Leg vast wat voor {contingent.jaar} is beloofd", "toezeggen"))
        args = [regeling.sleutel, contingent.jaar]
        return [{"tekst": tekst, "url": reverse(f"woningen:{naam}", args=args)} for tekst, naam in namen]

    def _jaar(self, regeling: Regeling, contingent: Contingent, mag_beheren: bool, ziet_delen: bool) -> dict[str, Any]:
        plaatsen = list(contingent.plaatsen.values_list("corporatie_id", "categorie", "status"))
        standen_per_deel = Counter((deel, status) for _, deel, status in plaatsen)
        standen = Counter((corporatie, status) for corporatie, _, status in plaatsen)
        delen = sorted(contingent.delen.all(), key=lambda d: d.corporatie.naam)
        kolommen = (Plaatsstatus.GEBRUIKT, Plaatsstatus.GERESERVEERD, Plaatsstatus.VRIJ)
        getallen = [(deel.aandeel, *(standen[deel.corporatie_id, k.value] for k in kolommen)) for deel in delen]
        samen = [sum(rij[kolom] for rij in getallen) for kolom in range(1 + len(kolommen))]
        achter = achterstanden(
            aandelen={d.corporatie.naam: d.aandeel for d in delen},
            geleverd={d.corporatie.naam: sum(rij[1:3]) for d, rij in zip(delen, getallen, strict=True)},
        )
        plekken = reverse("woningen:plekken", args=[regeling.sleutel, contingent.jaar])
        rijen = [
            (d.corporatie.naam, *_links(plekken, rij, d.corporatie), in_woorden(achter[d.corporatie.naam]))
            for d, rij in zip(delen, getallen, strict=True)
        ]
        return {
            "jaar": contingent.jaar,
            "tekst": str(contingent.jaar),
            "rijen": [{"cellen": rij} for rij in (*rijen, ("Samen", *_links(plekken, samen), "–"))],
            "verwachting": verwachting(gebruikt=samen[1], jaar=contingent.jaar, peildatum=clock.vandaag()),
            "delen": _delen(contingent.potten, standen_per_deel) if ziet_delen else [],
            "uitleg": contingent.uitleg,
            "wijzigingen": [_wijziging(w) for w in contingent.wijzigingen.all()],
            "beloofd": [_toezegging(rij) for rij in toezeggingen_van(contingent)],
            "afspraken": self._afspraken(regeling, contingent, mag_beheren),
            "wijzig_url": _vastleg_url(regeling, contingent.jaar) if mag_beheren else "",
        }


@dataclass(frozen=True, slots=True)
class Cel:
    """A number that opens its list."""

    tekst: int | str
    url: str

    def __str__(self) -> str:
        return str(self.tekst)


def _links(plekken: str, getallen: Sequence[int], corporatie: Organisatie | None = None) -> list[Cel]:
    van = {"corporatie": str(corporatie.sleutel)} if corporatie else {}
    standen = (None, Plaatsstatus.GEBRUIKT, Plaatsstatus.GERESERVEERD, Plaatsstatus.VRIJ)
    return [
        Cel(getal, f"{plekken}?{urlencode(van | ({'stand': stand.value} if stand else {}))}".rstrip("?"))
        for getal, stand in zip(getallen, standen, strict=True)
    ]


class PlekkenView(Scherm):
    """The places behind a number: when each was taken, and the traject where this person knows of it."""

    actie = Actie.CONTINGENT_ZIEN
    template_name = "woningen/plekken.html"

    def laden(self, **kwargs: Any) -> None:
        eigen = [n.organisatie for n in namens_eigen_organisatie(self.gebruiker, self.actie)]
        doet_mee = Deelname.objects.actueel().filter(organisatie__sleutel__in=eigen).values("regeling")
        rij = Contingent.objects.filter(
            regeling__sleutel=kwargs["regeling"], jaar=kwargs["jaar"], regeling__in=doet_mee
        ).first()
        if rij is None:
            raise Http404
        self.contingent = rij
        self.titel = f"Plekken van {rij.jaar}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plaatsen = self.contingent.plaatsen.select_related("corporatie").order_by("corporatie__naam", "nummer")
        stand = next((s for s in Plaatsstatus if s == self.request.GET.get("stand")), None)
        if stand is not None:
            plaatsen = plaatsen.filter(status=stand.value)
        delen = {str(deel.corporatie.sleutel): deel for deel in self.contingent.delen.select_related("corporatie")}
        deel = delen.get(self.request.GET.get("corporatie", ""))
        if deel is not None:
            plaatsen = plaatsen.filter(corporatie=deel.corporatie)
        van_wie = deel.corporatie.naam if deel else "Alle corporaties"
        return super().get_context_data(
            koppen=("Plek", "Stand", "Sinds", "Traject"),
            bijschrift=f"{van_wie}: {stand.label if stand else 'alle plekken'}",
            rijen=self._rijen(list(plaatsen)),
            leeg_zin="Er is geen plek met deze stand.",
            terug_url=reverse("woningen:contingent"),
            **kwargs,
        )

    def _rijen(self, plaatsen: list[Contingentplaats]) -> list[dict[str, Any]]:
        houders = {
            a.plaats_id: a
            for a in Aanbieding.objects.houdt_plaats()
            .filter(plaats__in=plaatsen)
            .select_related("bemiddeling__traject")
        }
        zichtbaar = set(
            Traject.objects.zichtbaar_voor(self.gebruiker)
            .filter(pk__in=[a.bemiddeling.traject_id for a in houders.values()])
            .values_list("pk", flat=True)
        )
        return [self._rij(plaats, houders.get(plaats.pk), zichtbaar) for plaats in plaatsen]

    def _rij(self, plaats: Contingentplaats, houder: Aanbieding | None, zichtbaar: set[int]) -> dict[str, Any]:
        sinds, traject = "", Cel("", "")
        if houder is not None:
            sinds = datum_voluit(houder.afgehandeld_op or houder.aangeboden_op)
            zaak = houder.bemiddeling.traject
            if zaak.pk in zichtbaar:
                traject = Cel(zaak.kenmerk, reverse("traject", args=[zaak.sleutel]))
        naam = f"{plaats.corporatie.naam}, plek {plaats.nummer}"
        return {"cellen": (naam, Plaatsstatus(plaats.status).label, sinds, traject)}


def _delen(potten: Potten, standen: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    """A row per part of the number; none where the regeling knows no parts."""
    if not potten.kent_delen:
        return []
    bezet = {
        c: standen[c.value, Plaatsstatus.GEBRUIKT] + standen[c.value, Plaatsstatus.GERESERVEERD] for c in Categorie
    }
    return [
        {
            "cellen": (
                capfirst(categorie.label),
                _afgesproken(potten, categorie),
                standen[categorie.value, Plaatsstatus.GEBRUIKT],
                standen[categorie.value, Plaatsstatus.GERESERVEERD],
                ruimte(potten=potten, bezet=bezet, categorie=categorie),
            )
        }
        for categorie in Categorie
    ]


def _afgesproken(potten: Potten, categorie: Categorie) -> str:
    aantal = potten.hoogstens(categorie)
    if aantal is None:
        return "geen eigen aantal"
    return f"{aantal}, apart gehouden" if potten.is_apart(categorie) else str(aantal)


def _wijziging(rij: Contingentwijziging) -> str:
    delen = [
        f"{aantal} voor {categorie.label}"
        for categorie, aantal in ((Categorie.BIJZONDER, rij.bijzonder), (Categorie.HOUSING_FIRST, rij.housing_first))
        if aantal is not None
    ]
    daarvan = f", waarvan {' en '.join(delen)}" if delen else ""
    reden = f" Reden: {Wijzigreden(rij.reden).label}." if rij.reden else ""
    return f"{datum_voluit(rij.op)}: {rij.totaal} woningen{daarvan}.{reden}"


def _toezegging(rij: Toezegging) -> dict[str, Any]:
    papier = f"{capfirst(Afspraakpapier(rij.papier).label)}, {datum_voluit(rij.getekend_op)}, {rij.kenmerk}"
    return {"cellen": (rij.organisatie.naam, f"{rij.aantal} {Toezeggingsoort(rij.wat).label}", papier)}


def _afspraak(regeling: Regeling) -> str:
    """What the regeling itself says of the number and its sharing out."""
    parameters = geldende_versie(regeling, clock.vandaag()).parameters
    if not heeft_contingent(parameters=parameters):
        return _GEEN_AANTAL
    aantal = NIET_VASTGELEGD if parameters.contingent is None else f"{parameters.contingent} woningen per jaar"
    if parameters.contingentvorm is Contingentvorm.PROCENT:
        aantal = f"{parameters.contingent_procent} procent van de woningen die vrijkomen"
    sleutel = parameters.verdeelsleutel.label if parameters.verdeelsleutel else NIET_VASTGELEGD
    zelf = "" if telt_mee(route=Route.ZELF_REAGEREN, parameters=parameters) else _ZELF_GEVONDEN
    return f"Aantal in de regeling: {aantal}. Verdeling: {sleutel}.{zelf}"


_GEEN_AANTAL = (
    "In deze regeling is geen aantal woningen per jaar afgesproken. Een corporatie kan altijd een woning aanbieden; "
    "er hoeft geen plek voor te zijn."
)
_ZELF_GEVONDEN = " Een woning die een kandidaat zelf vond, telt niet mee."


def kent_jaar(regeling: Regeling, jaar: int) -> bool:
    """May pages about this year open? Every contingent that is there has them, however far ahead."""
    return jaar in range(2020, clock.vandaag().year + 3) or regeling.contingenten.filter(jaar=jaar).exists()


def _vastleg_url(regeling: Regeling, jaar: int) -> str:
    return reverse("woningen:contingent_vastleggen", args=[regeling.sleutel, jaar])
