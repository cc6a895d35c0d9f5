"""kill -9 in the middle of work, again and again, until the wanted number of kills hit a row that was being done."""

from __future__ import annotations

import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from django.db import connection

from opstap import clock
from opstap.post.models import Bericht
from opstap.termijnen.models import Termijnstap
from tests.storingen.postbus import Postbus
from tests.storingen.processen import Toneel, sein, wacht_tot
from tests.storingen.werklast import Uitslag, Werklast

#: Longer than any row takes on a busy machine, short enough to wait for.
LEASE = 3.0
#: A row in somebody's hands: the Message-ID of a mail or the key of a step, and until when.
Greep = tuple[str | int, datetime]


@dataclass
class Moordenaar:
    """Kills the worker at random moments: one child of it, or all of it (always so when it works with threads)."""

    toneel: Toneel
    last: Werklast
    postbus: Postbus
    heel: float = 0.2
    toeval: Random = field(default_factory=Random)
    raak: int = 0
    mis: int = 0
    hele_werkers: int = 0
    bij_verzenden: int = 0
    losgelaten: set[Greep] = field(default_factory=set)
    geraakt: Counter[str] = field(default_factory=Counter)
    totaal: Uitslag = field(default_factory=Uitslag)

    def __post_init__(self) -> None:
        # one with children; of those without, the next one works while another starts
        self.werkers = [self.toneel.werker() for _ in range(2 if connection.vendor == "sqlite" else 1)]

    def draai(self, aantal: int) -> Uitslag:
        """`aantal` kills that hit, the second half while mail is sent; after each load everything is counted.

        The first fault is enough.
        """
        begin, doel = time.monotonic(), self.raak + aantal
        while True:
            while self.raak < doel and self.last.te_gaan():
                self.sla_toe(op_post=self.raak >= doel - aantal // 2)
            self._tel()
            if self.raak >= doel or self.totaal.fouten:
                break
            self._vers()
        self.totaal.seconden = round(self.totaal.seconden + time.monotonic() - begin, 1)
        return self.totaal

    def _vers(self) -> None:
        self.last.opnieuw()
        self.postbus.binnen.clear()
        self.geraakt.clear()

    def _tel(self) -> None:
        """Nobody is killed any more: the mail server need not be slow for what is left."""
        traag, self.postbus.traagheid = self.postbus.traagheid, 0.0
        wacht_tot(lambda: not self.last.te_gaan(), seconden=60, wat="na de laatste moord blijft er werk liggen")
        self.postbus.traagheid = traag
        self.totaal.erbij(self.last.uitslag(self.postbus, self.geraakt))

    def sla_toe(self, *, op_post: bool) -> None:
        """Kill, and look what was in hand then: that is what the fault may explain."""
        self._wacht_op_werk(op_post)
        time.sleep(self.toeval.uniform(0.0, 0.25))
        slachtoffer, kinderen = self.werkers[0], self.werkers[0].kinderen()
        heel = not kinderen or self.toeval.random() < self.heel
        if heel:
            slachtoffer.moord()
        else:
            sein(self.toeval.choice(kinderen), signal.SIGKILL)
        self._onthoud(self._in_hand())
        if heel:
            self.hele_werkers += 1
            self.werkers = [*self.werkers[1:], self.toneel.werker()]

    def _wacht_op_werk(self, op_post: bool) -> None:
        """Until somebody holds a row, or a mail. A worker that lost a child while starting gives up; another comes."""
        uiterlijk = time.monotonic() + 40
        while not self._bezig(op_post) and self.last.te_gaan():
            self.werkers = [werker if werker.leeft() else self.toneel.werker() for werker in self.werkers]
            assert time.monotonic() < uiterlijk, "niemand werkt"
            time.sleep(0.005)

    def _bezig(self, op_post: bool) -> bool:
        return any(isinstance(wat, str) or not op_post for wat, _ in self._in_hand())

    def _onthoud(self, in_hand: set[Greep]) -> None:
        mails = {wat for wat, _ in in_hand if isinstance(wat, str)}
        self.geraakt.update(mails)
        self.losgelaten |= in_hand
        for model in (Bericht, Termijnstap):  # the limit of eight is not meant for a hundred kills in a minute
            model.objects.filter(pogingen__gt=4).update(pogingen=1)
        self.raak += bool(in_hand)
        self.mis += not in_hand
        self.bij_verzenden += bool(mails)

    def _in_hand(self) -> set[Greep]:
        """What somebody who is alive holds now."""
        nu = clock.echt_nu()
        mails = Bericht.objects.open().filter(lease_tot__gt=nu).values_list("sleutel", "lease_tot")
        stappen = Termijnstap.objects.open().filter(lease_tot__gt=nu).values_list("pk", "lease_tot")
        return ({(f"<{sleutel}@opstap.invalid>", tot) for sleutel, tot in mails} | set(stappen)) - self.losgelaten
