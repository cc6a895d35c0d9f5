"""Who takes part in the demo region, and with which account you log in. Every name is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password

from opstap.partners.models import Gebruiker, Organisatie, Organisatiesoort
from opstap.partners.namens import Namens
from opstap.partners.services import rol_toekennen
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.regelingen.models import Deelname, Regeling
from opstap.regelingen.services import regeling_uit_preset

DOMEIN = "opstap.test"

_ORGANISATIES = {
    "linde": ("Zorgpunt De Linde", Organisatiesoort.ZORG, "Lindelaan 12, 7299 AB Lindenhoven", "0570 000 011"),
    "anker": ("Opvang Het Anker", Organisatiesoort.ZORG, "Havenkade 3, 7299 CD Lindenhoven", "0570 000 012"),
    "brug": ("Woonstichting De Brug", Organisatiesoort.CORPORATIE, "Brugplein 1, 7299 EF Lindenhoven", "0570 000 021"),
    "beek": ("Wonen aan de Beek", Organisatiesoort.CORPORATIE, "Beekstraat 40, 7299 GH Lindenhoven", "0570 000 022"),
    "gemeente": ("Gemeente Lindenhoven", Organisatiesoort.GEMEENTE, "Raadhuisplein 2, 7299 JK Lindenhoven", "14 0570"),
}
_KLACHTROUTE = {
    Organisatiesoort.CORPORATIE: "de geschillencommissie van de woningcorporaties, Brugplein 1, 7299 EF Lindenhoven",
    Organisatiesoort.ZORG: "de klachtenfunctionaris van de zorgorganisatie",
    Organisatiesoort.GEMEENTE: "de gemeente Lindenhoven, Raadhuisplein 2, 7299 JK Lindenhoven",
}
_DEELNAMES = (
    ("linde", Hoedanigheid.BEGELEIDING),
    ("anker", Hoedanigheid.BEGELEIDING),
    ("brug", Hoedanigheid.COORDINATIE),
    ("brug", Hoedanigheid.VERHUURDER),
    ("beek", Hoedanigheid.VERHUURDER),
    ("gemeente", Hoedanigheid.WMO),
    ("gemeente", Hoedanigheid.PROCESREGIE),
)
#: account name -> (name, role, organisation)
_MENSEN = {
    "begeleider": ("Noor de Wit", Rol.BEGELEIDER, "linde"),
    "begeleider2": ("Sam Kuipers", Rol.BEGELEIDER, "anker"),
    "teamleider": ("Ilse Verbeek", Rol.TEAMLEIDER_ZORG, "linde"),
    "coordinator": ("Joris Haan", Rol.COORDINATOR, "brug"),
    "consulent": ("Fatma Yildiz", Rol.CONSULENT, "brug"),
    "consulent2": ("Bram Postma", Rol.CONSULENT, "beek"),
    "teamleider-wonen": ("Anja Smit", Rol.TEAMLEIDER_CORPORATIE, "brug"),
    "wmo": ("Pieter Dekker", Rol.WMO_CONSULENT, "gemeente"),
    "procesregisseur": ("Marit Blom", Rol.PROCESREGISSEUR, "gemeente"),
    "beleid": ("Rachid Amrani", Rol.BELEIDSMEDEWERKER, "gemeente"),
    "beheer": ("Els van Dam", Rol.BEHEERDER, "gemeente"),
}


@dataclass(frozen=True)
class Demoregio:
    regeling: Regeling
    organisaties: dict[str, Organisatie]
    mensen: dict[str, Gebruiker]

    def namens(self, account: str) -> Namens:
        """The person behind an account, in the one role it has."""
        _, rol, waar = _MENSEN[account]
        return Namens(gebruiker=self.mensen[account].sleutel, organisatie=self.organisaties[waar].sleutel, rol=rol)


def demoaccounts() -> list[tuple[str, str, str]]:
    """(e-mail, role, organisation) of every account, in the order to try them."""
    return [(f"{naam}@{DOMEIN}", rol.label, _ORGANISATIES[waar][0]) for naam, (_, rol, waar) in _MENSEN.items()]


def regio_maken(*, vanaf: date) -> Demoregio:
    """Organisations, accounts, roles and the regeling; everybody takes part from `vanaf`."""
    regeling = regeling_uit_preset(slug="zutphen-2024", vanaf=vanaf)
    organisaties = {
        code: Organisatie.objects.create(
            naam=naam, soort=soort, adres=adres, telefoon=telefoon, klachtroute=_KLACHTROUTE[soort]
        )
        for code, (naam, soort, adres, telefoon) in _ORGANISATIES.items()
    }
    for code, hoedanigheid in _DEELNAMES:
        Deelname.objects.create(
            regeling=regeling, organisatie=organisaties[code], hoedanigheid=hoedanigheid, vanaf=vanaf
        )
    wachtwoord = make_password(settings.DEMO_WACHTWOORD)
    mensen = {account: _mens(account, organisaties, wachtwoord) for account in _MENSEN}
    _escalatiecontacten(organisaties, mensen)
    return Demoregio(regeling=regeling, organisaties=organisaties, mensen=mensen)


def _mens(account: str, organisaties: dict[str, Organisatie], wachtwoord: str) -> Gebruiker:
    """`wachtwoord` is hashed already: hashing eleven times takes seconds."""
    naam, rol, waar = _MENSEN[account]
    mens = Gebruiker.objects.create(email=f"{account}@{DOMEIN}", password=wachtwoord, naam=naam, is_demo=True)
    rol_toekennen(gebruiker=mens, organisatie=organisaties[waar], rol=rol)
    return mens


def _escalatiecontacten(organisaties: dict[str, Organisatie], mensen: dict[str, Gebruiker]) -> None:
    """Two people of each organisation, as far as the demo has them."""
    for code, organisatie in organisaties.items():
        eigen = [mensen[account] for account, (_, _, waar) in _MENSEN.items() if waar == code]
        organisatie.eerste_contact, organisatie.tweede_contact = eigen[-1], eigen[0]
        organisatie.save()
