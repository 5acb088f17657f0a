"""Desk accounts, wrong passwords and the access log."""

from datetime import timedelta

from sqlalchemy import Engine

from store.engine import writing
from store.people import accounts, passwords
from store.people.accounts import Access, Account, AccountRole
from tests.store.builders import NOW, ONE_DAY

HASH = passwords.hash_password("richtig")
PAUSE = timedelta(minutes=15)


def add(engine: Engine, name: str = "erika", role: AccountRole = AccountRole.OFFICER) -> bool:
    """Make an account."""
    with writing(engine) as tx:
        return accounts.add(
            tx, name, full_name="Erika Beispiel", role=role, password_hash="hash", at=NOW
        )


def found(engine: Engine, name: str = "erika") -> Account:
    """Return the account, which is there."""
    with writing(engine) as tx:
        account = accounts.find(tx, name)
    assert account is not None
    return account


def test_an_account_is_made_once_whatever_the_case_of_its_name(engine: Engine) -> None:
    """`Erika` and ` erika` log in to the same account."""
    assert add(engine, "Erika")
    assert not add(engine, " erika")

    assert found(engine, "ERIKA ") == Account(
        name="erika",
        full_name="Erika Beispiel",
        role=AccountRole.OFFICER,
        password_hash="hash",
        is_locked=False,
        failed_logins=0,
        locked_until=None,
        session_version=1,
        created_at=NOW,
    )


def test_accounts_are_listed_by_name(engine: Engine) -> None:
    """Every role there is; an unknown name is none."""
    for role in AccountRole:
        add(engine, role, role)
    with writing(engine) as tx:
        listed = accounts.every(tx)
        unknown = accounts.find(tx, "nobody")

    assert [account.role for account in listed] == sorted(AccountRole)
    assert unknown is None


def test_a_locked_account_ends_its_sessions_and_lets_nobody_in(engine: Engine) -> None:
    """Unlocking does not bring the old sessions back."""
    add(engine)
    with writing(engine) as tx:
        answers = [accounts.lock(tx, "erika") for _ in range(2)]
    locked = found(engine)
    with writing(engine) as tx:
        assert accounts.unlock(tx, "erika")
    free = found(engine)

    assert answers == [True, False]
    assert (locked.may_log_in(now=NOW), locked.session_version) == (False, 2)
    assert (free.may_log_in(now=NOW), free.session_version) == (True, 2)


def test_a_new_password_ends_the_sessions_of_the_old_one(engine: Engine) -> None:
    """And lifts the pause after wrong passwords."""
    add(engine)
    with writing(engine) as tx:
        for _ in range(5):
            accounts.note_failed_login(tx, "erika", at=NOW)
        assert accounts.set_password(tx, "erika", "new")
        assert not accounts.set_password(tx, "nobody", "new")
    account = found(engine)

    assert (account.password_hash, account.session_version) == ("new", 2)
    assert account.may_log_in(now=NOW)


def test_five_wrong_passwords_close_the_account_for_a_while(engine: Engine) -> None:
    """Four do not; after the pause each further one closes it anew."""
    add(engine)
    open_after = []
    for count in range(5):
        with writing(engine) as tx:
            accounts.note_failed_login(tx, "erika", at=NOW + count * timedelta(seconds=1))
        open_after.append(found(engine).may_log_in(now=NOW + timedelta(minutes=1)))
    end = NOW + timedelta(seconds=4) + PAUSE

    assert open_after == [True, True, True, True, False]
    assert not found(engine).may_log_in(now=end - timedelta(seconds=1))
    assert found(engine).may_log_in(now=end)
    with writing(engine) as tx:
        accounts.note_failed_login(tx, "erika", at=end)
    assert not found(engine).may_log_in(now=end)


def test_a_right_password_forgets_the_wrong_ones(engine: Engine) -> None:
    """Four mistakes yesterday and one today close nothing."""
    add(engine)
    with writing(engine) as tx:
        for _ in range(4):
            accounts.note_failed_login(tx, "erika", at=NOW)
        accounts.note_login(tx, "erika")
        accounts.note_failed_login(tx, "erika", at=NOW + ONE_DAY)
    account = found(engine)

    assert (account.failed_logins, account.locked_until) == (1, None)


def test_a_stronger_hash_of_the_same_password_keeps_the_sessions(engine: Engine) -> None:
    """Unless the password has changed in between."""
    add(engine)
    with writing(engine) as tx:
        answers = [accounts.renew_hash(tx, "erika", old="hash", new="stronger") for _ in range(2)]
    account = found(engine)

    assert answers == [True, False]
    assert (account.password_hash, account.session_version) == ("stronger", 1)


def test_only_the_right_password_matches() -> None:
    """An unknown name and a damaged hash match nothing."""
    assert passwords.matches(HASH, "richtig")
    assert not passwords.matches(HASH, "falsch")
    assert not passwords.matches(None, "richtig")
    assert not passwords.matches("damaged", "richtig")
    assert not passwords.matches(passwords.NOBODY, "")


def test_the_hash_for_unknown_names_costs_as_much_as_a_real_one() -> None:
    """Else the time of the answer would tell which names exist."""
    assert passwords.NOBODY.split("$")[:4] == HASH.split("$")[:4]
    assert not passwords.is_outdated(passwords.NOBODY)
    assert passwords.is_outdated(HASH.replace("t=3", "t=1"))


def test_r33_every_look_is_written_down(engine: Engine) -> None:
    """Who, what, when and why, newest first, in pages."""
    with writing(engine) as tx:
        accounts.log_access(tx, who="erika", what="journal", journal=7, at=NOW)
        accounts.log_access(
            tx, who="gf", what="protection_notes", case_number="K-1", reason="Hausverbot", at=NOW
        )
        newest = accounts.accesses(tx, limit=1)
        older = accounts.accesses(tx, before=newest[0].id)

    assert newest == (
        Access(
            id=2,
            at=NOW,
            who="gf",
            what="protection_notes",
            journal=None,
            case_number="K-1",
            reason="Hausverbot",
        ),
    )
    assert [(each.who, each.journal, each.case_number) for each in older] == [("erika", 7, "")]
