"""Walk from the contingent to the end of the contract, through the services, on given days."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from opstap import clock
from opstap.partners.namens import Namens
from opstap.protocol.bemiddelen import Afhandeling, Woningtype
from opstap.protocol.contingent import Wijzigreden
from opstap.protocol.evaluatiebegrippen import Grond
from opstap.protocol.feiten import EvaluatieUitkomst
from opstap.protocol.passen import Afwijkreden
from opstap.protocol.potten import Potten
from opstap.regelingen.models import Regeling
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Besluit
from woningen import services
from woningen.enums import (
    AanzegBewijs,
    AanzegWijze,
    Gedragsaanwijzing,
    Grondslag,
    Intrekreden,
    Verhuurderreden,
    Weigerreden,
)
from woningen.models import Aanbieding, Aanzegging, Bemiddeling, Contingent, Huurovereenkomst, Woning

GOED = EvaluatieUitkomst(aantal_gehouden=6, laatste_oordeel="op_schema", evaluaties=())


def contingent_vastgelegd(
    *, op: date, regeling: Regeling, potten: Potten, gewichten: Mapping[UUID, int], coordinator: Namens
) -> Contingent:
    """For the year of `op`; a second time is a change that the partners agreed."""
    with clock.klok_op(op):
        return services.contingent_vastleggen(
            regeling=regeling.sleutel,
            jaar=op.year,
            potten=potten,
            gewichten=gewichten,
            reden=Wijzigreden.AFSPRAAK,
            namens=coordinator,
        )


def woning_toegevoegd(
    *, op: date, adres: str, consulent: Namens, woningtype: Woningtype = Woningtype.PORTIEKFLAT
) -> Woning:
    assert consulent.organisatie is not None
    with clock.klok_op(op):
        return services.woning_vastleggen(
            corporatie=consulent.organisatie,
            adres=adres,
            woningtype=woningtype,
            kale_huur=Decimal("612.50"),
            namens=consulent,
        )


def verhuurder_gevraagd(
    *, op: date, traject: UUID, corporatie: UUID, coordinator: Namens, reden: Verhuurderreden | None = None
) -> Bemiddeling:
    with clock.klok_op(op):
        return services.verhuurder_vragen(traject=traject, corporatie=corporatie, reden=reden, namens=coordinator)


def woning_aangeboden(
    *, op: date, traject: UUID, woning: UUID, consulent: Namens, uiterlijk: date | None = None
) -> Aanbieding:
    """The answer is due a week later, unless said otherwise; with a reason for when another comes first."""
    with clock.klok_op(op):
        return services.woning_aanbieden(
            traject=traject,
            woning=woning,
            antwoord_uiterlijk=uiterlijk or op + timedelta(days=7),
            reden=Afwijkreden.OVERLEG,
            toelichting="Zo besproken.",
            namens=consulent,
        )


def geaccepteerd(*, op: date, aanbieding: UUID, consulent: Namens) -> Aanbieding:
    with clock.klok_op(op):
        return services.aanbieding_accepteren(aanbieding=aanbieding, namens=consulent)


def geweigerd(*, op: date, aanbieding: UUID, consulent: Namens, factor_vastgelegd_op: date | None = None) -> Aanbieding:
    """With `factor_vastgelegd_op` the consulent confirms what the home missed: it does not count."""
    with clock.klok_op(op):
        return services.aanbieding_weigeren(
            aanbieding=aanbieding,
            reden=Weigerreden.WONING,
            mismatch_bevestigd=factor_vastgelegd_op is not None,
            factor_vastgelegd_op=factor_vastgelegd_op,
            namens=consulent,
        )


def ingetrokken(*, op: date, aanbieding: UUID, consulent: Namens) -> Aanbieding:
    with clock.klok_op(op):
        return services.aanbieding_intrekken(aanbieding=aanbieding, reden=Intrekreden.WONING_WEG, namens=consulent)


def verlopen(*, op: date, traject: UUID, aanbieding: UUID) -> None:
    """What the sweep does on `op`."""
    with clock.klok_op(op):
        services.aanbieding_laten_verlopen(traject=traject, onderwerp=aanbieding)


def afgehandeld(*, op: date, aanbieding: UUID, afhandeling: Afhandeling, consulent: Namens) -> Aanbieding:
    with clock.klok_op(op):
        return services.verlopen_aanbieding_afhandelen(aanbieding=aanbieding, afhandeling=afhandeling, namens=consulent)


def contract_opgemaakt(
    *,
    op: date,
    traject: UUID,
    ingangsdatum: date,
    consulent: Namens,
    duur_maanden: int = 24,
    evaluatieritme: int = 3,
    grondslag: Grondslag = Grondslag.C_SOCIALE_NOODSITUATIE,
    met_instemming: bool = True,
) -> Huurovereenkomst:
    """All gedragsaanwijzingen; the instemming was given on the day itself."""
    with clock.klok_op(op):
        return services.contract_opmaken(
            traject=traject,
            ingangsdatum=ingangsdatum,
            duur_maanden=duur_maanden,
            evaluatieritme=evaluatieritme,
            grondslag=grondslag,
            grondslag_beoordeeld_op=op,
            gedragsaanwijzingen=list(Gedragsaanwijzing),
            instemming_op=op if met_instemming else None,
            instemming_wijze=Wijze.SCHRIFTELIJK if met_instemming else None,
            namens=consulent,
        )


def door_allen_getekend(*, op: date, contract: UUID, consulent: Namens) -> Huurovereenkomst:
    rij = Huurovereenkomst.objects.get(sleutel=contract)
    with clock.klok_op(op):
        for partij in rij.partijen.filter(ondertekening=None).order_by("pk"):
            services.ondertekening_vastleggen(contract=contract, partij=partij.sleutel, datum=op, namens=consulent)
    return Huurovereenkomst.objects.get(sleutel=contract)


def sleutel_gegeven(*, op: date, contract: UUID, consulent: Namens) -> Huurovereenkomst:
    with clock.klok_op(op):
        return services.sleutel_geven(contract=contract, ingebruikname=op, namens=consulent)


def overlegd(*, op: date, contract: UUID, consulent: Namens) -> None:
    """With huurder and zorg, both on the day itself."""
    with clock.klok_op(op):
        for soort in (Verklaringsoort.OVERLEG_HUURDER, Verklaringsoort.OVERLEG_ZORG):
            services.overleg_vastleggen(contract=contract, soort=soort, datum=op, wijze=Wijze.GESPREK, namens=consulent)


def besloten(
    *,
    op: date,
    contract: UUID,
    uitkomst: str,
    consulent: Namens,
    gronden: Collection[Grond] = (),
    motivering: str = "",
    reden_vroeg: str = "",
    evaluatie: EvaluatieUitkomst = GOED,
) -> Besluit:
    """`uitkomst`: omzetten or niet_omzetten."""
    with clock.klok_op(op):
        return services.contract_besluiten(
            contract=contract,
            uitkomst=uitkomst,
            gronden=list(gronden),
            motivering=motivering,
            reden_vroeg=reden_vroeg,
            evaluatie=evaluatie,
            namens=consulent,
        )


def niet_omgezet(*, op: date, contract: UUID, consulent: Namens) -> Besluit:
    """Consulted and decided on one day."""
    overlegd(op=op, contract=contract, consulent=consulent)
    return besloten(
        op=op,
        contract=contract,
        uitkomst="niet_omzetten",
        gronden=[Grond.HUUR],
        motivering="De huur kwam drie maanden niet binnen.",
        consulent=consulent,
    )


def aangezegd(
    *,
    op: date,
    contract: UUID,
    consulent: Namens,
    ontvangen_op: date | None = None,
    wijze: AanzegWijze = AanzegWijze.OVERHANDIGD,
) -> Aanzegging:
    """Made and sent on `op`; receipt with it when `ontvangen_op` is given (the clock then stands on that day)."""
    with clock.klok_op(op):
        rij = services.aanzegging_maken(contract=contract, namens=consulent)
        services.aanzegging_verzenden(aanzegging=rij.sleutel, verzonden_op=op, wijze=wijze, namens=consulent)
    if ontvangen_op is None:
        return rij
    with clock.klok_op(ontvangen_op):
        return services.aanzegging_ontvangst_vastleggen(
            aanzegging=rij.sleutel, ontvangen_op=ontvangen_op, bewijs=AanzegBewijs.HANDTEKENING, namens=consulent
        )


def aanzegging_gemist(*, op: date, traject: UUID) -> None:
    """What the sweep does on `op`."""
    with clock.klok_op(op):
        services.aanzegging_gemist_vastleggen(traject=traject, onderwerp=None)


def einde_verwerkt(*, op: date, traject: UUID) -> None:
    """What the sweep does on `op`."""
    with clock.klok_op(op):
        services.contract_einde_verwerken(traject=traject, onderwerp=None)
