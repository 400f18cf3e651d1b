import pytest

PROGRAMS = {
    "jekyll": "builds a site with Jekyll",
    "hugo": "builds a site with Hugo",
    "chromium": "opens pages in headless Chromium",
}


def pytest_configure(config: pytest.Config) -> None:
    for name, meaning in PROGRAMS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")
