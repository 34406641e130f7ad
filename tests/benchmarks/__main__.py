"""``python -m tests.benchmarks [NAME …]``: run all measurements, or those named."""

import importlib
import os
import pkgutil
import platform
import sys

from tests import benchmarks


def main(names: list[str]) -> int:
    known = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__))
    helpers = {"__main__", "site", "pages_fill", "pages_settings", "pages_urls"}
    helpers |= {"growth_ask", "growth_fill"}
    known = [name for name in known if name not in helpers]
    if unknown := set(names) - set(known):
        print(f"No such measurement: {', '.join(sorted(unknown))}. There are: {', '.join(known)}.")
        return 2
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    for name in names or known:
        module = importlib.import_module(f"tests.benchmarks.{name}")
        print(f"\n{name}: {(module.__doc__ or '').strip().splitlines()[0]}")
        for what, figure, unit in module.measure():
            print(f"  {what:<48} {figure:>12,.1f} {unit}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
