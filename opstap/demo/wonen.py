"""What happens to who lives there, beside the plan of the evaluaties: the stories that one day alone does not show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from evaluatie.enums import Partij
from evaluatie.models import Evaluatie, Mdo
from evaluatie.services import (
    begeleiding_veranderen,
    buren_ingelicht,
    buurtpunt_vastleggen,
    mdo_voorbereiden,
    opname_vastleggen,
)
from opstap import clock
from opstap.demo.weg import Weg
from opstap.protocol.begeleiden import Contactritme, Verandering
from opstap.protocol.buren import Buurtfunctie, Buurtuitleg
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, Inzet, ItemOordeel, Vervolgadvies

if TYPE_CHECKING:
    from opstap.demo.verhalen import Verteller

_HUUR, _WONING, _BUREN = EvaluatieItem.HUUR, EvaluatieItem.VERZORGING, EvaluatieItem.WOONGEDRAG
#: Of each evaluatie in turn what went less well: first much, then nothing.
_VERLOOP: tuple[dict[EvaluatieItem, ItemOordeel], ...] = (
    {_HUUR: ItemOordeel.AANDACHT, _WONING: ItemOordeel.ONVOLDOENDE},
    {_HUUR: ItemOordeel.ONVOLDOENDE, _WONING: ItemOordeel.AANDACHT},
    {_HUUR: ItemOordeel.AANDACHT},
    {_BUREN: ItemOordeel.AANDACHT},
    {},
    {},
)
_INZET = {
    Inzet.HUURDER: "De huurder betaalt de huur nu zelf, elke maand op tijd.",
    Inzet.ZORG: "De begeleider kwam eerst elke week en nu om de week.",
    Inzet.CORPORATIE: "De consulent sprak een vaste dag af om te betalen.",
}


def met_verloop(weg: Weg, vandaag: date) -> None:
    """Six evaluaties before the besluit: it began hard and goes well now."""
    rijen = Evaluatie.objects.filter(traject__sleutel=weg.traject, gepland_op__lt=vandaag).order_by("gepland_op")
    for evaluatie, minder in zip(rijen, _VERLOOP, strict=False):
        laatste = evaluatie == rijen.last()
        weg.evalueren(
            evaluatie,
            minder=minder,
            inzet=_INZET if laatste else {},
            advies=Vervolgadvies.OMZETTEN if laatste else Vervolgadvies.AANPASSEN if minder else None,
        )


def wacht_op_de_consulent(v: Verteller, weg: Weg) -> None:
    """Held with the consulent at the table, who has still to say that it is right."""
    weg.evalueren_tot(v.dag(-30))
    rijen = Evaluatie.objects.filter(traject__sleutel=weg.traject, gepland_op__lt=v.vandaag).te_houden()
    weg.evalueren(rijen.get(), vaststellen=False)


def afbouwen(v: Verteller, weg: Weg) -> None:
    """Less in steps, until the begeleider only comes when the huurder calls."""
    for dag, ritme in (
        (v.maand(-8), Contactritme.WEKELIJKS),
        (v.maand(-4), Contactritme.MAANDELIJKS),
        (v.dag(-20), Contactritme.WAAKVLAM),
    ):
        _veranderen(weg, dag, Verandering.MINDER, ritme)


def weg_van_huis(v: Verteller, weg: Weg) -> None:
    """More begeleiding, and since last week the huurder sleeps elsewhere; the evaluatie keeps its day."""
    _veranderen(weg, v.maand(-2), Verandering.MEER, Contactritme.VAAK)
    with clock.klok_op(v.dag(-6)):
        opname_vastleggen(
            traject=weg.traject,
            van=v.dag(-7),
            verwacht_tot=v.dag(14),
            terug_op=None,
            namens=v.regio.namens(weg.begeleider),
        )


def _veranderen(weg: Weg, dag: date, soort: Verandering, ritme: Contactritme) -> None:
    with clock.klok_op(dag):
        begeleiding_veranderen(
            traject=weg.traject,
            soort=soort,
            vanaf=dag,
            ritme=ritme,
            akkoord={Partij.HUURDER, Partij.BEGELEIDER},
            namens=weg.regio.namens(weg.begeleider),
        )


def buren_weten_wie_ze_bellen(v: Verteller, weg: Weg) -> None:
    """A number for the neighbours that the huurder agreed to, and the card they were given."""
    consulent = v.regio.namens("consulent" if weg.corporatie == "brug" else "consulent2")
    with clock.klok_op(v.dag(-60)):
        buurtpunt_vastleggen(
            traject=weg.traject,
            functie=Buurtfunctie.WIJKBEHEERDER,
            telefoon="0570 000 029",
            huurder_akkoord_op=v.dag(-62),
            namens=consulent,
        )
    with clock.klok_op(v.dag(-50)):
        buren_ingelicht(
            traject=weg.traject,
            soort=Buurtuitleg.KAART,
            door=Partij.CONSULENT,
            op=v.dag(-52),
            huurder_wist_op=v.dag(-60),
            namens=consulent,
        )


def voorbereiden(v: Verteller, mdo: Mdo) -> None:
    """Of an MDO that is to come: zorg and corporatie wrote down what they want to say, zorg also for the huurder."""
    with clock.klok_op(v.dag(-3)):
        mdo_voorbereiden(
            mdo=mdo.sleutel,
            tekst="De huur lukt vaak pas na de tiende. Ik stel voor om samen een vaste dag te kiezen.",
            huurder="Mijn geld komt pas later in de maand binnen. Ik wil hier graag blijven wonen.",
            namens=v.regio.namens("begeleider"),
        )
    with clock.klok_op(v.dag(-1)):
        mdo_voorbereiden(
            mdo=mdo.sleutel,
            tekst="Er staan twee maanden huur open. Een betalingsregeling is mogelijk. Ik neem een voorstel mee.",
            namens=v.regio.namens("consulent"),
        )
