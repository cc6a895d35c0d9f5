"""Both toetsen of a kandidaat (Z-8.14): what the zorgorganisatie says, and what who decides finds."""

from __future__ import annotations

import dataclasses

from aanmelding.delen.behandelaar import behandelaarfeiten
from aanmelding.delen.betaalbaarheid import betaalbaar_in
from aanmelding.delen.uitstroom import INSCHRIJVING
from aanmelding.delen.woonverleden import GEWONE_REGELS, woonverleden_in
from aanmelding.models import Aanmelding, AanmeldVersie
from opstap import clock
from opstap.protocol.begrippen import Route
from opstap.protocol.clausules import regelt
from opstap.protocol.geldzaken import JaNeeOnbekend, Regelingstand, woonverleden_gezegd
from opstap.protocol.toetsing import BEHANDELAAR, CriteriumInvoer, CriteriumUitkomst, mogelijke_routes, toets
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.services import geldende_verklaring

OORDEEL = {True: "voldaan", False: "niet_voldaan", None: "onbekend"}
Uitkomsten = tuple[CriteriumUitkomst, ...]
_JA_NEE: dict[JaNeeOnbekend | None, bool] = {JaNeeOnbekend.JA: True, JaNeeOnbekend.NEE: False}


def zorginvoer(aanmelding: Aanmelding, versie: AanmeldVersie) -> CriteriumInvoer:
    """What stands in the version that was sent and in the verklaringen on it; None = nothing is said."""
    snapshot = versie.snapshot
    huren = woonverleden_in(snapshot)
    zorg, kandidaat = (
        True if geldende_verklaring(aanmelding.traject, soort, versie.sleutel) else None
        for soort in (Verklaringsoort.VERKLARING_ZORG, Verklaringsoort.AKKOORD_KANDIDAAT)
    )
    return CriteriumInvoer(
        ontruiming=_JA_NEE.get(huren.ontruiming),
        achterstand=_JA_NEE.get(huren.achterstand),
        regeling_loopt=huren.regeling is Regelingstand.LOOPT if huren.regeling else None,
        aflossing_genoeg=_JA_NEE.get(huren.genoeg_betaald),
        betaalbaar=betaalbaar_in(snapshot),
        geen_passende_huisvesting=zorg,
        ingeschreven=snapshot["ingeschreven"] or None,
        bereid_toewijzing=kandidaat,
        zorg_verklaart_vaardig=zorg,
        akkoord_formulier=kandidaat,
        binding_maanden=snapshot["binding_maanden"],
        direct_voorafgaand=snapshot["direct_voorafgaand"],
        vrijstelling=snapshot["vrijstelling"],
        **behandelaarfeiten(aanmelding),
    )


@regelt("Z-8.14")
def zorg_toets(aanmelding: Aanmelding, versie: AanmeldVersie) -> Uitkomsten:
    """Per criterium on the route that asks most of it: of a fact it says no more than what it is.

    Where a criterium cannot be told, `uitleg` is what was said of it; empty when that is nothing.
    """
    invoer, parameters = zorginvoer(aanmelding, versie), aanmelding.traject.regelingversie.parameters
    direct, zelf = (
        toets(invoer=invoer, parameters=parameters, peildatum=clock.vandaag(), route=route)
        for route in (Route.DIRECTE_BEMIDDELING, Route.ZELF_REAGEREN)
    )
    uitkomsten = (z if z.nummer == INSCHRIJVING else d for d, z in zip(direct, zelf, strict=True))
    return tuple(u if u.voldaan is not None else _gezegd(u, versie) for u in uitkomsten)


def _gezegd(uitkomst: CriteriumUitkomst, versie: AanmeldVersie) -> CriteriumUitkomst:
    if uitkomst.nummer == BEHANDELAAR:
        return uitkomst
    gezegd = woonverleden_gezegd(woonverleden_in(versie.snapshot)) if uitkomst.nummer == GEWONE_REGELS else ""
    return dataclasses.replace(uitkomst, uitleg=gezegd)


def eigen_toets(
    aanmelding: Aanmelding, versie: AanmeldVersie, *, invoer: CriteriumInvoer, route: Route | None
) -> Uitkomsten:
    """Without a route on the best one that is open: nobody is refused for a route he does not need."""
    parameters = aanmelding.traject.regelingversie.parameters
    invoer = dataclasses.replace(
        met_bevestiging(versie, invoer),
        akkoord_formulier=_akkoord(aanmelding, versie, invoer.akkoord_formulier),
        **behandelaarfeiten(aanmelding),
    )
    op_route = route or mogelijke_routes(invoer=invoer, parameters=parameters)[0]
    return toets(invoer=invoer, parameters=parameters, peildatum=clock.vandaag(), route=op_route)


@regelt("Z-8.12")
def met_bevestiging(versie: AanmeldVersie, invoer: CriteriumInvoer) -> CriteriumInvoer:
    """That binding is not asked of somebody only counts where the zorgorganisatie says so."""
    return dataclasses.replace(invoer, vrijstelling=invoer.vrijstelling and versie.snapshot["vrijstelling"])


def _akkoord(aanmelding: Aanmelding, versie: AanmeldVersie, ingevuld: bool | None) -> bool | None:
    """Yes only when the akkoord is on exactly this version; the kandidaat may have come back on it (Z-8.6)."""
    if ingevuld is False:
        return False
    akkoord = geldende_verklaring(aanmelding.traject, Verklaringsoort.AKKOORD_KANDIDAAT, versie.sleutel)
    return True if akkoord is not None else None
