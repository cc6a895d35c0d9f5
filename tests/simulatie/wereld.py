"""The world of the simulator: two regelingen, organisations big and small, people with habits, and a clock.

Everybody and everything is invented. The clock is virtual for duties and for leases alike: five years pass in seconds.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie, Organisatiesoort
from opstap.partners.namens import Namens
from opstap.partners.services import rol_toekennen
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.parameters import als_document
from opstap.protocol.potten import Potten
from opstap.protocol.wissen import EIGEN_MAANDEN
from opstap.regelingen.models import Deelname, Regeling, RegelingVersie
from opstap.regelingen.presets import preset
from opstap.regelingen.services import commissielid_benoemen
from opstap.termijnen.mensen.hangt import hangt_aan
from opstap.termijnen.mensen.services import TEAM, werk_overdragen
from tests.simulatie.ladder import REGELINGEN
from tests.simulatie.verslag import Gebeurd, Geweigerd, Mens, Verslag
from woningen.services import contingent_vastleggen, woning_vastleggen

BEGIN = date(2026, 1, 1)
JAREN = 5
DOMEIN = "simulatie.invalid"
S, H, R = Organisatiesoort, Hoedanigheid, Rol


@dataclass(frozen=True)
class Streek:
    """What takes part in one regeling."""

    slug: str
    zorg: tuple[str, ...]
    loket: str
    verhuurders: tuple[str, ...]
    gemeente: str
    #: who receives and decides: a coordinator, or a commissie
    loketrol: Rol = Rol.COORDINATOR

    @property
    def met_commissie(self) -> bool:
        return self.loketrol is Rol.COMMISSIELID


STREKEN = (
    Streek("zutphen-2024", ("linde", "anker"), "brug", ("brug", "beek"), "voorstad"),
    Streek("apeldoorn", ("eik",), "raad", ("kade",), "heuvel", Rol.COMMISSIELID),
)
#: organisation -> its people; the small ones have no team lead
BEZETTING: dict[str, tuple[S, dict[R, int]]] = {
    "linde": (S.ZORG, {R.BEGELEIDER: 3, R.TEAMLEIDER_ZORG: 1}),
    "anker": (S.ZORG, {R.BEGELEIDER: 2}),
    "brug": (S.CORPORATIE, {R.COORDINATOR: 2, R.CONSULENT: 2, R.TEAMLEIDER_CORPORATIE: 1}),
    "beek": (S.CORPORATIE, {R.CONSULENT: 2}),
    "voorstad": (S.GEMEENTE, {R.WMO_CONSULENT: 2, R.PROCESREGISSEUR: 1}),
    "eik": (S.ZORG, {R.BEGELEIDER: 2, R.TEAMLEIDER_ZORG: 1}),
    "kade": (S.CORPORATIE, {R.CONSULENT: 2, R.TEAMLEIDER_CORPORATIE: 1}),
    "raad": (S.OVERIG, {R.COMMISSIELID: 3}),
    "heuvel": (S.GEMEENTE, {R.WMO_CONSULENT: 1, R.PROCESREGISSEUR: 1}),
}
#: who may be gone without anybody left to act
VERVANGBAAR = {R.BEGELEIDER: R.TEAMLEIDER_ZORG, R.CONSULENT: R.TEAMLEIDER_CORPORATIE}


@dataclass
class Persoon:
    """Somebody who works there. `tempo` stretches every errand; `vergeet` = the share of errands left undone."""

    account: str
    rol: Rol
    organisatie: str
    tempo: float
    vergeet: float
    vakanties: list[tuple[date, date]]
    gebruiker: Gebruiker
    tot: date | None = None

    def is_er(self, dag: date) -> bool:
        return self.tot is None or dag < self.tot

    def terug_op(self, dag: date) -> date:
        """The first day from `dag` on which this person is not on holiday."""
        for van, tot in self.vakanties:
            if van <= dag < tot:
                return tot
        return dag


GEWOONTEN = ((0.3, 0.0), (1.0, 0.02), (1.0, 0.05), (2.5, 0.1), (6.0, 0.25), (1.0, 0.8))


@dataclass
class Wereld:
    """The running world: what there is, what happened, what time it is."""

    zaad: int
    verslag: Verslag = field(default_factory=Verslag)
    organisaties: dict[str, Organisatie] = field(default_factory=dict)
    regelingen: dict[str, Regeling] = field(default_factory=dict)
    mensen: dict[str, Persoon] = field(default_factory=dict)
    nu: datetime = datetime.combine(BEGIN, time(10))

    def __post_init__(self) -> None:
        self.toeval = random.Random(f"wereld {self.zaad}")

    @property
    def vandaag(self) -> date:
        return self.nu.date()

    @contextmanager
    def om(self, moment: datetime) -> Iterator[None]:
        """Service time stands still at this local moment; leases and retries live in the same time."""
        self.nu = moment
        with clock.klok_op(clock.lokaal_moment(moment.date(), moment.hour, moment.minute)):
            yield

    def echt_nu(self) -> datetime:
        return clock.lokaal_moment(self.nu.date(), self.nu.hour, self.nu.minute)

    def leg_vast(self, nr: int, wat: str, **gegevens: object) -> None:
        self.verslag.regels.append(Gebeurd(self.nu, nr, wat, gegevens))

    def leg_weigering_vast(self, nr: int, wat: str, melding: str) -> None:
        self.verslag.regels.append(Geweigerd(self.nu, nr, wat, melding))

    # --- people --------------------------------------------------------------------------------------------------

    def wie(self, rol: Rol, organisatie: str, voorkeur: str = "") -> Persoon | None:
        """Who can act in this role there: this person, a colleague, else the team lead."""
        rollen = [rol, VERVANGBAAR[rol]] if rol in VERVANGBAAR else [rol]
        er = [p for p in self.mensen.values() if p.organisatie == organisatie and p.is_er(self.vandaag)]
        for gezocht in rollen:
            met_rol = [p for p in er if p.rol is gezocht]
            if met_rol:
                return next((p for p in met_rol if p.account == voorkeur), met_rol[0])
        return None

    def namens(self, persoon: Persoon) -> Namens:
        organisatie = self.organisaties[persoon.organisatie].sleutel
        return Namens(gebruiker=persoon.gebruiker.sleutel, organisatie=organisatie, rol=persoon.rol)

    def vertrek(self, persoon: Persoon) -> None:
        """What hangs on somebody goes to the team; the account ends today."""
        self._draag_over(persoon)
        persoon.tot = self.vandaag
        persoon.gebruiker.beeindigd_op = self.vandaag
        persoon.gebruiker.save()
        self._in_verslag(persoon)

    def _draag_over(self, persoon: Persoon) -> None:
        organisatie = self.organisaties[persoon.organisatie]
        beheer, _ = Gebruiker.objects.get_or_create(email=f"beheer-{persoon.organisatie}@{DOMEIN}", naam="Beheer")
        rol_toekennen(gebruiker=beheer, organisatie=organisatie, rol=R.BEHEERDER)
        dingen = hangt_aan(persoon.gebruiker, organisatie)
        werk_overdragen(
            gebruiker=persoon.gebruiker,
            organisatie=organisatie,
            keuzes={ding.code: TEAM for ding in dingen if ding.leeg},
            alles={},
            namens=Namens(gebruiker=beheer.sleutel, organisatie=organisatie.sleutel, rol=R.BEHEERDER),
        )

    def aannemen(self, rol: Rol, organisatie: str) -> Persoon:
        nummer = 1 + sum((p.rol, p.organisatie) == (rol, organisatie) for p in self.mensen.values())
        account = f"{rol.value.replace('_', '-')}{nummer}-{organisatie}"
        gebruiker = Gebruiker.objects.create(email=f"{account}@{DOMEIN}", password="!", naam=account)
        rol_toekennen(gebruiker=gebruiker, organisatie=self.organisaties[organisatie], rol=rol)
        tempo, vergeet = self.toeval.choice(GEWOONTEN)
        persoon = Persoon(account, rol, organisatie, tempo, vergeet, self._vakanties(), gebruiker)
        self.mensen[account] = persoon
        self._in_verslag(persoon, vanaf=self.nu)
        return persoon

    def _in_verslag(self, p: Persoon, vanaf: datetime | None = None) -> None:
        begin = vanaf or next(
            r.vanaf for r in self.verslag.regels if isinstance(r, Mens) and r.wie == p.account and r.tot is None
        )
        tot = datetime.combine(p.tot, time()) if p.tot else None
        self.verslag.regels.append(Mens(p.account, p.rol.value, p.organisatie, begin, tot))

    def _vakanties(self) -> list[tuple[date, date]]:
        """Three weeks every summer, and some other time now and then."""
        weken = []
        for jaar in range(JAREN + 1):
            van = date(BEGIN.year + jaar, 6, 15) + timedelta(days=self.toeval.randrange(70))
            weken.append((van, van + timedelta(days=21)))
        for _ in range(4):
            van = BEGIN + timedelta(days=self.toeval.randrange(365 * JAREN))
            weken.append((van, van + timedelta(days=self.toeval.choice((7, 14, 21)))))
        return sorted(weken)


def maak_wereld(zaad: int, *, aantal: int) -> Wereld:
    """Everything there must be for `aantal` trajecten."""
    wereld = Wereld(zaad)
    with wereld.om(wereld.nu):
        for code, (soort, _) in BEZETTING.items():
            wereld.organisaties[code] = Organisatie.objects.create(
                naam=f"Stichting {code.title()}", soort=soort, adres="Dorpsstraat 1, 7200 AA Voorstad", klachtroute="-"
            )
        for code, (_, rollen) in BEZETTING.items():
            for rol, hoeveel in rollen.items():
                for _ in range(hoeveel):
                    wereld.aannemen(rol, code)
            _contacten(wereld, code)
        for streek in STREKEN:
            _deelnemen(wereld, streek, aantal)
    for streek in STREKEN:
        for jaar in range(BEGIN.year, BEGIN.year + JAREN + 1):
            with clock.klok_op(date(jaar, 1, 1)):
                _contingent(wereld, streek, jaar, aantal)
    return wereld


def _contacten(wereld: Wereld, code: str) -> None:
    """The first and the last of the house."""
    eigen = [p for p in wereld.mensen.values() if p.organisatie == code]
    organisatie = wereld.organisaties[code]
    organisatie.eerste_contact, organisatie.tweede_contact = eigen[-1].gebruiker, eigen[0].gebruiker
    organisatie.save()
    wereld.verslag.contacten[code] = (eigen[-1].account, eigen[0].account)


def _regeling(slug: str) -> Regeling:
    """As the preset says, but nobody is forgotten within these years: all of it is compared in the end."""
    bron = preset(slug)
    nooit = dict.fromkeys(EIGEN_MAANDEN, REGELINGEN[slug]["bewaren_maanden"])
    regeling = Regeling.objects.create(
        slug=slug, naam=bron.naam, gemeenten=bron.gemeente, kenmerkletter=bron.kenmerkletter
    )
    document = als_document(replace(bron.parameters, **nooit))
    versie = RegelingVersie(regeling=regeling, nummer=1, document=document, vanaf=BEGIN)
    versie.vaststellen()
    versie.save()
    return regeling


def _deelnemen(wereld: Wereld, streek: Streek, aantal: int) -> None:
    regeling = wereld.regelingen[streek.slug] = _regeling(streek.slug)
    wereld.verslag.loketten[streek.slug] = streek.loket
    wereld.verslag.procesregie[streek.slug] = streek.gemeente
    for code, hoedanigheid in (
        *((code, H.BEGELEIDING) for code in streek.zorg),
        (streek.loket, H.COMMISSIE if streek.met_commissie else H.COORDINATIE),
        *((code, H.VERHUURDER) for code in streek.verhuurders),
        (streek.gemeente, H.WMO),
        (streek.gemeente, H.PROCESREGIE),
    ):
        organisatie = wereld.organisaties[code]
        Deelname.objects.create(regeling=regeling, organisatie=organisatie, hoedanigheid=hoedanigheid, vanaf=BEGIN)
    _zetels(wereld, streek)
    for code in streek.verhuurders:
        consulent = wereld.wie(R.CONSULENT, code)
        assert consulent is not None
        for nummer in range(2 * aantal + 20):  # nobody is offered one home twice
            woning_vastleggen(
                corporatie=wereld.organisaties[code].sleutel,
                adres=f"{code.title()}straat {nummer + 1}, 7200 AA Voorstad",
                woningtype=Woningtype.STUDIO,
                kale_huur=Decimal(500),
                namens=wereld.namens(consulent),
            )


def _zetels(wereld: Wereld, streek: Streek) -> None:
    """Everybody of the commissie sits there for the gemeente or the corporatie (A-11)."""
    if not streek.met_commissie:
        return
    commissie = Deelname.objects.get(regeling=wereld.regelingen[streek.slug], hoedanigheid=H.COMMISSIE)
    leden = [p for p in wereld.mensen.values() if p.organisatie == streek.loket]
    for nummer, lid in enumerate(leden):
        voor = wereld.organisaties[streek.gemeente if nummer % 2 else streek.verhuurders[0]]
        commissielid_benoemen(deelname=commissie, gebruiker=lid.gebruiker, vertegenwoordigt=voor)


def _contingent(wereld: Wereld, streek: Streek, jaar: int, aantal: int) -> None:
    coordinator = wereld.wie(streek.loketrol, streek.loket)
    assert coordinator is not None
    contingent_vastleggen(
        regeling=wereld.regelingen[streek.slug].sleutel,
        jaar=jaar,
        potten=Potten(len(streek.verhuurders) * (aantal + 6)),
        gewichten={wereld.organisaties[code].sleutel: 1 for code in streek.verhuurders},
        namens=wereld.namens(coordinator),
    )
