"""What stands in a mail: kenmerk, a fixed text, dates and a link; no name, no date of birth, no address (law 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.text import capfirst

from opstap import clock
from opstap.post.berichten import (
    BERICHTEN,
    CODEPOST,
    DAGPOST,
    KOPPEN,
    LINKBEVESTIGING,
    NIEUWS,
    ZONDER_LOGIN,
)
from opstap.post.links.geheim import code_van, linkadres
from opstap.post.models import Bericht
from opstap.post.services.teksten import Tekstset
from opstap.protocol.begrippen import Aard, Rol
from opstap.protocol.datums import datum_met_weekdag, datum_voluit, over_dagen
from opstap.protocol.termijnsoorten import BUITEN, TEAMLEIDERS, Termijnsoort, Trap
from opstap.protocol.termijnwoorden import hoe_lang
from opstap.protocol.werkdagen import datum_met_werkdag
from opstap.trajecten.models import Concept

#: A longer list is no calm mail; the home page has everything.
_MEESTE_REGELS = 40
_PLICHT = "termijn_"
#: Of what a colleague took. Who it is stands behind the link.
OPGEPAKT = "Een collega heeft dit opgepakt."
_VAN_BUITEN = {f"{_PLICHT}{trap}" for trap in BUITEN}
#: Who leads or arranges hears that somebody has it; who must do it knows.
_HOORT_WIE = {f"{_PLICHT}{trap}" for trap in (Trap.TEAMLEIDER, Trap.ESCALATIE)}


class NietsTeMelden(Exception):
    """Everything this mail would have told was done in the meantime."""


class OpenTaak(NamedTuple):
    """A duty that is not done, as it is now."""

    kind: Termijnsoort
    datum: date
    wacht: bool = False
    opgepakt: bool = False
    was_al_voorbij: bool = False

    def is_te_halen(self, vandaag: date) -> bool:
        return self.kind.is_te_halen(self.datum, vandaag)

    def wanneer(self, vandaag: date) -> str:
        dag = datum_met_werkdag(self.datum, vandaag)
        return f"{capfirst(self.kind.aard.label)} {dag}, {self.hoe_lang(vandaag)}."

    def hoe_lang(self, vandaag: date) -> str:
        return hoe_lang(soort=self.kind.code, datum=self.datum, vandaag=vandaag, was_al_voorbij=self.was_al_voorbij)

    def ook(self, vandaag: date) -> str:
        """In a line that begins with another duty: a date without its name could be taken for that one's."""
        wanneer = self.wanneer(vandaag)
        return f"{self.kind.tekst}: {wanneer[0].lower()}{wanneer[1:]}"


_Taken = Mapping[str, OpenTaak]


def losse_inhoud(bericht: Bericht, teksten: Tekstset) -> dict[str, Any]:
    """A mail about one thing; of a duty that was done in the meantime there is nothing to tell."""
    taken = open_taken([bericht])
    if not _vraagt_nog(bericht, taken) or _is_geweest(bericht):
        raise NietsTeMelden
    taak = taken.get(_taak(bericht))
    return {
        "zinnen": _zinnen(bericht, teksten) + _van_wie(bericht, [taak] if taak else []),
        "kenmerk": _kenmerk(bericht),
        "adres": _ergens(bericht),
        "zonder_login": bericht.soort in ZONDER_LOGIN,
    }


def dagpost_inhoud(delen: Sequence[Bericht], taken: _Taken, teksten: Tekstset) -> dict[str, Any]:
    """Per heading the lines: first the hard dates that can still be met, then what is due first. What was done in the
    meantime, not in `taken`, is left out. One line: what one act does, duties of one kind in one traject, news in
    the same words, what one traject is for the gemeente. A duty told on two rungs stands there as one's own."""
    koppen = dict(zip(KOPPEN, teksten[DAGPOST].regels, strict=True))
    blokken: dict[str, dict[Any, list[Bericht]]] = {kop: {} for kop in KOPPEN}
    gezien: set[str] = set()
    for deel in sorted(delen, key=lambda d: (*_volgorde(taken.get(_taak(d))), d.soort in _HOORT_WIE)):
        taak = _taak(deel)
        if not _vraagt_nog(deel, taken) or (taak and taak in gezien):
            continue
        gezien.add(taak)
        blokken[_kop(deel) if taak else NIEUWS].setdefault(_samen(deel, taken, teksten), []).append(deel)
    if not any(blokken.values()):
        raise NietsTeMelden
    regels = {kop: [_regel(groep, taken, teksten) for groep in blok.values()] for kop, blok in blokken.items()}
    return {"blokken": list(_ingekort(regels, koppen)), "adres": _adres(None)}


def _volgorde(taak: OpenTaak | None) -> tuple[bool, date]:
    if taak is None:
        return True, date.max
    return not taak.is_te_halen(clock.vandaag()), taak.datum


def _hardheid(taak: OpenTaak | None) -> tuple[bool, bool]:
    if taak is None:
        return True, True
    return not taak.is_te_halen(clock.vandaag()), taak.kind.aard is not Aard.UITERST


def _kop(deel: Bericht) -> str:
    """A role without a team lead: who hears it instead is a contact, and reads it as one."""
    is_van_contact = deel.soort == f"{_PLICHT}{Trap.TEAMLEIDER}" and deel.rol and deel.rol not in TEAMLEIDERS
    return f"{_PLICHT}{Trap.ESCALATIE}" if is_van_contact else deel.soort


def _samen(deel: Bericht, taken: _Taken, teksten: Tekstset) -> object:
    """Parts with the same answer, or in the same words, stand in one line."""
    if deel.soort in _VAN_BUITEN:
        return deel.traject_id
    if taak := taken.get(_taak(deel)):
        return deel.traject_id, taak.kind.daad or taak.kind.code, deel.rol
    return deel.traject_id, deel.soort, *_zinnen(deel, teksten)


def gedane_taken(bundel: Bericht) -> list[int]:
    """Parts about a duty that was done since, or waits now: there is nothing left to tell."""
    delen = list(bundel.delen.all())
    taken = open_taken(delen)
    return [deel.pk for deel in delen if not _vraagt_nog(deel, taken)]


def _vraagt_nog(deel: Bericht, taken: _Taken) -> bool:
    """News always. Of a duty that waits only who must do it is left in peace: who leads was told before that.
    Of a concept while nobody went on with it."""
    if concept := deel.gegevens.get("concept"):
        return Concept.objects.levend().filter(pk=concept, waarschuwen_op=None).exists()
    if not _taak(deel):
        return True
    taak = taken.get(_taak(deel))
    return taak is not None and not (taak.wacht and deel.soort == f"{_PLICHT}{Trap.VERANTWOORDELIJKE}")


def _is_geweest(bericht: Bericht) -> bool:
    """An invitation that waited so long that the meeting was held without it."""
    return bool(bericht.agenda) and date.fromisoformat(bericht.gegevens["datum"]) < clock.vandaag()


def _taak(deel: Bericht) -> str:
    return str(deel.gegevens.get("termijn", ""))


def open_taken(delen: Iterable[Bericht]) -> dict[str, OpenTaak]:
    """Asked of the room above: the duties that are still open, with their kind and the date they have now."""
    sleutels = [taak for deel in delen if (taak := _taak(deel))]
    gevonden: dict[str, OpenTaak] = import_string(import_string(f"{settings.BEDRADING}.OPEN_TAKEN"))(sleutels)
    return gevonden


def _regel(groep: Sequence[Bericht], taken: _Taken, teksten: Tekstset) -> dict[str, Any]:
    """Of several parts the hard date decides, and leads to where it is done."""
    groep, vandaag = sorted(groep, key=lambda d: _hardheid(taken.get(_taak(d)))), clock.vandaag()
    eerste, open_ = groep[0], [taken[taak] for deel in groep if (taak := _taak(deel)) in taken]
    if not open_:
        zinnen = [*_zinnen(eerste, teksten), *[f"Dit gebeurde {len(groep)} keer."] * (len(groep) > 1)]
    elif eerste.soort in _VAN_BUITEN:
        zinnen = _buiten(eerste, open_, vandaag)
    else:
        zinnen = [*_wat(open_, vandaag), *_van_wie(eerste, open_)]
    blijft = any(taak.is_te_halen(vandaag) for taak in open_)
    los = len(open_) > 1 and not open_[0].kind.daad and eerste.soort not in _VAN_BUITEN
    adres = _adres(None) if los else _ergens(eerste)
    return {"kenmerk": _kenmerk(eerste), "tekst": " ".join(zinnen), "adres": adres, "blijft": blijft}


def _wat(taken: Sequence[OpenTaak], vandaag: date) -> list[str]:
    """The first with how many of that kind there are, and every other date once."""
    eerste = taken[0]
    keer = sum(taak.kind == eerste.kind for taak in taken)
    ook = dict.fromkeys(taak.ook(vandaag) for taak in taken if (taak.kind, taak.datum) != (eerste.kind, eerste.datum))
    return [f"{eerste.kind.tekst}{f' ({keer} keer)' * (keer > 1)}.", eerste.wanneer(vandaag), *ook]


def _buiten(deel: Bericht, taken: Sequence[OpenTaak], vandaag: date) -> list[str]:
    """For who stands outside the traject: kind and days; of several only how many, and the worst of them."""
    te_halen = [taak.datum for taak in taken if taak.is_te_halen(vandaag)]
    uiterst = [f"Uiterste datum {over_dagen(min(te_halen), vandaag)}."] if te_halen else []
    if len(taken) == 1:
        return [f"{deel.gegevens['tekst']}.", *(uiterst or [f"{capfirst(taken[0].hoe_lang(vandaag))}."])]
    eerste = min((taak.datum for taak in taken if not taak.was_al_voorbij), default=vandaag)
    langst = [f"De langste is {over_dagen(eerste, vandaag)}."] if eerste < vandaag else []
    return [f"{len(taken)} taken.", *uiterst, *langst]


def _van_wie(deel: Bericht, taken: Sequence[OpenTaak]) -> list[str]:
    """Who leads or arranges reads of which role it is, and whether a colleague has it: never a name."""
    if deel.soort not in _HOORT_WIE:
        return []
    if any(taak.opgepakt for taak in taken):
        return [OPGEPAKT]
    return [f"Dit is een taak van {Rol(deel.rol).met_lidwoord}."] if deel.rol else []


def _ingekort(blokken: dict[str, list[dict[str, Any]]], koppen: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    """News stands nowhere else, so all of it stays, and so does a hard date that can be met; the other tasks that are
    left out stand on the home page."""
    over = _MEESTE_REGELS
    for code, regels in blokken.items():
        if regels:
            houdt = max(over, sum(regel["blijft"] for regel in regels))
            meer = max(len(regels) - houdt, 0) if code != NIEUWS else 0
            yield {"kop": koppen[code], "regels": regels[: len(regels) - meer], "meer": meer}
            over = max(over - len(regels), 0)


def _zinnen(bericht: Bericht, teksten: Tekstset) -> list[str]:
    feiten = {"tekst": bericht.gegevens.get("tekst", "")}
    if bericht.link is not None and bericht.soort == CODEPOST:
        feiten["tekst"] = code_van(bericht.link)
    if dag := bericht.gegevens.get("datum"):
        in_woorden = datum_met_weekdag if bericht.agenda else datum_voluit
        feiten["datum"] = in_woorden(date.fromisoformat(dag))
    return [regel.format(**feiten) for regel in teksten[bericht.soort].regels]


def _kenmerk(bericht: Bericht) -> str:
    return bericht.traject.kenmerk if bericht.traject else ""


def _ergens(bericht: Bericht) -> str:
    """Where this is done or read: not everybody who is asked something may open the traject."""
    if bericht.soort in ZONDER_LOGIN:
        is_vraag = bericht.link is not None and bericht.soort not in (CODEPOST, LINKBEVESTIGING)
        return linkadres(bericht.link) if is_vraag and bericht.link else ""
    if (taak := _taak(bericht)) and not BERICHTEN[bericht.soort].pagina:
        return f"{settings.BASIS_URL}{reverse('taak', args=[taak])}"
    return _adres(None if BERICHTEN[bericht.soort].naar_vandaag else bericht)


def _adres(bericht: Bericht | None) -> str:
    if bericht and (pagina := BERICHTEN[bericht.soort].pagina):
        pad = reverse(pagina)
    else:
        pad = reverse("traject", args=[bericht.traject.sleutel]) if bericht and bericht.traject else reverse("vandaag")
    return f"{settings.BASIS_URL}{pad}"
