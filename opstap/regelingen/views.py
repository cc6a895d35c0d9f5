"""Rekenhulp and the duties of a regeling, for people. Nothing about a person; keeps nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Scherm
from opstap.protocol.clausules import clausule
from opstap.protocol.datums import datum_voluit
from opstap.protocol.rekenhulp import Leesgroep, Leesregel, aanzegvenster, leesgroepen, waarschuwingen
from opstap.protocol.termijnuitleg import Termijnuitleg, termijnuitleg
from opstap.protocol.tijdlijn import tijdlijn
from opstap.regelingen.forms import DATUMS, RekenForm
from opstap.regelingen.models import Regeling, RegelingVersie
from opstap.regelingen.services import geldende_versie, versie_van_toen


class RekenhulpView(Scherm):
    """A GET form: the address may be shared, it holds dates and a regeling and nobody's name."""

    actie = Actie.REKENHULP_ZIEN
    template_name = "regelingen/rekenhulp.html"
    titel = "Rekenhulp"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versies, gevraagd = versies_voor(self.gebruiker), bool(self.request.GET)
        begin = {"regeling": versies[0].regeling.slug} if len(versies) == 1 else {}
        form = RekenForm(self.request.GET if gevraagd else None, versies=versies, initial=begin)
        kwargs["termijnen_url"] = reverse("termijnen")
        if form.is_valid():
            kwargs |= _uitkomst(form)
        return super().get_context_data(form=form, heeft_regeling=bool(versies), **kwargs)


def versies_voor(gebruiker: Gebruiker) -> list[RegelingVersie]:
    """What holds today of the own regelingen; who has none may look at every one that is there."""
    eigen = Regeling.objects.voor_organisaties({t.organisatie_id for t in gebruiker.rollen})
    gevonden = []
    for regeling in eigen or Regeling.objects.order_by("naam"):
        try:
            gevonden.append(geldende_versie(regeling, clock.vandaag()))
        except RegelingVersie.DoesNotExist:
            continue
    return gevonden


def _uitkomst(form: RekenForm) -> dict[str, Any]:
    geldt = form.versies[form.cleaned_data["regeling"]]
    versie = versie_van_toen(geldt, form.cleaned_data["versie"])
    start, parameters = form.start(), versie.parameters
    lijn = tijdlijn(start=start, parameters=parameters)
    return {
        "termijnen_url": termijnen_url(versie),
        "regeling": geldt.regeling.naam,
        "letter": geldt.regeling.kenmerkletter,
        "oude_versie": versie.nummer if versie.pk != geldt.pk else None,
        "gegeven": [(form[naam].label, dag) for naam in DATUMS if (dag := form.cleaned_data[naam]) is not None],
        "groepen": [_groep(g) for g in leesgroepen(lijn=lijn, parameters=parameters)],
        "venster": aanzegvenster(lijn=lijn),
        "waarschuwingen": waarschuwingen(start=start, lijn=lijn, parameters=parameters, peildatum=clock.vandaag()),
    }


def _groep(groep: Leesgroep) -> dict[str, Any]:
    return {"titel": groep.fase.label, "regels": [_regel(r) for r in groep.regels]}


def _regel(regel: Leesregel) -> dict[str, Any]:
    return {"regel": regel, "afspraak": clausule(regel.clausule).tekst if regel.clausule else ""}


class TermijnenView(Scherm):
    """Who must do what and when, and what happens otherwise: the rules only, so every role may read them.

    `versie` in the address is one version that was vastgesteld; without it the first of the own regelingen.
    """

    actie = Actie.TERMIJNEN_ZIEN
    template_name = "regelingen/termijnen.html"
    titel = "Termijnen van deze regeling"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        eigen = versies_voor(self.gebruiker)
        versie = self._gevraagd() or next(iter(eigen), None)
        if versie is None:
            return super().get_context_data(**kwargs)
        letter = versie.regeling.kenmerkletter
        groepen = termijnuitleg(parameters=versie.parameters, letter=letter)
        return super().get_context_data(
            versie=versie,
            letter=letter,
            geldt=versie in eigen,
            groepen=[{"titel": g.fase.label, "regels": [_termijn(r) for r in g.regels]} for g in groepen],
            andere=[{"naam": v.regeling.naam, "url": termijnen_url(v)} for v in eigen if v.regeling != versie.regeling],
            versies=[
                {"naam": f"Versie {v.nummer}, vanaf {datum_voluit(v.vanaf)}", "url": termijnen_url(v)}
                for v in versie.regeling.versies.filter(status="vastgesteld").order_by("-nummer")
                if v != versie
            ],
            **kwargs,
        )

    def _gevraagd(self) -> RegelingVersie | None:
        sleutel = self.request.GET.get("versie", "")
        if not sleutel:
            return None
        try:
            rijen = RegelingVersie.objects.filter(sleutel=UUID(sleutel), status="vastgesteld")
            gevonden: RegelingVersie = rijen.select_related("regeling").get()
        except (ValueError, RegelingVersie.DoesNotExist) as fout:
            raise Http404 from fout
        return gevonden


def termijnen_url(versie: RegelingVersie) -> str:
    return f"{reverse('termijnen')}?versie={versie.sleutel}"


def _termijn(regel: Termijnuitleg) -> dict[str, Any]:
    return {
        "wat": regel.wat,
        "is_vastgelegd": regel.is_vastgelegd,
        "wie": regel.wie,
        "wanneer": regel.wanneer,
        "aard": regel.aard.label,
        "meer": [
            ("Herinnering", regel.herinnering),
            ("Wie hoort het daarna", "; ".join(regel.daarna) or "verder niemand"),
            ("Als niets gebeurt", regel.gevolg),
            ("Klaar als", regel.klaar),
        ],
        "clausule": regel.clausule,
    }
