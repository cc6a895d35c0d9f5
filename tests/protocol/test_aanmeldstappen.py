"""The steps of an aanmelding, each on the day before, on and after."""

from datetime import date

import pytest

from opstap.protocol.aanmelden import ChecklistFeit, Rijstatus
from opstap.protocol.aanmeldstappen import (
    Aanmeldstatus,
    Accorderingstatus,
    Antwoord,
    accordeer_belemmeringen,
    alles_geregeld,
    besluit_belemmeringen,
    checklist_belemmeringen,
    indienen_belemmeringen,
    intrekken_belemmeringen,
    invullen_belemmeringen,
    is_compleet,
    verklaring_belemmeringen,
)
from opstap.protocol.begrippen import GEVOELIGE_LEEFGEBIEDEN, Leefgebied, Route

DAG = date(2026, 3, 10)
TOEN, STRAKS = date(2026, 3, 9), date(2026, 3, 11)


def clausules(bezwaren):
    return [b.clausule for b in bezwaren]


@pytest.mark.clausule("Z-9.1")
def test_the_form_is_open_until_it_is_compleet():
    mag = {status.value for status in Aanmeldstatus if not invullen_belemmeringen(status=status)}
    assert mag == {"concept", "vooraangemeld", "ingediend", "aanvulling_gevraagd"}


@pytest.mark.clausule("Z-2.8", "Z-9.1")
@pytest.mark.parametrize(
    ("status", "is_gewijzigd", "verwacht"),
    [
        ("concept", True, []),
        ("ingediend", True, []),
        ("ingediend", False, ["Z-2.8"]),
        ("aanvulling_gevraagd", True, []),
        ("aanvulling_gevraagd", False, []),
        ("compleet", True, ["Z-9.1"]),
        ("ingetrokken", True, ["Z-9.1"]),
    ],
)
def test_a_version_is_sent_once_and_never_after_compleet(status, is_gewijzigd, verwacht):
    assert clausules(indienen_belemmeringen(status=status, is_gewijzigd=is_gewijzigd)) == verwacht


@pytest.mark.clausule("Z-2.2")
def test_without_a_loket_there_is_nobody_to_send_to():
    assert clausules(indienen_belemmeringen(status="concept", is_gewijzigd=True, heeft_loket=False)) == ["Z-2.2"]


@pytest.mark.clausule("Z-20.8", "I-9")
def test_a_corporatie_gets_no_sensitive_row():
    rijen = [ChecklistFeit(gebied, Rijstatus.NODIG, uitvoerder="brug") for gebied in Leefgebied]
    gevonden = checklist_belemmeringen(rijen=rijen, corporaties={"brug"})
    assert {b.veld for b in gevonden} == {"uitvoerder"}
    assert {b.melding.partition(":")[0] for b in gevonden} == {gebied.label for gebied in GEVOELIGE_LEEFGEBIEDEN}
    assert checklist_belemmeringen(rijen=rijen, corporaties={"beek"}) == []


@pytest.mark.clausule("Z-2.6", "Z-8.6")
@pytest.mark.parametrize(
    ("status", "datum", "verwacht"),
    [
        ("concept", TOEN, []),
        ("concept", DAG, []),
        ("concept", STRAKS, ["datum"]),
        ("concept", date(2025, 1, 5), []),
        ("concept", date(2025, 1, 4), ["datum"]),
        ("ingediend", DAG, []),
        ("compleet", DAG, []),
        ("toegelaten", DAG, [""]),
        ("ingetrokken", DAG, [""]),
    ],
)
def test_akkoord_is_of_today_or_before_and_before_the_besluit(status, datum, verwacht):
    bezwaren = verklaring_belemmeringen(status=status, datum=datum, begonnen_op=date(2026, 1, 5), peildatum=DAG)
    assert [b.veld for b in bezwaren] == verwacht


@pytest.mark.clausule("Z-2.8", "Z-9.9")
@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, []),
        ({"antwoord": Antwoord.GEWEIGERD, "reden": "geen_plek"}, []),
        ({"antwoord": Antwoord.GEWEIGERD}, ["reden"]),
        ({"status": "geweigerd"}, []),
        ({"status": "geweigerd", "antwoord": Antwoord.GEWEIGERD, "reden": "geen_plek"}, ["antwoord"]),
        ({"status": "akkoord"}, [""]),
        ({"status": "verlopen"}, [""]),
        ({"status": "ingetrokken"}, [""]),
        ({"status_aanmelding": "compleet"}, [""]),
        ({"status_aanmelding": "ingetrokken"}, [""]),
        ({"werkt_bij_afzender": True}, [""]),
    ],
)
def test_an_open_question_gets_one_answer_from_the_other_side(anders, verwacht):
    vraag = {
        "status_aanmelding": "ingediend",
        "status": "gevraagd",
        "antwoord": Antwoord.AKKOORD,
        "reden": "",
        "werkt_bij_afzender": False,
    }
    assert [b.veld for b in accordeer_belemmeringen(**vraag | anders)] == verwacht


@pytest.mark.clausule("Z-2.8", "I-3")
def test_compleet_is_every_akkoord_or_none_needed():
    assert is_compleet(accorderingen=[])
    assert is_compleet(accorderingen=["akkoord", "akkoord"])
    for status in Accorderingstatus:
        if status is not Accorderingstatus.AKKOORD:
            assert not is_compleet(accorderingen=["akkoord", status])


@pytest.mark.clausule("I-9", "Z-10.5")
@pytest.mark.parametrize(
    ("status", "niet_akkoord", "verwacht"),
    [
        (Rijstatus.NIET_VAN_TOEPASSING, (), True),
        (Rijstatus.NIET_VAN_TOEPASSING, (Leefgebied.ADL,), True),
        (Rijstatus.GEREGELD, (), True),
        (Rijstatus.GEREGELD, (Leefgebied.ADL,), False),
        (Rijstatus.GEREGELD, (Leefgebied.FINANCIEN,), True),
        (Rijstatus.AANGEVRAAGD, (), False),
        (Rijstatus.NODIG, (), False),
        (None, (), False),
    ],
)
def test_geregeld_counts_when_who_delivers_it_agreed(status, niet_akkoord, verwacht):
    rijen = [ChecklistFeit(Leefgebied.HUISVESTING, Rijstatus.GEREGELD), ChecklistFeit(Leefgebied.ADL, status)]
    assert alles_geregeld(rijen=rijen, niet_akkoord=niet_akkoord) is verwacht


@pytest.mark.clausule("Z-9.1")
def test_withdrawing_is_possible_until_the_besluit():
    mag = {status.value for status in Aanmeldstatus if not intrekken_belemmeringen(status=status)}
    assert mag == {"concept", "vooraangemeld", "ingediend", "aanvulling_gevraagd", "compleet"}


@pytest.mark.clausule("Z-2.9", "Z-9.4", "Z-9.5")
@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, []),
        ({"route": None}, ["Z-9.4"]),
        ({"mogelijk": (Route.ZELF_REAGEREN,)}, ["Z-9.5"]),
        ({"motivering": " "}, ["Z-2.9"]),
        ({"werkt_bij_afzender": True}, ["Z-2.9"]),
        ({"uitkomst": "afgewezen", "route": None, "mogelijk": ()}, []),
        ({"uitkomst": "afgewezen", "motivering": ""}, ["Z-2.9"]),
    ],
)
def test_a_besluit_has_a_route_a_reason_and_one_side(anders, verwacht):
    besluit = {
        "uitkomst": "toegelaten",
        "route": Route.DIRECTE_BEMIDDELING,
        "mogelijk": tuple(Route),
        "motivering": "Het gesprek ging goed.",
        "werkt_bij_afzender": False,
    }
    assert clausules(besluit_belemmeringen(**besluit | anders)) == verwacht
