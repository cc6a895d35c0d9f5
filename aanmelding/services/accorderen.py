"""An organisation answers for its own row: with an account, or with a link and a code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from aanmelding.delen.akkoord import partijen_zei
from aanmelding.models import Aanmelding, Accordering
from aanmelding.services.basis import bericht_aan_zorg, compleet_maken, werkt_bij_afzender
from aanmelding.services.linkstand import links_bijwerken, vragen_van
from opstap import clock
from opstap.errors import GeenRecht, Verouderd, eis
from opstap.models import Verzoek
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.post.links.services import code_proberen, link_gebruiken, link_terugsturen
from opstap.post.models import Link
from opstap.protocol.aanmeldstappen import Antwoord, Weigerreden, accordeer_belemmeringen
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.links import Codeuitkomst
from opstap.protocol.verklaringen import mag_delen
from opstap.trajecten.services import handeling_boeken, traject_vergrendelen
from opstap.trajecten.toegang import eis_eigen_recht


@dataclass(frozen=True, slots=True)
class Accordeerantwoord:
    antwoord: Antwoord
    reden: Weigerreden | None = None


@dataclass(frozen=True, slots=True)
class Eenmalig:
    """The one-time key of a form, and a fingerprint of what was filled in."""

    sleutel: UUID
    inhoud: str


@transaction.atomic
def accordering_beantwoorden(
    *,
    onderwerp: UUID,
    antwoord: Antwoord,
    reden: Weigerreden | None = None,
    versie: int | None = None,
    namens: Namens,
) -> Accordering:
    """Akkoord or not, for one row. The last akkoord makes the aanmelding compleet."""
    aanmelding = _vergrendeld(
        Accordering.objects.values_list("aanmelding__traject_id", flat=True).get(sleutel=onderwerp)
    )
    rij: Accordering = Accordering.objects.select_related("organisatie", "gevraagd_in").get(sleutel=onderwerp)
    eis_eigen_recht(namens, Actie.ACCORDEREN, rij.organisatie)
    if not rij.is_voor(namens):
        raise GeenRecht
    rij.eis_versie(versie)
    is_afzender = werkt_bij_afzender(namens, aanmelding.traject)
    eis(_bezwaren(aanmelding, rij, Accordeerantwoord(antwoord, reden), werkt_bij_afzender=is_afzender))
    _beantwoorden(aanmelding, rij, Accordeerantwoord(antwoord, reden), namens)
    return rij


def _vergrendeld(traject: int) -> Aanmelding:
    rij = traject_vergrendelen(traject)
    aanmelding = Aanmelding.objects.get(traject=rij)
    aanmelding.traject = rij
    return aanmelding


def _bezwaren(
    aanmelding: Aanmelding, rij: Accordering, antwoord: Accordeerantwoord, *, werkt_bij_afzender: bool
) -> list[Belemmering]:
    return accordeer_belemmeringen(
        status_aanmelding=aanmelding.status,
        status=rij.status,
        antwoord=antwoord.antwoord,
        reden=antwoord.reden or "",
        werkt_bij_afzender=werkt_bij_afzender,
        vraagt_reden=not rij.is_voordracht,
        mag_delen=mag_delen(laatste=partijen_zei(aanmelding)),
    )


def _beantwoorden(
    aanmelding: Aanmelding, rij: Accordering, antwoord: Accordeerantwoord, namens: Namens, link: Link | None = None
) -> None:
    is_akkoord = antwoord.antwoord is Antwoord.AKKOORD
    if is_akkoord:
        rij.akkoord_geven()
    else:
        rij.weigeren()
    rij.reden = "" if is_akkoord else antwoord.reden or ""
    rij.beantwoord_op, rij.gebruiker = clock.vandaag(), namens.gebruiker
    rij.via_link = link.sleutel if link else None
    rij.save()
    links_bijwerken(aanmelding)
    gegevens = {"accordering": str(rij.sleutel)} | ({"link": str(link.sleutel)} if link else {})
    wat, clausule = ("voordracht", "Z-4.8") if rij.is_voordracht else ("accordering", "Z-2.8")
    soort = f"{wat}_{'gegeven' if is_akkoord else 'geweigerd'}"
    handeling_boeken(aanmelding.traject, namens=namens, soort=soort, clausule=clausule, gegevens=gegevens)
    if is_akkoord:
        compleet_maken(aanmelding, rij.gevraagd_in)
    else:
        bericht_aan_zorg(aanmelding.traject, soort="accordering_geweigerd", sleutel=str(rij.sleutel))


# --- with a link -------------------------------------------------------------------------------------------------


def namens_link(link: Link) -> Namens:
    """Nobody is logged in: an organisation and the role that was asked, without a person."""
    return Namens(gebruiker=None, organisatie=link.organisatie.sleutel, rol=link.rol)


def _open_link(sleutel: UUID) -> tuple[Link, Aanmelding, list[Accordering]]:
    """Locked, with what it asks; no rows when it is over, whatever the reason."""
    aanmelding = _vergrendeld(Link.objects.values_list("traject_id", flat=True).get(sleutel=sleutel))
    link = Link.objects.select_related("organisatie", "traject").get(sleutel=sleutel)
    return link, aanmelding, vragen_van(link, aanmelding)


def eis_link(link: Link, actie: Actie) -> None:
    """A link may do what the role it was sent to may do, and no more."""
    if bereik(Rol(link.rol), actie) is Bereik.GEEN:
        raise GeenRecht


@transaction.atomic
def linkcode_proberen(*, link: UUID, code: str) -> tuple[Codeuitkomst, int]:
    """Whether the link opens, and how many wrong codes there were."""
    rij, aanmelding, vragen = _open_link(link)
    if not vragen:
        return Codeuitkomst.GESTOPT, rij.foute_codes
    uitkomst = code_proberen(rij, code)
    if uitkomst is Codeuitkomst.GESTOPT:
        _boeken(rij, aanmelding, "link_geblokkeerd")
    return uitkomst, rij.foute_codes


@transaction.atomic
def accorderen_met_link(
    *, link: UUID, antwoorden: Mapping[UUID, Accordeerantwoord], verzoek: Eenmalig | None = None
) -> None:
    """An answer for every row that is asked; after that the link is over. Verouderd when it asks something else now."""
    rij, aanmelding, vragen = _open_link(link)
    eis_link(rij, Actie.ACCORDEREN)
    if not vragen or {v.sleutel for v in vragen} != set(antwoorden):
        raise Verouderd
    eis([b for v in vragen for b in _bezwaren_bij(aanmelding, v, antwoorden[v.sleutel])])
    link_gebruiken(rij)
    for vraag in vragen:
        _beantwoorden(aanmelding, vraag, antwoorden[vraag.sleutel], namens_link(rij), rij)
    _onthouden(rij, verzoek)


def _bezwaren_bij(aanmelding: Aanmelding, vraag: Accordering, antwoord: Accordeerantwoord) -> list[Belemmering]:
    """At the field of this row, by its name."""
    bezwaren = _bezwaren(aanmelding, vraag, antwoord, werkt_bij_afzender=False)
    return [
        replace(b, veld=f"{b.veld}_{vraag.sleutel}", melding=f"{vraag.deel}: {b.melding[0].lower()}{b.melding[1:]}")
        if b.veld
        else b
        for b in bezwaren
    ]


@transaction.atomic
def link_afwijzen(*, link: UUID, verzoek: Eenmalig | None = None) -> None:
    """Who got it says that it is for somebody else; the sender hears it."""
    rij, aanmelding, vragen = _open_link(link)
    eis_link(rij, Actie.ACCORDEREN)
    if not vragen:
        raise Verouderd
    link_terugsturen(rij)
    _boeken(rij, aanmelding, "link_niet_voor_mij")
    _onthouden(rij, verzoek)


def _onthouden(link: Link, verzoek: Eenmalig | None) -> None:
    """So that the same form sent again gets the same answer; the link stands in the place of a person."""
    if verzoek is not None:
        nieuw = {"gebruiker": link.sleutel, "inhoud": verzoek.inhoud, "op": clock.echt_nu()}
        Verzoek.objects.get_or_create(sleutel=verzoek.sleutel, defaults=nieuw)


def _boeken(link: Link, aanmelding: Aanmelding, soort: str) -> None:
    gegevens = {"link": str(link.sleutel)}
    handeling_boeken(aanmelding.traject, namens=namens_link(link), soort=soort, clausule="Z-2.8", gegevens=gegevens)
