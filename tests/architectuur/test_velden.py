"""Every field has an owner, a purpose, readers and a retention, and the table says what law 6 says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import models

from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.protocol.begrippen import Rol
from opstap.trajecten.models import Motivering, Persoon
from opstap.veldentabel import (
    PERSOONLIJK,
    eigen_modellen,
    fouten,
    geschreven_regels,
    regels_uit,
    velden,
    velden_die_mag_zien,
    veldentabel,
    woorden,
)

CORPORATIE = (Rol.CONSULENT, Rol.TEAMLEIDER_CORPORATIE, Rol.COORDINATOR, Rol.COMMISSIELID)
OVER_EEN_KANDIDAAT = PERSOONLIJK | {"verloop", "gevoelig"}


@pytest.mark.clausule("Z-20.3")
def test_every_field_has_a_row_and_every_row_a_field() -> None:
    """The message says what to write and where."""
    assert fouten(eigen_modellen(), veldentabel()) == []


def test_every_room_with_models_is_looked_at() -> None:
    kamers = {m._meta.app_label for m in eigen_modellen()}
    assert kamers == {r.kamer for r in geschreven_regels()}
    assert kamers >= {"opstap", "logboek", "partners", "regelingen", "trajecten", "post", "termijnen", "aanmelding"}


def test_docs_velden_is_made_from_the_table() -> None:
    call_command("veldentabel", "--check", verbosity=0)


# --- the check itself ----------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-20.3")
def test_a_field_without_a_row_is_named_with_what_to_write() -> None:
    tabel = {f"trajecten.Persoon.{v.name}" for v in velden(Persoon)} - {"trajecten.Persoon.telefoon"}
    (fout,) = fouten([Persoon], tabel)
    assert fout.startswith("trajecten.Persoon.telefoon: geen rij in velden.toml van trajecten.")
    assert 'telefoon = "waarom dit nodig is"' in fout and "[[Persoon]]" in fout


def test_a_row_without_a_field_is_named() -> None:
    tabel = [f"trajecten.Motivering.{naam}" for naam in ("id", "besluit", "tekst", "tekst:gevoelig", "score")]
    (fout,) = fouten([Motivering], tabel)
    assert fout.startswith("trajecten.Motivering.score: dit veld bestaat niet")


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"lezers": "iedereen_zomaar"}, r"kamer/velden.toml, \[\[Ding\]\]: lezers = 'iedereen_zomaar' is geen van"),
        ({"eigenaar": ""}, r"eigenaar = '' is geen van"),
        ({"bewaren": None}, r"bewaren = None is geen van"),
        ({"soort": "geheim"}, r"soort = 'geheim' is geen van"),
        ({"velden": {"naam": " "}}, r"zeg in gewone woorden waarom naam nodig is"),
        ({"velden": {"naam:soms": "om te weten wie"}}, r"onbekend deel soms"),
        ({"naam": "om te weten wie"}, r"naam hoort in \[Ding.velden\]"),
    ],
)
def test_a_word_that_is_missing_unknown_or_empty_is_refused(anders: dict[str, Any], melding: str) -> None:
    blok = {"soort": "persoon", "eigenaar": "zorg", "lezers": "zorg", "bewaren": "dossier", "velden": {"naam": "wie"}}
    assert [r.code for r in regels_uit("kamer", {"Ding": [blok]})] == ["kamer.Ding.naam"]
    with pytest.raises(ValueError, match=melding):
        list(regels_uit("kamer", {"Ding": [blok | anders]}))


def test_no_word_is_written_that_no_field_uses() -> None:
    regels = list(geschreven_regels())
    assert set(woorden()["lezers"]) == {r.lezersgroep for r in regels}
    assert set(woorden()["eigenaren"]) == {r.eigenaar for r in regels}
    assert set(woorden()["soorten"]) == {r.soort for r in regels}
    assert set(woorden()["bewaren"]) == {r.bewaren for r in regels} | {"rij"}
    assert set(woorden()["delen"]) == {r.deel for r in regels if r.deel}
    namen = {(v.name, type(v).__name__) for m in eigen_modellen() for v in velden(m)}
    techniek = {(naam, soort) for naam, rij in woorden()["techniek"].items() for soort in rij["typen"]}
    assert techniek - namen == set()


# --- what law 6 and law 8 ask of the table -------------------------------------------------------------------------


def test_the_corporatie_reads_no_more_of_the_sensitive_fields_than_is_written_here() -> None:
    """The ordinary rows, as they were sent; never the part of a sensitive leefgebied or where somebody comes from."""
    gevoelig = {code for code, regel in veldentabel().items() if regel.soort == "gevoelig"}
    mag = {rol: {c.removeprefix("aanmelding.") for c in velden_die_mag_zien(rol) & gevoelig} for rol in CORPORATIE}
    toets = {"ChecklistRij.leefgebied", "ChecklistRij.stand", "AanmeldVersie.snapshot"}
    toets |= {"Begeleidingsafspraak.uren"}  # where the regeling fixes them they stand in the contract
    eigen_deel = {f"Accordering.{v}" for v in ("leefgebied", "organisatie", "gevraagd_op", "beantwoord_op")}
    eigen_deel |= {"Accordering.status", "Accordering.reden", "ChecklistRij.soort", "ChecklistRij.start"}
    gevraagd = {"Advies.antwoord"}  # what who decides asked herself
    namens = {"trajecten.Verklaring.door"}  # who answers for the huurder signs the contract too
    assert mag == {
        Rol.COORDINATOR: toets | gevraagd,
        Rol.COMMISSIELID: toets | gevraagd,
        Rol.CONSULENT: toets | eigen_deel | namens,
        Rol.TEAMLEIDER_CORPORATIE: eigen_deel | namens,
    }


def test_every_field_that_a_sensitive_row_makes_stricter_has_fewer_readers_then() -> None:
    tabel = veldentabel()
    for regel in (r for r in tabel.values() if r.deel):
        assert regel.lezers < tabel[regel.code.partition(":")[0]].lezers, regel.code


def test_who_is_never_in_a_traject_reads_no_person() -> None:
    """The beheerder sees a kenmerk and its dates where a regeling changes: what would move, and for which traject. Who
    prepares the bestuurlijk overleg reads why something is late and until when it waits."""
    buiten = [rol for rol in Rol if bereik(rol, Actie.TRAJECT_ZIEN) is Bereik.GEEN]
    assert set(buiten) == {Rol.BELEIDSMEDEWERKER, Rol.BEHEERDER}
    for rol in buiten:
        gelezen = {c for c in velden_die_mag_zien(rol) if veldentabel()[c].soort in OVER_EEN_KANDIDAAT}
        zonder_naam = {"trajecten.Traject.kenmerk", "termijnen.Termijn.soort", "termijnen.Termijn.datum"}
        vooraf = {f"aanmelding.Vooraanmelding.{naam}" for naam in ("gemeld_op", "maand", "route")}
        vooraf |= {f"aanmelding.Voorwaarde.{naam}" for naam in ("gesteld_op", "reden")}
        beleid = vooraf | {"trajecten.Traject.fase", "termijnen.Termijn.wacht_tot", "termijnen.Vertraging.reden"}
        beleid |= {"termijnen.Termijn.was_al_voorbij"}
        beleid |= {"woningen.Uitruil.op", "woningen.Uitruil.richting"}  # counted per year, small numbers left out
        assert gelezen == zonder_naam | (beleid if rol is Rol.BELEIDSMEDEWERKER else set())


def test_a_personal_value_stands_in_a_row_that_can_be_deleted_whole() -> None:
    """Law 8: no process fact in the same row. Seen to fail with `Besluit.motivering`."""
    samen = {}
    for model in eigen_modellen():
        soorten = {
            r.soort for c, r in veldentabel().items() if c.startswith(f"{model._meta.app_label}.{model.__name__}.")
        }
        if soorten & PERSOONLIJK and soorten & {"verloop", "gevoelig", "medewerker"}:
            samen[model.__name__] = soorten
    assert samen == {}


@pytest.mark.clausule("Z-2.4", "Z-20.8")
def test_no_field_is_a_file_or_holds_what_opstap_never_keeps() -> None:
    verboden = ("bsn", "burgerservice", "diagnose", "score", "nationaliteit", "bestand", "bijlage", "foto")
    fout = [
        f"{m.__name__}.{v.name}"
        for m in eigen_modellen()
        for v in velden(m)
        if isinstance(v, models.FileField) or any(woord in v.name for woord in verboden)
    ]
    assert fout == []


def test_the_table_stands_beside_the_models() -> None:
    """One velden.toml in each room with models, and none elsewhere."""
    project = settings.BASE_DIR
    gevonden = {p.parent for kamer in ("opstap", "aanmelding", "woningen", "evaluatie") for p in _tabellen(kamer)}
    mappen = {m.__module__.rsplit(".models", 1)[0].replace(".", "/") for m in eigen_modellen()}
    assert {str(p.relative_to(project)) for p in gevonden} == mappen


def _tabellen(kamer: str) -> list[Path]:
    return list((settings.BASE_DIR / kamer).rglob("velden.toml"))
