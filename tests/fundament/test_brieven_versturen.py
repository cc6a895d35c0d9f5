"""A letter goes out: who wrote it says when and how, corrects that, and nobody else does (Z-12.3, laws 5 and 8)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.logboek.models import Gebeurtenis
from opstap.post.enums import Briefsoort
from opstap.post.models import Brief
from opstap.post.services.versturen import brief_verzending_verbeteren, brieven_verzonden_vastleggen
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.versturen import Verzendwijze
from opstap.trajecten.enums import Correctiereden
from opstap.trajecten.gebeurtenissen import leesbaar_voor, zin
from opstap.trajecten.services import betrekken
from tests.fundament.brievenpost import brief_van, vers
from tests.fundament.conftest import DAG

pytestmark = pytest.mark.clausule("Z-12.3")
MORGEN = DAG + timedelta(days=1)
LATER = DAG + timedelta(days=3)


def _versturen(regio, *brieven, op=MORGEN, wie=None, wijze=Verzendwijze.POST, nu=LATER) -> int:
    with clock.klok_op(nu):
        return brieven_verzonden_vastleggen(
            brieven=[b.sleutel for b in brieven],
            verzonden_op=op,
            wijze=wijze,
            namens=regio.namens(wie or regio.begeleider),
        )


def _verbeteren(regio, brief, op, wijze, nu=LATER) -> Brief:
    with clock.klok_op(nu):
        return brief_verzending_verbeteren(
            brief=brief.sleutel,
            verzonden_op=op,
            wijze=wijze,
            reden=Correctiereden.VERTYPT,
            namens=regio.namens(regio.begeleider),
        )


def test_it_is_written_down_with_who_did_and_stands_on_the_timeline(regio, traject, brief) -> None:
    assert _versturen(regio, brief) == 1
    rij = vers(brief)
    assert (rij.verzonden_op, rij.verzendwijze) == (MORGEN, "post")
    wie = regio.namens(regio.begeleider)
    assert (rij.verzonden_door, rij.verzonden_namens, rij.verzonden_rol) == (wie.gebruiker, wie.organisatie, wie.rol)
    regel = Gebeurtenis.objects.get(soort="brief_verstuurd")
    assert zin(regel.soort, regel.gegevens) == "Een brief is verstuurd op 3 maart 2026, per post."


def test_twice_is_once_and_the_first_day_stays(regio, brief) -> None:
    """Seen to fail: without the look at what was sent before, a second click moved the day and told it twice."""
    ander = brief_van(regio.zorg, brief.traject)
    _versturen(regio, brief)
    assert _versturen(regio, brief, ander) == 1
    assert (vers(brief).verzonden_op, vers(ander).verzonden_op) == (MORGEN, MORGEN)
    assert Gebeurtenis.objects.filter(soort="brief_verstuurd").count() == 2


def test_of_a_letter_that_went_out_already_she_reads_which_by_whom_and_when(regio, brief) -> None:
    """Seen to fail: "Vastgelegd", and nothing was written of it."""
    ander, collega = brief_van(regio.zorg, brief.traject), regio.teamleider_zorg
    _versturen(regio, brief, wie=collega)
    for letters, begin in (([brief, ander], f"Uitnodiging voor een mdo, {brief.traject.kenmerk}: "), ([brief], "")):
        with pytest.raises(RegelGeschonden) as fout:
            _versturen(regio, *letters, op=LATER, wijze=Verzendwijze.EMAIL)
        (bezwaar,) = fout.value.belemmeringen
        zin_ = f"{begin}Deze brief is al verstuurd op 3 maart 2026, per post. Dat legde {collega.naam} vast."
        assert (bezwaar.melding[: len(zin_)].lower(), bezwaar.veld) == (zin_.lower(), "brieven")
    assert (vers(brief).verzonden_op, vers(ander).verzonden_op) == (MORGEN, None)


def test_what_is_wrong_is_said_of_each_letter_by_its_name(regio, begin, brief) -> None:
    """Seen to fail: of fifty letters one was too new, and nothing said which."""
    ander = begin(regio, naam="Bo")
    te_nieuw = [brief_van(regio.zorg, traject, op=LATER) for traject in (brief.traject, ander)]
    with pytest.raises(RegelGeschonden) as fout:
        _versturen(regio, brief, *te_nieuw)
    assert [b.melding.partition(": ")[0].rpartition(", ")[2] for b in fout.value.belemmeringen] == [
        brief.traject.kenmerk,
        ander.kenmerk,
    ]
    assert {b.veld for b in fout.value.belemmeringen} == {"verzonden_op"}


@pytest.mark.parametrize(("op", "zin_"), [(DAG - timedelta(days=1), "gemaakt op 2 maart"), (LATER, ""), (DAG, "")])
def test_not_before_it_was_made(regio, brief, op: date, zin_: str) -> None:
    if not zin_:
        assert _versturen(regio, brief, op=op) == 1
        return
    with pytest.raises(RegelGeschonden, match=zin_):
        _versturen(regio, brief, op=op)


def test_not_tomorrow(regio, brief) -> None:
    with pytest.raises(RegelGeschonden, match="op zijn laatst vandaag"):
        _versturen(regio, brief, op=LATER + timedelta(days=1))
    with pytest.raises(RegelGeschonden, match="op zijn laatst vandaag"):
        _versturen(regio, brief)
        _verbeteren(regio, brief, LATER + timedelta(days=1), Verzendwijze.POST)


def test_one_that_may_not_go_keeps_all_of_them_here(regio, brief) -> None:
    """Seen to fail without the transaction: the first was written down, the second was not."""
    te_nieuw = brief_van(regio.zorg, brief.traject, op=LATER)
    with pytest.raises(RegelGeschonden):
        _versturen(regio, brief, te_nieuw)
    assert (vers(brief).verzonden_op, Gebeurtenis.objects.filter(soort="brief_verstuurd").exists()) == (None, False)


@pytest.mark.parametrize("wie", ["consulent", "buitenstaander", "andere_consulent", "wmo_consulent", "beheerder"])
def test_who_did_not_write_it_does_not_send_it(regio, brief, wie: str) -> None:
    """The consulent reads this letter. Seen to fail without `van` in the service."""
    with pytest.raises(GeenRecht):
        _versturen(regio, brief, wie=getattr(regio, wie))
    assert vers(brief).verzonden_op is None


def test_a_letter_that_does_not_exist_is_refused_like_one_of_somebody_else(regio, brief) -> None:
    brief.sleutel = uuid4()
    with pytest.raises(GeenRecht):
        _versturen(regio, brief)


def test_a_correction_keeps_what_stood_there(regio, brief) -> None:
    _versturen(regio, brief)
    _verbeteren(regio, brief, LATER, Verzendwijze.AANGETEKEND)
    assert (vers(brief).verzonden_op, vers(brief).verzendwijze) == (LATER, "aangetekend")
    regel = Gebeurtenis.objects.get(soort="brief_verzending_verbeterd")
    assert regel.gegevens | {"was": "2026-03-03", "wijze_was": "post", "reden": "vertypt"} == regel.gegevens
    assert zin(regel.soort, regel.gegevens) == (
        "Verbeterd: een brief is verstuurd op 5 maart 2026, met een aangetekende brief. Er stond 3 maart 2026. "
        "Reden: ik vulde iets verkeerd in."
    )


def test_what_turns_out_not_to_be_sent_waits_again(regio, brief) -> None:
    _versturen(regio, brief)
    _verbeteren(regio, brief, None, None)
    rij = vers(brief)
    assert (rij.verzonden_op, rij.verzendwijze, rij.verzonden_door, rij.verzonden_rol) == (None, "", None, "")
    with clock.klok_op(LATER):
        assert Brief.objects.van([regio.namens(regio.begeleider)]).te_versturen().get() == brief
    assert Gebeurtenis.objects.get(soort="brief_niet_verstuurd").gegevens["was"] == "2026-03-03"


def test_only_what_was_written_down_can_be_corrected(regio, brief) -> None:
    with pytest.raises(RegelGeschonden, match="nog niet vastgelegd"):
        _verbeteren(regio, brief, LATER, Verzendwijze.POST)


@pytest.mark.clausule("I-25")
def test_of_an_aanzegging_the_receipt_counts_and_sending_has_its_own_page(regio, traject) -> None:
    aanzegging = brief_van(regio.corporatie, traject, soort=Briefsoort.AANZEGGING)
    with pytest.raises(RegelGeschonden, match="Versturen is niet genoeg"):
        _versturen(regio, aanzegging, wie=regio.consulent)


@pytest.mark.clausule("I-28")
def test_that_a_letter_went_out_tells_nobody_more_than_the_letter(regio, traject) -> None:
    """Who searches another place to live would tell the corporatie where somebody came from (I-9)."""
    for soort in (Briefsoort.HERHUISVESTING_START, Briefsoort.MDO_UITNODIGING, Briefsoort.TOELATING):
        _versturen(regio, brief_van(regio.zorg, traject, soort=soort))
    soorten = list(Gebeurtenis.objects.filter(soort__endswith="_verstuurd").values_list("soort", flat=True))
    leest = {rol: [s for s in soorten if s in leesbaar_voor([rol])] for rol in Rol}
    assert leest[Rol.CONSULENT] == ["brief_verstuurd", "besluitbrief_verstuurd"]
    assert leest[Rol.COORDINATOR] == leest[Rol.COMMISSIELID] == ["besluitbrief_verstuurd"]
    assert leest[Rol.BEGELEIDER] == soorten
    assert leest[Rol.BELEIDSMEDEWERKER] == leest[Rol.BEHEERDER] == []


# --- which letters are hers ----------------------------------------------------------------------------------------


def _lijst(regio, wie, rol: Rol | None = None, nu: date = LATER) -> list[Brief]:
    with clock.klok_op(nu):
        return list(Brief.objects.van([regio.namens(wie, rol)]).te_versturen().oudste_eerst())


def test_the_list_holds_own_letters_that_wait_oldest_first(regio, begin, traject, brief) -> None:
    """Not of another organisation, not what went out, was replaced, or of which the text is forgotten."""
    ouder = brief_van(regio.zorg, begin(regio, naam="Eerder"), op=DAG - timedelta(days=1))
    brief_van(regio.corporatie, traject)
    verstuurd, vervangen, vergeten = (brief_van(regio.zorg, traject) for _ in range(3))
    _versturen(regio, verstuurd)
    Brief.objects.filter(pk=vervangen.pk).update(vervangen_door=brief)
    vergeten.inhoud.delete()
    assert [b.pk for b in _lijst(regio, regio.begeleider, nu=LATER)] == [ouder.pk, brief.pk]


@pytest.mark.clausule("I-28")
def test_only_what_the_role_may_read_and_only_while_involved(regio, traject) -> None:
    """Seen to fail without the look at the Betrokkenheid of today: who had left still printed."""
    aanbod = brief_van(regio.corporatie, traject, soort=Briefsoort.OPSTAPCONTRACT)
    toelating = brief_van(regio.corporatie, traject, soort=Briefsoort.TOELATING)
    with clock.klok_op(DAG):
        betrekken(traject, organisatie=regio.corporatie, hoedanigheid=Hoedanigheid.COORDINATIE, reden="toets")
    assert _lijst(regio, regio.coordinator) == [toelating]
    assert _lijst(regio, regio.consulent) == [aanbod, toelating]
    traject.betrokkenheden.filter(hoedanigheid=Hoedanigheid.VERHUURDER).update(tot=LATER)
    assert (_lijst(regio, regio.consulent), _lijst(regio, regio.coordinator)) == ([], [toelating])


def test_two_roles_send_what_each_of_them_does_and_no_more(regio, traject) -> None:
    """Coordinator at one organisation and consulent at another: neither right reaches into the other one."""
    brief_van(regio.andere_corporatie, traject, soort=Briefsoort.OPSTAPCONTRACT)
    eigen = brief_van(regio.corporatie, traject, soort=Briefsoort.OPSTAPCONTRACT)
    namens = [regio.namens(regio.consulent), regio.namens(regio.andere_consulent)]
    with clock.klok_op(LATER):
        assert list(Brief.objects.van(namens)) == [eigen]
        assert not Brief.objects.van([]).exists()


def test_a_way_without_a_day_is_refused_by_the_database(regio, brief) -> None:
    for velden in ({"verzonden_op": DAG}, {"verzendwijze": "post"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Brief.objects.filter(pk=brief.pk).update(**velden)
