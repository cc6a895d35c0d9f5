"""What somebody promised in a conversation: kept, or no longer needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse

from evaluatie.dossier import notities_van
from evaluatie.enums import Afspraakstatus, Notitiesoort, Partij
from evaluatie.forms import AfspraakForm
from evaluatie.models import Afspraak
from evaluatie.services import afspraak_afhandelen
from evaluatie.services.afspraken import recht_op
from evaluatie.services.correcties import afspraak_dag_belemmeringen
from evaluatie.views.gedeeld import Rijscherm
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit
from opstap.protocol.evaluatiebegrippen import EvaluatieItem
from opstap.trajecten.schermen import Trajectformulier
from opstap.trajecten.toegang import mogelijk_namens


def afspraak_regel(a: Afspraak) -> dict[str, str]:
    over = f" ({EvaluatieItem(a.item).label})" if a.item else ""
    return {
        "wat": notities_van(a.sleutel).get(Notitiesoort.AFSPRAAK, "(tekst verwijderd)"),
        "wie": f"{Partij(a.wie).label}{over}, voor {datum_voluit(a.uiterlijk)}"
        + (", voorwaarde om te blijven wonen" if a.is_voorwaarde else ""),
        "stand": a.get_status_display(),
        "soort": {Afspraakstatus.OPEN: "loopt", Afspraakstatus.NAGEKOMEN: "klaar"}.get(a.status, "later"),
        "url": reverse("evaluatie:afspraak", args=[a.traject.sleutel, a.sleutel]),
    }


class Afspraakscherm(Rijscherm):
    """An afspraak that this person may settle; goes back to the conversation it comes from."""

    inzage = "afspraak"
    model = Afspraak

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        if not self.mag_namens():
            raise Http404

    def mag_namens(self) -> list[Namens]:
        return mogelijk_namens(self.gebruiker, recht_op(self.rij), self.traject)

    def terug_url(self) -> str:
        if self.rij.evaluatie_id:
            return self.url("evaluatie", self.rij.evaluatie.sleutel)
        return self.url("mdo", self.rij.mdo.sleutel)


class AfspraakView(Afspraakscherm, Trajectformulier):
    """Kept, or no longer needed. Not kept yet: leave it, or report a signaal."""

    actie = Actie.MDO_HOUDEN
    form_class = AfspraakForm
    template_name = "evaluatie/afspraak.html"
    titel = "Afspraak"
    knop = "Leg vast"
    gelukt = "De afspraak is bijgewerkt."

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.rij.status in {Afspraakstatus.OPEN, Afspraakstatus.VERLOPEN}:
            return ()
        return [Belemmering("", f"Deze afspraak is al afgehandeld: {self.rij.get_status_display()}.")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        regel = afspraak_regel(self.rij)
        feiten = [("Afspraak", regel["wat"]), ("Wie", regel["wie"]), ("Stand", regel["stand"])]
        if reden := notities_van(self.rij.sleutel).get(Notitiesoort.REDEN):
            feiten.append(("Waarom", reden))
        return super().get_context_data(
            feiten=feiten,
            signaal_url=self.url("signaal_melden"),
            verbeter_url="" if afspraak_dag_belemmeringen(self.rij) else self.url("afspraak_dag", self.rij.sleutel),
            **kwargs,
        )

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        afspraak_afhandelen(
            afspraak=self.rij.sleutel,
            nagekomen=form.cleaned_data["uitkomst"] is Afspraakstatus.NAGEKOMEN,
            reden=form.cleaned_data["reden"],
            namens=namens,
            versie=versie,
        )
        return self.terug_url()
