"""Where each room's pages stand."""

from django.urls import include, path

urlpatterns = [
    path("", include("shanyraq.desk.urls")),
    path("", include("shanyraq.access.urls")),
    path("", include("shanyraq.cases.urls")),
    path("demo/", include("shanyraq.demo.urls")),
    path("ui/", include("shanyraq.ui.urls")),
]
