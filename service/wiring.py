"""Build the tree in plain calls; the only place that reads the whole configuration."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine

from cases.decision import Decision
from cases.mail import Mail
from cases.office import Office
from config.office import office_of
from config.settings import Settings
from correspondence.post import PostOffice
from desk.app import make_desk
from desk.filed_work import FiledWork
from desk.work import DeskTools
from intake.attachments.reader import ConfinedReader
from intake.edited_texts import EditedTexts
from intake.filing_tools import FilingTools
from intake.line import LineTools
from intake.mailbox.tidying import CollectTools
from intake.reading.mail import attachment_bytes, read_mail
from service.clock import fresh_case_number, fresh_id, jitter, now
from service.live_model import LiveModel, live_model
from store import schema
from store.engine import open_engine
from store.keys import load_key
from triage.chain import judge_mail


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
    models: LiveModel


def build(
    settings: Settings,
    *,
    judge: Callable[[Mail], Decision] | None = None,
    clock: Callable[[], datetime] = now,
) -> Service:
    """Open the database, bring its schema up to date, and put the parts together."""
    office = office_of(settings)
    engine = open_engine(settings.store.url)
    schema.upgrade(engine)
    filing = filing_tools(settings, office, engine, clock)
    models = live_model(settings, filing.keys)
    return Service(
        settings=settings,
        office=office,
        engine=engine,
        filing=filing,
        line=LineTools(
            filing=filing, attachments=ConfinedReader(), judge=judge or judge_with(models)
        ),
        collecting=CollectTools(filing=filing, settings=settings.mailbox),
        post_office=PostOffice(
            engine=engine,
            settings=settings.smtp,
            calendar=office.calendar,
            now=clock,
            jitter=jitter,
        ),
        models=models,
    )


def filing_tools(
    settings: Settings, office: Office, engine: Engine, clock: Callable[[], datetime]
) -> FilingTools:
    """Put together what files a letter; the key file must be readable."""
    return FilingTools(
        engine=engine,
        office=office,
        keys=load_key(Path(settings.store.key_file)),
        now=clock,
        fresh_id=fresh_id,
        fresh_case_number=fresh_case_number,
        edited=EditedTexts(engine),
        watched_folders=settings.mailbox.watch,
        desk_url=settings.desk.public_url,
    )


def build_desk(service: Service) -> Flask:
    """Put the desk on top of the tree."""
    return make_desk(
        DeskTools(
            engine=service.engine,
            office=service.office,
            keys=service.filing.keys,
            settings=service.settings.desk,
            oidc=service.settings.oidc,
            retention=service.settings.retention,
            secret_key=service.filing.keys.derive("desk session"),
            now=service.filing.now,
            work=FiledWork(tools=service.filing),
            filing=service.filing,
            read_mail=read_mail,
            attachment_bytes=attachment_bytes,
        )
    )


def judge_with(models: LiveModel) -> Callable[[Mail], Decision]:
    """Return the rules with the model that is live at each message, read when first needed.

    What decides nothing, erasure above all, works with a broken model file too (R7).
    """

    def judge(mail: Mail) -> Decision:
        return judge_mail(mail, classifier=models())

    return judge
