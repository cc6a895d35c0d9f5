"""One filled database: a traject with a row of nearly every kind, each made by the service people use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from pytest import MonkeyPatch

from aanmelding import services as aanmelden
from aanmelding.enums import BindingBron
from evaluatie.enums import Partij
from evaluatie.services import NieuweAfspraak, handtekeningen_vastleggen, mdo_voorbereiden
from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.adviseren import Geschikt
from opstap.protocol.begrippen import Hoedanigheid, Instroomroute, Leefgebied, Rol, Route
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, Grond, ItemOordeel, MdoUitkomst, Signaalsoort
from opstap.protocol.omzetting import OmzettingUitkomst
from opstap.protocol.potten import Potten
from opstap.protocol.starten import Woonafspraak
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.regelingen.models import Deelname
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrekken
from opstap.veldentabel import eigen_modellen
from tests.aanmelding import verloop as aanmeldverloop
from tests.evaluatie import verloop as evaluatieverloop
from tests.rolbezetting import Regio, maak_regio
from tests.woningen import verloop as woonverloop
from woningen.models import Huurovereenkomst
from woningen.services import ambtshalve_inschrijven, woonafspraken_vastleggen

AANGEMELD = date(2024, 3, 4)
TOEGELATEN = date(2024, 4, 15)
INGANG = date(2024, 7, 1)
BESLOTEN = date(2026, 2, 2)
#: Months after the decision: reminders, mail and letters are due.
NU = date(2026, 4, 7)

#: What is typed about the kandidaat; every value occurs nowhere else.
NAAM, GEBOREN = "Zwaluw Roodborst", date(1991, 2, 13)
ADRES, TELEFOON = "Nachtegaallaan 71, 7299 QX Vogelwijk", "0655544433"
BEWINDVOERDER = aanmelden.Vertegenwoordiger(
    naam="Tapuit Grutto", organisatie="Bewind Wielewaal", telefoon="0677788899", email="bewind@wielewaal.example"
)
INSCHRIJFNUMMER, AMBTSHALVE, WOONADRES = "WK-7391846", "WK-5512093", "Kwikstaarthof 9, 7299 QZ Vogelwijk"
GEWEIGERDE_WONING = "Lijsterpad 4, 7299 QY Vogelwijk"
TOELATING = "Motivering toelating: de merel zingt elke ochtend."
VRAAG = "Klopt het nest van de boomklever nog?"
ADVIES = "De fuut broedt graag bij iemand in de buurt."
BEWONER, BEGELEIDER = "Ik hoor de koekoek in de tuin.", "De ijsvogel zat op het hek."
AFSPRAAK, MDO_AFSPRAAK = "De reiger voert de vissen elke week.", "De ooievaar komt elke maandag langs."
VOORBEREIDING, HUURDER_ZEGT = "De specht klopt niet meer.", "Ik wil bij de zwaluwen blijven."
WOONAFSPRAAK = "De papegaai is na tien uur stil."
KAMER = "De achterkamer bij de pelikaan"
SIGNAAL, NIET_GELUKT = "De buren hoorden de uil.", "Motivering MDO: de kraai kwam elke nacht terug."
GEEN_OMZETTING = "Motivering besluit: de specht bleef kloppen."


@dataclass(frozen=True)
class Dossier:
    """`brieven`: the template and the facts of every letter, as they were handed over."""

    regio: Regio
    traject: Traject
    contract: Huurovereenkomst
    brieven: list[tuple[str, Mapping[str, Any]]]


def dossier_maken() -> Dossier:
    brieven: list[tuple[str, Mapping[str, Any]]] = []

    def opschrijven(sjabloon: str, gegevens: Mapping[str, Any]) -> str:
        brieven.append((sjabloon, gegevens))
        return render_to_string(sjabloon, gegevens)

    with MonkeyPatch.context() as even:
        even.setattr("opstap.post.services.brieven.render_to_string", opschrijven)
        regio, traject, contract = _gelopen()
    return Dossier(regio, traject, contract, brieven)


def _gelopen() -> tuple[Regio, Traject, Huurovereenkomst]:
    regio = maak_regio()
    zorg, coordinator = regio.namens(regio.begeleider), regio.namens(regio.coordinator)
    traject = _aangemeld(regio, zorg, coordinator)
    contract = _wonen(regio, traject, coordinator)
    _goed_en_slecht(regio, traject, contract)
    _gesprek_gepland(regio, zorg, coordinator)
    return regio, Traject.objects.get(pk=traject.pk), Huurovereenkomst.objects.get(pk=contract.pk)


def _aangemeld(regio: Regio, zorg: Namens, coordinator: Namens) -> Traject:
    """With an ordinary row for the gemeente and a sensitive one for another zorgorganisatie, both agreed."""
    begonnen = aanmeldverloop.aanmelding_begonnen(
        op=AANGEMELD, regeling=regio.regeling, begeleider=zorg, naam=NAAM, geboortedatum=GEBOREN
    )
    sleutel = begonnen.sleutel
    hulp = {
        Leefgebied.DAGBESTEDING: (regio.gemeente, regio.namens(regio.wmo_consulent)),
        Leefgebied.VERSLAVING: (regio.andere_zorg, regio.namens(regio.buitenstaander)),
    }
    with clock.klok_op(AANGEMELD):
        aanmelden.persoon_bijwerken(
            traject=sleutel,
            naam=NAAM,
            geboortedatum=GEBOREN,
            telefoon=TELEFOON,
            adres=ADRES,
            namens=zorg,
        )
        aanmelden.vertegenwoordiging_bijwerken(
            traject=sleutel, gegevens={Vertegenwoordiging.BEWINDVOERDER: BEWINDVOERDER}, namens=zorg
        )
        aanmelden.uitstroom_bijwerken(traject=sleutel, gegevens=_uitstroom(), namens=zorg)
    anders = {
        gebied: aanmelden.Checklistantwoord(stand=Rijstatus.AANGEVRAAGD, uitvoerder=wie.sleutel)
        for gebied, (wie, _) in hulp.items()
    }
    aanmeldverloop.checklist_ingevuld(op=AANGEMELD, traject=sleutel, begeleider=zorg, anders=anders)
    aanmeldverloop.akkoord_gegeven(op=AANGEMELD, traject=sleutel, begeleider=zorg)
    aanmeldverloop.verstuurd(op=AANGEMELD, traject=sleutel, begeleider=zorg)
    for gebied, (_, uitvoerder) in hulp.items():
        aanmeldverloop.akkoord_van_uitvoerder(
            op=AANGEMELD + timedelta(days=3), traject=sleutel, leefgebied=gebied, uitvoerder=uitvoerder
        )
    _aangevuld(sleutel, zorg, coordinator)
    _geadviseerd(regio, sleutel, coordinator)
    aanmeldverloop.gesprek_gevoerd(op=TOEGELATEN, traject=sleutel, coordinator=coordinator)
    with clock.klok_op(TOEGELATEN):
        besluit = aanmelden.Toelatingsbesluit(
            uitkomst=aanmeldverloop.ToelatingUitkomst.TOEGELATEN,
            invoer=aanmeldverloop.VOLDOET,
            aannemelijk=True,
            motivering=TOELATING,
            route=Route.DIRECTE_BEMIDDELING,
        )
        aanmelden.toelating_besluiten(traject=sleutel, besluit=besluit, namens=coordinator)
    return Traject.objects.get(sleutel=sleutel)


def _gesprek_gepland(regio: Regio, zorg: Namens, coordinator: Namens) -> None:
    """Of somebody else: only while it is judged somebody reads where the gesprek is."""
    dag = NU - timedelta(days=5)
    ander = aanmeldverloop.ingevuld(
        op=dag, regeling=regio.regeling, begeleider=zorg, uitstroom=NU + timedelta(days=120)
    )
    aanmeldverloop.verstuurd(op=dag, traject=ander.sleutel, begeleider=zorg)
    hoe = replace(evaluatieverloop.HOE, waar=KAMER)
    with clock.klok_op(dag):
        aanmelden.gesprek_plannen(traject=ander.sleutel, dag=NU + timedelta(days=3), hoe=hoe, namens=coordinator)


def _aangevuld(traject: UUID, zorg: Namens, coordinator: Namens) -> None:
    """A question, answered without a change."""
    with clock.klok_op(AANGEMELD + timedelta(days=4)):
        aanmelden.aanvulling_vragen(traject=traject, onderdelen=["persoon"], tekst=VRAAG, namens=coordinator)
        aanmelden.aanmelding_indienen(traject=traject, namens=zorg)


def _geadviseerd(regio: Regio, traject: UUID, coordinator: Namens) -> None:
    with clock.klok_op(AANGEMELD + timedelta(days=5)):
        Deelname.objects.create(
            regeling=regio.regeling,
            organisatie=regio.andere_zorg,
            hoedanigheid=Hoedanigheid.ADVIES,
            vanaf=AANGEMELD,
        )
        advies = aanmelden.advies_vragen(traject=traject, aan=regio.andere_zorg.sleutel, namens=coordinator)
        aanmelden.advies_geven(
            onderwerp=advies.sleutel, antwoord=Geschikt.MITS, tekst=ADVIES, namens=regio.namens(regio.buitenstaander)
        )


def _uitstroom() -> aanmelden.Uitstroomgegevens:
    return aanmelden.Uitstroomgegevens(
        instroomroute=Instroomroute.OPVANG,
        uitstroom=date(2024, 9, 1),
        binding_maanden=48,
        binding_bron=BindingBron.UITTREKSEL,
        direct_voorafgaand=True,
        woonkeus_nummer=INSCHRIJFNUMMER,
        voorkeursroute=Route.DIRECTE_BEMIDDELING,
    )


def _wonen(regio: Regio, traject: Traject, coordinator: Namens) -> Huurovereenkomst:
    """One home refused, the next one taken; contract, key."""
    consulent, sleutel = regio.namens(regio.consulent), traject.sleutel
    gewichten = {regio.corporatie.sleutel: 300, regio.andere_corporatie.sleutel: 100}
    woonverloop.contingent_vastgelegd(
        op=TOEGELATEN, regeling=regio.regeling, potten=Potten(4, 1, True), gewichten=gewichten, coordinator=coordinator
    )
    corporatie = regio.corporatie.sleutel
    woonverloop.verhuurder_gevraagd(op=TOEGELATEN, traject=sleutel, corporatie=corporatie, coordinator=coordinator)
    for adres, antwoord in ((GEWEIGERDE_WONING, woonverloop.geweigerd), (WOONADRES, woonverloop.geaccepteerd)):
        woning = woonverloop.woning_toegevoegd(op=TOEGELATEN, adres=adres, consulent=consulent)
        dag = date(2024, 5, 1) if antwoord is woonverloop.geweigerd else date(2024, 5, 8)
        aanbod = woonverloop.woning_aangeboden(op=dag, traject=sleutel, woning=woning.sleutel, consulent=consulent)
        antwoord(op=dag + timedelta(days=2), aanbieding=aanbod.sleutel, consulent=consulent)
    dag = date(2024, 5, 20)
    with clock.klok_op(dag):
        ambtshalve_inschrijven(traject=sleutel, nummer=AMBTSHALVE, gedaan_op=dag, namens=consulent)
        woonafspraken_vastleggen(
            traject=sleutel, afspraken=[Woonafspraak.HUURDER_KENNISMAKEN], tekst=WOONAFSPRAAK, namens=consulent
        )
    contract = woonverloop.contract_opgemaakt(op=dag, traject=sleutel, ingangsdatum=INGANG, consulent=consulent)
    woonverloop.door_allen_getekend(op=dag + timedelta(days=7), contract=contract.sleutel, consulent=consulent)
    return woonverloop.sleutel_gegeven(op=INGANG, contract=contract.sleutel, consulent=consulent)


def _goed_en_slecht(regio: Regio, traject: Traject, contract: Huurovereenkomst) -> None:
    """An evaluatie, a missed one, a signaal, an MDO with the gemeente, and no vast contract."""
    zorg, consulent = regio.namens(regio.begeleider), regio.namens(regio.consulent)
    with clock.klok_op(INGANG):
        betrekken(traject, organisatie=regio.gemeente, hoedanigheid=Hoedanigheid.PROCESREGIE, reden="overleg")
    eerste, tweede = (evaluatieverloop.evaluatie_nummer(traject=traject, nummer=n) for n in (1, 2))
    evaluatieverloop.evaluatie_gehouden(
        evaluatie=eerste.sleutel,
        op=eerste.gepland_op,
        namens=zorg,
        anders={EvaluatieItem.HUUR: ItemOordeel.AANDACHT},
        bewoner=BEWONER,
        begeleider=BEGELEIDER,
        afspraken=[NieuweAfspraak(Partij.HUURDER, AFSPRAAK, date(2024, 9, 1), EvaluatieItem.HUUR)],
    )
    dag = tweede.gepland_op
    evaluatieverloop.evaluatie_gemist(evaluatie=tweede.sleutel, op=dag, naar=dag + timedelta(days=7), namens=zorg)
    _overleg(regio, traject, zorg, date(2025, 3, 3))
    woonverloop.overlegd(op=BESLOTEN - timedelta(days=7), contract=contract.sleutel, consulent=consulent)
    evaluatieverloop.omzetting_besloten(
        contract=contract.sleutel,
        op=BESLOTEN,
        namens=consulent,
        uitkomst=OmzettingUitkomst.NIET_OMZETTEN,
        gronden=[Grond.HUUR],
        motivering=GEEN_OMZETTING,
    )


def _overleg(regio: Regio, traject: Traject, zorg: Namens, dag: date) -> None:
    signaal = evaluatieverloop.signaal_gemeld(
        traject=traject, op=dag, namens=zorg, soort=Signaalsoort.OVERLAST, toelichting=SIGNAAL
    )
    consulent = regio.namens(regio.consulent)
    mdo = evaluatieverloop.mdo_gemeld(signaal=signaal.sleutel, op=dag, namens=consulent)
    gepland = dag + timedelta(days=14)
    hoe = replace(evaluatieverloop.HOE, waar=KAMER)
    evaluatieverloop.mdo_gepland(mdo=mdo.sleutel, geinformeerd_op=dag, gepland_op=gepland, namens=zorg, hoe=hoe)
    with clock.klok_op(dag):
        mdo_voorbereiden(mdo=mdo.sleutel, tekst=VOORBEREIDING, huurder=HUURDER_ZEGT, namens=zorg)
    evaluatieverloop.mdo_gehouden(
        mdo=mdo.sleutel,
        op=gepland,
        namens=zorg,
        uitkomst=MdoUitkomst.BEEINDIGING_NASTREVEN,
        motivering=NIET_GELUKT,
        afspraken=[NieuweAfspraak(Partij.BEGELEIDER, MDO_AFSPRAAK, gepland + timedelta(days=60))],
    )
    with clock.klok_op(gepland):
        handtekeningen_vastleggen(mdo=mdo.sleutel, getekend={Partij.BEGELEIDER: gepland}, namens=zorg)
    evaluatieverloop.oordeel_gegeven(mdo=mdo.sleutel, op=gepland, namens=consulent)


# --- readers -------------------------------------------------------------------------------------------------------


def alles() -> dict[str, dict[Any, dict[str, Any]]]:
    """Every row of every own table, by table and key."""
    return {
        model._meta.db_table: {rij[model._meta.pk.attname]: rij for rij in model._base_manager.values()}
        for model in eigen_modellen()
    }


def verschil(voor: dict[str, Any], na: dict[str, Any]) -> dict[str, Any]:
    """table -> keys of rows that came, went or changed."""
    return {
        tabel: sorted(
            str(sleutel)
            for sleutel in voor[tabel].keys() | na[tabel].keys()
            if voor[tabel].get(sleutel) != na[tabel].get(sleutel)
        )
        for tabel in voor
        if voor[tabel] != na[tabel]
    }


def mensen(regio: Regio) -> dict[Rol, Gebruiker]:
    """One account per role of the organisations of the dossier."""
    return {Rol(naam): getattr(regio, naam) for naam in Rol.codes() if hasattr(regio, naam)}
