"""One mail: a constant subject and what it asks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Berichttekst:
    """`regels` are whole sentences; {tekst} and {datum} come from the duty. `naar_vandaag`: link to the home page;
    a mail about a duty links to that duty.

    `pagina`: or to this one. `meteen`: too urgent for the dagpost of the next working day. Of the dagpost the lines are
    its headings, in the order of KOPPEN. A beheerder may put a Mailtekst in the place of the words. `agenda`: what a
    calendar must do with the text that goes along; such a mail goes at once.
    """

    onderwerp: str
    regels: tuple[str, ...]
    naar_vandaag: bool = False
    pagina: str = ""
    meteen: bool = False
    agenda: str = ""
