"""Where this room's pages stand."""

from django.urls import path

from shanyraq.papers import views

app_name = "papers"
urlpatterns = [
    path("people/<uuid:person_id>/papers/", views.papers, name="papers"),
    path("people/<uuid:person_id>/papers/add/", views.add_paper, name="add_paper"),
    path("papers/<uuid:paper_id>/", views.open_paper, name="open_paper"),
]
