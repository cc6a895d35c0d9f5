"""Who takes part in the world of these tests, and everybody around a traject who has no right in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from opstap.demo.regio import Demoregio
from opstap.partners.models import Gebruiker, Organisatie, Organisatiesoort, Roltoekenning
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.deelnemen import Aansluiting
from opstap.regelingen.models import Deelname
from opstap.trajecten.models import Betrokkenheid, Traject
from tests.toegang.mensen import VANDAAG

#: Who gives the support of the sensitive row: an organisation that is nowhere for anything else, and who works there.
KANARIE, UITVOERDER = "Huize Gele Kanarie", "Piet Vinkenslag"
#: Where somebody stays who is helped by another organisation.
HERKOMST = "Huis De Houtduif"


def organisaties_maken(regio: Demoregio) -> None:
    soort = Organisatiesoort
    for code, naam, is_soort in (
        ("stad", "Gemeente Overwater", soort.GEMEENTE),
        ("buurt", "Gemeente Zandhoven", soort.GEMEENTE),
        ("commissie", "Opstapcommissie Lindenhoven", soort.OVERIG),
        ("kanarie", KANARIE, soort.ZORG),
        ("houtduif", HERKOMST, soort.ZORG),
        # nobody has an account there
        ("overzij", "Gemeente Overzij", soort.GEMEENTE),
        ("stil", "Huize Stille Oever", soort.ZORG),
        ("oud", "Vroeger Erbij", soort.OVERIG),
        ("later", "Straks Erbij", soort.OVERIG),
        ("vreemd", "Nooit Erbij", soort.OVERIG),
        # with an own opstapovereenkomst
        ("keer", "Forensisch Huis Keerpunt", soort.ZORG),
    ):
        regio.organisaties[code] = Organisatie.objects.create(naam=naam, soort=is_soort)
    piet = Gebruiker.objects.create(email="uitvoerder@toets.invalid", naam=UITVOERDER)
    Roltoekenning.objects.create(
        gebruiker=piet, organisatie=regio.organisaties["kanarie"], rol=Rol.BEGELEIDER, vanaf=date(2023, 9, 1)
    )
    Deelname.objects.create(
        regeling=regio.regeling, organisatie=regio.organisaties["keer"], hoedanigheid=Hoedanigheid.BEGELEIDING,
        vanaf=VANDAAG, aansluiting=Aansluiting.EIGEN_OVEREENKOMST,
    )  # fmt: skip
    for hoedanigheid in Hoedanigheid:
        if hoedanigheid is not Hoedanigheid.COORDINATIE:
            Deelname.objects.create(
                regeling=regio.regeling,
                organisatie=regio.organisaties["vreemd"],
                hoedanigheid=hoedanigheid,
                vanaf=VANDAAG,
            )


def eromheen(regio: Demoregio, traject: Traject) -> None:
    """Everybody around this traject that a permission could mistake for somebody involved."""
    h, dag = Hoedanigheid, timedelta(days=1)
    erbij = [("gemeente", h.WMO), ("gemeente", h.PROCESREGIE), ("stad", h.PROCESREGIE), ("buurt", h.WMO)]
    erbij += [("commissie", h.COMMISSIE), ("kanarie", h.ACCORDERING), ("brug", h.COORDINATIE), ("beek", h.VERHUURDER)]
    for code, hoedanigheid in erbij:
        rijen = traject.betrokkenheden.filter(organisatie=regio.organisaties[code], hoedanigheid=hoedanigheid)
        if not rijen.exists():
            betrek(regio, traject, code, hoedanigheid, vanaf=traject.gestart_op, tot=_eind(traject))
    for hoedanigheid in h:
        betrek(regio, traject, "oud", hoedanigheid, vanaf=VANDAAG - 30 * dag, tot=VANDAAG)
        betrek(regio, traject, "later", hoedanigheid, vanaf=VANDAAG + dag, tot=VANDAAG + 99 * dag)


def _eind(traject: Traject) -> date | None:
    """As long as the zorgorganisatie that is involved."""
    rij: Betrokkenheid = traject.betrokkenheden.get(hoedanigheid=Hoedanigheid.HERKOMST)
    return rij.tot


def betrek(regio: Demoregio, traject: Traject, code: str, hoedanigheid: Hoedanigheid, **periode: Any) -> None:
    Betrokkenheid.objects.create(
        traject=traject, organisatie=regio.organisaties[code], hoedanigheid=hoedanigheid, reden="toets", **periode
    )
