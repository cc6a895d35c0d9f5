"""What the system could not do waits where the beheerder sees it, and goes again when she asks (S42)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from opstap import clock
from opstap.errors import GeenRecht
from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Gebruiker
from opstap.post.models import Bericht
from opstap.termijnen.models import Termijn, Termijnstap
from opstap.termijnen.services import werk_opnieuw
from tests.fundament.conftest import DAG

REDEN = "de mailserver weigert deze mail (550)"


@pytest.fixture
def vast(regio, begin):
    """A mail that is refused and a step that keeps failing, in a traject; beside it a mail that only waits."""
    traject = begin(regio, naam="Kanarie Vogelzang")
    nu = clock.dienst_nu()
    termijn = Termijn.objects.create(
        traject=traject, soort="herhuisvesting", datum=DAG, rol="consulent", organisatie=regio.corporatie
    )
    Termijnstap.objects.create(
        termijn=termijn, dag=DAG, trap="actie", uitvoeren_vanaf=nu, pogingen=8, geparkeerd_reden="RuntimeError"
    )
    for plek, velden in {"1": {"pogingen": 1, "geparkeerd_reden": REDEN}, "2": {"pogingen": 3}}.items():
        Bericht.objects.create(
            soort="signaal_gemeld", plek=plek, ontvanger=regio.consulent, traject=traject, uitvoeren_vanaf=nu, **velden
        )
    return traject


def test_the_beheerder_reads_what_waits_for_whom_and_why_and_nothing_of_the_traject(vast, regio) -> None:
    antwoord = regio.ingelogd(regio.beheerder).get("/blijft-liggen/")
    assert antwoord.context["regels"] == [
        {
            "wat": "Mail “Opstap: er is een signaal”",
            "wie": "consulent, consulent@voorbeeld.invalid",
            "waarom": REDEN,
        },
        {
            "wat": "Wat Opstap zelf moet doen",
            "wie": "Woonstichting De Brug",
            "waarom": "het lukte 8 keer niet; de oorzaak staat in het logboek van de server",
        },
    ]
    tekst = antwoord.content.decode()
    assert [w for w in (vast.kenmerk, "Vogelzang", "erhuisvesting", "RuntimeError") if w in tekst] == []


def test_trying_again_frees_what_was_parked_once_and_says_so_in_the_log(vast, regio) -> None:
    client, sleutel = regio.ingelogd(regio.beheerder), str(uuid4())
    for _ in range(2):
        assert client.post("/blijft-liggen/", {"verzoek": sleutel}).status_code == 302
    assert not Bericht.objects.all().geparkeerd().exists() and not Termijnstap.objects.all().geparkeerd().exists()
    assert sorted(Bericht.objects.values_list("plek", "pogingen")) == [("1", 0), ("2", 3)]
    assert [g.gegevens for g in Gebeurtenis.objects.filter(soort="werk_opnieuw")] == [{"aantal": 2}]
    assert "Er blijft niets liggen." in client.get("/blijft-liggen/").content.decode()


def test_only_the_beheerder_has_this_page(vast, regio) -> None:
    mensen = [w for w in vars(regio).values() if isinstance(w, Gebruiker)]
    codes = {w.naam: regio.ingelogd(w).get("/blijft-liggen/").status_code for w in mensen}
    assert {naam for naam, code in codes.items() if code != 403} == {"beheerder"}
    with pytest.raises(GeenRecht):
        werk_opnieuw(namens=regio.namens(regio.consulent))
