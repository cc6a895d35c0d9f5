"""The field table against what really happens: who reads a personal value on a page, and where else it stands.

Every personal value of the dossier occurs once. Where it turns up, the table must say that it may.
"""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.berichten import BERICHTEN
from opstap.post.models import Bericht
from opstap.post.services import mail_opmaken
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_voluit
from opstap.termijnen.services import werk_afhandelen
from opstap.veldentabel import PERSOONLIJK, eigen_modellen, velden, velden_die_mag_zien, veldentabel
from tests.architectuur.dossier import NAAM, Dossier, mensen
from tests.postlezer import teksten

#: What holds other people's values by its nature: a whole letter, a line to search in, a form that was not sent.
_VERZAMELT = {
    "post.BriefInhoud.html",
    "post.BriefInhoud.gegevens",
    "post.BriefInhoud.pdf",
    "trajecten.Zoekregel.tekst",
    "opstap.Getypt.velden",
    "trajecten.Concept.velden",
}
_LANG_GENOEG = 5


@pytest.fixture(autouse=True)
def _brief_als_tekst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opstap.post.services.brieven.html_naar_pdf", lambda html_: html_.encode())


def waarden() -> dict[str, set[str]]:
    """value -> the personal fields it stands in now; dates in words and in code, addresses line by line."""
    gevonden: dict[str, set[str]] = defaultdict(set)
    for model in eigen_modellen():
        for veld in velden(model):
            code = f"{model._meta.app_label}.{model.__name__}.{veld.name}"
            if veldentabel()[code].soort in PERSOONLIJK and code not in _VERZAMELT and not veld.choices:
                for waarde in model._base_manager.values_list(veld.name, flat=True):
                    for tekst in _teksten(waarde):
                        gevonden[tekst].add(code)
    return gevonden


def _teksten(waarde: Any) -> list[str]:
    if isinstance(waarde, date):
        return [datum_voluit(waarde), waarde.isoformat()]
    regels = waarde.split(", ") if isinstance(waarde, str) else []
    return [regel for regel in regels if len(regel) >= _LANG_GENOEG]


def staat_in(tekst: str, zoek: Mapping[str, set[str]]) -> set[str]:
    """The personal fields of which a value stands in this text."""
    plat = html.unescape(tekst)
    return set().union(*(codes for waarde, codes in zoek.items() if waarde in plat))


def test_the_dossier_has_a_value_in_every_personal_field(dossier: Dossier) -> None:
    """Else a leak of that field would not show."""
    code_of_ja_nee = {"trajecten.Persoon.adres_geheim", "evaluatie.Notitie.soort", "trajecten.Contact.soort"}
    code_of_ja_nee |= {"trajecten.Persoon.beslist_mee"}  # tests/aanmelding/test_vertegenwoordiging.py looks at it
    # yes or no, a key, years: tests/aanmelding/test_wonen.py looks at them
    code_of_ja_nee |= {f"aanmelding.Huishouden.{naam}" for naam in ("alleen", "medehuurder", "kinderen")}
    # read while it waits for a second person: tests/aanmelding/test_vier_ogen.py looks at it
    code_of_ja_nee |= {f"aanmelding.Voorsteltekst.{naam}" for naam in ("motivering", "afwijking", "terug")}
    alle = {c for c, r in veldentabel().items() if r.soort in PERSOONLIJK and not r.deel}
    assert alle - set().union(*waarden().values()) == _VERZAMELT | code_of_ja_nee, (
        "geef dit veld een eigen, opvallende waarde in tests/architectuur/dossier.py"
    )


# --- pages ---------------------------------------------------------------------------------------------------------


def bladzijden(client: Client, begin: list[str]) -> Iterator[tuple[str, str]]:
    """Every page this person reaches from `begin` by following links, once; letters as their text."""
    rij, gezien = list(begin), set(begin)
    while rij:
        adres = rij.pop()
        antwoord = client.get(adres)
        if antwoord.status_code != 200:
            continue
        tekst = antwoord.content.decode("utf-8", "replace")
        yield adres, tekst
        for naar in re.findall(r'href="(/[^"#?]*)', tekst):
            if naar not in gezien and not naar.startswith(("/static/", "/beheer/", "/account/")):
                gezien.add(naar)
                rij.append(naar)


@pytest.mark.traag
@pytest.mark.parametrize("rol", [r for r in Rol if r is not Rol.COMMISSIELID])
def test_a_role_reads_exactly_the_personal_fields_that_the_table_gives_it(
    dossier: Dossier, rol: Rol, caplog: pytest.LogCaptureFixture
) -> None:
    """More is a leak; less is a right that nobody needs. Seen to fail with the telephone number on the traject page.

    A commissielid has no pages yet.
    """
    caplog.set_level("ERROR", "django.request")
    zoek = waarden()
    client = dossier.regio.ingelogd(mensen(dossier.regio)[rol])
    waar: dict[str, set[str]] = defaultdict(set)
    for adres, tekst in bladzijden(client, ["/", f"/trajecten/{dossier.traject.sleutel}/"]):
        for code in staat_in(tekst, zoek):
            waar[code].add(adres)
    mag = velden_die_mag_zien(rol) & set().union(*zoek.values())
    teveel = {code: sorted(paden)[:3] for code, paden in waar.items() if code not in mag}
    assert teveel == {}, f"{rol.label} leest dit, maar staat niet bij lezers in velden.toml"
    assert sorted(mag - set(waar)) == [], f"{rol.label} staat bij lezers in velden.toml, maar leest dit nergens"


# --- everywhere else -----------------------------------------------------------------------------------------------


def elders(zoek: Mapping[str, set[str]]) -> list[str]:
    """Columns without a person in them, in which a personal value stands all the same."""
    gevonden = []
    for model in eigen_modellen():
        for veld in model._meta.concrete_fields:
            code = f"{model._meta.app_label}.{model.__name__}.{veld.name}"
            if veldentabel()[code].soort not in PERSOONLIJK:
                for waarde in model._base_manager.values_list(veld.attname, flat=True):
                    if isinstance(waarde, str | dict | list) and (van := staat_in(_plat(waarde), zoek)):
                        gevonden.append(f"{code}: {', '.join(sorted(van))}")
    return sorted(set(gevonden))


def _plat(waarde: Any) -> str:
    return waarde if isinstance(waarde, str) else json.dumps(waarde, ensure_ascii=False)


def test_no_other_column_holds_a_personal_value(dossier: Dossier) -> None:
    """Not the log, not a snapshot, not a duty, not a mail that waits (laws 6, 8 and 9)."""
    werk_afhandelen()
    assert elders(waarden()) == []


def test_a_name_in_a_snapshot_would_be_found(dossier: Dossier) -> None:
    Bericht.objects.create(
        soort="x",
        plek="y",
        ontvanger=dossier.regio.begeleider,
        gegevens={"a": [NAAM]},
        uitvoeren_vanaf=clock.dienst_nu(),
    )
    assert elders(waarden()) == ["post.Bericht.gegevens: trajecten.Persoon.naam"]


def test_no_mail_names_a_person_an_organisation_or_a_colleague(dossier: Dossier) -> None:
    """Kenmerk, role and link only; the subject is one of the constant ones (law 6). Here a colleague is not called as
    his role is."""
    Gebruiker.objects.update(naam=Concat("naam", Value(" van Toets")))
    werk_afhandelen()
    namen = set(Gebruiker.objects.values_list("naam", flat=True)) | set(
        Organisatie.objects.values_list("naam", flat=True)
    )
    zoek = waarden() | {naam: {f"naam: {naam}"} for naam in namen if len(naam) >= _LANG_GENOEG}
    berichten = list(Bericht.objects.select_related("traject", "ontvanger"))
    assert len(berichten) > 20 and len(mail.outbox) > 3
    gelekt = {}
    for bericht in berichten:
        opgemaakt = mail_opmaken(bericht)
        assert opgemaakt.subject == BERICHTEN[bericht.soort].onderwerp
        assert set(bericht.gegevens) <= {"tekst", "datum", "termijn"}
        brief = "\n".join(map(str, [opgemaakt.subject, *opgemaakt.extra_headers.values(), *teksten(opgemaakt)]))
        if van := staat_in(brief.replace(bericht.ontvanger.email, ""), zoek):
            gelekt[bericht.soort] = van
    assert gelekt == {}


def onkaal(waarde: Any, pad: str = "") -> Iterator[str]:
    """Where something else than text, numbers, yes or no, lists and dicts of those stands."""
    if isinstance(waarde, Mapping):
        for sleutel, deel in waarde.items():
            yield from onkaal(deel, f"{pad}.{sleutel}")
    elif isinstance(waarde, list | tuple):
        for deel in waarde:
            yield from onkaal(deel, f"{pad}[]")
    elif type(waarde) not in {str, int, bool, type(None)}:
        yield f"{pad}: {type(waarde).__name__}"


def test_a_letter_is_made_of_plain_facts(dossier: Dossier) -> None:
    """No row in a template: what a letter says is fixed before it is made, without a hidden query."""
    assert {sjabloon for sjabloon, _ in dossier.brieven} >= {
        "brieven/toelating.html",
        "brieven/aanbod.html",
        "brieven/opstapcontract.html",
    }
    fout = {f"{sjabloon}{plek}" for sjabloon, gegevens in dossier.brieven for plek in onkaal(gegevens)}
    assert sorted(fout) == [], "geef in letters.py tekst en getallen, geen rijen uit de database"


def test_a_row_in_a_letter_would_be_found(dossier: Dossier) -> None:
    assert list(onkaal({"naam": "x", "aantal": [1, True, None], "wie": {"traject": dossier.traject}})) == [
        ".wie.traject: Traject"
    ]
