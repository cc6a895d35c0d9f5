from __future__ import annotations

from opstap.protocol.begrippen import Keuze


class Geadresseerde(Keuze):
    KANDIDAAT = "kandidaat"
    ZORGORGANISATIE = "zorgorganisatie"
