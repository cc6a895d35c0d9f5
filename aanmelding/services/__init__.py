"""Use-cases of the aanmelding: fill in, send, approve, decide (law 3)."""

from aanmelding.services.aanvullen import aanvulling_terugnemen, aanvulling_vragen, wijziging_melden
from aanmelding.services.accorderen import (
    Accordeerantwoord,
    accorderen_met_link,
    accordering_beantwoorden,
    link_afwijzen,
    linkcode_proberen,
)
from aanmelding.services.adviseren import advies_geven, advies_terugnemen, advies_vragen
from aanmelding.services.afspraken import afspraken_bijwerken
from aanmelding.services.behandelaar import behandelaar_vastleggen, eigen_bijdrage_vastleggen, indicatie_vastleggen
from aanmelding.services.besluiten import Toelatingsbesluit, toelating_besluiten, toelating_voorbeeld
from aanmelding.services.betaalbaarheid import Betaalbaarheidsgegevens, betaalbaarheid_bijwerken
from aanmelding.services.gesprek import gesprek_afzeggen, gesprek_plannen, gesprek_vastleggen, gesprekskringen
from aanmelding.services.heropenen import Heropening, besluit_heropenen
from aanmelding.services.huishouden import Huishoudgegevens, Medehuurder, huishouden_bijwerken
from aanmelding.services.indienen import aanmelding_indienen, aanmelding_intrekken
from aanmelding.services.invullen import (
    Uitstroomgegevens,
    aanmelding_beginnen,
    persoon_bijwerken,
    uitstroom_bijwerken,
)
from aanmelding.services.leefgebied import (
    Checklistantwoord,
    Contactgegevens,
    checklist_bijwerken,
    leefgebied_bijwerken,
    rest_niet_van_toepassing,
)
from aanmelding.services.links import accordering_herinneren, link_sturen, link_terugnemen
from aanmelding.services.overdragen import (
    Aanbod,
    overdracht_aanbieden,
    overdracht_beantwoorden,
    overdracht_laten_ingaan,
    overdracht_laten_verlopen,
    overdracht_terugnemen,
    overdrachten_sluiten_na,
)
from aanmelding.services.profiel import begeleiding_bijwerken, woonprofiel_bijwerken
from aanmelding.services.vergaderdagen import vergaderdag_vastleggen, vergaderdag_weghalen
from aanmelding.services.verklaringen import verklaring_geven
from aanmelding.services.verlopen import aanmelding_laten_verlopen
from aanmelding.services.vertegenwoordiging import Vertegenwoordiger, vertegenwoordiging_bijwerken
from aanmelding.services.vooraanmelden import aanmelding_vooraf_melden
from aanmelding.services.voorstellen import (
    intrekking_voorstellen,
    toelating_voorstellen,
    voorstel_bevestigen,
    voorstel_terugsturen,
)
from aanmelding.services.voorstelstand import voorstellen_vervallen_na
from aanmelding.services.voorwaarde import (
    Kandidaat,
    voorwaarde_beantwoorden,
    voorwaarde_beeindigen,
    voorwaarde_stellen,
    voorwaarde_verbeteren,
    zorg_vragen,
)
from aanmelding.services.woonverleden import Woonverledengegevens, woonverleden_bijwerken

__all__ = [
    "Aanbod",
    "Accordeerantwoord",
    "Betaalbaarheidsgegevens",
    "Checklistantwoord",
    "Contactgegevens",
    "Heropening",
    "Huishoudgegevens",
    "Kandidaat",
    "Medehuurder",
    "Toelatingsbesluit",
    "Uitstroomgegevens",
    "Vertegenwoordiger",
    "Woonverledengegevens",
    "aanmelding_beginnen",
    "aanmelding_indienen",
    "aanmelding_intrekken",
    "aanmelding_laten_verlopen",
    "aanmelding_vooraf_melden",
    "aanvulling_terugnemen",
    "advies_geven",
    "advies_terugnemen",
    "advies_vragen",
    "aanvulling_vragen",
    "accorderen_met_link",
    "accordering_beantwoorden",
    "accordering_herinneren",
    "begeleiding_bijwerken",
    "afspraken_bijwerken",
    "behandelaar_vastleggen",
    "besluit_heropenen",
    "betaalbaarheid_bijwerken",
    "checklist_bijwerken",
    "eigen_bijdrage_vastleggen",
    "gesprek_afzeggen",
    "gesprek_plannen",
    "gesprek_vastleggen",
    "gesprekskringen",
    "huishouden_bijwerken",
    "indicatie_vastleggen",
    "leefgebied_bijwerken",
    "link_afwijzen",
    "link_sturen",
    "link_terugnemen",
    "linkcode_proberen",
    "overdracht_aanbieden",
    "overdracht_beantwoorden",
    "overdracht_laten_ingaan",
    "overdracht_laten_verlopen",
    "overdracht_terugnemen",
    "overdrachten_sluiten_na",
    "persoon_bijwerken",
    "rest_niet_van_toepassing",
    "toelating_besluiten",
    "toelating_voorbeeld",
    "intrekking_voorstellen",
    "toelating_voorstellen",
    "uitstroom_bijwerken",
    "vergaderdag_vastleggen",
    "vergaderdag_weghalen",
    "verklaring_geven",
    "vertegenwoordiging_bijwerken",
    "voorstel_bevestigen",
    "voorstel_terugsturen",
    "voorstellen_vervallen_na",
    "voorwaarde_beantwoorden",
    "voorwaarde_beeindigen",
    "voorwaarde_stellen",
    "voorwaarde_verbeteren",
    "woonprofiel_bijwerken",
    "wijziging_melden",
    "woonverleden_bijwerken",
    "zorg_vragen",
]
