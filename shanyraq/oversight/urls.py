"""Where this room's pages stand."""

from django.urls import path

from shanyraq.oversight.views import desk, findings, invented

app_name = "oversight"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("findings/", findings.findings, name="findings"),
    path("findings/<uuid:finding_id>/", findings.finding, name="finding"),
    path("invented-people/", invented.invented_people, name="invented_people"),
    path("invented-people/new/", invented.invent, name="invent"),
    path("invented-people/<uuid:proposal_id>/", invented.proposed_person, name="proposed_person"),
    path("invented-people/<uuid:invented_id>/end/", invented.end_invented, name="end_invented"),
]
