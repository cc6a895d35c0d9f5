"""What Opstap does by itself: the tick, steps, mail, letters, sealing the log; and what waits for a person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings

from opstap import UITGAVE, clock
from opstap.logboek.services import oudste_zonder_zegel
from opstap.models import Hartslag, Hartslagsoort, Oefenklok, Rem, Remreden
from opstap.post.enums import Postwijze
from opstap.post.models import Bericht, Brief
from opstap.regelingen.services import zonder_contacten
from opstap.termijnen.blijft_liggen import Werksoort, geparkeerd
from opstap.termijnen.gezondheid.basis import Controle, Controlesoort, Oordeel, duur, naar_leeftijd
from opstap.termijnen.models import Termijnstap
from opstap.termijnen.verdergaan import wat_er_is
from opstap.werk import WerkQuerySet

TIK_LAAT, TIK_STIL = timedelta(minutes=3), timedelta(minutes=10)
#: A row that fails is tried again for fourteen hours, after a minute up to six hours, and then parked: one day is
#: never delay alone.
WERK_LAAT, WERK_STIL = timedelta(hours=1), timedelta(hours=24)
MAIL_STIL = timedelta(hours=4)
_TE_VEEL = 100
_NAMEN = 3


def tik() -> Controle:
    rij = Hartslag.objects.filter(soort=Hartslagsoort.TIK).first()
    if rij is None:
        return Controle(Controlesoort.TIK, Oordeel.STUK, f"Opstap deed nog geen enkele ronde. {_HERSTART}")
    if rij.klaar_op is None:
        return _eerste_ronde(clock.echt_nu() - rij.begonnen_op)
    leeftijd = clock.echt_nu() - rij.klaar_op
    oordeel = naar_leeftijd(leeftijd, let_op=TIK_LAAT, stuk=TIK_STIL)
    zin = f"De laatste ronde was {duur(leeftijd)} geleden."
    if oordeel is not Oordeel.GOED:
        zin += " Elke minuut hoort er een te zijn. Taken, mail en brieven wachten; er gaat niets verloren. "
        zin += _KWAM_NIET_KLAAR if rij.begonnen_op > rij.klaar_op else _HERSTART
    return Controle(Controlesoort.TIK, oordeel, zin, leeftijd)


_HERSTART = "Blijft dit zo? Start de onderdelen “worker” en “beat” opnieuw."
_KWAM_NIET_KLAAR = f"De laatste ronde kwam niet klaar; in het logboek van de server staat waarom. {_HERSTART}"


def _eerste_ronde(bezig: timedelta) -> Controle:
    if bezig < TIK_STIL:
        zin = "De eerste ronde is bezig. Kijk over een minuut opnieuw."
        return Controle(Controlesoort.TIK, Oordeel.LET_OP, zin)
    return Controle(Controlesoort.TIK, Oordeel.STUK, _KWAM_NIET_KLAAR)


def rem() -> Controle:
    vast = Rem.objects.vast().first()
    if vast is None:
        return Controle(Controlesoort.REM, Oordeel.GOED, "Opstap wacht niet op een mens.")
    return Controle(Controlesoort.REM, Oordeel.STUK, wat_er_is(vast), clock.echt_nu() - vast.tot)


def uitgave() -> Controle:
    """Whether what works in the background is as new as this web process."""
    anders = Hartslag.objects.filter(soort=Hartslagsoort.TIK, klaar_op__isnull=False).exclude(uitgave=UITGAVE).first()
    if anders is None:
        return Controle(Controlesoort.UITGAVE, Oordeel.GOED, f"Opstap {UITGAVE}, overal dezelfde.")
    zin = f"Deze pagina is van Opstap {UITGAVE}, het werk op de achtergrond van Opstap {anders.uitgave}. "
    return Controle(Controlesoort.UITGAVE, Oordeel.LET_OP, zin + "Start alle onderdelen opnieuw met dezelfde versie.")


def taken() -> Controle:
    zin = "Een taak die Opstap zelf moet doen, wacht al {duur}. Kijk eerst of het werk op de achtergrond doorgaat."
    return _werk(Controlesoort.TAKEN, Termijnstap.objects.van_open_taken(), zin)


def brieven() -> Controle:
    zin = "Een brief wacht al {duur} op zijn PDF. De tekst staat vast; wie de brief opent, krijgt die PDF ook."
    return _werk(Controlesoort.BRIEVEN, Brief.objects.all(), zin)


def post() -> Controle:
    """Mail that was never tried waits for a mail server that takes nothing; that which was, is only slow."""
    if Rem.objects.vast().filter(reden=Remreden.KOPIE).exists():
        return Controle(Controlesoort.POST, Oordeel.LET_OP, "De mail wacht tot Opstap verder mag.")
    zin = "Een mail gaat al {duur} niet weg. Opstap probeert het steeds opnieuw."
    mails = Bericht.objects.filter(wijze=Postwijze.METEEN)
    controle = _werk(Controlesoort.POST, mails, zin, stuk=None)
    nooit_geprobeerd = mails.filter(pogingen=0).langst_wachtend() if controle.leeftijd else None
    if controle.oordeel is Oordeel.GOED or nooit_geprobeerd is None:
        return controle
    leeftijd = _wacht(nooit_geprobeerd)
    oordeel = naar_leeftijd(leeftijd, let_op=WERK_LAAT, stuk=MAIL_STIL)
    if oordeel is Oordeel.GOED:
        return controle
    return Controle(Controlesoort.POST, oordeel, _MAILSERVER.format(duur=duur(leeftijd)), leeftijd)


_MAILSERVER = (
    "De mailserver neemt al {duur} niets aan. Er gaat geen mail verloren: zij gaat weg als het weer lukt. "
    "Kijk of het adres, de naam en het wachtwoord van de mailserver kloppen."
)


def _werk(soort: Controlesoort, rijen: WerkQuerySet, zin: str, *, stuk: timedelta | None = WERK_STIL) -> Controle:
    oudste = rijen.langst_wachtend()
    if oudste is None:
        return Controle(soort, Oordeel.GOED, "Alles is gedaan.")
    leeftijd = _wacht(oudste)
    oordeel = naar_leeftijd(leeftijd, let_op=WERK_LAAT, stuk=stuk)
    goed = "Opstap is ermee bezig."
    return Controle(soort, oordeel, goed if oordeel is Oordeel.GOED else zin.format(duur=duur(leeftijd)), leeftijd)


def _wacht(rij: Bericht | Brief | Termijnstap) -> timedelta:
    """In real time: what came due because somebody moved the practice clock, waits only since then."""
    leeftijd = clock.dienst_nu() - rij.uitvoeren_vanaf
    verzet_op = Oefenklok.objects.values_list("verzet_op", flat=True).first() if settings.OEFENMODUS else None
    return min(leeftijd, clock.echt_nu() - verzet_op) if verzet_op else leeftijd


def blijft_liggen(kring: Collection[int] | None) -> Controle:
    """What Opstap must do itself may have a date with effect in law: then it is broken, not a matter of looking."""
    aantal = sum(len(geparkeerd(soort, kring).values_list("pk")[:_TE_VEEL]) for soort in Werksoort)
    if not aantal:
        return Controle(Controlesoort.BLIJFT_LIGGEN, Oordeel.GOED, "Er blijft niets liggen.")
    dingen = "1 ding lukt" if aantal == 1 else f"{aantal} dingen lukken" if aantal < _TE_VEEL else "Veel dingen lukken"
    zin = f"{dingen} Opstap niet. Kijk wat er aan de hand is en laat het opnieuw proberen."
    if geparkeerd(Werksoort.TAAK, kring).met_gevolg().exists():
        return Controle(Controlesoort.BLIJFT_LIGGEN, Oordeel.STUK, f"{zin} Er kan een wettelijke datum aan hangen.")
    return Controle(Controlesoort.BLIJFT_LIGGEN, Oordeel.LET_OP, zin)


def contacten(kring: Collection[int] | None) -> Controle:
    """Whatever the cause: who left, lost the last role there, or was never named (H-42)."""
    zonder = [organisatie.naam for organisatie in zonder_contacten(kring)]
    if not zonder:
        return Controle(Controlesoort.CONTACTEN, Oordeel.GOED, "Elke organisatie die meedoet, heeft er twee.")
    wie = _opsomming(zonder[:_NAMEN], meer=len(zonder) - _NAMEN)
    zin = f"{wie}: hier werken geen twee escalatiecontacten. Blijft daar werk liggen, dan hoort niemand het. "
    return Controle(Controlesoort.CONTACTEN, Oordeel.LET_OP, zin + "Kies ze bij Beheer, onder Organisaties.")


def _opsomming(namen: list[str], *, meer: int) -> str:
    return ", ".join(namen) + (f" en nog {meer} organisaties" if meer > 1 else " en nog 1 organisatie" * (meer == 1))


def logboek() -> Controle:
    oudste = oudste_zonder_zegel()
    if oudste is None:
        return Controle(Controlesoort.LOGBOEK, Oordeel.GOED, "Elke regel is verzegeld: wie iets verandert, valt op.")
    leeftijd = clock.echt_nu() - oudste
    oordeel = naar_leeftijd(leeftijd, let_op=WERK_LAAT, stuk=WERK_STIL)
    zin = "De nieuwste regels worden zo verzegeld."
    if oordeel is not Oordeel.GOED:
        zin = f"Regels van {duur(leeftijd)} oud zijn nog niet verzegeld. Kijk of het werk op de achtergrond doorgaat."
    return Controle(Controlesoort.LOGBOEK, oordeel, zin, leeftijd)
