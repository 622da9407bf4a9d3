"""
What an error code of the Open API on presale means, as a reason in both languages.
"""

from __future__ import annotations

from datetime import date

from tiktok_presale.values.checks import check_int
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.sources import Confidence, Source

__all__ = ["API_DOCS", "ERRORS", "error_of"]

API_DOCS = Source(
    "TikTok Shop Open API, Create Product 202309, as kept in lazykern/ecommerce-api-docs, "
    "commit eba059e of 2025-12-03",
    "https://github.com/lazykern/ecommerce-api-docs",
    date(2026, 11, 23),
    Confidence.HIGH,
)

ERRORS = {
    12019094: "listing.left_in_place",
    12019095: "listing.no_fulfilment",
    12019096: "listing.no_type",
    12019097: "listing.no_release",
    12019098: "listing.no_days",
    12019099: "listing.type",
    12019100: "listing.one_type",
    12052229: "listing.not_for_sale",
    12052273: "listing.live",
    12052311: "listing.backorder_limit",
    12052315: "listing.to_presale",
    12052329: "listing.to_regular",
    12052490: "listing.handling_time",
    12052702: "listing.permission",
    12052712: "listing.invalid",
    21011044: "listing.on_hold",
}
"""The codes worth knowing, and the reason each stands for."""


def error_of(code: int) -> Finding:
    """
    The reason that an error code of the Open API stands for.

    A code that is not known here is told as such.

    Args:
        code: The code of the response.

    Raises:
        WrongTypeError: If *code* is no whole number.

    Examples:
        >>> error_of(12019100).code
        'listing.one_type'
        >>> print(error_of(12019100))
        all SKUs of one product must be of one presale type.
    """
    check_int("code", code, minimum=0)
    known = ERRORS.get(code)
    outcome = Outcome.UNKNOWN if known is None else Outcome.FAIL
    name = known or "listing.error"
    return Finding(outcome, name, "api.errors", source=API_DOCS, params={"error": str(code)})
