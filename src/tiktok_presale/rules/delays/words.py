"""
The closed sets of words in which delays are answered.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Standing", "Told", "Untold"]


class Untold(StrEnum):
    """
    What follows where the seller gives no notice of delay; the strictest word stands last.
    """

    NOTHING = "nothing"
    """The law says nothing on it."""
    ADDED_PERIOD = "added_period"
    """The buyer sets an added period, and may end the contract after it."""
    CHOICE = "choice"
    """The buyer chooses between the goods and the money."""
    CANCELLED = "cancelled"
    """The order is to be cancelled and paid back."""


class Told(StrEnum):
    """
    What a notice of delay tells the buyer, in the order in which it is told.
    """

    CANCELLED = "cancelled"
    """That the order is cancelled already, so that no new date can be offered."""
    NEW_DATE = "new_date"
    """The new date."""
    UNABLE = "unable"
    """That the seller cannot say how long the delay will last."""
    REASON = "reason"
    """Why."""
    SILENCE_CONSENTS = "silence_consents"
    """That no answer counts as a yes, and until when a no can be given."""
    SILENCE_CANCELS = "silence_cancels"
    """That the order is cancelled without a yes, and until when it can be given."""
    OLD_DATE_HOLDS = "old_date_holds"
    """That the date agreed before holds unless the buyer agrees to the new one."""
    RIGHT_TO_CANCEL = "right_to_cancel"
    """That the buyer may cancel and is paid back in full."""
    OPEN_RIGHT = "open_right"
    """That who waits without a date may cancel at any time before shipping."""
    MEANS = "means"
    """That answering costs the buyer nothing."""
    ADDED_PERIOD = "added_period"
    """That the buyer may set an added period, and end the contract after it."""
    AT_ONCE = "at_once"
    """When the buyer may end the contract without an added period."""
    CHOICE = "choice"
    """That the buyer may choose between the goods and the money."""
    PART_OR_ALL = "part_or_all"
    """That the buyer may end the contract for the late goods alone."""
    ACCEPTANCE = "acceptance"
    """That the written notice of acceptance goes out too, and by when."""
    REFUND = "refund"
    """How soon money is paid back."""


class Standing(StrEnum):
    """
    Where an order stands that is or may become late; the most serious word stands last.
    """

    DONE = "done"
    """The seller did what was due before anything ended the order."""
    ON_TIME = "on_time"
    """No notice stands, and the time has not passed."""
    CONSENTED = "consented"
    """The new date holds, by the buyer's word or by silence."""
    WAITING = "waiting"
    """A notice stands and the buyer has not answered."""
    MISSED = "missed"
    """The time has passed; the buyer may set an added period."""
    MAY_END = "may_end"
    """The buyer may end the contract at once."""
    REFUSED = "refused"
    """The buyer cancelled in time; everything is paid back."""
    LAPSED = "lapsed"
    """Cancelled by the rule itself; everything is paid back."""

    @property
    def cancelled(self) -> bool:
        """
        Whether the order is cancelled and to be paid back.
        """
        return self in {Standing.REFUSED, Standing.LAPSED}

    @property
    def over(self) -> bool:
        """
        Whether nothing more can happen to the order on account of the delay.
        """
        return self.cancelled or self is Standing.DONE
