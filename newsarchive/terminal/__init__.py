"""What each command does: it calls one thing, tells people what came of it, and gives the exit code."""
