"""Where this room's pages stand."""

from django.urls import path

from shanyraq.access.views import doors, recoveries, second_steps, sessions, staff, unsaved

app_name = "access"
urlpatterns = [
    path("log-in/", doors.log_in, name="log_in"),
    path("log-in/second-step/", second_steps.second_step, name="second_step"),
    path("log-in/passkey/", second_steps.log_in_by_key, name="log_in_by_key"),
    path("log-out/", doors.log_out, name="log_out"),
    path("language/", doors.set_language, name="set_language"),
    path("invitations/<slug:secret>/", doors.accept_invitation, name="accept_invitation"),
    path("account/", second_steps.protection, name="protection"),
    path("account/prove/", second_steps.prove, name="prove"),
    path("account/add-app/", second_steps.add_app, name="add_app"),
    path("account/add-key/", second_steps.add_key, name="add_key"),
    path("account/recovery-codes/", second_steps.recovery_codes, name="recovery_codes"),
    path("account/take-away/<int:authenticator_id>/", second_steps.take_away, name="take_away"),
    path("account/password/", sessions.change_password, name="change_password"),
    path("account/second-password/", sessions.second_password, name="second_password"),
    path("account/role/", sessions.work_as, name="work_as"),
    path("account/sessions/end-others/", sessions.end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<int:session_id>/end/", sessions.end_session, name="end_session"),
    path("account/unsaved/", unsaved.unsaved, name="unsaved"),
    path("staff/", staff.list_staff, name="staff"),
    path("staff/invite/", staff.invite, name="invite"),
    path("staff/<uuid:staff_id>/", staff.staff_member, name="staff_member"),
    path("staff/<uuid:staff_id>/give-role/", staff.give_role, name="give_role"),
    path("staff/<uuid:staff_id>/roles/<uuid:grant_id>/end/", staff.end_role, name="end_role"),
    path("staff/<uuid:staff_id>/end-access/", staff.end_access, name="end_access"),
    path("staff/<uuid:staff_id>/new-link/", staff.renew_invitation, name="renew_invitation"),
    path("staff/<uuid:staff_id>/recover/", recoveries.ask_recovery, name="ask_recovery"),
    path("staff/recoveries/", recoveries.list_recoveries, name="recoveries"),
    path("staff/recoveries/<uuid:proposal_id>/", recoveries.recovery, name="recovery"),
]
