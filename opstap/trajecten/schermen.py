"""Pages that belong to one traject."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from opstap import clock
from opstap.errors import OpstapFout, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.logboek.services import inzage_vastleggen
from opstap.models import Verzoek
from opstap.partners.getypt import Velden, als_formulier, getypte_velden, pad_van
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.partners.verschil import BEGIN
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.beslissen import Zaak
from opstap.protocol.datums import datum_voluit
from opstap.protocol.momenten import uur
from opstap.protocol.privacywacht import WEGGELATEN
from opstap.trajecten.beslissers import beslisser_bezwaren, wie_past
from opstap.trajecten.concepten import Bladzijde, concept_bewaren, concept_van, concept_weggooien, mist_nummer
from opstap.trajecten.gebeurtenissen import leesbaar_voor, zin
from opstap.trajecten.models import Concept, Traject
from opstap.trajecten.toegang import mogelijk_namens

#: The name of the second button, and what a page sends with it.
CONCEPT = "concept"
#: So long after the last letter somebody is said to be at work here.
BEZIG = timedelta(minutes=10)
TEGELIJK = (
    "Een collega, of een ander venster van u, sloeg hier intussen iets op. Wat u nu typt, wordt niet vanzelf bewaard. "
    "Uw tekst staat er nog: kopieer die, en open de pagina opnieuw."
)


class Gewist(Exception):
    """Who this page was about is forgotten."""


class Trajectscherm(Scherm):
    """A page under /trajecten/<sleutel>/. What somebody may not know of is the same 404 as what does not exist."""

    traject: Traject
    #: What the reading log calls this page; empty = the name of its address.
    inzage = ""
    #: Says nothing about the person, so that it stays when that one is forgotten. The others lead back to the traject.
    na_wissen = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except Gewist:
            return HttpResponseRedirect(reverse("traject", args=[kwargs["traject"]]))

    def laden(self, **kwargs: Any) -> None:
        rij = (
            Traject.objects.filter(sleutel=kwargs["traject"])
            .select_related("persoon", "regeling", "regelingversie__regeling")
            .first()
        )
        if rij is not None:
            rij.betrokken_gezien = {}
        mag = rij is not None and mogelijk_namens(self.gebruiker, self.actie, rij)
        if rij is None or not (mag or mogelijk_namens(self.gebruiker, Actie.TRAJECT_ZIEN, rij)):
            raise Http404
        if not mag:
            raise PermissionDenied  # before a row inside is looked up: one that is there looks like one that is not
        if rij.gewist_op is not None and not self.na_wissen:
            raise Gewist
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

    def laatst_gedaan(self, *soorten: str, **gegevens: str) -> str:
        """The newest of these events in words, with who wrote it down and when; empty when it may not be read here."""
        mag = set(soorten) & set(leesbaar_voor(Rol(n.rol) for n in self.namens_mogelijk))
        regels = Gebeurtenis.objects.filter(traject=self.traject.sleutel, soort__in=mag)
        regels = regels.filter(**{f"gegevens__{naam}": waarde for naam, waarde in gegevens.items()})
        if (regel := regels.order_by("-dag", "-pk").first()) is None:
            return ""
        return f"{zin(regel.soort, regel.gegevens)} {wie_en_wanneer(regel, self.gebruiker)}"


def wie_en_wanneer(regel: Gebeurtenis, lezer: Gebruiker) -> str:
    """Who wrote this down, and when, in a sentence to `lezer`."""
    wie = "u zelf"
    if regel.gebruiker != lezer.sleutel:
        wie = Gebruiker.objects.filter(sleutel=regel.gebruiker).values_list("naam", flat=True).first() or "Opstap"
    om = uur(regel.op.astimezone(clock.AMSTERDAM).time())
    return f"Dat legde {wie} vast op {datum_voluit(regel.dag)} om {om} uur."


class Conceptformulier(Trajectformulier):
    """POST with `concept` keeps what was typed and judges nothing: `weg` throws it away, anything else keeps it."""

    @property
    def pagina(self) -> str:
        """The page within its traject."""
        plek = self.request.resolver_match
        assert plek is not None
        rest = [str(w) for naam, w in sorted(plek.kwargs.items()) if naam != "traject"]
        return "/".join([str(plek.url_name), *rest])

    @cached_property
    def concept(self) -> Concept | None:
        return concept_van(self.traject, self.pagina, self.namens_mogelijk[0])

    # --- kept

    def _eerder(self, sleutel: UUID) -> Verzoek | None:
        """What is kept as a concept is no request that was done before."""
        return None if CONCEPT in self.request.POST else super()._eerder(sleutel)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        vanzelf, ingehaald = request.headers.get("X-Concept"), self._is_ingehaald(request.POST)
        if CONCEPT not in request.POST or (ingehaald and not vanzelf):
            return super().post(request, *args, **kwargs)
        if request.POST[CONCEPT] == "weg":
            concept_weggooien(self.traject, self.pagina, self.namens_mogelijk[0])
            messages.success(request, "Wat er nog niet was verstuurd, is weggegooid.")
            return HttpResponseRedirect(request.path)
        is_verstuurd = ingehaald or super()._eerder(self._verzoek(request.POST)) is not None
        try:
            rij = None if is_verstuurd else self._bewaren(dict(request.POST.lists()))
        except OpstapFout as fout:
            return self._niet_bewaard(request, TEGELIJK if isinstance(fout, Verouderd) else str(fout))
        tekst = "Dit formulier is al verstuurd." if rij is None else _bewaard(rij)
        if vanzelf:
            return JsonResponse({"tekst": tekst, "versie": rij.versie if rij else None})
        messages.success(request, f"{tekst} U kunt hier later verder. Uw collega’s ook.")
        return HttpResponseRedirect(self.terug_url())

    def _bewaren(self, velden: Velden) -> Concept:
        return concept_bewaren(
            traject=self.traject.sleutel,
            actie=self.actie,
            pagina=Bladzijde(self.pagina, self.request.path, self.titel),
            velden=velden,
            op_versie=self._getypte_versie(self.request.POST),
            gezien=self._getypte_versie(self.request.POST, "concept_versie"),
            namens=self.namens_mogelijk[0],
        )

    def _niet_bewaard(self, request: HttpRequest, waarom: str) -> HttpResponse:
        """The text stays on the page."""
        if request.headers.get("X-Concept"):
            return JsonResponse({"tekst": waarom}, status=409)
        form = request.formulier = self.get_form(request.POST)  # type: ignore[attr-defined]
        form.add_error(None, waarom)
        versie, begin = self._getypte_versie(request.POST), request.POST.get(BEGIN, "")
        inhoud = self.get_context_data(form=form, formulier_versie=versie, begin=begin)
        return self.render_to_response(inhoud, status=422)

    # --- shown

    def _teruggezet(self) -> QueryDict | None:
        return super()._teruggezet() or self._getypt()

    def _getypt(self) -> QueryDict | None:
        """Only a page that can be sent shows it, once it is known whose page it is."""
        if not hasattr(self, "namens_mogelijk") or self.concept is None or self.belemmeringen():
            return None
        versie = self.concept.op_versie
        return als_formulier({**self.concept.velden, "versie": ["" if versie is None else str(versie)]})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            tweede_knop="Bewaar en ga later verder",
            tweede_naam=CONCEPT,
            is_concept=True,
            concept=self.concept,
            concept_zin=_zin(self.concept, self.gebruiker) if self.concept else "",
            **kwargs,
        )

    def voor_de_terugknop(self, getypt: QueryDict) -> str:
        """The concept takes what was typed; if a colleague kept or sent something since, only this person finds it."""
        if not (velden := getypte_velden(self.request, getypt)):
            return ""
        try:
            self._bewaren(velden)
        except OpstapFout:
            return super().voor_de_terugknop(getypt)
        return pad_van(self.request)

    def vergeten(self) -> None:
        """Never what a colleague is typing here."""
        if self.concept is not None and self.concept.gebruiker == self.gebruiker.sleutel:
            concept_weggooien(self.traject, self.pagina, self.namens_mogelijk[0])

    # --- sent

    def afronden(self, namens: Namens) -> None:
        """What a colleague typed here and this person did not see, stays for her where she can see both."""
        rij = concept_van(self.traject, self.pagina, namens)
        van_collega = rij is not None and rij.gebruiker != self.gebruiker.sleutel
        is_gezien = rij is None or rij.versie == self._getypte_versie(self.request.POST, "concept_versie")
        if is_gezien or not (van_collega and self.toont_opgeslagen):
            concept_weggooien(self.traject, self.pagina, namens)


def _bewaard(concept: Concept) -> str:
    zonder = f" Zonder het burgerservicenummer: dat mag Opstap niet bewaren. Daar staat nu {WEGGELATEN}."
    return f"Bewaard om {_tijd(concept)} uur.{zonder if mist_nummer(concept) else ''}"


def _zin(concept: Concept, gebruiker: Gebruiker) -> str:
    """Who typed this when; a colleague who types now is at work here."""
    nu = clock.echt_nu()
    if concept.gebruiker == gebruiker.sleutel:
        wie = "U"
    else:
        collega = Gebruiker.objects.filter(sleutel=concept.gebruiker).first()
        wie = collega.naam if collega else "Een collega"
        if nu - concept.opgeslagen_op < BEZIG:
            return f"{wie} werkt hier nu aan. Dit typte {wie} tot {_tijd(concept)} uur. Overleg wie verdergaat."
    dag = datum_voluit(concept.opgeslagen_op.astimezone(clock.AMSTERDAM).date())
    return f"{wie} typte dit op {dag} om {_tijd(concept)} uur en verstuurde het nog niet."


def half_ingevuld(concepten: Sequence[Concept], lezer: Gebruiker) -> list[tuple[Concept, str]]:
    """Each with who typed it and when, for a list of pages."""
    namen = dict(Gebruiker.objects.filter(sleutel__in=[c.gebruiker for c in concepten]).values_list("sleutel", "naam"))
    return [(c, _half(c, "u" if c.gebruiker == lezer.sleutel else namen.get(c.gebruiker, ""))) for c in concepten]


def _half(concept: Concept, wie: str) -> str:
    if wie != "u" and clock.echt_nu() - concept.opgeslagen_op < BEZIG:
        return f"{wie or 'Een collega'} werkt hier nu aan."
    dag = datum_voluit(concept.opgeslagen_op.astimezone(clock.AMSTERDAM).date())
    return f"Half ingevuld door {wie or 'een collega'}, op {dag} om {_tijd(concept)} uur."


def _tijd(concept: Concept) -> str:
    return uur(concept.opgeslagen_op.astimezone(clock.AMSTERDAM).time())
