"""The lists of a corporatie with ten thousand homes: an index, few queries, and a way to the last row."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.woningen.toneel import Toneel
from woningen.models import Complex, Woning

HUIZEN, GEBOUWEN = 10_000, 320


@pytest.fixture
def veel(toneel: Toneel) -> Toneel:
    corporatie = toneel.regio.corporatie
    Complex.objects.bulk_create(Complex(corporatie=corporatie, naam=f"Gebouw {n:04}") for n in range(GEBOUWEN))
    gebouwen = list(Complex.objects.order_by("pk"))
    Woning.objects.bulk_create(
        (
            Woning(
                corporatie=corporatie,
                adres=f"Laan {n:05}",
                woningtype="appartement",
                kale_huur=500,
                complex=gebouwen[n % GEBOUWEN],
            )
            for n in range(HUIZEN)
        ),
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":  # of a few hundred rows it reads all
            for wijze in ("seqscan", "sort", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{wijze} = off")
    return toneel


@pytest.mark.traag
def test_long_lists_ask_an_index_few_queries_and_reach_the_last_row(veel: Toneel) -> None:
    """On both engines; the list was once cut at the three hundredth."""
    corporatie = veel.regio.corporatie
    halverwege = Complex.objects.order_by("naam")[GEBOUWEN // 2]
    laan = Woning.objects.order_by("adres")[HUIZEN // 2]
    for index, lijst in (
        ("complex_op_naam", Complex.objects.van([corporatie]).op_naam()),
        ("complex_op_naam", Complex.objects.van([corporatie]).na(halverwege).met_aantallen().op_naam()),
        ("woning_op_adres", Woning.objects.van([corporatie]).met_status().op_adres()),
        ("woning_op_adres", Woning.objects.van([corporatie]).na(laan).met_status().op_adres()),
    ):
        plan = lijst[:51].explain()
        assert index in plan and "TEMP B-TREE FOR ORDER BY" not in plan, plan

    client = veel.regio.ingelogd(veel.regio.consulent)
    for pagina in ("complexen", "woningen"):
        url = reverse(f"woningen:{pagina}")
        with CaptureQueriesContext(connection) as gevraagd:
            antwoord = client.get(url)
        assert len(antwoord.context["rijen"]) == 50 and len(gevraagd) <= 20, len(gevraagd)
        assert antwoord.context["volgende_url"]
    gezien, adres = [], reverse("woningen:complexen")
    while True:
        antwoord = client.get(adres)
        gezien += [rij["cellen"][0] for rij in antwoord.context["rijen"]]
        if not (volgende := antwoord.context["volgende_url"]):
            break
        adres = reverse("woningen:complexen") + volgende
    assert gezien == sorted(gezien) and len(gezien) == len(set(gezien)) == GEBOUWEN
    gevonden = client.get(reverse("woningen:complexen"), {"q": "gebouw 0319"}).context["rijen"]
    assert [rij["cellen"][0] for rij in gevonden] == ["Gebouw 0319"]
    vreemd = veel.regio.ingelogd(veel.regio.andere_consulent)
    assert vreemd.get(adres).status_code == 404
