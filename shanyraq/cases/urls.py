"""Where this room's pages stand."""

from django.urls import path

from shanyraq.cases.views import rosters

app_name = "cases"
urlpatterns = [
    path("lists/", rosters.rosters, name="rosters"),
    path("lists/<uuid:draft_id>/", rosters.roster_draft, name="roster_draft"),
    path("lists/<uuid:draft_id>/rows/add/", rosters.add_roster_row, name="add_roster_row"),
    path("lists/<uuid:draft_id>/rows/<int:row_id>/", rosters.settle_roster_row, name="settle_roster_row"),
    path("lists/<uuid:draft_id>/confirm/", rosters.confirm_roster, name="confirm_roster"),
    path("lists/<uuid:draft_id>/discard/", rosters.discard_roster, name="discard_roster"),
    path("lists/imports/<uuid:import_id>/undo/", rosters.undo_roster, name="undo_roster"),
]
