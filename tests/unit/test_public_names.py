"""What other people's code may import stays small and known."""

import truenorth


def test_public_names_are_these_and_exist() -> None:
    assert sorted(truenorth.__all__) == [
        "ExitCode",
        "Project",
        "SourceConfig",
        "TruenorthError",
        "find_project",
    ]
    assert all(hasattr(truenorth, name) for name in truenorth.__all__)
