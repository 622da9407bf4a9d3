"""
The face: every public name, loaded when it is first used.
"""

import subprocess
import sys
from importlib import import_module

import pytest

import tiktok_presale as tp


def test_all_is_what_dir_shows():
    """
    Completion shows the public names and nothing else.
    """
    assert dir(tp) == sorted(tp.__all__)


@pytest.mark.parametrize("name", tp.__all__)
def test_every_name_can_be_had(name):
    """
    Each public name is there, and is the thing of that name.
    """
    found = getattr(tp, name)

    assert name in {getattr(found, "__name__", name).rpartition(".")[2], name}


def test_an_unknown_name_is_an_attribute_error():
    """
    A name that does not exist fails as on any module.
    """
    with pytest.raises(AttributeError, match="no attribute 'Polizy'"):
        tp.__getattr__("Polizy")


def test_a_star_import_gives_every_name():
    """
    A star import works without any extra.
    """
    space: dict[str, object] = {}
    exec("from tiktok_presale import *", space)  # noqa: S102 - the statement is what is tested

    assert set(tp.__all__) <= set(space)


def loaded(statement: str) -> set[str]:
    """
    The modules that a fresh process has loaded after a statement.
    """
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_importing_loads_nothing_of_ours():
    """
    The package alone is loaded, and neither attrs nor any module of ours.
    """
    found = loaded("import tiktok_presale") - loaded("pass")

    assert "attr" not in found
    assert {"tiktok_presale"} == {name for name in found if name.startswith("tiktok_presale")}


def test_a_policy_and_a_check_load_nothing_heavy():
    """
    Judging a shop needs no text catalogue, no dateutil, no argument parser and no extra.
    """
    found = loaded(
        "import tiktok_presale as tp\n"
        "from datetime import UTC, datetime\n"
        "at = datetime(2025, 6, 1, tzinfo=UTC)\n"
        "policy = tp.Policy.in_force('cross-border', on=at)\n"
        "tp.eligibility.check(tp.Shop(id='s1'), policy, at=at)",
    ) - loaded("pass")  # a tool that measures coverage loads modules of its own

    heavy = {"argparse", "dateutil", "gettext", "holidays", "hypothesis", "json", "numpy"}
    assert set() == found & heavy
    assert not any(name.startswith("tiktok_presale.adapters") for name in found)


@pytest.mark.parametrize("name", ["caps", "deadlines", "eligibility", "overdue", "window"])
def test_a_question_is_a_module(name):
    """
    Each question is the module of that name under rules.
    """
    assert getattr(tp, name) is import_module(f"tiktok_presale.rules.{name}")


@pytest.mark.parametrize("name", ["caps", "deadlines", "eligibility", "overdue", "window"])
def test_doors_show_their_public_names(name):
    """
    Completion on a module of rules shows its public names and nothing else.
    """
    module = getattr(tp, name)

    assert dir(module) == sorted(module.__all__)
