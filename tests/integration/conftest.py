"""What several integration tests share."""

from pathlib import Path

import pytest

from dbt_projects import copy_of_truenorth, run


@pytest.fixture(scope="session")
def built_truenorth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project after `dbt build` on all of Online Retail; `work.duckdb` lies in it."""
    folder = copy_of_truenorth(tmp_path_factory.mktemp("truenorth") / "project")
    run(folder, "dbt", "build")
    return folder
