"""Letters to print in one go: one PDF, each letter on a sheet of its own, also when both sides are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.template.loader import render_to_string

from opstap.post.models import Brief, BriefInhoud
from opstap.post.pdf import bladen_naar_pdf
from opstap.post.services.brieven import adresblok

#: What lies behind the window of the envelope; a letter without it gets a sheet with the address in front.
_VENSTER = 'class="venster"'


def bundel_pdf(brieven: Sequence[Brief]) -> bytes:
    """From the text as it was fixed: what is printed equals the letter itself. Keeps nothing."""
    return bladen_naar_pdf(_bladen(brieven), titel="Brieven om te printen")


def _bladen(brieven: Sequence[Brief]) -> Iterator[str]:
    teksten = dict(BriefInhoud.objects.filter(brief__in=brieven).values_list("brief_id", "html"))
    for brief in brieven:
        if _VENSTER not in teksten[brief.pk]:
            yield render_to_string("post/adresblad.html", {"brief": adresblok(brief)})
        yield teksten[brief.pk]
