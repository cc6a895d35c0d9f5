"""From the key to the end: evaluaties, signalen, an MDO, the besluit and the aanzegging, side by side."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from evaluatie.enums import Partij, Verzetreden
from evaluatie.models import Afspraak, Evaluatie, Herhuisvesting, Mdo, Signaal
from evaluatie.services import (
    NieuweAfspraak,
    afspraak_afhandelen,
    evaluatie_bevestigen,
    evaluatie_niet_doorgegaan,
    evaluatie_vastleggen,
    extra_evaluatie_intrekken,
    extra_evaluatie_plannen,
    herhuisvesting_overleggen,
    herindicatie_aangevraagd,
    huurder_informeren,
    huurstatus_opgeven,
    mdo_afronden,
    mdo_gaat_niet_door,
    mdo_melden,
    mdo_oordeel_geven,
    mdo_plannen,
    mdo_vastleggen,
    opnieuw_zoeken,
    signaal_afhandelen,
    signaal_melden,
    signaal_oppakken,
    woonplek_gevonden,
)
from evaluatie.services.evaluaties import verzetten_tot
from opstap.partners.namens import Namens
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.evaluatiebegrippen import (
    EvaluatieItem,
    ItemOordeel,
    Mdoafzegreden,
    MdoUitkomst,
    MeerBegeleiding,
    Oordeel,
    Signaalbron,
    Signaalsoort,
)
from opstap.protocol.herhuisvesten import WOONPLEKKEN
from opstap.protocol.momenten import Momentplan, Plaats
from opstap.protocol.vaststellen import Huurstand
from opstap.trajecten.enums import Wijze
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrokken_organisatie
from tests.simulatie.ladder import dagen, maanden
from tests.simulatie.overdragen import WONEN
from tests.simulatie.thuis import Thuis

if TYPE_CHECKING:
    from tests.simulatie.leven import Leven

Loop = Iterator[date]
HOE = Momentplan(om=time(10), minuten=60, plaats=Plaats.ZORG)
#: of the MDO's: how many are called off, and how many say that it does not work
AFGEZEGD, NIET_VERDER = 0.3, 0.2
#: in how many lives two evaluaties in a row are forgotten
REEKS = 0.3
PARTIJEN = (Partij.HUURDER, Partij.BEGELEIDER, Partij.CONSULENT)


class Wonen:
    """The living together of several courses in one traject; when it closes they all stop."""

    def __init__(self, leven: Leven) -> None:
        self.leven = leven
        self.contract = leven.contract
        self.einde = self.contract.einde

    @property
    def loopt(self) -> bool:
        return not Traject.objects.filter(sleutel=self.leven.traject, afgesloten_op__isnull=False).exists()

    def loop(self) -> Loop:
        """Wake the courses in the order of their days."""
        lopen: list[tuple[date, int, Loop]] = []
        lijnen = (self._besluiten(), self._evalueren(), self._huur_opgeven(), self._herhuisvesten(), self._extra())
        lijnen += tuple(self._signalen()) + tuple(Thuis(self).lijnen())
        for n, lijn in enumerate((self.leven.overdragen.bij(WONEN), *lijnen)):
            if (eerste := next(lijn, None)) is not None:
                lopen.append((eerste, n, lijn))
        while lopen:
            lopen.sort(key=lambda wekker: wekker[:2])
            dag, n, lijn = lopen.pop(0)
            if dag > self.leven.vandaag:
                yield dag
            if not self.loopt:
                return
            if (volgende := next(lijn, None)) is not None:
                lopen.append((max(volgende, self.leven.vandaag), n, lijn))

    # --- evaluaties

    def _evalueren(self) -> Loop:
        for nummer, gepland in list(
            Evaluatie.objects.filter(contract=self.contract).order_by("nummer").values_list("nummer", "gepland_op")
        ):
            yield max(gepland, self.leven.vandaag)
            yield from self._een_evaluatie(nummer)

    def _een_evaluatie(self, nummer: int) -> Loop:
        """Held, late, moved because somebody did not come, or never."""
        leven = self.leven
        if leven.kans(0.08) or nummer in self._vergeten() or not self._kan_gehouden(nummer):
            return
        yield from leven.klus(*self._evaluator, 0, 9)
        while leven.kans(0.2) and dagen(leven.vandaag, 20) < self.einde:
            weg, naar = leven.kans(0.6), leven.over(3, 15)
            if (grens := verzetten_tot(self._evaluatie(nummer))) is not None:
                naar = min(naar, grens[0]) if leven.kans(0.8) else dagen(grens[0], leven.toeval.choice((0, 1)))
            if self._verzetten(nummer, weg=weg, naar=naar):
                yield naar
        self._houden(nummer)
        yield from self._bevestigen(nummer)

    def _vergeten(self) -> tuple[int, ...]:
        """Now and then two in a row, so that they count as missed and an MDO is proposed. Its own dice."""
        eigen = random.Random(f"lang niet {self.leven.wereld.zaad} {self.leven.nr}")
        return (2, 3) if eigen.random() < REEKS else ()

    def _verzetten(self, nummer: int, *, weg: bool, naar: date) -> bool:
        """Also a day further than it may: then Opstap says no."""
        niet_doorgegaan = partial(
            evaluatie_niet_doorgegaan,
            evaluatie=self._evaluatie(nummer).sleutel,
            reden=Verzetreden.HUURDER_AFWEZIG if weg else Verzetreden.BEGELEIDER_VERHINDERD,
            nieuwe_datum=naar,
            namens=self.leven._evaluator,
        )
        wat = {"nummer": nummer, "naar": naar, "weggebleven": weg}
        return self.leven.probeer("evaluatie_verzet", niet_doorgegaan, **wat)

    def _huur_opgeven(self) -> Loop:
        """In time, late, or never; what moved on meanwhile is too early."""
        leven = self.leven
        for nummer in list(Evaluatie.objects.filter(contract=self.contract).values_list("nummer", flat=True)):
            yield max(dagen(self._evaluatie(nummer).gepland_op, -9), leven.vandaag)
            if leven.kans(0.1):
                continue
            yield from leven.klus(Rol.CONSULENT, leven.corporatie, 0, 9)
            wat = {"evaluatie": self._evaluatie(nummer).sleutel, "stand": Huurstand.GEEN_ACHTERSTAND}
            opgeven = partial(huurstatus_opgeven, **wat, namens=leven._consulent)
            leven.probeer("huurstatus", opgeven, nummer=nummer)

    def _bevestigen(self, nummer: int) -> Loop:
        leven, rij = self.leven, self._evaluatie(nummer)
        if not rij.met_corporatie or leven.streek.met_commissie or leven.kans(0.1):
            return
        yield from leven.klus(Rol.CONSULENT, leven.corporatie, 0, 12)
        wat = {"evaluatie": rij.sleutel, "klopt": True, "omdat": ""}
        leven.doe("evaluatie_bevestigd", partial(evaluatie_bevestigen, **wat, namens=leven._consulent), nummer=nummer)

    def _extra(self) -> Loop:
        """Beside the plan: held, or taken back."""
        leven = self.leven
        if not leven.kans(0.3):
            return
        yield leven.over(20, (self.einde - leven.vandaag).days)
        dag = leven.over(1, 30)
        bezet = set(Evaluatie.objects.filter(contract=self.contract).te_houden().values_list("gepland_op", flat=True))
        while dag in bezet:
            dag = dagen(dag, 1)
        if dag >= self.einde:
            return
        extra = {"traject": leven.traject, "datum": dag, "met_allen": False, "namens": leven._evaluator}
        leven.doe("extra_gepland", lambda: extra_evaluatie_plannen(**extra), op=dag)
        nummer = Evaluatie.objects.filter(contract=self.contract).count()
        yield leven.over(0, 1) if leven.kans(0.3) else dag
        if leven.vandaag < dag:
            weg = {"evaluatie": self._evaluatie(nummer).sleutel, "reden": "Al besproken", "namens": leven._evaluator}
            leven.doe("extra_ingetrokken", lambda: extra_evaluatie_intrekken(**weg), nummer=nummer)
            return
        yield from leven.klus(*self._evaluator, 0, 9)
        self._houden(nummer)

    @property
    def _evaluator(self) -> tuple[Rol, str]:
        streek = self.leven.streek
        return (streek.loketrol, streek.loket) if streek.met_commissie else (Rol.BEGELEIDER, self.leven.zorg)

    @property
    def _beslisser(self) -> tuple[Rol, str]:
        streek = self.leven.streek
        return (streek.loketrol, streek.loket) if streek.met_commissie else (Rol.CONSULENT, self.leven.corporatie)

    def _evaluatie(self, nummer: int) -> Evaluatie:
        rij: Evaluatie = Evaluatie.objects.get(contract=self.contract, nummer=nummer)
        return rij

    def _kan_gehouden(self, nummer: int) -> bool:
        """Who the regeling wants there must be somebody this Opstap knows."""
        vereist = self.contract.traject.regelingversie.parameters.verplichte_deelnemers or ()
        return not self._evaluatie(nummer).met_corporatie or {str(r) for r in vereist} <= {str(p) for p in Partij}

    def _houden(self, nummer: int) -> None:
        leven, rij = self.leven, self._evaluatie(nummer)
        goed = not leven.kans(0.2)
        items = dict.fromkeys(EvaluatieItem, ItemOordeel.GOED)
        afspraken = []
        if not goed:
            items[EvaluatieItem.HUUR] = ItemOordeel.ONVOLDOENDE
            afspraken = [NieuweAfspraak(leven.toeval.choice(PARTIJEN), "Huur op tijd", leven.over(0, 40))]

        def vastleggen() -> None:
            evaluatie_vastleggen(
                evaluatie=rij.sleutel,
                gehouden_op=leven.vandaag,
                huurder_aanwezig=True,
                aanwezig=set(Partij),
                items=items,
                oordeel=Oordeel.OP_SCHEMA if goed else Oordeel.AANDACHT,
                afspraken=afspraken,
                namens=leven._evaluator,
            )

        afgesproken = [(a.wie.value, a.uiterlijk) for a in afspraken]
        leven.doe("evaluatie_gehouden", vastleggen, nummer=nummer, op=leven.vandaag, goed=goed, afspraken=afgesproken)

    # --- signalen, MDO en afspraken

    def _signalen(self) -> list[Loop]:
        duur = (self.einde - self.leven.vandaag).days
        return [self._signaal(self.leven.over(5, duur)) for _ in range(3) if self.leven.kans(0.3)] + [self._afspraken()]

    def _signaal(self, dag: date) -> Loop:
        leven = self.leven
        yield dag
        namens, spoed = leven.toeval.choice(self._melders()), leven.kans(0.15)
        melden = partial(
            signaal_melden,
            traject=leven.traject,
            soort=leven.toeval.choice(list(Signaalsoort)),
            bron=leven.toeval.choice(list(Signaalbron)),
            is_spoed=spoed,
            toelichting="",
            namens=namens,
        )
        leven.doe("signaal", melden, door=str(namens.rol), spoed=spoed)
        yield from self.bekijken(Signaal.objects.filter(traject__sleutel=leven.traject).latest("pk"))

    def _melders(self) -> list[Namens]:
        """Everybody who takes part may report what she saw; a team lead too, and of the gemeente who was asked."""
        leven = self.leven
        traject, er = Traject.objects.get(sleutel=leven.traject), [leven._consulent, leven._zorg]
        leiders = [(Rol.TEAMLEIDER_ZORG, leven.zorg), (Rol.TEAMLEIDER_CORPORATIE, leven.corporatie)]
        if betrokken_organisatie(traject, Hoedanigheid.WMO) is not None:
            leiders.append((Rol.WMO_CONSULENT, leven.streek.gemeente))
        return er + [leven.wereld.namens(wie) for plek in leiders if (wie := leven.wereld.wie(*plek)) is not None]

    def bekijken(self, signaal: Signaal) -> Loop:
        """Somebody picks it up and closes it, or makes an MDO of it; or forgets it."""
        leven = self.leven
        nummer = Signaal.objects.filter(traject__sleutel=leven.traject, pk__lte=signaal.pk).count()
        yield from leven.klus(Rol.CONSULENT, leven.corporatie, 0, 4)
        if leven.kans(0.5):
            leven.doe("opgepakt", lambda: signaal_oppakken(signaal=signaal.sleutel, namens=leven._zorg), nummer=nummer)
            yield leven.over(1, 30)
            if leven.kans(0.5):
                leven.doe("afgehandeld_zonder_mdo", lambda: self._afhandelen(signaal), nummer=nummer)
                return
        yield from self._mdo(signaal, nummer)

    def _afhandelen(self, signaal: Signaal) -> None:
        signaal_afhandelen(
            signaal=signaal.sleutel,
            reden="Het is opgelost",
            melder_akkoord=True,
            gesprek_op=self.leven.vandaag,
            namens=self.leven._zorg,
        )

    def _mdo(self, signaal: Signaal, nummer: int) -> Loop:
        """Only the one who opens the MDO leads it on; another signaal joins the one that is to come."""
        leven = self.leven
        eerste = not Mdo.objects.komend().filter(traject__sleutel=leven.traject).exists()
        leven.doe("mdo_gemeld", lambda: mdo_melden(signaal=signaal.sleutel, namens=leven._zorg), nummer=nummer)
        if not eerste or leven.kans(0.1):
            return
        mdo = Mdo.objects.filter(traject__sleutel=leven.traject).latest("pk").sleutel
        yield from leven.klus(Rol.BEGELEIDER, leven.zorg, 0, 4)
        vertellen = {"mdo": mdo, "datum": leven.vandaag, "wijze": Wijze.GESPREK, "namens": leven._zorg}
        leven.doe("huurder_geinformeerd", lambda: huurder_informeren(**vertellen), op=leven.vandaag)
        op = yield from self._een_dag(mdo)
        while leven.kans(AFGEZEGD):
            yield leven.over(0, 25)
            afzeggen = partial(mdo_gaat_niet_door, mdo=mdo, reden=leven.toeval.choice(list(Mdoafzegreden)))
            leven.doe("mdo_afgezegd", partial(afzeggen, namens=leven._zorg))
            if leven.kans(0.1):
                return
            op = yield from self._een_dag(mdo)
        yield op
        yield from leven.klus(Rol.BEGELEIDER, leven.zorg, 0, 3)
        mdos = Mdo.objects.filter(traject__sleutel=leven.traject).order_by("pk")
        nummer = [m.sleutel for m in mdos].index(mdo) + 1
        if leven.kans(NIET_VERDER) and leven._consulent.rol == Rol.CONSULENT:
            yield from self._niet_verder(mdo, nummer)
        else:
            self._overleggen(mdo)
        yield leven.over(60, 90)
        if not Afspraak.objects.filter(mdo__sleutel=mdo).open().exists():
            leven.probeer("mdo_afgerond", lambda: mdo_afronden(mdo=mdo, namens=leven._zorg), nummer=nummer)

    def _niet_verder(self, mdo: Any, nummer: int) -> Loop:
        """The consulent says that it does not work; the begeleider does not agree, or says nothing."""
        leven, verder = self.leven, {"mdo": mdo, "namens": self.leven._consulent, "gehouden_op": self.leven.vandaag}
        verder |= {"aanwezig": set(PARTIJEN), "huurder_werkt_mee": True, "uitkomst": MdoUitkomst.BEEINDIGING_NASTREVEN}
        waarom = {"motivering": "De huur blijft uit.", "meer_begeleiding": MeerBegeleiding.AANGEBODEN}
        vastleggen = partial(mdo_vastleggen, **verder, **waarom)
        leven.doe("mdo_gehouden", vastleggen, op=leven.vandaag, afspraken=[], door="consulent")
        yield from leven.klus(Rol.BEGELEIDER, leven.zorg, 0, 12)
        oordelen = partial(mdo_oordeel_geven, mdo=mdo, eens=False, reden="Het gaat net beter.", namens=leven._zorg)
        if leven._zorg.rol == Rol.BEGELEIDER and leven.kans(0.8):
            leven.probeer("mdo_oordeel", oordelen, nummer=nummer, rol="begeleider")

    def _een_dag(self, mdo: Any) -> Iterator[Any]:
        """Generator that returns the day of the MDO, which is sometimes moved at once."""
        leven = self.leven
        for _ in range(2 if leven.kans(0.2) else 1):
            yield from leven.klus(Rol.BEGELEIDER, leven.zorg, 0, 12)
            op = leven.over(1, 20)
            leven.doe("mdo_gepland", lambda op=op: mdo_plannen(mdo=mdo, mdo_op=op, hoe=HOE, namens=leven._zorg), op=op)
        return op

    def _overleggen(self, mdo: Any) -> None:
        leven = self.leven
        afspraken = [NieuweAfspraak(leven.toeval.choice(PARTIJEN), "Dit doen", leven.over(3, 50)) for _ in range(2)]

        def vastleggen() -> None:
            mdo_vastleggen(
                mdo=mdo,
                gehouden_op=leven.vandaag,
                aanwezig=set(PARTIJEN),
                huurder_werkt_mee=True,
                uitkomst=MdoUitkomst.BLIJFT_WONEN,
                afspraken=afspraken,
                namens=leven._zorg,
            )

        afgesproken = [(a.wie.value, a.uiterlijk) for a in afspraken]
        leven.doe("mdo_gehouden", vastleggen, op=leven.vandaag, afspraken=afgesproken)

    def _afspraken(self) -> Loop:
        """Look every few weeks whether what was promised is done; some of it never is."""
        leven = self.leven
        while True:
            yield leven.over(15, 45)
            for nummer, rij in enumerate(Afspraak.objects.filter(traject__sleutel=leven.traject).order_by("pk"), 1):
                if rij.status == "open" and leven.kans(0.5):
                    nagekomen = leven.kans(0.8)

                    def afhandelen(rij: Afspraak = rij, nagekomen: bool = nagekomen) -> None:
                        reden = "" if nagekomen else "niet meer nodig"
                        afspraak_afhandelen(afspraak=rij.sleutel, nagekomen=nagekomen, reden=reden, namens=leven._zorg)

                    leven.doe("afspraak", afhandelen, nummer=nummer, nagekomen=nagekomen)

            self._voorstellen()

    def _voorstellen(self) -> None:
        """What Opstap proposes is sometimes taken up and declined; then it may propose again."""
        leven = self.leven
        rijen = Signaal.objects.filter(traject__sleutel=leven.traject).order_by("pk")
        for nummer, rij in enumerate(rijen, 1):
            if rij.is_voorstel and rij.status == "gemeld" and leven.kans(0.4):
                wie = {"signaal": rij.sleutel, "namens": leven._zorg}
                leven.doe("opgepakt", lambda wie=wie: signaal_oppakken(**wie), nummer=nummer)
                leven.doe("afgehandeld_zonder_mdo", lambda rij=rij: self._afhandelen(rij), nummer=nummer)

    # --- een andere woonplek

    def _herhuisvesten(self) -> Loop:
        """Once a no was said: they talk, ask for a new indicatie, find something; or forget it."""
        leven = self.leven
        while (zoeken := Herhuisvesting.objects.filter(traject__sleutel=leven.traject).first()) is None:
            yield leven.over(10, 40)
        rol, organisatie = (Rol.BEGELEIDER, leven.herkomst)
        if zoeken.regisseur == "procesregie":
            rol, organisatie = Rol.PROCESREGISSEUR, leven.streek.gemeente
        yield from leven.klus(rol, organisatie, 0, 20)
        indicatie = leven.kans(0.5)
        leven.doe(
            "herhuisvesting_overlegd", lambda: self._praat(zoeken, rol, organisatie, indicatie), indicatie=indicatie
        )
        yield from leven.klus(rol, organisatie, 0, 20)
        wie = {"herhuisvesting": zoeken.sleutel, "namens": leven._namens(rol, organisatie)}
        if indicatie:
            leven.doe("indicatie_gevraagd", lambda: herindicatie_aangevraagd(**wie))
        while True:
            yield from leven.klus(rol, organisatie, 10, 120)
            wie |= {"namens": leven._namens(rol, organisatie)}
            plek = {"uitkomst": leven.toeval.choice(WOONPLEKKEN), "verhuist_op": leven.over(5, 60)}
            leven.doe("woonplek_gevonden", partial(woonplek_gevonden, **wie, **plek), uitkomst=plek["uitkomst"].value)
            if not leven.kans(0.25):
                return
            yield leven.over(3, 40)
            wie |= {"namens": leven._namens(rol, organisatie)}
            leven.doe("woonplek_weg", partial(opnieuw_zoeken, **wie))

    def _praat(self, zoeken: Herhuisvesting, rol: Rol, organisatie: str, indicatie: bool) -> None:
        herhuisvesting_overleggen(
            herhuisvesting=zoeken.sleutel,
            datum=self.leven.vandaag,
            aanwezig=set(PARTIJEN),
            betrekken="De begeleider belt elke week.",
            herindicatie_nodig=indicatie,
            namens=self.leven._namens(rol, organisatie),
        )

    # --- besluit en aanzegging

    def _besluiten(self) -> Loop:
        """Early, on the wished day, at the last, too late, or never: then the law decides."""
        leven = self.leven
        if leven.kans(0.12):
            yield self.einde + timedelta(days=400)
            return
        yield max(self._besluitdag(), leven.vandaag)
        yield from leven.klus(*self._beslisser, 0, 12)
        if leven.kans(0.6):
            self._besluit("omzetten")
            return
        if not self._besluit("niet_omzetten"):
            yield leven.over(1, 20)
            self._besluit("omzetten")
            return
        if leven.kans(0.2):
            yield leven.over(5, 60)
            self._besluit("omzetten")
            return
        yield from self._aanzeggen()

    def _besluitdag(self) -> date:
        leven = self.leven
        voor_einde = leven.toeval.choice((9, 6, 6, 6, 5, 4, 3, 3, 2, 2, 1, 0))
        dag = maanden(self.einde, -voor_einde)
        return dag + timedelta(days=leven.toeval.choice((-1, 0, 0, 1, 5, 14)))

    def _besluit(self, uitkomst: str) -> bool:
        leven = self.leven

        def nemen() -> None:
            if not leven.streek.met_commissie:
                leven.overleg(leven.vandaag)
            if uitkomst == "omzetten":
                leven.omzetten(leven.vandaag, reden_vroeg="Het gaat heel goed.")
            else:
                leven.niet_omzetten(leven.vandaag)

        return leven.probeer("besloten", nemen, uitkomst=uitkomst)

    def _aanzeggen(self) -> Loop:
        """In the window, on its first or last day, a day too early or too late, or forgotten."""
        leven = self.leven
        opent, dicht = maanden(self.einde, -3), maanden(self.einde, -1)
        for dag in self._probeerdagen(opent, dicht):
            yield max(dag, leven.vandaag)
            if leven.probeer("aangezegd", lambda: self._in_de_hand(), ontvangen=leven.vandaag):
                return

    def _probeerdagen(self, opent: date, dicht: date) -> list[date]:
        leven = self.leven
        lot = leven.toeval.random()
        if lot < 0.2:
            return [dagen(opent, -1), opent]
        if lot < 0.35:
            return [dagen(dicht, -1)]
        if lot < 0.5:
            return [dicht]
        if lot < 0.6:
            return []
        return [dagen(opent, leven.toeval.randint(0, 70))]

    def _in_de_hand(self) -> None:
        """Made, given in the hand and signed for on one day."""
        from woningen.enums import AanzegBewijs, AanzegWijze
        from woningen.services import aanzegging_maken, aanzegging_ontvangst_vastleggen, aanzegging_verzenden

        vandaag, namens = self.leven.vandaag, self.leven._consulent
        rij = aanzegging_maken(contract=self.contract.sleutel, namens=namens).sleutel
        aanzegging_verzenden(aanzegging=rij, verzonden_op=vandaag, wijze=AanzegWijze.OVERHANDIGD, namens=namens)
        aanzegging_ontvangst_vastleggen(
            aanzegging=rij, ontvangen_op=vandaag, bewijs=AanzegBewijs.HANDTEKENING, namens=namens
        )
