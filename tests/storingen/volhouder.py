"""People who send forms while the database breaks, and press the button of the error page until it is done."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

from tests import servers
from tests.evaluatie.conftest import Wonen
from tests.storingen.bezoeker import Bezoeker
from tests.storingen.processen import Toneel, wacht_tot

GEDULD = 60.0


@dataclass
class Volhouder:
    """One of them. `antwoorden` counts codes; `kwijt`: error pages without the text; `anders`: any other answer."""

    bezoeker: Bezoeker
    traject: str
    antwoorden: Counter[int] = field(default_factory=Counter)
    verstuurd: list[str] = field(default_factory=list)
    kwijt: list[str] = field(default_factory=list)
    anders: list[str] = field(default_factory=list)

    def een(self) -> None:
        """Open the form, and send it until it was taken; the same form each time."""
        tekst = f"Gezien bij de deur, {uuid4().hex}."
        velden = self._open(tekst)
        uiterlijk = time.monotonic() + GEDULD
        while True:
            code, blad = self.bezoeker.probeer(self.traject, velden)
            self.antwoorden[code] += 1
            if code == 200:
                self.verstuurd.append(tekst)
                return
            if code != 503:
                self.anders.append(blad)
            elif tekst not in blad or "nog niet opgeslagen" not in blad:
                self.kwijt.append(blad)
            assert time.monotonic() < uiterlijk, f"{code}: {blad}"
            time.sleep(0.1)

    def _open(self, tekst: str) -> dict[str, str]:
        uiterlijk = time.monotonic() + GEDULD
        while True:
            try:
                return self.bezoeker.formulier(self.traject, tekst)
            except OSError:
                assert time.monotonic() < uiterlijk, "het formulier gaat niet open"
                time.sleep(0.1)


def website_van(toneel: Toneel, bewoner: Wonen) -> Callable[[int], list[Volhouder]]:
    """A web server with the real wiring on the database of `toneel`; gives people who are logged in."""
    toneel.env.pop("PROEF_BEDRADING")
    poort = servers.vrije_poort()
    toneel.web(poort)

    def nieuw() -> Volhouder:
        bezoeker = Bezoeker(f"http://127.0.0.1:{poort}", bewoner.regio.begeleider.email)
        bezoeker.inloggen()
        return Volhouder(bezoeker, str(bewoner.traject.sleutel))

    def antwoordt() -> bool:
        try:
            nieuw()
        except OSError:
            return False
        return True

    wacht_tot(antwoordt, seconden=30, wat="de website")
    return lambda aantal: [nieuw() for _ in range(aantal)]


def tegelijk(mensen: list[Volhouder], doe: Callable[[], None], *, keren: int = 0) -> None:
    """Each sends `keren` forms while `doe` happens, or as many as fit in it; whoever breaks off is told."""
    fouten: list[BaseException] = []
    klaar = threading.Event()

    def stuur(mens: Volhouder) -> None:
        try:
            while len(mens.verstuurd) < keren or not klaar.is_set():
                mens.een()
        except BaseException as fout:
            fouten.append(fout)

    draden = [threading.Thread(target=stuur, args=(mens,)) for mens in mensen]
    for draad in draden:
        draad.start()
    try:
        doe()
    finally:
        klaar.set()
    for draad in draden:
        draad.join(GEDULD * 20)
    assert fouten == []
