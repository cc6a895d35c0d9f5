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
    "verhuurder_gevraagd": Berichttekst("Opstap: vraag om een woning", ("Uw corporatie is gevraagd om een woning.",)),
    "aanbod_gedaan": Berichttekst("Opstap: er is een woning aangeboden", ("Er is een woning aangeboden.",)),
    "aanbod_ingetrokken": Berichttekst(
        "Opstap: een aanbod is ingetrokken", ("De corporatie trok een aanbod in. Zij zoekt verder naar een woning.",)
    ),
    "aanbod_verlopen": Berichttekst("Opstap: een aanbod is verlopen", ("Op een aanbod kwam geen antwoord.",)),
    "bemiddeling_vervallen": Berichttekst(
        "Opstap: de bemiddeling is gestopt", ("Na twee weigeringen is de bemiddeling gestopt.",)
    ),
    "route_besloten": Berichttekst(
        "Opstap: hoe iemand verder een woning zoekt",
        ("Er is besloten hoe een kandidaat verder een woning zoekt. Kijk wat dat is.",),
    ),
    "contract_ingegaan": Berichttekst(
        "Opstap: het contract is begonnen", ("Een huurcontract is begonnen. De evaluaties staan gepland.",)
    ),
    "einde_afgesproken": Berichttekst("Opstap: de laatste dag van een huur", ("De laatste huurdag is bekend.",)),
    "einde_verbeterd": Berichttekst(
        "Opstap: de laatste dag van een huur is verbeterd",
        ("Over de laatste dag van een huur stond iets verkeerd. Kijk wat er nu staat.",),
    ),
    "huur_gestopt": Berichttekst("Opstap: een huur is gestopt", ("De woning is terug en de huur is gestopt.",)),
    "besluit_omzetting": Berichttekst(
        "Opstap: er is een besluit over het contract", ("Er is een besluit over het vaste contract.",)
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
