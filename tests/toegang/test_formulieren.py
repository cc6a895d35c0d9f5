"""Every form: empty, nonsense, with a row of somebody else in it, with fields it never asked for (S2, S31, S36)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from opstap.protocol.begrippen import Leefgebied, Rol
from tests.toegang.formulieren import (
    Bekend,
    Rijen,
    alle_modelvelden,
    alle_rijen,
    bekende_sleutels,
    ingevuld,
    noemt_rijen,
    veranderd,
    vreemde_sleutels,
    vul,
)
from tests.toegang.meten import ongedaan
from tests.toegang.tabel import Rij, tabel
from tests.toegang.vragen import oefenmodus
from tests.toegang.wereld import Wereld

pytestmark = [pytest.mark.django_db, pytest.mark.traag]

FORMULIEREN = {naam: rij for naam, rij in tabel().items() if rij.is_formulier}
#: What somebody pastes in the wrong box, and what a script sends.
ONZIN = ("x" * 5000, "-1", "0", "99999999999999999999", "31-2-2026", "\x00", "<script>", "é☃" * 40, "None", "[]")


@pytest.fixture(autouse=True)
def _oefen(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[None]:
    with oefenmodus(settings, tmp_path) if "oefenklok" in request.node.name else ongedaan():
        yield


@pytest.fixture(scope="package")
def sleutels(_wereld: Wereld) -> Bekend:
    return bekende_sleutels()


@pytest.fixture(scope="package")
def begin(_wereld: Wereld) -> Rijen:
    return alle_rijen()


@pytest.mark.parametrize("naam", FORMULIEREN)
def test_the_form_as_it_is_filled_in_here_succeeds(naam: str, wereld: Wereld) -> None:
    """Else the tests below prove nothing."""
    rij = FORMULIEREN[naam]
    url, data, _ = ingevuld(wereld, rij)
    antwoord = wereld.wie(min(rij.mag)).vrager.antwoord("POST", url, data)
    fouten = antwoord.context["form"].errors.as_text() if antwoord.status_code == 422 else ""
    assert antwoord.status_code == 302, (
        f"{naam} lukt niet met {data}: {fouten}\nZet in adressen.toml `geldig` en `geldig_stand` zo dat het lukt."
    )


@pytest.mark.parametrize("naam", FORMULIEREN)
def test_nothing_and_nonsense_are_refused_with_the_form_and_never_break(naam: str, wereld: Wereld) -> None:
    rij = FORMULIEREN[naam]
    url, data, _ = ingevuld(wereld, rij)
    vrager = wereld.wie(min(rij.mag)).vrager
    with ongedaan():
        assert vrager.antwoord("POST", url, {}).status_code == rij.leeg
    for nummer, onzin in enumerate(ONZIN):
        overal = dict.fromkeys(data, onzin) | {"verzoek": onzin}
        met_een = data | {"verzoek": str(uuid4())} | _een(data, nummer, onzin)
        for poging in (overal, met_een):
            with ongedaan():
                assert vrager.antwoord("POST", url, poging).status_code in {302, 422}, (naam, onzin[:20])


def _een(data: dict[str, Any], nummer: int, onzin: str) -> dict[str, Any]:
    velden = [naam for naam in data if naam not in {"verzoek", "versie"}]
    return {velden[nummer % len(velden)]: onzin} if velden else {}


# --- rows of somebody else ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", FORMULIEREN)
def test_a_key_of_a_row_that_was_not_offered_is_refused(naam: str, wereld: Wereld) -> None:
    """Every field that names a row: a home of another corporatie, an organisation that stopped, a made-up key."""
    wereld.regio.organisaties["oud"].beeindigd_op = wereld.v.dag(-1)
    wereld.regio.organisaties["oud"].save()
    rij = FORMULIEREN[naam]
    url, data, pagina = ingevuld(wereld, rij)
    vrager = wereld.wie(min(rij.mag)).vrager
    for veld, model, aangeboden in noemt_rijen(pagina.context["form"]):
        for vreemd in vreemde_sleutels(model, aangeboden):
            antwoord = vrager.stil("POST", url, data | {veld: vreemd, "verzoek": str(uuid4())})
            assert antwoord.status_code == 422, (naam, veld, vreemd)


def test_the_fields_that_name_a_row_are_found(wereld: Wereld) -> None:
    """The test above asks nothing of a form without such a field; these have one."""
    gevonden = {
        naam.partition("@")[0]: {model.__name__ for _, model, _ in noemt_rijen(pagina.context["form"])}
        for naam, rij in FORMULIEREN.items()
        if not rij.oefen
        for _, _, pagina in [ingevuld(wereld, rij)]
    }
    assert {naam: soorten for naam, soorten in gevonden.items() if soorten} == {
        "afwezig_melden": {"Gebruiker"},
        "brieven_bundel": {"Brief"},
        "overdragen_van": {"Gebruiker"},
        "taak_geven": {"Gebruiker"},
        "aanmelding:leefgebied": {"Organisatie"},
        "aanmelding:overdragen": {"Gebruiker", "Organisatie"},
        "aanmelding:advies_vragen": {"Organisatie"},
        "aanmelding:voorwaarde_stellen": {"Regeling"},
        "aanmelding:voorwaarde": {"Organisatie"},
        "aanmelding:voorwaarde_beantwoorden": {"Gebruiker"},
        "aanmelding:beoordelen": {"Standaardtekst"},
        "woningen:verhuurder_vragen": {"Organisatie"},
        "woningen:aandeel_afspreken": {"Organisatie"},
        "woningen:toezeggen": {"Organisatie"},
        "woningen:aanbieden": {"Woning"},
        "woningen:woning_nieuw": {"Complex"},
        "woningen:woning_wijzigen": {"Complex"},
        "woningen:leefbaarheid_weigeren": {"Complex"},
        "register:protocolevaluatie_vastleggen": {"Organisatie"},
        "register:protocolevaluatie_wijzigen": {"Organisatie"},
        "register:protocolafspraak_maken": {"Organisatie"},
        "register:geschil_melden": {"Organisatie"},
    }


def test_a_corporatie_cannot_be_slipped_in_as_uitvoerder_of_a_sensitive_row(wereld: Wereld) -> None:
    """It would be asked for akkoord and so know of the row (I-9)."""
    rij = FORMULIEREN["aanmelding:leefgebied"]
    slots, vrager = wereld.rijen["concept"], wereld.wie(Rol.BEGELEIDER).vrager
    for nummer, gebied in enumerate(Leefgebied, start=1):
        url = rij.url(slots, nummer=nummer)
        pagina = vrager.antwoord("GET", url)
        assert pagina.context["titel"] == gebied.label
        data = vul(pagina.context["form"], rij.geldig or {}) | {"versie": pagina.context["formulier_versie"]}
        poging = data | {"uitvoerder": str(wereld.regio.organisaties["brug"].sleutel), "verzoek": str(uuid4())}
        with ongedaan():
            antwoord = vrager.antwoord("POST", url, poging)
        assert (gebied, antwoord.status_code) == (gebied, 422 if gebied in _GEVOELIG else 302)


_GEVOELIG = {
    "huiselijke_relaties", "geestelijke_gezondheid", "lichamelijke_gezondheid", "verslaving", "adl", "justitie",
}  # fmt: skip


@pytest.mark.parametrize("naam", [naam for naam, rij in FORMULIEREN.items() if rij.soort == "traject" and rij.slots])
def test_a_row_of_another_traject_of_ones_own_does_not_fit_in_this_address(naam: str, wereld: Wereld) -> None:
    """Somebody may do this in both trajecten, and still not to a row of the one through the address of the other."""
    rij = FORMULIEREN[naam]
    _, data, _ = ingevuld(wereld, rij)
    slots, elders = wereld.rijen[rij.geldig_stand or rij.stand], wereld.rijen["dicht"]
    if "traject" not in rij.slotnamen:
        return  # an accordering stands alone
    ander = {slot: elders[soort] for slot, soort in rij.slots.items()}
    for methode in ("GET", "POST"):
        antwoord = wereld.wie(min(rij.mag)).vrager.stil(methode, rij.url(slots, **ander), data)
        assert antwoord.status_code == 404


def test_nobody_sends_a_form_on_behalf_of_another_organisation_or_with_the_key_of_another(wereld: Wereld) -> None:
    rij = FORMULIEREN["woningen:overleg"]
    url, data, _ = ingevuld(wereld, rij)
    ander = wereld.regio.organisaties["brug"].sleutel
    with ongedaan():
        vrager = wereld.wie(Rol.CONSULENT).vrager
        assert vrager.antwoord("POST", url, data | {"namens": f"{ander}:coordinator"}).status_code == 302
        laatste = wereld.traject("besluit").verklaringen.latest("pk")
        assert (laatste.organisatie, laatste.rol) == (wereld.regio.organisaties["beek"].sleutel, "consulent")


# --- fields that nobody asked for --------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", FORMULIEREN)
def test_what_a_form_does_not_ask_changes_nothing(naam: str, wereld: Wereld, begin: Rijen, sleutels: Bekend) -> None:
    """Sent with every field name of every model beside its own fields, the form does exactly what it does without.

    Seen to fail with `SignaalMeldenView` that passed `melder` on from the POST.
    """
    rij = FORMULIEREN[naam]
    url, data, pagina = ingevuld(wereld, rij)
    eigen = set(pagina.context["form"].fields) | {"namens", "versie", "verzoek"}
    gevuld = (data, alle_modelvelden(wereld, eigen) | data)
    gewoon, met_alles = (veranderd(begin, _na(wereld, rij, url, d), sleutels) for d in gevuld)
    assert gewoon, "het formulier doet niets"
    assert (gewoon - met_alles, met_alles - gewoon) == (Counter(), Counter())


def _na(wereld: Wereld, rij: Rij, url: str, data: dict[str, Any]) -> Rijen:
    with ongedaan():
        antwoord = wereld.wie(min(rij.mag)).vrager.antwoord("POST", url, data | {"verzoek": str(uuid4())})
        assert antwoord.status_code == 302, rij.naam
        return alle_rijen()


# --- forged ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", FORMULIEREN)
def test_a_form_from_another_site_does_nothing(naam: str, wereld: Wereld) -> None:
    """No token, and the origin of another site: 403 and no row (S31)."""
    rij = FORMULIEREN[naam]
    url, data, _ = ingevuld(wereld, rij)
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(wereld.wie(min(rij.mag)).gebruiker)
    vrager = type(wereld.wie(min(rij.mag)).vrager)()
    vrager.client = client
    vrager.koekjes = {naam: koekje.value for naam, koekje in client.cookies.items()}
    assert vrager.stil("POST", url, data).status_code == 403
    client.defaults["HTTP_ORIGIN"] = "https://elders.invalid"
    assert vrager.stil("POST", url, data).status_code == 403
