"""Judge and decide on one page: by the coordinator or the commissie, as the regeling says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.templatetags.static import static
from django.urls import reverse

from aanmelding import inzage, oordeel, services
from aanmelding.aanvulling import vraagregels
from aanmelding.forms import BesluitForm, als_velden
from aanmelding.models import Besluitvoorstel
from aanmelding.services.aanvullen import open_vraag
from aanmelding.services.voorstellen import voorgesteld_besluit
from aanmelding.services.voorstelstand import laatste_voorstel, open_voorstel
from aanmelding.toetsing import Uitkomsten, eigen_toets, zorg_toets, zorginvoer
from aanmelding.views.oordeel import Oordeelformulier
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.tekstwacht import VINKJE
from opstap.protocol.aanmelden import besluit_toelating_uiterlijk
from opstap.protocol.aanvullen import AANVULBAAR, Aanvulsoort
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak, vergadert
from opstap.protocol.toelaten import toelating_belemmeringen
from opstap.protocol.vier_ogen import Voorstelstatus, vier_ogen
from opstap.regelingen.models import Standaardtekst
from opstap.termijnen.mensen.regels import besluitregel
from opstap.trajecten.beslissers import stemgerechtigden

#: The other buttons: look at the criteria, put a text into the motivering, look at the letters; none keeps anything.
REKEN, ERBIJ, VOORBEELD = "reken", "erbij", "voorbeeld"
VOORGESTELD = "Uw voorstel staat klaar voor een collega. Het besluit geldt pas als zij het bevestigt."


class BeoordelenView(Oordeelformulier):
    """Summary, what misses, the term, the criteria beside what the zorgorganisatie says of them, and the besluit."""

    inzage = "aanmelding"
    template_name = "aanmelding/beoordelen.html"
    titel = "Aanmelding beoordelen"
    form_class = BesluitForm
    knop = "Neem het besluit en verstuur de brieven"
    gelukt = "Het besluit is genomen. De brieven staan bij het traject."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.stap = "besluiten" if self.aanmelding.besloten_op is None else "besloten"
        if vier_ogen(parameters=self.parameters) and self.stap == "besluiten":
            self.knop, self.gelukt = "Stel dit besluit voor", VOORGESTELD
            self.stap = "voorgesteld" if open_voorstel(self.aanmelding) else "voorstellen"

    def intussen(self) -> str:
        return self.laatst_gedaan("toelating_besloten", "besluit_voorgesteld")

    def terug_url(self) -> str:
        return reverse("traject", args=[self.traject.sleutel])

    # --- what stands there beforehand

    @cached_property
    def zorg(self) -> Uitkomsten:
        return zorg_toets(self.aanmelding, self.verstuurd)

    def begin(self) -> dict[str, Any]:
        """What the zorgorganisatie stated; who decides tests it."""
        if self.terug is not None:
            return als_velden(voorgesteld_besluit(self.terug))
        gevraagd = oordeel.begin(zorginvoer(self.aanmelding, self.verstuurd), self.parameters.criteria or ())
        return gevraagd | {"route": self.verstuurd.snapshot["voorkeursroute"]}

    @cached_property
    def terug(self) -> Besluitvoorstel | None:
        """The proposal that came back: what was typed in it stands there again."""
        laatste = laatste_voorstel(self.aanmelding)
        return laatste if laatste is not None and laatste.status == Voorstelstatus.TERUGGESTUURD else None

    @cached_property
    def standaardteksten(self) -> list[Standaardtekst]:
        return list(self.traject.regeling.standaardteksten.filter(in_gebruik=True).order_by("naam"))

    def form_opties(self) -> dict[str, Any]:
        commissie = vergadert(zaak=Zaak.TOELATING, parameters=self.parameters)
        return {
            "criteria": self.parameters.criteria or (),
            "leden": stemgerechtigden(self.traject) if commissie else None,
            "met_gesprek": self.aanmelding.gesprek_nodig and self.aanmelding.gesprek_op is None,
            "standaardteksten": [(str(t.sleutel), t.naam) for t in self.standaardteksten],
            "rekenen": bool({REKEN, ERBIJ} & set(self.request.POST)),
        }

    def belemmeringen(self) -> Sequence[Belemmering]:
        """What stops every besluit: somebody else decides, or nothing to decide."""
        if self.aanmelding.besloten_op is not None:
            return [Belemmering("Z-9.2", "Over deze aanmelding is al besloten.")]
        if self.stap == "voorgesteld":
            return [Belemmering("Z-2.9", "Er ligt een voorstel voor een besluit. Een tweede persoon bevestigt het.")]
        return self.niet_beslisser() or toelating_belemmeringen(
            uitkomst="afgewezen",
            status=self.aanmelding.status,
            gesprek_op=None,
            open_accorderingen=(),
            geweigerde_accorderingen=(),
            criteria=(),
            afwijkingen=(),
            peildatum=clock.vandaag(),
            aannemelijk=False,
            gesprek_nodig=False,
        )

    def waarschuwingen(self) -> Sequence[Belemmering]:
        """Not that it came late: by how much differs per instroomroute, which she may not know (law 6)."""
        ontbreekt = inzage.ontbrekend_voor_corporatie(self.aanmelding, self.verstuurd)
        terug = [] if self.terug is None else [Belemmering("Z-2.9", f"Teruggestuurd: {self.terug.tekst.terug}")]
        return [*terug, *oordeel.nog_niet_toelaatbaar(self.aanmelding), *ontbreekt]

    # --- shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "stand": oordeel.stand(self.aanmelding, self.verstuurd, self._uiterlijk()),
            "uiterlijk": self._uiterlijk(),
            "ligt": besluitregel(self.traject, self.gebruiker),
            "aanmeldfeiten": inzage.corporatieregels(self.aanmelding, self.verstuurd),
            "hulp": inzage.gewone_rijen(self.verstuurd),
            "aanvulling": self._aanvulling(),
            "gesprek_url": self.url("gesprek") if self._mag_gesprek() else "",
            "besloten": [{"cellen": regel} for regel in oordeel.besloten(self.aanmelding, BesluitForm.namen())],
            "eerst": {"tekst": "Bekijk het voorstel", "url": self.url("bevestigen")}
            if self.stap == "voorgesteld"
            else None,
            "koppen": ("Criterium", "De zorgorganisatie zei", "De toets"),
            "velden_sjabloon": "aanmelding/beoordelen_velden.html",
            **self._criteria(context["form"]),
        }

    def _uiterlijk(self) -> date | None:
        a = self.aanmelding
        if a.besloten_op is not None:
            return None
        return besluit_toelating_uiterlijk(
            ingediend=a.ingediend_op, compleet=a.compleet_op, parameters=self.parameters, heropend=a.heropend_op
        )

    def _mag_gesprek(self) -> bool:
        """The day can be mended; where the regeling asks none it can still be written down."""
        a = self.aanmelding
        return not self.belemmeringen() and (a.gesprek_op is not None or not a.gesprek_nodig)

    def _criteria(self, form: Any) -> dict[str, Any]:
        """Of what is filled in now, or stood there beforehand: nothing of it is kept."""
        if self.belemmeringen():
            return {}
        form_nu = self.get_form(form.data if form.is_bound else oordeel.als_ingevuld(self.begin()))
        form_nu.full_clean()
        route = form_nu.cleaned_data.get("route")
        eigen = eigen_toets(self.aanmelding, self.verstuurd, invoer=form_nu.invoer(), route=route)
        rijen = oordeel.criteriumregels(form, self.zorg, eigen)
        reken = {"tweede_knop": "Reken na", "tweede_naam": REKEN, "tweede_naar": "#criteria"}
        brief = {"derde_knop": "Bekijk eerst de brief", "derde_naam": VOORBEELD, "derde_naar": "#brief"}
        return reken | brief | {"criteria": rijen, "telling": oordeel.telling(eigen)}

    def _aanvulling(self) -> dict[str, Any]:
        """What is waited for, and the one act that is possible with it."""
        vraag, mag_vragen = open_vraag(self.aanmelding), self.aanmelding.status in AANVULBAAR
        knop = {"tekst": "Vraag om een aanvulling", "url": self.url("aanvulling_vragen")} if mag_vragen else None
        if vraag is not None and vraag.soort == Aanvulsoort.VRAAG:
            knop = {"tekst": "De aanvulling is niet meer nodig", "url": self.url("aanvulling_terugnemen")}
        return {"feiten": vraagregels(self.aanmelding, bij_toets=True), "knop": None if self.niet_beslisser() else knop}

    # --- sent

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if REKEN not in request.POST and ERBIJ not in request.POST:
            return super().post(request, *args, **kwargs)
        getypt = self._met_tekst(request.POST) if ERBIJ in request.POST else request.POST
        form = request.formulier = self.get_form(getypt)  # type: ignore[attr-defined]
        inhoud = self.get_context_data(
            terug_naar=self.voor_de_terugknop(getypt),
            form=form,
            verzoek=self._verzoek(request.POST),
            formulier_versie=self._getypte_versie(request.POST),
            namens_gekozen=request.POST.get("namens", ""),
        )
        return self.render_to_response(inhoud, status=422 if form.errors else 200)

    def _met_tekst(self, getypt: QueryDict) -> QueryDict:
        """The chosen text after what was typed; nothing of that goes."""
        gekozen = [t.tekst for t in self.standaardteksten if str(t.sleutel) == getypt.get("standaardtekst")]
        staat_er = getypt.get("motivering", "").rstrip()
        met = getypt.copy()
        met["motivering"] = "\n\n".join(deel for deel in (staat_er, *gekozen) if deel)
        met["standaardtekst"] = ""
        return met

    def _een_keer(self, form: Any, sleutel: UUID, namens: Namens) -> HttpResponse:
        """Looking at the letters does nothing, so it can be done again."""
        if VOORBEELD not in self.request.POST:
            return super()._een_keer(form, sleutel, namens)
        versie = self._getypte_versie(self.request.POST)
        brieven = services.toelating_voorbeeld(
            traject=self.traject.sleutel, besluit=form.besluit(), versie=versie, namens=namens
        )
        inhoud = self.get_context_data(
            terug_naar=self.voor_de_terugknop(self.request.POST),
            form=form,
            verzoek=sleutel,
            formulier_versie=versie,
            namens_gekozen=self.request.POST.get("namens", ""),
            gelezen=self.request.POST.get(VINKJE, ""),
            is_gelezen=True,
            voorbeelden=[
                {"aan": f"de {b.get_geadresseerde_display()}", "html": _op_scherm(b.inhoud.html)} for b in brieven
            ],
        )
        return self.render_to_response(inhoud)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        doe = services.toelating_voorstellen if self.stap == "voorstellen" else services.toelating_besluiten
        doe(traject=self.traject.sleutel, besluit=form.besluit(), versie=versie, namens=namens)
        return reverse("traject", args=[self.traject.sleutel])


def _op_scherm(brief: str) -> str:
    """The letter as it is, with a look for the screen."""
    stijl = "".join(
        f'<link rel="stylesheet" href="{static(f"css/{naam}.css")}">' for naam in ("brief", "briefvoorbeeld")
    )
    return brief.replace("</head>", f"{stijl}</head>", 1)
