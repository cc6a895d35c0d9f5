"""What each act of a person changes in the dossier, and whom it is told to at once; a method per kind of act."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from tests.simulatie.dossier import (
    Aanbod,
    Aanvulling,
    Afspraak,
    Contract,
    Dossier,
    Evaluatie,
    Herhuisvesting,
    Mdo,
    Signaal,
    Vraag,
    evaluaties,
)
from tests.simulatie.ladder import MENS, dagen, maanden
from tests.simulatie.overnemen import Overnemen, Plichtvorm
from tests.simulatie.verslag import Gebeurd, Verslag

#: who reports something: as what its organisation takes part; another is of the verhuurder
MELDT_ALS = {"begeleider": "begeleiding", "teamleider_zorg": "begeleiding", "wmo_consulent": "wmo"}
#: who sit at an MDO, as far as they take part (Z-13.2)
KRING = ("begeleider", "consulent", "wmo_consulent", "procesregisseur")


class Daden(Overnemen):
    """The part of the oracle that reads acts."""

    verslag: Verslag
    nu: datetime
    vreemd: list[Gebeurd]

    def _meld(self, d: Dossier, soort: str, *rollen: str, behalve: Collection[str] = ()) -> None:
        raise NotImplementedError

    def _hoorde(self, d: Dossier, soort: str) -> set[str]:
        raise NotImplementedError

    def _trek_in(self, d: Dossier, soort: str) -> None:
        raise NotImplementedError

    def _nodig_uit(self, d: Dossier, *, anders: bool) -> None:
        raise NotImplementedError

    def _roep(self, d: Dossier, soort: str, mensen: set[str], mdo: Mdo) -> None:
        raise NotImplementedError

    def _komt(self, mdo: Mdo) -> bool:
        raise NotImplementedError

    def _verloopt(self, d: Dossier, aanbod: Aanbod) -> None:
        raise NotImplementedError

    def _herzie(self, d: Dossier) -> None:
        raise NotImplementedError

    def _sluit(self, d: Dossier, uitkomst: str) -> None:
        raise NotImplementedError

    # --- aanmelding -----------------------------------------------------------------------------

    def _na_begonnen(self, d: Dossier, *, zorg: str, contact: str, instroom: str, uitstroom: date | None) -> None:
        d.begonnen = d.gewijzigd = self.vandaag
        d.instroom, d.uitstroom, d.contacten = instroom, uitstroom, {zorg: contact}
        d.organisaties |= {"herkomst": zorg, "begeleiding": zorg}

    def _na_ingediend(self, d: Dossier, *, vragen: list[tuple[str, str, str]]) -> None:
        """What was asked for an equal part stays asked, and its answer stays. The form is filled in on the day it is
        sent: until then it lives three months more."""
        if not d.ingediend:
            d.gewijzigd = self.vandaag
            self._herzie(d)
        d.ingediend, d.verstuurd = d.ingediend or self.vandaag, self.vandaag
        d.organisaties[d.loket[1]] = self.verslag.loketten[d.regeling]
        if d.instroom == "detentie" and d.p.get("voordracht_detentie"):  # Z-4.8
            vragen = [*vragen, ("voordracht", self.verslag.procesregie[d.regeling], "procesregisseur")]
        oud = {(v.gebied, v.organisatie): v for v in d.vragen if not v.vervallen}
        for sleutel, vraag in oud.items():
            vraag.vervallen = sleutel not in {(gebied, organisatie) for gebied, organisatie, _ in vragen}
        self._vraagpost(d)
        nieuw = [v for v in vragen if v[:2] not in oud]
        for gebied, organisatie, rol in nieuw:
            nummer = 1 + sum(v.gebied == gebied for v in d.vragen)
            d.vragen.append(Vraag(f"{gebied} {nummer}", gebied, organisatie, rol, self.vandaag))
        d.organisaties["wmo"] = next((o for _, o, rol in vragen if rol == "wmo_consulent"), "")
        self._meld(d, "aanmelding_ingediend", d.loket[0])
        for organisatie, rol in dict.fromkeys((o, r) for _, o, r in nieuw):
            self._mail(d, "accordering_gevraagd", [(rol, organisatie, MENS)])
        self._misschien_compleet(d)

    def _vraagpost(self, d: Dossier) -> None:
        """Who is asked nothing any more is not mailed for it either; after a no a yes may still come."""
        open_ = [v for v in d.vragen if not v.vervallen and (v.antwoord is None or v.geweigerd)]
        nog = set() if d.besloten or d.ingetrokken else {(v.rol, v.organisatie) for v in open_}
        weg = [m for m in self._wacht if (m.nr, m.soort) == (d.nr, "accordering_gevraagd") and m.kring[:2] not in nog]
        self._wacht = [m for m in self._wacht if m not in weg]
        self.mails = [m for m in self.mails if m not in weg]

    def _misschien_compleet(self, d: Dossier) -> None:
        if all(v.vervallen or (v.antwoord and not v.geweigerd) for v in d.vragen):
            d.compleet = d.compleet or self.vandaag
            self._meld(d, "aanmelding_compleet", d.loket[0])

    def _na_aanvulling_gevraagd(self, d: Dossier) -> None:
        """I-3: beside the term for the besluit, which runs on."""
        d.aanvullingen.append(Aanvulling(self.vandaag))
        self._meld_zorg(d, "aanvulling_gevraagd")

    def _na_aangevuld(self, d: Dossier, *, anders: bool) -> None:
        """Nothing of what others said yes to changed; the same form again is no news but the answer."""
        d.aanvullingen[-1].klaar = self.vandaag
        self._meld(d, "aanvulling_beantwoord", d.loket[0])
        if anders:
            d.verstuurd = self.vandaag
            self._misschien_compleet(d)

    def _na_antwoord(self, d: Dossier, *, gebied: str, akkoord: bool) -> None:
        vraag = next(v for v in d.vragen if v.gebied == gebied and not v.vervallen)
        vraag.antwoord, vraag.geweigerd = self.vandaag, not akkoord
        self._vraagpost(d)
        if akkoord:
            self._misschien_compleet(d)
        else:
            self._meld_zorg(d, "accordering_geweigerd")

    def _na_eigen_bijdrage(self, d: Dossier) -> None:
        d.eigen_bijdrage = self.vandaag

    def _na_indicatie(self, d: Dossier) -> None:
        d.indicatie = self.vandaag

    def _na_gesprek(self, d: Dossier) -> None:
        """Nothing follows from it."""

    def _na_toegelaten(self, d: Dossier, *, route: str) -> None:
        d.besloten = self.vandaag
        d.route, d.bemiddeling_begonnen = route, self.vandaag
        self._meld_zorg(d, "besluit_toelating")

    def _na_afgewezen(self, d: Dossier) -> None:
        d.besloten = self.vandaag
        for vraag in d.vragen:
            vraag.vervallen = vraag.vervallen or vraag.antwoord is None
        self._vraagpost(d)
        self._meld_zorg(d, "besluit_toelating")
        self._sluit(d, "afgewezen")

    def _na_heropend(self, d: Dossier) -> None:
        """ADR 32: who decides has it again, with the answers that were given, and the term counts from today. Of the
        besluit nobody hears any more who did not yet; that the form is compleet is told once to each."""
        d.besloten, d.heropend = None, self.vandaag
        d.afgesloten, d.uitkomst = None, ""
        self._trek_in(d, "besluit_toelating")
        self._meld_zorg(d, "besluit_heropend")
        if d.compleet:
            self._meld(d, "aanmelding_compleet", d.loket[0], behalve=self._hoorde(d, "aanmelding_compleet"))

    def _na_ingetrokken(self, d: Dossier) -> None:
        d.ingetrokken = True
        self._vraagpost(d)
        self._meld(d, "aanmelding_ingetrokken", d.loket[0])
        self._sluit(d, "ingetrokken")

    # --- woning en contract --------------------------------------------------------------------------------------

    def _na_verhuurder(self, d: Dossier, *, organisatie: str) -> None:
        d.gevraagd, d.organisaties["verhuurder"] = self.vandaag, organisatie
        self._meld(d, "verhuurder_gevraagd", "consulent")

    def _na_aangeboden(self, d: Dossier, *, uiterlijk: date) -> None:
        d.aanbiedingen.append(Aanbod(self.vandaag, uiterlijk, telt=d.route == "directe_bemiddeling"))
        self._meld(d, "aanbod_gedaan", "begeleider")

    def _na_aangetekend(self, d: Dossier) -> None:
        d.aangetekend = self.vandaag

    def _na_ingeschreven(self, d: Dossier) -> None:
        d.ingeschreven = self.vandaag

    def _na_verwerkt(self, d: Dossier) -> None:
        d.verwerkt = self.vandaag

    def _na_geaccepteerd(self, d: Dossier) -> None:
        d.aanbiedingen[-1].klaar = d.toegewezen = self.vandaag

    def _na_geweigerd(self, d: Dossier, *, telt: bool) -> None:
        d.aanbiedingen[-1].klaar, d.aanbiedingen[-1].geweigerd = self.vandaag, telt
        self._misschien_vervallen(d)

    def _na_aanbod_ingetrokken(self, d: Dossier) -> None:
        d.aanbiedingen[-1].klaar = self.vandaag
        self._meld(d, "aanbod_ingetrokken", "begeleider")

    def _na_afgehandeld(self, d: Dossier, *, telt: bool) -> None:
        """Also when no sweep came by: then it expires now."""
        aanbod = d.aanbiedingen[-1]
        if not aanbod.verlopen:
            self._verloopt(d, aanbod)
        aanbod.klaar, aanbod.geweigerd = self.vandaag, telt
        self._misschien_vervallen(d)

    def _misschien_vervallen(self, d: Dossier) -> None:
        """Z-9.14: after the last refusal that counts only the own way is open."""
        grens = d.p.get("aanbiedingen")
        if grens is None or d.route != "directe_bemiddeling" or not d.aanbiedingen[-1].geweigerd:
            return
        if sum(a.geweigerd and a.telt for a in d.aanbiedingen) >= grens:
            d.route, d.bemiddeling_begonnen = "zelf_reageren", self.vandaag
            self._meld(d, "bemiddeling_vervallen", "begeleider")

    def _na_opgemaakt(self, d: Dossier, *, ingang: date, duur: int, ritme: int) -> None:
        d.contract = Contract(ingang, maanden(ingang, duur), ritme, self.vandaag)

    def _na_getekend(self, d: Dossier, *, op: date) -> None:
        assert d.contract is not None
        d.contract.getekend = op

    def _na_sleutel(self, d: Dossier, *, op: date) -> None:
        assert d.contract is not None
        d.contract.sleutel = d.contract.startgesprek = d.bevestigd = op
        d.evaluaties = evaluaties(d.contract, d.p)
        self._meld(d, "contract_ingegaan", "begeleider")

    # --- wonen ---------------------------------------------------------------------------------------------------

    def _na_evaluatie_gehouden(
        self, d: Dossier, *, nummer: int, op: date, goed: bool, afspraken: list[tuple[str, date]]
    ) -> None:
        d.evaluaties[nummer - 1].klaar, d.evaluaties[nummer - 1].goed = op, goed
        if d.vaak_onvoldoende(nummer):
            self._stel_voor(d, "onvoldoende")
        d.afspraken += [Afspraak(wie, uiterlijk) for wie, uiterlijk in afspraken]

    def _na_huurstatus(self, d: Dossier, *, nummer: int) -> None:
        evaluatie = d.evaluaties[nummer - 1]
        evaluatie.huur, evaluatie.huur_dag = self.vandaag, evaluatie.dag

    def _na_evaluatie_bevestigd(self, d: Dossier, *, nummer: int) -> None:
        d.evaluaties[nummer - 1].bevestigd = self.vandaag

    def _na_evaluatie_verzet(self, d: Dossier, *, nummer: int, naar: date, weggebleven: bool) -> None:
        """I-12: the huurder stays away so many times since the last one that counted, and an MDO is proposed."""
        evaluatie = d.evaluaties[nummer - 1]
        if d.te_ver(evaluatie, naar, self.vandaag):
            self.vreemd.append(Gebeurd(self.nu, d.nr, "evaluatie_verzet", {"nummer": nummer, "naar": naar}))
        was, evaluatie.dag = evaluatie.dag, naar
        if weggebleven:
            evaluatie.zonder.append(was)
            keren = d.niet_doorgegaan(self.vandaag)
            if (was, nummer) in keren and self._te_vaak(d, len(keren)):
                self._stel_voor(d, "wegblijven")

    def _te_vaak(self, d: Dossier, keren: int) -> bool:
        grens = d.p.get("wegblijven")
        return bool(grens) and keren % grens == 0

    def _verlopen_evaluatie_houden(self, d: Dossier, plicht: Plichtvorm) -> None:
        """It is missed from today: that counts as a visit without the huurder does."""
        nummer = int(plicht.eis.plek)
        sinds = d.gemist_op(d.evaluaties[nummer - 1])
        keren = d.niet_doorgegaan(self.vandaag)
        if sinds is None or (sinds, nummer) not in keren:
            return
        is_verteld = any(s.aanleiding == "wegblijven" and s.gemeld >= sinds for s in d.signalen)
        if self._te_vaak(d, keren.index((sinds, nummer)) + 1) and not is_verteld:
            self._stel_voor(d, "wegblijven")

    def _na_extra_gepland(self, d: Dossier, *, op: date) -> None:
        d.evaluaties.append(Evaluatie(op, met_anderen=False, plandag=op, extra=True))

    def _na_extra_ingetrokken(self, d: Dossier, *, nummer: int) -> None:
        d.evaluaties[nummer - 1].weg = True

    def _stel_voor(self, d: Dossier, aanleiding: str) -> None:
        """One proposal of a kind at a time."""
        if not any(s.aanleiding == aanleiding and not s.over for s in d.signalen):
            d.signalen.append(Signaal(self.vandaag, "", aanleiding))
            self._meld(d, "mdo_voorgesteld", "begeleider", "consulent")

    def _na_signaal(self, d: Dossier, *, door: str, spoed: bool = False) -> None:
        van = d.organisaties[MELDT_ALS.get(door, "verhuurder")]
        d.signalen.append(Signaal(self.vandaag, door, van=van, spoed=spoed))
        self._meld(d, "signaal_gemeld", "begeleider", "consulent")

    def _na_begeleiding(self, d: Dossier, *, soort: str, door: str) -> None:
        """P-34: no besluit, no duty, nothing of the contract or the plan; what stops too early is a signaal of zorg."""
        if soort == "gestopt":
            self._na_signaal(d, door=door)

    def _na_opname(self, d: Dossier, **dagen: date | None) -> None:
        """P-34: every evaluatie, duty and day of the contract stays as it is."""

    def _na_buurtpunt(self, d: Dossier) -> None:
        """Nothing is asked of anybody."""

    def _na_buren_ingelicht(self, d: Dossier) -> None:
        """Only written down."""

    def _meld_melder(self, d: Dossier, signaal: Signaal, soort: str) -> None:
        """Who reported it hears what happens with it, as long as it may know of this traject."""
        if signaal.door and self._weet_nog(d, signaal.van):
            self._mail(d, soort, [(signaal.door, signaal.van, MENS)])

    def _weet_nog(self, d: Dossier, wie: str) -> bool:
        """Involved, or it handed the begeleiding over less than two weeks ago."""
        herkomst = wie == d.organisaties["herkomst"] and self._herkomst_leest(d)
        gaf = [o.ingegaan for o in d.overdrachten if o.van == wie and o.ingegaan]
        return (
            herkomst
            or wie in (d.organisaties["begeleiding"], d.organisaties["verhuurder"], d.organisaties["wmo"])
            or any(dagen(dag, 14) > self.vandaag for dag in gaf)
        )

    def _na_opgepakt(self, d: Dossier, *, nummer: int) -> None:
        d.signalen[nummer - 1].opgepakt = self.vandaag
        self._meld_melder(d, d.signalen[nummer - 1], "signaal_opgepakt")

    def _na_afgehandeld_zonder_mdo(self, d: Dossier, *, nummer: int) -> None:
        """The duty was done when it was picked up."""
        d.signalen[nummer - 1].over = True
        self._meld_melder(d, d.signalen[nummer - 1], "signaal_afgehandeld")

    def _na_mdo_gemeld(self, d: Dossier, *, nummer: int) -> None:
        signaal = d.signalen[nummer - 1]
        signaal.opgepakt, signaal.over = signaal.opgepakt or self.vandaag, True
        if not d.mdos or d.mdos[-1].gehouden:
            d.mdos.append(Mdo(self.vandaag))
        self._meld_melder(d, signaal, "signaal_naar_mdo")

    def _na_huurder_geinformeerd(self, d: Dossier, *, op: date) -> None:
        d.mdos[-1].geinformeerd = op

    def _na_mdo_gepland(self, d: Dossier, *, op: date) -> None:
        anders, mdo = d.mdos[-1].dag != op, d.mdos[-1]
        mdo.dag, mdo.gepland = op, mdo.gepland or self.vandaag
        self._nodig_uit(d, anders=anders)

    def _na_mdo_afgezegd(self, d: Dossier) -> None:
        """Who was invited hears it, while it was still to come; planning it is a duty again, from today."""
        mdo = d.mdos[-1]
        if self._komt(mdo):
            self._roep(d, "mdo_afgezegd", mdo.mensen, mdo)
            mdo.mensen = set()
        mdo.dag, mdo.gepland, mdo.afgezegd = None, None, self.vandaag

    def _na_mdo_gehouden(self, d: Dossier, *, op: date, afspraken: list[tuple[str, date]], door: str = "") -> None:
        """`door`: who says that it does not work; the other roles are asked. Who agrees that the huurder stays ends
        what was said before."""
        mdo = d.mdos[-1]
        mdo.gehouden, mdo.niet_verder, mdo.gezegd = op, bool(door), {door: self.vandaag} if door else {}
        d.afspraken += [Afspraak(wie, uiterlijk, len(d.mdos)) for wie, uiterlijk in afspraken]
        self._meld(d, "mdo_gehouden", *KRING)
        self._meld(d, "mdo_oordeel_gevraagd", *d.wacht_op(len(d.mdos)))
        for ouder in d.mdos[:-1] if not door else []:
            if ouder.niet_verder:
                ouder.afgerond = ouder.afgerond or self.vandaag

    def _na_mdo_oordeel(self, d: Dossier, *, nummer: int, rol: str) -> None:
        """A no of the other roles: nothing follows but that everybody hears it."""
        d.mdos[nummer - 1].gezegd[rol] = self.vandaag
        self._meld(d, "mdo_oordeel_gegeven", *KRING)

    def _na_mdo_afgerond(self, d: Dossier, *, nummer: int) -> None:
        d.mdos[nummer - 1].afgerond = self.vandaag

    def _na_afspraak(self, d: Dossier, *, nummer: int, nagekomen: bool) -> None:
        afspraak = d.afspraken[nummer - 1]
        afspraak.over = self.vandaag
        afspraak.klaar, afspraak.vervallen = (self.vandaag, False) if nagekomen else (None, True)

    def _verlopen_afspraak_nakomen(self, d: Dossier, plicht: Plichtvorm) -> None:
        """Z-13.6: one of an MDO lapses and an MDO is proposed; one of an evaluatie stays open and late."""
        afspraak = d.afspraken[int(plicht.eis.plek) - 1]
        if afspraak.mdo:
            afspraak.vervallen, afspraak.over = True, self.vandaag
            self._meld(d, "afspraak_verlopen", *KRING)
            self._stel_voor(d, "verlopen afspraak")

    def _na_overlegd(self, d: Dossier) -> None:
        """Needed for the besluit; nothing follows from it alone."""

    def _na_besloten(self, d: Dossier, *, uitkomst: str) -> None:
        assert d.contract is not None
        d.contract.besluit, d.contract.besloten = uitkomst, self.vandaag
        self._meld(d, "besluit_omzetting", *(("begeleider", "consulent") if d.met_commissie else ("begeleider",)))
        if uitkomst == "omzetten":
            d.contract.afloop, d.herhuisvesting = "vast", None
            self._sluit(d, "vast_contract")
        elif d.herhuisvesting is None:
            self._zoek_iets_anders(d)

    def _zoek_iets_anders(self, d: Dossier) -> None:
        """I-11, I-30: herkomst leads, after detentie the procesregisseur; she takes part on every route (I-9)."""
        regie = d.p.get("regie_detentie", "herkomst") if d.instroom == "detentie" else "herkomst"
        d.organisaties["procesregie"] = self.verslag.procesregie[d.regeling]
        d.herhuisvesting = Herhuisvesting(self.vandaag, regie)
        d.gezocht.append(d.herhuisvesting)
        d.herkomst_leest_tot = None
        self._meld_zorg(d, "herhuisvesting_begonnen")
        self._meld(d, "herhuisvesting_begonnen", "wmo_consulent", "procesregisseur")

    def _na_herhuisvesting_overlegd(self, d: Dossier, *, indicatie: bool) -> None:
        assert d.herhuisvesting is not None
        d.herhuisvesting.overlegd = self.vandaag
        d.herhuisvesting.indicatie_nodig = self.vandaag if indicatie else None

    def _na_indicatie_gevraagd(self, d: Dossier) -> None:
        assert d.herhuisvesting is not None
        d.herhuisvesting.indicatie_gevraagd = self.vandaag

    def _na_woonplek_gevonden(self, d: Dossier, *, uitkomst: str) -> None:
        self._woonplek(d, "herhuisvesting_gevonden", self.vandaag, uitkomst)

    def _na_woonplek_weg(self, d: Dossier) -> None:
        """It fell through: the search is a duty again."""
        self._woonplek(d, "herhuisvesting_weg", None, "")

    def _woonplek(self, d: Dossier, soort: str, gevonden: date | None, uitkomst: str) -> None:
        assert d.herhuisvesting is not None
        d.herhuisvesting.gevonden, d.herhuisvesting.uitkomst = gevonden, uitkomst
        self._mail(d, soort, self._herkomst(d))
        self._meld(d, soort, *KRING)

    def _na_aangezegd(self, d: Dossier, *, ontvangen: date) -> None:
        assert d.contract is not None
        d.contract.ontvangen, d.contract.gemist = ontvangen, None
