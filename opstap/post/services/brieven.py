"""Letters: the text is fixed in the transaction of the act, the PDF made by the tick or when somebody opens it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.module_loading import import_string

from opstap import clock
from opstap.partners.models import Organisatie
from opstap.post.enums import NAMENS_KANDIDAAT, Briefsoort, Geadresseerde
from opstap.post.klachten import bezwaar_bij, waar_klagen
from opstap.post.models import Brief, BriefInhoud
from opstap.post.pdf import TeLang, html_naar_pdf
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.trajecten.models import Besluit, Traject
from opstap.trajecten.services import akkoordgever, betrokken_organisatie
from opstap.werk import Geweigerd, luid_de_bel, verwerk

KANDIDAAT_EN_ZORG = (Geadresseerde.KANDIDAAT, Geadresseerde.ZORGORGANISATIE)
#: Have no legal consequences: that it came in, when people meet, who searches. A contract is for who signs it.
ZONDER_RECHTSGEVOLG = frozenset({
    Briefsoort.ONTVANGST, Briefsoort.AANVULLING, Briefsoort.OPSTAPCONTRACT, Briefsoort.MDO_AANKONDIGING,
    Briefsoort.MDO_UITNODIGING, Briefsoort.MDO_AFGEZEGD, Briefsoort.HERHUISVESTING_START,
    Briefsoort.HERHUISVESTING_GEVONDEN, Briefsoort.METERKASTKAART, Briefsoort.BUURTKAART,
})  # fmt: skip
_WIE_BESLIST = {
    Vertegenwoordiging.CURATOR: Geadresseerde.CURATOR,
    Vertegenwoordiging.WETTELIJK_VERTEGENWOORDIGER: Geadresseerde.WETTELIJK,
}
TE_LANG = "de brief is te lang om er een PDF van te maken"


@regelt("Z-1.1", "Z-15.3")
def brief_maken(
    *,
    traject: Traject,
    soort: Briefsoort,
    titel: str,
    afzender: Organisatie,
    geadresseerde: Geadresseerde,
    gegevens: Mapping[str, Any],
    besluit: Besluit | None = None,
    antwoord_uiterlijk: date | None = None,
) -> Brief:
    """Fix the text of a letter now; the PDF follows in the tick or when somebody opens it.

    `gegevens` is a plain dict made by the room's letters.py, for the template of this kind.
    """
    vandaag = clock.vandaag()
    kop = _briefhoofd(traject, titel, afzender, geadresseerde, gegevens) | {
        "plaats_datum": datum_voluit(vandaag),
        "bezwaar_bij": bezwaar_bij(soort, traject=traject),
        "klachtroute": waar_klagen(soort, afzender=afzender, parameters=traject.regelingversie.parameters),
    }
    html = render_to_string(f"brieven/{soort}.html", {**gegevens, "brief": kop, "geadresseerde": geadresseerde.value})
    brief = Brief.objects.create(
        traject=traject,
        besluit=besluit,
        soort=soort,
        titel=titel,
        datum=vandaag,
        geadresseerde=geadresseerde,
        afzender=afzender,
        antwoord_uiterlijk=antwoord_uiterlijk,
        hash=hashlib.sha256(html.encode()).hexdigest(),
        uitvoeren_vanaf=clock.dienst_nu(),
    )
    BriefInhoud.objects.create(brief=brief, html=html, gegevens=dict(gegevens))
    luid_de_bel()
    return brief


@regelt("Z-2.6", "Z-9.10", "Z-12.3")
def brieven_maken(
    traject: Traject,
    *,
    soort: Briefsoort,
    titel: str,
    afzender: Organisatie,
    gegevens: Mapping[str, Any],
    aan: Iterable[Geadresseerde] = KANDIDAAT_EN_ZORG,
    besluit: Besluit | None = None,
    antwoord_uiterlijk: date | None = None,
) -> list[Brief]:
    """The same letter to each addressee, and with legal consequences also to who decides today for the kandidaat."""
    return [
        brief_maken(
            traject=traject,
            soort=soort,
            titel=titel,
            afzender=afzender,
            geadresseerde=geadresseerde,
            gegevens=gegevens,
            besluit=besluit,
            antwoord_uiterlijk=antwoord_uiterlijk,
        )
        for geadresseerde in (*aan, *_ook_aan(traject, soort))
    ]


def _ook_aan(traject: Traject, soort: Briefsoort) -> list[Geadresseerde]:
    wie = None if soort in ZONDER_RECHTSGEVOLG else akkoordgever(traject)
    return [_WIE_BESLIST[wie]] if wie else []


def _briefhoofd(
    traject: Traject, titel: str, afzender: Organisatie, geadresseerde: Geadresseerde, gegevens: Mapping[str, Any]
) -> dict[str, Any]:
    """Of a letter about the huur `gegevens` names who rents along."""
    naam, regels = geadresseerde_van(traject, geadresseerde, afzender, gegevens.get("medehuurder", ""))
    return {
        "afzender_naam": afzender.naam,
        "afzender_adres": afzender.adres,
        "afzender_telefoon": afzender.telefoon,
        "geadresseerde_naam": naam,
        "namens_kandidaat": geadresseerde.label if geadresseerde in NAMENS_KANDIDAAT else "",
        "geadresseerde_regels": regels,
        "kenmerk": traject.kenmerk,
        "onderwerp": titel,
    }


def adresblok(brief: Brief) -> dict[str, Any]:
    """Sender and addressee of a letter as they are today."""
    aan, gegevens = Geadresseerde(brief.geadresseerde), brief.inhoud.gegevens
    return _briefhoofd(brief.traject, brief.titel, brief.afzender, aan, gegevens)


def geadresseerde_van(
    traject: Traject, geadresseerde: Geadresseerde, afzender: Organisatie, mede: str = ""
) -> tuple[str, list[str]]:
    """Name and address lines; a person without an address of his own gets the letter through the zorgorganisatie.
    `mede`: who rents along; a letter about the huur is for both.

    So does who decides for him: of a curator the sender reads before the contract that there is one, never who.
    """
    zorg = betrokken_organisatie(traject, Hoedanigheid.BEGELEIDING)
    if geadresseerde is Geadresseerde.ZORGORGANISATIE and zorg is not None:
        return zorg.naam, _adresregels(zorg.adres)
    beslist = geadresseerde in NAMENS_KANDIDAAT
    huurders = f"{traject.naam} en {mede}" if mede else traject.naam
    naam = f"{geadresseerde.label.capitalize()} van {traject.naam}" if beslist else huurders
    adres = "" if beslist else _eigen_adres(traject, afzender)
    if not adres and zorg is not None:
        return naam, [f"p/a {zorg.naam}", *_adresregels(zorg.adres)]
    return naam, _adresregels(adres)


def _eigen_adres(traject: Traject, afzender: Organisatie) -> str:
    """The home once there is a key to it, unless a postal address was given after that; of who hides it none."""
    persoon = traject.persoon
    if persoon is None or persoon.adres_geheim:
        return ""
    woont: tuple[str, date | None] = import_string(import_string(f"{settings.BEDRADING}.WOONADRES"))(traject, afzender)
    huis, sinds = woont
    if persoon.adres and sinds and persoon.adres_sinds and persoon.adres_sinds > sinds:
        return persoon.adres
    return huis or persoon.adres


def _adresregels(adres: str) -> list[str]:
    return [regel.strip() for regel in adres.split(",") if regel.strip()]


def brief_pdf(brief: Brief) -> bytes:
    """The PDF of a letter; made and stored once, when it is not there yet. Raises TeLang, also when it is known."""
    inhoud = brief.inhoud
    if inhoud.pdf is None:
        if brief.geparkeerd_reden == TE_LANG:
            raise TeLang
        pdf = html_naar_pdf(inhoud.html)
        BriefInhoud.objects.filter(pk=inhoud.pk, pdf=None).update(pdf=pdf)  # of two makers the first one counts
        inhoud.refresh_from_db(fields=["pdf"])
    return bytes(inhoud.pdf or b"")


def brieven_opmaken(*, aantal: int = 20) -> int:
    """Make the PDF of letters that have none."""

    def opmaken(brief: Brief) -> None:
        try:
            brief_pdf(brief)
        except TeLang as fout:
            raise Geweigerd(TE_LANG) from fout

    return verwerk(Brief.objects.all(), opmaken, aantal=aantal, los=True)


def brieven_zonder_tekst_afdoen(traject: Traject) -> None:
    """What a letter said was forgotten: no PDF of it is made any more."""
    rijen = Brief.objects.filter(traject=traject, klaar_op=None, inhoud=None)
    rijen.update(klaar_op=clock.echt_nu(), lease_tot=None, geparkeerd_reden="")
