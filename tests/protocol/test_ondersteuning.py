"""The support on one leefgebied: what contradicts itself, what is worth a second look, who reads it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from opstap.protocol.aanmelden import ChecklistFeit, Rijstatus, ontbrekend_in_rij, welke_accorderingen
from opstap.protocol.begrippen import Hoedanigheid, Leefgebied, Rol
from opstap.protocol.ondersteuning import (
    Kader,
    Ondersteuningssoort,
    geeft_hulp,
    hulp_waarschuwingen,
    mag_kader_zien,
    rij_belemmeringen,
    rij_waarschuwingen,
)

VANDAAG = date(2026, 3, 2)
MORGEN = VANDAAG + timedelta(days=1)
RIJ = ChecklistFeit(
    Leefgebied.ADL,
    Rijstatus.AANGEVRAAGD,
    "gemeente",
    soort=Ondersteuningssoort.BEGELEIDING,
    kader=Kader.WMO,
    aangevraagd_op=VANDAAG,
    start=date(2026, 6, 1),
    afgestemd_op=VANDAAG,
)
LEEG = ChecklistFeit(Leefgebied.ADL)


def bezwaren(rij, *, is_zelf=False, is_gemeente=True):
    gevonden = rij_belemmeringen(rij=rij, is_zelf=is_zelf, is_gemeente=is_gemeente, peildatum=VANDAAG)
    assert all(b.melding.endswith(".") for b in gevonden)
    return [(b.clausule, b.veld) for b in gevonden]


@pytest.mark.clausule("Z-2.7", "Z-10.2", "Z-10.4", "Z-10.6")
@pytest.mark.parametrize(
    ("rij", "opties", "verwacht"),
    [
        (RIJ, {}, []),
        (LEEG, {}, []),
        (replace(LEEG, start=MORGEN), {}, [("Z-2.7", "stand")]),
        (replace(LEEG, heeft_contact=True), {}, [("Z-2.7", "stand")]),
        (replace(LEEG, uitvoerder="gemeente"), {}, [("Z-2.7", "stand")]),
        (replace(RIJ, status=None), {}, [("Z-2.7", "stand")]),
        (replace(RIJ, status=Rijstatus.NIET_VAN_TOEPASSING, aangevraagd_op=MORGEN), {"is_gemeente": False}, []),
        (replace(RIJ, status=Rijstatus.NODIG), {}, [("Z-10.4", "stand")]),
        (replace(RIJ, status=Rijstatus.NODIG, aangevraagd_op=None), {}, []),
        (replace(RIJ, aangevraagd_op=MORGEN), {}, [("Z-10.4", "aangevraagd_op")]),
        (replace(RIJ, afgestemd_op=MORGEN), {}, [("Z-2.7", "afgestemd_op")]),
        (RIJ, {"is_gemeente": False}, [("Z-2.7", "afgestemd_op")]),
        (replace(RIJ, voorziening=True, heeft_contact=True), {}, []),
        (replace(RIJ, voorziening=True), {"is_zelf": True}, [("Z-10.6", "voorziening")]),
        (replace(RIJ, heeft_contact=True), {"is_zelf": True}, [("Z-10.2", "contact_naam")]),
    ],
)
def test_what_contradicts_itself_is_refused_at_its_field(rij, opties, verwacht):
    assert bezwaren(rij, **opties) == verwacht


@pytest.mark.clausule("Z-10.4")
@pytest.mark.parametrize(
    ("start", "uitstroom", "waarschuwt"),
    [
        (VANDAAG, VANDAAG, False),
        (MORGEN, VANDAAG, True),
        (None, VANDAAG, False),
        (MORGEN, None, False),
    ],
)
def test_support_that_begins_after_the_move_is_a_warning(start, uitstroom, waarschuwt):
    gevonden = rij_waarschuwingen(rij=replace(RIJ, start=start), uitstroom=uitstroom)
    assert [b.veld for b in gevonden] == (["leefgebied_adl"] if waarschuwt else [])
    assert all("3 maart 2026, na het vertrek" in b.melding for b in gevonden)


@pytest.mark.clausule("Z-10.3", "Z-7.11", "I-9")
@pytest.mark.parametrize("kader", Kader)
def test_a_corporatie_reads_no_kader_and_the_gemeente_only_her_own(kader):
    leest = {rol for rol in Rol if mag_kader_zien(kader=kader, gevraagd=rol)}
    assert not leest & {Rol.CONSULENT, Rol.TEAMLEIDER_CORPORATIE}
    assert Rol.BEGELEIDER in leest
    assert (Rol.WMO_CONSULENT in leest) == (kader in (Kader.WMO, Kader.PARTICIPATIEWET))


@pytest.mark.clausule("Z-10.6")
def test_support_for_everybody_needs_no_organisation_and_is_asked_of_nobody_unknown():
    vrij = ChecklistFeit(Leefgebied.ADL, Rijstatus.GEREGELD, voorziening=True)
    assert ontbrekend_in_rij(rij=vrij) == []
    assert [b.clausule for b in ontbrekend_in_rij(rij=replace(vrij, voorziening=False))] == ["Z-10.2"]
    onbekend, bekend = (replace(vrij, uitvoerder="wijkteam", heeft_contact=heeft) for heeft in (False, True))
    assert welke_accorderingen(rijen=[onbekend, bekend], afzenders=(), beslissers=()) == (bekend,)


@pytest.mark.clausule("Z-1.12")
def test_the_kinds_of_support_are_those_of_the_protocol_and_one_for_the_rest():
    genoemd = {"begeleiding", "behandeling", "dagbesteding", "contacten", "stress", "schulden"}
    assert set(Ondersteuningssoort.codes()) == genoemd | {"anders"}


@pytest.mark.parametrize(
    ("is_gemeente", "als", "mag"),
    [
        (False, (), True),
        (False, {Hoedanigheid.COMMISSIE}, False),
        (False, {Hoedanigheid.COMMISSIE, Hoedanigheid.BEGELEIDING}, True),
        (False, {Hoedanigheid.VERHUURDER, Hoedanigheid.COORDINATIE}, True),
        (True, (), False),
        (True, {Hoedanigheid.PROCESREGIE}, False),
        (True, {Hoedanigheid.COMMISSIE}, False),
        (True, {Hoedanigheid.PROCESREGIE, Hoedanigheid.WMO}, True),
    ],
)
def test_a_commissie_helps_nobody_and_a_gemeente_only_as_the_wmo(
    *, is_gemeente: bool, als: set[Hoedanigheid], mag: bool
) -> None:
    assert geeft_hulp(is_gemeente=is_gemeente, als=als) is mag


@pytest.mark.clausule("Z-14.9", "Z-10.4")
@pytest.mark.parametrize(
    ("status", "start", "ingang", "woorden"),
    [
        (Rijstatus.NODIG, None, None, "nog niet aangevraagd"),
        (Rijstatus.AANGEVRAAGD, None, VANDAAG, "nog niet geregeld"),
        (Rijstatus.AANGEVRAAGD, MORGEN, VANDAAG, "begint op 3 maart 2026, na de eerste dag van de huur"),
        (Rijstatus.GEREGELD, MORGEN, VANDAAG, "begint op 3 maart 2026, na de eerste dag van de huur"),
        (Rijstatus.GEREGELD, MORGEN, None, ""),
        (Rijstatus.GEREGELD, VANDAAG, VANDAAG, ""),
        (Rijstatus.NIET_VAN_TOEPASSING, None, VANDAAG, ""),
        (None, None, VANDAAG, ""),
    ],
)
def test_zorg_hears_before_the_key_which_help_is_not_there(status, start, ingang, woorden):
    gevonden = hulp_waarschuwingen(rijen=[replace(RIJ, status=status, start=start)], ingangsdatum=ingang)
    assert len(gevonden) == bool(woorden) and all(woorden in b.melding for b in gevonden)
