from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_people_told_of_emergencies")]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("ends_at", None), ("until__isnull", False)),
                fields=["until"],
                name="lent_assignments",
            ),
        ),
    ]
