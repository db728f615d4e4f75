"""How people come in: through the demonstration's own buttons, in whatever language the page is."""

from playwright.sync_api import Page, expect


def enter(page: Page, role: str) -> None:
    """Come in as the invented colleague of a role (`case_manager`, `supervisor`, … as the pack spells it)."""
    page.goto("/log-in/")
    page.locator(f'button[formaction$="/demo/enter/{role}/"]').click()
    expect(page).not_to_have_url("/log-in/")
