"""From a bare machine to a running Opstap. Standard library only: this runs before the environment stands."""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent


class StartFout(Exception):
    """Something a person can put right; the message is one Dutch sentence that says how."""


def var_map() -> Path:
    """Where everything lives that a running Opstap writes."""
    return Path(os.environ.get("OPSTAP_VAR") or PROJECT / "var").absolute()


def log_map() -> Path:
    """The folder of the logs, made when it is absent."""
    try:
        (var_map() / "log").mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fout:
        raise niet_schrijfbaar(var_map()) from fout
    return var_map() / "log"


def niet_schrijfbaar(map_: Path) -> StartFout:
    return StartFout(f"Opstap mag niet schrijven in {map_}: geef uzelf daar schrijfrecht of kies een andere map.")
