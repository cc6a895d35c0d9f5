"""Who waits for a home, in order of aanmelding; who fits a home and which home fits somebody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from opstap import clock
from opstap.logboek.services import inzagen_vastleggen
from opstap.modellen import nummer_van
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.partners.schermen import Scherm
from opstap.protocol.aanmelden import aanbod_streef
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.datums import datum_voluit
from opstap.protocol.passen import draagkracht_zin, samenvatting
from opstap.termijnen.models import Termijn
from opstap.trajecten.schermen import Trajectscherm
from opstap.trajecten.toegang import mogelijk_namens
from woningen.enums import Bemiddelingstatus
from woningen.letters import bedrag
from woningen.models import Bemiddeling, Woning
from woningen.passen import Paar, kandidaten, woningen_voor
from woningen.services.aanbieden import aanbieden_belemmeringen

PER_PAGINA = 50
#: How many free homes are laid beside one kandidaat.
WONINGEN = 300
#: The two dates of I-4, next to each other; neither is fatal. The last one only where a regeling has it (H-18).
_STREEFDATA = ("woning_aanbieden", "woning_klaar", "woning_vinden")


class WachtrijView(Scherm):
    """In order of aanmelding, of what this person may see; keyset pages, no COUNT (Z-4.9)."""

    actie = Actie.WACHTRIJ_ZIEN
    template_name = "woningen/wachtrij.html"
    titel = "Wachtrij"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        gevonden = list(self._rijen()[: PER_PAGINA + 1])
        rijen = gevonden[:PER_PAGINA]
        data = self._streefdata(rijen)
        return super().get_context_data(
            rijen=[self._rij(b, self._voor_het_vragen(b) | data.get(b.traject_id, {})) for b in rijen],
            volgende_url=self._na(rijen[-1]) if len(gevonden) > PER_PAGINA else "",
            is_vervolg="na" in self.request.GET,
            leeg_zin="Hier komt wie is toegelaten en op een woning met voorrang wacht.",
            **kwargs,
        )

    def _rijen(self) -> Any:
        rijen = Bemiddeling.objects.in_wachtrij().zichtbaar_voor(self.gebruiker, self.actie)
        if "na" in self.request.GET:
            sleutel = self.request.GET["na"]
            vorige = Bemiddeling.objects.zichtbaar_voor(self.gebruiker, self.actie)
            plek = vorige.get(pk=nummer_van(vorige, sleutel)).plek
            rijen = rijen.na(plek.dag, plek.nummer)
        return rijen.select_related("traject__persoon", "traject__regelingversie", "verhuurder")

    def _streefdata(self, rijen: Sequence[Bemiddeling]) -> dict[int, dict[str, date]]:
        open_ = Termijn.objects.filter(traject__in=[b.traject_id for b in rijen], soort__in=_STREEFDATA).open()
        data: dict[int, dict[str, date]] = {}
        for traject, soort, dag in open_.order_by("-datum").values_list("traject_id", "soort", "datum"):
            data.setdefault(traject, {})[soort] = dag
        return data

    def _rij(self, b: Bemiddeling, data: dict[str, date]) -> dict[str, Any]:
        return {
            "url": reverse("traject", args=[b.traject.sleutel]),
            "naam": b.traject.naam,
            "kenmerk": b.traject.kenmerk,
            "aangemeld": datum_voluit(b.wachtrij_dag),
            "stand": Bemiddelingstatus(b.status).label,
            "verhuurder": b.verhuurder.naam if b.verhuurder else "",
            "streefdata": [
                (_STREEFWOORD[soort], datum_voluit(data[soort]), data[soort] < clock.vandaag())
                for soort in _STREEFDATA
                if soort in data
            ],
        }

    def _voor_het_vragen(self, b: Bemiddeling) -> dict[str, date]:
        """No corporatie has the duty yet; the eight weeks run from the besluit all the same (Z-9.3)."""
        streef = aanbod_streef(besluit=b.begonnen_op, parameters=b.traject.regelingversie.parameters)
        return {"woning_aanbieden": streef} if streef and b.verhuurder is None else {}

    def _na(self, laatste: Bemiddeling) -> str:
        return "?" + urlencode({"na": str(laatste.sleutel)})


_STREEFWOORD = {
    "woning_aanbieden": "aanbod voor",
    "woning_klaar": "woning klaar voor",
    "woning_vinden": "woning gevonden voor",
}


class _Paren(Scherm):
    """Pairs of a home and a kandidaat, what fits first; a look at each of the kandidaten is written down (NEN 7513)."""

    actie = Actie.PASSEN_ZIEN
    template_name = "woningen/passen.html"
    wie_mag = "Alleen de consulent van de corporatie ziet welke woning bij wie past."

    def pagina(self, paren: Sequence[Paar], sleutels: Sequence[UUID]) -> tuple[Sequence[Paar], str]:
        """One page of them, after the one that the address names, and the address of the next."""
        begin = 0
        if na := self.request.GET.get("na"):
            plekken = {str(sleutel): plek for plek, sleutel in enumerate(sleutels, start=1)}
            if na not in plekken:
                raise Http404
            begin = plekken[na]
        eind = begin + PER_PAGINA
        verder = "?" + urlencode({"na": str(sleutels[eind - 1])}) if len(paren) > eind else ""
        return paren[begin:eind], verder


class KandidatenView(_Paren):
    """For one home of the own corporatie: who waits, who fits, and why."""

    woning: Woning

    def laden(self, **kwargs: Any) -> None:
        eigen = [t.organisatie for t in self.gebruiker.rollen if bereik(Rol(t.rol), self.actie) is not Bereik.GEEN]
        rij = Woning.objects.van(eigen).met_kenmerken().filter(sleutel=kwargs["woning"]).first()
        if rij is None:
            raise Http404
        self.woning = rij
        self.titel = f"Wie past bij {rij.adres}?"

    def mag_namens(self) -> list[Namens]:
        corporatie = self.woning.corporatie.sleutel
        return [n for n in super().mag_namens() if n.organisatie == corporatie]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_vrij = Woning.objects.beschikbaar().filter(pk=self.woning.pk).exists()
        alle = kandidaten(self.woning, self.gebruiker) if is_vrij else []
        paren, verder = self.pagina(alle, [p.bemiddeling.traject.sleutel for p in alle])
        eerste = alle[0] if alle else None
        self.gezien = [p.bemiddeling.traject.sleutel for p in paren]
        return super().get_context_data(
            feiten=_woonfeiten(self.woning),
            uitleg="Wie past, staat bovenaan. Passen er meer, dan staat wie eerder is aangemeld hoger.",
            let_op=draagkracht_zin(woning=self.woning.kenmerken),
            rijen=[self._rij(p, is_eerste=p is eerste) for p in paren],
            volgende_url=verder,
            volgende_tekst="Meer kandidaten",
            leeg_zin=_NIEMAND if is_vrij else "Deze woning is al aangeboden of verhuurd.",
            terug_url=reverse("woningen:woningen"),
            terug_tekst="Terug naar de woningen",
            **kwargs,
        )

    def _rij(self, paar: Paar, *, is_eerste: bool) -> dict[str, Any]:
        traject = paar.bemiddeling.traject
        return _rij(paar) | {
            "kop": f"{traject.naam}, {traject.kenmerk}",
            "kop_url": reverse("traject", args=[traject.sleutel]),
            "regel": f"Aangemeld op {datum_voluit(paar.bemiddeling.wachtrij_dag)}.",
            "is_eerste": is_eerste,
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        inzagen_vastleggen(soort="kandidaten", namens=self.namens_mogelijk[0], trajecten=self.gezien)
        return super().render_to_response(context, **kwargs)


_NIEMAND = "Er wacht nu niemand aan wie u deze woning kunt aanbieden. Wie u hem eerder aanbood, staat hier niet."


class PassendeWoningenView(_Paren, Trajectscherm):
    """For one kandidaat: the free homes of the corporatie that was asked, and why they fit."""

    titel = "Welke woning past?"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bezwaren, alle = self._paren()
        paren, verder = self.pagina(alle, [p.woning.sleutel for p in alle])
        mag_aanbieden = bool(mogelijk_namens(self.gebruiker, Actie.WONING_AANBIEDEN, self.traject))
        return super().get_context_data(
            uitleg="De woning die het best past, staat bovenaan.",
            belemmeringen=bezwaren,
            rijen=[_rij(p, mag_aanbieden=mag_aanbieden) | _woonkop(p.woning) for p in paren],
            volgende_url=verder,
            volgende_tekst="Meer woningen",
            leeg_zin="Er staat geen vrije woning in uw lijst. Voeg een woning toe bij Woningen.",
            terug_url=reverse("traject", args=[self.traject.sleutel]),
            terug_tekst="Terug naar het traject",
            **kwargs,
        )

    def _paren(self) -> tuple[Sequence[Belemmering], Sequence[Paar]]:
        zoekt = Bemiddeling.objects.open().filter(traject=self.traject)
        bemiddeling = zoekt.select_related("traject__regelingversie").first()
        if bezwaren := aanbieden_belemmeringen(bemiddeling):
            return bezwaren, ()
        assert bemiddeling is not None
        vrij = Woning.objects.van([bemiddeling.verhuurder_id]).beschikbaar().met_kenmerken()
        return (), woningen_voor(bemiddeling, list(vrij.order_by("adres", "pk")[:WONINGEN]))


def _rij(paar: Paar, *, mag_aanbieden: bool = True) -> dict[str, Any]:
    url = reverse("woningen:aanbieden", args=[paar.bemiddeling.traject.sleutel])
    return {
        "samenvatting": samenvatting(oordelen=paar.oordelen),
        "past": "niet" if paar.is_uitgesloten else "wel",
        "oordelen": [{"wat": o.wat, "past": o.past.value, "label": o.past.label, "zin": o.zin} for o in paar.oordelen],
        "aanbieden_url": f"{url}?{urlencode({'woning': str(paar.woning.sleutel)})}" if mag_aanbieden else "",
    }


def _woonkop(woning: Woning) -> dict[str, Any]:
    regels: Iterable[str] = (Woningtype(woning.woningtype).label, bedrag(woning.kale_huur))
    return {
        "kop": woning.adres,
        "kop_url": "",
        "regel": f"{', '.join(regels)}.",
        "let_op": draagkracht_zin(woning=woning.kenmerken),
    }


def _woonfeiten(woning: Woning) -> list[tuple[str, str]]:
    return [("Soort", Woningtype(woning.woningtype).label), ("Kale huur", bedrag(woning.kale_huur))]
