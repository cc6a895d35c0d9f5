"""The homes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from opstap.modellen import nummer_van
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.datums import datum_voluit
from opstap.protocol.woningkenmerken import is_klein_en_stil, kamer_waarschuwingen, zorgvastgoed_waarschuwingen
from opstap.trajecten.toegang import namens_eigen_organisatie
from woningen.enums import Intrekreden, Woningstatus
from woningen.forms.voorraad import WoningenZoekForm, WoningForm
from woningen.letters import bedrag
from woningen.models import Complex, Woning
from woningen.services import woning_vastleggen
from woningen.services.voorraad import wijzigen_belemmeringen
from woningen.views.contingent import Cel

PER_PAGINA = 50
KOPPEN = ("Adres", "Soort", "Kale huur", "Complex", "Stand")
#: What the letter and the contract name.
VAST = ("adres", "woningtype", "kale_huur")


class WoningenView(Scherm):
    """The homes of the own corporatie, and which of them can be offered; keyset pages."""

    actie = Actie.WONING_BEHEREN
    template_name = "woningen/woningen.html"
    titel = "Woningen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eigen = Organisatie.objects.filter(sleutel__in={n.organisatie for n in self.namens_mogelijk})
        form = WoningenZoekForm(self.request.GET)
        filters = form.cleaned_data if form.is_valid() else {"q": "", "stand": ""}
        complex_ = self._complex(eigen)
        if complex_ is not None:
            filters |= {"complex": str(complex_.sleutel)}
        woningen = list(self._woningen(eigen, filters)[: PER_PAGINA + 1])
        volgende = woningen[PER_PAGINA - 1] if len(woningen) > PER_PAGINA else None
        vrij = Woning.objects.van(eigen).beschikbaar()
        return super().get_context_data(
            form=form,
            complex=complex_,
            heeft_filter=any(filters.values()),
            cijfers=_cijfers(vrij.count(), vrij.klein_en_stil().count()),
            koppen=(
                "Adres",
                "Soort",
                "Kale huur",
                "Complex",
                "Stand",
                *(("Kandidaten",) if self._mag_passen() else ()),
            ),
            rijen=[self._rij(woning) for woning in woningen[:PER_PAGINA]],
            volgende_url="?" + urlencode({**filters, "na": volgende.sleutel}) if volgende else "",
            leeg_zin="Hier komen de woningen van uw corporatie. Voeg de eerste toe. Daarna kunt u die aanbieden.",
            **kwargs,
        )

    def _complex(self, eigen: Any) -> Complex | None:
        """Of which complex the homes are asked."""
        if not (sleutel := self.request.GET.get("complex")):
            return None
        van_ons = Complex.objects.van(eigen)
        return van_ons.get(pk=nummer_van(van_ons, sleutel))

    def _woningen(self, eigen: Any, filters: dict[str, str]) -> Any:
        woningen = van_ons = Woning.objects.van(eigen)
        if filters["stand"] == "klein_en_stil":
            woningen = woningen.beschikbaar().klein_en_stil()
        elif filters["stand"]:
            woningen = woningen.in_stand(Woningstatus(filters["stand"]))
        if filters["q"]:
            woningen = woningen.filter(adres__icontains=" ".join(filters["q"].split()))
        if "complex" in filters:
            woningen = woningen.filter(complex__sleutel=filters["complex"])
        if na := self.request.GET.get("na", ""):
            woningen = woningen.na(van_ons.only("adres").get(pk=nummer_van(van_ons, na)))
        return woningen.met_status().select_related("complex").op_adres()

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
                _soort(woning),
                bedrag(woning.kale_huur),
                _plek(woning),
                _stand(woning),
                *((self._kandidaten(woning),) if self._mag_passen() else ()),
            ),
        }


def _cijfers(vrij: int, klein_en_stil: int) -> list[dict[str, Any]]:
    """Z-4.14: how many small quiet homes for one are free."""
    beschikbaar = Woningstatus.BESCHIKBAAR
    return [
        {"getal": vrij, "tekst": beschikbaar.label, "url": f"?stand={beschikbaar}"},
        {"getal": klein_en_stil, "tekst": "daarvan klein en stil", "url": "?stand=klein_en_stil"},
    ]


def _soort(woning: Woning) -> str:
    soort = Woningtype(woning.woningtype)
    is_fijn = is_klein_en_stil(woningtype=soort, kamers=woning.kamers, stil_huis=woning.stil_huis)
    bij = [*(["kamer"] if woning.zelfstandig is False else []), *(["zorgvastgoed"] if woning.zorgvastgoed else [])]
    return ", ".join([soort.label, *bij, *(["klein en stil"] if is_fijn else [])])


def _plek(woning: Woning) -> str:
    if woning.complex is None:
        return "geen"
    return f"{woning.complex.naam}, portiek {woning.portiek}" if woning.portiek else woning.complex.naam


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

    def form_opties(self) -> dict[str, Any]:
        eigen = Organisatie.objects.filter(sleutel__in={n.organisatie for n in self.namens_mogelijk})
        return {"complexen": Complex.objects.van(eigen).order_by("naam", "pk")}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        assert namens.organisatie is not None
        self._vastleggen(form, namens.organisatie, woning=None, versie=versie, namens=namens)
        return self.terug_url()

    def _vastleggen(self, form: Any, corporatie: UUID, **wat: Any) -> None:
        gegevens = {naam: form.cleaned_data[naam] for naam in VAST if naam in form.cleaned_data}
        woning_vastleggen(corporatie=corporatie, kenmerken=form.kenmerken, **wat, **gegevens)


class WoningWijzigenView(WoningNieuwView):
    """A home of another corporatie is the same 404 as one that does not exist."""

    titel = "Woning wijzigen"
    toont_opgeslagen = True
    knop = "Sla de woning op"
    gelukt = "De woning is gewijzigd."
    woning: Woning

    def laden(self, **kwargs: Any) -> None:
        eigen = [t.organisatie for t in self.gebruiker.rollen]
        rij = Woning.objects.van(eigen).select_related("corporatie", "complex").filter(sleutel=kwargs["woning"]).first()
        if rij is None:
            raise Http404
        self.woning = rij

    def mag_namens(self) -> list[Namens]:
        return namens_eigen_organisatie(self.gebruiker, self.actie, self.woning.corporatie)

    def form_opties(self) -> dict[str, Any]:
        return super().form_opties() | {"vast": bool(wijzigen_belemmeringen(self.woning))}

    def waarschuwingen(self) -> Sequence[Belemmering]:
        return [
            *wijzigen_belemmeringen(self.woning),
            *kamer_waarschuwingen(zelfstandig=self.woning.zelfstandig),
            *zorgvastgoed_waarschuwingen(zorgvastgoed=self.woning.zorgvastgoed),
        ]

    def versie(self) -> int | None:
        return self.woning.versie

    def begin(self) -> dict[str, Any]:
        complex_ = self.woning.complex
        staat_er = {naam: getattr(self.woning, naam) for naam in WoningForm.base_fields}
        return staat_er | {"complex": complex_.sleutel if complex_ else None}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        """What is not asked while somebody holds the home, stays as it is."""
        assert namens.organisatie is not None
        for naam in VAST:
            form.cleaned_data.setdefault(naam, getattr(self.woning, naam))
        self._vastleggen(form, namens.organisatie, woning=self.woning.sleutel, versie=versie, namens=namens)
        return self.terug_url()
