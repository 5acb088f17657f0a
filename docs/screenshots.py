"""Make the pictures of the desk from the running demo (`make screenshots`)."""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from service.demo.office import ACCOUNTS  # noqa: E402  (the path comes first)
from tests.edges.browser import open_browser  # noqa: E402
from tests.end_to_end.desk_with_mail import open_desk  # noqa: E402

PICTURES = Path(__file__).parent / "pictures"
WINDOW = {"width": 1120, "height": 760}


def main() -> None:
    """Log in as the officer and take a picture of the queue."""
    officer = ACCOUNTS[0]
    with (
        tempfile.TemporaryDirectory(prefix="krm-pictures-") as folder,
        open_desk(Path(folder)) as (_, address),
        open_browser() as browser,
    ):
        page = browser.new_context(locale="de-DE", viewport=WINDOW).new_page()
        page.goto(address)
        page.get_by_label("Name").fill(officer.name)
        page.get_by_label("Passwort").fill(officer.password)
        page.get_by_role("button", name="Anmelden").click()
        page.wait_for_load_state()
        page.screenshot(path=PICTURES / "desk.png")


if __name__ == "__main__":
    main()
