"""The pages where a commissie holds the evaluatie and decides, in a regeling that says so."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from evaluatie.models import Evaluatie
from opstap import clock
from opstap.demo.commissieweg import Commissieweg
from opstap.demo.regio import Demoregio
from opstap.trajecten.models import Besluit, Traject

D = date.fromisoformat
EVALUATIE = D("2026-11-01")


@pytest.fixture
def weg(streek: Demoregio) -> Commissieweg:
    """Lives there since 1 May 2026; the first evaluatie is on 1 November 2026."""
    weg = Commissieweg(streek, "Bodi Esveld", D("1991-02-03"))
    weg.beginnen(D("2026-03-02"), uitstroom=D("2026-10-01"))
    weg.versturen(D("2026-03-03"))
    weg.behandelaar(D("2026-03-04"), heeft=False)
    weg.toelaten(D("2026-03-10"))
    weg.verhuurder(D("2026-03-12"))
    weg.accepteren(D("2026-04-10"), weg.aanbod(D("2026-04-08"), uiterlijk=D("2026-04-15")))
    weg.opmaken(D("2026-04-14"), ingang=D("2026-05-01"))
    weg.tekenen(D("2026-04-28"))
    weg.sleutel(D("2026-05-01"))
    return weg


def _client(streek: Demoregio, account: str) -> Client:
    client = Client()
    client.force_login(streek.mensen[account])
    return client


def _eerste(weg: Commissieweg) -> Evaluatie:
    return Evaluatie.objects.get(traject__sleutel=weg.traject, nummer=1)


def _formulier(pagina) -> dict[str, str]:
    return {"verzoek": str(pagina.context["verzoek"]), "versie": str(pagina.context["formulier_versie"])}


@pytest.mark.clausule("A-19", "A-20")
def test_a_member_holds_the_evaluatie_on_the_points_of_this_regeling(streek, weg):
    adres = reverse("evaluatie:houden", args=[weg.traject, _eerste(weg).sleutel])
    client = _client(streek, "commissie3")
    with clock.klok_op(EVALUATIE):
        pagina = client.get(adres)
        form = pagina.context["form"]
        assert [naam for naam in form.fields if naam.startswith("item_")] == ["item_huur", "item_woongedrag"]
        assert "commissielid" in dict(form.fields["aanwezig"].choices)
        assert "de commissie lezen dit" in form.fields["bewoner"].help_text
        gegevens = _formulier(pagina) | {
            "gehouden_op": "1-11-2026",
            "huurder_aanwezig": "ja",
            "item_huur": "goed",
            "item_woongedrag": "goed",
            "oordeel": "op_schema",
            "advies": "doorgaan",
        }
        zonder = client.post(adres, gegevens | {"aanwezig": ["begeleider"]})
        assert zonder.status_code == 422
        assert _eerste(weg).gehouden_op is None
        assert client.post(adres, gegevens | {"aanwezig": ["begeleider", "commissielid"]}).status_code == 302

    assert _eerste(weg).gehouden_op == EVALUATIE
    assert Traject.objects.get(sleutel=weg.traject).termijnen.open().filter(soort="omzetting_wegen").exists()


@pytest.mark.clausule("A-19", "I-16")
@pytest.mark.parametrize("account", ["begeleider3", "consulent3", "wmo3", "coordinator", "consulent", "begeleider"])
def test_nobody_else_can_hold_it(streek, weg, account):
    adres = reverse("evaluatie:houden", args=[weg.traject, _eerste(weg).sleutel])
    with clock.klok_op(EVALUATIE):
        client = _client(streek, account)
        pagina = client.get(adres)
        if pagina.status_code == 200:  # the right is there in another regeling: the page says who does it
            assert "commissie" in pagina.context["belemmeringen"][0].melding
        client.post(adres, {"gehouden_op": "1-11-2026", "huurder_aanwezig": "ja"})
    assert _eerste(weg).gehouden_op is None


@pytest.mark.clausule("A-13", "A-20", "I-37")
def test_the_besluit_on_the_page_wants_the_meeting_and_who_were_there(streek, weg):
    weg.evalueren(_eerste(weg))
    adres = reverse("evaluatie:omzetten", args=[weg.traject])
    client = _client(streek, "commissie")
    with clock.klok_op(D("2026-11-10")):
        pagina = client.get(adres)
        velden = pagina.context["form"].fields
        assert list(velden)[:2] == ["vergadering_op", "aanwezig"]
        assert velden["vergadering_op"].required and velden["aanwezig"].required
        assert "reden_vroeg" not in velden
        assert [waarde for waarde, _ in velden["gronden"].choices] == ["huur", "woongedrag"]
        gegevens = _formulier(pagina) | {"uitkomst": "omzetten", "motivering": ""}
        leeg = client.post(adres, gegevens)
        assert leeg.status_code == 422
        assert "Vink aan wie er bij de vergadering waren" in leeg.content.decode()
        gegevens |= {"vergadering_op": "9-11-2026", "aanwezig": [str(streek.mensen["commissie2"].sleutel)]}
        assert client.post(adres, gegevens).status_code == 302

    besluit = Besluit.objects.get(soort="omzetting")
    assert (besluit.vergadering_op, [a["gebruiker"] for a in besluit.aanwezig]) == (
        D("2026-11-09"),
        [str(streek.mensen["commissie2"].sleutel)],
    )
    assert Traject.objects.get(sleutel=weg.traject).uitkomst == "vast_contract"


@pytest.mark.clausule("A-13", "I-16")
@pytest.mark.parametrize("account", ["begeleider3", "consulent3", "wmo3", "coordinator", "consulent"])
def test_nobody_else_can_decide(streek, weg, account):
    weg.evalueren(_eerste(weg))
    adres = reverse("evaluatie:omzetten", args=[weg.traject])
    with clock.klok_op(D("2026-11-10")):
        client = _client(streek, account)
        pagina = client.get(adres)
        if pagina.status_code == 200:
            assert "commissie" in pagina.context["belemmeringen"][0].melding
        client.post(adres, {"uitkomst": "omzetten"})
    assert not Besluit.objects.filter(soort="omzetting").exists()
