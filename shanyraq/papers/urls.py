"""Where this room's pages stand."""

from django.urls import path

from shanyraq.papers.views import misplaced, papers

app_name = "papers"
urlpatterns = [
    path("people/<uuid:person_id>/papers/", papers.papers, name="papers"),
    path("people/<uuid:person_id>/papers/add/", papers.add_paper, name="add_paper"),
    path("papers/<uuid:paper_id>/", papers.open_paper, name="open_paper"),
    path("misplaced-papers/<uuid:paper_id>/", misplaced.misplaced, name="misplaced"),
    path("misplaced-papers/<uuid:paper_id>/move/<uuid:person_id>/", misplaced.move_paper, name="move_paper"),
    path("misplaced-papers/<uuid:paper_id>/take-away/", misplaced.take_away, name="take_away"),
    path("misplaced-papers/<uuid:paper_id>/bring-back/", misplaced.bring_back, name="bring_back"),
]
