"""Judge and decide on one page: by the coordinator or the commissie, as the regeling says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import urlencode

from aanmelding import inzage, oordeel, services
from aanmelding.aanvulling import vraagregels
from aanmelding.advies import adviesregels, nog_open
from aanmelding.forms import BesluitForm, als_velden
from aanmelding.gesprek import gepland_gesprek, is_geweest, vastleg_begin
from aanmelding.models import Besluitvoorstel
from aanmelding.services.aanvullen import open_vraag
from aanmelding.services.adviesstand import mogelijke_adviseurs, open_adviezen
from aanmelding.services.basis import overleg_bezwaren
from aanmelding.services.voorstellen import voorgesteld_besluit
from aanmelding.services.voorstelstand import open_voorstel, teruggestuurd_voorstel
from aanmelding.toetsing import Uitkomsten, eigen_toets, zorg_toets, zorginvoer
from aanmelding.vergadering import laatste_vergaderdag
from aanmelding.views.oordeel import Oordeelformulier
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.tekstwacht import VINKJE
from opstap.protocol.aanvullen import AANVULBAAR, Aanvulsoort
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.beslissen import Zaak, vergadert
from opstap.protocol.toelaten import STATUS_BESLISBAAR, Standaardzin, ToelatingUitkomst, toelating_belemmeringen
from opstap.protocol.vier_ogen import vier_ogen
from opstap.protocol.werkdagen import datum_met_werkdag
from opstap.regelingen.toegang import namens_in_overleg
from opstap.termijnen.mensen.regels import besluitregel
from opstap.trajecten.beslissers import stemgerechtigden
from opstap.trajecten.schermen import Conceptformulier
from opstap.trajecten.services import betrokken_organisatie

#: The other buttons: look at the criteria, put a text into the motivering, look at the letters; none decides.
REKEN, ERBIJ, VOORBEELD = "reken", "erbij", "voorbeeld"
TWEEDE = "In deze regeling stelt u een besluit voor. Een collega met dezelfde rol bevestigt het."
VOORGESTELD = "Uw voorstel staat klaar voor een collega. Het besluit geldt pas als die het bevestigt."


class BeoordelenView(Oordeelformulier, Conceptformulier):
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
            self.uitleg = TWEEDE

    def intussen(self) -> str:
        return self.laatst_gedaan("toelating_besloten", "besluit_voorgesteld")

    def terug_url(self) -> str:
        return reverse("traject", args=[self.traject.sleutel])

    # --- what stands there beforehand

    @cached_property
    def zorg(self) -> Uitkomsten:
        return zorg_toets(self.aanmelding, self.verstuurd)

    def begin(self) -> dict[str, Any]:
        """Also when the gesprek and the vergadering were, once the day that was planned is there."""
        gesprek = {} if self.aanmelding.gesprek_op is not None else vastleg_begin(self.aanmelding)
        vergadering = {"vergadering_op": laatste_vergaderdag(self.aanmelding)} if self._vergadert() else {}
        return self._toetsbegin() | gesprek | vergadering

    def _vergadert(self) -> bool:
        return vergadert(zaak=Zaak.TOELATING, parameters=self.parameters)

    def _toetsbegin(self) -> dict[str, Any]:
        """What the zorgorganisatie stated; who decides tests it."""
        if self.terug is not None:
            return als_velden(voorgesteld_besluit(self.terug))
        gevraagd = oordeel.begin(zorginvoer(self.aanmelding, self.verstuurd), self.parameters.criteria or ())
        return gevraagd | {"route": self.verstuurd.snapshot["voorkeursroute"]}

    @cached_property
    def standaardteksten(self) -> dict[str, Standaardzin]:
        rijen = self.traject.regeling.standaardteksten.filter(in_gebruik=True).order_by("naam")
        return {str(rij.sleutel): Standaardzin(rij.naam, rij.tekst, rij.bij) for rij in rijen}

    @cached_property
    def terug(self) -> Besluitvoorstel | None:
        return teruggestuurd_voorstel(self.aanmelding)

    def form_opties(self) -> dict[str, Any]:
        return {
            "criteria": self.parameters.criteria or (),
            "niet": self._niet_gevraagd(),
            "leden": stemgerechtigden(self.traject) if self._vergadert() else None,
            "met_gesprek": self.aanmelding.gesprek_nodig and self.aanmelding.gesprek_op is None,
            "standaardteksten": self.standaardteksten,
            "rekenen": bool({REKEN, ERBIJ} & set(self.request.POST)),
        }

    def _niet_gevraagd(self) -> set[str]:
        """What this regeling makes no difference of, and what the zorgorganisatie did not say."""
        niet = set() if self.parameters.ontruiming_alleen_bij_achterstand else {"ontruiming_achterstand"}
        return niet if self.verstuurd.snapshot["vrijstelling"] else niet | {"vrijstelling"}

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
        return [*terug, *oordeel.nog_niet_toelaatbaar(self.aanmelding), *ontbreekt, *nog_open(self.aanmelding)]

    # --- shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "stand": oordeel.stand(self.aanmelding, self.verstuurd, self.besluit_uiterlijk()),
            "uiterlijk": (uiterlijk := self.besluit_uiterlijk()),
            "uiterlijk_tekst": datum_met_werkdag(uiterlijk, clock.vandaag()) if uiterlijk else "",
            "ligt": besluitregel(self.traject, self.gebruiker),
            "aanmeldfeiten": inzage.corporatieregels(self.aanmelding, self.verstuurd),
            "hulp": inzage.gewone_rijen(self.verstuurd),
            "aanvulling": self._aanvulling(),
            "advies": self._advies(),
            "gesprek": self._gesprek(),
            "overleg_url": self._overleg_url(),
            "besloten": [{"cellen": regel} for regel in oordeel.besloten(self.aanmelding, BesluitForm.namen())],
            "eerst": {"tekst": "Bekijk het voorstel", "url": self.url("bevestigen")}
            if self.stap == "voorgesteld"
            else None,
            "koppen": ("Criterium", "De zorgorganisatie zei", "De toets"),
            "velden_sjabloon": "aanmelding/beoordelen_velden.html",
            **self._criteria(context["form"]),
        }

    def _gesprek(self) -> list[dict[str, str]]:
        """What can be done about the gesprek now; where the regeling asks none it can still be written down."""
        a, moment = self.aanmelding, gepland_gesprek(self.aanmelding)
        if self.belemmeringen():
            return []
        if a.gesprek_op is not None:
            return [self._link("Verbeter wanneer het gesprek was", "gesprek")]
        was = moment is not None and is_geweest(moment)
        vastleggen = [self._link("Leg vast wanneer het gesprek was", "gesprek")] if was or not a.gesprek_nodig else []
        if moment is None:
            return [self._link("Plan het gesprek", "gesprek_plannen"), *vastleggen]
        if was:
            return [*vastleggen, self._link("Ging het niet door? Kies een andere dag", "gesprek_plannen")]
        anders = self._link("Kies een andere dag, tijd of plek", "gesprek_plannen")
        return [anders, self._link("Zeg het gesprek af", "gesprek_afzeggen")]

    def _link(self, tekst: str, naam: str) -> dict[str, str]:
        return {"tekst": tekst, "url": self.url(naam)}

    def _overleg_url(self) -> str:
        """Where she says that her side consulted, while that is not done."""
        a = self.aanmelding
        if a.besloten_op is not None or not overleg_bezwaren(self.traject):
            return ""
        begeleidt = betrokken_organisatie(self.traject, Hoedanigheid.BEGELEIDING)
        mag = namens_in_overleg(self.gebruiker, self.traject.regeling)
        args = [self.traject.regeling.sleutel, begeleidt.sleutel] if begeleidt else []
        terug = urlencode({"traject": str(self.traject.sleutel)})
        return f"{reverse('overeenkomst_overleg', args=args)}?{terug}" if mag and args else ""

    def _criteria(self, form: Any) -> dict[str, Any]:
        """Of what is filled in now, or stood there beforehand; a no looks at the route that asks least."""
        if self.belemmeringen():
            return {}
        form_nu = self.get_form(form.data if form.is_bound else oordeel.als_ingevuld(self._toetsbegin()))
        form_nu.full_clean()
        is_nee = form_nu.cleaned_data.get("uitkomst") == ToelatingUitkomst.AFGEWEZEN
        route = None if is_nee else form_nu.cleaned_data.get("route")
        eigen = eigen_toets(self.aanmelding, self.verstuurd, invoer=form_nu.invoer(), route=route)
        rijen = oordeel.criteriumregels(form, self.zorg, eigen)
        brief = {"derde_knop": "Bekijk eerst de brief", "derde_naam": VOORBEELD, "derde_naar": "#brief"}
        return brief | {"criteria": rijen, "telling": oordeel.telling(eigen)}

    def _aanvulling(self) -> dict[str, Any]:
        """What is waited for, and the one act that is possible with it."""
        vraag, mag_vragen = open_vraag(self.aanmelding), self.aanmelding.status in AANVULBAAR
        knop = {"tekst": "Vraag om een aanvulling", "url": self.url("aanvulling_vragen")} if mag_vragen else None
        if vraag is not None and vraag.soort == Aanvulsoort.VRAAG:
            knop = {"tekst": "De aanvulling is niet meer nodig", "url": self.url("aanvulling_terugnemen")}
        return {"feiten": vraagregels(self.aanmelding, bij_toets=True), "knop": None if self.niet_beslisser() else knop}

    def _advies(self) -> dict[str, Any]:
        """What was asked and answered, and what can be done about it now."""
        mag = not self.niet_beslisser() and self.aanmelding.status in STATUS_BESLISBAAR
        wegen = [
            {
                "tekst": f"Het advies van {advies.organisatie.naam} is niet meer nodig",
                "url": reverse("aanmelding:advies_terugnemen", args=[self.traject.sleutel, advies.sleutel]),
            }
            for advies in (open_adviezen(self.aanmelding) if mag else ())
        ]
        vragen = [self._link("Vraag advies", "advies_vragen")] if mag and mogelijke_adviseurs(self.traject) else []
        return {"feiten": adviesregels(self.aanmelding), "wegen": [*vragen, *wegen]}

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
        """The chosen text after what was typed; nothing of that goes. Not one for another besluit."""
        gekozen = self.standaardteksten.get(getypt.get("standaardtekst", ""))
        if gekozen is not None and not gekozen.past_bij(getypt.get("uitkomst", "")):
            return getypt
        staat_er, erbij = getypt.get("motivering", "").rstrip(), gekozen.tekst if gekozen else ""
        met = getypt.copy()
        met["motivering"] = "\n\n".join(deel for deel in (staat_er, erbij) if deel)
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
