"""The homes of a corporatie."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.db import transaction

from opstap.errors import eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.contractvormen import Contractvorm
from opstap.protocol.woningkenmerken import zorgvastgoed_worden_belemmeringen
from opstap.trajecten.toegang import eis_eigen_recht
from woningen.gegevens import Woninggegevens
from woningen.models import Aanbieding, Huurovereenkomst, Woning


@transaction.atomic
def woning_vastleggen(
    *,
    woning: UUID | None = None,
    corporatie: UUID,
    adres: str,
    woningtype: Woningtype,
    kale_huur: Decimal,
    kenmerken: Woninggegevens | None = None,
    versie: int | None = None,
    namens: Namens,
) -> Woning:
    """A new home, or a correction of one (`woning`). Without `kenmerken` those stay as they are."""
    eigenaar = Organisatie.objects.get(sleutel=corporatie)
    eis_eigen_recht(namens, Actie.WONING_BEHEREN, eigenaar)
    rij = (
        Woning(corporatie=eigenaar)
        if woning is None
        else Woning.objects.select_for_update().get(sleutel=woning, corporatie=eigenaar)
    )
    rij.eis_versie(versie)
    adres = " ".join(adres.split())
    dubbel = Woning.objects.filter(corporatie=eigenaar, adres__iexact=adres).exclude(pk=rij.pk)
    if dubbel.exists():
        eis([Belemmering("Z-9.12", "Deze woning staat al in de lijst; zoek die daar op.", "adres")])
    if (adres, woningtype, kale_huur) != (rij.adres, rij.woningtype, rij.kale_huur):
        eis(wijzigen_belemmeringen(rij))
    rij.adres, rij.woningtype, rij.kale_huur = adres, woningtype, kale_huur
    if kenmerken is not None:
        eis(zorgvastgoed_belemmeringen(rij, kenmerken.zorgvastgoed))
        _kenmerken_zetten(rij, kenmerken)
    rij.save()
    gebeurtenis_vastleggen(soort="woning_vastgelegd", namens=namens, gegevens={"woning": str(rij.sleutel)})
    return rij


def _kenmerken_zetten(rij: Woning, kenmerken: Woninggegevens) -> None:
    """Of a complex of the same corporatie; a portiek is a part of one. Raises DoesNotExist."""
    if kenmerken.portiek and kenmerken.complex is None:
        eis([Belemmering("Z-9.21", "Kies ook in welk complex dit portiek is.", "complex")])
    rij.complex = None if kenmerken.complex is None else rij.corporatie.complexen.get(sleutel=kenmerken.complex)
    kenmerken.zet_op(rij)


def zorgvastgoed_belemmeringen(woning: Woning, wordt: bool | None) -> list[Belemmering]:
    """Somebody who rents the home himself keeps it (P-6)."""
    contracten = Huurovereenkomst.objects.open().filter(woning_id=woning.pk).values_list("contractvorm", flat=True)
    return zorgvastgoed_worden_belemmeringen(
        was=woning.zorgvastgoed, wordt=wordt, contractvormen=[Contractvorm(vorm) for vorm in contracten]
    )


def wijzigen_belemmeringen(woning: Woning) -> list[Belemmering]:
    """The letter and the contract name address, kind and rent: they stay as they are while somebody holds the home."""
    if not Aanbieding.objects.in_opstap().filter(woning_id=woning.pk).exists():
        return []
    melding = (
        "Deze woning is aangeboden of tijdelijk verhuurd; adres, soort en huur staan in de brief of het contract. "
        "Wijzig die als het aanbod of het tijdelijke contract voorbij is."
    )
    return [Belemmering("Z-9.12", melding)]
