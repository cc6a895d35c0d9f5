"""The first set-up, how somebody wants the mail, and the pages of libraries that are not there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import FormView

from opstap.errors import OpstapFout
from opstap.partners.forms import PostForm
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm
from opstap.partners.services import bewijs_geldig, inrichten, postvoorkeur_vastleggen


class InrichtenForm(forms.Form):
    organisatie = forms.CharField(label="Naam van uw gemeente of organisatie", max_length=120)
    naam = forms.CharField(label="Uw naam", max_length=120)
    email = forms.EmailField(label="Uw e-mailadres")
    wachtwoord = forms.CharField(
        label="Kies een wachtwoord",
        help_text="Minstens 12 tekens. Een zin van vier woorden is goed.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_wachtwoord(self) -> str:
        wachtwoord = str(self.cleaned_data["wachtwoord"])
        validate_password(wachtwoord)
        return wachtwoord


@method_decorator(login_not_required, name="dispatch")
class InrichtenView(FormView):
    """Open without login, but only with the one-time link and only while there is nobody."""

    template_name = "partners/inrichten.html"
    form_class = InrichtenForm
    openbaar = True  # for the test that every page names its actie

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            titel="Opstap inrichten",
            geldig=bewijs_geldig(self.kwargs["bewijs"]),
            knop="Maak mijn account",
            **kwargs,
        )

    def form_valid(self, form: InrichtenForm) -> HttpResponse:
        try:
            inrichten(bewijs=self.kwargs["bewijs"], **form.cleaned_data)
        except OpstapFout as fout:
            form.add_error(None, fout.melding)
            return self.form_invalid(form)
        return redirect("account_login")

    def form_invalid(self, form: InrichtenForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class MijnPostView(Formulierscherm):
    """One digest a day, or every mail at once; and the days somebody works."""

    actie = Actie.POST_INSTELLEN
    form_class = PostForm
    titel = "Mijn post"
    uitleg = "Opstap stuurt u zo min mogelijk mail. Alles wat u moet doen, staat ook op uw beginscherm."
    gelukt = "Opgeslagen. Vanaf de volgende mail doet Opstap het zo."

    def begin(self) -> dict[str, Any]:
        return {"meteen": "ja" if self.gebruiker.post_meteen else "nee", "werkdagen": list(self.gebruiker.postdagen)}

    def terug_url(self) -> str:
        return reverse("vandaag")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        postvoorkeur_vastleggen(
            werkdagen=form.cleaned_data["werkdagen"], meteen=form.cleaned_data["meteen"], namens=namens
        )
        return reverse("mijn_post")


@login_not_required
def bestaat_niet(request: HttpRequest) -> HttpResponse:
    """A page of a library that Opstap does not offer; for everybody alike."""
    raise Http404
