"""Every use-case of this room, one file per group."""

from woningen.services.aanbieden import woning_aanbieden
from woningen.services.aanzegging import (
    aanzegging_gemist_vastleggen,
    aanzegging_maken,
    aanzegging_ontvangst_vastleggen,
)
from woningen.services.aanzegging_verzenden import aanzegging_verzenden, aanzegging_verzending_verbeteren
from woningen.services.antwoord import (
    aanbieding_accepteren,
    aanbieding_intrekken,
    aanbieding_laten_verlopen,
    aanbieding_weigeren,
    verlopen_aanbieding_afhandelen,
)
from woningen.services.beeindigen import (
    beeindiging_nastreven,
    contract_voortzetten,
    einde_afspreken,
    woning_terugnemen,
)
from woningen.services.bemiddelen import (
    contingentdeel_kiezen,
    open_bemiddeling_na,
    verhuurder_voorstel,
    verhuurder_vragen,
)
from woningen.services.contingent import contingent_vastleggen
from woningen.services.contract import (
    contract_opmaken,
    instemming_vastleggen,
    nee_besproken_vastleggen,
    ondertekening_vastleggen,
    sleutel_geven,
)
from woningen.services.contract_correcties import contract_intrekken, ingangsdatum_verbeteren
from woningen.services.correcties import eindafspraak_verbeteren, ontvangst_verbeteren, sleuteldag_verbeteren
from woningen.services.einde import contract_einde_verwerken, eindafspraak_vervallen_na
from woningen.services.omklap import contract_omklappen, opstap_afronden
from woningen.services.omzetting import contract_besluiten, overleg_vastleggen
from woningen.services.partijen import partijen_bijwerken_na
from woningen.services.toelating import bemiddeling_intrekken_na
from woningen.services.voorraad import woning_vastleggen

__all__ = [
    "aanbieding_accepteren",
    "aanbieding_intrekken",
    "aanbieding_laten_verlopen",
    "aanbieding_weigeren",
    "aanzegging_gemist_vastleggen",
    "aanzegging_maken",
    "aanzegging_ontvangst_vastleggen",
    "aanzegging_verzenden",
    "aanzegging_verzending_verbeteren",
    "beeindiging_nastreven",
    "bemiddeling_intrekken_na",
    "contingent_vastleggen",
    "contingentdeel_kiezen",
    "contract_besluiten",
    "contract_einde_verwerken",
    "contract_intrekken",
    "contract_omklappen",
    "contract_opmaken",
    "contract_voortzetten",
    "eindafspraak_verbeteren",
    "eindafspraak_vervallen_na",
    "einde_afspreken",
    "ingangsdatum_verbeteren",
    "instemming_vastleggen",
    "nee_besproken_vastleggen",
    "ondertekening_vastleggen",
    "ontvangst_verbeteren",
    "open_bemiddeling_na",
    "opstap_afronden",
    "overleg_vastleggen",
    "partijen_bijwerken_na",
    "sleutel_geven",
    "sleuteldag_verbeteren",
    "verhuurder_voorstel",
    "verhuurder_vragen",
    "verlopen_aanbieding_afhandelen",
    "woning_aanbieden",
    "woning_terugnemen",
    "woning_vastleggen",
]
