"""Pages that belong to one traject."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse

from opstap.logboek.services import inzage_vastleggen
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak
from opstap.trajecten.beslissers import beslisser_bezwaren, wie_past
from opstap.trajecten.models import Traject
from opstap.trajecten.toegang import mogelijk_namens


class Trajectscherm(Scherm):
    """A page under /trajecten/<sleutel>/. What somebody may not know of is the same 404 as what does not exist."""

    traject: Traject
    #: What the reading log calls this page; empty = the name of its address.
    inzage = ""

    def laden(self, **kwargs: Any) -> None:
        rij = (
            Traject.objects.filter(sleutel=kwargs["traject"])
            .select_related("persoon", "regeling", "regelingversie__regeling")
            .first()
        )
        mag = rij is not None and mogelijk_namens(self.gebruiker, self.actie, rij)
        if rij is None or not (mag or mogelijk_namens(self.gebruiker, Actie.TRAJECT_ZIEN, rij)):
            raise Http404
        if not mag:
            raise PermissionDenied  # before a row inside is looked up: one that is there looks like one that is not
        self.traject = rij

    def mag_namens(self) -> list[Namens]:
        return mogelijk_namens(self.gebruiker, self.actie, self.traject)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Every time a page about somebody is shown counts as looking (NEN 7513), also with a mistake in it."""
        soort = self.inzage or str(self.request.resolver_match.url_name)  # type: ignore[union-attr]
        inzage_vastleggen(soort=soort, namens=self.namens_mogelijk[0], traject=self.traject.sleutel)
        return super().render_to_response(context, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eigen = {"traject": self.traject, "letter": self.traject.regeling.kenmerkletter}
        return super().get_context_data(**(kwargs | eigen))


class Beslisscherm(Trajectscherm):
    """A page for who the regeling names in this `zaak`. For others with the right it opens and says who that is."""

    zaak: ClassVar[Zaak]

    def mag_namens(self) -> list[Namens]:
        mogelijk = super().mag_namens()
        return wie_past(mogelijk, self.zaak, self.traject) or mogelijk

    def niet_beslisser(self) -> list[Belemmering]:
        return beslisser_bezwaren(self.namens_mogelijk[0], self.zaak, self.traject)


class Trajectformulier(Trajectscherm, Formulierscherm):
    """A form about one traject; goes back to the traject page."""

    def terug_url(self) -> str:
        return reverse("traject", args=[self.traject.sleutel])
