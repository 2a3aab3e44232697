"""The pictures of the desk in the docs: the demonstration's book, in a real browser, in light, dark and on a phone.

    python docs/shots.py [NAME …]

Writes docs/desk/*.png. The same program on the same machine draws the same
picture; fonts differ between machines, so no test compares them.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tollbook.book import Book
from tollbook.keep.looking import list_incidents

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from made_desk import browser, demo_book, served  # noqa: E402 - the folder of the tests is no package

FOLDER = ROOT / "docs" / "desk"
MOST = 200_000  # bytes of a picture in the repository
DESK, PHONE = (1280, 860), (390, 780)
# name: the page, the size of the window, the colours
SHOTS = {
    "browse": ("browse", DESK, "light"),
    "incident": ("incident", DESK, "light"),
    "incident-dark": ("incident", DESK, "dark"),
    "article": ("article", DESK, "light"),
    "queue": ("queue", DESK, "light"),
    "sources": ("sources", DESK, "light"),
    "changes": ("changes", DESK, "dark"),
    "incident-phone": ("incident", PHONE, "light"),
}


def addresses(book: Book) -> dict[str, str]:
    """The paths of the pages, of the incident that most articles tell of."""
    incident = max(list_incidents(book).incidents, key=lambda i: (len(i.articles), i.id))
    key = next(iter(book.kept(sources=[incident.articles[-1]]))).key
    return {
        "browse": "/", "incident": f"/incident/{incident.id}", "article": f"/article/{key}", "queue": "/queue", "sources": "/sources",
        "changes": "/changes?since=2024-01-01",
    }  # fmt: skip


def shoot(names: list[str]) -> None:
    """Draw these pictures.

    Raises:
        RuntimeError: One is too large, or a page's console says something against it.
    """
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, demo_book(Path(folder)) as book, served(book) as address, browser() as chromium:
        paths = addresses(book)
        for name in names:
            page_name, (width, height), scheme = SHOTS[name]
            context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, is_mobile=width < 640)
            page = context.new_page()
            page.set_default_timeout(120_000)
            wrong: list[str] = []
            page.on("console", lambda m, wrong=wrong: wrong.append(m.text) if m.type == "error" else None)
            page.goto(address + paths[page_name], wait_until="load")
            page.wait_for_timeout(4000)
            picture = page.screenshot()
            context.close()
            if wrong or len(picture) > MOST:
                raise RuntimeError(f"{name}: {wrong or len(picture)}")
            (FOLDER / f"{name}.png").write_bytes(picture)
            print(f"{name} {len(picture):,}")


if __name__ == "__main__":
    shoot(sys.argv[1:] or list(SHOTS))
