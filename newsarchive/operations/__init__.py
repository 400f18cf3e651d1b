"""Many runs of many sites: what starts them, side by side or by a schedule, and what is said of them."""
