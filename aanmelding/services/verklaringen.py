"""Write down what the kandidaat knows, agrees to, refuses or takes back; and what zorg declares."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from aanmelding.delen.akkoord import akkoord
from aanmelding.models import Aanmelding, Accordering
from aanmelding.services.basis import aanraken, alleen_betrokken, bericht_aan_loket, openen
from aanmelding.services.linkstand import links_bijwerken
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.services import bericht_klaarzetten
from opstap.protocol.aanmeldstappen import ACCORDEERBAAR, Accorderingstatus, verklaring_belemmeringen
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.toelaten import STATUS_BESLISBAAR
from opstap.protocol.verklaringen import Uitspraak, Zegt, geldende_uitspraak, mag_delen, uitspraak_belemmeringen
from opstap.protocol.verklaringsoorten import antwoord_belemmeringen
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Verklaring
from opstap.trajecten.services import (
    VERKLARING_GEBEURTENIS,
    akkoordgever,
    betrekken,
    geldende_verklaring,
    handeling_boeken,
    uitspraken,
    verklaring_vastleggen,
)


@transaction.atomic
def verklaring_geven(
    *,
    traject: UUID,
    soort: Verklaringsoort,
    datum: date,
    wijze: Wijze,
    zegt: Zegt = Zegt.JA,
    versie: int | None = None,
    namens: Namens,
) -> Verklaring:
    """One answer, tied to the form it is about (Z-8.6). What it does: `verklaringsoorten.gevolg`.

    `versie` is that of the aanmelding: nobody agrees to what changed after the page was opened. Under curatele, and
    under 18, somebody else says it for the kandidaat.
    """
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens, versie=versie)
    eis(
        verklaring_belemmeringen(
            status=aanmelding.status,
            datum=datum,
            begonnen_op=aanmelding.traject.gestart_op,
            peildatum=clock.vandaag(),
        )
    )
    ja, laatste = _staand_ja(aanmelding, soort), geldende_uitspraak(uitspraken(aanmelding.traject, soort))
    eis(antwoord_belemmeringen(soort=soort, zegt=zegt))
    eis(uitspraak_belemmeringen(zegt=zegt, datum=datum, laatste=laatste, is_ja=ja is not None))
    verklaring = verklaring_vastleggen(
        aanmelding.traject,
        soort=soort,
        datum=datum,
        wijze=wijze,
        namens=namens,
        onderwerp=aanmelding.akkoordsleutel,
        door=akkoordgever(aanmelding.traject) if soort is not Verklaringsoort.VERKLARING_ZORG else None,
        geweigerd=zegt is Zegt.NEE,
        trekt_in=ja if zegt is Zegt.TREKT_IN else None,
    )
    _doorwerken(aanmelding, verklaring, laatste)
    aanraken(aanmelding)
    handeling_boeken(
        aanmelding.traject,
        namens=namens,
        soort=VERKLARING_GEBEURTENIS[zegt],
        clausule="Z-2.6",
        gegevens={"soort": soort.value, "datum": datum.isoformat()},
    )
    return verklaring


def _staand_ja(aanmelding: Aanmelding, soort: Verklaringsoort) -> Verklaring | None:
    """On what the form says now, or else on what was sent."""
    verstuurd = aanmelding.laatste_versie
    nu = akkoord(aanmelding, soort)
    return nu or (geldende_verklaring(aanmelding.traject, soort, verstuurd.sleutel) if verstuurd else None)


def _doorwerken(aanmelding: Aanmelding, verklaring: Verklaring, eerder: Uitspraak | None) -> None:
    nu = verklaring.uitspraak
    if verklaring.soort == Verklaringsoort.INSTEMMING_PARTIJEN and mag_delen(laatste=nu) != mag_delen(laatste=eerder):
        _vragen_stilleggen_of_hervatten(aanmelding, mag=mag_delen(laatste=nu), sleutel=verklaring.sleutel)
    is_weg = nu.zegt is not Zegt.JA and (eerder is None or eerder.zegt is Zegt.JA)
    if verklaring.soort == Verklaringsoort.AKKOORD_KANDIDAAT and is_weg and aanmelding.status in STATUS_BESLISBAAR:
        bericht_aan_loket(aanmelding.traject, soort="akkoord_weg", sleutel=str(verklaring.sleutel))


@regelt("Z-20.4")
def _vragen_stilleggen_of_hervatten(aanmelding: Aanmelding, *, mag: bool, sleutel: UUID) -> None:
    """Who did not say yes yet sees nothing while the kandidaat does not want it, and is asked again when he does."""
    if aanmelding.status not in ACCORDEERBAAR:
        return
    if not mag:
        vragen_stilleggen(aanmelding)
    else:
        rijen = Accordering.objects.filter(aanmelding=aanmelding).select_related("organisatie")
        for rij in {(r.organisatie_id, r.rol): r for r in rijen.beantwoordbaar()}.values():
            als = _hoedanigheid(rij)
            betrekken(aanmelding.traject, organisatie=rij.organisatie, hoedanigheid=als, reden="accordering")
            bericht_klaarzetten(
                soort="accordering_gevraagd",
                sleutel=str(sleutel),
                traject=aanmelding.traject,
                organisatie=rij.organisatie,
                rol=rij.rol,
            )
    links_bijwerken(aanmelding)


def vragen_stilleggen(aanmelding: Aanmelding) -> None:
    """Who did not say yes sees nothing from today."""
    gezegd = Accordering.objects.filter(aanmelding=aanmelding, status=Accorderingstatus.AKKOORD)
    alleen_betrokken(aanmelding, {(_hoedanigheid(rij), rij.organisatie_id) for rij in gezegd})


def _hoedanigheid(rij: Accordering) -> Hoedanigheid:
    return Hoedanigheid.WMO if rij.rol == Rol.WMO_CONSULENT else Hoedanigheid.ACCORDERING
