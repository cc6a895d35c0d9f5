"""A link to who has no account: the sender makes it, somebody answers with it, and nothing of it stands anywhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from aanmelding import services
from aanmelding.forms import VraagForm
from aanmelding.models import Accordering
from aanmelding.services import Accordeerantwoord
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Gebruiker
from opstap.partners.services import rol_toekennen
from opstap.post.berichten import LINKBEVESTIGING
from opstap.post.links.geheim import code_van, link_van
from opstap.post.models import Bericht, Link, Linkadres
from opstap.post.services import berichten_verzenden
from opstap.protocol.aanmeldstappen import Antwoord, Intrekreden, Weigerreden
from opstap.protocol.begrippen import Rol
from opstap.protocol.links import Codeuitkomst, Codewijze, Linkstatus
from opstap.protocol.ondersteuning import Kader, Ondersteuningssoort
from opstap.termijnen.controles import plan_klopt
from opstap.termijnen.mensen.controles import iemand_kan_het
from opstap.termijnen.services import werk_afhandelen
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van
from tests.aanmelding.linktoneel import (
    ADL,
    EMAIL,
    POSTBUS,
    VERSLAVING,
    Linkspel,
    foute_code,
    linkspel,
)

JA = Accordeerantwoord(Antwoord.AKKOORD)


def redenen(fout: pytest.ExceptionInfo[RegelGeschonden]) -> list[str]:
    return [b.veld or b.melding for b in fout.value.belemmeringen]


@pytest.mark.clausule("Z-2.8", "Z-9.9")
def test_the_last_akkoord_by_a_link_makes_the_aanmelding_compleet(spel: Spel) -> None:
    t = linkspel(spel)
    link = t.sturen()
    services.accorderen_met_link(link=link.sleutel, antwoorden={t.vraag.sleutel: JA})
    rij = Accordering.objects.get()
    assert (rij.status, rij.beantwoord_op, rij.gebruiker, rij.via_link) == ("akkoord", DAG, None, link.sleutel)
    assert aanmelding_van(t.traject).status == "compleet"
    link.refresh_from_db()
    assert (link.status, link.beeindigd_op) == (Linkstatus.GEBRUIKT, DAG)
    regel = Gebeurtenis.objects.get(soort="accordering_gegeven")
    assert (regel.gebruiker, regel.organisatie, regel.rol) == (None, t.oever.sleutel, "begeleider")
    assert regel.gegevens == {"accordering": str(rij.sleutel), "link": str(link.sleutel)}


def test_a_refusal_by_a_link_names_its_row_and_reason_and_asks_the_begeleider_to_act(spel: Spel) -> None:
    t = linkspel(spel, ADL, VERSLAVING)
    link, nee = t.sturen(), Accordeerantwoord(Antwoord.GEWEIGERD, Weigerreden.GEEN_PLEK)
    antwoorden = {r.sleutel: JA if r.leefgebied == ADL else nee for r in Accordering.objects.all()}
    services.accorderen_met_link(link=link.sleutel, antwoorden=antwoorden)
    assert t.standen() == {"adl": "akkoord", "verslaving": "geweigerd"}
    assert Accordering.objects.get(leefgebied=VERSLAVING).reden == "geen_plek"
    assert Bericht.objects.get(soort="accordering_geweigerd").ontvanger == spel.regio.begeleider
    assert t.traject.termijnen.get(soort="aanmelding_aanvullen").organisatie == spel.regio.zorg
    # after talking a new link may still bring a yes
    nieuw = t.sturen()
    weer = {verloop.accordering_van(traject=t.traject.sleutel, leefgebied=VERSLAVING).sleutel: JA}
    services.accorderen_met_link(link=nieuw.sleutel, antwoorden=weer)
    assert aanmelding_van(t.traject).status == "compleet"


def test_a_refusal_without_a_reason_is_no_answer_and_leaves_the_link(spel: Spel) -> None:
    t = linkspel(spel)
    link = t.sturen()
    with pytest.raises(RegelGeschonden) as fout:
        services.accorderen_met_link(
            link=link.sleutel, antwoorden={t.vraag.sleutel: Accordeerantwoord(Antwoord.GEWEIGERD)}
        )
    assert redenen(fout) == [f"reden_{t.vraag.sleutel}"]
    assert (Link.objects.get().status, t.standen()) == ("open", {"verslaving": "gevraagd"})


@pytest.mark.clausule("Z-2.8", "Z-9.9", "Z-10.3")
def test_who_answers_with_a_link_reads_all_that_the_akkoord_is_about_and_no_name(spel: Spel) -> None:
    """Seen to fail with the stand only: a yes to a start and a payment that nobody saw."""
    hulp = {"soort": Ondersteuningssoort.BEHANDELING, "kader": Kader.ZVW, "start": date(2026, 6, 1)}
    t = linkspel(spel, **hulp, contact=services.Contactgegevens("Roos Meerkoet"))
    form = VraagForm(vragen=list(Accordering.objects.all()))
    assert form.fields[f"antwoord_{t.vraag.sleutel}"].help_text == (
        "Wat er staat: hulp van GGZ De Oever: geregeld. Welke hulp: behandeling. Vanaf: 1 juni 2026. "
        "Betaald uit: zorgverzekering."
    )
    assert form.fields[f"reden_{t.vraag.sleutel}"].nodig_als == "u geen akkoord geeft"


def test_a_missing_reason_is_asked_by_the_name_of_its_row(spel: Spel) -> None:
    t = linkspel(spel, ADL, VERSLAVING)
    link, nee = t.sturen(), Accordeerantwoord(Antwoord.GEWEIGERD)
    with pytest.raises(RegelGeschonden, match="Verslaving: kies waarom uw organisatie geen akkoord geeft"):
        antwoorden = {r.sleutel: JA if r.leefgebied == ADL else nee for r in Accordering.objects.all()}
        services.accorderen_met_link(link=link.sleutel, antwoorden=antwoorden)


def test_an_answer_to_only_some_rows_or_to_another_row_is_refused(spel: Spel) -> None:
    t = linkspel(spel, ADL, VERSLAVING)
    link = t.sturen()
    ander = spel.verstuurd(anders=spel.gemeentehulp())
    vreemd = verloop.accordering_van(traject=ander.sleutel, leefgebied=ADL)
    for antwoorden in ({}, {t.vraag.sleutel: JA}, {vreemd.sleutel: JA}):
        with pytest.raises(Verouderd):
            services.accorderen_met_link(link=link.sleutel, antwoorden=antwoorden)
    assert set(Accordering.objects.values_list("status", flat=True)) == {"gevraagd"}


# --- sending -----------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-2.8")
def test_no_link_to_an_organisation_where_somebody_has_an_account(spel: Spel) -> None:
    """Else the sender would choose who answers for another organisation."""
    t = linkspel(spel)
    rol_toekennen(gebruiker=spel.regio.teamleider_zorg, organisatie=t.oever, rol=Rol.TEAMLEIDER_ZORG)
    with pytest.raises(RegelGeschonden, match="heeft iemand een account"):
        t.sturen()


@pytest.mark.clausule("Z-2.8")
@pytest.mark.parametrize("adres", ["begeleider@voorbeeld.invalid", "Teamleider_Zorg@Voorbeeld.invalid", "post@linde.x"])
def test_no_link_to_the_side_of_the_sender(spel: Spel, adres: str) -> None:
    """Seen to fail without `lower()`: with a capital the begeleider mailed herself."""
    t = linkspel(spel)
    spel.regio.zorg.postbus = "Post@Linde.x"
    spel.regio.zorg.save()
    with pytest.raises(RegelGeschonden) as fout:
        t.sturen(email=adres)
    assert redenen(fout) == ["email"]
    assert not Link.objects.exists()


def test_no_link_when_nothing_is_asked_any_more(spel: Spel) -> None:
    t = linkspel(spel)
    link, vraag = t.sturen(), t.vraag
    services.accorderen_met_link(link=link.sleutel, antwoorden={vraag.sleutel: JA})
    with pytest.raises(RegelGeschonden, match="staat geen vraag meer open"):
        services.link_sturen(
            traject=t.traject.sleutel,
            vraag=vraag.sleutel,
            naam="x",
            email=EMAIL,
            codewijze=Codewijze.TELEFOON,
            namens=spel.zorg,
        )


def test_only_who_fills_in_the_form_sends_takes_back_and_reminds(spel: Spel) -> None:
    t = linkspel(spel)
    t.sturen()
    for namens in (spel.coordinator, spel.wmo, spel.ander):
        for doe in (
            lambda n: t.sturen(namens=n),
            lambda n: services.link_terugnemen(traject=t.traject.sleutel, vraag=t.vraag.sleutel, namens=n),
            lambda n: services.accordering_herinneren(traject=t.traject.sleutel, vraag=t.vraag.sleutel, namens=n),
        ):
            with pytest.raises(GeenRecht):
                doe(namens)
    assert Link.objects.get().status == "open"


def test_a_second_link_takes_the_place_of_the_first(spel: Spel) -> None:
    t = linkspel(spel)
    een, twee = t.sturen(), t.sturen(email="ander@oever.voorbeeld.invalid")
    een.refresh_from_db()
    assert (een.status, twee.status) == ("ingetrokken", "open")
    with pytest.raises(Verouderd):
        services.accorderen_met_link(link=een.sleutel, antwoorden={t.vraag.sleutel: JA})
    assert code_van(een) != code_van(twee) or een.afdruk != twee.afdruk


# --- the code ----------------------------------------------------------------------------------------------------


def test_five_wrong_codes_end_the_link_and_the_sender_hears_it(spel: Spel) -> None:
    t = linkspel(spel)
    link = t.sturen()
    fout = [services.linkcode_proberen(link=link.sleutel, code=foute_code(link)) for _ in range(5)]
    assert [u for u, _ in fout] == [Codeuitkomst.FOUT] * 4 + [Codeuitkomst.GESTOPT]
    assert services.linkcode_proberen(link=link.sleutel, code=code_van(link))[0] is Codeuitkomst.GESTOPT
    assert Link.objects.get().status == "geblokkeerd"
    assert Bericht.objects.get(soort="link_geblokkeerd").ontvanger == spel.regio.begeleider
    assert t.standen() == {"verslaving": "gevraagd"}


def test_four_wrong_codes_and_then_the_right_one_opens_it(spel: Spel) -> None:
    t = linkspel(spel)
    link = t.sturen()
    for _ in range(4):
        services.linkcode_proberen(link=link.sleutel, code=foute_code(link))
    assert services.linkcode_proberen(link=link.sleutel, code=code_van(link)) == (Codeuitkomst.GOED, 4)


def test_the_code_to_the_shared_mailbox_never_goes_to_the_address_of_the_link(spel: Spel) -> None:
    t = linkspel(spel, postbus=POSTBUS)
    for adres in (POSTBUS, POSTBUS.upper()):
        with pytest.raises(RegelGeschonden) as fout:
            t.sturen(email=adres, codewijze=Codewijze.POSTBUS)
        assert redenen(fout) == ["codewijze"]
    link = t.sturen(codewijze=Codewijze.POSTBUS)
    berichten_verzenden()
    naar = {m.to[0]: str(m.body) for m in mail.outbox}
    assert set(naar) == {EMAIL, POSTBUS}
    assert (code_van(link) in naar[POSTBUS], "/vraag/" in naar[POSTBUS]) == (True, False)
    assert (code_van(link) in naar[EMAIL], "/vraag/" in naar[EMAIL]) == (False, True)


def test_a_code_by_mail_needs_a_shared_mailbox(spel: Spel) -> None:
    with pytest.raises(RegelGeschonden) as fout:
        linkspel(spel).sturen(codewijze=Codewijze.POSTBUS)
    assert redenen(fout) == ["codewijze"]


# --- the duty of the sender --------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-2.8")
def test_the_begeleider_has_one_duty_until_who_has_no_account_answered(spel: Spel, op_dag) -> None:
    t = linkspel(spel, ADL, VERSLAVING)

    def plicht() -> tuple[str, date]:
        rij = t.traject.termijnen.get(soort="link_sturen")
        assert (rij.rol, rij.organisatie) == ("begeleider", spel.regio.zorg)
        assert list(plan_klopt()) == []
        return str(rij.status), rij.datum

    assert plicht() == ("open", DAG + timedelta(days=2))
    with op_dag(3):
        t.sturen()
        assert plicht() == ("open", DAG + timedelta(days=3 + 13))
    with op_dag(5):
        services.link_terugnemen(traject=t.traject.sleutel, vraag=t.vraag.sleutel, namens=spel.zorg)
        assert plicht() == ("open", DAG + timedelta(days=5))
        link = t.sturen()
        for _ in range(5):
            services.linkcode_proberen(link=link.sleutel, code=foute_code(link))
        assert plicht() == ("open", DAG + timedelta(days=5))
        link = t.sturen()
        services.accorderen_met_link(link=link.sleutel, antwoorden={r.sleutel: JA for r in Accordering.objects.all()})
        assert plicht()[0] == "voltooid"


def test_the_rungs_of_who_is_asked_go_to_the_link(spel: Spel, op_dag) -> None:
    """The duty of the organisation is told on its day, the day after and after four days: one mail a day, by the link.

    Seen to fail with the shared mailbox before the link: it asked to log in who cannot."""
    t = linkspel(spel, ADL, VERSLAVING, postbus=POSTBUS)
    with op_dag(3):
        t.sturen()
        assert list(iemand_kan_het()) == []
    mail.outbox.clear()
    wanneer = []
    for dag in range(4, 13):
        with op_dag(dag):
            werk_afhandelen()
        wanneer += [dag for m in mail.outbox if EMAIL in m.to and "herinnering" in m.subject]
        mail.outbox.clear()
    assert wanneer == [7, 8, 11]
    assert not Bericht.objects.aan(t.oever).filter(soort__startswith="termijn_").exists()


def test_where_somebody_has_an_account_the_sender_has_no_such_duty(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.zorghulp())
    assert not traject.termijnen.filter(soort="link_sturen").exists()


def test_an_answer_in_opstap_ends_the_link_and_the_duty(spel: Spel, op_dag) -> None:
    """Somebody got an account after the link went out."""
    t = linkspel(spel)
    t.sturen()
    mens = Gebruiker.objects.create_user("nieuw@oever.voorbeeld.invalid", None, naam="Nieuw")
    rol_toekennen(gebruiker=mens, organisatie=t.oever, rol=Rol.BEGELEIDER)
    verloop.akkoord_van_uitvoerder(
        op=DAG, traject=t.traject.sleutel, leefgebied=VERSLAVING, uitvoerder=verloop.namens(mens, Rol.BEGELEIDER)
    )
    assert (Link.objects.get().status, t.traject.termijnen.get(soort="link_sturen").status) == (
        "ingetrokken",
        "voltooid",
    )
    assert list(plan_klopt()) == []


# --- the end of a link ------------------------------------------------------------------------------------------


def test_a_new_version_with_another_row_ends_the_link_and_an_equal_one_does_not(spel: Spel) -> None:
    t = linkspel(spel)
    link = t.sturen()

    def opnieuw(stand: services.Checklistantwoord) -> str:
        anders = {VERSLAVING: stand, ADL: verloop.geregeld_door(spel.regio.gemeente.sleutel)}
        verloop.checklist_ingevuld(op=DAG, traject=t.traject.sleutel, begeleider=spel.zorg, anders=anders)
        verloop.verstuurd(op=DAG, traject=t.traject.sleutel, begeleider=spel.zorg)
        link.refresh_from_db()
        return str(link.status)

    zelfde = verloop.geregeld_door(t.oever.sleutel)
    assert opnieuw(zelfde) == "open"
    ander = services.Checklistantwoord(stand=verloop.Rijstatus.AANGEVRAAGD, uitvoerder=t.oever.sleutel)
    assert opnieuw(ander) == "ingetrokken"


def test_withdrawing_the_aanmelding_ends_the_link(spel: Spel) -> None:
    t = linkspel(spel)
    t.sturen()
    services.aanmelding_intrekken(traject=t.traject.sleutel, reden=Intrekreden.DUBBEL, namens=spel.zorg)
    assert Link.objects.get().status == "ingetrokken"


def test_a_link_that_is_over_before_it_was_mailed_is_not_mailed(spel: Spel) -> None:
    t = linkspel(spel)
    t.sturen()
    services.link_terugnemen(traject=t.traject.sleutel, vraag=t.vraag.sleutel, namens=spel.zorg)
    mail.outbox.clear()
    berichten_verzenden()
    assert [m.to for m in mail.outbox if EMAIL in m.to] == []
    assert not Bericht.objects.filter(link__isnull=False).exists()
    with pytest.raises(RegelGeschonden, match="staat niet meer open"):
        services.link_terugnemen(traject=t.traject.sleutel, vraag=t.vraag.sleutel, namens=spel.zorg)


def test_who_it_is_not_for_sends_it_back_and_the_begeleider_hears_it(spel: Spel) -> None:
    t = linkspel(spel)
    link = t.sturen()
    services.link_afwijzen(link=link.sleutel)
    assert Link.objects.get().status == "teruggestuurd"
    assert Bericht.objects.get(soort="link_niet_voor_mij").ontvanger == spel.regio.begeleider
    assert t.standen() == {"verslaving": "gevraagd"}
    with pytest.raises(Verouderd):
        services.link_afwijzen(link=link.sleutel)


def test_a_mail_that_cannot_be_delivered_is_told_to_the_sender_and_to_nobody_else(spel: Spel) -> None:
    """Seen to fail without the branch in `laten_horen`: nobody heard, and the shared mailbox counted as broken."""
    t = linkspel(spel, postbus=POSTBUS)
    link = t.sturen()
    Linkadres.objects.update(email="geen adres")
    berichten_verzenden()
    stuk = Bericht.objects.get(link=link)
    assert stuk.geparkeerd_reden == "het mailadres klopt niet"
    nieuws = Bericht.objects.filter(soort="link_niet_aangekomen")
    assert [b.ontvanger for b in nieuws] == [spel.regio.begeleider]
    assert not Bericht.objects.aan(t.oever).geparkeerd().exists()


def test_a_word_of_thanks_that_did_not_arrive_asks_nothing_of_anybody(spel: Spel) -> None:
    """Seen to fail: the begeleider was told to send a new link, though the answer was in."""
    t = linkspel(spel)
    link = t.sturen()
    berichten_verzenden()
    services.accorderen_met_link(link=link.sleutel, antwoorden={t.vraag.sleutel: JA})
    Linkadres.objects.update(email="geen adres")
    berichten_verzenden()
    dank = Bericht.objects.geparkeerd().get(link=link)
    assert dank.soort == LINKBEVESTIGING and not Bericht.objects.filter(soort="link_niet_aangekomen").exists()
    adres = reverse("blijft_liggen_werk", args=["mail", dank.sleutel])
    pagina = spel.regio.ingelogd(spel.regio.beheerder).get(adres)
    assert "Er is niets meer nodig" in pagina.context["raad"]


def test_of_a_link_that_did_not_arrive_beheer_reads_who_mends_it_until_there_is_a_new_one(spel: Spel) -> None:
    """Seen to fail with the advice of an account: look at Beheer, where this address is not; and without the delete:
    the mail of a link that is over kept waiting for a beheerder."""
    t = linkspel(spel)
    link = t.sturen()
    Linkadres.objects.update(email="geen adres")
    berichten_verzenden()
    stuk = Bericht.objects.get(link=link)
    adres = reverse("blijft_liggen_werk", args=["mail", stuk.sleutel])
    pagina = spel.regio.ingelogd(spel.regio.beheerder).get(adres)
    assert pagina.context["raad"].startswith("Dit mailadres staat niet bij Beheer")
    assert [weg["tekst"] for weg in pagina.context["wegen"]] == ["Deze mail vervalt"]
    t.sturen(email="beter@oever.voorbeeld.invalid")
    assert not Bericht.objects.filter(pk=stuk.pk).exists()


# --- reminding ---------------------------------------------------------------------------------------------------


def _herinner(t: Linkspel, spel: Spel) -> None:
    services.accordering_herinneren(traject=t.traject.sleutel, vraag=t.vraag.sleutel, namens=spel.zorg)


def test_reminding_sends_the_same_link_once_a_day(spel: Spel, op_dag) -> None:
    t = linkspel(spel)
    with pytest.raises(RegelGeschonden, match="stuur eerst een link"):
        _herinner(t, spel)
    link = t.sturen()
    with pytest.raises(RegelGeschonden, match="wacht een dag"):
        _herinner(t, spel)
    with op_dag(1):
        _herinner(t, spel)
        with pytest.raises(RegelGeschonden, match="wacht een dag"):
            _herinner(t, spel)
        berichten_verzenden()
    herinnering = [m for m in mail.outbox if m.subject.startswith("Opstap: herinnering")]
    assert [m.to for m in herinnering] == [[EMAIL]]
    gevonden = link_van(str(herinnering[0].body).partition("/vraag/")[2].split("/")[0])
    assert gevonden == link
    with op_dag(2):
        _herinner(t, spel)
    assert Bericht.objects.filter(soort="link_herinnering").count() == 2


def test_who_has_an_account_is_reminded_in_opstap(spel: Spel, op_dag) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    vraag = verloop.accordering_van(traject=traject.sleutel, leefgebied=ADL)
    with op_dag(3):
        services.accordering_herinneren(traject=traject.sleutel, vraag=vraag.sleutel, namens=spel.zorg)
    assert Bericht.objects.get(soort="accordering_herinnering").ontvanger == spel.regio.wmo_consulent
    vraag.refresh_from_db()
    assert vraag.herinnerd_op is not None
