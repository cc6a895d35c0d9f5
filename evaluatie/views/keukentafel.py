"""One form for the kitchen table in three shapes: everything, one question at a time, and "alles gaat goed"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from evaluatie.enums import gasten
from evaluatie.forms import HoudenForm
from evaluatie.views import evaluatiewoorden
from evaluatie.views.afspraken import afspraak_regel
from evaluatie.views.vaststellen import huurfeiten, met_huurstatus
from evaluatie.vorige import open_afspraken, vorige_keer, vorige_woorden
from opstap import clock
from opstap.errors import OpstapFout, Verouderd, eis
from opstap.partners.getypt import Velden, pad_van
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, ItemOordeel
from opstap.protocol.evalueren import vereiste_rollen
from opstap.protocol.keukentafel import GAAT_GOED
from opstap.protocol.parameters import Parameters
from opstap.trajecten.models import Concept
from opstap.trajecten.schermen import TEGELIJK, Conceptformulier

#: In the address: which shape.
WEERGAVE, KORT, PER_VRAAG = "weergave", "kort", "vraag"
#: Names of buttons: all goes well; as last time; the whole form after all; one question at a time.
ALLES_GOED, ZELFDE, HELEMAAL, EEN_VOOR_EEN = "alles_goed", "zelfde", "helemaal", "een_voor_een"
_BLIJFT_HIER = frozenset({ZELFDE, HELEMAAL, EEN_VOOR_EEN})
#: What the short shape asks.
_KORT = frozenset({"gehouden_op", "huurder_aanwezig", "aanwezig", "bewoner", "begeleider"})


class Keukentafel(Conceptformulier):
    """What is typed goes along from one shape to another: it is kept as a concept, and sent by one button."""

    rij: Any
    template_name = "evaluatie/houden.html"
    titel = "Evaluatie vastleggen"

    @property
    def parameters(self) -> Parameters:
        return self.traject.regelingversie.parameters

    def begin(self) -> dict[str, Any]:
        return {"gehouden_op": clock.vandaag()}

    def get_form(self, data: Any = None) -> HoudenForm:
        if data is not None and self.request.method == "POST" and ALLES_GOED in data:
            data = self._gaat_goed(data)
        return HoudenForm(
            data,
            initial=self.begin(),
            vorige=met_huurstatus(self.rij, vorige_keer(self.rij)),
            gasten=gasten(self.parameters),
            moet_erbij=bool(vereiste_rollen(met_corporatie=self.rij.met_corporatie, parameters=self.parameters)),
            **evaluatiewoorden.keukentafelvragen(self.rij),
        )

    def _gaat_goed(self, getypt: QueryDict) -> QueryDict:
        """What that button says; what was chosen otherwise stays, and is judged."""
        item, oordeel, advies = GAAT_GOED
        velden: dict[str, str] = {f"item_{i}": item for i in self.parameters.evaluatie_items or ()}
        return _aangevuld(getypt, {**velden, "oordeel": oordeel, "advies": advies})

    # --- from one shape to another

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.belemmeringen() or not _BLIJFT_HIER & set(request.POST):
            return super().post(request, *args, **kwargs)
        getypt: QueryDict = request.POST
        if ZELFDE in getypt:
            getypt = _aangevuld(getypt, {f"item_{i}": w for i, w in vorige_woorden(self.rij).items()})
        return self._verder_met({n: w for n, w in getypt.lists() if n not in _BLIJFT_HIER})

    def _bewaren(self, velden: Velden) -> Concept:
        """What may not be written down is not kept either (Z-12.9)."""
        eis(list(self.belemmeringen()))
        return super()._bewaren(velden)

    def _verder_met(self, velden: Velden) -> HttpResponse:
        try:
            self._bewaren(velden)
        except OpstapFout as fout:
            return self._niet_bewaard(self.request, TEGELIJK if isinstance(fout, Verouderd) else str(fout))
        if ZELFDE in self.request.POST:
            messages.success(self.request, "De punten zijn ingevuld zoals vorige keer. Kijk ze samen na.")
            return HttpResponseRedirect(f"{pad_van(self.request)}#vraag-2")
        vorm = f"?{WEERGAVE}={PER_VRAAG}" if EEN_VOOR_EEN in self.request.POST else ""
        return HttpResponseRedirect(f"{self.request.path}{vorm}")

    # --- shown

    def weergave(self, form: HoudenForm) -> str:
        """Where something must be looked at that this shape does not show, everything is shown."""
        gevraagd = self.request.GET.get(WEERGAVE)
        if gevraagd == PER_VRAAG and not form.errors:
            return PER_VRAAG
        elders = [naam for naam in form.fields if naam not in _KORT]
        getypt = self.request.POST or form.data
        if gevraagd == KORT and not any(getypt.get(naam) or naam in form.errors for naam in elders):
            return KORT
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs["form"] = kwargs.get("form") or self.get_form()
        weergave, vorige = self.weergave(form), vorige_woorden(self.rij)
        self.uitleg = f"{evaluatiewoorden.naam(self.rij)}. Laat de bewoner meelezen."
        anders = ("Alles op één bladzijde", HELEMAAL) if weergave else ("Eén vraag tegelijk", EEN_VOOR_EEN)
        extra: dict[str, Any] = {"velden_sjabloon": "evaluatie/houden_velden.html"}
        extra["derde_knop"], extra["derde_naam"] = anders
        if weergave == KORT:
            self.knop = "Alles gaat goed: leg dit vast"
            extra = {
                "velden_sjabloon": "evaluatie/houden_kort.html",
                "feiten": huurfeiten(self.rij),
                "goed": _goed(form, vorige),
                "knop_naam": ALLES_GOED,
                "derde_knop": "Er is iets anders: vul alles in",
                "derde_naam": HELEMAAL,
            }
        return super().get_context_data(
            per_vraag=weergave == PER_VRAAG,
            delen=form.delen(),
            zelfde_naam=ZELFDE if vorige else "",
            niet_doorgegaan_url=reverse("evaluatie:niet_doorgegaan", args=[self.traject.sleutel, self.rij.sleutel]),
            open_afspraken=[afspraak_regel(a) for a in open_afspraken(self.rij)],
            **extra,
            **kwargs,
        )


def _aangevuld(getypt: QueryDict, velden: Mapping[str, str]) -> QueryDict:
    """Only what was left open is filled in."""
    aangevuld = getypt.copy()
    for naam, waarde in velden.items():
        if not aangevuld.get(naam):
            aangevuld[naam] = waarde
    return aangevuld


def _goed(form: HoudenForm, vorige: Mapping[EvaluatieItem, ItemOordeel]) -> list[tuple[str, str]]:
    """What the short shape writes down, and what was otherwise last time."""
    item, oordeel, advies = GAAT_GOED
    eerst = {i: f" (vorige keer: {w.label})" for i, w in vorige.items() if w is not item}
    regels = [(i.label, f"{item.label}{eerst.get(i, '')}") for i in form.items]
    return [*regels, ("In het geheel", oordeel.label), ("Advies", advies.label), ("Nieuwe afspraken", "geen")]
