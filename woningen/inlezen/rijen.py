"""What the cells of a row say of one home, and what is wrong with it: row, column and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.privacywacht import BSN_MELDING, bsn_in
from woningen.inlezen.bestand import BestandFout, Rij

#: Clears what stands there; an empty cell lets it stand.
ONBEKEND = {"onbekend", "weet niet", "weten we niet", "?"}
_JA, _NEE = {"ja", "j", "true", "waar", "1"}, {"nee", "n", "false", "onwaar", "0"}
_BEDRAG = re.compile(r"[0-9]{1,5}(\.[0-9]{1,2})?")
_ADRES, _COMPLEX, _PORTIEK = 160, 80, 20


class Celfout(Exception):
    """`melding` says what is wrong with the cell and what to do."""

    def __init__(self, melding: str) -> None:
        self.melding = melding


@dataclass(frozen=True, slots=True)
class Woningregel:
    """One home of the file. `kenmerken`: only what the row says; None clears. `complex`: its name."""

    rij: int
    adres: str
    woningtype: Woningtype
    kale_huur: Decimal
    kenmerken: Mapping[str, Any]

    @property
    def sleuteladres(self) -> str:
        return self.adres.lower()

    def als_json(self) -> list[Any]:
        return [self.rij, self.adres, self.woningtype.value, str(self.kale_huur), dict(self.kenmerken)]

    @staticmethod
    def uit_json(waarde: Sequence[Any]) -> Woningregel:
        rij, adres, woningtype, kale_huur, kenmerken = waarde
        return Woningregel(rij, adres, Woningtype(woningtype), Decimal(kale_huur), kenmerken)


@dataclass(frozen=True, slots=True)
class Kolom:
    """`nodig`: without it the row says too little."""

    naam: str
    kop: str
    uitleg: str
    lees: Callable[[str], Any]
    nodig: bool = False


def _tekst(hoogstens: int) -> Callable[[str], str]:
    def lees(cel: str) -> str:
        if len(cel) > hoogstens:
            raise Celfout(f"Dit is langer dan {hoogstens} tekens. Maak het korter.")
        if bsn_in(cel):
            raise Celfout(BSN_MELDING)
        if not cel.isprintable():
            raise Celfout("Hier staat een teken dat niet te lezen is. Typ de tekst opnieuw.")
        return " ".join(cel.split())

    return lees


def _soort(cel: str) -> Woningtype:
    gezocht = cel.lower().replace("_", " ")
    for soort in Woningtype:
        if gezocht in (soort.value.replace("_", " "), soort.label.lower()):
            return soort
    raise Celfout(f"Deze soort kent Opstap niet. Kies uit: {', '.join(s.label for s in Woningtype)}.")


def _bedrag(cel: str) -> Decimal:
    kaal = cel.replace("€", "").replace(" ", "").replace("\xa0", "")
    if "," in kaal:
        kaal = kaal.replace(".", "").replace(",", ".")
    if not _BEDRAG.fullmatch(kaal) or not Decimal(kaal):
        raise Celfout("Dit is geen bedrag. Vul een bedrag in euro's in, bijvoorbeeld 612,50.")
    return Decimal(kaal).quantize(Decimal("0.01"))


def _getal(laagst: int, hoogst: int) -> Callable[[str], int]:
    def lees(cel: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,3}", cel) or not laagst <= int(cel) <= hoogst:
            raise Celfout(f"Dit is geen getal van {laagst} tot en met {hoogst}. Vul een heel getal in.")
        return int(cel)

    return lees


def _ja_nee(cel: str) -> bool:
    if cel.lower() in _JA:
        return True
    if cel.lower() in _NEE:
        return False
    raise Celfout("Vul ja of nee in, onbekend om weg te halen wat er staat, of niets.")


KOLOMMEN = (
    Kolom("adres", "Adres", "straat, nummer, postcode en plaats", _tekst(_ADRES), nodig=True),
    Kolom("woningtype", "Soort", ", ".join(s.label for s in Woningtype), _soort, nodig=True),
    Kolom("kale_huur", "Kale huur", "per maand in euro's, bijvoorbeeld 612,50", _bedrag, nodig=True),
    Kolom("complex", "Complex", "de naam; een nieuwe naam wordt een nieuw complex", _tekst(_COMPLEX)),
    Kolom("portiek", "Portiek", "naam of nummer van de ingang", _tekst(_PORTIEK)),
    Kolom("verdieping", "Verdieping", "0 is de begane grond", _getal(-2, 60)),
    Kolom("kamers", "Kamers", "het aantal", _getal(1, 20)),
    Kolom("lift", "Lift", "ja of nee", _ja_nee),
    Kolom("zonder_drempels", "Zonder drempels", "ja of nee", _ja_nee),
    Kolom("stil_huis", "Stil", "ja of nee: weinig geluid van buren", _ja_nee),
    Kolom("huisdier", "Huisdier", "ja of nee: mag er een huisdier", _ja_nee),
    Kolom("zelfstandig", "Zelfstandig", "ja of nee: eigen nummer, keuken, toilet en douche", _ja_nee),
    Kolom("zorgvastgoed", "Zorgvastgoed", "ja of nee: huurt een zorgorganisatie de woning zelf", _ja_nee),
)


@dataclass(frozen=True, slots=True)
class Gelezen:
    regels: list[Woningregel]
    fouten: list[str]


def lees_woningen(rijen: Sequence[Rij]) -> Gelezen:
    """The homes and every fault, in the order of the file. Raises BestandFout when the columns are not right."""
    if len(rijen) < 2:
        raise BestandFout(
            "Er staan geen woningen in. De eerste rij heeft de namen van de kolommen, daarna komen de woningen."
        )
    kolommen = _koppen(rijen[0][1])
    regels: list[Woningregel] = []
    fouten: list[str] = []
    eerder: dict[str, int] = {}
    for nummer, cellen in rijen[1:]:
        regel, mis = _regel(nummer, cellen, kolommen)
        if regel is not None and (dubbel := eerder.setdefault(regel.sleuteladres, nummer)) != nummer:
            mis = [f"Rij {nummer}, kolom Adres: dit adres staat ook in rij {dubbel}. Haal een van beide weg."]
        fouten += mis
        if regel is not None:
            regels.append(regel)
    return Gelezen(regels, fouten)


Kolommen = Sequence[Kolom | None]


def _koppen(cellen: Sequence[str]) -> list[Kolom | None]:
    """The column at each place; a place without a name is empty all the way down."""
    bekend = {kolom.kop.lower(): kolom for kolom in KOLOMMEN}
    gevonden = [bekend.get(" ".join(cel.lower().split())) if cel else None for cel in cellen]
    vreemd = [cel for cel, kolom in zip(cellen, gevonden, strict=True) if cel and kolom is None]
    if vreemd:
        raise BestandFout(
            f"De kolom “{vreemd[0][:40]}” kent Opstap niet. Geef de kolom een naam uit de lijst, of haal hem weg."
        )
    namen = [kolom.kop for kolom in gevonden if kolom is not None]
    if dubbel := next((naam for naam in namen if namen.count(naam) > 1), None):
        raise BestandFout(f"De kolom “{dubbel}” staat er twee keer. Haal een van beide weg.")
    if mist := next((kolom.kop for kolom in KOLOMMEN if kolom.nodig and kolom.kop not in namen), None):
        raise BestandFout(f"De kolom “{mist}” ontbreekt. Neem de namen van de kolommen over uit het voorbeeld.")
    return gevonden


def _regel(
    nummer: int, cellen: Sequence[str], kolommen: Sequence[Kolom | None]
) -> tuple[Woningregel | None, list[str]]:
    waarden: dict[str, Any] = {}
    fouten: list[str] = []
    for plaats, cel in enumerate(cellen):
        kolom = kolommen[plaats] if plaats < len(kolommen) else None
        if kolom is None:
            if cel:
                fouten.append(f"Rij {nummer}: er staat iets in kolom {plaats + 1}, die geen naam heeft. Haal het weg.")
            continue
        try:
            waarden |= _cel(kolom, cel)
        except Celfout as fout:
            fouten.append(f"Rij {nummer}, kolom {kolom.kop}: {fout.melding}")
    fouten += _mist(nummer, waarden, kolommen, fouten)
    if fouten:
        return None, fouten
    adres, woningtype, kale_huur = (waarden.pop(naam) for naam in ("adres", "woningtype", "kale_huur"))
    return Woningregel(nummer, adres, woningtype, kale_huur, waarden), []


def _cel(kolom: Kolom, cel: str) -> dict[str, Any]:
    if not cel:
        return {}
    if cel.startswith("="):
        raise Celfout("Hier staat een formule of een fout. Plak alleen de waarde.")
    if not kolom.nodig and cel.lower() in ONBEKEND:
        return {kolom.naam: None}
    return {kolom.naam: kolom.lees(cel)}


def _mist(nummer: int, waarden: Mapping[str, Any], kolommen: Kolommen, fouten: Sequence[str]) -> list[str]:
    """An empty cell that must be filled; a fault that was named already is not named again."""
    al_genoemd = " ".join(fouten)
    mist = [
        f"Rij {nummer}, kolom {kolom.kop}: dit is leeg. Vul het in."
        for kolom in kolommen
        if kolom is not None and kolom.nodig and kolom.naam not in waarden and f"kolom {kolom.kop}:" not in al_genoemd
    ]
    if waarden.get("portiek") and not waarden.get("complex") and "kolom Complex:" not in al_genoemd:
        mist.append(f"Rij {nummer}, kolom Complex: dit is leeg. Vul in bij welk complex het portiek hoort.")
    return mist
