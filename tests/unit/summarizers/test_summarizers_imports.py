"""The library is cheap to import: a bot's main process and its claims use the splitter alone."""

import subprocess
import sys


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


def test_importing_the_library_loads_neither_sumy_nor_numpy() -> None:
    assert not {"numpy", "sumy", "nltk", "Stemmer"} & loaded_by("import summarizers; summarizers.split('A b. C d.')")


def test_the_check_sees_numpy_when_it_is_loaded() -> None:
    assert "numpy" in loaded_by("import numpy")
