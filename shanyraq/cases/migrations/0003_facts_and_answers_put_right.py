"""Tell in the history which facts of a person were put right, and let an answer to a question be corrected."""

import django.db.models.deletion
import shanyraq.foundation.encrypted
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
        ("cases", "0002_cases_without_a_manager"),
        ("people", "0002_names_of_a_second_record_are_sealed"),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="cases.consent",
            ),
        ),
        migrations.CreateModel(
            name="FactChange",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("CORRECTED", "CORRECTED"),
                            ("MOVED", "MOVED"),
                            ("CARE", "CARE"),
                            ("KIN", "KIN"),
                            ("JOINED", "JOINED"),
                            ("PARTED", "PARTED"),
                        ],
                        max_length=9,
                    ),
                ),
                ("compartment", models.CharField(max_length=4)),
                (
                    "told",
                    shanyraq.foundation.encrypted.EncryptedJSON(
                        default=None, null=True, sealed_in=".compartment", subject="person_id"
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.staffmember",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "changed_at"], name="change_by_person")],
            },
        ),
    ]
