"""Where this room's pages stand."""

from django.urls import path

from shanyraq.rights.views import controls, erasures, holds, requests

app_name = "rights"
PERSON = "people/<uuid:person_id>/"
urlpatterns = [
    path("requests/", requests.requests, name="requests"),
    path("requests/<uuid:request_id>/", requests.show_request, name="request"),
    path("requests/<uuid:request_id>/acknowledge/", requests.acknowledge_request, name="acknowledge_request"),
    path("requests/<uuid:request_id>/answer/", requests.answer_request, name="answer_request"),
    path(f"{PERSON}requests/", requests.requests_of, name="requests_of"),
    path("holds/", holds.holds, name="holds"),
    path("holds/<uuid:hold_id>/", holds.show_hold, name="hold"),
    path("holds/<uuid:hold_id>/renew/", holds.renew_hold, name="renew_hold"),
    path("holds/<uuid:hold_id>/lift/", holds.lift_hold, name="lift_hold"),
    path(f"{PERSON}hold/", holds.set_hold, name="set_hold"),
    path("controls/", controls.controls, name="controls"),
    path("controls/<uuid:proposal_id>/", controls.control, name="control"),
    path("erasures/", erasures.erasures, name="erasures"),
    path("erasures/<uuid:erasure_id>/", erasures.show_erasure, name="erasure"),
    path("erasures/<uuid:erasure_id>/agree/", erasures.agree_erasure, name="agree_erasure"),
    path("erasures/<uuid:erasure_id>/decline/", erasures.decline_erasure, name="decline_erasure"),
    path(f"{PERSON}erase/", erasures.ask_erasure, name="ask_erasure"),
]
