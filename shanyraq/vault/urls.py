"""Where this room's pages stand."""

from django.urls import path

from shanyraq.vault.views import custodians, openings

app_name = "vault"
urlpatterns = [
    path("people/<uuid:person_id>/ask-to-open/", openings.ask, name="ask"),
    path("seal/", openings.requests, name="requests"),
    path("seal/custodians/", custodians.list_custodians, name="custodians"),
    path("seal/custodians/new/", custodians.become_custodian, name="become_custodian"),
    path("seal/custodians/<uuid:custodian_id>/end/", custodians.end_custodian, name="end_custodian"),
    path("seal/lock-anew/", custodians.lock_anew, name="lock_anew"),
    path("seal/<uuid:opening_id>/", openings.show_request, name="request"),
    path("seal/<uuid:opening_id>/agree/", openings.agree, name="agree"),
    path("seal/<uuid:opening_id>/decline/", openings.decline_request, name="decline"),
    path("seal/<uuid:opening_id>/read/", openings.read, name="read"),
]
