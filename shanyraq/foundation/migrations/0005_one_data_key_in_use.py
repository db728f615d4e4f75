"""Every data key is wrapped by a row; of a person's compartment one is in use, and sealing anew can be gone on with."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0004_derived_keys_are_generation_zero")]

    operations = [
        migrations.AlterField(
            model_name="datakey",
            name="wrapped_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="data_keys",
                to="foundation.wrappingkey",
            ),
        ),
        migrations.RemoveConstraint(model_name="datakey", name="one_key_per_person_and_compartment"),
        migrations.AddConstraint(
            model_name="datakey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at", None)),
                fields=("subject", "compartment"),
                name="one_key_in_use_per_person_and_compartment",
            ),
        ),
        migrations.AddIndex(
            model_name="datakey", index=models.Index(fields=["subject"], name="data_key_subject")
        ),
        migrations.CreateModel(
            name="Rotation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("compartment", models.CharField(max_length=8)),
                ("begun_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=100)),
                ("after", models.CharField(blank=True, max_length=40)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None)),
                        fields=("compartment",),
                        name="one_rotation_at_a_time_a_compartment",
                    )
                ]
            },
        ),
    ]
