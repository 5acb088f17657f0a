"""Build the tree in plain calls; the only place that reads the whole configuration."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from cases.office import Office
from config.office import office_of
from config.settings import Settings
from correspondence.post import PostOffice
from intake.collecting import CollectTools
from intake.filing import FilingTools
from intake.line import LineTools
from service.clock import fresh_case_number, fresh_id, jitter, now
from store import schema
from store.engine import open_engine
from store.keys import load_key
from triage.artefact import load
from triage.classifier import Classifier, builtin


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One office's tree of parts."""

    settings: Settings
    office: Office
    engine: Engine
    filing: FilingTools
    line: LineTools
    collecting: CollectTools
    post_office: PostOffice


def build(settings: Settings, *, classifier: Classifier | None = None) -> Service:
    """Open the database, bring its schema up to date, and put the parts together."""
    office = office_of(settings)
    engine = open_engine(settings.store.url)
    schema.upgrade(engine)
    filing = FilingTools(
        engine=engine,
        office=office,
        keys=load_key(Path(settings.store.key_file)),
        now=now,
        fresh_id=fresh_id,
        fresh_case_number=fresh_case_number,
        watched_folders=settings.mailbox.watch,
    )
    return Service(
        settings=settings,
        office=office,
        engine=engine,
        filing=filing,
        line=LineTools(filing=filing, classifier=classifier or chosen_model(settings)),
        collecting=CollectTools(filing=filing, settings=settings.mailbox),
        post_office=PostOffice(engine=engine, settings=settings.smtp, now=now, jitter=jitter),
    )


def chosen_model(settings: Settings) -> Classifier:
    """Return the model that the configuration names."""
    model = settings.triage.model
    return builtin() if model == "builtin" else load(Path(model))
