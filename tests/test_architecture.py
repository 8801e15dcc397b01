"""The rooms of the house: what may import what, and what every file owes its reader."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("db", "desktop", "resources")
LOCKS = ("requirements.lock", "requirements-dev.lock")


def modules() -> list[str]:
    """Every module of the program, as paths from the root."""
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return sorted(str(path.relative_to(ROOT)) for path in found)


def test_imports_point_down_only() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    "module", ["desktop.cli", "desktop.papers", "desktop.sheets", "db.migrate"]
)
def test_a_command_never_loads_qt(module: str) -> None:
    code = f"import sys, {module}; sys.exit(any(m.startswith('PySide6') for m in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("module", modules())
def test_a_module_opens_with_what_it_is_for(module: str) -> None:
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))

    assert ast.get_docstring(tree) or (module.endswith("__init__.py") and not tree.body)


@pytest.mark.parametrize("module", modules())
def test_strings_to_translate_are_never_put_together_first(module: str) -> None:
    for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            put_together = isinstance(node.args[0], ast.JoinedStr | ast.BinOp | ast.Call)
            assert not put_together, f"{module}:{node.lineno}"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert "--hash=sha256:" in text
    for word in (
        "://",
        "--index-url",
        "--extra-index-url",
        "--find-links",
        "--trusted-host",
        " @ ",
    ):
        assert word not in text


def test_both_locks_agree() -> None:
    program, everything = (
        {
            line.split()[0]
            for line in (ROOT / lock).read_text(encoding="utf-8").splitlines()
            if "==" in line
        }
        for lock in LOCKS
    )

    assert program <= everything


def test_what_the_program_needs_is_locked() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        needed = tomllib.load(file)["project"]["dependencies"]
    locked = (ROOT / LOCKS[0]).read_text(encoding="utf-8").lower()

    for requirement in needed:
        name = requirement.lower().partition(">")[0].partition("<")[0].strip()
        assert f"\n{name}==" in locked
