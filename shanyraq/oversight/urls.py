"""Where this room's pages stand."""

from django.urls import path

from shanyraq.oversight.views import breaches, desk, findings, invented, legal, mandates, viewing

app_name = "oversight"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("retention/", desk.retention, name="retention"),
    path("findings/", findings.findings, name="findings"),
    path("findings/<uuid:finding_id>/", findings.finding, name="finding"),
    path("invented-people/", invented.invented_people, name="invented_people"),
    path("invented-people/new/", invented.invent, name="invent"),
    path("invented-people/<uuid:proposal_id>/", invented.proposed_person, name="proposed_person"),
    path("invented-people/<uuid:invented_id>/end/", invented.end_invented, name="end_invented"),
    path("legal-requests/", legal.legal_requests, name="legal_requests"),
    path("legal-requests/new/", legal.enter_legal_request, name="enter_legal_request"),
    path("legal-requests/<uuid:legal_id>/", legal.legal_request, name="legal_request"),
    path("legal-requests/<uuid:legal_id>/answer/", legal.answer_legal_request, name="answer_legal_request"),
    path("legal-requests/<uuid:legal_id>/agree/", legal.agree_legal_request, name="agree_legal_request"),
    path("legal-requests/<uuid:legal_id>/told/", legal.tell_legal_request, name="tell_legal_request"),
    path("monitors/", mandates.mandates, name="mandates"),
    path("monitors/new/", mandates.ask_mandate, name="ask_mandate"),
    path("monitors/<uuid:proposal_id>/", mandates.mandate, name="mandate"),
    path("breaches/", breaches.breaches, name="breaches"),
    path("breaches/new/", breaches.enter_breach, name="enter_breach"),
    path("breaches/<uuid:breach_id>/", breaches.breach, name="breach"),
    path("view-as/", viewing.view_as, name="view_as"),
    path("view-as/stop/", viewing.stop_view_as, name="stop_view_as"),
]
