"""Who hears of a rung of the ladder that is due. What nobody is there to hear waits, seen, until somebody is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Max

from opstap import clock
from opstap.partners.models import Gebruiker, Roltoekenning
from opstap.post.querysets import NIEMAND
from opstap.post.services import Melding, berichten_klaarzetten, onverhoord
from opstap.protocol.begrippen import Aard
from opstap.protocol.termijnsoorten import BUITEN
from opstap.termijnen.mensen.houders import houders
from opstap.termijnen.models import Termijn, Termijnstap
from opstap.werk import Geweigerd

_Rijen = Mapping[int, Termijn]


def herinneren(stappen: Sequence[Termijnstap]) -> set[int]:
    """Everybody on the rungs of these steps hears of it; a fixed number of queries. Gives their trajecten.

    Of several due rungs of one kind, after an outage, only the last is sent. Raises Geweigerd when of one of them
    nobody hears: then none is done, and the sweep finds that one by itself.
    """
    rijen = _open_taken(stappen)
    laatste = _laatste_treden(rijen)
    te_vertellen = [
        stap
        for stap in stappen
        if stap.termijn_id in rijen and stap.dag >= laatste.get((stap.termijn_id, stap.trap), stap.dag)
    ]
    meldingen = list(_meldingen(te_vertellen, rijen))
    gehoord = _stappen(meldingen) - _stappen(berichten_klaarzetten(meldingen))
    if any(stap.pk not in gehoord and not _gaat_met_een_link(rijen[stap.termijn_id]) for stap in te_vertellen):
        raise Geweigerd(NIEMAND)
    return {rij.traject_id for rij in rijen.values()}


def onverhoorde_stappen_nalopen() -> None:
    """The tick: what nobody was there to hear is done again as soon as somebody is. Looks before it writes."""
    stappen = list(Termijnstap.objects.door_niemand_te_horen())
    if not stappen:
        return
    rijen = _open_taken(stappen)
    meldingen = list(_meldingen([stap for stap in stappen if stap.termijn_id in rijen], rijen))
    if gehoord := _stappen(meldingen) - _stappen(onverhoord(meldingen)):
        Termijnstap.objects.filter(pk__in=gehoord).opnieuw()


def _stappen(meldingen: Iterable[Melding]) -> set[int]:
    """The steps that these tell of: `sleutel` is their number."""
    return {int(melding.sleutel) for melding in meldingen}


def _gaat_met_een_link(termijn: Termijn) -> bool:
    """Nobody of this organisation is in Opstap: who asked it hears of her own duty to send a link."""
    if not termijn.kind.of_een_link or termijn.organisatie is None:
        return False
    return not Roltoekenning.objects.actueel().filter(organisatie=termijn.organisatie).exists()


def _open_taken(stappen: Iterable[Termijnstap]) -> dict[int, Termijn]:
    rijen: dict[int, Termijn] = Termijn.objects.open().met_kring().in_bulk({stap.termijn_id for stap in stappen})
    return rijen


def _laatste_treden(rijen: Collection[int]) -> dict[tuple[int, str], date]:
    """(termijn, trap) -> the day of the last step that tells it."""
    stappen = Termijnstap.objects.verteld(clock.dienst_nu()).filter(termijn__in=rijen).order_by()
    return {(t, trap): dag for t, trap, dag in stappen.values_list("termijn", "trap").annotate(dag=Max("dag"))}


def _meldingen(stappen: Iterable[Termijnstap], rijen: _Rijen) -> Iterable[Melding]:
    """Of a duty that is up to no organisation there is nobody to tell."""
    wie = houders(list(rijen.values()))
    for stap in stappen:
        termijn = rijen[stap.termijn_id]
        if termijn.organisatie is not None:
            yield _melding(stap, termijn, wie.get(termijn.pk))


def _melding(stap: Termijnstap, termijn: Termijn, houder: Gebruiker | None) -> Melding:
    assert termijn.organisatie is not None
    return Melding(
        soort=f"termijn_{stap.trap}",
        sleutel=f"{stap.pk}",
        traject=termijn.traject,
        organisatie=termijn.organisatie,
        rol=termijn.rol,
        trap=stap.trap,
        vanaf=stap.uitvoeren_vanaf,
        meteen=termijn.heeft_haast(clock.vandaag()),
        uiterlijk=termijn.datum if termijn.kind.aard is Aard.UITERST else None,
        opgepakt_door=houder,
        gegevens={
            "tekst": termijn.kind.tekst_buiten if stap.trap in BUITEN else termijn.kind.tekst,
            "datum": termijn.datum.isoformat(),
            "termijn": str(termijn.sleutel),
        },
    )
