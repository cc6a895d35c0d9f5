"""The use-cases of living with begeleiding: one function, one transaction each (law 3)."""

from evaluatie.services.afspraken import NieuweAfspraak, afspraak_afhandelen, afspraak_laten_verlopen
from evaluatie.services.begeleiding import begeleiding_veranderen, opname_vastleggen
from evaluatie.services.buren import buren_ingelicht, buurtpunt_vastleggen
from evaluatie.services.correcties import (
    afspraak_dag_verbeteren,
    eerste_evaluatie_verplaatsen_na,
    evaluatie_dag_verbeteren,
    mdo_dag_verbeteren,
    signaal_verbeteren,
)
from evaluatie.services.evaluaties import (
    evaluatie_niet_doorgegaan,
    evaluatie_tijd_afspreken,
    evaluatie_vastleggen,
    plan_evaluaties_na,
)
from evaluatie.services.extra import extra_evaluatie_intrekken, extra_evaluatie_plannen
from evaluatie.services.genodigden import momenten_na_einde_afzeggen_na
from evaluatie.services.herhuisvesten import (
    herhuisvesting_openen_na,
    herhuisvesting_overleggen,
    herhuisvesting_sluiten_na,
    herindicatie_aangevraagd,
    opnieuw_zoeken,
    woonplek_gevonden,
)
from evaluatie.services.herstellen import weer_evalueren_na
from evaluatie.services.huurstatus import huurstatus_opgeven
from evaluatie.services.mdos import (
    huurder_informeren,
    mdo_aanvragen,
    mdo_afronden,
    mdo_melden,
    mdo_plannen,
    mdo_vastleggen,
)
from evaluatie.services.mdotafel import (
    handtekeningen_vastleggen,
    mdo_gaat_niet_door,
    mdo_voorbereiden,
    tijdslimiet_stellen,
)
from evaluatie.services.omzetten import laat_evaluaties_vervallen_na, omzetting_besluiten
from evaluatie.services.oordelen import mdo_oordeel_geven
from evaluatie.services.reacties import NieuweReactie, reactie_vastleggen
from evaluatie.services.signalen import signaal_afhandelen, signaal_melden, signaal_oppakken
from evaluatie.services.tafel import evaluatiekringen, mdokringen
from evaluatie.services.vaststellen import evaluatie_bevestigen
from evaluatie.services.verbeteren import evaluatie_verbeteren
from evaluatie.services.voorstellen import evaluatie_gemist

__all__ = [
    "eerste_evaluatie_verplaatsen_na",
    "evaluatie_dag_verbeteren",
    "mdo_dag_verbeteren",
    "NieuweAfspraak",
    "NieuweReactie",
    "afspraak_afhandelen",
    "afspraak_dag_verbeteren",
    "afspraak_laten_verlopen",
    "evaluatie_bevestigen",
    "evaluatie_gemist",
    "begeleiding_veranderen",
    "buren_ingelicht",
    "buurtpunt_vastleggen",
    "evaluatie_niet_doorgegaan",
    "evaluatie_verbeteren",
    "evaluatie_tijd_afspreken",
    "evaluatie_vastleggen",
    "evaluatiekringen",
    "extra_evaluatie_intrekken",
    "extra_evaluatie_plannen",
    "handtekeningen_vastleggen",
    "herhuisvesting_openen_na",
    "herhuisvesting_overleggen",
    "herhuisvesting_sluiten_na",
    "herindicatie_aangevraagd",
    "huurder_informeren",
    "huurstatus_opgeven",
    "laat_evaluaties_vervallen_na",
    "mdo_aanvragen",
    "mdo_afronden",
    "mdo_gaat_niet_door",
    "mdo_melden",
    "mdo_oordeel_geven",
    "mdo_plannen",
    "mdo_vastleggen",
    "mdo_voorbereiden",
    "mdokringen",
    "momenten_na_einde_afzeggen_na",
    "omzetting_besluiten",
    "opname_vastleggen",
    "opnieuw_zoeken",
    "reactie_vastleggen",
    "plan_evaluaties_na",
    "signaal_afhandelen",
    "signaal_melden",
    "signaal_oppakken",
    "signaal_verbeteren",
    "tijdslimiet_stellen",
    "woonplek_gevonden",
    "weer_evalueren_na",
]
