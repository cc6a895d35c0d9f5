"""What Opstap could not do: the list, one kind, one row, and a mail that need not go any more.

Reads no traject: no kenmerk, no text of a letter. Within the circle of this beheerder (partners/beheerkring.py).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Min, Q
from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from opstap import clock
from opstap.partners.beheerkring import kring, mag_wijzigen
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.partners.velden import KeuzeVeld
from opstap.post.berichten import BERICHTEN
from opstap.post.enums import Postwijze
from opstap.post.querysets import NIEMAND
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import JAREN, datum_voluit, hoeveel
from opstap.protocol.regelingwissel import NietMee
from opstap.protocol.termijnsoorten import Trap
from opstap.termijnen.blijft_liggen import (
    Vervalreden,
    Werksoort,
    gehoord,
    geparkeerd,
    is_bevestiging,
    met_sleutel,
    naar_een_link,
    niet_mee,
    raad,
    sleutel_van,
    waarom,
)
from opstap.termijnen.blijft_liggen.services import bericht_laten_vervallen, overstap_laten_vervallen, werk_opnieuw
from opstap.termijnen.overstap.services import KAN_NIET_MEE

EERSTE_REGELS, PER_PAGINA = 10, 50
_HOOGSTE_PK = 2**63 - 1


class BlijftLiggenView(Scherm):
    """The oldest of each kind."""

    actie = Actie.BEHEREN
    template_name = "termijnen/blijft_liggen.html"
    titel = "Wat blijft liggen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        soorten = [_groep(soort, kring(self.gebruiker)) for soort in Werksoort]
        return super().get_context_data(groepen=[g for g in soorten if g["regels"]], **kwargs)


def _groep(soort: Werksoort, van: Any) -> dict[str, Any]:
    rijen = _oudste_eerst(geparkeerd(soort, van))
    if soort is Werksoort.TAAK:
        rijen = rijen.filter(
            pk__in=rijen.order_by("termijn", "pk").values("termijn").annotate(eerste=Min("pk")).values("eerste")
        )
    return {
        "kop": soort.label.capitalize(),
        "regels": [_regel(soort, rij) for rij in rijen[:EERSTE_REGELS]],
        "url": reverse("blijft_liggen_soort", args=[soort]),
    }


class _Werkscherm(Formulierscherm):
    """First the right, then whether there is such a kind: who may not, hears the same of everything."""

    actie = Actie.BEHEREN
    soort: Werksoort

    def opnieuw_proberen(self, namens: Namens, rij: UUID | None = None) -> str:
        """Of one row, or of all of this kind; says how many are tried again, and where they are when it fails."""
        aantal = werk_opnieuw(soort=self.soort, rij=rij, namens=namens)
        wat = hoeveel(aantal, self.soort.label if self.soort is not Werksoort.MAIL else "mails")
        staat, die = ("staat", "die") if aantal == 1 else ("staan", "ze")
        self.gelukt = (
            f"{wat} {staat} weer klaar. Opstap probeert {die} binnen een minuut, en daarna nog een paar keer als dat "
            f"kan helpen. Lukt het niet, dan {staat} {die} hier weer."
            if aantal
            else "Er lag niets meer: een collega was u voor, of het is intussen gelukt."
        )
        return reverse("blijft_liggen")

    def laden(self, **kwargs: Any) -> None:
        if not self.mag_namens():
            raise PermissionDenied
        try:
            self.soort = Werksoort(kwargs.get("werksoort", Werksoort.MAIL))
        except ValueError as fout:
            raise Http404 from fout

    def terug_url(self) -> str:
        return reverse("blijft_liggen")


class SoortView(_Werkscherm):
    """Everything of one kind, oldest first, and one button for all of it."""

    template_name = "termijnen/blijft_liggen_soort.html"

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.titel = f"Wat blijft liggen: {self.soort.label}"
        self.knop = f"Probeer alle {self.soort.label} opnieuw"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rijen = list(self._rijen()[: PER_PAGINA + 1])
        regels = [_regel(self.soort, rij) for rij in rijen[:PER_PAGINA]]
        volgende = _na(rijen[PER_PAGINA - 1]) if len(rijen) > PER_PAGINA else ""
        return super().get_context_data(regels=regels, volgende_url=volgende, **kwargs)

    def _rijen(self) -> Any:
        rijen = geparkeerd(self.soort, kring(self.gebruiker))
        moment, _, nummer = self.request.GET.get("na", "").rpartition("_")
        if moment and nummer.isdecimal():
            try:
                na, pk = datetime.fromisoformat(moment).astimezone(UTC), int(nummer)
            except (ValueError, OverflowError) as fout:
                raise Http404 from fout
            if na.year not in JAREN or pk > _HOOGSTE_PK:
                raise Http404
            rijen = rijen.filter(Q(uitvoeren_vanaf__gt=na) | Q(uitvoeren_vanaf=na, pk__gt=pk))
        return _oudste_eerst(rijen)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        return self.opnieuw_proberen(namens)


class WerkView(_Werkscherm):
    """One row: what, for whom, why, since when, how often, what to do; and one button to try again."""

    template_name = "termijnen/blijft_liggen_werk.html"
    titel = "Dit bleef liggen"
    knop = "Probeer opnieuw"
    rij: Any = None

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        rijen = geparkeerd(self.soort, kring(self.gebruiker))
        rij = _oudste_eerst(met_sleutel(self.soort, rijen, kwargs["werk"])).first()
        if rij is None:
            raise Http404
        self.rij = rij

    def mag_namens(self) -> list[Namens]:
        """Of several organisations only those whose circle holds this row."""
        mogelijk = super().mag_namens()
        if self.rij is None or len(mogelijk) < 2:
            return mogelijk
        hier = [(n, geparkeerd(self.soort, kring(self.gebruiker, n.organisatie))) for n in mogelijk]
        return [n for n, rijen in hier if rijen.filter(pk=self.rij.pk).exists()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        regel = _regel(self.soort, self.rij)
        feiten = [
            ("Wat", regel["wat"]),
            ("Van wie" if self.soort is Werksoort.BRIEF else "Voor wie", regel["wie"] or "niemand"),
            *self._hoeveel_trajecten(),
            *self._in_welke_rol(),
            *self._wie_hoorde_het(),
            ("Waarom", regel["waarom"]),
            ("Had moeten gebeuren", regel["sinds"]),
            ("Geprobeerd", regel["pogingen"]),
        ]
        link, klaar = self._gaat_naar_een_link(), self.soort is Werksoort.MAIL and is_bevestiging(self.rij)
        advies = raad(self.soort, self.rij.geparkeerd_reden, elders=self._is_van_elders(), link=link, klaar=klaar)
        return super().get_context_data(feiten=feiten, raad=advies, wegen=self._wegen(), **kwargs)

    def _hoeveel_trajecten(self) -> list[tuple[str, str]]:
        """Of nieuwe afspraken: the button tries all that wait for the same version."""
        if self.soort is not Werksoort.OVERSTAP:
            return []
        rijen = met_sleutel(self.soort, geparkeerd(self.soort, kring(self.gebruiker)), self.rij.versie.sleutel)
        return [("Hoeveel trajecten", str(rijen.count()))]

    def _in_welke_rol(self) -> list[tuple[str, str]]:
        """Of what nobody is there to hear: who must come."""
        rij = self.rij.termijn if self.soort is Werksoort.TAAK else self.rij
        if self.rij.geparkeerd_reden != NIEMAND or not rij.rol or rij.organisatie is None:
            return []
        return [("In welke rol", f"{Rol(rij.rol).label} bij {rij.organisatie.naam}")]

    def _wie_hoorde_het(self) -> list[tuple[str, str]]:
        """Of a mail that did not arrive: whether a colleague was told instead."""
        rij, is_mail = self.rij, self.soort is Werksoort.MAIL
        if not is_mail or rij.wijze != Postwijze.METEEN or rij.geparkeerd_reden == NIEMAND:
            return []
        return [("Hoorde een collega het", gehoord(rij))]

    def _is_van_elders(self) -> bool:
        """A mail to somebody whose address is not up to this beheerder alone."""
        if self.soort is not Werksoort.MAIL:
            return False
        return not mag_wijzigen(self.rij.ontvanger or self.rij.organisatie, self.gebruiker)

    def _wegen(self) -> list[dict[str, str]]:
        if self.soort is Werksoort.OVERSTAP and self.rij.geparkeerd_reden.startswith(KAN_NIET_MEE):
            url = reverse("overstap_vervalt", args=[self.rij.versie.sleutel])
            return [{"tekst": "Deze overstap vervalt", "url": url}]
        if self.soort is not Werksoort.MAIL:
            return []
        vervalt = {"tekst": "Deze mail vervalt", "url": reverse("blijft_liggen_vervalt", args=[self.rij.sleutel])}
        if self._is_van_elders() or self._gaat_naar_een_link():
            return [vervalt]
        return [self._waar_te_verbeteren(), vervalt]

    def _gaat_naar_een_link(self) -> bool:
        return self.soort is Werksoort.MAIL and naar_een_link(self.rij)

    def _waar_te_verbeteren(self) -> dict[str, str]:
        """The account or the organisation with the address; of what nobody is there to hear: where roles are given."""
        wie = "gebruiker" if self.rij.ontvanger else "organisatie"
        if self.rij.geparkeerd_reden == NIEMAND:
            return {"tekst": f"Naar de {wie}s", "url": reverse(f"admin:partners_{wie}_changelist")}
        tekst, pk = ("Naar dit account", self.rij.ontvanger_id) if self.rij.ontvanger else ("", self.rij.organisatie_id)
        return {
            "tekst": tekst or "Naar deze organisatie",
            "url": reverse(f"admin:partners_{wie}_change", args=[pk]),
        }

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        return self.opnieuw_proberen(namens, sleutel_van(self.soort, self.rij))


class VervalForm(forms.Form):
    reden = forms.ChoiceField(
        label="Waarom hoeft deze mail niet meer?", choices=Vervalreden.keuzes, widget=forms.RadioSelect
    )


class VervaltView(WerkView):
    """Of a mail only; who did it and why stands in the log."""

    template_name = "formulierpagina.html"
    form_class = VervalForm
    titel = "Deze mail vervalt"
    knop = "Laat deze mail vervallen"
    gelukt = "De mail is vervallen. In het logboek staat wie dit deed en waarom."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.uitleg = (
            "De mail wordt niet verstuurd. Wat de ontvanger moet doen, blijft gewoon in Opstap staan. "
            "Zorg dat de ontvanger het weet."
        )

    def terug_url(self) -> str:
        return reverse("blijft_liggen_werk", args=[self.soort, self.rij.sleutel])

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        reden = Vervalreden(form.cleaned_data["reden"])
        bericht_laten_vervallen(bericht=self.rij.sleutel, reden=reden, namens=namens)
        return reverse("blijft_liggen")


class NietMeeForm(forms.Form):
    reden = KeuzeVeld(NietMee, label="Waarom hoeft de overstap niet meer?")


class OverstapVervaltView(_Werkscherm):
    """Of every traject that cannot go along with one version; who did it and why stands in each of them."""

    form_class = NietMeeForm
    titel = "Deze overstap vervalt"
    knop = "Laat de overstap vervallen"
    gelukt = "De overstap is vervallen. In het traject staat wie dit deed en waarom."

    def laden(self, **kwargs: Any) -> None:
        super().laden(werksoort=Werksoort.OVERSTAP)
        wachten = met_sleutel(Werksoort.OVERSTAP, geparkeerd(self.soort, kring(self.gebruiker)), kwargs["overstap"])
        self.rijen = list(niet_mee(wachten))
        if not self.rijen:
            raise Http404
        wie = "1 traject houdt" if len(self.rijen) == 1 else f"{len(self.rijen)} trajecten houden"
        self.uitleg = f"{wie} dan de afspraken van nu. Opstap probeert dit niet opnieuw."

    def terug_url(self) -> str:
        return reverse("blijft_liggen_werk", args=[self.soort, self.rijen[0].versie.sleutel])

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        reden, sleutel = form.cleaned_data["reden"], self.rijen[0].versie.sleutel
        overstap_laten_vervallen(versie=sleutel, reden=reden, namens=namens)
        return reverse("blijft_liggen")


def _oudste_eerst(rijen: Any) -> Any:
    return rijen.order_by("uitvoeren_vanaf", "pk")


def _na(rij: Any) -> str:
    return "?" + urlencode({"na": f"{rij.uitvoeren_vanaf.isoformat()}_{rij.pk}"})


def _regel(soort: Werksoort, rij: Any) -> dict[str, str]:
    wat, wie = _WAT[soort](rij)
    moment = rij.uitvoeren_vanaf.astimezone(clock.AMSTERDAM)
    return {
        "wat": wat,
        "wie": wie,
        "waarom": waarom(rij.geparkeerd_reden),
        "sinds": f"{datum_voluit(moment.date())}, {moment:%H:%M} uur",
        "pogingen": f"{rij.pogingen} keer",
        "url": reverse("blijft_liggen_werk", args=[soort, sleutel_van(soort, rij)]),
    }


def _mail(bericht: Any) -> tuple[str, str]:
    tekst = BERICHTEN.get(bericht.soort)
    wat = f"Mail “{tekst.onderwerp}”" if tekst else "Mail van een nieuwere versie van Opstap"
    # who sends a link hears of it herself; which organisation it went to is for nobody else
    return wat, bericht.aan if bericht.link else f"{bericht.aan}, {bericht.adres}"


def _stap(stap: Any) -> tuple[str, str]:
    organisatie = stap.termijn.organisatie
    wat = "Wat Opstap zelf moet doen" if stap.trap == Trap.ACTIE else "Herinnering"
    return wat, organisatie.naam if organisatie else ""


_WAT = {
    Werksoort.MAIL: _mail,
    Werksoort.TAAK: _stap,
    Werksoort.OVERSTAP: lambda rij: ("Nieuwe afspraken voor een lopend traject", rij.versie.regeling.naam),
    Werksoort.BRIEF: lambda brief: ("Brief als PDF", brief.afzender.naam),
}
