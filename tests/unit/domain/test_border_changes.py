"""Borders that change: each former wijk is said to be somewhere, and its figures stay.

The change of Amersfoort of 1 January 2022, as the municipality published it in words: a part of
Isselt became Eemkwartier; a part of Bosgebied went to Soesterkwartier and another to De Berg-Noord;
Valleipoort was split into De Hoef and Bedrijventerrein Vathorst, and a buurt of it went to
Zielhorst; Park Schothorst went to Schothorst-Noord; Stoutenburg-Noord to the new Buitengebied-Oost.
Sizes were not published, so none are given here; nor were the codes that went away, and those of
Valleipoort, Park Schothorst and Stoutenburg-Noord are stand-ins.
"""

from __future__ import annotations

from domain.wijk_division import (
    BorderChange,
    BordersAlreadyRecorded,
    BordersRecorded,
    Division,
    DivisionAdopted,
    DivisionNotLater,
    DivisionUnknown,
    FormerWijkLeftOut,
    MovedPartsUnclear,
    RecordBorders,
    Wijk,
    WijkUnknown,
    evolve,
    record_borders,
)
from tests.unit.domain.given import after, command, day, happened, refused

VALLEIPOORT, PARK_SCHOTHORST, STOUTENBURG = "WK030797", "WK030798", "WK030799"
ISSELT, BOSGEBIED, SOESTERKWARTIER = "WK030705", "WK030734", "WK030703"
EEMKWARTIER, BERG_NOORD, HOEF, VATHORST = "WK030704", "WK030718", "WK030725", "WK030733"
ZIELHORST, SCHOTHORST_NOORD, BUITENGEBIED = "WK030720", "WK030709", "WK030712"
BEFORE = (
    *(ISSELT, BOSGEBIED, SOESTERKWARTIER, BERG_NOORD, ZIELHORST, SCHOTHORST_NOORD),
    *(VALLEIPOORT, PARK_SCHOTHORST, STOUTENBURG),
)
NOW = (
    *(ISSELT, BOSGEBIED, SOESTERKWARTIER, BERG_NOORD, ZIELHORST, SCHOTHORST_NOORD),
    *(EEMKWARTIER, HOEF, VATHORST, BUITENGEBIED),
)
MOVED = (
    *((code, code) for code in NOW[:6]),
    (ISSELT, EEMKWARTIER),
    (BOSGEBIED, SOESTERKWARTIER),
    (BOSGEBIED, BERG_NOORD),
    (VALLEIPOORT, HOEF),
    (VALLEIPOORT, VATHORST),
    (VALLEIPOORT, ZIELHORST),
    (PARK_SCHOTHORST, SCHOTHORST_NOORD),
    (STOUTENBURG, BUITENGEBIED),
)
CHANGES = tuple(BorderChange(former_wijk=former, wijk=now) for former, now in MOVED)


def adopted(division_id: str, year: int, codes: tuple[str, ...]) -> Division:
    """A division of these wijken."""
    return after(
        evolve,
        happened(
            DivisionAdopted,
            division_id=division_id,
            municipality="GM0307",
            valid_from=day(1, 1, year),
            wijken=tuple(Wijk(code=code, name=code) for code in codes),
            example=False,
        ),
    )


DIVISION_2021 = adopted("GM0307-2021", 2021, BEFORE)
DIVISION_2022 = adopted("GM0307-2022", 2022, NOW)


def mapping(*changes: BorderChange) -> RecordBorders:
    """Saying where each wijk of 2021 went."""
    return command(
        RecordBorders,
        division_id="GM0307-2022",
        former_id="GM0307-2021",
        source="amersfoort-in-cijfers",
        changes=changes or CHANGES,
    )


class TestTwoDivisions:
    """The later one can be mapped on the one before."""

    def test_the_change_of_2022_is_told_in_one_event(self) -> None:
        (event,) = record_borders(mapping(), DIVISION_2022, DIVISION_2021)
        assert isinstance(event, BordersRecorded)
        assert event.changes == CHANGES

    def test_the_division_itself_stays_as_it_was_adopted(self) -> None:
        (event,) = record_borders(mapping(), DIVISION_2022, DIVISION_2021)
        mapped = evolve(DIVISION_2022, event)
        assert mapped is not None
        assert mapped.wijken == DIVISION_2022.wijken
        assert mapped.former_id == "GM0307-2021"

    def test_every_former_wijk_went_somewhere(self) -> None:
        but_one = tuple(each for each in CHANGES if each.former_wijk != VALLEIPOORT)
        with refused(FormerWijkLeftOut) as said:
            record_borders(mapping(*but_one), DIVISION_2022, DIVISION_2021)
        assert said.value.values["wijk"] == VALLEIPOORT

    def test_a_wijk_that_is_newly_built_comes_from_nowhere(self) -> None:
        with_new = adopted("GM0307-2022", 2022, (*NOW, "WK030735"))
        assert record_borders(mapping(), with_new, DIVISION_2021)

    def test_parts_have_a_size_all_of_them_or_none(self) -> None:
        sized = CHANGES[-1].model_copy(update={"weight": 5})
        assert record_borders(mapping(*CHANGES[:-1], sized), DIVISION_2022, DIVISION_2021)
        half = [
            each.model_copy(update={"weight": 5}) if each.wijk == HOEF else each for each in CHANGES
        ]
        with refused(MovedPartsUnclear):
            record_borders(mapping(*half), DIVISION_2022, DIVISION_2021)

    def test_sizes_of_parts_are_not_all_zero(self) -> None:
        zero = CHANGES[-1].model_copy(update={"weight": 0})
        with refused(MovedPartsUnclear):
            record_borders(mapping(*CHANGES[:-1], zero), DIVISION_2022, DIVISION_2021)

    def test_wijken_of_either_side_must_exist(self) -> None:
        for wrong in ({"former_wijk": "WK036300"}, {"wijk": VALLEIPOORT}):
            other = CHANGES[0].model_copy(update=wrong)
            with refused(WijkUnknown):
                record_borders(mapping(other, *CHANGES), DIVISION_2022, DIVISION_2021)

    def test_time_goes_forward(self) -> None:
        with refused(DivisionNotLater):
            record_borders(mapping(), DIVISION_2022, adopted("GM0307-2021", 2022, BEFORE))

    def test_both_must_have_been_adopted(self) -> None:
        for now, before in ((None, DIVISION_2021), (DIVISION_2022, None)):
            with refused(DivisionUnknown):
                record_borders(mapping(), now, before)


class TestAMappedDivision:
    """Where its wijken came from is on record."""

    def test_it_is_not_mapped_twice(self) -> None:
        (event,) = record_borders(mapping(), DIVISION_2022, DIVISION_2021)
        with refused(BordersAlreadyRecorded):
            record_borders(mapping(), evolve(DIVISION_2022, event), DIVISION_2021)
