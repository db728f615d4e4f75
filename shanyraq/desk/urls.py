"""Where the desk's pages stand."""

from django.urls import path

from shanyraq.desk.views import families, home, overview, team, today

app_name = "desk"
urlpatterns = [
    path("", home.start, name="start"),
    path("today/", today.today, name="today"),
    path("families/", families.families, name="families"),
    path("search/", families.search, name="search"),
    path("team/", team.team, name="team"),
    path("overview/", overview.overview, name="overview"),
    path("overview/disciplines/<slug:discipline>/", overview.overview_discipline, name="overview_discipline"),
    path("overview/regions/<slug:region>/", overview.overview_region, name="overview_region"),
    path("overview/tables/<slug:table>.csv", overview.overview_csv, name="overview_csv"),
    path("record/", home.record_state, name="record_state"),
    path("record/access/", home.access_matrix, name="access_matrix"),
    path("pathway/", home.pathway, name="pathway"),
]
