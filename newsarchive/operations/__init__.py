"""Many runs of many sites: when each of them begins, and what keeps them going."""
