"""A page that does one act after another, open in two windows: the second hears what the first did (law 10)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from opstap import clock
from opstap.partners.getypt import getypt_bewaren
from opstap.partners.models import Gebruiker
from opstap.partners.services import rol_toekennen
from opstap.post.models import Brief
from opstap.protocol.begrippen import Rol
from tests.rolbezetting import WACHTWOORD
from tests.woningen import verloop
from tests.woningen.toneel import Toneel, vers
from woningen.enums import Contractstatus
from woningen.models import Aanzegging

BESLUIT = date(2026, 1, 10)
VENSTER = date(2026, 4, 2)
VERSTUURD = {"verzonden_op": "2-4-2026", "wijze": "overhandigd"}


class Venster:
    """A window: keeps the form it opened, and sends that."""

    def __init__(self, client: Any, adres: str) -> None:
        self.client, self.adres = client, adres
        self.tekst = self._doe(client.get)
        self.stap = re.search(r'name="stap" value="([^"]*)"', self.tekst)[1]  # type: ignore[index]

    def _doe(self, doe: Any, *rest: Any) -> str:
        with clock.klok_op(VENSTER):
            self.antwoord = doe(self.adres, *rest)
        return str(self.antwoord.content.decode())

    def stuur(self, **invoer: str) -> str:
        return self._doe(
            self.client.post, {"verzoek": str(uuid4()), "stap": self.stap, "csrfmiddlewaretoken": "geheim"} | invoer
        )


@pytest.fixture
def contract(toneel: Toneel):
    rij = toneel.lopend()
    verloop.niet_omgezet(op=BESLUIT, contract=rij.sleutel, consulent=toneel.consulent)
    return vers(rij)


@pytest.fixture
def pagina(contract) -> str:
    return reverse("woningen:aanzegging", args=[contract.traject.sleutel])


@pytest.fixture
def client(toneel: Toneel):
    return toneel.regio.ingelogd(toneel.regio.consulent)


def test_each_act_that_was_done_in_another_window_is_told_and_leads_on(toneel: Toneel, contract, pagina, client):
    """Seen to fail without `stap`: faults of the form of the next act."""
    een, twee = Venster(client, pagina), Venster(client, pagina)
    een.stuur()
    tekst = twee.stuur()
    assert twee.antwoord.status_code == 409
    assert "De aanzegging is gemaakt. Dat legde u zelf vast op 2 april 2026 om" in tekst
    assert "<h1>Aanzegging versturen</h1>" in tekst and "Hoe is de brief verstuurd?" in tekst
    assert Aanzegging.objects.count() == 1

    een, twee = Venster(client, pagina), Venster(client, pagina)
    een.stuur(**VERSTUURD)
    tekst = twee.stuur(verzonden_op="1-4-2026", wijze="aangetekend")
    assert twee.antwoord.status_code == 409 and "De aanzegging is verstuurd. Dat legde u zelf vast" in tekst
    assert "<h1>Ontvangst van de aanzegging</h1>" in tekst and 'class="fouten"' not in tekst
    assert "<dt>Op welke dag is de brief verstuurd?</dt><dd>1-4-2026</dd>" in tekst  # nothing typed is lost
    assert "<dd>Met een aangetekende brief</dd>" in tekst
    assert "Csrf" not in tekst and "Dit typte u" in tekst
    assert Aanzegging.objects.get().wijze == "overhandigd"

    een, twee = Venster(client, pagina), Venster(client, pagina)
    een.stuur(ontvangen_op="2-4-2026", bewijs="handtekening")
    tekst = twee.stuur(ontvangen_op="1-4-2026", bewijs="antwoord")
    assert twee.antwoord.status_code == 409 and "De huurder ontving de aanzegging op 2 april 2026. Dat legde" in tekst
    assert "<h1>Aanzegging ontvangen</h1>" in tekst and "1-4-2026" in tekst and 'class="formulier"' not in tekst
    assert reverse("woningen:ontvangst", args=[contract.traject.sleutel]) in tekst
    assert vers(contract).status == Contractstatus.AANGEZEGD


def test_a_colleague_is_named(toneel: Toneel, contract, pagina, client):
    collega = Gebruiker.objects.create_user("collega@voorbeeld.invalid", WACHTWOORD, naam="Jo Collega")
    with clock.klok_op(BESLUIT):
        rol_toekennen(gebruiker=collega, organisatie=toneel.regio.corporatie, rol=Rol.CONSULENT)
    een, twee = Venster(toneel.regio.ingelogd(collega), pagina), Venster(client, pagina)
    een.stuur()
    assert "Dat legde Jo Collega vast op 2 april 2026 om" in twee.stuur()


def test_what_was_typed_about_one_letter_is_not_written_on_the_next(toneel: Toneel, contract, pagina, client):
    """Seen to fail without the letter in `stap`: the letter that came in its place was written down as sent."""
    Venster(client, pagina).stuur()
    oud = Venster(client, pagina)
    eerste = Brief.objects.get(soort="aanzegging")
    hoeft_niet = Venster(client, reverse("brief_hoeft_niet", args=[contract.traject.sleutel, eerste.sleutel]))
    hoeft_niet.stuur(reden="klopt_niet")
    tekst = oud.stuur(**VERSTUURD)
    assert "Een brief hoeft niet weg: wat erin staat, klopt niet meer. Dat legde u zelf vast" in tekst
    assert "<h1>Aanzegging maken</h1>" in tekst
    Venster(client, pagina).stuur()
    oud.stuur(**VERSTUURD)
    assert oud.antwoord.status_code == 409
    assert not Aanzegging.objects.filter(verzonden_op__isnull=False).exists()


def test_typed_before_logging_in_again_it_is_shown_and_not_judged(toneel: Toneel, contract, pagina, client):
    Venster(client, pagina).stuur()
    oud = Venster(client, pagina)
    Venster(client, pagina).stuur(**VERSTUURD)
    velden = {"stap": [oud.stap], "verzonden_op": ["1-4-2026"], "verzoek": [str(uuid4())]}
    getypt_bewaren(gebruiker=toneel.regio.consulent.sleutel, pad=pagina, velden=velden)
    with clock.klok_op(VENSTER):
        antwoord = client.get(f"{pagina}?getypt=1")
    assert antwoord.status_code == 409 and "1-4-2026" in antwoord.content.decode()


def test_the_title_follows_the_state_also_after_the_receipt(toneel: Toneel, contract, pagina, client):
    """Seen to fail: after the receipt it was “Aanzegging maken” again, above that it could not be done."""

    def titel() -> str:
        with clock.klok_op(VENSTER):
            return str(re.search("<h1>(.*)</h1>", client.get(pagina).content.decode())[1])  # type: ignore[index]

    titels = [titel()]
    for invoer in ({}, VERSTUURD, {"ontvangen_op": "2-4-2026", "bewijs": "handtekening"}):
        Venster(client, pagina).stuur(**invoer)
        titels.append(titel())
    assert titels == [
        "Aanzegging maken", "Aanzegging versturen", "Ontvangst van de aanzegging", "Aanzegging ontvangen",
    ]  # fmt: skip
    with clock.klok_op(VENSTER):
        tekst = client.get(pagina).content.decode()
    assert "Dit is klaar" in tekst and "Dit kan nu niet" not in tekst


def test_correcting_the_receipt_begins_with_what_stands_there(toneel: Toneel, contract, pagina, client):
    """Seen to fail: an empty form. Sent as it is, it says so and writes nothing down."""
    for invoer in ({}, VERSTUURD, {"ontvangen_op": "2-4-2026", "bewijs": "handtekening"}):
        Venster(client, pagina).stuur(**invoer)
    adres = reverse("woningen:ontvangst", args=[contract.traject.sleutel])
    with clock.klok_op(VENSTER):
        antwoord = client.get(adres)
        form = antwoord.context["form"]
        assert (form["ontvangen_op"].value(), form["bewijs"].value()) == (VENSTER, "handtekening")
        invoer = {"ontvangen_op": "2-4-2026", "bewijs": "handtekening", "reden": "vertypt", "verzoek": str(uuid4())}
        fout = client.post(adres, invoer)
        assert fout.status_code == 422 and "Er staat al 2 april 2026" in fout.content.decode()
        assert client.post(adres, invoer | {"bewijs": "antwoord"}).status_code == 302
    assert Aanzegging.objects.get().bewijs == "antwoord"
