"""The slices of TrajectFeiten this room fills, in few queries however many trajecten (bedrading.FEITENLEVERANCIERS)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from opstap.partners.models import Organisatie
from opstap.protocol.begrippen import Hoedanigheid, Looptijd, Route
from opstap.protocol.feiten import AanbiedingFeit, BemiddelFeiten, ContractFeiten, NeeFeit
from opstap.protocol.inschrijven import Inschrijfwerk
from opstap.protocol.verklaringen import Zegt
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.models import Traject, Verklaring
from opstap.trajecten.services import betrokken_organisatie
from woningen.enums import Bemiddelingstatus
from woningen.models import (
    Aanbieding,
    Aanzegging,
    Bemiddeling,
    Eindafspraak,
    Huurovereenkomst,
    Inschrijfhandeling,
)


def bemiddelfeiten(trajecten: Collection[Traject]) -> dict[int, BemiddelFeiten]:
    """The newest bemiddeling, with every offer of the traject: their numbers go on when the route changes. What was
    agreed about reacting oneself, and the registration, stay when the route changes."""
    rijen = list(Bemiddeling.objects.filter(traject__in=trajecten).order_by("pk"))
    nieuwste = {rij.traject_id: rij for rij in rijen}
    zelf = {
        rij.traject_id: rij
        for rij in rijen
        if rij.reageren_tot is not None and rij.status != Bemiddelingstatus.INGETROKKEN
    }
    ingeschreven = _ingeschreven(nieuwste)
    aanbiedingen: dict[int, list[Aanbieding]] = defaultdict(list)
    for aanbieding in Aanbieding.objects.filter(bemiddeling__traject__in=nieuwste).select_related("bemiddeling"):
        aanbiedingen[aanbieding.bemiddeling.traject_id].append(aanbieding)
    return {
        pk: _bemiddeling(rij, sorted(aanbiedingen[pk], key=lambda a: a.pk), zelf.get(pk), ingeschreven[pk])
        for pk, rij in nieuwste.items()
    }


def _ingeschreven(nieuwste: Mapping[int, Bemiddeling]) -> dict[int, dict[str, Any]]:
    """Per traject which work in the register was done when. A toewijzing is of the search that found the home."""
    gevonden: dict[int, dict[str, Any]] = defaultdict(dict)
    rijen = Inschrijfhandeling.objects.filter(bemiddeling__traject__in=nieuwste).select_related("bemiddeling")
    for rij in rijen.order_by("pk"):
        traject = rij.bemiddeling.traject_id
        if rij.werk != Inschrijfwerk.TOEWIJZING or rij.bemiddeling_id == nieuwste[traject].pk:
            gevonden[traject][_WERK[Inschrijfwerk(rij.werk)]] = rij.gedaan_op
    return gevonden


_WERK = {
    Inschrijfwerk.AANTEKENING: "aantekening_op",
    Inschrijfwerk.AMBTSHALVE: "ingeschreven_op",
    Inschrijfwerk.TOEWIJZING: "verwerkt_op",
}


def _bemiddeling(
    rij: Bemiddeling, aanbiedingen: Iterable[Aanbieding], zelf: Bemiddeling | None, ingeschreven: Mapping[str, Any]
) -> BemiddelFeiten:
    return BemiddelFeiten(
        sleutel=rij.sleutel,
        route=Route(rij.route),
        status=rij.status,
        begonnen_op=rij.begonnen_op,
        verhuurder_gevraagd_op=rij.verhuurder_gevraagd_op,
        toegewezen_op=rij.toegewezen_op,
        reageren_tot=zelf.reageren_tot if zelf else None,
        reageren_klaar_op=(zelf.reageren_beslist_op or zelf.toegewezen_op) if zelf else None,
        **ingeschreven,
        aanbiedingen=tuple(
            AanbiedingFeit(
                sleutel=a.sleutel,
                status=a.status,
                aangeboden_op=a.aangeboden_op,
                antwoord_uiterlijk=a.antwoord_uiterlijk,
                afgehandeld_op=a.afgehandeld_op,
            )
            for a in aanbiedingen
        ),
    )


def contractfeiten(trajecten: Collection[Traject]) -> dict[int, ContractFeiten]:
    """The newest contract; what was received counts, not what was sent (L-11)."""
    rijen = Huurovereenkomst.objects.geldig().filter(traject__in=trajecten).select_related("besluit").order_by("pk")
    nieuwste = {rij.traject_id: rij for rij in rijen}
    afspraken = Eindafspraak.objects.geldig().filter(contract__in=nieuwste.values())
    bij_contract = {a.contract_id: a for a in afspraken}
    aanzeggingen = Aanzegging.objects.ontvangen().filter(contract__in=nieuwste.values()).order_by("-pk")
    ontvangen = {a.contract_id: a.ontvangen_op for a in aanzeggingen}
    nees = _nees({r.sleutel for r in nieuwste.values()}, nieuwste)
    return {
        pk: _contract(r, bij_contract.get(r.pk), ontvangen.get(r.pk), nees[r.sleutel]) for pk, r in nieuwste.items()
    }


def _nees(contracten: Collection[UUID], trajecten: Collection[int]) -> dict[UUID, list[NeeFeit]]:
    """Per contract each nee of the huurder, and since when it is over: a talk about it, or his next answer."""
    soorten = (Verklaringsoort.INSTEMMING_DELEN, Verklaringsoort.NEE_BESPROKEN)
    gezegd: dict[UUID, list[Verklaring]] = defaultdict(list)
    besproken: dict[UUID, date] = {}
    for rij in Verklaring.objects.filter(traject__in=trajecten, soort__in=soorten).order_by("pk"):
        if rij.onderwerp is None:
            continue
        if rij.soort == Verklaringsoort.NEE_BESPROKEN:
            besproken.setdefault(rij.onderwerp, rij.datum)
        elif rij.onderwerp in contracten:
            gezegd[rij.onderwerp].append(rij)
    nees: dict[UUID, list[NeeFeit]] = defaultdict(list)
    for contract, rijen in gezegd.items():
        for rij, volgende in zip(rijen, [*rijen[1:], None], strict=True):
            if rij.uitspraak.zegt is not Zegt.JA:
                anders = volgende.datum if volgende else None
                klaar = besproken.get(rij.sleutel) or anders
                nees[contract].append(NeeFeit(rij.sleutel, rij.datum, klaar, geldt=volgende is None))
    return nees


def _contract(
    rij: Huurovereenkomst, afspraak: Eindafspraak | None, ontvangen: date | None, nees: Iterable[NeeFeit]
) -> ContractFeiten:
    return ContractFeiten(
        sleutel=rij.sleutel,
        status=rij.status,
        looptijd=Looptijd(rij.looptijd),
        opgemaakt_op=rij.opgemaakt_op,
        ingangsdatum=rij.ingangsdatum,
        einde=rij.einde,
        ritme=rij.evaluatieritme,
        getekend_op=rij.getekend_op,
        ingebruikname=rij.ingebruikname,
        besluit=rij.besluit.uitkomst if rij.besluit else "",
        besloten_op=rij.besluit.datum if rij.besluit else None,
        aanzegging_ontvangen_op=ontvangen,
        aanzegging_gemist_op=rij.aanzegging_gemist_op,
        beeindigd_op=_gestopt_op(rij, afspraak),
        einde_afgesproken_op=afspraak.afgesproken_op if afspraak else None,
        afgesproken_einde=afspraak.einde if afspraak else None,
        overgang=rij.vorm.overgang,
        opstap_tot=rij.opstap_tot,
        nees=tuple(nees),
    )


def _gestopt_op(contract: Huurovereenkomst, afspraak: Eindafspraak | None) -> date | None:
    """The day it was over for those who work on it: the keys may come back before the first day without rent. Who died
    left nothing done: every duty lapses."""
    if contract.door_overlijden:
        return None
    terug = afspraak.sleutel_terug_op if afspraak else None
    return min(contract.beeindigd_op, terug) if contract.beeindigd_op and terug else contract.beeindigd_op


def woonadres(traject: Traject, afzender: Organisatie) -> tuple[str, date | None]:
    """The home somebody has the key of, and since when (bedrading.WOONADRES); only for the verhuurder, the
    zorgorganisatie and who took the besluit: a letter of another goes through the zorgorganisatie (law 6)."""
    bewoond = Huurovereenkomst.objects.bewoond().filter(traject=traject)
    contract = bewoond.select_related("aanbieding__woning__corporatie", "besluit").order_by("-pk").first()
    if contract is None:
        return "", None
    besloot = contract.besluit.organisatie if contract.besluit else None
    weet_het = (contract.verhuurder, betrokken_organisatie(traject, Hoedanigheid.BEGELEIDING))
    if afzender not in weet_het and afzender.sleutel != besloot:
        return "", None
    return contract.aanbieding.woning.adres, contract.ingebruikname
