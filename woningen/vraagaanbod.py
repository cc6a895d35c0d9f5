"""Who waits for a home in a regeling and which homes there are, counted in few queries (P-8)."""

from __future__ import annotations

from collections import Counter

from aanmelding.delen.huishouden import huishoudens
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.bemiddelen import Aanbiedingstatus, Woningtype
from opstap.protocol.vraagaanbod import (
    Huurklasse,
    Maat,
    Maatregel,
    gevraagde_maat,
    huurklasse,
    maat_van,
    vraag_en_aanbod,
)
from opstap.regelingen.models import Deelname, Regeling
from woningen.models import Aanbieding, Bemiddeling, Woning


def wachtenden(regeling: Regeling) -> list[tuple[Bemiddeling, Maat]]:
    """Who waits for a home with voorrang, in the order of the wachtrij, and how large a home that is."""
    rijen = list(Bemiddeling.objects.in_wachtrij().filter(traject__regeling=regeling).select_related("traject"))
    wie = huishoudens([b.traject_id for b in rijen])
    return [(b, gevraagde_maat(huishouden=wie[b.traject_id])) for b in rijen]


class Aanbod:
    """The homes that stand free at the corporaties of the regeling."""

    def __init__(self, regeling: Regeling) -> None:
        verhuurders = Deelname.objects.filter(regeling=regeling).als(Hoedanigheid.VERHUURDER).values("organisatie")
        rijen = Woning.objects.van(verhuurders).beschikbaar().values_list("woningtype", "kamers", "kale_huur")
        self._vrij = [(Woningtype(soort), kamers, huurklasse(kale_huur=huur)) for soort, kamers, huur in rijen]

    def per_maat(self) -> list[tuple[Maat, Huurklasse]]:
        return [(maat_van(woningtype=soort, kamers=kamers), klasse) for soort, kamers, klasse in self._vrij]

    def per_soort(self) -> Counter[tuple[Woningtype, Huurklasse]]:
        return Counter((soort, klasse) for soort, _, klasse in self._vrij)


def genomen(regeling: Regeling, jaar: int) -> list[Maat]:
    """How large the homes were that kandidaten took in this year."""
    ja = Aanbieding.objects.filter(
        status=Aanbiedingstatus.GEACCEPTEERD.value,
        afgehandeld_op__year=jaar,
        bemiddeling__traject__regeling=regeling,
    )
    rijen = ja.values_list("woning__woningtype", "woning__kamers")
    return [maat_van(woningtype=Woningtype(soort), kamers=kamers) for soort, kamers in rijen]


def maatregels(
    regeling: Regeling, jaar: int, *, wacht: list[tuple[Bemiddeling, Maat]], aanbod: Aanbod, toont_kleine: bool
) -> list[Maatregel]:
    return vraag_en_aanbod(
        wacht=[maat for _, maat in wacht],
        vrij=aanbod.per_maat(),
        genomen=genomen(regeling, jaar),
        toont_kleine=toont_kleine,
    )
