"""Exchange of kandidaten with other gemeenten: in balance over a year, and capped where the regeling gives a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from opstap.protocol.aandelen import KLEIN
from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import hoeveel

#: What stands in the place of a gemeente that was forgotten with the kandidaat.
NIET_MEER_BEKEND = "niet meer bekend"


class Uitruilrichting(Keuze):
    ERIN = "erin", "de kandidaat komt uit een andere gemeente en krijgt hier een woning"
    ERUIT = "eruit", "de kandidaat komt van hier en krijgt een woning in een andere gemeente"


class Uitruilreden(Keuze):
    """Why somebody lets an exchange go on above the number of the year. Says nothing about the kandidaat."""

    AFSPRAAK = "zo_afgesproken", "de gemeenten hebben dit zo afgesproken"
    VOLGEND_JAAR = "volgend_jaar", "de gemeenten verrekenen dit volgend jaar"
    KAN_NIET_WACHTEN = "kan_niet_wachten", "wachten tot volgend jaar kan niet"


class Terugneemreden(Keuze):
    GAAT_NIET_DOOR = "gaat_niet_door", "de verhuizing gaat niet door"
    VERGISSING = "geen_uitruil", "dit was geen uitruil, of er stond een fout in"


@dataclass(frozen=True, slots=True)
class Stand:
    """One gemeente, or all together, in one year."""

    gemeente: str
    erin: int
    eruit: int
    is_samen: bool = False

    @property
    def saldo(self) -> int:
        """Above 0: more came in than went out."""
        return self.erin - self.eruit

    @property
    def in_woorden(self) -> str:
        if self.saldo == 0:
            return "in evenwicht"
        return f"{abs(self.saldo)} meer {'erin' if self.saldo > 0 else 'eruit'}"


@regelt("Z-8.13")
def standen(*, rijen: Iterable[tuple[str, Uitruilrichting]]) -> list[Stand]:
    """Per gemeente in order of name, and the sum of all last. Empty when nobody was exchanged. A gemeente that was
    forgotten with the kandidaat still counts."""
    telling: dict[str, list[int]] = {}
    for gemeente, richting in rijen:
        telling.setdefault(gemeente or NIET_MEER_BEKEND, [0, 0])[richting is Uitruilrichting.ERUIT] += 1
    per = [Stand(gemeente, erin, eruit) for gemeente, (erin, eruit) in sorted(telling.items())]
    samen = Stand("Samen", sum(s.erin for s in per), sum(s.eruit for s in per), is_samen=True)
    return [*per, samen] if per else []


@regelt("Z-8.13")
def jaarcijfers(*, per: Sequence[Stand]) -> tuple[str, str, str]:
    """In, out and the balance of a year for who does not know the kandidaten: no gemeente, and no small number, also
    not by subtracting."""
    samen = per[-1]
    erin, eruit = (str(aantal) if aantal >= KLEIN else f"minder dan {KLEIN}" for aantal in (samen.erin, samen.eruit))
    saldo = samen.in_woorden if min(samen.erin, samen.eruit) >= KLEIN else "niet getoond"
    return erin, eruit, saldo


@regelt("Z-8.13", "I-33")
def is_boven(*, al: int, uitruil_max: int | None) -> bool:
    """Would one more pass the number of the year? It holds for each direction, over all gemeenten together (I-33);
    without a number there is no cap. `al`: so many in this direction."""
    return uitruil_max is not None and al >= uitruil_max


@regelt("Z-8.13", "I-33")
def uitruil_waarschuwingen(*, erin: int, eruit: int, uitruil_max: int | None, vrijgesteld: bool) -> list[Belemmering]:
    """How the year stands, for who decides; it stops nobody. `vrijgesteld`: the zorgorganisatie said that binding does
    not count here (Z-8.12)."""
    samen = Stand("", erin, eruit)
    gevonden = []
    if not vrijgesteld:
        melding = "De zorgorganisatie vroeg geen vrijstelling van de eis van binding. Vraag na of dit uitruil is."
        gevonden.append(Belemmering("Z-8.12", melding))
    if samen.saldo:
        melding = (
            f"Dit jaar: {erin} erin en {eruit} eruit, dus {samen.in_woorden}. Over een jaar hoort dit gelijk te zijn."
        )
        gevonden.append(Belemmering("Z-8.13", melding))
    if any(is_boven(al=al, uitruil_max=uitruil_max) for al in (erin, eruit)):
        melding = (
            f"Afgesproken is hoogstens {hoeveel(uitruil_max or 0, 'kandidaten')} per jaar erin, en net zo veel eruit. "
            "Dat aantal is bereikt. U kunt toch doorgaan; kies dan waarom."
        )
        gevonden.append(Belemmering("I-33", melding))
    return gevonden


@regelt("Z-8.13", "I-33")
def uitruil_belemmeringen(
    *,
    richting: Uitruilrichting,
    woont_hier: bool,
    eigen_gemeente: bool,
    boven: bool,
    reden: Uitruilreden | None,
    op: date,
    peildatum: date,
) -> list[Belemmering]:
    """`woont_hier`: a home of the regeling was taken; `eigen_gemeente`: the one named belongs to this regeling."""
    gevonden = []
    if richting is Uitruilrichting.ERIN and not woont_hier:
        melding = "Er is nog geen woning voor deze kandidaat; leg de uitruil vast als er een woning is."
        gevonden.append(Belemmering("Z-8.13", melding, "richting"))
    if richting is Uitruilrichting.ERUIT and woont_hier:
        melding = "Deze kandidaat heeft hier een woning; dan gaat er niemand naar een andere gemeente."
        gevonden.append(Belemmering("Z-8.13", melding, "richting"))
    if eigen_gemeente:
        melding = "Deze gemeente hoort bij de regeling zelf; vul de andere gemeente in."
        gevonden.append(Belemmering("Z-8.13", melding, "gemeente"))
    if boven and reden is None:
        melding = "Het aantal van dit jaar is bereikt; kies waarom u toch doorgaat."
        gevonden.append(Belemmering("I-33", melding, "reden"))
    wat = "De uitruil is"
    return [*gevonden, *al_gebeurd_belemmeringen(dag=op, peildatum=peildatum, clausule="Z-8.13", wat=wat, veld="op")]
