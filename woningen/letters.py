"""What stands in the letters of this room, as plain dicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from opstap.partners.models import Organisatie
from opstap.protocol.begrippen import Route
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.beslissen import Zaak, vergadert
from opstap.protocol.clausules import regelt
from opstap.protocol.contract import OndertekenaarRol, aanzegging_nog_mogelijk, aanzegging_vanaf, aanzegging_voor
from opstap.protocol.datums import datum_voluit, laatste_dag
from opstap.protocol.evaluatiebegrippen import Grond
from opstap.protocol.leefbaarheid import Weigergrond
from opstap.protocol.parameters import Parameters
from opstap.protocol.reageren import RouteUitkomst
from opstap.protocol.starten import Woonafspraak
from opstap.protocol.werkdagen import dag_in_brief
from opstap.trajecten.models import Besluit, Contact, Traject
from woningen.enums import Contractstatus, Gedragsaanwijzing, Grondslag
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
    woning = aanbieding.woning
    return {
        "naam": aanbieding.bemiddeling.traject.naam,
        "adres": woning.adres,
        "woningtype": Woningtype(woning.woningtype).label,
        "huur": bedrag(woning.kale_huur),
        "uiterlijk": dag_in_brief(aanbieding.antwoord_uiterlijk),
        "zelf_gevonden": aanbieding.bemiddeling.route == Route.ZELF_REAGEREN,
        "max_aanbiedingen": aanbieding.bemiddeling.traject.regelingversie.parameters.max_aanbiedingen,
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


def opstapcontract(contract: Huurovereenkomst, zorg: Organisatie) -> dict[str, Any]:
    traject, woning = contract.traject, contract.aanbieding.woning
    parameters = traject.regelingversie.parameters
    return _periode(contract) | {
        "partijen": partijregels(contract.partijen.select_related("organisatie").order_by("pk"), traject),
        "corporatie": contract.verhuurder.naam,
        "zorg": zorg.naam,
        "woningtype": Woningtype(woning.woningtype).label,
        "huur": bedrag(woning.kale_huur),
        "duur": contract.duur_maanden,
        "ritme": contract.evaluatieritme,
        "eerste_weken": parameters.eerste_evaluatie_weken,
        "uren": contract.begeleidingsuren,
        "wie_besluit": wie_besluit(parameters),
        "wie_evalueert": "de opstapcommissie" if vergadert(zaak=Zaak.EVALUATIE, parameters=parameters) else "",
        "met_overleg": bool(parameters.overleg_voor_omzetting),
        "grondslag": Grondslag(contract.grondslag).label,
        "grondslag_op": datum_voluit(contract.grondslag_beoordeeld_op),
        "woonafspraken": woonafspraken(traject),
        "gedragsaanwijzingen": [Gedragsaanwijzing(code).label for code in contract.gedragsaanwijzingen],
    }


def woonafspraken(traject: Traject) -> dict[str, Any]:
    """What the parties agreed on for wonen and neighbours (P-35); empty when they did not."""
    rij = Woonafspraken.objects.filter(traject=traject).select_related("eigen").first()
    if rij is None:
        return {}
    eigen = getattr(rij, "eigen", None)
    return {"regels": [Woonafspraak(code).label for code in rij.afspraken], "tekst": eigen.tekst if eigen else ""}


def wie_besluit(parameters: Parameters) -> str:
    """In the middle of a sentence; who it is comes from the regeling."""
    beslisser = parameters.beslisser_omzetting
    return beslisser.label if beslisser is not None else "wie daarover gaat"


def omzetting(contract: Huurovereenkomst) -> dict[str, Any]:
    assert contract.onbepaald_sinds is not None
    return _periode(contract) | {"sinds": datum_voluit(contract.onbepaald_sinds)}


def niet_omzetten(contract: Huurovereenkomst, gronden: Sequence[Grond], motivering: str) -> dict[str, Any]:
    return _periode(contract) | {
        "gronden": [grond.label for grond in gronden],
        "motivering": motivering.strip(),
        "aanzegging_vanaf": datum_voluit(aanzegging_vanaf(contract.einde)),
        "aanzegging_tot": datum_voluit(laatste_dag(aanzegging_voor(contract.einde))),
    }


def beeindiging(contract: Huurovereenkomst) -> dict[str, Any]:
    return _periode(contract)


def eindafspraak(contract: Huurovereenkomst, afspraak: Eindafspraak) -> dict[str, Any]:
    """`wijze`: the code of EindeWijze."""
    return _periode(contract) | {
        "laatste_huurdag": datum_voluit(laatste_dag(afspraak.einde)),
        "overlegd_op": datum_voluit(afspraak.overlegd_op),
        "opgezegd_op": datum_voluit(afspraak.opgezegd_op) if afspraak.opgezegd_op else "",
        "wijze": afspraak.wijze,
        "vonnis": afspraak.vonnis,
        "sleutel_terug_op": datum_voluit(afspraak.sleutel_terug_op) if afspraak.sleutel_terug_op else "",
    }


def eindafspraak_vervallen(contract: Huurovereenkomst, afspraak: Eindafspraak, *, peildatum: date) -> dict[str, Any]:
    """`nog_open`: whether the contract ends on its last day, or still can; after the window the law makes it vast."""
    nog_open = contract.status == Contractstatus.AANGEZEGD or (
        contract.aanzegging_gemist_op is None and aanzegging_nog_mogelijk(einde=contract.einde, peildatum=peildatum)
    )
    return eindafspraak(contract, afspraak) | {"nog_open": nog_open}


def vergadering(besluit: Besluit) -> str:
    """The day a commissie decided it; empty where nobody met."""
    return datum_voluit(besluit.vergadering_op) if besluit.vergadering_op else ""


def aanzegging(contract: Huurovereenkomst) -> dict[str, Any]:
    return _periode(contract)


def partijregels(partijen: Iterable[Contractpartij], traject: Traject) -> list[dict[str, str]]:
    """`kandidaat`: for whom somebody signs; empty for who signs for himself."""
    return [
        {
            "naam": partijnaam(partij, traject),
            "rol": OndertekenaarRol(partij.rol).label,
            "kandidaat": "" if _tekent_zelf(partij) else traject.naam,
        }
        for partij in partijen
    ]


def partijrol(partij: Contractpartij, traject: Traject) -> str:
    """`curator van Sam Kastelein`."""
    label = OndertekenaarRol(partij.rol).label
    return label if _tekent_zelf(partij) else f"{label} van {traject.naam}"


def _tekent_zelf(partij: Contractpartij) -> bool:
    return partij.organisatie is not None or partij.rol == OndertekenaarRol.HUURDER


def partijnaam(partij: Contractpartij, traject: Traject) -> str:
    """The name of who signs; the person behind it stands in Persoon or Contact only."""
    if partij.organisatie is not None:
        return partij.organisatie.naam
    if partij.rol == OndertekenaarRol.HUURDER:
        return traject.naam
    if contact := Contact.objects.filter(persoon=traject.persoon_id, soort=partij.rol).first():
        return contact.wie
    return "naam nog niet bekend"


def _periode(contract: Huurovereenkomst) -> dict[str, Any]:
    """`einde` is the first day without contract; people read the last day (I-25)."""
    return {
        "naam": contract.traject.naam,
        "adres": contract.aanbieding.woning.adres,
        "ingangsdatum": datum_voluit(contract.ingangsdatum),
        "laatste_dag": datum_voluit(laatste_dag(contract.einde)),
        "einde": datum_voluit(contract.einde),
    }
