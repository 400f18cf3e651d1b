"""Many runs of many sites: what is to be seen from all of them, and whom it is told."""
