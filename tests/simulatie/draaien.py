"""Five years, day by day: sweeps that come late, twice or not at all, workers that die, mail that does not go out."""

from __future__ import annotations

import logging
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from typing import Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Min

from opstap import clock, sql, werk
from opstap.post.models import Bericht
from opstap.post.services import berichten_verzenden
from opstap.protocol.begrippen import Rol
from opstap.termijnen import services, tasks
from opstap.termijnen.models import Termijn, Termijnstap
from opstap.termijnen.services import dagpost_bezorgen, stappen_uitvoeren
from tests.simulatie.ladder import dagen, maanden
from tests.simulatie.leven import Leven
from tests.simulatie.uitleg import Uitleg
from tests.simulatie.verslag import Gestart, Tik
from tests.simulatie.wereld import BEGIN, JAREN, VERVANGBAAR, Persoon, Wereld, maak_wereld

EINDE = BEGIN.replace(year=BEGIN.year + JAREN)
#: new trajecten come in this many days, so that most of them end before the five years are over
INSTROOM = 1000
LEASE = timedelta(minutes=15)
#: the share of the rounds without work that run all the same
LEGE_RONDEN = 0.03


class Gestorven(BaseException):
    """The worker is killed: nothing after this line happens, and nothing catches it."""


@dataclass
class Post:
    """What the mail server saw: Message-ID -> how often, and when first."""

    stuk: bool = False
    keren: Counter[str] = field(default_factory=Counter)
    aan: dict[str, str] = field(default_factory=dict)
    op: dict[str, date] = field(default_factory=dict)
    #: (day, person) -> the Message-IDs of the dagpost
    dagpost: dict[tuple[date, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def per_week(self) -> list[int]:
        """How many mails each person got in each week in which there was any; lowest first."""
        weken = Counter((self.aan[sleutel], *dag.isocalendar()[:2]) for sleutel, dag in self.op.items())
        return sorted(weken.values())


POST = Post()


class Postbode(BaseEmailBackend):
    """A mail server that is away for weeks at a time."""

    def open(self) -> bool:
        if POST.stuk:
            raise ConnectionRefusedError
        return True

    def send_messages(self, email_messages: Any) -> int:
        for mail in email_messages:
            sleutel = mail.extra_headers["Message-ID"]
            POST.keren[sleutel] += 1
            POST.aan[sleutel] = ",".join(mail.to)
            POST.op.setdefault(sleutel, clock.vandaag())
            if mail.subject == "Opstap: uw dagpost":
                POST.dagpost[clock.vandaag(), POST.aan[sleutel]].add(sleutel)
        return len(email_messages)


@dataclass
class Uitkomst:
    """The world as it is after five years, and what the run itself saw."""

    wereld: Wereld
    sterfgevallen: int = 0
    tikken: int = 0
    storingsdagen: int = 0
    #: Message-IDs of what a worker had in its hands when it died: sent or not, nobody wrote it down
    in_handen: set[str] = field(default_factory=set)
    #: S5b: (traject, day) without a named person who has the end of the contract open
    stil: list[tuple[int, date]] = field(default_factory=list)
    bewaakt: int = 0


class Simulatie:
    def __init__(self, zaad: int, *, aantal: int, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
        POST.stuk, POST.keren, POST.aan, POST.op, POST.dagpost = False, Counter(), {}, {}, defaultdict(set)
        settings.EMAIL_BACKEND = f"{__name__}.Postbode"
        self.wereld = maak_wereld(zaad, aantal=aantal)
        self.uitkomst = Uitkomst(self.wereld)
        self.toeval = random.Random(f"storing {zaad}")
        self.uitleg = Uitleg(self.wereld)
        self.wekkers: list[tuple[date, int, Leven, Iterator[date]]] = []
        self.wachtdagen: dict[date, list[Leven]] = {}
        self.storing_tot, self.post_tot = BEGIN, BEGIN
        self._sterft_na: int | None = None
        self._eerstvolgende: datetime | None = None
        self._voltooien = werk.Werk._voltooien
        logging.getLogger("opstap.werk").setLevel(logging.CRITICAL)  # a mail server that is away is no news here
        monkeypatch.setattr(clock, "echt_nu", self.wereld.echt_nu)
        monkeypatch.setattr(clock, "loopt", lambda: clock.echt_nu().timestamp())  # here every clock is right
        monkeypatch.setattr(clock, "_ijkpunt", clock._ijkpunt)  # put back afterwards
        monkeypatch.setattr(sql, "thuis", lambda lijn: ("wereld", None))
        monkeypatch.setattr(services, "_TIK", float("inf"))  # virtual time: a slow machine is no outage
        monkeypatch.setattr(services, "brieven_opmaken", lambda: 0)  # letters have proofs of their own
        monkeypatch.setattr(werk.Werk, "_voltooien", self._mag_voltooien())
        for nr in range(1, aantal + 1):
            leven = Leven(self.wereld, nr)
            self.wereld.verslag.trajecten.append(Gestart(nr, leven.streek.slug))
            dag = BEGIN + timedelta(days=leven.toeval.randrange(INSTROOM))
            heappush(self.wekkers, (dag, nr, leven, leven.loop()))

    def _mag_voltooien(self) -> Any:
        """Now and then a worker dies right before it marks its work as done."""
        simulatie, echt = self, self._voltooien

        def voltooien(rij: werk.Werk) -> None:
            if simulatie._sterft_na is not None:
                simulatie._sterft_na -= 1
                if simulatie._sterft_na < 0:
                    simulatie._sterft_na = None
                    simulatie.uitkomst.in_handen.add(f"<{getattr(rij, 'sleutel', '')}@opstap.invalid>")
                    raise Gestorven
            echt(rij)

        return voltooien

    def draai(self) -> Uitkomst:
        dag = BEGIN
        while dag < EINDE:
            self._dag(dag)
            dag += timedelta(days=1)
        POST.stuk = False
        with self.wereld.om(datetime.combine(EINDE, time(12))):
            self._tik()
        return self.uitkomst

    def _dag(self, dag: date) -> None:
        self._storingen(dag)
        stil = dag < self.storing_tot
        self.uitkomst.storingsdagen += stil
        uren = [u for u, kans in ((0, 0.25), (8, 0.85), (20, 0.3)) if self.toeval.random() < kans]
        for uur in [] if stil else [u for u in uren if u < 10]:
            self._ronde(dag, uur)
        with self.wereld.om(datetime.combine(dag, time(10))):
            self._mensen(dag)
            self._wakker(dag)
            if self.uitleg.dag():
                self._eerstvolgende = None
        for uur in [] if stil else [u for u in uren if u > 10]:
            self._ronde(dag, uur)
        self._wacht(dag)

    def _storingen(self, dag: date) -> None:
        """The sweep is away up to fourteen days; the mail server up to ten."""
        if dag >= self.storing_tot and self.toeval.random() < 0.012:
            self.storing_tot = dag + timedelta(days=self.toeval.randint(1, 14))
        if dag >= self.post_tot and self.toeval.random() < 0.01:
            self.post_tot = dag + timedelta(days=self.toeval.randint(1, 10))
        POST.stuk = dag < self.post_tot

    def _mensen(self, dag: date) -> None:
        """Somebody leaves for good; weeks later somebody new may come."""
        if self.toeval.random() < 0.004:
            weg = [p for p in self.wereld.mensen.values() if p.is_er(dag) and self._kan_weg(p, dag)]
            if weg:
                self.wereld.vertrek(self.toeval.choice(weg))
        if self.toeval.random() < 0.003:
            rol = self.toeval.choice(list(VERVANGBAAR))
            self.wereld.aannemen(
                rol, self.toeval.choice(["linde", "anker", "eik"] if rol == "begeleider" else ["brug"])
            )

    def _kan_weg(self, persoon: Persoon, dag: date) -> bool:
        """As long as somebody is left who may act in this role, and one of the two escalatiecontacten to hear of it.

        Of a commissie two stay, for who hears it as the second.
        """
        contacten = [self.wereld.mensen[account] for account in self.wereld.verslag.contacten[persoon.organisatie]]
        if not any(p is not persoon and p.is_er(dag) for p in contacten):
            return False
        rollen = {persoon.rol, VERVANGBAAR.get(persoon.rol, persoon.rol)}
        over = [
            p
            for p in self.wereld.mensen.values()
            if p is not persoon and p.organisatie == persoon.organisatie and p.rol in rollen and p.is_er(dag)
        ]
        return len(over) > (persoon.rol is Rol.COMMISSIELID)

    def _wakker(self, dag: date) -> None:
        while self.wekkers and self.wekkers[0][0] <= dag:
            _, nr, leven, loop = heappop(self.wekkers)
            had_sleutel = leven.sleutel_op
            volgende = next(loop, None)
            self._eerstvolgende = None
            if volgende is not None:
                heappush(self.wekkers, (max(volgende, dag), nr, leven, loop))
            if leven.sleutel_op and not had_sleutel:
                self._waak(leven)

    # --- the sweep -----------------------------------------------------------------------------------------------

    def _ronde(self, dag: date, uur: int) -> None:
        """Some processes that go wrong, in any order; then one that comes to its end."""
        moment = datetime.combine(dag, time(uur, 5))
        if self._niets_te_doen(moment + LEASE):
            self._lege_ronde(moment)
            return
        with self.wereld.om(moment):
            for poging in self.toeval.sample(POGINGEN, k=self.toeval.choice((0, 0, 0, 1, 2, 3))):
                poging(self)
        with self.wereld.om(moment + LEASE):
            self._tik()
            if self.toeval.random() < 0.1:
                tasks.tik()

    def _lege_ronde(self, moment: datetime) -> None:
        """Left out to win time; now and then one runs all the same, to see that it changes nothing."""
        if self.toeval.random() < LEGE_RONDEN:
            with self.wereld.om(moment):
                gedaan = stappen_uitvoeren() + dagpost_bezorgen() + berichten_verzenden()
            assert not gedaan, f"{moment}: er was niets te doen, en er gebeurde toch iets"

    def _niets_te_doen(self, moment: datetime) -> bool:
        """No row of work is due; what somebody wrote down today for this morning is."""
        if self._eerstvolgende is None:
            open_ = {"klaar_op": None, "geparkeerd_reden": ""}
            stappen = Termijnstap.objects.filter(termijn__status="open", **open_)
            eersten = (q.aggregate(m=Min("uitvoeren_vanaf"))["m"] for q in (stappen, Bericht.objects.filter(**open_)))
            self._eerstvolgende = min((m for m in eersten if m), default=datetime.max.replace(tzinfo=UTC))
        return self._eerstvolgende > clock.lokaal_moment(moment.date(), moment.hour, moment.minute)

    def _tik(self) -> None:
        self._sterft_na = None
        tasks.tik()
        self._eerstvolgende = None
        self.uitkomst.tikken += 1
        self.wereld.verslag.regels.append(Tik(self.wereld.nu, post=not POST.stuk))

    def sterf(self) -> None:
        """Killed in the middle: what was done stays, what was being done waits for its lease."""
        self._sterft_na = self.toeval.randrange(4)
        try:
            tasks.tik()
        except Gestorven:
            self.uitkomst.sterfgevallen += 1
        self._sterft_na = None

    def claim_en_sterf(self) -> None:
        Termijnstap.objects.nog_te_doen().claim(aantal=self.toeval.randint(1, 3))

    def stappen(self) -> None:
        stappen_uitvoeren(aantal=self.toeval.choice((1, 2, 200)))

    def berichten(self) -> None:
        berichten_verzenden(aantal=self.toeval.choice((1, 2, 100)))

    # --- S5b -----------------------------------------------------------------------------------------------------

    def _waak(self, leven: Leven) -> None:
        """The days on which somebody must have the end on his list: -6, -4, -3 months, then weekly until -1 month."""
        einde = leven.contract.einde
        momenten = [maanden(einde, -n) for n in (6, 4, 3)]
        while (volgende := dagen(momenten[-1], 7)) < maanden(einde, -1):
            momenten.append(volgende)
        for dag in momenten:
            if dag >= self.wereld.vandaag:
                self.wachtdagen.setdefault(dag, []).append(leven)

    def _wacht(self, dag: date) -> None:
        with self.wereld.om(datetime.combine(dag, time(23))):
            for leven in self.wachtdagen.pop(dag, []):
                contract = leven.contract
                if contract.status != "lopend" or contract.looptijd != "bepaald" or contract.aanzegging_gemist_op:
                    continue
                self.uitkomst.bewaakt += 1
                if not self._heeft_iemand_open(leven):
                    self.uitkomst.stil.append((leven.nr, dag))

    def _heeft_iemand_open(self, leven: Leven) -> bool:
        """Somebody who works there today sees it on his home page."""
        open_ = Termijn.objects.open().filter(
            traject__sleutel=leven.traject,
            soort__in=("omzetting_besluiten", "omzetting_uiterlijk", "venster_bewaken", "aanzegging_doen"),
        )
        waar = {leven.corporatie, *([leven.streek.loket] if leven.streek.met_commissie else [])}
        hier = [p for p in self.wereld.mensen.values() if p.organisatie in waar]
        mensen = [p for p in hier if p.is_er(self.wereld.vandaag)]
        return any(open_.voor(type(p.gebruiker).objects.get(pk=p.gebruiker.pk)).exists() for p in mensen)


POGINGEN = (Simulatie.sterf, Simulatie.claim_en_sterf, Simulatie.stappen, Simulatie.berichten, Simulatie.sterf)
