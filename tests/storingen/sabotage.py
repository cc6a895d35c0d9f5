"""What a proof must see: each of these breaks one promise. Loaded by the processes of a proof only."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any
from unittest import mock
from uuid import uuid4

from opstap import clock, werk


def _klaar_voor_verzending() -> None:
    """Mark a row done and then do it: who dies in between loses it."""
    origineel = werk.verwerk

    def verwerk(rijen: Any, doe: Callable[[Any], None], **opties: Any) -> int:
        def eerst_klaar(rij: Any) -> None:
            type(rij)._base_manager.filter(pk=rij.pk).update(klaar_op=clock.echt_nu(), lease_tot=None)
            doe(rij)

        with mock.patch.object(werk.Werk, "_voltooien", lambda rij: None):
            return origineel(rijen, eerst_klaar, **opties)

    _overal("verwerk", verwerk)


def _claim_zonder_lease() -> None:
    """Look and take without holding: two workers take the same row."""

    def claim(self: Any, *, aantal: int, nieuw: bool = False) -> list[Any]:
        vrij = self.uitvoerbaar(dienst_nu=clock.dienst_nu(), echt_nu=clock.echt_nu())
        return list(vrij.order_by("uitvoeren_vanaf", "pk")[:aantal])

    werk.WerkQuerySet.claim = claim  # type: ignore[method-assign]


def _stap_zonder_transactie() -> None:
    """The act is committed before the mark: who dies in between does it twice."""
    origineel = werk.verwerk
    _overal("verwerk", lambda rijen, doe, **opties: origineel(rijen, doe, **{**opties, "los": True}))


def _nieuwe_message_id() -> None:
    """Every attempt is a mail of its own: the receiver cannot see that it is the same."""
    from opstap.post.services import mail

    mail._mailkop = lambda bericht: {"Message-ID": f"<{uuid4()}@opstap.invalid>"}


def _zonder_parkeren() -> None:
    """A mail that is refused for good is tried again like any other."""
    werk.Geweigerd = type("Nooit", (Exception,), {})  # type: ignore[assignment, misc]


def _zonder_mailgeduld() -> None:
    """A mail server that says nothing is waited for without end."""
    from django.conf import settings

    settings.EMAIL_TIMEOUT = None


def _verzenden_in_transactie() -> None:
    """The database waits for the mail server."""
    origineel = werk.verwerk
    _overal("verwerk", lambda rijen, doe, **opties: origineel(rijen, doe, **{**opties, "los": False}))


def _fout_stopt_de_ronde() -> None:
    """A row that fails is at the front again at once, and takes the round along."""

    def mislukt(self: Any, reden: str, *, blijvend: bool = False) -> None:
        self._teruggeven(pogingen=0)
        raise RuntimeError(reden)

    werk.Werk.mislukt = mislukt  # type: ignore[method-assign]


def _hoort_geen_stop() -> None:
    """A worker that is asked to stop goes on with its round."""
    werk.houd_op = lambda: None


def _bel_zonder_grenzen() -> None:
    """A request waits for the broker as long as it takes, every time."""
    from opstap.celery import app

    werk._STIL_NA_STORING = 0.0
    for naam in ("socket_timeout", "socket_connect_timeout"):
        app.conf.broker_transport_options.pop(naam, None)


def _iedereen_belt() -> None:
    """Every request rings for itself, also while another one waits for the broker."""
    werk._belt = mock.Mock()


def _alleen_de_bel() -> None:
    """No beat (see Toneel): what the broker loses is lost."""


def _staat_stil_voor_altijd() -> None:
    """The database waits for a process that stands still (see instellingen)."""


def _post_zonder_transactie() -> None:
    """Each statement of a form is committed by itself."""
    from opstap.partners import schermen
    from opstap.termijnen import services as termijnen
    from opstap.trajecten import services as trajecten

    los = mock.Mock(atomic=nullcontext, on_commit=werk.transaction.on_commit)
    for module in (schermen, termijnen, trajecten):
        setattr(module, "transaction", los)  # noqa: B010


def _zonder_eenmalige_sleutel() -> None:
    """A form that is sent again is a new form."""
    from opstap.partners.schermen import Formulierscherm

    Formulierscherm._verzoek = lambda self, getypt: uuid4()  # type: ignore[method-assign]


def _klok_wordt_geloofd() -> None:
    """Whatever the clock says, and whichever database this is."""
    from opstap.termijnen import services as termijnen

    setattr(termijnen, "peil", lambda: None)  # noqa: B010


def _overal(naam: str, functie: Callable[..., Any]) -> None:
    """Replace a function of `werk` where it was imported by name too."""
    from opstap.post.services import brieven, verzenden
    from opstap.termijnen import services as termijnen

    for module in (werk, brieven, verzenden, termijnen):
        setattr(module, naam, functie)


POSTGRESQL, SQLITE = "PostgreSQL", "SQLite"


@dataclass(frozen=True)
class Sabotage:
    """`toets`: the proof that must see it, on this engine."""

    breek: Callable[[], None]
    toets: str
    motor: str = POSTGRESQL


SABOTAGES: dict[str, Sabotage] = {
    s.breek.__name__.strip("_"): s
    for s in (
        Sabotage(_klaar_voor_verzending, "test_werker_sterft.py"),
        Sabotage(_stap_zonder_transactie, "test_werker_sterft.py"),
        Sabotage(_nieuwe_message_id, "test_werker_sterft.py"),
        Sabotage(_claim_zonder_lease, "test_twee_beats.py::test_two_beats_and_three_workers_do_every_step_once"),
        Sabotage(_hoort_geen_stop, "test_twee_beats.py::test_who_is_asked_to_stop_ends_after_its_present_row"),
        Sabotage(_fout_stopt_de_ronde, "test_vergif.py"),
        Sabotage(_zonder_parkeren, "test_mailserver.py::test_each_habit_of_a_mail_server_hits_only_its_own_mail"),
        Sabotage(_zonder_mailgeduld, "test_mailserver.py::test_each_habit_of_a_mail_server_hits_only_its_own_mail"),
        Sabotage(
            _verzenden_in_transactie, "test_mailserver.py::test_pages_do_not_notice_a_mail_server_that_hangs", SQLITE
        ),
        Sabotage(_post_zonder_transactie, "test_web_sterft.py"),
        Sabotage(_zonder_eenmalige_sleutel, "test_web_sterft.py"),
        Sabotage(_klok_wordt_geloofd, "../fundament/test_rem.py"),
        Sabotage(_staat_stil_voor_altijd, "test_stilstand.py"),
        Sabotage(_alleen_de_bel, "test_redis.py::test_pages_go_on_when_redis_is_killed_and_emptied"),
        Sabotage(_bel_zonder_grenzen, "test_redis.py::test_pages_go_on_when_redis_is_frozen"),
        Sabotage(_iedereen_belt, "test_redis.py::test_pages_go_on_when_redis_is_frozen"),
    )
}


def breek() -> None:
    """Break what SABOTAGE names, if anything."""
    if naam := os.environ.get("SABOTAGE"):
        SABOTAGES[naam].breek()
