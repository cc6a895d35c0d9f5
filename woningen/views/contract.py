"""The contract page, and the acts until the key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Looptijd
from opstap.protocol.contract import (
    OndertekenaarRol,
    aanzegging_vanaf,
    aanzegging_voor,
    besluit_streef,
    besluit_uiterlijk,
)
from opstap.protocol.contractvormen import Contractvorm, Overgang, Vormreden
from opstap.protocol.datums import datum_voluit, hoeveel, laatste_dag
from opstap.protocol.parameters import Parameters, Voorwaarde
from opstap.protocol.tijdlijn import NIET_VASTGELEGD
from opstap.protocol.verklaringen import Zegt
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.kaart import Handeling
from opstap.trajecten.models import Verklaring
from opstap.trajecten.toegang import mogelijk_namens
from opstap.trajecten.verklaringen import gevolgregels
from woningen import letters
from woningen.enums import Contractstatus, Gedragsaanwijzing, Grondslag
from woningen.forms import DatumForm, InstemmingForm, NeeBesprokenForm
from woningen.kaart import aanzegbrieven, contractbanner, contracthandelingen, contractregels, correcties
from woningen.letters import bedrag, partijnaam, partijrol
from woningen.models import Contractpartij, Huurovereenkomst
from woningen.partijen import contractbrief, op_papier
from woningen.services import (
    instemming_vastleggen,
    nee_besproken_vastleggen,
    ondertekening_vastleggen,
    sleutel_geven,
)
from woningen.services.contract import (
    bespreken_belemmeringen,
    instemming,
    opmaken_belemmeringen,
    sleutel_belemmeringen,
    tekenen_belemmeringen,
)
from woningen.services.start import voor_de_sleutel
from woningen.startkaart import startregels
from woningen.views.gedeeld import Contractformulier, MetContract


class ContractView(MetContract):
    """State, parties and signatures, dates and what happens when."""

    actie = Actie.CONTRACT_ZIEN
    template_name = "woningen/contract.html"
    titel = "Contract"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        terug = reverse("traject", args=[self.traject.sleutel])
        mag = bool(mogelijk_namens(self.gebruiker, Actie.CONTRACT_BEHEREN, self.traject))
        if self.contract is None:
            kan = mag and not opmaken_belemmeringen(self.traject)
            opmaken = reverse("woningen:contract_opmaken", args=[self.traject.sleutel]) if kan else ""
            return super().get_context_data(terug_url=terug, opmaken_url=opmaken, **kwargs)
        return super().get_context_data(
            terug_url=terug,
            contract=self.contract,
            feiten=self._feiten(self.contract),
            partijen=self._partijen(self.contract, mag),
            dagen=_dagen(self.contract, self.traject.regelingversie.parameters),
            aanwijzingen=[Gedragsaanwijzing(code).label for code in self.contract.gedragsaanwijzingen],
            handelingen=self._mag(contracthandelingen(self.traject, self.contract, alles=True)),
            anders=self._mag(correcties(self.traject, self.contract)),
            instemming=self._instemming(self.contract, mag),
            banner=contractbanner(self.contract),
            brieven=aanzegbrieven(self.contract, self.gebruiker),
            **kwargs,
        )

    def _feiten(self, contract: Huurovereenkomst) -> list[tuple[str, str]]:
        woning = contract.aanbieding.woning
        return [
            ("Woning", woning.adres),
            ("Kale huur", bedrag(woning.kale_huur)),
            *contractregels(contract),
            *_vormregels(contract),
            ("Evaluaties", f"om de {hoeveel(contract.evaluatieritme, 'maanden')}"),
            ("Begeleiding", _uren(contract)),
            *startregels(contract),
            *self._termijnen(contract),
        ]

    def _termijnen(self, contract: Huurovereenkomst) -> list[tuple[str, str]]:
        """What this regeling leaves open, said in so many words."""
        if contract.besluit is not None or contract.einde is None or contract.looptijd == Looptijd.ONBEPAALD:
            return []
        p = self.traject.regelingversie.parameters
        termijnen = (
            ("Besluit over het vaste contract, liefst", p.besluit_streef_maanden),
            ("Besluit over het vaste contract, uiterlijk", p.besluit_uiterlijk_maanden),
            ("Eerste gesprek na de sleutel", p.eerste_evaluatie_weken),
        )
        return [(label, NIET_VASTGELEGD) for label, waarde in termijnen if waarde is None]

    def _partijen(self, contract: Huurovereenkomst, mag: bool) -> list[dict[str, str]]:
        """As on the paper that is signed."""
        self.op_papier = {rol: naam for naam, rol in op_papier(contractbrief(contract))}
        partijen = contract.partijen.select_related("organisatie", "ondertekening").order_by("pk")
        return [self._partij(partij, contract, mag) for partij in partijen]

    def _partij(self, partij: Contractpartij, contract: Huurovereenkomst, mag: bool) -> dict[str, str]:
        getekend = getattr(partij, "ondertekening", None)
        naam = self.op_papier.get(OndertekenaarRol(partij.rol).label) or partijnaam(partij, self.traject)
        wacht = getekend is None and mag and contract.status == Contractstatus.TER_ONDERTEKENING
        url = reverse("woningen:ondertekenen", args=[self.traject.sleutel, partij.rol]) if wacht else ""
        return {
            "tekst": f"{naam} ({partijrol(partij, self.traject)})",
            "url": url,
            "soort": "klaar" if getekend else "aan_zet",
            "status_tekst": f"getekend op {datum_voluit(getekend.datum)}" if getekend else "nog niet getekend",
        }

    def _mag(self, handelingen: Iterable[Handeling]) -> list[dict[str, str]]:
        return [
            {"tekst": h.tekst, "url": h.url}
            for h in handelingen
            if mogelijk_namens(self.gebruiker, h.actie, self.traject)
        ]

    def _instemming(self, contract: Huurovereenkomst, mag: bool) -> dict[str, str]:
        """Agreement to exchanging information at evaluaties; without it no record is shared (Z-12.9)."""
        laatste = instemming(contract)
        tekst = "De huurder zei nog geen ja tegen het delen van informatie bij evaluaties."
        if laatste is not None:
            tekst = (
                f"De huurder {_GEZEGD[laatste.zegt].format(datum_voluit(laatste.datum))} van informatie bij evaluaties."
            )
        open_ = mag and self.traject.afgesloten_op is None
        url = reverse("woningen:instemming", args=[self.traject.sleutel]) if open_ else ""
        return {"tekst": tekst, "url": url, "verder": "Leg een antwoord vast" if laatste is None else "Verander dit"}


_GEZEGD = {
    Zegt.JA: "zei op {} ja tegen het delen",
    Zegt.NEE: "zei op {} nee tegen het delen",
    Zegt.TREKT_IN: "trok op {} het ja in voor het delen",
}


def _vormregels(contract: Huurovereenkomst) -> Iterator[tuple[str, str]]:
    """What differs per kind of contract."""
    yield "Soort contract", Contractvorm(contract.contractvorm).label
    if contract.reden_contractvorm:
        yield "Waarom dit soort contract", Vormreden(contract.reden_contractvorm).label
    if contract.grondslag and contract.grondslag_beoordeeld_op:
        dag = datum_voluit(contract.grondslag_beoordeeld_op)
        yield "Waarom tijdelijk", f"{Grondslag(contract.grondslag).label} (beoordeeld op {dag})"
    if contract.voorwaarden:
        yield "Altijd in het contract", ", ".join(Voorwaarde(code).label for code in contract.voorwaarden)
    if betaler := letters.huurbetaler(contract):
        yield "Huur", betaler
    if contract.traject.regelingversie.parameters.risicodeling:
        yield "Niet betaalde huur", letters.risicodeling(contract.traject.regelingversie.parameters)


def _uren(contract: Huurovereenkomst) -> str:
    return f"{contract.begeleidingsuren} uur per week" if contract.begeleidingsuren else NIET_VASTGELEGD


def _dagen(contract: Huurovereenkomst, parameters: Parameters) -> list[dict[str, str]]:
    """What happens when; nothing after a last day that was agreed."""
    dagen = list(_gepland(contract, parameters))
    afspraak = contract.eindafspraak
    if (stopt := contract.beeindigd_op or (afspraak.einde if afspraak else None)) is not None:
        laatste = laatste_dag(stopt)
        dagen = [*((dag, tekst) for dag, tekst in dagen if dag < laatste), (laatste, "Laatste dag van de huur.")]
    return [{"datum": datum_voluit(dag), "tekst": tekst} for dag, tekst in dagen]


def _gepland(contract: Huurovereenkomst, parameters: Parameters) -> Iterator[tuple[date, str]]:
    """Only what still has a meaning."""
    yield contract.ingangsdatum, "Eerste dag van de huur."
    if contract.ingebruikname is not None:
        yield contract.ingebruikname, "De sleutel is gegeven."
    begin, einde = contract.ingangsdatum, contract.einde
    if einde is None and contract.status != Contractstatus.AFGEROND:
        yield contract.opstap_tot, _OPSTAP_TOT[contract.vorm.overgang]
    if contract.looptijd == Looptijd.ONBEPAALD or einde is None:
        return
    if contract.besluit is None:
        streef = besluit_streef(ingangsdatum=begin, einde=einde, parameters=parameters)
        uiterlijk = besluit_uiterlijk(ingangsdatum=begin, einde=einde, parameters=parameters)
        wie_besluit = letters.wie_besluit(parameters)
        if streef is not None:
            yield streef, f"Liefst op deze dag besluit {wie_besluit} over het vaste contract."
        if uiterlijk is not None:
            yield uiterlijk, f"Uiterlijk op deze dag besluit {wie_besluit} over het vaste contract."
    yield aanzegging_vanaf(einde), "Vanaf deze dag kan de huurder een aanzegging ontvangen."
    yield laatste_dag(aanzegging_voor(einde)), "Laatste dag om een aanzegging te ontvangen."
    yield laatste_dag(einde), "Laatste dag van het tijdelijke contract."


_OPSTAP_TOT = {
    Overgang.OMKLAP: "Volgens de afspraak krijgt de bewoner zelf het contract.",
    Overgang.AANVANG: "De afspraken van het opstapcontract zijn klaar. De huur gaat door.",
}


class OndertekenenView(Contractformulier):
    """The signature of one role. A page of an older paper is answered with what changed."""

    actie = Actie.CONTRACT_BEHEREN
    form_class = DatumForm
    titel = "Handtekening vastleggen"
    uitleg = "Leg alleen vast wat u zelf op papier heeft gezien."
    knop = "Leg de handtekening vast"
    gelukt = "De handtekening is vastgelegd."
    partij: Contractpartij | None

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        if kwargs["rol"] not in OndertekenaarRol.codes():
            raise Http404
        self.rol = OndertekenaarRol(kwargs["rol"])
        self.partij = self.contract.partijen.select_related("organisatie").filter(rol=self.rol).first()
        papier = contractbrief(self.contract)
        self.stap = str(papier.sleutel) if papier else "geen_papier"

    def intussen(self) -> str:
        return self.laatst_gedaan("contract_partijen_gewijzigd", "ingangsdatum_verbeterd")

    def bezwaren(self) -> Sequence[Belemmering]:
        if self.partij is None:
            return [Belemmering("Z-2.11", f"De {self.rol.label.lower()} hoeft dit contract niet te tekenen.")]
        return tekenen_belemmeringen(self.contract, self.partij)

    def form_opties(self) -> dict[str, Any]:
        return {"label": "Op welke dag is er getekend?"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feiten = []
        if self.partij is not None:
            feiten = [("Wie", f"{partijnaam(self.partij, self.traject)} ({partijrol(self.partij, self.traject)})")]
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        eis(self.bezwaren())
        assert self.partij is not None
        ondertekening_vastleggen(
            contract=self.contract.sleutel,
            partij=self.partij.sleutel,
            datum=form.cleaned_data["datum"],
            namens=namens,
        )
        return self.terug_url()


class SleutelView(Contractformulier):
    actie = Actie.CONTRACT_BEHEREN
    form_class = DatumForm
    titel = "Sleutel geven"
    uitleg = "Vanaf deze dag loopt het wonen. De evaluaties komen meteen op de agenda."
    knop = "Leg vast dat de sleutel is gegeven"
    gelukt = "Het contract loopt. De evaluaties staan gepland."

    def bezwaren(self) -> Sequence[Belemmering]:
        return sleutel_belemmeringen(self.contract)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        return voor_de_sleutel(self.contract)

    def form_opties(self) -> dict[str, Any]:
        return {"label": "Op welke dag kreeg de bewoner de sleutel?"}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        sleutel_geven(
            contract=self.contract.sleutel, ingebruikname=form.cleaned_data["datum"], versie=versie, namens=namens
        )
        return self.terug_url()


class InstemmingView(Contractformulier):
    actie = Actie.CONTRACT_BEHEREN
    form_class = InstemmingForm
    template_name = "trajecten/verklaring.html"
    titel = "Instemming van de huurder"
    uitleg = "De huurder kiest zelf of informatie bij evaluaties gedeeld mag worden."
    knop = "Leg het antwoord vast"
    gelukt = "Het antwoord van de huurder is vastgelegd."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(gevolgen=gevolgregels(Verklaringsoort.INSTEMMING_DELEN), **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        instemming_vastleggen(contract=self.contract.sleutel, namens=namens, **form.cleaned_data)
        return self.terug_url()


class NeeBesprekenView(Contractformulier):
    """That it was talked about, and when. No text: what the huurder does not want to share stays with him."""

    actie = Actie.NEE_BESPREKEN
    form_class = NeeBesprokenForm
    titel = "Gesprek over wat de huurder niet wil delen"
    uitleg = (
        "De huurder zei nee tegen het delen van informatie bij evaluaties, of trok het ja in. Bespreek wat de huurder "
        "niet wil delen, en wat er dan niet kan. Schrijf niet op wat er is gezegd. Het nee blijft gelden tot de "
        "huurder ja zegt."
    )
    knop = "Leg vast dat u samen praatte"
    gelukt = "Vastgelegd dat u er samen over praatte."
    nee: Verklaring

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        gezegd = self.traject.verklaringen.filter(soort=Verklaringsoort.INSTEMMING_DELEN)
        nee = gezegd.filter(Q(geweigerd=True) | Q(trekt_in__isnull=False), sleutel=kwargs["onderwerp"]).first()
        if nee is None:
            raise Http404
        self.nee = nee

    def versie(self) -> int | None:
        return None

    def bezwaren(self) -> Sequence[Belemmering]:
        return bespreken_belemmeringen(self.nee)

    def begin(self) -> dict[str, Any]:
        return {"datum": clock.vandaag()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        gezegd = _GEZEGD[self.nee.uitspraak.zegt].format(datum_voluit(self.nee.datum))
        return super().get_context_data(feiten=[("De huurder", f"{gezegd} van informatie")], **kwargs)

    def terug_url(self) -> str:
        return reverse("traject", args=[self.traject.sleutel])

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        nee_besproken_vastleggen(traject=self.traject.sleutel, nee=self.nee.sleutel, namens=namens, **form.cleaned_data)
        return self.terug_url()
