"""Who may import and call whom inside a room (design.md sections 1 and 2)."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from tests.architectuur.bron import PROJECT, Bron, Klacht, Regel, aanroepen, code, laatste_naam, tekst_van

#: What stands at the edge of a room: called by the outside world, imported by nobody in the domain.
RAND = ("views", "forms", "urls", "tasks", "admin", "schermen", "context", "middleware")


# --- imports -------------------------------------------------------------------------------------------------------


def _invoer(bron: Bron) -> Iterator[tuple[ast.Import | ast.ImportFrom, str]]:
    """Each import with the dotted name it brings in."""
    for knoop in bron.knopen:
        if isinstance(knoop, ast.Import):
            yield from ((knoop, naam.name) for naam in knoop.names)
        elif isinstance(knoop, ast.ImportFrom) and knoop.module:
            yield from ((knoop, f"{knoop.module}.{naam.name}") for naam in knoop.names)


def _bij_naam(bron: Bron) -> Iterator[tuple[ast.Call, str]]:
    """A model that is fetched by the name of its app: an import that import-linter does not see."""
    for aanroep in aanroepen(bron):
        if laatste_naam(aanroep.func) == "get_model" and aanroep.args and (naam := tekst_van(aanroep.args[0])):
            app = naam.split(".")[0]
            yield aanroep, app if app in trap() else f"opstap.{app}"


@cache
def trap() -> dict[str, int]:
    """module -> its step, lowest first, from the layers in pyproject.toml."""
    instellingen = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    lagen = next(c["layers"] for c in instellingen["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    return {
        module.strip(): trede
        for trede, laag in enumerate(reversed(lagen))
        for module in laag.replace("|", ":").split(":")
    }


def _trede(naam: str) -> tuple[str, int] | None:
    """The step a dotted name stands on; None for what stands outside the staircase."""
    passend = [m for m in trap() if naam == m or naam.startswith(f"{m}.")]
    return (passend[0], trap()[passend[0]]) if passend else None


def kijkt_omhoog(bron: Bron) -> Iterator[Klacht]:
    """The same contract as import-linter holds, with the line and the way out."""
    hier = _trede(bron.pad.removesuffix(".py").replace("/", "."))
    if hier is None or bron.is_een("monitor"):
        return
    for knoop, naam in (*_invoer(bron), *_bij_naam(bron)):
        daar = _trede(naam)
        if daar is not None and daar[1] > hier[1]:
            yield (
                knoop.lineno,
                f"{hier[0]} staat onder {daar[0]} en kent haar niet: laat {daar[0]} het doen en roep haar met "
                f"meld(Feit) (opstap/bedrading.py), of laat haar het feit aangeven als dataclass uit opstap/protocol",
            )


def leunt_op_de_rand(bron: Bron) -> Iterator[Klacht]:
    """For the domain: services, models, querysets, letters, feiten, kaart, protocol."""
    for knoop, naam in _invoer(bron):
        eigen = naam.split(".")[0] in {"opstap", "aanmelding", "woningen", "evaluatie"}
        if eigen and not set(naam.split(".")).isdisjoint(RAND):
            yield (
                knoop.lineno,
                "schermen, formulieren en taken staan aan de rand en roepen de service aan, nooit andersom: zet wat u "
                "nodig heeft in services.py of in een regel in opstap/protocol; mail en werk gaan via een rij",
            )


def gebruikt_signalen(bron: Bron) -> Iterator[Klacht]:
    """Of Django or a package; what the operating system or Celery says about a process is another thing."""
    for knoop, naam in _invoer(bron):
        delen = naam.split(".")
        if naam.startswith("django.dispatch") or ("signals" in delen and delen[0] not in {"signal", "celery"}):
            yield (
                knoop.lineno,
                "geen Django-signalen: maak een Feit in opstap/protocol/feiten.py, roep meld(feit) in de service en "
                "zet de reactie in opstap/bedrading.py",
            )


def importeert_alles(bron: Bron) -> Iterator[Klacht]:
    for knoop in bron.knopen:
        if isinstance(knoop, ast.ImportFrom) and any(n.name == "*" for n in knoop.names):
            yield knoop.lineno, "noem wat u importeert: met * ziet niemand waar een naam vandaan komt"


def leest_weasyprint(bron: Bron) -> Iterator[Klacht]:
    """Late, inside a function, in the one module that makes PDF."""
    laat = {
        id(knoop)
        for functie in bron.knopen
        if isinstance(functie, ast.FunctionDef | ast.AsyncFunctionDef)
        for knoop in ast.walk(functie)
    }
    for knoop, naam in _invoer(bron):
        if naam.split(".")[0] == "weasyprint" and (bron.pad != "opstap/post/pdf.py" or id(knoop) not in laat):
            yield (
                knoop.lineno,
                "weasyprint wordt alleen in opstap/post/pdf.py geladen, en pas in de functie, zodat het web start "
                "zonder: roep html_naar_pdf aan",
            )


# --- writing -------------------------------------------------------------------------------------------------------

_SCHRIJVERS = frozenset(
    {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "save", "delete", "select_for_update"}
)
_VRAAGT = frozenset({"filter", "exclude", "all", "open", "order_by", "select_related"})


def schrijft_zelf(bron: Bron) -> Iterator[Klacht]:
    """A page reads through QuerySet methods; making, changing and deleting rows is the work of a service (law 3)."""
    for knoop in aanroepen(bron):
        naam = laatste_naam(knoop.func)
        if not isinstance(knoop.func, ast.Attribute) or _is_super(knoop.func.value):
            continue
        if naam.removeprefix("a") in _SCHRIJVERS or naam in _SCHRIJVERS or (naam == "update" and _is_vraag(knoop.func)):
            yield (
                knoop.lineno,
                "dit scherm schrijft zelf: zet het in een service van deze kamer (één gebruik, één functie, één "
                "transactie) en roep die in uitvoeren() aan",
            )


def _is_super(knoop: ast.AST) -> bool:
    return isinstance(knoop, ast.Call) and laatste_naam(knoop.func) == "super"


def _is_vraag(functie: ast.Attribute) -> bool:
    """Whether `.update(` stands behind a manager or a queryset; a dict may be updated."""
    links = functie.value
    while isinstance(links, ast.Attribute | ast.Call):
        links = links.func if isinstance(links, ast.Call) else links
        if isinstance(links, ast.Attribute):
            if links.attr == "objects" or links.attr.endswith("_set") or links.attr in _VRAAGT:
                return True
            links = links.value
    return False


@cache
def schrijvende_services() -> frozenset[str]:
    """The use-cases: functions of services with `@transaction.atomic`."""
    return frozenset(
        functie.name
        for bron in code()
        if bron.is_een("services")
        for functie in bron.boom.body
        if isinstance(functie, ast.FunctionDef)
        and any(bron.voluit(d.func if isinstance(d, ast.Call) else d) == _ATOMIC for d in functie.decorator_list)
    )


_ATOMIC = "django.db.transaction.atomic"
_EEN = (
    "één handeling roept één service aan: wat samen moet gebeuren, staat samen in één service, in één transactie; "
    "zet de tweede aanroep daarin"
)


def roept_meer_services(services: Collection[str]) -> Regel:
    """More than one on some road through a function; `if` and `else` are two roads."""

    def regel(bron: Bron) -> Iterator[Klacht]:
        for functie in bron.knopen:
            if isinstance(functie, ast.FunctionDef) and _meeste(bron, functie.body, services) > 1:
                yield functie.lineno, _EEN

    return regel


def _meeste(bron: Bron, stappen: Iterable[ast.stmt], services: Collection[str]) -> int:
    """The most services that one run of these statements calls."""
    return sum(_van_stap(bron, stap, services) for stap in stappen)


def _van_stap(bron: Bron, stap: ast.stmt, services: Collection[str]) -> int:
    def blok(naam: str) -> int:
        return _meeste(bron, getattr(stap, naam, ()), services)

    if isinstance(stap, ast.If):
        return _losse(bron, [stap.test], services) + max(blok("body"), blok("orelse"))
    if isinstance(stap, ast.For | ast.While):
        return 2 * blok("body") + blok("orelse")
    if isinstance(stap, ast.Try):
        anders = [_meeste(bron, h.body, services) for h in stap.handlers]
        return max([blok("body") + blok("orelse"), *anders]) + blok("finalbody")
    if isinstance(stap, ast.Match):
        return max(_meeste(bron, geval.body, services) for geval in stap.cases)
    if isinstance(stap, ast.With):
        return _losse(bron, stap.items, services) + blok("body")
    if isinstance(stap, ast.FunctionDef | ast.ClassDef):
        return 0
    return _losse(bron, [stap], services)


def _losse(bron: Bron, knopen: Iterable[ast.AST], services: Collection[str]) -> int:
    return sum(
        1
        for knoop in knopen
        for k in ast.walk(knoop)
        if isinstance(k, ast.Call) and laatste_naam(k.func) in services and "services" in bron.voluit(k.func)
    )


def _zonder_uitleg(functie: ast.FunctionDef) -> list[ast.stmt]:
    return functie.body[1:] if ast.get_docstring(functie) is not None else functie.body


def taak_doet_meer(bron: Bron) -> Iterator[Klacht]:
    """A task is one call of one service, and nothing else (law 1)."""
    for functie in bron.knopen:
        if not isinstance(functie, ast.FunctionDef) or not _is_taak(bron, functie):
            continue
        doet = _zonder_uitleg(functie)
        enige = doet[0].value if len(doet) == 1 and isinstance(doet[0], ast.Expr | ast.Return) else None
        if not isinstance(enige, ast.Call) or "services" not in bron.voluit(enige.func):
            yield (
                functie.lineno,
                "een taak is één aanroep van één service: zet de rest in services.py; wat te doen is, staat in een rij",
            )


def _is_taak(bron: Bron, functie: ast.FunctionDef) -> bool:
    namen = [bron.voluit(d.func if isinstance(d, ast.Call) else d) for d in functie.decorator_list]
    return any(naam.endswith(("shared_task", "app.task")) for naam in namen)


def plant_vooruit(bron: Bron) -> Iterator[Klacht]:
    """`eta=` and `countdown=`, also in a dict that is handed over."""
    for knoop in bron.knopen:
        namen = [knoop.arg] if isinstance(knoop, ast.keyword) else []
        if isinstance(knoop, ast.Dict):
            namen = [k.value for k in knoop.keys if isinstance(k, ast.Constant)]
        if {"eta", "countdown"} & set(namen):
            yield (
                knoop.value.lineno if isinstance(knoop, ast.keyword) else knoop.lineno,
                "een bel onthoudt niets: maak een rij met een datum (Termijn of uitvoeren_vanaf); de tik vindt haar",
            )


# --- other walls ---------------------------------------------------------------------------------------------------


_SQL = "SQL staat alleen in opstap/sql.py: vraag het met de ORM, of zet het daar voor beide databases"
_ALLES = "noem de velden van het formulier één voor één: een nieuw veld mag niet vanzelf meedoen"


def schrijft_sql(bron: Bron) -> Iterator[Klacht]:
    for knoop in aanroepen(bron):
        if laatste_naam(knoop.func) in {"raw", "RawSQL", "extra", "cursor", "execute", "executemany", "RunSQL"}:
            yield knoop.lineno, _SQL


def noemt_html_veilig(bron: Bron) -> Iterator[Klacht]:
    for knoop in bron.knopen:
        if isinstance(knoop, ast.Name | ast.Attribute) and laatste_naam(knoop) in {
            "mark_safe",
            "SafeString",
            "SafeText",
            "format_html",
            "format_html_join",
        }:
            yield knoop.lineno, "tekst wordt altijd ontsnapt: zet de opmaak in een sjabloon"


def neemt_alle_velden(bron: Bron) -> Iterator[Klacht]:
    """A form names what may be typed (S36)."""
    for klasse in bron.knopen:
        if not isinstance(klasse, ast.ClassDef):
            continue
        for stap in klasse.body:
            if isinstance(stap, ast.Assign) and isinstance(stap.targets[0], ast.Name):
                alles = isinstance(stap.value, ast.Constant) and stap.value.value == "__all__"
                if alles or (stap.targets[0].id == "exclude" and klasse.name == "Meta"):
                    yield stap.lineno, _ALLES
