"""The homes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.toegang import namens_eigen_organisatie
from woningen.enums import Intrekreden
from woningen.forms import WoningForm
from woningen.letters import bedrag
from woningen.models import Woning
from woningen.services import woning_vastleggen
from woningen.services.voorraad import wijzigen_belemmeringen
from woningen.views.contingent import Cel

#: How many homes one page shows.
WONINGEN = 300


class WoningenView(Scherm):
    """The homes of the own corporatie, and which of them can be offered."""

    actie = Actie.WONING_BEHEREN
    template_name = "woningen/woningen.html"
    titel = "Woningen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eigen = Organisatie.objects.filter(sleutel__in={n.organisatie for n in self.namens_mogelijk})
        woningen = list(Woning.objects.van(eigen).met_status().order_by("adres", "pk")[: WONINGEN + 1])
        return super().get_context_data(
            koppen=("Adres", "Soort", "Kale huur", "Stand", *(("Kandidaten",) if self._mag_passen() else ())),
            rijen=[self._rij(woning) for woning in woningen[:WONINGEN]],
            grens=WONINGEN if len(woningen) > WONINGEN else None,
            leeg_zin="Hier komen de woningen van uw corporatie. Voeg de eerste toe. Daarna kunt u die aanbieden.",
            **kwargs,
        )

    def _mag_passen(self) -> bool:
        return any(bereik(Rol(n.rol), Actie.PASSEN_ZIEN) is not Bereik.GEEN for n in self.namens_mogelijk)

    def _kandidaten(self, woning: Any) -> Cel | str:
        if woning.houder is not None:
            return ""
        return Cel("Wie past hier?", reverse("woningen:kandidaten", args=[woning.sleutel]))

    def _rij(self, woning: Woning) -> dict[str, Any]:
        return {
            "url": reverse("woningen:woning_wijzigen", args=[woning.sleutel]),
            "cellen": (
                woning.adres,
                Woningtype(woning.woningtype).label,
                bedrag(woning.kale_huur),
                _stand(woning),
                *((self._kandidaten(woning),) if self._mag_passen() else ()),
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
