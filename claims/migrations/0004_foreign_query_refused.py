from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0003_claim_relations"),
    ]

    operations = [
        migrations.AddField(
            model_name="foreignquery",
            name="refused",
            field=models.PositiveSmallIntegerField(
                default=0, editable=False, verbose_name="refused"
            ),
        ),
    ]
