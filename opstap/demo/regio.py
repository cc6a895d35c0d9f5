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
from opstap.protocol.toelaten import ToelatingUitkomst
from opstap.regelingen.models import Deelname, Regeling, Standaardtekst
from opstap.regelingen.services import commissielid_benoemen, deelname_beginnen, regeling_uit_preset

DOMEIN = "opstap.test"

_ORGANISATIES = {
    "linde": ("Zorgpunt De Linde", Organisatiesoort.ZORG, "Lindelaan 12, 7299 AB Lindenhoven", "0570 000 011"),
    "anker": ("Opvang Het Anker", Organisatiesoort.ZORG, "Havenkade 3, 7299 CD Lindenhoven", "0570 000 012"),
    "brug": ("Woonstichting De Brug", Organisatiesoort.CORPORATIE, "Brugplein 1, 7299 EF Lindenhoven", "0570 000 021"),
    "beek": ("Wonen aan de Beek", Organisatiesoort.CORPORATIE, "Beekstraat 40, 7299 GH Lindenhoven", "0570 000 022"),
    "gemeente": ("Gemeente Lindenhoven", Organisatiesoort.GEMEENTE, "Raadhuisplein 2, 7299 JK Lindenhoven", "14 0570"),
    "es": ("Zorggroep De Es", Organisatiesoort.ZORG, "Esweg 8, 7399 AB Esdorp", "0570 000 031"),
    "erf": ("Woonstichting Het Erf", Organisatiesoort.CORPORATIE, "Erfplein 5, 7399 CD Esdorp", "0570 000 032"),
    "esdorp": ("Gemeente Esdorp", Organisatiesoort.GEMEENTE, "Brink 1, 7399 EF Esdorp", "14 0571"),
    # nobody has an account there
    "oever": ("GGZ De Oever", Organisatiesoort.ZORG, "Oeverpad 6, 7299 LM Lindenhoven", "0570 000 041"),
    "commissie": ("Opstapcommissie Esdorp", Organisatiesoort.OVERIG, "Brink 1, 7399 EF Esdorp", "14 0571"),
}
_KLACHTROUTE = {
    Organisatiesoort.CORPORATIE: "de geschillencommissie van de woningcorporaties, Brugplein 1, 7299 EF Lindenhoven",
    Organisatiesoort.ZORG: "de klachtenfunctionaris van de zorgorganisatie",
    Organisatiesoort.GEMEENTE: "de klachtencommissie van de gemeente",
    Organisatiesoort.OVERIG: "de klachtencommissie van de gemeente",
}
_TEKSTEN = (
    (
        ToelatingUitkomst.TOEGELATEN,
        "Ja, begeleiding geregeld",
        "Uw begeleiding is geregeld. Wij denken dat het wonen met deze begeleiding goed gaat.",
    ),
    (
        ToelatingUitkomst.AFGEWEZEN,
        "Nee, nu nog te vroeg",
        "Wij denken dat het nu nog te vroeg is. Bespreek met uw begeleider wat u eerst nodig heeft.",
    ),
)
_DEELNAMES = (
    ("linde", Hoedanigheid.BEGELEIDING),
    ("anker", Hoedanigheid.BEGELEIDING),
    ("brug", Hoedanigheid.COORDINATIE),
    ("brug", Hoedanigheid.VERHUURDER),
    ("beek", Hoedanigheid.VERHUURDER),
    ("gemeente", Hoedanigheid.WMO),
    ("gemeente", Hoedanigheid.PROCESREGIE),
)
#: A second regeling beside it: a commissie decides. Wonen aan de Beek lets homes in both.
_DEELNAMES_COMMISSIE = (
    ("es", Hoedanigheid.BEGELEIDING),
    ("erf", Hoedanigheid.VERHUURDER),
    ("beek", Hoedanigheid.VERHUURDER),
    ("esdorp", Hoedanigheid.WMO),
    ("anker", Hoedanigheid.ADVIES),
    ("commissie", Hoedanigheid.COMMISSIE),
)
#: Who sits in the commissie, and for whom (A-11).
_ZETELS = (("commissie", "esdorp"), ("commissie2", "erf"), ("commissie3", "beek"))
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
    "begeleider3": ("Tessa Holt", Rol.BEGELEIDER, "es"),
    "consulent3": ("Wouter Nijland", Rol.CONSULENT, "erf"),
    "wmo3": ("Hilde Bruins", Rol.WMO_CONSULENT, "esdorp"),
    "commissie": ("Karim Ouali", Rol.COMMISSIELID, "commissie"),
    "commissie2": ("Greet Assink", Rol.COMMISSIELID, "commissie"),
    "commissie3": ("Jan Wolters", Rol.COMMISSIELID, "commissie"),
    "teamleider2": ("Wim Brands", Rol.TEAMLEIDER_ZORG, "anker"),
    "teamleider-wonen2": ("Petra Kok", Rol.TEAMLEIDER_CORPORATIE, "beek"),
    "teamleider3": ("Gijs Maas", Rol.TEAMLEIDER_ZORG, "es"),
    "teamleider-wonen3": ("Ria Bosch", Rol.TEAMLEIDER_CORPORATIE, "erf"),
    "beleid3": ("Lot Meijer", Rol.BELEIDSMEDEWERKER, "esdorp"),
    "beheer-linde": ("Marleen Vos", Rol.BEHEERDER, "linde"),
    "beheer-anker": ("Ton Aalbers", Rol.BEHEERDER, "anker"),
    "beheer-brug": ("Ineke Prins", Rol.BEHEERDER, "brug"),
    "beheer-beek": ("Dirk Roos", Rol.BEHEERDER, "beek"),
    "beheer-es": ("Sonja Kamp", Rol.BEHEERDER, "es"),
    "beheer-erf": ("Henk Lubbers", Rol.BEHEERDER, "erf"),
    "beheer-esdorp": ("Truus Wessels", Rol.BEHEERDER, "esdorp"),
    "secretaris": ("Bea Klaassen", Rol.BEHEERDER, "commissie"),
}
#: (account, what its home page or trajecten show) of the stories that a new user would not look for.
ZELDZAAM = (
    ("consulent", "een kandidaat die zij bij een intake om de opstapregeling vroeg"),
    ("begeleider", "de vraag van die corporatie: gaat u iemand begeleiden?"),
    ("begeleider2", "een aanmelding na zo’n vraag, en advies geven over een kandidaat"),
    ("commissie", "een aanmelding met een advies dat er is en een dat nog komt"),
    ("consulent", "een evaluatie die zij nog bevestigt, en een MDO dat zij voorbereidde"),
    ("consulent2", "een besluit over een vast contract, met het verloop van zes evaluaties"),
    ("begeleider2", "begeleiding die minder wordt, en buren die weten wie zij bellen"),
    ("beleid", "knelpunten, de evaluatie van het protocol en een geschil"),
)
#: Who hears of what stays lying (H-42), not who must do it; only in the commissie a member stands beside the secretary.
_CONTACTEN = {
    "linde": ("teamleider", "beheer-linde"),
    "anker": ("teamleider2", "beheer-anker"),
    "brug": ("teamleider-wonen", "beheer-brug"),
    "beek": ("teamleider-wonen2", "beheer-beek"),
    "gemeente": ("beleid", "beheer"),
    "es": ("teamleider3", "beheer-es"),
    "erf": ("teamleider-wonen3", "beheer-erf"),
    "esdorp": ("beleid3", "beheer-esdorp"),
    "commissie": ("secretaris", "commissie3"),
}


@dataclass(frozen=True)
class Demoregio:
    """`regeling` has a coordinator who decides; `met_commissie` a commissie."""

    regeling: Regeling
    met_commissie: Regeling
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
    """Organisations, accounts, roles and both regelingen; everybody takes part from `vanaf`."""
    regeling = regeling_uit_preset(slug="zutphen-2024", vanaf=vanaf)
    met_commissie = regeling_uit_preset(slug="apeldoorn", vanaf=vanaf)
    Standaardtekst.objects.bulk_create(
        Standaardtekst(regeling=r, bij=bij, naam=naam, tekst=tekst)
        for r in (regeling, met_commissie)
        for bij, naam, tekst in _TEKSTEN
    )
    organisaties = {
        code: Organisatie.objects.create(
            naam=naam, soort=soort, adres=adres, telefoon=telefoon, klachtroute=_KLACHTROUTE[soort]
        )
        for code, (naam, soort, adres, telefoon) in _ORGANISATIES.items()
    }
    wachtwoord = make_password(settings.DEMO_WACHTWOORD)
    mensen = {account: _mens(account, organisaties, wachtwoord) for account in _MENSEN}
    _escalatiecontacten(organisaties, mensen)
    for doel, deelnames in ((regeling, _DEELNAMES), (met_commissie, _DEELNAMES_COMMISSIE)):
        for code, hoedanigheid in deelnames:
            deelname_beginnen(regeling=doel, organisatie=organisaties[code], hoedanigheid=hoedanigheid, vanaf=vanaf)
    commissie = Deelname.objects.get(regeling=met_commissie, hoedanigheid=Hoedanigheid.COMMISSIE)
    for account, waar in _ZETELS:
        commissielid_benoemen(deelname=commissie, gebruiker=mensen[account], vertegenwoordigt=organisaties[waar])
    return Demoregio(regeling=regeling, met_commissie=met_commissie, organisaties=organisaties, mensen=mensen)


def _mens(account: str, organisaties: dict[str, Organisatie], wachtwoord: str) -> Gebruiker:
    """`wachtwoord` is hashed already: hashing it for everybody takes seconds."""
    naam, rol, waar = _MENSEN[account]
    mens = Gebruiker.objects.create(email=f"{account}@{DOMEIN}", password=wachtwoord, naam=naam, is_demo=True)
    rol_toekennen(gebruiker=mens, organisatie=organisaties[waar], rol=rol)
    return mens


def _escalatiecontacten(organisaties: dict[str, Organisatie], mensen: dict[str, Gebruiker]) -> None:
    for code, (eerste, tweede) in _CONTACTEN.items():
        organisaties[code].eerste_contact, organisaties[code].tweede_contact = mensen[eerste], mensen[tweede]
        organisaties[code].save()
