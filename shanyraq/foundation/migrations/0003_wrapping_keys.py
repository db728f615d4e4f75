"""Room for the keys that wrap data keys, which were derived from the root key, and for data keys that are retired."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_forms_are_saved_once")]

    operations = [
        migrations.CreateModel(
            name="WrappingKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("compartment", models.CharField(max_length=8)),
                ("generation", models.PositiveIntegerField()),
                ("wrapped", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("compartment", "generation"), name="a_generation_of_a_compartment_is_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("compartment",),
                        name="one_wrapping_key_in_use_a_compartment",
                    ),
                ]
            },
        ),
        migrations.AddField(
            model_name="datakey", name="made_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="datakey", name="retired_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="datakey",
            name="wrapped_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="data_keys",
                to="foundation.wrappingkey",
            ),
        ),
    ]
