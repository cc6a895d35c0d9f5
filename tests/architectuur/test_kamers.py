"""Imports run down one staircase; pages and tasks call one service; services know nothing of the edge (design 1, 2)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architectuur.bron import PROJECT, Bron, code, klachten, proef
from tests.architectuur.regels_kamers import (
    RAND,
    gebruikt_signalen,
    importeert_alles,
    kijkt_omhoog,
    leest_weasyprint,
    leunt_op_de_rand,
    neemt_alle_velden,
    noemt_html_veilig,
    plant_vooruit,
    roept_meer_services,
    schrijft_sql,
    schrijft_zelf,
    schrijvende_services,
    taak_doet_meer,
)

#: Not the domain: they start or fill the house from outside.
BUITEN = (*RAND, "demo", "management", "opstarten", "templatetags", "settings", "celery", "wsgi", "asgi", "adapter")
SCHERM = ("views", "schermen", "forms", "urls", "kaart", "context", "middleware", "tasks")
#: Where a page may write itself, with the reason.
MAG_SCHRIJVEN = {"opstap/partners/schermen.py": "the one-time key, in the transaction of the act (law 10)"}
#: Where SQL may stand beside opstap/sql.py, with the reason.
MAG_SQL = {
    "opstap/sql.py": "the one place",
    "opstap/opstarten/server.py": "looks into a SQLite file before Django is there",
}
_SERVICES = {"aanmelding_indienen", "aanmelding_intrekken"}
_MEER = roept_meer_services(_SERVICES)
_INVOER = "from aanmelding import services\nfrom aanmelding.services import aanmelding_indienen\n"


def test_no_layer_looks_up_and_nobody_leans_on_monitor_or_wiring() -> None:
    uit = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"], cwd=PROJECT, capture_output=True, text=True
    )
    raad = "Een hogere kamer hoort van een lagere door een Feit in protocol/feiten.py en een regel in bedrading.py."
    assert uit.returncode == 0, f"{uit.stdout}\n{raad}"


def test_the_protocol_is_plain_python() -> None:
    """In a process of its own: importing every rule loads no Django."""
    program = (
        "import sys, pkgutil, importlib, opstap.protocol as p\n"
        "[importlib.import_module(f'opstap.protocol.{m.name}') for m in pkgutil.iter_modules(p.__path__)]\n"
        "print('django' in sys.modules)"
    )
    uit = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True)
    assert (uit.stdout.strip(), uit.stderr) == ("False", "")


def _schermen() -> Iterator[Bron]:
    return (b for b in code() if b.is_een(*SCHERM))


def test_the_domain_leans_on_no_page_form_or_task() -> None:
    domein = [b for b in code() if not b.is_een(*BUITEN)]
    assert len(domein) > 100
    assert klachten(leunt_op_de_rand, domein) == []


@pytest.mark.parametrize(
    ("regel", "mag"),
    [
        (kijkt_omhoog, ()),
        (gebruikt_signalen, ()),
        (importeert_alles, ()),
        (leest_weasyprint, ()),
        (plant_vooruit, ()),
        (taak_doet_meer, ()),
        (noemt_html_veilig, ()),
        (neemt_alle_velden, ()),
        (schrijft_sql, MAG_SQL),
    ],
)
def test_all_code_keeps_to(regel: Callable, mag: tuple[str, ...]) -> None:
    assert klachten(regel, code(), behalve=mag) == []


def test_pages_and_tasks_write_nothing_themselves() -> None:
    schermen = list(_schermen())
    assert len(schermen) > 40
    assert klachten(schrijft_zelf, schermen, behalve=MAG_SCHRIJVEN) == []


def test_pages_and_tasks_call_one_service() -> None:
    services = schrijvende_services()
    assert len(services) > 40 and {"aanmelding_indienen", "contract_opmaken", "evaluatie_vastleggen"} <= services
    assert klachten(roept_meer_services(services), _schermen()) == []


def test_an_exception_that_nobody_needs_any_more_goes() -> None:
    per_pad = {b.pad: b for b in code()}
    for regel, mag in ((schrijft_zelf, MAG_SCHRIJVEN), (schrijft_sql, MAG_SQL)):
        for pad in mag:
            assert klachten(regel, [per_pad[pad]]) != [], pad


# --- the rules themselves ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("regel", "tekst", "pad", "waar"),
    [
        (kijkt_omhoog, "from woningen.models import Woning", "aanmelding/services/x.py", "meld(Feit)"),
        (kijkt_omhoog, "def f():\n    import opstap.post.services", "opstap/trajecten/models.py", "bedrading.py"),
        (kijkt_omhoog, "apps.get_model('evaluatie', 'Mdo')", "woningen/services/x.py", "meld(Feit)"),
        (kijkt_omhoog, "apps.get_model('post.Brief')", "opstap/trajecten/models.py", "meld(Feit)"),
        (kijkt_omhoog, "from opstap import clock", "opstap/protocol/termijnen.py", "meld(Feit)"),
        (leunt_op_de_rand, "from aanmelding.views import basis", "aanmelding/services/x.py", "services.py"),
        (leunt_op_de_rand, "from aanmelding import forms", "aanmelding/services/x.py", "services.py"),
        (leunt_op_de_rand, "def f():\n    import opstap.termijnen.tasks", "opstap/werk.py", "services.py"),
        (gebruikt_signalen, "from django.dispatch import receiver", "woningen/models.py", "bedrading.py"),
        (gebruikt_signalen, "from django.db.models.signals import post_save", "woningen/models.py", "bedrading.py"),
        (gebruikt_signalen, "from django.db.models import signals", "woningen/models.py", "bedrading.py"),
        (gebruikt_signalen, "from django.contrib.auth import signals", "woningen/apps.py", "bedrading.py"),
        (gebruikt_signalen, "import django.dispatch", "woningen/apps.py", "bedrading.py"),
        (importeert_alles, "from opstap.protocol.datums import *", "woningen/feiten.py", "noem wat u importeert"),
        (leest_weasyprint, "from weasyprint import HTML", "opstap/post/pdf.py", "html_naar_pdf"),
        (leest_weasyprint, "def f():\n    import weasyprint.text", "woningen/letters.py", "html_naar_pdf"),
        (plant_vooruit, "tik.apply_async(eta=morgen)", "opstap/werk.py", "uitvoeren_vanaf"),
        (plant_vooruit, "tik.apply_async(**{'countdown': 60})", "opstap/werk.py", "uitvoeren_vanaf"),
        (noemt_html_veilig, "from django.utils.safestring import mark_safe as m\nmark_safe('x')", "a.py", "sjabloon"),
        (neemt_alle_velden, "class Meta:\n    fields = '__all__'", "aanmelding/forms.py", "één voor één"),
        (neemt_alle_velden, "class F:\n    class Meta:\n        exclude = ('x',)", "a/forms.py", "één voor één"),
        (schrijft_sql, "Woning.objects.raw('SELECT 1')", "woningen/querysets.py", "opstap/sql.py"),
        (schrijft_sql, "with connection . cursor ( ) as c:\n    pass", "woningen/querysets.py", "opstap/sql.py"),
    ],
)
def test_a_wrong_import_or_call_is_seen_with_where_it_goes(regel: Callable, tekst: str, pad: str, waar: str) -> None:
    (klacht, *_) = proef(regel, tekst, pad)
    assert klacht.startswith(f"{pad}:") and waar in klacht


@pytest.mark.parametrize(
    ("regel", "tekst", "pad"),
    [
        (kijkt_omhoog, "from opstap.trajecten.models import Traject", "aanmelding/services/x.py"),
        (kijkt_omhoog, "from woningen.models import Woning", "opstap/demo/weg.py"),
        (leunt_op_de_rand, "from django import forms", "aanmelding/services/x.py"),
        (leunt_op_de_rand, "from aanmelding.models import Aanmelding", "aanmelding/services/x.py"),
        (gebruikt_signalen, "import signal\nfrom evaluatie.services.signalen import signaal_melden", "x.py"),
        (leest_weasyprint, "def f():\n    from weasyprint import HTML", "opstap/post/pdf.py"),
        (plant_vooruit, "app.send_task('termijnen.tik', expires=60)", "opstap/werk.py"),
        (neemt_alle_velden, "class Meta:\n    fields = ('naam',)", "aanmelding/forms.py"),
        (schrijft_sql, "rijen.extra_velden()", "woningen/querysets.py"),
    ],
)
def test_what_is_allowed_is_not_complained_of(regel: Callable, tekst: str, pad: str) -> None:
    assert proef(regel, tekst, pad) == []


@pytest.mark.parametrize(
    "tekst",
    [
        "Aanmelding.objects.create(traject=t)",
        "rij.save()",
        "rij.delete()",
        "Traject.objects.select_for_update()",
        "Traject.objects.filter(pk=1).update(fase='x')",
        "Traject.objects.open().update(fase='x')",
        "self.traject.termijnen.filter(\n    soort='x'\n).update(rol='y')",
        "await Traject.objects.acreate()",
        "form.save()",
    ],
)
def test_a_page_that_writes_is_seen(tekst: str) -> None:
    tekst = f"async def f():\n    {tekst}"
    assert "zet het in een service van deze kamer" in proef(schrijft_zelf, tekst)[0]


@pytest.mark.parametrize("tekst", ["waarden.update(naam=1)", "super().save(x)", "Traject.objects.filter(pk=1).first()"])
def test_a_page_that_reads_is_fine(tekst: str) -> None:
    assert proef(schrijft_zelf, tekst) == []


@pytest.mark.parametrize(
    "romp",
    [
        "services.aanmelding_indienen()\n    services.aanmelding_intrekken()",
        "aanmelding_indienen()\n    if x:\n        services.aanmelding_intrekken()",
        "for rij in rijen:\n        aanmelding_indienen(rij)",
        "return [aanmelding_indienen(), services.aanmelding_intrekken()]",
        "try:\n        aanmelding_indienen()\n    finally:\n        services.aanmelding_intrekken()",
        "with x():\n        aanmelding_indienen()\n    match x:\n        case 1:\n            aanmelding_indienen()",
    ],
)
def test_two_services_on_one_road_are_seen(romp: str) -> None:
    assert "roept één service aan" in proef(_MEER, f"{_INVOER}def uitvoeren(self):\n    {romp}")[0]


@pytest.mark.parametrize(
    "romp",
    [
        "return services.aanmelding_indienen()",
        "if x:\n        aanmelding_indienen()\n    elif y:\n        services.aanmelding_intrekken()",
        "try:\n        aanmelding_indienen()\n    except X:\n        services.aanmelding_intrekken()",
        "eigen.aanmelding_indienen()\n    eigen.aanmelding_intrekken()",
    ],
)
def test_one_service_on_each_road_is_fine(romp: str) -> None:
    assert proef(_MEER, f"{_INVOER}def uitvoeren(self):\n    {romp}") == []


_TAAK = "from celery import shared_task\nfrom woningen import services\n@shared_task(name='x')\ndef tik():\n    {}"


@pytest.mark.parametrize(
    "romp", ["pass", "services.a()\n    services.b()", "while services.a():\n        pass", "Woning.objects.count()"]
)
def test_a_task_that_does_more_is_seen(romp: str) -> None:
    assert "een taak is één aanroep van één service" in proef(taak_doet_meer, _TAAK.format(romp), "x/tasks.py")[0]


def test_a_task_that_rings_one_service_is_fine() -> None:
    assert proef(taak_doet_meer, _TAAK.format('"""Do it."""\n    services.a()'), "x/tasks.py") == []
