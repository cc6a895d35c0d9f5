"""The mails about a home and its contract: looked for, let, ended."""

from __future__ import annotations

from opstap.post.berichttekst import Berichttekst

WOONBERICHTEN: dict[str, Berichttekst] = {
    "toelating_ingetrokken": Berichttekst(
        "Opstap: u hoeft geen woning meer te zoeken",
        (
            "Iemand voor wie u een woning zocht, is niet meer toegelaten. U hoeft niet meer te zoeken.",
            "Bood u al een woning aan? Dat aanbod geldt niet meer. De woning is weer vrij voor iemand anders.",
        ),
        pagina="woningen:woningen",
    ),
    "verhuurder_gevraagd": Berichttekst(
        "Opstap: vraag om een woning", ("Uw corporatie is gevraagd om een woning. Kijk wat er nodig is.",)
    ),
    "aanbod_gedaan": Berichttekst(
        "Opstap: er is een woning aangeboden",
        ("Er is een woning aangeboden. Bespreek die, en kijk wanneer het antwoord er moet zijn.",),
    ),
    "aanbod_ingetrokken": Berichttekst(
        "Opstap: een aanbod is ingetrokken", ("De corporatie trok een aanbod in. Zij zoekt verder naar een woning.",)
    ),
    "aanbod_verlopen": Berichttekst(
        "Opstap: een aanbod is verlopen", ("Op een aanbod kwam geen antwoord. Spreek samen af wat dat betekent.",)
    ),
    "bemiddeling_vervallen": Berichttekst(
        "Opstap: de bemiddeling is gestopt",
        ("Na weigeringen is de bemiddeling gestopt. Zelf op een woning reageren kan nog.",),
    ),
    "route_besloten": Berichttekst(
        "Opstap: hoe iemand verder een woning zoekt",
        ("Er is besloten hoe een kandidaat verder een woning zoekt. Kijk wat dat is.",),
    ),
    "contract_ingegaan": Berichttekst(
        "Opstap: het contract is begonnen", ("Een huurcontract is begonnen. De evaluaties staan gepland.",)
    ),
    "einde_afgesproken": Berichttekst(
        "Opstap: de laatste dag van een huur", ("De laatste huurdag is bekend. Kijk welke dag dat is.",)
    ),
    "einde_verbeterd": Berichttekst(
        "Opstap: de laatste dag van een huur is verbeterd",
        ("Over de laatste dag van een huur stond iets verkeerd. Kijk wat er nu staat.",),
    ),
    "huur_gestopt": Berichttekst(
        "Opstap: een huur is gestopt", ("De woning is terug en de huur is gestopt. U hoeft niets te doen.",)
    ),
    "besluit_omzetting": Berichttekst(
        "Opstap: er is een besluit over het contract", ("Er is een besluit over het vaste contract. Kijk wat dat is.",)
    ),
    "aanzegging_gemist": Berichttekst(
        "Opstap: de aanzegging is gemist",
        ("De aanzegging is niet op tijd ontvangen.", "De huur wordt vanzelf voor onbepaalde tijd."),
    ),
    "contract_vast_door_wet": Berichttekst(
        "Opstap: een contract is vast geworden",
        ("Een tijdelijk contract is vast geworden: het geldt door de wet nu voor onbepaalde tijd.",),
    ),
    "overleden": Berichttekst("Opstap: een ernstig bericht", ("Lees wat er is gebeurd voordat u contact opneemt.",)),
    "overlijden_herroepen": Berichttekst(
        "Opstap: een ernstig bericht klopte niet",
        ("Een bericht dat iemand is overleden, klopte niet. Lees wat u nu weer moet doen.",),
    ),
}
