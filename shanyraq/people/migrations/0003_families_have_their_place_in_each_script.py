"""Where a family stands in a list by name, for readers of each script; worked out for the families there are."""

from django.db import migrations, models

from shanyraq.people.rules import label_columns

AT_ONCE = 1000
COLUMNS = ("place_latn", "place_cyrl", "place_arab")


def find_places(apps, schema_editor):
    families = apps.get_model("people", "Family").objects
    waiting = []
    for family in families.only("label", *COLUMNS).iterator(AT_ONCE):
        columns = label_columns(family.label)
        for column in COLUMNS:
            setattr(family, column, columns[column])
        waiting.append(family)
        if len(waiting) == AT_ONCE:
            families.bulk_update(waiting, COLUMNS)
            waiting = []
    families.bulk_update(waiting, COLUMNS)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_names_of_a_second_record_are_sealed"),
    ]

    operations = [
        *(
            migrations.AddField("family", column, models.CharField(default="", max_length=240), preserve_default=False)
            for column in COLUMNS
        ),
        migrations.RunPython(find_places, migrations.RunPython.noop),
        migrations.AddIndex("family", models.Index(fields=["place_latn", "id"], name="family_in_latin")),
        migrations.AddIndex("family", models.Index(fields=["place_cyrl", "id"], name="family_in_cyrillic")),
        migrations.AddIndex("family", models.Index(fields=["place_arab", "id"], name="family_in_arabic")),
    ]
