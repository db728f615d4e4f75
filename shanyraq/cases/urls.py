"""Where this room's pages stand."""

from django.urls import path

from shanyraq.cases.views import (
    appointments,
    assignments,
    cards,
    consents,
    corrections,
    emergencies,
    exports,
    family,
    kin,
    notes,
    openers,
    own_copy,
    own_entries,
    own_sheet,
    people,
    person,
    protecting,
    registration,
    reopening,
    reviews,
    roster_rows,
    rosters,
    steps,
    tellings,
    ties,
)

app_name = "cases"
urlpatterns = [
    path("lists/", rosters.rosters, name="rosters"),
    path("lists/<uuid:draft_id>/", rosters.roster_draft, name="roster_draft"),
    path("lists/<uuid:draft_id>/rows/<int:row_id>/", roster_rows.settle_roster_row, name="settle_roster_row"),
    path(
        "lists/<uuid:draft_id>/leave-out-registered/",
        roster_rows.leave_out_registered,
        name="leave_out_registered",
    ),
    path("lists/<uuid:draft_id>/confirm/", rosters.confirm_roster, name="confirm_roster"),
    path("lists/<uuid:draft_id>/discard/", rosters.discard_roster, name="discard_roster"),
    path("lists/imports/<uuid:import_id>/undo/", rosters.undo_roster, name="undo_roster"),
]

# A file: of a family, and the same of one person.
FAMILY, PERSON = "families/<uuid:family_id>/", "people/<uuid:person_id>/"
urlpatterns += [
    path(FAMILY, family.show_family, name="family"),
    path(PERSON, person.show_person, name="person"),
    path(f"{FAMILY}people/", family.show_people, name="people"),
    path(f"{FAMILY}consents/", consents.show_consents, name="consents"),
    path(f"{PERSON}consents/", consents.record_consents, name="consents"),
    path(f"{PERSON}give-sheet/", own_sheet.give_sheet, name="give_sheet"),
    path(f"{PERSON}give-copy/", own_copy.give_copy, name="give_copy"),
    path("consents/<uuid:consent_id>/correct/", consents.correct_consents, name="correct_consents"),
    path("records/<uuid:record_id>/correct/", corrections.correct_record, name="correct_record"),
    path("records/<uuid:record_id>/take-back/", corrections.retract_record, name="retract_record"),
    path("notes/<uuid:note_id>/correct/", notes.correct_note, name="correct_note"),
    path(
        "appointments/<uuid:appointment_id>/settle/",
        appointments.settle_appointment,
        name="settle_appointment",
    ),
]
for start in (FAMILY, PERSON):
    urlpatterns += [
        path(f"{start}meetings/", appointments.show_meetings, name="meetings"),
        path(f"{start}meetings/make/", appointments.make_appointment, name="make_appointment"),
        path(f"{start}notes/", notes.show_notes, name="notes"),
        path(f"{start}notes/add/", notes.add_note, name="add_note"),
        path(f"{start}history/", family.show_history, name="history"),
        path(f"{start}record/", steps.record_step, name="record_step"),
        path(f"{start}waive/", steps.waive_step, name="waive"),
        path(f"{start}decline/", steps.decline_step, name="decline"),
    ]

# Who works with whom, and what a second person decides.
urlpatterns += [
    path(f"{FAMILY}assign/", assignments.assign, name="assign"),
    path(f"{FAMILY}add-colleague/", assignments.add_colleague, name="add_colleague"),
    path(f"{FAMILY}protect/", protecting.protect_case, name="protect_case"),
    path("assignments/<uuid:assignment_id>/end/", assignments.end_assignment, name="end_assignment"),
    path(f"{FAMILY}ask-closure/", reviews.ask_closure, name="ask_closure"),
    path(f"{FAMILY}reopen-case/", reopening.reopen_case, name="reopen_case"),
    path(f"{FAMILY}ask-review/", reviews.ask_review, name="ask_review"),
    path("closures/<uuid:review_id>/", reviews.decide_closure, name="decide_closure"),
    path("reviews/<uuid:review_id>/", reviews.decide_review, name="decide_review"),
]

# Colleagues who are kin of somebody.
urlpatterns += [
    path("own-kin/", ties.say_own_kin, name="say_own_kin"),
    path(f"{PERSON}kin-of-colleagues/", ties.say_kin_of, name="say_kin_of"),
]

# What others have to know of a part that is closed to them.
urlpatterns += [
    path("cards/", cards.show_cards, name="cards"),
    path(f"{PERSON}cards/write/", cards.write_card, name="write_card"),
]

# What somebody adds to files that she does not open.
urlpatterns += [
    path("own-entries/", own_entries.own_entries, name="own_entries"),
    path("own-entries/write/", own_entries.choose_for_entry, name="choose_for_entry"),
    path("own-entries/<uuid:note_id>/correct/", own_entries.correct_own_entry, name="correct_own_entry"),
    path(f"{PERSON}own-entries/write/", own_entries.add_own_entry, name="add_own_entry"),
    path(
        "appointments/<uuid:appointment_id>/own-entries/write/",
        own_entries.add_entry_of_meeting,
        name="add_entry_of_meeting",
    ),
]

# What was opened in an emergency, for an hour.
urlpatterns += [
    path(f"{PERSON}emergency/", emergencies.open_in_emergency, name="open_in_emergency"),
    path("emergencies/", emergencies.emergencies, name="emergencies"),
    path("emergencies/<uuid:emergency_id>/", emergencies.show_emergency, name="emergency"),
    path("emergencies/<uuid:emergency_id>/review/", emergencies.review_emergency, name="review_emergency"),
    path("emergencies/openers/<uuid:opener_id>/", openers.decide_opener, name="decide_opener"),
    path("emergencies/<uuid:emergency_id>/tell/", tellings.tell_opening, name="tell_opening"),
    path("emergencies/<uuid:emergency_id>/withhold/", tellings.withhold_opening, name="withhold_opening"),
]

# Lists that somebody takes along.
urlpatterns += [
    path("exports/", exports.exports, name="exports"),
    path("exports/take/", exports.take_list, name="take_list"),
    path("exports/<uuid:export_id>/", exports.show_export, name="export"),
    path("exports/<uuid:export_id>/file/", exports.export_file, name="export_file"),
]

# Who they are: registering by hand, correcting, moving, kin, joining two records.
urlpatterns += [
    path("families/new/", registration.register_family, name="register_family"),
    path(f"{PERSON}correct/", people.correct_person, name="correct_person"),
    path(f"{PERSON}move/", people.move_person, name="move_person"),
    path(f"{PERSON}kin/", kin.add_kin, name="add_kin"),
    path("kinships/<uuid:kinship_id>/end/", kin.end_kin, name="end_kin"),
    path(f"{PERSON}care/", kin.set_care, name="set_care"),
    path("care-situations/<uuid:situation_id>/end/", kin.end_care, name="end_care"),
    path(f"{PERSON}merge/", people.merge_people, name="merge_people"),
    path("merges/<uuid:merge_id>/undo/", people.undo_merge, name="undo_merge"),
]
