import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('claims', '0006_events'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='claims.claim', verbose_name='claim')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='claims.comment', verbose_name='answer to')),
                ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='claims.evidence', verbose_name='piece of evidence')),
                ('verdict', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='claims.verdict', verbose_name='verdict')),
                ('selector', models.JSONField(blank=True, default=dict, editable=False)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claim_comments', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('body', models.TextField(max_length=10000, verbose_name='comment')),
                ('is_blocking', models.BooleanField(default=False, verbose_name='blocks the approval')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='written')),
                ('resolved_at', models.DateTimeField(blank=True, null=True, verbose_name='resolved')),
                ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='resolved by')),
                ('resolution', models.CharField(blank=True, max_length=300, verbose_name='how it was resolved')),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'ordering': ['created_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('resolved_at__isnull', True), ('resolved_by__isnull', True)), models.Q(('resolved_at__isnull', False), ('resolved_by__isnull', False)), _connector='OR'), name='comment_resolved_by_someone')],
            },
        ),
        migrations.CreateModel(
            name='CommentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='claims.comment', verbose_name='comment')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('body', models.TextField(max_length=10000, verbose_name='comment')),
                ('written_at', models.DateTimeField(auto_now_add=True, verbose_name='written')),
            ],
            options={
                'verbose_name': 'earlier text',
                'verbose_name_plural': 'texts of comments',
                'ordering': ['comment', 'number'],
                'constraints': [models.UniqueConstraint(fields=('comment', 'number'), name='comment_version_number_unique'), models.CheckConstraint(condition=models.Q(('number__gte', 2)), name='comment_version_after_first')],
            },
        ),
    ]
