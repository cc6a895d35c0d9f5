"""The mails that put a meeting into a calendar, move it or take it out, per kind of meeting."""

from __future__ import annotations

from opstap.post.berichttekst import Berichttekst

UITNODIGINGEN: dict[str, Berichttekst] = {
    "mdo_gepland": Berichttekst(
        "Opstap: uitnodiging voor een MDO",
        (
            "Er is een MDO gepland op {datum}, {tekst}.",
            "Zet vooraf op de agenda wat u wilt zeggen, in hoogstens drie zinnen.",
        ),
        agenda="REQUEST",
    ),
    "mdo_verplaatst": Berichttekst(
        "Opstap: een MDO is verplaatst", ("Het MDO is nu op {datum}, {tekst}.",), agenda="REQUEST"
    ),
    "mdo_afgezegd": Berichttekst(
        "Opstap: een MDO gaat niet door",
        ("Het MDO van {datum}, {tekst}, gaat niet door.",),
        agenda="CANCEL",
    ),
    "mdo_hoeft_niet": Berichttekst(
        "Opstap: u hoeft niet bij een MDO te zijn",
        ("U hoeft niet meer bij het MDO van {datum}, {tekst}, te zijn.", "Voor de anderen gaat het door."),
        agenda="CANCEL",
    ),
    "evaluatie_gepland": Berichttekst(
        "Opstap: uitnodiging voor een evaluatie",
        ("Er is een evaluatie gepland op {datum}, {tekst}.",),
        agenda="REQUEST",
    ),
    "evaluatie_verplaatst": Berichttekst(
        "Opstap: een evaluatie is verplaatst", ("De evaluatie is nu op {datum}, {tekst}.",), agenda="REQUEST"
    ),
    "evaluatie_afgezegd": Berichttekst(
        "Opstap: een evaluatie gaat niet door",
        ("De evaluatie van {datum}, {tekst}, gaat niet door.",),
        agenda="CANCEL",
    ),
    "evaluatie_hoeft_niet": Berichttekst(
        "Opstap: u hoeft niet bij een evaluatie te zijn",
        ("U hoeft niet meer bij de evaluatie van {datum}, {tekst}, te zijn.", "Voor de anderen gaat het door."),
        agenda="CANCEL",
    ),
    "gesprek_gepland": Berichttekst(
        "Opstap: uitnodiging voor een gesprek",
        (
            "Er is een gesprek met een kandidaat gepland op {datum}, {tekst}.",
            "De begeleider vertelt het de kandidaat.",
        ),
        agenda="REQUEST",
    ),
    "gesprek_verplaatst": Berichttekst(
        "Opstap: een gesprek is verplaatst",
        ("Het gesprek met een kandidaat is nu op {datum}, {tekst}.", "De begeleider vertelt het de kandidaat."),
        agenda="REQUEST",
    ),
    "gesprek_afgezegd": Berichttekst(
        "Opstap: een gesprek gaat niet door",
        (
            "Het gesprek met een kandidaat van {datum}, {tekst}, gaat niet door.",
            "De begeleider vertelt het de kandidaat.",
        ),
        agenda="CANCEL",
    ),
    "gesprek_hoeft_niet": Berichttekst(
        "Opstap: u hoeft niet bij een gesprek te zijn",
        (
            "U hoeft niet meer bij het gesprek met een kandidaat van {datum}, {tekst}, te zijn.",
            "Voor de anderen gaat het door.",
        ),
        agenda="CANCEL",
    ),
}
