"""What law 6 keeps from the corporatie reaches nobody but the zorgorganisatie, in any phase and in any form (S4).

Every aanmelding of the world has a sensitive row with an organisation of its own (`KANARIE`), and comes from detentie.
The begeleider must see each canary: that is what makes the silence of the others mean something.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import pytest

from aanmelding.models import ChecklistRij, Woonkeusinschrijving
from opstap.post.berichten import DAGPOST
from opstap.post.models import Bericht, BriefInhoud
from opstap.post.services import mail_opmaken
from opstap.protocol.begeleiden import Bereikbaarheid
from opstap.protocol.begrippen import GEVOELIGE_LEEFGEBIEDEN, Hoedanigheid, Instroomroute, Rol
from opstap.protocol.ondersteuning import Kader, Ondersteuningssoort
from opstap.trajecten.models import Persoon, Traject
from tests.postlezer import teksten
from tests.toegang.lezen import bladzijden
from tests.toegang.organisaties import HERKOMST, KANARIE, UITVOERDER
from tests.toegang.tabel import BUITEN_TRAJECTEN, tabel
from tests.toegang.wereld import GEWEIGERD, MET_LINK, VANDAAG, Wereld

pytestmark = [pytest.mark.django_db, pytest.mark.traag]

#: One traject in each phase, and what goes wrong on the way.
FASEN = (
    "concept", "verstuurd", "met_link", "geweigerd", "compleet", "andere_herkomst", "toegelaten", "aangeboden",
    "toegewezen", "tekenen", "getekend", "alles", "mdo_gepland", "besluit", "aanzeggen", "dicht",
)  # fmt: skip
INSCHRIJFNUMMER, TELEFOON = "WK-KANARIE-7391", "06 55 54 44 33"
GEHEIM_ADRES, GEHEIM = "Roerdomplaan 77", "geheim: brieven gaan naar uw organisatie"
_ZORG = {Rol.BEGELEIDER, Rol.TEAMLEIDER_ZORG}
#: canary -> the roles that read it: the visibility matrix of law 6, by hand
KANARIES: dict[str, set[Rol]] = {
    **{gebied.label: _ZORG for gebied in GEVOELIGE_LEEFGEBIEDEN},
    **{g.value: set() for g in GEVOELIGE_LEEFGEBIEDEN if "_" in g.value},
    # beheer reads the names of organisations and people: of no kandidaat
    KANARIE: _ZORG | {Rol.BEHEERDER},
    UITVOERDER: _ZORG | {Rol.BEHEERDER},
    MET_LINK: _ZORG,
    Instroomroute.DETENTIE.label: _ZORG | {Rol.PROCESREGISSEUR},  # nominates who comes from there (Z-4.8)
    GEWEIGERD.label: _ZORG,
    Ondersteuningssoort.STRESS.label: _ZORG,
    Kader.ZVW.label: _ZORG,
    "23 november 2029": _ZORG,
    "24 november 2029": _ZORG,
    Bereikbaarheid.ALTIJD.label: _ZORG,
    "Zeearend": _ZORG,
    "06 77 78 88 99": _ZORG,
    "zeearend@toets.invalid": _ZORG,
    HERKOMST: _ZORG | {Rol.BEHEERDER},
    INSCHRIJFNUMMER: _ZORG,
    TELEFOON: _ZORG,
    GEHEIM_ADRES: _ZORG,
    GEHEIM: _ZORG,
    "Het adres is geheim": _ZORG,
}


@pytest.fixture
def gevuld(wereld: Wereld) -> Wereld:
    """Canaries in every place that the services of the world leave empty; letters are made again when opened."""
    Persoon.objects.update(telefoon=TELEFOON, adres=f"{GEHEIM_ADRES}, 7299 QX Vogelwijk", adres_geheim=True)
    Woonkeusinschrijving.objects.update(nummer=INSCHRIJFNUMMER)
    BriefInhoud.objects.filter(brief__traject=wereld.traject("aanzeggen")).update(pdf=None)
    return wereld


def _kern(inhoud: str) -> str:
    """The list of agreements, without the head that names the traject."""
    return inhoud.partition("<dl")[2].rpartition("</dl>")[0]


#: Pages about a regeling: they name every leefgebied and route there is, and have no key of a traject in their address.
#: The page that shows what would move per traject is not one of them.
VAN_DE_REGELING = re.compile(
    r"^/beheer/regelingen/regelingversie/\d+/change/$|^/regelingen/(termijnen/(\?versie=[0-9a-f-]{36})?|[0-9a-f-]{36}/(wijzigen/)?(\?.*)?)$"
)


def _gezien(teksten: Iterable[str]) -> set[str]:
    alles = "\n".join(teksten)
    return {kanarie for kanarie in KANARIES if kanarie in alles}


def test_the_world_holds_every_canary(gevuld: Wereld) -> None:
    for stand in FASEN:
        traject = gevuld.traject(stand)
        rijen = ChecklistRij.objects.filter(aanmelding__traject=traject)
        assert traject.instroomroute == Instroomroute.DETENTIE
        if stand != "concept":
            gevoelig = rijen.filter(uitvoerder__naam=KANARIE, leefgebied__in=GEVOELIGE_LEEFGEBIEDEN)
            assert gevoelig.filter(kader=Kader.ZVW, contact__naam__endswith="Zeearend").exists(), stand
    elders = gevuld.traject("andere_herkomst").betrokkenheden.filter(organisatie__naam=HERKOMST)
    assert [rij.hoedanigheid for rij in elders] == [Hoedanigheid.HERKOMST]


@pytest.mark.clausule("Z-20.8", "I-9", "Z-20.3")
@pytest.mark.parametrize("rol", [r for r in Rol if r is not Rol.TEAMLEIDER_ZORG])
def test_each_role_reads_exactly_the_canaries_that_are_its_own(rol: Rol, gevuld: Wereld) -> None:
    """By all links from the home page and the traject of each phase, with every form and letter.

    Seen to fail with a sensitive row among `gewone_rijen`, with `lezers` of `accordering_gegeven` gone, with
    `aanmelding_compleet` logged by who gave the last akkoord, and with kader, start, contact and herkomst among
    `corporatieregels`.
    """
    over = {str(gevuld.wegen[stand].traject) for stand in FASEN}
    begin = ["/", "/trajecten/", "/overzicht/", "/beheer/", *(f"/trajecten/{sleutel}/" for sleutel in sorted(over))]
    formulieren = [
        r.url(gevuld.rijen["alles"]) for r in tabel().values() if r.soort == "traject" and r.stand == "alles"
    ]
    gelezen = bladzijden(gevuld.wie(rol), [*begin, *formulieren], over)
    assert len(gelezen) > (2 if rol in BUITEN_TRAJECTEN else len(FASEN))
    # the agreements of the regeling name every leefgebied and route there is: the same page for every traject
    afspraken = {adres: inhoud for adres, inhoud in gelezen.items() if adres.endswith("/regeling/")}
    assert len({_kern(inhoud) for inhoud in afspraken.values()}) <= 1
    waar: dict[str, list[str]] = defaultdict(list)
    for adres, inhoud in gelezen.items():
        if adres in afspraken or VAN_DE_REGELING.match(adres):
            continue
        for kanarie in _gezien([inhoud]):
            waar[kanarie].append(adres)
    assert {k: w[:3] for k, w in waar.items() if rol not in KANARIES[k]} == {}
    assert set(waar) == {kanarie for kanarie, rollen in KANARIES.items() if rol in rollen}
    assert _gezien(gelezen) == set()  # nor in an address (S38)


@pytest.mark.clausule("Z-20.8")
@pytest.mark.parametrize("rol", [Rol.CONSULENT, Rol.TEAMLEIDER_CORPORATIE, Rol.COORDINATOR])
def test_no_page_with_a_mistake_tells_more(rol: Rol, gevuld: Wereld) -> None:
    """A form that comes back shows what was typed, not what the zorgorganisatie knows."""
    terug = []
    for rij in tabel().values():
        if rij.is_formulier and rij.leeg == 422 and rij.soort == "traject" and rol in rij.mag:
            for stand in FASEN:
                if rij.stand == "alles" and {rij.slots.get(s, s) for s in rij.slotnamen} <= set(gevuld.rijen[stand]):
                    url = rij.url(gevuld.rijen[stand])
                    terug.append(gevuld.wie(rol).vrager.stil("POST", url, {"motivering": "x"}).content.decode())
    assert len(terug) > len(FASEN)
    assert _gezien(terug) == set()


@pytest.mark.clausule("Z-20.8")
def test_no_letter_and_no_mail_tells_a_sensitive_row(gevuld: Wereld) -> None:
    """Every letter of the world to anybody, and every mail that is waiting or sent."""
    brieven = list(BriefInhoud.objects.values_list("html", flat=True))
    berichten = Bericht.objects.select_related("ontvanger", "traject").exclude(soort=DAGPOST)
    mails = [mail_opmaken(b) for b in berichten if not (b.agenda and b.gegevens["datum"] < VANDAAG.isoformat())]
    assert len(brieven) > 20 and len(mails) > 50
    assert _gezien(brieven) == set()
    assert _gezien("\n".join([m.subject, str(m.extra_headers), *teksten(m)]) for m in mails) == set()


def test_searching_for_a_canary_finds_nothing(gevuld: Wereld) -> None:
    for zoek in (KANARIE, "detentie", "verslaving", TELEFOON, INSCHRIJFNUMMER):
        for rol in (Rol.CONSULENT, Rol.COORDINATOR):
            pagina = gevuld.wie(rol).vrager.antwoord("GET", f"/trajecten/?q={zoek}")
            assert pagina.context["rijen"] == []
    assert Traject.objects.exists()
