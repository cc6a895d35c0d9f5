"""Who may replace whom, who arranges it, and who gets what is meant for somebody who is away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Q

from opstap import clock
from opstap.partners.models import Afwezigheid, Gebruiker, Organisatie, Organisatiesoort, Roltoekenning
from opstap.partners.querysets import GebruikerQuerySet
from opstap.partners.rechten import KANTEN, soort_werk
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_voluit, plus_maanden

_TEAMLEIDERS = (Rol.TEAMLEIDER_ZORG, Rol.TEAMLEIDER_CORPORATIE)
#: Who is away longer does not come back to this work: it is handed over.
LANGSTE_MAANDEN = 12
#: Who fell ill says it afterwards. Rights and mail never reach back: they are read on the day itself.
TERUG_DAGEN = 14


def werk_van(gebruiker: Gebruiker, organisatie: Organisatie) -> set[str]:
    """The kinds of work this person does at this organisation today."""
    return {soort_werk(Rol(t.rol)) for t in gebruiker.eigen_rollen if t.organisatie_id == organisatie.pk}


def kan_vervangen(
    gebruiker: Gebruiker, organisatie: Organisatie, *, vanaf: date | None = None, tot: date | None = None
) -> GebruikerQuerySet:
    """Colleagues at this organisation who do the same kind of work, all of [vanaf, tot); default is today."""
    begin = vanaf or clock.vandaag()
    werk = werk_van(gebruiker, organisatie)
    rollen = [rol for rol in Rol if soort_werk(rol) in werk]
    collegas: GebruikerQuerySet = Gebruiker.objects.met_een_rol(
        rollen, organisatie.pk, vanaf=begin, tot=tot or begin + timedelta(days=1)
    )
    return collegas.exclude(pk=gebruiker.pk)


def doet_ander_werk(gebruiker: Gebruiker, organisatie: Organisatie) -> dict[Gebruiker, list[Rol]]:
    """Who works here today and may not replace this colleague, by name, with the roles that say why."""
    rijen = Roltoekenning.objects.actueel().filter(organisatie=organisatie).exclude(gebruiker=gebruiker)
    rijen = rijen.exclude(gebruiker__in=kan_vervangen(gebruiker, organisatie).values("pk"))
    gevonden: dict[Gebruiker, list[Rol]] = {}
    for toekenning in rijen.select_related("gebruiker").order_by("gebruiker__naam", "pk"):
        if toekenning.gebruiker.is_active:
            gevonden.setdefault(toekenning.gebruiker, []).append(Rol(toekenning.rol))
    return gevonden


def leidinggevenden(wie: Gebruiker, gebruiker: Gebruiker, organisatie: Organisatie) -> list[Roltoekenning]:
    """Roles of his own under which `wie` arranges things for this colleague, also for one who left.

    A team lead there on the same side, a beheerder there, or the beheerder of the gemeente, who manages everybody.
    """
    daar = gebruiker.roltoekenningen.filter(organisatie=organisatie)
    werk = {soort_werk(Rol(t.rol)) for t in daar}
    return [
        t
        for t in wie.eigen_rollen
        if werk
        and (
            (
                t.rol == Rol.BEHEERDER
                and (t.organisatie == organisatie or t.organisatie.soort == Organisatiesoort.GEMEENTE)
            )
            or (t.rol in _TEAMLEIDERS and t.organisatie == organisatie and KANTEN[Rol(t.rol)] in werk)
        )
    ]


def regelt_voor(wie: Gebruiker, gebruiker: Gebruiker, organisatie: Organisatie) -> list[Roltoekenning]:
    """Under which roles `wie` says that this person is away: one's own, or as the one who leads."""
    if wie.pk == gebruiker.pk:
        return [t for t in wie.eigen_rollen if t.organisatie_id == organisatie.pk]
    return leidinggevenden(wie, gebruiker, organisatie)


def afwezigheid_bezwaren(
    gebruiker: Gebruiker, organisatie: Organisatie, vervanger: Gebruiker, *, vanaf: date, tot: date
) -> list[Belemmering]:
    """Why this cannot be planned so: the days, two at once, a chain, or a substitute who cannot."""
    vandaag = clock.vandaag()
    if vanaf < (eerste := vandaag - timedelta(days=TERUG_DAGEN)):
        return [Belemmering("", f"Kies als eerste dag {datum_voluit(eerste)} of later.", "vanaf")]
    if tot <= vanaf:
        return [Belemmering("", "De laatste dag ligt voor de eerste. Verander een van de twee.", "laatste_dag")]
    if tot <= vandaag:
        zin = "Dit is al voorbij: dan hoeft niemand meer te vervangen. Kies als laatste dag vandaag of later."
        return [Belemmering("", zin, "laatste_dag")]
    if vanaf > plus_maanden(vandaag, LANGSTE_MAANDEN):
        return [Belemmering("", "De eerste dag ligt meer dan een jaar vooruit. Kies een eerdere dag.", "vanaf")]
    if tot > plus_maanden(vanaf, LANGSTE_MAANDEN):
        zin = "Dit is langer dan een jaar. Kies een eerdere dag, of laat het werk overdragen aan een collega."
        return [Belemmering("", zin, "laatste_dag")]
    begin = max(vanaf, vandaag)  # the substitute does nothing before that
    return [
        *_al_afwezig(gebruiker, organisatie, vanaf, tot),
        *_vervangt_zelf(gebruiker, organisatie, begin, tot),
        *_kan_niet(gebruiker, organisatie, vervanger, begin, tot),
    ]


def _rijen(organisatie: Organisatie, vanaf: date, tot: date) -> Iterable[Afwezigheid]:
    rijen = Afwezigheid.objects.filter(organisatie=organisatie).overlapt(vanaf, tot)
    return rijen.select_related("gebruiker", "vervanger").order_by("vanaf", "pk")


def _al_afwezig(gebruiker: Gebruiker, organisatie: Organisatie, vanaf: date, tot: date) -> Iterable[Belemmering]:
    for rij in _rijen(organisatie, vanaf, tot):
        if rij.gebruiker_id == gebruiker.pk:
            zin = f"Voor {_van_tot(rij)} is al ingevuld dat {gebruiker.naam} er niet is. Kies andere dagen."
            yield Belemmering("", zin, "vanaf")


def _vervangt_zelf(gebruiker: Gebruiker, organisatie: Organisatie, vanaf: date, tot: date) -> Iterable[Belemmering]:
    for rij in _rijen(organisatie, vanaf, tot):
        if rij.vervanger_id == gebruiker.pk:
            wie = f"{gebruiker.naam} vervangt {rij.gebruiker.naam} van {_van_tot(rij)}."
            yield Belemmering("", f"{wie} Kies daar eerst een andere vervanger voor.", "vanaf")


def _kan_niet(
    gebruiker: Gebruiker, organisatie: Organisatie, vervanger: Gebruiker, vanaf: date, tot: date
) -> Iterable[Belemmering]:
    if not kan_vervangen(gebruiker, organisatie, vanaf=vanaf, tot=tot).filter(pk=vervanger.pk).exists():
        zin = f"{vervanger.naam} doet die dagen niet hetzelfde werk bij {organisatie.naam}. Kies een andere collega."
        yield Belemmering("", zin, "vervanger")
    for rij in _rijen(organisatie, vanaf, tot):
        if rij.gebruiker_id == vervanger.pk:
            zin = f"{vervanger.naam} is er zelf niet van {_van_tot(rij)}. Kies een andere collega."
            yield Belemmering("", zin, "vervanger")


def _van_tot(rij: Afwezigheid) -> str:
    return f"{datum_voluit(rij.vanaf)} tot en met {datum_voluit(rij.laatste_dag)}"


def afwezigheden(organisatie: Organisatie) -> list[Afwezigheid]:
    """Who is or will be away there, with who replaces them."""
    rijen = Afwezigheid.objects.nog_niet_voorbij().filter(organisatie=organisatie)
    return list(rijen.select_related("vervanger").order_by("vanaf", "pk"))


def weg_op(dag: date, rijen: Iterable[Afwezigheid]) -> dict[int, Gebruiker]:
    """Who is away on that day -> who replaces them."""
    return {rij.gebruiker_id: rij.vervanger for rij in rijen if rij.vanaf <= dag < rij.tot}


def wie_er_is(
    mensen: Iterable[Gebruiker], organisatie: Organisatie, rol: Rol | None, *, weg: Mapping[int, Gebruiker]
) -> list[Gebruiker]:
    """These people, with the substitute in place of who is away (`weg`: `weg_op`).

    A substitute who is away too, has left or does not get `rol`, takes nobody's place: then nobody stands there.
    """
    gevonden: dict[Gebruiker, None] = {}
    for mens in mensen:
        hier = weg.get(mens.pk, mens)
        if hier is mens or (hier.pk not in weg and _neemt_waar(hier, organisatie, rol)):
            gevonden[hier] = None
    return list(gevonden)


def _neemt_waar(vervanger: Gebruiker, organisatie: Organisatie, rol: Rol | None) -> bool:
    """As `Gebruiker.rollen` lends it, on whatever day: to who works there on the same side."""
    hier = {Rol(t.rol) for t in vervanger.eigen_rollen if t.organisatie_id == organisatie.pk}
    zelfde_kant = rol in KANTEN and KANTEN[rol] in {KANTEN.get(r) for r in hier}
    return vervanger.is_active and bool(hier if rol is None else rol in hier or zelfde_kant)


def in_beheer(wie: Gebruiker) -> list[tuple[Gebruiker, Organisatie]]:
    """Every colleague this person leads, per organisation, by name."""
    leidt = [t for t in wie.eigen_rollen if t.rol == Rol.BEHEERDER or t.rol in _TEAMLEIDERS]
    bij = Q(pk__in=[])
    for toekenning in leidt:
        rollen = [r for r in Rol if toekenning.rol == Rol.BEHEERDER or soort_werk(r) == KANTEN[Rol(toekenning.rol)]]
        bij |= Q(organisatie=toekenning.organisatie_id, rol__in=rollen)
    rijen = Roltoekenning.objects.actueel().filter(bij).exclude(gebruiker=wie)
    mensen = rijen.select_related("gebruiker", "organisatie").order_by("gebruiker__naam", "pk")
    return list(dict.fromkeys((t.gebruiker, t.organisatie) for t in mensen if t.gebruiker.is_active))
