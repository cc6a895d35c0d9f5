"""Once compleet, the version that was sent is what counts: for akkoord, for the besluit and on the pages."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from aanmelding import services
from aanmelding.delen.akkoord import akkoordregels
from opstap.errors import RegelGeschonden, Verouderd
from opstap.protocol.begrippen import Leefgebied
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Traject, Verklaring
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, UITSTROOM, Spel, aanmelding_van, adres, ingelogd
from tests.aanmelding.test_views_invullen import fout

ADL = Leefgebied.ADL
KANDIDAAT = Verklaringsoort.AKKOORD_KANDIDAAT
ONVERSTUURD = "Wat u daarna nog wijzigde, is niet verstuurd en telt niet mee."


def _zonder_akkoord_verstuurd(spel: Spel) -> Traject:
    traject = spel.ingevuld(anders=spel.gemeentehulp())
    verloop.uitstroom_ingevuld(
        op=DAG, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=UITSTROOM, binding_maanden=50
    )  # the akkoord on the form is stale from here
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    return traject


def _onverstuurd_gewijzigd(spel: Spel) -> Traject:
    """Compleet, while the begeleider had changed something that she did not send."""
    traject = _zonder_akkoord_verstuurd(spel)
    verloop.uitstroom_ingevuld(
        op=DAG, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=UITSTROOM, binding_maanden=60
    )
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    assert aanmelding_van(traject).status == "compleet"
    return traject


def _toelaten(spel: Spel, traject: Traject) -> None:
    verloop.akkoord_gegeven(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verloop.gesprek_gevoerd(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    assert aanmelding_van(traject).status == "toegelaten"


@pytest.mark.clausule("Z-2.6", "Z-8.6")
def test_a_change_that_was_not_sent_does_not_stop_the_toelating(spel: Spel) -> None:
    traject = _onverstuurd_gewijzigd(spel)
    a = aanmelding_van(traject)
    assert a.laatste_versie is not None and a.inhoud == a.laatste_versie.sleutel
    _toelaten(spel, traject)


@pytest.mark.clausule("Z-2.6", "Z-20.6")
def test_who_decides_too_after_compleet_does_not_stop_the_toelating(spel: Spel) -> None:
    traject = _zonder_akkoord_verstuurd(spel)
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    wie = {soort: services.Vertegenwoordiger("De Vries") for soort in Vertegenwoordiging}
    services.vertegenwoordiging_bijwerken(traject=traject.sleutel, gegevens=wie, namens=spel.zorg)
    html = ingelogd(spel.regio.begeleider).get(adres("akkoord", traject)).content.decode()
    assert ONVERSTUURD not in html
    _toelaten(spel, traject)


def test_the_pages_tell_zorg_what_the_akkoord_is_about(spel: Spel) -> None:
    traject = _onverstuurd_gewijzigd(spel)
    begeleider = ingelogd(spel.regio.begeleider)
    html = begeleider.get(adres("akkoord", traject)).content.decode()
    assert "zoals u die verstuurde op 5 januari 2026" in html
    assert ONVERSTUURD in html
    assert ONVERSTUURD in begeleider.get(adres("bekijken", traject)).content.decode()
    assert ONVERSTUURD not in ingelogd(spel.regio.coordinator).get(adres("bekijken", traject)).content.decode()
    assert (
        "maar dat ging niet over de versie die is verstuurd"
        in dict(akkoordregels(aanmelding_van(traject)))["Akkoord van de kandidaat"]
    )
    verloop.akkoord_gegeven(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert "maar" not in dict(akkoordregels(aanmelding_van(traject)))["Akkoord van de kandidaat"]


def test_the_akkoord_page_has_no_button_after_the_besluit(spel: Spel) -> None:
    traject = _onverstuurd_gewijzigd(spel)
    _toelaten(spel, traject)
    html = ingelogd(spel.regio.begeleider).get(adres("akkoord", traject)).content.decode()
    assert "een akkoord is niet meer nodig" in html


@pytest.mark.clausule("Z-2.6")
def test_akkoord_on_an_older_screen_is_refused(spel: Spel) -> None:
    traject = spel.ingevuld()
    client, url = ingelogd(spel.regio.begeleider), adres("akkoord", traject)
    oud = client.get(url).context["formulier_versie"]
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, anders=spel.gemeentehulp())
    aantal = Verklaring.objects.count()
    gegevens = {"soort": KANDIDAAT.value, "zegt": "ja", "datum": "5-1-2026", "wijze": "gesprek"}
    antwoord = client.post(url, gegevens | {"versie": str(oud), "verzoek": str(uuid.uuid4())})
    fout(antwoord, Verouderd().melding)
    assert Verklaring.objects.count() == aantal


def test_an_akkoord_of_more_than_a_year_before_the_traject_is_refused(spel: Spel) -> None:
    traject = spel.ingevuld()
    with pytest.raises(RegelGeschonden, match="te oud"):
        services.verklaring_geven(
            traject=traject.sleutel, soort=KANDIDAAT, datum=date(2025, 1, 4), wijze=Wijze.GESPREK, namens=spel.zorg
        )
