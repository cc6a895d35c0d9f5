"""How earlier renting went, as the zorgorganisatie declares it (Z-8.9, Z-8.10, H-15, H-36)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from aanmelding.delen.basis import Deel, Regels, Snapshot, bij_criterium
from aanmelding.models import Aanmelding, Blokkade, Woonverleden
from opstap.partners.models import Organisatie
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit
from opstap.protocol.geldzaken import (
    Blokkadestand,
    JaNeeOnbekend,
    Regelingstand,
    Woonverledenfeit,
    geldende_blokkades,
    woonverleden_waarschuwingen,
)

GEWONE_REGELS = 1
CODE = "woonverleden"
_CODES: tuple[tuple[str, str, type[JaNeeOnbekend] | type[Regelingstand]], ...] = (
    ("ontruiming", "Ontruiming, of zelf opgezegd om huurschuld", JaNeeOnbekend),
    ("achterstand", "Huurschuld", JaNeeOnbekend),
    ("regeling", "Betalingsregeling", Regelingstand),
    ("genoeg_betaald", "Genoeg van de huurschuld betaald", JaNeeOnbekend),
)


def woonverleden(aanmelding: Aanmelding) -> Woonverleden | None:
    rij: Woonverleden | None = Woonverleden.objects.filter(aanmelding=aanmelding).first()
    return rij


def woonverleden_in(versie: Snapshot) -> Woonverledenfeit:
    """What a version says of it."""
    inhoud = versie.get(CODE, {})
    gezien = inhoud.get("verklaring_gezien_op")
    return Woonverledenfeit(
        ontruiming=JaNeeOnbekend(inhoud["ontruiming"]) if "ontruiming" in inhoud else None,
        achterstand=JaNeeOnbekend(inhoud["achterstand"]) if "achterstand" in inhoud else None,
        regeling=Regelingstand(inhoud["regeling"]) if "regeling" in inhoud else None,
        genoeg_betaald=JaNeeOnbekend(inhoud["genoeg_betaald"]) if "genoeg_betaald" in inhoud else None,
        verklaring_gezien_op=date.fromisoformat(gezien) if gezien else None,
    )


def blokkades(aanmelding: Aanmelding) -> list[Blokkade]:
    rijen = Blokkade.objects.filter(aanmelding=aanmelding).select_related("corporatie")
    return list(rijen.order_by("corporatie__naam", "pk"))


def _snapshot(aanmelding: Aanmelding) -> Snapshot:
    rij, inhoud = woonverleden(aanmelding), {}
    if rij is not None:
        inhoud = {naam: getattr(rij, naam) for naam, _, _ in _CODES if getattr(rij, naam)}
        if rij.verklaring_gezien_op:
            inhoud["verklaring_gezien_op"] = rij.verklaring_gezien_op.isoformat()
    if per_corporatie := {str(b.corporatie.sleutel): b.stand for b in blokkades(aanmelding)}:
        inhoud["blokkades"] = per_corporatie
    return {CODE: inhoud} if inhoud else {}


def _regels(aanmelding: Aanmelding) -> Regels:
    return [
        *_woonverleden(_snapshot(aanmelding).get(CODE, {})),
        *((f"Blokkade bij {b.corporatie.naam}", Blokkadestand(b.stand).label) for b in blokkades(aanmelding)),
    ]


def _woonverleden(inhoud: Snapshot) -> Regels:
    """The two questions always, so that an empty answer shows; the rest when it says something."""
    regels = [
        (label, keuze(inhoud[naam]).label if naam in inhoud else "")
        for naam, label, keuze in _CODES
        if naam in inhoud or naam in ("ontruiming", "achterstand")
    ]
    if gezien := woonverleden_in({CODE: inhoud}).verklaring_gezien_op:
        regels.append(("Verklaring van de vorige verhuurder gezien", datum_voluit(gezien)))
    return regels


def _corporatie(aanmelding: Aanmelding, snapshot: Snapshot) -> Regels:
    """A blokkade that was solved is past: nobody of the corporaties reads it (H-36)."""
    inhoud = snapshot.get(CODE, {})
    standen = {sleutel: Blokkadestand(code) for sleutel, code in inhoud.get("blokkades", {}).items()}
    geldig = geldende_blokkades(standen.values())
    corporaties = Organisatie.objects.filter(sleutel__in=standen).order_by("naam", "pk") if geldig else ()
    return [
        *_woonverleden(inhoud),
        *(
            (f"Blokkade bij {corporatie.naam}", standen[str(corporatie.sleutel)].label)
            for corporatie in corporaties
            if standen[str(corporatie.sleutel)] in geldig
        ),
    ]


def _waarschuwt(aanmelding: Aanmelding) -> Sequence[Belemmering]:
    return woonverleden_waarschuwingen(
        feit=woonverleden_in(_snapshot(aanmelding)),
        blokkades=[Blokkadestand(b.stand) for b in blokkades(aanmelding)],
    )


WOONVERLEDEN = Deel(
    code=CODE,
    titel=lambda traject: "Eerder huren",
    waarom="De corporatie kijkt of het huren eerder goed ging, en overlegt als dat niet zo was.",
    gaat_over=lambda traject: "hoe het huren eerder ging",
    regels=_regels,
    is_begonnen=lambda aanmelding: bool(_snapshot(aanmelding)),
    gevraagd=bij_criterium(GEWONE_REGELS),
    waarschuwt=_waarschuwt,
    snapshot=_snapshot,
    corporatie=_corporatie,
    ziet_corporatie=lambda traject: ["hoe het huren eerder ging"],
)
