"""What the kandidaat and zorg say about the aanmelding: what is still open, and where to record it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from aanmelding.delen.akkoord import akkoord
from aanmelding.models import Aanmelding
from aanmelding.services.indienen import vraagt_anderen
from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import LOPEND
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit
from opstap.protocol.verklaringen import Uitspraak, Zegt, geldende_uitspraak
from opstap.protocol.verklaringsoorten import wie_zegt
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.kaart import Handeling
from opstap.trajecten.models import Traject
from opstap.trajecten.services import akkoordgever, uitspraken
from opstap.trajecten.verklaringen import Verklaringdeel

S = Verklaringsoort
PAGINA = {
    S.KENNISNEMING_DELEN: "kennisneming",
    S.INSTEMMING_PARTIJEN: "instemming",
    S.AKKOORD_KANDIDAAT: "akkoord",
    S.VERKLARING_ZORG: "akkoord",
}


@dataclass(frozen=True, slots=True)
class Open:
    """A verklaring without a ja that counts now. `laatste`: what was said last, of another version or no ja."""

    soort: Verklaringsoort
    wie: str
    laatste: Uitspraak | None
    sinds: date

    @property
    def stand(self) -> str:
        if self.laatste is None:
            return "nog niet gevraagd of vastgelegd"
        dag = datum_voluit(self.laatste.datum)
        if self.laatste.zegt is Zegt.JA:
            return f"ja op {dag}, maar daarna is het formulier gewijzigd: vraag opnieuw"
        return f"{'nee' if self.laatste.zegt is Zegt.NEE else 'ingetrokken'} op {dag}"


def open_verklaringen(aanmelding: Aanmelding) -> list[Open]:
    """Until the besluit, in the order in which they are told and asked."""
    return list(_open(aanmelding)) if aanmelding.status in LOPEND else []


def _open(aanmelding: Aanmelding) -> Iterator[Open]:
    traject, verstuurd = aanmelding.traject, aanmelding.laatste_versie
    door = akkoordgever(traject)
    sinds = verstuurd.datum if verstuurd else traject.gestart_op
    for soort in PAGINA:
        laatste = geldende_uitspraak(uitspraken(traject, soort))
        niet_nodig = soort is S.INSTEMMING_PARTIJEN and laatste is None and not vraagt_anderen(aanmelding)
        if niet_nodig or akkoord(aanmelding, soort) is not None:
            continue
        wie = wie_zegt(soort=soort, door=None if soort is S.VERKLARING_ZORG else door)
        yield Open(soort, wie, laatste, laatste.datum if laatste else sinds)


_ZINNEN = {
    S.KENNISNEMING_DELEN: "Vertel de kandidaat wie wat ziet, en leg vast wanneer u dat deed.",
    S.INSTEMMING_PARTIJEN: "U vraagt iets aan andere organisaties. Leg vast of de kandidaat dat goed vindt.",
}


def nog_vast_te_leggen(aanmelding: Aanmelding) -> list[Belemmering]:
    """Before sending; it never stops anybody. Akkoord is asked for as a part of the form."""
    gemist = {o.soort for o in open_verklaringen(aanmelding)}
    return [Belemmering("Z-20.4", zin, PAGINA[soort]) for soort, zin in _ZINNEN.items() if soort in gemist]


_LINKS = {
    S.KENNISNEMING_DELEN: "Leg vast wanneer u dit vertelde",
    S.INSTEMMING_PARTIJEN: "Leg vast of u het andere organisaties mag vragen",
}


def vastleggen_links(aanmelding: Aanmelding) -> list[dict[str, str]]:
    """Where that is done."""
    gemist = {b.veld for b in nog_vast_te_leggen(aanmelding)}
    return [
        {"tekst": tekst, "url": reverse(f"aanmelding:{PAGINA[soort]}", args=[aanmelding.traject.sleutel])}
        for soort, tekst in _LINKS.items()
        if PAGINA[soort] in gemist
    ]


def verklaringdeel(traject: Traject) -> Verklaringdeel:
    """What every version is called, where each can be recorded or taken back, and which asks a new answer."""
    aanmelding = Aanmelding.objects.filter(traject=traject).first()
    if aanmelding is None:
        return Verklaringdeel()
    aanmelding.traject = traject
    gezegd = [u.onderwerp for soort in PAGINA for u in uitspraken(traject, soort) if u.onderwerp is not None]
    over: dict[UUID, str] = dict.fromkeys(gezegd, "een formulier dat daarna is gewijzigd") | {
        aanmelding.inhoud: "het formulier zoals het nu is",
        **{v.sleutel: f"versie {v.nummer}, verstuurd op {datum_voluit(v.datum)}" for v in aanmelding.versies.all()},
    }
    kan = PAGINA if aanmelding.status in LOPEND else {}
    return Verklaringdeel(
        over=over,
        handelingen={
            soort: Handeling(
                Actie.AANMELDING_INVULLEN,
                "Leg vast wat is verteld" if soort is S.KENNISNEMING_DELEN else "Leg een antwoord vast, of trek het in",
                reverse(f"aanmelding:{naam}", args=[traject.sleutel]),
            )
            for soort, naam in kan.items()
        },
        let_op={o.soort: f"Nu: {o.stand}." for o in open_verklaringen(aanmelding) if o.laatste is not None},
    )
