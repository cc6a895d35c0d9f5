"""How much support there is at home, and when the huurder was away. Nothing here says why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst

from evaluatie.begeleidingkaart import mag_begeleiding_lezen
from evaluatie.enums import Partij
from evaluatie.forms.begeleiding import BegeleidingForm, OpnameForm
from evaluatie.models import Begeleidingswijziging, Opname
from evaluatie.services.begeleiding import (
    aantal_wijzigingen,
    begeleiding_veranderen,
    bijhouden_belemmeringen,
    evaluaties_erin,
    laatste_wijziging,
    lopende_opname,
    opname_vastleggen,
    opnameversie,
)
from evaluatie.views.gedeeld import Inzagescherm
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begeleiden import verandering_keuzes
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.schermen import Trajectformulier


class BegeleidingView(Inzagescherm):
    """For zorg; for the Wmo-consulent only where the Wmo pays. To others it is not there."""

    actie = Actie.BEGELEIDING_ZIEN
    inzage = "begeleiding"
    template_name = "evaluatie/stand.html"
    titel = "Begeleiding thuis"

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        if not mag_begeleiding_lezen(self.traject, self.mag_namens()):
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rijen = Begeleidingswijziging.objects.filter(traject=self.traject).order_by("-vanaf", "-pk")
        opnames = Opname.objects.filter(traject=self.traject).order_by("-van", "-pk")
        delen = [(f"Vanaf {datum_voluit(rij.vanaf)}", wijzigingsregels(rij)) for rij in rijen]
        delen += [("Tijdelijk niet thuis", opnameregels(opname)) for opname in opnames]
        mag = self._mag_bijhouden()
        loopt = lopende_opname(self.traject)
        return super().get_context_data(
            inleiding="Hier staat hoe vaak er contact is, en vanaf wanneer. Niet waarom. "
            "De corporatie leest alleen dat de begeleiding stopt of weer begint.",
            delen=delen or [("Nu", [("Veranderingen", "nog geen: het is zoals bij het begin is afgesproken")])],
            acties=self._acties(loopt) if mag else [],
            verzetten=self._verzetten(loopt) if mag and loopt else [],
            terug_url=reverse("traject", args=[self.traject.sleutel]),
            **kwargs,
        )

    def _mag_bijhouden(self) -> bool:
        return self.mag(Actie.BEGELEIDING_BIJHOUDEN) and any(
            not bijhouden_belemmeringen(self.traject, n.organisatie) for n in self.namens_mogelijk
        )

    def _acties(self, loopt: Opname | None) -> list[dict[str, Any]]:
        weg = "Werk bij hoe lang de huurder weg is" if loopt else "De huurder is een tijd niet thuis"
        return [
            {"tekst": "De begeleiding verandert", "url": self.url("begeleiding_veranderen"), "is_eerste": not loopt},
            {"tekst": weg, "url": self.url("opname"), "is_eerste": bool(loopt)},
        ]

    def _verzetten(self, loopt: Opname) -> list[dict[str, str]]:
        return [
            {
                "tekst": f"{e.nummer}. {capfirst(e.get_soort_display())}, {datum_voluit(e.gepland_op)}",
                "url": self.url("niet_doorgegaan", e.sleutel),
            }
            for e in evaluaties_erin(loopt)
        ]


def wijzigingsregels(rij: Begeleidingswijziging) -> list[tuple[str, str]]:
    regels = [("Wat verandert er?", rij.get_soort_display())]
    if rij.ritme:
        regels.append(("Contact", rij.get_ritme_display()))
    if rij.uren:
        regels.append(("Uren per week", str(rij.uren)))
    regels.append(("Afgesproken met", ", ".join(Partij(code).label for code in rij.akkoord)))
    return regels


def opnameregels(opname: Opname) -> list[tuple[str, str]]:
    regels = [("Vanaf", datum_voluit(opname.van))]
    if opname.terug_op is not None:
        return [*regels, ("Weer thuis sinds", datum_voluit(opname.terug_op))]
    tot = datum_voluit(opname.verwacht_tot) if opname.verwacht_tot else "nog niet bekend"
    return [*regels, ("Waarschijnlijk tot", tot)]


class _Begeleidingsformulier(Inzagescherm, Trajectformulier):
    actie = Actie.BEGELEIDING_BIJHOUDEN

    def terug_url(self) -> str:
        return self.url("begeleiding")

    def belemmeringen(self) -> Sequence[Belemmering]:
        return bijhouden_belemmeringen(self.traject, self.namens_mogelijk[0].organisatie)


class VeranderenView(_Begeleidingsformulier):
    titel = "De begeleiding verandert"
    uitleg = (
        "Er is geen besluit nodig. Spreek het af met de huurder en leg vast wat er verandert, niet waarom. "
        "Stopt de begeleiding terwijl er nog hulp nodig is? Dan wordt dat een signaal, en kijkt u samen met de "
        "corporatie wat er nodig is. De huur stopt daar niet door."
    )
    knop = "Leg de verandering vast"
    gelukt = "De verandering is vastgelegd."

    def versie(self) -> int | None:
        return aantal_wijzigingen(self.traject)

    def get_form(self, data: Any = None) -> BegeleidingForm:
        vorige = laatste_wijziging(self.traject)
        return BegeleidingForm(
            data,
            keuzes=verandering_keuzes(vorige=vorige.feit if vorige else None),
            met_uren=bool(self.traject.regelingversie.parameters.begeleidingsuren_vastleggen),
        )

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        begeleiding_veranderen(traject=self.traject.sleutel, namens=namens, versie=versie, **form.cleaned_data)
        return self.terug_url()


class OpnameView(_Begeleidingsformulier):
    """One form for the whole of it: gone, longer than thought, and home again."""

    titel = "De huurder is een tijd niet thuis"
    uitleg = (
        "Leg alleen de dagen vast. Niet waar de huurder is en niet waarom. De huur loopt door, en de evaluaties houden "
        "hun dag. De corporatie leest dit niet."
    )
    knop = "Leg de dagen vast"
    gelukt = "De dagen zijn vastgelegd."
    toont_opgeslagen = True

    def versie(self) -> int | None:
        return opnameversie(self.traject)

    def laatste_wijziging(self) -> str:
        return self.laatst_gedaan("opname_vastgelegd", "opname_voorbij")

    def get_form(self, data: Any = None) -> OpnameForm:
        loopt = lopende_opname(self.traject)
        begin = {"weg_vanaf": loopt.van, "verwacht_tot": loopt.verwacht_tot} if loopt else {}
        return OpnameForm(data, initial=begin, loopt=loopt is not None)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        opname_vastleggen(
            traject=self.traject.sleutel,
            van=form.cleaned_data["weg_vanaf"],
            verwacht_tot=form.cleaned_data["verwacht_tot"],
            terug_op=form.cleaned_data.get("terug_op"),
            namens=namens,
            versie=versie,
        )
        return self.terug_url()
