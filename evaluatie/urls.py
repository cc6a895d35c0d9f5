from django.urls import path

from evaluatie.views import (
    afspraken,
    begeleiding,
    buren,
    correcties,
    evaluaties,
    extra,
    herhuisvesten,
    mdos,
    mdotafel,
    omklap,
    omzetten,
    papier,
    signalen,
    vaststellen,
)

app_name = "evaluatie"

_T = "trajecten/<uuid:traject>/"
_E = _T + "evaluaties/<uuid:onderwerp>/"
_M = _T + "mdo/<uuid:onderwerp>/"
_H = _T + "herhuisvesting/<uuid:onderwerp>/"

urlpatterns = [
    path("evaluaties/leidraad/", papier.LeidraadView.as_view(), name="leidraad"),
    path("evaluaties/leidraad.pdf", papier.LeidraadPdfView.as_view(), name="leidraad_pdf"),
    path(_T + "evaluaties/", evaluaties.EvaluatiesView.as_view(), name="evaluaties"),
    path(_T + "evaluaties/extra/", extra.ExtraView.as_view(), name="extra"),
    path(_T + "evaluaties/<uuid:onderwerp>/intrekken/", extra.ExtraIntrekkenView.as_view(), name="extra_intrekken"),
    path(_T + "evaluaties/<uuid:onderwerp>/", evaluaties.EvaluatieView.as_view(), name="evaluatie"),
    path(_T + "evaluaties/<uuid:onderwerp>/houden/", evaluaties.HoudenView.as_view(), name="houden"),
    path(
        _T + "evaluaties/<uuid:onderwerp>/formulier.pdf",
        papier.EvaluatiepapierView.as_view(),
        name="evaluatiepapier",
    ),
    path(
        _T + "evaluaties/<uuid:onderwerp>/niet-doorgegaan/",
        evaluaties.NietDoorgegaanView.as_view(),
        name="niet_doorgegaan",
    ),
    path(_E + "huurstatus/", vaststellen.HuurstatusView.as_view(), name="huurstatus"),
    path(_E + "vaststellen/", vaststellen.VaststellenView.as_view(), name="vaststellen"),
    path(_E + "reactie/", vaststellen.ReactieView.as_view(), name="reactie"),
    path(_E + "verbeteren/", vaststellen.EvaluatieVerbeterenView.as_view(), name="evaluatie_verbeteren"),
    path(_T + "evaluaties/<uuid:onderwerp>/dag/", correcties.EvaluatieDagView.as_view(), name="evaluatie_dag"),
    path(_T + "mdo/<uuid:onderwerp>/dag/", correcties.MdoDagView.as_view(), name="mdo_dag"),
    path(_T + "evaluaties/<uuid:onderwerp>/tijd/", evaluaties.TijdView.as_view(), name="evaluatie_tijd"),
    path(_T + "afspraken/<uuid:onderwerp>/dag/", correcties.AfspraakDagView.as_view(), name="afspraak_dag"),
    path(_T + "afspraken/<uuid:onderwerp>/", afspraken.AfspraakView.as_view(), name="afspraak"),
    path(_T + "signalen/melden/", signalen.SignaalMeldenView.as_view(), name="signaal_melden"),
    path(_T + "signalen/<uuid:onderwerp>/", signalen.SignaalView.as_view(), name="signaal"),
    path(
        _T + "signalen/<uuid:onderwerp>/verbeteren/",
        correcties.SignaalVerbeterenView.as_view(),
        name="signaal_verbeteren",
    ),
    path(_T + "signalen/<uuid:onderwerp>/oppakken/", signalen.SignaalOppakkenView.as_view(), name="signaal_oppakken"),
    path(
        _T + "signalen/<uuid:onderwerp>/afhandelen/",
        signalen.SignaalAfhandelenView.as_view(),
        name="signaal_afhandelen",
    ),
    path(_T + "signalen/<uuid:onderwerp>/mdo/", signalen.MdoMeldenView.as_view(), name="mdo_melden"),
    path(_T + "mdo/<uuid:onderwerp>/", mdos.MdoView.as_view(), name="mdo"),
    path(_T + "mdo/<uuid:onderwerp>/huurder/", mdos.HuurderInformerenView.as_view(), name="huurder_informeren"),
    path(_T + "mdo/<uuid:onderwerp>/plannen/", mdos.MdoPlannenView.as_view(), name="mdo_plannen"),
    path(_M + "voorbereiden/", mdotafel.MdoVoorbereidenView.as_view(), name="mdo_voorbereiden"),
    path(_M + "agenda.pdf", mdotafel.MdoAgendaView.as_view(), name="mdo_agenda"),
    path(_M + "niet-door/", mdotafel.MdoNietDoorView.as_view(), name="mdo_niet_door"),
    path(_M + "hoelang/", mdotafel.MdoTijdslimietView.as_view(), name="mdo_tijdslimiet"),
    path(_M + "tekenen/", mdotafel.MdoTekenenView.as_view(), name="mdo_tekenen"),
    path(_T + "mdo/<uuid:onderwerp>/vastleggen/", mdos.MdoVastleggenView.as_view(), name="mdo_vastleggen"),
    path(_T + "mdo/<uuid:onderwerp>/afronden/", mdos.MdoAfrondenView.as_view(), name="mdo_afronden"),
    path(_T + "mdo/<uuid:onderwerp>/oordeel/", mdos.MdoOordeelView.as_view(), name="mdo_oordeel"),
    path(_T + "mdo/aanvragen/", mdos.MdoAanvragenView.as_view(), name="mdo_aanvragen"),
    path(_H, herhuisvesten.HerhuisvestingView.as_view(), name="herhuisvesting"),
    path(_H + "overleg/", herhuisvesten.OverlegView.as_view(), name="herhuisvesting_overleg"),
    path(_H + "gevonden/", herhuisvesten.GevondenView.as_view(), name="woonplek_gevonden"),
    path(_H + "opnieuw/", herhuisvesten.OpnieuwZoekenView.as_view(), name="opnieuw_zoeken"),
    path(_T + "begeleiding-thuis/", begeleiding.BegeleidingView.as_view(), name="begeleiding"),
    path(_T + "begeleiding-thuis/verandert/", begeleiding.VeranderenView.as_view(), name="begeleiding_veranderen"),
    path(_T + "begeleiding-thuis/niet-thuis/", begeleiding.OpnameView.as_view(), name="opname"),
    path(_T + "buren/", buren.BurenView.as_view(), name="buren"),
    path(_T + "buren/bellen/", buren.BuurtpuntView.as_view(), name="buurtpunt"),
    path(_T + "buren/uitleg/", buren.BurenIngelichtView.as_view(), name="buren_ingelicht"),
    path(_H + "indicatie/", herhuisvesten.HerindicatieView.as_view(), name="herindicatie"),
    path(_T + "omzetten/", omzetten.OmzettenView.as_view(), name="omzetten"),
    path(_T + "contract/omklap/", omklap.OmklapView.as_view(), name="omklap"),
]
