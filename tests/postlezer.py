"""What stands in a mail, for a person and for a program."""

from __future__ import annotations

from typing import Any


def teksten(mail: Any) -> list[str]:
    """The plain text and every other form of it."""
    return [str(mail.body), *(str(deel.content) for deel in mail.alternatives)]
