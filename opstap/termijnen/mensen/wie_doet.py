"""Who must do a duty, said to a contact of the same organisation, and what that contact can do about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.protocol.begrippen import Rol
from opstap.protocol.termijnsoorten import TEAMLEIDERS
from opstap.termijnen.mensen.houders import houders
from opstap.termijnen.models import Termijn
from opstap.termijnen.vertraging.wie import wie_heeft

_MEESTE_NAMEN = 4


@dataclass(frozen=True, slots=True)
class WieDoet:
    """`van`: who has it in person, else everybody with the role; `is_opgepakt`: somebody said that he does it."""

    rol: Rol
    organisatie: Organisatie
    van: tuple[Gebruiker, ...]
    is_opgepakt: bool
    leider: Rol | None
    leiders: tuple[Gebruiker, ...]

    @property
    def feiten(self) -> list[tuple[str, str]]:
        wie = namen(self.van) or "niemand heeft deze rol nu"
        regels = [
            ("Wie het moet doen", f"{self.rol.met_lidwoord}: {wie}{', die heeft de taak opgepakt' * self.is_opgepakt}")
        ]
        if self.leider:
            regels.append((self.leider.label.capitalize(), namen(self.leiders) or "niemand"))
        return regels


def wie_doet_dit(termijn: Termijn, organisatie: Organisatie) -> WieDoet:
    rol, een = Rol(termijn.rol), wie_heeft(termijn)
    leider = TEAMLEIDERS.get(rol)
    return WieDoet(
        rol=rol,
        organisatie=organisatie,
        van=(een,) if een else _met(rol, organisatie),
        is_opgepakt=bool(houders([termijn])),
        leider=leider,
        leiders=_met(leider, organisatie) if leider else (),
    )


def namen(mensen: tuple[Gebruiker, ...]) -> str:
    eerste = ", ".join(mens.naam for mens in mensen[:_MEESTE_NAMEN])
    meer = len(mensen) - _MEESTE_NAMEN
    return f"{eerste} en nog {meer}" if meer > 0 else eerste


def _met(rol: Rol, organisatie: Organisatie) -> tuple[Gebruiker, ...]:
    return tuple(Gebruiker.objects.met_rol(rol, organisatie.pk))


def wat_nu(wie: WieDoet, contact: Gebruiker) -> list[dict[str, str]]:
    """Sentences, each with the page where the contact can do it himself, when he can."""
    leiders = tuple(mens for mens in wie.leiders if mens != contact)
    stappen = [{"zin": _vraag(wie, leiders)}] if wie.van or leiders else []
    if not wie.van:
        stappen.append(_rol_geven(wie, contact))
    elif any(bereik(Rol(t.rol), Actie.WERK_OVERDRAGEN) is not Bereik.GEEN for t in contact.eigen_rollen):
        stappen.append(_stap("Is een collega er even niet? Leg vast wie vervangt:", "afwezig", "Afwezig"))
        stappen.append(_stap("Komt een collega niet terug? Draag het werk over:", "overdragen", "Overdragen"))
    else:
        regelt = namen(leiders) or beheerders(wie.organisatie)
        zin = f"Is een collega er niet? Vraag {regelt} wie het dan doet."
        stappen.append({"zin": zin})
    return stappen


def _vraag(wie: WieDoet, leiders: tuple[Gebruiker, ...]) -> str:
    if wie.is_opgepakt:
        return f"Vraag {namen(wie.van)} wanneer het klaar is."
    if wie.leider and leiders:
        return f"Spreek met {namen(leiders)} ({wie.leider.label}) af wie het doet, en wanneer."
    return f"Spreek met {namen(wie.van)} af wie het doet, en wanneer."


def _rol_geven(wie: WieDoet, contact: Gebruiker) -> dict[str, str]:
    if _is_beheerder(contact, wie.organisatie):
        return _stap(
            f"Geef een collega de rol {wie.rol.label}. U bent beheerder en kunt dat zelf:", "admin:index", "Beheer"
        )
    return {"zin": f"Vraag {beheerders(wie.organisatie)} om een collega de rol {wie.rol.label} te geven."}


def _is_beheerder(mens: Gebruiker, organisatie: Organisatie) -> bool:
    return any(t.rol == Rol.BEHEERDER and t.organisatie_id == organisatie.pk for t in mens.eigen_rollen)


def beheerders(organisatie: Organisatie) -> str:
    """By name; the gemeente manages an organisation without a beheerder."""
    wie = namen(_met(Rol.BEHEERDER, organisatie))
    return f"{wie} (beheerder)" if wie else "de beheerder van de gemeente"


def _stap(zin: str, pagina: str, tekst: str) -> dict[str, str]:
    return {"zin": zin, "url": reverse(pagina), "tekst": tekst}
