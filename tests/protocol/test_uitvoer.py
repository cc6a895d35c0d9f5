"""What leaves Opstap as a file for a spreadsheet."""

import pytest

from opstap.protocol.uitvoer import veilige_cel


@pytest.mark.parametrize(
    ("tekst", "veilig"),
    [
        ("=1+1", "'=1+1"),
        ("+31 6", "'+31 6"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r\n=1", "'=1"),
        (" \u00a0=1", "'=1"),
        ("'=1", "''=1"),
        ("een\nregel", "een regel"),
        ("Sam Kastelein", "Sam Kastelein"),
        ("'t Hart", "'t Hart"),
        ("", ""),
    ],
)
def test_a_spreadsheet_reads_no_cell_as_a_formula(tekst: str, veilig: str) -> None:
    """Seen to fail: with only a look at the first character a tab before the sign went through."""
    assert veilige_cel(tekst) == veilig
