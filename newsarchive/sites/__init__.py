"""Which sites there are, by the files of their profiles and the folders of their archives."""

from newsarchive.sites.layout import OWN_PROFILE, OWN_SPIDER, SIGNPOST, Site, catalog_file, is_elsewhere
from newsarchive.sites.meant import no_archive, site_of, unknown_site
from newsarchive.sites.stated import NOT_YAML, host_in, hosts_said, learns, read_yaml, zone_of
from newsarchive.sites.there import (
    archived_as,
    chosen_sites,
    existing_sites,
    profile_paths,
    without_profile,
)

__all__ = [
    "NOT_YAML",
    "OWN_PROFILE",
    "OWN_SPIDER",
    "SIGNPOST",
    "Site",
    "archived_as",
    "catalog_file",
    "chosen_sites",
    "existing_sites",
    "host_in",
    "hosts_said",
    "is_elsewhere",
    "learns",
    "no_archive",
    "profile_paths",
    "read_yaml",
    "site_of",
    "unknown_site",
    "without_profile",
    "zone_of",
]
