"""What this room shows on the traject page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.urls import reverse

from opstap.partners.models import Gebruiker
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort
from opstap.protocol.begrippen import Fase, Looptijd, Route
from opstap.protocol.bemiddelen import Aanbiedingstatus
from opstap.protocol.beslissen import Zaak
from opstap.protocol.contractvormen import Overgang
from opstap.protocol.datums import datum_voluit, laatste_dag
from opstap.protocol.herhuisvesten import EindeWijze
from opstap.protocol.omzetting import OmzettingUitkomst
from opstap.trajecten.beslissers import mag_beslissen
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.kaart import Handeling, Kaart, rekenhulp
from opstap.trajecten.models import Traject
from opstap.trajecten.toegang import mogelijk_namens
from woningen.enums import (
    LOOPT_TIJDELIJK,
    NIET_AANGEZEGD,
    AanzegWijze,
    Bemiddelingstatus,
    Contractstatus,
    OnbepaaldDoor,
)
from woningen.models import Aanbieding, Aanzegging, Bemiddeling, Huurovereenkomst, Uitruil
from woningen.partijen import contractbrief, gewijzigd_na_tekenen, papier_belemmeringen
from woningen.reageerkaart import zoekwegen
from woningen.services.bemiddelen import kent_delen
from woningen.services.omzetting import overleg_belemmeringen
from woningen.services.uitruil import is_vrijgesteld
from woningen.startkaart import starthandelingen


def woonkaart(traject: Traject, gebruiker: Gebruiker) -> Kaart:
    """Everybody in the traject sees how the search stands; home and contract only who may open the contract."""
    bemiddeling = Bemiddeling.objects.filter(traject=traject).select_related("verhuurder").order_by("-pk").first()
    aanbieding = (
        Aanbieding.objects.van_traject(traject).select_related("woning").reverse().first() if bemiddeling else None
    )
    contract = (
        Huurovereenkomst.objects.geldig().filter(traject=traject).select_related("besluit").order_by("-pk").first()
    )
    mag = bool(mogelijk_namens(gebruiker, Actie.CONTRACT_ZIEN, traject))
    regels: list[tuple[str, str]] = []
    if bemiddeling is not None:
        regels += _zoekregels(bemiddeling, contract)
    if mag and aanbieding is not None and aanbieding.woning_vrij_op is None:
        regels.append(("Woning", aanbieding.woning.adres))
    if contract is not None and (mag or mogelijk_namens(gebruiker, Actie.OMZETTING_BESLUITEN, traject)):
        regels += contractregels(contract)
    handelingen = tuple(
        _na_sluiten(traject, contract)
        if traject.afgesloten_op
        else _handelingen(traject, bemiddeling, aanbieding, contract)
    )
    if bemiddeling is not None and not traject.afgesloten_op:
        handelingen += tuple(zoekwegen(traject, bemiddeling))
    handelingen = tuple(h for h in handelingen if _past(h, traject, gebruiker))
    if bemiddeling is not None and not traject.afgesloten_op:
        handelingen += tuple(_uitruil(traject, bemiddeling, gebruiker))
    return Kaart(regels=tuple(regels), handelingen=handelingen, banner=contractbanner(contract) if mag else "")


_ZAKEN = {
    Actie.VERHUURDER_VRAGEN: Zaak.VERDELING,
    Actie.AANTEKENING_MAKEN: Zaak.VERDELING,
    Actie.ROUTE_WISSELEN: Zaak.TOELATING,
    Actie.OMZETTING_BESLUITEN: Zaak.OMZETTING,
}


def _past(handeling: Handeling, traject: Traject, gebruiker: Gebruiker) -> bool:
    """What the regeling leaves to another is not offered."""
    zaak = _ZAKEN.get(handeling.actie)
    return zaak is None or mag_beslissen(gebruiker, handeling.actie, zaak, traject)


def _zoekregels(bemiddeling: Bemiddeling, contract: Huurovereenkomst | None) -> Iterator[tuple[str, str]]:
    """Nothing of a search that went with its toelating."""
    if bemiddeling.status == Bemiddelingstatus.INGETROKKEN:
        return
    if contract is None:
        stand = Bemiddelingstatus(bemiddeling.status).label
        yield "Zoeken naar een woning", f"{Route(bemiddeling.route).label}: {stand}"
        if bemiddeling.reageren_tot is not None:
            yield "Reageert zelf tot en met", datum_voluit(bemiddeling.reageren_tot)
    if bemiddeling.verhuurder is not None:
        yield "Corporatie", bemiddeling.verhuurder.naam


def contractregels(contract: Huurovereenkomst) -> Iterator[tuple[str, str]]:
    """`einde` is the first day without contract; people read the last day."""
    yield "Huurcontract", Contractstatus(contract.status).label
    if contract.looptijd == Looptijd.ONBEPAALD and contract.onbepaald_sinds is not None:
        woord = "vanaf" if contract.onbepaald_door == OnbepaaldDoor.AANVANG else "sinds"
        yield "Looptijd", f"voor onbepaalde tijd {woord} {datum_voluit(contract.onbepaald_sinds)}"
    else:
        begin, eind = datum_voluit(contract.ingangsdatum), datum_voluit(laatste_dag(contract.opstap_tot))
        wie = "op naam van de zorgorganisatie, " if contract.vorm.overgang is Overgang.OMKLAP else ""
        yield "Looptijd", f"{wie}van {begin} tot en met {eind}"
    if contract.door_overlijden and contract.beeindigd_op is not None:
        yield "Gestopt door overlijden", f"laatste dag van de huur: {datum_voluit(laatste_dag(contract.beeindigd_op))}"
    elif (afspraak := contract.eindafspraak) is not None:
        yield "Afgesproken laatste dag", f"{datum_voluit(laatste_dag(afspraak.einde))}, {afspraak.get_wijze_display()}"
    if contract.besluit is not None:
        uitkomst = OmzettingUitkomst(contract.besluit.uitkomst).label
        yield "Besluit", f"{uitkomst}, op {datum_voluit(contract.besluit.datum)}"


def aanzegbrieven(contract: Huurovereenkomst, gebruiker: Gebruiker) -> list[dict[str, str]]:
    """What happened to each letter of the aanzegging, with a link for who may read it; the newest first."""
    traject = contract.traject
    brieven: Any = traject.brieven
    leesbaar = brieven.leesbaar_voor(mogelijk_namens(gebruiker, Actie.BRIEF_ZIEN, traject))
    mag = set(leesbaar.filter(soort=Briefsoort.AANZEGGING).values_list("pk", flat=True))
    rijen = contract.aanzeggingen.select_related("brief__vervangen_door").order_by("-pk")
    return [_aanzegbrief(rij, traject, mag) for rij in rijen]


def _aanzegbrief(rij: Aanzegging, traject: Traject, mag: Collection[int]) -> dict[str, str]:
    brief = rij.geldende_brief
    delen = [f"gemaakt op {datum_voluit(brief.datum)}"] if brief else []
    if rij.verzonden_op is not None:
        delen.append(f"verstuurd op {datum_voluit(rij.verzonden_op)}, {AanzegWijze(rij.wijze).label}")
    elif brief and brief.hoeft_niet_op is not None:
        delen.append("hoeft niet weg")
    else:
        delen.append("nog niet verstuurd")
    if rij.ontvangen_op is not None:
        delen.append(f"ontvangen op {datum_voluit(rij.ontvangen_op)}")
    url = reverse("brief", args=[traject.sleutel, brief.sleutel]) if brief and brief.pk in mag else ""
    return {"tekst": "; ".join(delen), "url": url}


def contractbanner(contract: Huurovereenkomst | None) -> str:
    """Who decides with the huurder changed; the agreed last day is off; or the aanzegging was missed, and what follows
    by law (L-10)."""
    if contract is None or contract.status not in {Contractstatus.GETEKEND, *LOOPT_TIJDELIJK}:
        return ""
    return " ".join(filter(None, (gewijzigd_na_tekenen(contract.traject, contract), _looptijdbanner(contract))))


def _looptijdbanner(contract: Huurovereenkomst) -> str:
    weg = contract.eindafspraken.order_by("-pk").first() if contract.status != Contractstatus.LOPEND else None
    if weg is not None and weg.ingetrokken_op is not None:
        return (
            f"De afgesproken laatste dag, {datum_voluit(laatste_dag(weg.einde))}, gaat niet door. "
            "De huurder blijft wonen tot er een nieuwe laatste dag is of het contract stopt."
        ) + _gemist(contract, " ")
    return _gemist(contract)


def _gemist(contract: Huurovereenkomst, voor: str = "") -> str:
    if contract.einde is None or contract.aanzegging_gemist_op is None or contract.status not in NIET_AANGEZEGD:
        return ""
    return (
        f"{voor}De aanzegging is niet op tijd ontvangen. "
        f"Het contract wordt per {datum_voluit(contract.einde)} huur voor onbepaalde tijd."
    )


def _handelingen(
    traject: Traject,
    bemiddeling: Bemiddeling | None,
    aanbieding: Aanbieding | None,
    contract: Huurovereenkomst | None,
) -> Iterator[Handeling]:
    if contract is not None:
        yield from contracthandelingen(traject, contract, alles=traject.fase == Fase.BESLUIT)
        yield _doe(Actie.CONTRACT_ZIEN, "Bekijk het contract", "contract", traject)
        yield from starthandelingen(traject, contract)
        if contract.looptijd == Looptijd.BEPAALD and contract.einde is not None:
            yield rekenhulp(
                Actie.CONTRACT_ZIEN,
                traject,
                ingang=contract.ingangsdatum,
                ingebruikname=contract.ingebruikname,
                laatste_dag=laatste_dag(contract.einde),
                ritme=contract.evaluatieritme,
            )
    elif bemiddeling is not None:
        yield from _zoekhandelingen(traject, bemiddeling, aanbieding)


def _zoekhandelingen(traject: Traject, bemiddeling: Bemiddeling, aanbieding: Aanbieding | None) -> Iterator[Handeling]:
    status = Bemiddelingstatus(bemiddeling.status)
    if aanbieding is not None and _vraagt_antwoord(aanbieding):
        url = reverse("woningen:aanbieding", args=[traject.sleutel, aanbieding.sleutel])
        yield Handeling(Actie.WONING_AANBIEDEN, "Leg het antwoord op het aanbod vast", url)
    if status is Bemiddelingstatus.ZOEKT:
        yield _doe(Actie.WONING_AANBIEDEN, "Bied een woning aan", "aanbieden", traject)
        yield _doe(Actie.PASSEN_ZIEN, "Bekijk welke woning past", "passende_woningen", traject)
    if status in {Bemiddelingstatus.WACHT, Bemiddelingstatus.ZOEKT}:
        tekst = "Vraag een corporatie om een woning"
        if bemiddeling.route == Route.ZELF_REAGEREN:
            tekst = "Leg vast van welke corporatie de gevonden woning is"
        elif bemiddeling.verhuurder is not None:
            tekst = "Vraag een andere corporatie om een woning"
        yield _doe(Actie.VERHUURDER_VRAGEN, tekst, "verhuurder_vragen", traject)
    if status is Bemiddelingstatus.TOEGEWEZEN and aanbieding is not None:
        meer = len(traject.regelingversie.parameters.contractvormen or ()) > 1
        pagina = "contractsoort" if meer else "contract_opmaken"
        yield _doe(Actie.CONTRACT_BEHEREN, "Maak het contract op", pagina, traject)
        yield from starthandelingen(traject, None)
        yield _afzien(traject, aanbieding)
    yield from _tot_slot(traject, bemiddeling)


def _tot_slot(traject: Traject, bemiddeling: Bemiddeling) -> Iterator[Handeling]:
    """What has no hurry, or is hoped never to be needed."""
    if bemiddeling.verhuurder is not None and kent_delen(traject):
        yield _doe(
            Actie.VERHUURDER_VRAGEN, "Kies voor welk deel van het contingent dit telt", "contingentdeel", traject
        )
    if bemiddeling.status not in {Bemiddelingstatus.VERVALLEN, Bemiddelingstatus.INGETROKKEN}:
        yield _overlijden(traject)


def _uitruil(traject: Traject, bemiddeling: Bemiddeling, gebruiker: Gebruiker) -> Iterator[Handeling]:
    """Once there is a home, only where the zorgorganisatie said that binding does not count, or where it was written
    down."""
    if not mag_beslissen(gebruiker, Actie.VERHUURDER_VRAGEN, Zaak.VERDELING, traject):
        return
    zoekt = bemiddeling.status in {Bemiddelingstatus.WACHT, Bemiddelingstatus.ZOEKT}
    if zoekt or is_vrijgesteld(traject) or Uitruil.objects.geldig().filter(traject=traject).exists():
        yield _doe(Actie.VERHUURDER_VRAGEN, "Leg uitruil met een andere gemeente vast", "uitruil", traject)


def _overlijden(traject: Traject) -> Handeling:
    return _doe(Actie.CONTRACT_BEHEREN, "Leg een overlijden vast", "overlijden", traject)


def _na_sluiten(traject: Traject, contract: Huurovereenkomst | None) -> Iterator[Handeling]:
    """What somebody can still do when a death closed the traject."""
    if traject.uitkomst != Uitkomst.OVERLEDEN:
        return
    if contract is not None and contract.door_overlijden:
        tekst = "Verander de laatste dag van de huur, of leg vast wie er blijft"
        yield _doe(Actie.CONTRACT_BEHEREN, tekst, "overlijden_huurdag", traject)
    yield _doe(Actie.CONTRACT_BEHEREN, "Draai het overlijden terug: het klopt niet", "overlijden_herroepen", traject)


def _afzien(traject: Traject, aanbieding: Aanbieding) -> Handeling:
    url = reverse("woningen:aanbieding", args=[traject.sleutel, aanbieding.sleutel])
    return Handeling(Actie.WONING_AANBIEDEN, "Leg vast dat de woning toch niet doorgaat", url)


def _vraagt_antwoord(aanbieding: Aanbieding) -> bool:
    return aanbieding.status == Aanbiedingstatus.AANGEBODEN or (
        aanbieding.status == Aanbiedingstatus.VERLOPEN and not aanbieding.afhandeling
    )


def contracthandelingen(traject: Traject, contract: Huurovereenkomst, *, alles: bool) -> Iterator[Handeling]:
    """What can be done with this contract now, the most urgent first; `alles`: also what has no hurry yet."""
    if contract.status == Contractstatus.TER_ONDERTEKENING and papier_belemmeringen(contract):
        brief = contractbrief(contract)
        assert brief is not None
        url = reverse("brief_opnieuw", args=[traject.sleutel, brief.sleutel])
        yield Handeling(Actie.CONTRACT_BEHEREN, "Maak de brief met het contract opnieuw", url)
    if contract.status == Contractstatus.GETEKEND:
        yield _doe(Actie.CONTRACT_BEHEREN, "Leg vast dat de sleutel is gegeven", "sleutel", traject)
    if contract.status not in LOOPT_TIJDELIJK:
        return
    if contract.eindafspraak is not None:
        yield _doe(Actie.CONTRACT_BEHEREN, "Neem de woning en de sleutel terug", "woning_terug", traject)
    laatste_dag_vast = _doe(Actie.CONTRACT_BEHEREN, "Leg de laatste dag van de huur vast", "eindafspraak", traject)
    if contract.status != Contractstatus.LOPEND:
        yield laatste_dag_vast
    if contract.status in NIET_AANGEZEGD:
        yield from _besluithandelingen(traject, contract, alles=alles)
    if contract.status == Contractstatus.LOPEND and alles:
        yield laatste_dag_vast


_OVERGANG = {
    Overgang.OMKLAP: ("Zet het contract op naam van de bewoner", "evaluatie:omklap"),
    Overgang.AANVANG: ("Rond Opstap af: de huur gaat door", "opstap_afronden"),
}


def _besluithandelingen(traject: Traject, contract: Huurovereenkomst, *, alles: bool) -> Iterator[Handeling]:
    besluit = contract.besluit.uitkomst if contract.besluit else ""
    if (overgang := _OVERGANG.get(contract.vorm.overgang)) is not None:
        yield from [_doe(Actie.CONTRACT_BEHEREN, *overgang, traject)] if alles else []
    elif besluit == OmzettingUitkomst.NIET_OMZETTEN:
        if contract.aanzegging_gemist_op is not None and not contract.aanzeggingen.exists():
            return
        yield _doe(Actie.CONTRACT_BEHEREN, "Doe de aanzegging", "aanzegging", traject)
    elif alles and traject.regelingversie.parameters.overleg_voor_omzetting and not overleg_belemmeringen(contract):
        yield _doe(Actie.OMZETTING_BESLUITEN, "Leg overleg over het besluit vast", "overleg", traject)


def correcties(traject: Traject, contract: Huurovereenkomst) -> Iterator[Handeling]:
    """What can be corrected in this contract now."""
    if traject.afgesloten_op is not None:
        yield from _na_sluiten(traject, contract)
        return
    if contract.status in {Contractstatus.TER_ONDERTEKENING, Contractstatus.GETEKEND}:
        yield _doe(Actie.CONTRACT_BEHEREN, "Verbeter de eerste dag van de huur", "ingangsdatum", traject)
        yield _doe(Actie.CONTRACT_BEHEREN, "Trek het contract in", "contract_intrekken", traject)
        yield _afzien(traject, contract.aanbieding)
    if contract.status in LOOPT_TIJDELIJK and contract.eindafspraak is not None:
        yield _doe(Actie.CONTRACT_BEHEREN, "Verbeter de laatste dag van de huur", "eindafspraak_verbeteren", traject)
        if contract.eindafspraak.wijze == EindeWijze.OPZEGGING:
            tekst = "Leg vast dat de huurder de opzegging intrekt"
            yield _doe(Actie.CONTRACT_BEHEREN, tekst, "opzegging_intrekken", traject)
    if contract.status == Contractstatus.AANGEZEGD:
        yield _doe(Actie.CONTRACT_BEHEREN, "Verbeter de ontvangst van de aanzegging", "ontvangst", traject)
    if contract.status in LOOPT_TIJDELIJK:
        yield _doe(Actie.CONTRACT_BEHEREN, "Verbeter de dag van de sleutel", "sleuteldag", traject)
    yield _overlijden(traject)


def _doe(actie: Actie, tekst: str, pagina: str, traject: Traject) -> Handeling:
    return Handeling(actie, tekst, reverse(pagina if ":" in pagina else f"woningen:{pagina}", args=[traject.sleutel]))
