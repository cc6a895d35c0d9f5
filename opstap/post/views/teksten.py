"""The texts of mail: read them all, change one, see it first as it will arrive. For the beheerder of the gemeente."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst

from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.post.berichten import BERICHTEN, Berichttekst
from opstap.post.forms import MailtekstForm
from opstap.post.models import Mailtekst
from opstap.post.services.teksten import gemeenten_van, mailtekst_vastleggen, met_tekst, tekst_van
from opstap.post.services.voorbeeld import voorbeeldmail
from opstap.protocol.datums import datum_voluit

_ZOUT = "opstap.mailtekst"
_VAN_OPSTAP = "de tekst van Opstap"
_EIGEN_OPMAAK = {"default-src": [NONE], "style-src": [UNSAFE_INLINE], "frame-ancestors": [NONE]}


class _VanDeGemeente(Scherm):
    """These texts go to every organisation: only for a gemeente that takes part; others read who may."""

    actie = Actie.BEHEREN
    wie_mag = (
        "De teksten van mail gaan naar iedereen. Alleen de beheerder van een gemeente die meedoet aan een regeling kan "
        "ze wijzigen. Wilt u een andere tekst? Vraag het die beheerder."
    )

    def mag_namens(self) -> list[Namens]:
        gemeenten = gemeenten_van(self.gebruiker)
        return [namens for namens in super().mag_namens() if namens.organisatie in gemeenten]


class MailtekstenView(_VanDeGemeente):
    template_name = "post/mailteksten.html"
    titel = "Teksten van mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vandaag = clock.vandaag()
        nu, straks = (
            Mailtekst.objects.op(vandaag),
            Mailtekst.objects.filter(vanaf__gt=vandaag).order_by("vanaf", "nummer"),
        )
        gepland = {rij.soort: f", en vanaf {datum_voluit(rij.vanaf)} een andere" for rij in straks}
        rijen = [
            {
                "url": reverse("mailtekst", args=[soort]),
                "cellen": [
                    nu[soort].onderwerp if soort in nu else standaard.onderwerp,
                    (f"sinds {datum_voluit(nu[soort].vanaf)}" if soort in nu else _VAN_OPSTAP) + gepland.get(soort, ""),
                ],
            }
            for soort, standaard in BERICHTEN.items()
        ]
        return super().get_context_data(koppen=["Mail", "Welke tekst"], rijen=rijen, **kwargs)


class _EenTekst(_VanDeGemeente):
    soort: str

    def laden(self, **kwargs: Any) -> None:
        self.soort = kwargs["soort"]
        if self.soort not in BERICHTEN:
            raise Http404

    @cached_property
    def versies(self) -> list[Mailtekst]:
        return list(Mailtekst.objects.filter(soort=self.soort).order_by("-nummer"))

    def tekst(self, nummer: str = "") -> Berichttekst:
        """This version, or the newest; 0 is the text that comes with Opstap."""
        gekozen = [rij for rij in self.versies if nummer in ("", str(rij.nummer))]
        return tekst_van(gekozen[0]) if gekozen else BERICHTEN[self.soort]


class MailtekstView(_EenTekst, Formulierscherm):
    """Change a text. `voorbeeld` in what is sent shows it as mail and keeps nothing; `met`: begin with an older one."""

    template_name = "post/mailtekst.html"
    form_class = MailtekstForm
    titel = "Tekst van een mail"
    knop = "Leg deze tekst vast"
    gelukt = "De nieuwe tekst ligt vast. Tot de dag die u koos, blijft de oude tekst."

    def versie(self) -> int:
        return self.versies[0].nummer if self.versies else 0

    def form_opties(self) -> dict[str, Any]:
        return {"soort": self.soort, "nu": self.tekst(self.request.GET.get("met", ""))}

    def get_form(self, data: Any = None) -> Any:
        return self.form_class(data, **self.form_opties())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "voorbeeld" not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.get_form(request.POST)
        inhoud = self.get_context_data(
            terug_naar=self.voor_de_terugknop(request.POST),
            form=form,
            verzoek=self._verzoek(request.POST),
            formulier_versie=self._getypte_versie(request.POST),
            namens_gekozen=request.POST.get("namens", ""),
        )
        return self.render_to_response(inhoud, status=200 if form.is_valid() else 422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inhoud = super().get_context_data(tweede_knop="Bekijk de mail eerst", tweede_naam="voorbeeld", **kwargs)
        form = inhoud["form"]
        tekst = self.tekst(self.request.GET.get("met", "")) if not form.is_bound else None
        if form.is_bound and form.is_valid():
            tekst = form.tekst()
        return inhoud | {"voorbeeld": self._voorbeeld(tekst) if tekst else None, "versies": self._versies()}

    def _voorbeeld(self, tekst: Berichttekst) -> dict[str, Any]:
        mail = voorbeeldmail(self.soort, tekst)
        bewijs = signing.dumps([self.soort, tekst.onderwerp, tekst.regels], salt=_ZOUT, compress=True)
        url = reverse("mailtekst_voorbeeld", args=[self.soort])
        return {"onderwerp": mail.subject, "tekst": mail.body, "url": f"{url}?tekst={bewijs}"}

    def _versies(self) -> list[dict[str, Any]]:
        namen = dict(
            Gebruiker.objects.filter(sleutel__in=[v.gemaakt_door for v in self.versies]).values_list("sleutel", "naam")
        )
        geldt = Mailtekst.objects.op(clock.vandaag()).get(self.soort)
        regels = [
            {
                "titel": f"Vanaf {datum_voluit(rij.vanaf)}",
                "stand": _stand(rij, geldt, clock.vandaag()),
                "wie": f"Gemaakt door {namen.get(rij.gemaakt_door, 'iemand die niet meer bekend is')}"
                f" op {datum_voluit(rij.gemaakt_op.astimezone(clock.AMSTERDAM).date())}.",
                **self._regel(rij.nummer, tekst_van(rij)),
            }
            for rij in self.versies
        ]
        stand = "" if geldt else "geldt nu"
        return [
            *regels,
            {"titel": capfirst(_VAN_OPSTAP), "stand": stand, **self._regel(0, BERICHTEN[self.soort])},
        ]

    def _regel(self, nummer: int, tekst: Berichttekst) -> dict[str, Any]:
        url = f"{reverse('mailtekst', args=[self.soort])}?met={nummer}"
        return {"onderwerp": tekst.onderwerp, "regels": tekst.regels, "url": url}

    def terug_url(self) -> str:
        return reverse("mailteksten")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        mailtekst_vastleggen(
            soort=self.soort,
            onderwerp=form.cleaned_data["onderwerp"],
            regels=form.regels(),
            vanaf=form.cleaned_data["vanaf"],
            namens=namens,
            versie=versie,
        )
        return reverse("mailtekst", args=[self.soort])


def _stand(rij: Mailtekst, geldt: Mailtekst | None, vandaag: date) -> str:
    if rij == geldt:
        return "geldt nu"
    return "komt nog" if rij.vanaf > vandaag else ""


@method_decorator(
    csp({"default-src": [NONE], "style-src": [UNSAFE_INLINE], "frame-ancestors": [NONE]}), name="dispatch"
)
class VoorbeeldView(_EenTekst):
    """The HTML of a mail, whole and in its own style; only of a text that the page before it showed."""

    titel = "Voorbeeld van een mail"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tekst = self.tekst()
        if bewijs := request.GET.get("tekst"):
            try:
                soort, onderwerp, regels = signing.loads(bewijs, salt=_ZOUT)
            except signing.BadSignature as fout:
                raise Http404 from fout
            if soort != self.soort:
                raise Http404
            tekst = met_tekst(soort, onderwerp, regels)
        return HttpResponse(voorbeeldmail(self.soort, tekst).alternatives[0][0])
