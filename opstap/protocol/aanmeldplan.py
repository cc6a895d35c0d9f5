"""The duties of an aanmelding, until the besluit over the toelating."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from opstap.protocol.aanmelden import (
    aanmelden_uiterlijk,
    besluit_toelating_uiterlijk,
    compleet_streef,
    eigen_bijdrage_omlaag,
    indicatie_omzetten_uiterlijk,
)
from opstap.protocol.aanmeldstappen import ONVERSTUURD
from opstap.protocol.begrippen import Rol
from opstap.protocol.beslissen import Zaak
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import plus_maanden
from opstap.protocol.feiten import AanmeldFeiten, AccorderingFeit, TrajectFeiten
from opstap.protocol.geplande_termijn import GeplandeTermijn, voor
from opstap.protocol.parameters import ZO_SNEL_MOGELIJK, Parameters

# Our own terms, where the protocol gives none (see `Termijnsoort.eigen`).
INVUL_DAGEN = 14
ACCORDEER_DAGEN = 7
LINK_STUUR_DAGEN = 2
AANVUL_DAGEN = 7
BEHANDEL_DAGEN = 28
#: So long an aanmelding that is not sent lives on after its last change.
LEEFT_MAANDEN = 3
BEVESTIG_DAGEN = 3
ADVIES_DAGEN = 7


def aanmeldtermijnen(f: TrajectFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    a = f.aanmelding
    if a is None or a.status in {"ingetrokken", "voorwaarde_gesteld"}:
        return
    yield GeplandeTermijn(
        "aanmelding_indienen", _indienen_uiterlijk(a, p), klaar_op=a.ingediend_op, begint=a.begonnen_op
    )
    verloopt = verloopt_op(gewijzigd=a.gewijzigd_op or a.begonnen_op)
    yield GeplandeTermijn("aanmelding_verloopt", verloopt, klaar_op=a.ingediend_op)
    yield from _eigen_bijdrage(f, a, p)
    yield from _indicatie(a, p)
    if a.ingediend_op is not None:
        yield from _beoordeling(a, p)
        yield from _bevestigen(a, f.bemiddeling.toegewezen_op if f.bemiddeling else None, p)


def verloopt_op(*, gewijzigd: date) -> date:
    """The last day somebody can go on with what was not sent: nobody needs it any longer after it."""
    return plus_maanden(gewijzigd, LEEFT_MAANDEN)


def is_verlopen(*, status: str, gewijzigd: date, peildatum: date) -> bool:
    return status in ONVERSTUURD and peildatum > verloopt_op(gewijzigd=gewijzigd)


def _indienen_uiterlijk(a: AanmeldFeiten, p: Parameters) -> date:
    """Where there is no term, or no date of uitstroom yet, our own term: a form nobody finishes is not forgotten."""
    eigen = a.begonnen_op + timedelta(days=INVUL_DAGEN)
    if a.uitstroom is None:
        return eigen
    if p.aanmeldtermijn(a.instroomroute) == ZO_SNEL_MOGELIJK:
        return a.begonnen_op
    return aanmelden_uiterlijk(uitstroom=a.uitstroom, instroomroute=a.instroomroute, parameters=p) or eigen


def _eigen_bijdrage(f: TrajectFeiten, a: AanmeldFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    """Only where the Wlz pays the stay (A-18); who lives on his own has nothing left to save for."""
    woont = f.contract is not None and f.contract.ingebruikname is not None
    if a.uitstroom is None or (woont and a.eigen_bijdrage_op is None):
        return
    omlaag = eigen_bijdrage_omlaag(uitstroom=a.uitstroom, instroomroute=a.instroomroute, parameters=p)
    if omlaag is not None:
        yield GeplandeTermijn("eigen_bijdrage", omlaag, klaar_op=a.eigen_bijdrage_op, begint=a.begonnen_op)


def _indicatie(a: AanmeldFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    """Only where the Wlz pays the stay (A-17); also after the move, because the begeleiding hangs on it."""
    if a.uitstroom is None:
        return
    omzetten = indicatie_omzetten_uiterlijk(uitstroom=a.uitstroom, instroomroute=a.instroomroute, parameters=p)
    if omzetten is not None:
        yield GeplandeTermijn("indicatie_omzetten", omzetten, klaar_op=a.indicatie_op)


def _links(a: AanmeldFeiten) -> Iterator[GeplandeTermijn]:
    """One duty of the sender per organisation without account, until it answered: first to send a link, and on the
    last day of that link to see to an answer."""
    per_partij: dict[tuple[UUID, Rol], list[AccorderingFeit]] = {}
    for acc in a.accorderingen:
        if acc.zonder_account and not acc.is_vervallen:
            per_partij.setdefault((acc.organisatie, acc.rol), []).append(acc)
    for vragen in per_partij.values():
        stil = [acc for acc in vragen if acc.beantwoord_op is None]
        eerste = stil[0] if stil else vragen[0]
        sturen = eerste.gevraagd_op + timedelta(days=LINK_STUUR_DAGEN)
        yield GeplandeTermijn(
            "link_sturen", max(sturen, eerste.link_tot or sturen), str(vragen[0].sleutel), eerste.sleutel,
            klaar_op=a.besloten_op if stil else max(acc.beantwoord_op for acc in vragen if acc.beantwoord_op),
        )  # fmt: skip


def aanvullen_uiterlijk(*, gevraagd: date) -> date:
    """Our own term: also told to the kandidaat."""
    return gevraagd + timedelta(days=AANVUL_DAGEN)


def _aanvullen(a: AanmeldFeiten) -> Iterator[GeplandeTermijn]:
    """Beside the term for the besluit, which runs on (I-3)."""
    for vraag in a.aanvulvragen:
        uiterlijk = aanvullen_uiterlijk(gevraagd=vraag.gevraagd_op)
        klaar = vraag.afgehandeld_op or a.besloten_op
        yield GeplandeTermijn("aanvulling_geven", uiterlijk, str(vraag.sleutel), klaar_op=klaar)


@regelt("Z-2.8", "Z-20.4")
def _beoordeling(a: AanmeldFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    """While a question lies still nobody but the sender can make the aanmelding compleet."""
    yield from _links(a)
    yield from _aanvullen(a)
    for acc in a.accorderingen:
        if not acc.is_vervallen:
            yield GeplandeTermijn(
                "voordracht_geven" if acc.is_voordracht else "accordering_geven",
                acc.gevraagd_op + timedelta(days=ACCORDEER_DAGEN), str(acc.sleutel), acc.sleutel,
                klaar_op=acc.beantwoord_op or a.besloten_op, rol=acc.rol, organisatie=acc.organisatie,
            )  # fmt: skip
        if acc.is_geweigerd and not acc.is_vervallen and acc.beantwoord_op is not None:
            aanvullen = _herteld(a, acc.beantwoord_op) + timedelta(days=AANVUL_DAGEN)
            yield GeplandeTermijn("aanmelding_aanvullen", aanvullen, str(acc.sleutel), klaar_op=a.besloten_op)
    if a.stil_sinds is not None:
        bespreken = _herteld(a, a.stil_sinds) + timedelta(days=AANVUL_DAGEN)
        yield GeplandeTermijn("instemming_bespreken", bespreken, klaar_op=a.besloten_op)
    elif a.uitstroom is not None:
        compleet = compleet_streef(uitstroom=a.uitstroom, parameters=p)
        if compleet is not None:
            klaar = a.compleet_op or a.besloten_op
            begint = _herteld(a, a.ingediend_op) if a.ingediend_op else None
            yield GeplandeTermijn(
                "aanmelding_compleet", compleet, klaar_op=klaar, begint=begint, **voor(Zaak.TOELATING, p)
            )
    yield from _adviezen(a)
    yield from _besluit_toelating(a, p)


def _adviezen(a: AanmeldFeiten) -> Iterator[GeplandeTermijn]:
    """Beside the term for the besluit, which runs on and waits for none of them."""
    for advies in a.adviezen:
        yield GeplandeTermijn(
            "advies_geven", advies.gevraagd_op + timedelta(days=ADVIES_DAGEN), str(advies.sleutel), advies.sleutel,
            klaar_op=advies.afgehandeld_op or a.besloten_op, rol=advies.rol, organisatie=advies.organisatie,
        )  # fmt: skip


def _bevestigen(a: AanmeldFeiten, toegewezen_op: date | None, p: Parameters) -> Iterator[GeplandeTermijn]:
    """Beside the term for the besluit, which runs on. To withdraw a toelating comes after it, until there is a home."""
    for v in a.voorstellen:
        bevestigen = v.voorgesteld_op + timedelta(days=BEVESTIG_DAGEN)
        klaar = v.afgehandeld_op or (toegewezen_op if v.is_intrekking else a.besloten_op)
        yield GeplandeTermijn(
            "besluit_bevestigen", bevestigen, str(v.sleutel), klaar_op=klaar, **voor(Zaak.TOELATING, p)
        )


def _herteld(a: AanmeldFeiten, dag: date) -> date:
    """A term counts from here: not from before the besluit was reopened."""
    return max(dag, a.heropend_op or dag)


def _besluit_toelating(a: AanmeldFeiten, p: Parameters) -> Iterator[GeplandeTermijn]:
    """The term of the regeling; without one our own, as a wish (ADR 5): nobody waits unseen."""
    besluit = besluit_toelating_uiterlijk(
        ingediend=a.ingediend_op, compleet=a.compleet_op, parameters=p, heropend=a.heropend_op
    )
    beslisser = voor(Zaak.TOELATING, p)
    if besluit is not None:
        yield GeplandeTermijn("toelating_besluiten", besluit, klaar_op=a.besloten_op, **beslisser)
    elif a.compleet_op is not None:
        behandelen = _herteld(a, a.compleet_op) + timedelta(days=BEHANDEL_DAGEN)
        yield GeplandeTermijn("aanmelding_behandelen", behandelen, klaar_op=a.besloten_op, **beslisser)
