"""A number that follows from what became free: rounded once, shared out line by line."""

from datetime import date

import pytest

from opstap.protocol.begrippen import Route
from opstap.protocol.contingent import heeft_contingent, telt_mee, verdeel, vorm_belemmeringen
from opstap.protocol.mutaties import opgave_belemmeringen, uit_mutaties_belemmeringen, verdeel_mutaties
from opstap.protocol.parameters import (
    Contingentvorm,
    ParameterFout,
    Parameters,
    als_document,
    parameters_uit_document,
)

PROCENT = Parameters(contingentvorm=Contingentvorm.PROCENT, contingent_procent=2)
GEEN = Parameters(contingentvorm=Contingentvorm.GEEN, telt_mee=(Route.DIRECTE_BEMIDDELING,))


@pytest.mark.clausule("P-20")
@pytest.mark.parametrize(
    ("mutaties", "aandelen"),
    [
        ({"a": 310, "b": 120}, {"a": 6, "b": 3}),  # 8,60 of 430
        ({"a": 100, "b": 25}, {"a": 2, "b": 1}),  # 2,50: halves up
        ({"a": 10, "b": 14}, {"a": 0, "b": 0}),  # 0,48
        ({"a": 100, "b": 0}, {"a": 2, "b": 0}),
        ({"a": 0, "b": 0}, {"a": 0, "b": 0}),
    ],
)
def test_two_percent_of_what_became_free_is_shared_out(mutaties, aandelen):
    verdeling = verdeel_mutaties(procent=2, mutaties=mutaties)
    assert verdeling.aandelen == aandelen


@pytest.mark.clausule("P-20")
def test_every_step_of_the_sum_is_told():
    regels = verdeel_mutaties(procent=2, mutaties={"a": 310, "b": 120}).regels
    assert regels[0] == ("Samen kwamen er 430 woningen vrij. 2 procent daarvan: 430 × 2 / 100 = 8,60, dus 9.")
    assert regels[1] == "a: 9 × 310 / 430 = 6,49, dus 6." and len(regels) == 4


@pytest.mark.clausule("P-20")
def test_a_quarter_is_registered_once_it_is_over():
    dag = date(2024, 6, 30)
    assert opgave_belemmeringen(jaar=2024, aantallen=(3, None, None, None), peildatum=dag) == []
    (bezwaar,) = opgave_belemmeringen(jaar=2024, aantallen=(3, 4, None, None), peildatum=dag)
    (niets,) = opgave_belemmeringen(jaar=2024, aantallen=(None,) * 4, peildatum=dag)
    assert niets.veld == "kwartaal_1" and "ten minste één kwartaal" in niets.melding
    assert bezwaar.veld == "kwartaal_2" and "tot en met 30 juni 2024" in bezwaar.melding
    assert opgave_belemmeringen(jaar=2024, aantallen=(3, 4, None, None), peildatum=date(2024, 7, 1)) == []


@pytest.mark.clausule("P-20")
def test_the_number_waits_for_every_corporatie():
    def melding(**anders):
        gewoon = {"procent": 2, "opgegeven": 9, "ontbreekt": ()}
        return " ".join(b.melding for b in uit_mutaties_belemmeringen(**(gewoon | anders)))

    assert melding() == ""
    assert "Nog niets opgegeven van dat jaar: b, c." in melding(ontbreekt=("b", "c"))
    assert "kies een ander jaar" in melding(opgegeven=0)
    assert "geen deel" in melding(procent=None)


@pytest.mark.clausule("P-31")
def test_where_no_number_is_agreed_there_is_no_place_and_nothing_to_set():
    assert not heeft_contingent(parameters=GEEN) and heeft_contingent(parameters=Parameters())
    assert not telt_mee(route=Route.DIRECTE_BEMIDDELING, parameters=GEEN)
    (bezwaar,) = vorm_belemmeringen(parameters=GEEN, uit_mutaties=False)
    assert "geen aantal woningen afgesproken" in bezwaar.melding
    assert vorm_belemmeringen(parameters=PROCENT, uit_mutaties=True) == []
    assert vorm_belemmeringen(parameters=Parameters(), uit_mutaties=False) == []
    for parameters, uit_mutaties in ((PROCENT, False), (Parameters(), True)):
        (bezwaar,) = vorm_belemmeringen(parameters=parameters, uit_mutaties=uit_mutaties)
        assert "zegt anders" in bezwaar.melding


@pytest.mark.clausule("H-20")
def test_150_homes_a_year_go_by_the_stock_of_each():
    verdeling = verdeel(totaal=150, gewichten={"een": 22_000, "twee": 11_000, "drie": 7_000})
    assert verdeling.aandelen == {"een": 83, "twee": 41, "drie": 26}


@pytest.mark.parametrize(
    ("document", "sleutel"),
    [
        ({"contingentvorm": "geen", "contingent": 27}, "contingent"),
        ({"contingentvorm": "procent", "contingent": 27, "contingent_procent": 2}, "contingent"),
        ({"contingentvorm": "aantal", "contingent_procent": 2}, "contingent_procent"),
        ({"contingent_procent": 2}, "contingentvorm"),
        ({"contingentvorm": "procent"}, "contingent_procent"),
    ],
)
def test_a_number_a_percentage_or_neither(document, sleutel):
    with pytest.raises(ParameterFout) as fout:
        parameters_uit_document(document)
    assert fout.value.sleutel == sleutel
    assert parameters_uit_document(als_document(PROCENT)) == PROCENT
