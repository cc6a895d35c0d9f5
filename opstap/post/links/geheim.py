"""What the address and the code of a link are. They stand nowhere: they follow from the link and the secret key."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from opstap.post.models import Link
from opstap.protocol.links import CIJFERS

_VORM = re.compile(r"[A-Za-z0-9_-]{43}")
_OCTETTEN = 32
_ADRES, _CODE = "opstap.link.adres", "opstap.link.code"


def nieuw_zaad() -> bytes:
    return secrets.token_bytes(_OCTETTEN)


def afdruk_van(geheim: str) -> bytes:
    """Of 256 bits that nobody can guess a plain hash is enough."""
    return hashlib.sha256(geheim.encode()).digest()


def geheim_uit(link: Link, sleutel: str) -> str:
    return base64.urlsafe_b64encode(_mac(_ADRES, link, sleutel)).rstrip(b"=").decode()


def _mac(zout: str, link: Link, sleutel: str) -> bytes:
    waarde = f"{link.sleutel}|{bytes(link.zaad).hex()}"
    return salted_hmac(zout, waarde, secret=sleutel, algorithm="sha256").digest()


def _sleutel_van(link: Link) -> str:
    """The secret key this link was made with, also after a change of key; LookupError when that one is gone."""
    for sleutel in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if constant_time_compare(afdruk_van(geheim_uit(link, sleutel)), bytes(link.afdruk)):
            return str(sleutel)
    raise LookupError("deze link is met een andere SECRET_KEY gemaakt")


def linkadres(link: Link) -> str:
    """For the mail, at the moment it is made."""
    return f"{settings.BASIS_URL}{reverse('aanmelding:vraag_openen', args=[geheim_uit(link, _sleutel_van(link))])}"


def code_van(link: Link) -> str:
    return f"{int.from_bytes(_mac(_CODE, link, _sleutel_van(link))) % 10**CIJFERS:0{CIJFERS}d}"


def te_vertellen_code(link: Link) -> str:
    """Empty when the secret key is another one since, and the link works no more."""
    try:
        return code_van(link)
    except LookupError:
        return ""


def is_code_van(link: Link, code: str) -> bool:
    return constant_time_compare(te_vertellen_code(link), code)


def link_van(geheim: str) -> Link | None:
    """Whatever became of it. Reads only."""
    if not _VORM.fullmatch(geheim):
        return None
    return Link.objects.filter(afdruk=afdruk_van(geheim)).first()
