"""The list of trajecten, the traject page and its letters."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Case, Min, Q, When
from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from opstap import clock
from opstap.logboek.models import Gebeurtenis
from opstap.modellen import nummer_van
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.partners.schermen import Scherm
from opstap.protocol.begrippen import Fase, Rol
from opstap.protocol.beslissen import loket_van
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.klachten import CLIENTONDERSTEUNING, wegwijzer
from opstap.protocol.parameterteksten import parameterregels
from opstap.protocol.termijnsoorten import DOET_OPSTAP, TERMIJNSOORTEN
from opstap.protocol.tijdlijn import NIET_VASTGELEGD
from opstap.protocol.wissen import SOORT as WISSEN
from opstap.trajecten.brievenlijst import brievenlijst
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.gebeurtenissen import leesbaar_voor, zin
from opstap.trajecten.kaart import kaart
from opstap.trajecten.models import Traject
from opstap.trajecten.schermen import Trajectscherm
from opstap.trajecten.services import betrokken_organisatie
from opstap.trajecten.toegang import is_van, mag_weten, mogelijk_namens
from opstap.trajecten.verklaringen import verklaringen

PER_PAGINA = 50
#: A duty of one's own within this time gets a button, also when another organisation is first.
DICHTBIJ = timedelta(days=30)


class ZoekForm(forms.Form):
    q = forms.CharField(label="Kenmerk of naam", required=False, max_length=60)
    fase = forms.ChoiceField(label="Fase", required=False, choices=[("", "Alle fasen"), *Fase.keuzes()])


#: How a traject begins that is not the usual way; that one stands on the home page.
_ZELDEN = (("Opstapregeling vragen bij een intake", "aanmelding:voorwaarde_stellen", Actie.VOORWAARDE_STELLEN),)
#: The timeline shows this many events, and every one when the address asks for `_ALLES`.
EERST_TE_ZIEN = 100
_ALLES = "alles"


class TrajectenView(Scherm):
    """Own scope, filter, search on kenmerk and name; keyset pages, no COUNT."""

    actie = Actie.TRAJECTEN_ZIEN
    template_name = "trajecten/lijst.html"
    titel = "Trajecten"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = ZoekForm(self.request.GET)
        filters = form.cleaned_data if form.is_valid() else {"q": "", "fase": ""}
        rijen = list(self._trajecten(filters)[: PER_PAGINA + 1])
        volgende = rijen[PER_PAGINA - 1] if len(rijen) > PER_PAGINA else None
        datums = self._eerste_datums(rijen)
        return super().get_context_data(
            form=form,
            rijen=[self._rij(t, *datums[t.pk]) for t in rijen[:PER_PAGINA]],
            volgende_url=self._na(filters, volgende) if volgende else "",
            heeft_filter=bool(filters["q"] or filters["fase"]),
            leeg_zin="Er zijn nog geen trajecten waar uw organisatie bij betrokken is.",
            starten=[{"tekst": t, "url": reverse(naam)} for t, naam, actie in _ZELDEN if self._mag(actie)],
            **kwargs,
        )

    def _mag(self, actie: Actie) -> bool:
        return any(bereik(Rol(t.rol), actie) is not Bereik.GEEN for t in self.gebruiker.rollen)

    def _trajecten(self, filters: dict[str, str]) -> Any:
        trajecten = Traject.objects.zichtbaar_voor(self.gebruiker)
        if filters["fase"]:
            trajecten = trajecten.in_fase(Fase(filters["fase"]))
        if filters["q"]:
            trajecten = trajecten.zoek(filters["q"])
        dag, _, sleutel = self.request.GET.get("na", "").partition("_")
        if dag and sleutel:
            try:
                gestart_op = date.fromisoformat(dag).isoformat()
            except ValueError as fout:
                raise Http404 from fout
            trajecten = trajecten.na(gestart_op, nummer_van(Traject.objects.zichtbaar_voor(self.gebruiker), sleutel))
        return trajecten.nieuwste_eerst().select_related("persoon")

    def _eerste_datums(self, rijen: list[Any]) -> dict[int, tuple[date | None, date | None]]:
        """The first open date of each row, and the first without what was late on the day it began; in one query for
        the page, not of duties this person may not know of. Of what waits the day until which it waits.
        """
        rollen = {Rol(t.rol) for t in self.gebruiker.rollen}
        geheim = [s.code for s in TERMIJNSOORTEN.values() if s.lezers is not None and not rollen <= s.lezers]
        open_ = Q(termijnen__status="open") & ~Q(termijnen__soort__in=[*geheim, *DOET_OPSTAP])
        van_pagina = Traject.objects.filter(pk__in=[t.pk for t in rijen])
        wacht = When(termijnen__wacht_tot__gt=clock.vandaag(), then="termijnen__wacht_tot")
        datum = Case(wacht, default="termijnen__datum")
        geteld = Min(datum, filter=open_ & Q(termijnen__was_al_voorbij=False))
        paren = van_pagina.annotate(eerste=Min(datum, filter=open_), geteld=geteld)
        return {pk: (eerste, geteld_) for pk, eerste, geteld_ in paren.values_list("pk", "eerste", "geteld")}

    def _rij(self, traject: Any, datum: date | None, geteld: date | None) -> dict[str, Any]:
        return {
            "kenmerk": traject.kenmerk,
            "naam": traject.naam,
            "fase_label": Fase(traject.fase).label,
            "deadline_tekst": datum_voluit(datum) if datum else "",
            "is_te_laat": bool(geteld and geteld < clock.vandaag()),
            "url": reverse("traject", args=[traject.sleutel]),
        }

    def _na(self, filters: dict[str, str], laatste: Any) -> str:
        return "?" + urlencode({**filters, "na": f"{laatste.gestart_op.isoformat()}_{laatste.sleutel}"})


class TrajectView(Trajectscherm):
    """Status in words, who is aan zet, dates, letters and the timeline."""

    actie = Actie.TRAJECT_ZIEN
    template_name = "trajecten/traject.html"
    na_wissen = True
    ouder_url = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        deel = kaart(self.traject, self.gebruiker)
        rollen = {Rol(n.rol) for n in self.namens_mogelijk}
        termijnen = [self._termijn(t) for t in self._open_termijnen() if mag_weten(self.gebruiker, rollen, t)]
        _op_volgorde(termijnen)
        eerste = termijnen[0] if termijnen else None
        return super().get_context_data(
            kop={
                "kenmerk": self.traject.kenmerk,
                "naam": self.traject.naam,
                "fase_label": Fase(self.traject.fase).label,
                "zin": self._fasezin(),
            },
            terug_url=reverse("trajecten"),
            aan_zet=eerste,
            uw_beurt=_uw_beurt(termijnen),
            handelingen=[{"tekst": h.tekst, "url": h.url} for h in deel.handelingen],
            stappen=_stappen(self.traject),
            feiten=self._feiten() + list(deel.regels),
            regeling_url=reverse("regeling", args=[self.traject.sleutel]),
            verklaringen_url=reverse("verklaringen", args=[self.traject.sleutel])
            if self.traject.gewist_op is None and mogelijk_namens(self.gebruiker, Actie.VERKLARINGEN_ZIEN, self.traject)
            else "",
            regeltermijnen_url=f"{reverse('termijnen')}?versie={self.traject.regelingversie.sleutel}",
            termijnen=termijnen,
            brieven=brievenlijst(self.traject, self.gebruiker),
            tijdlijn=self._tijdlijn(rollen),
            ouder_url=self.ouder_url,
            alles_open=_ALLES in self.request.GET,
            banner=deel.banner,
            **kwargs,
        )

    def _fasezin(self) -> str:
        if self.traject.afgesloten_op is None:
            fase = Fase(self.traject.fase)
            wacht_op_zorg = fase is Fase.AANMELDING and not self.traject.instroomroute
            return _ZOEKT_ZORG if wacht_op_zorg else _FASEZINNEN[fase]
        dag = datum_voluit(self.traject.afgesloten_op)
        return f"Dit traject is afgesloten op {dag}: {Uitkomst(self.traject.uitkomst).label}. {self._wiszin()}".strip()

    @regelt("Z-20.2", "I-8")
    def _wiszin(self) -> str:
        """Since when, or on which day, the person is forgotten; empty while there is no such day."""
        if self.traject.gewist_op is not None:
            return f"De gegevens van deze persoon zijn gewist op {datum_voluit(self.traject.gewist_op)}."
        termijn = self.traject.termijnen.open().filter(soort=WISSEN).first()
        if termijn is None:
            return ""
        return f"De gegevens van deze persoon worden gewist op {datum_voluit(termijn.datum + timedelta(days=1))}."

    def _open_termijnen(self) -> Any:
        return self.traject.termijnen.gevraagd().select_related("organisatie").eerste_eerst()

    def _termijn(self, termijn: Any) -> dict[str, Any]:
        tekst = termijn.kind.tekst
        return {
            "tekst": tekst,
            "wat": tekst,
            "datum": termijn.datum,
            "datum_tekst": datum_voluit(termijn.datum),
            "dagen": termijn.hoe_lang(clock.vandaag()),
            "wie": termijn.organisatie.naam if termijn.organisatie else "nog niemand",
            "gevolg": termijn.kind.gevolg,
            "aard_label": termijn.kind.aard.label,
            "eigen_zin": self._eigen(termijn),
            "is_te_laat": termijn.is_te_laat(clock.vandaag()),
            "wacht_zin": termijn.wacht_zin(clock.vandaag()),
            "gaat_voor": termijn.gaat_voor(clock.vandaag()),
            "was_al_voorbij": termijn.was_al_voorbij,
            "daad": termijn.kind.daad,
            "handeling": {"tekst": tekst, "url": termijn.url} if is_van(self.gebruiker, termijn) else None,
            "als_niet_url": reverse("als_niet", args=[self.traject.sleutel, termijn.sleutel]),
        }

    def _eigen(self, termijn: Any) -> str:
        """A term of our own is called so."""
        vast = termijn.kind.is_vastgelegd(self.traject.regelingversie.parameters)
        return "" if vast else NIET_VASTGELEGD

    def _feiten(self) -> list[tuple[str, str]]:
        begeleiding = self.traject.betrokkenheden.actueel().filter(hoedanigheid="begeleiding")
        regels = [
            ("Regeling", self.traject.regeling.naam),
            ("Begonnen op", datum_voluit(self.traject.gestart_op)),
        ]
        for rij in begeleiding.select_related("organisatie", "contactpersoon"):
            contact = f", {rij.contactpersoon.naam}" if rij.contactpersoon else ""
            sinds = f", sinds {datum_voluit(rij.vanaf)}" if rij.vanaf > self.traject.gestart_op else ""
            regels.append(("Begeleiding", f"{rij.organisatie.naam}{contact}{sinds}"))
        return regels

    def _tijdlijn(self, rollen: set[Rol]) -> list[dict[str, Any]]:
        """The newest; all of it when that is asked for."""
        gelezen = Gebeurtenis.objects.filter(traject=self.traject.sleutel, soort__in=leesbaar_voor(rollen))
        regels = list(gelezen.order_by("-dag", "-pk")[: None if _ALLES in self.request.GET else EERST_TE_ZIEN + 1])
        if _ALLES not in self.request.GET and len(regels) > EERST_TE_ZIEN:
            self.ouder_url, regels = f"?{_ALLES}=ja#tijdlijn", regels[:-1]
        mensen: dict[UUID | None, str] = dict(
            Gebruiker.objects.filter(sleutel__in={s for r in regels for s in (r.gebruiker, r.voor)}).values_list(
                "sleutel", "naam"
            )
        )
        organisaties: dict[UUID | None, str] = dict(
            Organisatie.objects.filter(sleutel__in={r.organisatie for r in regels}).values_list("sleutel", "naam")
        )
        zinnen = [
            {
                "datum_tekst": datum_voluit(r.dag),
                "zin": zin(r.soort, r.gegevens),
                "wie": _wie(mensen.get(r.gebruiker), mensen.get(r.voor), organisaties.get(r.organisatie)),
            }
            for r in regels
        ]
        return [regel for regel, _ in groupby(zinnen)]  # the same thing twice in a row is told once


def _op_volgorde(termijnen: list[dict[str, Any]]) -> None:
    """Who is to act now first: a date that was past when it began says nothing about that.

    A later duty that the same act ends stands behind it all the same: that says only when it is over.
    """
    gemerkt = {t["daad"] for t in termijnen if t["was_al_voorbij"] and t["daad"]}

    def plek(t: dict[str, Any]) -> tuple[object, ...]:
        is_einde = not t["was_al_voorbij"] and t["daad"] in gemerkt
        return (
            not t["gaat_voor"], bool(t["wacht_zin"]), is_einde, t["was_al_voorbij"], t["datum"], t["handeling"] is None
        )  # fmt: skip

    termijnen.sort(key=plek)


class RegelingView(Trajectscherm):
    """What was agreed in the regeling of this traject, in the version it follows; what was not is said so."""

    actie = Actie.TRAJECT_ZIEN
    template_name = "trajecten/regeling.html"
    na_wissen = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parameters = self.traject.regelingversie.parameters
        loket = betrokken_organisatie(self.traject, loket_van(parameters=parameters).hoedanigheid)
        return super().get_context_data(
            feiten=parameterregels(parameters=parameters),
            klachten=wegwijzer(loketsoort=loket.soort if loket else "", parameters=parameters),
            hulp_bij_klacht=CLIENTONDERSTEUNING,
            terug_url=reverse("traject", args=[self.traject.sleutel]),
            **kwargs,
        )


class VerklaringenView(Trajectscherm):
    """What was told, agreed to, refused and taken back, for who files it and who needs to know."""

    actie = Actie.VERKLARINGEN_ZIEN
    template_name = "trajecten/verklaringen.html"
    titel = "Verklaringen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rollen = {Rol(n.rol) for n in self.namens_mogelijk}
        return super().get_context_data(
            verklaringen=verklaringen(self.traject, self.gebruiker, rollen),
            terug_url=reverse("traject", args=[self.traject.sleutel]),
            **kwargs,
        )


def _wie(mens: str | None, voor: str | None, organisatie: str | None) -> str:
    if mens and voor:
        mens = f"{mens} namens {voor}"
    return ", ".join(deel for deel in (mens, organisatie) if deel) or "Opstap"


_FASEZINNEN = {
    Fase.VOORBEREIDING: "Het vertrek wordt voorbereid.",
    Fase.AANMELDING: "De aanmelding wordt ingevuld.",
    Fase.BEOORDELING: "De aanmelding is verstuurd en wordt bekeken.",
    Fase.BEMIDDELING: "De kandidaat is toegelaten. Er wordt een woning gezocht.",
    Fase.CONTRACT: "Er is een woning. Het contract wordt gemaakt.",
    Fase.WONEN: "De bewoner woont in de woning, met begeleiding.",
    Fase.BESLUIT: "Het is tijd om te besluiten over een vast contract.",
    Fase.HERHUISVESTING: "Er wordt samen een andere woonplek gezocht.",
}
#: A corporatie began, and who begeleidt filled in nothing yet (Z-5.4).
_ZOEKT_ZORG = (
    "Een corporatie vraagt om de opstapregeling te gebruiken. Een zorgorganisatie vult straks de aanmelding in."
)
_WEG = (Fase.AANMELDING, Fase.BEOORDELING, Fase.BEMIDDELING, Fase.CONTRACT, Fase.WONEN, Fase.BESLUIT)


#: What ended with a home for good; any other end left the road somewhere.
_AANGEKOMEN = (Uitkomst.VAST_CONTRACT, Uitkomst.VAST_DOOR_WET)


def _uw_beurt(termijnen: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The first duty of this person, unless it is far away: the one primary button of the page."""
    mijn = next((t for t in termijnen if t["handeling"]), None)
    if mijn is None or (mijn is not termijnen[0] and mijn["datum"] > clock.vandaag() + DICHTBIJ):
        return None
    return mijn


def _stappen(traject: Traject) -> list[dict[str, str]]:
    """The road of a traject with the place it stands; nothing when it left the road before its end."""
    nu = Fase(traject.fase)
    if nu is Fase.HERHUISVESTING or (nu is Fase.AFGESLOTEN and traject.uitkomst not in _AANGEKOMEN):
        return []
    plaats = _WEG.index(nu) if nu in _WEG else len(_WEG)
    return [
        {"label": f.label, "stand": "klaar" if i < plaats else "nu" if i == plaats else "later"}
        for i, f in enumerate(_WEG)
    ]
