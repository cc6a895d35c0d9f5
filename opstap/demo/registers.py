"""What the partners write down of the regeling itself: knelpunten, the yearly talk about the protocol, a dispute."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from evaluatie.register.services import (
    Verslag,
    geschil_bijwerken,
    geschil_melden,
    knelpunt_opschrijven,
    protocolafspraak_afronden,
    protocolafspraak_maken,
    protocolevaluatie_vastleggen,
)
from opstap import clock
from opstap.demo.regio import Demoregio
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import plus_maanden
from opstap.protocol.registers import (
    Evaluatieaanleiding,
    Evaluatieonderwerp,
    Geschilonderwerp,
    Geschiluitkomst,
    Thema,
    Uitsluiting,
)

#: (months ago, who, theme, what got stuck, what worked, by what people fell outside)
_KNELPUNTEN = (
    (
        7, "wmo", Thema.PERSOON, "De indicatie was er pas na de verhuizing.",
        "Een week eerder samen bellen hielp.", Uitsluiting.WACHTEN,
    ),
    (
        4, "consulent2", Thema.LEEFOMGEVING, "In één portiek kwamen drie nieuwe huurders tegelijk.",
        "De wijkbeheerder ging bij alle buren langs.", None,
    ),
    (
        3, "begeleider", Thema.PERSOON, "Zonder binding met de regio kon iemand nergens terecht.",
        "", Uitsluiting.INSCHRIJVING,
    ),
    (
        1, "begeleider2", Thema.ORGANISATIES, "Het duurde lang voordat duidelijk was wie de meubels regelt.",
        "", None,
    ),
)  # fmt: skip
_ROLLEN = (Rol.BELEIDSMEDEWERKER, Rol.TEAMLEIDER_ZORG, Rol.TEAMLEIDER_CORPORATIE, Rol.COORDINATOR)


def registers_vullen(regio: Demoregio, vandaag: date) -> None:
    _knelpunten(regio, vandaag)
    _protocol(regio, vandaag)
    _geschillen(regio, vandaag)


def _knelpunten(regio: Demoregio, vandaag: date) -> None:
    for maanden, account, thema, liep_vast, werkte, uitsluiting in _KNELPUNTEN:
        dag = plus_maanden(vandaag, -maanden)
        with clock.klok_op(dag):
            knelpunt_opschrijven(
                regeling=regio.regeling.sleutel,
                thema=thema,
                maand=(dag.year, dag.month),
                liep_vast=liep_vast,
                werkte=werkte,
                uitsluiting=uitsluiting,
                namens=regio.namens(account),
            )


def _protocol(regio: Demoregio, vandaag: date) -> None:
    """The one of a year ago, with all topics; the last one left an action that is done and one that is late."""
    _evaluatie(regio, plus_maanden(vandaag, -17), ("linde", "brug", "gemeente"), list(Evaluatieonderwerp))
    dag = plus_maanden(vandaag, -5)
    sleutel = _evaluatie(regio, dag, ("linde", "anker", "brug", "beek", "gemeente"), list(Evaluatieonderwerp))
    namens = regio.namens("beleid")
    with clock.klok_op(dag):
        afspraken = [
            protocolafspraak_maken(
                protocolevaluatie=sleutel,
                organisatie=regio.organisaties[code].sleutel,
                wat=wat,
                uiterlijk=uiterlijk,
                namens=namens,
            )
            for code, wat, uiterlijk in (
                ("brug", "Een lijst maken van wie wat regelt bij de verhuizing.", dag + timedelta(days=60)),
                ("gemeente", "Met de zorg afspreken hoe een indicatie sneller komt.", vandaag - timedelta(days=8)),
                ("linde", "De leidraad voor de evaluatie met huurders proberen.", vandaag + timedelta(days=40)),
            )
        ]
    with clock.klok_op(dag + timedelta(days=50)):
        protocolafspraak_afronden(protocolafspraak=afspraken[0].sleutel, klaar=True, namens=namens)


def _evaluatie(regio: Demoregio, dag: date, organisaties: Iterable[str], onderwerpen: list[Evaluatieonderwerp]) -> UUID:
    verslag = Verslag(
        jaar=dag.year,
        aanleiding=Evaluatieaanleiding.JAARLIJKS,
        gehouden_op=dag,
        onderwerpen=onderwerpen,
        organisaties=[regio.organisaties[code].sleutel for code in organisaties],
        rollen=_ROLLEN,
        bestuurlijk_op=dag + timedelta(days=30),
    )
    with clock.klok_op(dag):
        namens = regio.namens("beleid")
        rij = protocolevaluatie_vastleggen(regeling=regio.regeling.sleutel, verslag=verslag, namens=namens)
        return rij.sleutel


def _geschillen(regio: Demoregio, vandaag: date) -> None:
    """One that was solved together, and one that is with a bemiddelaar now."""
    _geschil(regio, plus_maanden(vandaag, -11), Geschilonderwerp.UITLEG, klaar=True)
    _geschil(regio, vandaag - timedelta(days=40), Geschilonderwerp.UITVOERING, klaar=False)


def _geschil(regio: Demoregio, dag: date, onderwerp: Geschilonderwerp, *, klaar: bool) -> None:
    namens, later = regio.namens("teamleider"), dag + timedelta(days=21)
    with clock.klok_op(dag):
        geschil = geschil_melden(
            regeling=regio.regeling.sleutel,
            wederpartijen=[regio.organisaties["brug"].sleutel],
            onderwerp=onderwerp,
            gemeld_op=dag,
            namens=namens,
        )
    with clock.klok_op(later):
        geschil_bijwerken(
            geschil=geschil.sleutel,
            bemiddelaar_op=None if klaar else later,
            rechter_op=None,
            klaar=klaar,
            afgerond_op=later if klaar else None,
            uitkomst=Geschiluitkomst.SAMEN if klaar else None,
            namens=namens,
        )
