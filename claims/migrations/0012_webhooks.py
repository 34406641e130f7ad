import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('claims', '0011_notices'),
    ]

    operations = [
        migrations.CreateModel(
            name='WebhookEndpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('url', models.URLField(max_length=2000, verbose_name='web address')),
                ('kinds', models.JSONField(default=list, verbose_name='is told of')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('seed', models.CharField(db_column='secret', editable=False, max_length=100)),
                ('previous_seed', models.CharField(blank=True, db_column='previous_secret', editable=False, max_length=100)),
                ('previous_until', models.DateTimeField(editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
            ],
            options={
                'verbose_name': 'webhook',
                'verbose_name_plural': 'webhooks',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='due at')),
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='leased until')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('last_error', models.TextField(blank=True, editable=False, verbose_name='last error')),
                ('parked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='parked since')),
                ('endpoint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='claims.webhookendpoint', verbose_name='webhook')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.event', verbose_name='event')),
                ('kind', models.CharField(choices=[('claim.published', 'claim published'), ('claim.corrected', 'claim corrected'), ('claim.retracted', 'claim retracted'), ('finding.opened', 'finding opened')], max_length=30, verbose_name='what')),
                ('payload', models.JSONField(verbose_name='content')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='since')),
                ('delivered_at', models.DateTimeField(null=True, verbose_name='delivered')),
                ('status', models.PositiveSmallIntegerField(null=True, verbose_name='HTTP status')),
            ],
            options={
                'verbose_name': 'webhook delivery',
                'verbose_name_plural': 'webhook deliveries',
                'ordering': ['-pk'],
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['-parked_at'], name='webhookdelivery_parked')],
                'constraints': [models.UniqueConstraint(fields=('endpoint', 'event'), name='webhookdelivery_once')],
            },
        ),
    ]
