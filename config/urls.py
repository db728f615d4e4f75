"""Where each room's pages stand, and who answers where there is none."""

from django.urls import include, path

urlpatterns = [
    path("", include("shanyraq.desk.urls")),
    path("", include("shanyraq.access.urls")),
    path("", include("shanyraq.vault.urls")),
    path("", include("shanyraq.panels.urls")),
    path("", include("shanyraq.rights.urls")),
    path("", include("shanyraq.cases.urls")),
    path("", include("shanyraq.papers.urls")),
    path("oversight/", include("shanyraq.oversight.urls")),
    path("demo/", include("shanyraq.demo.urls")),
    path("ui/", include("shanyraq.ui.urls")),
]

handler400 = "shanyraq.ui.faults.bad_request"
handler403 = "shanyraq.ui.faults.permission_denied"
handler404 = "shanyraq.ui.faults.page_not_found"
handler500 = "shanyraq.ui.faults.server_error"
