"""Build an office of the tests: its database, its desk, and what both work with."""

import shutil
from pathlib import Path

from desk.app import make_desk
from desk.filed_work import FiledWork
from desk.settings import DeskSettings, OidcSettings
from desk.work import DeskTools, DeskWork
from intake.filing_tools import FilingTools
from intake.reading.mail import attachment_bytes, read_mail
from store import schema
from store.engine import open_engine, writing
from store.keys import Keys
from store.people import accounts
from store.settings import RetentionSettings
from tests.desk.builders import DATABASE, FULL_NAMES, MONDAY_NINE, PASSWORD_HASH, House, an_office
from tests.desk.memory import Memory


def prepare_database(file: Path) -> None:
    """Make a database with one account for each role."""
    engine = open_engine(f"sqlite:///{file}")
    schema.upgrade(engine)
    with writing(engine) as tx:
        for role, full_name in FULL_NAMES.items():
            accounts.add(
                tx,
                role,
                full_name=full_name,
                role=role,
                password_hash=PASSWORD_HASH,
                at=MONDAY_NINE,
            )
    engine.dispose()


def lay_down(database: Path, folder: Path) -> None:
    """Put a copy of a database into a folder; nothing of the one before is left there."""
    for old in folder.glob(f"{DATABASE}*"):
        old.unlink()
    shutil.copy(database, folder / DATABASE)


def a_house(
    folder: Path,
    *,
    settings: DeskSettings | None = None,
    work: DeskWork | None = None,
    oidc: OidcSettings | None = None,
) -> House:
    """Return an office on the database that was prepared in this folder."""
    engine = open_engine(f"sqlite:///{folder / DATABASE}")
    clock = [MONDAY_NINE]
    office, keys, memory = an_office(), Keys(key=b"k" * 32), Memory(engine)
    filing_tools = FilingTools(
        engine=engine,
        office=office,
        keys=keys,
        now=lambda: clock[0],
        fresh_id=lambda: f"id{memory.next('id')}",
        fresh_case_number=lambda year: f"KRM-{year}-{memory.next('case'):04}",
        edited=memory.edited,
    )
    tools = DeskTools(
        engine=engine,
        office=office,
        keys=keys,
        settings=settings or DeskSettings(),
        retention=RetentionSettings(),
        secret_key=b"s" * 32,
        now=lambda: clock[0],
        work=work or FiledWork(tools=filing_tools),
        filing=filing_tools,
        read_mail=read_mail,
        attachment_bytes=attachment_bytes,
        oidc=oidc or OidcSettings(),
    )
    return House(
        engine=engine,
        office=office,
        filing=filing_tools,
        desk=make_desk(tools),
        clock=clock,
        memory=memory,
    )
