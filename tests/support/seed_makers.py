"""The programs that make seeds, to be tested as modules. In: their names. Out: the modules.

They stand beside what they make, in a folder of dbt, which can be no package: so each is loaded from its file.
"""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

from tests.support.places import HOUSE

SEEDS = HOUSE / "dbt" / "seeds"


def load_maker(name: str) -> ModuleType:
    """The module of a program; those that it imports have to be loaded before it."""
    spec = spec_from_file_location(name, SEEDS / f"{name}.py")
    assert spec and spec.loader
    sys.modules[name] = module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make_county_aliases = load_maker("make_county_aliases")
make_counties = load_maker("make_counties")
