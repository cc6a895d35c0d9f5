"""Rekenhulp, the duties of a regeling, the overleg over an own overeenkomst. Nothing about a kandidaat."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.protocol.clausules import clausule
from opstap.protocol.datums import datum_voluit
from opstap.protocol.rekenhulp import Leesgroep, Leesregel, aanzegvenster, leesgroepen, waarschuwingen
from opstap.protocol.termijnuitleg import Termijnuitleg, termijnuitleg
from opstap.protocol.tijdlijn import tijdlijn
from opstap.regelingen.forms import DATUMS, OverlegForm, RekenForm
from opstap.regelingen.models import Deelname, Regeling, RegelingVersie
from opstap.regelingen.services import (
    eigen_overeenkomst,
    geldende_versie,
    overleg_vastleggen,
    overlegregels,
    versie_van_toen,
)
from opstap.regelingen.toegang import namens_in_overleg


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


class OverlegView(Formulierscherm):
    """One side says that it consulted the other about the overeenkomst of one organisation (Z-7.7)."""

    actie = Actie.OVEREENKOMST_OVERLEGGEN
    form_class = OverlegForm
    titel = "Overleg over een eigen opstapovereenkomst"
    uitleg = (
        "Deze organisatie doet niet mee aan het protocol. Zij heeft een eigen opstapovereenkomst. Die telt pas als de "
        "gemeente en de coördinerende corporatie overlegden. Elk van beide legt dat zelf vast. Tot dan wordt niemand "
        "van deze organisatie toegelaten."
    )
    knop = "Leg dit vast"
    gelukt = "Dit is vastgelegd."
    regeling: Regeling
    deelname: Deelname

    def laden(self, **kwargs: Any) -> None:
        regeling = Regeling.objects.filter(sleutel=kwargs["regeling"]).first()
        organisatie = Organisatie.objects.filter(sleutel=kwargs["aanbieder"]).first()
        if regeling is None or organisatie is None or not namens_in_overleg(self.gebruiker, regeling):
            raise Http404
        deelname = eigen_overeenkomst(regeling, organisatie)
        if deelname is None:
            raise Http404
        self.regeling, self.deelname = regeling, deelname

    def mag_namens(self) -> list[Namens]:
        return namens_in_overleg(self.gebruiker, self.regeling)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feiten = [("Organisatie", self.deelname.organisatie.naam), ("Regeling", self.regeling.naam)]
        return super().get_context_data(feiten=[*feiten, *overlegregels(self.deelname)], **kwargs)

    def terug_url(self) -> str:
        """To the aanmelding she was judging, when she came from there."""
        try:
            return reverse("aanmelding:beoordelen", args=[UUID(self.request.GET.get("traject", ""))])
        except ValueError:
            return reverse("monitor:overzicht")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        overleg_vastleggen(
            regeling=self.regeling.sleutel,
            organisatie=self.deelname.organisatie.sleutel,
            datum=form.cleaned_data["datum"],
            namens=namens,
        )
        return self.terug_url()
