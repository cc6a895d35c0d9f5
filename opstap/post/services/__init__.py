"""Letters and mail: written in the transaction of the act, made and sent by the tick."""

from opstap.post.services.afwezigheid import afwezigheid_vertellen as afwezigheid_vertellen
from opstap.post.services.berichten import Melding as Melding
from opstap.post.services.berichten import bericht_klaarzetten as bericht_klaarzetten
from opstap.post.services.berichten import berichten_klaarzetten as berichten_klaarzetten
from opstap.post.services.berichten import herinneringen_intrekken as herinneringen_intrekken
from opstap.post.services.berichten import herinneringen_intrekken_na as herinneringen_intrekken_na
from opstap.post.services.berichten import (
    mislukte_uitnodigingen_intrekken as mislukte_uitnodigingen_intrekken,
)
from opstap.post.services.berichten import nieuws_intrekken as nieuws_intrekken
from opstap.post.services.berichten import onverhoord as onverhoord
from opstap.post.services.berichten import uitnodiging_klaarzetten as uitnodiging_klaarzetten
from opstap.post.services.berichten import vraagpost_intrekken as vraagpost_intrekken
from opstap.post.services.brieven import brief_maken as brief_maken
from opstap.post.services.brieven import brief_pdf as brief_pdf
from opstap.post.services.brieven import brieven_maken as brieven_maken
from opstap.post.services.brieven import brieven_opmaken as brieven_opmaken
from opstap.post.services.brieven import brieven_zonder_tekst_afdoen as brieven_zonder_tekst_afdoen
from opstap.post.services.brieven import geadresseerde_van as geadresseerde_van
from opstap.post.services.concepten import concepten_waarschuwen as concepten_waarschuwen
from opstap.post.services.dagpost import dagpost_samenstellen as dagpost_samenstellen
from opstap.post.services.inhoud import OpenTaak as OpenTaak
from opstap.post.services.mail import mail_opmaken as mail_opmaken
from opstap.post.services.onbezet import contactpersoon_weg_vertellen as contactpersoon_weg_vertellen
from opstap.post.services.onbezet import onbezet_vertellen as onbezet_vertellen
from opstap.post.services.ontvangers import bestemming as bestemming
from opstap.post.services.ontvangers import ontvangers as ontvangers
from opstap.post.services.overleg import overleg_vertellen as overleg_vertellen
from opstap.post.services.terugpost import bericht_teruggekomen as bericht_teruggekomen
from opstap.post.services.verzenden import berichten_verzenden as berichten_verzenden
from opstap.post.services.wanneer import wanneer as wanneer
