import django.db.models.deletion
import modelsearch.index
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('claims', '0007_comments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='claims.claim', verbose_name='claim')),
                ('kind', models.CharField(choices=[('correction', 'correction'), ('update', 'update'), ('clarification', 'clarification'), ('retraction', 'retraction')], max_length=20, verbose_name='kind')),
                ('state', models.CharField(choices=[('prepared', 'prepared'), ('approved', 'approved'), ('published', 'published'), ('rejected', 'rejected')], default='prepared', max_length=20, verbose_name='state')),
                ('text', models.TextField(help_text='Shown to readers.', verbose_name='what changed and why')),
                ('before', models.JSONField(default=dict, editable=False)),
                ('after', models.JSONField(default=dict, editable=False)),
                ('requested_by', models.CharField(blank=True, max_length=200, verbose_name='asked for by')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='prepared by')),
                ('prepared_at', models.DateTimeField(auto_now_add=True, verbose_name='prepared')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['-published_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'published')), fields=['published_at', 'id'], name='correction_newest'), models.Index(condition=models.Q(('state', 'published')), fields=['kind', 'published_at', 'id'], name='correction_newest_of_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('prepared_by')), _negated=True), _connector='OR'), name='correction_approved_by_second_person'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'published']), _negated=True), ('approved_by__isnull', False), _connector='OR'), name='correction_approved_by_someone'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='correction_published_with_date')],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='claims.claim', verbose_name='claim')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('slug', models.SlugField(max_length=100, verbose_name='address')),
                ('statement', models.TextField(verbose_name='claim')),
                ('headline', models.CharField(blank=True, max_length=200, verbose_name='headline')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='claims.article', verbose_name='article')),
                ('publisher', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='claims.publisher', verbose_name='publisher')),
                ('claimant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='claims.claimant', verbose_name='claimant')),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='claims.rating', verbose_name='rating')),
                ('attribution_rating', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.rating', verbose_name='rating of who said it')),
                ('document', models.JSONField(verbose_name='public document')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('search_text', models.TextField(editable=False)),
                ('first_published_at', models.DateTimeField(verbose_name='first published')),
                ('updated_at', models.DateTimeField(verbose_name='updated')),
                ('rechecked_at', models.DateTimeField(null=True, verbose_name='last re-checked')),
                ('fresh_until', models.DateTimeField(editable=False, null=True)),
                ('reopened_at', models.DateTimeField(editable=False, null=True, verbose_name='reopened')),
                ('retracted_at', models.DateTimeField(null=True, verbose_name='retracted')),
                ('related', models.JSONField(default=dict, editable=False)),
                ('topics', models.ManyToManyField(related_name='publications', to='claims.topic', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'public claim page',
                'verbose_name_plural': 'public claim pages',
                'ordering': ['-updated_at', '-pk'],
                'indexes': [models.Index(fields=['article', '-updated_at', '-id'], name='publication_of_article_newest'), models.Index(fields=['version'], name='publication_versions'), models.Index(fields=['updated_at', 'id', 'rating', 'claimant', 'publisher', 'language', 'year', 'first_published_at', 'retracted_at'], name='publication_newest'), models.Index(fields=['rating', 'updated_at', 'id', 'claimant', 'publisher', 'language', 'year', 'first_published_at', 'retracted_at'], name='publication_by_rating'), models.Index(fields=['claimant', 'updated_at', 'id', 'rating', 'publisher', 'language', 'year', 'first_published_at', 'retracted_at'], name='publication_by_claimant'), models.Index(fields=['publisher', 'updated_at', 'id', 'rating', 'claimant', 'language', 'year', 'first_published_at', 'retracted_at'], name='publication_by_publisher'), models.Index(fields=['language', 'updated_at', 'id', 'rating', 'claimant', 'publisher', 'year', 'first_published_at', 'retracted_at'], name='publication_by_language'), models.Index(fields=['year', 'updated_at', 'id', 'rating', 'claimant', 'publisher', 'language', 'first_published_at', 'retracted_at'], name='publication_by_year')],
                'constraints': [models.UniqueConstraint(fields=('year', 'slug'), name='publication_address_unique')],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        # The table between pages and topics has no model of its own.
        migrations.RunSQL(
            sql='CREATE INDEX publication_of_topic ON claims_publication_topics (topic_id, publication_id)',
            reverse_sql='DROP INDEX publication_of_topic',
        ),
    ]
