"""Puts the dbt package into the wheel: command and models come in one version (decision 0022)."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

PARTS = ("dbt_project.yml", "models", "macros", "seeds", "tests/data")


class BuildWithDbtPackage(build_py):
    """`build_py` that also copies what dbt reads; an editable install uses the checkout itself."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        package = Path(self.build_lib, "truenorth", "dbt_package")
        shutil.rmtree(package, ignore_errors=True)
        for part in PARTS:
            here, there = Path(part), package / part
            there.parent.mkdir(parents=True, exist_ok=True)
            if here.is_dir():
                shutil.copytree(here, there, ignore=shutil.ignore_patterns("__pycache__"))
            elif here.is_file():
                shutil.copy(here, there)


setup(cmdclass={"build_py": BuildWithDbtPackage})
