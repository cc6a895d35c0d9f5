"""Write to the log, seal it, check it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from opstap import clock
from opstap.logboek.models import Gebeurtenis, Inzage, Zegel


class Dader(Protocol):
    """Anyone who acts: see `partners.namens.Namens`."""

    @property
    def gebruiker(self) -> UUID | None: ...
    @property
    def organisatie(self) -> UUID | None: ...
    @property
    def rol(self) -> str: ...
    @property
    def voor(self) -> UUID | None: ...


def gebeurtenis_vastleggen(
    *,
    soort: str,
    namens: Dader,
    traject: UUID | None = None,
    clausule: str = "",
    gegevens: Mapping[str, object] | None = None,
) -> None:
    """Add one line. `gegevens`: codes, ISO dates, numbers and row keys; never a name or free text (law 9)."""
    Gebeurtenis.objects.create(
        op=clock.echt_nu(),
        dag=clock.vandaag(),
        soort=soort,
        gebruiker=namens.gebruiker,
        organisatie=namens.organisatie,
        rol=namens.rol,
        voor=namens.voor,
        traject=traject,
        clausule=clausule,
        gegevens=dict(gegevens or {}),
    )


def inzage_vastleggen(*, soort: str, namens: Dader, traject: UUID) -> None:
    inzagen_vastleggen(soort=soort, namens=namens, trajecten=[traject])


def inzagen_vastleggen(*, soort: str, namens: Dader, trajecten: Iterable[UUID]) -> None:
    """A page that says something of several people is a look at each of them."""
    wie = {"gebruiker": namens.gebruiker, "organisatie": namens.organisatie, "rol": namens.rol, "voor": namens.voor}
    nu = clock.echt_nu()
    Inzage.objects.bulk_create(Inzage(op=nu, soort=soort, traject=traject, **wie) for traject in trajecten)


def _afdruk(vorige: str, regel: Gebeurtenis) -> str:
    velden = [
        regel.pk,
        regel.op.isoformat(),
        regel.dag.isoformat(),
        regel.soort,
        str(regel.gebruiker),
        str(regel.organisatie),
        regel.rol,
        str(regel.traject),
        regel.clausule,
        regel.gegevens,
        *([str(regel.voor)] if regel.voor else []),  # a line without stays what was sealed
    ]
    return hashlib.sha256((vorige + json.dumps(velden, sort_keys=True)).encode()).hexdigest()


def logboek_verzegelen(*, aantal: int = 1000) -> int:
    """Number and chain the lines that have no seal yet.

    Of two sealers at once the second finds its number taken, undoes everything and leaves it to the first.
    """
    try:
        with transaction.atomic():
            return _verzegelen(aantal)
    except IntegrityError:
        return 0


def _verzegelen(aantal: int) -> int:
    laatste = Zegel.objects.select_for_update().order_by("-nummer").first()
    nummer, hash_ = (laatste.nummer, laatste.hash) if laatste else (0, "")
    los = Gebeurtenis.objects.filter(~Exists(Zegel.objects.filter(gebeurtenis=OuterRef("pk")))).order_by("pk")[:aantal]
    zegels = []
    for regel in los:
        nummer, hash_ = nummer + 1, _afdruk(hash_, regel)
        zegels.append(Zegel(nummer=nummer, gebeurtenis=regel.pk, hash=hash_))
    Zegel.objects.bulk_create(zegels)
    return len(zegels)


def oudste_zonder_zegel() -> datetime | None:
    """When the first line after the sealed ones was written; two questions by key, however long the log is."""
    laatste = Zegel.objects.order_by("-gebeurtenis").first()
    los = Gebeurtenis.objects.filter(pk__gt=laatste.gebeurtenis if laatste else 0).order_by("pk").first()
    return los.op if los else None


def breuken_in_de_keten() -> Iterator[str]:
    """Every place where the sealed log no longer equals what was sealed."""
    hash_ = ""
    regels = Gebeurtenis.objects.in_bulk()
    for zegel in Zegel.objects.order_by("nummer"):
        regel = regels.get(zegel.gebeurtenis)
        if regel is None:
            yield f"logregel {zegel.gebeurtenis} (zegel {zegel.nummer}) ontbreekt"
        elif _afdruk(hash_, regel) != zegel.hash:
            yield f"logregel {zegel.gebeurtenis} (zegel {zegel.nummer}) is gewijzigd"
        hash_ = zegel.hash
