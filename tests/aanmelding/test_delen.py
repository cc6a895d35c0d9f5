"""The parts of the form: which comes next, what each gives out, and that a later part changes no old version."""

from __future__ import annotations

import pytest

from aanmelding import inzage, services
from aanmelding.delen import DELEN, Deel, aanmeldsnapshot, gevraagde_delen
from aanmelding.delen.checklist import rijhashes
from aanmelding.models import Aanmelding
from aanmelding.overzicht import groepen, ontbrekend, volgende_deel, wie_ziet_wat
from aanmelding.urls import urlpatterns
from opstap.protocol.begrippen import Instroomroute
from opstap.regelingen.services import regeling_uit_preset
from opstap.trajecten.enums import Verklaringsoort
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, UITSTROOM, Spel, aanmelding_van


def test_every_part_has_a_page_of_its_own_name() -> None:
    codes = [deel.code for deel in DELEN]
    assert len(codes) == len(set(codes))
    assert set(codes) <= {adres.name for adres in urlpatterns}


def test_what_misses_belongs_to_one_part(spel: Spel) -> None:
    leeg = verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)
    gemist = ontbrekend(aanmelding_van(leeg))
    assert len(gemist) > 4
    for b in gemist:
        assert sum(deel.is_van(b.veld) for deel in gevraagde_delen(leeg)) == 1, b


def test_after_a_part_comes_the_next_that_is_not_ready(spel: Spel) -> None:
    traject = verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)
    assert volgende_deel(aanmelding_van(traject), na="persoon") == "uitstroom"
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert volgende_deel(aanmelding_van(traject), na="uitstroom") == "akkoord"
    assert volgende_deel(aanmelding_van(traject), na="akkoord") == "invullen"
    verloop.uitstroom_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=UITSTROOM)
    verloop.akkoord_gegeven(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert {volgende_deel(aanmelding_van(traject), na=deel.code) for deel in gevraagde_delen(traject)} == {
        "controleren"
    }


def _corporatie(deel: Deel, aanmelding: Aanmelding) -> list[tuple[str, str]]:
    return deel.corporatie(aanmelding, aanmeldsnapshot(aanmelding))


@pytest.mark.clausule("Z-20.4")
def test_the_sender_reads_beforehand_what_each_part_gives_out(spel: Spel) -> None:
    aanmelding = aanmelding_van(spel.ingevuld())
    for deel in gevraagde_delen(aanmelding.traject):
        assert bool(_corporatie(deel, aanmelding)) == bool(deel.ziet_corporatie(aanmelding.traject)), deel.code
    (lezer,) = wie_ziet_wat(aanmelding, spel.regio.corporatie)
    for stuk in ("de naam", "de contactpersoon", "de bewindvoerder", "het vertrek", "de binding", "bij Woonkeus"):
        assert stuk in " ".join(lezer.ziet)


@pytest.mark.clausule("Z-20.4")
def test_the_sender_reads_that_where_somebody_stays_reads_everything(spel: Spel) -> None:
    aanmelding = aanmelding_van(spel.met_andere_herkomst(anders=spel.zorghulp() | spel.gemeentehulp()))
    wie = {lezer.wie: lezer.ziet for lezer in wie_ziet_wat(aanmelding, spel.regio.corporatie)}
    assert list(wie) == ["Woonstichting De Brug", "Opvang Het Anker", "Gemeente Voorstad"]
    assert wie["Opvang Het Anker"] == ("alles: de kandidaat verblijft daar.",)


@pytest.mark.clausule("Z-20.5", "Z-20.6")
def test_the_corporatie_reads_what_the_parts_give_out_and_no_more(spel: Spel) -> None:
    traject = spel.verstuurd()
    aanmelding = aanmelding_van(traject)
    versie = aanmelding.laatste_versie
    assert versie is not None
    labels = [label for label, _ in inzage.corporatieregels(aanmelding, versie)]
    assert labels == [
        "Kandidaat",
        "Begeleiding",
        "Contactpersoon",
        "Bewindvoerder",
        "Wie er komen wonen",
        "Vertrek",
        "Maanden in de gemeente",
        "Direct voor het verblijf",
        "Hoe vastgesteld",
        "Ingeschreven bij Woonkeus",
        "Woning vinden",
        "Ontruiming, of zelf opgezegd om huurschuld",
        "Huurschuld",
        "Kan de huur betalen",
        "Welke woning past",
    ]


def test_a_regeling_that_asks_no_binding_neither_shows_nor_announces_it(spel: Spel) -> None:
    aanmelding = aanmelding_van(spel.ingevuld())
    aanmelding.traject.regelingversie = regeling_uit_preset(slug="apeldoorn", vanaf=DAG).versies.get()
    (uitstroom,) = (deel for deel in DELEN if deel.code == "uitstroom")
    woorden = [*uitstroom.ziet_corporatie(aanmelding.traject), *dict(_corporatie(uitstroom, aanmelding))]
    assert "inding" not in " ".join(woorden)
    assert "behandelaar" in {groep["code"] for groep in groepen(aanmelding)}


@pytest.mark.clausule("I-8")
def test_what_was_sent_by_an_earlier_opstap_stays_equal(spel: Spel) -> None:
    """Else on the day of an upgrade every aanmelding would be "changed" and every organisation asked again."""
    traject = spel.ingevuld(anders=spel.gemeentehulp())
    snapshot = aanmeldsnapshot(aanmelding_van(traject))
    assert set(snapshot) == {
        "instroomroute",
        "uitstroom",
        "binding_maanden",
        "binding_bron",
        "direct_voorafgaand",
        "vrijstelling",
        "ingeschreven",
        "voorkeursroute",
        "bewindvoerder",
        "contactpersoon",
        "rijen",
    }
    zoals_toen = {"stand": "niet_van_toepassing", "uitvoerder": None, "zelf": False}
    assert snapshot["rijen"]["justitie"] == zoals_toen
    assert rijhashes({"rijen": {"justitie": zoals_toen}})["justitie"] == (
        "96d05a21027ce948712ee2617e3960715561d6046555b5ae3b92bc870d48e914"
    )


def test_saving_a_part_leaves_what_the_other_parts_say(spel: Spel) -> None:
    traject = spel.ingevuld()
    eerst = aanmeldsnapshot(aanmelding_van(traject))
    weg = services.Uitstroomgegevens(instroomroute=Instroomroute.OPVANG)
    services.uitstroom_bijwerken(traject=traject.sleutel, gegevens=weg, namens=spel.zorg)
    daarna = aanmeldsnapshot(aanmelding_van(traject))
    assert (daarna["rijen"], daarna["contactpersoon"]) == (eerst["rijen"], eerst["contactpersoon"])
    assert daarna["uitstroom"] is None
    assert not traject.verklaringen.filter(
        soort=Verklaringsoort.AKKOORD_KANDIDAAT, onderwerp=aanmelding_van(traject).akkoordsleutel
    ).exists()
