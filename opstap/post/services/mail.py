"""What a mail says: kenmerk, a fixed text and a link; no name, no date of birth, no address (law 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from email.utils import format_datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.module_loading import import_string

from opstap import clock
from opstap.post.berichten import BERICHTEN, DAGPOST, KOPPEN, NIEUWS
from opstap.post.models import Bericht
from opstap.post.services.teksten import Teksten, Tekstset
from opstap.protocol.begrippen import Aard
from opstap.protocol.datums import datum_voluit
from opstap.protocol.termijnsoorten import Trap
from opstap.protocol.werkdagen import datum_met_werkdag

#: A longer list is no calm mail; the home page has everything.
_MEESTE_REGELS = 40


class NietsTeMelden(Exception):
    """Everything this mail would have told was done in the meantime."""


class OpenTaak(NamedTuple):
    """A duty that is not done, as it is now."""

    tekst: str
    datum: date
    aard: Aard
    wacht: bool = False


def mail_opmaken(bericht: Bericht, verbinding: Any = None, teksten: Tekstset | None = None) -> EmailMultiAlternatives:
    """Constant subject, text and HTML, one receiver. `teksten`: those of the day it was made ready, when at hand.

    Raises ValidationError when the address of the receiver is not exactly one address, NietsTeMelden when nothing is
    left to tell.
    """
    validate_email(bericht.adres)
    teksten = teksten or Teksten().voor(bericht)
    if bericht.soort != DAGPOST:
        return mail_van(bericht, _los(bericht, teksten), teksten, verbinding)
    delen = list(bericht.delen.select_related("traject").order_by("pk"))
    return mail_van(bericht, dagpost_inhoud(delen, _open_taken(delen), teksten), teksten, verbinding)


def mail_van(
    bericht: Bericht, inhoud: dict[str, Any], teksten: Tekstset, verbinding: Any = None
) -> EmailMultiAlternatives:
    onderwerp = teksten[bericht.soort].onderwerp
    mail = EmailMultiAlternatives(
        subject=onderwerp,
        body=render_to_string("post/mail/bericht.txt", inhoud),
        to=[bericht.adres],
        headers=_mailkop(bericht),
        connection=verbinding,
    )
    mail.attach_alternative(render_to_string("post/mail/bericht.html", inhoud | {"onderwerp": onderwerp}), "text/html")
    if bericht.agenda:  # last, so that a mail program that can read it shows an invitation
        mail.attach_alternative(bericht.agenda, f"text/calendar; method={BERICHTEN[bericht.soort].agenda}")
    return mail


def _mailkop(bericht: Bericht) -> dict[str, str]:
    """Always the same Message-ID. In practice mode mail carries the date of the practice clock."""
    kop = {"Message-ID": f"<{bericht.sleutel}@opstap.invalid>", "Auto-Submitted": "auto-generated"}
    if settings.OEFENMODUS:
        kop["Date"] = format_datetime(clock.dienst_nu())
    return kop


def _los(bericht: Bericht, teksten: Tekstset) -> dict[str, Any]:
    """A mail about one thing; of a duty that was done in the meantime there is nothing to tell."""
    if not _vraagt_nog(bericht, _open_taken([bericht])):
        raise NietsTeMelden
    return {
        "zinnen": _zinnen(bericht, teksten),
        "kenmerk": _kenmerk(bericht),
        "adres": _ergens(bericht),
    }


def dagpost_inhoud(delen: Sequence[Bericht], taken: Mapping[str, OpenTaak], teksten: Tekstset) -> dict[str, Any]:
    """Per heading the lines, first what is due first. What was done in the meantime, not in `taken`, is left out."""
    koppen = dict(zip(KOPPEN, teksten[DAGPOST].regels, strict=True))
    blokken: dict[str, list[dict[str, str]]] = {kop: [] for kop in KOPPEN}
    gezien: set[str] = set()
    for deel in sorted(delen, key=lambda d: taken[_taak(d)].datum if _taak(d) in taken else date.max):
        taak = _taak(deel)
        if taak and (taak in gezien or not _vraagt_nog(deel, taken)):
            continue
        gezien.add(taak)
        blokken[deel.soort if taak else NIEUWS].append(_regel(deel, taken.get(taak), teksten))
    if not any(blokken.values()):
        raise NietsTeMelden
    return {"blokken": list(_ingekort(blokken, koppen)), "adres": _adres(None)}


def gedane_taken(bundel: Bericht) -> list[int]:
    """Parts about a duty that was done since, or waits now: there is nothing left to tell."""
    delen = list(bundel.delen.all())
    taken = _open_taken(delen)
    return [deel.pk for deel in delen if not _vraagt_nog(deel, taken)]


def _vraagt_nog(deel: Bericht, taken: Mapping[str, OpenTaak]) -> bool:
    """News always. Of a duty that waits only who must do it is left in peace: who leads was told before that."""
    if not _taak(deel):
        return True
    taak = taken.get(_taak(deel))
    return taak is not None and not (taak.wacht and deel.soort == f"termijn_{Trap.VERANTWOORDELIJKE}")


def _taak(deel: Bericht) -> str:
    return str(deel.gegevens.get("termijn", ""))


def _open_taken(delen: Iterable[Bericht]) -> dict[str, OpenTaak]:
    """Asked of the room above: the duties that are still open, with their text and the date they have now."""
    sleutels = [taak for deel in delen if (taak := _taak(deel))]
    open_taken: dict[str, OpenTaak] = import_string(import_string(f"{settings.BEDRADING}.OPEN_TAKEN"))(sleutels)
    return open_taken


def _regel(deel: Bericht, taak: OpenTaak | None, teksten: Tekstset) -> dict[str, str]:
    kenmerk = _kenmerk(deel)
    if taak is None:
        return {"kenmerk": kenmerk, "tekst": " ".join(_zinnen(deel, teksten)), "adres": _ergens(deel)}
    tekst, dag = taak.tekst, taak.datum
    if BERICHTEN[deel.soort].pagina:
        tekst = deel.gegevens["tekst"]
    vandaag = clock.vandaag()
    laat = ", dat is te laat" if dag < vandaag else ""
    wanneer = f"{taak.aard.label.capitalize()} {datum_met_werkdag(dag, vandaag)}"
    return {"kenmerk": kenmerk, "tekst": f"{tekst}. {wanneer}{laat}.", "adres": _ergens(deel)}


def _ingekort(blokken: dict[str, list[dict[str, str]]], koppen: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    """News stands nowhere else, so all of it stays; tasks that are left out stand on the home page."""
    over = _MEESTE_REGELS
    for code, regels in blokken.items():
        if regels:
            meer = max(len(regels) - max(over, 0), 0) if code != NIEUWS else 0
            yield {"kop": koppen[code], "regels": regels[: len(regels) - meer], "meer": meer}
            over -= len(regels)


def _zinnen(bericht: Bericht, teksten: Tekstset) -> list[str]:
    feiten = {"tekst": bericht.gegevens.get("tekst", "")}
    if dag := bericht.gegevens.get("datum"):
        feiten["datum"] = datum_voluit(date.fromisoformat(dag))
    return [regel.format(**feiten) for regel in teksten[bericht.soort].regels]


def _kenmerk(bericht: Bericht) -> str:
    return bericht.traject.kenmerk if bericht.traject else ""


def _ergens(bericht: Bericht) -> str:
    """Where this is done or read: not everybody who is asked something may open the traject."""
    if (taak := _taak(bericht)) and not BERICHTEN[bericht.soort].pagina:
        return f"{settings.BASIS_URL}{reverse('taak', args=[taak])}"
    return _adres(None if BERICHTEN[bericht.soort].naar_vandaag else bericht)


def _adres(bericht: Bericht | None) -> str:
    if bericht and (pagina := BERICHTEN[bericht.soort].pagina):
        pad = reverse(pagina)
    else:
        pad = reverse("traject", args=[bericht.traject.sleutel]) if bericht and bericht.traject else reverse("vandaag")
    return f"{settings.BASIS_URL}{pad}"
