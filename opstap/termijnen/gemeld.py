"""What somebody heard of that others must do: in the own organisation, and the gemeente above all of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from opstap.partners.models import Gebruiker, Organisatie, Organisatiesoort
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Rol
from opstap.protocol.termijnsoorten import BUITEN, TEAMLEIDERS, Trap
from opstap.termijnen.models import Termijn

#: The newest mails: what was told longer ago was told again since.
_MEESTE = 500
_BINNEN = frozenset(Trap) - BUITEN


def gemeld_aan(gebruiker: Gebruiker) -> list[Termijn]:
    """Open duties of the own organisation that a mail told this person of, and that he does not do himself."""
    leidt = any(t.rol in TEAMLEIDERS.values() for t in gebruiker.rollen)
    if not leidt and not contact_van(gebruiker).exists():
        return []
    rijen = Termijn.objects.open().filter(sleutel__in=_verteld(gebruiker, _BINNEN))
    rijen = rijen.select_related("traject", "organisatie").eerste_eerst()
    return [rij for rij in rijen if hoort_ervan(gebruiker, rij) and not rij.is_van(gebruiker.rollen)]


def hoort_ervan(gebruiker: Gebruiker, termijn: Termijn) -> bool:
    """Stands today on a rung above who must do it: leads that role, or is a contact of the organisation."""
    organisatie, leider = termijn.organisatie, TEAMLEIDERS.get(Rol(termijn.rol))
    if organisatie is None:
        return False
    leidt = any(t.organisatie_id == organisatie.pk and t.rol == leider for t in gebruiker.rollen)
    return leidt or gebruiker.pk in (organisatie.eerste_contact_id, organisatie.tweede_contact_id)


def gemeld_van_buiten(gebruiker: Gebruiker) -> list[Termijn]:
    """Open duties in the regeling, of whichever organisation, that a mail told this person of."""
    if not (mag_alles_zien(gebruiker) or is_contact_van_gemeente(gebruiker)):
        return []
    return list(Termijn.objects.open().filter(sleutel__in=_verteld(gebruiker, BUITEN)).eerste_eerst())


def contact_van(gebruiker: Gebruiker) -> Any:
    return Organisatie.objects.filter(Q(eerste_contact=gebruiker) | Q(tweede_contact=gebruiker))


def is_contact_van_gemeente(gebruiker: Gebruiker) -> bool:
    return bool(contact_van(gebruiker).filter(soort=Organisatiesoort.GEMEENTE).exists())


def mag_alles_zien(gebruiker: Gebruiker) -> bool:
    """By a role: everything that stays undone in the regeling, told or not."""
    return any(bereik(Rol(t.rol), Actie.TE_LAAT_ZIEN) is not Bereik.GEEN for t in gebruiker.rollen)


def _verteld(gebruiker: Gebruiker, trappen: Iterable[Trap]) -> set[str]:
    soorten = [f"termijn_{trap}" for trap in trappen]
    post = Bericht.objects.filter(ontvanger=gebruiker, soort__in=soorten).order_by("-pk")
    return set(post.values_list("gegevens__termijn", flat=True)[:_MEESTE])


def meldregels(gebruiker: Gebruiker, vandaag: date) -> list[dict[str, Any]]:
    """Rows for the home page: kenmerk, kind and days; no initials, no date, and no way to the traject."""
    rijen = sorted(gemeld_aan(gebruiker), key=lambda t: (not t.kind.is_te_halen(t.datum, vandaag), t.datum))
    return [_regel(rij, vandaag) for rij in rijen]


def regeling_zin(gebruiker: Gebruiker) -> str:
    """For the home page of who stands above the organisations; empty when nothing that was told is left."""
    aantal = len({termijn.traject_id for termijn in gemeld_van_buiten(gebruiker)})
    if not aantal:
        return ""
    wat = "bij 1 traject" if aantal == 1 else f"bij {aantal} trajecten"
    return f"In uw regeling blijft {wat} iets liggen."


def _regel(termijn: Termijn, vandaag: date) -> dict[str, Any]:
    return {
        "tekst": termijn.kind.tekst,
        "kenmerk": termijn.traject.kenmerk,
        "url": reverse("taak", args=[termijn.sleutel]),
        "dagen": termijn.hoe_lang(vandaag),
        "is_te_laat": termijn.is_te_laat(vandaag),
        "datum_tekst": termijn.kind.aard.label,
        "wacht_zin": termijn.wacht_zin(vandaag),
        "wie_zin": f"voor {Rol(termijn.rol).met_lidwoord}",
    }
