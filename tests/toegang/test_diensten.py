"""A service refuses by itself: with every door of its page open, who lacks the right still changes nothing (S2)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.urls import resolve

from aanmelding.querysets import AccorderingQuerySet, AdviesQuerySet, OverdrachtQuerySet, VoorwaardeQuerySet
from opstap.errors import GeenRecht
from opstap.partners.namens import Namens
from opstap.post.querysets import BriefQuerySet
from opstap.protocol.begrippen import Rol
from opstap.protocol.bemiddelen import Woningtype
from opstap.termijnen.querysets import TermijnQuerySet
from tests.toegang.formulieren import ingevuld
from tests.toegang.tabel import BUITEN_TRAJECTEN, Rij, tabel
from tests.toegang.vragen import oefenmodus
from tests.toegang.wereld import Iemand, Wereld
from woningen.models import Woning
from woningen.querysets import ComplexQuerySet, WoningimportQuerySet, WoningQuerySet
from woningen.services import woning_vastleggen

pytestmark = [pytest.mark.django_db, pytest.mark.traag]

#: Their pages are found by a seat or a place in the regeling, no door that opens here; their services are asked in
#: tests/aanmelding/test_vergadering.py and test_eigen_overeenkomst.py.
_MET_EEN_ZETEL = {"overeenkomst_overleg", "aanmelding:vergaderdag_vastleggen", "aanmelding:vergaderdag_weghalen"}
FORMULIEREN = {naam: rij for naam, rij in tabel().items() if rij.is_formulier and naam not in _MET_EEN_ZETEL}
#: A form about a row that somebody of another organisation could name.
_VAN_EEN_ANDER = [naam for naam, rij in FORMULIEREN.items() if rij.soort == "traject"]


@pytest.fixture(autouse=True)
def _oefen(settings: Any, tmp_path: Path) -> Iterator[None]:
    with oefenmodus(settings, tmp_path):
        yield


def _deuren_open(monkeypatch: pytest.MonkeyPatch, url: str, iemand: Iemand) -> None:
    """Every question of the pages and lists about rights gets yes; those of the services stay as they are."""
    toekenning = iemand.gebruiker.roltoekenningen.select_related("organisatie").get()
    namens = Namens(iemand.gebruiker.sleutel, toekenning.organisatie.sleutel, Rol(toekenning.rol))
    for naam, module in list(sys.modules.items()):
        if ".views" in naam or naam.endswith(".schermen"):
            for vraag in ("mogelijk_namens", "namens_eigen_organisatie", "namens_voor_termijn", "namens_in_regeling"):
                if hasattr(module, vraag):
                    monkeypatch.setattr(module, vraag, lambda *_, **__: [namens])
            for vraag in ("regelt_voor", "leidinggevenden"):
                if hasattr(module, vraag):
                    monkeypatch.setattr(module, vraag, lambda *_: [toekenning])
            if hasattr(module, "kring"):
                monkeypatch.setattr(module, "kring", lambda *_, **__: None)
    monkeypatch.setattr(resolve(url.partition("?")[0]).func.view_class, "mag_namens", lambda _: [namens])
    monkeypatch.setattr(AdviesQuerySet, "zichtbaar_voor", lambda rijen, _: rijen.all())
    monkeypatch.setattr(AccorderingQuerySet, "zichtbaar_voor", lambda rijen, _: rijen.all())
    monkeypatch.setattr(OverdrachtQuerySet, "te_beantwoorden_door", lambda rijen, _: rijen.all())
    monkeypatch.setattr(VoorwaardeQuerySet, "te_beantwoorden_door", lambda rijen, _: rijen.all())
    monkeypatch.setattr(BriefQuerySet, "van", lambda rijen, _: rijen.all())
    monkeypatch.setattr(TermijnQuerySet, "voor", lambda rijen, _: rijen.all())
    monkeypatch.setattr(WoningQuerySet, "van", lambda rijen, _: rijen.all())
    monkeypatch.setattr(ComplexQuerySet, "van", lambda rijen, _: rijen.all())
    monkeypatch.setattr(WoningimportQuerySet, "van", lambda rijen, _: rijen.all())


def _niet(rij: Rij) -> list[Rol]:
    return [rol for rol in Rol if rol not in rij.mag | BUITEN_TRAJECTEN] + sorted(BUITEN_TRAJECTEN - rij.mag)


@pytest.mark.parametrize("naam", FORMULIEREN)
def test_a_colleague_without_the_right_is_refused_by_the_service(
    naam: str, wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail for `oefenklok`: only its page asked for the right. And with each `eis_recht` taken out."""
    rij = FORMULIEREN[naam]
    for rol in _niet(rij)[:2]:
        # of an organisation that takes part as everything: the role alone is what is missing
        iemand = wereld.wie(rol, "eigen" if rij.soort == "traject" else "vreemd")
        assert _geprobeerd(wereld, rij, iemand, monkeypatch) == (422, [GeenRecht().melding]), rol


@pytest.mark.parametrize("naam", _VAN_EEN_ANDER)
def test_the_same_role_in_another_organisation_is_refused_by_the_service(
    naam: str, wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    rij = FORMULIEREN[naam]
    for afstand in ("vreemd", "vroeger", "rol_voorbij"):
        iemand = wereld.wie(min(rij.mag), afstand)
        assert _geprobeerd(wereld, rij, iemand, monkeypatch) == (422, [GeenRecht().melding]), afstand


def test_a_coordinator_of_another_organisation_does_not_set_the_contingent(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    rij, iemand = FORMULIEREN["woningen:contingent_vastleggen"], wereld.wie(Rol.COORDINATOR, "vreemd")
    assert _geprobeerd(wereld, rij, iemand, monkeypatch) == (422, [GeenRecht().melding])


def test_a_home_is_looked_up_within_the_organisation_that_acts(wereld: Wereld) -> None:
    """Also when somebody names the home of another corporatie as if it were her own."""
    vreemd = wereld.wie(Rol.CONSULENT, "vreemd").gebruiker.roltoekenningen.select_related("organisatie").get()
    namens = Namens(vreemd.gebruiker.sleutel, vreemd.organisatie.sleutel, Rol.CONSULENT)
    velden = {"adres": "Toets 1", "woningtype": Woningtype.STUDIO, "kale_huur": Decimal(600), "namens": namens}
    sleutel = wereld.rijen["alles"]["woning"]
    with pytest.raises(Woning.DoesNotExist):
        woning_vastleggen(woning=sleutel, corporatie=vreemd.organisatie.sleutel, **velden)
    with pytest.raises(GeenRecht):
        woning_vastleggen(woning=sleutel, corporatie=wereld.regio.organisaties["beek"].sleutel, **velden)


def _geprobeerd(wereld: Wereld, rij: Rij, iemand: Iemand, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    """What the form that succeeds for others gives this person, with the doors open; nothing may change."""
    url, data, _ = ingevuld(wereld, rij)
    with monkeypatch.context() as even:
        _deuren_open(even, url, iemand)
        antwoord = iemand.vrager.stil("POST", url, data)
    return antwoord.status_code, _fouten(antwoord)


def _fouten(antwoord: Any) -> list[str]:
    return [str(fout) for fouten in antwoord.context["form"].errors.values() for fout in fouten]
