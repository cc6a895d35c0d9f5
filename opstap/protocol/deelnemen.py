"""What an organisation must have before it takes part in a regeling, and as long as it does."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Keuze, Rol
from opstap.protocol.clausules import regelt


class Aansluiting(Keuze):
    """How an organisation that begeleidt stands to the protocol."""

    AANGESLOTEN = "aangesloten", "doet mee aan het protocol"
    GECONTRACTEERD = "gecontracteerd", "doet niet mee; gecontracteerd door de regio beschermd wonen"
    EIGEN_OVEREENKOMST = "eigen_overeenkomst", "doet niet mee; heeft een eigen opstapovereenkomst"


class Overlegkant(Keuze):
    """Who consult with each other before an own opstapovereenkomst counts."""

    GEMEENTE = "gemeente", "de gemeente"
    CORPORATIE = "corporatie", "de coördinerende corporatie"


#: For which side a role says that there was consultation: beleid or procesregie, and who coordinates.
KANT_VAN = {
    Rol.PROCESREGISSEUR: Overlegkant.GEMEENTE,
    Rol.BELEIDSMEDEWERKER: Overlegkant.GEMEENTE,
    Rol.COORDINATOR: Overlegkant.CORPORATIE,
}
_WIE = {
    Overlegkant.GEMEENTE: "de procesregisseur of de beleidsmedewerker van de gemeente",
    Overlegkant.CORPORATIE: "de coördinator van de corporatie",
}


@dataclass(frozen=True, slots=True)
class Contact:
    """Who was named; `werkt_er`: has an account and a role at this organisation today."""

    wie: UUID
    werkt_er: bool


@regelt("H-42")
def contact_belemmeringen(*, eerste: Contact | None, tweede: Contact | None, doet_mee: bool) -> list[Belemmering]:
    """Two different people who work at the organisation; while it takes part both are named."""
    gevonden = [
        *_van_een("eerste_contact", "eerste", eerste, doet_mee=doet_mee),
        *_van_een("tweede_contact", "tweede", tweede, doet_mee=doet_mee),
    ]
    if eerste is not None and tweede is not None and eerste.wie == tweede.wie:
        zin = "Het eerste en het tweede escalatiecontact zijn dezelfde persoon. Kies voor een van de twee een collega."
        gevonden.append(Belemmering("H-42", zin))
    return gevonden


def _van_een(veld: str, welk: str, contact: Contact | None, *, doet_mee: bool) -> Iterator[Belemmering]:
    if contact is None and doet_mee:
        zin = (
            f"Het {welk} escalatiecontact ontbreekt. De organisatie doet mee aan een regeling. "
            "Kies iemand die er werkt: die helpt als iets vastloopt."
        )
        yield Belemmering("H-42", zin, veld)
    elif contact is not None and not contact.werkt_er:
        zin = f"Het {welk} escalatiecontact werkt nu niet bij deze organisatie. Kies iemand die er een rol heeft."
        yield Belemmering("H-42", zin, veld)


@regelt("Z-7.4", "Z-7.6")
def aansluiting_belemmeringen(
    *, aansluiting: Aansluiting, hoedanigheid: Hoedanigheid, heeft_coordinatie: bool
) -> list[Belemmering]:
    """Only who begeleidt can stay outside the protocol; an own overeenkomst is made with who coordinates."""
    if aansluiting is Aansluiting.AANGESLOTEN:
        return []
    if hoedanigheid is not Hoedanigheid.BEGELEIDING:
        zin = "Alleen een organisatie die begeleidt, kan zonder mee te doen een woning vragen. Kies “doet mee”."
        return [Belemmering("Z-7.4", zin, "aansluiting")]
    if aansluiting is Aansluiting.EIGEN_OVEREENKOMST and not heeft_coordinatie:
        zin = (
            "Een eigen opstapovereenkomst sluit een organisatie met de coördinerende corporatie. "
            "Leg eerst vast welke corporatie dat is."
        )
        return [Belemmering("Z-7.6", zin, "aansluiting")]
    return []


@regelt("Z-7.4", "Z-7.6", "Z-7.7")
def overeenkomst_belemmeringen(*, aansluiting: Aansluiting, overlegd: Collection[Overlegkant]) -> list[Belemmering]:
    """Nobody is toegelaten on an own overeenkomst before both sides said that they consulted.

    Who is contracted and does not join needs no overeenkomst: its kandidaten are judged as any other.
    """
    if aansluiting is not Aansluiting.EIGEN_OVEREENKOMST:
        return []
    return [
        Belemmering(
            "Z-7.7",
            f"Over de eigen opstapovereenkomst van de zorgorganisatie legde {kant.label} nog geen overleg vast. "
            f"Dat doet {_WIE[kant]}. Toelaten kan nog niet.",
        )
        for kant in Overlegkant
        if kant not in overlegd
    ]


@regelt("Z-7.7")
def overleg_belemmeringen(*, datum: date | None, peildatum: date, zei_andere_kant: bool) -> list[Belemmering]:
    """`datum`: the day of the consultation; None = there was none, which takes an earlier word back.

    `zei_andere_kant`: this person spoke for the other side already.
    """
    if datum is None:
        return []
    if datum > peildatum:
        return [Belemmering("Z-7.7", "Dit overleg is nog niet geweest. Vul de dag in als het is geweest.", "datum")]
    if zei_andere_kant:
        zin = "U legde het overleg al vast voor de andere kant. Vraag een collega om dit voor uw organisatie te doen."
        return [Belemmering("Z-7.7", zin)]
    return []
