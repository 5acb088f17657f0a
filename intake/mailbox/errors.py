"""What can go wrong with the mailbox: types answer "what now?", messages say what to do."""


class MailboxError(Exception):
    """The mailbox did not do what was asked; no message holds a secret or a word of any mail."""


class UnreachableError(MailboxError):
    """No answer, a cut line, or too much asked of the server: try again after a pause."""


class LoginRefusedError(MailboxError):
    """The server does not accept the account's name and password: stop and tell the operator."""


class InsecureMailboxError(MailboxError):
    """The line cannot be secured as the settings ask: stop and tell the operator."""


class FolderMissingError(MailboxError):
    """A folder does not exist, or its rights do not suffice: tell the operator, go on elsewhere."""


class FolderChangedError(MailboxError):
    """The server gave the folder new message numbers: old ones mean nothing, list it anew."""
