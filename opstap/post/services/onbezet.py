"""A role is empty while duties wait for it, or who had it still is contactpersoon: whoever can mend it hears so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.vervanging import leidinggevenden
from opstap.post.models import Bericht
from opstap.post.services.wanneer import wanneer
from opstap.protocol.begrippen import Rol
from opstap.protocol.termijnsoorten import TEAMLEIDERS
from opstap.regelingen.models import Regeling
from opstap.regelingen.services import gemeente_van
from opstap.werk import luid_de_bel


def onbezet_vertellen(organisatie: Organisatie, rol: Rol, sinds: date, regeling: Regeling) -> bool:
    """To who gives roles there, and its contacts; else those of the gemeente, who manages everybody."""
    plek = f"{organisatie.pk}:{rol.value}:{sinds.isoformat()}"
    gemeente = gemeente_van(regeling)
    wie = _regelaars(organisatie) or (_regelaars(gemeente) if gemeente else [])
    return _vertellen("rol_onbezet", plek, wie, {"tekst": rol.label})


def contactpersoon_weg_vertellen(mens: Gebruiker, organisatie: Organisatie, sinds: date, regeling: Regeling) -> bool:
    """To who can hand over the work there; else to the beheerder of the gemeente, who can it everywhere."""
    plek = f"{organisatie.pk}:{mens.pk}:{sinds.isoformat()}"
    gemeente = gemeente_van(regeling)
    wie = _kan_overdragen(mens, organisatie, organisatie) or (
        _kan_overdragen(mens, organisatie, gemeente) if gemeente else []
    )
    return _vertellen("contactpersoon_weg", plek, wie or _regelaars(organisatie))


def _vertellen(soort: str, plek: str, wie: Iterable[Gebruiker], gegevens: dict[str, str] | None = None) -> bool:
    """One line in the dagpost of each, once for this `plek`; False when everybody heard it, or nobody is there."""
    nu = clock.dienst_nu()
    al = set(Bericht.objects.filter(soort=soort, plek=plek).values_list("ontvanger", flat=True))
    berichten = [
        Bericht(soort=soort, plek=plek, ontvanger=mens, gegevens=gegevens or {}, **wanneer(mens, nu, meteen=False))
        for mens in wie
        if mens.pk not in al
    ]
    Bericht.objects.bulk_create(berichten, ignore_conflicts=True)
    if berichten:
        luid_de_bel()
    return bool(berichten)


def _kan_overdragen(mens: Gebruiker, organisatie: Organisatie, bij: Organisatie) -> list[Gebruiker]:
    vandaag, leiders = clock.vandaag(), [Rol.BEHEERDER, *TEAMLEIDERS.values()]
    wie = Gebruiker.objects.met_een_rol(leiders, bij.pk, vanaf=vandaag, tot=vandaag + timedelta(days=1))
    return [leider for leider in wie if leider != mens and leidinggevenden(leider, mens, organisatie)]


def _regelaars(organisatie: Organisatie) -> list[Gebruiker]:
    contacten = (organisatie.eerste_contact, organisatie.tweede_contact)
    beheerders = Gebruiker.objects.met_rol(Rol.BEHEERDER, organisatie.pk)
    return list(dict.fromkeys(mens for mens in (*beheerders, *contacten) if mens is not None and mens.is_active))
