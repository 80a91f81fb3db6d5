"""The time a layer takes is counted, held against its budget, and what did not run is said."""

from __future__ import annotations

from tests.layers import TESTS, Spent, layer_of, layers, not_run

TEN_MINUTES_SECONDS = 600
CORES = 2


def test_all_budgets_together_stay_under_ten_minutes_on_two_cores() -> None:
    budgets = [layer.budget_seconds for layer in layers().values()]
    assert sum(seconds for seconds in budgets if seconds is not None) < CORES * TEN_MINUTES_SECONDS


def test_every_folder_with_tests_is_a_layer() -> None:
    folders = {path.name for path in TESTS.iterdir() if any(path.glob("**/test_*.py"))}
    assert folders <= set(layers())


def test_a_test_belongs_to_the_folder_it_stands_in() -> None:
    assert layer_of("tests/unit/tally/test_greedy.py::test_ties") == "unit"
    assert layer_of("tests/test_stray.py::test_something") is None


def budget_of_unit() -> float:
    budget = layers()["unit"].budget_seconds
    assert budget is not None
    return budget


def test_the_phases_of_a_test_add_up_to_one_test() -> None:
    spent = Spent()
    for when in ("setup", "call", "teardown"):
        spent.add("tests/unit/test_money.py::test_split", when, 0.5)
    budget = budget_of_unit()
    share = f"{100 * 1.5 / budget:.0f}%"
    assert spent.lines() == [f"unit              1 tests      1.5 s of {budget:4} s {share:>5}"]


def test_a_layer_over_its_budget_is_marked() -> None:
    spent = Spent()
    spent.add("tests/unit/test_money.py::test_split", "setup", budget_of_unit() + 1)
    assert spent.lines()[0].endswith("OVER BUDGET")


def test_a_layer_that_stands_there_and_did_not_run_is_named_with_its_command() -> None:
    left_out = not_run(ran=["unit"], present=["unit", "soak"], postgres=None)
    assert len(left_out) == 1
    assert left_out[0].startswith("soak: ")
    assert left_out[0].endswith("make soak")


def test_integration_tests_on_the_embedded_server_leave_version_15_to_be_run() -> None:
    ran = ["integration"]
    assert "make test-integration-15" in not_run(ran, ran, postgres=None)[0]
    assert not_run(ran, ran, postgres="15") == []
