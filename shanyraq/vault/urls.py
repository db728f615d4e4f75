"""Where this room's pages stand."""

from django.urls import path

from shanyraq.vault import views

app_name = "vault"
urlpatterns = [
    path("people/<uuid:person_id>/ask-to-open/", views.ask, name="ask"),
    path("seal/", views.requests, name="requests"),
    path("seal/custodians/", views.list_custodians, name="custodians"),
    path("seal/custodians/new/", views.become_custodian, name="become_custodian"),
    path("seal/lock-anew/", views.lock_anew, name="lock_anew"),
    path("seal/<uuid:opening_id>/", views.show_request, name="request"),
    path("seal/<uuid:opening_id>/agree/", views.agree, name="agree"),
    path("seal/<uuid:opening_id>/decline/", views.decline_request, name="decline"),
    path("seal/<uuid:opening_id>/read/", views.read, name="read"),
]
