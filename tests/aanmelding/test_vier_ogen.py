"""A besluit that one coordinator proposes holds when a second one confirms it; until then nothing of it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.module_loading import import_string

from aanmelding import services
from aanmelding.models import Besluitvoorstel
from aanmelding.services.voorstellen import voorgesteld_besluit
from opstap.errors import RegelGeschonden
from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Afwezigheid, Gebruiker
from opstap.partners.namens import Namens
from opstap.partners.services import rol_toekennen
from opstap.post.models import Bericht, Brief
from opstap.protocol.aanmeldstappen import Intrekreden
from opstap.protocol.begrippen import Rol, Route
from opstap.protocol.toelaten import Afwijking, ToelatingUitkomst
from opstap.regelingen.services import tweede_persoon_belemmeringen
from opstap.trajecten.models import Traject
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van, adres, ingelogd, stuur
from tests.aanmelding.test_afspraken import _nieuw as nieuwe_afspraken
from tests.aanmelding.verloop import VOLDOET, namens
from tests.rolbezetting import WACHTWOORD

BESLUIT = services.Toelatingsbesluit(
    uitkomst=ToelatingUitkomst.TOEGELATEN,
    invoer=replace(VOLDOET, ontruiming=True, ontruiming_datum=date(2025, 1, 1), achterstand=True),
    aannemelijk=True,
    motivering="De begeleiding is geregeld.",
    route=Route.DIRECTE_BEMIDDELING,
    afwijking=Afwijking(1, "De ontruiming kwam door sloop.", DAG, DAG),
)


@pytest.fixture
def tweede(spel: Spel) -> Namens:
    """Four eyes from today, and a second coordinator."""
    nieuwe_afspraken(spel, vanaf=DAG, vier_ogen_toelating=True)
    mens = Gebruiker.objects.create_user("tweede@voorbeeld.invalid", WACHTWOORD, naam="tweede coordinator")
    rol_toekennen(gebruiker=mens, organisatie=spel.regio.corporatie, rol=Rol.COORDINATOR)
    return namens(mens, Rol.COORDINATOR)


def voorgesteld(spel: Spel) -> tuple[Traject, Besluitvoorstel]:
    traject = spel.met_gesprek()
    return traject, services.toelating_voorstellen(traject=traject.sleutel, besluit=BESLUIT, namens=spel.coordinator)


def vervangt(spel: Spel, tweede: Namens) -> None:
    Afwezigheid.objects.create(
        gebruiker=spel.regio.coordinator,
        organisatie=spel.regio.corporatie,
        vervanger=Gebruiker.objects.get(sleutel=tweede.gebruiker),
        gemaakt_door=spel.regio.coordinator,
        vanaf=DAG,
        tot=DAG + timedelta(days=5),
    )


def klachten() -> list[str]:
    namen = [naam for naam in import_string("opstap.bedrading.CONTROLES") if "twee_contacten" not in naam]
    return [zin for naam in namen for zin in import_string(naam)()]


@pytest.mark.clausule("Z-2.9")
def test_a_proposal_is_no_besluit_and_asks_a_second_person(spel: Spel, tweede: Namens) -> None:
    """Seen to fail with letters at the proposal."""
    traject, voorstel = voorgesteld(spel)
    assert voorgesteld_besluit(voorstel) == BESLUIT
    assert "sloop" not in str(voorstel.inhoud)
    assert (aanmelding_van(traject).status, traject.besluiten.count()) == ("compleet", 0)
    assert not Brief.objects.filter(soort="toelating").exists()
    assert not Bericht.objects.filter(soort="besluit_toelating").exists()
    open_ = dict(traject.termijnen.open().values_list("soort", "datum"))
    assert open_ == {
        "besluit_bevestigen": DAG + timedelta(days=3),
        "toelating_besluiten": DAG + timedelta(days=14),
    }
    blad = ingelogd(Gebruiker.objects.get(sleutel=tweede.gebruiker)).get(reverse("vandaag")).content.decode()
    assert "Een voorgesteld besluit bevestigen of terugsturen" in blad
    assert klachten() == []


@pytest.mark.clausule("Z-2.9", "Z-9.10")
def test_confirmed_it_is_a_besluit_of_who_confirms_with_its_letters(spel: Spel, tweede: Namens) -> None:
    traject, voorstel = voorgesteld(spel)
    besluit = services.voorstel_bevestigen(traject=traject.sleutel, namens=tweede)
    voorstel.refresh_from_db()
    assert (voorstel.status, voorstel.afgehandeld_door) == ("bevestigd", tweede.gebruiker)
    assert (besluit.gebruiker, besluit.snapshot["voorstel"]) == (tweede.gebruiker, str(voorstel.sleutel))
    assert aanmelding_van(traject).status == "toegelaten"
    assert Brief.objects.filter(soort="toelating", besluit=besluit).count() == 2
    assert not traject.termijnen.open().filter(soort__in=["besluit_bevestigen", "toelating_besluiten"]).exists()
    daders = dict(Gebeurtenis.objects.filter(traject=traject.sleutel).values_list("soort", "gebruiker"))
    assert daders["besluit_voorgesteld"] == spel.coordinator.gebruiker
    assert daders["toelating_besloten"] == tweede.gebruiker
    assert klachten() == []


@pytest.mark.clausule("Z-2.9")
def test_the_proposer_never_confirms_also_not_as_a_substitute_of_another(spel: Spel, tweede: Namens) -> None:
    """Seen to fail when only the person and not for whom she acts is looked at."""
    traject, voorstel = voorgesteld(spel)
    with pytest.raises(RegelGeschonden, match="zelf voor"):
        services.voorstel_bevestigen(traject=traject.sleutel, namens=spel.coordinator)
    vervangt(spel, tweede)
    with pytest.raises(RegelGeschonden, match="U vervangt nu"):
        services.voorstel_bevestigen(traject=traject.sleutel, namens=replace(tweede, voor=spel.coordinator.gebruiker))
    with pytest.raises(IntegrityError), transaction.atomic():
        Besluitvoorstel.objects.filter(pk=voorstel.pk).update(
            status="bevestigd", afgehandeld_op=DAG, afgehandeld_door=spel.coordinator.gebruiker
        )
    services.voorstel_bevestigen(traject=traject.sleutel, namens=tweede)


@pytest.mark.clausule("Z-2.9")
def test_nobody_decides_around_it_and_nobody_proposes_where_it_is_not_asked(spel: Spel) -> None:
    traject = spel.met_gesprek()
    with pytest.raises(RegelGeschonden, match="zonder tweede persoon"):
        services.toelating_voorstellen(traject=traject.sleutel, besluit=BESLUIT, namens=spel.coordinator)
    nieuwe_afspraken(spel, vanaf=DAG, vier_ogen_toelating=True)
    ander = spel.met_gesprek(naam="Iemand Anders")
    with pytest.raises(RegelGeschonden, match="Doe een voorstel"):
        services.toelating_besluiten(traject=ander.sleutel, besluit=BESLUIT, namens=spel.coordinator)
    services.toelating_besluiten(traject=traject.sleutel, besluit=BESLUIT, namens=spel.coordinator)


def test_a_proposal_refuses_what_the_besluit_would(spel: Spel, tweede: Namens) -> None:
    traject = spel.met_gesprek()
    with pytest.raises(RegelGeschonden, match="criterium|afwijkt"):
        services.toelating_voorstellen(
            traject=traject.sleutel, besluit=replace(BESLUIT, afwijking=None), namens=spel.coordinator
        )
    assert not Besluitvoorstel.objects.exists() and aanmelding_van(traject).status == "compleet"


def test_withdrawn_nobody_need_look_at_it(spel: Spel, tweede: Namens) -> None:
    traject, voorstel = voorgesteld(spel)
    services.aanmelding_intrekken(traject=traject.sleutel, reden=Intrekreden.DUBBEL, namens=spel.zorg)
    voorstel.refresh_from_db()
    assert voorstel.status == "vervallen" and klachten() == []
    with pytest.raises(RegelGeschonden, match="geen voorstel"):
        services.voorstel_bevestigen(traject=traject.sleutel, namens=tweede)


# --- the pages ---------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-2.9")
def test_from_the_proposal_back_and_to_the_besluit_on_the_pages(spel: Spel, tweede: Namens) -> None:
    """What was typed stands there again after it was sent back."""
    traject = spel.met_gesprek()
    eerste, ander = ingelogd(spel.regio.coordinator), ingelogd(Gebruiker.objects.get(sleutel=tweede.gebruiker))
    blad = eerste.get(adres("beoordelen", traject)).content.decode()
    assert "Stel dit besluit voor" in blad and "Een collega met dezelfde rol bevestigt het." in blad
    gevuld = {f"criterium_{n}": "ja" for n in (2, 3, 4, 5, 6, 8)}
    gevuld |= {"criterium_1": "nee", "achterstand": "nee", "criterium_7": "60", "direct_voorafgaand": "ja"}
    gevuld |= {"aannemelijk": "ja", "uitkomst": "toegelaten", "route": "directe_bemiddeling", "motivering": "Het kan."}
    assert stuur(eerste, adres("beoordelen", traject), gevuld).status_code == 302
    wacht = eerste.get(adres("beoordelen", traject)).content.decode()
    assert "Een tweede persoon bevestigt het." in wacht and adres("bevestigen", traject) in wacht
    assert "U stelde dit besluit zelf voor" in eerste.get(adres("bevestigen", traject)).content.decode()
    blad = ander.get(adres("bevestigen", traject)).content.decode()
    assert "Het kan." in blad and "Bevestig het besluit" in blad and spel.regio.coordinator.naam in blad
    assert stuur(ander, adres("terugsturen", traject), {"reden": ""}).status_code == 422
    stuur(ander, adres("terugsturen", traject), {"reden": "Kijk nog eens naar criterium 7."})
    assert Bericht.objects.get(soort="besluitvoorstel_teruggestuurd").ontvanger == spel.regio.coordinator
    terug = eerste.get(adres("beoordelen", traject))
    assert "Teruggestuurd: Kijk nog eens naar criterium 7." in terug.content.decode()
    assert terug.context["form"]["motivering"].value() == "Het kan."
    assert terug.context["form"]["uitkomst"].value() == "toegelaten"
    stuur(eerste, adres("beoordelen", traject), gevuld)
    stuur(ander, adres("bevestigen", traject), {})
    assert aanmelding_van(traject).status == "toegelaten"


@pytest.mark.clausule("Z-2.9")
def test_who_replaces_the_proposer_confirms_in_her_own_role(spel: Spel, tweede: Namens) -> None:
    """Seen to fail when she acts for the absent contactpersoon: then nobody is left who may."""
    traject, _ = voorgesteld(spel)
    traject.betrokkenheden.filter(hoedanigheid="coordinatie").update(contactpersoon=spel.regio.coordinator)
    vervangt(spel, tweede)
    ander = ingelogd(Gebruiker.objects.get(sleutel=tweede.gebruiker))
    assert stuur(ander, adres("bevestigen", traject), {}).status_code == 302
    assert aanmelding_van(traject).status == "toegelaten"


@pytest.mark.clausule("Z-2.9")
def test_who_replaces_the_proposer_and_another_confirms_for_the_other(spel: Spel, tweede: Namens) -> None:
    """Seen to fail when the first of both is taken, who is the proposer."""
    traject, voorstel = voorgesteld(spel)
    traject.betrokkenheden.filter(hoedanigheid="coordinatie").update(contactpersoon=spel.regio.coordinator)
    derde = Gebruiker.objects.create_user("derde@voorbeeld.invalid", WACHTWOORD, naam="derde")
    rol_toekennen(gebruiker=derde, organisatie=spel.regio.corporatie, rol=Rol.TEAMLEIDER_CORPORATIE)
    vervangt(spel, namens(derde, Rol.TEAMLEIDER_CORPORATIE))
    alleen = ingelogd(derde).get(adres("bevestigen", traject)).content.decode()
    assert "U vervangt nu iemand die bij dit voorstel hoort." in alleen and "zelf voor" not in alleen
    Afwezigheid.objects.create(
        gebruiker=Gebruiker.objects.get(sleutel=tweede.gebruiker),
        organisatie=spel.regio.corporatie,
        vervanger=derde,
        gemaakt_door=derde,
        vanaf=DAG,
        tot=DAG + timedelta(days=5),
    )
    assert stuur(ingelogd(derde), adres("bevestigen", traject), {}).status_code == 302
    voorstel.refresh_from_db()
    assert (voorstel.status, voorstel.afgehandeld_door) == ("bevestigd", derde.sleutel)


@pytest.mark.clausule("Z-2.9", "Z-9.5")
def test_the_second_person_reads_the_verdicts_that_a_no_would_get(spel: Spel, tweede: Namens) -> None:
    """Seen to fail when a no is tested on the route that was filled in beside it."""
    nee = replace(
        BESLUIT,
        uitkomst=ToelatingUitkomst.AFGEWEZEN,
        invoer=replace(VOLDOET, geen_passende_huisvesting=False, binding_maanden=12),
        afwijking=None,
    )
    traject = spel.met_gesprek()
    services.toelating_voorstellen(traject=traject.sleutel, besluit=nee, namens=spel.coordinator)
    ander = ingelogd(Gebruiker.objects.get(sleutel=tweede.gebruiker))
    gelezen = dict(ander.get(adres("bevestigen", traject)).context["feiten"])
    assert gelezen["2. Geen passende woning"] == "voldoet niet"
    assert gelezen["7. Binding met de gemeente"] == "voldoet"
    snapshot = services.voorstel_bevestigen(traject=traject.sleutel, namens=tweede).snapshot
    assert (snapshot["criteria"]["2"], snapshot["criteria"]["7"]) == ("niet_voldaan", "voldaan")


@pytest.mark.clausule("Z-2.9")
def test_alone_in_the_role_the_page_and_the_setting_say_so(spel: Spel) -> None:
    versie = nieuwe_afspraken(spel, vanaf=DAG, vier_ogen_toelating=True)
    traject, _ = voorgesteld(spel)
    blad = ingelogd(spel.regio.coordinator).get(adres("bevestigen", traject)).content.decode()
    assert "Niemand anders heeft die rol nu." in blad
    (waarschuwing,) = tweede_persoon_belemmeringen(spel.regio.regeling, versie.parameters)
    assert "heeft nu maar één persoon de rol coördinator" in waarschuwing.melding
    url = reverse("regeling_afspraken", args=[spel.regio.regeling.sleutel])
    assert "maar één persoon" in ingelogd(spel.regio.beheerder).get(url).content.decode()
