from django.db import migrations, models


class Migration(migrations.Migration):
    """No column changes its name: the version before goes on while this is migrated."""

    dependencies = [
        ("claims", "0028_publication_versions"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField(
                    model_name="webhookendpoint", old_name="secret", new_name="seed"
                ),
                migrations.AlterField(
                    model_name="webhookendpoint",
                    name="seed",
                    field=models.CharField(db_column="secret", editable=False, max_length=100),
                ),
                migrations.RenameField(
                    model_name="webhookendpoint",
                    old_name="previous_secret",
                    new_name="previous_seed",
                ),
                migrations.AlterField(
                    model_name="webhookendpoint",
                    name="previous_seed",
                    field=models.CharField(
                        blank=True, db_column="previous_secret", editable=False, max_length=100
                    ),
                ),
            ]
        ),
    ]
