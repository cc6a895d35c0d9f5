"""Walk one traject along the road, step by step, each on its own day, through the services people use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from evaluatie.enums import Partij
from evaluatie.models import Evaluatie
from evaluatie.services import evaluatie_bevestigen, evaluatie_vastleggen, huurstatus_opgeven, omzetting_besluiten
from evaluatie.services.vaststellen import bevestigen_bezwaren
from evaluatie.vaststelling import huurstatus_gevraagd
from opstap import clock
from opstap.demo.aanmeldweg import Aanmeldweg
from opstap.protocol.contractvormen import Contractvorm, Vormreden
from opstap.protocol.evaluatiebegrippen import (
    EvaluatieItem,
    EvaluatieSoort,
    Grond,
    Inzet,
    ItemOordeel,
    Oordeel,
    Vervolgadvies,
)
from opstap.protocol.inschrijven import Koppeling
from opstap.protocol.omzetting import OmzettingUitkomst
from opstap.protocol.passen import Afwijkreden
from opstap.protocol.starten import GESPREK
from opstap.protocol.vaststellen import Huurstand
from opstap.termijnen.models import Termijn
from opstap.trajecten.enums import Verklaringsoort, Wijze
from woningen.enums import AanzegBewijs, AanzegWijze, Gedragsaanwijzing, Grondslag, Verhuurderreden, Weigerreden
from woningen.models import Aanbieding, Aanzegging, Startantwoord, Woning
from woningen.services import (
    aanbieding_accepteren,
    aanbieding_weigeren,
    aanzegging_maken,
    aanzegging_ontvangst_vastleggen,
    aanzegging_verzenden,
    ambtshalve_inschrijven,
    begeleiding_bevestigen,
    contract_opmaken,
    ondertekening_vastleggen,
    overleg_vastleggen,
    sleutel_geven,
    startgesprek_vastleggen,
    toewijzing_verwerken,
    verhuurder_vragen,
    woning_aanbieden,
)


@dataclass
class Weg(Aanmeldweg):
    """The whole road; the accounts are those of the region."""

    # --- woning en contract

    def verhuurder(self, dag: date) -> None:
        with clock.klok_op(dag):
            verhuurder_vragen(
                traject=self.traject,
                corporatie=self.regio.organisaties[self.corporatie].sleutel,
                reden=Verhuurderreden.HEEFT_WONING,
                namens=self._loket,
            )

    def aanbod(self, dag: date, *, uiterlijk: date) -> Aanbieding:
        """The first available home of the corporatie; what another story freed later than this day, was not yet."""
        with clock.klok_op(dag):
            organisatie = self.regio.organisaties[self.corporatie]
            vrij = Woning.objects.van([organisatie]).beschikbaar()
            vrij = vrij.exclude(aanbiedingen__bemiddeling__traject__sleutel=self.traject)  # not the same home twice
            vrij = vrij.exclude(contracten__beeindigd_op__gt=dag)
            woning = vrij.order_by("pk")[:1].get()
            aanbieding = woning_aanbieden(
                traject=self.traject,
                woning=woning.sleutel,
                antwoord_uiterlijk=uiterlijk,
                reden=Afwijkreden.PAST_BETER,
                toelichting="De plek past beter bij deze kandidaat.",
                namens=self._consulent,
            )
            self.inschrijven(dag)
            return aanbieding

    def inschrijven(self, dag: date) -> None:
        """What is open of the consulent in the register of woningzoekenden, where this regeling keeps one."""
        velden: dict[str, Any] = {"traject": self.traject, "gedaan_op": dag, "namens": self._consulent}
        open_ = Termijn.objects.open().filter(traject__sleutel=self.traject)
        if open_.filter(soort="ambtshalve_inschrijven").exists():
            ambtshalve_inschrijven(nummer="WK-00000000", **velden)
        if open_.filter(soort="toewijzing_verwerken").exists():
            toewijzing_verwerken(koppeling=Koppeling.GEKOPPELD, **velden)

    def accepteren(self, dag: date, aanbieding: Aanbieding) -> None:
        with clock.klok_op(dag):
            aanbieding_accepteren(aanbieding=aanbieding.sleutel, namens=self._consulent)

    def weigeren(self, dag: date, aanbieding: Aanbieding, reden: Weigerreden = Weigerreden.PLEK) -> None:
        with clock.klok_op(dag):
            aanbieding_weigeren(aanbieding=aanbieding.sleutel, reden=reden, namens=self._consulent)

    def opmaken(
        self,
        dag: date,
        *,
        ingang: date,
        duur: int = 24,
        ritme: int = 3,
        uren: int | None = None,
        vorm: Contractvorm | None = None,
    ) -> None:
        """`vorm`: another kind of contract than the regeling is used to."""
        with clock.klok_op(dag):
            contract_opmaken(
                traject=self.traject,
                ingangsdatum=ingang,
                contractvorm=vorm,
                reden_contractvorm=Vormreden.KANDIDAAT if vorm else None,
                duur_maanden=duur,
                evaluatieritme=ritme,
                begeleidingsuren=uren,
                grondslag=Grondslag.C_SOCIALE_NOODSITUATIE,
                grondslag_beoordeeld_op=dag,
                gedragsaanwijzingen=list(Gedragsaanwijzing),
                instemming_op=dag,
                instemming_wijze=Wijze.SCHRIFTELIJK,
                namens=self._consulent,
            )
            self.inschrijven(dag)

    def tekenen(self, dag: date, *, aantal: int | None = None) -> None:
        """All parties, or the first `aantal`."""
        contract = self.contract
        with clock.klok_op(dag):
            for partij in list(contract.partijen.order_by("pk"))[:aantal]:
                ondertekening_vastleggen(
                    contract=contract.sleutel, partij=partij.sleutel, datum=dag, namens=self._consulent
                )

    def bevestigen(self, dag: date, *, start: date) -> None:
        with clock.klok_op(dag):
            begeleiding_bevestigen(traject=self.traject, plan_op=dag, start=start, namens=self._zorg)

    def sleutel(self, dag: date) -> None:
        """With everything talked about, and the begeleiding confirmed when nobody did that yet."""
        if not Startantwoord.objects.filter(traject__sleutel=self.traject).exists():
            self.bevestigen(dag, start=self.contract.ingangsdatum)
        with clock.klok_op(dag):
            startgesprek_vastleggen(traject=self.traject, besproken=GESPREK, datum=dag, namens=self._consulent)
            sleutel_geven(contract=self.contract.sleutel, ingebruikname=dag, namens=self._consulent)

    # --- wonen

    def evalueren_tot(self, dag: date, *, zorgelijk: int = 0, overslaan: int = 0, vaststellen: bool = True) -> None:
        """Hold every evaluatie planned before `dag`; the first `zorgelijk` of the last ones went less well."""
        evaluaties = list(
            Evaluatie.objects.filter(traject__sleutel=self.traject, gepland_op__lt=dag).order_by("gepland_op")
        )
        gehouden = evaluaties[: len(evaluaties) - overslaan]
        for i, evaluatie in enumerate(gehouden):
            self.evalueren(evaluatie, goed=i < len(gehouden) - zorgelijk, vaststellen=vaststellen)

    def evalueren(
        self,
        evaluatie: Evaluatie,
        *,
        goed: bool = True,
        vaststellen: bool = True,
        minder: Mapping[EvaluatieItem, ItemOordeel] = MappingProxyType({}),
        inzet: Mapping[Inzet, str] = MappingProxyType({}),
        advies: Vervolgadvies | None = None,
    ) -> None:
        """`minder`: what went less well while the whole is on course; `inzet`: what each party did."""
        oordeel = ItemOordeel.GOED if goed else ItemOordeel.ONVOLDOENDE
        items = dict.fromkeys(EvaluatieItem, ItemOordeel.GOED) | {EvaluatieItem.HUUR: oordeel, **minder}
        aanwezig = self._aan_tafel(evaluatie)
        items = {item: items[item] for item in evaluatie.traject.regelingversie.parameters.evaluatie_items or ()}
        with clock.klok_op(evaluatie.gepland_op):
            evaluatie_vastleggen(
                evaluatie=evaluatie.sleutel,
                gehouden_op=evaluatie.gepland_op,
                huurder_aanwezig=True,
                aanwezig=aanwezig,
                items=items,
                oordeel=(Oordeel.AANDACHT if minder else Oordeel.OP_SCHEMA) if goed else Oordeel.NIET_HAALBAAR,
                advies=advies or (Vervolgadvies.DOORGAAN if goed else Vervolgadvies.AANPASSEN),
                inzet=inzet,
                geen_afspraak_omdat="de afspraken hierover lopen al" if minder or not goed else "",
                namens=self._evaluator,
            )
            if vaststellen:
                self._vaststellen(evaluatie, betaald=items.get(EvaluatieItem.HUUR) is not ItemOordeel.ONVOLDOENDE)

    def _vaststellen(self, evaluatie: Evaluatie, *, betaald: bool) -> None:
        """How the rent stands, and that it is right, on the same day."""
        e, namens = evaluatie.sleutel, self._consulent
        if huurstatus_gevraagd(evaluatie):
            stand = Huurstand.GEEN_ACHTERSTAND if betaald else Huurstand.ACHTERSTAND
            huurstatus_opgeven(evaluatie=e, stand=stand, maanden=None if betaald else 2, namens=namens)
        evaluatie = Evaluatie.objects.get(sleutel=e)
        if not bevestigen_bezwaren(evaluatie, namens):
            evaluatie_bevestigen(evaluatie=e, klopt=True, omdat="", namens=namens)

    def _aan_tafel(self, evaluatie: Evaluatie) -> set[Partij]:
        halfjaar = evaluatie.soort == EvaluatieSoort.HALFJAARLIJKS
        return {Partij.HUURDER, Partij.BEGELEIDER} | ({Partij.CONSULENT} if halfjaar else set())

    def overleg(self, dag: date) -> None:
        with clock.klok_op(dag):
            for soort in (Verklaringsoort.OVERLEG_HUURDER, Verklaringsoort.OVERLEG_ZORG):
                overleg_vastleggen(
                    contract=self.contract.sleutel, soort=soort, datum=dag, wijze=Wijze.GESPREK, namens=self._consulent
                )

    def omzetten(self, dag: date, *, reden_vroeg: str = "") -> None:
        waarom = "Het gaat goed: de huur is betaald en er is geen overlast."
        self._besluiten(dag, OmzettingUitkomst.OMZETTEN, gronden=[], motivering=waarom, reden_vroeg=reden_vroeg)

    def niet_omzetten(self, dag: date) -> None:
        waarom = "De huur is vaak niet betaald, ook na de afspraken die we maakten."
        self._besluiten(dag, OmzettingUitkomst.NIET_OMZETTEN, gronden=[Grond.HUUR], motivering=waarom)

    def _besluiten(
        self, dag: date, uitkomst: OmzettingUitkomst, *, gronden: list[Grond], motivering: str, reden_vroeg: str = ""
    ) -> None:
        with clock.klok_op(dag):
            omzetting_besluiten(
                contract=self.contract.sleutel,
                uitkomst=uitkomst,
                gronden=gronden,
                motivering=motivering,
                reden_vroeg=reden_vroeg,
                vergadering=self._vergadering(dag),
                namens=self._beslisser,
            )

    def aanzegging_versturen(self, dag: date, wijze: AanzegWijze = AanzegWijze.AANGETEKEND) -> Aanzegging:
        """Made and sent, and receipt is not known."""
        with clock.klok_op(dag):
            rij = aanzegging_maken(contract=self.contract.sleutel, namens=self._consulent)
            return aanzegging_verzenden(aanzegging=rij.sleutel, verzonden_op=dag, wijze=wijze, namens=self._consulent)

    def aanzeggen(self, dag: date) -> None:
        """Given in the hand and signed for."""
        rij = self.aanzegging_versturen(dag, AanzegWijze.OVERHANDIGD)
        with clock.klok_op(dag):
            aanzegging_ontvangst_vastleggen(
                aanzegging=rij.sleutel, ontvangen_op=dag, bewijs=AanzegBewijs.HANDTEKENING, namens=self._consulent
            )
