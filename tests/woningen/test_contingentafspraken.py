"""A number from mutaties or none at all, the use per zorgorganisatie, promises and the exchange with others."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from aanmelding.models import AanmeldVersie
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.partners.namens import Namens
from opstap.protocol.aandelen import Deelafspraak
from opstap.protocol.begrippen import Fase, Rol
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.contingent import Wijzigreden
from opstap.protocol.potten import Potten
from opstap.protocol.toezeggen import Afspraakpapier, Toezeggingsoort
from opstap.protocol.uitruil import Terugneemreden, Uitruilreden, Uitruilrichting
from opstap.regelingen.models import RegelingVersie
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.models import Traject
from opstap.trajecten.wissen import persoon_wissen
from tests.woningen import verloop
from tests.woningen.toneel import AANBOD, JA, TOEGELATEN, Toneel, teruggedraaid, vers
from woningen import services
from woningen.controles import contingent_klopt, uitruil_klopt
from woningen.models import Contingent, Contingentplaats, Mutatieopgave, Uitruil
from woningen.services.afspraken import aandelen_van, gebruik_per_organisatie, toezeggingen_van
from woningen.services.complexen import Complexgegevens
from woningen.services.contingent import ziet_gebruik


@pytest.fixture(autouse=True)
def _dag():
    with clock.klok_op(AANBOD):
        yield


def _afspraak(toneel: Toneel, **anders: Any) -> RegelingVersie:
    """The regeling holds like this now; a name with None is left out."""
    eerste = RegelingVersie.objects.order_by("pk").first()
    assert eerste is not None
    document = {naam: waarde for naam, waarde in (eerste.document | anders).items() if waarde is not None}
    nieuw = RegelingVersie(regeling=eerste.regeling, nummer=2, document=document, vanaf=eerste.vanaf)
    nieuw.vaststellen()
    nieuw.save()
    return nieuw


def _tekst(toneel: Toneel, wie: str, url: str, status: int = 200) -> str:
    antwoord = toneel.regio.ingelogd(getattr(toneel.regio, wie)).get(url)
    assert antwoord.status_code == status, (wie, url, antwoord.status_code)
    return antwoord.content.decode()


def _url(toneel: Toneel, naam: str, jaar: int = 2024) -> str:
    return reverse(f"woningen:{naam}", args=[toneel.regio.regeling.sleutel, jaar])


def _stuur(toneel: Toneel, wie: str, url: str, **velden: Any) -> Any:
    client = toneel.regio.ingelogd(getattr(toneel.regio, wie))
    form = client.get(url)
    versie = form.context.get("formulier_versie")
    vast = {"verzoek": str(uuid4()), "stap": form.context.get("stap", "")} | (
        {} if versie is None else {"versie": versie}
    )
    return client.post(url, vast | velden)


@pytest.mark.clausule("P-8")
def test_who_waits_is_counted_beside_what_is_free_and_the_loket_opens_who(toneel: Toneel):
    alleen, onbekend = toneel.zoekend(), toneel.kandidaat("Kandidaat twee")
    versie = AanmeldVersie.objects.get(aanmelding__traject=alleen)
    versie.pk, versie.sleutel, versie.nummer, versie._state.adding = None, uuid4(), 2, True
    versie.snapshot |= {"huishouden": {"volwassenen": 1, "kinderen": []}}
    versie.save()
    toneel.woning("Kade 1", woningtype=Woningtype.EENGEZINSWONING)
    toneel.woning("Kade 2", woningtype=Woningtype.EENGEZINSWONING)
    url = _url(toneel, "vraagaanbod")
    assert url in _tekst(toneel, "coordinator", reverse("woningen:contingent"))
    pagina = toneel.regio.ingelogd(toneel.regio.coordinator).get(f"{url}?maat=klein")
    assert [tuple(map(str, rij["cellen"])) for rij in pagina.context["rijen"]] == [
        ("Klein, voor één persoon", "1", "0", "0", "0", "0"),
        ("Groter, ook een eengezinswoning", "0", "0", "2", "0", "0"),
        ("Niet bekend", "1", "0", "0", "0", "0"),
    ]
    assert list(pagina.context["soorten"]) == [{"cellen": ("Eengezinswoning", 0, 2, 0)}]
    assert [rij["cellen"][0] for rij in pagina.context["lijst"]] == [alleen.kenmerk]
    assert "1 kandidaat wacht op een kleine woning; er zijn er 0 vrij." in pagina.content.decode()
    beleid = _tekst(toneel, "beleidsmedewerker", f"{url}?maat=klein")
    assert beleid.count("niet getoond") == 3 and "kleine woning;" not in beleid and "?maat=" not in beleid
    assert not any(traject.kenmerk in beleid for traject in (alleen, onbekend))
    _tekst(toneel, "consulent", url, 403)


@pytest.mark.clausule("C-26")
def test_the_loket_reckons_what_each_can_give_and_takes_it_over(toneel: Toneel):
    regio = toneel.regio
    for namens, naam, bij, graad in (
        (toneel.consulent, "De Linden", True, 10),
        (toneel.consulent, "De Eiken", False, 5),
        (toneel.andere_consulent, "Kadehof", False, 10),
        (toneel.andere_consulent, "Kadeblok", True, None),
    ):
        gegevens = Complexgegevens(naam=naam, aantal_woningen=60, mutatiegraad=graad, nabij_steunpunt=bij)
        services.complex_vastleggen(corporatie=namens.organisatie, gegevens=gegevens, namens=namens)
    url = _url(toneel, "taakstelling")
    assert url in _tekst(toneel, "coordinator", reverse("woningen:contingent"))
    assert "Vul bij" in _tekst(toneel, "coordinator", f"{url}?opgave_1=veel&opgave_2=6")
    pagina = regio.ingelogd(regio.coordinator).get(f"{url}?opgave_1=4&opgave_2=6")
    aantallen = {regio.corporatie.naam: 6, regio.andere_corporatie.naam: 4}
    assert dict(rij["cellen"] for rij in pagina.context["rijen"]) == aantallen
    tekst = pagina.content.decode()
    assert "6 × 3 / 9 = 2, dus 2." in tekst and "1 complex niet meegeteld" in tekst and "De Linden" not in tekst

    over = pagina.context["overnemen_url"]
    vast = regio.ingelogd(regio.coordinator).get(over).context["form"]
    assert (vast["totaal"].value(), vast["wijze"].value()) == (10, "aantallen")
    ingevuld = {naam: vast[naam].value() for naam in vast.fields if vast[naam].value() is not None}
    assert _stuur(toneel, "coordinator", over, **ingevuld).status_code == 302
    assert {d.corporatie.naam: d.aandeel for d in Contingent.objects.get().delen.all()} == aantallen
    te_kort = regio.ingelogd(regio.coordinator).get(f"{url}?opgave_1=7&opgave_2=0")
    assert "meer woningen nodig dan" in te_kort.content.decode() and te_kort.context["overnemen_url"]
    _tekst(toneel, "consulent", url, 403)
    _tekst(toneel, "beleidsmedewerker", url, 403)


# --- the number ----------------------------------------------------------------------------------------------------


@pytest.mark.clausule("P-31", "Z-9.20")
def test_where_no_number_was_agreed_a_home_is_offered_and_taken_without_a_place(toneel: Toneel):
    """Seen to fail: the letter told of a home that the kandidaat found, because there was no place."""
    traject = toneel.kandidaat()
    versie = _afspraak(toneel, contingentvorm="geen", contingent=None)
    Traject.objects.filter(pk=traject.pk).update(regelingversie=versie)
    pagina = reverse("woningen:verhuurder_vragen", args=[traject.sleutel])
    assert "nog geen contingent" not in _tekst(toneel, "coordinator", pagina)
    toneel.gevraagd(traject)
    aanbieding = toneel.aanbod(vers(traject))
    brief = traject.brieven.get(soort="aanbod", geadresseerde="kandidaat").inhoud.html
    assert "Wij bieden u" in brief and "hebt u zelf gevonden" not in brief
    verloop.geaccepteerd(op=JA, aanbieding=aanbieding.sleutel, consulent=toneel.consulent)
    assert vers(aanbieding).plaats is None and not Contingentplaats.objects.exists()
    bord = _tekst(toneel, "coordinator", reverse("woningen:contingent"))
    assert "geen aantal woningen per jaar afgesproken" in bord and "Leg het contingent" not in bord
    with pytest.raises(RegelGeschonden, match="U hoeft hier niets vast te leggen"):
        toneel.contingent()


@pytest.mark.clausule("P-20")
def test_the_number_follows_from_what_became_free_and_tells_how(toneel: Toneel):
    _afspraak(
        toneel, contingentvorm="procent", contingent=None, contingent_procent=2, bijzondere_bemiddeling_aantal=None
    )
    regio, vast = toneel.regio, _url(toneel, "contingent_vastleggen")
    opgeven, vorig = _url(toneel, "mutaties"), _url(toneel, "mutaties", 2023)
    assert "2 procent van de woningen die vrijkomen" in _tekst(toneel, "consulent", reverse("woningen:contingent"))
    _tekst(toneel, "coordinator", opgeven, 403)
    fout = _stuur(toneel, "consulent", opgeven, kwartaal_1="9", kwartaal_2="3")
    assert fout.status_code == 422 and set(fout.context["form"].errors) == {"kwartaal_2"}
    assert _stuur(toneel, "consulent", vorig, kwartaal_1="200", kwartaal_4="110").status_code == 302
    fout = _stuur(toneel, "coordinator", vast, mutatiejaar="2023")
    assert fout.status_code == 422 and "Nog niets opgegeven van dat jaar: Wonen aan de Beek" in fout.content.decode()
    assert _stuur(toneel, "andere_consulent", vorig, kwartaal_2="120").status_code == 302
    assert "430 × 2 / 100 = 8,60, dus 9." in _tekst(toneel, "coordinator", vast)
    assert _stuur(toneel, "coordinator", vast, mutatiejaar="2023").status_code == 302
    contingent = Contingent.objects.get()
    assert (contingent.totaal, contingent.wijze, contingent.procent, contingent.mutatiejaar) == (9, "mutaties", 2, 2023)
    assert sorted(contingent.delen.values_list("woningbezit", "aandeel")) == [(120, 3), (310, 6)]
    assert "430 × 2 / 100" in _tekst(toneel, "beleidsmedewerker", reverse("woningen:contingent"))
    assert list(contingent_klopt()) == []
    with pytest.raises(Verouderd):
        services.mutaties_opgeven(
            regeling=regio.regeling.sleutel,
            corporatie=regio.corporatie.sleutel,
            jaar=2023,
            aantallen=(1, 1, 1, 1),
            versie=0,
            namens=toneel.consulent,
        )
    with pytest.raises(RegelGeschonden, match="zegt anders"):
        toneel.contingent()
    Contingent.objects.update(procent=50)
    assert any("volgt 215, niet 9" in zin for zin in contingent_klopt())


@pytest.mark.clausule("P-20")
def test_a_number_from_mutaties_never_falls_below_what_is_in_use_and_asks_why_it_changes(toneel: Toneel):
    traject, _ = toneel.aangeboden()
    _afspraak(toneel, contingentvorm="procent", contingent=None, contingent_procent=2)
    regio = toneel.regio
    wat = {"regeling": regio.regeling.sleutel, "jaar": 2024, "mutatiejaar": 2023, "namens": toneel.coordinator}
    for corporatie, aantal in ((regio.corporatie, 10), (regio.andere_corporatie, 200)):
        Mutatieopgave.objects.create(regeling=regio.regeling, corporatie=corporatie, jaar=2023, kwartaal_1=aantal)
    with pytest.raises(RegelGeschonden, match="De Brug zou 0 woningen krijgen, maar er zijn er al 1"):
        services.contingent_uit_mutaties(potten=Potten(0), reden=Wijzigreden.MUTATIES, **wat)
    Mutatieopgave.objects.filter(corporatie=regio.corporatie).update(kwartaal_2=90)
    with pytest.raises(RegelGeschonden, match="Kies waarom"):
        services.contingent_uit_mutaties(potten=Potten(0), **wat)
    contingent = services.contingent_uit_mutaties(potten=Potten(0), reden=Wijzigreden.MUTATIES, **wat)
    assert contingent.totaal == 6 and traject.kenmerk and list(contingent_klopt()) == []
    with pytest.raises(GeenRecht):
        services.contingent_uit_mutaties(potten=Potten(0), **(wat | {"namens": toneel.consulent}))


# --- who uses them, and what was promised --------------------------------------------------------------------------


@pytest.mark.clausule("Z-4.10")
def test_the_use_per_zorgorganisatie_is_for_who_shares_out_and_a_cap_refuses_nobody(toneel: Toneel):
    toneel.contingent(4)
    toneel.toegewezen()
    contingent, url = Contingent.objects.get(), _url(toneel, "aandelen")
    zorg = toneel.regio.zorg
    assert gebruik_per_organisatie(contingent) == {zorg.naam: 1}
    assert [rij.signaal for rij in aandelen_van(contingent)] == [False]
    for wie, status in (("consulent", 403), ("wmo_consulent", 403), ("begeleider", 403)):
        _tekst(toneel, wie, url, status)
    assert f"{zorg.naam}" in _tekst(toneel, "coordinator", url) and "100 procent" in _tekst(toneel, "coordinator", url)
    beleid = _tekst(toneel, "beleidsmedewerker", url)
    assert "niet getoond" in beleid and "100 procent" not in beleid and "Leg een afspraak vast" not in beleid
    velden = {"organisatie": str(zorg.sleutel), "op": "30-4-2024", "uitkomst": "grens", "hoogstens": "1"}
    afspraak = _url(toneel, "aandeel_afspreken")
    fout = _stuur(toneel, "coordinator", afspraak, **(velden | {"hoogstens": ""}))
    assert fout.status_code == 422 and set(fout.context["form"].errors) == {"hoogstens"}
    assert _stuur(toneel, "coordinator", afspraak, **velden).status_code == 302
    assert "Besproken op 30 april 2024: hoogstens 1 woning." in _tekst(toneel, "coordinator", url)
    volgende = toneel.kandidaat("Kandidaat twee")
    vragen = reverse("woningen:verhuurder_vragen", args=[volgende.sleutel])
    assert "hoogstens 1 woning dit jaar. Zij gebruikt er 1." in _tekst(toneel, "coordinator", vragen)
    toneel.gevraagd(volgende)  # a person decided
    with pytest.raises(GeenRecht):
        services.aandeel_afspreken(
            regeling=toneel.regio.regeling.sleutel,
            jaar=2024,
            organisatie=zorg.sleutel,
            uitkomst=Deelafspraak.GEEN_GRENS,
            op=AANBOD,
            namens=toneel.consulent,
        )
    Contingentplaats.objects.update(gebruikt_door=None)
    assert any("niet bekend welke organisatie begeleidde" in zin for zin in contingent_klopt())


def test_when_somebody_is_forgotten_the_use_and_the_exchange_still_add_up(toneel: Toneel):
    """The place stays used and counts for who gave begeleiding, though nothing is known of the person."""
    traject, zorg = toneel.toegewezen(), toneel.regio.zorg
    _uitruil(toneel, traject, gemeente="Harderwijk")
    Traject.objects.update(afgesloten_op=JA, uitkomst=Uitkomst.INGETROKKEN.value, fase=Fase.AFGESLOTEN.value)
    with clock.klok_op(JA):
        persoon_wissen(vers(traject))
    assert gebruik_per_organisatie(Contingent.objects.get()) == {zorg.naam: 1}
    assert list(contingent_klopt()) == list(uitruil_klopt()) == []
    assert (Uitruil.objects.get().gemeente, Uitruil.objects.get().richting) == ("", "erin")
    assert "niet meer bekend" in _tekst(
        toneel, "coordinator", f"{_url(toneel, 'uitruilstand')}?gemeente=niet+meer+bekend"
    )
    Contingentplaats.objects.vrij().update(status="gebruikt", categorie="opstap")
    assert any("zeggen iets anders" in zin for zin in contingent_klopt())


@pytest.mark.clausule("Z-4.10")
def test_a_signal_is_told_where_the_regeling_has_a_threshold(toneel: Toneel, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("opstap.protocol.aandelen.MINSTENS", 1)
    toneel.toegewezen()
    url = _url(toneel, "aandelen")
    assert "Maak nieuwe afspraken" not in _tekst(toneel, "coordinator", url)
    _afspraak(toneel, signaaldrempel_aandeel_organisatie=40)
    tekst = _tekst(toneel, "coordinator", url)
    assert "Maak nieuwe afspraken" in tekst and "Vanaf 40 procent bespreken de partners dit." in tekst
    assert "Maak nieuwe afspraken" not in _tekst(toneel, "beleidsmedewerker", url)  # one home is a small number


@pytest.mark.clausule("A-32", "C-32")
def test_who_promised_what_stands_at_the_contingent_with_its_paper(toneel: Toneel):
    contingent, url = toneel.contingent(4), _url(toneel, "toezeggen")
    regio = toneel.regio
    velden = {
        "organisatie": str(regio.corporatie.sleutel),
        "wat": "woningen",
        "aantal": "3",
        "papier": "prestatieafspraken",
        "getekend_op": "15-12-2023",
        "kenmerk": "artikel 4",
    }
    assert _stuur(toneel, "coordinator", url, **velden).status_code == 302
    fout = _stuur(toneel, "coordinator", url, **(velden | {"wat": "begeleiding"}))
    assert fout.status_code == 422 and set(fout.context["form"].errors) == {"organisatie"}
    bord = _tekst(toneel, "consulent", reverse("woningen:contingent"))
    assert "Wat is beloofd voor 2024" in bord and "3 woningen" in bord
    assert "15 december 2023, artikel 4" in bord and "Leg vast wat voor 2024 is beloofd" not in bord
    services.toezegging_vastleggen(
        regeling=regio.regeling.sleutel,
        jaar=2024,
        organisatie=regio.corporatie.sleutel,
        wat=Toezeggingsoort.WONINGEN,
        aantal=5,
        papier=Afspraakpapier.CONVENANT,
        getekend_op=AANBOD,
        kenmerk="bijlage 2",
        namens=toneel.coordinator,
    )
    assert [rij.aantal for rij in toezeggingen_van(contingent)] == [5]


# --- exchange ------------------------------------------------------------------------------------------------------


def _zonder_binding(traject: Traject) -> None:
    """The zorgorganisatie said, in what it sent last, that binding does not count here."""
    versie = AanmeldVersie.objects.filter(aanmelding__traject=traject).latest("nummer")
    versie.pk, versie.sleutel, versie._state.adding = None, uuid4(), True
    versie.nummer, versie.snapshot = versie.nummer + 1, versie.snapshot | {"vrijstelling": True}
    versie.save()


def _uitruil(toneel: Toneel, traject: Traject, **anders: Any) -> Uitruil:
    gewoon = {"gemeente": "Voorst", "richting": Uitruilrichting.ERIN, "op": JA, "namens": toneel.coordinator}
    with clock.klok_op(JA):
        return services.uitruil_vastleggen(traject=traject.sleutel, **(gewoon | anders))


@pytest.mark.clausule("Z-8.13", "I-33", "Z-20.5")
def test_an_exchange_is_written_down_at_an_actual_home_and_only_who_shares_out_reads_it(toneel: Toneel):
    """Seen to fail with a stand that names the traject to everybody who may see the numbers."""
    traject, url = toneel.zoekend(), _url(toneel, "uitruilstand")
    with pytest.raises(RegelGeschonden, match="nog geen woning voor deze kandidaat"):
        _uitruil(toneel, traject)
    verloop.geaccepteerd(op=JA, aanbieding=toneel.aanbod(traject).sleutel, consulent=toneel.consulent)
    pagina, dossier = reverse("woningen:uitruil", args=[traject.sleutel]), reverse("traject", args=[traject.sleutel])
    with clock.klok_op(JA):
        assert pagina not in _tekst(toneel, "coordinator", dossier)
        _zonder_binding(traject)
        assert pagina in _tekst(toneel, "coordinator", dossier)
        assert pagina not in _tekst(toneel, "consulent", dossier)
        _tekst(toneel, "consulent", pagina, 403)
        velden = {"richting": "erin", "op": "6-5-2024"}
        fout = _stuur(toneel, "coordinator", pagina, gemeente="", **velden)
        assert fout.status_code == 422 and set(fout.context["form"].errors) == {"gemeente"}
        assert _stuur(toneel, "coordinator", pagina, gemeente="Voorst", **velden).status_code == 302
        assert "uitruil met een andere gemeente." in _tekst(toneel, "coordinator", dossier)
        for wie in ("consulent", "begeleider"):
            assert "itruil" not in _tekst(toneel, wie, dossier)
        lijst = _tekst(toneel, "coordinator", f"{url}?richting=erin")
        assert traject.kenmerk in lijst and "1 meer erin" in lijst
        assert traject.kenmerk not in _tekst(toneel, "coordinator", f"{url}?richting=eruit")
        beleid = _tekst(toneel, "beleidsmedewerker", url)
        assert "Minder dan 5" in beleid and "Niet getoond" in beleid
        assert not any(zin in beleid for zin in (traject.kenmerk, "1 meer erin")) and not re.search(
            r"\bVoorst\b", beleid
        )
        _tekst(toneel, "consulent", url, 403)
        assert list(uitruil_klopt()) == []
        assert _stuur(toneel, "coordinator", pagina, reden="geen_uitruil").status_code == 302
    assert not Uitruil.objects.geldig().exists()
    assert not Uitruil.objects.van_jaar(toneel.regio.regeling.pk, 2024).exists()


@pytest.mark.clausule("Z-8.13", "Z-4.10")
def test_who_makes_policy_for_a_verhuurder_reads_no_use_and_no_exchange(toneel: Toneel):
    """Seen to fail: every organisation that takes part was let in."""
    regio, rol = toneel.regio, Rol.BELEIDSMEDEWERKER.value
    organisaties = (regio.gemeente, regio.corporatie, regio.andere_corporatie, regio.zorg)
    ziet = [o.naam for o in organisaties if ziet_gebruik(Namens(None, o.sleutel, rol), regio.regeling)]
    assert ziet == [regio.gemeente.naam, regio.corporatie.naam]  # here the coordinating corporatie shares out the homes


@pytest.mark.clausule("Z-8.13", "I-33")
def test_above_the_number_of_the_year_a_person_decides_with_a_reason(toneel: Toneel):
    """Seen to fail with a number that is not looked at."""
    traject = toneel.toegewezen()
    with teruggedraaid():
        assert _uitruil(toneel, traject).reden == ""  # without a number there is no cap
    _afspraak(toneel, uitruil_max=0)
    with pytest.raises(RegelGeschonden, match="kies waarom u toch doorgaat"):
        _uitruil(toneel, traject)
    rij = _uitruil(toneel, traject, reden=Uitruilreden.VOLGEND_JAAR)
    assert rij.besloten_door == toneel.coordinator.gebruiker
    with clock.klok_op(JA):
        dossier = _tekst(toneel, "coordinator", reverse("traject", args=[traject.sleutel]))
        assert "boven het aantal van dit jaar: de gemeenten verrekenen dit volgend jaar." in dossier
        assert "de gemeenten verrekenen dit volgend jaar" in _tekst(toneel, "coordinator", _url(toneel, "uitruilstand"))
    with pytest.raises(RegelGeschonden, match="al vastgelegd"):
        _uitruil(toneel, traject)
    with pytest.raises(GeenRecht):
        services.uitruil_terugnemen(
            traject=traject.sleutel, reden=Terugneemreden.GAAT_NIET_DOOR, namens=toneel.consulent
        )
    Uitruil.objects.update(richting="eruit")
    assert any("de uitruil zegt eruit" in zin for zin in uitruil_klopt())


@pytest.mark.clausule("Z-8.13")
def test_who_goes_out_has_no_home_here_and_a_gemeente_keeps_one_spelling(toneel: Toneel):
    traject = toneel.kandidaat()
    rij = _uitruil(toneel, traject, richting=Uitruilrichting.ERUIT, gemeente="Brummen")
    tweede = toneel.kandidaat("Kandidaat twee")
    assert _uitruil(toneel, tweede, richting=Uitruilrichting.ERUIT, gemeente="  brummen").gemeente == rij.gemeente
    assert list(uitruil_klopt()) == []
    eigen = toneel.regio.regeling.gemeenten.split(",")[0].upper()
    derde = toneel.kandidaat("Kandidaat drie")
    with pytest.raises(RegelGeschonden, match="hoort bij de regeling zelf"):
        _uitruil(toneel, derde, richting=Uitruilrichting.ERUIT, gemeente=eigen)
    Uitruil.objects.filter(pk=rij.pk).update(gemeente=eigen)
    assert any("gemeente van de regeling zelf" in zin for zin in uitruil_klopt())
    assert rij.op > TOEGELATEN
    assert not Uitruil.objects.van_jaar(toneel.regio.regeling.pk, date(2023, 1, 1).year).exists()


@pytest.mark.clausule("A-32")
def test_every_contingent_that_is_shown_has_its_pages_however_far_ahead(toneel: Toneel):
    """Written down on a day further on; the clock of the practice went back afterwards."""
    toneel.contingent(4, op=TOEGELATEN.replace(year=2026))
    Contingent.objects.update(jaar=2027)
    pagina = _tekst(toneel, "coordinator", reverse("woningen:contingent"))
    adressen = [a for a in re.findall(r'href="(/contingent/[^"]+)"', pagina) if "/2027/" in a]
    assert _url(toneel, "toezeggen", 2027) in adressen and _url(toneel, "contingent_vastleggen", 2027) in adressen
    for adres in adressen:
        _tekst(toneel, "coordinator", adres.replace("&amp;", "&"))
    _tekst(toneel, "coordinator", _url(toneel, "contingent_vastleggen", 2028), 404)
