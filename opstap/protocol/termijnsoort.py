"""What a kind of duty is: who must do it, how hard its date is, who hears of it and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from opstap.protocol.begrippen import Aard, Hoedanigheid, Keuze, Rol

if TYPE_CHECKING:
    from opstap.protocol.parameters import Parameters

Z, C, V, H = (
    Hoedanigheid.BEGELEIDING,
    Hoedanigheid.COORDINATIE,
    Hoedanigheid.VERHUURDER,
    Hoedanigheid.HERKOMST,
)

#: Who may know which organisation is asked for what support (I-9).
ZORG = frozenset({Rol.BEGELEIDER, Rol.TEAMLEIDER_ZORG})
#: Who fills in the aanmelding, and who tests it.
AANMELDKRING = ZORG | {Rol.COORDINATOR, Rol.COMMISSIELID}
#: Who may know how it goes with the huurder, and who may be called to an MDO (Z-12.9, Z-13.2).
WONEN = ZORG | {Rol.CONSULENT, Rol.TEAMLEIDER_CORPORATIE}
#: Who may know of the evaluaties; a commissielid only where the commissie evaluates (A-19).
EVALUEREN = WONEN | {Rol.COMMISSIELID}
MDO_KRING = WONEN | {Rol.WMO_CONSULENT, Rol.PROCESREGISSEUR}
#: Who searches another place to live; for the corporatie it would tell where somebody came from (I-9, I-30).
ZOEKERS = ZORG | {Rol.WMO_CONSULENT, Rol.PROCESREGISSEUR}

#: Days before (negative) and after the due date on which the responsible people hear about it.
KORT = (-3, 0, 1)
GEWOON = (-7, 0, 1, 7)
RUIM = (-14, -3, 0, 1, 7)
#: Every day of the last fourteen: the costliest date of all (design.md section 4).
DAGELIJKS = tuple(range(-13, 1))


#: With fewer working days left a mail goes out at once, for the kinds that say so.
HAAST_WERKDAGEN = 2


class Trap(Keuze):
    """Who hears of a step: one rung of the ladder, or nobody (the system acts)."""

    VERANTWOORDELIJKE = "verantwoordelijke"
    TEAMLEIDER = "teamleider"
    ESCALATIE = "escalatie", "escalatiecontacten"
    GEMEENTE = "gemeente"
    BESTUURLIJK = "bestuurlijk"
    ACTIE = "actie"


#: The rungs above who must do it, lowest first, and the field that says on which day each hears of it.
HOGER = {
    Trap.TEAMLEIDER: "naar_teamleider_na",
    Trap.ESCALATIE: "naar_escalatie_na",
    Trap.GEMEENTE: "naar_gemeente_na",
    Trap.BESTUURLIJK: "naar_bestuurlijk_na",
}
#: Who leads the people in a role. Who is not here has no team lead: that rung falls to the escalatiecontacten.
TEAMLEIDERS = {
    Rol.BEGELEIDER: Rol.TEAMLEIDER_ZORG,
    Rol.CONSULENT: Rol.TEAMLEIDER_CORPORATIE,
    Rol.COORDINATOR: Rol.TEAMLEIDER_CORPORATIE,
}
#: Rungs outside the traject: they know kenmerk, kind and days, never a name.
BUITEN = frozenset({Trap.GEMEENTE, Trap.BESTUURLIJK})
#: What they read instead of a kind that says something about the person.
EEN_TAAK = "Een taak"
#: By the room of its page: the part of the way, which holds what everybody has beside what few have.
AANMELDWERK, WOONWERK = "Werk aan de aanmelding", "Evaluatie of begeleiding bij het wonen"
_DELEN = {"aanmelding": AANMELDWERK, "evaluatie": WOONWERK, "woningen": WOONWERK}


class Adres(Keuze):
    """Which keys the page of a duty takes in its URL."""

    TRAJECT = "traject"
    TRAJECT_EN_ONDERWERP = "traject_en_onderwerp"
    ONDERWERP = "onderwerp"


@dataclass(frozen=True, slots=True)
class Stap:
    """On `dag` this rung of the ladder hears of the duty, or the system acts."""

    dag: date
    trap: Trap


@dataclass(frozen=True, slots=True)
class Termijnsoort:
    """One kind of duty. `pagina` is a URL name; `bij_verlopen` names the service that runs the day after the date."""

    code: str
    tekst: str
    clausule: str
    aard: Aard
    rol: Rol | None
    hoedanigheid: Hoedanigheid | None
    pagina: str
    adres: Adres = Adres.TRAJECT
    stappen: tuple[int, ...] = GEWOON
    naar_teamleider_na: int | None = None
    naar_escalatie_na: int | None = None
    naar_gemeente_na: int | None = None
    naar_bestuurlijk_na: int | None = None
    tweede: bool = False  # the team lead hears every step too: a second person by name
    gevolg: str = ""
    bij_verlopen: str = ""
    eigen_dag: bool = False  # on another day than the one after the date: a step of the row itself says which
    eigen: bool = False
    parameter: str = ""  # that gives the term; where it is empty the term is ours as well
    haast: bool = False  # too urgent for the dagpost when fewer than `HAAST_WERKDAGEN` are left
    #: May wait until a day, with a reason: nobody can hurry it, and no hard date and nobody living alone hangs on it.
    mag_wachten: bool = False
    lezers: frozenset[Rol] | None = None  # beside the one who must do it; None = everyone who may see the traject
    #: Where nobody of that organisation has an account the sender hears of it, by a duty of her own (`link_sturen`).
    of_een_link: bool = False
    #: Nobody is asked: it has no reminders, stands on no list, and Opstap does it the day after its date.
    doet_opstap: bool = False
    zonder_persoon: bool = False  # who must do it may not know yet whom it is about: no initials (Z-20.4)
    #: Kinds with the same one are done by one act: people read them as one line with several dates.
    daad: str = ""

    def is_vastgelegd(self, parameters: Parameters) -> bool:
        """Does the regeling give this term? Else it is our own, and the page says so."""
        return not self.eigen and (not self.parameter or getattr(parameters, self.parameter) is not None)

    @property
    def trappen(self) -> list[tuple[Trap, int]]:
        """The higher rungs this duty climbs, with their days after the date."""
        dagen = [(trap, getattr(self, veld)) for trap, veld in HOGER.items()]
        return [(trap, dag) for trap, dag in dagen if dag is not None]

    @property
    def tekst_buiten(self) -> str:
        """For who is not involved: the kind when everybody at the traject may know of it, else the part of the way."""
        return self.tekst if self.lezers is None else _DELEN.get(self.pagina.split(":")[0], EEN_TAAK)

    def is_te_halen(self, datum: date, vandaag: date) -> bool:
        """A hard date that is not past: goes before every wish, however late the wish is."""
        return self.aard is Aard.UITERST and datum >= vandaag

    @property
    def is_met_rechtsgevolg(self) -> bool:
        """After the date nobody can do it any more: Opstap writes down what then holds."""
        return self.aard is Aard.UITERST and bool(self.bij_verlopen)
