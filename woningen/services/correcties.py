"""Correct a day of a running contract, with a reason: the plan follows and the log keeps what stood there (law 8)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort
from opstap.post.services import brieven_maken
from opstap.post.services.correcties import Brieffeit, brieven_verouderen
from opstap.protocol.basis import Belemmering
from opstap.protocol.clausules import regelt
from opstap.protocol.contract import aanzegging_nog_mogelijk, sleuteldag_belemmeringen
from opstap.protocol.correcties import (
    geen_laatste_dag_belemmeringen,
    gevolg_zonder_laatste_dag,
    laatste_huurdag_belemmeringen,
    zelfde_dag_belemmeringen,
)
from opstap.protocol.datums import datum_voluit, laatste_dag
from opstap.protocol.feiten import EindeAfgesproken, Feit, SleuteldagVerbeterd
from opstap.protocol.herhuisvesten import (
    EindeWijze,
    laatste_huurdag_voor,
    opzegging_intrekken_belemmeringen,
    opzegging_loopt_belemmeringen,
)
from opstap.trajecten.enums import Correctiereden
from opstap.trajecten.models import Traject
from opstap.trajecten.services import handeling_boeken
from woningen import letters
from woningen.enums import LOOPT_TIJDELIJK, AanzegBewijs, Contractstatus
from woningen.models import Aanzegging, Eindafspraak, Huurovereenkomst
from woningen.services.aanzegging import aanzegging_gemist_vastleggen, ontvangst_eisen
from woningen.services.beeindigen import afspraak_intrekken
from woningen.services.einde import contract_einde_verwerken
from woningen.services.gedeeld import (
    begeleider_mailen,
    contract_laden,
    eis_handeling,
    niet_na_vandaag,
)


def sleuteldag_verbeteren_belemmeringen(contract: Huurovereenkomst) -> list[Belemmering]:
    """Also shown on the page."""
    if contract.ingebruikname is not None and contract.status in LOOPT_TIJDELIJK:
        return []
    return [Belemmering("Z-2.11", "De dag van de sleutel verbetert u zolang het tijdelijke contract loopt.")]


@transaction.atomic
def sleuteldag_verbeteren(
    *, contract: UUID, datum: date, reden: Correctiereden, versie: int | None = None, namens: Namens
) -> Huurovereenkomst:
    """The key was handed over on another day. The first evaluatie moves along when it was not held (I-25)."""
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    rij.eis_versie(versie)
    eis(sleuteldag_verbeteren_belemmeringen(rij))
    was = rij.ingebruikname
    assert was is not None
    eis(
        zelfde_dag_belemmeringen(was=was, wordt=datum, clausule="Z-2.11", veld="datum")
        + niet_na_vandaag(datum, clausule="Z-2.11", wat="De sleutel is gegeven", veld="datum")
        + sleuteldag_belemmeringen(ingebruikname=datum, getekend_op=rij.getekend_op)
    )
    rij.ingebruikname = datum
    rij.save()
    handeling_boeken(
        traject,
        namens=namens,
        soort="sleuteldag_verbeterd",
        clausule="Z-2.11",
        gegevens={"was": was.isoformat(), "datum": datum.isoformat(), "reden": reden},
        feit=SleuteldagVerbeterd(traject=traject.sleutel, contract=rij.sleutel),
    )
    return rij


def ontvangst_verbeteren_belemmeringen(contract: Huurovereenkomst) -> list[Belemmering]:
    """Only while the contract still runs: afterwards it ended, and the home may be let again. Also on the page."""
    if contract.status == Contractstatus.AANGEZEGD:
        return []
    return [Belemmering("I-25", "Er is nu geen ontvangst van een aanzegging om te verbeteren.")]


@transaction.atomic
def ontvangst_verbeteren(
    *,
    contract: UUID,
    ontvangen_op: date | None,
    bewijs: AanzegBewijs | None,
    reden: Correctiereden,
    versie: int | None = None,
    namens: Namens,
) -> Aanzegging:
    """The huurder received the aanzegging on another day, inside the window; or not at all: see `_herroepen`."""
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    rij.eis_versie(versie)
    eis(ontvangst_verbeteren_belemmeringen(rij))
    aanzegging: Aanzegging = rij.aanzeggingen.ontvangen().get()
    was = aanzegging.ontvangen_op
    assert was is not None
    gegevens = {"was": was.isoformat(), "bewijs_was": aanzegging.bewijs, "reden": reden}
    if ontvangen_op is None:
        _herroepen(rij, aanzegging)
        soort = "ontvangst_ingetrokken"
    else:
        if bewijs == aanzegging.bewijs:
            eis(zelfde_dag_belemmeringen(was=was, wordt=ontvangen_op, clausule="I-25", veld="ontvangen_op"))
        ontvangst_eisen(rij, aanzegging, ontvangen_op, bewijs)
        assert bewijs is not None
        aanzegging.ontvangen_op, aanzegging.bewijs = ontvangen_op, bewijs
        aanzegging.save()
        rij.save()
        soort, gegevens = "ontvangst_verbeterd", gegevens | {"datum": ontvangen_op.isoformat(), "bewijs": bewijs}
    handeling_boeken(traject, namens=namens, soort=soort, clausule="I-25", gegevens=gegevens)
    if not aanzegging_nog_mogelijk(einde=rij.opstap_tot, peildatum=clock.vandaag()):
        aanzegging_gemist_vastleggen(traject=traject.sleutel, onderwerp=rij.sleutel)
    return aanzegging


def _herroepen(contract: Huurovereenkomst, aanzegging: Aanzegging) -> None:
    """It was never received: the contract stands as before and the duty is back. Is the window closed, then the law
    makes the contract vast on its last day, and everybody hears that at once (L-10)."""
    nagestreefd = aanzegging.contract_was == Contractstatus.BEEINDIGING_NAGESTREEFD
    aanzegging.ontvangen_op, aanzegging.bewijs, aanzegging.contract_was = None, "", ""
    aanzegging.save()
    if nagestreefd:
        contract.aanzegging_herroepen_bij_zoeken()
    else:
        contract.aanzegging_herroepen()
    contract.save()


def eindafspraak_verbeteren_belemmeringen(contract: Huurovereenkomst) -> list[Belemmering]:
    """Also shown on the page."""
    if contract.status in LOOPT_TIJDELIJK and contract.eindafspraak is not None:
        return []
    if contract.status == Contractstatus.BEEINDIGD:
        melding = "De huur is gestopt en de woning is terug. De laatste dag verandert niet meer."
    else:
        melding = "Er is nu geen laatste dag van de huur om te verbeteren."
    return [Belemmering("Z-13.10", melding)]


def zonder_laatste_dag(contract: Huurovereenkomst) -> str:
    """What follows at once when there is no last day; also shown on the page."""
    return gevolg_zonder_laatste_dag(
        contract_einde=contract.einde,
        is_aangezegd=contract.status == Contractstatus.AANGEZEGD,
        peildatum=clock.vandaag(),
    )


@transaction.atomic
def eindafspraak_verbeteren(
    *,
    contract: UUID,
    laatste_huurdag: date | None,
    reden: Correctiereden,
    weet_gevolg: bool = False,
    versie: int | None = None,
    namens: Namens,
) -> Eindafspraak:
    """The last day is another one; without a day it was never agreed on, given notice or set by a court.

    After the end of the contract the law then speaks at once: `weet_gevolg` says that this is known.
    """
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    rij.eis_versie(versie)
    eis(eindafspraak_verbeteren_belemmeringen(rij))
    afspraak = rij.eindafspraak
    assert afspraak is not None
    was = laatste_dag(afspraak.einde)
    gegevens = {"was": was.isoformat(), "wijze": afspraak.wijze, "reden": reden}
    feit: Feit | None = None
    if laatste_huurdag is None:
        eis(geen_laatste_dag_belemmeringen(gevolg=zonder_laatste_dag(rij), weet_gevolg=weet_gevolg))
        _terugnemen(traject, rij, afspraak, namens)
        soort = "einde_ingetrokken"
    else:
        _verzetten(traject, rij, afspraak, laatste_huurdag)
        soort, gegevens = "einde_verbeterd", gegevens | {"datum": laatste_huurdag.isoformat()}
        feit = EindeAfgesproken(traject=traject.sleutel, contract=rij.sleutel)
    rij.save()
    begeleider_mailen(traject, soort="einde_verbeterd", sleutel=f"{afspraak.sleutel}:{rij.versie}")
    handeling_boeken(traject, namens=namens, soort=soort, clausule="Z-13.10", gegevens=gegevens, feit=feit)
    if laatste_huurdag is None:
        wet_toepassen(rij)
    return afspraak


def wet_toepassen(contract: Huurovereenkomst) -> None:
    """The contract runs again: what the law did meanwhile, at its end or when the window closed, is done now."""
    is_om = contract.einde is not None and clock.vandaag() >= contract.einde
    wet = contract_einde_verwerken if is_om else aanzegging_gemist_vastleggen
    wet(traject=contract.traject.sleutel, onderwerp=contract.sleutel)


def opzegging_loopt_bezwaren(contract: Huurovereenkomst) -> list[Belemmering]:
    """Also shown on the page."""
    afspraak = contract.eindafspraak if contract.status in LOOPT_TIJDELIJK else None
    return opzegging_loopt_belemmeringen(wijze=EindeWijze(afspraak.wijze) if afspraak else None)


@regelt("L-13")
@transaction.atomic
def opzegging_intrekken(
    *, contract: UUID, ingetrokken_op: date, is_akkoord: bool, versie: int | None = None, namens: Namens
) -> Eindafspraak:
    """The huurder withdraws the notice on `ingetrokken_op`; that the corporatie agrees stands in the log."""
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    rij.eis_versie(versie)
    eis(opzegging_loopt_bezwaren(rij))
    afspraak = rij.eindafspraak
    assert afspraak is not None
    eis(
        opzegging_intrekken_belemmeringen(
            opgezegd_op=afspraak.opgezegd_op,
            ingetrokken_op=ingetrokken_op,
            is_akkoord=is_akkoord,
            peildatum=clock.vandaag(),
        )
    )
    _terugnemen(traject, rij, afspraak, namens, vergissing=False)
    rij.save()
    begeleider_mailen(traject, soort="einde_verbeterd", sleutel=f"{afspraak.sleutel}:{rij.versie}")
    gegevens = {"datum": ingetrokken_op.isoformat(), "was": laatste_dag(afspraak.einde).isoformat()}
    handeling_boeken(traject, namens=namens, soort="opzegging_ingetrokken", clausule="L-13", gegevens=gegevens)
    wet_toepassen(rij)
    return afspraak


def _verzetten(traject: Traject, contract: Huurovereenkomst, afspraak: Eindafspraak, dag: date) -> None:
    was = laatste_dag(afspraak.einde)
    voor = laatste_huurdag_voor(
        wijze=EindeWijze(afspraak.wijze),
        contract_einde=contract.einde,
        is_aangezegd=contract.status == Contractstatus.AANGEZEGD,
    )
    eis(laatste_huurdag_belemmeringen(was=was, wordt=dag, overlegd_op=afspraak.overlegd_op, contract_einde=voor))
    afspraak.einde = dag + timedelta(days=1)
    afspraak.save()
    brieven_verouderen(traject, Brieffeit.LAATSTE_HUURDAG, was=datum_voluit(was), wordt=datum_voluit(dag))


def _terugnemen(
    traject: Traject, contract: Huurovereenkomst, afspraak: Eindafspraak, namens: Namens, *, vergissing: bool = True
) -> None:
    """A letter that waits need not go out; who got one hears that it does not hold."""
    brieven = afspraak_intrekken(contract, namens=namens)
    nog_niet_om = contract.einde is None or clock.vandaag() < contract.einde
    if nog_niet_om and any(brief.verzonden_op is not None for brief in brieven):
        brieven_maken(
            traject,
            soort=Briefsoort.EINDAFSPRAAK_VERVALLEN,
            titel="De laatste dag van uw huur geldt niet",
            afzender=contract.verhuurder,
            gegevens=letters.eindafspraak_vervallen(contract, afspraak, peildatum=clock.vandaag())
            | {"vergissing": vergissing, "ingetrokken": not vergissing},
        )
