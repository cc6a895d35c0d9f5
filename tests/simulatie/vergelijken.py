"""Lay what is stored beside what the oracle wants; every difference is a sentence under one of the heads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.module_loading import import_string

from aanmelding.models import Aanvulvraag, Accordering, Overdracht
from evaluatie.models import Afspraak, Evaluatie, Herhuisvesting, Mdo, Signaal
from opstap import clock
from opstap.bedrading import CONTROLES
from opstap.partners.models import Organisatie
from opstap.post.berichten import DAGPOST
from opstap.post.models import Bericht
from opstap.termijnen.models import Termijn
from opstap.trajecten.models import Traject
from tests.simulatie.dossier import OORDELEN, Dossier
from tests.simulatie.dossier import Evaluatie as Wens
from tests.simulatie.draaien import POST, Uitkomst
from tests.simulatie.ladder import PLICHTEN
from tests.simulatie.orakel import OPEN, Orakel, Plicht
from woningen.models import Huurovereenkomst

#: (traject, kind, place): which duty it is, in the words of the story
_Plek = tuple[int, str, str]
#: Contacts leave in this world and nobody names new ones: what is told then is what it proves.
_NIET_HIER = {"opstap.regelingen.controles.twee_contacten"}
KOPPEN = ("gemist", "te_vroeg", "te_laat", "dubbel", "verkeerd", "open_na_sluiten", "stil", "controles")


@dataclass
class Verschillen:
    zaad: int
    orakel: Orakel
    zinnen: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: {kop: [] for kop in KOPPEN})

    def meld(self, kop: str, nr: int, zin: str) -> None:
        self.zinnen[kop].append((nr, zin))

    @property
    def cijfers(self) -> dict[str, int]:
        return {kop: len(zinnen) for kop, zinnen in self.zinnen.items()}

    @property
    def zijn_er(self) -> bool:
        return any(self.cijfers.values())

    def __str__(self) -> str:
        """Seed, every kind of difference, and the whole life of the first traject that has one."""
        regels = [f"zaad {self.zaad}: {self.cijfers}"]
        for kop, zinnen in self.zinnen.items():
            regels += [f"  {kop}: traject {nr}: {zin}" for nr, zin in zinnen[:12]]
        nummers = [nr for zinnen in self.zinnen.values() for nr, _ in zinnen if nr]
        if nummers:
            eerste = Counter(nummers).most_common(1)[0][0]
            verslag = self.orakel.verslag
            regels += [f"--- traject {eerste} ({self.orakel.dossiers[eerste].regeling}) ---", verslag.verhaal(eerste)]
        zelf = f"--zaad {self.zaad} --aantal {len(self.orakel.dossiers)}"
        regels.append(f"Zelf zien: .venv/bin/python -m pytest tests/simulatie/test_simulatie.py {zelf}")
        return "\n".join(regels)


def vergelijk(uitkomst: Uitkomst) -> Verschillen:
    orakel = Orakel(uitkomst.wereld.verslag).lees()
    verschillen = Verschillen(uitkomst.wereld.zaad, orakel)
    nummers = _nummers()
    _plichten(verschillen, nummers)
    _mails(verschillen, nummers)
    _verzending(verschillen, uitkomst)
    _aflopen(verschillen, nummers)
    _evaluaties(verschillen, nummers)
    _zoektochten(verschillen, nummers)
    for regel in orakel.vreemd:
        verschillen.meld("verkeerd", regel.nr, f"{regel.wat} van iets dat er niet hoort te zijn: {regel.gegevens}")
    for nr, dag in uitkomst.stil:
        verschillen.meld("stil", nr, f"op {dag} heeft niemand het einde van het contract op zijn lijst")
    with uitkomst.wereld.om(uitkomst.wereld.nu):
        for naam in sorted(set(CONTROLES) - _NIET_HIER):
            for zin in import_string(naam)():
                verschillen.meld("controles", 0, zin)
    return verschillen


def _nummers() -> dict[int, int]:
    """Primary key of each traject -> its number in the story, both in the order of beginning."""
    return {
        pk: int(naam.rsplit(" ", 1)[-1])
        for pk, naam in Traject.objects.select_related("persoon").values_list("pk", "persoon__naam")
    }


def _plekken() -> dict[str, str]:
    """Keys of rows -> the place the story gives them: the how manieth of its kind in the traject."""
    plekken: dict[str, str] = {}
    for model in (Signaal, Mdo, Afspraak, Aanvulvraag, Overdracht):
        tel: Counter[int] = Counter()
        van = "aanmelding__traject_id" if model is Aanvulvraag else "traject_id"
        for traject, sleutel in model.objects.order_by("pk").values_list(van, "sleutel"):
            tel[traject] += 1
            plekken[str(sleutel)] = str(tel[traject])
            if model is Mdo:
                plekken |= {f"{rol}:{sleutel.hex[:12]}": f"{rol}:{tel[traject]}" for rol, _ in OORDELEN}
    per_gebied: Counter[tuple[int, str]] = Counter()
    rijen = Accordering.objects.order_by("pk").values_list("aanmelding__traject_id", "leefgebied", "sleutel")
    for traject, gebied, sleutel in rijen:
        per_gebied[traject, gebied] += 1
        plekken[str(sleutel)] = f"{gebied} {per_gebied[traject, gebied]}"
    return plekken


def _plichten(v: Verschillen, nummers: dict[int, int]) -> None:
    organisaties = {pk: code for code, pk in _organisaties().items()}
    staan = _opgeslagen(v, nummers)
    gewenst = {(nr, *plek): p for nr, plichten in v.orakel.plichten.items() for plek, p in plichten.items()}
    for sleutel, plicht in gewenst.items():
        rij = staan.pop(sleutel, None)
        if rij is None:
            v.meld("gemist", sleutel[0], f"plicht {sleutel[1]} {sleutel[2]} op {plicht.eis.datum}")
        else:
            _plicht(v, sleutel, plicht, rij, organisaties.get(rij.organisatie_id, ""))
    for (nr, soort, plek), rij in staan.items():
        v.meld("verkeerd", nr, f"plicht {soort} {plek} op {rij.datum} hoort er niet te zijn")


def _opgeslagen(v: Verschillen, nummers: dict[int, int]) -> dict[_Plek, Termijn]:
    plekken, staan = _plekken(), {}
    for rij in Termijn.objects.select_related("organisatie"):
        sleutel = (nummers[rij.traject_id], rij.soort, plekken.get(rij.plek, rij.plek))
        if sleutel in staan:
            v.meld("dubbel", sleutel[0], f"plicht {rij.soort} {sleutel[2]} staat er twee keer")
        staan[sleutel] = rij
    return staan


def _plicht(v: Verschillen, sleutel: _Plek, plicht: Plicht, rij: Termijn, organisatie: str) -> None:
    nr, soort, plek = sleutel
    wil: tuple[object, ...] = (plicht.eis.datum, plicht.eis.rol, plicht.eis.organisatie, plicht.status, plicht.op)
    heeft: tuple[object, ...] = (rij.datum, rij.rol, organisatie, rij.status, rij.afgedaan_op)
    if PLICHTEN[soort].get("dag_onbekend"):
        wil, heeft = wil[:-1], heeft[:-1]
    if plicht.status == OPEN and rij.status != OPEN:
        v.meld("gemist", nr, f"plicht {soort} {plek} hoort open te staan en is {rij.status}")
    elif rij.status == OPEN and v.orakel.dossiers[nr].afgesloten and soort != "gegevens_wissen":
        v.meld("open_na_sluiten", nr, f"{soort} {plek}")
    elif plicht.status == OPEN and plicht.wacht != rij.wacht_tot:
        v.meld("verkeerd", nr, f"{soort} {plek} wacht tot {rij.wacht_tot}, en dat hoort {plicht.wacht} te zijn")
    elif plicht.status == OPEN and plicht.uitgesteld != rij.uitgesteld_tot:
        v.meld("verkeerd", nr, f"{soort} {plek} uitgesteld tot {rij.uitgesteld_tot}, wil {plicht.uitgesteld}")
    elif wil != heeft:
        v.meld("verkeerd", nr, f"plicht {soort} {plek}: wil {_tekst(wil)}, heeft {_tekst(heeft)}")


def _tekst(waarden: tuple[object, ...]) -> str:
    return " | ".join(str(w) for w in waarden)


def _organisaties() -> dict[str, int]:
    return {naam.split()[-1].lower(): pk for pk, naam in Organisatie.objects.values_list("pk", "naam")}


# --- mail --------------------------------------------------------------------------------------------------------

_Post = tuple[int, str, str, str, str]


def _mails(v: Verschillen, nummers: dict[int, int]) -> None:
    """Per (traject, kind, duty, person): the days from which it could be told and on which it was."""
    wil: dict[_Post, list[tuple[date, date | None]]] = defaultdict(list)
    for m in v.orakel.mails:
        wil[m.nr, m.soort, m.over, m.plek, m.aan].append((m.vanaf.date(), m.verzonden))
    heeft: dict[_Post, list[tuple[date, date | None]]] = defaultdict(list)
    mag = Counter((m.nr, m.soort, m.over, m.plek, m.aan, m.vanaf.date()) for m in v.orakel.misschien)
    for sleutel, dagen in _stored_mails(nummers):
        if mag[(*sleutel, dagen[0])] and heeft[sleutel].count(dagen) >= wil[sleutel].count(dagen):
            mag[(*sleutel, dagen[0])] -= 1
        else:
            heeft[sleutel].append(dagen)
    for sleutel in wil.keys() | heeft.keys():
        _mail(v, sleutel, sorted(wil[sleutel], key=str), sorted(heeft[sleutel], key=str))


def _stored_mails(nummers: dict[int, int]) -> Iterator[tuple[_Post, tuple[date, date | None]]]:
    plekken = _plekken()
    termijnen = {str(s): (soort, plekken.get(p, p)) for s, soort, p in _termijnsleutels()}
    for bericht in Bericht.objects.exclude(soort=DAGPOST).select_related("ontvanger"):
        over, plek = termijnen.get(bericht.gegevens.get("termijn", ""), ("", ""))
        wie = bericht.ontvanger.email.split("@")[0]
        vanaf = bericht.uitvoeren_vanaf.astimezone(clock.AMSTERDAM).date()
        verzonden = bericht.klaar_op.astimezone(clock.AMSTERDAM).date() if bericht.klaar_op else None
        yield (nummers[bericht.traject_id], bericht.soort, over, plek, wie), (vanaf, verzonden)


def _termijnsleutels() -> Iterator[tuple[UUID, str, str]]:
    return Termijn.objects.values_list("sleutel", "soort", "plek").iterator()


def _mail(
    v: Verschillen, sleutel: _Post, wil: list[tuple[date, date | None]], heeft: list[tuple[date, date | None]]
) -> None:
    """Under which head a difference falls; each wanted mail is laid beside the nearest one there is.

    Mail to somebody who should hear nothing of this is wrong; more often than wanted is double.
    """
    if wil == heeft:
        return
    nr, soort, over, plek, wie = sleutel
    wat = f"{soort} {over} {plek} aan {wie}"
    te_veel, te_weinig = (
        list((Counter(heeft) - Counter(wil)).elements()),
        list((Counter(wil) - Counter(heeft)).elements()),
    )
    for gezocht in te_weinig:
        if not te_veel:
            v.meld("gemist", nr, f"{wat} op {gezocht[0]}")
            continue
        gevonden = min(te_veel, key=lambda d: abs((d[0] - gezocht[0]).days))
        te_veel.remove(gevonden)
        kop = "te_vroeg" if _op_volgorde(gevonden) < _op_volgorde(gezocht) else "te_laat"
        v.meld(kop, nr, f"{wat}: wil {_tekst(gezocht)}, heeft {_tekst(gevonden)}")
    for gevonden in te_veel:
        v.meld("dubbel" if wil else "verkeerd", nr, f"{wat} op {gevonden[0]}")


def _op_volgorde(dagen: tuple[date, date | None]) -> tuple[date, date]:
    """Never sent comes after everything."""
    return dagen[0], dagen[1] or date.max


def _verzending(v: Verschillen, uitkomst: Uitkomst) -> None:
    """S6: nothing lost, and no more doubles than workers that died, always with the same Message-ID.

    What a worker sent and died with may be over before it is tried again: then its row goes, though it was sent.
    """
    verzonden = {
        f"<{sleutel}@opstap.invalid>": email
        for sleutel, email in Bericht.objects.exclude(klaar_op=None)
        .filter(wijze="meteen")
        .values_list("sleutel", "ontvanger__email")
    }
    for kop, sleutels in (
        ("gemist", verzonden.keys() - POST.keren.keys()),
        ("dubbel", POST.keren.keys() - verzonden.keys() - uitkomst.in_handen),
    ):
        for _ in sleutels:
            v.meld(kop, 0, "wat in de database als verstuurd staat, is niet wat de mailserver zag")
    extra = sum(POST.keren.values()) - len(POST.keren)
    if extra > uitkomst.sterfgevallen:
        v.meld("dubbel", 0, f"{extra} mails gingen twee keer de deur uit bij {uitkomst.sterfgevallen} sterfgevallen")
    te_veel = sum(len(ids) - 1 for ids in POST.dagpost.values())
    if te_veel > uitkomst.sterfgevallen:
        v.meld("dubbel", 0, f"{te_veel} keer kreeg iemand op een dag een tweede dagpost")
    if any(POST.aan[s] != email for s, email in verzonden.items() if s in POST.aan):
        v.meld("verkeerd", 0, "een mail ging naar een ander adres")


# --- how it ended ------------------------------------------------------------------------------------------------


def _aflopen(v: Verschillen, nummers: dict[int, int]) -> None:
    """Closed on the right day with the right outcome; and no window of an aanzegging closed in silence."""
    for rij in Traject.objects.all():
        d = v.orakel.dossiers[nummers[rij.pk]]
        if (d.afgesloten, d.uitkomst) != (rij.afgesloten_op, rij.uitkomst):
            v.meld(
                "verkeerd", d.nr, f"afloop {_tekst((rij.afgesloten_op, rij.uitkomst, 'wil', d.afgesloten, d.uitkomst))}"
            )
    for c in Huurovereenkomst.objects.all():
        wens = v.orakel.dossiers[nummers[c.traject_id]].contract
        assert wens is not None
        vast = {"vast": min(wens.besloten or wens.einde, wens.einde), "wet": wens.einde}.get(wens.afloop)
        wil = (wens.einde, wens.gemist, vast, wens.einde if wens.afloop == "gestopt" else None)
        heeft = (c.einde, c.aanzegging_gemist_op, c.onbepaald_sinds, c.beeindigd_op)
        if wil != heeft:
            v.meld("verkeerd", nummers[c.traject_id], f"contract: wil {_tekst(wil)}, heeft {_tekst(heeft)}")


#: how far an evaluatie is, in the words of the story
_STAND = {"gehouden": "gehouden", "vastgesteld": "gehouden", "vervallen": "vervallen", "ingetrokken": "weg"}


def _evaluaties(v: Verschillen, nummers: dict[int, int]) -> None:
    """Z-12.1: of every contract each number once, on its day in the plan, whatever was moved, added or taken back."""
    staan: dict[int, dict[int, list[Evaluatie]]] = defaultdict(lambda: defaultdict(list))
    for rij in Evaluatie.objects.prefetch_related("verzettingen"):
        staan[nummers[rij.traject_id]][rij.nummer].append(rij)
    for nr, d in v.orakel.dossiers.items():
        for nummer, wens in enumerate(d.evaluaties, 1):
            rijen = staan[nr].pop(nummer, [])
            if len(rijen) != 1:
                kop = "dubbel" if rijen else "gemist"
                v.meld(kop, nr, f"evaluatie {nummer} op {wens.plandag} staat er {len(rijen)} keer")
                continue
            wil, heeft = _gewenst(d, wens), _gepland(rijen[0])
            if wil != heeft:
                v.meld("verkeerd", nr, f"evaluatie {nummer}: wil {_tekst(wil)}, heeft {_tekst(heeft)}")
        for nummer, rijen in staan[nr].items():
            v.meld("dubbel", nr, f"evaluatie {nummer} op {rijen[0].in_plan_op} hoort er niet bij")


def _gewenst(d: Dossier, e: Wens) -> tuple[object, ...]:
    voorbij = d.contract is not None and d.contract.afloop
    stand = "gehouden" if e.klaar else "weg" if e.weg else "vervallen" if voorbij else "te houden"
    return e.extra, e.plandag, e.dag, e.klaar, stand


def _gepland(rij: Evaluatie) -> tuple[object, ...]:
    stand = _STAND.get(rij.status, "te houden")
    return rij.soort == "extra", rij.in_plan_op, rij.gepland_op, rij.gehouden_op, stand


def _zoektochten(v: Verschillen, nummers: dict[int, int]) -> None:
    """Every search that is over has an outcome: who stays did not move, and a place may not have been found."""
    staan: dict[int, list[str]] = defaultdict(list)
    for traject, uitkomst in Herhuisvesting.objects.order_by("pk").values_list("traject_id", "uitkomst"):
        staan[nummers[traject]].append(uitkomst)
    for nr, d in v.orakel.dossiers.items():
        afloop = d.contract.afloop if d.contract else ""
        bleef, weg = afloop in {"vast", "wet"}, afloop == "gestopt"
        wil = ["blijft" if bleef else h.uitkomst or ("onbekend" if weg else "") for h in d.gezocht]
        if wil != staan[nr]:
            v.meld("verkeerd", nr, f"een andere woonplek: wil {_tekst(tuple(wil))}, heeft {_tekst(tuple(staan[nr]))}")
