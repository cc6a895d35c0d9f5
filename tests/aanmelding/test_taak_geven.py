"""The besluit over an aanmelding lies with somebody, who can give it to a colleague who decides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Afwezigheid, Gebruiker, Roltoekenning
from opstap.partners.services import rol_toekennen
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Rol
from opstap.termijnen.mensen.geven import collegas, taak_geven
from opstap.termijnen.mensen.services import termijn_oppakken
from opstap.termijnen.models import Termijn
from opstap.trajecten.models import Traject
from tests.aanmelding.conftest import DAG, Spel, adres, ingelogd, stuur
from tests.rolbezetting import Regio

pytestmark = pytest.mark.django_db


def collega(regio: Regio, naam: str = "Bas de Boer") -> Gebruiker:
    mens = Gebruiker.objects.create_user(f"{naam.split()[0].lower()}@voorbeeld.invalid", None, naam=naam)
    rol_toekennen(gebruiker=mens, organisatie=regio.corporatie, rol=Rol.COORDINATOR)
    return mens


@pytest.fixture
def bas(spel: Spel) -> Gebruiker:
    return collega(spel.regio)


@pytest.fixture
def traject(spel: Spel, bas: Gebruiker) -> Traject:
    """The coordinator took the besluit; Bas is a coordinator there too."""
    rij = spel.met_gesprek()
    termijn_oppakken(termijn=_taak().sleutel, namens=spel.coordinator)
    return rij


def _taak() -> Termijn:
    return Termijn.objects.select_related("traject", "organisatie", "opgepakt_door").get(soort="toelating_besluiten")


def _geven() -> str:
    return reverse("taak_geven", args=[_taak().sleutel])


def _geef(spel: Spel, naar: Gebruiker, **anders: Any) -> Termijn:
    vast: dict[str, Any] = {"termijn": _taak().sleutel, "naar": naar.sleutel, "toch": False, "namens": spel.coordinator}
    return taak_geven(**(vast | anders))


def _weg(spel: Spel, bas: Gebruiker) -> None:
    Afwezigheid.objects.create(
        gebruiker=bas,
        organisatie=spel.regio.corporatie,
        vervanger=spel.regio.coordinator,
        vanaf=DAG,
        tot=DAG + timedelta(days=5),
        gemaakt_door=bas,
    )


def _gelezen(antwoord: Any) -> str:
    return str(antwoord.content.decode())


def test_beoordelen_says_with_whom_it_lies_and_the_colleague_can_give_it_back_or_on(
    spel: Spel, traject: Traject, bas: Gebruiker
) -> None:
    """Seen to fail without `ligt` on the page, and with a link to give for who does not have it."""
    client = ingelogd(spel.regio.coordinator)
    assert "Ligt bij u." in _gelezen(client.get(adres("beoordelen", traject)))
    antwoord = stuur(client, _geven(), {"collega": str(bas.sleutel)})
    assert (antwoord.status_code, _taak().opgepakt_door) == (302, bas)
    van_collega, van_bas = (
        _gelezen(ingelogd(wie).get(adres("beoordelen", traject))) for wie in (spel.regio.coordinator, bas)
    )
    assert "Ligt bij Bas de Boer." in van_collega and _geven() not in van_collega
    assert "Ligt bij u." in van_bas and _geven() in van_bas
    assert reverse("taak_teruggeven", args=[_taak().sleutel]) in van_bas
    assert _geven() in _gelezen(ingelogd(bas).get("/")) and _geven() not in _gelezen(client.get("/"))


def test_the_colleague_hears_it_once_and_the_timeline_says_the_role(
    spel: Spel, traject: Traject, bas: Gebruiker
) -> None:
    """Seen to fail with a Melding without `opgepakt_door`: everybody with the role heard it."""
    Bericht.objects.all().delete()
    _geef(spel, bas)
    (bericht,) = Bericht.objects.all()
    assert (bericht.soort, bericht.ontvanger, set(bericht.gegevens)) == ("taak_gegeven", bas, {"tekst", "datum"})
    regel = Gebeurtenis.objects.get(soort="taak_gegeven")
    assert (regel.gebruiker, regel.gegevens["naar"]) == (spel.regio.coordinator.sleutel, str(bas.sleutel))
    html = _gelezen(ingelogd(spel.regio.begeleider).get(reverse("traject", args=[traject.sleutel])))
    assert "“Besluiten over de aanmelding” is aan een collega gegeven (coördinator)." in html and "Bas" not in html


def test_only_who_may_decide_is_offered_and_never_oneself(spel: Spel, traject: Traject, bas: Gebruiker) -> None:
    """Seen to fail without `_beslist` (who also works for the zorg was offered), and without `zonder`."""
    twee_kanten = collega(spel.regio, "Ton Twee")
    Roltoekenning.objects.create(gebruiker=twee_kanten, organisatie=spel.regio.zorg, rol=Rol.BEGELEIDER, vanaf=DAG)
    keuzes = ingelogd(spel.regio.coordinator).get(_geven()).context["form"].fields["collega"].choices
    assert [naam for _, naam in keuzes] == ["Bas de Boer"]
    with pytest.raises(RegelGeschonden, match="niet aan uzelf"):
        _geef(spel, spel.regio.coordinator)
    with pytest.raises(GeenRecht):
        _geef(spel, bas, namens=spel.zorg)


def test_a_colleague_who_is_away_is_only_chosen_knowingly(spel: Spel, traject: Traject, bas: Gebruiker) -> None:
    """Seen to fail without `weg`."""
    _weg(spel, bas)
    client = ingelogd(spel.regio.coordinator)
    assert "Bas de Boer (is er niet van 5 januari 2026 tot en met 9 januari 2026)" in _gelezen(client.get(_geven()))
    antwoord = stuur(client, _geven(), {"collega": str(bas.sleutel)})
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (422, ["toch"])
    assert stuur(client, _geven(), {"collega": str(bas.sleutel), "toch": "on"}).status_code == 302


def test_a_colleague_who_lost_the_role_in_between_is_refused_at_the_field(
    spel: Spel, traject: Traject, bas: Gebruiker
) -> None:
    """Seen to fail with a service that does not ask who decides."""
    bas.roltoekenningen.all().delete()
    collega(spel.regio, "Cor Kok")
    antwoord = stuur(ingelogd(spel.regio.coordinator), _geven(), {"collega": str(bas.sleutel)})
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (422, ["collega"])
    with pytest.raises(RegelGeschonden, match=r"Bas de Boer kan dit besluit niet nemen\.") as fout:
        _geef(spel, bas)
    assert [b.veld for b in fout.value.belemmeringen] == ["collega"]
    assert _taak().opgepakt_door == spel.regio.coordinator


def test_a_second_window_never_takes_it_from_who_has_it_now(spel: Spel, traject: Traject, bas: Gebruiker) -> None:
    """Seen to fail without the question who has it, and without `eis_versie`."""
    cor, oud = collega(spel.regio, "Cor Kok"), _taak().versie
    client = ingelogd(spel.regio.coordinator)
    pagina = client.get(_geven())
    velden = {"verzoek": str(pagina.context["verzoek"]), "versie": str(pagina.context["formulier_versie"])}
    _geef(spel, bas)
    antwoord = client.post(_geven(), velden | {"collega": str(cor.sleutel)})
    assert antwoord.status_code == 422 and "Bas de Boer doet dit nu." in _gelezen(antwoord)
    with pytest.raises(Verouderd):
        _geef(spel, cor, namens=spel.regio.namens(bas), versie=oud)
    assert _taak().opgepakt_door == bas


def test_who_does_not_have_it_reads_why_and_gets_no_form(spel: Spel, traject: Traject, bas: Gebruiker) -> None:
    """Seen to fail without `belemmeringen`."""
    html = _gelezen(ingelogd(bas).get(_geven()))
    assert "coordinator doet dit nu." in html and 'name="collega"' not in html
    assert [c.mens for c in collegas(_taak(), zonder={bas.sleutel})] == [spel.regio.coordinator]
