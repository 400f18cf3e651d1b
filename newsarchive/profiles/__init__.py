"""A site is one YAML file: what it may say, and the bad key named before the first request."""

from newsarchive.profiles.article import ArticleRules, FieldRule, FieldRules, Redesign, TextEndpoint
from newsarchive.profiles.discovery import DiscoveryRules, JsonList
from newsarchive.profiles.identity import Identity, identity_at, identity_of
from newsarchive.profiles.loading import load_profile
from newsarchive.profiles.schedule import ScheduleRules
from newsarchive.profiles.site import (
    CategoryRules,
    DateRules,
    Expectations,
    Politeness,
    PostRules,
    PublishRules,
    RecheckRules,
    SiteProfile,
)

__all__ = [
    "ArticleRules",
    "CategoryRules",
    "DateRules",
    "DiscoveryRules",
    "Expectations",
    "FieldRule",
    "FieldRules",
    "Identity",
    "JsonList",
    "Politeness",
    "PostRules",
    "PublishRules",
    "RecheckRules",
    "Redesign",
    "ScheduleRules",
    "SiteProfile",
    "TextEndpoint",
    "identity_at",
    "identity_of",
    "load_profile",
]
