"""Under curatele, and under 18, who decides for the kandidaat gets every letter with legal consequences too."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from opstap import clock
from opstap.post.models import Brief
from opstap.post.services.correcties import brief_opnieuw_maken
from opstap.post.services.versturen import brieven_verzonden_vastleggen
from opstap.protocol.begrippen import Rol
from opstap.protocol.versturen import Verzendwijze
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.trajecten.models import Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel
from tests.aanmelding.test_heropenen import afgewezen, heropend
from tests.aanmelding.test_vertegenwoordiging import JONG, WIE, leg_vast

pytestmark = pytest.mark.clausule("Z-2.6", "Z-9.10", "Z-12.3")
V = Vertegenwoordiging
VOLWASSEN = JONG.replace(year=1998)


def besloten(spel: Spel, *soorten: V, **anders: Any) -> Traject:
    traject = spel.ingevuld(**anders)
    leg_vast(spel, traject, *soorten)
    verloop.akkoord_gegeven(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verloop.gesprek_gevoerd(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    return traject


def aan(traject: Traject, soort: str) -> list[str]:
    return list(traject.brieven.filter(soort=soort).order_by("pk").values_list("geadresseerde", flat=True))


@pytest.mark.parametrize(
    ("soorten", "geboren", "ook"),
    [
        ([V.CURATOR], VOLWASSEN, ["curator"]),
        ([V.WETTELIJK_VERTEGENWOORDIGER], JONG, ["wettelijk"]),
        ([V.WETTELIJK_VERTEGENWOORDIGER, V.BEWINDVOERDER, V.MENTOR], VOLWASSEN, []),
    ],
)
def test_a_besluit_goes_also_to_who_decides_and_what_is_only_news_does_not(
    spel: Spel, soorten: list[V], geboren: Any, ook: list[str]
) -> None:
    """Seen to fail with the receipt for the curator too, and without the look at the age."""
    traject = besloten(spel, *soorten, geboortedatum=geboren)
    assert aan(traject, "toelating") == ["kandidaat", "zorgorganisatie", *ook]
    assert aan(traject, "ontvangst") == ["kandidaat", "zorgorganisatie"]


@pytest.mark.clausule("Z-20.6")
def test_it_goes_through_the_zorgorganisatie_and_names_nobody_the_corporatie_may_not_know(spel: Spel) -> None:
    """Seen to fail with the home of the kandidaat above the letter of the curator."""
    traject = besloten(spel, V.CURATOR)
    html = traject.brieven.get(soort="toelating", geadresseerde="curator").inhoud.html
    venster = html.partition('class="venster"')[2].partition("</address>")[0]
    assert f"Curator van {traject.naam}<br>p/a {spel.regio.zorg.naam}" in venster and "Kerkstraat" not in venster
    assert "Beste curator," in html
    assert f"U bent de curator van {traject.naam}. Daarom krijgt u deze brief ook." in html
    assert not [deel for deel in (WIE[V.CURATOR].naam, WIE[V.CURATOR].organisatie) if deel in html]


def test_each_goes_out_for_itself_and_is_made_anew_for_itself(spel: Spel) -> None:
    traject = besloten(spel, V.CURATOR)
    rijen = traject.brieven.filter(soort="toelating")
    assert len(set(rijen.values_list("hash", flat=True))) == 3
    curator = rijen.get(geadresseerde="curator")
    brieven_verzonden_vastleggen(
        brieven=[curator.sleutel], verzonden_op=DAG, wijze=Verzendwijze.POST, namens=spel.coordinator
    )
    assert list(rijen.exclude(verzonden_op=None).values_list("geadresseerde", flat=True)) == ["curator"]
    rijen.update(op_oude_gegevens_sinds=DAG)
    leg_vast(spel, traject)
    nieuw = brief_opnieuw_maken(brief=curator.sleutel, namens=spel.coordinator)
    assert (nieuw.geadresseerde, "U bent de curator" in nieuw.inhoud.html) == ("curator", True)


def test_a_curator_who_comes_later_gets_what_is_written_after_that_day(spel: Spel) -> None:
    traject = afgewezen(spel)
    dag = DAG + timedelta(days=2)
    heropend(spel, traject, op=dag)
    with clock.klok_op(dag):
        leg_vast(spel, traject, V.CURATOR)
    verloop.afgewezen(
        op=dag, traject=traject.sleutel, coordinator=spel.coordinator,
        invoer=dataclasses.replace(verloop.VOLDOET, betaalbaar=False),
    )  # fmt: skip
    assert list(traject.brieven.filter(geadresseerde="curator").values_list("soort", "datum")) == [("afwijzing", dag)]


@pytest.mark.clausule("I-28", "I-9")
def test_that_there_is_a_curator_reads_who_writes_to_him_and_no_other_corporatie(spel: Spel) -> None:
    """Seen to fail while every letter about the toelating was for each consulent to read."""
    traject = besloten(spel, V.CURATOR)
    brieven = Brief.objects.filter(traject=traject, geadresseerde="curator")
    ander = spel.regio.andere_corporatie.sleutel
    for rol in (Rol.CONSULENT, Rol.TEAMLEIDER_CORPORATIE, Rol.COORDINATOR, Rol.COMMISSIELID):
        elders = dataclasses.replace(spel.coordinator, rol=rol, organisatie=ander)
        assert not brieven.leesbaar_voor([elders]).exists(), rol
        assert traject.brieven.leesbaar_voor([elders]).filter(soort="toelating").count() == 2, rol
    assert brieven.leesbaar_voor([spel.coordinator]).exists() and brieven.leesbaar_voor([spel.zorg]).exists()
