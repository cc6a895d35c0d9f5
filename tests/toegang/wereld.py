"""One small world for every test of this folder: a traject in each stand, and people at every distance from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from aanmelding.models import Aanmelding, Accordering, Advies, Besluitvoorstel, Overdracht, Voorsteltekst, Voorwaarde
from aanmelding.services import (
    Aanbod,
    Checklistantwoord,
    Contactgegevens,
    accordering_beantwoorden,
    begeleiding_bijwerken,
    checklist_bijwerken,
    link_sturen,
    overdracht_aanbieden,
    verklaring_geven,
)
from aanmelding.services.voorstelstand import als_codes
from evaluatie.enums import Partij
from evaluatie.models import Afspraak, Evaluatie, Herhuisvesting, Mdo, Signaal
from evaluatie.services import (
    afspraak_afhandelen,
    extra_evaluatie_plannen,
    huurder_informeren,
    mdo_plannen,
    signaal_afhandelen,
    signaal_oppakken,
)
from opstap import clock, werk
from opstap.demo.aanmeldweg import IN_ORDE
from opstap.demo.bijsturen import BIJ_DE_ZORG, Bijsturen
from opstap.demo.laden import streek_maken
from opstap.demo.regio import Demoregio
from opstap.demo.verhalen import Verteller, _houden, gesprek_op_dag, mdo_gemeld, signaal
from opstap.demo.weg import Weg
from opstap.partners.models import Afwezigheid, Gebruiker, Team
from opstap.partners.namens import Namens
from opstap.post.models import Bericht, Brief, BriefInhoud, Link
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.aanmeldstappen import Accorderingstatus, Antwoord, Weigerreden
from opstap.protocol.adviseren import Adviesafloop, Adviessoort
from opstap.protocol.begeleiden import Bereikbaarheid
from opstap.protocol.begrippen import Hoedanigheid, Instroomroute, Leefgebied, Rol, Route
from opstap.protocol.contractvormen import Contractvorm
from opstap.protocol.datums import plus_maanden
from opstap.protocol.evaluatiebegrippen import EvaluatieSoort
from opstap.protocol.herhuisvesten import EindeWijze
from opstap.protocol.links import Codewijze
from opstap.protocol.ondersteuning import Kader, Ondersteuningssoort
from opstap.protocol.overdragen import Overdrachtweigering
from opstap.protocol.verklaringen import Zegt
from opstap.regelingen.models import Commissielid, RegelingVersie
from opstap.regelingen.services import concept_bewaren
from opstap.termijnen.mensen.services import termijn_oppakken
from opstap.termijnen.models import Overstap, Termijn
from opstap.termijnen.overstap.services import KAN_NIET_MEE
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Betrokkenheid, Traject
from tests.toegang.commissie import vergaderdagen
from tests.toegang.mensen import VANDAAG, Iemand, mensen_maken
from tests.toegang.organisaties import UITVOERDER, betrek, eromheen, organisaties_maken
from tests.toegang.registers import registerrijen
from tests.toegang.vragen import MAIL
from tests.toegang.wachten import laten_wachten, uitstellen
from woningen.models import Aanbieding, Complex, Woning, Woningimport
from woningen.services import contract_einde_verwerken, einde_afspreken, instemming_vastleggen, overlijden_vastleggen

#: What is known of that support, and whom the begeleider calls there.
HULP = {
    "kanarie": Checklistantwoord(
        stand=Rijstatus.AANGEVRAAGD,
        soort=Ondersteuningssoort.STRESS,
        kader=Kader.ZVW,
        start=date(2029, 11, 23),
        contact=Contactgegevens("Kees Zeearend", "06 77 78 88 99", "zeearend@toets.invalid"),
    )
}
#: From when there is support at home.
BEGINT_THUIS = date(2029, 11, 24)
#: Who was sent a link.
MET_LINK = "Roos Meerkoet"
GEWEIGERD = Weigerreden.NIET_ONZE_TAAK


_VRAGEN_AAN = {Leefgebied.DAGBESTEDING: "gemeente", Leefgebied.VERSLAVING: "kanarie"}


class _Verteller(Verteller):
    """Every aanmelding also has a sensitive row that another organisation agreed to, and comes from detentie."""

    def iemand(self, **kenmerken: Any) -> Weg:
        return super().iemand(**({"instroomroute": Instroomroute.DETENTIE} | kenmerken))

    def verstuurd(self, op: date, *, vragen_aan: Any = _VRAGEN_AAN, **kenmerken: Any) -> Weg:
        weg = self.iemand(**kenmerken)
        weg.beginnen(op - timedelta(days=9), uitstroom=plus_maanden(op, 4))
        _begeleiding_thuis(weg, op - timedelta(days=9))
        weg.versturen(op, vragen_aan=vragen_aan, hulp=HULP)
        return weg

    def compleet(self, op: date, **kenmerken: Any) -> Weg:
        weg = self.verstuurd(op - timedelta(days=4), **kenmerken)
        weg.accorderen(op)
        antwoord_van_de_kanarie(weg, op, Antwoord.AKKOORD)
        return weg


def _begeleiding_thuis(weg: Weg, op: date) -> None:
    """When it begins and when somebody answers is for zorg only."""
    with clock.klok_op(op):
        begeleiding_bijwerken(
            traject=weg.traject,
            start=BEGINT_THUIS,
            bereikbaar=Bereikbaarheid.ALTIJD,
            namens=weg.regio.namens(weg.begeleider),
        )


def antwoord_van_de_kanarie(weg: Weg, op: date, antwoord: Antwoord, reden: Weigerreden | None = None) -> None:
    """Who gives the support of the sensitive row answers."""
    organisatie = weg.regio.organisaties["kanarie"]
    wie = Gebruiker.objects.get(naam=UITVOERDER)
    namens = Namens(wie.sleutel, organisatie.sleutel, Rol.BEGELEIDER)
    rijen = Accordering.objects.filter(aanmelding__traject__sleutel=weg.traject, organisatie=organisatie)
    with clock.klok_op(op):
        for rij in rijen.levend().exclude(status=Accorderingstatus.AKKOORD):
            accordering_beantwoorden(onderwerp=rij.sleutel, antwoord=antwoord, reden=reden, namens=namens)


@dataclass
class Wereld:
    """`wegen`: the road of each stand; `rijen`: per stand the key of the row for each slot of a URL."""

    v: Verteller
    wegen: dict[str, Weg] = field(default_factory=dict)
    rijen: dict[str, dict[str, Any]] = field(default_factory=dict)
    mensen: dict[tuple[Rol, str], Iemand] = field(default_factory=dict)

    @property
    def regio(self) -> Demoregio:
        return self.v.regio

    def stand(self, naam: str, weg: Weg) -> Weg:
        self.wegen[naam] = weg
        return weg

    def traject(self, stand: str) -> Traject:
        rij: Traject = Traject.objects.get(sleutel=self.wegen[stand].traject)
        return rij

    def wie(self, rol: Rol, afstand: str = "eigen") -> Iemand:
        return self.mensen[rol, afstand]


def wereld_maken() -> Wereld:
    """About twenty trajecten; everything on its own day, through the services."""
    werk.zwijg()
    v = _Verteller(streek_maken(begin=date(2023, 9, 1), tot_jaar=VANDAAG.year), VANDAAG)
    organisaties_maken(v.regio)
    w = Wereld(v)
    with clock.klok_op(VANDAAG):
        _standen(w)
        for stand, weg in w.wegen.items():
            traject = Traject.objects.get(sleutel=weg.traject)
            if stand != "vreemd":
                eromheen(v.regio, traject)
            w.rijen[stand] = _rijen(traject)
        mensen_maken(w)
        _overal(w)
    return w


# --- trajecten ---------------------------------------------------------------------------------------------------


def _standen(w: Wereld) -> None:
    """`alles` has a row of every kind; the other stands are there for acts that are possible only then.

    Those that live longest first, so that the years add up.
    """
    _bijna_afgelopen(w)
    _misgaan(w)
    _wonen(w)
    _naar_een_woning(w)
    _aanmelden(w)


def _bijna_afgelopen(w: Wereld) -> None:
    """A no with an aanzegging on its way, one of which it was received, and one that ended yesterday: still open."""
    v = w.v
    nee, dicht = w.stand("aanzeggen", _woont(v, v.maand(-22, -10))), w.stand("dicht", _woont(v, v.maand(-24, -2)))
    aangezegd = w.stand("aangezegd", _woont(v, v.maand(-22, -10)))
    for weg in (nee, aangezegd):
        weg.overleg(v.maand(-2))
        weg.niet_omzetten(v.maand(-2, 6))
    nee.aanzegging_versturen(v.dag(-4))
    aangezegd.aanzeggen(v.dag(-5))
    dicht.evalueren_tot(v.maand(-22), vaststellen=False)
    _houden(v, mdo_gemeld(v, dicht, v.maand(-8)), v.maand(-7))
    signaal(v, dicht, v.maand(-6))
    with clock.klok_op(v.maand(-6)):
        zorg = v.regio.namens("begeleider")
        extra_evaluatie_plannen(traject=dicht.traject, datum=v.maand(-5), met_allen=True, namens=zorg)
    _evaluatieafspraak(v, dicht)
    dicht.overleg(v.maand(-4))
    dicht.niet_omzetten(v.maand(-4, 3))
    dicht.aanzeggen(v.maand(-2))
    with clock.klok_op(v.dag(-1)):
        contract_einde_verwerken(traject=dicht.traject, onderwerp=dicht.contract.sleutel)
    w.stand("besluit", _woont(v, v.maand(-18))).overleg(v.dag(-3))


def _wonen(w: Wereld) -> None:
    v = w.v
    alles = w.stand("alles", _woont(v, v.maand(-8)))
    alles.evalueren_tot(v.vandaag, overslaan=1, vaststellen=False)
    _houden(v, mdo_gemeld(v, alles, v.dag(-40)), v.dag(-30))
    _evaluatieafspraak(v, alles)
    _houden(v, mdo_gemeld(v, w.stand("mdo_gehouden", _woont(v, v.maand(-4))), v.dag(-40)), v.dag(-30))
    klaar = signaal(v, alles, v.dag(-3))
    with clock.klok_op(v.dag(-1)):
        consulent = v.regio.namens("consulent2")
        signaal_oppakken(signaal=klaar.sleutel, namens=consulent)
        signaal_afhandelen(signaal=klaar.sleutel, reden="Betaald.", melder_akkoord=True, namens=consulent)
        extra_evaluatie_plannen(traject=alles.traject, datum=v.dag(25), met_allen=True, namens=consulent)
        for rij in Afspraak.objects.filter(traject__sleutel=w.wegen["mdo_gehouden"].traject):
            afspraak_afhandelen(afspraak=rij.sleutel, nagekomen=True, reden="", namens=v.regio.namens("begeleider"))
    w.stand("omklap", _woont(v, v.maand(-3), vorm=Contractvorm.OMKLAP))
    dood = w.stand("overleden", _woont(v, v.maand(-15)))
    with clock.klok_op(v.dag(-2)):
        overlijden_vastleggen(
            traject=dood.traject,
            overleden_op=v.dag(-4),
            huur_gaat_door=False,
            weet_zeker=True,
            namens=v.regio.namens("consulent2"),
        )
    weg = w.stand("opgezegd", _woont(v, v.maand(-15)))
    with clock.klok_op(v.dag(-2)):
        einde_afspreken(
            contract=weg.contract.sleutel,
            wijze=EindeWijze.OPZEGGING,
            laatste_huurdag=v.dag(40),
            overlegd_op=v.dag(-2),
            opgezegd_op=v.dag(-2),
            namens=v.regio.namens("consulent2"),
        )
    w.stand("vast", _woont(v, v.maand(-3), vorm=Contractvorm.DRIEPARTIJEN_ONBEPAALD))
    mdo_gemeld(v, w.stand("mdo_gemeld", _woont(v, v.maand(-2))), v.dag(-3))
    gemeld = w.stand("signaal_gemeld", _woont(v, v.maand(-2)))
    signaal(v, gemeld, v.dag(-3))
    _zegt_nee(v, gemeld)
    wie = v.regio.namens("begeleider")
    opgepakt = signaal(v, w.stand("signaal_opgepakt", _woont(v, v.maand(-2))), v.dag(-3))
    with clock.klok_op(VANDAAG):
        signaal_oppakken(signaal=opgepakt.sleutel, namens=wie)
    for stand in ("mdo_geinformeerd", "mdo_gepland"):
        mdo = mdo_gemeld(v, w.stand(stand, _woont(v, v.maand(-2))), v.dag(-9))
        with clock.klok_op(v.dag(-7)):
            huurder_informeren(mdo=mdo.sleutel, datum=v.dag(-7), wijze=Wijze.GESPREK, namens=wie)
            if stand == "mdo_geinformeerd":
                Mdo.objects.filter(pk=mdo.pk).update(is_spoed=True)
            if stand == "mdo_gepland":
                mdo_plannen(mdo=mdo.sleutel, mdo_op=VANDAAG, hoe=BIJ_DE_ZORG, namens=wie)
    uitstellen(v, w.wegen["mdo_gepland"].traject)


def _zegt_nee(v: Verteller, weg: Weg) -> None:
    with clock.klok_op(v.dag(-2)):
        instemming_vastleggen(
            contract=weg.contract.sleutel,
            datum=v.dag(-2),
            wijze=Wijze.GESPREK,
            zegt=Zegt.TREKT_IN,
            namens=v.regio.namens("consulent2"),
        )


def _misgaan(w: Wereld) -> None:
    """An MDO that asks for a judgement, a search that runs, and one that found with today as the last day."""
    for stand in ("oordeel", "woonplek_zoeken", "woonplek_gevonden"):
        b = Bijsturen(w.stand(stand, _woont(w.v, w.v.maand(-15))))
        if stand == "oordeel":
            b.weg.evalueren_tot(w.v.maand(-8), vaststellen=False)
        b.naar_mdo(w.v.dag(-39), b.melden(w.v.dag(-40)))
        b.vertellen(w.v.dag(-38))
        b.plannen(w.v.dag(-38), op=w.v.dag(-30))
        b.niet_verder(w.v.dag(-30))
        if stand == "oordeel":
            continue
        b.oordelen(w.v.dag(-29))
        b.overleggen(w.v.dag(-20), herindicatie=True)
        if stand == "woonplek_gevonden":
            b.gevonden(w.v.dag(-10), vanaf=VANDAAG)
            b.einde(w.v.dag(-9), laatste=VANDAAG)


def _evaluatieafspraak(v: Verteller, weg: Weg) -> None:
    gehouden = Evaluatie.objects.filter(traject__sleutel=weg.traject).gehouden().first()
    Afspraak.objects.create(traject=gehouden.traject, evaluatie=gehouden, wie=Partij.HUURDER, uiterlijk=v.dag(9))


def _woont(v: Verteller, ingang: date, **kenmerken: Any) -> Weg:
    return v.woont(ingang, evalueren=False, corporatie="beek", **kenmerken)


def _naar_een_woning(w: Wereld) -> None:
    v, beek = w.v, {"corporatie": "beek"}
    w.stand("getekend", v.met_contract(v.dag(0), **beek)).tekenen(v.dag(-2))
    w.stand("tekenen", v.met_contract(v.dag(10), gemaakt_op=v.dag(-3), **beek))
    neemt = w.stand("toegewezen", v.zoekt(v.dag(-35), **beek))
    neemt.accepteren(v.dag(-1), neemt.aanbod(v.dag(-6), uiterlijk=v.dag(1)))
    w.stand("aangeboden", v.zoekt(v.dag(-25), **beek)).aanbod(v.dag(-4), uiterlijk=v.dag(2))
    w.stand("zoekt", v.zoekt(v.dag(-40), **beek))
    w.stand("zelf_gevonden", v.zoekt(v.dag(-30), route=Route.ZELF_REAGEREN, **beek))
    for code in ("beek", "brug"):
        Complex.objects.create(corporatie=v.regio.organisaties[code], naam="Toetshof", leefbaarheid="onder_druk")
    w.stand("zelf", v.toegelaten(v.dag(-7), route=Route.ZELF_REAGEREN))


def _aanmelden(w: Wereld) -> None:
    v = w.v
    w.stand("toegelaten", v.toegelaten(v.dag(-7)))
    afgewezen = w.stand("afgewezen", v.compleet(v.dag(-9)))
    afgewezen.gesprek(v.dag(-4))
    afgewezen.afwijzen(v.dag(-3), invoer=replace(IN_ORDE, betaalbaar=False))
    w.stand("compleet", v.compleet(v.dag(-9))).gesprek(v.dag(-4))
    voorgesteld = w.stand("voorgesteld", v.compleet(v.dag(-9)))
    voorgesteld.gesprek(v.dag(-4))
    _voorstellen(v.regio, voorgesteld.traject)
    w.stand("verstuurd", v.verstuurd(v.dag(-4)))
    _verblijft_elders(w.stand("andere_herkomst", v.compleet(v.dag(-9))))
    antwoord_van_de_kanarie(w.stand("geweigerd", v.verstuurd(v.dag(-5))), v.dag(-2), Antwoord.GEWEIGERD, GEWEIGERD)
    _met_link(w)
    concept = w.stand("concept", v.iemand())
    concept.beginnen(v.dag(-12), uitstroom=v.maand(4))
    _klaar_om_te_versturen(v, concept.traject)
    laten_wachten(v, concept.traject)
    vooraf = w.stand("vooraangemeld", v.iemand())
    vooraf.beginnen(v.dag(-5), uitstroom=v.maand(5))
    vooraf.vooraf_melden(v.dag(-5), maand=v.maand(5))
    aangevuld = w.stand("aangevuld", v.compleet(v.dag(-9)))
    aangevuld.aanvulling(v.dag(-3))
    gesprek_op_dag(aangevuld, v.dag(-3), op=v.dag(2))
    w.stand("voorwaarde", _voorwaarde(v))
    w.stand("vreemd", v.verstuurd(v.dag(-4), begeleider="begeleider2", vragen_aan=None))


def _voorwaarde(v: Verteller) -> Weg:
    """A corporatie asks the regeling at an intake; an organisation was asked and did not answer yet (Z-5.4)."""
    weg = v.iemand(corporatie="beek")
    weg.voorwaarde(v.dag(-9))
    weg.zorg_vragen(v.dag(-9))
    traject = Traject.objects.get(sleutel=weg.traject)
    betrek(v.regio, traject, "linde", Hoedanigheid.HERKOMST, vanaf=v.dag(-9), tot=None)
    return weg


def _voorstellen(regio: Demoregio, traject: UUID) -> None:
    """As in a regeling that asks a second person; this one does not."""
    aanmelding = Aanmelding.objects.get(traject__sleutel=traject)
    voorstel = Besluitvoorstel.objects.create(
        aanmelding=aanmelding,
        op_versie=aanmelding.laatste_versie,
        inhoud={
            "uitkomst": "toegelaten",
            "aannemelijk": True,
            "route": "directe_bemiddeling",
            "invoer": als_codes(IN_ORDE),
            "afwijking": None,
        },
        gebruiker=regio.mensen["coordinator"].sleutel,
        organisatie=regio.organisaties["brug"].sleutel,
        rol=Rol.COORDINATOR,
        voorgesteld_op=VANDAAG,
    )
    Voorsteltekst.objects.create(voorstel=voorstel, motivering="Het kan.")


def _verblijft_elders(weg: Weg) -> None:
    """Begeleider and sender are ours; the kandidaat stays with another organisation."""
    rijen = Betrokkenheid.objects.filter(traject__sleutel=weg.traject, hoedanigheid=Hoedanigheid.HERKOMST)
    rijen.update(organisatie=weg.regio.organisaties["houtduif"])


def _met_link(w: Wereld) -> None:
    """An ordinary row of a gemeente without accounts, and a link that waits for an answer."""
    vragen_aan = {Leefgebied.DAGBESTEDING: "overzij", Leefgebied.VERSLAVING: "kanarie"}
    weg = w.stand("met_link", w.v.verstuurd(w.v.dag(-4), vragen_aan=vragen_aan))
    link_naar(weg, "overzij", w.v.dag(-2))


def link_naar(weg: Weg, code: str, op: date) -> Link:
    """The begeleider sends a link to somebody at this organisation."""
    vraag = Accordering.objects.get(
        aanmelding__traject__sleutel=weg.traject, organisatie=weg.regio.organisaties[code], status="gevraagd"
    )
    with clock.klok_op(op):
        return link_sturen(
            traject=weg.traject,
            vraag=vraag.sleutel,
            naam=MET_LINK,
            email=f"{code}@elders.invalid",
            codewijze=Codewijze.TELEFOON,
            namens=weg.regio.namens("begeleider"),
        )


def _klaar_om_te_versturen(v: Verteller, traject: UUID) -> None:
    namens = v.regio.namens("begeleider")
    with clock.klok_op(v.dag(-2)):
        rijen = dict.fromkeys(Leefgebied, Checklistantwoord(stand=Rijstatus.GEREGELD, zelf=True))
        checklist_bijwerken(traject=traject, rijen=rijen, namens=namens)
        for soort in (Verklaringsoort.AKKOORD_KANDIDAAT, Verklaringsoort.VERKLARING_ZORG):
            verklaring_geven(traject=traject, soort=soort, datum=v.dag(-2), wijze=Wijze.GESPREK, namens=namens)


#: URL slot -> the newest row of this kind in a traject.
_SOORTEN: dict[str, tuple[type[Any], str]] = {
    "brief": (Brief, "traject"),
    "aanbieding": (Aanbieding, "bemiddeling__traject"),
    "evaluatie": (Evaluatie, "traject"), "signaal": (Signaal, "traject"),
    "mdo": (Mdo, "traject"), "herhuisvesting": (Herhuisvesting, "traject"), "aanmelding": (Aanmelding, "traject"),
}  # fmt: skip


def _rijen(traject: Traject) -> dict[str, Any]:
    gevonden: dict[str, Any] = {"traject": traject.sleutel}
    for slot, (model, pad) in _SOORTEN.items():
        rij = model._default_manager.filter(**{pad: traject}).order_by("-pk").first()
        if rij is not None:
            gevonden[slot] = rij.sleutel
    for slot, rijen in {
        "evaluatie": Evaluatie.objects.filter(traject=traject).te_houden().order_by("gepland_op"),
        "laatste_evaluatie": Evaluatie.objects.filter(traject=traject).order_by("-gepland_op"),
        "extra_evaluatie": Evaluatie.objects.filter(traject=traject, soort=EvaluatieSoort.EXTRA),
        "gehouden_evaluatie": Evaluatie.objects.filter(traject=traject).gehouden().order_by("nummer"),
        "gevraagde_evaluatie": Evaluatie.objects.filter(traject=traject).gehouden().order_by("-met_corporatie"),
        "contractbrief": Brief.objects.filter(traject=traject, soort="opstapcontract"),
        "zorgbrief": Brief.objects.filter(traject=traject, soort="mdo_aankondiging", verzonden_op=None),
        "toelatingsbrief": Brief.objects.filter(traject=traject, soort="toelating"),
        "afspraak": Afspraak.objects.filter(traject=traject, mdo__isnull=False),
        "evaluatieafspraak": Afspraak.objects.filter(traject=traject, evaluatie__isnull=False),
        "nee": traject.verklaringen.filter(soort=Verklaringsoort.INSTEMMING_DELEN).order_by("-pk"),
        "venster": traject.termijnen.open().filter(soort="venster_bewaken"),
        "evaluatietermijn": traject.termijnen.open().filter(soort="evaluatie_houden").order_by("datum"),
        "besluittermijn": traject.termijnen.open().filter(soort="toelating_besluiten"),
        "termijn": Termijn.objects.filter(traject=traject, soort="aanmelding_indienen"),
        "accordering": Accordering.objects.filter(aanmelding__traject=traject, rol=Rol.WMO_CONSULENT),
    }.items():
        if (rij := rijen.first()) is not None:
            gevonden[slot] = rij.sleutel
    return gevonden


def _overal(w: Wereld) -> None:
    """What the slots of the other addresses name, the same in every stand."""
    vrij = Woning.objects.van([w.regio.organisaties["beek"]]).beschikbaar().order_by("pk")
    versie = w.regio.regeling.versies.get()
    noor, linde = w.regio.mensen["begeleider"], w.regio.organisaties["linde"]
    voorbij, komend = (
        Afwezigheid.objects.create(
            gebruiker=noor,
            organisatie=linde,
            vervanger=w.wie(Rol.BEGELEIDER).gebruiker,
            gemaakt_door=noor,
            vanaf=VANDAAG + timedelta(days=dagen),
            tot=VANDAAG + timedelta(days=dagen + 9),
        )
        for dagen in (-20, 30)
    )
    w.rijen["concept"]["afwezigheid"] = komend.sleutel
    _overdrachten(w)
    _adviezen(w)
    coordinator = Namens(
        w.wie(Rol.COORDINATOR).gebruiker.sleutel, w.regio.organisaties["brug"].sleutel, Rol.COORDINATOR
    )
    termijn_oppakken(termijn=w.rijen["compleet"]["besluittermijn"], namens=coordinator)
    begeleider = Namens(w.wie(Rol.BEGELEIDER).gebruiker.sleutel, linde.sleutel, Rol.BEGELEIDER)
    termijn_oppakken(termijn=w.rijen["mdo_gehouden"]["evaluatietermijn"], namens=begeleider)
    overal = {
        "aanbieder": w.regio.organisaties["keer"].sleutel,
        "complex": _complexen(w), "woningimport": _woningimport(w),
        "regeling": w.regio.regeling.sleutel, "jaar": VANDAAG.year, "vorig_jaar": VANDAAG.year - 1,
        "woning": vrij[:1].get().sleutel,
        "gebruiker": w.wie(Rol.BEGELEIDER).gebruiker.pk, "organisatie_nummer": linde.pk,
        "mens": noor.sleutel, "organisatie": linde.sleutel, "afwezigheid": voorbij.sleutel,
        "team": Team.objects.create(organisatie=w.regio.organisaties["linde"], naam="Team Oost").pk,
        "roltoekenning": w.wie(Rol.BEGELEIDER).gebruiker.roltoekenningen.get().pk, "regelingversie": versie.pk,
        "commissielid": Commissielid.objects.all()[:1].get().pk,
        "vergaderdag": vergaderdagen(w),
        "voorwaardevraag": Voorwaarde.objects.get().vraag,
        "regeling_nummer": w.regio.regeling.pk,
        "werksoort": "mail", "werk": _blijft_liggen(w), "overstap": _kan_niet_mee(w, versie),
        **registerrijen(w),
        "nummer": 1,
        "naam": MAIL, "bewijs": "verzonnen", "uidb36": "1", "key": "verzonnen", "app_label": "partners",
        "geheim": "verzonnen", "soort": "signaal_gemeld", "rol": "huurder", "vorm": "omklap",
        "url": "bestaat-niet", "content_type_id": "1", "object_id": "1",
    }  # fmt: skip
    document, beheerder = {**versie.document, "besluittermijn_dagen": 21}, w.wie(Rol.BEHEERDER).gebruiker
    namens = Namens(beheerder.sleutel, w.regio.organisaties["gemeente"].sleutel, Rol.BEHEERDER)
    concept_bewaren(regeling=w.regio.regeling.sleutel, document=document, namens=namens)
    for slots in w.rijen.values():
        for slot, waarde in overal.items():
            slots.setdefault(slot, waarde)
    BriefInhoud.objects.update(pdf=b"een brief")
    Brief.objects.filter(sleutel=w.rijen["getekend"]["contractbrief"]).update(op_oude_gegevens_sinds=VANDAAG)


def _complexen(w: Wereld) -> UUID:
    """One of the corporatie that lets the homes, with two of them; another corporatie has one too."""
    beek, ander = (
        Complex.objects.create(corporatie=w.regio.organisaties[code], naam=naam, aantal_woningen=20)
        for code, naam in (("beek", "De Linden"), ("vreemd", "De Verte"))
    )
    Woning.objects.filter(pk__in=list(ander.corporatie.woningen.values_list("pk", flat=True)[:1])).update(complex=ander)
    Woning.objects.filter(pk__in=list(beek.corporatie.woningen.values_list("pk", flat=True)[:2])).update(complex=beek)
    return beek.sleutel


def _woningimport(w: Wereld) -> UUID:
    """A file of the same corporatie that nobody took over yet."""
    regels = [[2, "Inleesweg 1, 7299 AX Lindenhoven", "studio", "600.00", {}]]
    beek, tot = w.regio.organisaties["beek"], clock.echt_nu() + timedelta(days=1)
    return Woningimport.objects.create(corporatie=beek, tot=tot, regels=regels).sleutel


def _overdrachten(w: Wereld) -> None:
    """One that runs, asked of a colleague by name; elsewhere one that she refused."""
    linde, wie = w.regio.organisaties["linde"], w.wie(Rol.BEGELEIDER).gebruiker
    aanbod = Aanbod(start=VANDAAG + timedelta(days=9), besproken_op=VANDAAG, wijze=Wijze.GESPREK, collega=wie.sleutel)
    loopt = overdracht_aanbieden(
        traject=w.rijen["toegelaten"]["traject"], aanbod=aanbod, namens=w.regio.namens("begeleider")
    )
    w.rijen["toegelaten"]["overdracht"] = loopt.sleutel
    for stand in ("alles", "dicht"):
        w.rijen[stand]["overdracht"] = Overdracht.objects.create(
            traject=w.traject(stand),
            van=linde,
            naar=linde,
            collega=wie,
            status="geweigerd",
            reden=Overdrachtweigering.GEEN_PLEK,
            aangeboden_op=VANDAAG - timedelta(days=9),
            start=VANDAAG,
            beantwoord_op=VANDAAG,
        ).sleutel


def _adviezen(w: Wereld) -> None:
    """One that waits for an answer; elsewhere one that was decided without."""
    wie = w.regio.mensen["coordinator"].sleutel
    for stand, besloten in (("compleet", False), ("alles", True), ("dicht", True)):
        w.rijen[stand]["advies"] = Advies.objects.create(
            aanmelding=Aanmelding.objects.get(traject=w.traject(stand)),
            soort=Adviessoort.BEGELEIDING,
            organisatie=w.regio.organisaties["gemeente"],
            rol=Rol.WMO_CONSULENT,
            gevraagd_op=VANDAAG,
            gebruiker=wie,
            afgehandeld_op=VANDAAG if besloten else None,
            afloop=Adviesafloop.BESLOTEN if besloten else "",
        ).sleutel


def _blijft_liggen(w: Wereld) -> UUID:
    """A mail to the begeleider that the mail server refuses."""
    bericht = Bericht.objects.create(
        soort="signaal_gemeld",
        plek="toets",
        ontvanger=w.wie(Rol.BEGELEIDER).gebruiker,
        uitvoeren_vanaf=clock.dienst_nu(),
        geparkeerd_reden="de mailserver weigert deze mail (550)",
    )
    return bericht.sleutel


def _kan_niet_mee(w: Wereld, versie: RegelingVersie) -> UUID:
    """A traject that cannot go along with these agreements."""
    traject = Traject.objects.get(sleutel=w.rijen["concept"]["traject"])
    Overstap.objects.create(
        traject=traject, versie=versie, uitvoeren_vanaf=clock.dienst_nu(), geparkeerd_reden=KAN_NIET_MEE
    )
    return versie.sleutel
