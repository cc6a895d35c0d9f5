"""The oracle: reads the story again from the start and says which duties, mails and acts there must be, and when.

Written from protocol.md and design.md; imports nothing of opstap. It knows when a sweep ran and which people worked
where, so that "late" is never more than the outage: everything due is done by the first sweep after its moment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from tests.simulatie.daden import KRING, Daden
from tests.simulatie.dossier import Aanbod, Dossier, Mdo
from tests.simulatie.ladder import (
    BESTUUR,
    GEMEENTE,
    HOGER,
    MENS,
    PLICHTEN,
    SYSTEEM,
    TEAM,
    TOP,
    Eis,
    Kring,
    dagen,
    heeft_haast,
    na_het_wachten,
    treden,
    werkdag,
)
from tests.simulatie.uitstel import Uitstellen
from tests.simulatie.verslag import Gebeurd, Mens, Tik, Verslag

OPEN, GEDAAN, VERVALLEN = "open", "voltooid", "vervallen"
HERINNEREN, DAGPOST = time(7), time(7, 30)
#: news that does not wait for the dagpost
METEEN = {"signaal_gemeld"}
#: an invitation is of one person: who takes the place gets one of his own
PERSOONLIJK: Kring = ("", "", "")
#: the hour of every MDO in the stories
MDO_TIJD = time(10)
TEAMLEIDER = {
    "begeleider": "teamleider_zorg",
    "consulent": "teamleider_corporatie",
    "coordinator": "teamleider_corporatie",
}
#: as what the organisation of a role takes part
WAAR = {
    "begeleider": "begeleiding",
    "consulent": "verhuurder",
    "coordinator": "coordinatie",
    "commissielid": "commissie",
    "wmo_consulent": "wmo",
    "procesregisseur": "procesregie",
}


@dataclass
class Plicht:
    """A duty as it must stand in the database, and the rungs of its ladder."""

    eis: Eis
    gepland: datetime = datetime.min
    #: the same of the rungs above who must do it, when these kept their days at a later wait
    hoger_gepland: datetime | None = None
    status: str = OPEN
    op: date | None = None
    #: the day on which it was found to be done: later than `op` when that came out afterwards
    bekend: date | None = None
    #: the day it waits for; nobody hears of it before
    wacht: date | None = None
    #: not the first time: only who must do it is left in peace
    opnieuw: bool = False
    #: organisation -> the day it first let this wait
    eerst: dict[str, date] = field(default_factory=dict)
    #: the last day on which who stands above hears nothing
    uitgesteld: date | None = None
    #: (organisation, date of the duty) -> the day it first put that off
    eerst_uitgesteld: dict[tuple[str, date], date] = field(default_factory=dict)
    #: (day, rung) -> done
    treden: dict[tuple[date, str], bool] = field(default_factory=dict)

    def volgende(self) -> tuple[datetime, date, str] | None:
        """The first rung that is not done, with its moment."""
        over = [(self.moment(dag, trap), dag, trap) for (dag, trap), gedaan in self.treden.items() if not gedaan]
        return min(over) if self.status == OPEN and over else None

    def ingehaald(self, dag: date, trap: str, nu: datetime) -> bool:
        """A later rung of the same kind is due as well: after an outage only the last one is told."""
        return any(t == trap and d > dag and self.moment(d, t) <= nu for d, t in self.treden)

    def moment(self, dag: date, trap: str) -> datetime:
        if self.uitgesteld is not None and trap in HOGER:
            dag = max(dag, dagen(self.uitgesteld, 1))
        return _moment(dag, trap)


@dataclass(eq=False)
class Mail:
    nr: int
    soort: str
    over: str
    plek: str
    aan: str
    klaargezet: date
    #: when it may be told: at once, or by the dagpost
    vanaf: datetime
    meteen: bool
    kring: Kring
    #: everybody who heard the same
    groep: set[str]
    #: which rung it came from
    trede: tuple[date, str] | None = None
    gebundeld: bool = False
    verzonden: date | None = None
    #: of an invitation: after this day there is nothing left to say
    dag: date | None = None


def _moment(dag: date, trap: str) -> datetime:
    """Wall-clock time in Amsterdam: people hear of it at seven, Opstap acts at the first moment of the day."""
    return datetime.combine(dag, time(0) if trap == SYSTEEM else HERINNEREN)


def _dagpost(moment: datetime) -> datetime:
    """The first half past seven on a working day."""
    dag = werkdag(moment.date())
    if dag == moment.date() and moment.time() > DAGPOST:
        dag = werkdag(dagen(dag, 1))
    return datetime.combine(dag, DAGPOST)


class Orakel(Daden, Uitstellen):
    def __init__(self, verslag: Verslag) -> None:
        self.verslag = verslag
        self.nu = datetime.min
        self.mensen: dict[str, Mens] = {}
        self.dossiers = {t.nr: Dossier(t.nr, t.regeling) for t in verslag.trajecten}
        self.plichten: dict[int, dict[tuple[str, str], Plicht]] = {t.nr: {} for t in verslag.trajecten}
        self.mails: list[Mail] = []
        self.misschien: list[Mail] = []
        self.vreemd: list[Gebeurd] = []
        self._wacht: list[Mail] = []
        self._wekker: dict[int, datetime | None] = {}

    def lees(self) -> Orakel:
        for regel in self.verslag.regels:
            if isinstance(regel, Mens):
                self._komt_of_gaat(regel)
                continue
            self.nu = regel.moment.replace(tzinfo=None)
            if isinstance(regel, Tik):
                self._tik(regel.post)
            elif isinstance(regel, Gebeurd):
                self._lees(regel)
        return self

    def _komt_of_gaat(self, regel: Mens) -> None:
        """Who goes hands over to the team, where there is one: it hears at once of the MDO's that are to come."""
        self.mensen[regel.wie] = regel
        if regel.tot is not None and any(self._werkt(w, regel.rol, regel.organisatie) for w in self.mensen):
            self.nu = max(self.nu, regel.tot)
            for d in self.dossiers.values():
                if regel.wie in d.contacten.values():
                    self._volg_de_mensen(d)

    def _lees(self, regel: Gebeurd) -> None:
        dossier = self.dossiers[regel.nr]
        try:
            getattr(self, f"_na_{regel.wat}")(dossier, **regel.gegevens)
        except IndexError:  # an evaluatie, signaal or afspraak that the oracle does not know of
            self.vreemd.append(regel)
        self._herzie(dossier)

    @property
    def vandaag(self) -> date:
        return self.nu.date()

    # --- the ladder ----------------------------------------------------------------------------------------------

    def _herzie(self, d: Dossier) -> None:
        """Make the duties what the facts ask."""
        eisen = {(e.soort, e.plek): e for e in d.eisen()}
        staan = self.plichten[d.nr]
        for sleutel, eis in eisen.items():
            staan[sleutel] = self._bijwerken(d.nr, staan.get(sleutel), eis)
        for sleutel, plicht in staan.items():
            if plicht.status == OPEN and sleutel not in eisen:
                plicht.status, plicht.op, plicht.bekend = VERVALLEN, self.vandaag, self.vandaag
        self._kort_wachten_in(d.nr, staan.values())
        self._kort_uitstel_in(staan.values())
        self._wekker[d.nr] = min((v[0] for p in staan.values() if (v := p.volgende())), default=None)

    def _bijwerken(self, nr: int, plicht: Plicht | None, eis: Eis) -> Plicht:
        """Done is done; a duty that is new, moved or back gets its ladder from today."""
        if eis.klaar is not None:
            if plicht is None or plicht.status == OPEN:
                return Plicht(
                    plicht.eis if plicht else eis,
                    status=GEDAAN,
                    op=eis.klaar,
                    bekend=self.vandaag,
                    treden=plicht.treden if plicht else {},
                    eerst=plicht.eerst if plicht else {},
                    eerst_uitgesteld=plicht.eerst_uitgesteld if plicht else {},
                )
            return plicht
        if plicht is None or plicht.status != OPEN:
            vast = {naam: getattr(plicht, naam) for naam in ("treden", "eerst", "eerst_uitgesteld") if plicht}
            return self._beklim(nr, Plicht(eis, self.nu, **vast))
        if plicht.eis == eis:
            return plicht
        zelfde = (plicht.eis.rol, plicht.eis.organisatie) == (eis.rol, eis.organisatie)
        vast = {naam: getattr(plicht, naam) for naam in ("treden", "eerst", "eerst_uitgesteld")}
        nieuw = Plicht(eis, self.nu, **vast)
        if zelfde:
            nieuw.wacht, nieuw.opnieuw = plicht.wacht, plicht.opnieuw
            nieuw.uitgesteld = plicht.uitgesteld if plicht.eis.datum == eis.datum else None
        return self._beklim(nr, nieuw)

    def _beklim(self, nr: int, plicht: Plicht) -> Plicht:
        """What was told already stays told. What lies in the past is told today when the date is past too, one rung
        as long after today as it would have come after the date; Opstap itself acts however late."""
        niet_verteld = self._vraagt_niet_meer(nr, plicht.eis)
        gedaan = {trede: True for trede, is_gedaan in plicht.treden.items() if is_gedaan and trede not in niet_verteld}
        komend = self._zonder_wachten(plicht.eis)
        if plicht.wacht and plicht.wacht >= self.vandaag:
            na = set(na_het_wachten(plicht.eis, plicht.wacht))
            hoger = {trede for trede in komend if trede[1] in HOGER}
            komend = {trede for trede in na if trede[1] not in HOGER} | hoger if plicht.opnieuw else na
        plicht.treden = dict.fromkeys(komend, False) | gedaan
        return plicht

    def _zonder_wachten(self, eis: Eis) -> set[tuple[date, str]]:
        nu = self.vandaag
        komend: set[tuple[date, str]] = set()
        for dag, trap in treden(eis):
            if dag >= nu or trap == SYSTEEM:
                komend.add((dag, trap))
            elif eis.datum < nu and trap in HOGER:
                komend.add((dagen(nu, max((dag - eis.datum).days, 1)), trap))
        if eis.datum < nu:
            komend.add((nu, MENS))
        return komend

    def _wacht_anders(self, nr: int, plicht: Plicht, tot: date) -> None:
        """The first time everybody waits; after that who stands above keeps the days that stood."""
        stond = {trede: gedaan for trede, gedaan in plicht.treden.items() if trede[1] in HOGER}
        plicht.hoger_gepland = (plicht.hoger_gepland or plicht.gepland) if plicht.opnieuw else None
        plicht.wacht, plicht.gepland = tot, self.nu
        self._beklim(nr, plicht)
        if plicht.opnieuw:
            plicht.treden = {t: gedaan for t, gedaan in plicht.treden.items() if t[1] not in HOGER} | stond

    def _vraagt_niet_meer(self, nr: int, eis: Eis) -> set[tuple[date, str] | None]:
        """It moved ahead of what waits to be sent: that is not told, and the rung told nobody."""
        begonnen = {trap for dag, trap in treden(eis) if dag <= self.vandaag}
        over = [m for m in self._wacht if (m.nr, m.over, m.plek) == (nr, eis.soort, eis.plek)]
        weg = [m for m in over if m.trede is not None and m.trede[1] not in begonnen]
        self._wacht = [m for m in self._wacht if m not in weg]
        self.mails = [m for m in self.mails if m not in weg] if weg else self.mails
        blijft = {m.trede for m in self.mails if (m.nr, m.over, m.plek) == (nr, eis.soort, eis.plek)} if weg else set()
        return {m.trede for m in weg} - blijft

    # --- waiting -------------------------------------------------------------------------------------------------

    def _na_wacht(self, d: Dossier, *, soort: str, plek: str, tot: date | None, door: str) -> None:
        """Until when it waits, as somebody chose it; None: it waits no longer. That says nothing of its date."""
        plicht, was = self.plichten[d.nr][soort, plek], None
        wie, eerder = plicht.eis.organisatie, plicht.eis.organisatie in plicht.eerst
        if self._wacht_nog(plicht):
            was = plicht.wacht
        if tot is not None and tot != was:
            if not self._mag_wachten(d, plicht, tot) or not self._heeft_het(d, plicht.eis, door):
                self.vreemd.append(Gebeurd(self.nu, d.nr, "wacht", {"soort": soort, "tot": tot, "door": door}))
            if was is None or tot > was:
                plicht.opnieuw = eerder
        if tot is not None:
            plicht.eerst.setdefault(wie, self.vandaag)
        if tot != was:
            self._wacht_anders(d.nr, plicht, tot or self.vandaag)

    def _mag_wachten(self, d: Dossier, plicht: Plicht, tot: date) -> bool:
        """A kind that may, a day after today, at most eight weeks after it first waited, and not past a hard date."""
        hard = self._harde_datums(self.plichten[d.nr].values())
        langste = dagen(plicht.eerst.get(plicht.eis.organisatie, self.vandaag), 56)
        return bool(PLICHTEN[plicht.eis.soort].get("wacht")) and self.vandaag < tot <= min([langste, *hard])

    def _heeft_het(self, d: Dossier, eis: Eis, wie: str) -> bool:
        """Where somebody is contact person, it is for her or for who leads her team."""
        contact = d.contacten.get(eis.organisatie)
        if not contact or not self._werkt(contact, eis.rol, eis.organisatie):
            return True
        return wie == contact or self._werkt(wie, TEAMLEIDER[eis.rol], eis.organisatie)

    def _harde_datums(self, plichten: Iterable[Plicht]) -> list[date]:
        return [p.eis.datum for p in plichten if p.status == OPEN and PLICHTEN[p.eis.soort].get("hard")]

    def _kort_wachten_in(self, nr: int, plichten: Collection[Plicht]) -> None:
        """A hard date that came or moved since ends the waiting there."""
        uiterste = max(min(self._harde_datums(plichten), default=date.max), self.vandaag)
        for plicht in plichten:
            if plicht.status == OPEN and plicht.wacht is not None and plicht.wacht > uiterste:
                self._wacht_anders(nr, plicht, uiterste)

    def _wacht_nog(self, plicht: Plicht) -> bool:
        return plicht.wacht is not None and plicht.wacht > self.vandaag

    # --- the sweep -----------------------------------------------------------------------------------------------

    def _tik(self, post: bool) -> None:
        for d in self.dossiers.values():
            self._volg_de_mensen(d)
        for d in self.dossiers.values():
            while (wekker := self._wekker.get(d.nr)) is not None and wekker <= self.nu:
                self._trede(d)
        self._geef_door([m for m in self._wacht if not m.meteen and m.vanaf <= self.nu])
        if werkdag(self.vandaag) == self.vandaag and self.nu.time() >= DAGPOST:
            for mail in self._wacht:
                mail.gebundeld |= mail.vanaf <= self.nu
        if post:
            self._verzend()

    def _verzend(self) -> None:
        """No mail asks what was done since; what is found to be done in the same sweep may just have been asked."""
        self._geef_door([m for m in self._wacht if m.meteen])
        nu = [m for m in self._wacht if m.meteen or m.gebundeld]
        self._wacht = [m for m in self._wacht if m not in nu]
        gedaan = [m for m in nu if self._is_gedaan(m)]
        self.misschien += [m for m in gedaan if m.over and self.plichten[m.nr][m.over, m.plek].bekend == self.vandaag]
        for mail in nu:
            mail.verzonden = self.vandaag
        self.mails = [m for m in self.mails if m not in gedaan]

    def _is_gedaan(self, m: Mail) -> bool:
        """Or it waits now: what was not sent yet is not told either to who must do it."""
        if not m.over:
            return m.dag is not None and m.dag < self.vandaag
        plicht = self.plichten[m.nr][m.over, m.plek]
        return plicht.status != OPEN or (self._wacht_nog(plicht) and m.soort == f"termijn_{MENS}")

    def _trede(self, d: Dossier) -> None:
        """The first rung that is due in this traject."""
        (_, dag, trap), plicht = min(
            ((v, p) for p in self.plichten[d.nr].values() if (v := p.volgende())), key=lambda paar: paar[0]
        )
        plicht.treden[dag, trap] = True
        if trap == SYSTEEM:
            self._ingehaald_door_opstap(d, plicht)
            getattr(self, f"_verlopen_{plicht.eis.soort}")(d, plicht)
        elif plicht.eis.organisatie and not plicht.ingehaald(dag, trap, self.nu):
            self._op_de_post(self._herinneringen(d, plicht, (dag, trap)))
        self._herzie(d)

    def _ingehaald_door_opstap(self, d: Dossier, plicht: Plicht) -> None:
        """Reminders that fall due in the same sweep as the act: when a worker died with one of them in its hands,
        another process may act first (then it is not sent) or later (then others of the traject still are)."""
        nu = [m for m in self.mails if m.nr == d.nr and (m.over, m.plek) == (plicht.eis.soort, plicht.eis.plek)]
        self._onzeker([m for m in nu if m.klaargezet == self.vandaag])
        for ander in self.plichten[d.nr].values():
            eis, due = ander.eis, [t for t in ander.treden if t[1] != SYSTEEM and ander.moment(*t) <= self.nu]
            if ander.status == OPEN and eis.organisatie and due:
                for trap in {t[1] for t in due if not ander.treden[t]}:
                    self.misschien += self._herinneringen(d, ander, max(t for t in due if t[1] == trap))

    def _onzeker(self, mails: list[Mail]) -> None:
        self.mails = [m for m in self.mails if m not in mails]
        self.misschien += mails

    def _verlopen_aanmelding_verloopt(self, d: Dossier, plicht: Plicht) -> None:
        """Three months after the last change of what was never sent it ends, and who had it hears that."""
        d.ingetrokken = True
        self._meld_zorg(d, "aanmelding_verlopen")
        self._sluit(d, "ingetrokken")

    def _verlopen_aanbieding_beantwoorden(self, d: Dossier, plicht: Plicht) -> None:
        self._verloopt(d, d.aanbiedingen[int(plicht.eis.plek) - 1])

    def _verloopt(self, d: Dossier, aanbod: Aanbod) -> None:
        aanbod.verlopen = True
        self._meld(d, "aanbod_verlopen", "begeleider")
        self._meld(d, "aanbod_verlopen", "consulent")

    def _verlopen_venster_bewaken(self, d: Dossier, plicht: Plicht) -> None:
        """The window closed and nothing was received: everybody concerned hears that (design.md section 4)."""
        assert d.contract is not None
        d.contract.gemist = self.vandaag
        self._meld_iedereen(d, "aanzegging_gemist")

    _verlopen_aanzegging_doen = _verlopen_venster_bewaken

    def _verlopen_contract_einde(self, d: Dossier, plicht: Plicht) -> None:
        """L-9: received in time, it stops. L-10: otherwise it goes on for onbepaalde tijd."""
        assert d.contract is not None
        if d.contract.ontvangen:
            d.contract.afloop = "gestopt"
            self._sluit(d, "niet_omgezet")
        else:
            d.contract.afloop = "wet"
            self._meld_iedereen(d, "contract_vast_door_wet")
            self._sluit(d, "vast_door_wet")

    def _sluit(self, d: Dossier, uitkomst: str) -> None:
        """Reminders that wait in the outbox have nothing left to remind of; another process may just have sent them."""
        d.afgesloten, d.uitkomst = self.vandaag, uitkomst
        self._niets_over_te_nemen(d)
        for mdo in d.mdos:
            if self._komt(mdo):
                self._roep(d, "mdo_afgezegd", mdo.mensen, mdo)
        weg = [m for m in self._wacht if m.nr == d.nr and m.soort.startswith("termijn_")]
        self._wacht = [m for m in self._wacht if m not in weg]
        self.mails = [m for m in self.mails if m not in weg]
        self.misschien += weg

    def _nodig_uit(self, d: Dossier, *, anders: bool) -> None:
        """Who comes to the MDO hears of its day; who no longer does, hears that too. The same day again is no news."""
        mdo, nu = d.mdos[-1], self._om_de_tafel(d)
        self._roep(d, "mdo_gepland", nu - mdo.mensen, mdo)
        self._roep(d, "mdo_verplaatst", nu & mdo.mensen if anders else set(), mdo)
        self._roep(d, "mdo_hoeft_niet", mdo.mensen - nu, mdo)
        mdo.mensen = nu

    def _volg_de_mensen(self, d: Dossier) -> None:
        """Who came to a role is invited to what is to come; who no longer belongs there hears that."""
        for mdo in d.mdos:
            if not d.afgesloten and self._komt(mdo):
                nu = self._om_de_tafel(d)
                self._roep(d, "mdo_gepland", nu - mdo.mensen, mdo)
                self._roep(d, "mdo_hoeft_niet", mdo.mensen - nu, mdo)
                mdo.mensen = nu

    def _om_de_tafel(self, d: Dossier) -> set[str]:
        return {wie for rol in KRING for kring in self._bij(d, rol) for wie in self._ontvangers(d, *kring)}

    def _roep(self, d: Dossier, soort: str, mensen: set[str], mdo: Mdo) -> None:
        """Into somebody's own calendar, at once; an account that ended hears nothing."""
        self._op_de_post(
            Mail(d.nr, soort, "", "", wie, self.vandaag, self.nu, True, PERSOONLIJK, {wie}, dag=mdo.dag)
            for wie in mensen
            if self._in_dienst(wie)
        )

    def _komt(self, mdo: Mdo) -> bool:
        return bool(mdo.dag) and not mdo.gehouden and datetime.combine(mdo.dag, MDO_TIJD) > self.nu

    # --- mail ----------------------------------------------------------------------------------------------------

    def _werkt(self, wie: str, rol: str, organisatie: str) -> bool:
        m = self.mensen.get(wie)
        if m is None:
            return False
        weg = m.tot is not None and m.tot.date() <= self.vandaag
        return (m.rol, m.organisatie) == (rol, organisatie) and m.vanaf.date() <= self.vandaag and not weg

    def _ontvangers(self, d: Dossier, rol: str, organisatie: str, trap: str) -> list[str]:
        """The contact person, else everybody with the role; an empty rung falls to the next."""
        if trap in (GEMEENTE, BESTUUR):
            return self._van_de_gemeente(self.verslag.procesregie[d.regeling], trap)
        mensen: list[str] = []
        if trap == MENS:
            vast = d.contacten.get(organisatie, "")
            is_er = self._werkt(vast, rol, organisatie)
            mensen = [vast] if is_er else [w for w in self.mensen if self._werkt(w, rol, organisatie)]
        if not mensen and trap != TOP and rol in TEAMLEIDER:
            mensen = [w for w in self.mensen if self._werkt(w, TEAMLEIDER[rol], organisatie)]
        if mensen:
            return mensen
        return [w for w in self.verslag.contacten[organisatie] if self._in_dienst(w)]

    def _van_de_gemeente(self, gemeente: str, trap: str) -> list[str]:
        """P-51: the procesregisseur, then who prepares the bestuurlijk overleg, then the two contacts."""
        for rol in ["procesregisseur", "beleidsmedewerker"][trap == BESTUUR :]:
            if mensen := [w for w in self.mensen if self._werkt(w, rol, gemeente)]:
                return mensen
        return [w for w in self.verslag.contacten[gemeente] if self._in_dienst(w)]

    def _in_dienst(self, wie: str) -> bool:
        tot = self.mensen[wie].tot
        return tot is None or tot.date() > self.vandaag

    def _mail(
        self, d: Dossier, soort: str, kringen: list[Kring], bij_naam: str = "", behalve: Collection[str] = ()
    ) -> None:
        meteen, groep = soort in METEEN, set(behalve)
        vanaf = self.nu if meteen else _dagpost(self.nu)
        for kring in kringen:
            horen = [bij_naam] if bij_naam else self._ontvangers(d, *kring)
            nieuw = [wie for wie in horen if wie not in groep]
            groep.update(nieuw)
            self._op_de_post(Mail(d.nr, soort, "", "", w, self.vandaag, vanaf, meteen, kring, groep) for w in nieuw)

    def _herinneringen(self, d: Dossier, plicht: Plicht, trede: tuple[date, str]) -> list[Mail]:
        eis, meteen = plicht.eis, heeft_haast(plicht.eis, self.vandaag)
        gepland = (plicht.hoger_gepland if trede[1] in HOGER else None) or plicht.gepland
        vanaf = self.nu if meteen else _dagpost(max(plicht.moment(*trede), gepland))
        kring = (eis.rol, eis.organisatie, trede[1])
        bij_naam = trede[1] == MENS and self._werkt(eis.bij_naam, eis.rol, eis.organisatie)
        groep = {eis.bij_naam} if bij_naam else set(self._ontvangers(d, *kring))
        vast = (self.vandaag, vanaf, meteen, kring, groep, trede)
        return [Mail(d.nr, f"termijn_{trede[1]}", eis.soort, eis.plek, wie, *vast) for wie in groep]

    def _geef_door(self, mails: list[Mail]) -> None:
        """What waits for somebody who left is for who must hear it now."""
        for m in [m for m in mails if not self._in_dienst(m.aan)]:
            self.mails.remove(m)
            self._wacht.remove(m)
            nu = [] if m.kring == PERSOONLIJK else self._ontvangers(self.dossiers[m.nr], *m.kring)
            nieuw = [wie for wie in nu if wie not in m.groep]
            m.groep.update(nieuw)
            self._op_de_post(replace(m, aan=wie, gebundeld=False) for wie in nieuw)

    def _op_de_post(self, mails: Iterable[Mail]) -> None:
        nieuw = list(mails)
        self.mails += nieuw
        self._wacht += nieuw

    def _bij(self, d: Dossier, rol: str, trap: str = MENS) -> list[Kring]:
        organisatie = d.organisaties.get(WAAR[rol])
        return [(rol, organisatie, trap)] if organisatie else []

    def _meld(self, d: Dossier, soort: str, *rollen: str, behalve: Collection[str] = ()) -> None:
        """News of what happened, to these roles; the same person hears it once."""
        self._mail(d, soort, [kring for rol in rollen for kring in self._bij(d, rol)], behalve=behalve)

    def _hoorde(self, d: Dossier, soort: str) -> set[str]:
        """Who heard this, or will, of the version that was sent last."""
        return {m.aan for m in self.mails if (m.nr, m.soort) == (d.nr, soort) and m.klaargezet >= d.verstuurd}

    def _trek_in(self, d: Dossier, soort: str) -> None:
        """What happened since takes its place."""
        weg = [m for m in self._wacht if (m.nr, m.soort) == (d.nr, soort)]
        self._wacht = [m for m in self._wacht if m not in weg]
        self.mails = [m for m in self.mails if m not in weg]

    def _meld_iedereen(self, d: Dossier, soort: str) -> None:
        aan = self._bij(d, "consulent") + self._bij(d, "consulent", TEAM) + self._bij(d, "begeleider")
        if d.met_commissie:
            aan += self._bij(d, "commissielid")
        self._mail(d, soort, aan)
