"""
Batches and the supply that they make.
"""

from datetime import UTC, date, datetime

import attrs
import pytest

from tiktok_presale import Batch, BatchState, Supply
from tiktok_presale.errors import OutOfRangeError, WrongTypeError

DAY = date(2026, 2, 1)
TEA = Batch("b1", "tea", 100, arrives=DAY)
CUP = Batch("b2", "cup", 5)


class TestBatch:
    """
    Units of one SKU that arrive together.
    """

    def test_unknown_by_default(self):
        """
        What nobody told is not known: no day, and nothing confirmed.
        """
        assert (None, BatchState.PLANNED) == (CUP.arrives, CUP.state)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("id", ""),
            ("sku", 3),
            ("units", 1.5),
            ("arrives", datetime(2026, 2, 1, tzinfo=UTC)),
            ("arrives", "2026-02-01"),
            ("state", "arrived"),
        ],
        ids=repr,
    )
    def test_types(self, field, value):
        """
        Each field has one type; a day is no instant.
        """
        with pytest.raises(WrongTypeError, match=field):
            attrs.evolve(TEA, **{field: value})

    def test_negative(self):
        """
        A batch can shrink to nothing, and no further.
        """
        assert 0 == attrs.evolve(TEA, units=0).units
        with pytest.raises(OutOfRangeError, match="units"):
            attrs.evolve(TEA, units=-1)


class TestSupply:
    """
    All batches together.
    """

    def test_order_makes_no_difference(self):
        """
        Two supplies of the same batches are equal.
        """
        assert Supply([TEA, CUP]) == Supply((CUP, TEA))
        assert Supply() == Supply([])

    def test_asked(self):
        """
        Batches are found by SKU and by id.
        """
        supply = Supply([TEA, CUP])

        assert ((TEA,), (CUP,), ()) == (supply.of("tea"), supply.of("cup"), supply.of("pot"))
        assert (TEA, None) == (supply.get("b1"), supply.get("b9"))

    def test_same_id(self):
        """
        One batch told twice would count twice, so it is refused, wherever it stands.
        """
        for batches in ([TEA, TEA], [TEA, CUP, attrs.evolve(TEA, units=1)]):
            with pytest.raises(OutOfRangeError, match="'b1' twice"):
                Supply(batches)

    @pytest.mark.parametrize("batches", [7, [7], "b1"], ids=repr)
    def test_types(self, batches):
        """
        A supply is made of batches.
        """
        with pytest.raises(WrongTypeError, match="batches"):
            Supply(batches)

    def test_changed(self):
        """
        A batch that moves takes the place of the one of its id; a new one is added.
        """
        moved, more = attrs.evolve(TEA, arrives=date(2026, 2, 9)), Batch("b3", "tea", 7)

        assert Supply([moved, CUP]) == Supply([TEA, CUP]).with_batch(moved)
        assert Supply([TEA, CUP, more]) == Supply([TEA, CUP]).with_batch(more)
        assert Supply([CUP]) == Supply([TEA, CUP]).without("b1")
        assert Supply([CUP]) == Supply([CUP]).without("b9")

    def test_changed_by_something_else(self):
        """
        Only a batch can be put in.
        """
        with pytest.raises(WrongTypeError, match="batch must be a Batch"):
            Supply().with_batch("b1")
