"""What holds for every test: the markers, the kind of database, and the browser."""

import gc
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import geheugen, sjabloon
from tests.achterblijvers import achterblijvers, wegsturen
from tests.browser import browser, pagina  # noqa: F401  (fixtures)
from tests.omvang import noteer, rondes  # noqa: F401  (fixtures)
from tests.rolbezetting import regio, streek  # noqa: F401  (fixtures)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """On SQLite the migrations that ran before need not run again (tests/sjabloon.py)."""
    return database_soort() == "SQLite" and sjabloon.neerzetten(_toetsdatabase())


def _toetsdatabase() -> Path:
    from django.db import connection

    return Path(connection.creation._get_test_db_name())


@pytest.fixture(scope="session")
def _nieuw_sjabloon(django_db_keepdb: bool, django_db_use_migrations: bool) -> Path | None:
    """Under which name the database of this run is kept, asked before a migration runs; None = not."""
    vers = database_soort() == "SQLite" and not django_db_keepdb and django_db_use_migrations
    return sjabloon.pad() if vers else None


@pytest.fixture(scope="session")
def django_db_setup(_nieuw_sjabloon: Path | None, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Who still holds a session at the end is named and sent away, or the database could not be dropped."""
    if _nieuw_sjabloon is not None:
        sjabloon.bewaren(_toetsdatabase(), _nieuw_sjabloon)
    yield
    with django_db_blocker.unblock():
        over = achterblijvers()
        for sessie in over:
            print(f"\nnog verbonden met de toetsdatabase: {sessie}", file=sys.__stderr__)
        wegsturen(over)


@pytest.fixture(autouse=True)
def _niemand_probeerde_nog() -> None:
    """How often somebody tried to log in stands in the cache: one test must not lock out the next."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _geheugen(request: pytest.FixtureRequest) -> Iterator[None]:
    with geheugen.vanaf_leeg(request):
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--snel", action="store_true", help="zonder browser, bladzijden en hele trajecten: onder een minuut"
    )
    parser.addoption("--zaad", type=int, help="speel één wereld van de vijfjaarssimulator na")
    parser.addoption("--aantal", type=int, help="met zoveel trajecten")
    parser.addoption("--steekproef", type=int, default=1, help="van de lange rijen gevallen één op de zoveel")
    parser.addoption(
        "--regels", action="store_true", help="kijk ook of elke toets met een clausule langs haar regel komt"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--regels"):
        from tests.regelproef import Plugin

        config.pluginmanager.register(Plugin(), "regelproef")


def pytest_report_header() -> str:
    return f"database: {database_soort()}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        _clausules_bestaan(item)
        if item.get_closest_marker("postgres") and database_soort() != "PostgreSQL":
            item.add_marker(pytest.mark.skip(reason="geldt alleen op PostgreSQL"))
    op_de = config.getoption("--steekproef")
    over = {item for item in items if not _in_steekproef(item, op_de)}
    if config.getoption("--snel"):
        over |= {item for item in items if _duurt_lang(item)}
    config.hook.pytest_deselected(items=over)
    items[:] = sorted((item for item in items if item not in over), key=_loopt_kort)


#: A few long tests each: early, so that no process is left with one of them while the other has nothing to do.
EERST = ("tests/simulatie/", "tests/storingen/")


def _loopt_kort(item: pytest.Item) -> bool:
    return not item.nodeid.startswith(EERST)


def pytest_collection_finish(session: pytest.Session) -> None:
    """All that was imported stays until the end: it need not be looked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


#: Folders whose tests build the same again and again: each in one process, so that it is built once (`alles.py`).
SAMEN = ("aanmelding", "chromium", "evaluatie", "overstap", "toegang", "verloop", "woningen")


def samen(nodeid: str) -> str | None:
    """The folder whose tests stay together; None = this test goes where there is room."""
    delen = nodeid.split("/")
    return delen[1] if len(delen) > 2 and delen[1] in SAMEN else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """The largest folders first, then every other test where there is room."""
    from xdist.scheduler import LoadScopeScheduling

    class Samen(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return samen(nodeid) or nodeid

    return Samen(config, log)


#: One test with a case for every page, form or role: who may what, and how each looks in a browser.
LANGE_RIJEN = ("tests/toegang/", "tests/chromium/")
#: Files about what a page or a letter shows; what it does is asked of its services, in files of their own.
BLADEN = ("/test_views", "_paginas.py", "/test_letters", "/test_papier", "/test_foutbladen", "/test_rekenhulp")


def _in_steekproef(item: pytest.Item, op_de: int) -> bool:
    """Always the same cases, spread over all. Of the long rows a test that is not parametrised is always in."""
    is_geval = item.nodeid.startswith(LANGE_RIJEN) and "[" in item.nodeid
    is_blad = any(deel in item.nodeid for deel in BLADEN)
    return not (is_geval or is_blad) or zlib.crc32(item.nodeid.encode()) % op_de == 0


#: Left out by --snel to stay under a minute: pages, and tests that first walk a whole traject.
LANG = ("/test_views", "tests/verloop/", "tests/woningen/", "tests/opstarten/test_fouten")


def _duurt_lang(item: pytest.Item) -> bool:
    return any(map(item.get_closest_marker, ("browser", "traag"))) or any(deel in item.nodeid for deel in LANG)


def database_soort() -> str:
    return "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"


def _clausules_bestaan(item: pytest.Item) -> None:
    """A test may only name clauses that exist; a typing error would hide a hole in the matrix."""
    for merk in item.iter_markers("clausule"):
        from opstap.protocol.clausules import clausule

        for id_ in merk.args:
            try:
                clausule(id_)
            except Exception as fout:
                raise pytest.UsageError(f"{item.nodeid}: onbekende clausule {id_!r}") from fout
