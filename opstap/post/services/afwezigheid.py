"""Who is away and who replaces hear it, when somebody else says so."""

from __future__ import annotations

from opstap import clock
from opstap.partners.models import Afwezigheid, Gebruiker
from opstap.post.models import Bericht
from opstap.post.services.wanneer import dagpostmoment, wanneer
from opstap.werk import luid_de_bel

_GEPLAND = ("afwezigheid_gepland", "vervanging_gepland")


def afwezigheid_vertellen(rij: Afwezigheid, wat: str, door: Gebruiker) -> list[Gebruiker]:
    """One line in the dagpost for each, without a name; for who is away herself, and never for a substitute of hers.

    Who replaces from today hears it at once: tomorrow is too late. That it stopped is news only for who heard of it;
    the others hear neither. Gives who will hear it.
    """
    nu, aan = clock.dienst_nu(), {rij.gebruiker: f"afwezigheid_{wat}", rij.vervanger: f"vervanging_{wat}"}
    begin = clock.lokaal_moment(max(rij.vanaf, nu.date()))

    def meteen(mens: Gebruiker) -> bool:
        begint = mens == rij.vervanger and wat != "beeindigd"
        return begint and dagpostmoment(mens, begin) < dagpostmoment(mens, nu)

    weet_nog_niets = _nog_niet_verteld(rij) if wat == "beeindigd" else set()
    horen = [mens for mens in aan if mens.pk != door.pk and mens.pk not in weet_nog_niets]
    berichten = [
        Bericht(soort=aan[mens], plek=str(rij.sleutel), ontvanger=mens, **wanneer(mens, nu, meteen=meteen(mens)))
        for mens in horen
    ]
    Bericht.objects.bulk_create(berichten, ignore_conflicts=True)
    luid_de_bel()
    return horen


def _nog_niet_verteld(rij: Afwezigheid) -> set[int]:
    """For whom it waited for a dagpost that was not made yet: taken back."""
    wacht = Bericht.objects.filter(
        soort__in=_GEPLAND, plek=str(rij.sleutel), klaar_op=None, bundel=None, lease_tot=None
    )
    rijen = dict(wacht.select_for_update().values_list("pk", "ontvanger"))
    Bericht.objects.filter(pk__in=rijen).delete()
    return set(rijen.values())
