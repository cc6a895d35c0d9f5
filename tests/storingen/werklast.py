"""Work for a sweep with the outcome known beforehand, and what became of it."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count

from opstap import clock
from opstap.logboek.models import Gebeurtenis
from opstap.post.berichten import BERICHTEN
from opstap.post.enums import Postwijze
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Hoedanigheid, Instroomroute
from opstap.termijnen.models import Termijnstap
from opstap.termijnen.services import termijnen_herplannen
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrekken, traject_starten
from tests.rolbezetting import Regio
from tests.storingen.bedrading import GEDAAN
from tests.storingen.postbus import Brief, Postbus

#: Everything of a traject that began this long ago is due: both duties, and every rung of their ladders.
GELEDEN = timedelta(days=40)
#: What one traject gives, read from the protocol and not from the plan: who hears what, and how many steps.
POST = (
    ("coordinator", "termijn_verantwoordelijke"),
    ("teamleider_corporatie", "termijn_teamleider"),
    ("beheerder", "termijn_escalatie"),
    ("procesregisseur", "termijn_escalatie"),
    ("consulent", "termijn_verantwoordelijke"),
)
STAPPEN = 8


@dataclass
class Uitslag:
    """What a proof counts. Everything but `opnieuw` must be zero; `opnieuw` may not exceed what the faults explain."""

    stappen: int = 0
    mails: int = 0
    niet_gedaan: int = 0
    vaker_gedaan: int = 0
    verloren: int = 0
    vreemd: int = 0
    #: one mail under two Message-IDs: the receiver gets two
    dubbel: int = 0
    #: the same Message-ID offered again: the receiver's server shows it once, and we count it apart
    opnieuw: int = 0
    onverklaard: int = 0
    seconden: float = 0.0

    @property
    def cijfers(self) -> dict[str, float]:
        return dataclasses.asdict(self)

    @property
    def fouten(self) -> dict[str, int]:
        namen = ("niet_gedaan", "vaker_gedaan", "verloren", "vreemd", "dubbel", "onverklaard")
        return {naam: getattr(self, naam) for naam in namen if getattr(self, naam)}

    def erbij(self, ander: Uitslag) -> None:
        for naam in ("stappen", "mails", "niet_gedaan", "vaker_gedaan", "verloren", "vreemd", "dubbel", "opnieuw"):
            setattr(self, naam, getattr(self, naam) + getattr(ander, naam))
        self.onverklaard += ander.onverklaard


@dataclass
class Werklast:
    """A number of trajecten with everything due. `opnieuw` makes the same work due once more."""

    regio: Regio
    aantal: int
    trajecten: list[Traject] = field(default_factory=list)
    ronde: int = 1

    def klaarzetten(self, **routes: int) -> None:
        """Needs the wiring of the proof (settings.BEDRADING)."""
        self.regio.corporatie.eerste_contact = self.regio.beheerder
        self.regio.corporatie.tweede_contact = self.regio.procesregisseur
        self.regio.corporatie.save()
        gewoon = [Instroomroute.BESCHERMD_WONEN] * self.aantal
        bijzonder = [Instroomroute(route) for route, keer in routes.items() for _ in range(keer)]
        with clock.klok_op(clock.vandaag() - GELEDEN):
            self.trajecten = [self._traject(n, route) for n, route in enumerate(bijzonder + gewoon)]
        gepland = Termijnstap.objects.filter(termijn__traject__in=self.trajecten).count()
        assert gepland == STAPPEN * len(self.trajecten)

    def _traject(self, nummer: int, route: Instroomroute) -> Traject:
        traject = traject_starten(
            regeling=self.regio.regeling,
            naam=f"Proef {nummer}",
            geboortedatum=clock.vandaag() - timedelta(days=9000),
            instroomroute=route,
            organisatie=self.regio.zorg,
            contactpersoon=None,
        )
        for hoedanigheid in (Hoedanigheid.COORDINATIE, Hoedanigheid.VERHUURDER):
            betrekken(traject, organisatie=self.regio.corporatie, hoedanigheid=hoedanigheid, reden="proef")
        termijnen_herplannen(traject.sleutel)
        return traject

    def opnieuw(self) -> None:
        """Everything due again, under new Message-IDs; what was logged stays and is counted per round."""
        Bericht.objects.all().delete()
        Termijnstap.objects.update(klaar_op=None, lease_tot=None, opnieuw_vanaf=None, pogingen=0)
        self.ronde += 1

    def te_gaan(self) -> int:
        return Termijnstap.objects.open().count() + post_te_gaan()

    def verwacht(self) -> set[Brief]:
        return {
            (traject.kenmerk, f"{wie}@voorbeeld.invalid", BERICHTEN[soort].onderwerp)
            for traject in self.trajecten
            for wie, soort in POST
        }

    def uitslag(self, postbus: Postbus, geraakt: Counter[str]) -> Uitslag:
        """Count this round; `geraakt`: how often a mail was in the hands of a process that was killed."""
        binnen = list(postbus.binnen)
        per_brief: dict[Brief, set[str]] = {}
        for mail in binnen:
            per_brief.setdefault(mail.welke, set()).add(mail.bericht_id)
        per_id = Counter(mail.bericht_id for mail in binnen)
        verwacht = self.verwacht()
        gedaan = dict(
            Gebeurtenis.objects.filter(soort=GEDAAN).order_by().values_list("traject").annotate(keer=Count("pk"))
        )
        keren = [gedaan.get(traject.sleutel, 0) - self.ronde for traject in self.trajecten]
        return Uitslag(
            stappen=Termijnstap.objects.count(),
            mails=len(verwacht),
            niet_gedaan=Termijnstap.objects.filter(klaar_op=None).count() + sum(n < 0 for n in keren),
            vaker_gedaan=sum(n for n in keren if n > 0),
            verloren=len(verwacht - per_brief.keys()),
            vreemd=len(per_brief.keys() - verwacht),
            dubbel=sum(len(ids) - 1 for ids in per_brief.values()),
            opnieuw=sum(keer - 1 for keer in per_id.values()),
            onverklaard=sum(max(keer - 1 - geraakt[id_], 0) for id_, keer in per_id.items()),
        )


def post_te_gaan() -> int:
    """What must leave now; what waits for a dagpost leaves on another day."""
    return Bericht.objects.open().filter(wijze=Postwijze.METEEN).count()


def alles_een_keer(postbus: Postbus) -> list[str]:
    """What is wrong between outbox and mail server: every Bericht arrived once, and nothing else did."""
    binnen = Counter(mail.bericht_id for mail in postbus.binnen)
    bekend = {f"<{sleutel}@opstap.invalid>" for sleutel in Bericht.objects.values_list("sleutel", flat=True)}
    fouten = [f"{id_} is niet aangekomen" for id_ in bekend - binnen.keys()]
    fouten += [f"{id_} kent niemand" for id_ in binnen.keys() - bekend]
    return fouten + [f"{id_} kwam {keer} keer" for id_, keer in binnen.items() if keer > 1]
