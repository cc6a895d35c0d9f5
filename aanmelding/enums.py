from __future__ import annotations

from opstap.protocol.begrippen import Keuze


class BindingBron(Keuze):
    """How the zorgorganisatie knows how long somebody lived in the gemeente. The proof itself stays with it."""

    UITTREKSEL = "uittreksel", "uittreksel van de gemeente gezien"
    HUURCONTRACT = "huurcontract", "huurcontract of brief van de verhuurder gezien"
    VERKLARING = "verklaring", "verklaring van een andere organisatie"
    EIGEN_OPGAVE = "eigen_opgave", "de kandidaat vertelde het"
