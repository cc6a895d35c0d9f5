"""What somebody proposed, for the second person: confirm it or send it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aanmelding import services
from aanmelding.advies import nog_open
from aanmelding.delen import Regels
from aanmelding.forms import BesluitForm, TerugsturenForm
from aanmelding.models import Besluitvoorstel
from aanmelding.oordeel import woord
from aanmelding.services.voorstellen import bevestigen_bezwaren, voorgesteld_besluit, voorgestelde_heropening
from aanmelding.services.voorstelstand import open_voorstel
from aanmelding.toetsing import eigen_toets
from aanmelding.views.oordeel import Oordeelformulier
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens, namens_van, per_rol
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit
from opstap.protocol.vier_ogen import terugsturen_belemmeringen


class Voorstelformulier(Oordeelformulier):
    voorstel: Besluitvoorstel | None

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.voorstel = open_voorstel(self.aanmelding)
        self.stap = f"voorstel:{self.voorstel.sleutel}" if self.voorstel else "geen"

    @property
    def is_van_u(self) -> bool:
        return self.voorstel is not None and self.gebruiker.sleutel == self.voorstel.gebruiker

    def mag_namens(self) -> list[Namens]:
        """Not for who proposed, while she may do it in her own role or for another colleague who is away."""
        mag = {(n.organisatie, n.rol) for n in super().mag_namens()}
        alle = [n for t in self.gebruiker.rollen if ((n := namens_van(self.gebruiker, t)).organisatie, n.rol) in mag]
        stelde_voor = self.voorstel.stelde_voor if self.voorstel else ()
        return per_rol([n for n in alle if n.voor not in stelde_voor] or alle)

    def intussen(self) -> str:
        return self.laatst_gedaan("toelating_besloten", "toelating_ingetrokken", "besluitvoorstel_teruggestuurd")

    def versie(self) -> int | None:
        return self.aanmelding.versie

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=self._feiten(), **kwargs)

    def _feiten(self) -> Regels:
        if self.voorstel is None:
            return []
        wie = Gebruiker.objects.filter(sleutel__in=[self.voorstel.gebruiker]).values_list("naam", flat=True).first()
        door = ("Voorgesteld door", f"{wie or 'een collega'}, op {datum_voluit(self.voorstel.voorgesteld_op)}")
        if self.voorstel.is_intrekking:
            return [door, *_intrekking(self.voorstel)]
        besluit = voorgesteld_besluit(self.voorstel)
        criteria = eigen_toets(self.aanmelding, self.voorstel.op_versie, invoer=besluit.invoer, route=besluit.op_route)
        namen = BesluitForm.namen()
        return [
            door,
            ("Besluit", besluit.uitkomst.label),
            *([("Hoe komt er een woning", besluit.op_route.label)] if besluit.op_route else []),
            ("Aannemelijk dat het wonen lukt", "ja" if besluit.aannemelijk else "nee"),
            ("Motivering voor de brief", besluit.motivering),
            *([("Afwijking van criterium 1", besluit.afwijking.motivering)] if besluit.afwijking else []),
            *((namen[c.nummer], woord(c.voldaan)) for c in criteria),
        ]


def _intrekking(voorstel: Besluitvoorstel) -> Regels:
    heropening = voorgestelde_heropening(voorstel)
    return [
        ("Besluit", "de toelating intrekken"),
        ("Waarom", heropening.reden.label),
        ("Uitleg voor de brief", heropening.motivering),
    ]


class BevestigenView(Voorstelformulier):
    inzage = "aanmelding"
    template_name = "aanmelding/bevestigen.html"
    titel = "Voorgesteld besluit"
    knop = "Bevestig het besluit"
    gelukt = "Het besluit is genomen. De brieven staan bij het traject."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        if self.voorstel is not None:
            self.uitleg = "Dit besluit geldt pas als een tweede persoon het bevestigt. Dan staan ook de brieven klaar."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return self.niet_beslisser() or bevestigen_bezwaren(self.aanmelding, self.voorstel, self.namens_mogelijk[0])

    def waarschuwingen(self) -> Sequence[Belemmering]:
        return nog_open(self.aanmelding) if self.voorstel is not None and not self.voorstel.is_intrekking else ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mag = self.voorstel is not None and not self.niet_beslisser()
        return super().get_context_data(
            aanmelding_url=self.url("beoordelen"),
            terugsturen_url=self.url("terugsturen") if mag else "",
            terugsturen_tekst="Neem uw voorstel terug" if self.is_van_u else "Stuur het voorstel terug",
            **kwargs,
        )

    def terug_url(self) -> str:
        return super(Oordeelformulier, self).terug_url()

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.voorstel_bevestigen(traject=self.traject.sleutel, versie=versie, namens=namens)
        return self.terug_url()


class TerugsturenView(Voorstelformulier):
    form_class = TerugsturenForm
    titel = "Voorstel terugsturen"
    uitleg = "Er is dan geen voorstel meer. Wie het deed, leest waarom en kan opnieuw beoordelen."
    knop = "Stuur het voorstel terug"
    gelukt = "Het voorstel is teruggestuurd."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        if self.is_van_u:
            self.titel, self.knop, self.gelukt = "Uw voorstel terugnemen", "Neem het terug", "Uw voorstel is terug."
            self.uitleg = "Er is dan geen voorstel meer. Wat u invulde, staat er weer als u het opnieuw doet."

    def form_opties(self) -> dict[str, Any]:
        return {"is_van_u": self.is_van_u}

    def belemmeringen(self) -> Sequence[Belemmering]:
        return self.niet_beslisser() or terugsturen_belemmeringen(ligt_er=self.voorstel is not None, reden="-")

    def terug_url(self) -> str:
        return self.url("bevestigen")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        terug = services.voorstel_terugsturen(
            traject=self.traject.sleutel, reden=form.cleaned_data["reden"], versie=versie, namens=namens
        )
        return self.url("heropenen" if terug.is_intrekking else "beoordelen")
