"""Many runs of many sites, and what is to be said of them."""
