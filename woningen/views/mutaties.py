"""What became free at a corporatie, where the number of homes is a part of that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse

from opstap import clock
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.partners.schermen import Formulierscherm
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.mutaties import KWARTALEN
from opstap.regelingen.schermen import VanRegeling
from opstap.trajecten.toegang import namens_eigen_organisatie
from woningen.forms.afspraken import MutatiesForm
from woningen.models import Mutatieopgave
from woningen.services import mutaties_opgeven
from woningen.services.mutaties import geen_opgave


class MutatiesView(VanRegeling, Formulierscherm):
    """Per quarter, for the own corporatie."""

    actie = Actie.MUTATIES_OPGEVEN
    form_class = MutatiesForm
    toont_opgeslagen = True
    knop = "Sla de aantallen op"
    gelukt = "De aantallen zijn opgeslagen."
    uitleg = (
        "Vul een kwartaal in als het voorbij is. Het loket van de regeling neemt de aantallen over in het contingent."
    )
    corporatie: Organisatie

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.jaar = kwargs["jaar"]
        if self.jaar not in range(2020, clock.vandaag().year + 1):
            raise Http404
        self.corporatie = self._voor_wie()
        self.titel = f"Woningen die vrijkwamen in {self.jaar}"

    def _voor_wie(self) -> Organisatie:
        """Who works at two corporaties registers for the first that offers homes here."""
        rollen = [t for t in self.gebruiker.rollen if bereik(Rol(t.rol), self.actie) is not Bereik.GEEN]
        werkt_bij = [t.organisatie for t in rollen or self.gebruiker.rollen]
        return next((o for o in werkt_bij if not geen_opgave(self.regeling, o)), werkt_bij[0])

    def mag_namens(self) -> list[Namens]:
        return namens_eigen_organisatie(self.gebruiker, self.actie, self.corporatie)

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
