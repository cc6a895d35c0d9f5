"""A link to who has no account: what may be sent to whom, what is a code, and when a reminder may go."""

from datetime import date, timedelta

import pytest

from opstap.protocol.links import (
    Codewijze,
    code_uit_tekst,
    herinner_belemmeringen,
    link_belemmeringen,
    linkadres_belemmeringen,
)

DAG = date(2026, 3, 10)
POSTBUS, EIGEN = "postbus@oever.invalid", frozenset({"noor@linde.invalid"})


@pytest.mark.parametrize(
    ("getypt", "code"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("123-456", "123456"),
        ("12.34.56", "123456"),
        ("000000", "000000"),
        ("12345", None),
        ("1234567", None),
        ("12345a", None),
        ("١٢٣٤٥٦", None),
        ("", None),
    ],
)
def test_a_code_is_six_digits_however_they_are_written(getypt: str, code: str | None) -> None:
    assert code_uit_tekst(getypt) == code


@pytest.mark.clausule("Z-2.8", "Z-9.9")
@pytest.mark.parametrize(
    ("vragen", "heeft_account", "zin"),
    [(1, False, ""), (0, False, "geen vraag meer open"), (2, True, "heeft iemand een account")],
)
def test_a_link_is_for_an_open_question_at_an_organisation_without_accounts(
    vragen: int, heeft_account: bool, zin: str
) -> None:
    bezwaren = link_belemmeringen(vragen=vragen, heeft_account=heeft_account)
    assert [zin in b.melding for b in bezwaren] == ([True] if zin else [])


@pytest.mark.clausule("Z-2.8")
@pytest.mark.parametrize(
    ("email", "codewijze", "postbus", "veld"),
    [
        ("roos@oever.invalid", Codewijze.TELEFOON, "", None),
        ("roos@oever.invalid", Codewijze.POSTBUS, POSTBUS, None),
        (POSTBUS, Codewijze.TELEFOON, POSTBUS, None),
        ("noor@linde.invalid", Codewijze.TELEFOON, "", "email"),
        ("Noor@Linde.invalid", Codewijze.TELEFOON, "", "email"),
        ("roos@oever.invalid", Codewijze.POSTBUS, "", "codewijze"),
        (POSTBUS.title(), Codewijze.POSTBUS, POSTBUS, "codewijze"),
    ],
)
def test_the_address_is_not_of_the_sender_and_not_where_the_code_goes(
    email: str, codewijze: Codewijze, postbus: str, veld: str | None
) -> None:
    bezwaren = linkadres_belemmeringen(email=email, eigen_adressen=EIGEN, codewijze=codewijze, postbus=postbus)
    assert [b.veld for b in bezwaren] == ([veld] if veld else [])


@pytest.mark.clausule("Z-2.8")
@pytest.mark.parametrize(
    ("vragen", "kan_horen", "dagen_geleden", "zin"),
    [
        (1, True, 1, ""),
        (1, True, None, ""),
        (1, True, 0, "wacht een dag"),
        (1, False, 9, "stuur eerst een link"),
        (0, True, 9, "antwoordde al"),
    ],
)
def test_reminding_is_possible_once_a_day_when_somebody_can_hear_it(
    vragen: int, kan_horen: bool, dagen_geleden: int | None, zin: str
) -> None:
    laatst = None if dagen_geleden is None else DAG - timedelta(days=dagen_geleden)
    bezwaren = herinner_belemmeringen(vragen=vragen, kan_horen=kan_horen, laatst=laatst, peildatum=DAG)
    assert [zin in b.melding for b in bezwaren] == ([True] if zin else [])
