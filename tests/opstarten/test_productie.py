"""docker-compose.yml and Dockerfile, as far as a machine without a container engine can prove them.

The files of the image are gathered as the Dockerfile says, and every command of the compose file runs in its own
environment, with only the addresses of the servers replaced: two web processes, two workers, one beat.
"""

from __future__ import annotations

import http.client
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from aiosmtpd.controller import Controller

from opstap.opstarten import PROJECT
from opstap.opstarten.toezicht import sterf_met_ouder
from tests import servers

PLAN = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
DOCKERFILE = (PROJECT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
GEHEIM = {"SECRET_KEY": "f0" * 40, "POSTGRES_PASSWORD": "geheim", "EMAIL_URL": "smtp://postvanger:1025"}
WACHTWOORD = "paars fietspad onder wolken"
EIGEN = ("web", "worker", "beat", "klaarzetten")

BERICHT = """
from opstap import clock; from opstap.partners.models import Gebruiker; from opstap.post.models import Bericht
Bericht.objects.create(soort="signaal_gemeld", plek="{plek}", ontvanger=Gebruiker.objects.get(),
                       uitvoeren_vanaf=clock.dienst_nu())
"""


# --- the files as they are written -------------------------------------------------------------------------------


def _compose(**env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["docker-compose", "-f", str(PROJECT / "docker-compose.yml"), "config"],
        cwd="/",
        env={"PATH": os.environ["PATH"], **env},
        capture_output=True,
        text=True,
    )


@pytest.mark.skipif(not shutil.which("docker-compose"), reason="docker-compose ontbreekt")
def test_the_compose_file_is_valid_and_asks_for_each_secret_it_needs() -> None:
    assert (_compose(**GEHEIM).returncode, _compose(**GEHEIM).stderr) == (0, "")
    for naam in GEHEIM:
        klaar = _compose(**{k: v for k, v in GEHEIM.items() if k != naam})
        assert klaar.returncode != 0
        assert f"Zet {naam} in .env" in klaar.stderr


def test_every_secret_the_compose_file_asks_for_stands_in_the_example() -> None:
    gevraagd = set(re.findall(r"\$\{(\w+)", (PROJECT / "docker-compose.yml").read_text(encoding="utf-8")))
    voorbeeld = set(re.findall(r"^#?(\w+)=", (PROJECT / ".env.voorbeeld").read_text(encoding="utf-8"), re.MULTILINE))
    assert gevraagd - {"WEB_CONCURRENCY"} == voorbeeld


def test_our_own_containers_write_nowhere_and_may_nothing() -> None:
    for naam in EIGEN:
        dienst = PLAN[naam]
        assert (dienst["read_only"], dienst["cap_drop"], dienst["tmpfs"]) == (True, ["ALL"], ["/tmp"])
        assert "volumes" not in dienst
    assert re.findall(r"^USER (\w+)", DOCKERFILE, re.MULTILINE) == ["opstap"]


def test_only_the_front_door_is_open_to_others() -> None:
    open_ = {naam: poort for naam, dienst in PLAN.items() for poort in dienst.get("ports", [])}
    assert open_.pop("voordeur") == "443:443"
    assert all(poort.startswith("127.0.0.1:") for poort in open_.values())


def test_the_image_has_no_tests_no_git_and_no_secret_in_it() -> None:
    mee = {regel[1:] for regel in (PROJECT / ".dockerignore").read_text().splitlines() if regel.startswith("!")}
    gekopieerd = {woord for regel in _kopieerregels() for woord in regel[:-1]}
    assert gekopieerd <= mee
    assert not mee & {"tests", ".git", ".env", "var", "docs"}


# --- the same commands, run --------------------------------------------------------------------------------------


def _kopieerregels() -> list[list[str]]:
    regels = [shlex.split(r)[1:] for r in DOCKERFILE.splitlines() if r.startswith("COPY ")]
    return [r for r in regels if not r[0].startswith("--from")]


def _bouw(doel: Path) -> Path:
    """The files of the image, and what its last RUN makes of them."""
    doel.mkdir()
    for *bronnen, _ in _kopieerregels():
        for bron in bronnen:
            if (PROJECT / bron).is_dir():
                shutil.copytree(PROJECT / bron, doel / bron, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(PROJECT / bron, doel / bron)
    stappen = [r.removeprefix("RUN ") for r in DOCKERFILE.splitlines() if r.startswith("RUN PRODUCTIE")]
    assert len(stappen) == 1
    subprocess.run(["sh", "-c", stappen[0]], cwd=doel, env=_basis(), check=True)
    return doel


def _basis() -> dict[str, str]:
    return {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "DJANGO_SETTINGS_MODULE": "opstap.settings"}


class Huis:
    """The services of the compose file on this machine."""

    def __init__(self, map_: Path, tijdelijk: Path, adressen: dict[str, str]) -> None:
        self.map, self.tijdelijk, self.adressen = map_, tijdelijk, adressen
        self.processen: list[subprocess.Popen[bytes]] = []

    def env(self, dienst: str) -> dict[str, str]:
        def waarde(tekst: str) -> str:
            return re.sub(r"\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}", lambda m: GEHEIM.get(m[1], m[2] or ""), str(tekst))

        gegeven = {naam: waarde(tekst) for naam, tekst in PLAN[dienst]["environment"].items()}
        return {**_basis(), **gegeven, "OPSTAP_VAR": str(self.tijdelijk), "WEB_CONCURRENCY": "2", **self.adressen}

    def opdracht(self, dienst: str, poort: int = 0) -> list[str]:
        tekst = PLAN[dienst]["command"].replace("0.0.0.0:8000", f"127.0.0.1:{poort}")
        return shlex.split(tekst.replace("/tmp/", f"{self.tijdelijk}/"))

    def klaar(self, dienst: str, *woorden: str) -> str:
        """Run to the end; what it said."""
        opdracht = [*self.opdracht(dienst)[:2], *woorden] if woorden else self.opdracht(dienst)
        uit = subprocess.run(opdracht, cwd=self.map, env=self.env(dienst), capture_output=True, text=True, timeout=120)
        assert uit.returncode == 0, uit.stderr
        return uit.stdout

    def start(self, dienst: str, poort: int = 0) -> subprocess.Popen[bytes]:
        with (self.tijdelijk / f"{dienst}.log").open("ab") as log:
            proces = subprocess.Popen(
                self.opdracht(dienst, poort),
                cwd=self.map,
                env=self.env(dienst),
                stdout=log,
                stderr=log,
                preexec_fn=sterf_met_ouder(),
            )
        self.processen.append(proces)
        return proces

    def stop(self) -> None:
        for proces in self.processen:
            proces.terminate()
        for proces in self.processen:
            try:
                proces.wait(timeout=20)
            except subprocess.TimeoutExpired:
                proces.kill()
                proces.wait()

    def logboek(self) -> str:
        return "".join(log.read_text(errors="replace") for log in sorted(self.tijdelijk.glob("*.log")))


class Bezoeker:
    """A browser behind the front door: https outside, plain http to one of the web processes."""

    def __init__(self) -> None:
        self.koekjes: dict[str, str] = {}

    def vraag(self, poort: int, pad: str, velden: dict[str, str] | None = None, https: bool = True) -> Any:
        lijn = http.client.HTTPConnection("127.0.0.1", poort, timeout=30)
        kop = {"Host": "opstap.localhost", "Cookie": "; ".join(f"{n}={w}" for n, w in self.koekjes.items())}
        kop |= (
            {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9", "Origin": "https://opstap.localhost"}
            if https
            else {}
        )
        if velden is not None:
            velden = velden | {"csrfmiddlewaretoken": self.koekjes.get("__Host-csrf", "")}
            kop["Content-Type"] = "application/x-www-form-urlencoded"
        lijn.request("GET" if velden is None else "POST", pad, velden and urlencode(velden), kop)
        antwoord = lijn.getresponse()
        antwoord.tekst = antwoord.read().decode(errors="replace")  # type: ignore[attr-defined]
        for regel in antwoord.headers.get_all("Set-Cookie") or []:
            self.koekjes |= {naam: kruimel.value for naam, kruimel in SimpleCookie(regel).items()}
        lijn.close()
        return antwoord


class Vanger:
    """Keeps the Message-ID of every mail that came in."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.ids += re.findall(rb"(?im)^Message-ID:\s*(\S+)", envelope.content)
        return "250 OK"


def _wacht(waar: Callable[[], bool], wat: str, huis: Huis, seconden: float = 40) -> None:
    uiterlijk = time.monotonic() + seconden
    while not waar():
        assert time.monotonic() < uiterlijk, f"{wat}: niet binnen {seconden} s\n{huis.logboek()[-3000:]}"
        time.sleep(0.2)


def _gezond(poort: int) -> bool:
    try:
        return Bezoeker().vraag(poort, "/gezondheid/web", https=False).status == 200
    except OSError:
        return False


@contextmanager
def _huis(tmp_path: Path) -> Iterator[tuple[Huis, Vanger]]:
    vanger, tijdelijk = Vanger(), tmp_path / "tmp"
    tijdelijk.mkdir()
    with ExitStack() as stapel:
        post = Controller(vanger, hostname="127.0.0.1", port=servers.vrije_poort())
        post.start()
        stapel.callback(post.stop)
        adressen = {
            "DATABASE_URL": stapel.enter_context(servers.postgresql()),
            "BROKER_URL": stapel.enter_context(servers.redis()),
            "EMAIL_URL": f"smtp://127.0.0.1:{post.port}",
            "OPSTAP_TIK_SECONDEN": "1",
        }
        huis = Huis(_bouw(tmp_path / "image"), tijdelijk, adressen)
        stapel.callback(huis.stop)
        yield huis, vanger


@pytest.mark.traag
@pytest.mark.postgres
def test_two_web_processes_and_two_workers_are_one_opstap(tmp_path: Path) -> None:
    """And when one of each is killed, the others carry on."""
    with _huis(tmp_path) as (huis, vanger):
        link = re.search(r"https://opstap.localhost(/\S+)", huis.klaar("klaarzetten"))
        assert link is not None
        een, twee = servers.vrije_poort(), servers.vrije_poort()
        web, _ = huis.start("web", een), huis.start("web", twee)
        werker, _, _ = huis.start("worker"), huis.start("worker"), huis.start("beat")
        _wacht(lambda: _gezond(een) and _gezond(twee), "website", huis)
        mens = Bezoeker()

        # set up through one, log in through the other, and stay logged in at both
        assert mens.vraag(een, link[1]).status == 200
        wie = {
            "organisatie": "Gemeente Proef",
            "naam": "B. Heerder",
            "email": "b@voorbeeld.nl",
            "wachtwoord": WACHTWOORD,
        }
        assert mens.vraag(twee, link[1], wie).status == 302
        inlog = mens.vraag(een, "/account/login/")
        assert mens.vraag(twee, "/account/login/", {"login": wie["email"], "password": WACHTWOORD}).status == 302
        assert [mens.vraag(poort, "/").status for poort in (een, twee)] == [200, 200]

        # hashed style sheet, strict headers, https only
        stijl = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', inlog.tekst)
        assert stijl is not None
        assert "immutable" in mens.vraag(twee, stijl[1]).headers["Cache-Control"]
        assert "default-src 'none'" in inlog.headers["Content-Security-Policy"]
        assert Bezoeker().vraag(een, "/account/login/", https=False).status == 301

        # a mail goes once, whoever is left
        huis.klaar("klaarzetten", "shell", "-c", BERICHT.format(plek="een"))
        _wacht(lambda: len(vanger.ids) == 1, "eerste mail", huis)
        web.send_signal(signal.SIGKILL)
        werker.send_signal(signal.SIGKILL)
        huis.klaar("klaarzetten", "shell", "-c", BERICHT.format(plek="twee"))
        _wacht(lambda: len(vanger.ids) == 2, "mail na de klap", huis)
        assert mens.vraag(twee, "/").status == 200
        assert len(set(vanger.ids)) == 2

        # starting again (an upgrade) changes nothing and hands out no second key to the door
        assert "/inrichten/" not in huis.klaar("klaarzetten")
