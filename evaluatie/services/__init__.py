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
from evaluatie.services.mdos import (
    huurder_informeren,
    mdo_aanvragen,
    mdo_afronden,
    mdo_melden,
    mdo_plannen,
    mdo_vastleggen,
)
from evaluatie.services.omzetten import laat_evaluaties_vervallen_na, omzetting_besluiten
from evaluatie.services.oordelen import mdo_oordeel_geven
from evaluatie.services.signalen import signaal_afhandelen, signaal_melden, signaal_oppakken
from evaluatie.services.tafel import evaluatiekringen, mdokringen

__all__ = [
    "eerste_evaluatie_verplaatsen_na",
    "evaluatie_dag_verbeteren",
    "mdo_dag_verbeteren",
    "NieuweAfspraak",
    "afspraak_afhandelen",
    "afspraak_dag_verbeteren",
    "afspraak_laten_verlopen",
    "begeleiding_veranderen",
    "buren_ingelicht",
    "buurtpunt_vastleggen",
    "evaluatie_niet_doorgegaan",
    "evaluatie_tijd_afspreken",
    "evaluatie_vastleggen",
    "evaluatiekringen",
    "herhuisvesting_openen_na",
    "herhuisvesting_overleggen",
    "herhuisvesting_sluiten_na",
    "herindicatie_aangevraagd",
    "huurder_informeren",
    "laat_evaluaties_vervallen_na",
    "mdo_aanvragen",
    "mdo_afronden",
    "mdo_melden",
    "mdo_oordeel_geven",
    "mdo_plannen",
    "mdo_vastleggen",
    "mdokringen",
    "momenten_na_einde_afzeggen_na",
    "omzetting_besluiten",
    "opname_vastleggen",
    "opnieuw_zoeken",
    "plan_evaluaties_na",
    "signaal_afhandelen",
    "signaal_melden",
    "signaal_oppakken",
    "signaal_verbeteren",
    "woonplek_gevonden",
    "weer_evalueren_na",
]
