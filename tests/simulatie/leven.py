"""One random traject, walked through the services people use, by people who are prompt, late, away or never come.

A course is a generator that yields the day on which it wants to be woken. What Opstap accepted stands in the story.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from aanmelding.models import Aanmelding, Accordering
from aanmelding.services import (
    Heropening,
    Toelatingsbesluit,
    aanmelding_indienen,
    aanmelding_intrekken,
    accordering_beantwoorden,
    behandelaar_vastleggen,
    besluit_heropenen,
    eigen_bijdrage_vastleggen,
    indicatie_vastleggen,
    toelating_besluiten,
)
from opstap.demo.aanmeldweg import IN_ORDE
from opstap.demo.weg import Weg
from opstap.errors import RegelGeschonden
from opstap.partners.namens import Namens
from opstap.protocol.aanmeldstappen import Antwoord, Intrekreden, Weigerreden
from opstap.protocol.begrippen import Instroomroute, Leefgebied, Rol, Route
from opstap.protocol.bemiddelen import Afhandeling
from opstap.protocol.heropenen import Heropenreden
from opstap.protocol.toelaten import ToelatingUitkomst
from opstap.protocol.voordragen import VOORDRACHT
from opstap.trajecten.beslissers import GEEN_VERGADERING, Vergadering
from opstap.trajecten.models import Traject
from tests.simulatie.overdragen import BEOORDELEN, ONVERSTUURD, ZOEKEN, Overdragen
from tests.simulatie.register import Register
from tests.simulatie.wereld import STREKEN, Wereld
from tests.simulatie.wonen import Wonen
from woningen.enums import Intrekreden as Aanbodreden
from woningen.enums import Weigerreden as Woningreden
from woningen.models import Aanbieding
from woningen.services import aanbieding_intrekken, aanbieding_weigeren, verlopen_aanbieding_afhandelen

Loop = Iterator[date]
#: leefgebied -> which kind of organisation is asked, and as what
VRAGEN = {
    Leefgebied.DAGBESTEDING: ("gemeente", Rol.WMO_CONSULENT),
    Leefgebied.VERSLAVING: ("zorg", Rol.BEGELEIDER),
    Leefgebied.JUSTITIE: ("gemeente", Rol.PROCESREGISSEUR),
}
#: how many forms nobody comes back to
VERGETEN = 0.05
#: how many are not admitted, and how many of those besluiten turn out not to hold
AFGEWEZEN, HEROPEND = 0.06, 0.5
#: last days of months, a leap day and the days the clock changes
BIJZONDER = ((1, 31), (2, 29), (3, 29), (3, 31), (5, 31), (8, 30), (8, 31), (10, 25), (10, 31), (12, 31))


class Leven(Weg):
    """The walker of the demo with people who come and go."""

    def __init__(self, wereld: Wereld, nr: int) -> None:
        self.wereld, self.nr = wereld, nr
        self.toeval = random.Random(f"traject {wereld.zaad} {nr}")
        self.streek = STREKEN[self.toeval.random() < 0.3]
        self.zorg = self.herkomst = self.toeval.choice(self.streek.zorg)
        self.sleutel_op: date | None = None
        vast = wereld.wie(Rol.BEGELEIDER, self.zorg)
        super().__init__(
            self,  # type: ignore[arg-type]
            f"Kandidaat {nr}",
            date(1980, 1, 1) + timedelta(days=nr),
            begeleider=vast.account if vast else "",
            corporatie=self.streek.verhuurders[0],
            instroomroute=self._instroom(),
        )
        self.overdragen = Overdragen(self)

    def _instroom(self) -> Instroomroute:
        routes = [Instroomroute.BESCHERMD_WONEN] * 4 + [Instroomroute.OPVANG, Instroomroute.DETENTIE, Instroomroute.WLZ]
        return self.toeval.choice(routes)

    # --- what the walker of the demo asks of its region

    @property
    def regeling(self) -> Any:
        return self.wereld.regelingen[self.streek.slug]

    @property
    def organisaties(self) -> Any:
        return self.wereld.organisaties

    @property
    def _zorg(self) -> Namens:
        return self._namens(Rol.BEGELEIDER, self.zorg, self.begeleider)

    @property
    def _consulent(self) -> Namens:
        return self._namens(Rol.CONSULENT, self.corporatie)

    @property
    def _loket(self) -> Namens:
        return self._namens(self.streek.loketrol, self.streek.loket)

    @property
    def _beslisser(self) -> Namens:
        return self._loket if self.streek.met_commissie else self._consulent

    @property
    def _evaluator(self) -> Namens:
        return self._loket if self.streek.met_commissie else self._zorg

    def _vergadering(self, dag: date) -> Vergadering:
        if not self.streek.met_commissie:
            return GEEN_VERGADERING
        er = [p for p in self.wereld.mensen.values() if p.organisatie == self.streek.loket and p.is_er(dag)]
        return Vergadering(op=dag, aanwezig=tuple(p.gebruiker.sleutel for p in er))

    def _namens(self, rol: Rol, organisatie: str, voorkeur: str = "") -> Namens:
        persoon = self.wereld.wie(rol, organisatie, voorkeur)
        assert persoon is not None, f"niemand is {rol} bij {organisatie}"
        return self.wereld.namens(persoon)

    # --- time and people

    @property
    def vandaag(self) -> date:
        return self.wereld.vandaag

    def kans(self, deel: float) -> bool:
        return self.toeval.random() < deel

    def over(self, van: int, tot: int) -> date:
        return self.vandaag + timedelta(days=self.toeval.randint(van, tot))

    def klus(self, rol: Rol, organisatie: str, van: int, tot: int) -> Loop:
        """Wait until whoever must do this gets to it: by habit, after a holiday, or when somebody pushes him."""
        persoon = self.wereld.wie(rol, organisatie, self.begeleider)
        assert persoon is not None
        dagen = self.toeval.randint(van, tot) * persoon.tempo
        if self.kans(persoon.vergeet):
            dagen += self.toeval.randint(20, 90)
        yield persoon.terug_op(self.vandaag + timedelta(days=int(dagen)))

    def doe(self, wat: str, handeling: Callable[[], object], **gegevens: object) -> None:
        handeling()
        self.wereld.leg_vast(self.nr, wat, **gegevens)

    def probeer(self, wat: str, handeling: Callable[[], object], **gegevens: object) -> bool:
        """An act that the rules may refuse; the story says so."""
        try:
            self.doe(wat, handeling, **gegevens)
        except RegelGeschonden as fout:
            self.wereld.leg_weigering_vast(self.nr, wat, fout.melding)
            return False
        return True

    def overgenomen(self, zorg: str, begeleider: str, *, met_herkomst: bool) -> None:
        """From now on these do what the begeleiding does."""
        self.zorg, self.begeleider = zorg, begeleider
        self.herkomst = zorg if met_herkomst else self.herkomst

    def inschrijven(self, dag: date) -> None:
        """Some forget it: see Register."""

    # --- the course

    def loop(self) -> Loop:
        yield from self._aanmelden()
        if self._is_gesloten() or not (yield from self._beoordelen()):
            return
        yield from self.overdragen.bij(ZOEKEN)
        yield from self._zoeken()
        yield from self._contract_maken()
        yield from Wonen(self).loop()

    def _aanmelden(self) -> Loop:
        uitstroom = None if self.kans(0.08) else self.over(60, 260)
        self.doe(
            "begonnen", lambda: self.beginnen(self.vandaag, uitstroom=uitstroom),  # type: ignore[arg-type]
            zorg=self.zorg, contact=self._account(), instroom=self.instroomroute.value, uitstroom=uitstroom,
        )  # fmt: skip
        yield from self.overdragen.bij(ONVERSTUURD)
        yield from self.klus(Rol.BEGELEIDER, self.zorg, 1, 40)
        if random.Random(f"vergeten {self.wereld.zaad} {self.nr}").random() < VERGETEN:
            yield self.vandaag + timedelta(days=100)

    def _is_gesloten(self) -> bool:
        """Nobody went on with it, and Opstap closed it."""
        return Traject.objects.filter(sleutel=self.traject, afgesloten_op__isnull=False).exists()

    def _account(self) -> str:
        persoon = self.wereld.wie(Rol.BEGELEIDER, self.zorg, self.begeleider)
        assert persoon is not None
        return persoon.account

    def _indienen(self, gebieden: list[Leefgebied]) -> None:
        vragen = [(g.value, self._gevraagde(g), VRAGEN[g][1].value) for g in gebieden]
        aan = {g: self._gevraagde(g) for g in gebieden}
        self.doe("ingediend", lambda: self.versturen(self.vandaag, vragen_aan=aan), vragen=vragen)

    def _gevraagde(self, gebied: Leefgebied) -> str:
        if VRAGEN[gebied][0] == "gemeente":
            return self.streek.gemeente
        return "anker" if self.zorg != "anker" else "linde"

    def _beoordelen(self) -> Iterator[Any]:
        """Generator that returns whether the kandidaat was admitted."""
        if self.kans(0.04):
            self._intrekken()
            return False
        gebieden = [g for g in VRAGEN if self.kans(0.4)]
        self._indienen(gebieden)
        for gebied in list(gebieden):
            yield from self._accorderen(gebied, gebieden)
        if Accordering.objects.filter(aanmelding__traject__sleutel=self.traject, leefgebied=VOORDRACHT).exists():
            yield from self._voordracht()
        if self.kans(0.15):
            yield from self._aanvullen(gebieden)
        if self.kans(0.04):
            yield self.over(0, 20)
            self._intrekken()
            return False
        yield from self.overdragen.bij(BEOORDELEN)
        self._alleen_met_commissie()
        yield from self.klus(self.streek.loketrol, self.streek.loket, 1, 9)
        self.doe("gesprek", lambda: self.gesprek(self.vandaag))
        yield from self.klus(self.streek.loketrol, self.streek.loket, 0, 6)
        return (yield from self._besluiten_over_toelating())

    def _aanvullen(self, gebieden: list[Leefgebied]) -> Loop:
        """A question of who tests, and later the answer: something else on the form, or nothing at all."""
        yield from self.klus(self.streek.loketrol, self.streek.loket, 0, 9)
        self.doe("aanvulling_gevraagd", lambda: self.aanvulling(self.vandaag))
        gevraagd = self.vandaag
        yield from self.klus(Rol.BEGELEIDER, self.zorg, 1, 12)
        anders = self.kans(0.6) and bool(gebieden) and self.vandaag > gevraagd
        aan = {g: self._gevraagde(g) for g in gebieden}

        def antwoorden() -> None:
            if anders:
                self.versturen(self.vandaag, vragen_aan=aan)
            else:
                aanmelding_indienen(traject=self.traject, namens=self._zorg)

        self.doe("aangevuld", antwoorden, anders=anders)

    def _alleen_met_commissie(self) -> None:
        """Whether there is a behandelaar (A-10), and the lower eigen bijdrage (A-18), which some forget."""
        if not self.streek.met_commissie:
            return
        behandelaar_vastleggen(traject=self.traject, heeft_behandelaar=False, namens=self._zorg)
        if Traject.objects.get(sleutel=self.traject).termijnen.filter(soort="eigen_bijdrage").exists() and self.kans(
            0.6
        ):
            self.doe(
                "eigen_bijdrage",
                lambda: eigen_bijdrage_vastleggen(traject=self.traject, datum=self.vandaag, namens=self._zorg),
            )

        if self.instroomroute is Instroomroute.WLZ and Aanmelding.objects.filter(
            traject__sleutel=self.traject, uitstroom__isnull=False
        ):
            self.doe(
                "indicatie",
                lambda: indicatie_vastleggen(traject=self.traject, datum=self.vandaag, namens=self._zorg),
            )

    def _intrekken(self) -> None:
        self.doe(
            "ingetrokken",
            lambda: aanmelding_intrekken(traject=self.traject, reden=Intrekreden.ANDERE_WONING, namens=self._zorg),
        )

    def _accorderen(self, gebied: Leefgebied, gebieden: list[Leefgebied]) -> Loop:
        """Akkoord; or no, and then they talk, or the form is sent again without it."""
        organisatie, rol = self._gevraagde(gebied), VRAGEN[gebied][1]
        yield from self.klus(rol, organisatie, 0, 8)
        if self.kans(0.15):
            self._antwoord(gebied, rol, organisatie, akkoord=False)
            yield from self.klus(Rol.BEGELEIDER, self.zorg, 1, 12)
            if self.kans(0.5):
                gebieden.remove(gebied)
                self._indienen(gebieden)
                return
        self._antwoord(gebied, rol, organisatie, akkoord=True)

    def _voordracht(self) -> Loop:
        """Who comes from detentie is nominated; sometimes after a no (Z-4.8)."""
        waar = self.streek.gemeente
        for akkoord in (False, True) if self.kans(0.15) else (True,):
            yield from self.klus(Rol.PROCESREGISSEUR, waar, 0, 8)
            self._antwoord(VOORDRACHT, Rol.PROCESREGISSEUR, waar, akkoord=akkoord)

    def _antwoord(self, gebied: str, rol: Rol, organisatie: str, *, akkoord: bool) -> None:
        rijen = Accordering.objects.filter(aanmelding__traject__sleutel=self.traject, leefgebied=gebied)
        onderwerp = rijen.order_by("-pk")[0].sleutel

        def geven() -> None:
            accordering_beantwoorden(
                onderwerp=onderwerp,
                antwoord=Antwoord.AKKOORD if akkoord else Antwoord.GEWEIGERD,
                reden=None if akkoord else list(Weigerreden)[0],
                namens=self._namens(rol, organisatie),
            )

        self.doe("antwoord", geven, gebied=str(gebied), akkoord=akkoord)

    def _besluiten_over_toelating(self) -> Iterator[Any]:
        """Generator that returns whether the kandidaat was admitted, at once or after a no that did not hold."""
        toegelaten = not self.kans(AFGEWEZEN)
        route = Route.ZELF_REAGEREN if self.kans(0.15) else Route.DIRECTE_BEMIDDELING
        self._besluit_over_toelating(toegelaten=toegelaten, route=route)
        later = random.Random(f"heropenen {self.wereld.zaad} {self.nr}")
        while not toegelaten and later.random() < HEROPEND:
            yield self.vandaag + timedelta(days=later.choice((0, 1, 5, 20, 40, 41, 42)))
            if (self.streek.met_commissie and self._is_gesloten()) or not self.probeer("heropend", self._heropenen):
                return False
            yield self.vandaag + timedelta(days=later.randint(0, 30))
            toegelaten = later.random() < 0.7
            self._besluit_over_toelating(toegelaten=toegelaten, route=route)
        return toegelaten

    def _heropenen(self) -> None:
        heropening = Heropening(
            Heropenreden.NIEUWE_INFORMATIE, "Er is nieuwe informatie.", self._vergadering(self.vandaag)
        )
        besluit_heropenen(traject=self.traject, heropening=heropening, namens=self._loket)

    def _besluit_over_toelating(self, *, toegelaten: bool, route: Route) -> None:
        besluit = Toelatingsbesluit(
            uitkomst=ToelatingUitkomst.TOEGELATEN if toegelaten else ToelatingUitkomst.AFGEWEZEN,
            invoer=IN_ORDE,
            aannemelijk=toegelaten,
            motivering="Zo is besloten.",
            route=route if toegelaten else None,
            vergadering=self._vergadering(self.vandaag),
        )

        def nemen() -> None:
            toelating_besluiten(traject=self.traject, besluit=besluit, namens=self._loket)

        if toegelaten:
            self.doe("toegelaten", nemen, route=route.value)
        else:
            self.doe("afgewezen", nemen)

    def _zoeken(self) -> Loop:
        yield from self.klus(self.streek.loketrol, self.streek.loket, 0, 10)
        self._vragen(self.toeval.choice(self.streek.verhuurders))
        if len(self.streek.verhuurders) > 1 and self.kans(0.12):
            yield self.over(3, 40)
            self._vragen(next(v for v in self.streek.verhuurders if v != self.corporatie))
        while True:
            yield from self.klus(Rol.CONSULENT, self.corporatie, 2, 50)
            uiterlijk = self.over(1, 10)
            self.doe(
                "aangeboden",
                lambda uiterlijk=uiterlijk: self.aanbod(self.vandaag, uiterlijk=uiterlijk),
                uiterlijk=uiterlijk,
            )
            if (yield from self._beantwoorden(uiterlijk)):
                return

    def _vragen(self, corporatie: str) -> None:
        self.corporatie = corporatie
        self.doe("verhuurder", lambda: self.verhuurder(self.vandaag), organisatie=corporatie)

    @property
    def _aanbieding(self) -> Aanbieding:
        rij: Aanbieding = Aanbieding.objects.filter(bemiddeling__traject__sleutel=self.traject).latest("pk")
        return rij

    def _beantwoorden(self, uiterlijk: date) -> Iterator[Any]:
        """Generator that returns whether the home was accepted; an answer on the day itself is in time."""
        yield min(self.over(0, 12), uiterlijk) if self.kans(0.8) else uiterlijk + timedelta(days=1)
        sleutel = self._aanbieding.sleutel
        if self.vandaag > uiterlijk:
            yield from self.klus(Rol.CONSULENT, self.corporatie, 0, 12)
            keuze = self.toeval.choice(list(Afhandeling))
            self.doe(
                "afgehandeld",
                lambda: verlopen_aanbieding_afhandelen(aanbieding=sleutel, afhandeling=keuze, namens=self._consulent),
                telt=keuze is Afhandeling.GEWEIGERD,
            )
            return False
        lot = self.toeval.random()
        if lot < 0.65:
            self.doe("geaccepteerd", lambda: self.accepteren(self.vandaag, self._aanbieding))
            return True
        if lot < 0.72:
            intrekken = {"aanbieding": sleutel, "reden": Aanbodreden.WONING_WEG, "namens": self._consulent}
            self.doe("aanbod_ingetrokken", lambda: aanbieding_intrekken(**intrekken))
        else:
            self._afslaan(sleutel, mismatch=lot < 0.76 and self.streek.slug != "apeldoorn")
        return False

    def _afslaan(self, sleutel: Any, *, mismatch: bool) -> None:
        factor = self._aanbieding.aangeboden_op if mismatch else None

        def weigeren() -> None:
            aanbieding_weigeren(
                aanbieding=sleutel,
                reden=Woningreden.PLEK,
                mismatch_bevestigd=mismatch,
                factor_vastgelegd_op=factor,
                namens=self._consulent,
            )

        self.doe("geweigerd", weigeren, telt=not mismatch)

    def _contract_maken(self) -> Loop:
        yield from self.klus(Rol.CONSULENT, self.corporatie, 0, 8)
        ingang, duur = self._ingang(), self.toeval.choice((24, 24, 24, 24, 18, 12))
        ritme = 6 if self.streek.slug == "apeldoorn" else self.toeval.choice((3, 3, 6))
        self.doe(
            "opgemaakt",
            lambda: self.opmaken(self.vandaag, ingang=ingang, duur=duur, ritme=ritme, uren=4),
            ingang=ingang, duur=duur, ritme=ritme,
        )  # fmt: skip
        Register(self).bij_het_contract()
        yield from self.klus(Rol.CONSULENT, self.corporatie, 0, 10)
        if self.kans(0.3):
            self.tekenen(self.vandaag, aantal=1)
            yield from self.klus(Rol.CONSULENT, self.corporatie, 1, 6)
        self.doe("getekend", lambda: self._rest_tekent(), op=self.vandaag)
        yield max(self.vandaag, ingang + timedelta(days=self.toeval.choice((-1, 0, 0, 0, 1, 9, 30, 70))))
        self.doe("sleutel", lambda: self.sleutel(self.vandaag), op=self.vandaag)
        self.sleutel_op = self.vandaag

    def _rest_tekent(self) -> None:
        self.tekenen(self.vandaag)

    def tekenen(self, dag: date, *, aantal: int | None = None) -> None:
        """Only who has not signed yet."""
        from woningen.services import ondertekening_vastleggen

        contract = self.contract
        for partij in list(contract.partijen.filter(ondertekening=None).order_by("pk"))[:aantal]:
            ondertekening_vastleggen(
                contract=contract.sleutel, partij=partij.sleutel, datum=dag, namens=self._consulent
            )

    def _ingang(self) -> date:
        """Often a day on which counting months is hard."""
        dag = self.over(2, 40)
        if self.kans(0.7):
            for n in range(60):
                kandidaat = dag + timedelta(days=n)
                if (kandidaat.month, kandidaat.day) in BIJZONDER:
                    return kandidaat
        return dag
