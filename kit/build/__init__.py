"""The imperative shell: the only room with a clock, processes and an output folder.

`plan` says which files a request asks for, `documents` makes the Document of each, `making` writes, reads back,
checks and publishes one, `run` all of them in processes (`workers`), `output` keeps the folder and its download page, `manifest`
the account of what is in it. A file reaches the output folder only when its
own reading and checks have passed.
"""

from kit.build.blanks import standing, to_fill, waiting
from kit.build.catalogs import CatalogNotes, catalog_notes
from kit.build.documents import gate_of, locales_of, ready, reviewed, shown_of, source, sources, title_of, translated, trial
from kit.build.form import review_form, subject_of, write_review_form
from kit.build.fresh import refresh, stamp
from kit.build.job import Job, Request, Result, name_of
from kit.build.making import make
from kit.build.manifest import Listing, entries, listing, told
from kit.build.offering import Lacking, lacking, named, offers
from kit.build.output import publish, shelf_of, sole_use, write_index
from kit.build.pictures import is_picture
from kit.build.plan import bound, not_there, offered, packet_of, plan, stale_numbers, surfaces
from kit.build.run import build, exit_code
from kit.build.showing import texts_shown
from kit.build.skeleton import skeleton
from kit.build.watching import Proof, Resaved, proofs_of, watch
from kit.formats.page.entry import receipt_path

__all__ = [
    "CatalogNotes",
    "Job",
    "Lacking",
    "Listing",
    "Proof",
    "Request",
    "Resaved",
    "Result",
    "bound",
    "build",
    "catalog_notes",
    "entries",
    "exit_code",
    "gate_of",
    "is_picture",
    "lacking",
    "listing",
    "locales_of",
    "make",
    "name_of",
    "named",
    "not_there",
    "offered",
    "offers",
    "packet_of",
    "plan",
    "proofs_of",
    "publish",
    "ready",
    "receipt_path",
    "refresh",
    "review_form",
    "reviewed",
    "shelf_of",
    "shown_of",
    "skeleton",
    "sole_use",
    "source",
    "sources",
    "stale_numbers",
    "stamp",
    "standing",
    "subject_of",
    "surfaces",
    "texts_shown",
    "title_of",
    "to_fill",
    "told",
    "translated",
    "trial",
    "waiting",
    "watch",
    "write_index",
    "write_review_form",
]
