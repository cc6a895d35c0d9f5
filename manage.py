#!/usr/bin/env python3
"""The one door to Opstap: `demo`, `start`, `test` and every Django command, inside .venv."""

# This file must be readable for any Python 3, so that an old one can say that it is too old.
import sys


def te_oud(versie):
    """The sentence for a Python that is too old, else an empty string."""
    if tuple(versie[:2]) >= (3, 11):
        return ""
    return "Opstap heeft Python 3.11 of nieuwer nodig; dit is Python {}.{}.".format(versie[0], versie[1])


def main(argv):
    melding = te_oud(sys.version_info)
    if melding:
        sys.stderr.write(melding + "\n")
        return 1
    from opstap.opstarten.deur import binnen

    return binnen(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
