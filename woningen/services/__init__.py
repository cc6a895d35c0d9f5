"""Every use-case of this room, one file per group."""

from woningen.services.aanbieden import woning_aanbieden
from woningen.services.aanzegging import (
    aanzegging_gemist_vastleggen,
    aanzegging_maken,
    aanzegging_ontvangst_vastleggen,
)
from woningen.services.aanzegging_verzenden import aanzegging_verzenden, aanzegging_verzending_verbeteren
from woningen.services.afspraken import aandeel_afspreken, toezegging_vastleggen
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
from woningen.services.complexen import complex_vastleggen, leefbaarheid_vastleggen
from woningen.services.contingent import contingent_vastleggen
from woningen.services.contract import (
    contract_opmaken,
    instemming_vastleggen,
    nee_besproken_vastleggen,
    ondertekening_vastleggen,
    sleutel_geven,
)
from woningen.services.contract_correcties import contract_intrekken, ingangsdatum_verbeteren
from woningen.services.correcties import (
    eindafspraak_verbeteren,
    ontvangst_verbeteren,
    opzegging_intrekken,
    sleuteldag_verbeteren,
)
from woningen.services.einde import contract_einde_verwerken, eindafspraak_vervallen_na
from woningen.services.inlezen import imports_opruimen, woningen_inlezen, woningimport_klaarzetten
from woningen.services.inschrijven import aantekening_vastleggen, ambtshalve_inschrijven, toewijzing_verwerken
from woningen.services.kaart import meterkastkaart_maken, meterkastkaart_verouderen_na
from woningen.services.leefbaarheid import leefbaarheid_weigeren
from woningen.services.mutaties import contingent_uit_mutaties, mutaties_opgeven
from woningen.services.omklap import contract_omklappen, opstap_afronden
from woningen.services.omzetting import contract_besluiten, overleg_vastleggen
from woningen.services.overlijden import overlijden_vastleggen
from woningen.services.overlijden_correcties import huurdag_na_overlijden, overlijden_herroepen
from woningen.services.partijen import partijen_bijwerken_na
from woningen.services.reageren import Routebesluit, reageertijd_afspreken, route_besluiten
from woningen.services.start import begeleiding_bevestigen, startgesprek_vastleggen, woonafspraken_vastleggen
from woningen.services.toelating import bemiddeling_intrekken_na
from woningen.services.uitruil import uitruil_terugnemen, uitruil_vastleggen
from woningen.services.voorraad import woning_vastleggen

__all__ = [
    "Routebesluit",
    "aanbieding_accepteren",
    "aanbieding_intrekken",
    "aanbieding_laten_verlopen",
    "aanbieding_weigeren",
    "aantekening_vastleggen",
    "aanzegging_gemist_vastleggen",
    "aanzegging_maken",
    "aanzegging_ontvangst_vastleggen",
    "aanzegging_verzenden",
    "aanzegging_verzending_verbeteren",
    "ambtshalve_inschrijven",
    "beeindiging_nastreven",
    "begeleiding_bevestigen",
    "bemiddeling_intrekken_na",
    "complex_vastleggen",
    "aandeel_afspreken",
    "contingent_uit_mutaties",
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
    "imports_opruimen",
    "ingangsdatum_verbeteren",
    "instemming_vastleggen",
    "leefbaarheid_vastleggen",
    "leefbaarheid_weigeren",
    "mutaties_opgeven",
    "meterkastkaart_maken",
    "meterkastkaart_verouderen_na",
    "nee_besproken_vastleggen",
    "ondertekening_vastleggen",
    "ontvangst_verbeteren",
    "open_bemiddeling_na",
    "opstap_afronden",
    "overleg_vastleggen",
    "opzegging_intrekken",
    "overlijden_herroepen",
    "overlijden_vastleggen",
    "huurdag_na_overlijden",
    "partijen_bijwerken_na",
    "reageertijd_afspreken",
    "route_besluiten",
    "sleutel_geven",
    "sleuteldag_verbeteren",
    "toewijzing_verwerken",
    "toezegging_vastleggen",
    "uitruil_terugnemen",
    "uitruil_vastleggen",
    "startgesprek_vastleggen",
    "verhuurder_voorstel",
    "verhuurder_vragen",
    "verlopen_aanbieding_afhandelen",
    "woning_aanbieden",
    "woning_terugnemen",
    "woning_vastleggen",
    "woningen_inlezen",
    "woningimport_klaarzetten",
    "woonafspraken_vastleggen",
]
