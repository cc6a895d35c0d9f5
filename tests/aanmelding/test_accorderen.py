"""An organisation answers for its own row, and only for that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from aanmelding import services
from aanmelding.models import Accordering
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.partners.services import rol_toekennen
from opstap.post.models import Bericht
from opstap.protocol.aanmeldstappen import Antwoord, Intrekreden, Weigerreden
from opstap.protocol.begrippen import Leefgebied, Rol
from opstap.protocol.verklaringen import Zegt
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van

ADL, VERSLAVING = Leefgebied.ADL, Leefgebied.VERSLAVING
LATER = date(2026, 1, 9)


@pytest.mark.clausule("Z-2.8", "Z-9.9", "I-3")
def test_the_last_akkoord_makes_the_aanmelding_compleet(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.zorghulp())
    een = verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    assert (een.status, een.beantwoord_op, een.gebruiker) == ("akkoord", DAG, spel.regio.wmo_consulent.sleutel)
    assert aanmelding_van(traject).status == "ingediend"
    verloop.akkoord_van_uitvoerder(op=LATER, traject=traject.sleutel, leefgebied=VERSLAVING, uitvoerder=spel.ander)
    a = aanmelding_van(traject)
    assert (a.status, a.ingediend_op, a.compleet_op) == ("compleet", DAG, LATER)
    assert Bericht.objects.get(soort="aanmelding_compleet").ontvanger == spel.regio.coordinator
    assert traject.termijnen.get(soort="aanmelding_compleet").status == "voltooid"


@pytest.mark.clausule("I-9")
def test_the_log_does_not_tell_who_gave_the_last_akkoord(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.zorghulp())
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=VERSLAVING, uitvoerder=spel.ander)
    regel = Gebeurtenis.objects.get(traject=traject.sleutel, soort="aanmelding_compleet")
    assert (regel.gebruiker, regel.organisatie, regel.rol) == (None, None, "systeem")


def test_a_refusal_says_why_and_asks_the_begeleider_to_act(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    rij = verloop.weigering_van_uitvoerder(
        op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo, reden=Weigerreden.GEEN_PLEK
    )
    assert (rij.status, rij.reden) == ("geweigerd", "geen_plek")
    assert aanmelding_van(traject).status == "ingediend"
    assert Bericht.objects.get(soort="accordering_geweigerd").ontvanger == spel.regio.begeleider
    taak = traject.termijnen.get(soort="aanmelding_aanvullen")
    assert (taak.rol, taak.organisatie, taak.datum) == ("begeleider", spel.regio.zorg, DAG + timedelta(days=7))


def test_a_refusal_without_a_reason_is_no_answer(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    rij = verloop.accordering_van(traject=traject.sleutel, leefgebied=ADL)
    with pytest.raises(RegelGeschonden) as fout:
        services.accordering_beantwoorden(onderwerp=rij.sleutel, antwoord=Antwoord.GEWEIGERD, namens=spel.wmo)
    assert fout.value.belemmeringen[0].veld == "reden"


def test_after_a_refusal_the_same_row_can_still_get_akkoord(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    verloop.weigering_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    rij = verloop.akkoord_van_uitvoerder(op=LATER, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    assert (rij.status, rij.reden, rij.beantwoord_op) == ("akkoord", "", LATER)
    assert aanmelding_van(traject).status == "compleet"
    assert traject.termijnen.get(soort="aanmelding_aanvullen").status == "vervallen"


@pytest.mark.clausule("Z-2.8")
def test_after_a_refusal_a_new_version_is_asked_again(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    verloop.weigering_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, anders=spel.zorghulp(ADL))
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    rij = verloop.accordering_van(traject=traject.sleutel, leefgebied=ADL)
    assert (rij.organisatie, rij.status) == (spel.regio.andere_zorg, "gevraagd")
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.ander)
    assert aanmelding_van(traject).status == "compleet"


def test_a_second_answer_is_refused(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.zorghulp())
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    for antwoord in Antwoord:
        with pytest.raises(RegelGeschonden, match="niet meer open"):
            services.accordering_beantwoorden(
                onderwerp=verloop.accordering_van(traject=traject.sleutel, leefgebied=ADL).sleutel,
                antwoord=antwoord,
                reden=Weigerreden.GEEN_PLEK,
                namens=spel.wmo,
            )


def test_an_answer_on_an_older_row_is_refused(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    rij = verloop.accordering_van(traject=traject.sleutel, leefgebied=ADL)
    with pytest.raises(Verouderd):
        services.accordering_beantwoorden(onderwerp=rij.sleutel, antwoord=Antwoord.AKKOORD, versie=99, namens=spel.wmo)


def test_what_was_taken_back_needs_no_answer(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.zorghulp())
    oud = verloop.accordering_van(traject=traject.sleutel, leefgebied=ADL)
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, anders=spel.zorghulp())
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    with pytest.raises(RegelGeschonden, match="niet meer open"):
        services.accordering_beantwoorden(onderwerp=oud.sleutel, antwoord=Antwoord.AKKOORD, namens=spel.wmo)


@pytest.mark.clausule("Z-2.8")
def test_nobody_answers_for_another_organisation(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    for namens in (spel.zorg, spel.ander, spel.coordinator):
        with pytest.raises(GeenRecht):
            verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=namens)
    assert Accordering.objects.get().status == "gevraagd"


@pytest.mark.clausule("Z-2.8")
def test_who_works_on_both_sides_does_not_answer(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    rol_toekennen(gebruiker=spel.regio.begeleider, organisatie=spel.regio.gemeente, rol=Rol.WMO_CONSULENT)
    dubbel = verloop.namens(spel.regio.begeleider, Rol.WMO_CONSULENT)
    with pytest.raises(RegelGeschonden, match="laat een collega antwoorden"):
        verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=dubbel)


# --- the mail that asks ------------------------------------------------------------------------------------------


def _een_doet_het_zelf(spel: Spel, traject: Traject) -> None:
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, anders=spel.zorghulp())
    verloop.akkoord_gegeven(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)


def _nee(spel: Spel, traject: Traject) -> None:
    services.verklaring_geven(
        traject=traject.sleutel, soort=Verklaringsoort.INSTEMMING_PARTIJEN, zegt=Zegt.NEE, datum=DAG,
        wijze=Wijze.GESPREK, namens=spel.zorg,
    )  # fmt: skip


def _afgewezen(spel: Spel, traject: Traject) -> None:
    verloop.gesprek_gevoerd(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    schuld = replace(verloop.VOLDOET, betaalbaar=False)
    verloop.afgewezen(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator, invoer=schuld)


def _ingetrokken(spel: Spel, traject: Traject) -> None:
    services.aanmelding_intrekken(traject=traject.sleutel, reden=Intrekreden.DUBBEL, namens=spel.zorg)


@pytest.mark.clausule("Z-2.8", "Z-20.4")
@pytest.mark.parametrize(
    ("wat", "blijft"), [(_een_doet_het_zelf, True), (_nee, False), (_afgewezen, False), (_ingetrokken, False)]
)
def test_a_mail_that_waits_and_has_nothing_left_to_ask_does_not_go_out(
    spel: Spel, wat: Callable[[Spel, Traject], None], blijft: bool
) -> None:
    """What went out stays written down. Seen to fail without taking it back, and with every waiting mail taken back."""
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.zorghulp())
    post = Bericht.objects.filter(soort="accordering_gevraagd")
    verstuurd, nu = post.get(ontvanger=spel.regio.wmo_consulent), clock.dienst_nu()
    verstuurd.pk, verstuurd.sleutel, verstuurd.plek, verstuurd.klaar_op = None, uuid4(), "eerder", nu
    verstuurd.save()
    assert post.filter(klaar_op=None).count() == 2
    wat(spel, traject)
    ontvangers = set(post.filter(klaar_op=None).values_list("ontvanger", flat=True))
    assert ontvangers == ({spel.regio.buitenstaander.pk} if blijft else set())
    assert post.filter(pk=verstuurd.pk).exists()
