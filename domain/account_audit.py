"""The heaviest account: a report that an accountant audited, where the regulation asks one.

What the accountant says of it comes with the report, so that nobody accounts for a large grant with
less than its rule asks; nor is a grant that an objection made large determined as granted on less.
"""

from __future__ import annotations

from domain.errors import Refusal
from domain.event import Commitment
from domain.money import Money
from domain.regulation_contents import Regulation
from domain.regulation_parts import AccountForm, band_of


class AuditMissing(Refusal):
    code = "account.audit_missing"
    dutch = (
        "Artikel {article} vraagt bij {granted} een verslag dat een accountant controleerde. Geef "
        "ook wat de accountant verklaart."
    )
    english = (
        "Article {article} asks of {granted} a report that an accountant audited. Give what the "
        "accountant states too."
    )


def asks_audit(rules: Regulation, granted: Money) -> bool:
    """Whether a grant of this sum is accounted for by an audited report."""
    band = band_of(rules.accounts.bands, granted) if rules.accounts else None
    return band is not None and band.form is AccountForm.AUDITED_REPORT


def guard_audited(rules: Regulation, granted: Money, audit: Commitment | None) -> None:
    """Where it is asked, what the accountant states comes with the report."""
    if rules.accounts and audit is None and asks_audit(rules, granted):
        raise AuditMissing(article=rules.accounts.article, granted=granted)
