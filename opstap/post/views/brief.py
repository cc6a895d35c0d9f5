"""One letter: write down that it went out, correct that, or make it anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse

from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.forms import HoeftNietForm, VerbeterForm, VerzendForm
from opstap.post.models import Brief
from opstap.post.services.correcties import brief_opnieuw_belemmeringen, brief_opnieuw_maken
from opstap.post.services.versturen import (
    WAT_ER_GEBEURT,
    brief_hoeft_niet_belemmeringen,
    brief_hoeft_niet_vastleggen,
    brief_moet_toch_weg,
    brief_versturen_belemmeringen,
    brief_verzending_verbeteren,
    brieven_verzonden_vastleggen,
    kring,
    ontvangstpagina,
)
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.schermen import Trajectformulier


class Briefformulier(Trajectformulier):
    """A form about one letter of the own organisation; any other letter is the same 404 as none."""

    actie = Actie.BRIEF_VERSTUREN
    template_name = "post/briefpagina.html"
    brief: Brief

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        eigen = self.traject.brieven.van(self.mag_namens()).select_related("vervangen_door", "inhoud")
        self.brief = get_object_or_404(eigen, sleutel=kwargs["brief"])

    def intussen(self) -> str:
        soorten = [f"{kring(self.brief)}_{wat}" for wat in WAT_ER_GEBEURT]
        return self.laatst_gedaan(*soorten, brief=str(self.brief.sleutel))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        brief = self.brief
        feiten = [
            ("Brief", brief.titel),
            ("Aan", f"de {brief.get_geadresseerde_display()}"),
            ("Gemaakt op", datum_voluit(brief.datum)),
        ]
        if brief.verzonden_op is not None:
            feiten.append(("Stand", brief.verzonden_tekst))
        elif brief.hoeft_niet_op is not None:
            feiten.append(("Stand", brief.hoeft_niet_tekst))
        pdf_url = reverse("brief", args=[self.traject.sleutel, brief.sleutel])
        return super().get_context_data(feiten=feiten, pdf_url=pdf_url, **kwargs)


class BriefVersturenView(Briefformulier):
    """Write down that it went out; once that is done, correct it."""

    template_name = "post/brief_versturen.html"

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.is_verstuurd = self.brief.verzonden_op is not None
        self.stap = "verbeteren" if self.is_verstuurd else "versturen"
        self.titel = "Verzending verbeteren" if self.is_verstuurd else "Brief verstuurd"
        self.knop = "Verbeter de verzending" if self.is_verstuurd else "Leg vast dat de brief is verstuurd"
        self.gelukt = "De verzending is verbeterd." if self.is_verstuurd else "Vastgelegd dat de brief is verstuurd."

    def form_van(self, stap: str) -> VerzendForm | VerbeterForm:
        return VerzendForm() if stap == "versturen" else VerbeterForm()

    def get_form(self, data: Any = None) -> VerzendForm | VerbeterForm:
        if self.is_verstuurd:
            begin = {"verzonden_op": self.brief.verzonden_op, "wijze": self.brief.verzendwijze}
            return VerbeterForm(data, initial=begin)
        return VerzendForm(data, initial={"verzonden_op": clock.vandaag()})

    def waarschuwingen(self) -> Sequence[Belemmering]:
        klaar = self.is_verstuurd or self.brief.hoeft_niet_op is not None
        return () if klaar else self.brief.antwoord_waarschuwingen

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.brief.vervangen_door is not None:
            return [Belemmering("Z-12.3", "Voor deze brief is een nieuwe in de plaats gekomen. Verstuur die.")]
        return brief_versturen_belemmeringen(self.brief)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pagina = ontvangstpagina(self.brief)
        eerst = {"tekst": "Naar de aanzegging", "url": reverse(pagina, args=[self.traject.sleutel])} if pagina else None
        hoeft_niet = reverse("brief_hoeft_niet", args=[self.traject.sleutel, self.brief.sleutel])
        mag_niet = self.is_verstuurd or brief_hoeft_niet_belemmeringen(self.brief)
        return super().get_context_data(
            eerst=eerst,
            hoeft_niet_url="" if mag_niet else hoeft_niet,
            is_eraf=self.brief.hoeft_niet_op is not None,
            **kwargs,
        )

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        if self.is_verstuurd:
            brief_verzending_verbeteren(brief=self.brief.sleutel, namens=namens, **form.cleaned_data)
        else:
            brieven_verzonden_vastleggen(brieven=[self.brief.sleutel], namens=namens, **form.cleaned_data)
        return self.terug_url()


class BriefHoeftNietView(Briefformulier):
    """It need not go out after all; once that is said, take it back."""

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.hoeft_niet = self.brief.hoeft_niet_op is not None
        self.stap = "toch_weg" if self.hoeft_niet else "hoeft_niet"
        self.form_class = forms.Form if self.hoeft_niet else HoeftNietForm
        self.titel = "Brief moet toch weg" if self.hoeft_niet else "Brief hoeft niet weg"
        self.uitleg = (
            "De brief staat dan weer bij de brieven die nog weg moeten."
            if self.hoeft_niet
            else "De brief blijft te lezen, maar staat niet meer bij de brieven die nog weg moeten."
        )
        self.knop = "Zet de brief terug in de lijst" if self.hoeft_niet else "Leg vast dat de brief niet weg hoeft"
        self.gelukt = "De brief staat weer in de lijst." if self.hoeft_niet else "De brief hoeft niet weg."

    def form_van(self, stap: str) -> forms.Form:
        return HoeftNietForm() if stap == "hoeft_niet" else forms.Form()

    def belemmeringen(self) -> Sequence[Belemmering]:
        return () if self.hoeft_niet else brief_hoeft_niet_belemmeringen(self.brief)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        if self.hoeft_niet:
            brief_moet_toch_weg(brief=self.brief.sleutel, namens=namens)
        else:
            brief_hoeft_niet_vastleggen(brief=self.brief.sleutel, namens=namens, **form.cleaned_data)
        return self.terug_url()


class BriefOpnieuwView(Briefformulier):
    """The letter says what was corrected since: make a new one in its place."""

    titel = "Nieuwe brief maken"
    uitleg = (
        "In deze brief staat iets wat intussen is verbeterd. Opstap maakt een nieuwe brief met wat er nu klopt. "
        "De oude blijft te lezen."
    )
    knop = "Maak een nieuwe brief"
    gelukt = "De nieuwe brief staat klaar. Verstuur hem."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return brief_opnieuw_belemmeringen(self.brief)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        brief_opnieuw_maken(brief=self.brief.sleutel, namens=namens)
        return self.terug_url()
