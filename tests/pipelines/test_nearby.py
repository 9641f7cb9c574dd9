"""A path that is not there is answered with the one beside it that was meant."""

from pathlib import Path

from formwright.pipelines.nearby import missing


def test_the_nearest_name_beside_it_is_suggested_as_it_would_be_typed(tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    (tmp_path / "retour.txt").touch()

    assert (
        missing(tmp_path / "retunrs") == f"There is no {tmp_path / 'retunrs'}. Did you mean '{tmp_path / 'returns'}'?"
    )


def test_an_end_alone_can_be_what_is_wrong_but_makes_no_two_names_alike(tmp_path: Path) -> None:
    (tmp_path / "audit.yaml").touch()

    assert missing(tmp_path / "audit.yml") == f"There is no {tmp_path}/audit.yml. Did you mean '{tmp_path}/audit.yaml'?"
    assert missing(tmp_path / "none.yaml") == f"There is no {tmp_path}/none.yaml."


def test_nothing_is_suggested_where_nothing_is_near_or_there_is_no_such_folder(tmp_path: Path) -> None:
    assert missing(tmp_path / "audit") == f"There is no {tmp_path / 'audit'}."
    assert missing(tmp_path / "none" / "audit") == f"There is no {tmp_path / 'none' / 'audit'}."
