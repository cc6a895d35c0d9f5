"""Neighbours: a number to call and a neutral explanation, and the huurder knows first (P-42, H-34, H-35, Z-14.15)."""

from __future__ import annotations

from datetime import date

from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit


class Buurtfunctie(Keuze):
    """Only of the corporatie, as every tenant has one: another organisation on the card would tell something."""

    KLANTENSERVICE = "klantenservice", "de klantenservice"
    WIJKBEHEERDER = "wijkbeheerder", "de wijkbeheerder"
    HUISMEESTER = "huismeester", "de huismeester"
    CONSULENT = "consulent", "de consulent wonen"


class Buurtuitleg(Keuze):
    """What reached the neighbours. Of a talk only that it was there."""

    KAART = "kaart", "de kaart met het nummer om te bellen"
    KENNISMAKING = "kennismaking", "kennismaken, samen met de huurder"
    GESPREK = "gesprek", "een gesprek over wonen in deze buurt"


@regelt("P-42", "H-35")
def buurtpunt_belemmeringen(*, huurder_akkoord_op: date | None, peildatum: date) -> list[Belemmering]:
    """The desk can stand there before the huurder agreed; a card for the neighbours cannot."""
    if huurder_akkoord_op is None:
        return []
    return al_gebeurd_belemmeringen(
        dag=huurder_akkoord_op,
        peildatum=peildatum,
        clausule="H-35",
        wat="De huurder vond het goed",
        veld="huurder_akkoord_op",
    )


@regelt("H-35")
def kaart_mag(*, huurder_akkoord_op: date | None) -> bool:
    """No paper for neighbours without a yes of the huurder."""
    return huurder_akkoord_op is not None


@regelt("H-34", "H-35", "Z-14.15")
def bericht_belemmeringen(*, op: date, huurder_wist_op: date, ingangsdatum: date, peildatum: date) -> list[Belemmering]:
    """What neighbours heard is written down afterwards; the huurder knew on that day or before."""
    bezwaren = al_gebeurd_belemmeringen(
        dag=op, peildatum=peildatum, clausule="H-34", wat="De buren hoorden dit", veld="op"
    )
    if op < ingangsdatum:
        melding = f"De huur ging in op {datum_voluit(ingangsdatum)}; kies die dag of een latere."
        bezwaren.append(Belemmering("H-34", melding, "op"))
    if huurder_wist_op > op:
        melding = "De huurder weet het eerst. Vertel het dus de huurder voordat u met de buren praat."
        bezwaren.append(Belemmering("H-35", melding, "huurder_wist_op"))
    return bezwaren
