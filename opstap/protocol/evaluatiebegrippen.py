"""The closed lists of an evaluatie."""

from __future__ import annotations

from opstap.protocol.begrippen import Keuze


class EvaluatieSoort(Keuze):
    WOONVAARDIGHEIDSCHECK = "woonvaardigheidscheck", "woonvaardigheidscheck"
    HALFJAARLIJKS = "halfjaarlijks", "halfjaarlijkse evaluatie"
    VOORTGANGSGESPREK = "voortgangsgesprek", "voortgangsgesprek"


class EvaluatieItem(Keuze):
    """The five points of I-7."""

    HUUR = "huur", "De huur op tijd en helemaal betalen"
    WOONGEDRAG = "woongedrag", "Rekening houden met de buren, geen overlast"
    VERZORGING = "verzorging", "Zorgen voor de woning en de tuin of het balkon"
    AANSPREEKBAARHEID = "aanspreekbaarheid", "Aanspreekbaar zijn voor buren en corporatie"
    GEDRAGSAANWIJZINGEN = "gedragsaanwijzingen", "Afspraken in het contract en begeleiding"


class ItemOordeel(Keuze):
    GOED = "goed", "gaat goed"
    NIET_GOED = "niet_goed", "gaat niet goed"


class Oordeel(Keuze):
    """The verdict over the whole evaluatie (Z-12.11)."""

    OP_SCHEMA = "op_schema", "op schema"
    AANDACHT = "aandacht", "aandacht nodig"
    NIET_HAALBAAR = "niet_haalbaar", "niet haalbaar"


class Grond(Keuze):
    """What can carry a negative besluit: the three points of a good tenant (Z-11.7 to Z-11.9)."""

    HUUR = "huur", "de huur is niet elke maand helemaal betaald"
    WOONGEDRAG = "woongedrag", "het woongedrag of de verzorging van de woning was niet goed genoeg"
    GEDRAGSAANWIJZINGEN = "gedragsaanwijzingen", "de gedragsaanwijzingen in het contract zijn niet gevolgd"
