"""What stands in the letters of this room to the huurder, as plain dicts. Facts anybody could see, no care."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from evaluatie.enums import Notitiesoort, Partij
from evaluatie.models import Afspraak, Herhuisvesting, Mdo, Notitie
from evaluatie.partijen import MDO_KRING
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.datums import datum_met_weekdag, datum_voluit
from opstap.protocol.evaluatiebegrippen import MdoUitkomst, Signaalsoort
from opstap.protocol.momenten import Plaats
from opstap.termijnen.models import Moment
from opstap.termijnen.momenttekst import tijd_tekst
from opstap.trajecten.services import betrokken_organisaties


def aankondiging(mdo: Mdo) -> dict[str, Any]:
    return {"naam": mdo.traject.naam, "zorgen": zorgen(mdo)}


def zorgen(mdo: Mdo) -> list[str]:
    """What was seen, in the words of the closed list; empty when they meet to see whether he can stay."""
    soorten = mdo.signalen.order_by("pk").values_list("soort", flat=True)
    return list(dict.fromkeys(zorg_aan_u(Signaalsoort(soort)) for soort in soorten))


def zorg_aan_u(soort: Signaalsoort) -> str:
    """What was seen, said to the huurder."""
    return _AAN_U.get(soort, soort.label)


_AAN_U = {
    Signaalsoort.VEILIGHEID: "het is niet veilig voor u of voor de buren",
    Signaalsoort.GEEN_CONTACT: "wij kunnen u niet bereiken",
    Signaalsoort.BEGELEIDING_GESTOPT: "u bent met de begeleiding gestopt",
}


#: At whose place people meet.
_BIJ = {
    Plaats.ZORG: Hoedanigheid.BEGELEIDING,
    Plaats.CORPORATIE: Hoedanigheid.VERHUURDER,
    Plaats.GEMEENTE: Hoedanigheid.WMO,
}
_ELDERS = {
    Plaats.THUIS: "bij u thuis",
    Plaats.ONLINE: "online, met beeld; uw begeleider helpt u daarmee",
    Plaats.TELEFOON: "aan de telefoon; wij bellen u",
}


def uitnodiging(mdo: Mdo, moment: Moment) -> dict[str, Any]:
    """`wie`: who sit at the table beside the huurder."""
    assert mdo.gepland_op is not None
    organisaties = betrokken_organisaties(mdo.traject)
    wie = [f"de {rol.label} van {organisaties[h].naam}" for h, rol in MDO_KRING if h in organisaties]
    return {"naam": mdo.traject.naam, "dag": datum_met_weekdag(mdo.gepland_op), "wie": wie} | _waar_en_wanneer(moment)


def _waar_en_wanneer(moment: Moment) -> dict[str, Any]:
    """`waar` with the address of the organisation, so that the huurder can go there."""
    plaats = Plaats(moment.plaats)
    organisatie = betrokken_organisaties(moment.traject).get(_BIJ[plaats]) if plaats in _BIJ else None
    waar = _ELDERS.get(plaats) or moment.get_plaats_display()
    if organisatie is not None:
        waar = f"bij {organisatie.naam}" + (f", {organisatie.adres}" if organisatie.adres else "")
    return {"tijd": tijd_tekst(moment), "waar": waar, "waar_precies": moment.waar}


TITEL_TIJDSLIMIET = "Tot wanneer u de tijd heeft"


def tijdslimiet(mdo: Mdo) -> dict[str, Any]:
    """What was seen, and the day that the corporatie set (Z-13.9)."""
    assert mdo.tijdslimiet is not None
    return {"naam": mdo.traject.naam, "zorgen": zorgen(mdo), "tijdslimiet": datum_voluit(mdo.tijdslimiet)}


def afzegging(mdo: Mdo, dag: date) -> dict[str, Any]:
    """The day that stood in the invitation."""
    return {"naam": mdo.traject.naam, "dag": datum_met_weekdag(dag)}


def afspraken(mdo: Mdo, gemaakt: Sequence[Afspraak]) -> dict[str, Any]:
    """Who does what before when, and until when it may take when that was said (Z-13.6, Z-13.9)."""
    assert mdo.gehouden_op is not None
    return {
        "naam": mdo.traject.naam,
        "gehouden_op": datum_voluit(mdo.gehouden_op),
        "huurder_werkt_mee": mdo.huurder_werkt_mee,
        **({"onzeker": "ja"} if mdo.uitkomst == MdoUitkomst.BEEINDIGING_NASTREVEN else {}),
        "tijdslimiet": datum_voluit(mdo.tijdslimiet) if mdo.tijdslimiet else "",
        "afspraken": [afspraakregel(a) for a in gemaakt],
    }


def afspraakregel(afspraak: Afspraak) -> dict[str, str]:
    notitie = Notitie.objects.filter(onderwerp=afspraak.sleutel, soort=Notitiesoort.AFSPRAAK).first()
    return {
        "wie": Partij(afspraak.wie).label,
        "wat": notitie.tekst if notitie else "",
        "uiterlijk": datum_voluit(afspraak.uiterlijk),
        **({"voorwaarde": "ja"} if afspraak.is_voorwaarde else {}),
    }


def herhuisvesting(rij: Herhuisvesting) -> dict[str, Any]:
    return {
        "naam": rij.traject.naam,
        "procesregie": rij.regisseur == Hoedanigheid.PROCESREGIE,
        "verhuist_op": datum_met_weekdag(rij.verhuist_op) if rij.verhuist_op else "",
    }
