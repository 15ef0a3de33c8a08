"""
Makes the roster files of the five cities: python -m examples.make_rosters [--out FOLDER]

Units, categories and the people of the archives come from cities/*.toml; everybody else is drawn from a seed, so that
the same files come out every time.
"""

import argparse
import tomllib
from pathlib import Path

from examples.offices import bengkulu, cirebon, kupang, metro, serang
from examples.sheets import write


HERE = Path(__file__).parent
OFFICES = {"bengkulu": bengkulu, "kupang": kupang, "cirebon": cirebon, "serang": serang, "metro": metro}


def city(name):
    """The readable file of one city."""
    return tomllib.loads((HERE / "cities" / f"{name}.toml").read_text(encoding="utf-8"))


def make(folder):
    """Write every roster file into a folder and return their paths."""
    paths = []
    for name, office in OFFICES.items():
        for file_name, sheets, options in office.files(city(name)):
            paths.append(folder / file_name)
            write(paths[-1], sheets, **options)
    return paths


def run(make, folder, description):
    """The command line of whoever makes files: where to, and what came of it."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--out", type=Path, default=HERE / folder, help=f"folder (default: examples/{folder})")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for path in make(out):
        print(f"{path.name:40} {path.stat().st_size / 1000:8.0f} kB")


if __name__ == "__main__":
    run(make, "rosters", "Makes the roster files of the five cities.")
