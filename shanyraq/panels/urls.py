"""Where this room's pages stand."""

from django.urls import path

from shanyraq.panels.views import acting, asking, panels

app_name = "panels"
PANEL = "panels/<uuid:panel_id>/"
urlpatterns = [
    path("panels/", panels.panels, name="panels"),
    path(PANEL, panels.show_panel, name="panel"),
    path(f"{PANEL}members/", asking.name_member, name="name_member"),
    path(f"{PANEL}members/out/", asking.take_out_member, name="take_out_member"),
    path(f"{PANEL}view/", acting.record_view, name="record_view"),
    path(f"{PANEL}vote/", acting.vote, name="vote"),
    path(f"{PANEL}decide/", acting.decide, name="decide"),
    path(f"{PANEL}dissent/", acting.note_dissent, name="note_dissent"),
    path(f"{PANEL}ratify/", acting.ratify, name="ratify"),
    path(f"{PANEL}appeal/", asking.appeal, name="appeal"),
    path("people/<uuid:person_id>/panels/", asking.panels_of, name="panels_of"),
]
