"""Where newsarchive departs from Scrapy's defaults, and why. Sites' own numbers are in profiles."""

import os
from importlib.util import find_spec
from pathlib import Path

from newsarchive import __version__
from newsarchive.text import program

# `scrapy` finds its project from any folder within it; whatever else is started works where it is started.
_ROOT = Path(__file__).parents[1]
_IS_CHECKOUT = (_ROOT / "scrapy.cfg").exists()
_HOME = _ROOT if _IS_CHECKOUT and program() == "scrapy" else Path.cwd()


def _bundled_spiders() -> str:
    """Their package: ``spiders`` in a checkout, which that name may not stand for elsewhere."""
    found = find_spec("spiders") if _IS_CHECKOUT else None
    ours = str(_ROOT / "spiders" / "__init__.py")
    return "spiders" if found and found.origin == ours else "newsarchive_spiders"


def variable(name: str) -> str:
    """What a variable of the environment says that a profile names; empty where there is none."""
    return os.environ.get(name, "")


BOT_NAME = "newsarchive"
SPIDER_MODULES = [_bundled_spiders()]
NEWSPIDER_MODULE = SPIDER_MODULES[0]
SPIDER_LOADER_CLASS = "newsarchive.crawling.spider_loader.SiteLoader"  # a profile is a spider
COMMANDS_MODULE = "newsarchive.commands"

# Ours: where the archives are, one folder a site.
OUTPUT_DIR = os.environ.get("NEWSARCHIVE_OUTPUT", str(_HOME / "output"))
# Ours: the checkout that this is, if it is one; it has tests and a schema for what `newsite` drafts.
CHECKOUT = str(_ROOT) if _IS_CHECKOUT else ""
# Ours: the user's own profiles, beside the bundled ones.
PROFILES_DIR = os.environ.get("NEWSARCHIVE_PROFILES", str(_HOME / "spiders" / "profiles"))

# Ours: who is told of a run, where the site's profile does not say; all may be empty.
NOTIFY = os.environ.get("NEWSARCHIVE_NOTIFY", "")  # apprise's addresses, of a note when something is wrong
PING = os.environ.get("NEWSARCHIVE_PING", "")  # a health-check service's address; {site} for the site
METRICS = os.environ.get("NEWSARCHIVE_METRICS", "")  # the folder of node_exporter's textfile collector

# Polite. A site's owner must be able to reach whoever runs this.
NO_CONTACT = "https://newsarchive.example/about-this-bot"
CONTACT = os.environ.get("NEWSARCHIVE_CONTACT") or NO_CONTACT
USER_AGENT = f"newsarchive/{__version__} (+{CONTACT})"
ROBOTSTXT_OBEY = True  # default False
ROBOTSTXT_USER_AGENT = "newsarchive"
DOWNLOAD_DELAY = 1.0  # default 0; the profile decides
CONCURRENT_REQUESTS = 1  # default 16; the profile decides
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8; the profile decides
RETRY_EXCEPTIONS = [  # default: names of Twisted's, too, which load its HTTP client at every start
    "scrapy.exceptions.CannotResolveHostError",
    "scrapy.exceptions.DownloadConnectionRefusedError",
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.DownloadTimeoutError",
    "scrapy.exceptions.ResponseDataLossError",
]
RETRY_BACKOFF = 1.0  # ours: seconds before the first retry, doubled for each next one
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # default ERROR; the summary says what failed
RETRY_AFTER_CAP = 60.0  # ours: the longest wait that a Retry-After can ask for
RETRY_PATIENCE = 1800.0  # ours: seconds that all such waits of a run may take; then nothing is retried

# Safe to run.
TELNETCONSOLE_ENABLED = False  # default True: a console is a way in
REMOTE_CONTROL_ENABLED = False  # the default of Scrapy 2.19 may change; it executes code
COOKIES_ENABLED = False  # default True
REDIRECT_MAX_TIMES = 10  # default 20; no article lies behind so many
METAREFRESH_ENABLED = False  # default True; ours follows it within the site alone
REFERRER_POLICY = "no-referrer"  # default: tells other sites where a run came from
DOWNLOAD_HANDLERS = {
    "http": "newsarchive.fetching.handler.BoundedHandler",  # with limits, and a guard
    "https": "newsarchive.fetching.handler.BoundedHandler",
    "data": None, "file": None, "ftp": None, "s3": None,
}  # fmt: skip
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024  # default 1 GiB; before and after decompression
URLLENGTH_LIMIT = 0  # default 2083, beyond which a request vanishes without a word
DOWNLOAD_WARNSIZE = 0  # default 32 MiB, which nothing reaches here
SITE_DOWN_AFTER = 30  # ours: requests in a row without any answer, after which a run ends
CLOCK = "newsarchive.store.writer.utc_now"  # ours: what gives a run the time, aware; for tests and benchmarks
SHUTDOWN_GRACE = 15.0  # ours: seconds that a stopping run waits for responses under way
DAEMON_SITES = 32  # ours: how many sites a daemon crawls at the same time
DAEMON_LOOK = 10.0  # ours: seconds after which it looks whether archives were added or removed
DAEMON_SPEED = 1.0  # ours: how many times faster than the world's its clock goes; for tests alone
# Ours: whether bundled profiles are of sites that there are; a fleet has the sites that it was told of.
BUNDLED_SITES = True
# Ours: whether the archives are a fleet's, in a database that others work on, too.
FLEET = bool(os.environ.get("NEWSARCHIVE_DATABASE") or os.environ.get("NEWSARCHIVE_DATABASE_FILE"))
FLEET_LEASE = 60.0  # ours: seconds for which a worker has a site of a fleet unless it says that it lives
FLEET_HEARTBEAT = 15.0  # ours: seconds after which it says so
FLEET_GRACE = 7.0  # ours: days after which what no row refers to goes from a fleet's object storage
FLEET_SCRATCH = os.environ.get("NEWSARCHIVE_SCRATCH", "")  # ours: the folder for a fleet's cache
DOWNLOAD_TIMEOUT = 60  # default 180; for the whole response
DOWNLOAD_VERIFY_CERTIFICATES = True  # default False: an archive must know whom it quotes
PICTURES_AN_ARTICLE = 50  # ours: how many of one are kept; any others stay with their source
PICTURES_BYTES_AN_ARTICLE = 40 * 1024 * 1024  # ours: of one article's pictures
PICTURES_BYTES_A_RUN = 2 * 1024**3  # ours: that a run may receive of them; the next run goes on
PICTURES_BYTES_A_SITE = 50 * 1024**3  # ours: that the pictures of one archive may have
PICTURES_OWED_A_RUN = 200  # ours: how many owed and due ones a run asks for once its articles are stored
CHROMIUM = os.environ.get("NEWSARCHIVE_CHROMIUM", "")  # ours: the browser's path, for `render: true`

DOWNLOADER_MIDDLEWARES = {
    "newsarchive.fetching.egress.EgressGuard": 40,  # before Scrapy says offsite, so that the reason is exact
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newsarchive.fetching.robots.RobotsMiddleware": 100,
    "newsarchive.fetching.site_down.SiteDown": 540,  # outside the retries: it counts what was given up
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "newsarchive.fetching.retry.PatientRetryMiddleware": 550,
    "newsarchive.fetching.conditional.UnconditionalAgain": 560,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "newsarchive.fetching.refresh.RefreshMiddleware": 570,
    "newsarchive.fetching.browser.middleware.RenderMiddleware": 580,  # its source is whole
    "newsarchive.fetching.whole_responses.WholeResponses": 590,  # where that stood
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "newsarchive.fetching.redirects.OnwardRedirects": 600,
    "newsarchive.fetching.capture.CaptureMiddleware": 900,  # nothing is decoded yet
    "newsarchive.fetching.turn.TurnMiddleware": 950,  # next to the downloader: nothing goes by it
}
SPIDER_MIDDLEWARES = {"newsarchive.crawling.intake.IntakeMiddleware": 100}
EXTENSIONS = {"newsarchive.crawling.run.ArchiveRun": 0}

# How a draft becomes a post.
ITEM_PROCESSOR = "newsarchive.pipelines.accounted.AccountedPipelines"
ITEM_PIPELINES = {
    "newsarchive.pipelines.identity.IdentityPipeline": 100,
    "newsarchive.pipelines.date.DatePipeline": 200,
    "newsarchive.pipelines.window.WindowPipeline": 250,
    "newsarchive.pipelines.headline.HeadlinePipeline": 300,
    "newsarchive.pipelines.category.CategoryPipeline": 400,
    "newsarchive.pipelines.body.BodyPipeline": 500,
    "newsarchive.pipelines.expectations.ExpectationsPipeline": 600,
    "newsarchive.pipelines.seal.SealPipeline": 800,
    "newsarchive.pipelines.pictures.PicturesPipeline": 850,
    "newsarchive.pipelines.store.StorePipeline": 900,
}

# Default 100: Scrapy starts that many tasks for every response, which was a third of a crawl's CPU;
# an article's response yields one item, and responses are processed side by side anyway.
CONCURRENT_ITEMS = 1
# Default True: Scrapy reads and parses the callback's source at most responses; mypy knows without.
WARN_ON_GENERATOR_RETURN_VALUE = False
FEED_EXPORTERS = {"csv": "newsarchive.collecting.safe_csv.SafeCsvExporter"}  # default runs as formulas
FEED_STORE_EMPTY = False  # default True: `-O` empties its file in a run without news
FEED_EXPORT_ENCODING = "utf-8"  # default: JSON in ASCII, which nobody reads in Chinese
ONWARD = True  # ours: `archive` says at its end where the posts are and what to type next
LOG_LEVEL = "INFO"  # default DEBUG, which is two lines an article
LOG_FORMATTER = "newsarchive.crawling.log_lines.LineLogFormatter"
