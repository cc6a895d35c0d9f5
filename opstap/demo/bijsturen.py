"""When it goes wrong on the road: missed visits, signaal, MDO, another place to live. One step on one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from evaluatie.enums import Partij, Verzetreden
from evaluatie.models import Evaluatie, Herhuisvesting, Mdo, Signaal
from evaluatie.services import (
    NieuweAfspraak,
    afspraak_afhandelen,
    evaluatie_niet_doorgegaan,
    herhuisvesting_overleggen,
    herindicatie_aangevraagd,
    huurder_informeren,
    mdo_aanvragen,
    mdo_afronden,
    mdo_melden,
    mdo_oordeel_geven,
    mdo_plannen,
    mdo_vastleggen,
    signaal_afhandelen,
    signaal_melden,
    signaal_oppakken,
    woonplek_gevonden,
)
from opstap import clock
from opstap.demo.weg import Weg
from opstap.partners.namens import Namens
from opstap.protocol.evaluatiebegrippen import MdoUitkomst, MeerBegeleiding, Signaalsoort
from opstap.protocol.herhuisvesten import EindeWijze, Woonuitkomst
from opstap.protocol.momenten import Momentplan, Plaats
from opstap.trajecten.enums import Wijze
from woningen.services import einde_afspreken, woning_terugnemen

TAFEL = (Partij.HUURDER, Partij.BEGELEIDER, Partij.CONSULENT)
BIJ_DE_ZORG = Momentplan(om=time(10), minuten=60, plaats=Plaats.ZORG)


@dataclass
class Bijsturen:
    """The troubles of one person on the road."""

    weg: Weg

    @property
    def _consulent(self) -> Namens:
        return self.weg.regio.namens("consulent" if self.weg.corporatie == "brug" else "consulent2")

    @property
    def _zorg(self) -> Namens:
        return self.weg.regio.namens(self.weg.begeleider)

    def _namens(self, account: str) -> Namens:
        return self.weg.regio.namens(account) if account else self._zorg

    @property
    def mdo(self) -> Mdo:
        rij: Mdo = Mdo.objects.filter(traject__sleutel=self.weg.traject).latest("pk")
        return rij

    @property
    def herhuisvesting(self) -> Herhuisvesting:
        rij: Herhuisvesting = Herhuisvesting.objects.filter(traject__sleutel=self.weg.traject).latest("pk")
        return rij

    # --- signaal en voorstel

    def missen(self, nummer: int, dag: date, *, naar: date, reden: Verzetreden = Verzetreden.HUURDER_AFWEZIG) -> None:
        """The huurder was not there, or what `reden` says."""
        evaluatie = Evaluatie.objects.get(traject__sleutel=self.weg.traject, nummer=nummer)
        with clock.klok_op(dag):
            evaluatie_niet_doorgegaan(evaluatie=evaluatie.sleutel, reden=reden, nieuwe_datum=naar, namens=self._zorg)

    def tweemaal_missen(self, nummer: int) -> None:
        """The second time too; it moves no further than it may."""
        dag = Evaluatie.objects.get(traject__sleutel=self.weg.traject, nummer=nummer).gepland_op
        for na, naar in ((0, 6), (6, 20)):
            self.missen(nummer, dag + timedelta(days=na), naar=dag + timedelta(days=naar))

    def melden(self, dag: date, soort: Signaalsoort = Signaalsoort.HUURACHTERSTAND) -> Signaal:
        with clock.klok_op(dag):
            return signaal_melden(
                traject=self.weg.traject, soort=soort, is_spoed=False, toelichting="", namens=self._consulent
            )

    def oppakken(self, dag: date, signaal: Signaal) -> None:
        with clock.klok_op(dag):
            signaal_oppakken(signaal=signaal.sleutel, namens=self._zorg)

    def afhandelen(self, dag: date, signaal: Signaal, *, reden: str) -> None:
        with clock.klok_op(dag):
            signaal_afhandelen(
                signaal=signaal.sleutel, reden=reden, melder_akkoord=True, gesprek_op=dag, namens=self._zorg
            )

    def naar_mdo(self, dag: date, signaal: Signaal) -> None:
        with clock.klok_op(dag):
            mdo_melden(signaal=signaal.sleutel, namens=self._zorg)

    # --- MDO

    def aanvragen(self, dag: date) -> None:
        with clock.klok_op(dag):
            mdo_aanvragen(traject=self.weg.traject, namens=self._zorg)

    def vertellen(self, dag: date) -> None:
        with clock.klok_op(dag):
            huurder_informeren(mdo=self.mdo.sleutel, datum=dag, wijze=Wijze.GESPREK, namens=self._zorg)

    def plannen(self, dag: date, *, op: date, met_procesregisseur: bool = False) -> None:
        with clock.klok_op(dag):
            mdo_plannen(
                mdo=self.mdo.sleutel,
                mdo_op=op,
                hoe=BIJ_DE_ZORG,
                met_procesregisseur=met_procesregisseur,
                namens=self._zorg,
            )

    def afspreken(self, dag: date, afspraken: Sequence[NieuweAfspraak]) -> None:
        """Held: the huurder stays, with afspraken."""
        self._vastleggen(dag, MdoUitkomst.BLIJFT_WONEN, self._zorg, afspraken=afspraken)

    def niet_verder(self, dag: date) -> None:
        """Held: the consulent says that it does not work; the others judge for themselves."""
        waarom = "De huur blijft uit en de afspraken lukten niet, ook niet met meer steun."
        self._vastleggen(dag, MdoUitkomst.BEEINDIGING_NASTREVEN, self._consulent, motivering=waarom)

    def _vastleggen(
        self,
        dag: date,
        uitkomst: MdoUitkomst,
        namens: Namens,
        *,
        motivering: str = "",
        afspraken: Sequence[NieuweAfspraak] = (),
    ) -> None:
        with clock.klok_op(dag):
            mdo_vastleggen(
                mdo=self.mdo.sleutel,
                gehouden_op=dag,
                aanwezig=TAFEL,
                huurder_werkt_mee=True,
                uitkomst=uitkomst,
                motivering=motivering,
                meer_begeleiding=MeerBegeleiding.AANGEBODEN,
                afspraken=afspraken,
                namens=namens,
            )

    def oordelen(self, dag: date, *, account: str = "", eens: bool = True, reden: str = "") -> None:
        with clock.klok_op(dag):
            mdo_oordeel_geven(mdo=self.mdo.sleutel, eens=eens, reden=reden, namens=self._namens(account))

    def nagekomen(self, dag: date, *, wie: Partij) -> None:
        """The afspraak of the last MDO that this party made."""
        afspraak = self.mdo.afspraken.get(wie=wie)
        with clock.klok_op(dag):
            afspraak_afhandelen(afspraak=afspraak.sleutel, nagekomen=True, reden="", namens=self._zorg)

    def afronden(self, dag: date) -> None:
        """The oldest MDO that still runs."""
        mdo = Mdo.objects.open().filter(traject__sleutel=self.weg.traject).earliest("pk")
        with clock.klok_op(dag):
            mdo_afronden(mdo=mdo.sleutel, namens=self._zorg)

    # --- een andere woonplek

    def overleggen(self, dag: date, *, account: str = "", herindicatie: bool = False) -> None:
        with clock.klok_op(dag):
            herhuisvesting_overleggen(
                herhuisvesting=self.herhuisvesting.sleutel,
                datum=dag,
                aanwezig=TAFEL,
                betrekken="De huurder praat mee. De begeleider belt elke week.",
                herindicatie_nodig=herindicatie,
                namens=self._namens(account),
            )

    def aanvraag_weg(self, dag: date) -> None:
        with clock.klok_op(dag):
            herindicatie_aangevraagd(herhuisvesting=self.herhuisvesting.sleutel, namens=self._zorg)

    def gevonden(self, dag: date, *, vanaf: date, account: str = "") -> None:
        with clock.klok_op(dag):
            woonplek_gevonden(
                herhuisvesting=self.herhuisvesting.sleutel,
                uitkomst=Woonuitkomst.BESCHERMD_WONEN,
                verhuist_op=vanaf,
                namens=self._namens(account),
            )

    def einde(self, dag: date, *, laatste: date) -> None:
        with clock.klok_op(dag):
            einde_afspreken(
                contract=self.weg.contract.sleutel,
                wijze=EindeWijze.OVEREENSTEMMING,
                laatste_huurdag=laatste,
                overlegd_op=dag,
                namens=self._consulent,
            )

    def terug(self, dag: date) -> None:
        with clock.klok_op(dag):
            woning_terugnemen(contract=self.weg.contract.sleutel, sleutel_terug_op=dag, namens=self._consulent)
