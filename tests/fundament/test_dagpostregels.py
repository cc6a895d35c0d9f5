"""The lines of the dagpost: what can be met first, one line for one act, one line for one traject of the gemeente."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Rol
from opstap.termijnen.models import Termijn
from opstap.termijnen.tasks import tik
from opstap.trajecten.models import Traject
from tests.fundament.conftest import DAG
from tests.postlezer import teksten

_PLEK = count()


@pytest.fixture
def traject(regio, begin) -> Traject:
    rij: Traject = begin(regio, naam="Kanarie Geel")
    Termijn.objects.all().delete()
    return rij


def meld(
    regio: Any, traject: Traject, soort: str, over: int, aan: Gebruiker, trap: str = "verantwoordelijke", **velden: Any
) -> Termijn:
    """A duty so many days from now, told to somebody in the dagpost of tomorrow."""
    datum = DAG + timedelta(days=over + 1)
    vast = {"organisatie": regio.corporatie, "rol": Rol.CONSULENT, "plek": str(next(_PLEK))}
    rij: Termijn = traject.termijnen.create(soort=soort, datum=datum, **{**vast, **velden})
    buiten = trap in ("gemeente", "bestuurlijk")
    tekst = rij.kind.tekst_buiten if buiten else rij.kind.tekst
    Bericht.objects.create(
        soort=f"termijn_{trap}", plek=rij.plek, trap=trap, ontvanger=aan, organisatie=rij.organisatie, rol=rij.rol,
        traject=traject, wijze="dagpost", uitvoeren_vanaf=clock.lokaal_moment(DAG),
        gegevens={"termijn": str(rij.sleutel), "tekst": tekst, "datum": rij.datum.isoformat()},
    )  # fmt: skip
    return rij


def dagpost(aan: Gebruiker) -> str:
    """The text of tomorrow's mail; the HTML holds the same lines."""
    al = len(mail.outbox)
    with clock.klok_op(clock.lokaal_moment(DAG + timedelta(days=1), 8)):
        tik()
    (post,) = [m for m in mail.outbox[al:] if m.to == [aan.email]]
    tekst, html = teksten(post)
    assert html.count("<li") == sum(regel.startswith("- ") for regel in tekst.splitlines())
    return tekst


def regels(tekst: str) -> list[str]:
    return [regel[2:] for regel in tekst.splitlines() if regel.startswith("- ")]


def test_the_dates_of_one_decision_are_one_line_and_the_hard_one_leads(regio, traject) -> None:
    """Seen to fail: two lines with two links."""
    meld(regio, traject, "omzetting_besluiten", -30, regio.consulent)
    hard = meld(regio, traject, "omzetting_uiterlijk", -9, regio.consulent)
    meld(regio, traject, "aanzegging_doen", 38, regio.consulent)
    tekst = dagpost(regio.consulent)
    assert regels(tekst) == [
        f"{traject.kenmerk}: Aanzegging doen: de huurder moet hem op tijd ontvangen. "
        "Uiterste datum vr 10 april 2026, over 38 dagen.",
        f"{traject.kenmerk}: Besluiten over het vaste contract (nu nodig). "
        "Uiterste datum zo 22 februari 2026, 9 dagen te laat. "
        "Besluiten over het vaste contract (liefst nu): streefdatum zo 1 februari 2026, 30 dagen te laat.",
    ]
    assert f"/taken/{hard.sleutel}/" in tekst


def test_a_hard_date_is_never_among_what_is_left_out(regio, traject) -> None:
    """Seen to fail: after forty late tasks of his own, a team lead read of it only as “En nog”."""
    for n in range(42):
        vast = {veld: getattr(traject, veld) for veld in ("regeling", "regelingversie", "instroomroute", "gestart_op")}
        ander = Traject.objects.create(kenmerk=f"Z-2025-{n:04}", **vast)
        meld(regio, ander, "contract_opmaken", -n - 1, regio.teamleider_corporatie)
    meld(regio, traject, "contract_opmaken", -9, regio.teamleider_corporatie, "teamleider")
    meld(regio, traject, "aanzegging_doen", 2, regio.teamleider_corporatie, "teamleider")
    tekst = dagpost(regio.teamleider_corporatie)
    assert "Aanzegging doen" in tekst and regels(tekst).count("En nog 1.") == 1


def test_the_gemeente_reads_one_line_for_a_traject_with_the_worst_of_it(regio, traject, begin) -> None:
    """Seen to fail: a line for each, with its date."""
    ander = begin(regio, naam="Bo Tweede")
    aan = regio.procesregisseur
    meld(regio, ander, "evaluatie_houden", -28, aan, "gemeente")
    meld(regio, ander, "evaluatie_houden", -90, aan, "gemeente")
    meld(regio, ander, "evaluatie_houden", -31, aan, "gemeente")
    meld(regio, traject, "omzetting_uiterlijk", -14, aan, "gemeente")
    derde, vierde = begin(regio, naam="Cis Derde"), begin(regio, naam="Dol Vierde")
    meld(regio, derde, "venster_bewaken", 6, aan, "gemeente")
    meld(regio, derde, "evaluatie_houden", -40, aan, "gemeente")
    meld(regio, vierde, "venster_bewaken", 1, aan, "gemeente")
    tekst = dagpost(aan)
    assert regels(tekst) == [
        f"{vierde.kenmerk}: Laatste dag om nog nee te kunnen zeggen. Uiterste datum morgen.",
        f"{derde.kenmerk}: 2 taken. Uiterste datum over 6 dagen. De langste is 40 dagen te laat.",
        f"{ander.kenmerk}: 3 taken. De langste is 90 dagen te laat.",
        f"{traject.kenmerk}: Besluiten over het vaste contract (nu nodig). 14 dagen te laat.",
    ]
    assert tekst.count("/overzicht/te-laat/") == 4
    assert [w for w in ("Kanarie", "Linde", "2026, ", str(traject.sleutel)) if w in tekst] == []


def test_who_leads_reads_that_a_colleague_has_it_and_no_name(regio, traject) -> None:
    """Seen to fail: “Help als u kunt” with what somebody did already. Who does it himself needs no such line."""
    Gebruiker.objects.filter(pk=regio.consulent.pk).update(naam="Kees Kok")
    neemt = {"opgepakt_door": regio.consulent, "opgepakt_op": DAG}
    leider = regio.teamleider_corporatie
    meld(regio, traject, "woning_aanbieden", -8, leider, "teamleider", **neemt)
    meld(regio, traject, "sleutel_geven", -3, leider, "teamleider")
    meld(regio, traject, "woning_klaar", -5, leider, **neemt)
    tekst = dagpost(leider)
    assert [regel.endswith("Een collega heeft dit opgepakt.") for regel in regels(tekst)] == [False, True, False]
    assert "Kok" not in tekst


def test_a_mail_of_its_own_says_it_too(regio, traject) -> None:
    leider = regio.teamleider_corporatie
    meld(regio, traject, "woning_aanbieden", -8, leider, "teamleider", opgepakt_door=regio.consulent, opgepakt_op=DAG)
    Bericht.objects.update(wijze="meteen")
    assert "Een collega heeft dit opgepakt." in dagpost(leider)


@pytest.mark.parametrize("trap", ["gemeente", "bestuurlijk"])
def test_outside_the_organisation_nobody_reads_who_took_it_or_that_it_was_taken(regio, traject, trap: str) -> None:
    aan = regio.beleidsmedewerker
    meld(regio, traject, "omzetting_uiterlijk", -20, aan, trap, opgepakt_door=regio.consulent, opgepakt_op=DAG)
    assert "opgepakt" not in dagpost(aan)


def test_duties_of_one_kind_in_one_traject_and_news_in_the_same_words_are_one_line(regio, traject) -> None:
    """Seen to fail: the Wmo-consulent who was asked for two parts read the same line twice, and twice that it was
    asked, on two days. It leads to the home page, where the two stand."""
    wie, velden = regio.wmo_consulent, {"organisatie": regio.gemeente, "rol": Rol.WMO_CONSULENT}
    for over in (-3, -3, -1):
        meld(regio, traject, "accordering_geven", over, wie, **velden)
    for plek in "ab":
        Bericht.objects.create(
            soort="accordering_gevraagd", plek=plek, ontvanger=wie, traject=traject, wijze="dagpost",
            uitvoeren_vanaf=clock.lokaal_moment(DAG - timedelta(days=plek == "a")),
        )  # fmt: skip
    tekst = dagpost(wie)
    assert regels(tekst) == [
        f"{traject.kenmerk}: Eigen ondersteuning accorderen (3 keer). Streefdatum za 28 februari 2026, 3 dagen te "
        "laat. Eigen ondersteuning accorderen: streefdatum ma 2 maart 2026, 1 dag te laat.",
        f"{traject.kenmerk}: Een zorgorganisatie vraagt uw akkoord bij een aanmelding. "
        "U ziet alleen het deel van uw organisatie. Dit gebeurde 2 keer.",
    ]
    assert "/taken/" not in tekst


def test_a_copy_says_of_which_role_it_is_and_why_one_reads_it(regio, traject) -> None:
    """A role without a team lead is told to the contacts of the organisation, who lead no team. Seen to fail: the
    beheerder of the gemeente read “In uw team wacht dit”, and nobody whose it was."""
    leider, contact = regio.teamleider_corporatie, regio.beheerder
    Organisatie.objects.filter(pk=regio.gemeente.pk).update(eerste_contact=contact)
    meld(regio, traject, "woning_klaar", -8, leider, "teamleider")
    velden = {"organisatie": regio.gemeente, "rol": Rol.WMO_CONSULENT}
    meld(regio, traject, "accordering_geven", -4, contact, "teamleider", **velden)
    van_team = dagpost(leider)
    van_contact = next(m.body for m in mail.outbox if m.to == [contact.email])
    assert "U leest het als teamleider" in van_team and "Dit is een taak van de consulent." in van_team
    assert "In uw team" not in van_contact and "U leest het als escalatiecontact" in van_contact
    assert "Dit is een taak van de Wmo-consulent." in van_contact


def test_a_duty_told_on_two_rungs_stands_there_once_as_ones_own(regio, traject) -> None:
    """Who leads and does it too. Seen to fail: the copy came first and hid that it was her own."""
    wie = regio.teamleider_corporatie
    rij = meld(regio, traject, "woning_klaar", -8, wie, "teamleider")
    eerste = Bericht.objects.get(plek=rij.plek)
    eerste.pk, eerste.sleutel, eerste.soort, eerste.trap = (
        None,
        uuid4(),
        "termijn_verantwoordelijke",
        "verantwoordelijke",
    )
    eerste.save()
    tekst = dagpost(wie)
    assert len(regels(tekst)) == 1 and "Dit kunt u doen" in tekst and "In uw team" not in tekst


def test_a_mail_counts_no_days_of_what_was_late_on_the_day_it_began(regio, traject) -> None:
    """Seen to fail: “28 dagen te laat”."""
    meld(regio, traject, "aanmelding_compleet", -28, regio.consulent, was_al_voorbij=True)
    zin = "later verstuurd dan de richtlijn; dat geeft niet"
    assert regels(dagpost(regio.consulent)) == [
        f"{traject.kenmerk}: Zorgen dat de aanmelding compleet wordt. Streefdatum di 3 februari 2026, {zin}."
    ]


def test_the_gemeente_reads_no_days_of_it_either_and_counts_the_rest(regio, traject, begin) -> None:
    ander, aan = begin(regio, naam="Bo Tweede"), regio.procesregisseur
    for rij in (traject, ander):
        meld(regio, rij, "woning_klaar", -60, aan, "gemeente", was_al_voorbij=True)
    meld(regio, ander, "contract_opmaken", -9, aan, "gemeente")
    assert regels(dagpost(aan)) == [
        f"{traject.kenmerk}: Woning en begeleiding klaar. De datum was al voorbij toen dit begon.",
        f"{ander.kenmerk}: 2 taken. De langste is 9 dagen te laat.",
    ]
