"""Who sits at the table of an MDO or evaluatie beside the huurder, and when: the meeting in everybody's calendar."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from evaluatie.enums import Mdostatus
from evaluatie.feiten import huidig_contract
from evaluatie.models import Evaluatie, Mdo
from evaluatie.partijen import mdo_kring
from opstap.protocol.begrippen import WERKT_ALS, Rol
from opstap.protocol.evalueren import vereiste_rollen
from opstap.protocol.momenten import Momentplan, Momentsoort
from opstap.termijnen.genodigden.kring import Kring, aan_tafel, persoonlijk, straat
from opstap.termijnen.genodigden.services import moment_plannen
from opstap.termijnen.models import Moment
from opstap.trajecten.models import Traject


def mdo_om_de_tafel(mdo: Mdo, hoe: Momentplan) -> Moment:
    assert mdo.gepland_op is not None
    return moment_plannen(
        mdo.traject,
        soort=Momentsoort.MDO,
        onderwerp=mdo.sleutel,
        dag=mdo.gepland_op,
        hoe=hoe,
        wie=aan_tafel(mdo.traject, mdo_kring(met_herkomst=mdo.met_herkomst), mdo.gepland_op),
        persoonlijk=_persoonlijk(mdo.traject),
    )


def evaluatie_om_de_tafel(evaluatie: Evaluatie, hoe: Momentplan) -> Moment:
    return moment_plannen(
        evaluatie.traject,
        soort=Momentsoort.EVALUATIE,
        onderwerp=evaluatie.sleutel,
        dag=evaluatie.gepland_op,
        hoe=hoe,
        wie=aan_tafel(evaluatie.traject, evaluatiekring(evaluatie), evaluatie.gepland_op),
        persoonlijk=_persoonlijk(evaluatie.traject),
    )


def evaluatiekring(evaluatie: Evaluatie) -> Kring:
    """Who must be there under this regeling."""
    parameters = evaluatie.traject.regelingversie.parameters
    rollen = vereiste_rollen(met_corporatie=evaluatie.met_corporatie, parameters=parameters) or (Rol.BEGELEIDER,)
    return [(WERKT_ALS[rol], rol) for rol in rollen]


def mdokringen(onderwerpen: Collection[UUID]) -> dict[UUID, Kring]:
    """bedrading.GENODIGDEN"""
    rijen = Mdo.objects.filter(sleutel__in=onderwerpen, status=Mdostatus.GEPLAND)
    return {sleutel: mdo_kring(met_herkomst=met) for sleutel, met in rijen.values_list("sleutel", "met_herkomst")}


def evaluatiekringen(onderwerpen: Collection[UUID]) -> dict[UUID, Kring]:
    """bedrading.GENODIGDEN"""
    rijen = Evaluatie.objects.te_houden().filter(sleutel__in=onderwerpen)
    return {e.sleutel: evaluatiekring(e) for e in rijen.select_related("traject__regelingversie")}


def _persoonlijk(traject: Traject) -> list[str]:
    """Also the street where the huurder lives."""
    contract = huidig_contract(traject)
    return [*persoonlijk(traject), *([straat(contract.aanbieding.woning.adres)] if contract else [])]
