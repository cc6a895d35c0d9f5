"""A letter that need not be sent after all leaves the list, says why, and can come back (Z-12.3)."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.logboek.models import Gebeurtenis
from opstap.post.enums import Briefsoort
from opstap.post.models import Brief
from opstap.post.services.versturen import (
    brief_hoeft_niet_vastleggen,
    brief_moet_toch_weg,
    brief_verzending_verbeteren,
    brieven_verzonden_vastleggen,
)
from opstap.post.verzendlijst import wacht_zin
from opstap.protocol.begrippen import Rol
from opstap.protocol.versturen import NietVersturenReden, Verzendwijze
from opstap.trajecten.enums import Correctiereden
from opstap.trajecten.gebeurtenissen import leesbaar_voor, zin
from tests.fundament.brievenpost import brief_van, vers
from tests.fundament.conftest import DAG

pytestmark = pytest.mark.clausule("Z-12.3")
LATER = DAG + timedelta(days=8)


def _hoeft_niet(regio, brief, *, wie=None, reden=NietVersturenReden.AL_VERTELD) -> Brief:
    with clock.klok_op(LATER):
        return brief_hoeft_niet_vastleggen(
            brief=brief.sleutel, reden=reden, namens=regio.namens(wie or regio.begeleider)
        )


def _lijst(regio, wie=None) -> list[Brief]:
    with clock.klok_op(LATER):
        return list(Brief.objects.van([regio.namens(wie or regio.begeleider)]).te_versturen())


def test_it_leaves_the_list_and_the_line_on_the_home_page(regio, brief) -> None:
    """Seen to fail without the condition in te_versturen."""
    namens = regio.namens(regio.begeleider)
    with clock.klok_op(LATER):
        assert wacht_zin([namens], LATER) == "1 brief wacht langer dan 2 werkdagen op verzenden."
    _hoeft_niet(regio, brief)
    assert _lijst(regio) == []
    with clock.klok_op(LATER):
        assert wacht_zin([namens], LATER) == ""
    regel = Gebeurtenis.objects.get(soort="brief_hoeft_niet")
    assert zin(regel.soort, regel.gegevens) == "Een brief hoeft niet weg: wie hem zou krijgen, weet het al."
    assert regel.gegevens["brief"] == str(brief.sleutel)


def test_twice_is_once_and_the_first_reason_stays(regio, brief) -> None:
    _hoeft_niet(regio, brief)
    _hoeft_niet(regio, brief, reden=NietVersturenReden.DUBBEL)
    assert vers(brief).hoeft_niet_reden == "al_verteld"
    assert Gebeurtenis.objects.filter(soort="brief_hoeft_niet").count() == 1


def test_it_comes_back_on_the_list(regio, brief) -> None:
    _hoeft_niet(regio, brief)
    with clock.klok_op(LATER):
        for _ in range(2):
            brief_moet_toch_weg(brief=brief.sleutel, namens=regio.namens(regio.begeleider))
    assert _lijst(regio) == [brief]
    (regel,) = Gebeurtenis.objects.filter(soort="brief_moet_toch_weg")
    assert zin(regel.soort, regel.gegevens) == "Een brief moet toch weg. Er stond: wie hem zou krijgen, weet het al."


def test_sent_after_all_it_is_sent_and_taken_back_it_waits_again(regio, brief) -> None:
    namens = regio.namens(regio.begeleider)
    _hoeft_niet(regio, brief)
    with clock.klok_op(LATER):
        brieven_verzonden_vastleggen(
            brieven=[brief.sleutel], verzonden_op=LATER, wijze=Verzendwijze.POST, namens=namens
        )
        assert (vers(brief).verzonden_op, vers(brief).hoeft_niet_op) == (LATER, None)
        brief_verzending_verbeteren(
            brief=brief.sleutel, verzonden_op=None, wijze=None, reden=Correctiereden.VERTYPT, namens=namens
        )
    assert _lijst(regio) == [brief]


@pytest.mark.clausule("Z-9.10")
@pytest.mark.parametrize("soort", [Briefsoort.TOELATING, Briefsoort.NIET_OMZETTEN])
def test_a_besluit_always_goes(regio, traject, soort: Briefsoort) -> None:
    """Seen to fail without the rule."""
    rij = brief_van(regio.corporatie, traject, soort=soort)
    with pytest.raises(RegelGeschonden, match="Een besluit gaat altijd op papier weg"):
        _hoeft_niet(regio, rij, wie=regio.consulent)
    assert _lijst(regio, regio.consulent) == [rij]


def test_what_went_out_or_was_replaced_is_settled(regio, brief) -> None:
    nieuw = brief_van(regio.zorg, brief.traject)
    Brief.objects.filter(pk=brief.pk).update(vervangen_door=nieuw)
    with pytest.raises(RegelGeschonden, match="een nieuwe in de plaats"):
        _hoeft_niet(regio, brief)
    Brief.objects.filter(pk=nieuw.pk).update(verzonden_op=DAG, verzendwijze="post", verzonden_rol="begeleider")
    with pytest.raises(RegelGeschonden, match="al verstuurd"):
        _hoeft_niet(regio, nieuw)


@pytest.mark.parametrize("wie", ["consulent", "buitenstaander", "andere_consulent", "beheerder"])
def test_only_who_wrote_it(regio, brief, wie: str) -> None:
    """The consulent reads this letter. Seen to fail without `vergrendeld`."""
    with pytest.raises(GeenRecht):
        _hoeft_niet(regio, brief, wie=getattr(regio, wie))
    assert _lijst(regio) == [brief]


@pytest.mark.clausule("I-28")
def test_it_tells_nobody_more_than_the_letter(regio, brief) -> None:
    soorten = {
        f"{kring}_{wat}" for kring in ("brief", "besluitbrief", "zoekbrief") for wat in ("hoeft_niet", "moet_toch_weg")
    }
    leest = {rol: soorten & set(leesbaar_voor([rol])) for rol in Rol}
    assert leest[Rol.CONSULENT] == {s for s in soorten if not s.startswith("zoek")}
    assert leest[Rol.COORDINATOR] == {"besluitbrief_hoeft_niet", "besluitbrief_moet_toch_weg"}
    assert leest[Rol.BELEIDSMEDEWERKER] == set()


def test_the_pages_lead_there_and_back(regio, traject, brief) -> None:
    client, trajectpagina = regio.ingelogd(regio.begeleider), f"/trajecten/{traject.sleutel}/"
    url = reverse("brief_hoeft_niet", args=[traject.sleutel, brief.sleutel])
    with clock.klok_op(LATER):
        for pagina in (reverse("brieven"), reverse("brief_versturen", args=[traject.sleutel, brief.sleutel])):
            assert url in client.get(pagina).content.decode()
        fout = client.post(url, {"reden": ""})
        assert fout.status_code == 422 and "Waarom hoeft de brief niet weg?" in fout.content.decode()
        assert client.post(url, {"reden": "dubbel"}).status_code == 302
        tekst = client.get(trajectpagina).content.decode()
        assert "Hoeft niet weg, sinds 10 maart 2026: er is al een brief met hetzelfde." in tekst and url in tekst
        assert "Leg vast dat hij is verstuurd" not in tekst
        assert "Zet de brief terug in de lijst" in client.get(url).content.decode()
        assert url not in regio.ingelogd(regio.consulent).get(trajectpagina).content.decode()
        assert client.post(url, {}).status_code == 302
        assert "Leg vast dat hij is verstuurd" in client.get(trajectpagina).content.decode()
    assert _lijst(regio) == [brief]


def test_a_reason_without_a_day_is_refused_by_the_database(brief) -> None:
    kapot = ({"hoeft_niet_op": DAG}, {"hoeft_niet_reden": "dubbel"})
    for velden in kapot:
        with pytest.raises(IntegrityError), transaction.atomic():
            Brief.objects.filter(pk=brief.pk).update(**velden)


@pytest.mark.parametrize(
    ("pagina", "invoer", "zinnen"),
    [
        (
            "brief_hoeft_niet",
            {"reden": "dubbel"},
            ["Een brief hoeft niet weg: er is al een brief met hetzelfde. Dat legde u zelf vast op", "moet toch weg"],
        ),
        (
            "brief_versturen",
            {"verzonden_op": "10-3-2026", "wijze": "post"},
            ["Een brief is verstuurd op 10 maart 2026, per post. Dat legde u zelf vast op", "Verzending verbeteren"],
        ),
    ],
)
def test_in_a_second_window_it_is_said_and_not_turned_round(regio, brief, pagina, invoer, zinnen) -> None:
    """Seen to fail: the second window put the letter back on the list, or had faults of a form nobody saw."""
    client, adres = regio.ingelogd(regio.begeleider), reverse(pagina, args=[brief.traject.sleutel, brief.sleutel])
    with clock.klok_op(LATER):
        stap = re.search(r'name="stap" value="([^"]*)"', client.get(adres).content.decode())[1]
        een, twee = (client.post(adres, {"verzoek": str(uuid4()), "stap": stap} | invoer) for _ in range(2))
    na_een = vers(brief)
    assert (een.status_code, twee.status_code) == (302, 409)
    tekst = twee.content.decode()
    assert [zin_ for zin_ in zinnen if zin_ not in tekst] == [] and 'class="fouten"' not in tekst
    assert "Dit typte u" in tekst
    assert (na_een.hoeft_niet_op, na_een.verzonden_op) in [(LATER, None), (None, LATER)]
