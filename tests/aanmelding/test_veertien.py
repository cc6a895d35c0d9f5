"""The link of a mail in fourteen situations: it decides in one of them (S9).

Who holds only the mail, or only the code, gets nothing; who looks, however often, changes nothing (S8).
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client

from aanmelding import services
from aanmelding.models import Accordering
from opstap.logboek.models import Gebeurtenis
from opstap.post.links.geheim import code_van, link_van
from opstap.post.models import Bericht, Link
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.aanmeldstappen import Intrekreden
from opstap.trajecten.models import Persoon
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, ingelogd, stuur
from tests.aanmelding.linktoneel import (
    ANTWOORD,
    KLAAR,
    POSTBUS,
    VERSLAVING,
    VRAAG,
    Linkspel,
    adres_in_mail,
    binnen,
    dagen_verder,  # noqa: F401  (fixture)
    foute_code,
    linkspel,
    pagina,
    verzend,
)
from tests.lezen import zonder_toeval


def probeer(adres: str, link: Link, data: dict[str, str], code: str | None = None) -> tuple[int, int]:
    """Open the link, type the code, send the answer: the status after the code, and after the answer."""
    client = Client()
    client.get(adres, follow=True)
    na_code = client.post(VRAAG, {"code": code or code_van(link)}).status_code
    blad = client.get(ANTWOORD)
    verzoek = str(blad.context["verzoek"]) if blad.status_code == 200 else ""
    return na_code, client.post(ANTWOORD, data | {"verzoek": verzoek}).status_code


DICHT = (410, 410)


def _gewoon(t: Linkspel, link: Link, adres: str, data: dict[str, str], zet: Any) -> tuple[int, int]:
    return probeer(adres, link, data)


def _verlopen(t: Linkspel, link: Link, adres: str, data: dict[str, str], zet: Any) -> tuple[int, int]:
    zet(14.01)
    return probeer(adres, link, data)


def _gebruikt(t: Linkspel, link: Link, adres: str, data: dict[str, str], zet: Any) -> tuple[int, int]:
    Link.objects.filter(pk=link.pk).update(status="gebruikt", beeindigd_op=DAG)
    return probeer(adres, link, data)


def _ingetrokken(t: Linkspel, link: Link, adres: str, data: dict[str, str], zet: Any) -> tuple[int, int]:
    services.link_terugnemen(traject=t.traject.sleutel, vraag=t.vraag.sleutel, namens=t.spel.zorg)
    return probeer(adres, link, data)


def _andere_versie(t: Linkspel, link: Link, adres: str, data: dict[str, str], zet: Any) -> tuple[int, int]:
    """The row changed and was sent again; also when the link itself would have been forgotten."""
    anders = {VERSLAVING: services.Checklistantwoord(stand=Rijstatus.AANGEVRAAGD, uitvoerder=t.oever.sleutel)}
    verloop.checklist_ingevuld(op=DAG, traject=t.traject.sleutel, begeleider=t.spel.zorg, anders=anders)
    verloop.verstuurd(op=DAG, traject=t.traject.sleutel, begeleider=t.spel.zorg)
    Link.objects.filter(pk=link.pk).update(status="open", beeindigd_op=None)
    return probeer(adres, link, t.antwoorden())


def _andere_ontvanger(t: Linkspel, link: Link, adres: str, data: dict[str, str], zet: Any) -> tuple[int, int]:
    """Sent again to somebody else: the first mailbox holds a dead address."""
    t.sturen(email="ander@oever.voorbeeld.invalid")
    return probeer(adres, link, data)


def _afgekapt(t: Linkspel, link: Link, adres: str, data: dict[str, str], zet: Any) -> tuple[int, int]:
    return probeer(adres[:-2] + "/", link, data)


def _hoofdletters(t: Linkspel, link: Link, adres: str, data: dict[str, str], zet: Any) -> tuple[int, int]:
    return probeer(VRAAG + adres.removeprefix(VRAAG).swapcase(), link, data)


def _teruggedraaid(t: Linkspel, link: Link, adres: str, data: dict[str, str], zet: Any) -> tuple[int, int]:
    """Withdrawn and reopened by hand, and the row was answered in between: what was asked is something else."""
    Accordering.objects.filter(pk=t.vraag.pk).update(status="geweigerd", reden="geen_plek", beantwoord_op=DAG)
    return probeer(adres, link, data)


def _klok_terug(t: Linkspel, link: Link, adres: str, data: dict[str, str], zet: Any) -> tuple[int, int]:
    """A day off on the last day: a clock that is behind gives a day, one that is ahead takes one, no more."""
    zet(15)
    return probeer(adres, link, data)


def _gewist(t: Linkspel, link: Link, adres: str, data: dict[str, str], zet: Any) -> tuple[int, int]:
    services.aanmelding_intrekken(traject=t.traject.sleutel, reden=Intrekreden.DUBBEL, namens=t.spel.zorg)
    Persoon.objects.all().delete()
    Link.objects.filter(pk=link.pk).update(status="open", beeindigd_op=None)
    return probeer(adres, link, data)


def _doorgestuurd(t: Linkspel, link: Link, adres: str, data: dict[str, str], zet: Any) -> tuple[int, int]:
    """Whoever has the mail and not the code."""
    return probeer(adres, link, data, code=foute_code(link))


def _van_een_ander(t: Linkspel, link: Link, adres: str, data: dict[str, str], zet: Any) -> tuple[int, int]:
    """The right code of another link."""
    ander = linkspel_naast(t)
    return probeer(adres, link, data, code=code_van(ander))


def _geblokkeerd(t: Linkspel, link: Link, adres: str, data: dict[str, str], zet: Any) -> tuple[int, int]:
    for _ in range(5):
        services.linkcode_proberen(link=link.sleutel, code=foute_code(link))
    return probeer(adres, link, data)


def linkspel_naast(t: Linkspel) -> Link:
    traject = t.spel.verstuurd(anders={VERSLAVING: verloop.geregeld_door(t.oever.sleutel)})
    return Linkspel(t.spel, t.oever, traject, (VERSLAVING,)).sturen()


GEVALLEN: dict[str, tuple[Callable[..., tuple[int, int]], tuple[int, int]]] = {
    "gewoon": (_gewoon, (302, 302)),
    "verlopen": (_verlopen, DICHT),
    "gebruikt": (_gebruikt, DICHT),
    "ingetrokken": (_ingetrokken, DICHT),
    "andere versie": (_andere_versie, DICHT),
    "andere ontvanger": (_andere_ontvanger, DICHT),
    "afgekapt": (_afgekapt, DICHT),
    "hoofdletters": (_hoofdletters, DICHT),
    "teruggedraaid": (_teruggedraaid, DICHT),
    "klok een dag voor": (_klok_terug, DICHT),
    "gewist": (_gewist, DICHT),
    "doorgestuurd zonder code": (_doorgestuurd, (422, 410)),
    "code van een andere link": (_van_een_ander, (422, 410)),
    "vijf foute codes": (_geblokkeerd, DICHT),
}


@pytest.mark.parametrize("geval", list(GEVALLEN))
def test_in_one_of_fourteen_situations_the_link_decides(geval: str, spel: Spel, dagen_verder: Any) -> None:  # noqa: F811
    """Seen to fail without `stand`: the other version and what was turned back decided; without the test of
    `geldig_tot`: the old one; with a code that did not depend on the link: that of another link."""
    t = linkspel(spel)
    link, adres = t.gestuurd()
    doe, hoort = GEVALLEN[geval]
    assert doe(t, link, adres, t.antwoorden(), dagen_verder) == hoort
    over = Accordering.objects.filter(aanmelding__traject=t.traject, status="akkoord")
    assert over.exists() == (geval == "gewoon")


def test_every_link_that_does_not_work_looks_the_same(spel: Spel, dagen_verder: Any) -> None:  # noqa: F811
    """Used, withdrawn, too old, never there, and no link at all: byte for byte (no way to find out which exist)."""
    t = linkspel(spel)
    link, adres = t.gestuurd()
    adressen = [adres, f"{VRAAG}{secrets.token_urlsafe(32)}/", f"{VRAAG}x/"]
    services.link_terugnemen(traject=t.traject.sleutel, vraag=t.vraag.sleutel, namens=spel.zorg)
    eerste, lijven = [Client().get(a) for a in adressen], []
    for a in adressen:
        client = Client()
        blad = client.get(a, follow=True)
        lijven.append((blad.status_code, blad.content))
    assert len(set(lijven)) == 1 and lijven[0][0] == 410
    assert len({(a.status_code, a.headers["Location"], a.content, tuple(sorted(a.cookies))) for a in eerste}) == 1
    assert (Client().get(VRAAG).status_code, Client().get(VRAAG).content) == lijven[0]
    assert len({len(a.cookies["vraag"].value) for a in eerste}) == 1


def test_ten_thousand_guesses_find_nothing(spel: Spel) -> None:
    t = linkspel(spel)
    _, adres = t.gestuurd()
    echt = adres.split("/")[2]
    gok = [secrets.token_urlsafe(32) for _ in range(9_000)]
    gok += [echt[:n] + secrets.token_urlsafe(32)[n:] for n in range(43) for _ in range(24)]
    assert [g for g in gok if g != echt and link_van(g) is not None] == []
    assert link_van(echt) is not None


def test_two_tabs_give_one_answer(spel: Spel) -> None:
    t = linkspel(spel)
    link, adres = t.gestuurd()
    een, twee = binnen(adres, link), binnen(adres, link)
    blad = twee.get(ANTWOORD)
    nee = t.antwoorden(verslaving=("geweigerd", "geen_plek")) | {"verzoek": str(blad.context["verzoek"])}
    assert verzend(een, t.antwoorden()).headers["Location"] == KLAAR
    assert twee.post(ANTWOORD, nee).status_code == 410
    assert t.standen() == {"verslaving": "akkoord"}


def test_sent_twice_is_sent_once_and_says_so_both_times(spel: Spel) -> None:
    t = linkspel(spel)
    link, adres = t.gestuurd()
    client = binnen(adres, link)
    data = t.antwoorden() | {"verzoek": str(client.get(ANTWOORD).context["verzoek"])}
    assert [client.post(ANTWOORD, data).headers["Location"] for _ in range(2)] == [KLAAR] * 2
    assert Gebeurtenis.objects.filter(soort="accordering_gegeven").count() == 1
    assert "Uw antwoord is verstuurd" in client.get(KLAAR).content.decode()
    assert client.get(KLAAR).status_code == 410  # this browser has forgotten which link it was


# --- looking changes nothing -------------------------------------------------------------------------------------


def _alles() -> dict[str, list[Any]]:
    over = {"logboek_inzage", "django_session"}
    modellen = [m for m in apps.get_models() if m._meta.db_table not in over]
    return {m._meta.db_table: sorted(str([*map(_vast, r)]) for r in m._base_manager.values_list()) for m in modellen}


def _vast(waarde: Any) -> Any:
    return bytes(waarde) if isinstance(waarde, memoryview) else waarde


def test_looking_changes_nothing_before_and_after_the_code(spel: Spel) -> None:
    """GET, HEAD and OPTIONS of every page, as a scanner and as a preview do; the link still works after it."""
    t = linkspel(spel)
    link, adres = t.gestuurd()
    client = binnen(adres, link)
    eerst = _alles()
    for blad in (adres, VRAAG, ANTWOORD, KLAAR):
        for methode in ("get", "head", "options"):
            for bezoeker in (client, Client()):
                getattr(bezoeker, methode)(blad)
    assert _alles() == eerst
    client = binnen(adres, link)
    assert verzend(client, t.antwoorden()).status_code == 302
    assert t.standen() == {"verslaving": "akkoord"}


@pytest.mark.parametrize("code", ["", "abc", "12345", "1234567", "١٢٣٤٥٦", "12 34 5x", "x" * 5000, "\x00"])
def test_only_six_digits_count_as_a_try(spel: Spel, code: str) -> None:
    """A scanner that sends the form empty, or with what is not a code, does not use up the link (S8)."""
    t = linkspel(spel)
    link, adres = t.gestuurd()
    client = Client()
    client.get(adres, follow=True)
    for _ in range(6):
        blad = client.post(VRAAG, {"code": code})
        assert blad.status_code == 422
    link.refresh_from_db()
    assert (link.foute_codes, link.status) == (0, "open")
    assert client.post(VRAAG, {"code": code_van(link)}).status_code == 302


def test_a_form_from_another_site_tries_no_code_and_gives_no_answer(spel: Spel) -> None:
    t = linkspel(spel)
    link, adres = t.gestuurd()
    goed = binnen(adres, link)
    client = Client(enforce_csrf_checks=True, headers={"origin": "https://elders.invalid"})
    client.cookies = goed.cookies
    assert client.post(VRAAG, {"code": foute_code(link)}).status_code == 403
    assert client.post(ANTWOORD, t.antwoorden()).status_code == 403
    link.refresh_from_db()
    assert (link.foute_codes, t.standen()) == (0, {"verslaving": "gevraagd"})


def test_codes_of_many_links_are_counted_together_per_visitor(spel: Spel) -> None:
    """Who reads along in a mailbox with many links gets thirty tries an hour, over all of them."""
    t = linkspel(spel)
    statussen = []
    for _ in range(8):
        link, adres = t.gestuurd()
        client = Client(REMOTE_ADDR="198.51.100.23")
        client.get(adres, follow=True)
        statussen += [client.post(VRAAG, {"code": foute_code(link)}).status_code for _ in range(4)]
    assert (statussen.count(422), statussen.count(429)) == (30, 2)


# --- nothing of the secret stands anywhere ----------------------------------------------------------------------


def test_nothing_of_the_address_or_the_code_stands_in_a_table_a_log_or_a_referer(
    spel: Spel, caplog: pytest.LogCaptureFixture
) -> None:
    """Seen to fail with the old filter of the log: a POST to the address left it there in full."""
    caplog.set_level(logging.DEBUG)
    t = linkspel(spel)
    link = t.sturen()
    tabellen = _tekst()
    adres = adres_in_mail()
    geheim, code = adres.split("/")[2], code_van(link)
    client = Client()
    eerste = client.get(adres)
    assert eerste.headers["Referrer-Policy"] == "no-referrer"
    assert geheim not in str(eerste.headers) + str(eerste.cookies)
    for methode in ("post", "put", "delete"):
        getattr(client, methode)(adres)
    client.get(adres.rstrip("/") + "x")
    client.get(adres.rstrip("/"))
    client.post(VRAAG, {"code": foute_code(link)})
    client.post(VRAAG, {"code": code})
    blad = client.get(ANTWOORD)
    assert geheim not in blad.content.decode() and code not in blad.content.decode()
    verzend(client, t.antwoorden())
    client.get(KLAAR)
    ingelogd(spel.regio.begeleider).get(pagina(t.traject, "wachten"))
    for tekst in (tabellen, _tekst(), _logtekst(caplog)):
        assert geheim not in tekst
        assert code not in tekst
    assert bytes(link.zaad) not in geheim.encode()
    over_de_code = [m for m in mail.outbox if code in str(m.body) or code in str(m.alternatives)]
    assert over_de_code == []


def _logtekst(caplog: pytest.LogCaptureFixture) -> str:
    """What Opstap and Django logged: the filters sit on the loggers; the database driver is no log in production."""
    regels = [r for r in caplog.records if not r.name.startswith("django.db")]
    return "\n".join(f"{r.getMessage()} {r.args}" for r in regels)


def _tekst() -> str:
    """Every value of every table, as text; bytes in hex and as they are."""
    delen = []
    for model in apps.get_models():
        for rij in model._base_manager.values_list():
            delen += [w.hex() + repr(bytes(w)) if isinstance(w, (bytes, memoryview)) else str(w) for w in rij]
    return "\n".join(delen)


def test_the_mail_names_nobody_and_leads_to_a_page_that_names_nobody(spel: Spel) -> None:
    t = linkspel(spel)
    _, adres = t.gestuurd()
    bericht = next(m for m in mail.outbox if "/vraag/" in str(m.body))
    blad = Client().get(adres, follow=True).content.decode()
    for geheim in ("Sam", "Kastelein", "Verslaving", "verslaving", "Linde", "Oever", "Meerkoet"):
        assert geheim not in f"{bericht.subject}{bericht.body}{bericht.alternatives}" and geheim not in blad
    assert "U hoeft niet in te loggen" in str(bericht.body)
    assert "inlogt" not in str(bericht.body)
    assert t.traject.kenmerk in str(bericht.body)


def test_after_the_code_stands_the_own_row_and_nothing_else(spel: Spel) -> None:
    t = linkspel(spel)
    link, adres = t.gestuurd()
    blad = binnen(adres, link).get(ANTWOORD).content.decode()
    for stuk in ("Sam Kastelein", "Verslaving", "Zorgpunt De Linde", "GGZ De Oever", "geregeld"):
        assert stuk in blad
    assert str(t.traject.sleutel) not in blad
    for geheim in ("1990", "beschermd wonen", "Kerkstraat", "binding", "checked"):
        assert geheim not in zonder_toeval(blad)


def test_the_code_of_half_an_hour_ago_opens_nothing(spel: Spel, monkeypatch: pytest.MonkeyPatch) -> None:
    t = linkspel(spel)
    link, adres = t.gestuurd()
    client = binnen(adres, link)
    data = t.antwoorden()
    echt = time.time
    monkeypatch.setattr("django.core.signing.time.time", lambda: echt() + 31 * 60)
    assert client.post(ANTWOORD, data).status_code == 410
    assert t.standen() == {"verslaving": "gevraagd"}


def test_a_cookie_of_the_first_page_does_not_pass_for_that_of_the_code(spel: Spel) -> None:
    t = linkspel(spel)
    _, adres = t.gestuurd()
    client = Client()
    client.get(adres)
    client.cookies["vraag_code"] = client.cookies["vraag"].value
    assert client.get(ANTWOORD).status_code == 410


def test_a_link_made_with_the_key_before_a_change_of_keys_still_works(spel: Spel, settings: Any) -> None:
    t = linkspel(spel)
    link = t.sturen()
    oud, settings.SECRET_KEY = settings.SECRET_KEY, "n" * 60
    settings.SECRET_KEY_FALLBACKS = [oud]
    adres = adres_in_mail()
    assert probeer(adres, link, t.antwoorden()) == (302, 302)


def test_without_its_key_a_copy_of_the_database_opens_nothing(spel: Spel, settings: Any) -> None:
    t = linkspel(spel)
    t.sturen()
    settings.SECRET_KEY = "n" * 60
    with pytest.raises(IndexError):
        adres_in_mail()
    assert Bericht.objects.get(soort="link_gestuurd").klaar_op is None
    assert ingelogd(spel.regio.begeleider).get(pagina(t.traject, "wachten")).status_code == 200


def test_the_page_of_the_sender_goes_round_without_the_address(spel: Spel) -> None:
    """Send, take back, send again, all by the pages; the code is told there and nowhere else."""
    t = linkspel(spel)
    client, wachten = ingelogd(spel.regio.begeleider), pagina(t.traject, "wachten")
    assert "Stuur een link" in client.get(wachten).content.decode()
    sturen = pagina(t.traject, "link_sturen", t.vraag)
    velden = {"naam": "Roos", "email": "roos@oever.voorbeeld.invalid"}
    assert stuur(client, sturen, velden).headers["Location"] == wachten
    blad = client.get(wachten).content.decode()
    assert code_van(Link.objects.get()) in blad and "/vraag/" not in blad
    assert "Herinner" not in blad  # not on the day itself
    assert stuur(client, pagina(t.traject, "link_terugnemen", t.vraag), {}).headers["Location"] == wachten
    blad = client.get(wachten).content.decode()
    assert code_van(Link.objects.get()) not in blad and "link ingetrokken" in blad
    fout = stuur(client, sturen, {"naam": "", "email": "roos"})
    assert fout.status_code == 422
    for zin in ("Vul in wie moet antwoorden.", "Vul een e-mailadres in"):
        assert zin in fout.content.decode()
    t.oever.postbus = POSTBUS
    t.oever.save()
    fout = stuur(client, sturen, velden)
    assert (fout.status_code, "Kies hoe diegene de code krijgt." in fout.content.decode()) == (422, True)
    assert stuur(client, sturen, velden | {"codewijze": "postbus"}).headers["Location"] == wachten
    link = Link.objects.get(status="open")
    assert code_van(link) not in client.get(wachten).content.decode()  # who sends it does not know it either
    for wie in ("coordinator", "consulent", "wmo_consulent", "buitenstaander", "beheerder"):
        ander = ingelogd(getattr(spel.regio, wie))
        assert ander.get(wachten).status_code in (403, 404)
        assert ander.get(sturen).status_code in (403, 404)
