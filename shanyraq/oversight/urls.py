"""Where this room's pages stand."""

from django.urls import path

from shanyraq.oversight.views import desk, findings

app_name = "oversight"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("findings/", findings.findings, name="findings"),
    path("findings/<uuid:finding_id>/", findings.finding, name="finding"),
]
