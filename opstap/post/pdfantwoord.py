"""A PDF as the answer to a request: shown in the browser, kept nowhere."""

from __future__ import annotations

from django.http import HttpResponse


def pdf_antwoord(pdf: bytes, *, naam: str) -> HttpResponse:
    antwoord = HttpResponse(pdf, content_type="application/pdf")
    antwoord["Content-Disposition"] = f'inline; filename="{naam}.pdf"'
    antwoord["X-Content-Type-Options"] = "nosniff"
    return antwoord
