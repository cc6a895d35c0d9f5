"""Say why a duty takes longer, let it wait, take it up again. Its date never moves; only its reminders do."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import OpstapFout, eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.namens import Namens
from opstap.protocol.vertraging import Vertragingsreden, vertraging_belemmeringen
from opstap.termijnen.mensen.services import taak_vergrendelen
from opstap.termijnen.models import Termijn, Vertraging
from opstap.termijnen.services import stappen_herplannen, termijnen_herplannen
from opstap.termijnen.vertraging.uitleg import eerst_gewacht_op, uitleg_van
from opstap.termijnen.vertraging.wie import waarom_niet
from opstap.trajecten.gebeurtenissen import taakkring


@transaction.atomic
def vertraging_vastleggen(
    *, termijn: UUID, reden: Vertragingsreden, wacht_tot: date | None, namens: Namens, versie: int | None = None
) -> Termijn:
    """Without `wacht_tot` it waits no longer. The same thing said twice is said once.

    Raises Verouderd when the form was made from an older version, OpstapFout when somebody else has this duty.
    """
    rij, _ = taak_vergrendelen(termijn, namens)
    vandaag = clock.vandaag()
    wachtte_tot = rij.wacht_tot if rij.wacht(vandaag) else None
    eerder = uitleg_van([rij], vandaag).get(rij.pk)
    if eerder is not None and (eerder.reden, wachtte_tot) == (reden, wacht_tot):
        return rij
    rij.eis_versie(versie)
    eerst = eerst_gewacht_op(rij)
    eis(
        vertraging_belemmeringen(
            soort=rij.kind,
            datum=rij.datum,
            reden=reden,
            wacht_tot=wacht_tot,
            uiterste=Termijn.objects.uiterste_datum(rij.traject_id),
            peildatum=vandaag,
            eerst_gewacht_op=eerst,
            wachtte_tot=wachtte_tot,
        )
    )
    if wacht_tot is not None and wacht_tot != wachtte_tot:
        if waarom := waarom_niet(namens, rij):
            raise OpstapFout(waarom)
        if wachtte_tot is None or wacht_tot > wachtte_tot:  # an earlier day is no new wait
            rij.wacht_opnieuw = eerst is not None
    opschrijven(rij, reden, namens, wacht_tot=wacht_tot)
    _laten_wachten(rij, rij.wacht_tot if wachtte_tot == wacht_tot else wacht_tot or vandaag)
    gegevens = {"reden": reden.value} | ({"datum": wacht_tot.isoformat()} if wacht_tot else {})
    vastleggen(rij, "wacht" if wacht_tot else "vertraagd", namens, gegevens)
    return rij


def opschrijven(rij: Termijn, reden: Vertragingsreden, namens: Namens, **tot: date | None) -> None:
    """`tot`: until when it waits, or others hear nothing."""
    assert namens.gebruiker is not None and namens.organisatie is not None
    Vertraging.objects.create(
        termijn=rij,
        reden=reden,
        datum=rij.datum,
        vastgelegd_op=clock.vandaag(),
        gebruiker=namens.gebruiker,
        organisatie=namens.organisatie,
        rol=namens.rol,
        **tot,
    )


@transaction.atomic
def termijn_weer_oppakken(*, termijn: UUID, namens: Namens) -> Termijn:
    """The reminders begin today. Raises OpstapFout when it does not wait."""
    rij, _ = taak_vergrendelen(termijn, namens)
    if not rij.wacht(clock.vandaag()):
        raise OpstapFout("Deze taak wacht niet meer. U hoeft hier niets voor te doen.")
    _laten_wachten(rij, clock.vandaag())
    vastleggen(rij, "weer_opgepakt", namens, {})
    return rij


def _laten_wachten(rij: Termijn, tot: date | None) -> None:
    """Saved also when it waits as it did: a form that was open elsewhere is then too old."""
    anders, rij.wacht_tot = tot != rij.wacht_tot, tot
    rij.save(update_fields=["wacht_tot", "wacht_opnieuw"])
    if not anders:
        return
    termijnen_herplannen(rij.traject.sleutel)
    rij.refresh_from_db()
    if rij.wacht_tot is not None:
        stappen_herplannen(rij)


def vastleggen(rij: Termijn, wat: str, namens: Namens, gegevens: dict[str, str]) -> None:
    gebeurtenis_vastleggen(
        soort=f"{taakkring(rij.kind)}_{wat}",
        namens=namens,
        traject=rij.traject.sleutel,
        gegevens={"taak": rij.soort, "termijn": str(rij.sleutel), **gegevens},
    )
