"""The rekenhulp without JavaScript: from the menu to every date, on paper too, and from a traject."""

from __future__ import annotations

from datetime import timedelta

import pikepdf
import pytest

from opstap.protocol.datums import datum_met_weekdag, plus_maanden
from tests.chromium.mens import Mens
from tests.chromium.test_toegankelijk import bezwaren

pytestmark = [pytest.mark.browser, pytest.mark.traag]


def test_a_few_dates_give_every_date_in_words(mens, vandaag, tmp_path):
    begeleider: Mens = mens("begeleider")
    begeleider.volg("Rekenhulp")
    begeleider.vul("Vertrek uit de instelling", plus_maanden(vandaag, 6))
    begeleider.vul("Eerste dag van de huur", vandaag)
    begeleider.druk("Reken uit")
    begeleider.binnen(2)
    begeleider.ziet("Alle datums van Opstapwoningen Zutphen 2024")
    begeleider.ziet(f"Uiterlijk {datum_met_weekdag(plus_maanden(vandaag, 2))}", "Regel Z-9.1")
    begeleider.ziet(f"de aanzegging ontvangen van {datum_met_weekdag(plus_maanden(plus_maanden(vandaag, 24), -3))}")
    begeleider.pagina.pdf(format="A4", path=tmp_path / "rekenhulp.pdf")
    with pikepdf.open(tmp_path / "rekenhulp.pdf") as papier:
        assert len(papier.pages) <= 2
    begeleider.pagina.emulate_media(media="print")
    assert begeleider.pagina.get_by_role("button", name="Reken uit").is_visible() is False
    begeleider.pagina.emulate_media(media="screen")

    adres = begeleider.pagina.url
    consulent = mens("consulent")  # a colleague of another organisation opens the address
    consulent.pagina.goto(adres)
    consulent.ziet("Alle datums van Opstapwoningen Zutphen 2024", datum_met_weekdag(plus_maanden(vandaag, 24)))


def test_a_wrong_date_is_named_and_stays(mens, vandaag):
    begeleider: Mens = mens("begeleider")
    begeleider.volg("Rekenhulp")
    begeleider.vul("Eerste dag van de huur", "31-2-2026")
    begeleider.vul("Sleutel gegeven", vandaag)
    begeleider.druk("Reken uit")
    begeleider.ziet("Vul bij “Eerste dag van de huur” een datum in, bijvoorbeeld 2-3-2026.")
    assert begeleider.veld("Eerste dag van de huur").input_value() == "31-2-2026"
    begeleider.vul("Eerste dag van de huur", vandaag - timedelta(days=1))
    begeleider.druk("Reken uit")
    begeleider.ziet("Evaluatie 1")


def test_it_is_accessible_empty_wrong_and_full_and_opens_from_a_traject(bezoeker: Mens):
    bezoeker.log_in("consulent")
    gevonden = {}
    for naam, vraag in (("leeg", ""), ("fout", "?ingang=x"), ("vol", "?regeling=zutphen-2024&ingang=1-3-2025")):
        bezoeker.pagina.goto(f"/rekenhulp/{vraag}")
        gevonden[naam] = bezwaren(bezoeker)
    bezoeker.pagina.goto("/trajecten/?fase=wonen")
    bezoeker.pagina.locator("tbody th a").first.click()
    bezoeker.volg("Reken de datums na")
    bezoeker.ziet("Alle datums van", "eerste dag van de huur", "sleutel gegeven")
    gevonden["uit een traject"] = bezwaren(bezoeker)
    assert gevonden == dict.fromkeys(gevonden, [])
