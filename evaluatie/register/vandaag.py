"""For who keeps the registers: a talk about the protocol that is late, on the home page (Z-16.1)."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from evaluatie.register.services import evaluatie_nodig_op
from opstap.partners.models import Gebruiker
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_voluit
from opstap.regelingen.models import Regeling


def late_protocolevaluaties(gebruiker: Gebruiker, vandaag: date) -> list[dict[str, str]]:
    """One line for each regeling (bedrading.OP_VANDAAG); no query for who does not keep them."""
    organisaties = [
        t.organisatie_id for t in gebruiker.rollen if bereik(Rol(t.rol), Actie.PROTOCOL_EVALUEREN) is not Bereik.GEEN
    ]
    if not organisaties:
        return []
    return [
        _regel(regeling, nodig_op)
        for regeling in Regeling.objects.voor_organisaties(organisaties)
        if (nodig_op := evaluatie_nodig_op(regeling)) is not None and nodig_op < vandaag
    ]


def _regel(regeling: Regeling, nodig_op: date) -> dict[str, str]:
    return {
        "zin": f"De evaluatie van het protocol is te laat: {regeling.naam}, uiterlijk {datum_voluit(nodig_op)}.",
        "url": reverse("register:protocolevaluaties", args=[regeling.sleutel]),
        "tekst": "Bekijk de evaluaties van het protocol",
    }
