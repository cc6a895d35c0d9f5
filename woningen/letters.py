"""What stands in the letters of this room, as plain dicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from opstap import clock
from opstap.partners.models import Organisatie
from opstap.protocol.begrippen import Hoedanigheid, Rol, Route
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.beslissen import Zaak, vergadert
from opstap.protocol.clausules import regelt
from opstap.protocol.contract import (
    OndertekenaarRol,
    aanzegging_nog_mogelijk,
    aanzegging_vanaf,
    aanzegging_voor,
    is_gekoppeld,
)
from opstap.protocol.contractduur import WETTELIJK_HOOGST, duurgrenzen, gewone_vorm, overgangen
from opstap.protocol.contractvormen import VORMEN, Contractvorm, Huurbetaler, Overgang
from opstap.protocol.datums import datum_voluit, hoeveel, laatste_dag, plus_maanden
from opstap.protocol.evaluatiebegrippen import Grond
from opstap.protocol.leefbaarheid import Weigergrond
from opstap.protocol.parameters import Parameters, Voorwaarde
from opstap.protocol.reageren import RouteUitkomst
from opstap.protocol.sluiten import toegang_tot
from opstap.protocol.starten import Woonafspraak
from opstap.protocol.werkdagen import dag_in_brief
from opstap.protocol.wissen import bewaarmaanden
from opstap.trajecten.models import Besluit, Contact, Persoon, Traject
from woningen.enums import Contractstatus, Gedragsaanwijzing, Grondslag, OnbepaaldDoor
from woningen.models import (
    Aanbieding,
    Bemiddeling,
    Contractpartij,
    Eindafspraak,
    Huurovereenkomst,
    Leefbaarheidsweigering,
    Woonafspraken,
)


def bedrag(euro: Decimal) -> str:
    """`€ 612,50`."""
    return f"€ {euro:.2f}".replace(".", ",")


@regelt("Z-9.20")
def aanbod(aanbieding: Aanbieding) -> dict[str, Any]:
    woning, traject = aanbieding.woning, aanbieding.bemiddeling.traject
    parameters = traject.regelingversie.parameters
    return {
        "naam": traject.naam,
        "adres": woning.adres,
        "woningtype": Woningtype(woning.woningtype).label,
        "huur": bedrag(woning.kale_huur),
        "uiterlijk": dag_in_brief(aanbieding.antwoord_uiterlijk),
        "zelf_gevonden": aanbieding.bemiddeling.route == Route.ZELF_REAGEREN,
        "max_aanbiedingen": parameters.max_aanbiedingen,
        "mismatch_telt": not parameters.mismatch_telt_niet,
    } | contractsoort(parameters)


def contractsoort(parameters: Parameters) -> dict[str, Any]:
    """What an offer can say of the contract that follows: little where the regeling leaves a choice."""
    codes = parameters.contractvormen or (gewone_vorm(parameters),)
    if len(mogelijk := overgangen(parameters)) > 1:
        return {"overgang": "keuze"}
    _, hoogst = duurgrenzen(vorm=VORMEN[codes[0]], parameters=parameters)
    return {
        "overgang": mogelijk.pop().value,
        "gekoppeld": all(is_gekoppeld(contractvorm=code, parameters=parameters) for code in codes),
        "duur": hoeveel(hoogst, "maanden") if hoogst and hoogst != WETTELIJK_HOOGST else "",
    }


def vervallen(bemiddeling: Bemiddeling, aanbiedingen: Sequence[Aanbieding], afzender: Organisatie) -> dict[str, Any]:
    geweigerd = [a for a in aanbiedingen if a.status in {"geweigerd", "verlopen"}]
    return {
        "naam": bemiddeling.traject.naam,
        "woningen": [{"adres": _adres_voor(a, afzender), "datum": datum_voluit(a.aangeboden_op)} for a in geweigerd],
        "max_aanbiedingen": bemiddeling.traject.regelingversie.parameters.max_aanbiedingen,
    }


@regelt("Z-9.22")
def leefbaarheid(weigering: Leefbaarheidsweigering, motivering: str) -> dict[str, Any]:
    portiek = f", portiek {weigering.portiek}" if weigering.portiek else ""
    return {
        "naam": weigering.bemiddeling.traject.naam,
        "gebouw": f"{weigering.complex.naam}{portiek}",
        "reden": Weigergrond(weigering.reden).label,
        "motivering": motivering.strip(),
    }


@regelt("Z-9.25")
def route(traject: Traject, besluit: Besluit, motivering: str) -> dict[str, Any]:
    return {
        "naam": traject.naam,
        "zoekt_corporatie": besluit.uitkomst == RouteUitkomst.OVER,
        "motivering": motivering.strip(),
        "max_aanbiedingen": traject.regelingversie.parameters.max_aanbiedingen,
        "vergadering_tekst": datum_voluit(besluit.vergadering_op) if besluit.vergadering_op else "",
    }


def _adres_voor(aanbieding: Aanbieding, afzender: Organisatie) -> str:
    """The sender keeps this letter: of a home of another corporatie it names the corporatie only."""
    woning = aanbieding.woning
    return woning.adres if woning.corporatie == afzender else f"een woning van {woning.corporatie.naam}"


@regelt("Z-2.12", "I-28", "P-22")
def opstapcontract(contract: Huurovereenkomst, zorg: Organisatie) -> dict[str, Any]:
    """`laatste_dag`, `einde`: of the temporary contract, else of what is agreed beside the huur."""
    traject, woning = contract.traject, contract.aanbieding.woning
    parameters = traject.regelingversie.parameters
    return _van_huurders(contract) | {
        "laatste_dag": datum_voluit(laatste_dag(contract.opstap_tot)),
        "einde": datum_voluit(contract.opstap_tot),
        "overgang": contract.vorm.overgang.value,
        "gekoppeld": gekoppeld(contract),
        "verlengbaar": bool(parameters.verlenging_toegestaan),
        "partijen": partijregels(contract.partijen.select_related("organisatie").order_by("pk"), traject),
        "corporatie": contract.verhuurder.naam,
        "zorg": zorg.naam,
        "woningtype": Woningtype(woning.woningtype).label,
        "huur": bedrag(woning.kale_huur),
        "huurbetaler": huurbetaler(contract),
        "duur": contract.duur_maanden,
        "ritme": contract.evaluatieritme,
        "eerste_weken": parameters.eerste_evaluatie_weken,
        "uren": contract.begeleidingsuren,
        "wie_besluit": wie_besluit(parameters),
        "wie_evalueert": "de opstapcommissie" if vergadert(zaak=Zaak.EVALUATIE, parameters=parameters) else "",
        "met_overleg": bool(parameters.overleg_voor_omzetting),
        "grondslag": Grondslag(contract.grondslag).label if contract.grondslag else "",
        "grondslag_op": datum_voluit(contract.grondslag_beoordeeld_op) if contract.grondslag_beoordeeld_op else "",
        "gedragsaanwijzingen": [Gedragsaanwijzing(code).label for code in contract.gedragsaanwijzingen]
        + voorwaarderegels(contract),
        "woonafspraken": woonafspraken(traject, huurder="de bewoner" if contract.vorm.via_zorg else "de huurder"),
    }


def woonafspraken(traject: Traject, *, huurder: str = "de huurder") -> dict[str, Any]:
    """What the parties agreed on for wonen and neighbours in this home (P-35); empty when they did not. `huurder`: his
    word in the contract, where the zorgorganisatie can be huurder."""
    rij = Woonafspraken.objects.filter(traject=traject, vastgelegd_op__isnull=False).select_related("eigen").first()
    if rij is None:
        return {}
    eigen = getattr(rij, "eigen", None)
    regels = [Woonafspraak(code).label.replace("de huurder", huurder) for code in rij.afspraken]
    return {"regels": regels, "tekst": eigen.tekst if eigen else ""}


def papiertitel(contract: Huurovereenkomst) -> str:
    """What stands above the paper that is signed."""
    if contract.vorm.overgang is Overgang.OMKLAP:
        return f"{Contractvorm(contract.contractvorm).label.capitalize()}: huurcontract en opstapcontract"
    titel = "Opstapcontract en huurcontract" if gekoppeld(contract) else "Huurcontract"
    return f"{titel} voor onbepaalde tijd" if contract.vorm.overgang is Overgang.AANVANG else titel


def gekoppeld(contract: Huurovereenkomst) -> bool:
    """Huur and begeleiding are one whole, or the zorgorganisatie is the huurder: she signs."""
    parameters = contract.traject.regelingversie.parameters
    vorm = Contractvorm(contract.contractvorm)
    return contract.vorm.via_zorg or is_gekoppeld(contractvorm=vorm, parameters=parameters)


def voorwaarderegels(contract: Huurovereenkomst) -> list[str]:
    """What the regeling always asks beside the gedragsaanwijzingen, where accepting the begeleiding stands already."""
    codes = [Voorwaarde(code) for code in contract.voorwaarden]
    return [v.label for v in codes if v is not Voorwaarde.BEGELEIDING]


def huurbetaler(contract: Huurovereenkomst) -> str:
    """`de gemeente betaalt de eerste 12 maanden de huur`; empty where the huurder pays it himself."""
    wie = Huurbetaler(contract.huurbetaler)
    maanden = contract.traject.regelingversie.parameters.huurbetaler_derde_maanden
    if wie is Huurbetaler.HUURDER or not maanden:
        return ""
    return f"{wie.label} betaalt de eerste {hoeveel(maanden, 'maanden')} de huur"


def wie_besluit(parameters: Parameters) -> str:
    """In the middle of a sentence; who it is comes from the regeling."""
    beslisser = parameters.beslisser_omzetting
    return beslisser.label if beslisser is not None else "wie daarover gaat"


@regelt("P-10")
def risicodeling(parameters: Parameters) -> str:
    """Who bears unpaid rent (P-10): between gemeente and corporatie, so in no contract of the huurder."""
    procent = parameters.risicodeling_gemeente_procent
    deel = f": de gemeente {procent} procent" if procent is not None else ""
    return f"gemeente en corporatie delen het risico{deel}"


def omklap(contract: Huurovereenkomst, zorg: Organisatie) -> dict[str, Any]:
    assert contract.onbepaald_sinds is not None
    return _van_huurders(contract) | {
        "sinds": datum_voluit(contract.onbepaald_sinds),
        "zorg": zorg.naam,
        "meelezen": _meelezen(contract),
    }


def opstap_afgerond(contract: Huurovereenkomst, zorg: Organisatie) -> dict[str, Any]:
    return _periode(contract) | {
        "gekoppeld": gekoppeld(contract),
        "zorg": zorg.naam,
        "meelezen": _meelezen(contract),
    }


def omzetting(contract: Huurovereenkomst) -> dict[str, Any]:
    assert contract.onbepaald_sinds is not None
    return _van_huurders(contract) | {
        "sinds": datum_voluit(contract.onbepaald_sinds),
        "gekoppeld": gekoppeld(contract),
        "meelezen": _meelezen(contract),
    }


@regelt("A-33")
def _meelezen(contract: Huurovereenkomst) -> dict[str, str]:
    """The first day on which each no longer reads along, now that the traject closes; and on which all is wiped."""
    parameters = contract.traject.regelingversie.parameters
    zorg, gemeente = (
        toegang_tot(
            hoedanigheid=wie,
            is_vast=contract.onbepaald_door != OnbepaaldDoor.WET,
            toegang=parameters.na_omzetting_toegang,
            gesloten_op=clock.vandaag(),
        )
        for wie in (Hoedanigheid.BEGELEIDING, Hoedanigheid.WMO)
    )
    maanden = bewaarmaanden(naam="bewaartermijn_vast_contract_maanden", parameters=parameters)
    wissen = plus_maanden(clock.vandaag(), maanden)
    return {"zorg": datum_voluit(zorg), "gemeente": datum_voluit(gemeente), "wissen": datum_voluit(wissen)}


def niet_omzetten(contract: Huurovereenkomst, gronden: Sequence[Grond], motivering: str) -> dict[str, Any]:
    assert contract.einde is not None
    vanaf = aanzegging_vanaf(contract.einde)
    return _periode(contract) | {
        "gronden": [grond.label for grond in gronden],
        "motivering": motivering.strip(),
        "aanzegging_vanaf": datum_voluit(vanaf) if clock.vandaag() < vanaf else "",
        "aanzegging_tot": datum_voluit(laatste_dag(aanzegging_voor(contract.einde))),
    }


def beeindiging(contract: Huurovereenkomst) -> dict[str, Any]:
    return _periode(contract) | {"verhuurt": verhuurt(contract)}


def wie_vindt(besluit: Besluit) -> dict[str, str]:
    """Who finds with the corporatie that it does not work: only who said so (Z-13.13)."""
    oordelen = besluit.snapshot.get("oordelen", {})
    return {"gemeente_vindt": "ja"} if oordelen and Rol.BEGELEIDER not in oordelen else {}


def verhuurt(contract: Huurovereenkomst) -> str:
    """The zorgorganisatie where she rents the home to the bewoner; empty where the sender does."""
    if not contract.vorm.via_zorg:
        return ""
    zorg = contract.partijen.filter(rol=OndertekenaarRol.ZORG).values_list("organisatie__naam", flat=True)
    return zorg.first() or ""


def eindafspraak(contract: Huurovereenkomst, afspraak: Eindafspraak) -> dict[str, Any]:
    """`wijze`: the code of EindeWijze."""
    return _van_huurders(contract) | {
        "laatste_huurdag": datum_voluit(laatste_dag(afspraak.einde)),
        "overlegd_op": datum_voluit(afspraak.overlegd_op),
        "opgezegd_op": datum_voluit(afspraak.opgezegd_op) if afspraak.opgezegd_op else "",
        "wijze": afspraak.wijze,
        "vonnis": afspraak.vonnis,
        "verhuurt": verhuurt(contract),
        "sleutel_terug_op": datum_voluit(afspraak.sleutel_terug_op) if afspraak.sleutel_terug_op else "",
    }


def eindafspraak_vervallen(contract: Huurovereenkomst, afspraak: Eindafspraak, *, peildatum: date) -> dict[str, Any]:
    """`nog_open`: whether the contract ends on its last day, or still can; after the window the law makes it vast."""
    nog_open = contract.status == Contractstatus.AANGEZEGD or (
        contract.einde is not None
        and contract.aanzegging_gemist_op is None
        and aanzegging_nog_mogelijk(einde=contract.einde, peildatum=peildatum)
    )
    return eindafspraak(contract, afspraak) | {"nog_open": nog_open}


def vergadering(besluit: Besluit) -> str:
    """The day a commissie decided it; empty where nobody met."""
    return datum_voluit(besluit.vergadering_op) if besluit.vergadering_op else ""


def aanzegging(contract: Huurovereenkomst) -> dict[str, Any]:
    return _van_huurders(contract)


def partijregels(partijen: Iterable[Contractpartij], traject: Traject) -> list[dict[str, str]]:
    """`kandidaat`: for whom somebody signs; empty for who signs for himself."""
    return [
        {
            "naam": partijnaam(partij, traject),
            "rol": _partijwoord(partij),
            "kandidaat": "" if _tekent_zelf(partij) else traject.naam,
        }
        for partij in partijen
    ]


def partijrol(partij: Contractpartij, traject: Traject) -> str:
    """`curator van Sam Kastelein`."""
    label = _partijwoord(partij)
    return label if _tekent_zelf(partij) else f"{label} van {traject.naam}"


def _partijwoord(partij: Contractpartij) -> str:
    """What somebody is in this kind of contract."""
    rol = OndertekenaarRol(partij.rol)
    return _VIA_ZORG.get(rol, rol.label) if partij.contract.vorm.via_zorg else rol.label


_VIA_ZORG = {
    OndertekenaarRol.HUURDER: "bewoner en onderhuurder",
    OndertekenaarRol.MEDEHUURDER: "medebewoner en onderhuurder",
    OndertekenaarRol.ZORG: "huurder en begeleidende organisatie",
}


def _tekent_zelf(partij: Contractpartij) -> bool:
    return partij.organisatie is not None or partij.rol in {OndertekenaarRol.HUURDER, OndertekenaarRol.MEDEHUURDER}


def partijnaam(partij: Contractpartij, traject: Traject) -> str:
    """The name of who signs; the person behind it stands in Persoon or Contact only."""
    if partij.organisatie is not None:
        return partij.organisatie.naam
    if partij.rol == OndertekenaarRol.HUURDER:
        return traject.naam
    if partij.rol == OndertekenaarRol.MEDEHUURDER and (mede := medehuurder(traject)):
        return mede.naam
    if contact := Contact.objects.filter(persoon=traject.persoon_id, soort=partij.rol).first():
        return contact.wie
    return "naam nog niet bekend"


def medehuurder(traject: Traject) -> Persoon | None:
    """Who rents along, as the aanmelding says."""
    return Persoon.objects.filter(huurt_mee__aanmelding__traject=traject).first()


def huurt_mee(contract: Huurovereenkomst) -> str:
    """The name of who rents along in this contract; empty when nobody does."""
    tekent = contract.partijen.filter(rol=OndertekenaarRol.MEDEHUURDER).exists()
    mede = medehuurder(contract.traject) if tekent else None
    return mede.naam if mede else ""


def _van_huurders(contract: Huurovereenkomst) -> dict[str, Any]:
    """What is about the huur itself goes to everybody who rents; how it goes with the huurder does not."""
    return _periode(contract) | {"medehuurder": huurt_mee(contract)}


def _periode(contract: Huurovereenkomst) -> dict[str, Any]:
    """`einde` is the first day without contract; people read the last day (I-25). Empty without an end in law."""
    einde = contract.einde
    return {
        "naam": contract.traject.naam,
        "adres": contract.aanbieding.woning.adres,
        "ingangsdatum": datum_voluit(contract.ingangsdatum),
        "laatste_dag": datum_voluit(laatste_dag(einde)) if einde else "",
        "einde": datum_voluit(einde) if einde else "",
    }
