"""Rekenhulp: every date that follows from a few dates, for people. Keeps nothing."""

from __future__ import annotations

from typing import Any

from opstap import clock
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Scherm
from opstap.protocol.clausules import clausule
from opstap.protocol.rekenhulp import Leesgroep, Leesregel, aanzegvenster, leesgroepen, waarschuwingen
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
        versies, gevraagd = self._versies(), bool(self.request.GET)
        begin = {"regeling": versies[0].regeling.slug} if len(versies) == 1 else {}
        form = RekenForm(self.request.GET if gevraagd else None, versies=versies, initial=begin)
        if form.is_valid():
            kwargs |= _uitkomst(form)
        return super().get_context_data(form=form, heeft_regeling=bool(versies), **kwargs)

    def _versies(self) -> list[RegelingVersie]:
        """What holds today of the own regelingen; who has none may look at every one that is there."""
        eigen = Regeling.objects.voor_organisaties({t.organisatie_id for t in self.gebruiker.rollen})
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
