"""Wiring: where lower rooms meet higher ones, as dotted strings. Imported by nobody (design.md section 1)."""

from opstap.protocol import feiten as f
from opstap.protocol.momenten import Momentsoort

#: Which services react to which Feit, in order, inside the running transaction. Each is idempotent.
REACTIES: dict[type[f.Feit], tuple[str, ...]] = {
    f.ToelatingBesloten: ("woningen.services.open_bemiddeling_na",),
    f.ToelatingIngetrokken: ("woningen.services.bemiddeling_intrekken_na",),
    f.ContractIngegaan: ("evaluatie.services.plan_evaluaties_na",),
    f.SleuteldagVerbeterd: ("evaluatie.services.eerste_evaluatie_verplaatsen_na",),
    f.ContractOmgezet: (
        "evaluatie.services.laat_evaluaties_vervallen_na",
        "evaluatie.services.herhuisvesting_sluiten_na",
    ),
    f.ContractBeeindigd: (
        "evaluatie.services.laat_evaluaties_vervallen_na",
        "evaluatie.services.herhuisvesting_sluiten_na",
    ),
    f.OverlijdenHerroepen: ("evaluatie.services.weer_evalueren_na",),
    f.AndereWoonplekNodig: ("evaluatie.services.herhuisvesting_openen_na",),
    f.HuurVoortgezet: ("evaluatie.services.herhuisvesting_sluiten_na",),
    f.EindeAfgesproken: ("evaluatie.services.momenten_na_einde_afzeggen_na",),
    f.BetrokkenenGewijzigd: (
        "woningen.services.partijen_bijwerken_na",
        "woningen.services.meterkastkaart_verouderen_na",
        "opstap.termijnen.genodigden.services.genodigden_bijwerken_na",
    ),
    f.VertegenwoordigingGewijzigd: ("woningen.services.partijen_bijwerken_na",),
    f.WoonplekWeg: ("woningen.services.eindafspraak_vervallen_na",),
    f.TrajectAfgesloten: (
        "opstap.post.services.herinneringen_intrekken_na",
        "opstap.post.links.services.links_sluiten_na",
        "opstap.termijnen.genodigden.services.momenten_afzeggen_na",
        "aanmelding.services.overdrachten_sluiten_na",
        "aanmelding.services.voorstellen_vervallen_na",
    ),
    f.RegelingGewijzigd: ("opstap.termijnen.services.ladders_herplannen_na",),
    f.TrajectGewijzigd: ("opstap.termijnen.services.herplan_na",),
}

#: Which room fills which slice of TrajectFeiten: (trajecten) -> {pk: slice}, without who has none.
FEITENLEVERANCIERS: dict[str, str] = {
    "aanmelding": "aanmelding.feiten.aanmeldfeiten",
    "bemiddeling": "woningen.feiten.bemiddelfeiten",
    "contract": "woningen.feiten.contractfeiten",
    "start": "woningen.startfeiten.startfeiten",
    "evaluatie": "evaluatie.feiten.evaluatiefeiten",
    "overdrachten": "aanmelding.feiten.overdrachtfeiten",
}

#: Which duties are still open, for the dagpost: keys -> {key: OpenTaak}.
OPEN_TAKEN = "opstap.termijnen.voor_de_post.open_taken"

#: Who took a duty, for what waits in the dagpost: keys -> {key: person}.
TAAKHOUDERS = "opstap.termijnen.voor_de_post.houders_van"

#: Who belongs at the table, per kind of meeting: (onderwerpen) -> {onderwerp: kring}, without what is over.
GENODIGDEN: dict[Momentsoort, str] = {
    Momentsoort.MDO: "evaluatie.services.mdokringen",
    Momentsoort.EVALUATIE: "evaluatie.services.evaluatiekringen",
    Momentsoort.GESPREK: "aanmelding.services.gesprekskringen",
}

#: Who hears of an absence that was said or ended: (Afwezigheid, what, by whom).
AFWEZIGHEID = "opstap.post.services.afwezigheid_vertellen"

#: What each room shows on the traject page: (traject, gebruiker) -> Kaart.
KAARTEN: tuple[str, ...] = (
    "aanmelding.kaart.aanmeldkaart",
    "woningen.kaart.woonkaart",
    "evaluatie.kaart.evaluatiekaart",
    "evaluatie.begeleidingkaart.begeleidingskaart",
)

#: What is late in a regeling and is no duty of a traject, for the home page: (gebruiker, vandaag) -> zin, url, tekst.
OP_VANDAAG: tuple[str, ...] = ("evaluatie.register.vandaag.late_protocolevaluaties",)

#: What each room knows of what was said and told: (traject) -> Verklaringdeel.
VERKLARINGEN: tuple[str, ...] = ("aanmelding.verklaringen.verklaringdeel", "woningen.verklaringen.verklaringdeel")

#: Invariants of the whole database: () -> sentences about what is wrong (`manage.py controleer`).
CONTROLES: tuple[str, ...] = (
    "opstap.logboek.services.breuken_in_de_keten",
    "opstap.regelingen.controles.twee_contacten",
    "opstap.trajecten.controles.toegang_eindigt",
    "opstap.trajecten.controles.iemand_begeleidt",
    "opstap.trajecten.controles.gesloten_bewaart_niets",
    "opstap.trajecten.controles.iedereen_is_te_vinden",
    "opstap.trajecten.controles.gewist_is_weg",
    "opstap.termijnen.controles.plan_klopt",
    "opstap.termijnen.controles.gesloten_is_klaar",
    "opstap.termijnen.controles.wachten_eindigt",
    "opstap.termijnen.controles.uitstel_eindigt",
    "opstap.termijnen.controles.iedereen_aan_zet",
    "opstap.termijnen.mensen.controles.contactpersoon_werkt_er",
    "opstap.termijnen.mensen.controles.iemand_kan_het",
    "opstap.termijnen.controles.niets_geparkeerd",
    "opstap.post.controles.niets_geparkeerd",
    "opstap.post.controles.gesloten_herinnert_niet",
    "opstap.post.controles.vastgehouden_werk",
    "opstap.post.controles.brief_op_eigen_plek",
    "aanmelding.controles.gesloten_vraagt_niets",
    "aanmelding.controles.besluit_klopt",
    "aanmelding.controles.gesprek_is_nog_nodig",
    "woningen.controles.aanbod_klopt",
    "woningen.controles.contingent_klopt",
    "woningen.controles.contract_klopt",
    "woningen.controles.gesloten_zoekt_niets",
    "woningen.controles.uitruil_klopt",
    "evaluatie.controles.herhuisvesting_klopt",
    "evaluatie.controles.momenten_kloppen",
    "evaluatie.controles.gesloten_plant_niets",
)

#: Why an account or a role cannot end: (gebruiker, organisatie, rollen, dag) -> sentences; empty = it can.
VERTREK = "opstap.termijnen.mensen.vertrek.vertrek_bezwaren"

#: Why an organisation cannot stop: (organisatie, its one deelname or None, dag) -> sentences; empty = it can.
AFSCHEID = "opstap.termijnen.mensen.afscheid.afscheid_bezwaren"

#: Where the huurder lives, for who writes a letter and may know it: (traject, afzender) -> (address, since).
WOONADRES = "woningen.feiten.woonadres"

#: Whether an organisation takes part in a regeling: (organisatie) -> bool.
DOET_MEE = "opstap.regelingen.services.doet_mee"

#: What a higher room throws away after a while, in every tick; nothing when there is nothing.
OPRUIMEN: tuple[str, ...] = ("woningen.services.imports_opruimen",)
