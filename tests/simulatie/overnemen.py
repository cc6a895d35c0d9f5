"""The begeleiding goes to a colleague or another organisation: what the oracle wants (Z-7.10, Z-14.11, ADR 30)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from tests.simulatie.ladder import MENS, Eis, Kring, dagen

if TYPE_CHECKING:
    from tests.simulatie.dossier import Dossier

ZORG = ("begeleider", "teamleider_zorg")


@dataclass
class Overdracht:
    """`collega`: asked by name, else the organisation is. `contact`: set by a yes; `over`: it will not be."""

    aangeboden: date
    start: date
    van: str
    naar: str
    collega: str
    beantwoord: date | None = None
    contact: str = ""
    ingegaan: date | None = None
    over: bool = False

    @property
    def loopt(self) -> bool:
        nee = self.beantwoord is not None and not self.contact
        return not (self.over or self.ingegaan or nee)


def overdrachteisen(overdrachten: list[Overdracht]) -> Iterator[Eis]:
    """An answer within a week and before the day; after a yes they go through the work until the day."""
    for n, o in enumerate(overdrachten, 1):
        if o.over:
            continue
        uiterlijk, ervoor = dagen(o.aangeboden, 7), dagen(o.start, -1)
        yield Eis(
            "overdracht_beantwoorden", str(n), min(uiterlijk, ervoor), ZORG[0], o.naar, o.beantwoord,
            bij_naam=o.collega,
        )  # fmt: skip
        if o.contact:
            yield Eis("overdracht_voorbereiden", str(n), ervoor, ZORG[0], o.van, o.ingegaan)


class Plichtvorm(Protocol):
    eis: Eis


class Overnemen:
    """The part of the oracle that reads acts of an overdracht, and lets them end by themselves."""

    mensen: dict[str, object]

    @property
    def vandaag(self) -> date:
        raise NotImplementedError

    def _mail(self, d: Dossier, soort: str, kringen: list[Kring], bij_naam: str = "") -> None:
        raise NotImplementedError

    def _werkt(self, wie: str, rol: str, organisatie: str) -> bool:
        raise NotImplementedError

    def _volg_de_mensen(self, d: Dossier) -> None:
        raise NotImplementedError

    def _vraagpost(self, d: Dossier) -> None:
        raise NotImplementedError

    def _misschien_compleet(self, d: Dossier) -> None:
        raise NotImplementedError

    def _aan_gevraagde(self, d: Dossier, o: Overdracht, soort: str) -> None:
        self._mail(d, soort, [(ZORG[0], o.naar, MENS)], bij_naam=o.collega)

    def _aan_vrager(self, d: Dossier, o: Overdracht, soort: str) -> None:
        self._mail(d, soort, [(ZORG[0], o.van, MENS)])

    def _herkomst(self, d: Dossier) -> list[Kring]:
        """When that is another one than who begeleidt."""
        herkomst = d.organisaties["herkomst"]
        return [(ZORG[0], herkomst, MENS)] if herkomst != d.organisaties["begeleiding"] else []

    def _meld_zorg(self, d: Dossier, soort: str) -> None:
        """Who begeleidt, and herkomst as long as it reads along."""
        leest = self._herkomst(d) if self._herkomst_leest(d) else []
        self._mail(d, soort, [(ZORG[0], d.organisaties["begeleiding"], MENS), *leest])

    def _herkomst_leest(self, d: Dossier) -> bool:
        return d.herkomst_leest_tot is None or d.herkomst_leest_tot > self.vandaag

    def _na_overdracht_aangeboden(self, d: Dossier, *, start: date, naar: str, collega: str) -> None:
        o = Overdracht(self.vandaag, start, d.organisaties["begeleiding"], naar, collega)
        d.overdrachten.append(o)
        self._aan_gevraagde(d, o, "overdracht_gevraagd")

    def _na_overdracht_beantwoord(self, d: Dossier, *, contact: str) -> None:
        o = d.overdrachten[-1]
        o.beantwoord, o.contact = self.vandaag, contact
        self._aan_vrager(d, o, "overdracht_aanvaard" if contact else "overdracht_geweigerd")

    def _na_overdracht_teruggenomen(self, d: Dossier) -> None:
        d.overdrachten[-1].over = True
        self._aan_gevraagde(d, d.overdrachten[-1], "overdracht_teruggenomen")

    def _niets_over_te_nemen(self, d: Dossier) -> None:
        """The traject closed."""
        for o in d.overdrachten:
            if o.loopt:
                o.over = True
                self._aan_gevraagde(d, o, "overdracht_teruggenomen")

    def _verlopen_overdracht_beantwoorden(self, d: Dossier, plicht: Plichtvorm) -> None:
        """Without an answer who begeleidt goes on."""
        o = d.overdrachten[int(plicht.eis.plek) - 1]
        o.over = True
        self._aan_vrager(d, o, "overdracht_verlopen")

    def _verlopen_overdracht_voorbereiden(self, d: Dossier, plicht: Plichtvorm) -> None:
        """The day itself. A colleague who left takes nothing over; of an organisation the team does."""
        o = d.overdrachten[int(plicht.eis.plek) - 1]
        contact = o.contact if self._werkt(o.contact, ZORG[0], o.naar) else ""
        if not (contact if o.collega else any(self._werkt(w, rol, o.naar) for w in self.mensen for rol in ZORG)):
            o.over = True
            self._aan_vrager(d, o, "overdracht_gaat_niet_door")
            return
        o.ingegaan, d.contacten[o.naar] = self.vandaag, contact
        if not o.collega:
            self._van_een_ander(d, o)
        self._volg_de_mensen(d)
        self._aan_gevraagde(d, o, "overdracht_ingegaan")

    def _van_een_ander(self, d: Dossier, o: Overdracht) -> None:
        """Z-2.16: who sent the aanmelding stays herkomst, with its contactpersoon, and reads for two weeks more; before
        that nobody did. What was asked of who now begeleidt is asked no more: it said yes to all of it."""
        d.organisaties["begeleiding"] = o.naar
        if d.ingediend is None:
            d.organisaties["herkomst"], d.gewijzigd = o.naar, self.vandaag
            del d.contacten[o.van]
            return
        d.herkomst_leest_tot = dagen(self.vandaag, 14)
        open_ = [v for v in d.vragen if v.organisatie == o.naar and not v.vervallen and v.antwoord is None]
        for vraag in open_:
            vraag.vervallen = True
        if open_ and d.besloten is None:
            self._vraagpost(d)
            self._misschien_compleet(d)
