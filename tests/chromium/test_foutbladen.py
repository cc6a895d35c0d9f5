"""The pages that say what went wrong: readable for everybody, on a desk and on a telephone, with what was typed."""

from __future__ import annotations

import pytest

from tests.chromium.mens import Mens
from tests.chromium.test_toegankelijk import bezwaren

pytestmark = [pytest.mark.browser, pytest.mark.traag]

KOPPEN = {
    "400": "Dit kunnen we niet lezen",
    "403": "Dit hoort niet bij uw rol",
    "404": "Deze pagina is er niet",
    "500": "Er ging iets mis",
    "503": "Opstap is even niet bereikbaar",
}
_STUUR = """doel => {
  const f = document.createElement('form'), t = document.createElement('textarea');
  f.method = 'post'; f.action = doel; t.name = 'bewoner'; t.value = 'Lang verhaal. '.repeat(40); f.append(t);
  const c = document.querySelector('[name=csrfmiddlewaretoken]').cloneNode(); f.append(c);
  document.body.append(f); f.submit();
}"""


def test_every_page_about_an_error_is_accessible_and_shows_what_was_typed(bezoeker: Mens, settings):
    settings.ROOT_URLCONF = "tests.fundament.fouten_proef"
    wie = bezoeker
    wie.log_in("begeleider")
    gevonden = {}
    for soort, kop in KOPPEN.items():
        for met_tekst in (False, True):
            wie.pagina.goto("/")
            doel = f"/breek/{soort}/"
            if met_tekst:
                with wie.pagina.expect_navigation():
                    wie.pagina.evaluate(_STUUR, doel)
            else:
                wie.pagina.goto(doel)
            wie.ziet_kop(kop)
            assert ("Lang verhaal" in wie.pagina.content()) is (met_tekst and soort != "400")
            gevonden[doel, met_tekst] = bezwaren(wie)
    assert gevonden == dict.fromkeys(gevonden, [])
