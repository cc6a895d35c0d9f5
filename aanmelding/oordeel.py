"""What who judges reads: how it stands, and per criterium what both sides find (Z-8.14)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from aanmelding import inzage
from aanmelding.delen import Regels
from aanmelding.delen.akkoord import kandidaat_zei, partijen_zei
from aanmelding.delen.behandelaar import behandelaarfeiten
from aanmelding.feiten import vragen_liggen_stil
from aanmelding.gesprek import gepland_gesprek, in_woorden
from aanmelding.models import Aanmelding, AanmeldVersie, Accordering
from aanmelding.services.basis import overleg_bezwaren
from aanmelding.toetsing import OORDEEL, Uitkomsten
from opstap.protocol.aanmeldstappen import Aanmeldstatus, is_compleet
from opstap.protocol.basis import Belemmering
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.gesprek import Gesprekspartner
from opstap.protocol.tijdlijn import NIET_VASTGELEGD
from opstap.protocol.toelaten import ToelatingUitkomst
from opstap.protocol.toetsing import BEVESTIGING, CriteriumInvoer, behandelaaruitkomst
from opstap.protocol.verklaringen import mag_delen, toelaten_bezwaren
from opstap.trajecten.beslissers import vergaderregels
from opstap.trajecten.enums import Besluitsoort
from opstap.trajecten.services import geldend_besluit

#: (tag, words) of a verdict; clear without colour.
_TEKEN = {True: ("klaar", "voldoet"), False: ("te_laat", "voldoet niet"), None: ("later", "nog niet te zeggen")}
_GEVONDEN = {OORDEEL[voldaan]: woord for voldaan, (_, woord) in _TEKEN.items()}
_GEZEGD = _GEVONDEN | {OORDEEL[None]: "zei niets"}


def woord(voldaan: bool | None) -> str:
    return _TEKEN[voldaan][1]


ZEGT_NIETS = "Hierover zegt de aanmelding niets."


def stand(aanmelding: Aanmelding, versie: AanmeldVersie, uiterlijk: date | None) -> Regels:
    a = aanmelding
    loopt = a.compleet_op is not None and a.besloten_op is None
    statussen = Accordering.objects.filter(aanmelding=a).levend().values_list("status", flat=True)
    return [
        ("Stand", Aanmeldstatus(a.status).label),
        ("Verstuurd op", datum_voluit(a.ingediend_op) if a.ingediend_op else ""),
        ("Compleet op", datum_voluit(a.compleet_op) if a.compleet_op else "nog niet"),
        ("Alle andere organisaties gaven akkoord", "ja" if is_compleet(accorderingen=statussen) else "nee"),
        ("Alle nodige ondersteuning is geregeld", "ja" if inzage.is_alles_geregeld(a, versie) else "nee"),
        ("Gesprek met de kandidaat", _gesprek(a)),
        *([("Besluit uiterlijk", datum_voluit(uiterlijk) if uiterlijk else NIET_VASTGELEGD)] if loopt else []),
        *_bevestiging(a),
        *vergaderregels(geldend_besluit(a.traject, Besluitsoort.TOELATING)),
        *eerdere_besluiten(a, met_motivering=True),
    ]


def _gesprek(a: Aanmelding) -> str:
    if (moment := gepland_gesprek(a)) is not None:
        return in_woorden(moment)
    if a.gesprek_op is None:
        return "nog niet" if a.gesprek_nodig else NIET_VASTGELEGD
    met = [Gesprekspartner(code).label for code in a.gesprek_met]
    return f"{datum_voluit(a.gesprek_op)}{', met ook ' if met else ''}{' en '.join(met)}"


def _bevestiging(a: Aanmelding) -> Regels:
    """The outcome of the criterium and no more: not whether there is a behandelaar (A-10, law 6)."""
    if not a.traject.regelingversie.parameters.behandelaar_endorsement:
        return []
    woord = {True: "ja", False: "nee", None: "nog niet"}[behandelaaruitkomst(**behandelaarfeiten(a))]
    return [("Bevestigd dat de kandidaat eraan toe is", woord)]


#: That a question lies still; not why, and not to whom (I-9).
WACHT_OP_ZORG = (
    "De zorgorganisatie is aan zet: zij spreekt met de kandidaat af hoe de aanmelding verder gaat. U hoeft niets te "
    "doen. Toelaten kan nog niet, afwijzen wel. De tijd voor het besluit begint pas als de aanmelding compleet is."
)


def nog_niet_toelaatbaar(a: Aanmelding) -> list[Belemmering]:
    """What stands between this kandidaat and a yes, and not a no."""
    return [*_van_de_kandidaat(a), *overleg_bezwaren(a.traject)]


def _van_de_kandidaat(a: Aanmelding) -> list[Belemmering]:
    if nee := toelaten_bezwaren(laatste=kandidaat_zei(a)):
        return nee
    if a.status == Aanmeldstatus.AANVULLING_GEVRAAGD:
        return [Belemmering("I-3", "De aanmelding wordt aangevuld. Afwijzen kan wel, toelaten nog niet.")]
    if vragen_liggen_stil(a) and not mag_delen(laatste=partijen_zei(a)):
        return [Belemmering("I-3", WACHT_OP_ZORG)]
    if a.status == Aanmeldstatus.INGEDIEND:
        return [Belemmering("I-3", "De aanmelding is nog niet compleet. Afwijzen kan wel, toelaten nog niet.")]
    uitkomst = behandelaaruitkomst(**behandelaarfeiten(a))
    if a.traject.regelingversie.parameters.behandelaar_endorsement and not uitkomst:
        return [Belemmering("A-10", f"{BEVESTIGING[uitkomst]} Toelaten kan nog niet.")]
    return []


# --- the criteria ------------------------------------------------------------------------------------------------


def begin(invoer: CriteriumInvoer, criteria: Collection[int]) -> dict[str, Any]:
    """The fields of the form for the criteria of this regeling, from what the zorgorganisatie says.

    Not those of criterium 1: the corporatie looks that up with herself.
    """
    ja_nee = {True: "ja", False: "nee", None: None}
    velden: dict[int, dict[str, Any]] = {
        2: {"criterium_2": ja_nee[invoer.geen_passende_huisvesting]},
        3: {"criterium_3": ja_nee[invoer.ingeschreven]},
        4: {"criterium_4": ja_nee[invoer.bereid_toewijzing]},
        5: {"criterium_5": ja_nee[invoer.zorg_verklaart_vaardig]},
        6: {"criterium_6": ja_nee[invoer.akkoord_formulier]},
        7: {
            "criterium_7": invoer.binding_maanden,
            "direct_voorafgaand": ja_nee[invoer.direct_voorafgaand],
            "vrijstelling": invoer.vrijstelling,
        },
        8: {"criterium_8": ja_nee[invoer.betaalbaar]},
        9: {"criterium_9": ja_nee[invoer.zorg_verklaart_vaardig]},
    }
    return {naam: waarde for nummer in velden if nummer in criteria for naam, waarde in velden[nummer].items()}


def als_ingevuld(waarden: Mapping[str, Any]) -> dict[str, str]:
    """As if somebody typed what stands there."""
    gevuld = {naam: waarde for naam, waarde in waarden.items() if waarde not in (None, "") and waarde is not False}
    return {naam: "ja" if waarde is True else str(waarde) for naam, waarde in gevuld.items()}


@regelt("Z-8.14", "Z-8.15")
def criteriumregels(form: Any, zorg: Uitkomsten, eigen: Uitkomsten) -> list[dict[str, Any]]:
    """Per criterium three columns: what the zorgorganisatie says, how who decides tests it, and why that comes out."""
    return [
        form.criterium(e.nummer)
        | {
            "zegt": z.uitleg or ZEGT_NIETS,
            "soort": _TEKEN[e.voldaan][0],
            "woord": _TEKEN[e.voldaan][1],
            "waarom": e.uitleg,
            "clausule": e.clausule,
        }
        for z, e in zip(zorg, eigen, strict=True)
    ]


def telling(eigen: Uitkomsten) -> str:
    """In one line: how many are met, which are not, and which cannot be told yet."""
    voldaan = sum(e.voldaan is True for e in eigen)
    delen = [f"{voldaan} van de {len(eigen)} criteria: voldoet."]
    for stand_, woord in ((False, "Voldoet niet"), (None, "Nog niet te zeggen")):
        if nummers := [str(e.nummer) for e in eigen if e.voldaan is stand_]:
            delen.append(f"{woord}: {', '.join(nummers)}.")
    return " ".join(delen)


# --- afterwards --------------------------------------------------------------------------------------------------


def geldend(a: Aanmelding) -> Regels:
    """What holds now and why; empty before a besluit."""
    besluit = geldend_besluit(a.traject, Besluitsoort.TOELATING)
    if besluit is None:
        return []
    motivering = getattr(besluit, "motivering", None)
    return [
        ("Besluit", f"{ToelatingUitkomst(besluit.uitkomst).label}, op {datum_voluit(besluit.datum)}"),
        *([("Waarom zo is besloten", motivering.tekst)] if motivering else []),
    ]


def eerdere_besluiten(a: Aanmelding, *, met_motivering: bool = False) -> Regels:
    """What was decided and does not hold any more; with why, for who decides again."""
    regels = []
    rijen = a.traject.besluiten.filter(soort=Besluitsoort.TOELATING, herzien_door__isnull=False).order_by("pk")
    for besluit in rijen.select_related("herzien_door__motivering"):
        wat, door = ToelatingUitkomst(besluit.uitkomst).label, besluit.herzien_door
        toen, sinds = datum_voluit(besluit.datum), datum_voluit(door.datum)
        regels.append(("Eerder besluit", f"{wat}, op {toen}. Geldt niet meer sinds {sinds}."))
        if met_motivering and (motivering := getattr(door, "motivering", None)):
            regels.append(("Waarom dat niet meer geldt", motivering.tekst))
    return regels


@regelt("Z-8.14")
def besloten(a: Aanmelding, namen: Mapping[int, str]) -> list[tuple[str, str, str]]:
    """(criterium, what the zorgorganisatie said, what was found), of the besluit; empty before it."""
    besluit = geldend_besluit(a.traject, Besluitsoort.TOELATING)
    if besluit is None:
        return []
    zorg: Mapping[str, str] = besluit.snapshot.get("criteria_zorg", {})
    afwijkingen = {str(a["criterium"]): a for a in besluit.snapshot.get("afwijkingen", ())}
    return [
        (
            namen[int(nummer)],
            _GEZEGD.get(zorg.get(nummer, ""), "niet bewaard"),
            _GEVONDEN[eigen] + _afgeweken(afwijkingen.get(nummer), eigen),
        )
        for nummer, eigen in _op_nummer(besluit.snapshot["criteria"])
    ]


@regelt("Z-8.11")
def _afgeweken(afwijking: Mapping[str, Any] | None, eigen: str) -> str:
    """After the verdict that is not met: that it did not stand in the way, and when both were consulted."""
    if afwijking is None or eigen != OORDEEL[False]:
        return ""
    kandidaat, zorg = (
        datum_voluit(date.fromisoformat(afwijking[f"overleg_{wie}_op"])) for wie in ("kandidaat", "zorg")
    )
    return f"; afgeweken, na overleg met de kandidaat op {kandidaat} en met de zorgorganisatie op {zorg}"


def _op_nummer(criteria: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    return sorted(criteria.items(), key=lambda paar: int(paar[0]))
