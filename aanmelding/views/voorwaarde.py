"""The opstapregeling as a condition at an intake: ask it, ask who begeleidt, answer that, end it (Z-5.4, I-36)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from aanmelding import services
from aanmelding.forms import EindeForm, KandidaatForm, VoorwaardeAntwoordForm, VoorwaardeForm, ZorgVragenForm
from aanmelding.models import Voorwaarde
from aanmelding.services.overdragen import begeleiders
from aanmelding.services.voorwaarde import is_oud_verteld, is_verteld, te_vragen
from aanmelding.views.basis import Aanmeldformulier
from aanmelding.voorwaarde import antwoordregel, vraagregels
from opstap.logboek.services import inzage_vastleggen
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm
from opstap.protocol.aanmeldstappen import Aanmeldstatus
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.datums import datum_voluit
from opstap.protocol.voorwaarde import (
    Voorwaardeantwoord,
    Voorwaardereden,
    antwoord_belemmeringen,
    lopend_belemmeringen,
    vragen_belemmeringen,
)
from opstap.regelingen.models import Deelname, Regeling
from opstap.trajecten.toegang import namens_eigen_organisatie


class VoorwaardeStellenView(Formulierscherm):
    actie = Actie.VOORWAARDE_STELLEN
    form_class = VoorwaardeForm
    titel = "Opstapregeling vragen bij een intake"
    uitleg = (
        "Wil iemand bij u huren die eigenlijk bij de opstapregeling hoort? Dan kunt u vragen om die te gebruiken. "
        "U zoekt daarna een zorgorganisatie die begeleidt en de aanmelding invult."
    )
    knop = "Vraag de opstapregeling"
    gelukt = "De brief ligt klaar. Verstuur die eerst. Vraag daarna een zorgorganisatie."

    def regelingen(self) -> list[Regeling]:
        deelnames = Deelname.objects.filter(organisatie__sleutel__in=[n.organisatie for n in self.namens_mogelijk]).als(
            Hoedanigheid.VERHUURDER
        )
        return list(dict.fromkeys(d.regeling for d in deelnames.select_related("regeling", "organisatie")))

    def form_opties(self) -> dict[str, Any]:
        return {"regelingen": self.regelingen()}

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.regelingen():
            return ()
        return [Belemmering("Z-5.4", "Uw organisatie verhuurt nog niet in een regeling. Vraag uw beheerder.")]

    def terug_url(self) -> str:
        return reverse("vandaag")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        regeling: UUID = form.cleaned_data.get("regeling") or self.regelingen()[0].sleutel
        aanmelding = services.voorwaarde_stellen(
            regeling=regeling, kandidaat=form.kandidaat(), reden=form.cleaned_data["reden"], namens=namens
        )
        return reverse("traject", args=[aanmelding.traject.sleutel])


class _Voorwaardescherm(Aanmeldformulier):
    actie = Actie.VOORWAARDE_BIJHOUDEN
    voorwaarde: Voorwaarde

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        rijen = Voorwaarde.objects.select_related("organisatie", "gevraagd").filter(aanmelding=self.aanmelding)
        rij = rijen.first()
        if rij is None:
            raise Http404
        rij.aanmelding = self.aanmelding
        self.voorwaarde = rij

    def feiten(self) -> list[tuple[str, str]]:
        rij = self.voorwaarde
        return [
            ("Gevraagd aan de kandidaat", datum_voluit(rij.gesteld_op)),
            ("Waarom", Voorwaardereden(rij.reden).label),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=self.feiten(), **kwargs)


class VoorwaardeView(_Voorwaardescherm):
    """Whom the corporatie asked and what the answer was; ask the next one."""

    form_class = ZorgVragenForm
    titel = "Een zorgorganisatie vragen"
    uitleg = (
        "U vraagt of een zorgorganisatie begeleidt en de aanmelding invult. Zij ziet niet om wie het gaat. "
        "Zegt zij ja, dan krijgt zij naam, geboortedatum, telefoonnummer en adres. Daarna gaat het als elke aanmelding."
    )
    knop = "Vraag deze organisatie"
    gelukt = "De vraag is gesteld. U leest hier en in uw mail wat het antwoord is."

    def form_opties(self) -> dict[str, Any]:
        return {"organisaties": te_vragen(self.voorwaarde)}

    def belemmeringen(self) -> Sequence[Belemmering]:
        return vragen_belemmeringen(status=self.aanmelding.status, is_verteld=is_verteld(self.aanmelding))

    def waarschuwingen(self) -> Sequence[Belemmering]:
        rij = self.voorwaarde
        oud = [_OUD_VERTELD] if is_oud_verteld(self.aanmelding) else []
        if rij.gevraagd is None or rij.beantwoord_op is not None:
            return oud
        zin = f"{rij.gevraagd.naam} antwoordde nog niet. Vraagt u een andere? Dan vervalt de vraag die er nu ligt."
        return [*oud, Belemmering("I-36", zin)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        brieven = {"url": reverse("brieven"), "tekst": "Ga naar de brieven"}
        return super().get_context_data(eerst=None if is_verteld(self.aanmelding) else brieven, **kwargs)

    def feiten(self) -> list[tuple[str, str]]:
        return [*super().feiten(), *vraagregels(self.voorwaarde)]

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.zorg_vragen(
            traject=self.traject.sleutel,
            organisatie=UUID(form.cleaned_data["organisatie"]),
            versie=versie,
            namens=namens,
        )
        return self.url("voorwaarde")


_OUD_VERTELD = Belemmering(
    "Z-20.4",
    "U verbeterde de naam of het adres nadat de brief weg was. Vraag of de kandidaat de brief kreeg. "
    "Maak anders bij het traject een nieuwe brief.",
)


class VoorwaardeVerbeterenView(_Voorwaardescherm):
    """What the corporatie typed at the intake, until who begeleidt keeps it."""

    form_class = KandidaatForm
    toont_opgeslagen = True
    titel = "Gegevens van de kandidaat verbeteren"
    uitleg = (
        "Maakte u een fout in de naam, de geboortedatum of hoe u de kandidaat bereikt? Verbeter die hier. "
        "Staat de fout ook in de brief, of ging die naar een verkeerd adres? Dan leest u dat bij de brief."
    )
    knop = "Sla de verbetering op"
    gelukt = "De gegevens zijn opgeslagen. Kijk bij de brieven of er een nieuwe brief nodig is."

    def versie(self) -> int | None:
        return self.traject.persoon.versie if self.traject.persoon else None

    def laatste_wijziging(self) -> str:
        return self.laatst_gedaan("voorwaarde_verbeterd")

    def begin(self) -> dict[str, Any]:
        persoon = self.traject.persoon
        if persoon is None or self.belemmeringen():  # since then zorg keeps them
            return {}
        return {veld: getattr(persoon, veld) for veld in ("naam", "geboortedatum", "telefoon", "adres")}

    def belemmeringen(self) -> Sequence[Belemmering]:
        return lopend_belemmeringen(status=self.aanmelding.status)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.voorwaarde_verbeteren(
            traject=self.traject.sleutel, kandidaat=form.kandidaat(), versie=versie, namens=namens
        )
        return self.terug_url()


class VoorwaardeStoppenView(_Voorwaardescherm):
    form_class = EindeForm
    titel = "De voorwaarde stoppen"
    uitleg = (
        "U vraagt de opstapregeling dan niet meer. Het traject stopt. Een zorgorganisatie die u vroeg, krijgt bericht. "
        "Vertel het ook aan de kandidaat."
    )
    knop = "Stop de voorwaarde"
    gelukt = "De voorwaarde is gestopt."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return lopend_belemmeringen(status=self.aanmelding.status)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.voorwaarde_beeindigen(
            traject=self.traject.sleutel, reden=form.cleaned_data["reden"], versie=versie, namens=namens
        )
        return self.terug_url()


class VoorwaardeBeantwoordenView(Formulierscherm):
    """Who is asked sees which corporatie asks it and where, and not whom it is about (Z-20.4)."""

    actie = Actie.VOORWAARDE_BEANTWOORDEN
    form_class = VoorwaardeAntwoordForm
    titel = "Gaat u iemand begeleiden?"
    uitleg = (
        "Een corporatie vraagt iemand om met de opstapregeling te huren. Daar hoort begeleiding bij. "
        "Zegt u ja, dan ziet u om wie het gaat. U neemt contact op en vult de aanmelding in."
    )
    knop = "Verstuur uw antwoord"
    rij: Voorwaarde
    vraag: UUID

    def laden(self, **kwargs: Any) -> None:
        rijen = Voorwaarde.objects.te_beantwoorden_door(self.gebruiker).select_related(
            "aanmelding__traject__regeling", "organisatie", "gevraagd"
        )
        rij = rijen.filter(vraag=kwargs["onderwerp"]).first()
        if rij is None:
            raise Http404
        self.rij, self.vraag = rij, kwargs["onderwerp"]

    def mag_namens(self) -> list[Namens]:
        return namens_eigen_organisatie(self.gebruiker, self.actie, self.rij.gevraagd)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Every time the page is shown counts as looking."""
        sleutel = self.rij.aanmelding.traject.sleutel
        inzage_vastleggen(soort="voorwaarde", namens=self.namens_mogelijk[0], traject=sleutel)
        return super().render_to_response(context, **kwargs)

    def terug_url(self) -> str:
        return reverse("vandaag")

    def form_opties(self) -> dict[str, Any]:
        return {"mensen": begeleiders(self.rij.gevraagd) if self.rij.gevraagd else []}

    def begin(self) -> dict[str, Any]:
        return {"contactpersoon": str(self.gebruiker.sleutel)}

    def belemmeringen(self) -> Sequence[Belemmering]:
        return antwoord_belemmeringen(
            status=self.rij.aanmelding.status,
            is_beantwoord=self.rij.beantwoord_op is not None,
            antwoord=Voorwaardeantwoord.JA,
            heeft_contact=True,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rij, traject = self.rij, self.rij.aanmelding.traject
        feiten = [
            ("Kenmerk", traject.kenmerk),
            ("Gevraagd door", rij.organisatie.naam),
            ("Waar", traject.regeling.gemeenten),
        ]
        if rij.beantwoord_op is not None:
            feiten.append(("Uw antwoord", antwoordregel(rij)))
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        aanmelding = services.voorwaarde_beantwoorden(
            onderwerp=self.vraag,
            antwoord=form.cleaned_data["antwoord"],
            contactpersoon=form.contactpersoon,
            namens=namens,
        )
        if aanmelding.status == Aanmeldstatus.CONCEPT:
            self.gelukt = "U begeleidt nu. Vul samen met de kandidaat de aanmelding in."
            return reverse("aanmelding:invullen", args=[aanmelding.traject.sleutel])
        self.gelukt = "Uw antwoord is verstuurd."
        return self.terug_url()
