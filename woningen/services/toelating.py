"""The toelating does not hold any more: nobody looks for a home. Refused once something was built upon it."""

from __future__ import annotations

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.namens import SYSTEEM
from opstap.post.enums import Briefsoort
from opstap.post.models import Brief
from opstap.post.services.versturen import hoeft_niet_schrijven
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.feiten import ToelatingIngetrokken
from opstap.protocol.heropenen import gebouwd_belemmeringen
from opstap.protocol.versturen import NietVersturenReden
from opstap.trajecten.models import Betrokkenheid, Traject
from woningen.enums import Bemiddelingstatus, Intrekreden
from woningen.models import Aanbieding, Bemiddeling, Huurovereenkomst
from woningen.services.antwoord import vrijgeven
from woningen.services.gedeeld import consulent_mailen, traject_laden


@transaction.atomic
def bemiddeling_intrekken_na(feit: ToelatingIngetrokken) -> None:
    """Reaction on ToelatingIngetrokken. Twice changes nothing; the caller plans the duties."""
    traject = traject_laden(feit.traject)
    rijen = Bemiddeling.objects.filter(traject=traject, toelating=feit.besluit)
    eis(
        gebouwd_belemmeringen(
            heeft_woning=rijen.filter(status=Bemiddelingstatus.TOEGEWEZEN).exists(),
            heeft_contract=Huurovereenkomst.objects.geldig().filter(traject=traject).exists(),
        )
    )
    for bemiddeling in rijen.open():
        _aanbod_terugnemen(traject, bemiddeling)
        bemiddeling.intrekken()
        bemiddeling.save()
        consulent_mailen(traject, soort="toelating_ingetrokken", sleutel=str(feit.besluit))
        verhuurder_laten_gaan(traject)
        gebeurtenis_vastleggen(
            soort="bemiddeling_ingetrokken", namens=SYSTEEM, traject=traject.sleutel, clausule="Z-9.3"
        )


def _aanbod_terugnemen(traject: Traject, bemiddeling: Bemiddeling) -> None:
    """It does not count (I-13); home and place are free."""
    for aanbieding in Aanbieding.objects.filter(bemiddeling=bemiddeling).open().select_related("plaats"):
        aanbieding.bemiddeling = bemiddeling
        aanbieding.intrekken()
        aanbieding.intrekreden = Intrekreden.TOELATING
        vrijgeven(aanbieding, namens=SYSTEEM)
    for brief in Brief.objects.filter(traject=traject, soort=Briefsoort.AANBOD).te_versturen():
        hoeft_niet_schrijven(brief, NietVersturenReden.KLOPT_NIET, namens=SYSTEEM)


def verhuurder_laten_gaan(traject: Traject) -> None:
    """Who was asked for a home has nothing to see here any more (Z-20.4)."""
    rijen = Betrokkenheid.objects.filter(traject=traject, hoedanigheid=Hoedanigheid.VERHUURDER, tot=None)
    rijen.update(tot=clock.vandaag())
