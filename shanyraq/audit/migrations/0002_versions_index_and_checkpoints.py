"""Rows get a version (those that stand are of the first), so that later columns change no hash; an index of whom they
name, filled from the rows; checkpoints and the witness."""

import json
from uuid import UUID

import django.db.models.deletion
from django.db import migrations, models

AT_ONCE = 2000


def fill_index(apps, schema_editor):
    Entry, About = apps.get_model("audit", "Entry"), apps.get_model("audit", "About")
    after = 0
    while rows := list(
        Entry.objects.filter(seq__gt=after).order_by("seq").values_list("pk", "seq", "objects_json")[:AT_ONCE]
    ):
        About.objects.bulk_create(
            [About(entry_id=key, person=one) for key, _, objects in rows for one in people_in(objects)]
        )
        after = rows[-1][1]


def people_in(objects):
    found = set()
    for one in json.loads(objects):
        if one.startswith("person:"):
            try:
                found.add(UUID(one.removeprefix("person:")))
            except ValueError:
                continue
    return sorted(found)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="version",
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="entry", name="device", field=models.CharField(blank=True, default="", max_length=16)
        ),
        migrations.CreateModel(
            name="About",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="abouts",
                        to="audit.entry",
                    ),
                ),
                ("person", models.UUIDField()),
            ],
            options={
                "indexes": [models.Index(fields=["person", "entry"], name="audit_about_person")],
                "constraints": [models.UniqueConstraint(fields=["entry", "person"], name="audit_about_once")],
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("size", models.PositiveBigIntegerField(unique=True)),
                ("at", models.DateTimeField()),
                ("page", models.TextField()),
                ("frontier", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Witness",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("fault", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="audit_has_one_witness")
                ],
            },
        ),
        migrations.RunPython(fill_index, migrations.RunPython.noop),
    ]
