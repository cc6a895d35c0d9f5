"""One leefgebied: what is kept of the support, what the uitvoerder is asked, and what stays out of the version."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from aanmelding import services
from aanmelding.delen import aanmeldsnapshot
from aanmelding.delen.akkoord import akkoord
from aanmelding.delen.checklist import checklist, rijhashes, rijversie
from aanmelding.models import Accordering, ChecklistRij, Rijcontact
from aanmelding.overzicht import nog_eens_kijken, ontbrekend
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.begrippen import Leefgebied
from opstap.protocol.ondersteuning import Kader, Ondersteuningssoort
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.models import Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, UITSTROOM, Spel, aanmelding_van

ADL, JUSTITIE, VERSLAVING = Leefgebied.ADL, Leefgebied.JUSTITIE, Leefgebied.VERSLAVING
CONTACT = services.Contactgegevens("Loes Wulp", "0611122233", "loes@uitvoerder.invalid")


def _hulp(spel: Spel, **anders: object) -> services.Checklistantwoord:
    vol = services.Checklistantwoord(
        stand=Rijstatus.AANGEVRAAGD,
        uitvoerder=spel.regio.gemeente.sleutel,
        soort=Ondersteuningssoort.BEGELEIDING,
        kader=Kader.WMO,
        aangevraagd_op=DAG,
        start=UITSTROOM,
        afgestemd_op=DAG,
        contact=CONTACT,
    )
    return replace(vol, **anders)  # type: ignore[arg-type]


def _vul(spel: Spel, traject: Traject, antwoord: services.Checklistantwoord, gebied: Leefgebied = ADL) -> None:
    services.leefgebied_bijwerken(traject=traject.sleutel, leefgebied=gebied, antwoord=antwoord, namens=spel.zorg)


def _rij(traject: Traject, gebied: Leefgebied = ADL) -> ChecklistRij:
    return next(rij for rij in checklist(aanmelding_van(traject)) if rij.leefgebied == gebied)


@pytest.mark.clausule("Z-1.12", "Z-2.7", "Z-10.1", "Z-10.3", "Z-10.4")
def test_all_that_is_known_of_the_support_is_kept_and_the_other_rows_stay(spel: Spel) -> None:
    traject = spel.ingevuld()
    _vul(spel, traject, _hulp(spel))
    rij = _rij(traject)
    assert (rij.stand, rij.uitvoerder, rij.soort, rij.kader) == (
        "aangevraagd",
        spel.regio.gemeente,
        "begeleiding",
        "wmo",
    )
    assert (rij.aangevraagd_op, rij.start, rij.afgestemd_op) == (DAG, UITSTROOM, DAG)
    assert str(rij.contactpersoon) == "Loes Wulp, 0611122233, loes@uitvoerder.invalid"
    assert _rij(traject, JUSTITIE).stand == "niet_van_toepassing"


@pytest.mark.parametrize("stand", [Rijstatus.NIET_VAN_TOEPASSING, None])
def test_where_no_support_is_needed_nothing_is_kept_of_it(spel: Spel, stand: Rijstatus | None) -> None:
    """The contact is a person: it is gone, not hidden (law 8)."""
    traject = spel.ingevuld()
    _vul(spel, traject, _hulp(spel))
    _vul(spel, traject, _hulp(spel, stand=stand) if stand else services.Checklistantwoord())
    rij = _rij(traject)
    assert (rij.uitvoerder, rij.soort, rij.kader, rij.aangevraagd_op, rij.start, rij.afgestemd_op) == (
        None, "", "", None, None, None,
    )  # fmt: skip
    assert not Rijcontact.objects.exists()


@pytest.mark.clausule("I-8")
def test_the_version_holds_what_is_answered_and_never_the_contact(spel: Spel) -> None:
    traject = spel.ingevuld()
    leeg = aanmeldsnapshot(aanmelding_van(traject))["rijen"]["adl"]
    assert set(leeg) == {"stand", "uitvoerder", "zelf"}
    _vul(spel, traject, _hulp(spel))
    versie = verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert versie.snapshot["rijen"]["adl"] == {
        "stand": "aangevraagd",
        "uitvoerder": str(spel.regio.gemeente.sleutel),
        "zelf": False,
        "soort": "begeleiding",
        "kader": "wmo",
        "aangevraagd_op": "2026-01-05",
        "start": "2026-06-01",
        "afgestemd_op": "2026-01-05",
    }
    assert "Wulp" not in json.dumps(versie.snapshot)
    assert "Wulp" not in str(list(Gebeurtenis.objects.values_list("gegevens", flat=True)))


@pytest.mark.clausule("Z-2.8")
@pytest.mark.parametrize(
    ("anders", "vraagt_opnieuw"),
    [
        ({"soort": Ondersteuningssoort.DAGBESTEDING}, True),
        ({"kader": Kader.PARTICIPATIEWET}, True),
        ({"start": date(2026, 7, 1)}, True),
        ({"aangevraagd_op": None}, False),
        ({"afgestemd_op": None}, False),
        ({"contact": None}, False),
    ],
)
def test_the_uitvoerder_is_asked_again_when_what_it_agreed_to_changed(
    spel: Spel, anders: dict[str, object], vraagt_opnieuw: bool
) -> None:
    """Seen to fail with every field of the row in the hash, and with none of the new ones."""
    traject = spel.ingevuld(anders=spel.zorghulp())
    _vul(spel, traject, _hulp(spel))
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    _vul(spel, traject, _hulp(spel, **anders))
    _vul(spel, traject, services.Checklistantwoord(Rijstatus.NODIG, zelf=True), JUSTITIE)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    stand = Accordering.objects.levend().get(leefgebied="adl").status
    assert stand == ("gevraagd" if vraagt_opnieuw else "akkoord")


def test_a_new_contact_asks_no_new_akkoord_of_the_kandidaat_and_a_new_start_does(spel: Spel) -> None:
    traject = spel.ingevuld(anders={ADL: _hulp(spel)})
    _vul(spel, traject, _hulp(spel, contact=services.Contactgegevens("Ander")))
    assert akkoord(aanmelding_van(traject), Verklaringsoort.AKKOORD_KANDIDAAT) is not None
    _vul(spel, traject, _hulp(spel, start=DAG))
    assert akkoord(aanmelding_van(traject), Verklaringsoort.AKKOORD_KANDIDAAT) is None


@pytest.mark.clausule("Z-10.6")
def test_support_for_everybody_is_asked_only_when_somebody_is_known_there(spel: Spel) -> None:
    traject = spel.ingevuld(anders=spel.zorghulp())
    wijkteam = services.Checklistantwoord(Rijstatus.GEREGELD, spel.regio.gemeente.sleutel, voorziening=True)
    _vul(spel, traject, wijkteam)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert not Accordering.objects.filter(leefgebied="adl").exists()
    _vul(spel, traject, replace(wijkteam, contact=CONTACT))
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert Accordering.objects.levend().get(leefgebied="adl").organisatie == spel.regio.gemeente


def test_what_contradicts_itself_changes_nothing(spel: Spel) -> None:
    traject = spel.ingevuld()
    with pytest.raises(RegelGeschonden) as fout:
        _vul(spel, traject, _hulp(spel, uitvoerder=spel.regio.andere_zorg.sleutel))
    assert [b.veld for b in fout.value.belemmeringen] == ["afgestemd_op"]
    assert _rij(traject).stand == "niet_van_toepassing"


@pytest.mark.clausule("Z-10.4")
def test_support_that_begins_late_is_a_warning_and_the_row_is_ready(spel: Spel) -> None:
    traject = spel.ingevuld()
    _vul(spel, traject, _hulp(spel, start=date(2026, 7, 1)))
    a = aanmelding_van(traject)
    assert [b.clausule for b in nog_eens_kijken(a)] == ["Z-10.4"]
    assert not [b for b in ontbrekend(a) if b.veld.startswith("leefgebied_")]
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)


# --- together ------------------------------------------------------------------------------------------------------


def test_two_colleagues_on_two_leefgebieden_are_not_in_each_others_way_and_on_one_they_are(spel: Spel) -> None:
    traject = spel.ingevuld()
    adl, justitie = rijversie(_rij(traject)), rijversie(_rij(traject, JUSTITIE))
    vast = {"traject": traject.sleutel, "namens": spel.zorg}
    services.leefgebied_bijwerken(leefgebied=ADL, antwoord=_hulp(spel), versie=adl, **vast)
    nodig = services.Checklistantwoord(Rijstatus.NODIG)
    services.leefgebied_bijwerken(leefgebied=JUSTITIE, antwoord=nodig, versie=justitie, **vast)
    with pytest.raises(Verouderd):
        services.leefgebied_bijwerken(leefgebied=ADL, antwoord=nodig, versie=adl, **vast)
    met_contact = rijversie(_rij(traject))
    _vul(spel, traject, _hulp(spel, contact=None))
    assert rijversie(_rij(traject)) != met_contact


@pytest.mark.clausule("Z-1.9")
def test_the_rest_is_not_applicable_in_one_act_and_answers_stay(spel: Spel) -> None:
    traject = verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)
    _vul(spel, traject, _hulp(spel))
    for _ in range(2):
        services.rest_niet_van_toepassing(traject=traject.sleutel, namens=spel.zorg)
    standen = dict(aanmelding_van(traject).rijen.values_list("leefgebied", "stand"))
    assert standen.pop("adl") == "aangevraagd"
    assert set(standen.values()) == {"niet_van_toepassing"} and len(standen) == 10
    assert Gebeurtenis.objects.filter(traject=traject.sleutel, soort="aanmelding_bijgewerkt").count() == 2


def test_the_rest_of_an_older_form_is_refused(spel: Spel) -> None:
    traject = verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)
    oud = aanmelding_van(traject).versie
    _vul(spel, traject, services.Checklistantwoord(Rijstatus.NODIG))
    with pytest.raises(Verouderd):
        services.rest_niet_van_toepassing(traject=traject.sleutel, versie=oud, namens=spel.zorg)


def test_only_the_zorgorganisatie_fills_in_and_only_before_compleet(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    for namens in (spel.ander, spel.coordinator, spel.wmo):
        with pytest.raises(GeenRecht):
            services.leefgebied_bijwerken(
                traject=traject.sleutel, leefgebied=ADL, antwoord=services.Checklistantwoord(), namens=namens
            )
        with pytest.raises(GeenRecht):
            services.rest_niet_van_toepassing(traject=traject.sleutel, namens=namens)
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    with pytest.raises(RegelGeschonden, match="niet meer wijzigen"):
        _vul(spel, traject, services.Checklistantwoord(Rijstatus.NODIG))


def test_what_was_sent_before_there_was_more_to_fill_in_keeps_its_akkoord(spel: Spel) -> None:
    """A row as an earlier Opstap wrote it, beside the same row now."""
    toen = {"stand": "aangevraagd", "uitvoerder": str(spel.regio.gemeente.sleutel), "zelf": False}
    traject = spel.ingevuld(
        anders={ADL: services.Checklistantwoord(Rijstatus.AANGEVRAAGD, spel.regio.gemeente.sleutel)}
    )
    nu = aanmeldsnapshot(aanmelding_van(traject))
    assert nu["rijen"]["adl"] == toen
    assert rijhashes(nu)["adl"] == rijhashes({"rijen": {"adl": toen}})["adl"]
