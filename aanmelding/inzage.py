"""What others see of an aanmelding (I-9): a corporatie little, an organisation that approves its own rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.urls import reverse

from aanmelding.delen import Regels, gevraagde_delen
from aanmelding.delen.akkoord import AKKOORDEN
from aanmelding.delen.basis import vraagt
from aanmelding.delen.checklist import checklistfeiten
from aanmelding.delen.uitstroom import BINDING
from aanmelding.models import Aanmelding, AanmeldVersie, Accordering, ChecklistRij, Rijcontact
from aanmelding.services.behandelaar import eigen_bijdrage_dag, indicatie_dag
from opstap.partners.models import Gebruiker, Organisatie
from opstap.protocol.aanmelden import FormulierFeiten, ontbrekende_onderdelen
from opstap.protocol.aanmeldstappen import Accorderingstatus, alles_geregeld
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import NIET_ALS_RIJ, Leefgebied, Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.ondersteuning import Kader, Ondersteuningssoort, mag_kader_zien
from opstap.protocol.voordragen import VOORDRACHT
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.models import Traject
from opstap.trajecten.services import geldende_verklaring


@regelt("Z-2.4", "Z-20.5", "Z-20.6")
def corporatieregels(aanmelding: Aanmelding, versie: AanmeldVersie) -> Regels:
    """Facts of Z-20.5 and Z-20.6 and what the criteria ask, as each part of the form gives them out (law 6)."""
    delen = gevraagde_delen(aanmelding.traject)
    return [regel for deel in delen for regel in deel.corporatie(aanmelding, versie.snapshot)]


def uitstroom(versie: AanmeldVersie) -> date | None:
    """The planned day as it was sent."""
    dag = versie.snapshot["uitstroom"]
    return date.fromisoformat(dag) if dag else None


@regelt("Z-20.8", "I-9")
def gewone_rijen(versie: AanmeldVersie) -> Regels:
    """The state of the ordinary rows; a sensitive one, and money, is absent, not greyed."""
    return [
        (rij.leefgebied.label, rij.status.label if rij.status else "niet ingevuld")
        for rij in checklistfeiten(versie.snapshot)
        if rij.leefgebied not in NIET_ALS_RIJ
    ]


def is_alles_geregeld(aanmelding: Aanmelding, versie: AanmeldVersie) -> bool:
    """The one answer over all rows together (I-9)."""
    levend = Accordering.objects.filter(aanmelding=aanmelding).levend()
    niet_akkoord = set(levend.exclude(status=Accorderingstatus.AKKOORD).values_list("leefgebied", flat=True))
    if VOORDRACHT in niet_akkoord:  # as a sensitive row would: a no of its own would tell the instroomroute
        return False
    return alles_geregeld(
        rijen=checklistfeiten(versie.snapshot), niet_akkoord={Leefgebied(gebied) for gebied in niet_akkoord}
    )


def ontbrekend_voor_corporatie(aanmelding: Aanmelding, versie: AanmeldVersie) -> list[Belemmering]:
    """What is missing on the version that was sent, without any leefgebied."""
    traject = aanmelding.traject
    return ontbrekend_op(
        traject, versie, {s for s, _ in AKKOORDEN if geldende_verklaring(traject, s, versie.sleutel) is not None}
    )


def ontbrekend_op(traject: Traject, versie: AanmeldVersie, gegeven: Collection[Verklaringsoort]) -> list[Belemmering]:
    """The same with what was said known already. `gegeven`: the akkoorden on this version that hold."""
    snapshot = versie.snapshot
    return ontbrekende_onderdelen(
        formulier=FormulierFeiten(
            uitstroom=uitstroom(versie),
            rijen=(),
            akkoord_kandidaat=Verklaringsoort.AKKOORD_KANDIDAAT in gegeven,
            akkoord_zorg=Verklaringsoort.VERKLARING_ZORG in gegeven,
            binding_vermeld=not vraagt(traject, BINDING)
            or snapshot["binding_maanden"] is not None
            or snapshot["vrijstelling"],
            contactpersoon_vermeld=snapshot["contactpersoon"] is not None,
        )
    )


@regelt("Z-20.8", "I-9")
def niet_ingevuld(versie: AanmeldVersie) -> list[str]:
    """The ordinary rows without an answer; never one of the others, nor that there is one."""
    rijen = checklistfeiten(versie.snapshot)
    return [rij.leefgebied.label for rij in rijen if rij.status is None and rij.leefgebied not in NIET_ALS_RIJ]


def eigen_rijen(
    aanmelding: Aanmelding, organisaties: Sequence[Organisatie], gebruiker: Gebruiker
) -> list[dict[str, str]]:
    """Only the rows this person was asked for in this organisation."""
    rijen = Accordering.objects.zichtbaar_voor(gebruiker).filter(aanmelding=aanmelding, organisatie__in=organisaties)
    return [
        {
            "tekst": rij.deel,
            "url": reverse("aanmelding:accorderen", args=[rij.sleutel]),
            "soort": "klaar" if rij.status == Accorderingstatus.AKKOORD else "aan_zet",
            "status_tekst": Accorderingstatus(rij.status).label,
            "hint": "",
        }
        for rij in rijen.levend().order_by("pk")
    ]


@regelt("Z-2.8", "Z-9.9", "Z-10.3", "Z-20.4")
def gevraagde_rij(accordering: Accordering) -> Regels:
    """What was asked of this organisation, as it was sent: all that its akkoord is about."""
    if accordering.is_voordracht:
        return []
    rij = next(
        rij for rij in checklistfeiten(accordering.gevraagd_in.snapshot) if rij.leefgebied == accordering.leefgebied
    )
    ziet_kader = bool(rij.kader) and mag_kader_zien(kader=Kader(rij.kader), gevraagd=Rol(accordering.rol))
    regels = [
        ("Wat er staat", f"hulp van {accordering.organisatie.naam}: {rij.status.label if rij.status else ''}"),
        ("Welke hulp", Ondersteuningssoort(rij.soort).label if rij.soort else ""),
        ("Vanaf", datum_voluit(rij.start) if rij.start else ""),
        ("Betaald uit", Kader(rij.kader).label if ziet_kader else ""),
    ]
    return [regel for regel in regels if regel[1]]


def eigen_rij(accordering: Accordering) -> Regels:
    """With whom of its people the zorgorganisatie calls."""
    nu = ChecklistRij.objects.filter(
        aanmelding=accordering.aanmelding_id, leefgebied=accordering.leefgebied, uitvoerder=accordering.organisatie_id
    )
    contact = Rijcontact.objects.filter(rij__in=nu).first()
    return [*gevraagde_rij(accordering), *([("Contactpersoon", str(contact))] if contact else [])]


def voordracht(aanmelding: Aanmelding) -> Regels:
    """Whether the procesregisseur nominated, for zorg only (Z-4.8)."""
    rij = Accordering.objects.filter(aanmelding=aanmelding, leefgebied=VOORDRACHT).levend().first()
    if rij is None:
        return []
    if rij.beantwoord_op is None:
        return [(rij.deel, f"gevraagd op {datum_voluit(rij.gevraagd_op)}, nog geen antwoord")]
    wie = Gebruiker.objects.filter(sleutel=rij.gebruiker).values_list("naam", flat=True).first() or rij.organisatie.naam
    gaf = "ja" if rij.status == Accorderingstatus.AKKOORD else "nee"
    return [(rij.deel, f"{gaf}, op {datum_voluit(rij.beantwoord_op)}, door {wie}")]


def bekostiging(aanmelding: Aanmelding) -> Regels:
    """Who pays the stay: for zorg and gemeente only, and only where the regeling acts on it (A-17, A-18)."""
    stappen = [
        (f"{wat} {datum_voluit(dag)}", f"geregeld op {datum_voluit(op)}" if op else "nog niet geregeld")
        for wat, dag, op in (
            ("Eigen bijdrage omlaag op", eigen_bijdrage_dag(aanmelding), aanmelding.eigen_bijdrage_op),
            ("Indicatie omgezet voor", indicatie_dag(aanmelding), aanmelding.indicatie_op),
        )
        if dag is not None
    ]
    return [("Verblijf betaald uit", "de Wlz"), *stappen] if stappen else []
