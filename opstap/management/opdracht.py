"""The base of every command of Opstap: what a person can put right is said in Dutch, without a traceback."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Fout(CommandError):
    """Django prints the name of the class before the sentence: `Fout: ...`."""


class Opdracht(BaseCommand):
    #: of Django itself; they work, but are no part of how it works
    suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
        "--skip-checks",
    }

    def create_parser(self, prog_name: str, subcommand: str, **opties: Any) -> CommandParser:
        """Words that are not understood: exit code 2, and how it works."""
        lezer = super().create_parser(prog_name, subcommand, **opties)
        weiger = lezer.error

        def onbegrepen(melding: str) -> NoReturn:
            if not lezer.called_from_command_line:
                weiger(melding)
            zo = " ".join(lezer.format_usage().removeprefix("usage: ").split())
            lezer.exit(2, f"Fout: dit begrijpt Opstap niet. Zo werkt het: {zo}\n")

        lezer.error = onbegrepen  # type: ignore[assignment, method-assign]
        return lezer
