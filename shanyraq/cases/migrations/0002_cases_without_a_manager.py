"""Find the cases nobody leads yet without reading through their whole region."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("case_manager", None)), fields=["region"], name="case_without_manager"
            ),
        ),
    ]
