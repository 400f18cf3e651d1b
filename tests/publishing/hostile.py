"""All hostile bodies; other folders' tests run this file by its path, so it finds its parts by theirs."""

import runpy
from pathlib import Path

_ACTIVE = runpy.run_path(str(Path(__file__).with_name("bodies_active.py")))
_TEXT = runpy.run_path(str(Path(__file__).with_name("bodies_text.py")))

XSS, MARKDOWN, LIQUID, STRUCTURE = _ACTIVE["XSS"], _TEXT["MARKDOWN"], _TEXT["LIQUID"], _TEXT["STRUCTURE"]
BODIES = [*XSS, *MARKDOWN, *LIQUID, *STRUCTURE]
