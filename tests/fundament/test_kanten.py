"""Nobody acts for two sides of one traject (law 5); a coordinator reads no letters of the landlord (I-28)."""

from __future__ import annotations

from datetime import date

import pytest

from opstap import clock
from opstap.demo.weg import Weg
from opstap.errors import TweeKanten
from opstap.partners.services import rol_toekennen
from opstap.protocol.begrippen import Rol
from opstap.trajecten.models import Traject

D = date.fromisoformat


def _woont(streek, **kenmerken) -> Weg:
    weg = Weg(streek, "Ayla Bakker", D("1994-05-17"), **kenmerken)
    weg.beginnen(D("2026-03-02"), uitstroom=D("2026-07-15"))
    weg.versturen(D("2026-03-02"))
    weg.gesprek(D("2026-03-06"))
    weg.toelaten(D("2026-03-10"))
    weg.verhuurder(D("2026-03-12"))
    weg.accepteren(D("2026-04-23"), weg.aanbod(D("2026-04-20"), uiterlijk=D("2026-04-27")))
    weg.opmaken(D("2026-04-28"), ingang=D("2026-07-01"))
    return weg


def test_a_begeleider_who_is_also_consulent_cannot_act_in_this_traject(streek):
    weg = _woont(streek)
    with clock.klok_op(D("2026-05-01")):
        rol_toekennen(gebruiker=streek.mensen["begeleider"], organisatie=streek.organisaties["brug"], rol=Rol.CONSULENT)

    weg.tekenen(D("2026-05-02"), aantal=1)  # a colleague with one side still can
    with pytest.raises(TweeKanten, match="twee partijen"):
        _als_begeleider_tekenen(weg, streek)


def _als_begeleider_tekenen(weg: Weg, streek) -> None:
    from opstap.partners.namens import Namens
    from woningen.services import ondertekening_vastleggen

    namens = Namens(
        gebruiker=streek.mensen["begeleider"].sleutel,
        organisatie=streek.organisaties["brug"].sleutel,
        rol=Rol.CONSULENT,
    )
    partij = weg.contract.partijen.order_by("-pk")[0]
    with clock.klok_op(D("2026-05-03")):
        ondertekening_vastleggen(
            contract=weg.contract.sleutel, partij=partij.sleutel, datum=D("2026-05-03"), namens=namens
        )


@pytest.mark.clausule("I-28")
def test_the_coordinator_reads_only_her_own_letters(streek, client):
    weg = _woont(streek, corporatie="beek")
    traject = Traject.objects.get(sleutel=weg.traject)
    soorten = {}
    with clock.klok_op(D("2026-05-01")):
        for account in ("coordinator", "consulent2", "begeleider"):
            client.force_login(streek.mensen[account])
            soorten[account] = {
                brief.soort
                for brief in traject.brieven.all()
                if client.get(f"/trajecten/{traject.sleutel}/brieven/{brief.sleutel}.pdf").status_code == 200
            }
        client.force_login(streek.mensen["coordinator"])
        pagina = client.get(f"/trajecten/{traject.sleutel}/").content.decode()

    assert soorten["coordinator"] == {"ontvangst", "toelating"}
    assert soorten["consulent2"] == {"toelating", "aanbod", "opstapcontract"}
    assert soorten["begeleider"] == soorten["consulent2"] | {"ontvangst"}
    assert "Opstapcontract en huurcontract" not in pagina


@pytest.mark.clausule("I-1", "I-25")
def test_an_open_window_goes_before_everything_that_is_only_late(client, streek):
    weg = _woont(streek)
    weg.tekenen(D("2026-06-15"))
    weg.sleutel(D("2026-07-01"))
    weg.overleg(D("2028-01-10"))
    weg.niet_omzetten(D("2028-01-12"))
    client.force_login(streek.mensen["consulent"])

    with clock.klok_op(D("2028-04-01")):
        vandaag = client.get("/")
        traject = client.get(f"/trajecten/{weg.traject}/")

    groepen = {groep["code"]: [r["tekst"] for r in groep["regels"]] for groep in vandaag.context["groepen"]}
    assert any("Aanzegging" in tekst for tekst in groepen["uiterst"])
    assert "Aanzegging" in traject.context["aan_zet"]["wat"]
