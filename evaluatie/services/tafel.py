"""Who sits at the table of an MDO or evaluatie beside the huurder, and when: the meeting in everybody's calendar."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from evaluatie.enums import Mdostatus
from evaluatie.feiten import huidig_contract
from evaluatie.models import Evaluatie, Mdo
from evaluatie.services.gedeeld import MDO_KRING, Kring
from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.services import ontvangers
from opstap.post.services.adresboek import Adresboek
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.evalueren import vereiste_rollen
from opstap.protocol.momenten import Momentplan, Momentsoort
from opstap.protocol.termijnsoorten import Trap
from opstap.termijnen.genodigden.services import moment_plannen
from opstap.termijnen.models import Moment
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrokken_organisaties, betrokken_organisaties_van

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
        wie=_aan_tafel(mdo.traject, MDO_KRING, mdo.gepland_op),
        persoonlijk=_persoonlijk(mdo.traject),
    )


def evaluatie_om_de_tafel(evaluatie: Evaluatie, hoe: Momentplan) -> Moment:
    return moment_plannen(
        evaluatie.traject,
        soort=Momentsoort.EVALUATIE,
        onderwerp=evaluatie.sleutel,
        dag=evaluatie.gepland_op,
        hoe=hoe,
        wie=_aan_tafel(evaluatie.traject, evaluatiekring(evaluatie), evaluatie.gepland_op),
        persoonlijk=_persoonlijk(evaluatie.traject),
    )


def evaluatiekring(evaluatie: Evaluatie) -> Kring:
    """Who must be there under this regeling."""
    parameters = evaluatie.traject.regelingversie.parameters
    rollen = vereiste_rollen(met_corporatie=evaluatie.met_corporatie, parameters=parameters) or (Rol.BEGELEIDER,)
    return [(_PLEK[rol], rol) for rol in rollen]


def genodigden_van(momenten: Collection[Moment]) -> dict[int, list[Gebruiker]]:
    """moment -> who belongs at the table (bedrading.GENODIGDEN); without those of which the subject is over.

    The number of queries does not grow with how many there are.
    """
    trajecten, kringen = {m.traject for m in momenten}, _kringen({m.onderwerp for m in momenten})
    boek, organisaties = Adresboek(trajecten), betrokken_organisaties_van(trajecten)
    return {
        m.pk: _mensen(m.traject, kringen[m.onderwerp], organisaties[m.traject_id], boek.op_dag(_dag(m)))
        for m in momenten
        if m.onderwerp in kringen
    }


def _kringen(onderwerpen: Collection[UUID]) -> dict[UUID, Kring]:
    mdos = Mdo.objects.filter(sleutel__in=onderwerpen, status=Mdostatus.GEPLAND)
    evaluaties = Evaluatie.objects.te_houden().filter(sleutel__in=onderwerpen)
    gevonden: dict[UUID, Kring] = dict.fromkeys(mdos.values_list("sleutel", flat=True), MDO_KRING)
    return gevonden | {e.sleutel: evaluatiekring(e) for e in evaluaties.select_related("traject__regelingversie")}


def _dag(moment: Moment) -> date:
    return moment.begin.astimezone(clock.AMSTERDAM).date()


def _aan_tafel(traject: Traject, kring: Kring, dag: date) -> list[Gebruiker]:
    return _mensen(traject, kring, betrokken_organisaties(traject), Adresboek([traject]).op_dag(dag))


def _mensen(
    traject: Traject, kring: Kring, organisaties: Mapping[Hoedanigheid, Organisatie], boek: Adresboek
) -> list[Gebruiker]:
    """The responsible people of every organisation in this circle that is involved today, each once; who is away on
    the day of the book is replaced by the substitute of that day."""
    mensen = [
        mens
        for hoedanigheid, rol in kring
        if (organisatie := organisaties.get(hoedanigheid)) is not None
        for mens in ontvangers(traject, organisatie, rol, Trap.VERANTWOORDELIJKE, boek=boek)
    ]
    return list(dict.fromkeys(mensen))


def _persoonlijk(traject: Traject) -> list[str]:
    """The name of the huurder and the streets where the huurder lives or gets letters."""
    contract, persoon = huidig_contract(traject), traject.persoon
    adressen = [contract.aanbieding.woning.adres] if contract else []
    adressen += [persoon.adres] if persoon else []
    return [*([persoon.naam] if persoon else []), *(adres.partition(",")[0] for adres in adressen)]
