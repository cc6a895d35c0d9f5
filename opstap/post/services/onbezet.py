"""A role is empty while duties wait for it: whoever can fill it hears so."""

from __future__ import annotations

from datetime import date

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.models import Bericht
from opstap.post.services.wanneer import wanneer
from opstap.protocol.begrippen import Rol
from opstap.regelingen.models import Regeling
from opstap.regelingen.services import gemeente_van
from opstap.werk import luid_de_bel

SOORT = "rol_onbezet"


def onbezet_vertellen(organisatie: Organisatie, rol: Rol, sinds: date, regeling: Regeling) -> bool:
    """One line in the dagpost of each, once for this emptiness; False when everybody heard it, or nobody is there."""
    plek, nu = f"{organisatie.sleutel}:{rol.value}:{sinds.isoformat()}", clock.dienst_nu()
    berichten = [
        Bericht(
            soort=SOORT, plek=plek, ontvanger=mens, gegevens={"tekst": rol.label}, **wanneer(mens, nu, meteen=False)
        )
        for mens in _wie(organisatie, regeling)
        if not Bericht.objects.filter(soort=SOORT, plek=plek, ontvanger=mens).exists()
    ]
    Bericht.objects.bulk_create(berichten, ignore_conflicts=True)
    if berichten:
        luid_de_bel()
    return bool(berichten)


def _wie(organisatie: Organisatie, regeling: Regeling) -> list[Gebruiker]:
    """Who gives roles there, and its contacts; else those of the gemeente, who manages everybody."""
    gemeente = gemeente_van(regeling)
    return _regelaars(organisatie) or (_regelaars(gemeente) if gemeente else [])


def _regelaars(organisatie: Organisatie) -> list[Gebruiker]:
    contacten = (organisatie.eerste_contact, organisatie.tweede_contact)
    beheerders = Gebruiker.objects.met_rol(Rol.BEHEERDER, organisatie.pk)
    return list(dict.fromkeys(mens for mens in (*beheerders, *contacten) if mens is not None and mens.is_active))
