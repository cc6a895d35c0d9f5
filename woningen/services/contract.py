"""Make the contract, collect the signatures, hand over the key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from opstap import clock
from opstap.errors import Verouderd, eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.services import brieven_maken
from opstap.protocol import contract as regels
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.clausules import regelt
from opstap.protocol.contract import (
    Ondertekenaar,
    OndertekenaarRol,
    begeleidingsuren_belemmeringen,
    contract_belemmeringen,
    eerder_waarschuwingen,
    gewone_vorm,
    grondslag_belemmeringen,
    ingaan_belemmeringen,
    ingangsdatum_belemmeringen,
    inhoud_belemmeringen,
    sleuteldag_belemmeringen,
    voorwaarde_waarschuwingen,
    voorwaarden,
)
from opstap.protocol.contractvormen import VORMEN, Contractvorm, Huurbetaler, Vormreden
from opstap.protocol.feiten import ContractIngegaan
from opstap.protocol.verklaringen import (
    Uitspraak,
    Zegt,
    geldende_uitspraak,
    na_het_nee_belemmeringen,
    uitspraak_belemmeringen,
)
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.protocol.woningkenmerken import zorgvastgoed_belemmeringen, zorgvastgoed_waarschuwingen
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Contact, Traject, Verklaring
from opstap.trajecten.services import (
    VERKLARING_GEBEURTENIS,
    akkoordgever,
    betrokken_organisatie,
    geldende_verklaring,
    handeling_boeken,
    traject_vergrendelen,
    uitspraken,
    verklaring_vastleggen,
)
from woningen import letters
from woningen.enums import Bemiddelingstatus, Contractstatus, Gedragsaanwijzing, Grondslag
from woningen.models import (
    Aanbieding,
    Bemiddeling,
    Contractpartij,
    Huurovereenkomst,
    Ondertekening,
    Woning,
)
from woningen.partijen import papier_belemmeringen, tekendag_belemmeringen
from woningen.services.gedeeld import (
    begeleider_mailen,
    contract_laden,
    eis_handeling,
    niet_na_vandaag,
    open_contract,
    traject_laden,
)
from woningen.services.partijen import partijen_maken
from woningen.services.start import niet_besproken_aanvullen


@regelt("Z-2.12", "Z-5.2", "Z-9.19", "I-22")
@transaction.atomic
def contract_opmaken(
    *,
    traject: UUID,
    ingangsdatum: date,
    duur_maanden: int,
    evaluatieritme: int,
    grondslag: Grondslag | None = None,
    grondslag_beoordeeld_op: date | None = None,
    gedragsaanwijzingen: Sequence[Gedragsaanwijzing],
    contractvorm: Contractvorm | None = None,
    reden_contractvorm: Vormreden | None = None,
    huurbetaler: Huurbetaler = Huurbetaler.HUURDER,
    begeleidingsuren: int | None = None,
    instemming_op: date | None = None,
    instemming_wijze: Wijze | None = None,
    namens: Namens,
) -> Huurovereenkomst:
    """Contract and opstapcontract in one, put out for signing, with who must sign (Z-2.10, Z-2.11, I-22).

    Without `contractvorm` the ordinary kind of the regeling.
    """
    rij = traject_laden(traject)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, rij)
    parameters = rij.regelingversie.parameters
    keuze = contractvorm or gewone_vorm(parameters)
    eis(opmaken_belemmeringen(rij, keuze))
    aanbieding, zorg = _geaccepteerd(rij), betrokken_organisatie(rij, Hoedanigheid.BEGELEIDING)
    is_tijdelijk = VORMEN[keuze].met_grondslag
    eis(
        ingangsdatum_belemmeringen(ingangsdatum=ingangsdatum, peildatum=clock.vandaag())
        + contract_belemmeringen(
            ingangsdatum=ingangsdatum,
            duur_maanden=duur_maanden,
            contractvorm=keuze,
            reden_contractvorm=reden_contractvorm or "",
            heeft_begeleidende_organisatie=zorg is not None,
            eerder_tijdelijk_zelfde_woning=eerder_tijdelijk(rij).filter(aanbieding__woning=aanbieding.woning).exists(),
            parameters=parameters,
        )
        + bewoond_belemmeringen(aanbieding.woning, ingangsdatum)
        + begeleidingsuren_belemmeringen(uren=begeleidingsuren, parameters=parameters)
        + grondslag_belemmeringen(
            met_oud_recht=grondslag is Grondslag.OUD_RECHT_22A,
            gekozen=grondslag is not None,
            beoordeeld_op=grondslag_beoordeeld_op,
            contractvorm=keuze,
            peildatum=clock.vandaag(),
        )
        + inhoud_belemmeringen(
            ritme=evaluatieritme,
            laat_begeleiding_toe=Gedragsaanwijzing.BEGELEIDING_TOELATEN in gedragsaanwijzingen,
            instemming_op=instemming_op,
            contractvorm=keuze,
            peildatum=clock.vandaag(),
            parameters=parameters,
        )
    )
    contract = Huurovereenkomst(
        traject=rij,
        aanbieding=aanbieding,
        woning=aanbieding.woning,
        contractvorm=keuze,
        reden_contractvorm="" if keuze in (parameters.contractvormen or ()) else reden_contractvorm or "",
        ingangsdatum=ingangsdatum,
        duur_maanden=duur_maanden,
        evaluatieritme=evaluatieritme,
        begeleidingsuren=begeleidingsuren if parameters.begeleidingsuren_vastleggen else None,
        huurbetaler=huurbetaler,
        grondslag=grondslag or "" if is_tijdelijk else "",
        grondslag_beoordeeld_op=grondslag_beoordeeld_op if is_tijdelijk else None,
        grondslag_beoordeeld_door=namens.gebruiker if is_tijdelijk else None,
        gedragsaanwijzingen=[g.value for g in Gedragsaanwijzing if g in gedragsaanwijzingen],
        voorwaarden=[v.value for v in voorwaarden(contractvorm=keuze, parameters=parameters)],
    )
    _voorleggen(rij, contract, zorg)
    if instemming_op is not None:
        _instemming(rij, contract, instemming_op, instemming_wijze or Wijze.SCHRIFTELIJK, namens)
    gegevens = {"ingangsdatum": ingangsdatum.isoformat(), "vorm": keuze, "grondslag": contract.grondslag}
    gegevens |= {"einde": contract.einde.isoformat()} if contract.einde else {}
    handeling_boeken(rij, namens=namens, soort="contract_opgemaakt", clausule="Z-2.10", gegevens=gegevens)
    return contract


def _voorleggen(traject: Traject, contract: Huurovereenkomst, zorg: Organisatie | None) -> None:
    """Put it out for signing: its form and end, who must sign, the contract on paper."""
    assert zorg is not None
    contract.opgemaakt_op = clock.vandaag()
    contract.looptijd_zetten()
    contract.voorleggen()
    contract.save()
    partijen_maken(traject, contract, zorg)
    brieven_maken(
        traject,
        soort=Briefsoort.OPSTAPCONTRACT,
        titel=letters.papiertitel(contract),
        afzender=contract.verhuurder,
        gegevens=letters.opstapcontract(contract, zorg),
        aan=[Geadresseerde.KANDIDAAT],
    )


def bewoond_belemmeringen(
    woning: Woning, ingangsdatum: date, *, behalve: Huurovereenkomst | None = None
) -> list[Belemmering]:
    """The tenancy before it must be over on `ingangsdatum`; `behalve`: the contract it is about."""
    eerder = Huurovereenkomst.objects.geldig().filter(woning=woning).exclude(pk=behalve.pk if behalve else None)
    return regels.woning_bewoond_belemmeringen(
        ingangsdatum=ingangsdatum, eerder=list(eerder.values_list("ingangsdatum", "beeindigd_op"))
    )


def opmaken_belemmeringen(traject: Traject, contractvorm: Contractvorm | None = None) -> list[Belemmering]:
    """Is this the moment, and can it be this kind? Also shown on the page."""
    if open_contract(traject) is not None:
        return [Belemmering("Z-2.10", "Er is al een contract voor deze kandidaat.")]
    bemiddeling = Bemiddeling.objects.open().filter(traject=traject).first()
    if bemiddeling is None or bemiddeling.status != Bemiddelingstatus.TOEGEWEZEN or traject.afgesloten_op is not None:
        return [Belemmering("Z-2.10", "Er is nog geen woning die de kandidaat wil; leg eerst het antwoord vast.")]
    if contractvorm is None:
        return []
    return zorgvastgoed_belemmeringen(
        zorgvastgoed=_geaccepteerd(traject).woning.zorgvastgoed, contractvorm=contractvorm
    )


def _geaccepteerd(traject: Traject) -> Aanbieding:
    rij: Aanbieding = (
        Aanbieding.objects.van_traject(traject)
        .filter(status="geaccepteerd", woning_vrij_op=None)
        .select_related("woning__corporatie", "bemiddeling__traject__regelingversie")
        .get()
    )
    return rij


def eerder_tijdelijk(traject: Traject) -> QuerySet[Huurovereenkomst]:
    """Temporary contracts this person had before (Z-12.14, L-12).

    A later traject has its own Persoon, so the person is recognised by name and date of birth.
    """
    geldig = Huurovereenkomst.objects.geldig().filter(einde__isnull=False)
    if traject.persoon is None:
        return geldig.none()
    zelfde_dag = geldig.filter(traject__persoon__geboortedatum=traject.persoon.geboortedatum)
    naam = _gelijke_naam(traject.persoon.naam)
    namen = zelfde_dag.values_list("pk", "traject__persoon__naam")
    return geldig.filter(pk__in=[pk for pk, eerder in namen if _gelijke_naam(eerder) == naam])


@regelt("L-12")
def opmaken_waarschuwingen(traject: Traject, contractvorm: Contractvorm) -> list[Belemmering]:
    """Only what she rented out herself: of another corporatie she may not know."""
    aanbieding = _geaccepteerd(traject)
    zelf = eerder_tijdelijk(traject).filter(aanbieding__woning__corporatie=aanbieding.woning.corporatie)
    andere = zelf.exclude(aanbieding__woning=aanbieding.woning).exists()
    contacten = traject.persoon.contacten.all() if traject.persoon else Contact.objects.none()
    return [
        *zorgvastgoed_waarschuwingen(zorgvastgoed=aanbieding.woning.zorgvastgoed),
        *eerder_waarschuwingen(andere_woning=andere, contractvorm=contractvorm),
        *regels.medehuurder_waarschuwingen(huurt_mee=letters.medehuurder(traject) is not None),
        *voorwaarde_waarschuwingen(
            contractvorm=contractvorm,
            heeft_bewindvoerder=contacten.filter(soort=Vertegenwoordiging.BEWINDVOERDER).exists(),
            parameters=traject.regelingversie.parameters,
        ),
    ]


def _gelijke_naam(naam: str) -> str:
    return " ".join(naam.split()).casefold()


def _instemming(
    traject: Traject, contract: Huurovereenkomst, datum: date, wijze: Wijze, namens: Namens, zegt: Zegt = Zegt.JA
) -> Verklaring:
    ja = geldende_verklaring(traject, Verklaringsoort.INSTEMMING_DELEN, contract.sleutel)
    eis(uitspraak_belemmeringen(zegt=zegt, datum=datum, laatste=instemming(contract), is_ja=ja is not None))
    return verklaring_vastleggen(
        traject,
        soort=Verklaringsoort.INSTEMMING_DELEN,
        datum=datum,
        wijze=wijze,
        namens=namens,
        onderwerp=contract.sleutel,
        door=akkoordgever(traject),
        geweigerd=zegt is Zegt.NEE,
        trekt_in=ja if zegt is Zegt.TREKT_IN else None,
    )


def instemming(contract: Huurovereenkomst) -> Uitspraak | None:
    """The last word of the huurder on exchanging information at evaluaties, at this contract."""
    gezegd = uitspraken(contract.traject, Verklaringsoort.INSTEMMING_DELEN)
    return geldende_uitspraak(gezegd, contract.sleutel)


@transaction.atomic
def instemming_vastleggen(
    *, contract: UUID, datum: date, wijze: Wijze, zegt: Zegt = Zegt.JA, namens: Namens
) -> Verklaring:
    """What the huurder says of exchanging information at evaluaties, later than at the start (Z-12.9)."""
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    eis(niet_na_vandaag(datum, clausule="Z-12.9", wat="De huurder gaf antwoord", veld="datum"))
    verklaring = _instemming(traject, rij, datum, wijze, namens, zegt)
    gegevens = {"soort": Verklaringsoort.INSTEMMING_DELEN, "datum": datum.isoformat()}
    soort = VERKLARING_GEBEURTENIS[zegt]
    handeling_boeken(traject, namens=namens, soort=soort, clausule="Z-12.9", gegevens=gegevens)
    return verklaring


@regelt("Z-12.9")
@transaction.atomic
def nee_besproken_vastleggen(*, traject: UUID, nee: UUID, datum: date, wijze: Wijze, namens: Namens) -> Verklaring:
    """That somebody talked with the huurder about his nee, and when; never what was said."""
    rij = traject_vergrendelen(traject)
    eis_handeling(namens, Actie.NEE_BESPREKEN, rij)
    gezegd = Verklaring.objects.get(traject=rij, sleutel=nee)
    eis(bespreken_belemmeringen(gezegd))
    eis(niet_na_vandaag(datum, clausule="Z-12.9", wat="Het gesprek was", veld="datum"))
    eis(na_het_nee_belemmeringen(datum=datum, gezegd_op=gezegd.datum))
    verklaring = verklaring_vastleggen(
        rij, soort=Verklaringsoort.NEE_BESPROKEN, datum=datum, wijze=wijze, namens=namens, onderwerp=nee
    )
    handeling_boeken(
        rij, namens=namens, soort="nee_besproken", clausule="Z-12.9", gegevens={"datum": datum.isoformat()}
    )
    return verklaring


def bespreken_belemmeringen(nee: Verklaring) -> list[Belemmering]:
    """A nee that still stands and was not talked about. Also shown on the page."""
    later = Verklaring.objects.filter(traject=nee.traject, pk__gt=nee.pk)
    if later.filter(soort=Verklaringsoort.NEE_BESPROKEN, onderwerp=nee.sleutel).exists():
        return [Belemmering("Z-12.9", "Het gesprek hierover is al vastgelegd.")]
    if later.filter(soort=Verklaringsoort.INSTEMMING_DELEN, onderwerp=nee.onderwerp).exists():
        return [Belemmering("Z-12.9", "De huurder gaf daarna een ander antwoord. U hoeft hier niets meer te doen.")]
    return []


@transaction.atomic
def ondertekening_vastleggen(*, contract: UUID, partij: UUID, datum: date, namens: Namens) -> Ondertekening:
    """One signature. With the last one the contract is getekend (Z-2.11)."""
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    tekenaar = Contractpartij.objects.filter(contract=rij, sleutel=partij).first()
    if tekenaar is None:  # the paper changed: everybody signs the new one
        raise Verouderd
    eis(tekenen_belemmeringen(rij, tekenaar))
    eis(tekendag_belemmeringen(rij, datum))
    ondertekening = Ondertekening.objects.create(partij=tekenaar, datum=datum, vastgelegd_door=namens.gebruiker)
    gegevens = {"partij": tekenaar.rol}
    if _getekend_door(rij) == _vereist(rij):
        rij.tekenen()
        rij.getekend_op = max(Ondertekening.objects.filter(partij__contract=rij).values_list("datum", flat=True))
        gebeurtenis_vastleggen(soort="contract_getekend", namens=namens, traject=traject.sleutel, clausule="Z-2.11")
    rij.save()
    handeling_boeken(traject, namens=namens, soort="contract_getekend_door", clausule="Z-2.11", gegevens=gegevens)
    return ondertekening


def tekenen_belemmeringen(contract: Huurovereenkomst, partij: Contractpartij) -> list[Belemmering]:
    if Ondertekening.objects.filter(partij=partij).exists():
        return [Belemmering("Z-2.11", "Deze handtekening is al vastgelegd.")]
    if contract.status != Contractstatus.TER_ONDERTEKENING:
        return [Belemmering("Z-2.11", "Dit contract wacht niet op handtekeningen.")]
    return papier_belemmeringen(contract)


def _vereist(contract: Huurovereenkomst) -> set[Ondertekenaar]:
    return {Ondertekenaar(OndertekenaarRol(p.rol)) for p in contract.partijen.all()}


def _getekend_door(contract: Huurovereenkomst) -> set[Ondertekenaar]:
    partijen = contract.partijen.filter(ondertekening__isnull=False)
    return {Ondertekenaar(OndertekenaarRol(p.rol)) for p in partijen}


@transaction.atomic
def sleutel_geven(
    *, contract: UUID, ingebruikname: date, versie: int | None = None, namens: Namens
) -> Huurovereenkomst:
    """The key was handed over on `ingebruikname`: the contract runs and the evaluaties are planned."""
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    rij.eis_versie(versie)
    eis(sleutel_belemmeringen(rij))
    eis(niet_na_vandaag(ingebruikname, clausule="Z-2.11", wat="De sleutel is gegeven", veld="datum"))
    eis(sleuteldag_belemmeringen(ingebruikname=ingebruikname, getekend_op=rij.getekend_op))
    niet_besproken_aanvullen(traject, namens)
    rij.ingaan()
    rij.ingebruikname = ingebruikname
    rij.save()
    begeleider_mailen(traject, soort="contract_ingegaan", sleutel=str(rij.sleutel))
    handeling_boeken(
        traject,
        namens=namens,
        soort="contract_ingegaan",
        clausule="Z-2.11",
        gegevens={"ingebruikname": ingebruikname.isoformat()},
        feit=ContractIngegaan(traject=traject.sleutel, contract=rij.sleutel),
    )
    return rij


def sleutel_belemmeringen(contract: Huurovereenkomst) -> list[Belemmering]:
    """No key before every signature, nor after the last day; also shown on the page."""
    if contract.ingebruikname is not None:
        return [Belemmering("Z-2.11", "De sleutel is al gegeven.")]
    einde = contract.einde
    verlopen = regels.sleutel_belemmeringen(einde=einde, peildatum=clock.vandaag()) if einde is not None else []
    return verlopen or ingaan_belemmeringen(vereist=_vereist(contract), getekend=_getekend_door(contract))
