"""Many runs of many sites: what starts them, side by side or by a schedule. No page is known here."""
