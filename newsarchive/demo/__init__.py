"""A small deterministic news site on loopback, for the demo, the tests and the benchmarks."""
