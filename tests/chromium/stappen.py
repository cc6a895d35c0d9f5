"""What each role does along the road, in the words of the screens."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from playwright.sync_api import expect

from aanmelding.forms.leefgebied import vraag
from opstap.protocol.begrippen import Leefgebied
from opstap.protocol.datums import datum_voluit
from opstap.protocol.evaluatiebegrippen import EvaluatieItem
from tests.chromium.mens import Mens

DOORGAAN = "Doorgaan: er verandert niets tot de volgende evaluatie"


@dataclass(frozen=True)
class Kandidaat:
    naam: str
    geboren: date
    uitstroom: date
    verblijf: str = "Beschermd wonen"
    #: how many months in the gemeente; None: the exemption without a reason
    binding: int | None = 60
    route: str = "Directe bemiddeling"
    #: leefgebied -> (stand, who gives that help); of every other one: not needed
    hulp: Mapping[Leefgebied, tuple[str, str]] = field(default_factory=lambda: HULP)


#: The gemeente gives one kind of help; money is in order.
HULP = {
    Leefgebied.FINANCIEN: ("Geregeld", "Geen organisatie: de kandidaat zelf of iemand in de buurt"),
    Leefgebied.DAGBESTEDING: ("Aangevraagd", "Gemeente Lindenhoven"),
}


# --- begeleider


def aanmelding_invullen(begeleider: Mens, kandidaat: Kandidaat, vandaag: date) -> None:
    """From the home page to the page where it is sent."""
    begeleider.naar_vandaag()
    begeleider.volg("Nieuwe aanmelding")
    begeleider.vul("Naam van de kandidaat", kandidaat.naam)
    begeleider.vul("Geboortedatum", kandidaat.geboren)
    begeleider.kies("Waar verblijft de kandidaat nu?", kandidaat.verblijf)
    begeleider.druk("Begin de aanmelding")
    begeleider.ziet("De aanmelding is nog niet verstuurd.")
    _vertrek(begeleider, kandidaat)
    _leefgebieden(begeleider, kandidaat)
    for wie in (
        "De kandidaat: eens met dit formulier en de begeleiding, en bereid een opstapwoning te nemen",
        "De zorgorganisatie: hoort bij de doelgroep, geen andere passende woning, klaar voor vertrek, kan wonen met "
        "begeleiding, en er is samen met de kandidaat een plan gemaakt over alle leefgebieden",
    ):
        begeleider.kies("Wie geeft antwoord?", wie)
        begeleider.kies("Wat is het antwoord?", "Ja")
        begeleider.vul("Op welke datum?", vandaag)
        begeleider.kies("Hoe?", "In een gesprek")
        begeleider.druk("Leg het akkoord vast")
        begeleider.ziet_melding("Het akkoord is vastgelegd.")


def _vertrek(begeleider: Mens, kandidaat: Kandidaat) -> None:
    begeleider.volg("Vertrek en binding")
    begeleider.vul("Wanneer vertrekt de kandidaat?", kandidaat.uitstroom)
    if kandidaat.binding is None:
        begeleider.kruis("De eis van binding geldt niet voor deze kandidaat")
    else:
        begeleider.vul("Hoeveel maanden woonde de kandidaat in de gemeente, voor het verblijf?", str(kandidaat.binding))
        begeleider.kies("Was dat direct voor het verblijf?", "Ja" if kandidaat.binding else "Nee")
        begeleider.kies("Hoe weet u dat?", "Uittreksel van de gemeente gezien")
    begeleider.vul("Inschrijfnummer bij Woonkeus", "00000000")
    begeleider.kies("Hoe wil de kandidaat een woning vinden?", kandidaat.route)
    begeleider.druk("Opslaan en volgende")
    begeleider.ziet_melding("Vertrek en binding zijn opgeslagen.")


def _leefgebieden(begeleider: Mens, kandidaat: Kandidaat) -> None:
    """One page each."""
    begeleider.ziet("Klaar: 0 van de 11 leefgebieden.")
    begeleider.volg(f"Verder met {Leefgebied.FINANCIEN.label}")
    for gebied in Leefgebied:
        begeleider.ziet_kop(gebied.label)
        stand, wie = kandidaat.hulp.get(gebied, ("Niet van toepassing", ""))
        begeleider.kies(vraag(gebied), stand)
        if wie:
            begeleider.selecteer("Wie geeft deze hulp?", wie)
        begeleider.druk("Opslaan en volgende")
        begeleider.ziet_melding("Uw antwoord is opgeslagen.")


def evaluatie_houden(begeleider: Mens, gehouden_op: date, *, zoals_voorgesteld: bool = False) -> None:
    """The first evaluatie on the home page; everything goes well."""
    begeleider.naar_vandaag()
    begeleider.volg("Evaluatie houden")
    begeleider.volg("Vul de evaluatie in")
    if not zoals_voorgesteld:
        begeleider.vul("Wanneer was het gesprek?", gehouden_op)
    begeleider.kies("Was de huurder erbij?", "Ja")
    begeleider.kies("Wie waren er nog meer bij?", "De begeleider", "De consulent")
    for item in EvaluatieItem:
        begeleider.kies(item.label, "Gaat goed")
    begeleider.kies("Hoe gaat het in het geheel?", "Op schema")
    begeleider.kies("Wat is uw advies?", DOORGAAN)
    begeleider.druk("Leg de evaluatie vast")
    begeleider.ziet_melding("De evaluatie is vastgelegd.")
    begeleider.ziet("Gehouden op", datum_voluit(gehouden_op), "op schema")


def evaluatie_vaststellen(consulent: Mens, *, was_erbij: bool) -> None:
    """How the rent stands, and that it is right when the corporatie had to be there: two short forms."""
    consulent.naar_vandaag()
    consulent.volg("Opgeven hoe het met de huur staat")
    consulent.kies("Hoe staat het met de huur?", "Geen achterstand")
    consulent.druk("Geef dit op")
    consulent.ziet_melding("U heeft opgegeven hoe het met de huur staat.")
    consulent.binnen(3)
    if was_erbij:
        consulent.volg("Zeg of de evaluatie klopt")
        consulent.ziet("gaat goed; volgens de corporatie: geen achterstand", "de begeleider")
        consulent.kies("Klopt wat er staat?", "Ja")
        consulent.druk("Leg vast")
        consulent.ziet_melding("Vastgelegd wat u ervan vindt.")
    consulent.ziet("Vastgesteld op")


def mdo_voorbereiden(begeleider: Mens, vandaag: date, mdo_op: date) -> None:
    """From the signaal on the home page to a day that everybody knows."""
    begeleider.naar_vandaag()
    begeleider.volg("Signaal oppakken")
    begeleider.ziet_kop("Signaal")
    begeleider.ziet("De huur is niet op tijd of niet helemaal betaald".lower(), "gemeld, nog niet opgepakt")
    begeleider.volg("Breng het naar een MDO")
    begeleider.druk("Breng het signaal naar een MDO")
    begeleider.ziet_melding("Er komt een MDO. Vertel het nu eerst aan de huurder.")
    begeleider.volg("Leg vast dat de huurder het weet")
    begeleider.kies("Hoe is het verteld?", "In een gesprek")
    begeleider.druk("Leg dit vast")
    begeleider.ziet_melding("Vastgelegd. Het MDO kan nu een dag krijgen.")
    begeleider.ziet("De huurder weet het sinds", datum_voluit(vandaag))
    begeleider.volg("Kies een dag voor het MDO")
    begeleider.vul("Op welke dag is het MDO?", mdo_op)
    begeleider.vul("Hoe laat begint het?", "14.30")
    begeleider.kies("Hoe lang duurt het?", "Een uur")
    begeleider.kies("Waar is het?", "Bij de zorgorganisatie")
    begeleider.druk("Kies deze dag")
    begeleider.ziet_melding("Het MDO staat gepland. Iedereen krijgt bericht.")


def mdo_houden(begeleider: Mens, uiterlijk: date) -> None:
    begeleider.naar_vandaag()
    begeleider.volg("MDO houden")
    begeleider.volg("Leg het MDO vast")
    begeleider.kies("Wie waren erbij?", "De huurder", "De begeleider", "De consulent")
    begeleider.kies("Werkt de huurder mee?", "Ja")
    begeleider.kies("Wat is de uitkomst?", "De huurder blijft wonen, met afspraken")
    begeleider.selecteer("Afspraak 1: wie doet dit?", "de huurder")
    begeleider.vul("Afspraak 1: wat is er afgesproken?", "De huur voor de eerste van de maand")
    begeleider.vul("Afspraak 1: voor wanneer?", uiterlijk)
    begeleider.druk("Leg het MDO vast")
    begeleider.ziet_melding("Het MDO is vastgelegd.")
    begeleider.ziet("de huurder blijft wonen, met afspraken", "De huur voor de eerste van de maand")


def afspraak_klaar(begeleider: Mens) -> None:
    """The promise was kept, and with that the MDO is finished."""
    begeleider.naar_vandaag()
    begeleider.volg("Afspraak nakomen")
    begeleider.kies("Hoe staat het met deze afspraak?", "Nagekomen")
    begeleider.druk("Leg vast")
    begeleider.ziet_melding("De afspraak is bijgewerkt.")
    begeleider.volg("Rond het MDO af")
    begeleider.druk("Rond het MDO af")
    begeleider.ziet_melding("Het MDO is afgerond.")


# --- beheer en gemeente


def klok_verder(beheerder: Mens, sprong: str) -> None:
    """The practice clock."""
    beheerder.volg("Zet de klok verder")
    beheerder.kies("Hoeveel verder?", sprong)
    beheerder.druk("Zet de klok vooruit")


def collega_toevoegen(beheerder: Mens, naam: str, email: str, wachtwoord: str) -> None:
    """A begeleider at the other zorgorganisatie."""
    beheerder.tikken += 1
    beheerder.pagina.get_by_role("link", name="Toevoegen aan gebruikers").click()
    for label, waarde in (
        ("E-mailadres:", email),
        ("Naam:", naam),
        ("Wachtwoord:", wachtwoord),
        ("Bevestiging wachtwoord:", wachtwoord),
    ):
        beheerder.vul(label, waarde)
    beheerder.selecteer("Organisatie:", "Opvang Het Anker")
    beheerder.selecteer("Rol:", "begeleider")
    beheerder.druk("Opslaan")
    expect(beheerder.pagina.locator(".messagelist")).to_contain_text(naam)


def akkoord_geven(wmo: Mens, kandidaat: Kandidaat) -> None:
    wmo.naar_vandaag()
    wmo.volg("Eigen ondersteuning accorderen")
    assert wmo.feit("Kandidaat") == kandidaat.naam
    assert wmo.feit("Leefgebied") == "Werk en dagbesteding"
    wmo.ziet_niet("Geld en schulden", "beschermd wonen")
    wmo.kies("Geeft uw organisatie akkoord?", "Ja, mijn organisatie geeft deze ondersteuning")
    wmo.druk("Verstuur uw antwoord")
    wmo.ziet_melding("Uw antwoord is verstuurd.")


# --- coordinator


def toelaten(coordinator: Mens, gesprek_op: date) -> None:
    """The conversation, then the besluit; what the zorgorganisatie stated is filled in already."""
    coordinator.naar_vandaag()
    coordinator.volg("Besluiten over de aanmelding")
    coordinator.vul("Wanneer was het gesprek met de kandidaat?", gesprek_op)
    coordinator.kies("Wie waren er nog meer bij?", "De begeleider")
    coordinator.kies("Was er een ontruiming, of zegde de kandidaat zelf op vanwege huurschuld?", "Nee")
    coordinator.kies("Is er huurschuld?", "Nee")
    coordinator.kies("Kan de kandidaat de huur betalen?", "Ja")
    coordinator.druk("Reken na")
    coordinator.ziet("8 van de 8 criteria: voldoet.")
    coordinator.kies("Is het aannemelijk dat het wonen lukt met deze begeleiding?", "Ja")
    coordinator.kies("Wat besluit u?", "Toegelaten")
    coordinator.vul("Waarom besluit u dit?", "De begeleiding is geregeld en de kandidaat is er klaar voor.")
    coordinator.druk("Neem het besluit en verstuur de brieven")
    coordinator.ziet_melding("Het besluit is genomen. De brieven staan bij het traject.")


def corporatie_vragen(coordinator: Mens, corporatie: str) -> None:
    """Whose turn it is, is chosen already."""
    coordinator.naar_vandaag()
    coordinator.volg("Een corporatie om een woning vragen")
    assert coordinator.feit("Aan de beurt") == corporatie
    coordinator.druk("Vraag deze corporatie")
    coordinator.ziet_melding("De corporatie is gevraagd en krijgt bericht.")


# --- consulent


def woning_aanbieden(consulent: Mens, uiterlijk: date) -> None:
    consulent.naar_vandaag()
    consulent.volg("Een woning aanbieden")
    consulent.velden += 1
    consulent.veld("Woning").select_option(index=1)
    assert consulent.veld("Antwoord uiterlijk op").input_value() == f"{uiterlijk:%d-%m-%Y}"
    consulent.druk("Bied de woning aan")
    consulent.ziet_melding("De woning is aangeboden. De brief staat klaar.")


def ja_vastleggen(consulent: Mens) -> None:
    consulent.naar_vandaag()
    consulent.volg("Het antwoord op het aanbod vastleggen")
    consulent.kies("Wat is het antwoord?", "Ja, de kandidaat neemt de woning")
    consulent.druk("Leg het antwoord vast")
    consulent.ziet_melding("Het antwoord is vastgelegd.")


def contract_opmaken(consulent: Mens, ingang: date, vandaag: date) -> None:
    consulent.naar_vandaag()
    consulent.volg("Contract opmaken")
    consulent.volg("Maak het contract op")
    consulent.vul("Eerste dag van de huur", ingang)
    consulent.kies(
        "Waarom mag dit contract tijdelijk zijn?",
        "Sociale noodsituatie: de huurder heeft dringend een woning nodig",
    )
    consulent.vul("Op welke dag zei de kandidaat ja tegen het delen van informatie bij evaluaties?", vandaag)
    consulent.kies("Hoe zei de kandidaat dat?", "Op papier, met handtekening")
    consulent.druk("Maak het contract op")
    consulent.ziet_melding("Het contract staat klaar om te tekenen.")


def handtekeningen(consulent: Mens, *namen: str, op: date) -> None:
    """On the contract page, one after the other."""
    for naam in namen:
        consulent.pagina.get_by_role("link", name=naam).click()
        consulent.vul("Op welke dag is er getekend?", op)
        consulent.druk("Leg de handtekening vast")
        consulent.ziet_melding("De handtekening is vastgelegd.")


def sleutel_geven(consulent: Mens, op: date) -> None:
    consulent.naar_vandaag()
    consulent.volg("Sleutel geven")
    consulent.volg("Leg vast dat de sleutel is gegeven")
    consulent.vul("Op welke dag kreeg de bewoner de sleutel?", op)
    consulent.druk("Leg vast dat de sleutel is gegeven")
    consulent.ziet_melding("Het contract loopt. De evaluaties staan gepland.")


def signaal_melden(consulent: Mens, naam: str) -> None:
    consulent.naar_traject(naam)
    consulent.volg("Signaal melden")
    consulent.kies("Wat heeft u gezien of gehoord?", "De huur is niet op tijd of niet helemaal betaald")
    consulent.kies("Heeft het spoed?", "Nee")
    consulent.vul("Toelichting", "De huur van deze maand kwam een week te laat.")
    consulent.druk("Meld het signaal")
    consulent.ziet_melding("Het signaal is gemeld. De begeleider en de consulent krijgen bericht.")


def overleggen(consulent: Mens, op: date) -> None:
    """From the decision file, with both."""
    for wie in ("Overleg met de huurder", "Overleg met de zorg"):
        consulent.naar_vandaag()
        consulent.volg("Besluiten over het vaste contract (liefst nu)")
        consulent.volg(wie)
        met = (
            "Overleg met de huurder over het besluit"
            if "huurder" in wie
            else ("Overleg met de zorgorganisatie over het besluit")
        )
        consulent.kies("Met wie was het overleg?", met)
        consulent.vul("Op welke dag was het overleg?", op)
        consulent.kies("Hoe was het overleg?", "In een gesprek")
        consulent.druk("Leg het overleg vast")
        consulent.ziet_melding("Het overleg is vastgelegd.")


def omzetten(consulent: Mens) -> None:
    consulent.naar_vandaag()
    consulent.volg("Besluiten over het vaste contract (liefst nu)")
    consulent.ziet("Advies: vast contract")
    consulent.kies("Wat is uw besluit?", "Vast contract")
    consulent.druk("Neem het besluit en maak de brieven")
    consulent.ziet_melding("Het besluit is genomen. De brieven staan bij het traject.")


def inschrijven(consulent: Mens, vandaag: date) -> None:
    """The kandidaat in the register of woningzoekenden, and the home that was given out."""
    consulent.naar_vandaag()
    consulent.volg("De kandidaat inschrijven als woningzoekende")
    consulent.vul("Inschrijfnummer bij Woonkeus", "WK-00000000")
    consulent.vul("Op welke dag schreef u de kandidaat in?", vandaag)
    consulent.druk("Leg de inschrijving vast")
    consulent.naar_vandaag()
    consulent.volg("De toewijzing verwerken bij de inschrijving")
    consulent.kies("Had de kandidaat zelf al een inschrijving?", "Nee, er was geen eigen inschrijving")
    consulent.vul("Op welke dag verwerkte u de toewijzing?", vandaag)
    consulent.druk("Leg vast dat dit is gedaan")


def startgesprek_vastleggen(consulent: Mens, vandaag: date) -> None:
    """From the page of the traject: the duty for it comes with the contract."""
    consulent.volg("Leg het startgesprek vast")
    for vinkje in consulent.pagina.locator("form.formulier input[type=checkbox]").all():
        vinkje.check()
    consulent.vul("Op welke dag was het gesprek?", vandaag)
    consulent.druk("Leg vast wat is besproken")
    consulent.ziet_melding("Vastgelegd wat er is besproken.")


def begeleiding_bevestigen(begeleider: Mens, naam: str, vandaag: date, start: date) -> None:
    begeleider.naar_traject(naam)
    begeleider.volg("Bevestig het plan en de begeleiding")
    begeleider.kies("Is er samen met de kandidaat een plan gemaakt over alle leefgebieden?", "Ja")
    begeleider.vul("Op welke dag was dat klaar?", vandaag)
    begeleider.vul("Op welke dag begint de begeleiding in de woning?", start)
    begeleider.druk("Leg dit vast")
    begeleider.ziet_melding("Vastgelegd. De corporatie kan dit lezen.")


def meterkastkaart_maken(consulent: Mens, naam: str) -> bytes:
    """The card for the huurder, made and read."""
    consulent.naar_traject(naam)
    consulent.volg("Maak een meterkastkaart voor de huurder")
    consulent.druk("Maak de kaart")
    consulent.ziet_melding("De kaart staat klaar bij de brieven van dit traject. Print hem en geef hem aan de huurder.")
    consulent.naar_traject(naam)
    return consulent.brief("Wie bel ik?", "kandidaat")


def lees_brief(pdf: bytes, *teksten: str) -> None:
    """A real PDF; with pdftotext also what it says."""
    assert pdf.startswith(b"%PDF")
    if shutil.which("pdftotext") is None:
        return
    uit = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, stdout=subprocess.PIPE, check=True)
    tekst = " ".join(uit.stdout.decode().split())
    assert "beschikking" not in tekst.lower()
    for verwacht in teksten:
        assert verwacht in tekst
