"""The evaluaties of a traject, the kitchen table, and the afspraken that come from a conversation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from evaluatie.dossier import notities_van
from evaluatie.enums import Evaluatiestatus, Notitiesoort, Partij, Verzetreden, verzetredenen
from evaluatie.feiten import huidig_contract, komende_evaluaties
from evaluatie.forms import EvaluatieTijdForm, NietDoorgegaanForm, reactie_aan_tafel
from evaluatie.models import Evaluatie, Signaal
from evaluatie.services import (
    evaluatie_niet_doorgegaan,
    evaluatie_tijd_afspreken,
    evaluatie_vastleggen,
)
from evaluatie.services.evaluaties import eerder_aanbod, tijd_afspreken_belemmeringen, verzetten_tot
from evaluatie.services.extra import extra_kan_belemmeringen
from evaluatie.services.gedeeld import instemming_ontbreekt, wil_niet_delen
from evaluatie.services.vaststellen import blijft_belemmeringen
from evaluatie.services.voorstellen import gemist_sinds
from evaluatie.trend import trendtabel
from evaluatie.views.afspraken import afspraak_regel
from evaluatie.views.evaluatiewoorden import dag, gesprek, naam
from evaluatie.views.gedeeld import Inzagescherm, Rijscherm, als_niemand_reageert
from evaluatie.views.keukentafel import Keukentafel
from evaluatie.views.vaststellen import huurfeiten, vaststelling
from evaluatie.vorige import open_afspraken, vorige_evaluatie
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.beslissen import Zaak
from opstap.protocol.datums import datum_met_dag, datum_voluit
from opstap.protocol.evaluatiebegrippen import Signaalaanleiding, Vervolgadvies
from opstap.protocol.evalueren import vereiste_rollen as verplicht
from opstap.protocol.momenten import Momentplan
from opstap.protocol.parameters import Parameters
from opstap.protocol.ritme import extra_intrekken_belemmeringen
from opstap.protocol.tijdlijn import NIET_VASTGELEGD
from opstap.termijnen.forms import als_begin
from opstap.termijnen.momenttekst import NIETS_VERANDERD, gepland_moment, momentfeiten, tijd_tekst
from opstap.trajecten.models import Traject
from opstap.trajecten.schermen import Beslisscherm, Trajectformulier

#: So long before it the page says who hears of it when it is not held.
DICHTBIJ = timedelta(days=14)


class EvaluatiesView(Inzagescherm):
    """Every evaluatie of the plan with its day, its state and its verdict."""

    actie = Actie.EVALUATIE_ZIEN
    inzage = "evaluaties"
    template_name = "evaluatie/evaluaties.html"
    titel = "Evaluaties"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        evaluaties = list(_rijen(self.traject))
        gehouden = [e for e in evaluaties if e.is_gehouden]
        komend, gemist = list(komende_evaluaties(self.traject)), gemist_sinds(evaluaties)
        stil = bool(komend) and wil_niet_delen(komend[0])
        return super().get_context_data(
            rijen=[
                {
                    "url": self.url("evaluatie", e.sleutel),
                    "cellen": [naam(e), dag(e), _stand(e, komend, gemist, stil=stil)],
                }
                for e in evaluaties
            ],
            koppen=["Evaluatie", "Dag", "Stand"],
            extra_url=self.url("extra") if self._mag_extra() else "",
            **trendtabel(gehouden, self.traject.regelingversie.parameters.evaluatie_items or ()),
            gehouden=gehouden,
            leidraad_url=reverse("evaluatie:leidraad"),
            volgende_url=self.url("evaluatie", komend[0].sleutel) if komend else "",
            leeg_zin="De evaluaties komen hier vanzelf te staan als de sleutel is gegeven.",
            terug_url=reverse("traject", args=[self.traject.sleutel]),
            **kwargs,
        )

    def _mag_extra(self) -> bool:
        return self.beslist(Actie.EVALUATIE_HOUDEN, Zaak.EVALUATIE) and not extra_kan_belemmeringen(self.traject)


def _rijen(traject: Traject) -> QuerySet[Evaluatie]:
    """In the order of their days: an extra one stands where it is."""
    rijen = Evaluatie.objects.filter(traject=traject).select_related("contract", "traject__regelingversie")
    dag = Coalesce("gehouden_op", "gepland_op")
    return rijen.prefetch_related("verzettingen", "items").order_by("contract", dag, "nummer")


def is_nog_te_komen(e: Evaluatie) -> bool:
    """Its day is after today."""
    return clock.vandaag() < e.gepland_op


def _stand(e: Evaluatie, komend: Collection[Evaluatie], gemist: Mapping[UUID, date], *, stil: bool) -> str:
    """`stil`: the huurder does not want that anything is written down (Z-12.9)."""
    if e.is_gehouden:
        return f"{e.get_status_display()}: {e.get_oordeel_display()}"
    if e.is_te_houden and e not in komend:
        return "hoeft niet: de huur stopt eerder"
    if stil and e.is_te_houden:
        return str(e.get_status_display())
    if e.sleutel in gemist:
        return f"te laat, telt als gemist sinds {datum_voluit(gemist[e.sleutel])}: leg de evaluatie vast"
    if e.is_te_houden and e.gepland_op < clock.vandaag():
        return "te laat: leg de evaluatie vast"
    return str(e.get_status_display())


class EvaluatieView(Rijscherm):
    """Before: what it is, when, and what was said last time. After: what was said, to read."""

    actie = Actie.EVALUATIE_ZIEN
    inzage = "evaluatie"
    model = Evaluatie
    template_name = "evaluatie/evaluatie.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        e: Evaluatie = self.rij
        mag_houden = e in komende_evaluaties(self.traject) and self.beslist(Actie.EVALUATIE_HOUDEN, Zaak.EVALUATIE)
        wegen = e.is_gehouden and e.contract.besluit_id is None and self.traject.afgesloten_op is None
        mag_besluiten = wegen and self.beslist(Actie.OMZETTING_BESLUITEN, Zaak.OMZETTING)
        instemming = reverse("woningen:instemming", args=[self.traject.sleutel])
        return super().get_context_data(
            kop=naam(e),
            evaluatie=e,
            feiten=[*_feiten(e), *(huurfeiten(e) if e.is_te_houden else [])],
            resultaat=gesprek(e) if e.is_gehouden else None,
            belemmeringen=instemming_ontbreekt(e) if mag_houden else (),
            houden_url=self.url("houden", e.sleutel) if mag_houden else "",
            **(bespreken(e) if e.is_te_houden else {}),
            papier_url=self.url("evaluatiepapier", e.sleutel) if mag_houden else "",
            leidraad_url=reverse("evaluatie:leidraad"),
            signaal_url=self.url("signaal_melden") if self._vraagt_mdo() else "",
            niet_doorgegaan_url=self.url("niet_doorgegaan", e.sleutel) if mag_houden else "",
            nog_te_komen=is_nog_te_komen(e),
            als_niet=self._als_niet(e),
            eerder=_eerder(e) if mag_houden else "",
            intrekken_url=self.url("extra_intrekken", e.sleutel)
            if mag_houden and not extra_intrekken_belemmeringen(soort=e.soort, te_houden=e.is_te_houden)
            else "",
            tijd_url=self.url("evaluatie_tijd", e.sleutel)
            if mag_houden and not tijd_afspreken_belemmeringen(e)
            else "",
            heeft_tijd=gepland_moment(e.sleutel) is not None,
            verbeter_url=self.url("evaluatie_dag", e.sleutel) if e.is_gehouden and self._mag_verbeteren() else "",
            **vaststelling(self, e),
            omzetten_url=self.url("omzetten") if mag_besluiten else "",
            instemming_url=instemming if self.mag(Actie.CONTRACT_BEHEREN) else "",
            terug_url=self.url("evaluaties"),
            **kwargs,
        )

    def _als_niet(self, e: Evaluatie) -> dict[str, Any] | None:
        """From the day on which it comes near: long before it nobody has to read of it."""
        if not e.is_te_houden or e.gepland_op > clock.vandaag() + DICHTBIJ:
            return None
        return als_niemand_reageert(
            self.traject, e.sleutel, self.gebruiker, soort="evaluatie_houden", vraag="Niet gehouden?"
        )

    def _vraagt_mdo(self) -> bool:
        """The advice was an MDO and there is no signaal yet: the one who advised it reports what was seen."""
        e: Evaluatie = self.rij
        loopt = e.advies == Vervolgadvies.MDO and not Signaal.objects.filter(traject=self.traject).open().exists()
        return loopt and huidig_contract(self.traject) is not None and self.mag(Actie.SIGNAAL_MELDEN)

    def _mag_verbeteren(self) -> bool:
        return not blijft_belemmeringen(self.rij) and self.beslist(Actie.EVALUATIE_HOUDEN, Zaak.EVALUATIE)


def _eerder(e: Evaluatie) -> str:
    """Why it is offered ahead of its day in the plan; empty when it is not."""
    if (aanbod := eerder_aanbod(e)) is None:
        return ""
    vanaf, besluitdag = aanbod
    return (
        f"Het besluit over het vaste contract staat voor {datum_voluit(besluitdag)}. Houd deze evaluatie liever "
        f"eerder, vanaf {datum_voluit(vanaf)}: dan telt het gesprek mee bij het besluit."
    )


def _feiten(e: Evaluatie) -> list[tuple[str, str]]:
    wie = wie_erbij(e.met_corporatie, e.traject.regelingversie.parameters)
    regels = [("Soort", e.get_soort_display()), ("Gepland op", datum_met_dag(e.gepland_op))]
    regels += [
        ("Was eerst", f"op {datum_voluit(v.van)}: {v.get_reden_display()}") for v in e.verzettingen.order_by("pk")
    ]
    if e.status == Evaluatiestatus.INGETROKKEN:
        waarom = notities_van(e.sleutel).get(Notitiesoort.REDEN, "")
        return [*regels, ("Stand", e.get_status_display()), *([("Waarom", waarom)] if waarom else [])]
    if e.gehouden_op is not None:
        return [*regels, ("Gehouden op", datum_met_dag(e.gehouden_op)), ("Waren erbij", _aanwezig(e.aanwezig))]
    regels += momentfeiten(e.sleutel)
    return [
        *regels,
        ("Wie erbij moeten zijn", wie),
        ("Stand", _stand(e, komende_evaluaties(e.traject), gemist_sinds([e]), stil=wil_niet_delen(e))),
    ]


def wie_erbij(met_corporatie: bool, parameters: Parameters) -> str:
    """The huurder always; who else must be there is of the regeling."""
    if parameters.verplichte_deelnemers is None:
        return f"de huurder; wie nog meer is {NIET_VASTGELEGD}"
    moeten = [rol for rol in Rol if rol in verplicht(met_corporatie=met_corporatie, parameters=parameters)]
    namen = ["huurder", *(_AAN_TAFEL.get(rol, rol.label) for rol in moeten)]
    wie = " en ".join([", ".join(namen[:-1]), namen[-1]]) if len(namen) > 1 else namen[0]
    mag = Rol.CONSULENT in parameters.verplichte_deelnemers and Rol.CONSULENT not in moeten
    return f"{wie} (de consulent mag erbij)" if mag else wie


_AAN_TAFEL = {Rol.COMMISSIELID: "iemand van de commissie"}


def _aanwezig(codes: Sequence[str]) -> str:
    return ", ".join(Partij(code).label for code in codes)


def bespreken(e: Evaluatie) -> dict[str, Any]:
    """What is talked about: the points of the regeling, the last time, and what was promised before that."""
    items, vorige = e.traject.regelingversie.parameters.evaluatie_items or (), vorige_evaluatie(e)
    return {
        "vorige": gesprek(vorige) if vorige else None,
        "punten": [item.label for item in items],
        "lopend": [afspraak_regel(a) for a in open_afspraken(e) if a.evaluatie_id != (vorige.pk if vorige else None)],
    }


class _EvaluatieFormulier(Rijscherm, Beslisscherm, Trajectformulier):
    actie = Actie.EVALUATIE_HOUDEN
    zaak = Zaak.EVALUATIE
    inzage = "evaluatie"
    model = Evaluatie

    def terug_url(self) -> str:
        return self.url("evaluatie", self.rij.sleutel)

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.rij.is_te_houden:
            return self.niet_beslisser()
        return [Belemmering("", "Deze evaluatie is al vastgelegd of niet meer nodig.")]


class HoudenView(Keukentafel, _EvaluatieFormulier):
    """The kitchen-table form."""

    knop = "Leg de evaluatie vast"
    gelukt = "De evaluatie is vastgelegd."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return super().belemmeringen() or instemming_ontbreekt(self.rij)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        gegevens = form.cleaned_data
        evaluatie_vastleggen(
            evaluatie=self.rij.sleutel,
            gehouden_op=gegevens["gehouden_op"],
            huurder_aanwezig=gegevens["huurder_aanwezig"],
            aanwezig=gegevens["aanwezig"],
            items=form.oordelen(),
            oordeel=gegevens["oordeel"],
            advies=gegevens["advies"],
            bewoner=gegevens["bewoner"],
            begeleider=gegevens["begeleider"],
            inzet=form.inzetteksten(),
            afspraken=form.afspraken(),
            geen_afspraak_omdat=gegevens["geen_afspraak_omdat"],
            reactie=reactie_aan_tafel(form),
            namens=namens,
            versie=versie,
        )
        return self.terug_url()


class TijdView(_EvaluatieFormulier):
    """At what time and where, on the day that is planned; everybody who must be there is invited."""

    form_class = EvaluatieTijdForm
    titel = "Tijd en plek van de evaluatie"
    toont_opgeslagen = True
    knop = "Leg vast en nodig uit"
    gelukt = "De tijd en de plek staan vast. De uitnodigingen gaan nu weg."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return self.niet_beslisser() or tijd_afspreken_belemmeringen(self.rij)

    def begin(self) -> dict[str, Any]:
        return als_begin(gepland_moment(self.rij.sleutel))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        e: Evaluatie = self.rij
        wie = wie_erbij(e.met_corporatie, self.traject.regelingversie.parameters)
        self.uitleg = (
            f"{naam(e)}, op {datum_met_dag(e.gepland_op)}. De collega’s die erbij moeten zijn, krijgen een "
            "uitnodiging voor hun agenda. Spreek zelf met de huurder af."
        )
        return super().get_context_data(feiten=[("Wie erbij moeten zijn", wie)], **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        na = evaluatie_tijd_afspreken(evaluatie=self.rij.sleutel, hoe=form.plan(), namens=namens, versie=versie)
        if na.versie == self.rij.versie:
            self.gelukt = NIETS_VERANDERD
        return self.terug_url()


class NietDoorgegaanView(_EvaluatieFormulier):
    """Nothing is lost: the same number, a new day."""

    form_class = NietDoorgegaanForm
    titel = "De evaluatie ging niet door"
    uitleg = (
        "Zonder de huurder telt een evaluatie niet. Kies een nieuwe dag. De andere evaluaties houden hun eigen dag."
    )
    knop = "Leg de nieuwe dag vast"
    gelukt = "De nieuwe dag is vastgelegd."

    def laden(self, **kwargs: Any) -> None:
        """Until its day it can be moved; that it did not go on is known from that day on."""
        super().laden(**kwargs)
        self.dag = datum_voluit(self.rij.gepland_op) if is_nog_te_komen(self.rij) else ""
        if self.dag:
            self.titel = "De evaluatie verplaatsen"
            self.uitleg = (
                f"De evaluatie is op {self.dag}. Kan dat niet? Kies een nieuwe dag. De andere evaluaties houden hun "
                "eigen dag. Pas vanaf de dag zelf legt u hier vast dat de huurder er niet was."
            )

    def form_opties(self) -> dict[str, Any]:
        moment, grens = gepland_moment(self.rij.sleutel), verzetten_tot(self.rij)
        aanbod, parameters = eerder_aanbod(self.rij), self.traject.regelingversie.parameters
        return {
            "redenen": verzetredenen(parameters, vooraf=bool(self.dag), voor_besluit=aanbod is not None),
            "liever": aanbod[0] if aanbod and "eerder" in self.request.GET else None,
            "eerst": f"{tijd_tekst(moment)}, {moment.get_plaats_display()}" if moment else "",
            "nog_te_komen": self.dag,
            "uiterlijk": datum_voluit(grens[0]) if grens else "",
        }

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        hoe, moment = form.plan(), gepland_moment(self.rij.sleutel)
        if hoe is None and moment is not None and form.cleaned_data.get("zelfde_tijd"):
            hoe = Momentplan(**als_begin(moment))
        evaluatie_niet_doorgegaan(
            evaluatie=self.rij.sleutel,
            reden=form.cleaned_data["reden"],
            nieuwe_datum=form.cleaned_data["nieuwe_datum"],
            hoe=hoe,
            namens=namens,
            versie=versie,
        )
        voorstel = Signaal.objects.filter(traject=self.traject, aanleiding=Signaalaanleiding.GEMIST).voorstellen()
        if form.cleaned_data["reden"] == Verzetreden.HUURDER_AFWEZIG and voorstel.exists():
            self.gelukt += " De huurder was er vaker niet. Opstap stelt een MDO voor: dat staat bij het traject."
        return self.terug_url()
