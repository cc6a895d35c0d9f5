"""Take a duty and give it back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse

from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit
from opstap.termijnen.mensen.houders import houders, toewijzingen
from opstap.termijnen.mensen.services import (
    collega_doet_dit,
    namens_voor_termijn,
    termijn_oppakken,
    termijn_teruggeven,
)
from opstap.termijnen.models import Termijn


class Taakscherm(Formulierscherm):
    """A duty that is not on this person's list is the same 404 as one that does not exist."""

    actie = Actie.TAAK_OPPAKKEN
    termijn: Termijn
    doe: ClassVar[Any]

    def laden(self, **kwargs: Any) -> None:
        rijen = Termijn.objects.voor(self.gebruiker).filter(sleutel=kwargs["termijn"])
        rij = rijen.select_related("traject__persoon", "organisatie", "opgepakt_door").first()
        if rij is None or not namens_voor_termijn(self.gebruiker, rij):
            raise Http404
        self.termijn = rij

    def mag_namens(self) -> list[Namens]:
        """One: for the absent colleague whose work it is, else for oneself."""
        mogelijk = namens_voor_termijn(self.gebruiker, self.termijn)
        voor = toewijzingen(self.gebruiker, [self.termijn])[self.termijn.pk].voor
        return [n for n in mogelijk if voor and n.voor == voor.sleutel][:1] or mogelijk[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        termijn = self.termijn
        feiten = [
            ("Taak", termijn.kind.tekst),
            ("Datum", datum_voluit(termijn.datum)),
            ("Traject", ", ".join(filter(None, (termijn.initialen, termijn.traject.kenmerk)))),
        ]
        return super().get_context_data(feiten=feiten, **kwargs)

    def terug_url(self) -> str:
        return reverse("vandaag")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        type(self).doe(termijn=self.termijn.sleutel, namens=namens)
        return reverse("vandaag")


class OppakkenView(Taakscherm):
    doe = staticmethod(termijn_oppakken)
    titel = "Deze taak oppakken"
    uitleg = "Collega’s zien dan dat u dit doet. Herinneringen gaan alleen nog naar u."
    knop = "Ik doe dit"
    gelukt = "U doet deze taak. U kunt die altijd teruggeven."

    def belemmeringen(self) -> list[Belemmering]:
        """A colleague was first. Whom this person replaces, she does it for."""
        houder = houders([self.termijn]).get(self.termijn.pk)
        if houder is None or houder.sleutel in {n.voor or n.gebruiker for n in self.namens_mogelijk}:
            return []
        return [Belemmering("", collega_doet_dit(houder))]


class TeruggevenView(Taakscherm):
    doe = staticmethod(termijn_teruggeven)
    titel = "Deze taak teruggeven"
    uitleg = "De taak staat dan weer bij het hele team."
    knop = "Geef terug"
    gelukt = "De taak staat weer bij het hele team."
