"""Load the demo region once, by the same services people use, each on its own day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from opstap import clock, werk
from opstap.demo.commissieverhalen import met_commissie
from opstap.demo.complexen import complexen_maken
from opstap.demo.post import brieven_posten, mail_van_de_week, mail_van_toen
from opstap.demo.regio import Demoregio, regio_maken
from opstap.demo.registers import registers_vullen
from opstap.demo.verhalen import Verteller, verhalen
from opstap.models import Oefenklok
from opstap.partners.models import Gebruiker
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.contingent import Verdeelwijze
from opstap.protocol.datums import plus_maanden
from opstap.protocol.potten import Potten
from opstap.termijnen.services import termijnen_herplannen
from opstap.trajecten.models import Traject
from woningen.services import contingent_vastleggen, woning_vastleggen

#: The region exists this many months: longer than the longest traject in it.
MAANDEN = 34
CONTINGENT = Potten(27, bijzonder=5, bijzonder_apart=True)  # Z-4.3, Z-4.4
WONINGBEZIT = {"brug": 4200, "beek": 2100}
CONTINGENT_COMMISSIE = Potten(100)
SLEUTEL_COMMISSIE = {"erf": 7, "beek": 3}  # an agreed key
_STRATEN = {
    "brug": ("Kadeplein", "Molenhof", "Sluisweg", "Wilgenpad", "Torenstraat"),
    "beek": ("Beekhof", "Klaverveld", "Spoorlaan"),
    "erf": ("Eslaan",),
}
_CONSULENTEN = {"brug": "consulent", "beek": "consulent2", "erf": "consulent3"}
_TYPEN = (Woningtype.PORTIEKFLAT, Woningtype.GALERIJFLAT, Woningtype.APPARTEMENT, Woningtype.STUDIO)


def demo_laden() -> int:
    """Make the region relative to today; returns the number of trajecten, 0 when it was loaded before."""
    if Gebruiker.objects.filter(is_demo=True).exists():
        return 0
    werk.zwijg()
    vandaag = clock.vandaag()
    _regio_vullen(vandaag)
    mail_van_de_week(vandaag)
    return Traject.objects.count()


@transaction.atomic
def _regio_vullen(vandaag: date) -> None:
    regio = streek_maken(begin=plus_maanden(vandaag, -MAANDEN), tot_jaar=vandaag.year)
    verteller = Verteller(regio, vandaag)
    for verhaal in verhalen():
        verhaal(verteller)
    met_commissie(verteller)
    complexen_maken(regio, vandaag)
    registers_vullen(regio, vandaag)
    brieven_posten(vandaag)
    mail_van_toen(vandaag)
    for traject in list(Traject.objects.open().values_list("sleutel", flat=True)):
        termijnen_herplannen(traject)
    Oefenklok.objects.update_or_create(pk=1, defaults={"verzet_op": clock.echt_nu()})  # all that is due waits from now


def streek_maken(*, begin: date, tot_jaar: int) -> Demoregio:
    """The region without trajecten: partners, homes, and a contingent for each year up to and including `tot_jaar`."""
    with clock.klok_op(begin):
        regio = regio_maken(vanaf=begin)
        _woningen(regio)
    for jaar in range(begin.year, tot_jaar + 1):
        _contingent(regio, jaar, max(begin, date(jaar, 1, 1)))
    return regio


def _contingent(regio: Demoregio, jaar: int, op: date) -> None:
    with clock.klok_op(op):
        for regeling, potten, wijze, sleutel, account in (
            (regio.regeling, CONTINGENT, Verdeelwijze.WONINGBEZIT, WONINGBEZIT, "coordinator"),
            (regio.met_commissie, CONTINGENT_COMMISSIE, Verdeelwijze.SLEUTEL, SLEUTEL_COMMISSIE, "commissie"),
        ):
            contingent_vastleggen(
                regeling=regeling.sleutel,
                jaar=jaar,
                potten=potten,
                wijze=wijze,
                gewichten={regio.organisaties[code].sleutel: aantal for code, aantal in sleutel.items()},
                namens=regio.namens(account),
            )


def _woningen(regio: Demoregio) -> None:
    """Eight homes in each street."""
    for code, straten in _STRATEN.items():
        namens = regio.namens(_CONSULENTEN[code])
        for i, (straat, nummer) in enumerate((s, n) for s in straten for n in range(2, 18, 2)):
            woning_vastleggen(
                corporatie=regio.organisaties[code].sleutel,
                adres=f"{straat} {nummer}, 7299 {'ABCDEFGH'[i % 8]}X Lindenhoven",
                woningtype=_TYPEN[i % len(_TYPEN)],
                kale_huur=Decimal(480 + 15 * (i % 9)),
                namens=namens,
            )
