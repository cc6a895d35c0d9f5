"""What is known of one traject, from the acts in the story; and which duties that asks for (protocol.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.simulatie.ladder import REGELINGEN, Eis, dagen, maanden
from tests.simulatie.overnemen import Overdracht, overdrachteisen


@dataclass
class Vraag:
    """An organisation is asked to agree to its own part (Z-2.8)."""

    plek: str
    gebied: str
    organisatie: str
    rol: str
    gevraagd: date
    antwoord: date | None = None
    geweigerd: bool = False
    vervallen: bool = False


@dataclass
class Aanvulling:
    """A question after sending (I-3)."""

    gevraagd: date
    klaar: date | None = None


@dataclass
class Aanbod:
    aangeboden: date
    uiterlijk: date
    #: the direct way counts offers; the own way does not (Z-9.13)
    telt: bool
    klaar: date | None = None
    verlopen: bool = False
    geweigerd: bool = False


@dataclass
class Evaluatie:
    dag: date
    met_anderen: bool
    #: its day in the plan; `dag` is where it was moved to
    plandag: date
    klaar: date | None = None
    goed: bool = False
    #: how the rent stands: when it was said, and for which day it was asked then
    huur: date | None = None
    huur_dag: date | None = None
    bevestigd: date | None = None
    #: the days on which the huurder was not there
    zonder: list[date] = field(default_factory=list)
    extra: bool = False
    #: an extra one that was taken back
    weg: bool = False


@dataclass
class Signaal:
    """`door` nobody: a proposal of Opstap, because of `aanleiding`. `van`: the organisation that reported it."""

    gemeld: date
    door: str
    aanleiding: str = ""
    van: str = ""
    spoed: bool = False
    opgepakt: date | None = None
    over: bool = False


@dataclass
class Mdo:
    gemeld: date
    geinformeerd: date | None = None
    dag: date | None = None
    gepland: date | None = None
    #: called off without another day
    afgezegd: date | None = None
    gehouden: date | None = None
    afgerond: date | None = None
    #: it was said that it does not work: who said so, or no, and when
    niet_verder: bool = False
    gezegd: dict[str, date] = field(default_factory=dict)
    mensen: set[str] = field(default_factory=set)


@dataclass
class Afspraak:
    """`mdo` = the number of the MDO it comes from, 0 for an evaluatie; `over` = the day it was settled, however."""

    wie: str
    uiterlijk: date
    mdo: int = 0
    klaar: date | None = None
    vervallen: bool = False
    over: date | None = None


@dataclass
class Herhuisvesting:
    begonnen: date
    regie: str
    overlegd: date | None = None
    gevonden: date | None = None
    indicatie_nodig: date | None = None
    indicatie_gevraagd: date | None = None
    #: what was found
    uitkomst: str = ""


@dataclass
class Contract:
    ingang: date
    einde: date
    ritme: int
    opgemaakt: date
    getekend: date | None = None
    startgesprek: date | None = None
    sleutel: date | None = None
    besluit: str = ""
    besloten: date | None = None
    ontvangen: date | None = None
    gemist: date | None = None
    #: how it ended: "" (runs), vast, wet, gestopt
    afloop: str = ""


@dataclass
class Dossier:
    nr: int
    regeling: str
    organisaties: dict[str, str] = field(default_factory=dict)
    #: organisation -> who is contactpersoon there
    contacten: dict[str, str] = field(default_factory=dict)
    begonnen: date = date.min
    #: the last day on which something of the form was stored
    gewijzigd: date = date.min
    uitstroom: date | None = None
    instroom: str = ""
    ingediend: date | None = None
    #: the day of the version that was sent last
    verstuurd: date = date.min
    compleet: date | None = None
    besloten: date | None = None
    #: the besluit of before does not hold any more
    heropend: date | None = None
    eigen_bijdrage: date | None = None
    indicatie: date | None = None
    #: the day zorg confirmed the plan and the start of the begeleiding
    bevestigd: date | None = None
    ingetrokken: bool = False
    vragen: list[Vraag] = field(default_factory=list)
    aanvullingen: list[Aanvulling] = field(default_factory=list)
    route: str = ""
    bemiddeling_begonnen: date | None = None
    gevraagd: date | None = None
    toegewezen: date | None = None
    aanbiedingen: list[Aanbod] = field(default_factory=list)
    #: in the register of woningzoekenden
    aangetekend: date | None = None
    ingeschreven: date | None = None
    verwerkt: date | None = None
    contract: Contract | None = None
    evaluaties: list[Evaluatie] = field(default_factory=list)
    signalen: list[Signaal] = field(default_factory=list)
    mdos: list[Mdo] = field(default_factory=list)
    afspraken: list[Afspraak] = field(default_factory=list)
    herhuisvesting: Herhuisvesting | None = None
    #: every search there was
    gezocht: list[Herhuisvesting] = field(default_factory=list)
    overdrachten: list[Overdracht] = field(default_factory=list)
    #: it handed over, and nothing asks for it since
    herkomst_leest_tot: date | None = None
    afgesloten: date | None = None
    uitkomst: str = ""

    @property
    def p(self) -> dict[str, Any]:
        return REGELINGEN[self.regeling]

    @property
    def met_commissie(self) -> bool:
        return bool(self.p.get("commissie"))

    @property
    def loket(self) -> tuple[str, str]:
        """Who receives and decides on the toelating (Z-2.2, A-9)."""
        return COMMISSIE if self.met_commissie else COORDINATOR

    @property
    def beslisser(self) -> tuple[str, str]:
        """Who decides over the vaste contract (I-28, A-19)."""
        return COMMISSIE if self.met_commissie else CONSULENT

    def eis(self, soort: str, plek: object, datum: date, wie: tuple[str, str], klaar: date | None, **meer: Any) -> Eis:
        rol, waar = wie
        return Eis(soort, str(plek), datum, rol, self.organisaties.get(waar, ""), klaar, **meer)

    def eisen(self) -> Iterator[Eis]:
        """Every duty, done ones too; once closed only what was done, and that it is forgotten."""
        for eis in self._alle():
            if self.afgesloten is None or eis.klaar is not None:
                yield eis
        if self.afgesloten is not None:  # I-8: the last day of what is kept
            tot = maanden(self.afgesloten, self.p["bewaren_maanden"])
            yield self.eis("gegevens_wissen", "", dagen(tot, -1), ("beheerder", ""), None)

    def _alle(self) -> Iterator[Eis]:
        if self.begonnen != date.min and not self.ingetrokken:
            yield from self._aanmelden()
        if self.bemiddeling_begonnen is not None:
            yield from self._bemiddelen()
        if self.contract is not None:
            yield from self._contract(self.contract)
            if self.contract.sleutel is not None:
                yield from self._besluiten(self.contract)
            if self.herhuisvesting is not None and not self.contract.gemist:
                eisen = self._herhuisvesten(self.herhuisvesting, self.contract)
                yield from (eis for eis in eisen if eis.klaar or not self.contract.afloop)
        yield from self._begeleiden()
        yield from overdrachteisen(self.overdrachten)

    # --- Z-9.1, Z-2.8, Z-3.2, Z-9.2

    def _aanmelden(self) -> Iterator[Eis]:
        yield self.eis("aanmelding_indienen", "", self._indienen(), BEGELEIDER_HERKOMST, self.ingediend)
        yield self.eis("aanmelding_verloopt", "", maanden(self.gewijzigd, 3), BEGELEIDER_HERKOMST, self.ingediend)
        for vraag in self.vragen:
            if vraag.vervallen:
                continue
            uiterlijk = dagen(vraag.gevraagd, 7)
            klaar = vraag.antwoord or self.besloten
            soort = "voordracht_geven" if vraag.gebied == "voordracht" else "accordering_geven"
            yield Eis(soort, vraag.plek, uiterlijk, vraag.rol, vraag.organisatie, klaar)
            if vraag.geweigerd and vraag.antwoord:
                uiterlijk = dagen(vraag.antwoord, 7)
                yield self.eis("aanmelding_aanvullen", vraag.plek, uiterlijk, BEGELEIDER, self.besloten)
        for n, vraag_ in enumerate(self.aanvullingen, 1):
            klaar = vraag_.klaar or self.besloten
            yield self.eis("aanvulling_geven", n, dagen(vraag_.gevraagd, 7), BEGELEIDER, klaar)
        if self.ingediend and self.uitstroom and "compleet_maanden" in self.p:
            uiterlijk = maanden(self.uitstroom, -self.p["compleet_maanden"])
            yield self.eis("aanmelding_compleet", "", uiterlijk, self.loket, self.compleet or self.besloten)
        if self.compleet:
            soort = "toelating_besluiten" if "besluit_dagen" in self.p else "aanmelding_behandelen"
            uiterlijk = dagen(max(self.compleet, self.heropend or self.compleet), self.p.get("besluit_dagen", 28))
            yield self.eis(soort, "", uiterlijk, self.loket, self.besloten)
        yield from self._eigen_bijdrage()
        if self.instroom == "wlz" and self.uitstroom is not None and "indicatie_dagen" in self.p:
            uiterlijk = dagen(self.uitstroom, -self.p["indicatie_dagen"])
            yield self.eis("indicatie_omzetten", "", uiterlijk, BEGELEIDER_HERKOMST, self.indicatie)

    def _eigen_bijdrage(self) -> Iterator[Eis]:
        """A-18: until somebody lives on his own."""
        woont = self.contract is not None and self.contract.sleutel is not None
        if self.instroom != "wlz" or self.uitstroom is None or "eigen_bijdrage_maanden" not in self.p:
            return
        if self.eigen_bijdrage or not woont:
            omlaag = maanden(self.uitstroom, -self.p["eigen_bijdrage_maanden"])
            yield self.eis("eigen_bijdrage", "", omlaag, BEGELEIDER_HERKOMST, self.eigen_bijdrage)

    def _indienen(self) -> date:
        """Months before the uitstroom, or "zsm": today. Without a term or a date two weeks, our own."""
        term = self.p.get("aanmelden_maanden", {}).get(self.instroom)
        if term is None or self.uitstroom is None:
            return dagen(self.begonnen, 14)
        return self.begonnen if term == "zsm" else maanden(self.uitstroom, -term)

    # --- Z-2.3, Z-9.3, Z-9.13, I-13, Z-3.3

    def _bemiddelen(self) -> Iterator[Eis]:
        assert self.bemiddeling_begonnen is not None
        if self.route == "directe_bemiddeling":
            uiterlijk = dagen(self.bemiddeling_begonnen, 7)
            yield self.eis("verhuurder_vragen", "", uiterlijk, self.loket, self.gevraagd)
            if self.gevraagd:
                yield from self._aanbieden()
                if self.uitstroom and "woning_dagen" in self.p:
                    klaar = self.contract.getekend if self.contract else None
                    uiterlijk = dagen(self.uitstroom, -self.p["woning_dagen"])
                    yield self.eis("woning_klaar", "", uiterlijk, CONSULENT, klaar)
        for n, aanbod in enumerate(self.aanbiedingen, 1):
            beantwoord = aanbod.klaar
            if aanbod.verlopen:
                beantwoord = aanbod.uiterlijk
                yield self.eis("verlopen_aanbieding", n, dagen(aanbod.uiterlijk, 3), CONSULENT, aanbod.klaar)
            yield self.eis("aanbieding_beantwoorden", n, aanbod.uiterlijk, CONSULENT, beantwoord)
        if self.p.get("inschrijving"):
            yield from self._register(self.bemiddeling_begonnen)
        if self.toegewezen:
            klaar = self.contract.opgemaakt if self.contract else None
            yield self.eis("contract_opmaken", "", dagen(self.toegewezen, 7), CONSULENT, klaar)
            rustig = dagen(self.toegewezen, 7)
            eerder = (
                dagen(self.uitstroom, -self.p["woning_dagen"])
                if self.uitstroom and "woning_dagen" in self.p
                else rustig
            )
            yield self.eis("begeleiding_bevestigen", "", max(eerder, rustig), BEGELEIDER, self.bevestigd)

    def _register(self, begonnen: date) -> Iterator[Eis]:
        """Z-9.18, Z-9.11, Z-14.5: a note, or a registration at the first offer and the home."""
        if self.route != "directe_bemiddeling":
            klaar = min((dag for dag in (self.aangetekend, self.toegewezen) if dag), default=None)
            yield self.eis("aantekening_maken", "", dagen(begonnen, 7), self.loket, klaar)
            return
        if self.aanbiedingen:
            uiterlijk = dagen(self.aanbiedingen[0].aangeboden, 7)
            yield self.eis("ambtshalve_inschrijven", "", uiterlijk, CONSULENT, self.ingeschreven)
        if self.toegewezen:
            yield self.eis("toewijzing_verwerken", "", dagen(self.toegewezen, 14), CONSULENT, self.verwerkt)

    def _aanbieden(self) -> Iterator[Eis]:
        """The first offer within the term of the regeling, each next one four weeks after the last was settled."""
        assert self.bemiddeling_begonnen is not None
        uiterlijk = dagen(self.bemiddeling_begonnen, self.p.get("aanbod_dagen", 28))
        for n, aanbod in enumerate(self.aanbiedingen, 1):
            yield self.eis("woning_aanbieden", n, uiterlijk, CONSULENT, aanbod.aangeboden)
            if aanbod.klaar is None:
                return
            uiterlijk = dagen(aanbod.klaar, 28)
        if not self.toegewezen:
            yield self.eis("woning_aanbieden", len(self.aanbiedingen) + 1, uiterlijk, CONSULENT, None)

    # --- Z-2.11, Z-2.15, I-1, I-25, I-26

    def _contract(self, c: Contract) -> Iterator[Eis]:
        yield self.eis("contract_tekenen", "", c.ingang, CONSULENT, c.getekend)
        yield self.eis("startgesprek", "", c.ingang, CONSULENT, c.startgesprek)
        if c.getekend:
            yield self.eis("sleutel_geven", "", c.ingang, CONSULENT, c.sleutel)

    def _besluiten(self, c: Contract) -> Iterator[Eis]:
        over = c.einde if c.afloop in {"wet", "gestopt"} else None
        besloten = c.besloten or over
        for soort, na, voor in (("omzetting_besluiten", "streef", 6), ("omzetting_uiterlijk", "uiterlijk", 3)):
            if f"besluit_{na}_maanden" in self.p:
                eerste = min(maanden(c.ingang, self.p[f"besluit_{na}_maanden"]), maanden(c.einde, -voor))
                yield self.eis(soort, "", eerste, self.beslisser, besloten)
        if self.p.get("wegen_na_evaluatie"):
            yield from self._wegen(besloten)
        laatste = dagen(maanden(c.einde, -1), -1)
        venster = {"vanaf": maanden(c.einde, -3), "einde": c.einde, "met_streef": "besluit_streef_maanden" in self.p}
        if c.besluit == "niet_omzetten":
            klaar = c.ontvangen or c.gemist or over
            yield self.eis("aanzegging_doen", "", laatste, CONSULENT, klaar, **venster)
        else:
            klaar = besloten or c.ontvangen or c.gemist
            yield self.eis("venster_bewaken", "", laatste, self.beslisser, klaar, **venster)
        if c.besluit != "omzetten":
            yield self.eis("contract_einde", "", dagen(c.einde, -1), CONSULENT, over)

    def _wegen(self, besloten: date | None) -> Iterator[Eis]:
        """A-20: two weeks after an evaluatie that went well; the next one, or a besluit, settles it."""
        gehouden = sorted((e.klaar, n, e.goed) for n, e in enumerate(self.evaluaties, 1) if e.klaar and e.met_anderen)
        for i, (dag, n, goed) in enumerate(gehouden):
            klaar = gehouden[i + 1][0] if i + 1 < len(gehouden) else besloten
            if goed:
                yield self.eis("omzetting_wegen", n, dagen(dag, 14), self.beslisser, klaar)

    def _herhuisvesten(self, h: Herhuisvesting, c: Contract) -> Iterator[Eis]:
        """Z-12.4: who leads searches until the last day; the talk within two weeks, the indicatie too."""
        leider = ("procesregisseur" if h.regie == "procesregie" else "begeleider", h.regie)
        klaar = h.gevonden or (c.einde if c.afloop == "gestopt" else None)
        yield self.eis("herhuisvesting_overleg", "", dagen(h.begonnen, 14), leider, h.overlegd)
        yield self.eis("herhuisvesting", "", dagen(c.einde, -1), leider, klaar)
        if h.gevonden and c.ontvangen and not c.afloop:
            yield self.eis("einde_afspreken", "", dagen(h.gevonden, 7), CONSULENT, None)
        if h.indicatie_nodig:
            uiterlijk = dagen(h.indicatie_nodig, 14)
            yield self.eis("herindicatie_aanvragen", "", uiterlijk, BEGELEIDER, h.indicatie_gevraagd)

    # --- Z-12, Z-13

    def _begeleiden(self) -> Iterator[Eis]:
        """What was done stays; what is open ends with the temporary contract."""
        loopt = self.contract is not None and not self.contract.afloop
        eisen = (*self._evalueren(), *self._nakomen(), *self._bijsturen())
        yield from (eis for eis in eisen if eis.klaar or loopt)

    def _evalueren(self) -> Iterator[Eis]:
        for n, e in enumerate(self.evaluaties, 1):
            if e.weg:
                continue
            houdt, gemist = COMMISSIE if self.met_commissie else BEGELEIDER, self.gemist_op(e)
            yield self.eis("evaluatie_houden", n, e.dag, houdt, e.klaar, gemist=gemist)
            if e.met_anderen and not self.met_commissie:
                yield self.eis("evaluatie_bijwonen", n, e.dag, CONSULENT, e.klaar)
                if e.klaar:
                    uiterlijk = dagen(e.klaar, 14)
                    yield self.eis("evaluatie_vaststellen", f"{n}:1:consulent", uiterlijk, CONSULENT, e.bevestigd)
            yield self.eis("huurstatus_opgeven", n, e.huur_dag or e.dag, CONSULENT, e.huur)

    def gemist_op(self, e: Evaluatie) -> date | None:
        """More than six weeks after its day in the plan, and after the day it was moved to."""
        if e.extra or "gemist_dagen" not in self.p:
            return None
        return dagen(max(dagen(e.plandag, self.p["gemist_dagen"]), e.dag), 1)

    def te_ver(self, e: Evaluatie, naar: date, vandaag: date) -> bool:
        """I-12: so many days after its day in the plan, unless these are past."""
        if e.extra or "verzetten_dagen" not in self.p:
            return False
        return vandaag < dagen(e.plandag, self.p["verzetten_dagen"]) < naar

    def niet_doorgegaan(self, vandaag: date) -> list[tuple[date, int]]:
        """I-12: the visits without the huurder since the last one that counted; one that is missed counts once, when
        no visit of it does."""
        laatste = max(((e.klaar, n, e.extra) for n, e in enumerate(self.evaluaties, 1) if e.klaar), default=None)

        def telt(dag: date, n: int, e: Evaluatie) -> bool:
            if laatste is None or dag > laatste[0]:
                return True
            return not e.extra and not laatste[2] and n > laatste[1]

        keren = []
        for n, e in enumerate(self.evaluaties, 1):
            tellen = [dag for dag in e.zonder if telt(dag, n, e)]
            gemist = self.gemist_op(e)
            if not tellen and not e.klaar and gemist and gemist <= vandaag and telt(gemist, n, e):
                tellen = [gemist]
            keren += [(dag, n) for dag in tellen]
        return sorted(keren)

    def vaak_onvoldoende(self, nummer: int) -> bool:
        """So often in a row, up to this evaluatie or the one after it."""
        grens = self.p.get("onvoldoende")
        gehouden = sorted((e.klaar, n, e.goed) for n, e in enumerate(self.evaluaties, 1) if e.klaar)
        plek = [n for _, n, _ in gehouden].index(nummer) + 1
        for tot in (plek, plek + 1):
            rij = 0
            for _, _, goed in reversed(gehouden[:tot] if tot <= len(gehouden) else []):
                if goed:
                    break
                rij += 1
            if grens and rij and rij % grens == 0:
                return True
        return False

    def _nakomen(self) -> Iterator[Eis]:
        for n, a in enumerate(self.afspraken, 1):
            if not a.vervallen:
                yield self.eis("afspraak_nakomen", n, a.uiterlijk, _helper(a.wie), a.klaar)

    def _bijsturen(self) -> Iterator[Eis]:
        """A signaal is picked up by the other side."""
        for n, s in enumerate(self.signalen, 1):
            ander = CONSULENT if s.door in {"begeleider", "teamleider_zorg"} else BEGELEIDER
            uiterlijk = s.gemeld if s.spoed else dagen(s.gemeld, 2)
            yield self.eis("signaal_oppakken", n, uiterlijk, ander, s.opgepakt)
        for n, m in enumerate(self.mdos, 1):
            yield from self._mdo(n, m)

    def _mdo(self, n: int, m: Mdo) -> Iterator[Eis]:
        yield self.eis("huurder_informeren", n, dagen(m.gemeld, 2), BEGELEIDER, m.geinformeerd)
        if m.geinformeerd:
            yield self.eis("mdo_plannen", n, dagen(m.afgezegd or m.geinformeerd, 14), BEGELEIDER, m.gepland)
        if m.dag:
            yield self.eis("mdo_houden", n, m.dag, BEGELEIDER, m.gehouden)
        yield from self._oordelen(n, m)
        afspraken = [a for a in self.afspraken if a.mdo == n]
        if m.gehouden and all(a.over for a in afspraken) and not self.wacht_op(n):
            niets_meer = max([m.gehouden, *(a.over for a in afspraken if a.over), *m.gezegd.values()])
            yield self.eis("mdo_afronden", n, dagen(niets_meer, 7), BEGELEIDER, m.afgerond)

    def wacht_op(self, n: int) -> list[str]:
        """Z-13.13: who has still to say whether it works; after a later MDO nobody is asked about this one."""
        m = self.mdos[n - 1]
        if not m.niet_verder or any(later.gehouden for later in self.mdos[n:]):
            return []
        return [rol for rol, waar in OORDELEN if self.organisaties.get(waar) and rol not in m.gezegd]

    def _oordelen(self, n: int, m: Mdo) -> Iterator[Eis]:
        gevraagd = [] if m.afgerond or not m.gehouden else self.wacht_op(n)
        for rol, waar in OORDELEN:
            if rol in m.gezegd or rol in gevraagd:
                assert m.gehouden is not None
                yield self.eis("mdo_oordeel_geven", f"{rol}:{n}", dagen(m.gehouden, 7), (rol, waar), m.gezegd.get(rol))


BEGELEIDER = ("begeleider", "begeleiding")
BEGELEIDER_HERKOMST = ("begeleider", "herkomst")
COORDINATOR = ("coordinator", "coordinatie")
COMMISSIE = ("commissielid", "commissie")
CONSULENT = ("consulent", "verhuurder")
#: who judge whether living independently works
OORDELEN = (CONSULENT, BEGELEIDER, ("procesregisseur", "procesregie"))


def _helper(wie: str) -> tuple[str, str]:
    """Who is reminded of an afspraak: the begeleider helps the huurder with his."""
    waar = {"consulent": "verhuurder", "wmo_consulent": "wmo", "procesregisseur": "procesregie"}
    return (wie, waar[wie]) if wie in waar else BEGELEIDER


def evaluaties(c: Contract, p: dict[str, Any]) -> list[Evaluatie]:
    """Z-3.4, Z-12.1, I-25: six weeks after the ingebruikname, then every so many months from the ingang, before einde.

    What the first check overtakes is left out, and who had to be there comes to the check.
    """
    assert c.sleutel is not None
    vast, maand = [], c.ritme
    while (dag := maanden(c.ingang, maand)) < c.einde:
        vast.append(Evaluatie(dag, maand % p["halfjaar_maanden"] == 0, dag))
        maand += c.ritme
    if "eerste_evaluatie_dagen" not in p:
        return vast
    eerste = dagen(max(c.ingang, c.sleutel), p["eerste_evaluatie_dagen"])
    if eerste >= c.einde:
        return vast
    ingehaald = any(e.met_anderen for e in vast if e.dag <= eerste)
    return [Evaluatie(eerste, ingehaald, eerste), *(e for e in vast if e.dag > eerste)]
