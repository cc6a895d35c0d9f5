"""What Opstap could not do and waits for a person: of whom, why in words, and what can be done about it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from opstap import clock
from opstap.partners.beheerkring import mensen_van
from opstap.partners.models import Gebruiker, Roltoekenning
from opstap.post.berichten import CODEPOST, COLLEGA_ONBEREIKBAAR, LINKBEVESTIGING
from opstap.post.models import Bericht, Brief
from opstap.post.querysets import NIEMAND
from opstap.protocol.begrippen import Keuze
from opstap.protocol.datums import datum_voluit, hoeveel
from opstap.termijnen.models import Overstap, Termijnstap
from opstap.termijnen.overstap.services import KAN_NIET_MEE
from opstap.werk import BREEKT_AF


class Werksoort(Keuze):
    MAIL = "mail"
    TAAK = "taken", "taken en herinneringen"
    BRIEF = "brieven"
    OVERSTAP = "overstappen"


class Vervalreden(Keuze):
    """Why a mail need not go any more. What has effect in law is no mail: a step and a letter never lapse here."""

    WEET_HET_AL = "weet_het_al", "de ontvanger weet het al"
    IEMAND_ANDERS = "iemand_anders", "een collega weet het en pakt het op"
    NIET_MEER_NODIG = "niet_meer_nodig", "het is niet meer nodig"


def geparkeerd(soort: Werksoort, kring: Collection[int] | None) -> Any:
    """Rows of this kind within the organisations of `kring`; None = of every organisation.

    A mail belongs to who it was sent for, a step to whose turn it is, a letter to who sends it.
    """
    rijen: Any
    if soort is Werksoort.MAIL:
        rijen = Bericht.objects.geparkeerd().select_related("ontvanger", "organisatie")
        return rijen if kring is None else rijen.filter(_van_een_van(kring))
    if soort is Werksoort.TAAK:
        rijen = Termijnstap.objects.geparkeerd().select_related("termijn__organisatie")
        return rijen if kring is None else rijen.filter(termijn__organisatie__in=kring)
    if soort is Werksoort.OVERSTAP:
        rijen = Overstap.objects.geparkeerd().select_related("versie__regeling")
        return rijen if kring is None else rijen.none()  # a regeling is up to the gemeente
    rijen = Brief.objects.geparkeerd().select_related("afzender")
    return rijen if kring is None else rijen.filter(afzender__in=kring)


def _van_een_van(organisaties: Collection[int]) -> Q:
    """Judged for each organisation by itself: who manages two reads no more than the two apart."""
    gevonden = Q(pk__in=[])
    for organisatie in organisaties:
        gevonden |= _van(organisatie)
    return gevonden


def _van(organisatie: int) -> Q:
    """Its shared mailbox; and of who works there what was sent for it.

    What says not for whom it was (a dagpost, an invitation): only when the receiver worked nowhere else that day, and
    nothing in it is of elsewhere. Anything else only the gemeente finds, who alone may change such an address.
    """
    werkt_hier = Q(ontvanger__in=Gebruiker.objects.filter(mensen_van([organisatie])))
    rollen = Roltoekenning.objects.filter(gebruiker=OuterRef("ontvanger")).exclude(organisatie=organisatie)
    elders = rollen.filter(Q(tot=None) | Q(tot__gte=OuterRef("uitvoeren_vanaf__date")))
    delen = Bericht.objects.filter(bundel=OuterRef("pk"), organisatie__isnull=False).exclude(organisatie=organisatie)
    alleen_hier = Q(organisatie=None) & ~Q(Exists(elders)) & ~Q(Exists(delen))
    return Q(ontvanger=None, organisatie=organisatie) | werkt_hier & (Q(organisatie=organisatie) | alleen_hier)


def met_sleutel(soort: Werksoort, rijen: Any, sleutel: UUID) -> Any:
    """A step has no key of its own and goes by that of its Termijn: those of one duty fail and go again together.

    So do the trajecten that go over to one version.
    """
    return rijen.filter(**{_SLEUTELS.get(soort, "sleutel"): sleutel})


_SLEUTELS = {Werksoort.TAAK: "termijn__sleutel", Werksoort.OVERSTAP: "versie__sleutel"}


def niet_mee(rijen: Any) -> Any:
    """Of these Overstappen the ones that no second try mends: they may lapse."""
    return rijen.filter(geparkeerd_reden__startswith=KAN_NIET_MEE)


def sleutel_van(soort: Werksoort, rij: Any) -> UUID:
    van = {Werksoort.TAAK: "termijn", Werksoort.OVERSTAP: "versie"}.get(soort)
    sleutel: UUID = (getattr(rij, van) if van else rij).sleutel
    return sleutel


def gehoord(mail: Bericht) -> str:
    """Of a mail that did not arrive: who heard in another way what it told, without a name."""
    if mail.doorgegeven_op is None:
        return "nog niemand; Opstap geeft het door zodra er iemand is"
    if mail.link is not None:
        return "ja, wie de link stuurde krijgt er bericht van"
    if mail.ontvanger is None:
        return "ja, de collega’s achter deze mailbox krijgen het op hun eigen adres"
    wie = Bericht.objects.filter(soort=COLLEGA_ONBEREIKBAAR, plek=f"terug-{mail.sleutel}")
    dagen = sorted(
        moment.astimezone(clock.AMSTERDAM).date() for moment in wie.values_list("uitvoeren_vanaf", flat=True)
    )
    if not dagen:
        return "niet apart: het was alleen voor de ontvanger, of een collega wist het al"
    return f"ja, {hoeveel(len(dagen), 'collega’s')}: het staat in de dagpost van {datum_voluit(dagen[-1])}"


def waarom(reden: str) -> str:
    """A reason in words; of a fault that has none, where to look."""
    anders = reden if " " in reden else "er ging iets mis; wat, staat in het logboek van de server"
    return _FOUTEN.get(reden, anders)


_FOUTEN = {
    BREEKT_AF: "telkens als Opstap dit doet, breekt het programma af",
    "OperationalError": "de database gaf geen antwoord",
    "InterfaceError": "de database gaf geen antwoord",
    "DatabaseError": "de database gaf geen antwoord",
    "TimeoutError": "het duurde te lang",
    "SMTPSenderRefused": "de mailserver weigert het adres van de afzender",
    "SMTPServerDisconnected": "de mailserver verbrak de verbinding",
    "SMTPRecipientsRefused": "de mailserver neemt nu geen mail aan voor dit adres",
    "SMTPDataError": "de mailserver neemt deze mail nu niet aan",
    "GeenRecht": "een regel van de regeling laat dit niet toe",
    "RegelGeschonden": "een regel van de regeling laat dit niet toe",
}


def naar_een_link(mail: Bericht) -> bool:
    """The address is that of a link, typed at the traject; that of the code stands in Beheer."""
    return mail.link is not None and mail.soort != CODEPOST


def is_bevestiging(mail: Bericht) -> bool:
    """It says that the answer came: nobody has to do anything when it does not arrive."""
    return mail.soort == LINKBEVESTIGING


def raad(soort: Werksoort, reden: str, *, elders: bool, link: bool = False, klaar: bool = False) -> str:
    """What to do. `elders`: the address of the receiver is up to another beheerder; `link`: to who sent a link;
    `klaar`: nothing is needed any more."""
    if reden.startswith(KAN_NIET_MEE):
        return _RAAD_KAN_NIET_MEE
    if reden == NIEMAND:
        return _RAAD_NIEMAND + (_RAAD_NIEMAND_MAIL if soort is Werksoort.MAIL else "")
    if soort is not Werksoort.MAIL:
        return _RAAD[soort]
    if not any(woord in reden for woord in ("mailadres", "mailbox", "weigert deze mail")):
        return _RAAD_MAIL
    if klaar:
        return _RAAD_KLAAR
    if "vol (" in reden:
        return _RAAD_VOL
    if link:
        return _RAAD_LINK
    return _RAAD_ADRES_ELDERS if elders else _RAAD_ADRES


_RAAD = {
    Werksoort.TAAK: (
        "Dit kan niet vervallen: er kan een wettelijke datum aan hangen. Laat het opnieuw proberen. "
        "Lukt het weer niet? Vraag uw technisch beheerder de oorzaak te zoeken in het logboek van de server."
    ),
    Werksoort.OVERSTAP: (
        "Het traject houdt zolang de afspraken die het had. Laat het opnieuw proberen. Lukt het weer niet? Vraag uw "
        "technisch beheerder de oorzaak te zoeken in het logboek van de server."
    ),
    Werksoort.BRIEF: (
        "De brief is niet weg: de tekst staat vast. Alleen de PDF lukte niet. Laat het opnieuw proberen. Lukt het weer "
        "niet? Vraag uw technisch beheerder de oorzaak te zoeken in het logboek van de server."
    ),
}
_RAAD_KAN_NIET_MEE = (
    "Het traject houdt de afspraken die het had. Opnieuw proberen helpt alleen als de afspraken intussen veranderden. "
    "Moet dit traject toch mee? Overleg dan met de partners wat er moet gelden. Blijft het zo? Laat de overstap dan "
    "vervallen."
)
_RAAD_MAIL = (
    "Laat het opnieuw proberen. Lukt het weer niet, vertel de ontvanger dan zelf dat er iets klaarstaat in Opstap. "
    "Daarna kan deze mail vervallen."
)
_RAAD_NIEMAND = "Geef bij Beheer iemand deze rol, of kies twee escalatiecontacten. Opstap geeft dit dan vanzelf door."
_RAAD_NIEMAND_MAIL = " Weet een collega het al? Dan kan de mail vervallen."
_RAAD_ADRES = (
    "Kijk bij Beheer of het e-mailadres van de ontvanger klopt en verbeter het. Kom dan hier terug en druk op "
    "“Probeer opnieuw”. Weet de ontvanger het al? Dan kan de mail vervallen."
)
_RAAD_VOL = (
    "Vraag de ontvanger om de mailbox leeg te maken. Kom dan hier terug en druk op “Probeer opnieuw”. Weet de "
    "ontvanger het al? Dan kan de mail vervallen."
)
_RAAD_KLAAR = "Deze mail bevestigde alleen dat het antwoord er is. Er is niets meer nodig: laat de mail vervallen."
_RAAD_LINK = (
    "Dit mailadres staat niet bij Beheer: de zorgorganisatie vulde het in toen zij de link stuurde. Zij krijgt hier "
    "bericht van. Stuurt zij een nieuwe link, dan verdwijnt deze regel vanzelf. Weet de ontvanger het al? Dan kan de "
    "mail vervallen."
)
_RAAD_ADRES_ELDERS = (
    "De ontvanger werkt ook voor een andere organisatie. Vraag de beheerder van de gemeente om het e-mailadres na te "
    "kijken, en druk daarna op “Probeer opnieuw”. Weet de ontvanger het al? Dan kan de mail vervallen."
)
