"""The registers of a regeling through their pages: knelpunten, the talk about the protocol, disputes (Z-16, Z-18)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from evaluatie.register import services
from evaluatie.register.models import Geschil, Knelpunt, Protocolafspraak, Protocolevaluatie
from opstap import clock
from opstap.errors import GeenRecht, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Organisatie
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.registers import Evaluatieaanleiding, Geschilonderwerp, Geschiluitkomst, Tekstsoort, Thema
from opstap.regelingen.models import Deelname, Regeling, RegelingVersie
from tests.rolbezetting import Regio

DAG = date(2026, 3, 31)


@pytest.fixture(autouse=True)
def _dag():
    with clock.klok_op(DAG):
        yield


def _url(regio: Regio, naam: str, sleutel: Any = None) -> str:
    return reverse(f"register:{naam}", args=[sleutel or regio.regeling.sleutel])


def _tekst(regio: Regio, wie: str, url: str, status: int = 200) -> str:
    antwoord = regio.ingelogd(getattr(regio, wie)).get(url)
    assert antwoord.status_code == status, (wie, url, antwoord.status_code)
    return antwoord.content.decode()


def _stuur(regio: Regio, wie: str, url: str, **velden: Any) -> Any:
    client = regio.ingelogd(getattr(regio, wie))
    versie = client.get(url).context["formulier_versie"]
    vast = {"verzoek": str(uuid4())} | ({} if versie is None else {"versie": versie})
    return client.post(url, vast | velden)


def _fouten(antwoord: Any) -> dict[str, str]:
    assert antwoord.status_code == 422
    return {veld: fouten[0] for veld, fouten in antwoord.context["form"].errors.items()}


def _knelpunt(regio: Regio, wie: str = "begeleider", **anders: Any) -> Knelpunt:
    gewoon = {"thema": Thema.PERSOON, "maand": (2026, 3), "liep_vast": "Niemand nam de telefoon op."}
    namens = regio.namens(getattr(regio, wie))
    return services.knelpunt_opschrijven(regeling=regio.regeling.sleutel, namens=namens, **(gewoon | anders))


# --- knelpunten ----------------------------------------------------------------------------------------------------


@pytest.mark.clausule("P-45", "P-46")
def test_a_knelpunt_is_read_by_all_partners_and_leads_to_nobody(regio: Regio) -> None:
    url, lijst = _url(regio, "knelpunt_opschrijven"), _url(regio, "knelpunten")
    goed = {"thema": "organisaties", "maand": "2026-2", "liep_vast": "Twee loketten.", "uitsluiting": "tussen_wetten"}
    herkenbaar = _fouten(_stuur(regio, "begeleider", url, **goed | {"werkte": "Mevrouw Jansen belde."}))
    assert list(herkenbaar) == ["werkte"] and "een naam" in herkenbaar["werkte"]
    assert list(_fouten(_stuur(regio, "begeleider", url, **goed | {"maand": "2026-4"}))) == ["maand"]
    assert set(_fouten(_stuur(regio, "begeleider", url))) == {"thema", "maand", "liep_vast"}
    assert not Knelpunt.objects.exists()
    assert _stuur(regio, "begeleider", url, **goed | {"werkte": "Samen bellen."}).url == lijst
    rij = Knelpunt.objects.get()
    assert (rij.organisatie, rij.jaar, rij.maand) == (regio.zorg, 2026, 2)
    for wie in ("begeleider", "andere_consulent", "procesregisseur", "beleidsmedewerker", "coordinator"):
        tekst = _tekst(regio, wie, lijst)
        assert "februari 2026" in tekst and "Twee loketten." in tekst and "Samen bellen." in tekst
        assert "de ene regel verwijst naar de andere" in tekst
        assert regio.begeleider.naam not in tekst or wie == "begeleider"
    assert "Twee loketten." not in _tekst(regio, "consulent", f"{lijst}?thema=leefomgeving")
    assert "Twee loketten." in _tekst(regio, "consulent", f"{lijst}?thema=organisaties")
    _tekst(regio, "beheerder", lijst, 403)
    regel = Gebeurtenis.objects.get(soort="knelpunt_opgeschreven")
    assert (regel.traject, regel.clausule) == (None, "P-45")
    assert set(regel.gegevens) == {"regeling", "knelpunt", "thema"}


@pytest.mark.clausule("P-45")
def test_nothing_in_a_register_points_at_a_traject_a_person_or_an_account(regio: Regio) -> None:
    """Also not in a row between two tables."""
    modellen = [Knelpunt, Knelpunt.teksten.rel.related_model, Protocolevaluatie, Protocolafspraak, Geschil]
    naar = {veld.related_model for m in modellen for veld in m._meta.get_fields() if veld.related_model}
    assert naar <= {Regeling, Organisatie, *modellen}
    kolommen = {type(veld).__name__ for m in modellen[:2] for veld in m._meta.concrete_fields}
    assert not {"DateField", "DateTimeField"} & kolommen


@pytest.mark.clausule("P-45")
def test_the_words_can_go_and_the_knelpunt_still_counts(regio: Regio) -> None:
    rij = _knelpunt(regio, werkte="Samen bellen werkte.")
    lijst, url = _url(regio, "knelpunten"), _url(regio, "knelpunttekst_weghalen", rij.sleutel)
    for wie in ("buitenstaander", "consulent", "wmo_consulent"):
        assert url not in _tekst(regio, wie, lijst)
        _tekst(regio, wie, url, 404)
    assert all(url in _tekst(regio, wie, lijst) for wie in ("teamleider_zorg", "beleidsmedewerker"))
    with pytest.raises(GeenRecht):
        services.knelpuntteksten_weghalen(knelpunt=rij.sleutel, soorten=[], namens=regio.namens(regio.consulent))
    assert "soorten" in _fouten(_stuur(regio, "teamleider_zorg", url))
    assert _stuur(regio, "teamleider_zorg", url, soorten=["werkte"]).status_code == 302
    with pytest.raises(Verouderd):
        services.knelpuntteksten_weghalen(
            knelpunt=rij.sleutel,
            soorten=[Tekstsoort.LIEP_VAST],
            versie=rij.versie,
            namens=regio.namens(regio.begeleider),
        )
    assert _stuur(regio, "beleidsmedewerker", url, soorten=["liep_vast"]).status_code == 302
    tekst = _tekst(regio, "consulent", lijst)
    assert "Niemand nam" not in tekst and "De tekst is weggehaald." in tekst
    assert "hoeft niets te doen" in _tekst(regio, "begeleider", url)
    assert Knelpunt.objects.count() == 1


def test_a_long_list_goes_on_at_the_next_page_in_a_fixed_number_of_questions(
    regio: Regio, django_assert_max_num_queries: Any
) -> None:
    for nummer in range(27):
        _knelpunt(regio, liep_vast=f"Knelpunt {nummer}.")
    client, lijst = regio.ingelogd(regio.consulent), _url(regio, "knelpunten")
    client.get(lijst)
    with django_assert_max_num_queries(25):
        antwoord = client.get(lijst)
    verder = antwoord.context["volgende_url"]
    koppen = [waarde for rij in antwoord.context["rijen"] for _, waarde in rij["teksten"]]
    assert koppen == [f"Knelpunt {n}." for n in range(26, 1, -1)]
    rest = client.get(f"{lijst}{verder}").context
    assert [rij["teksten"][0][1] for rij in rest["rijen"]] == ["Knelpunt 1.", "Knelpunt 0."]
    assert rest["volgende_url"] == ""
    assert client.get(f"{lijst}?na=x").status_code == client.get(f"{lijst}?na={uuid4()}").status_code == 404


def test_who_takes_no_part_finds_no_register(regio: Regio) -> None:
    rij = _knelpunt(regio)
    Deelname.objects.filter(organisatie=regio.andere_zorg).update(tot=DAG)
    for naam in ("knelpunten", "knelpunt_opschrijven", "protocolevaluaties"):
        _tekst(regio, "buitenstaander", _url(regio, naam), 404)
        _tekst(regio, "begeleider", _url(regio, naam, uuid4()), 404)
    _tekst(regio, "buitenstaander", _url(regio, "knelpunttekst_weghalen", rij.sleutel), 404)
    assert regio.regeling.naam not in _tekst(regio, "buitenstaander", reverse("register:register"))
    assert regio.regeling.naam in _tekst(regio, "begeleider", reverse("register:register"))
    with pytest.raises(GeenRecht):
        _knelpunt(regio, "buitenstaander")


# --- the talk about the protocol -----------------------------------------------------------------------------------


def _verslag(regio: Regio, **anders: Any) -> dict[str, Any]:
    return {
        "aanleiding": "jaarlijks",
        "jaar": "2026",
        "gehouden_op": "31-3-2026",
        "organisaties": [str(regio.zorg.sleutel), str(regio.gemeente.sleutel)],
        "rollen": ["begeleider", "beleidsmedewerker"],
        "onderwerpen": ["voortgang", "werkwijze", "aantallen"],
    } | anders


@pytest.mark.clausule("Z-16.1", "Z-16.2", "Z-16.3", "Z-16.4")
def test_the_talk_of_a_year_is_written_down_once_with_what_was_agreed(regio: Regio) -> None:
    lijst, nieuw = _url(regio, "protocolevaluaties"), _url(regio, "protocolevaluatie_vastleggen")
    assert "uiterlijk 1 januari 2025" in _tekst(regio, "begeleider", lijst)
    assert "Dit is te laat." in _tekst(regio, "begeleider", lijst)
    assert not any(lijst in _tekst(regio, wie, "/") for wie in ("begeleider", "consulent", "wmo_consulent"))
    assert all(lijst in _tekst(regio, wie, "/") for wie in ("procesregisseur", "beleidsmedewerker"))
    _tekst(regio, "teamleider_zorg", nieuw, 403)
    leeg = _fouten(_stuur(regio, "procesregisseur", nieuw))
    assert {"aanleiding", "jaar", "gehouden_op", "organisaties", "rollen", "onderwerpen"} == set(leeg)
    assert _stuur(regio, "procesregisseur", nieuw, **_verslag(regio)).url == lijst
    assert list(_fouten(_stuur(regio, "beleidsmedewerker", nieuw, **_verslag(regio)))) == ["jaar"]
    assert _stuur(regio, "beleidsmedewerker", nieuw, **_verslag(regio, aanleiding="knelpunt")).status_code == 302
    rij = Protocolevaluatie.objects.get(aanleiding="jaarlijks")
    tekst = _tekst(regio, "consulent", lijst)
    assert "uiterlijk 31 maart 2027" in tekst and "Dit is te laat." not in tekst
    assert lijst not in _tekst(regio, "procesregisseur", "/")
    assert "Nog niet besproken: de knelpunten." in tekst and "bestuurlijk overleg" in tekst
    assert regio.zorg.naam in tekst and _url(regio, "protocolafspraak_maken", rij.sleutel) not in tekst

    wijzig = _url(regio, "protocolevaluatie_wijzigen", rij.sleutel)
    Deelname.objects.filter(organisatie=regio.zorg).update(tot=DAG)  # was there, and takes part no longer
    alles = {"onderwerpen": ["voortgang", "werkwijze", "aantallen", "knelpunten"], "bestuurlijk_op": "1-5-2026"}
    assert _stuur(regio, "beleidsmedewerker", wijzig, **_verslag(regio, **alles)).status_code == 302
    rij.refresh_from_db()
    assert (rij.bestuurlijk_op, set(rij.organisaties.all())) == (date(2026, 5, 1), {regio.zorg, regio.gemeente})
    with pytest.raises(Verouderd):
        services.protocolevaluatie_wijzigen(
            protocolevaluatie=rij.sleutel,
            verslag=services.Verslag(
                jaar=2026, aanleiding=rij.aanleiding, gehouden_op=DAG, onderwerpen=[], organisaties=[], rollen=[]
            ),
            versie=0,
            namens=regio.namens(regio.procesregisseur),
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Protocolevaluatie.objects.filter(aanleiding="knelpunt").update(aanleiding="jaarlijks")


@pytest.mark.clausule("Z-16.1")
def test_an_agreement_has_an_owner_and_a_day_and_is_done(regio: Regio) -> None:
    nieuw, lijst = _url(regio, "protocolevaluatie_vastleggen"), _url(regio, "protocolevaluaties")
    _stuur(regio, "procesregisseur", nieuw, **_verslag(regio))
    maken = _url(regio, "protocolafspraak_maken", Protocolevaluatie.objects.get().sleutel)
    goed = {"wat": "Een vast nummer om te bellen.", "organisatie": str(regio.zorg.sleutel), "uiterlijk": "1-4-2026"}
    fouten = _fouten(
        _stuur(regio, "procesregisseur", maken, **goed | {"wat": "Bel 0575 123456", "uiterlijk": "1-3-2026"})
    )
    assert set(fouten) == {"wat", "uiterlijk"}
    vreemd = Organisatie.objects.create(naam="Nooit Erbij", soort="zorg")
    weg = _fouten(_stuur(regio, "procesregisseur", maken, **goed | {"organisatie": str(vreemd.sleutel)}))
    assert list(weg) == ["organisatie"]
    assert _stuur(regio, "procesregisseur", maken, **goed).status_code == 302
    klaar = _url(regio, "protocolafspraak_afronden", Protocolafspraak.objects.get().sleutel)
    with clock.klok_op(date(2026, 4, 2)):
        tekst = _tekst(regio, "begeleider", lijst)
        assert "Een vast nummer om te bellen." in tekst and "te laat" in tekst and klaar not in tekst
        _tekst(regio, "begeleider", klaar, 404)
        assert _stuur(regio, "beleidsmedewerker", klaar, klaar="ja").status_code == 302
        assert "gedaan op 2 april 2026" in _tekst(regio, "begeleider", lijst)
        assert _stuur(regio, "beleidsmedewerker", klaar, klaar="nee").status_code == 302
    assert Protocolafspraak.objects.get().klaar_op is None


@pytest.mark.clausule("Z-16.1")
def test_where_no_term_was_agreed_nothing_is_late(regio: Regio) -> None:
    versie = RegelingVersie.objects.get()
    document = {k: v for k, v in versie.document.items() if k != "protocolevaluatie_maanden"}
    nieuw = RegelingVersie(regeling=regio.regeling, nummer=2, document=document, vanaf=versie.vanaf)
    nieuw.vaststellen()
    nieuw.save()
    _stuur(regio, "procesregisseur", _url(regio, "protocolevaluatie_vastleggen"), **_verslag(regio))
    tekst = _tekst(regio, "begeleider", _url(regio, "protocolevaluaties"))
    assert "niet vastgelegd in deze regeling" in tekst and "te laat" not in tekst
    assert "de vaste evaluatie" in tekst and "Nog niet besproken" not in tekst


# --- disputes ------------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-18.1", "Z-18.2", "Z-18.3", "Z-18.4", "Z-19.2")
def test_one_party_opens_a_dispute_and_only_the_parties_and_the_gemeente_know_of_it(regio: Regio) -> None:
    nieuw, lijst = _url(regio, "geschil_melden"), _url(regio, "geschillen")
    goed = {"wederpartijen": [str(regio.corporatie.sleutel)], "onderwerp": "aanpassing", "gemeld_op": "2-3-2026"}
    assert set(_fouten(_stuur(regio, "teamleider_zorg", nieuw))) == {"wederpartijen", "onderwerp", "gemeld_op"}
    eigen = {"wederpartijen": [str(regio.zorg.sleutel)]}
    assert list(_fouten(_stuur(regio, "teamleider_zorg", nieuw, **goed | eigen))) == ["wederpartijen"]
    assert list(_fouten(_stuur(regio, "teamleider_zorg", nieuw, **goed | {"gemeld_op": "1-4-2026"}))) == ["gemeld_op"]
    assert _stuur(regio, "teamleider_zorg", nieuw, **goed).url == lijst
    rij = Geschil.objects.get()
    stap = _url(regio, "geschil_bijwerken", rij.sleutel)
    for wie in ("teamleider_zorg", "teamleider_corporatie", "procesregisseur", "beleidsmedewerker"):
        assert stap in _tekst(regio, wie, lijst)
        assert "ieder de helft" in _tekst(regio, wie, stap)
    for wie in ("buitenstaander", "begeleider", "consulent", "coordinator", "wmo_consulent", "beheerder"):
        _tekst(regio, wie, lijst, 403)
        _tekst(regio, wie, stap, 404)
    regio.andere_consulent.roltoekenningen.update(rol="teamleider_corporatie")
    assert stap not in _tekst(regio, "andere_consulent", lijst)
    _tekst(regio, "andere_consulent", stap, 404)
    with pytest.raises(GeenRecht):
        services.geschil_bijwerken(
            geschil=rij.sleutel, bemiddelaar_op=None, rechter_op=None, klaar=False, afgerond_op=None, uitkomst=None,
            namens=regio.namens(regio.andere_consulent),
        )  # fmt: skip

    assert list(_fouten(_stuur(regio, "teamleider_corporatie", stap, klaar="nee", rechter_op="1-3-2026"))) == [
        "rechter_op"
    ]
    assert _stuur(regio, "teamleider_corporatie", stap, klaar="nee", rechter_op="9-3-2026").status_code == 302
    assert "liefst eerst een bemiddelaar" in _tekst(regio, "teamleider_zorg", stap)
    assert list(_fouten(_stuur(regio, "teamleider_zorg", stap, klaar="ja", uitkomst="samen"))) == ["afgerond_op"]
    einde = {"klaar": "ja", "bemiddelaar_op": "12-3-2026", "uitkomst": "bemiddelaar", "afgerond_op": "30-3-2026"}
    assert _stuur(regio, "procesregisseur", stap, **einde).status_code == 302
    assert "opgelost met een bemiddelaar" in _tekst(regio, "teamleider_zorg", lijst)
    rij.refresh_from_db()
    assert (rij.rechter_op, rij.uitkomst) == (None, Geschiluitkomst.BEMIDDELAAR)
    regels = Gebeurtenis.objects.filter(soort__startswith="geschil_").order_by("pk")
    assert [r.gegevens.get("rechter_op") for r in regels] == [None, "2026-03-09", None]
    with pytest.raises(Verouderd):
        services.geschil_bijwerken(
            geschil=rij.sleutel, bemiddelaar_op=None, rechter_op=None, klaar=False, afgerond_op=None, uitkomst=None,
            versie=0, namens=regio.namens(regio.teamleider_zorg),
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Geschil.objects.update(afgerond_op=None)
    Regeling.objects.update(kenmerkletter="X")  # another regeling did not agree on who pays
    assert "ieder de helft" not in _tekst(regio, "teamleider_zorg", stap)


@pytest.mark.clausule("Z-18.2")
def test_a_dispute_is_with_who_takes_part_today(regio: Regio) -> None:
    """Of who came into the regeling later the page knows too."""
    erbij = Organisatie.objects.create(naam="Later Erbij", soort="zorg")
    url = _url(regio, "geschil_melden")
    assert "Later Erbij" not in _tekst(regio, "teamleider_zorg", url)
    Deelname.objects.create(
        regeling=regio.regeling, organisatie=erbij, hoedanigheid=Hoedanigheid.BEGELEIDING, vanaf=DAG
    )
    tekst = _tekst(regio, "teamleider_zorg", url)
    assert "Later Erbij" in tekst and f'value="{regio.zorg.sleutel}"' not in tekst
    rij = services.geschil_melden(
        regeling=regio.regeling.sleutel,
        wederpartijen=[erbij.sleutel, regio.corporatie.sleutel, uuid4()],
        onderwerp=Geschilonderwerp.UITLEG,
        gemeld_op=DAG,
        namens=regio.namens(regio.teamleider_zorg),
    )
    assert set(rij.wederpartijen.all()) == {erbij, regio.corporatie}
    assert "1 van de 3" in _tekst(regio, "teamleider_zorg", _url(regio, "geschil_bijwerken", rij.sleutel))


@pytest.mark.parametrize("naam", ["geschillen", "protocolevaluaties"])
def test_what_does_not_fit_on_one_page_stands_on_the_next(
    regio: Regio, monkeypatch: pytest.MonkeyPatch, naam: str
) -> None:
    """Two of one day, and an older one; seen to fail: what came after the most of one page could not be read."""
    monkeypatch.setattr(f"evaluatie.register.views.{naam}.HOOGSTENS", 1)
    for dag in (DAG, DAG, DAG.replace(year=2025)):
        if naam == "geschillen":
            Geschil.objects.create(
                regeling=regio.regeling, melder=regio.zorg, onderwerp=Geschilonderwerp.codes()[0], gemeld_op=dag
            )
        else:
            Protocolevaluatie.objects.create(
                regeling=regio.regeling, jaar=dag.year, aanleiding=Evaluatieaanleiding.KNELPUNT, gehouden_op=dag
            )
    client, lijst = regio.ingelogd(regio.beleidsmedewerker), _url(regio, naam)
    gezien, verder = [], ""
    for _ in range(3):
        context = client.get(f"{lijst}{verder}").context
        gezien += [str(rij) for rij in context["rijen" if naam == "geschillen" else "evaluaties"]]
        verder = context["volgende_url"]
    assert len(gezien) == len(set(gezien)) == 3 and not verder
    assert "2025" in gezien[-1] and client.get(f"{lijst}?na={uuid4()}").status_code == 404
