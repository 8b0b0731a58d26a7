"""The library is cheap to import: a bot's main process and its claims use the splitter alone."""

import subprocess
import sys

import pytest


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


def test_importing_the_library_loads_neither_sumy_nor_numpy() -> None:
    assert not {"numpy", "sumy", "nltk", "Stemmer"} & loaded_by("import summarizers; summarizers.split('A b. C d.')")


def test_the_check_sees_numpy_when_it_is_loaded() -> None:
    assert "numpy" in loaded_by("import numpy")


# sumy imports nltk for its stemmers; its data would be downloads. Without these two no data can be read.
WITHOUT_DATA = """
import nltk.data
nltk.data.find = nltk.data.load = None
"""
EVERY_METHOD = """
from summarizers import METHODS, Document, summarize
news = Document('Dr. Bell left on Monday. It rained in the U.S. all day. Two towns flooded.', 'en')
for method in METHODS: assert summarize([news], sentences=2, method=method)
"""


def test_no_method_reads_data_of_nltk() -> None:
    assert "sumy" in loaded_by(WITHOUT_DATA + EVERY_METHOD)


def test_the_check_sees_sumys_own_tokenizer_ask_for_data() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        loaded_by(WITHOUT_DATA + "from sumy.nlp.tokenizers import Tokenizer; Tokenizer('english')")
