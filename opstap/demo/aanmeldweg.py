"""Walk one traject until the besluit over the toelating, each step on its own day, through the services people use."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from aanmelding.enums import BindingBron
from aanmelding.models import Accordering, Voorwaarde
from aanmelding.services import (
    Checklistantwoord,
    Huishoudgegevens,
    Kandidaat,
    Toelatingsbesluit,
    Uitstroomgegevens,
    Vertegenwoordiger,
    aanmelding_beginnen,
    aanmelding_indienen,
    aanmelding_vooraf_melden,
    aanvulling_vragen,
    accordering_beantwoorden,
    checklist_bijwerken,
    gesprek_vastleggen,
    huishouden_bijwerken,
    link_sturen,
    persoon_bijwerken,
    toelating_besluiten,
    uitstroom_bijwerken,
    verklaring_geven,
    vertegenwoordiging_bijwerken,
    voorwaarde_beantwoorden,
    voorwaarde_stellen,
    woonprofiel_bijwerken,
    zorg_vragen,
)
from opstap import clock
from opstap.demo.regio import Demoregio
from opstap.partners.namens import Namens
from opstap.post.services.versturen import brieven_verzonden_vastleggen
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.aanmeldstappen import Antwoord
from opstap.protocol.begrippen import Instroomroute, Leefgebied, Route
from opstap.protocol.gesprek import Gesprek, Gesprekspartner
from opstap.protocol.links import Codewijze
from opstap.protocol.ondersteuning import Ondersteuningssoort
from opstap.protocol.toelaten import ToelatingUitkomst
from opstap.protocol.toetsing import CriteriumInvoer
from opstap.protocol.versturen import Verzendwijze
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.protocol.voorwaarde import Voorwaardeantwoord, Voorwaardereden
from opstap.protocol.woonprofiel import Hulpplek, Perspectief, Samen, Woonfactor, Woonwensen
from opstap.regelingen.models import Regeling
from opstap.trajecten.beslissers import GEEN_VERGADERING, Vergadering
from opstap.trajecten.enums import Verklaringsoort, Wijze
from woningen.models import Huurovereenkomst

#: Everything in order: each criterion met.
IN_ORDE = CriteriumInvoer(
    ontruiming=False,
    achterstand=False,
    geen_passende_huisvesting=True,
    ingeschreven=True,
    bereid_toewijzing=True,
    zorg_verklaart_vaardig=True,
    akkoord_formulier=True,
    binding_maanden=60,
    direct_voorafgaand=True,
    betaalbaar=True,
)
ALLEEN = Huishoudgegevens(alleen=True)
_WENSEN = Woonwensen(perspectief=Perspectief.LANG, samen=Samen.ALLEEN, hulpplek=Hulpplek.OVERAL)
_FACTOREN = (Woonfactor.RUSTIGE_BUURT, Woonfactor.OPENBAAR_VERVOER)
_VERKLARINGEN = (
    Verklaringsoort.KENNISNEMING_DELEN,
    Verklaringsoort.AKKOORD_KANDIDAAT,
    Verklaringsoort.VERKLARING_ZORG,
)
_INGESCHREVEN = Uitstroomgegevens(
    instroomroute=Instroomroute.BESCHERMD_WONEN,
    binding_maanden=60,
    binding_bron=BindingBron.UITTREKSEL,
    direct_voorafgaand=True,
    woonkeus_nummer="00000000",
    voorkeursroute=Route.DIRECTE_BEMIDDELING,
)
_GEREGELD = Checklistantwoord(stand=Rijstatus.GEREGELD, zelf=True)
_HULP = Checklistantwoord(stand=Rijstatus.AANGEVRAAGD, soort=Ondersteuningssoort.BEGELEIDING)
_NIET_NODIG = Checklistantwoord(stand=Rijstatus.NIET_VAN_TOEPASSING)


@dataclass
class Aanmeldweg:
    """One person on the road until the besluit. Every method is one step on one day."""

    regio: Demoregio
    naam: str
    geboortedatum: date
    adres: str = ""
    begeleider: str = "begeleider"
    corporatie: str = "brug"
    instroomroute: Instroomroute = Instroomroute.BESCHERMD_WONEN
    beslist_mee: Mapping[Vertegenwoordiging, Vertegenwoordiger] = field(default_factory=dict)
    huishouden: Huishoudgegevens = ALLEEN
    traject: UUID = field(init=False)

    @property
    def _zorg(self) -> Namens:
        return self.regio.namens(self.begeleider)

    @property
    def _consulent(self) -> Namens:
        return self.regio.namens({"brug": "consulent", "beek": "consulent2", "erf": "consulent3"}[self.corporatie])

    @property
    def _loket(self) -> Namens:
        """Who receives, decides on the toelating and asks for a home."""
        return self.regio.namens("coordinator")

    @property
    def _beslisser(self) -> Namens:
        """Who decides over the vaste contract."""
        return self._consulent

    @property
    def _evaluator(self) -> Namens:
        return self._zorg

    def _vergadering(self, dag: date) -> Vergadering:
        """Nobody meets."""
        return GEEN_VERGADERING

    @property
    def _regeling(self) -> Regeling:
        return self.regio.regeling

    @property
    def contract(self) -> Huurovereenkomst:
        rij: Huurovereenkomst = Huurovereenkomst.objects.filter(traject__sleutel=self.traject).latest("pk")
        return rij

    # --- a corporatie asks it at an intake

    def voorwaarde(self, dag: date, reden: Voorwaardereden = Voorwaardereden.NIET_AANGEMELD) -> None:
        """By the corporatie of this road; the letter goes out the same day."""
        kandidaat = Kandidaat(self.naam, self.geboortedatum, adres=self.adres)
        with clock.klok_op(dag):
            gesteld = voorwaarde_stellen(
                regeling=self._regeling.sleutel, kandidaat=kandidaat, reden=reden, namens=self._consulent
            )
            self.traject = gesteld.traject.sleutel
            brieven_verzonden_vastleggen(
                brieven=list(gesteld.traject.brieven.values_list("sleutel", flat=True)),
                verzonden_op=dag,
                wijze=Verzendwijze.POST,
                namens=self._consulent,
            )

    def zorg_vragen(self, dag: date) -> None:
        """The organisation of the begeleider of this road."""
        organisatie = self._zorg.organisatie
        assert organisatie is not None
        with clock.klok_op(dag):
            zorg_vragen(traject=self.traject, organisatie=organisatie, namens=self._consulent)

    def oppakken(self, dag: date) -> None:
        vraag = Voorwaarde.objects.get(aanmelding__traject__sleutel=self.traject).vraag
        assert vraag is not None
        with clock.klok_op(dag):
            voorwaarde_beantwoorden(
                onderwerp=vraag,
                antwoord=Voorwaardeantwoord.JA,
                contactpersoon=self._zorg.gebruiker,
                namens=self._zorg,
            )

    # --- aanmelding

    def beginnen(self, dag: date, *, uitstroom: date) -> None:
        with clock.klok_op(dag):
            aanmelding = aanmelding_beginnen(
                regeling=self._regeling.sleutel,
                naam=self.naam,
                geboortedatum=self.geboortedatum,
                instroomroute=self.instroomroute,
                namens=self._zorg,
            )
            self.traject = aanmelding.traject.sleutel
            mens: dict[str, Any] = {"naam": self.naam, "geboortedatum": self.geboortedatum, "adres": self.adres}
            persoon_bijwerken(traject=self.traject, namens=self._zorg, **mens)
            if self.beslist_mee:
                vertegenwoordiging_bijwerken(traject=self.traject, gegevens=self.beslist_mee, namens=self._zorg)
            uitstroom_bijwerken(traject=self.traject, gegevens=self._uitstroomgegevens(uitstroom), namens=self._zorg)

    def vooraf_melden(self, dag: date, *, maand: date) -> None:
        with clock.klok_op(dag):
            aanmelding_vooraf_melden(
                traject=self.traject, maand=maand, route=Route.DIRECTE_BEMIDDELING, namens=self._zorg
            )

    def _uitstroomgegevens(self, uitstroom: date) -> Uitstroomgegevens:
        return replace(_INGESCHREVEN, instroomroute=self.instroomroute, uitstroom=uitstroom)

    def versturen(
        self,
        dag: date,
        *,
        vragen_aan: dict[Leefgebied, str] | None = None,
        hulp: Mapping[str, Checklistantwoord] = MappingProxyType({}),
    ) -> None:
        """`vragen_aan`: leefgebied -> code of the organisation that must agree to its row; `hulp`: what that says."""
        rijen = dict.fromkeys(Leefgebied, _NIET_NODIG)
        rijen |= {Leefgebied.FINANCIEN: _GEREGELD, Leefgebied.GEESTELIJKE_GEZONDHEID: _GEREGELD}
        for gebied, code in (vragen_aan or {}).items():
            organisatie = self.regio.organisaties[code]
            rijen[gebied] = replace(hulp.get(code, _HULP), uitvoerder=organisatie.sleutel, aangevraagd_op=dag)
        with clock.klok_op(dag):
            huishouden_bijwerken(traject=self.traject, gegevens=self.huishouden, namens=self._zorg)
            checklist_bijwerken(traject=self.traject, rijen=rijen, namens=self._zorg)
            woonprofiel_bijwerken(traject=self.traject, wensen=_WENSEN, factoren=_FACTOREN, namens=self._zorg)
            for soort in (*_VERKLARINGEN, *([Verklaringsoort.INSTEMMING_PARTIJEN] if vragen_aan else ())):
                verklaring_geven(traject=self.traject, soort=soort, datum=dag, wijze=Wijze.GESPREK, namens=self._zorg)
            aanmelding_indienen(traject=self.traject, namens=self._zorg)

    def link(self, dag: date, *, naam: str, email: str) -> None:
        """To who has no account, for the first row that is asked of such an organisation."""
        vraag = Accordering.objects.filter(aanmelding__traject__sleutel=self.traject, zonder_account=True)[:1].get()
        with clock.klok_op(dag):
            link_sturen(
                traject=self.traject,
                vraag=vraag.sleutel,
                naam=naam,
                email=email,
                codewijze=Codewijze.TELEFOON,
                namens=self._zorg,
            )

    def aanvulling(self, dag: date) -> None:
        """Who tests asks for more."""
        with clock.klok_op(dag):
            aanvulling_vragen(
                traject=self.traject,
                onderdelen=["uitstroom", "checklist"],
                tekst="Klopt de dag van vertrek nog? En is de hulp dan geregeld?",
                namens=self._loket,
            )

    def accorderen(self, dag: date, account: str = "wmo") -> None:
        """All that is asked of this account, and the voordracht of the procesregisseur."""
        gevraagd = Accordering.objects.filter(aanmelding__traject__sleutel=self.traject, status="gevraagd")
        for rij in gevraagd.select_related("organisatie"):
            namens = self.regio.namens("procesregisseur" if rij.is_voordracht else account)
            if (rij.organisatie.sleutel, rij.rol) == (namens.organisatie, namens.rol):
                with clock.klok_op(dag):
                    accordering_beantwoorden(onderwerp=rij.sleutel, antwoord=Antwoord.AKKOORD, namens=namens)

    def gesprek(self, dag: date) -> None:
        with clock.klok_op(dag):
            gesprek_vastleggen(
                traject=self.traject, gesprek=Gesprek(dag, (Gesprekspartner.BEGELEIDER,)), namens=self._loket
            )

    def toelaten(self, dag: date, *, route: Route = Route.DIRECTE_BEMIDDELING) -> None:
        self._besluit(
            dag,
            Toelatingsbesluit(
                uitkomst=ToelatingUitkomst.TOEGELATEN,
                invoer=IN_ORDE,
                aannemelijk=True,
                motivering="De begeleiding is geregeld en de kandidaat is er klaar voor.",
                route=route,
                vergadering=self._vergadering(dag),
            ),
        )

    def afwijzen(self, dag: date, *, invoer: CriteriumInvoer) -> None:
        self._besluit(
            dag,
            Toelatingsbesluit(
                uitkomst=ToelatingUitkomst.AFGEWEZEN,
                invoer=invoer,
                aannemelijk=True,
                motivering="Eerst moet er een betalingsregeling lopen. Daarna kunt u opnieuw worden aangemeld.",
                vergadering=self._vergadering(dag),
            ),
        )

    def _besluit(self, dag: date, besluit: Toelatingsbesluit) -> None:
        with clock.klok_op(dag):
            toelating_besluiten(traject=self.traject, besluit=besluit, namens=self._loket)
