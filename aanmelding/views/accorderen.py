"""An organisation answers for its own row; it sees nothing else of the traject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from aanmelding import inzage, services
from aanmelding.delen.akkoord import partijen_zei
from aanmelding.forms import AccordeerForm, VoordrachtForm
from aanmelding.models import Accordering
from aanmelding.services.basis import werkt_bij_afzender
from opstap.logboek.services import inzage_vastleggen
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm
from opstap.protocol.aanmeldstappen import LEVEND, Accorderingstatus, Antwoord, Weigerreden, accordeer_belemmeringen
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.datums import datum_voluit
from opstap.protocol.verklaringen import mag_delen
from opstap.trajecten.services import betrokken_organisatie
from opstap.trajecten.toegang import namens_eigen_organisatie

_VOORDRACHT = (
    "Een zorgorganisatie meldt iemand aan die uit detentie komt. Dat kan alleen als u de kandidaat voordraagt. "
    "U schrijft niet op waarom, en niets over het verleden. De corporatie ziet uw antwoord niet."
)


class AccorderenView(Formulierscherm):
    actie = Actie.ACCORDEREN
    form_class: type[AccordeerForm | VoordrachtForm] = AccordeerForm
    titel = "Eigen ondersteuning accorderen"
    uitleg = "Een zorgorganisatie meldt iemand aan voor een opstapwoning. Zij vraagt uw akkoord op uw eigen deel."
    knop = "Verstuur uw antwoord"
    gelukt = "Uw antwoord is verstuurd."
    rij: Accordering

    def laden(self, **kwargs: Any) -> None:
        rijen = Accordering.objects.zichtbaar_voor(self.gebruiker).select_related(
            "organisatie", "aanmelding__traject__persoon", "gevraagd_in"
        )
        rij = rijen.filter(sleutel=kwargs["onderwerp"]).first()
        if rij is None:
            raise Http404
        self.rij = rij
        if rij.is_voordracht:
            self.form_class, self.titel, self.uitleg = VoordrachtForm, "Een kandidaat voordragen", _VOORDRACHT

    def mag_namens(self) -> list[Namens]:
        mogelijk = namens_eigen_organisatie(self.gebruiker, self.actie, self.rij.organisatie)
        return [n for n in mogelijk if self.rij.is_voor(n)]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Every time the page is shown counts as looking, also after an error."""
        traject = self.rij.aanmelding.traject
        inzage_vastleggen(soort="accordering", namens=self.namens_mogelijk[0], traject=traject.sleutel)
        return super().render_to_response(context, **kwargs)

    def versie(self) -> int | None:
        return self.rij.versie

    def terug_url(self) -> str:
        return reverse("vandaag")

    def belemmeringen(self) -> Sequence[Belemmering]:
        return accordeer_belemmeringen(
            status_aanmelding=self.rij.aanmelding.status,
            status=self.rij.status,
            antwoord=Antwoord.AKKOORD,
            reden="",
            werkt_bij_afzender=werkt_bij_afzender(self.namens_mogelijk[0], self.rij.aanmelding.traject),
            mag_delen=self._mag_delen(),
        )

    def _mag_delen(self) -> bool:
        return mag_delen(laatste=partijen_zei(self.rij.aanmelding))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=self._feiten(), **kwargs)

    def _feiten(self) -> list[tuple[str, str]]:
        """Nothing about the kandidaat once the question was taken back, may not be asked, or the traject is over."""
        rij, traject = self.rij, self.rij.aanmelding.traject
        if rij.status not in LEVEND or traject.afgesloten_op is not None:
            return []
        if rij.status != Accorderingstatus.AKKOORD and not self._mag_delen():
            return []
        vrager = betrokken_organisatie(traject, Hoedanigheid.BEGELEIDING)
        feiten = [
            ("Kandidaat", traject.naam),
            ("Gevraagd door", vrager.naam if vrager else ""),
            ("Wat wordt gevraagd" if rij.is_voordracht else "Leefgebied", rij.deel),
            *inzage.eigen_rij(rij),
            ("Gevraagd op", datum_voluit(rij.gevraagd_op)),
        ]
        if rij.beantwoord_op is not None:
            reden = f" ({Weigerreden(rij.reden).label})" if rij.reden else ""
            antwoord = f"{Accorderingstatus(rij.status).label}{reden}, op {datum_voluit(rij.beantwoord_op)}"
            feiten.append(("Uw antwoord", antwoord))
        return feiten

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.accordering_beantwoorden(
            onderwerp=self.rij.sleutel,
            antwoord=Antwoord(form.cleaned_data["antwoord"]),
            reden=form.cleaned_data.get("reden"),
            versie=versie,
            namens=namens,
        )
        volgende = (
            Accordering.objects.zichtbaar_voor(self.gebruiker)
            .filter(aanmelding=self.rij.aanmelding, organisatie=self.rij.organisatie)
            .open()
            .first()
        )
        return reverse("aanmelding:accorderen", args=[volgende.sleutel]) if volgende else self.terug_url()
