"""The browser fixture itself: a real page from the running application, photographed at two widths."""

import struct

import pytest

from tests import browser as hulp

pytestmark = pytest.mark.browser


def test_de_browser_ziet_de_draaiende_site_en_fotografeert_haar_in_twee_breedtes(pagina, tmp_path, monkeypatch):
    monkeypatch.setattr(hulp, "SCHERMEN", tmp_path)
    assert pagina.goto("/gezondheid/web").status == 200
    breedtes = [struct.unpack(">I", pad.read_bytes()[16:20])[0] for pad in hulp.fotografeer(pagina, "proef")]
    assert breedtes == [1280, 390]
