"""A case that `scrapy newsite` drafted counts only when somebody has looked at what it expects."""

import json
from pathlib import Path

import pytest

SITES = Path(__file__).parent / "sites"


@pytest.mark.parametrize(
    "meta", sorted(SITES.glob("*/*/meta.json")), ids=lambda path: str(path.parent.relative_to(SITES))
)
def test_somebody_has_reviewed_what_is_expected(meta: Path) -> None:
    reviewed = json.loads(meta.read_text(encoding="utf-8")).get("reviewed", True)
    assert reviewed is True, (
        f"nobody has reviewed {meta.parent}: is post.md all that the page shows, and nothing else? Then"
        f' set "reviewed": true in meta.json; otherwise mend spiders/profiles/{meta.parts[-3]}.yml, and renew'
        f" the case with --update-golden"
    )
