"""Who uses the yearly homes, what was agreed about it and promised for it, and how the exchange stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm
from opstap.protocol.aandelen import Aandeel, Afspraak, signaalzin, zonder_kleine
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.datums import datum_voluit, hoeveel
from opstap.protocol.tijdlijn import NIET_VASTGELEGD
from opstap.protocol.uitruil import NIET_MEER_BEKEND, Stand, Uitruilreden, Uitruilrichting, jaarcijfers, standen
from opstap.regelingen.schermen import VanRegeling
from opstap.trajecten.models import Traject
from opstap.trajecten.toegang import namens_eigen_organisatie
from woningen.forms.afspraken import AandeelForm, ToezeggingForm
from woningen.models import Contingent, Uitruil
from woningen.services import aandeel_afspreken, toezegging_vastleggen
from woningen.services.afspraken import aandelen_van, drempel_van, organisaties_van
from woningen.services.contingent import is_loket, ziet_gebruik
from woningen.services.uitruil import uitruil_max_van
from woningen.views.contingent import Cel, kent_jaar


class Jaarscherm(VanRegeling):
    """About one year of a regeling."""

    jaar: int

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        if not kent_jaar(self.regeling, kwargs["jaar"]):
            raise Http404
        self.jaar = kwargs["jaar"]

    @property
    def is_loket(self) -> bool:
        return any(is_loket(n, self.regeling) for n in self.namens_mogelijk)

    def _url(self, naam: str) -> str:
        return reverse(f"woningen:{naam}", args=[self.regeling.sleutel, self.jaar])


class _VanContingent(Jaarscherm):
    contingent: Contingent

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        rij = Contingent.objects.filter(regeling=self.regeling, jaar=self.jaar).select_related("regeling").first()
        if rij is None:
            raise Http404
        self.contingent = rij


class Gebruikscherm(Jaarscherm):
    actie = Actie.GEBRUIK_ZIEN

    def mag_namens(self) -> list[Namens]:
        mogelijk = namens_eigen_organisatie(self.gebruiker, self.actie)
        return [n for n in mogelijk if ziet_gebruik(n, self.regeling)]


class AandelenView(Gebruikscherm, _VanContingent):
    """Per zorgorganisatie: homes used, the part of all, and what was agreed. Who does not know the kandidaten gets no
    small numbers."""

    template_name = "woningen/aandelen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rijen = aandelen_van(self.contingent)
        if not self.is_loket:
            rijen = zonder_kleine(rijen)
        drempel = drempel_van(self.contingent)
        return super().get_context_data(
            kop=f"Wie gebruikt de woningen van {self.jaar}?",
            drempel=NIET_VASTGELEGD if drempel is None else f"vanaf {drempel} procent",
            signalen=[signaalzin(aandeel=rij, drempel=drempel) for rij in rijen if rij.signaal and drempel is not None],
            bijschrift=f"Woningen van {self.jaar} die een kandidaat nam",
            koppen=("Zorgorganisatie", "Woningen", "Deel van alles", "Afgesproken"),
            rijen=[{"cellen": _aandeel(rij)} for rij in rijen],
            leeg_zin="Er is dit jaar nog geen woning gebruikt.",
            afspreken_url=self._url("aandeel_afspreken") if self.is_loket else "",
            terug_url=reverse("woningen:contingent"),
            **kwargs,
        )


def _aandeel(rij: Aandeel) -> tuple[str, ...]:
    afgesproken = _afgesproken(rij.afspraak)
    if rij.verborgen:
        return rij.naam, "niet getoond", "niet getoond", afgesproken
    if rij.boven_afspraak:
        afgesproken = f"{afgesproken} Het zijn er nu meer."
    return rij.naam, str(rij.gebruikt), f"{round(rij.procent)} procent", afgesproken


def _afgesproken(afspraak: Afspraak | None) -> str:
    if afspraak is None:
        return "geen grens"
    if afspraak.hoogstens is None:
        return f"Besproken op {datum_voluit(afspraak.op)}: geen grens."
    return f"Besproken op {datum_voluit(afspraak.op)}: hoogstens {hoeveel(afspraak.hoogstens, 'woningen')}."


class _Afspraakformulier(_VanContingent, Formulierscherm):
    """A form of the loket about one partner and one year."""

    actie = Actie.CONTINGENT_BEHEREN
    hoedanigheden: tuple[Hoedanigheid, ...]

    def mag_namens(self) -> list[Namens]:
        return [n for n in super().mag_namens() if is_loket(n, self.regeling)]

    def organisaties(self) -> list[Organisatie]:
        return organisaties_van(self.contingent, *self.hoedanigheden)

    def form_opties(self) -> dict[str, Any]:
        return {"organisaties": self.organisaties()}

    @property
    def wat(self) -> dict[str, Any]:
        return {"regeling": self.regeling.sleutel, "jaar": self.jaar}


class AandeelAfsprekenView(_Afspraakformulier):
    form_class = AandeelForm
    hoedanigheden = (Hoedanigheid.BEGELEIDING,)
    uitleg = "Schrijf op wat de partners afspraken over een organisatie. Er wordt daardoor niemand geweigerd."
    knop = "Leg de afspraak vast"
    gelukt = "De afspraak is vastgelegd."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.titel = f"Een afspraak over het gebruik in {self.jaar}"

    def terug_url(self) -> str:
        return self._url("aandelen")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        aandeel_afspreken(**self.wat, namens=namens, **form.cleaned_data)
        return self.terug_url()


class ToezeggenView(_Afspraakformulier):
    form_class = ToezeggingForm
    hoedanigheden = (Hoedanigheid.VERHUURDER, Hoedanigheid.BEGELEIDING)
    uitleg = "Een nieuwe belofte van dezelfde organisatie komt in de plaats van de vorige."
    knop = "Leg de belofte vast"
    gelukt = "De belofte is vastgelegd."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.titel = f"Wat is er voor {self.jaar} beloofd?"

    def terug_url(self) -> str:
        return reverse("woningen:contingent")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        toezegging_vastleggen(**self.wat, namens=namens, **form.cleaned_data)
        return self.terug_url()


class UitruilstandView(Gebruikscherm):
    """In, out and the balance of a year. Who shares out the homes sees it per gemeente, with the list behind a number;
    who makes policy reads the year as a whole."""

    template_name = "woningen/uitruil.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rijen = list(
            Uitruil.objects.van_jaar(self.regeling.pk, self.jaar).select_related("traject").order_by("op", "pk")
        )
        per = standen(rijen=[(rij.gemeente, Uitruilrichting(rij.richting)) for rij in rijen])
        hoogstens = uitruil_max_van(self.regeling)
        return super().get_context_data(
            kop=f"Uitruil in {self.jaar}",
            grens=NIET_VASTGELEGD
            if hoogstens is None
            else f"{hoeveel(hoogstens, 'kandidaten')} erin en {hoogstens} eruit",
            bijschrift=f"Uitruil met andere gemeenten in {self.jaar}",
            koppen=("Gemeente" if self.is_loket else "Jaar", "Erin", "Eruit", "Stand"),
            rijen=[{"cellen": cellen} for cellen in self._cellen(per)],
            leeg_zin="Er is in dit jaar geen uitruil vastgelegd. Dat doet u bij het traject.",
            lijstkoppen=("Traject", "Gemeente", "Richting", "Dag", "Boven het aantal, omdat"),
            lijst=self._lijst(rijen) if self.is_loket else [],
            is_loket=self.is_loket,
            terug_url=reverse("woningen:contingent"),
            **kwargs,
        )

    def _cellen(self, per: Sequence[Stand]) -> list[tuple[Any, ...]]:
        if self.is_loket or not per:
            return [self._stand(stand) for stand in per]
        return [(str(self.jaar), *map(capfirst, jaarcijfers(per=per)))]

    def _stand(self, stand: Stand) -> tuple[Any, ...]:
        return (
            stand.gemeente,
            self._cel(stand, stand.erin, Uitruilrichting.ERIN),
            self._cel(stand, stand.eruit, Uitruilrichting.ERUIT),
            capfirst(stand.in_woorden),
        )

    def _cel(self, stand: Stand, aantal: int, richting: Uitruilrichting) -> Cel:
        vraag = {"richting": richting.value} | ({} if stand.is_samen else {"gemeente": stand.gemeente})
        return Cel(aantal, f"?{urlencode(vraag)}#lijst")

    def _lijst(self, rijen: Iterable[Uitruil]) -> list[dict[str, Any]]:
        gemeente, richting = (self.request.GET.get(naam) for naam in ("gemeente", "richting"))
        gekozen = [rij for rij in rijen if gemeente in (None, _gemeente(rij)) and richting in (None, rij.richting)]
        zichtbaar = set(
            Traject.objects.zichtbaar_voor(self.gebruiker)
            .filter(pk__in=[rij.traject_id for rij in gekozen])
            .values_list("pk", flat=True)
        )
        return [_uitruil(rij, rij.traject_id in zichtbaar) for rij in gekozen]


def _gemeente(rij: Uitruil) -> str:
    return rij.gemeente or NIET_MEER_BEKEND


def _uitruil(rij: Uitruil, zichtbaar: bool) -> dict[str, Any]:
    cellen = (
        rij.traject.kenmerk if zichtbaar else "niet van u",
        _gemeente(rij),
        capfirst(Uitruilrichting(rij.richting).value),
        datum_voluit(rij.op),
        Uitruilreden(rij.reden).label if rij.reden else "–",
    )
    return {"cellen": cellen, "url": reverse("traject", args=[rij.traject.sleutel]) if zichtbaar else ""}
