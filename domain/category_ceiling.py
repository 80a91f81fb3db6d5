"""Categories of proposals and activities, and the most that one proposal gets for each.

Who applies chooses (`chosen_category`) for the proposal, and for an activity where that one is of
another category. So much is asked and granted at most for a category, in every version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.chosen_category import categories_of, guard_category_asked, guard_category_known
from domain.errors import Refusal
from domain.money import ZERO, Money
from domain.proposal import Proposal
from domain.regulation_contents import Regulation
from domain.regulation_guards import guard_within_category_ceilings


class CategoriesDiffer(Refusal):
    code = "lineage.categories_differ"
    dutch = (
        "Artikel {article} kent categorieën, en deze voorstellen hebben er niet dezelfde. "
        "Wijzig ze eerst, of zet in elk voorstel activiteiten."
    )
    english = (
        "Article {article} has categories, and these proposals are not of the same one. "
        "Change them first, or set activities in each of them."
    )


def guard_categories(rules: Regulation, proposal: Proposal) -> None:
    """A version of a proposal asks no more for a category than its most."""
    for category in (proposal.category, *(each.category for each in proposal.activities.values())):
        guard_category_known(rules, category)
    asked = {name: each.asked for name, each in proposal.activities.items()}
    guard_within_category_ceilings(rules, by_category(proposal, proposal.amount, asked))


def guard_categories_granted(
    rules: Regulation, proposal: Proposal, amount: Money, of_each: Mapping[str, Money]
) -> None:
    """A grant gives no more for a category than its most. `of_each` is what activities get."""
    guard_within_category_ceilings(rules, by_category(proposal, amount, of_each))


def by_category(
    proposal: Proposal, amount: Money, of_each: Mapping[str, Money]
) -> dict[str, Money]:
    """What an amount comes to in each category: of activities where there are any, else of all."""
    found: dict[str, Money] = {}
    parts = (
        [(category_of(proposal, name), each) for name, each in of_each.items()]
        if proposal.activities
        else [(proposal.category, amount)]
    )
    for category, part in parts:
        if category is not None:
            found[category] = found.get(category, ZERO) + part
    return found


def category_of(proposal: Proposal, activity_id: str) -> str | None:
    """The category of an activity: its own, or that of the proposal."""
    return proposal.activities[activity_id].category or proposal.category


def category_together(proposals: Sequence[Proposal]) -> str | None:
    """The category of what merges: that of all of them, or none where they differ."""
    found = {each.category for each in proposals}
    return found.pop() if len(found) == 1 else None


def guard_categories_together(
    rules: Regulation, proposals: Sequence[Proposal], amount: Money
) -> None:
    """What merges stays within each category. Activities take theirs along where every proposal has
    them; elsewhere all of it is of one.
    """
    if all(each.activities for each in proposals):
        together: dict[str, Money] = {}
        for each in proposals:
            guard_categories(rules, each)
            asked = {name: activity.asked for name, activity in each.activities.items()}
            for category, part in by_category(each, each.amount, asked).items():
                together[category] = together.get(category, ZERO) + part
        guard_within_category_ceilings(rules, together)
        return
    told = {each.category for each in proposals}
    told |= {category_of(each, name) for each in proposals for name in each.activities}
    if rules.ceilings and categories_of(rules) and len(told) > 1:
        raise CategoriesDiffer(article=rules.ceilings.article)
    guard_category_asked(rules, category_together(proposals), amount)
