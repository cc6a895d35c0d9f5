"""What became free at a corporatie, where the number of homes is a part of that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse

from opstap import clock
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm
from opstap.protocol.basis import Belemmering
from opstap.protocol.mutaties import KWARTALEN
from opstap.regelingen.models import Regeling
from opstap.trajecten.toegang import namens_eigen_organisatie
from woningen.forms.afspraken import MutatiesForm
from woningen.models import Mutatieopgave
from woningen.services import mutaties_opgeven
from woningen.services.mutaties import geen_opgave


class MutatiesView(Formulierscherm):
    """Per quarter, for the own corporatie."""

    actie = Actie.MUTATIES_OPGEVEN
    form_class = MutatiesForm
    toont_opgeslagen = True
    knop = "Sla de aantallen op"
    gelukt = "De aantallen zijn opgeslagen."
    uitleg = (
        "Vul een kwartaal in als het voorbij is. Het loket van de regeling neemt de aantallen over in het contingent."
    )
    regeling: Regeling
    corporatie: Organisatie

    def laden(self, **kwargs: Any) -> None:
        eigen = [t.organisatie_id for t in self.gebruiker.rollen]
        rij = Regeling.objects.voor_organisaties(eigen).filter(sleutel=kwargs["regeling"]).first()
        if rij is None or kwargs["jaar"] not in range(2020, clock.vandaag().year + 1):
            raise Http404
        self.regeling, self.jaar = rij, kwargs["jaar"]
        self.titel = f"Woningen die vrijkwamen in {self.jaar}"

    def mag_namens(self) -> list[Namens]:
        """For one corporatie at a time: who works at two gets the first that registers here."""
        mogelijk = namens_eigen_organisatie(self.gebruiker, self.actie)
        organisaties = {o.sleutel: o for o in Organisatie.objects.filter(sleutel__in=[n.organisatie for n in mogelijk])}
        hier = [n for n in mogelijk if n.organisatie and not geen_opgave(self.regeling, organisaties[n.organisatie])]
        gekozen = (hier or mogelijk)[:1]
        if gekozen and gekozen[0].organisatie:
            self.corporatie = organisaties[gekozen[0].organisatie]
        return [n for n in mogelijk if gekozen and n.organisatie == gekozen[0].organisatie]

    def belemmeringen(self) -> Sequence[Belemmering]:
        return geen_opgave(self.regeling, self.corporatie)

    def opgave(self) -> Mutatieopgave | None:
        rijen = Mutatieopgave.objects.filter(regeling=self.regeling, corporatie=self.corporatie, jaar=self.jaar)
        return rijen.first()

    def versie(self) -> int | None:
        rij = self.opgave()
        return rij.versie if rij else 0

    def begin(self) -> dict[str, Any]:
        rij = self.opgave()
        return {f"kwartaal_{k}": getattr(rij, f"kwartaal_{k}") for k in KWARTALEN} if rij else {}

    def form_opties(self) -> dict[str, Any]:
        return {"jaar": self.jaar}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=[("Corporatie", self.corporatie.naam)], **kwargs)

    def terug_url(self) -> str:
        return reverse("woningen:contingent")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        mutaties_opgeven(
            regeling=self.regeling.sleutel,
            corporatie=self.corporatie.sleutel,
            jaar=self.jaar,
            aantallen=form.aantallen,
            versie=versie,
            namens=namens,
        )
        return self.terug_url()
