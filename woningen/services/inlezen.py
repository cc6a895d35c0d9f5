"""Take homes over from a file: looked at first, then all of them at once or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import OpstapFout
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.contractvormen import VORMEN, Contractvorm
from opstap.trajecten.toegang import eis_eigen_recht
from woningen.gegevens import Woninggegevens
from woningen.inlezen.rijen import Woningregel
from woningen.models import Aanbieding, Complex, Huurovereenkomst, Woning, Woningimport

#: How long what was read waits for somebody to take it over.
BEWAARTIJD = timedelta(days=1)
_PER_KEER = 500
_KENMERKEN = sorted(Woninggegevens.namen() - {"complex"})


@dataclass(slots=True)
class Verschil:
    """What the file makes of the list. `vast`: somebody holds the home, so kind and rent stay, and it
    becomes no zorgvastgoed when he rents it himself."""

    nieuw: list[Woning] = field(default_factory=list)
    gewijzigd: list[tuple[Woning, list[str]]] = field(default_factory=list)
    gelijk: int = 0
    vast: list[Woning] = field(default_factory=list)
    complexen: dict[str, Complex] = field(default_factory=dict)

    @property
    def is_leeg(self) -> bool:
        return not (self.nieuw or self.gewijzigd)

    @property
    def nieuwe_complexen(self) -> list[Complex]:
        return [rij for rij in self.complexen.values() if rij.pk is None]


@transaction.atomic
def woningimport_klaarzetten(*, corporatie: UUID, regels: Iterable[Woningregel], namens: Namens) -> Woningimport:
    """Keep what was read, in the place of what this corporatie read before."""
    eigenaar = Organisatie.objects.select_for_update().get(sleutel=corporatie)
    eis_eigen_recht(namens, Actie.WONING_BEHEREN, eigenaar)
    Woningimport.objects.filter(corporatie=eigenaar).delete()
    return Woningimport.objects.create(
        corporatie=eigenaar, tot=clock.echt_nu() + BEWAARTIJD, regels=[regel.als_json() for regel in regels]
    )


def verschil_van(woningimport: Woningimport, *, op_slot: bool = False) -> Verschil:
    """Beside the homes as they are now. `op_slot`: nobody changes them meanwhile."""
    corporatie = woningimport.corporatie
    rijen = Woning.objects.van([corporatie]).select_related("complex").order_by("pk")
    if op_slot:
        rijen = rijen.select_for_update(of=("self",))
    bekend = {woning.adres.lower(): woning for woning in rijen}
    bezet = set(Aanbieding.objects.in_opstap().filter(woning__corporatie=corporatie).values_list("woning", flat=True))
    zelf = _huurt_zelf(corporatie)
    uit = Verschil(complexen={c.naam.lower(): c for c in Complex.objects.van([corporatie])})
    for waarde in woningimport.regels:
        regel = Woningregel.uit_json(waarde)
        woning = bekend.get(regel.sleuteladres)
        if woning is None:
            nieuw = Woning(corporatie=corporatie, adres=regel.adres)
            _overnemen(nieuw, regel, uit.complexen)
            uit.nieuw.append(nieuw)
        else:
            woning.corporatie = corporatie  # known: no question per row
            _vergelijken(woning, regel, uit, is_bezet=woning.pk in bezet, huurt_zelf=woning.pk in zelf)
    return uit


def _huurt_zelf(corporatie: Organisatie) -> set[int]:
    """Homes with a contract of the bewoner, being made or running: they do not become zorgvastgoed (P-6)."""
    via_zorg = [vorm for vorm in Contractvorm if VORMEN[vorm].via_zorg]
    contracten = Huurovereenkomst.objects.open().filter(woning__corporatie=corporatie)
    return set(contracten.exclude(contractvorm__in=via_zorg).values_list("woning", flat=True))


def _vergelijken(woning: Woning, regel: Woningregel, uit: Verschil, *, is_bezet: bool, huurt_zelf: bool) -> None:
    was = _stand(woning)
    vast = (woning.woningtype, woning.kale_huur)
    _overnemen(woning, regel, uit.complexen)
    wordt_zorgvastgoed = huurt_zelf and woning.zorgvastgoed and not was["zorgvastgoed"]
    if wordt_zorgvastgoed:
        woning.zorgvastgoed = was["zorgvastgoed"]
    if wordt_zorgvastgoed or (is_bezet and vast != (woning.woningtype, woning.kale_huur)):
        woning.woningtype, woning.kale_huur = vast
        uit.vast.append(woning)
    anders = [naam for naam, waarde in _stand(woning).items() if waarde != was[naam]]
    if anders:
        uit.gewijzigd.append((woning, anders))
    else:
        uit.gelijk += 1


def _stand(woning: Woning) -> dict[str, Any]:
    kenmerken = {naam: getattr(woning, naam) for naam in _KENMERKEN}
    complex_ = woning.complex.naam if woning.complex else ""
    return kenmerken | {"woningtype": woning.woningtype, "kale_huur": woning.kale_huur, "complex": complex_}


def _overnemen(woning: Woning, regel: Woningregel, complexen: dict[str, Complex]) -> None:
    """What the row says; a cell that is empty in the file changes nothing. Another complex has other portieken."""
    woning.woningtype, woning.kale_huur = regel.woningtype.value, regel.kale_huur
    kenmerken: Mapping[str, Any] = regel.kenmerken
    if "complex" in kenmerken:
        nieuw = _complex(kenmerken["complex"], woning.corporatie, complexen)
        if nieuw != woning.complex:
            woning.complex, woning.portiek = nieuw, ""
    gezegd = {naam: kenmerken[naam] for naam in _KENMERKEN if naam in kenmerken}
    if "portiek" in gezegd:
        gezegd["portiek"] = gezegd["portiek"] or ""
    replace(Woninggegevens.van(woning), **gezegd).zet_op(woning)


def _complex(naam: str | None, corporatie: Organisatie, complexen: dict[str, Complex]) -> Complex | None:
    if naam is None:
        return None
    return complexen.setdefault(naam.lower(), Complex(corporatie=corporatie, naam=naam))


@transaction.atomic
def woningen_inlezen(*, woningimport: UUID, versie: int | None = None, namens: Namens) -> Verschil:
    """All or nothing. Raises OpstapFout when it was taken over already, or waited too long."""
    rij = Woningimport.objects.select_for_update().select_related("corporatie").filter(sleutel=woningimport).first()
    if rij is None:
        raise OpstapFout("Dit bestand is al overgenomen, of het is te oud. Lees het opnieuw in.")
    eis_eigen_recht(namens, Actie.WONING_BEHEREN, rij.corporatie)
    rij.eis_versie(versie)
    verschil = verschil_van(rij, op_slot=True)
    _opslaan(verschil)
    rij.delete()
    gebeurtenis_vastleggen(
        soort="woningen_ingelezen",
        namens=namens,
        gegevens={
            "nieuw": len(verschil.nieuw),
            "gewijzigd": len(verschil.gewijzigd),
            "gelijk": verschil.gelijk,
            "corporatie": str(rij.corporatie.sleutel),
        },
    )
    return verschil


def _opslaan(verschil: Verschil) -> None:
    """A statement per few hundred rows; each changed row gets its next version, so an older form is told."""
    Complex.objects.bulk_create(verschil.nieuwe_complexen)
    gewijzigd = [woning for woning, _ in verschil.gewijzigd]
    for woning in [*verschil.nieuw, *gewijzigd]:
        woning.versie += 1
        woning.complex = woning.complex  # a complex that was new got its key just now
    Woning.objects.bulk_create(verschil.nieuw, batch_size=_PER_KEER)
    Woning.objects.bulk_create(
        gewijzigd,
        batch_size=_PER_KEER,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["woningtype", "kale_huur", "complex", "versie", *_KENMERKEN],
    )


def imports_opruimen() -> None:
    """What nobody took over goes. Looks before it writes: the tick comes often."""
    oud = Woningimport.objects.filter(tot__lte=clock.echt_nu())
    if oud.exists():
        oud.delete()
