"""Draw docs/demo.svg: what ``make demo`` prints in a terminal of 80 columns."""

import html
import os
import re
import subprocess
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

WIDTH = 80
# In colour, as in a terminal, and without what a terminal would overwrite, such as the progress bar.
TERMINAL = {"TTY_COMPATIBLE": "1", "TTY_INTERACTIVE": "0", "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
# Pages that show a picture load no fonts for it.
WITHOUT_FONTS = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)


def with_wide_characters(drawing: str) -> str:
    """Give each text the width of its cells; rich counts characters, though an ideograph takes two cells."""

    def widened(match: re.Match[str]) -> str:
        text = html.unescape(match["text"])
        width = float(match["width"]) / len(text) * cell_len(text)
        return f'textLength="{width:g}"{match["rest"]}>{match["text"]}</text>'

    return re.sub(r'textLength="(?P<width>[\d.]+)"(?P<rest>[^>]*)>(?P<text>[^<]+)</text>', widened, drawing)


def main() -> None:
    """Run ``make demo`` and draw what it printed."""
    printed = subprocess.run(
        ["make", "--no-print-directory", "demo"],
        env=os.environ | TERMINAL, stdout=subprocess.PIPE, text=True, check=True,
    ).stdout  # fmt: skip
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print(Text("$ make demo", style="bold"))
    console.print(Text.from_ansi(printed))
    path = Path(__file__).with_name("demo.svg")
    drawn = console.export_svg(title="newsarchive", code_format=WITHOUT_FONTS, unique_id="demo")
    path.write_text(with_wide_characters(drawn), encoding="utf-8")
    print(f"{path.name} shows {len(printed.splitlines())} lines")


if __name__ == "__main__":
    main()
