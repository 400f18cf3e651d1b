"""A workflow for GitHub Actions that archives, and commits what is new to the repository it stands in."""

import shlex

from newsarchive.operations.installing.installation import Installation

NAME = "newsarchive.yml"
_WORKFLOW = """\
# Archives the sites whose turn it is, and commits posts and catalog. The repository holds the wheel that
# `make wheel` makes (or is a checkout of newsarchive), and its own profiles in spiders/profiles.
# With `originals: false` in the profiles it grows by posts and catalog alone.
name: newsarchive
on:
  schedule:
    - cron: "{minute},{later} * * * *"
  workflow_dispatch:
permissions:
  contents: write
concurrency:
  group: newsarchive
  cancel-in-progress: false
jobs:
  archive:
    runs-on: ubuntu-latest
    timeout-minutes: 300
    env:
      NEWSARCHIVE_OUTPUT: ${{{{ github.workspace }}}}/output
      NEWSARCHIVE_PROFILES: ${{{{ github.workspace }}}}/spiders/profiles
      NEWSARCHIVE_CONTACT: ${{{{ github.server_url }}}}/${{{{ github.repository }}}}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - name: Install
        run: pip install ./newsarchive-*.whl || pip install .
      - name: Archive
        run: |
          code=0
          {command} || code=$?
          # Partial (2) and newly quarantined (3) are no failures: the next run goes on.
          case $code in 0|2|3) ;; *) exit $code ;; esac
      - name: Commit what is new
        if: ${{{{ !cancelled() }}}}
        run: |
          git config user.name newsarchive
          git config user.email newsarchive@users.noreply.github.com
          git add --all --force output
          git diff --cached --quiet || git commit --message "Archive"
          git pull --rebase && git push
"""


def workflow(installation: Installation) -> str:
    """The file, whose runs look twice an hour whose turn it is."""
    minute = installation.minute
    command = shlex.join(["newsarchive", "archive", "--due", "--line", "-L", "ERROR", *installation.sites])
    return _WORKFLOW.format(minute=minute, later=minute + 30, command=command)
