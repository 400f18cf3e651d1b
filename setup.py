"""The one thing that pyproject.toml cannot say: spiders/ is installed under a name of ours.

No environment gets a top-level package named ``spiders``, which many a Scrapy project has for its own.
"""

from setuptools import find_packages, setup

setup(
    packages=[
        *find_packages(include=["newsarchive", "newsarchive.*"]),
        "newsarchive_spiders",
        "newsarchive_spiders.finews",
    ],
    package_dir={"newsarchive_spiders": "spiders"},
)
