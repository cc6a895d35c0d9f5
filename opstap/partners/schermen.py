"""Base classes of every page: an `actie` from the permission table; forms are safe to send twice (laws 5, 10)."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.views.generic import TemplateView

from opstap import clock
from opstap.errors import OpstapFout, RegelGeschonden, Verouderd
from opstap.models import Verzoek
from opstap.partners.getypt import (
    getypt_bewaren,
    getypte_velden,
    heeft_geheim,
    is_geheim,
    om_te_lezen,
    pad_van,
    vingerafdruk,
)
from opstap.partners.models import Gebruiker, Roltoekenning
from opstap.partners.namens import Namens, namens_van, per_rol
from opstap.partners.opnieuw import opnieuw
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.partners.tekstwacht import TOCH, VINKJE, bewaak
from opstap.partners.verschil import ALLES, BEGIN, OVERNEMEN, Verschil, begin_tekst, met_overgenomen, verschillen
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.sql import is_botsing

_log = logging.getLogger("opstap.fouten")

TEGELIJK = "Iemand anders sloeg op hetzelfde moment iets op"
OVERGENOMEN = "Wat u zelf typte, is niet opgeslagen. Hier staat het werk van uw collega."
ANDERS = "Dit formulier was al verstuurd. Wat u daarna veranderde, is niet opgeslagen. Open het formulier opnieuw."


class WieMag(PermissionDenied):
    """Refused, in words that say who may."""


class Scherm(TemplateView):
    """A page for one Actie. Who has no right gets 403; subclasses give 404 for what somebody may not know of."""

    actie: ClassVar[Actie]
    titel = ""
    #: Said to who is refused: who may do this.
    wie_mag = ""
    request: HttpRequest
    namens_mogelijk: list[Namens]

    @property
    def gebruiker(self) -> Gebruiker:
        return self.request.user  # type: ignore[return-value]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.request = request
        self.laden(**kwargs)
        self.namens_mogelijk = self.mag_namens()
        if not self.namens_mogelijk:
            raise WieMag(self.wie_mag)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def laden(self, **kwargs: Any) -> None:
        """Fetch what the URL names; raise Http404 when this person may not know of it."""

    def mag_namens(self) -> list[Namens]:
        """Organisation and role pairs under which this person may open this page."""
        mogelijk = (t for t in self.gebruiker.rollen if bereik(Rol(t.rol), self.actie) is not Bereik.GEEN)
        return per_rol(namens_van(self.gebruiker, t) for t in mogelijk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(titel=self.titel, vandaag=clock.vandaag(), **kwargs)


class Opgeslagenscherm(Scherm):
    """A form that may be beside what a colleague stored after it was opened (partners/verschil)."""

    #: Its fields say what is stored: when a colleague was first, what she stored is shown beside what was typed.
    toont_opgeslagen = False

    def laatste_wijziging(self) -> str:
        """Who changed what this form is about, and when; empty when that is not known here."""
        return ""

    def vergeten(self) -> None:
        """What this person typed on this page goes."""

    def _alles_overgenomen(self) -> HttpResponse:
        """Somebody read both and chose what is stored: the page as it is now."""
        self.vergeten()
        messages.success(self.request, OVERGENOMEN)
        return HttpResponseRedirect(pad_van(self.request))


class Formulierscherm(Opgeslagenscherm):
    """A form that does one thing. Everything typed survives an error; sending twice does it once."""

    template_name = "formulierpagina.html"
    #: Shows what was typed in its own fields, after logging in again or with a page that was too old.
    zet_terug = True
    form_class: type[forms.BaseForm] = forms.Form
    knop = "Opslaan"
    uitleg = ""
    gelukt = ""
    #: Of a page with one act after another: which of them it shows now. Goes along in the form; empty = only one.
    stap = ""

    def versie(self) -> int | None:
        """The version of the row this form was made from; None when it makes something new."""
        return None

    def begin(self) -> dict[str, Any]:
        """Initial values."""
        return {}

    def form_opties(self) -> dict[str, Any]:
        """Extra keyword arguments for the form."""
        return {}

    def belemmeringen(self) -> Sequence[Belemmering]:
        """Why this cannot be done now; the page shows them instead of the button."""
        return ()

    def waarschuwingen(self) -> Sequence[Belemmering]:
        """What is not ideal, but does not stop anybody."""
        return ()

    def intussen(self) -> str:
        """What was done here, by whom and when, so that this page is about another act now."""
        return ""

    def form_van(self, stap: str) -> Any:
        """The form an older page had, for the words of its questions."""
        return self.get_form()

    def terug_url(self) -> str:
        raise NotImplementedError

    def vooraf(self, form: Any, namens: Namens) -> None:
        """What is looked at first, outside the transaction of `uitvoeren`: what it writes stays when it refuses."""

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        """Call one service; return the URL to go to."""
        raise NotImplementedError

    def afronden(self, namens: Namens) -> None:
        """What goes with it in the same transaction, once it is done."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A repeat of what was done gets its answer first: doing it may have changed what is possible or allowed.

        What the database undid because two were in each other's way is done once more, from the beginning (F6).
        """
        self.request = request
        getypt = request.POST if request.method == "POST" else self._teruggezet()
        if getypt is not None and (eerder := self._eerder(self._verzoek(getypt))) is not None:
            return self._herhaald(eerder, getypt)
        for _ in range(2):
            try:
                return super().dispatch(request, *args, **kwargs)
            except OperationalError as fout:
                if not is_botsing(fout):
                    raise
                _log.warning("botsing met een andere transactie bij %s", type(self).__name__)
        return opnieuw(request, getypte_velden(request), status=409, kop=TEGELIJK)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The empty form, or what was typed in it before: not judged yet, because it was not sent."""
        if (getypt := self._teruggezet()) is None:
            return super().get(request, *args, **kwargs)
        if self._is_ingehaald(getypt):
            return self._ingehaald(getypt)
        form = self.get_form(getypt)
        form._errors = ErrorDict()
        return self.render_to_response(
            self.get_context_data(
                form=form,
                verzoek=self._verzoek(getypt),
                formulier_versie=self._getypte_versie(getypt),
                begin=getypt.get(BEGIN, ""),
                namens_gekozen=getypt.get("namens", ""),
                teruggezet=True,
            )
        )

    def _teruggezet(self) -> QueryDict | None:
        return getattr(self.request, "teruggezet", None)

    def get_form(self, data: Any = None) -> Any:
        return self.form_class(data, initial=self.begin(), **self.form_opties())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", None)
        form, getypt = kwargs.pop("form") or self.get_form(), kwargs.pop("formulier_versie", None)
        if self.toont_opgeslagen and "begin" not in kwargs:
            kwargs["begin"] = begin_tekst(self.get_form())
        return super().get_context_data(
            form=form,
            knop=self.knop,
            uitleg=self.uitleg,
            stap=self.stap,
            terug_url=self.terug_url(),
            toch=TOCH,
            verzoek=kwargs.pop("verzoek", None) or uuid.uuid4(),
            formulier_versie=self.versie() if getypt is None else getypt,
            namens_keuzes=self._namens_keuzes(),
            belemmeringen=self.belemmeringen(),
            waarschuwingen=self.waarschuwingen(),
            **kwargs,
        )

    def _is_ingehaald(self, getypt: QueryDict) -> bool:
        return getypt.get("stap", self.stap) != self.stap

    def _ingehaald(self, getypt: QueryDict) -> HttpResponse:
        """The act was done already: said, with what was typed to read; the page shows what comes now."""
        self.request.formulier = self.form_van(getypt.get("stap", ""))  # type: ignore[attr-defined]
        velden = {naam: getypt.getlist(naam) for naam in getypt if not is_geheim(naam)}
        gelezen = om_te_lezen(self.request, velden)
        terug = Formulierscherm.voor_de_terugknop(self, getypt)  # no concept of what was sent already
        inhoud = self.get_context_data(intussen=self.intussen(), ingehaald=True, getypt=gelezen, terug_van=terug)
        return self.render_to_response(inhoud, status=409)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self._is_ingehaald(request.POST):
            return self._ingehaald(request.POST)
        if ALLES in request.POST:
            return self._alles_overgenomen()
        neemt_over = OVERNEMEN in request.POST and not self.belemmeringen()
        getypt = met_overgenomen(self.get_form(), request.POST) if neemt_over else request.POST
        form = request.formulier = self.get_form(getypt)  # type: ignore[attr-defined]
        namens, versie = self._gekozen_namens(form), self._getypte_versie(request.POST)
        verschil: list[Verschil] = []
        vinkje = bewaak(form) if form.is_valid() else ""
        if form.is_valid() and namens is not None:
            try:
                self.vooraf(form, namens)
                return self._een_keer(form, self._verzoek(request.POST), namens)
            except Verouderd as fout:
                versie, verschil = self.versie(), self._verschillen(getypt)  # the next try starts from what is shown
                form.add_error(None, fout.melding)
            except RegelGeschonden as fout:
                for b in fout.belemmeringen:
                    form.add_error(b.veld if b.veld in form.fields else None, ValidationError(b.melding, b.clausule))
            except OpstapFout as fout:
                form.add_error(None, fout.melding)
        gekozen = request.POST.get("namens", "")
        inhoud = self.get_context_data(
            terug_naar=self.voor_de_terugknop(getypt),
            form=form,
            formulier_versie=versie,
            namens_gekozen=gekozen,
            gelezen=vinkje,
            is_gelezen=request.POST.get(VINKJE) == vinkje,
            nu_opgeslagen=verschil,
            begin=begin_tekst(self.get_form()) if verschil else getypt.get(BEGIN, ""),
            laatste_wijziging=self.laatste_wijziging() if verschil else "",
        )
        return self.render_to_response(inhoud, status=422)

    def _verschillen(self, getypt: QueryDict) -> list[Verschil]:
        """Read after `versie`: what changes in between is seen by the next try."""
        return verschillen(self.get_form(getypt), getypt) if self.toont_opgeslagen else []

    def voor_de_terugknop(self, getypt: QueryDict) -> str:
        """Keep what was typed, and give the address that shows it: the browser may keep no page (ADR 9)."""
        velden = getypte_velden(self.request, getypt)
        if not velden or not self.zet_terug or heeft_geheim(self.request):
            return ""
        is_bewaard = getypt_bewaren(gebruiker=self.gebruiker.sleutel, pad=pad_van(self.request), velden=velden)
        return pad_van(self.request, gemerkt=True) if is_bewaard else ""

    def _een_keer(self, form: Any, sleutel: uuid.UUID, namens: Namens) -> HttpResponse:
        """Do it in one transaction together with its one-time key; a repeat gets the first answer."""
        try:
            with transaction.atomic():
                rij = Verzoek.objects.create(
                    sleutel=sleutel,
                    gebruiker=self.gebruiker.sleutel,
                    inhoud=vingerafdruk(self.request.POST),
                    op=clock.echt_nu(),
                )
                rij.antwoord = self.uitvoeren(form, namens, self._getypte_versie(self.request.POST))
                self.afronden(namens)
                rij.melding = self.gelukt
                rij.save(update_fields=["antwoord", "melding"])
        except IntegrityError:
            eerder = self._eerder(sleutel)
            if eerder is None:
                raise
            return self._herhaald(eerder, self.request.POST)
        return self._gedaan(rij)

    def _herhaald(self, eerder: Verzoek, getypt: QueryDict) -> HttpResponse:
        """The first answer again; never "done" for what was changed after it."""
        if vingerafdruk(getypt) == eerder.inhoud:
            return self._gedaan(eerder)
        messages.warning(self.request, ANDERS)
        return HttpResponseRedirect(eerder.antwoord)

    def _gedaan(self, verzoek: Verzoek) -> HttpResponse:
        """Says so to a repeat too, once: of a double click the browser shows only the last answer."""
        wachtend = cast(BaseStorage, messages.get_messages(self.request))
        staat_er_al = verzoek.melding in {str(melding) for melding in wachtend}
        wachtend.used = False  # looked at, not shown
        if verzoek.melding and not staat_er_al:
            messages.success(self.request, verzoek.melding)
        return HttpResponseRedirect(verzoek.antwoord)

    def _eerder(self, sleutel: uuid.UUID) -> Verzoek | None:
        return Verzoek.objects.filter(sleutel=sleutel, gebruiker=self.gebruiker.sleutel).first()

    def _verzoek(self, getypt: QueryDict) -> uuid.UUID:
        """The one-time key of this form; a broken one, or somebody else's, is replaced by a new one."""
        try:
            sleutel = uuid.UUID(getypt.get("verzoek", ""))
        except ValueError:
            return uuid.uuid4()
        vreemd = Verzoek.objects.filter(sleutel=sleutel).exclude(gebruiker=self.gebruiker.sleutel)
        return uuid.uuid4() if vreemd.exists() else sleutel

    def _getypte_versie(self, getypt: QueryDict, naam: str = "versie") -> int | None:
        waarde = getypt.get(naam, "")
        return int(waarde) if waarde.isascii() and waarde.isdecimal() and len(waarde) < 10 else None

    def _gekozen_namens(self, form: Any) -> Namens | None:
        """The one possibility, or what was chosen; adds an error when a choice is needed and missing."""
        if len(self.namens_mogelijk) == 1:
            return self.namens_mogelijk[0]
        keuze = self.request.POST.get("namens", "")
        for namens in self.namens_mogelijk:
            if namens.code == keuze:
                return namens
        form.add_error(None, "Kies namens welke organisatie u dit doet.")
        return None

    def _namens_keuzes(self) -> list[tuple[str, str]]:
        if len(self.namens_mogelijk) < 2:
            return []
        zinnen = {namens_van(self.gebruiker, t): _wie(t) for t in self.gebruiker.rollen}
        return [(n.code, zinnen[n]) for n in self.namens_mogelijk]


def _wie(toekenning: Roltoekenning) -> str:
    zin = f"{Rol(toekenning.rol).label} bij {toekenning.organisatie.naam}"
    return f"{zin}, voor {toekenning.voor.naam}" if toekenning.voor else zin
