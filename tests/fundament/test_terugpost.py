"""Mail that comes back waits for a person and what it told goes on; nothing in a returned mail is believed."""

from __future__ import annotations

import io
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError
from django.urls import reverse

from opstap import clock
from opstap.logboek.models import Gebeurtenis
from opstap.management.opdracht import Fout
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.services import rol_toekennen
from opstap.post.berichten import COLLEGA_ONBEREIKBAAR, DAGPOST
from opstap.post.dsn import GROOTSTE, GeenTerugmelding, lees_terugmelding
from opstap.post.models import Bericht
from opstap.post.services import bericht_klaarzetten, bericht_teruggekomen, berichten_verzenden, dagpost_samenstellen
from opstap.post.services.terugpost import Terugkomst, terugkomreden
from opstap.post.services.volgende_trede import naar_volgende_trede
from opstap.protocol.begrippen import Rol
from opstap.protocol.termijnsoorten import Trap
from opstap.termijnen.blijft_liggen import Werksoort, raad
from opstap.termijnen.blijft_liggen.services import werk_opnieuw
from opstap.trajecten.models import Traject
from opstap.werk import MAX_POGINGEN
from tests.fundament import postbode
from tests.fundament.conftest import DAG
from tests.fundament.retourpost import MESSAGE_ID, exchange, exim, postfix

MORGEN = DAG + timedelta(days=1)
VORMEN = [postfix, exim, exchange]


def op(dag: Any, uur: int = 8) -> Any:
    return clock.klok_op(clock.lokaal_moment(dag, uur))


@pytest.fixture(autouse=True)
def _vandaag():
    postbode.CODE = 550
    with op(DAG):
        yield


@pytest.fixture
def zaak(regio, begin) -> Traject:
    return begin(regio)


def _nieuws(regio: Any, traject: Traject, sleutel: str = "1", **velden: Any) -> None:
    velden = {"soort": "mdo_oordeel_gegeven", "organisatie": regio.zorg, "rol": Rol.BEGELEIDER, **velden}
    bericht_klaarzetten(traject=traject, sleutel=sleutel, **velden)


def _verstuurd(regio: Any, traject: Traject, **velden: Any) -> Bericht:
    _nieuws(regio, traject, meteen=True, **velden)
    berichten_verzenden()
    rij: Bericht = Bericht.objects.get(plek="1")
    return rij


def _lees(inhoud: bytes, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the command says about a mail that a mail server pipes in."""
    uit = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(inhoud)))
    call_command("mail_terug", stdout=uit)
    return uit.getvalue()


def _wachtend(ontvanger: Gebruiker) -> list[tuple[str, str]]:
    return sorted(Bericht.objects.filter(ontvanger=ontvanger, bundel=None).values_list("soort", "trap"))


# --- reading ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vorm", VORMEN)
def test_what_three_mail_servers_write_is_read(vorm: Any) -> None:
    sleutel = uuid4()
    gelezen = lees_terugmelding(vorm(MESSAGE_ID.format(sleutel), status="5.1.10"))
    assert (gelezen.bericht, gelezen.status, gelezen.mislukt) == (sleutel, "5.1.10", True)
    uitgesteld = lees_terugmelding(vorm(MESSAGE_ID.format(sleutel), status="4.4.1", actie="delayed"))
    assert (uitgesteld.status, uitgesteld.mislukt) == ("4.4.1", False)


_GOED = postfix(MESSAGE_ID.format(uuid4()))
_DIEP = b"".join(b"Content-Type: multipart/report; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))


@pytest.mark.parametrize(
    "inhoud",
    [
        b"",
        b"Subject: ik ben er vrijdag weer\n\nGroet",
        b"\xff\x00\xfe" * 500,
        _GOED.replace(b"multipart/report", b"multipart/mixed"),
        _GOED.replace(b"message/delivery-status", b"text/plain"),
        _GOED.replace(b"Action: failed", b"Action: delivered"),
        _GOED.replace(b"Action: failed", b"Action: relayed"),
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n" + _GOED + b"\n--x--",
        _GOED.replace(b"@opstap.invalid", b"@elders.invalid"),
        _GOED.replace(b"@opstap.invalid>", b"@opstap.invalid.elders>"),
        postfix("<niet-een-sleutel@opstap.invalid>"),
        postfix(""),
        _GOED + b"x" * GROOTSTE,
        _DIEP,
        _GOED[: len(_GOED) // 2],
    ],
    ids=range(15),
)
def test_what_says_nothing_about_a_mail_of_ours_is_one_dutch_sentence(inhoud: bytes) -> None:
    """Deep nesting was seen to end in a RecursionError without the catch."""
    with pytest.raises(GeenTerugmelding) as fout:
        lees_terugmelding(inhoud)
    assert fout.value.melding.endswith("Er verandert niets.")


@pytest.mark.parametrize(
    ("status", "reden"),
    [
        ("5.1.1", "het mailadres bestaat niet (5.1.1)"),
        ("5.2.1", "de mailbox is uitgezet (5.2.1)"),
        ("5.2.2", "de mailbox is vol (5.2.2)"),
        ("5.7.26", "de mailserver van de ontvanger weigert mail van Opstap (5.7.26)"),
        ("4.4.7", "de mail kon te lang niet worden bezorgd (4.4.7)"),
        ("5.0.0", "de mail kwam terug van dit mailadres (5.0.0)"),
        ("", "de mail kwam terug van dit mailadres"),
    ],
)
def test_the_reason_says_what_a_person_can_mend(status: str, reden: str) -> None:
    assert terugkomreden(status) == reden


@pytest.mark.parametrize("status", ["5.2.2", "4.2.2"])
def test_of_a_full_mailbox_the_address_is_right(status: str) -> None:
    """Seen to fail with the advice to mend an address that is right."""
    tekst = raad(Werksoort.MAIL, terugkomreden(status), elders=False)
    assert "mailbox leeg te maken" in tekst and "verbeter" not in tekst


@pytest.mark.parametrize("status", ["5.1.1", "5.4.4", "5.0.0", ""])
def test_who_mistyped_a_domain_or_a_name_is_told_to_look_at_the_address(status: str) -> None:
    """5.4.4 is what Postfix says of a domain that does not exist, 5.0.0 what Exim says of anything. Seen to fail with
    reasons that do not name the address: the advice was only to try again."""
    assert "verbeter het" in raad(Werksoort.MAIL, terugkomreden(status), elders=False)


# --- what happens --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vorm", VORMEN)
def test_a_mail_that_came_back_waits_for_a_person(regio, zaak, monkeypatch, vorm: Any) -> None:
    bericht = _verstuurd(regio, zaak)
    zin = _lees(vorm(MESSAGE_ID.format(bericht.sleutel), status="5.1.1"), monkeypatch)
    assert zin == "Een mail kwam terug. Hij staat nu bij “Wat blijft liggen”.\n"
    (groep,) = regio.ingelogd(regio.beheerder).get(reverse("blijft_liggen")).context["groepen"]
    (regel,) = groep["regels"]
    assert regel["waarom"] == "het mailadres bestaat niet (5.1.1)"
    (gebeurtenis,) = Gebeurtenis.objects.filter(soort="bericht_teruggekomen")
    assert gebeurtenis.gegevens == {"bericht": str(bericht.sleutel), "status": "5.1.1"}


def test_a_mail_server_that_gives_up_after_days_is_no_delay(regio, zaak, monkeypatch) -> None:
    """Seen to fail with 5.x.x only: of a mail that was never delivered nobody heard."""
    bericht = _verstuurd(regio, zaak)
    _lees(postfix(MESSAGE_ID.format(bericht.sleutel), status="4.4.7"), monkeypatch)
    assert Bericht.objects.get(pk=bericht.pk).geparkeerd_reden == "de mail kon te lang niet worden bezorgd (4.4.7)"


@pytest.mark.parametrize("inhoud", ["uitstel", "vreemd", "deel", "onzin"])
def test_what_is_no_failure_of_a_mail_of_ours_changes_nothing(regio, zaak, monkeypatch, inhoud: str) -> None:
    bericht = _verstuurd(regio, zaak)
    _nieuws(regio, zaak, "2")
    deel = Bericht.objects.get(plek="2")  # was never a mail of its own
    zinnen = {
        "uitstel": (postfix(MESSAGE_ID.format(bericht.sleutel), status="4.2.2", actie="delayed"), "probeert het nog"),
        "vreemd": (postfix(MESSAGE_ID.format(uuid4())), "Deze mail kent Opstap niet."),
        "deel": (postfix(MESSAGE_ID.format(deel.sleutel)), "Deze mail kent Opstap niet."),
        "onzin": (b"Subject: Afwezig\n\nTot maandag", "zegt niet dat een mail terugkwam"),
    }
    voor = list(Bericht.objects.order_by("pk").values())
    assert zinnen[inhoud][1] in _lees(zinnen[inhoud][0], monkeypatch)
    assert (list(Bericht.objects.order_by("pk").values()), Gebeurtenis.objects.filter(rol="systeem").count()) == (
        voor,
        0,
    )


def test_a_second_copy_changes_nothing(regio, zaak, monkeypatch) -> None:
    bericht = _verstuurd(regio, zaak)
    _lees(postfix(MESSAGE_ID.format(bericht.sleutel)), monkeypatch)
    voor = list(Bericht.objects.order_by("pk").values())
    assert "al bekend" in _lees(exim(MESSAGE_ID.format(bericht.sleutel)), monkeypatch)
    assert list(Bericht.objects.order_by("pk").values()) == voor
    assert Gebeurtenis.objects.filter(soort="bericht_teruggekomen").count() == 1


def test_a_mail_that_came_back_goes_again_when_a_person_asks(regio, zaak) -> None:
    """A whole dagpost, with everything that was in it."""
    _nieuws(regio, zaak)
    with op(MORGEN):
        dagpost_samenstellen()
        berichten_verzenden()
        bundel = Bericht.objects.get(soort=DAGPOST)
        assert bericht_teruggekomen(sleutel=bundel.sleutel, status="5.2.2", mislukt=True) is Terugkomst.GEPARKEERD
        assert not bundel.delen.exclude(klaar_op=None).exists()
        werk_opnieuw(soort=Werksoort.MAIL, namens=regio.namens(regio.beheerder))
        berichten_verzenden()
    eerste, tweede = mail.outbox
    assert (eerste.body, eerste.to) == (tweede.body, tweede.to)
    assert not Bericht.objects.filter(ontvanger=regio.begeleider, klaar_op=None).exists()


def test_a_word_that_comes_while_the_mail_is_being_sent_is_not_overwritten(regio, zaak, monkeypatch) -> None:
    """Seen to fail with the lease left alone: the worker marked it done and nobody ever heard of it."""
    _nieuws(regio, zaak, meteen=True)
    bericht = Bericht.objects.get(plek="1")

    def terwijl(self: Any) -> int:
        bericht_teruggekomen(sleutel=bericht.sleutel, status="5.1.1", mislukt=True)
        return 1

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", terwijl)
    berichten_verzenden()
    bericht.refresh_from_db()
    assert (bericht.klaar_op, bericht.geparkeerd_reden) == (None, "het mailadres bestaat niet (5.1.1)")


# --- the next rung --------------------------------------------------------------------------------------------------


def test_what_it_told_comes_in_the_dagpost_of_the_team_lead(regio, zaak) -> None:
    """With one line that a colleague is out of reach; no name and no address of that colleague."""
    bericht = _verstuurd(regio, zaak)
    mail.outbox.clear()
    bericht_teruggekomen(sleutel=bericht.sleutel, status="5.1.1", mislukt=True)
    with op(MORGEN):
        dagpost_samenstellen()
        berichten_verzenden()
    (post,) = mail.outbox
    assert post.to == ["teamleider_zorg@voorbeeld.invalid"]
    regels = [regel for regel in post.body.splitlines() if regel.startswith("- ")]
    weg = "Een mail hierover kwam niet aan bij een collega. Wat daarin stond, leest u ook in deze mail."
    assert regels == [f"- {zaak.kenmerk}: Na een MDO is een oordeel gegeven.", f"- {zaak.kenmerk}: {weg}"]
    assert "begeleider" not in post.message().as_string()


def test_what_stood_in_a_dagpost_goes_on_with_one_line_about_the_colleague(regio, zaak, begin) -> None:
    for n, traject in enumerate((zaak, begin(regio, naam="Bo Tweede"), zaak)):
        _nieuws(regio, traject, str(n))
    with op(MORGEN):
        dagpost_samenstellen()
        berichten_verzenden()
        bericht_teruggekomen(sleutel=Bericht.objects.get(soort=DAGPOST).sleutel, status="5.2.2", mislukt=True)
    assert _wachtend(regio.teamleider_zorg) == [
        (COLLEGA_ONBEREIKBAAR, "teamleider"),
        *[("mdo_oordeel_gegeven", "teamleider")] * 3,
    ]


@pytest.mark.parametrize(
    ("trap", "rol", "organisatie", "volgende"),
    [
        (Trap.VERANTWOORDELIJKE, Rol.BEGELEIDER, "zorg", ("teamleider_zorg", "termijn_teamleider")),
        (Trap.VERANTWOORDELIJKE, Rol.WMO_CONSULENT, "gemeente", ("beheerder", "termijn_escalatie")),
        (Trap.TEAMLEIDER, Rol.BEGELEIDER, "zorg", ("buitenstaander", "termijn_escalatie")),
        (Trap.ESCALATIE, Rol.BEGELEIDER, "zorg", ("consulent", "termijn_escalatie")),
        (Trap.GEMEENTE, Rol.BEGELEIDER, "zorg", ("beleidsmedewerker", "termijn_bestuurlijk")),
    ],
)
def test_a_duty_goes_one_rung_up(regio, zaak, trap, rol, organisatie, volgende) -> None:
    """On the last rung to the other contact. Here two strangers are the contacts of the zorgorganisatie."""
    contacten = {"eerste_contact": regio.buitenstaander, "tweede_contact": regio.consulent}
    Organisatie.objects.filter(pk=regio.zorg.pk).update(**contacten)
    Organisatie.objects.filter(pk=regio.gemeente.pk).update(eerste_contact=regio.beheerder)
    waar = Organisatie.objects.get(pk=getattr(regio, organisatie).pk)
    gegevens = {"tekst": "Evaluatie houden", "datum": "2026-03-09", "termijn": str(uuid4())}
    _nieuws(regio, zaak, soort=f"termijn_{trap}", organisatie=waar, rol=rol, trap=trap, gegevens=gegevens)
    eerste = Bericht.objects.order_by("pk").select_related("ontvanger", "organisatie", "traject")[0]
    naar_volgende_trede(eerste)
    wie, soort = volgende
    nieuw = Bericht.objects.filter(plek=f"terug-{eerste.sleutel}", soort=soort)
    assert getattr(regio, wie) in [b.ontvanger for b in nieuw]
    assert [b.gegevens for b in nieuw] == [gegevens] * len(nieuw)


def test_two_contacts_who_are_both_out_of_reach_do_not_write_to_each_other_for_ever(regio, zaak) -> None:
    """Seen to fail with a `plek` per mail: every day a mail more."""
    contacten = {"eerste_contact": regio.buitenstaander, "tweede_contact": regio.consulent}
    Organisatie.objects.filter(pk=regio.zorg.pk).update(**contacten)
    zorg = Organisatie.objects.get(pk=regio.zorg.pk)
    _nieuws(regio, zaak, organisatie=zorg, trap=Trap.ESCALATIE)
    aantallen = []
    for n in range(1, 7):
        with op(DAG + timedelta(days=n)):
            dagpost_samenstellen()
            berichten_verzenden()
            for bundel in Bericht.objects.filter(soort=DAGPOST, geparkeerd_reden=""):
                bericht_teruggekomen(sleutel=bundel.sleutel, status="5.1.1", mislukt=True)
        aantallen.append(Bericht.objects.count())
    assert aantallen[-1] == aantallen[2]


def test_when_there_is_nobody_above_it_waits_with_the_beheerder_only(regio, zaak) -> None:
    Gebruiker.objects.filter(pk=regio.teamleider_zorg.pk).update(beeindigd_op=DAG)
    bericht = _verstuurd(regio, zaak)
    bericht_teruggekomen(sleutel=bericht.sleutel, status="5.1.1", mislukt=True)
    assert [(b.pk, bool(b.geparkeerd_reden)) for b in Bericht.objects.all()] == [(bericht.pk, True)]


def test_who_takes_the_place_above_hears_then_what_nobody_could_hear_before(regio, zaak, monkeypatch) -> None:
    """Seen to fail: it counted as told though nobody was. While nobody is there no bell rings for it."""
    Gebruiker.objects.filter(pk=regio.teamleider_zorg.pk).update(beeindigd_op=DAG)
    bericht, gebeld = _verstuurd(regio, zaak), []
    monkeypatch.setattr("opstap.post.services.volgende_trede.luid_de_bel", lambda: gebeld.append(1))
    bericht_teruggekomen(sleutel=bericht.sleutel, status="5.1.1", mislukt=True)
    berichten_verzenden()
    adres = reverse("blijft_liggen_werk", args=[Werksoort.MAIL, bericht.sleutel])
    client = regio.ingelogd(regio.beheerder)
    zin = "nog niemand; Opstap geeft het door zodra er iemand is"
    assert (zin in client.get(adres).content.decode(), gebeld) == (True, [])
    Gebruiker.objects.filter(pk=regio.teamleider_zorg.pk).update(beeindigd_op=None)
    for _ in range(3):
        berichten_verzenden()
    assert [soort for soort, _ in _wachtend(regio.teamleider_zorg)] == [COLLEGA_ONBEREIKBAAR, "mdo_oordeel_gegeven"]
    assert (zin in client.get(adres).content.decode(), gebeld) == (False, [1])


def test_the_beheerder_reads_how_a_colleague_heard_it(regio, zaak) -> None:
    """Seen to fail: the page said nothing, and it looked as if nobody knew."""
    bericht, client = _verstuurd(regio, zaak), regio.ingelogd(regio.beheerder)
    alleen_hem = Bericht.objects.create(
        soort="moment_genodigd", plek="2", ontvanger=regio.begeleider, uitvoeren_vanaf=clock.dienst_nu()
    )
    for rij, zin in (
        (bericht, "ja, 1 collega: het staat in de dagpost van 3 maart 2026"),
        (alleen_hem, "niet apart: het was alleen voor de ontvanger, of een collega wist het al"),
    ):
        bericht_teruggekomen(sleutel=rij.sleutel, status="5.1.1", mislukt=True)
        tekst = client.get(reverse("blijft_liggen_werk", args=[Werksoort.MAIL, rij.sleutel])).content.decode()
        assert f"<dt>Hoorde een collega het</dt><dd>{zin}</dd>" in tekst, zin


def test_what_a_mail_server_puts_off_until_it_is_parked_is_told_to_somebody_else(
    regio, zaak, settings, monkeypatch
) -> None:
    """A mailbox that stays full. Seen to fail: after eight times nobody but the beheerder could know."""
    settings.EMAIL_BACKEND = "tests.fundament.postbode.Weigert"
    monkeypatch.setattr(postbode, "CODE", 452)
    Gebruiker.objects.filter(pk=regio.begeleider.pk).update(email="bot@voorbeeld.invalid")
    _nieuws(regio, zaak, meteen=True)
    for poging in range(1, MAX_POGINGEN + 1):
        assert _wachtend(regio.teamleider_zorg) == []
        Bericht.objects.update(opnieuw_vanaf=None)
        berichten_verzenden()
        assert Bericht.objects.get(ontvanger=regio.begeleider).pogingen == poging
    assert [soort for soort, _ in _wachtend(regio.teamleider_zorg)] == [COLLEGA_ONBEREIKBAAR, "mdo_oordeel_gegeven"]


def test_what_a_mail_server_refuses_at_once_goes_the_same_way_once(regio, zaak, settings) -> None:
    """Also when a person has it tried again in vain."""
    settings.EMAIL_BACKEND = "tests.fundament.postbode.Weigert"
    Gebruiker.objects.filter(pk=regio.begeleider.pk).update(email="bot@voorbeeld.invalid")
    _nieuws(regio, zaak, meteen=True)
    for _ in range(3):
        berichten_verzenden()
        assert _wachtend(regio.teamleider_zorg) == [
            (COLLEGA_ONBEREIKBAAR, "teamleider"),
            ("mdo_oordeel_gegeven", "teamleider"),
        ]
        werk_opnieuw(soort=Werksoort.MAIL, namens=regio.namens(regio.beheerder))


def test_a_shared_mailbox_that_returns_mail_leaves_it_to_the_people_behind_it(regio, zaak) -> None:
    Organisatie.objects.filter(pk=regio.zorg.pk).update(postbus="team@voorbeeld.invalid")
    tweede = Gebruiker.objects.create_user("tweede@voorbeeld.invalid", None, naam="Tweede")
    rol_toekennen(gebruiker=tweede, organisatie=regio.zorg, rol=Rol.BEGELEIDER)
    bericht = _verstuurd(regio, zaak, organisatie=Organisatie.objects.get(pk=regio.zorg.pk))
    assert bericht.ontvanger is None
    bericht_teruggekomen(sleutel=bericht.sleutel, status="5.1.1", mislukt=True)
    with op(MORGEN):
        dagpost_samenstellen()
        berichten_verzenden()
    assert sorted(m.to[0] for m in mail.outbox[1:]) == ["begeleider@voorbeeld.invalid", "tweede@voorbeeld.invalid"]


# --- the command ----------------------------------------------------------------------------------------------------


def test_a_folder_is_read_once(regio, zaak, tmp_path: Path) -> None:
    """What is half written, a link or a folder stays where it is."""
    bericht, uit = _verstuurd(regio, zaak), io.StringIO()
    (tmp_path / "1.eml").write_bytes(postfix(MESSAGE_ID.format(bericht.sleutel)))
    (tmp_path / "2.eml").write_bytes(b"Subject: Afwezig\n\nTot maandag")
    (tmp_path / ".half").write_bytes(b"")
    (tmp_path / "link").symlink_to("/etc/hostname")
    for _ in range(2):
        call_command("mail_terug", map=tmp_path, stdout=uit)
    assert uit.getvalue().splitlines() == [
        "1.eml: Een mail kwam terug. Hij staat nu bij “Wat blijft liggen”.",
        "2.eml: Deze mail zegt niet dat een mail terugkwam. Er verandert niets.",
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == [".half", "link", "verwerkt"]
    assert sorted(p.name for p in (tmp_path / "verwerkt").iterdir()) == ["1.eml", "2.eml"]


def test_a_huge_mail_is_read_to_its_end_and_not_kept(monkeypatch) -> None:
    """The mail server that pipes it in meets no closed pipe."""
    invoer = io.BytesIO(b"x" * (3 * GROOTSTE))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(invoer))
    uit = io.StringIO()
    call_command("mail_terug", stdout=uit)
    assert (uit.getvalue(), invoer.tell()) == (
        "Deze mail is te groot om een terugmelding te zijn. Er verandert niets.\n",
        3 * GROOTSTE,
    )


def test_what_cannot_be_done_now_is_offered_again_later(monkeypatch, tmp_path: Path) -> None:
    def weg(**_: Any) -> Terugkomst:
        raise OperationalError

    monkeypatch.setattr("opstap.management.commands.mail_terug.bericht_teruggekomen", weg)
    with pytest.raises(Fout) as fout:
        _lees(postfix(MESSAGE_ID.format(UUID(int=0))), monkeypatch)
    assert fout.value.returncode == 75
    with pytest.raises(Fout) as fout:
        call_command("mail_terug", map=tmp_path / "bestaat-niet")
    assert fout.value.returncode == 75
