"""Support at home becomes more or less, stops or begins again; the huurder is away for a while (P-26, P-34)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from aanmelding.models import Aanmelding
from aanmelding.services.overdragen import heeft_wmo_begeleiding
from evaluatie.enums import Partij
from evaluatie.feiten import huidig_contract, komende_evaluaties
from evaluatie.models import Begeleidingswijziging, Evaluatie, Opname
from evaluatie.services.signalen import signaal_melden
from opstap import clock
from opstap.errors import Verouderd, eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.namens import SYSTEEM, Namens
from opstap.partners.rechten import Actie
from opstap.post.services import bericht_klaarzetten
from opstap.protocol.basis import Belemmering
from opstap.protocol.begeleiden import (
    STOPT,
    Begeleidingsfeit,
    Contactritme,
    Verandering,
    bewoont_belemmeringen,
    opname_belemmeringen,
    valt_erin,
    verandering_belemmeringen,
    vraagt_beoordeling,
)
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.evaluatiebegrippen import Signaalsoort
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrokken_organisatie, handeling_boeken, traject_vergrendelen
from opstap.trajecten.toegang import eis_recht
from woningen.models import Huurovereenkomst

_GEBEURTENIS = {
    Verandering.MEER: "begeleiding_veranderd",
    Verandering.MINDER: "begeleiding_veranderd",
    Verandering.AFGEROND: "begeleiding_gestopt",
    Verandering.GESTOPT: "begeleiding_gestopt",
    Verandering.HERVAT: "begeleiding_hervat",
}


@regelt("Z-14.10", "Z-20.4")
def is_van_de_wmo(traject: Traject) -> bool:
    """Only then the Wmo-consulent reads and hears of a change."""
    aanmelding = Aanmelding.objects.filter(traject=traject).first()
    return aanmelding is not None and heeft_wmo_begeleiding(aanmelding)


def laatste_wijziging(traject: Traject) -> Begeleidingswijziging | None:
    rij: Begeleidingswijziging | None = Begeleidingswijziging.objects.filter(traject=traject).last()
    return rij


def lopende_opname(traject: Traject) -> Opname | None:
    rij: Opname | None = Opname.objects.filter(traject=traject, terug_op=None).first()
    return rij


def aantal_wijzigingen(traject: Traject) -> int:
    """The version of the form: a change that came in between is one more."""
    return Begeleidingswijziging.objects.filter(traject=traject).count()


def bijhouden_belemmeringen(traject: Traject, organisatie: UUID | None) -> list[Belemmering]:
    """Somebody lives there, and this organisation begeleidt; also shown on the pages."""
    begeleidt = betrokken_organisatie(traject, Hoedanigheid.BEGELEIDING)
    if begeleidt is None or begeleidt.sleutel != organisatie:
        return [Belemmering("P-34", "Alleen de organisatie die nu begeleidt, legt dit vast.")]
    return bewoont_belemmeringen(bewoont=huidig_contract(traject) is not None)


@transaction.atomic
def begeleiding_veranderen(
    *,
    traject: UUID,
    soort: Verandering,
    vanaf: date,
    ritme: Contactritme | None,
    akkoord: Collection[Partij],
    namens: Namens,
    uren: int | None = None,
    versie: int | None = None,
) -> Begeleidingswijziging:
    """No besluit and no end of the tenancy. What stops too early becomes a signaal: somebody must look at it."""
    rij, contract = _laden(traject, namens)
    if versie is not None and versie != aantal_wijzigingen(rij):
        raise Verouderd
    vorige = laatste_wijziging(rij)
    nieuw = Begeleidingsfeit(soort=soort, vanaf=vanaf, ritme=ritme, uren=uren)
    eis(
        verandering_belemmeringen(
            nieuw=nieuw,
            vorige=vorige.feit if vorige else None,
            is_afgesproken=bool(akkoord),
            ingangsdatum=contract.ingangsdatum,
            peildatum=clock.vandaag(),
            parameters=rij.regelingversie.parameters,
        )
    )
    wijziging = _schrijven(rij, nieuw, akkoord)
    gegevens = {"datum": vanaf.isoformat()}
    handeling_boeken(rij, namens=namens, soort=_GEBEURTENIS[soort], clausule="P-26", gegevens=gegevens)
    _wmo_vertellen(rij, vanaf, str(wijziging.sleutel))
    if vraagt_beoordeling(soort=soort):
        signaal_melden(
            traject=traject, soort=Signaalsoort.BEGELEIDING_GESTOPT, is_spoed=False, toelichting="", namens=namens
        )
    return wijziging


def _schrijven(traject: Traject, nieuw: Begeleidingsfeit, akkoord: Collection[Partij]) -> Begeleidingswijziging:
    loopt = nieuw.soort not in STOPT
    return Begeleidingswijziging.objects.create(
        traject=traject,
        soort=nieuw.soort,
        vanaf=nieuw.vanaf,
        ritme=(nieuw.ritme or "") if loopt else "",
        uren=nieuw.uren if loopt else None,
        akkoord=sorted(p.value for p in akkoord),
        vastgelegd_op=clock.vandaag(),
    )


@transaction.atomic
def opname_vastleggen(
    *,
    traject: UUID,
    van: date,
    verwacht_tot: date | None,
    terug_op: date | None,
    namens: Namens,
    versie: int | None = None,
) -> Opname:
    """Of the one that runs, or else a new one. Contract, evaluaties and duties keep their days (P-34)."""
    rij, contract = _laden(traject, namens)
    opname = lopende_opname(rij)
    if versie is not None and versie != opnameversie(rij):
        raise Verouderd
    eis(
        opname_belemmeringen(
            van=van,
            verwacht_tot=verwacht_tot,
            terug_op=terug_op,
            ingangsdatum=contract.ingangsdatum,
            peildatum=clock.vandaag(),
        )
    )
    opname = opname or Opname(traject=rij)
    opname.van, opname.verwacht_tot, opname.terug_op = van, verwacht_tot, terug_op
    opname.save()
    soort = "opname_voorbij" if terug_op else "opname_vastgelegd"
    gegevens = {"datum": (terug_op or van).isoformat()}
    handeling_boeken(rij, namens=namens, soort=soort, clausule="P-34", gegevens=gegevens)
    _wmo_vertellen(rij, terug_op or van, f"{opname.sleutel}:{opname.versie}")
    return opname


def opnameversie(traject: Traject) -> int:
    """Counts on over every one there was, so that a window from before the return is told so."""
    return sum(Opname.objects.filter(traject=traject).values_list("versie", flat=True))


@regelt("P-34", "Z-12.10")
def evaluaties_erin(opname: Opname) -> list[Evaluatie]:
    """What is planned while the huurder is away. It keeps its day until somebody moves it."""
    return [
        e
        for e in komende_evaluaties(opname.traject)
        if valt_erin(dag=e.gepland_op, van=opname.van, verwacht_tot=opname.verwacht_tot, terug_op=opname.terug_op)
    ]


def _laden(traject: UUID, namens: Namens) -> tuple[Traject, Huurovereenkomst]:
    rij = traject_vergrendelen(traject)
    eis_recht(namens, Actie.BEGELEIDING_BIJHOUDEN, rij)
    eis(bijhouden_belemmeringen(rij, namens.organisatie))
    contract = huidig_contract(rij)
    assert contract is not None
    return rij, contract


def _wmo_vertellen(traject: Traject, dag: date, sleutel: str) -> None:
    gemeente = betrokken_organisatie(traject, Hoedanigheid.WMO)
    if gemeente is None or not is_van_de_wmo(traject):
        return
    bericht_klaarzetten(
        soort="begeleiding_veranderd", sleutel=sleutel, traject=traject, organisatie=gemeente, rol=Rol.WMO_CONSULENT
    )
    gebeurtenis_vastleggen(
        soort="wmo_begeleiding_gewijzigd",
        namens=SYSTEEM,
        traject=traject.sleutel,
        clausule="Z-14.10",
        gegevens={"datum": dag.isoformat()},
    )
