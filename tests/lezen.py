"""What somebody can read in a text, without what chance put there."""

import re

#: The token of a form, the key with which it is sent once, and every UUID.
_TOEVAL = re.compile(
    r'(?<=name="csrfmiddlewaretoken" value=")[^"]*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}',
)


def zonder_toeval(tekst: str) -> str:
    """The text without tokens and keys: now and then a short word or a year stands in one of those."""
    return _TOEVAL.sub("", tekst)
