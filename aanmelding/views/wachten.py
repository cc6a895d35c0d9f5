"""Op wie wachten we: for the sender, who did not answer, agree or advise yet and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst

from aanmelding import services
from aanmelding.delen.akkoord import partijen_zei
from aanmelding.feiten import vragen_liggen_stil
from aanmelding.forms import LinkForm
from aanmelding.models import Accordering, Advies
from aanmelding.services import links
from aanmelding.services.adviesstand import open_adviezen
from aanmelding.services.linkstand import kan_in_opstap
from aanmelding.verklaringen import PAGINA, Open, open_verklaringen
from aanmelding.views.basis import Aanmeldformulier, Aanmeldscherm
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.links.geheim import te_vertellen_code
from opstap.post.links.post import laatste_dag
from opstap.post.models import Link, Linkadres
from opstap.protocol.aanmeldstappen import Accorderingstatus, Weigerreden
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_voluit
from opstap.protocol.links import Codewijze, Linkstatus
from opstap.protocol.termijnsoorten import Trap
from opstap.protocol.verklaringen import mag_delen
from opstap.termijnen.models import Termijnstap
from opstap.trajecten.enums import Verklaringsoort

NIET_HERINNERD = "Opstap herinnert hier niet aan: bespreek het samen"


class WachtenView(Aanmeldscherm):
    """First what the kandidaat and the sender still say themselves; then per organisation what is asked, since when,
    when it was reminded, and how far its link is."""

    actie = Actie.AANMELDING_INVULLEN
    template_name = "aanmelding/wachten.html"
    titel = "Op wie wachten we?"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        terug = reverse("traject", args=[self.traject.sleutel])
        verklaringen = (self._verklaring(v) for v in open_verklaringen(self.aanmelding))
        adviezen = (self._advies(advies) for advies in open_adviezen(self.aanmelding))
        partijen = [*verklaringen, *self._partijen(), *adviezen]
        return super().get_context_data(partijen=partijen, terug_url=terug, **kwargs)

    def _verklaring(self, verklaring: Open) -> dict[str, Any]:
        is_taak = verklaring.soort is Verklaringsoort.INSTEMMING_PARTIJEN and vragen_liggen_stil(self.aanmelding)
        herinnert = "Opstap herinnert u hieraan: u bent aan zet" if is_taak and self._stil() else NIET_HERINNERD
        return {
            "naam": capfirst(verklaring.wie),
            "feiten": [
                ("Wat", capfirst(verklaring.soort.label)),
                ("Stand", verklaring.stand),
                ("Sinds", datum_voluit(verklaring.sinds)),
                ("Laatst herinnerd", herinnert),
            ],
            "handelingen": [{"tekst": "Leg vast", "url": self.url(PAGINA[verklaring.soort])}],
        }

    def _partijen(self) -> Iterator[dict[str, Any]]:
        rijen = Accordering.objects.filter(aanmelding=self.aanmelding).beantwoordbaar().select_related("organisatie")
        for _, groep in groupby(rijen.order_by("organisatie__naam", "rol", "pk"), lambda r: (r.organisatie_id, r.rol)):
            yield self._partij(list(groep))

    def _advies(self, advies: Advies) -> dict[str, Any]:
        """Asked by who decides: the sender has nothing to do with it, and does not read what it says."""
        return {
            "naam": advies.organisatie.naam,
            "feiten": [
                ("Advies", f"gevraagd op {datum_voluit(advies.gevraagd_op)} door wie besluit, nog geen antwoord"),
                *_bericht([advies]),
                *([("Nu", stil)] if (stil := self._stil()) else []),
            ],
            "handelingen": [],
        }

    def _stil(self) -> str:
        gezegd = partijen_zei(self.aanmelding)
        return "" if gezegd is None or mag_delen(laatste=gezegd) else f"de vraag ligt stil. {gezegd.wie} wil die niet"

    def _partij(self, rijen: list[Accordering]) -> dict[str, Any]:
        vraag = rijen[0]
        stil = self._stil()
        link, account = links.laatste_link(self.aanmelding, vraag), kan_in_opstap(vraag.organisatie, Rol(vraag.rol))
        is_open = links.open_link(self.aanmelding, vraag) is not None
        return {
            "naam": vraag.organisatie.naam,
            "feiten": [
                *_vragen(rijen),
                *_bericht(rijen),
                *self._link(link, is_open=is_open, account=account, stil=stil),
            ],
            "code": te_vertellen_code(link) if link and is_open and link.codewijze == Codewijze.TELEFOON else "",
            "handelingen": [] if stil else list(self._handelingen(vraag, is_open=is_open, account=account)),
        }

    def _link(self, link: Link | None, *, is_open: bool, account: bool, stil: str) -> Iterator[tuple[str, str]]:
        if stil:
            yield "Nu", stil
        elif account:
            yield "Hoe", "met een account in Opstap"
        elif link is None:
            yield "Hoe", "nog niet: niemand heeft hier een account. Stuur een link"
        else:
            yield "Link", _stand(link, is_open=is_open)

    def _handelingen(self, vraag: Accordering, *, is_open: bool, account: bool) -> Iterator[dict[str, str]]:
        def knop(tekst: str, naam: str) -> dict[str, str]:
            return {"tekst": tekst, "url": reverse(f"aanmelding:{naam}", args=[self.traject.sleutel, vraag.sleutel])}

        if not account:
            yield knop("Stuur opnieuw" if is_open else "Stuur een link", "link_sturen")
        if not links.herinner_bezwaren(self.aanmelding, vraag):
            yield knop("Herinner", "herinneren")
        if is_open:
            yield knop("Trek de link in", "link_terugnemen")


_VRAAGTERMIJNEN = ("accordering_geven", "voordracht_geven", "advies_geven")


def _vragen(rijen: Sequence[Accordering]) -> Iterator[tuple[str, str]]:
    for rij in rijen:
        stand = "nog geen antwoord"
        if rij.status == Accorderingstatus.GEWEIGERD and rij.beantwoord_op:
            reden = f": {Weigerreden(rij.reden).label}" if rij.reden else ""
            stand = f"geen akkoord op {datum_voluit(rij.beantwoord_op)}{reden}"
        yield rij.deel, f"gevraagd op {datum_voluit(rij.gevraagd_op)}, {stand}"


def _bericht(rijen: Sequence[Accordering | Advies]) -> Iterator[tuple[str, str]]:
    """By hand, or by the reminders of the duty."""
    stappen = Termijnstap.objects.filter(trap=Trap.VERANTWOORDELIJKE, klaar_op__isnull=False)
    vanzelf = stappen.filter(termijn__soort__in=_VRAAGTERMIJNEN, termijn__onderwerp__in=[rij.sleutel for rij in rijen])
    zelf = [rij.herinnerd_op for rij in rijen if isinstance(rij, Accordering) and rij.herinnerd_op]
    dagen = [*zelf, *vanzelf.values_list("dag", flat=True)]
    yield "Laatst herinnerd", datum_voluit(max(dagen)) if dagen else "nog niet"


def _stand(link: Link, *, is_open: bool) -> str:
    adres = Linkadres.objects.filter(link=link).first()
    wie = f" naar {adres.naam} ({adres.email})" if adres else ""
    gestuurd = f"gestuurd op {datum_voluit(link.gestuurd_op)}{wie}"
    if not is_open:
        stand = Linkstatus(link.status).label if link.status != Linkstatus.OPEN else "de link is verlopen"
        return f"{gestuurd}. Nu: {stand}"
    if link.berichten.geparkeerd().exists():
        return f"{gestuurd}. De mail kwam niet aan"
    return f"{gestuurd}. Antwoorden kan tot en met {datum_voluit(laatste_dag(link))}"


class Vraagformulier(Aanmeldformulier):
    """Something to do about one organisation; `vraag` is one of the rows that it was asked."""

    actie = Actie.AANMELDING_INVULLEN
    vraag: Accordering

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        rijen = Accordering.objects.filter(aanmelding=self.aanmelding).levend().select_related("organisatie")
        rij = rijen.filter(sleutel=kwargs["onderwerp"]).first()
        if rij is None:
            raise Http404
        self.vraag = rij

    def terug_url(self) -> str:
        return self.url("wachten")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feiten = [("Organisatie", self.vraag.organisatie.naam)]
        return super().get_context_data(feiten=feiten, **kwargs)


class LinkSturenView(Vraagformulier):
    titel = "Link sturen voor akkoord"
    form_class = LinkForm
    uitleg = (
        "Niemand van deze organisatie heeft een account. Stuur een link per mail. Wie de link opent, heeft ook een "
        "code nodig: die krijgt diegene apart. Een eerdere link werkt dan niet meer."
    )
    knop = "Stuur de link"

    def belemmeringen(self) -> Sequence[Belemmering]:
        return links.stuur_belemmeringen(self.aanmelding, self.vraag)

    def form_opties(self) -> dict[str, Any]:
        return {"heeft_postbus": bool(self.vraag.organisatie.postbus)}

    def begin(self) -> dict[str, Any]:
        """Of the link that was sent before."""
        link = links.laatste_link(self.aanmelding, self.vraag)
        adres = Linkadres.objects.filter(link=link).first() if link else None
        return {"naam": adres.naam, "email": adres.email} if adres else {}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.link_sturen(
            traject=self.traject.sleutel,
            vraag=self.vraag.sleutel,
            naam=form.cleaned_data["naam"],
            email=form.cleaned_data["email"],
            codewijze=form.codewijze(),
            versie=versie,
            namens=namens,
        )
        self.gelukt = _GESTUURD[form.codewijze()]
        return self.terug_url()


_GESTUURD = {
    Codewijze.TELEFOON: "De link is gestuurd. Bel nu, en vertel de code. Die staat hieronder bij de organisatie.",
    Codewijze.POSTBUS: "De link is gestuurd. De code gaat naar de gedeelde mailbox van de organisatie.",
}


class LinkTerugnemenView(Vraagformulier):
    titel = "Link intrekken"
    uitleg = "De link werkt dan niet meer. De vraag om akkoord blijft staan."
    knop = "Trek de link in"
    gelukt = "De link is ingetrokken."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return [] if links.open_link(self.aanmelding, self.vraag) else [links.NIET_OPEN]

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.link_terugnemen(traject=self.traject.sleutel, vraag=self.vraag.sleutel, namens=namens)
        return self.terug_url()


class HerinnerenView(Vraagformulier):
    titel = "Herinneren"
    uitleg = "De organisatie krijgt nog een mail over uw vraag om akkoord. Dat kan één keer per dag."
    knop = "Stuur een herinnering"
    gelukt = "De herinnering is klaargezet."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return links.herinner_bezwaren(self.aanmelding, self.vraag)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.accordering_herinneren(traject=self.traject.sleutel, vraag=self.vraag.sleutel, namens=namens)
        return self.terug_url()
