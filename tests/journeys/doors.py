"""How people come in: through the demonstration's own buttons, in whatever language the page is."""

import re

from playwright.sync_api import Page, expect

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def enter(page: Page, role: str) -> None:
    """Come in as the invented colleague of a role (`case_manager`, `supervisor`, … as the pack spells it).

    What is asked and sent is what the button asks and sends; nobody waits for the door to be drawn.
    """
    asks = page.context.request
    door = asks.get("/log-in/").text()
    token = TOKEN.search(door)
    assert token and f'formaction="/demo/enter/{role}/"' in door, (
        f"the door offers nobody to come in as {role}"
    )
    asks.post(f"/demo/enter/{role}/", form={"csrfmiddlewaretoken": token[1]}, max_redirects=0)
    page.goto("/")
    expect(page).not_to_have_url(re.compile("/log-in/"))


def enter_by_button(page: Page, role: str) -> None:
    """Come in as `enter` does, by pressing the button."""
    page.goto("/log-in/")
    page.locator(f'button[formaction$="/demo/enter/{role}/"]').click()
    expect(page).not_to_have_url(re.compile("/log-in/"))
