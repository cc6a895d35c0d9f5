"""What the huurder says at a contract, on the page with all verklaringen."""

from __future__ import annotations

from django.urls import reverse

from opstap.partners.rechten import Actie
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.kaart import Handeling
from opstap.trajecten.models import Traject
from opstap.trajecten.verklaringen import Verklaringdeel
from woningen.models import Huurovereenkomst

S = Verklaringsoort


def verklaringdeel(traject: Traject) -> Verklaringdeel:
    """Every contract of the traject by name; while one counts the instemming can change."""
    contracten = Huurovereenkomst.objects.filter(traject=traject).order_by("pk")
    url = reverse("woningen:instemming", args=[traject.sleutel])
    kan = traject.afgesloten_op is None and Huurovereenkomst.objects.geldig().filter(traject=traject).exists()
    handelingen = {S.INSTEMMING_DELEN: Handeling(Actie.CONTRACT_BEHEREN, "Leg een antwoord vast, of trek het in", url)}
    if (nee := traject.termijnen.open().filter(soort="nee_bespreken").first()) is not None:
        handelingen[S.NEE_BESPROKEN] = Handeling(Actie.NEE_BESPREKEN, "Leg vast dat u samen praatte", nee.url)
    return Verklaringdeel(
        over={c.sleutel: f"het contract vanaf {datum_voluit(c.ingangsdatum)}" for c in contracten},
        handelingen=handelingen if kan else {},
    )
