"""Where this room's pages stand."""

from django.urls import path

from shanyraq.access.views import doors, staff

app_name = "access"
urlpatterns = [
    path("log-in/", doors.log_in, name="log_in"),
    path("log-out/", doors.log_out, name="log_out"),
    path("language/", doors.set_language, name="set_language"),
    path("invitations/<slug:secret>/", doors.accept_invitation, name="accept_invitation"),
    path("staff/", staff.list_staff, name="staff"),
    path("staff/invite/", staff.invite, name="invite"),
    path("staff/<uuid:staff_id>/", staff.staff_member, name="staff_member"),
    path("staff/<uuid:staff_id>/give-role/", staff.give_role, name="give_role"),
    path("staff/<uuid:staff_id>/roles/<uuid:grant_id>/end/", staff.end_role, name="end_role"),
    path("staff/<uuid:staff_id>/end-access/", staff.end_access, name="end_access"),
    path("staff/<uuid:staff_id>/new-link/", staff.renew_invitation, name="renew_invitation"),
]
