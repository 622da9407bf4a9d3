"""
The door to the rules of blind boxes.
"""

from importlib import import_module

import pytest

import tiktok_presale as tp


class TestDoor:
    """
    One module answers all questions about blind boxes.
    """

    def test_it_is_the_package(self):
        """
        The public name is the package of that name under rules.
        """
        assert tp.boxes is import_module("tiktok_presale.rules.boxes")

    def test_completion(self):
        """
        Completion shows its public names and nothing else.
        """
        assert sorted(tp.boxes.__all__) == dir(tp.boxes)

    @pytest.mark.parametrize("name", tp.boxes.__all__)
    def test_names(self, name):
        """
        Each of them is there, with words of its own.
        """
        assert getattr(tp.boxes, name).__doc__.strip()
