import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('claims', '0001_accounts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NameSpelling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('spelling', models.CharField(max_length=60)),
                ('word', models.CharField(max_length=60)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('spelling', 'word'), name='name_spelling_unique')],
            },
        ),
        migrations.CreateModel(
            name='Publisher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='name')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='address')),
                ('homepage', models.URLField(blank=True, verbose_name='home page')),
            ],
            options={
                'verbose_name': 'publisher',
                'verbose_name_plural': 'publishers',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='due at')),
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='leased until')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('last_error', models.TextField(blank=True, editable=False, verbose_name='last error')),
                ('parked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='parked since')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='address')),
                ('url', models.URLField(blank=True, max_length=2000, verbose_name='web address')),
                ('title', models.CharField(max_length=500, verbose_name='title')),
                ('publisher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='claims.publisher', verbose_name='publisher')),
                ('author', models.CharField(blank=True, max_length=200, verbose_name='author')),
                ('language', models.CharField(default='de', max_length=10, verbose_name='language')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='published on')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
                ('extracted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='claims extracted')),
                ('extraction_notes', models.TextField(blank=True, editable=False, verbose_name='notes on the extraction')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'ordering': ['-created_at'],
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['-parked_at'], name='article_parked')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('url', ''), _negated=True), fields=('url',), name='article_url_unique')],
            },
        ),
        migrations.CreateModel(
            name='ArticleRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='claims.article', verbose_name='article')),
                ('number', models.PositiveIntegerField(verbose_name='revision')),
                ('title', models.CharField(max_length=500, verbose_name='title')),
                ('text', models.TextField(verbose_name='text')),
                ('raw', models.TextField(verbose_name='as received')),
                ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='SHA-256 of the text')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='seen')),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
                'ordering': ['article', 'number'],
                'constraints': [models.UniqueConstraint(fields=('article', 'number'), name='revision_number_unique')],
            },
        ),
        migrations.CreateModel(
            name='Claimant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='address')),
                ('kind', models.CharField(choices=[('person', 'person'), ('organisation', 'organisation'), ('state', 'state'), ('role', 'role without a name'), ('unnamed', 'not named'), ('document', 'document')], default='person', max_length=20, verbose_name='kind')),
                ('role', models.CharField(blank=True, max_length=200, verbose_name='role')),
                ('wikidata_id', models.CharField(blank=True, max_length=20, validators=[django.core.validators.RegexValidator('^Q[1-9]\\d*$', 'A Wikidata id looks like Q42.')], verbose_name='Wikidata id')),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='unnamed_claimants', to='claims.article', verbose_name='only in this article')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_claimants', to='claims.claimant', verbose_name='merged into')),
            ],
            options={
                'verbose_name': 'claimant',
                'verbose_name_plural': 'claimants',
                'ordering': ['name'],
                'indexes': [models.Index(fields=['name', 'id'], name='claimant_by_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['role', 'unnamed']), _negated=True), ('article__isnull', False), _connector='OR'), name='claimant_unnamed_has_article'), models.CheckConstraint(condition=models.Q(('merged_into', models.F('pk')), _negated=True), name='claimant_merged_into_other')],
            },
        ),
        migrations.CreateModel(
            name='ClaimantName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claimant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='claims.claimant', verbose_name='claimant')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('folded', models.CharField(db_index=True, editable=False, max_length=200)),
            ],
            options={
                'verbose_name': 'alias',
                'verbose_name_plural': 'aliases',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('claimant', 'name'), name='claimant_name_unique')],
            },
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='due at')),
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='leased until')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('last_error', models.TextField(blank=True, editable=False, verbose_name='last error')),
                ('parked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='parked since')),
                ('url', models.URLField(max_length=2000, verbose_name='web address')),
                ('options', models.JSONField(default=dict, editable=False)),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked for by')),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='intakes', to='claims.article', verbose_name='article')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
            ],
            options={
                'verbose_name': 'address to take in',
                'verbose_name_plural': 'addresses to take in',
                'ordering': ['-pk'],
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['-parked_at'], name='intake_parked')],
            },
        ),
    ]
