"""What goes out as a file: one guard for every cell."""

from __future__ import annotations


def veilige_cel(tekst: str) -> str:
    """A spreadsheet reads what begins like a formula as one; with a quote before it, it is text."""
    kaal = " ".join(tekst.split())
    return f"'{kaal}" if kaal.lstrip("'\u00a0").startswith(("=", "+", "-", "@", "|", "%")) else kaal
