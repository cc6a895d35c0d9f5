"""Who sits at the table of an MDO or evaluatie beside the huurder, and when: the meeting in everybody's calendar."""

from __future__ import annotations

from uuid import UUID

from evaluatie.feiten import huidig_contract
from evaluatie.models import Evaluatie, Mdo
from evaluatie.services.gedeeld import MDO_KRING, Kring
from opstap.partners.models import Gebruiker
from opstap.post.services import ontvangers
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.evalueren import vereiste_rollen
from opstap.protocol.momenten import Momentplan, Momentsoort
from opstap.protocol.termijnsoorten import Trap
from opstap.termijnen.genodigden.services import moment_plannen
from opstap.termijnen.models import Moment
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrokken_organisatie

_PLEK = {
    Rol.BEGELEIDER: Hoedanigheid.BEGELEIDING,
    Rol.CONSULENT: Hoedanigheid.VERHUURDER,
    Rol.COMMISSIELID: Hoedanigheid.COMMISSIE,
}


def stand(onderwerp: UUID) -> int | None:
    """How often the meeting about this changed; None while there is none."""
    volgnummer: int | None = Moment.objects.van(onderwerp).values_list("volgnummer", flat=True).first()
    return volgnummer


def mdo_om_de_tafel(mdo: Mdo, hoe: Momentplan) -> Moment:
    assert mdo.gepland_op is not None
    return moment_plannen(
        mdo.traject,
        soort=Momentsoort.MDO,
        onderwerp=mdo.sleutel,
        dag=mdo.gepland_op,
        hoe=hoe,
        wie=_mensen(mdo.traject, MDO_KRING),
        persoonlijk=_persoonlijk(mdo.traject),
    )


def evaluatie_om_de_tafel(evaluatie: Evaluatie, hoe: Momentplan) -> Moment:
    return moment_plannen(
        evaluatie.traject,
        soort=Momentsoort.EVALUATIE,
        onderwerp=evaluatie.sleutel,
        dag=evaluatie.gepland_op,
        hoe=hoe,
        wie=_mensen(evaluatie.traject, evaluatiekring(evaluatie)),
        persoonlijk=_persoonlijk(evaluatie.traject),
    )


def evaluatiekring(evaluatie: Evaluatie) -> Kring:
    """Who must be there under this regeling."""
    parameters = evaluatie.traject.regelingversie.parameters
    rollen = vereiste_rollen(met_corporatie=evaluatie.met_corporatie, parameters=parameters) or (Rol.BEGELEIDER,)
    return [(_PLEK[rol], rol) for rol in rollen]


def _mensen(traject: Traject, kring: Kring) -> list[Gebruiker]:
    """The responsible people of every organisation in this circle that is involved today, each once."""
    mensen = [
        mens
        for hoedanigheid, rol in kring
        if (organisatie := betrokken_organisatie(traject, hoedanigheid)) is not None
        for mens in ontvangers(traject, organisatie, rol, Trap.VERANTWOORDELIJKE)
    ]
    return list(dict.fromkeys(mensen))


def _persoonlijk(traject: Traject) -> list[str]:
    """The name of the huurder and the streets where the huurder lives or gets letters."""
    contract, persoon = huidig_contract(traject), traject.persoon
    adressen = [contract.aanbieding.woning.adres] if contract else []
    adressen += [persoon.adres] if persoon else []
    return [*([persoon.naam] if persoon else []), *(adres.partition(",")[0] for adres in adressen)]
