"""The leefgebieden: a list, and a page for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404

from aanmelding import leefgebieden, services
from aanmelding.delen.checklist import CHECKLIST, checklist, checklistfeit, rijversie
from aanmelding.forms import NIET_ZICHTBAAR, ZELF, LeefgebiedForm
from aanmelding.models import ChecklistRij
from aanmelding.views.basis import Deelformulier, Deelscherm, Vragen
from opstap.partners.models import Organisatie, Organisatiesoort
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import invullen_belemmeringen
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import NIET_ALS_RIJ, Hoedanigheid, Leefgebied
from opstap.protocol.ondersteuning import geeft_hulp, rij_waarschuwingen
from opstap.regelingen.models import Deelname, Regeling
from opstap.trajecten.models import Traject


class ChecklistView(Deelscherm):
    """All leefgebieden with their state. The only act here: none of what is left applies."""

    actie = Actie.AANMELDING_INVULLEN
    deel = CHECKLIST
    template_name = "aanmelding/checklist.html"
    knop = "De rest is niet van toepassing"
    gelukt = "De rest staat nu op niet van toepassing."

    @classmethod
    def vragen(cls, traject: Traject) -> Vragen:
        """On paper every leefgebied of the regeling; who gives the support is written down."""
        gebieden = traject.regelingversie.parameters.leefgebieden or tuple(Leefgebied)
        return [(g.label, LeefgebiedForm(gebied=g, organisaties=(), in_regeling=())) for g in gebieden]

    def belemmeringen(self) -> Sequence[Belemmering]:
        return invullen_belemmeringen(status=self.aanmelding.status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """On goes to what has no answer yet; a row that waits for others keeps nobody here."""
        a, taken = self.aanmelding, leefgebieden.taken(self.aanmelding)
        rest = leefgebieden.rest(a) if self.is_invulbaar() else []
        klaar = sum(taak["soort"] == "klaar" for taak in taken)
        return super().get_context_data(
            taken=self.met_half_ingevuld(taken),
            stand=f"Klaar: {klaar} van de {len(taken)} leefgebieden.",
            rest=[gebied.label for gebied in rest],
            verder_url=leefgebieden.adres(a, rest[0]) if rest else self.verder_url(),
            **kwargs,
        )

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.rest_niet_van_toepassing(traject=self.traject.sleutel, versie=versie, namens=namens)
        return self.verder_url()


class LeefgebiedView(Deelformulier):
    """One leefgebied; the row has a version of its own, so that colleagues can share the work."""

    actie = Actie.AANMELDING_INVULLEN
    deel = CHECKLIST
    form_class = LeefgebiedForm
    rij: ChecklistRij

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        rij = leefgebieden.rij_met_nummer(self.aanmelding, kwargs["nummer"])
        if rij is None:
            raise Http404
        self.rij = rij

    @property
    def gebied(self) -> Leefgebied:
        return Leefgebied(self.rij.leefgebied)

    @property
    def titel(self) -> str:  # type: ignore[override]
        return self.gebied.label

    @property
    def uitleg(self) -> str:  # type: ignore[override]
        gebieden = [rij.leefgebied for rij in checklist(self.aanmelding)]
        zin = f"Leefgebied {gebieden.index(self.gebied) + 1} van {len(gebieden)}."
        return f"{zin} {NIET_ZICHTBAAR}" if self.gebied in NIET_ALS_RIJ else zin

    @property
    def gelukt(self) -> str:  # type: ignore[override]
        """Read after saving: the page that comes next is about another leefgebied."""
        laat = rij_waarschuwingen(rij=checklistfeit(self.rij), uitstroom=self.aanmelding.uitstroom)
        zin = "Uw antwoord is opgeslagen."
        return f"{zin} Let op: de hulp begint na het vertrek. Klopt dat?" if laat else zin

    def versie(self) -> int | None:
        return rijversie(self.rij)

    def form_opties(self) -> dict[str, Any]:
        hier, elders = _als_wat(self.traject.regeling)
        organisaties = [
            o
            for o in Organisatie.objects.filter(beeindigd_op=None)
            if o.pk == self.rij.uitvoerder_id  # who stands there stays
            or geeft_hulp(
                is_gemeente=o.soort == Organisatiesoort.GEMEENTE, als=hier.get(o.pk) or elders.get(o.pk) or ()
            )
        ]
        return {"gebied": self.gebied, "organisaties": organisaties, "in_regeling": set(hier)}

    def begin(self) -> dict[str, Any]:
        rij, contact = self.rij, self.rij.contactpersoon
        gelijk = ("stand", "soort", "kader", "voorziening", "aangevraagd_op", "start", "afgestemd_op")
        return {naam: getattr(rij, naam) for naam in gelijk} | {
            "uitvoerder": ZELF if rij.zelf else str(rij.uitvoerder.sleutel) if rij.uitvoerder else "",
            "contact_naam": contact.naam if contact else "",
            "contact_telefoon": contact.telefoon if contact else "",
            "contact_email": contact.email if contact else "",
        }

    def belemmeringen(self) -> Sequence[Belemmering]:
        return invullen_belemmeringen(status=self.aanmelding.status)

    def terug_url(self) -> str:
        return self.url("checklist") if self.is_invulbaar() else super().terug_url()

    def verder_url(self) -> str:
        """The next leefgebied that is not ready; what was passed over is on the list."""
        if self.is_invulbaar():
            if volgende := leefgebieden.eerste_open(self.aanmelding, na=self.gebied):
                return leefgebieden.adres(self.aanmelding, volgende)
            if leefgebieden.rest(self.aanmelding):
                return self.url("checklist")
        return super().verder_url()

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.leefgebied_bijwerken(
            traject=self.traject.sleutel,
            leefgebied=self.gebied,
            antwoord=form.antwoord(),
            versie=versie,
            namens=namens,
        )
        self.rij = leefgebieden.rij_met_nummer(self.aanmelding, leefgebieden.nummer(self.gebied)) or self.rij
        return self.verder_url()


def _als_wat(regeling: Regeling) -> tuple[dict[int, set[Hoedanigheid]], dict[int, set[Hoedanigheid]]]:
    """As what each organisation takes part today: in this regeling, and in others."""
    hier: dict[int, set[Hoedanigheid]] = {}
    elders: dict[int, set[Hoedanigheid]] = {}
    for rij in Deelname.objects.actueel():
        waar = hier if rij.regeling_id == regeling.pk else elders
        waar.setdefault(rij.organisatie_id, set()).add(Hoedanigheid(rij.hoedanigheid))
    return hier, elders
