"""The agreements of a regeling: read them, change one, see what moves, fix them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse

from opstap import clock
from opstap.errors import Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_voluit
from opstap.protocol.parameters import Parameters
from opstap.protocol.parameterteksten import parameterregels, parameterverschillen
from opstap.protocol.regelingwissel import LetOp, Verschuiving
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN
from opstap.regelingen.models import Regeling, RegelingVersie
from opstap.regelingen.services import (
    Ingang,
    concept_belemmeringen,
    concept_bewaren,
    nieuwste_versie,
    stand,
    tweede_persoon_belemmeringen,
)
from opstap.regelingen.toegang import WIE_WIJZIGT, namens_in_regeling
from opstap.termijnen.overstap.forms import AfsprakenForm, IngangForm
from opstap.termijnen.overstap.services import afspraken_vaststellen
from opstap.termijnen.overstap.vooruitblik import Trajectblik, Vooruitblik, vooruitblik
from opstap.trajecten.schermen import wie_en_wanneer

PER_BLAD = 25
_KOPPEN = {
    "versies": ("Versie", "Geldt vanaf", "Voor wie", "Overgestapt"),
    "verschillen": ("Afspraak", "Was", "Wordt"),
    "taken": ("Kenmerk", "Taak", "Was", "Wordt", "Let op"),
}


class Regelingscherm(Scherm):
    """A page about one regeling; only the gemeente that keeps it knows of it."""

    regeling: Regeling

    def laden(self, **kwargs: Any) -> None:
        regeling = Regeling.objects.filter(sleutel=kwargs["regeling"]).first()
        if regeling is None or not namens_in_regeling(self.gebruiker, self.actie, regeling):
            raise Http404
        self.regeling = regeling

    def mag_namens(self) -> list[Namens]:
        return namens_in_regeling(self.gebruiker, self.actie, self.regeling)

    def terug_url(self) -> str:
        return _url("afspraken", self.regeling)


def _url(naam: str, regeling: Regeling) -> str:
    return reverse(f"regeling_{naam}", args=[regeling.sleutel])


class RegelingenView(Scherm):
    actie = Actie.REGELING_ZIEN
    template_name = "regelingen/regelingen.html"
    titel = "Regelingen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        regelingen = [
            {"naam": r.naam, "gemeenten": r.gemeenten, "url": _url("afspraken", r)}
            for r in Regeling.objects.order_by("naam")
            if namens_in_regeling(self.gebruiker, self.actie, r)
        ]
        leeg = "Uw organisatie houdt geen regeling bij. Dat doet de gemeente die meedoet."
        return super().get_context_data(regelingen=regelingen, leeg_zin=leeg, **kwargs)


class AfsprakenView(Regelingscherm):
    """One version in plain words, what it changed, the other versions, and how far running trajecten are."""

    actie = Actie.REGELING_ZIEN
    template_name = "regelingen/afspraken.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.titel = f"Afspraken van {self.regeling.naam}"
        versies = list(_met_voortgang(self.regeling))
        gekozen, ander = self._versie("versie", versies), self._versie("met", versies)
        gekozen = gekozen or next((v for v in versies if v.vanaf <= clock.vandaag()), versies[0] if versies else None)
        vorige = ander or next((v for v in versies if gekozen and v.nummer < gekozen.nummer), None)
        return super().get_context_data(
            gekozen=gekozen,
            feiten=parameterregels(parameters=gekozen.parameters) if gekozen else [],
            waarschuwingen=tweede_persoon_belemmeringen(self.regeling, gekozen.parameters) if gekozen else [],
            vorige=vorige,
            verschillen=_verschillen(vorige, gekozen) if vorige and gekozen else [],
            vergelijking=f"Van versie {vorige.nummer} naar versie {gekozen.nummer}" if vorige and gekozen else "",
            versies=versies,
            versierijen=[self._rij(v) for v in versies],
            concept=self._concept(),
            koppen=_KOPPEN,
            wijzig_url=self._wijzig_url(),
            wie_wijzigt="" if self._wijzig_url() else WIE_WIJZIGT,
            **kwargs,
        )

    def _versie(self, naam: str, versies: Sequence[RegelingVersie]) -> RegelingVersie | None:
        return next((v for v in versies if str(v.nummer) == self.request.GET.get(naam, "")), None)

    def _rij(self, versie: RegelingVersie) -> dict[str, Any]:
        voor = "ook lopende trajecten" if versie.ook_lopend else "nieuwe trajecten"
        return {
            "url": f"?versie={versie.nummer}",
            "cellen": (f"Versie {versie.nummer}", datum_voluit(versie.vanaf), voor, _voortgang(versie)),
        }

    def _wijzig_url(self) -> str:
        mag = namens_in_regeling(self.gebruiker, Actie.REGELING_WIJZIGEN, self.regeling)
        return _url("wijzigen", self.regeling) if mag else ""

    def _concept(self) -> dict[str, Any] | None:
        concept = self.regeling.versies.concept().first()
        if concept is None:
            return None
        verschillen = _verschillen(nieuwste_versie(self.regeling), concept)
        return {"verschillen": verschillen, "url": _url("vaststellen", self.regeling) if self._wijzig_url() else ""}


def _met_voortgang(regeling: Regeling) -> Any:
    klaar = Count("overstappen", filter=Q(overstappen__klaar_op__isnull=False, overstappen__vervallen_reden=""))
    houdt = Count("overstappen", filter=~Q(overstappen__vervallen_reden=""))
    vast = Count("overstappen", filter=Q(overstappen__klaar_op=None) & ~Q(overstappen__geparkeerd_reden=""))
    return regeling.versies.vastgesteld().annotate(mee=Count("overstappen"), klaar=klaar, houdt=houdt, vast=vast)


def _voortgang(versie: Any) -> str:
    if not versie.mee:
        return "geen trajecten"
    blijft = f", {versie.vast} lukte niet" if versie.vast else ""
    houdt = f", {versie.houdt} hoeft niet meer" if versie.houdt else ""
    return f"{versie.klaar} van {versie.mee} trajecten{blijft}{houdt}"


def _verschillen(oud: RegelingVersie | None, nieuw: RegelingVersie) -> list[dict[str, Any]]:
    was = oud.parameters if oud else Parameters()
    return [{"cellen": rij} for rij in parameterverschillen(oud=was, nieuw=nieuw.parameters)]


class WijzigenView(Regelingscherm, Formulierscherm):
    """Every agreement as a field; saving makes a version in preparation and changes nothing for anybody yet."""

    actie = Actie.REGELING_WIJZIGEN
    form_class = AfsprakenForm
    titel = "Wijzig een afspraak"
    knop = "Bewaar en kijk wat er verandert"
    uitleg = "Er verandert nog niets. U ziet eerst wat de wijziging doet. Leeg laten betekent: niet vastgelegd."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(velden_sjabloon="regelingen/wijzigen_velden.html", **kwargs)

    def form_opties(self) -> dict[str, Any]:
        bron = self.regeling.versies.concept().first() or nieuwste_versie(self.regeling)
        return {"basis": bron.document if bron else {}}

    def versie(self) -> int:
        return stand(self.regeling)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        try:
            concept_bewaren(regeling=self.regeling.sleutel, document=form.document, namens=namens, versie=versie)
        except Verouderd:
            form.intussen_gewijzigd(**self.form_opties())
            raise
        return _url("vaststellen", self.regeling)


class VaststellenView(Regelingscherm, Formulierscherm):
    """What changes in words, what would move for running trajecten, from when and for whom; then fix it."""

    actie = Actie.REGELING_WIJZIGEN
    template_name = "regelingen/vaststellen.html"
    form_class = IngangForm
    titel = "Wat verandert er?"
    knop = "Stel vast"
    gelukt = "De nieuwe afspraken zijn vastgesteld. Ze kunnen niet meer veranderen."
    concept: RegelingVersie | None
    vorige: RegelingVersie | None
    blik: Vooruitblik | None

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.concept = self.regeling.versies.concept().first()
        self.vorige = nieuwste_versie(self.regeling)
        self.stap = "vaststellen" if self.concept else "vastgesteld"
        self.blik = None
        if self.concept and not self.belemmeringen():
            self.blik = vooruitblik(self.regeling, self.concept).voor({Rol.BEHEERDER})

    def intussen(self) -> str:
        regels = Gebeurtenis.objects.filter(traject=None, soort="regeling_vastgesteld")
        regel = regels.filter(gegevens__regeling=str(self.regeling.sleutel)).order_by("-pk").first()
        if regel is None:
            return ""
        return f"Versie {regel.gegevens['nummer']} is vastgesteld. {wie_en_wanneer(regel, self.gebruiker)}"

    def versie(self) -> int:
        return stand(self.regeling)

    def begin(self) -> dict[str, Any]:
        return {"vanaf": max(clock.vandaag(), self.vorige.vanaf) if self.vorige else clock.vandaag()}

    def belemmeringen(self) -> Sequence[Belemmering]:
        return concept_belemmeringen(self.vorige, self.concept)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        if self.blik is None:
            return self._tweede_persoon()
        geteld = self.blik.tel()
        let_op = [Belemmering("", zin.format(taken=_taken(n))) for code, zin in _LET_OP.items() if (n := geteld[code])]
        return [*let_op, *self._tweede_persoon()]

    def _tweede_persoon(self) -> Sequence[Belemmering]:
        return tweede_persoon_belemmeringen(self.regeling, self.concept.parameters) if self.concept else ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        blad = _blad(self.request.GET.get("blad", ""))
        alle = self.blik.merkt_iets if self.blik else []
        regels = alle[(blad - 1) * PER_BLAD : blad * PER_BLAD]
        return super().get_context_data(
            regelingnaam=self.regeling.naam,
            verschillen=_verschillen(self.vorige, self.concept) if self.concept else [],
            blik=self.blik,
            cijfers=_cijfers(self.blik) if self.blik else [],
            taken=[rij for regel in regels for rij in _rijen(regel)],
            volgende=blad + 1 if len(alle) > blad * PER_BLAD else None,
            vorig=blad - 1 if blad > 1 else None,
            koppen=_KOPPEN,
            wijzig_url=_url("wijzigen", self.regeling),
            **kwargs,
        )

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        afspraken_vaststellen(
            regeling=self.regeling.sleutel, ingang=Ingang(**form.cleaned_data), namens=namens, versie=versie
        )
        return _url("afspraken", self.regeling)


_LET_OP = {
    str(LetOp.TE_LAAT): "Gaan lopende trajecten mee, dan is de nieuwe datum van {taken} al voorbij: meteen te laat.",
    str(LetOp.BLIJFT_TE_LAAT): "Al te laat, en met de nieuwe datum nog steeds: {taken}.",
    str(LetOp.UITERST): "Gaan lopende trajecten mee, dan verandert bij {taken} een uiterste datum.",
    str(LetOp.BESLOTEN): "Onder de oude afspraken gedaan: {taken}. Dat blijft staan zoals het is.",
}


def _taken(aantal: int) -> str:
    return "1 taak" if aantal == 1 else f"{aantal} taken"


def _cijfers(blik: Vooruitblik) -> list[dict[str, Any]]:
    geteld = blik.tel()
    te_laat = geteld[str(LetOp.TE_LAAT)]
    return [
        {"getal": blik.gaat_mee, "tekst": "lopende trajecten kunnen mee"},
        {"getal": len(blik.merkt_iets), "tekst": "daarvan krijgen andere datums of taken"},
        {"getal": geteld["verschuift"], "tekst": "taken krijgen een andere datum"},
        {"getal": geteld["erbij"], "tekst": "taken komen erbij"},
        {"getal": geteld["weg"], "tekst": "taken verdwijnen"},
        *([{"getal": te_laat, "tekst": "taken zouden meteen te laat zijn"}] if te_laat else []),
    ]


def _rijen(regel: Trajectblik) -> Iterator[dict[str, Any]]:
    """Without a link: the beheerder opens no traject."""
    yield from ({"cellen": (regel.traject.kenmerk, *_cellen(v))} for v in regel.beweegt)


def _cellen(v: Verschuiving) -> tuple[str, str, str, str]:
    was, wordt = (datum_voluit(dag) if dag else leeg for dag, leeg in ((v.van, "was er niet"), (v.naar, "verdwijnt")))
    return TERMIJNSOORTEN[v.soort].tekst, was, wordt, ", ".join(LetOp(code).label for code in v.let_op) or "–"


def _blad(tekst: str) -> int:
    return max(1, int(tekst)) if tekst.isascii() and tekst.isdecimal() and len(tekst) < 6 else 1
