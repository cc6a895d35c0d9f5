"""Check and send, look back, withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse

from aanmelding import inzage, overzicht, services
from aanmelding.aanvulling import voor_zorg, vraagregels
from aanmelding.advies import adviesregels
from aanmelding.forms import IntrekForm
from aanmelding.services.afspraken import nieuwere_afspraken, vragen_anders
from aanmelding.services.basis import (
    heeft_onverstuurde_wijziging,
    is_gewijzigd,
    ontvanger,
    overleg_bezwaren,
)
from aanmelding.services.indienen import verstuur_bezwaren
from aanmelding.verklaringen import nog_vast_te_leggen, vastleggen_links
from aanmelding.views.basis import Aanmeldformulier, Aanmeldscherm
from opstap.errors import Verouderd
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import (
    ACCORDEERBAAR,
    Aanmeldstatus,
    intrekken_belemmeringen,
)
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.concepten import concepten_van

ANDERE_VRAGEN = (
    "De regeling heeft nieuwe afspraken en vraagt nu iets anders. "
    "Opstap paste het formulier aan en verstuurde nog niets. "
    "Kijk na wat hieronder staat, vul aan wat mist en verstuur dan."
)
_ZORG = {Rol.BEGELEIDER, Rol.TEAMLEIDER_ZORG}
#: Who tests it: the commissie reads what the coordinator reads, because corporaties sit in it (I-9, A-11).
_BESLISSERS = {Rol.COORDINATOR, Rol.COMMISSIELID}
_TOETSERS = _BESLISSERS | {Rol.CONSULENT}


class ControlerenView(Aanmeldformulier):
    """All answers with their way back, who will see what, and one button."""

    actie = Actie.AANMELDING_INVULLEN
    template_name = "aanmelding/controleren.html"
    titel = "Controleren en versturen"
    gelukt = "De aanmelding is verstuurd. U hoort het als er een besluit is. Bij het traject ziet u wie er aan zet is."

    def laden(self, **kwargs: Any) -> None:
        """Each sending is another act."""
        super().laden(**kwargs)
        laatste = self.aanmelding.laatste_versie
        self.stap = f"versie_{laatste.nummer + 1 if laatste else 1}"

    def intussen(self) -> str:
        return self.laatst_gedaan("aanmelding_ingediend", "aanvulling_ongewijzigd")

    @property
    def knop(self) -> str:  # type: ignore[override]
        if self.aanmelding.ingediend_op is None:
            return "Verstuur de aanmelding"
        if self.aanmelding.status == Aanmeldstatus.AANVULLING_GEVRAAGD and not is_gewijzigd(self.aanmelding):
            return "Verstuur zonder wijziging"
        return "Verstuur de aangepaste aanmelding"

    def terug_url(self) -> str:
        return self.url("invullen")

    def belemmeringen(self) -> Sequence[Belemmering]:
        return verstuur_bezwaren(self.aanmelding)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        a = self.aanmelding
        return [
            *self._half_ingevuld(),
            *self._nieuwe_afspraken(),
            *overleg_bezwaren(self.traject),
            *overzicht.te_laat(a, a.uitstroom),
            *overzicht.ontbrekend(a),
            *overzicht.nog_eens_kijken(a),
            *nog_vast_te_leggen(a),
        ]

    def _half_ingevuld(self) -> list[Belemmering]:
        """What a colleague typed and did not save does not go along."""
        return [
            Belemmering("", f"Bij “{c.titel}” staat iets dat nog niet is opgeslagen. Verstuurt u nu, dan vervalt dat.")
            for c in concepten_van(self.traject, self.namens_mogelijk[0])
        ]

    def _nieuwe_afspraken(self) -> list[Belemmering]:
        nieuw = nieuwere_afspraken(self.aanmelding)
        if nieuw is None:
            return []
        dag = datum_voluit(nieuw.vanaf)
        zin = f"Sinds {dag} heeft de regeling nieuwe afspraken. Verstuurt u nu, dan gelden die."
        return [Belemmering("Z-1.13", zin)]

    def vooraf(self, form: Any, namens: Namens) -> None:
        """New agreements that ask something else come on the form first: nobody sends what she could not see."""
        if not vragen_anders(self.aanmelding):
            return
        versie = self._getypte_versie(self.request.POST)
        services.afspraken_bijwerken(traject=self.traject.sleutel, versie=versie, namens=namens)
        self.laden(**self.kwargs)
        raise Verouderd(ANDERE_VRAGEN)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        loket = ontvanger(self.traject)
        return super().get_context_data(
            groepen=self._groepen(),
            half=concepten_van(self.traject, self.namens_mogelijk[0]),
            ontvanger=loket.naam if loket else "",
            wie_ziet_wat=overzicht.wie_ziet_wat(self.aanmelding, loket) if loket else (),
            papier_url=self.url("papier"),
            vastleggen=vastleggen_links(self.aanmelding),
            is_eerder_verstuurd=self.aanmelding.ingediend_op is not None,
            aanvulling=voor_zorg(self.aanmelding),
            **kwargs,
        )

    def _groepen(self) -> list[dict[str, Any]]:
        return [groep | {"wijzig_url": self.url(groep["code"])} for groep in overzicht.groepen(self.aanmelding)]

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.aanmelding_indienen(traject=self.traject.sleutel, versie=versie, namens=namens)
        return self.url("bekijken")


class BekijkenView(Aanmeldscherm):
    """Read only, and per role only what it needs (I-9)."""

    actie = Actie.AANMELDING_ZIEN
    inzage = "aanmelding"
    template_name = "aanmelding/bekijken.html"
    titel = "Aanmelding"

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        if self.aanmelding.laatste_versie is None:
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rollen = {Rol(n.rol) for n in self.namens_mogelijk}
        if rollen & _TOETSERS and not rollen & _ZORG:
            delen = [*self._corporatie(), *self._aanvullingen(rollen), *self._adviezen(rollen)]
        else:
            bekostiging = inzage.bekostiging(self.aanmelding)
            delen = [
                *(overzicht.groepen(self.aanmelding) if rollen & _ZORG else ()),
                *self._voordracht(rollen),
                *self._aanvullingen(rollen),
                *([{"titel": "Bekostiging", "feiten": bekostiging}] if bekostiging else ()),
            ]
        return super().get_context_data(
            stand=self._stand(rollen),
            delen=delen,
            papier_url=self.url("papier") if rollen & _ZORG else "",
            eigen=inzage.eigen_rijen(self.aanmelding, self._organisaties(), self.gebruiker),
            terug_url=reverse("traject", args=[self.traject.sleutel]),
            **kwargs,
        )

    def _voordracht(self, rollen: set[Rol]) -> list[dict[str, Any]]:
        regels = inzage.voordracht(self.aanmelding) if rollen & _ZORG else []
        return [{"titel": "Voordracht", "feiten": regels}] if regels else []

    def _aanvullingen(self, rollen: set[Rol]) -> list[dict[str, Any]]:
        """For who asks and who answers."""
        if not rollen & (_ZORG | _BESLISSERS):
            return []
        regels = vraagregels(self.aanmelding, bij_toets=not rollen & _ZORG)
        return [{"titel": "Na het versturen", "feiten": regels}] if regels else []

    def _adviezen(self, rollen: set[Rol]) -> list[dict[str, Any]]:
        """For who asked."""
        regels = adviesregels(self.aanmelding) if rollen & _BESLISSERS else []
        return [{"titel": "Advies", "feiten": regels}] if regels else []

    def _stand(self, rollen: set[Rol]) -> list[tuple[str, str]]:
        a = self.aanmelding
        datums = (("Verstuurd op", a.ingediend_op), ("Compleet op", a.compleet_op), ("Besluit op", a.besloten_op))
        regels = [
            ("Stand", Aanmeldstatus(a.status).label),
            *((label, datum_voluit(dag)) for label, dag in datums if dag is not None),
        ]
        if rollen & _ZORG and a.status in ACCORDEERBAAR and is_gewijzigd(a):
            regels.append(("Let op", "het formulier is gewijzigd en nog niet opnieuw verstuurd"))
        if rollen & _ZORG and heeft_onverstuurde_wijziging(a):
            regels.append(("Let op", overzicht.ONVERSTUURD))
        return regels

    def _organisaties(self) -> list[Organisatie]:
        """The gemeente sees its own rows here; a zorgorganisatie sees everything above."""
        sleutels = [n.organisatie for n in self.namens_mogelijk if n.rol == Rol.WMO_CONSULENT and n.organisatie]
        return list(Organisatie.objects.filter(sleutel__in=sleutels))

    def _corporatie(self) -> list[dict[str, Any]]:
        versie = self.aanmelding.laatste_versie
        assert versie is not None
        geregeld = "ja" if inzage.is_alles_geregeld(self.aanmelding, versie) else "nee"
        return [
            {"titel": "De aanmelding", "feiten": inzage.corporatieregels(self.aanmelding, versie)},
            {
                "titel": "Hulp en ondersteuning",
                "feiten": [("Alle nodige ondersteuning is geregeld", geregeld), *inzage.gewone_rijen(versie)],
            },
        ]


class IntrekkenView(Aanmeldformulier):
    actie = Actie.AANMELDING_INVULLEN
    form_class = IntrekForm
    titel = "Aanmelding intrekken"
    uitleg = "Het traject stopt dan. Is de aanmelding al verstuurd? Dan krijgt wie die ontving bericht."
    knop = "Trek de aanmelding in"
    gelukt = "De aanmelding is ingetrokken."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return intrekken_belemmeringen(status=self.aanmelding.status)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.aanmelding_intrekken(
            traject=self.traject.sleutel, reden=form.cleaned_data["reden"], versie=versie, namens=namens
        )
        return self.terug_url()
