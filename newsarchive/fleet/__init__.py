"""The same archives on several machines: a database, an object storage, and workers.

What the words stand for, each for one thing:

======== =============================================================================================
site     one archive; its row has the profile that its runs go by, and its state (``sites.py``)
shard    a schema of the database, which has the catalogs of some of the sites
catalog  a site's rows in its shard; a process sees no others (``store/catalog/postgresql.py``)
storage  where originals and pictures are, S3 or the like, or a folder (``store/objects/``)
lease    the right to write one site; it runs out unless it is prolonged (``lease.py``)
token    the number of a lease, which rises with each holder; keys of objects have it
site id  what tells a site from all others, in any database; it lies with its objects (``site_id.py``)
fence    the first statement of a transaction that writes; it refuses a token that is over
heart    the thread of a process that prolongs the leases which that holds (``heart.py``)
worker   a process that archives sites as the queue has them (``worker.py``, ``jobs.py``)
presence a worker's row, by which the others know that it lives, and at which jobs (``presence.py``)
turn     when the next run of a site is due (``turns.py``); a request's turn is its host's, in ``fetching``
job      a run of a site that is due, or soon, in procrastinate's queue (``queue.py``)
board    where workers agree when a host is asked (``host_paces.py``)
keeper   who has, in a process, the archives below a folder: its ``Fleet`` (``keeper.py``)
move     the way of an archive from a folder to the fleet, or back (``moving/``)
signpost what says in a folder that its archive was moved (``store/signpost.py``)
======== =============================================================================================
"""
