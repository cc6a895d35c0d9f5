"""Planning is pure: from the facts of one traject to every duty with its date (law 1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from opstap.protocol.aanmelden import (
    aanbod_streef,
    woning_uiterlijk,
)
from opstap.protocol.aanmeldplan import aanmeldtermijnen
from opstap.protocol.aanzegladder import aanloopladder, vensterladder
from opstap.protocol.begrippen import WERKT_ALS, Hoedanigheid, Looptijd, Rol, Route
from opstap.protocol.bemiddelen import bemiddeltermijnen
from opstap.protocol.beslissen import Zaak
from opstap.protocol.clausules import regelt
from opstap.protocol.contract import aanzegging_vanaf, aanzegging_voor, besluit_streef, besluit_uiterlijk
from opstap.protocol.evaluatiebegrippen import Oordeel
from opstap.protocol.feiten import (
    BemiddelFeiten,
    ContractFeiten,
    EvaluatieFeiten,
    HerhuisvestingFeit,
    MdoFeit,
    TrajectFeiten,
)
from opstap.protocol.geplande_termijn import GeplandeTermijn as GeplandeTermijn
from opstap.protocol.geplande_termijn import voor
from opstap.protocol.herhuisvesten import herhuisvesting_uiterlijk
from opstap.protocol.inschrijven import inschrijftermijnen
from opstap.protocol.omklappen import overgangstermijnen
from opstap.protocol.overdragen import overdrachttermijnen
from opstap.protocol.parameters import Parameters, VroegeOmzetting
from opstap.protocol.reageren import reageertermijnen
from opstap.protocol.ritme import gemiststap
from opstap.protocol.startplan import starttermijnen
from opstap.protocol.termijnsoorten import HOGER, TERMIJNSOORTEN, Stap, Termijnsoort, Trap
from opstap.protocol.vaststelplan import hoeft_niet, vaststeltermijnen
from opstap.protocol.voorwaarde import voorwaardetermijnen
from opstap.protocol.wissen import SOORT as WISSEN
from opstap.protocol.wissen import wistermijnen

# Our own terms, where the protocol gives none (see `Termijnsoort.eigen`).
WEEG_DAGEN = 14
VERHUURDER_DAGEN = 7
OPNIEUW_AANBIEDEN_DAGEN = 28
AFHANDEL_DAGEN = 3
CONTRACT_DAGEN = 7
BESPREEK_DAGEN = 14
SIGNAAL_DAGEN = 2
INFORMEER_DAGEN = 2
MDO_DAGEN = 14
OORDEEL_DAGEN = 7
AFROND_DAGEN = 7
HERHUISVEST_OVERLEG_DAGEN = 14
HERINDICATIE_DAGEN = 14
EINDE_AFSPREEK_DAGEN = 7


def plan(*, feiten: TrajectFeiten, parameters: Parameters, peildatum: date) -> list[GeplandeTermijn]:
    """Every duty these facts give, done ones included. A closed traject keeps only what was done, and is forgotten."""
    if feiten.gewist_op is not None:
        return list(wistermijnen(feiten, parameters))  # of the rest too little is left to plan by
    gepland = [t for planner in _PLANNERS for t in planner(feiten, parameters)]
    if feiten.afgesloten_op is not None:
        return [t for t in gepland if t.klaar_op is not None or t.soort == WISSEN]
    return gepland


def stappen(*, soort: Termijnsoort, datum: date, vanaf: date | None, ook: tuple[Stap, ...] = ()) -> list[Stap]:
    """The reminder ladder of one duty: nothing before `vanaf`, but what `ook` says."""
    dagen = [(n, Trap.VERANTWOORDELIJKE) for n in soort.stappen]
    if soort.tweede:
        dagen += [(n, Trap.TEAMLEIDER) for n in soort.stappen]
    dagen += [(n, trap) for trap, n in soort.trappen]
    if soort.bij_verlopen and not soort.eigen_dag:
        dagen.append((1, Trap.ACTIE))
    ladder = {Stap(dag=datum + timedelta(days=n), trap=trap) for n, trap in dagen}
    mag = {s for s in ladder if vanaf is None or s.dag >= vanaf}
    return sorted(mag | set(ook), key=lambda s: (s.dag, s.trap))


def nog_te_gaan(
    *,
    ladder: list[Stap],
    datum: date,
    vandaag: date,
    wacht_tot: date | None = None,
    wacht_opnieuw: bool = False,
    uitgesteld: bool = False,
) -> list[Stap]:
    """What is left of a ladder that is planned today. The system acts, however late.

    For a duty that is already late the responsible hear of it today, and the rungs above them, when those days are
    past too, come as long after today as they would have come after the date: a late start is no way round them.
    `wacht_opnieuw`: not the first time it waits. Then only the responsible are left in peace. `uitgesteld`: the rungs
    above keep their days, and hear when the pause is over (`hoort_op`).
    """
    if wacht_tot is not None and wacht_tot >= vandaag:
        na = _na_het_wachten(ladder, datum, wacht_tot)
        if not wacht_opnieuw:
            return na
        hoger = [s for s in nog_te_gaan(ladder=ladder, datum=datum, vandaag=vandaag) if s.trap in HOGER]
        return sorted({s for s in na if s.trap not in HOGER} | set(hoger), key=lambda s: (s.dag, s.trap))
    gaan = [s for s in ladder if s.dag >= vandaag or s.trap is Trap.ACTIE]
    if datum < vandaag:
        gaan.append(Stap(dag=vandaag, trap=Trap.VERANTWOORDELIJKE))
        gemist = [s for s in ladder if s.dag < vandaag and s.trap in HOGER]
        later = [Stap(dag=vandaag + max(s.dag - datum, timedelta(days=1)), trap=s.trap) for s in gemist]
        gaan += gemist if uitgesteld else later
    return sorted(set(gaan), key=lambda s: (s.dag, s.trap))


def _na_het_wachten(ladder: list[Stap], datum: date, wacht_tot: date) -> list[Stap]:
    """Nobody hears before the day it waits for; then the responsible do. Past the date the ladder begins anew there,
    and a higher rung that was passed over comes as long after it as it would have come after the date."""
    over_datum = wacht_tot > datum
    gaan = {Stap(dag=wacht_tot, trap=Trap.VERANTWOORDELIJKE)}
    for stap in ladder:
        erna = stap.dag - datum
        if stap.trap is Trap.ACTIE or (not over_datum and stap.dag >= wacht_tot):
            gaan.add(stap)
        elif stap.trap in HOGER:
            gaan.add(Stap(dag=wacht_tot + max(erna, timedelta(days=1)), trap=stap.trap))
        elif over_datum and erna >= timedelta(0):
            gaan.add(Stap(dag=wacht_tot + erna, trap=stap.trap))
    return sorted(gaan, key=lambda s: (s.dag, s.trap))


def _bemiddeling(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    b = f.bemiddeling
    if b is None or b.status in {"vervallen", "ingetrokken"}:
        return
    if b.route is Route.DIRECTE_BEMIDDELING:
        yield GeplandeTermijn(
            "verhuurder_vragen",
            b.begonnen_op + timedelta(days=VERHUURDER_DAGEN),
            klaar_op=b.verhuurder_gevraagd_op,
            **voor(Zaak.VERDELING, p),
        )
        if b.verhuurder_gevraagd_op is not None:
            yield from _aanbieden(b, p)
    for i, aanbieding in enumerate(b.aanbiedingen, start=1):
        klaar = aanbieding.afgehandeld_op
        if aanbieding.status == "verlopen":
            afhandelen = aanbieding.antwoord_uiterlijk + timedelta(days=AFHANDEL_DAGEN)
            yield GeplandeTermijn("verlopen_aanbieding", afhandelen, str(i), aanbieding.sleutel, klaar_op=klaar)
            klaar = aanbieding.antwoord_uiterlijk
        yield GeplandeTermijn(
            "aanbieding_beantwoorden",
            aanbieding.antwoord_uiterlijk,
            str(i),
            aanbieding.sleutel,
            klaar_op=klaar,
        )


def _aanbieden(b: BemiddelFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    """One duty per aanbieding that is still to come; the first has the eight weeks of Z-9.3."""
    eerste = aanbod_streef(besluit=b.begonnen_op, parameters=p)
    datum = eerste or b.begonnen_op + timedelta(days=OPNIEUW_AANBIEDEN_DAGEN)
    for i, aanbieding in enumerate(b.aanbiedingen, start=1):
        yield GeplandeTermijn("woning_aanbieden", datum, str(i), klaar_op=aanbieding.aangeboden_op)
        if aanbieding.afgehandeld_op is None:
            return
        if aanbieding.aangeboden_op >= b.begonnen_op:  # one of an earlier toelating moves nothing
            datum = aanbieding.afgehandeld_op + timedelta(days=OPNIEUW_AANBIEDEN_DAGEN)
    if b.toegewezen_op is None:
        yield GeplandeTermijn("woning_aanbieden", datum, str(len(b.aanbiedingen) + 1))


def _contract_maken(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    b, c = f.bemiddeling, f.contract
    if c is not None and c.status == "ingetrokken":
        c = None  # a contract that was taken back is no contract: the next one must still be made
    if b is not None and b.toegewezen_op is not None:
        opmaken = b.toegewezen_op + timedelta(days=CONTRACT_DAGEN)
        yield GeplandeTermijn("contract_opmaken", opmaken, klaar_op=c.opgemaakt_op if c else None)
    uitstroom = f.aanmelding.uitstroom if f.aanmelding else None
    if b is not None and _corporatie_zoekt(b) and uitstroom is not None:
        klaar = woning_uiterlijk(uitstroom=uitstroom, parameters=p)
        if klaar is not None:
            getekend = c.getekend_op if c else None
            yield GeplandeTermijn("woning_klaar", klaar, klaar_op=getekend, begint=b.verhuurder_gevraagd_op)
    if c is None:
        return
    yield from _nees(c)
    yield GeplandeTermijn("contract_tekenen", c.ingangsdatum, klaar_op=c.getekend_op)
    if c.getekend_op is not None:
        yield GeplandeTermijn("sleutel_geven", c.ingangsdatum, klaar_op=c.ingebruikname)


@regelt("Z-12.9")
def _nees(c: ContractFeiten) -> Iterator[GeplandeTermijn]:
    """A nee has no consequence of its own; somebody talks about it."""
    for nee in c.nees:
        bespreken, klaar = nee.gezegd_op + timedelta(days=BESPREEK_DAGEN), nee.afgehandeld_op or c.beeindigd_op
        yield GeplandeTermijn("nee_bespreken", bespreken, str(nee.sleutel), nee.sleutel, klaar_op=klaar)


def _corporatie_zoekt(b: BemiddelFeiten) -> bool:
    """Only then a home can be asked of her by a day; who reacts himself finds it when he finds it."""
    stil = b.status in {"vervallen", "ingetrokken"} or b.route is not Route.DIRECTE_BEMIDDELING
    return b.verhuurder_gevraagd_op is not None and not stil


def _besluit(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    c = f.contract
    if c is None or c.einde is None or c.ingebruikname is None:
        return
    streef = besluit_streef(ingangsdatum=c.ingangsdatum, einde=c.einde, parameters=p)
    uiterlijk = besluit_uiterlijk(ingangsdatum=c.ingangsdatum, einde=c.einde, parameters=p)
    buiten_besluit = c.beeindigd_op or (c.einde if c.looptijd is Looptijd.ONBEPAALD else None)
    besloten = c.besloten_op or buiten_besluit or c.einde_afgesproken_op
    beslisser = voor(Zaak.OMZETTING, p)
    if streef is not None:
        yield GeplandeTermijn("omzetting_besluiten", streef, klaar_op=besloten, **beslisser)
    elif p.vroege_omzetting is VroegeOmzetting.JA:
        yield from _wegen(f.evaluatie, besloten, beslisser)
    if uiterlijk is not None:
        yield GeplandeTermijn("omzetting_uiterlijk", uiterlijk, klaar_op=besloten, **beslisser)
    yield from _einde(c, p, c.einde, besloten)


def _wegen(e: EvaluatieFeiten, besloten: date | None, beslisser: dict[str, Any]) -> Iterator[GeplandeTermijn]:
    """Where an evaluatie that went well may end it (A-20): a duty after each, done by a besluit or by the next one."""
    gehouden = sorted(
        (rij.gehouden_op, rij.nummer, rij.oordeel)
        for rij in e.evaluaties
        if rij.met_corporatie and rij.gehouden_op is not None
    )
    for i, (dag, nummer, oordeel) in enumerate(gehouden, start=1):
        if oordeel == Oordeel.OP_SCHEMA:
            wegen, klaar = dag + timedelta(days=WEEG_DAGEN), gehouden[i][0] if i < len(gehouden) else besloten
            yield GeplandeTermijn("omzetting_wegen", wegen, str(nummer), klaar_op=klaar, **beslisser)


@regelt("I-25")
def _einde(c: ContractFeiten, p: Parameters, einde: date, besloten: date | None) -> Iterator[GeplandeTermijn]:
    """The dates with effect in law: the window of the aanzegging and the end itself (I-25)."""
    vanaf, laatste_dag = aanzegging_vanaf(einde=einde), aanzegging_voor(einde=einde) - timedelta(days=1)
    venster = vensterladder(einde=einde)
    if c.besluit != "niet_omzetten":
        bewaakt = besloten or c.aanzegging_ontvangen_op or c.aanzegging_gemist_op
        ook = aanloopladder(einde=einde, heeft_streefdatum=p.besluit_streef_maanden is not None) + venster
        beslisser = voor(Zaak.OMZETTING, p)
        yield GeplandeTermijn("venster_bewaken", laatste_dag, vanaf=vanaf, klaar_op=bewaakt, ook=ook, **beslisser)
    else:
        klaar = c.aanzegging_ontvangen_op or c.aanzegging_gemist_op or c.einde_afgesproken_op or c.beeindigd_op
        yield GeplandeTermijn("aanzegging_doen", laatste_dag, vanaf=vanaf, klaar_op=klaar, ook=venster)
    afgelopen = c.beeindigd_op or (einde if c.looptijd is Looptijd.ONBEPAALD else None)
    if c.besluit != "omzetten":
        yield GeplandeTermijn("contract_einde", einde - timedelta(days=1), klaar_op=afgelopen)


def _evaluaties(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    for e in f.evaluatie.evaluaties:
        if hoeft_niet(e, f.contract):
            continue
        klaar = e.gehouden_op if e.status in {"gehouden", "vastgesteld"} else None
        nummer, houdt = str(e.nummer), {**voor(Zaak.EVALUATIE, p), "ook": gemiststap(e, p)}
        yield GeplandeTermijn("evaluatie_houden", e.gepland_op, nummer, e.sleutel, klaar_op=klaar, **houdt)
        if e.met_corporatie and Rol.CONSULENT in (p.verplichte_deelnemers or ()):
            yield GeplandeTermijn("evaluatie_bijwonen", e.gepland_op, str(e.nummer), e.sleutel, klaar_op=klaar)
    for a in f.evaluatie.afspraken:
        if not a.is_vervallen:
            rol = a.rol or Rol.BEGELEIDER
            yield GeplandeTermijn(
                "afspraak_nakomen", a.uiterlijk, str(a.sleutel), a.sleutel, klaar_op=a.nagekomen_op,
                rol=rol, hoedanigheid=WERKT_ALS[rol], ligt_vast=a.uit_mdo,
            )  # fmt: skip


@regelt("H-6")
def _overleg(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    for s in f.evaluatie.signalen:
        klaar = s.opgepakt_op if s.status != "gemeld" else None
        rol = Rol.CONSULENT if s.melder in {Rol.BEGELEIDER, Rol.TEAMLEIDER_ZORG} else Rol.BEGELEIDER
        dag = s.gemeld_op + timedelta(days=0 if s.is_spoed else SIGNAAL_DAGEN)
        yield GeplandeTermijn(
            "signaal_oppakken", dag, str(s.sleutel), s.sleutel,
            klaar_op=klaar, rol=rol, hoedanigheid=WERKT_ALS[rol],
        )  # fmt: skip
    for m in f.evaluatie.mdos:
        if m.status != "ingetrokken":
            yield from _mdo(m)


def _mdo(m: MdoFeit) -> Iterator[GeplandeTermijn]:
    sleutel = str(m.sleutel)
    informeren = m.gemeld_op + timedelta(days=INFORMEER_DAGEN)
    yield GeplandeTermijn("huurder_informeren", informeren, sleutel, m.sleutel, klaar_op=m.geinformeerd_op)
    if m.geinformeerd_op is not None:
        plannen = (m.afgezegd_op or m.geinformeerd_op) + timedelta(days=MDO_DAGEN)
        gepland = m.gehouden_op or (m.geinformeerd_op if m.gepland_op else None)
        yield GeplandeTermijn("mdo_plannen", plannen, sleutel, m.sleutel, klaar_op=gepland, ligt_vast=m.is_spoed)
    if m.gepland_op is not None:
        yield GeplandeTermijn("mdo_houden", m.gepland_op, sleutel, m.sleutel, klaar_op=m.gehouden_op)
    if m.gehouden_op is not None:
        yield from _na_mdo(m, m.gehouden_op)


def _na_mdo(m: MdoFeit, gehouden_op: date) -> Iterator[GeplandeTermijn]:
    """Each role says whether it agrees; whoever did not before the MDO was over no longer has to."""
    for rol, gezegd_op in m.oordelen:
        if gezegd_op is not None or m.afgerond_op is None:
            yield GeplandeTermijn(
                "mdo_oordeel_geven", gehouden_op + timedelta(days=OORDEEL_DAGEN), f"{rol}:{m.sleutel.hex[:12]}",
                m.sleutel, klaar_op=gezegd_op, rol=rol, hoedanigheid=WERKT_ALS[rol],
            )  # fmt: skip
    if m.klaar_op is not None:
        afronden = m.klaar_op + timedelta(days=AFROND_DAGEN)
        yield GeplandeTermijn("mdo_afronden", afronden, str(m.sleutel), m.sleutel, klaar_op=m.afgerond_op)


@regelt("Z-12.4")
def _herhuisvesting(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    """Who leads searches; the begeleider asks for a new indicatie; the corporatie agrees on the last day (Z-13.10)."""
    h, c = f.evaluatie.herhuisvesting, f.contract
    if h is None or h.status == "ingetrokken" or c is None:
        return
    if c.aanzegging_gemist_op is not None and c.status != "beeindiging_nagestreefd":
        return  # the huurder stays, by law
    voorbij = h.status == "afgerond"  # what was not done when the huur stopped, is asked of nobody
    yield from (termijn for termijn in _zoeken(h, c, p) if termijn.klaar_op or not voorbij)


def _zoeken(h: HerhuisvestingFeit, c: ContractFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    leider = Rol.PROCESREGISSEUR if h.regisseur is Hoedanigheid.PROCESREGIE else Rol.BEGELEIDER
    einde = c.afgesproken_einde or c.einde
    for soort, datum, klaar_op in (
        ("herhuisvesting_overleg", h.begonnen_op + timedelta(days=HERHUISVEST_OVERLEG_DAGEN), h.overlegd_op),
        (
            "herhuisvesting",
            herhuisvesting_uiterlijk(begonnen_op=h.begonnen_op, einde=einde, parameters=p),
            h.gevonden_op or c.beeindigd_op,
        ),
    ):
        yield GeplandeTermijn(
            soort, datum, onderwerp=h.sleutel, klaar_op=klaar_op, rol=leider, hoedanigheid=h.regisseur
        )
    if h.herindicatie_nodig_op is not None:
        aanvragen = h.herindicatie_nodig_op + timedelta(days=HERINDICATIE_DAGEN)
        klaar_op = h.herindicatie_aangevraagd_op
        yield GeplandeTermijn("herindicatie_aanvragen", aanvragen, onderwerp=h.sleutel, klaar_op=klaar_op)
    yield from _einde_in_overleg(h, c)


def _einde_in_overleg(h: HerhuisvestingFeit, c: ContractFeiten) -> Iterator[GeplandeTermijn]:
    samen = c.status in {"beeindiging_nagestreefd", "aangezegd"}
    if h.gevonden_op is not None and (samen or c.einde_afgesproken_op is not None):
        afspreken = h.gevonden_op + timedelta(days=EINDE_AFSPREEK_DAGEN)
        yield GeplandeTermijn("einde_afspreken", afspreken, klaar_op=c.einde_afgesproken_op)


def _woning_terug(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    """Also after the own notice of the huurder or a vonnis, where nobody searches (Z-13.10)."""
    c = f.contract
    if c is not None and c.afgesproken_einde is not None:
        yield GeplandeTermijn("woning_terug", c.afgesproken_einde - timedelta(days=1), klaar_op=c.beeindigd_op)


_PLANNERS: tuple[Callable[[TrajectFeiten, Parameters], Iterator[GeplandeTermijn]], ...] = (
    aanmeldtermijnen,
    _bemiddeling,
    bemiddeltermijnen,
    inschrijftermijnen,
    reageertermijnen,
    _contract_maken,
    starttermijnen,
    _besluit,
    overgangstermijnen,
    _evaluaties,
    vaststeltermijnen,
    _overleg,
    _herhuisvesting,
    _woning_terug,
    overdrachttermijnen,
    voorwaardetermijnen,
    wistermijnen,
)


def verantwoordelijk(termijn: GeplandeTermijn) -> tuple[Rol, Hoedanigheid | None]:
    """The role that must act, and in which hoedanigheid its organisation is found (None: `organisatie` is given)."""
    soort = TERMIJNSOORTEN[termijn.soort]
    rol = termijn.rol or soort.rol
    if rol is None:
        raise ValueError(f"termijn {termijn.soort} heeft geen rol")
    return rol, None if termijn.organisatie else termijn.hoedanigheid or soort.hoedanigheid
