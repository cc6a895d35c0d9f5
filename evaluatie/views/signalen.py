"""Report a signaal, and what happens with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse

from evaluatie.dossier import notities_van
from evaluatie.enums import Notitiesoort, Signaalstatus
from evaluatie.feiten import huidig_contract
from evaluatie.forms import LeegForm, SignaalAfhandelenForm, SignaalForm
from evaluatie.models import Signaal
from evaluatie.services import mdo_melden, signaal_afhandelen, signaal_melden, signaal_oppakken
from evaluatie.services.correcties import meldde, signaal_verbeteren_belemmeringen
from evaluatie.services.gedeeld import mag_signaal
from evaluatie.views.gedeeld import Inzagescherm, Rijscherm, als_niemand_reageert
from evaluatie.views.mdofeiten import doorzetregel
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.bijsturen import melden_belemmeringen, vraagt_mdo
from opstap.protocol.datums import datum_voluit
from opstap.protocol.evaluatiebegrippen import Signaalbron, Signaalsoort
from opstap.trajecten.schermen import Trajectformulier
from opstap.trajecten.toegang import mogelijk_namens


class SignaalMeldenView(Inzagescherm, Trajectformulier):
    """Any party: what was seen, and how urgent."""

    actie = Actie.SIGNAAL_MELDEN
    inzage = "signaal_melden"
    form_class = SignaalForm
    titel = "Signaal melden"
    uitleg = "Gaat er iets niet goed met het wonen? De begeleider en de consulent krijgen meteen bericht."
    knop = "Meld het signaal"
    gelukt = "Het signaal is gemeld. De begeleider en de consulent krijgen bericht."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return melden_belemmeringen(bewoont=huidig_contract(self.traject) is not None)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        gegevens = form.cleaned_data
        signaal = signaal_melden(
            traject=self.traject.sleutel,
            soort=gegevens["soort"],
            is_spoed=gegevens["is_spoed"],
            bron=gegevens["bron"] or Signaalbron.ZELF,
            toelichting=gegevens["toelichting"],
            namens=namens,
        )
        return self.url("signaal", signaal.sleutel)


def signaalfeiten(signaal: Signaal) -> list[tuple[str, str]]:
    organisatie = Organisatie.objects.filter(sleutel__in=[signaal.melder_organisatie]).first()
    teksten = notities_van(signaal.sleutel)
    wie = f"{Rol(signaal.melder).label}, {organisatie}" if organisatie else "Opstap, als voorstel"
    regels = [
        ("Wat", signaal.get_aanleiding_display() if signaal.is_voorstel else signaal.get_soort_display()),
        ("Spoed", "ja" if signaal.is_spoed else "nee"),
        ("Gemeld door", wie),
        ("Gemeld op", datum_voluit(signaal.gemeld_op)),
        *([("Gehoord", signaal.get_bron_display())] if signaal.bron != Signaalbron.ZELF else []),
        ("Stand", signaal.get_status_display()),
    ]
    if Notitiesoort.SIGNAAL in teksten:
        regels.append(("Toelichting", teksten[Notitiesoort.SIGNAAL]))
    if signaal.gesprek_op:
        regels.append(("Gesprek met de huurder en de begeleider", datum_voluit(signaal.gesprek_op)))
    if Notitiesoort.REDEN in teksten:
        regels.append(("Waarom geen MDO", teksten[Notitiesoort.REDEN]))
    return regels


class Signaalscherm(Rijscherm):
    """A signaal that this person may read; for the gemeente not every one (Z-20.4)."""

    model = Signaal

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        if super().mag_namens() and not self.mag_namens():
            raise Http404

    def mag_namens(self) -> list[Namens]:
        return [n for n in super().mag_namens() if mag_signaal(self.rij, n)]

    def mag(self, actie: Actie) -> bool:
        return any(mag_signaal(self.rij, n) for n in mogelijk_namens(self.gebruiker, actie, self.traject))


class SignaalView(Signaalscherm):
    """What was seen, and the one next step."""

    actie = Actie.SIGNAAL_ZIEN
    inzage = "signaal"
    template_name = "evaluatie/signaal.html"
    titel = "Signaal"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        s: Signaal = self.rij
        mdo = s.mdos.first()
        return super().get_context_data(
            feiten=[*signaalfeiten(s), *doorzetregel(self.traject)],
            als_niet=als_niemand_reageert(self.traject, s.sleutel, self.gebruiker),
            voorstel=s.get_aanleiding_display() if s.is_voorstel else "",
            vraagt_mdo=vraagt_mdo(soort=Signaalsoort(s.soort), is_spoed=s.is_spoed),
            acties=self._acties(s),
            verbeter_url=self.url("signaal_verbeteren", s.sleutel) if self._mag_verbeteren(s) else "",
            mdo_url=self.url("mdo", mdo.sleutel) if mdo is not None and self.mag(Actie.MDO_ZIEN) else "",
            terug_url=reverse("traject", args=[self.traject.sleutel]),
            **kwargs,
        )

    def _mag_verbeteren(self, s: Signaal) -> bool:
        wie = mogelijk_namens(self.gebruiker, Actie.SIGNAAL_MELDEN, self.traject)
        return any(meldde(s, n) for n in wie) and not signaal_verbeteren_belemmeringen(s)

    def _acties(self, s: Signaal) -> list[dict[str, str]]:
        """The first is the main one."""
        gevonden = []
        if s.status == Signaalstatus.GEMELD and self.mag(Actie.SIGNAAL_OPPAKKEN):
            gevonden.append({"tekst": "Pak het signaal op", "url": self.url("signaal_oppakken", s.sleutel)})
        if s.status in {Signaalstatus.GEMELD, Signaalstatus.OPGEPAKT} and self.mag(Actie.MDO_HOUDEN):
            gevonden.append({"tekst": "Breng het naar een MDO", "url": self.url("mdo_melden", s.sleutel)})
        if s.status == Signaalstatus.OPGEPAKT and self.mag(Actie.SIGNAAL_OPPAKKEN):
            gevonden.append({"tekst": "Handel het af zonder MDO", "url": self.url("signaal_afhandelen", s.sleutel)})
        if s.is_voorstel:
            gevonden.sort(key=lambda a: a["url"] != self.url("mdo_melden", s.sleutel))  # what Opstap proposes
        return gevonden


class _SignaalFormulier(Signaalscherm, Trajectformulier):
    actie = Actie.SIGNAAL_OPPAKKEN
    inzage = "signaal"
    mag_vanuit: tuple[Signaalstatus, ...] = ()

    def terug_url(self) -> str:
        return self.url("signaal", self.rij.sleutel)

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.rij.status in self.mag_vanuit:
            return ()
        if self.rij.status == Signaalstatus.GEMELD:
            return [Belemmering("", "Pak het signaal eerst op.")]
        return [Belemmering("", f"De stand van het signaal is: {self.rij.get_status_display()}.")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eerst = {"tekst": "Ga naar het signaal", "url": self.terug_url()}
        if self.rij.status == Signaalstatus.GEMELD and self.mag(Actie.SIGNAAL_OPPAKKEN):
            eerst = {"tekst": "Pak het signaal op", "url": self.url("signaal_oppakken", self.rij.sleutel)}
        return super().get_context_data(feiten=signaalfeiten(self.rij), eerst=eerst, **kwargs)


class SignaalOppakkenView(_SignaalFormulier):
    form_class = LeegForm
    mag_vanuit = (Signaalstatus.GEMELD,)
    titel = "Signaal oppakken"
    uitleg = "U zoekt uit wat er aan de hand is en praat met de huurder. Daarna kiest u: een MDO, of afhandelen."
    knop = "Pak het signaal op"
    gelukt = "U heeft het signaal opgepakt."

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        signaal_oppakken(signaal=self.rij.sleutel, namens=namens, versie=versie)
        return self.terug_url()


class SignaalAfhandelenView(_SignaalFormulier):
    """Without an MDO: a reason, and for what goes wrong the agreement of who raised it (I-35)."""

    mag_vanuit = (Signaalstatus.OPGEPAKT,)
    titel = "Signaal afhandelen zonder MDO"
    knop = "Handel het signaal af"
    gelukt = "Het signaal is afgehandeld."

    def get_form(self, data: Any = None) -> SignaalAfhandelenForm:
        vraagt = vraagt_mdo(soort=Signaalsoort(self.rij.soort), is_spoed=self.rij.is_spoed)
        zelf = all(n.organisatie == self.rij.melder_organisatie for n in self.namens_mogelijk)
        return SignaalAfhandelenForm(
            data,
            vraag_akkoord=vraagt and not zelf and not self.rij.is_voorstel,
            is_overlast=self.rij.soort == Signaalsoort.OVERLAST,
        )

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        signaal_afhandelen(
            signaal=self.rij.sleutel,
            reden=form.cleaned_data["reden"],
            melder_akkoord=form.cleaned_data.get("melder_akkoord", False),
            gesprek_op=form.cleaned_data.get("gesprek_op"),
            namens=namens,
            versie=versie,
        )
        return self.terug_url()


class MdoMeldenView(_SignaalFormulier):
    actie = Actie.MDO_HOUDEN
    form_class = LeegForm
    mag_vanuit = (Signaalstatus.GEMELD, Signaalstatus.OPGEPAKT)
    titel = "Naar een MDO"
    uitleg = (
        "In een MDO praten de huurder, de begeleider en de consulent over wat er beter moet. "
        "De begeleider vertelt dit eerst aan de huurder. Pas daarna kan het MDO een dag krijgen."
    )
    knop = "Breng het signaal naar een MDO"
    gelukt = "Er komt een MDO. Vertel het nu eerst aan de huurder."

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        mdo = mdo_melden(signaal=self.rij.sleutel, namens=namens, versie=versie)
        return self.url("mdo", mdo.sleutel)
