"""How the rent stands, who says that an evaluatie is right, and what the huurder says of it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from evaluatie import services
from evaluatie.dossier import dossier
from evaluatie.enums import Partij
from evaluatie.models import Evaluatie, Huurstatus
from evaluatie.services import NieuweAfspraak, NieuweReactie
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.protocol.begrippen import Rol
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, ItemOordeel
from opstap.protocol.vaststellen import Huurstand, Reactie, Reactiewijze
from opstap.protocol.verklaringen import Zegt
from opstap.termijnen.controles import plan_klopt
from opstap.termijnen.models import Termijn
from opstap.trajecten.enums import Correctiereden, Wijze
from opstap.trajecten.gebeurtenissen import zin
from tests.evaluatie import verloop
from tests.evaluatie.conftest import DERDE, EERSTE, TWEEDE, Wonen, ga_wonen, stem_in
from tests.geheugen import onthouden
from woningen.services import instemming_vastleggen

D = timedelta(days=1)


@onthouden
def _gehouden(wonen: Wonen, nummer: int = 3, op: date = DERDE) -> None:
    """The third is one with the corporatie."""
    verloop.evaluatie_gehouden(
        evaluatie=wonen.evaluatie(nummer).sleutel,
        op=op,
        namens=wonen.begeleider,
        afspraken=[NieuweAfspraak(wie=Partij.HUURDER, wat="Gordijnen ophangen", uiterlijk=op + 30 * D)],
    )


@pytest.fixture
def gehouden(wonen: Wonen) -> Wonen:
    _gehouden(wonen)
    return wonen


def _huur(wonen: Wonen, nummer: int, op: date, **anders: object) -> Huurstatus:
    return verloop.huurstatus_gegeven(
        evaluatie=wonen.evaluatie(nummer).sleutel, op=op, **({"namens": wonen.consulent} | anders)
    )


def _klopt(wonen: Wonen, op: date, **anders: object) -> Evaluatie:
    return verloop.bevestigd(evaluatie=wonen.evaluatie(3).sleutel, op=op, **({"namens": wonen.consulent} | anders))


def _stand(wonen: Wonen, nummer: int = 3) -> tuple[str, date | None]:
    e = wonen.evaluatie(nummer)
    return e.status, e.vastgesteld_op


def _duties(wonen: Wonen, soort: str) -> list[tuple[str, date, str, str]]:
    rijen = Termijn.objects.filter(traject=wonen.traject, soort=soort).order_by("pk")
    return [(t.plek, t.datum, t.status, t.rol) for t in rijen]


def _tijdlijn(wonen: Wonen) -> list[str]:
    regels = Gebeurtenis.objects.filter(traject=wonen.traject.sleutel).order_by("pk")
    return [zin(r.soort, r.gegevens) for r in regels]


# --- the rent --------------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-1.6", "Z-11.7", "I-7")
def test_a_voortgangsgesprek_is_vastgesteld_when_the_corporatie_says_how_the_rent_stands(wonen: Wonen) -> None:
    """Held without it, not vastgesteld without it; whoever fills in the evaluatie is not disturbed by it."""
    e = wonen.evaluatie(2)
    with clock.klok_op(TWEEDE), pytest.raises(RegelGeschonden, match="vanaf 23 augustus 2026"):
        services.huurstatus_opgeven(
            evaluatie=wonen.evaluatie(3).sleutel, stand=Huurstand.REGELING, namens=wonen.consulent
        )
    _huur(wonen, 2, TWEEDE - 10 * D, stand=Huurstand.ACHTERSTAND, maanden=2)
    assert wonen.evaluatie(2).versie == e.versie
    _gehouden(wonen, 2, TWEEDE)
    assert _stand(wonen, 2) == ("vastgesteld", TWEEDE)
    verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(1).sleutel, op=TWEEDE, namens=wonen.begeleider)
    assert _stand(wonen, 1) == ("gehouden", None)
    _huur(wonen, 1, TWEEDE + 3 * D)
    assert _stand(wonen, 1) == ("vastgesteld", TWEEDE + 3 * D)
    assert _duties(wonen, "evaluatie_vaststellen") == [] and list(plan_klopt()) == []


@pytest.mark.clausule("Z-1.6")
def test_the_duty_moves_with_the_evaluatie_and_what_was_given_before_keeps_its_day(wonen: Wonen) -> None:
    e, naar = wonen.evaluatie(2).sleutel, TWEEDE + 15 * D
    voor = {t[0]: t[1:] for t in _duties(wonen, "huurstatus_opgeven")}
    assert voor["2"] == (TWEEDE, "open", "consulent") and len(voor) == 8
    verloop.evaluatie_gemist(evaluatie=e, op=TWEEDE, naar=naar, namens=wonen.begeleider)
    termijn = wonen.termijn("huurstatus_opgeven", "2")
    assert (termijn.datum, termijn.vanaf, termijn.status) == (naar, naar - 10 * D, "open")
    _huur(wonen, 2, naar - 9 * D)
    verloop.evaluatie_gemist(evaluatie=e, op=naar, naar=naar + 6 * D, namens=wonen.begeleider)
    assert wonen.termijn("huurstatus_opgeven", "2").status == "voltooid"
    with pytest.raises(RegelGeschonden, match="Kies waarom"):
        _huur(wonen, 2, naar, stand=Huurstand.REGELING)
    _huur(wonen, 2, naar, stand=Huurstand.REGELING, reden=Correctiereden.BLEEK_ANDERS)
    status = Huurstatus.objects.get(evaluatie__sleutel=e)
    assert (status.stand, status.opgegeven_op) == ("regeling", naar) and list(plan_klopt()) == []
    regel = Gebeurtenis.objects.get(soort="huurstatus_verbeterd")
    assert regel.gegevens["was"] == "geen_achterstand" and "later bleek het anders" in _tijdlijn(wonen)[-1]


@pytest.mark.clausule("Z-1.6", "Z-12.9", "Z-20.4")
def test_only_the_corporatie_of_this_home_gives_it_and_not_before_the_huurder_agrees(
    wonen_zonder_instemming: Wonen,
) -> None:
    """Seen to fail without the ja."""
    wonen, regio = wonen_zonder_instemming, wonen_zonder_instemming.regio
    with pytest.raises(RegelGeschonden, match="ingestemd"):
        _huur(wonen, 1, EERSTE)
    stem_in(wonen)
    for wie in (regio.namens(regio.andere_consulent), wonen.begeleider, wonen.wmo, regio.namens(regio.coordinator)):
        with pytest.raises(GeenRecht):
            _huur(wonen, 1, EERSTE, namens=wie)
    leider = _huur(wonen, 1, EERSTE - D, namens=regio.namens(regio.teamleider_corporatie))
    with pytest.raises(Verouderd), clock.klok_op(EERSTE):  # two windows: the first one found nothing there
        services.huurstatus_opgeven(
            evaluatie=wonen.evaluatie(1).sleutel, stand=Huurstand.REGELING, namens=wonen.consulent, versie=0
        )
    leider.refresh_from_db()
    assert leider.stand == "geen_achterstand"
    with pytest.raises(IntegrityError), transaction.atomic():
        Huurstatus.objects.filter(pk=leider.pk).update(maanden=3)


@pytest.mark.clausule("Z-1.6", "Z-12.9")
def test_nobody_asks_how_the_rent_stands_while_the_huurder_does_not_want_to_share(wonen: Wonen) -> None:
    """It could not be given. With a ja the duties come back; what was given stays done."""

    def zegt(wat: Zegt, op: date) -> dict[str, int]:
        with clock.klok_op(op):
            instemming_vastleggen(
                contract=wonen.contract.sleutel, datum=op, wijze=Wijze.GESPREK, zegt=wat, namens=wonen.consulent
            )
        assert list(plan_klopt()) == []
        return Counter(stand for _, _, stand, _ in _duties(wonen, "huurstatus_opgeven"))

    _huur(wonen, 1, EERSTE)
    assert zegt(Zegt.TREKT_IN, EERSTE + D) == {"voltooid": 1, "vervallen": 7}
    with clock.klok_op(TWEEDE + 3 * D):
        for pagina in (wonen.adres("evaluatie", wonen.evaluatie(2).sleutel), wonen.adres("evaluaties")):
            assert "te laat" not in wonen.client(wonen.regio.begeleider).get(pagina).content.decode()
    assert zegt(Zegt.JA, EERSTE + 5 * D) == {"voltooid": 1, "open": 7}


# --- vaststellen -----------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-2.14", "Z-12.6", "Z-12.12")
def test_it_goes_back_with_why_is_corrected_and_then_vastgesteld_by_the_last_ja(gehouden: Wonen) -> None:
    e = gehouden.evaluatie(3).sleutel
    vraag = ("3:1:consulent", DERDE + 14 * D, "open", "consulent")
    assert _duties(gehouden, "evaluatie_vaststellen") == [vraag]
    _huur(gehouden, 3, DERDE + D)
    with pytest.raises(RegelGeschonden, match="Schrijf op wat er niet klopt"):
        _klopt(gehouden, DERDE + D, klopt=False)
    with pytest.raises(GeenRecht):  # who wrote it down is not asked
        _klopt(gehouden, DERDE + D, namens=gehouden.begeleider)
    _klopt(gehouden, DERDE + 2 * D, klopt=False, omdat="De tuin is niet gedaan.")
    with pytest.raises(RegelGeschonden, match="zei al"):
        _klopt(gehouden, DERDE + 2 * D)
    terug = ("3:1:begeleider", DERDE + 9 * D, "open", "begeleider")
    assert _duties(gehouden, "evaluatie_vaststellen") == [(*vraag[:2], "voltooid", "consulent"), terug]
    anders = {EvaluatieItem.VERZORGING: ItemOordeel.AANDACHT}
    verloop.evaluatie_verbeterd(evaluatie=e, op=DERDE + 4 * D, namens=gehouden.begeleider, anders=anders)
    assert Gebeurtenis.objects.get(soort="evaluatie_verbeterd").gegevens["was"] == "verzorging: goed"
    assert dict(gehouden.evaluatie(3).items.values_list("item", "oordeel"))["verzorging"] == "aandacht"
    opnieuw = ("3:2:consulent", DERDE + 18 * D, "open", "consulent")
    assert _duties(gehouden, "evaluatie_vaststellen")[2:] == [opnieuw]
    _klopt(gehouden, DERDE + 5 * D, namens=gehouden.regio.namens(gehouden.regio.teamleider_corporatie))
    assert _stand(gehouden) == ("vastgesteld", DERDE + 5 * D)
    assert _tijdlijn(gehouden)[-2:] == ["Iemand zei dat evaluatie 3 klopt.", "Evaluatie 3 is vastgesteld."]
    assert not Termijn.objects.open().filter(traject=gehouden.traject, soort="evaluatie_vaststellen").exists()
    assert list(plan_klopt()) == []


@pytest.mark.clausule("Z-12.12")
def test_nothing_changes_after_it_is_vastgesteld(gehouden: Wonen) -> None:
    """Seen to fail without `blijft_belemmeringen` in each of the services."""
    e = gehouden.evaluatie(3)
    _klopt(gehouden, DERDE)
    assert _stand(gehouden) == ("gehouden", None)
    with clock.klok_op(DERDE):
        nieuw = NieuweReactie(Reactie.KLOPT, wijze=Reactiewijze.AAN_TAFEL, datum=DERDE)
        services.reactie_vastleggen(evaluatie=e.sleutel, nieuw=nieuw, namens=gehouden.begeleider)
    _huur(gehouden, 3, DERDE)
    assert _stand(gehouden) == ("vastgesteld", DERDE)
    afspraak = e.afspraken.get()
    reden, namens = {"reden": Correctiereden.VERTYPT}, {"namens": gehouden.begeleider}
    with clock.klok_op(DERDE + 9 * D):
        for doe in (
            lambda: services.evaluatie_dag_verbeteren(evaluatie=e.sleutel, datum=DERDE - D, **reden, **namens),
            lambda: services.reactie_vastleggen(evaluatie=e.sleutel, nieuw=nieuw, **namens),
            lambda: verloop.evaluatie_verbeterd(evaluatie=e.sleutel, op=DERDE + 9 * D, **namens),
            lambda: _huur(gehouden, 3, DERDE + 9 * D, stand=Huurstand.REGELING, **reden),
            lambda: _klopt(gehouden, DERDE + 9 * D),
            lambda: services.afspraak_dag_verbeteren(afspraak=afspraak.sleutel, datum=DERDE + D, **reden, **namens),
        ):
            with pytest.raises(RegelGeschonden, match="is vastgesteld"):
                doe()
        services.afspraak_afhandelen(afspraak=afspraak.sleutel, nagekomen=True, reden="", **namens)


def test_another_window_saw_the_evaluatie_before_it_was_corrected(gehouden: Wonen) -> None:
    """Seen to fail without `versie`: the ja of the consulent was of what did not stand there any more."""
    e = gehouden.evaluatie(3)
    anders = {EvaluatieItem.HUUR: ItemOordeel.ONVOLDOENDE}
    verloop.evaluatie_verbeterd(evaluatie=e.sleutel, op=DERDE, namens=gehouden.begeleider, anders=anders)
    with pytest.raises(Verouderd), clock.klok_op(DERDE):
        services.evaluatie_bevestigen(
            evaluatie=e.sleutel, klopt=True, omdat="", namens=gehouden.consulent, versie=e.versie
        )
    with pytest.raises(RegelGeschonden, match="Er is niets veranderd"):
        verloop.evaluatie_verbeterd(evaluatie=e.sleutel, op=DERDE, namens=gehouden.begeleider, anders=anders)


def test_the_day_corrected_is_asked_anew_and_one_of_before_is_not_asked_at_all(gehouden: Wonen) -> None:
    e = gehouden.evaluatie(3)
    with clock.klok_op(DERDE + D):
        services.evaluatie_dag_verbeteren(
            evaluatie=e.sleutel, datum=DERDE - D, reden=Correctiereden.VERTYPT, namens=gehouden.begeleider
        )
    standen = [(plek, status) for plek, _, status, _ in _duties(gehouden, "evaluatie_vaststellen")]
    assert standen == [("3:1:consulent", "vervallen"), ("3:2:consulent", "open")]
    Evaluatie.objects.filter(pk=e.pk).update(ronde=0)
    Evaluatie.objects.get(pk=e.pk).bevestigingen.all().delete()
    with pytest.raises(RegelGeschonden, match="van voor het vaststellen"):
        _klopt(gehouden, DERDE + D)
    assert dossier(gehouden.contract).niet_vastgesteld == []


# --- the huurder -----------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-12.12", "Z-2.15")
def test_the_huurder_reacts_later_too_and_it_stands_beside_the_besluit(wonen: Wonen) -> None:
    _huur(wonen, 2, TWEEDE)
    _gehouden(wonen, 2, TWEEDE)
    e, namens = wonen.evaluatie(2).sleutel, wonen.begeleider
    assert wonen.evaluatie(2).status == "vastgesteld"
    papier = NieuweReactie(Reactie.NIET_EENS, "Ik betaalde wel op tijd.", Reactiewijze.OP_PAPIER, TWEEDE + 2 * D)
    with clock.klok_op(TWEEDE + 3 * D):
        with pytest.raises(RegelGeschonden, match="in eigen woorden"):
            leeg = NieuweReactie(Reactie.NIET_EENS, "", Reactiewijze.OP_PAPIER, TWEEDE)
            services.reactie_vastleggen(evaluatie=e, nieuw=leeg, namens=namens)
        with pytest.raises(GeenRecht):
            services.reactie_vastleggen(evaluatie=e, nieuw=papier, namens=wonen.wmo)
        services.reactie_vastleggen(evaluatie=e, nieuw=papier, namens=namens)
    verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(3).sleutel, op=DERDE, namens=namens)
    d = dossier(wonen.contract)
    assert [b.melding for b in d.niet_vastgesteld] == ["Evaluatie 3 van 2 september 2026 is nog niet vastgesteld."]


def _open(wonen: Wonen, wie: object, pagina: str, nummer: int, op: date, **velden: str) -> object:
    adres, client = wonen.adres(pagina, wonen.evaluatie(nummer).sleutel), wonen.client(wie)
    with clock.klok_op(op):
        if not velden:
            return client.get(adres)
        return client.post(adres, {"verzoek": str(uuid4()), **velden}, follow=True)


def _tekst(antwoord: object) -> str:
    return " ".join(antwoord.content.decode().split())


def test_the_pages_from_the_rent_to_vastgesteld(wonen: Wonen) -> None:
    """As people do it: the fact beside the question, the number in its field, a collega who sees the nee and why."""
    regio, dag = wonen.regio, DERDE
    houden = _tekst(_open(wonen, regio.begeleider, "houden", 3, dag))
    assert "Hoe het met de huur staat: niet opgegeven." in houden and "Wat vindt de huurder" in houden
    fout = _open(wonen, regio.consulent, "huurstatus", 3, dag, stand="achterstand", maanden="", versie="0")
    assert fout.status_code == 422 and "1 tot en met 24" in _tekst(fout)
    _open(wonen, regio.consulent, "huurstatus", 3, dag, stand="achterstand", maanden="2", versie="0")
    houden = _tekst(_open(wonen, regio.begeleider, "houden", 3, dag))
    assert "Hoe het met de huur staat: een achterstand van 2 maanden (opgegeven op 2 september 2026)." in houden
    _gehouden(wonen)
    pagina = _tekst(_open(wonen, regio.consulent, "vaststellen", 3, dag))
    assert "gaat goed; volgens de corporatie: een achterstand van 2 maanden" in pagina
    nee = _open(wonen, regio.consulent, "vaststellen", 3, dag, klopt="nee", omdat="Er is wel overlast.")
    assert nee.status_code == 200 and "klopt niet, op 2 september 2026: Er is wel overlast." in _tekst(nee)
    terug = _tekst(_open(wonen, regio.begeleider, "vaststellen", 3, dag))
    assert "Lees waarom, en verbeter de evaluatie." in terug
    assert wonen.adres("evaluatie_verbeteren", wonen.evaluatie(3).sleutel) in terug
    punten = {f"item_{item}": "goed" for item in EvaluatieItem}
    velden = {**punten, "oordeel": "op_schema", "bewoner": "Ja", "reden": "bleek_anders"}
    _open(wonen, regio.begeleider, "evaluatie_verbeteren", 3, dag, **velden)
    papier = {"reactie": "niet_eens", "woorden": "Ik maak geen herrie.", "wijze": "op_papier", "datum": "2-9-2026"}
    _open(wonen, regio.begeleider, "reactie", 3, dag, **papier)
    klaar = _tekst(_open(wonen, regio.consulent, "vaststellen", 3, dag, klopt="ja"))
    assert "<dt>Vastgesteld op</dt><dd>2 september 2026</dd>" in klaar
    assert "niet eens, op papier op 2 september 2026: Ik maak geen herrie." in klaar
    assert wonen.adres("evaluatie_verbeteren", wonen.evaluatie(3).sleutel) not in klaar
    lijst = _tekst(_open(wonen, regio.consulent, "evaluatie", 3, dag))
    assert "2 maanden" in lijst and "Staat het anders" not in lijst


def test_a_stranger_finds_none_of_these_pages(wonen: Wonen) -> None:
    buren = ga_wonen(wonen.regio, naam="Noor Noot", adres="Brugweg 2, 7200 AA Voorstad")
    for pagina in ("huurstatus", "vaststellen", "reactie", "evaluatie_verbeteren"):
        assert _open(wonen, wonen.regio.andere_consulent, pagina, 3, DERDE).status_code == 404
        with clock.klok_op(DERDE):
            van_de_buren = wonen.adres(pagina, buren.evaluatie(3).sleutel)
            assert wonen.client(wonen.regio.teamleider_corporatie).get(van_de_buren).status_code in {403, 404}
    assert _open(wonen, wonen.regio.begeleider, "huurstatus", 3, DERDE).status_code == 403
    assert Rol.WMO_CONSULENT.value not in {t[3] for t in _duties(wonen, "huurstatus_opgeven")}
