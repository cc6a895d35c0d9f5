"""What must be posted: the list of an organisation, one PDF to print, and writing down that it all went out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from opstap import clock
from opstap.logboek.services import inzage_vastleggen
from opstap.modellen import nummer_van
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.post.enums import Verzendstand
from opstap.post.forms import BundelForm
from opstap.post.models import Brief
from opstap.post.pdfantwoord import pdf_antwoord
from opstap.post.services.bundel import bundel_pdf
from opstap.post.services.versturen import (
    HOOGSTENS,
    brief_hoeft_niet_belemmeringen,
    brieven_verzonden_vastleggen,
    ontvangstpagina,
)
from opstap.post.verzendlijst import wacht_te_lang_voor
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit

PER_PAGINA = 50
#: Not ticked with all the others: such a letter says what is not so any more.
AFGERADEN = (Verzendstand.TE_LAAT, Verzendstand.OUD)
#: In the session: the letters of the last batch, shown once.
_NET_VASTGELEGD = "net_vastgelegd"
_SLEUTEL = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class BrievenView(Scherm):
    """Letters of the own organisation that did not go out, oldest first; keyset pages, no COUNT."""

    actie = Actie.BRIEF_VERSTUREN
    template_name = "post/brieven.html"
    titel = "Brieven"
    fout = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rijen = list(self._brieven()[: PER_PAGINA + 1])
        volgende = rijen[PER_PAGINA - 1] if len(rijen) > PER_PAGINA else None
        grens = wacht_te_lang_voor(clock.vandaag())
        bundel = reverse("brieven_bundel")
        return super().get_context_data(
            rijen=[_rij(brief, grens) for brief in rijen[:PER_PAGINA]],
            alles="alles" in self.request.GET,
            na=self.request.GET.get("na", ""),
            fout=self.fout,
            net_vastgelegd=self._net_vastgelegd(),
            alles_url="?" + urlencode({"na": self.request.GET.get("na", ""), "alles": "1"}),
            volgende_url=f"?na={volgende.datum.isoformat()}_{volgende.sleutel}" if volgende else "",
            bundel_url=bundel,
            vandaag_url=f"{bundel}?dag=vandaag",
            leeg_zin="Alle brieven van uw organisatie zijn verstuurd.",
            **kwargs,
        )

    def _net_vastgelegd(self) -> list[dict[str, str]]:
        """What was just written down, to look at once more."""
        sleutels = _sleutels(self.request.session.pop(_NET_VASTGELEGD, []))
        if not sleutels:
            return []
        brieven = Brief.objects.van(self.namens_mogelijk).filter(sleutel__in=sleutels)
        return [_vastgelegd(brief) for brief in _gelezen(brieven)]

    def _brieven(self) -> Any:
        van_ons = Brief.objects.van(self.namens_mogelijk)
        brieven = van_ons.te_versturen().met_stand()
        dag, _, sleutel = self.request.GET.get("na", "").partition("_")
        if dag and sleutel:
            try:
                datum = date.fromisoformat(dag)
            except ValueError as fout:
                raise Http404 from fout
            brieven = brieven.na(datum, nummer_van(van_ons, sleutel))
        return brieven.oudste_eerst().select_related("traject__persoon")


def _rij(brief: Any, grens: date) -> dict[str, Any]:
    traject, eigen_pagina, stand = brief.traject, ontvangstpagina(brief), brief.verzendstand
    sleutels = [traject.sleutel, brief.sleutel]
    return {
        "sleutel": str(brief.sleutel),
        "titel": brief.titel,
        "wie": f"{traject.initialen} · {traject.kenmerk}",
        "aan": brief.get_geadresseerde_display(),
        "datum_tekst": datum_voluit(brief.datum),
        "leeftijd": _leeftijd((clock.vandaag() - brief.datum).days),
        "wacht_lang": brief.datum < grens,
        "stand": stand,
        "stand_tekst": stand.label,
        "uitleg": brief.verzenduitleg,
        "aanraden": stand not in AFGERADEN,
        "pdf_url": reverse("brief", args=sleutels),
        "eigen_pagina": reverse(eigen_pagina, args=[traject.sleutel]) if eigen_pagina else "",
        "url": reverse("brief_versturen", args=sleutels),
        "opnieuw_url": reverse("brief_opnieuw", args=sleutels) if stand is Verzendstand.OUD else "",
        "hoeft_niet_url": "" if brief_hoeft_niet_belemmeringen(brief) else reverse("brief_hoeft_niet", args=sleutels),
    }


def _vastgelegd(brief: Brief) -> dict[str, str]:
    sleutels = [brief.traject.sleutel, brief.sleutel]
    return {
        "tekst": f"{brief.titel}, {brief.traject.initialen}, {brief.traject.kenmerk}",
        "aan": f"aan de {brief.get_geadresseerde_display()}, {brief.verzonden_tekst}",
        "pdf_url": reverse("brief", args=sleutels),
        "url": reverse("brief_versturen", args=sleutels),
    }


def _leeftijd(dagen: int) -> str:
    return "vandaag" if dagen < 1 else "1 dag oud" if dagen == 1 else f"{dagen} dagen oud"


class MetBundel(Scherm):
    """Letters that were chosen in the address: by key, or those of today."""

    actie = Actie.BRIEF_VERSTUREN
    gevraagd: list[UUID]

    def laden(self, **kwargs: Any) -> None:
        teksten = self.request.GET.getlist("brief")
        self.gevraagd = _sleutels(teksten)
        if len(self.gevraagd) != len(teksten):
            raise Http404

    def gekozen(self) -> list[Brief]:
        """At most HOOGSTENS, and one more when there are more. Chosen by key it may have gone out meanwhile."""
        brieven = Brief.objects.van(self.namens_mogelijk)
        if self.gevraagd:
            brieven = brieven.filter(sleutel__in=self.gevraagd, inhoud__isnull=False)
        elif self.request.GET.get("dag") == "vandaag":
            brieven = brieven.te_versturen().filter(datum=clock.vandaag())
            return [brief for brief in _gelezen(brieven) if not ontvangstpagina(brief)]
        else:
            brieven = brieven.none()
        return _gelezen(brieven)


def _sleutels(teksten: Sequence[str]) -> list[UUID]:
    return [UUID(tekst) for tekst in teksten if _SLEUTEL.fullmatch(tekst)]


def _gelezen(brieven: Any) -> list[Brief]:
    met = ("traject__persoon", "traject__regeling", "afzender")
    return list(brieven.oudste_eerst().select_related(*met)[: HOOGSTENS + 1])


class BundelView(MetBundel, Formulierscherm):
    """Print what was chosen, then say that it went out."""

    template_name = "post/bundel.html"
    titel = "Brieven printen en versturen"
    knop = "Leg vast dat ze verstuurd zijn"
    gelukt = "Vastgelegd. Deze brieven staan niet meer in de lijst."

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """From the list with nothing ticked: the list again, with what to do."""
        if "kies" not in request.GET or self.gevraagd:
            return super().get(request, *args, **kwargs)
        lijst = BrievenView.as_view(fout=_NIETS_GEKOZEN)(request)
        lijst.status_code = 422
        return lijst

    def get_form(self, data: Any = None) -> BundelForm:
        """Nothing is chosen beforehand. What was on the page when it was sent stays a choice, also when it left the
        list meanwhile."""
        brieven = self.gekozen()[:HOOGSTENS]
        getypt = [str(b.sleutel) for b in brieven] if data is None else data.getlist("brieven")
        if weg := set(getypt) - {str(b.sleutel) for b in brieven}:
            eigen = Brief.objects.van(self.namens_mogelijk)
            brieven += _gelezen(eigen.filter(sleutel__in=_sleutels(sorted(weg))))
        keuzes = [(str(b.sleutel), _naam(b)) for b in brieven]
        begin = {"verzonden_op": clock.vandaag(), "brieven": [k for k, _ in keuzes] if self.alles else []}
        return BundelForm(data, initial=begin, brieven=keuzes)

    @property
    def alles(self) -> bool:
        return "alles" in self.request.GET

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.gekozen():
            return ()
        van_vandaag = self.request.GET.get("dag") == "vandaag"
        melding = "Er zijn geen brieven van vandaag om te versturen." if van_vandaag else "U koos nog geen brief."
        return [Belemmering("Z-12.3", melding)]

    def waarschuwingen(self) -> Sequence[Belemmering]:
        brieven = self.gekozen()
        meldingen = []
        if len(brieven) > HOOGSTENS:
            meldingen.append(
                f"Opstap print hoogstens {HOOGSTENS} brieven in één keer. Dit zijn de oudste {HOOGSTENS}. "
                "Doe daarna de rest."
            )
        if any(b.op_oude_gegevens_sinds and b.verzonden_op is None for b in brieven):
            meldingen.append("Bij een brief staat “gemaakt op oude gegevens”. Maak die eerst opnieuw.")
        krap = dict.fromkeys(
            Belemmering(w.clausule, f"{b.titel}, {b.traject.kenmerk}: {w.melding}")
            for b in brieven
            if b.verzonden_op is None
            for w in b.antwoord_waarschuwingen
        )
        return [*(Belemmering("Z-12.3", melding) for melding in meldingen), *krap]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sleutels = [str(b.sleutel) for b in self.gekozen()[:HOOGSTENS]]
        vraag = urlencode({"brief": sleutels}, doseq=True)
        pdf_url = f"{reverse('brieven_pdf')}?{vraag}" if sleutels else ""
        return super().get_context_data(
            pdf_url=pdf_url,
            aantal=len(sleutels),
            alles_url="" if self.alles else f"?{self.request.GET.urlencode()}&alles=1",
            eerst={"tekst": "Kies brieven uit de lijst", "url": self.terug_url()},
            **kwargs,
        )

    def terug_url(self) -> str:
        return reverse("brieven")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        brieven_verzonden_vastleggen(namens=namens, **form.cleaned_data)
        self.request.session[_NET_VASTGELEGD] = [str(sleutel) for sleutel in form.cleaned_data["brieven"]]
        return self.terug_url()


_NIETS_GEKOZEN = "U koos nog geen brief. Vink minstens één brief aan en druk dan op “Ga verder met deze brieven”."


def _naam(brief: Brief) -> str:
    oud = ", gemaakt op oude gegevens" if brief.op_oude_gegevens_sinds else ""
    wie = f"{brief.traject.initialen}, {brief.traject.kenmerk}"
    weg = f", al {brief.verzonden_tekst}" if brief.verzonden_op else ""
    return f"{brief.titel} ({wie}), aan de {brief.get_geadresseerde_display()}, {datum_voluit(brief.datum)}{oud}{weg}"


class BundelPdfView(MetBundel):
    """One PDF of what was chosen; for each traject it is logged as looking."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.gevraagd:
            return HttpResponseRedirect(reverse("brieven"))
        brieven = self.gekozen()[:HOOGSTENS]
        if not brieven:
            raise Http404
        for traject in dict.fromkeys(brief.traject for brief in brieven):
            inzage_vastleggen(soort="brief", namens=self.namens_mogelijk[0], traject=traject.sleutel)
        return pdf_antwoord(bundel_pdf(brieven), naam=f"brieven-{clock.vandaag().isoformat()}")
