"""The MDO step by step: the huurder knows, a day, the meeting, the afspraken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from evaluatie.enums import Mdostatus, Partij, mdopartijen
from evaluatie.forms import HuurderInformerenForm, LeegForm, MdoPlannenForm, MdoVastleggenForm, OordeelForm
from evaluatie.models import Mdo
from evaluatie.oordelen import oordelen_van, wacht_op
from evaluatie.partijen import spreekt_voor
from evaluatie.querysets import MDO_KOMEND
from evaluatie.services import (
    huurder_informeren,
    mdo_aanvragen,
    mdo_afronden,
    mdo_oordeel_geven,
    mdo_plannen,
    mdo_vastleggen,
)
from evaluatie.services.gedeeld import rollen_in_kring
from evaluatie.services.mdos import aanvragen_belemmeringen
from evaluatie.services.oordelen import vraagt_oordeel
from evaluatie.views.afspraken import afspraak_regel
from evaluatie.views.gedeeld import Inzagescherm, Rijscherm, als_niemand_reageert
from evaluatie.views.mdofeiten import einde_wegen, mdofeiten, tekenregels, voorbereidingsregels, waarschuwingen_bij
from evaluatie.views.signalen import signaalfeiten
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.bijsturen import mdo_afronden_belemmeringen, mdo_niet_af_belemmeringen
from opstap.protocol.overleg import ROLLEN_CORPORATIE, mdo_belemmeringen
from opstap.regelingen.services import procesregie
from opstap.termijnen.forms import als_begin
from opstap.termijnen.momenttekst import NIETS_VERANDERD, gepland_moment
from opstap.trajecten.schermen import Trajectformulier
from opstap.trajecten.services import betrokken_organisatie, herkomst_slaapt
from opstap.trajecten.toegang import mogelijk_namens


class MdoView(Rijscherm):
    """All steps as a list; what cannot be done yet says why."""

    actie = Actie.MDO_ZIEN
    inzage = "mdo"
    model = Mdo
    template_name = "evaluatie/mdo.html"
    titel = "MDO"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        m: Mdo = self.rij
        stap = self._stap(m)
        return super().get_context_data(
            feiten=mdofeiten(m),
            signalen=[signaalfeiten(s) for s in m.signalen.all()],
            afspraken=[afspraak_regel(a) for a in m.afspraken.all()],
            niet_ondertekend=m.huurder_werkt_mee is False,
            voorbereid=voorbereidingsregels(m),
            getekend=[(capfirst(wie), wanneer) for wie, wanneer in tekenregels(m)],
            wegen=einde_wegen(m),
            nadruk=waarschuwingen_bij(m),
            als_niet=als_niemand_reageert(self.traject, m.sleutel, self.gebruiker),
            taken=_taken(m),
            zonder_signaal=not m.signalen.exists(),
            volgende={"tekst": stap[1], "url": self.url(stap[0], m.sleutel)} if stap else None,
            anders_url=self.url("mdo_oordeel", m.sleutel) if self._was_het_oneens(m) else "",
            ook=self._ook(m),
            verbeter_url=self.url("mdo_dag", m.sleutel) if self._mag_verbeteren(m) else "",
            terug_url=reverse("traject", args=[self.traject.sleutel]),
            **kwargs,
        )

    def _ook(self, m: Mdo) -> list[dict[str, str]]:
        """Beside the main button."""
        mag, loopt = self.mag(Actie.MDO_HOUDEN), m.status not in {Mdostatus.AFGEROND, Mdostatus.INGETROKKEN}
        komt_nog, gepland = m.geinformeerd_op is not None and m.status in MDO_KOMEND, m.status == Mdostatus.GEPLAND
        corporatie = any(
            n.rol in ROLLEN_CORPORATIE for n in mogelijk_namens(self.gebruiker, Actie.MDO_HOUDEN, m.traject)
        )
        knoppen = [
            (komt_nog and self._heeft_plek(m), "mdo_voorbereiden", "Bereid het MDO voor"),
            (komt_nog, "mdo_agenda", "Agenda op papier"),
            (gepland and mag, "mdo_plannen", "Kies een andere dag"),
            (gepland and mag, "mdo_niet_door", "Het MDO gaat niet door"),
            (
                loopt and m.is_spoed and m.geinformeerd_op and corporatie,
                "mdo_tijdslimiet",
                "Bepaal hoelang het mag duren",
            ),
            (loopt and mag and m.gehouden_op and m.afspraken.exists(), "mdo_tekenen", "Leg vast wie tekende"),
        ]
        return [{"tekst": tekst, "url": self.url(naam, m.sleutel)} for kan, naam, tekst in knoppen if kan]

    def _heeft_plek(self, m: Mdo) -> bool:
        wie = mogelijk_namens(self.gebruiker, Actie.MDO_VOORBEREIDEN, self.traject)
        return any(spreekt_voor(self.traject, n, als_gast=m.met_herkomst) is not None for n in wie)

    def _mag_verbeteren(self, m: Mdo) -> bool:
        return m.gehouden_op is not None and self.traject.afgesloten_op is None and self.mag(Actie.MDO_HOUDEN)

    def _stap(self, m: Mdo) -> tuple[str, str] | None:
        """The main button: first one's own judgement, when that is asked."""
        if vraagt_oordeel(m) and any(Rol(n.rol) in wacht_op(m) for n in self._concluderend()):
            return "mdo_oordeel", "Geef uw oordeel"
        klaar_maken = m.gehouden_op is not None and m.afspraken.open().exists()
        if not self.mag(Actie.MDO_HOUDEN) or wacht_op(m) or klaar_maken:
            return None
        return _STAPPEN.get(Mdostatus(m.status))

    def _was_het_oneens(self, m: Mdo) -> bool:
        """Who said no may still say yes, while it is asked."""
        rollen = {n.rol for n in self._concluderend()}
        return vraagt_oordeel(m) and any(not o.eens and o.rol in rollen for o in oordelen_van(m))

    def _concluderend(self) -> list[Namens]:
        return mogelijk_namens(self.gebruiker, Actie.MDO_CONCLUDEREN, self.traject)


#: The main button per state.
_STAPPEN = {
    Mdostatus.GEMELD: ("huurder_informeren", "Leg vast dat de huurder het weet"),
    Mdostatus.HUURDER_GEINFORMEERD: ("mdo_plannen", "Kies een dag voor het MDO"),
    Mdostatus.GEPLAND: ("mdo_vastleggen", "Leg het MDO vast"),
    Mdostatus.GEHOUDEN: ("mdo_afronden", "Rond het MDO af"),
    Mdostatus.AFSPRAKEN_LOPEN: ("mdo_afronden", "Rond het MDO af"),
}


def _taken(m: Mdo) -> list[dict[str, str]]:
    """The road of an MDO, for onderdelen/taaklijst.html."""
    klaar = (m.geinformeerd_op, m.gepland_op, m.gehouden_op, m.status == Mdostatus.AFGEROND)
    laatste = "Iedereen gaf een oordeel" if wacht_op(m) else "De afspraken zijn klaar"
    teksten = ("De huurder weet het", "Er is een dag", "Het MDO is gehouden", laatste)
    eerste = next((i for i, waarde in enumerate(klaar) if not waarde), len(klaar))
    taken = []
    for i, tekst in enumerate(teksten):
        soort, stand = (
            ("klaar", "klaar") if i < eerste else ("aan_zet", "aan zet") if i == eerste else ("later", "later")
        )
        taken.append({"tekst": tekst, "soort": soort, "status_tekst": stand})
    return taken


#: What somebody does first, who opens a step that cannot be taken yet.
_WAT_NU = {stand: f"{tekst}." for stand, (_, tekst) in _STAPPEN.items() if stand in MDO_KOMEND}


class MdoFormulier(Rijscherm, Trajectformulier):
    actie = Actie.MDO_HOUDEN
    inzage = "mdo"
    model = Mdo
    mag_vanuit: tuple[Mdostatus, ...] = ()

    def terug_url(self) -> str:
        return self.url("mdo", self.rij.sleutel)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page of the MDO has the button for what comes first."""
        eerst = {"tekst": "Ga naar het MDO", "url": self.terug_url()}
        return super().get_context_data(**({"eerst": eerst} | kwargs))

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.rij.status in self.mag_vanuit:
            return ()
        stand = Mdostatus(self.rij.status)
        return [
            Belemmering(
                "", f"De stand van het MDO is: {self.rij.get_status_display()}. {_WAT_NU.get(stand, '')}".strip()
            )
        ]


class HuurderInformerenView(MdoFormulier):
    form_class = HuurderInformerenForm
    mag_vanuit = (Mdostatus.GEMELD,)
    titel = "De huurder weet van het MDO"
    uitleg = (
        "Vertel de huurder wat u zag en dat er een MDO komt. De brief daarvoor staat klaar bij het traject. "
        "Uw naam komt erbij te staan."
    )
    knop = "Leg dit vast"
    gelukt = "Vastgelegd. Het MDO kan nu een dag krijgen."

    def begin(self) -> dict[str, Any]:
        return {"huurder_geinformeerd_op": clock.vandaag()}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        huurder_informeren(
            mdo=self.rij.sleutel,
            datum=form.cleaned_data["huurder_geinformeerd_op"],
            wijze=form.cleaned_data["wijze"],
            namens=namens,
            versie=versie,
        )
        return self.terug_url()


class MdoPlannenView(MdoFormulier):
    """Refused with the reason until the huurder knows (Z-13.1)."""

    mag_vanuit = (Mdostatus.HUURDER_GEINFORMEERD, Mdostatus.GEPLAND)
    titel = "MDO plannen"
    toont_opgeslagen = True
    uitleg = (
        "De begeleider, de consulent en de gemeente krijgen een uitnodiging voor hun agenda als zij bij dit traject "
        "horen. Voor de huurder staat de brief klaar."
    )
    knop = "Kies deze dag"
    gelukt = "Het MDO staat gepland. Iedereen krijgt bericht."

    def begin(self) -> dict[str, Any]:
        """When it moves: as it stands now."""
        moment = gepland_moment(self.rij.sleutel)
        return {"mdo_op": self.rij.gepland_op, **als_begin(moment)} if moment else {}

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.rij.geinformeerd_op is None:
            return mdo_belemmeringen(
                huurder_geinformeerd_op=None, geinformeerd_door="-", mdo_op=None, peildatum=clock.vandaag()
            )
        return super().belemmeringen()

    def get_form(self, data: Any = None) -> MdoPlannenForm:
        al_betrokken = betrokken_organisatie(self.traject, Hoedanigheid.PROCESREGIE) is not None
        vraag = not al_betrokken and procesregie(self.traject.regeling) is not None
        van_zorg = any(n.rol in {Rol.BEGELEIDER, Rol.TEAMLEIDER_ZORG} for n in self.namens_mogelijk)
        return MdoPlannenForm(
            data,
            initial=self.begin(),
            vraag_procesregisseur=vraag,
            vraag_herkomst=van_zorg and herkomst_slaapt(self.traject),
        )

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        na = mdo_plannen(
            mdo=self.rij.sleutel,
            mdo_op=form.cleaned_data["mdo_op"],
            hoe=form.plan(),
            met_procesregisseur=form.cleaned_data.get("met_procesregisseur", False),
            met_herkomst=form.cleaned_data.get("met_herkomst", False),
            namens=namens,
            versie=versie,
        )
        if na.versie == self.rij.versie:
            self.gelukt = NIETS_VERANDERD
        return self.terug_url()


class MdoVastleggenView(MdoFormulier):
    mag_vanuit = (Mdostatus.GEPLAND,)
    titel = "MDO vastleggen"
    uitleg = "Schrijf op wat u samen heeft afgesproken. Elke afspraak komt bij iemand op de takenlijst."
    knop = "Leg het MDO vast"
    gelukt = "Het MDO is vastgelegd."

    def begin(self) -> dict[str, Any]:
        return {"gehouden_op": self.rij.gepland_op}

    def get_form(self, data: Any = None) -> MdoVastleggenForm:
        partijen = mdopartijen(rollen_in_kring(self.traject))
        commissie = betrokken_organisatie(self.traject, Hoedanigheid.COMMISSIE)
        gasten = [Partij.COMMISSIELID] if commissie is not None else []
        gasten += [Partij.HERKOMST] if self.rij.met_herkomst else []
        return MdoVastleggenForm(data, initial=self.begin(), partijen=partijen, gasten=gasten)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(velden_sjabloon="evaluatie/mdo_velden.html", **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        gegevens = form.cleaned_data
        mdo_vastleggen(
            mdo=self.rij.sleutel,
            gehouden_op=gegevens["gehouden_op"],
            aanwezig=gegevens["aanwezig"],
            huurder_werkt_mee=gegevens["huurder_werkt_mee"],
            uitkomst=gegevens["uitkomst"],
            motivering=gegevens["motivering"],
            meer_begeleiding=gegevens["meer_begeleiding"],
            afspraken=form.afspraken(),
            namens=namens,
            versie=versie,
        )
        return self.terug_url()


class MdoOordeelView(MdoFormulier):
    """One's own role, for itself (Z-13.13)."""

    actie = Actie.MDO_CONCLUDEREN
    form_class = OordeelForm
    titel = "Uw oordeel"
    uitleg = (
        "In het MDO was de uitkomst dat zelfstandig wonen niet lukt. Wat vindt u zelf? Er verandert alleen iets als de "
        "consulent het vindt, en ook de begeleider of de procesregisseur."
    )
    knop = "Leg uw oordeel vast"
    gelukt = "Uw oordeel is vastgelegd."

    def belemmeringen(self) -> Sequence[Belemmering]:
        if vraagt_oordeel(self.rij):
            return ()
        return [Belemmering("Z-13.13", "Er wordt nu geen oordeel gevraagd.")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=mdofeiten(self.rij), **kwargs)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        return waarschuwingen_bij(self.rij)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        mdo_oordeel_geven(
            mdo=self.rij.sleutel,
            eens=form.cleaned_data["eens"],
            reden=form.cleaned_data["reden"],
            namens=namens,
            versie=versie,
        )
        return self.terug_url()


class MdoAanvragenView(Inzagescherm, Trajectformulier):
    """While the end is sought: can the huurder stay after all (Z-13.3)?"""

    actie = Actie.MDO_HOUDEN
    inzage = "mdo"
    form_class = LeegForm
    titel = "Opnieuw om tafel"
    uitleg = (
        "Gaat het beter? In een nieuw MDO bekijkt u samen met de huurder of hij kan blijven wonen. "
        "Vertel het eerst aan de huurder. Intussen loopt alles door, ook de data van het contract."
    )
    knop = "Vraag een MDO aan"
    gelukt = "Er komt een MDO. Vertel het nu eerst aan de huurder. De brief staat klaar."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return aanvragen_belemmeringen(self.traject)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        mdo = mdo_aanvragen(traject=self.traject.sleutel, namens=namens)
        return self.url("mdo", mdo.sleutel)


class MdoAfrondenView(MdoFormulier):
    form_class = LeegForm
    mag_vanuit = (Mdostatus.GEHOUDEN, Mdostatus.AFSPRAKEN_LOPEN)
    titel = "MDO afronden"
    uitleg = "Rond het MDO af als alle afspraken klaar zijn. Het signaal is dan ook afgehandeld."
    knop = "Rond het MDO af"
    gelukt = "Het MDO is afgerond."

    def belemmeringen(self) -> Sequence[Belemmering]:
        open_afspraken = self.rij.afspraken.open().count()
        return super().belemmeringen() or (
            mdo_afronden_belemmeringen(open_afspraken=open_afspraken)
            + mdo_niet_af_belemmeringen(wacht_op=wacht_op(self.rij))
        )

    def waarschuwingen(self) -> Sequence[Belemmering]:
        niet = [wie for wie, wanneer in tekenregels(self.rij) if wanneer == "nog niet"]
        return [Belemmering("Z-13.6", f"Nog niet getekend: {', '.join(niet)}.")] if niet else []

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        mdo_afronden(mdo=self.rij.sleutel, namens=namens, versie=versie)
        return self.terug_url()
