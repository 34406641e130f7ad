import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('claims', '0003_claims'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='due at')),
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='leased until')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('last_error', models.TextField(blank=True, editable=False, verbose_name='last error')),
                ('parked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='parked since')),
                ('url', models.URLField(blank=True, max_length=2000, verbose_name='web address')),
                ('title', models.CharField(blank=True, max_length=500, verbose_name='title')),
                ('publisher', models.CharField(blank=True, max_length=200, verbose_name='publisher')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='published on')),
                ('language', models.CharField(blank=True, max_length=10, verbose_name='language')),
                ('kind', models.CharField(choices=[('primary', 'primary source'), ('secondary', 'secondary source'), ('official', 'official'), ('data', 'data'), ('expert', 'expert'), ('media', 'media'), ('note', 'note of a conversation')], default='secondary', max_length=20, verbose_name='kind')),
                ('note', models.TextField(blank=True, help_text='For a source without an address.', verbose_name='note')),
                ('interest_disclosure', models.CharField(blank=True, max_length=500, verbose_name='interests to disclose')),
                ('capture_state', models.CharField(choices=[('referenced', 'referenced only'), ('capturing', 'being captured'), ('captured', 'captured'), ('capture_failed', 'capture failed')], default='referenced', max_length=20, verbose_name='copy')),
                ('live_state', models.CharField(choices=[('unknown', 'not looked at yet'), ('live', 'live'), ('drifted', 'cited passage changed'), ('moved', 'moved'), ('gone', 'gone'), ('blocked', 'blocked'), ('unreachable', 'unreachable')], default='unknown', max_length=20, verbose_name='on the web')),
                ('archived_url', models.URLField(blank=True, max_length=2000, verbose_name='archived copy')),
                ('etag', models.CharField(blank=True, editable=False, max_length=500)),
                ('last_modified', models.CharField(blank=True, editable=False, max_length=100)),
                ('failures', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='failures in a row')),
                ('checked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last looked at')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True)),
                ('not_modified', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('is_slow', models.BooleanField(default=False, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['-created_at'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='claims.source', verbose_name='source')),
                ('fetched_at', models.DateTimeField(verbose_name='fetched at')),
                ('final_url', models.URLField(blank=True, max_length=2000, verbose_name='final address')),
                ('status', models.PositiveSmallIntegerField(default=200, verbose_name='HTTP status')),
                ('headers', models.JSONField(default=dict, verbose_name='headers')),
                ('content_type', models.CharField(blank=True, max_length=100, verbose_name='content type')),
                ('title', models.CharField(blank=True, max_length=500, verbose_name='title')),
                ('text', models.TextField(verbose_name='text')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the file')),
                ('text_sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the text')),
                ('file', models.FileField(blank=True, upload_to='snapshots/%Y/%m/', verbose_name='file')),
            ],
            options={
                'verbose_name': 'copy',
                'verbose_name_plural': 'copies',
                'ordering': ['source', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ArchiveRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='due at')),
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='leased until')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('last_error', models.TextField(blank=True, editable=False, verbose_name='last error')),
                ('parked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='parked since')),
                ('snapshot', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='archiving', to='claims.snapshot', verbose_name='copy')),
                ('state', models.CharField(choices=[('asked', 'about to be submitted'), ('submitted', 'submitted, not archived yet'), ('archived', 'archived'), ('failed', 'not archived')], default='asked', max_length=10, verbose_name='state')),
                ('job_id', models.CharField(blank=True, editable=False, max_length=200)),
                ('submitted_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='submitted')),
                ('url', models.URLField(blank=True, max_length=2100, verbose_name='archived copy')),
                ('archived_at', models.DateTimeField(blank=True, null=True, verbose_name='archived')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'request to the Wayback Machine',
                'verbose_name_plural': 'requests to the Wayback Machine',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='claims.claim', verbose_name='claim')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='claims.source', verbose_name='source')),
                ('snapshot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='claims.snapshot', verbose_name='copy')),
                ('excerpt', models.TextField(blank=True, verbose_name='cited passage')),
                ('selector', models.JSONField(blank=True, default=dict, editable=False)),
                ('stance', models.CharField(choices=[('supports', 'supports'), ('refutes', 'refutes'), ('context', 'context'), ('inconclusive', 'inconclusive')], max_length=20, verbose_name='stance')),
                ('note', models.TextField(blank=True, verbose_name='what it shows')),
                ('confidential', models.BooleanField(default=False, help_text='Never leaves the desk: not on pages, in feeds, exports or the API.', verbose_name='confidential')),
                ('no_snapshot_reason', models.CharField(blank=True, max_length=300, verbose_name='why there is no copy')),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
            ],
            options={
                'verbose_name': 'piece of evidence',
                'verbose_name_plural': 'evidence',
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='NullSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='null_searches', to='claims.claim')),
                ('place', models.CharField(help_text='The archive, database or search engine, or who was asked.', max_length=300, verbose_name='where')),
                ('query', models.CharField(max_length=500, verbose_name='words searched for')),
                ('side', models.CharField(choices=[('supports', 'evidence for the claim'), ('refutes', 'evidence against the claim')], max_length=20, verbose_name='what was looked for')),
                ('searched_on', models.DateField(verbose_name='searched on')),
                ('searched_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
            ],
            options={
                'verbose_name': 'search that found nothing',
                'verbose_name_plural': 'searches that found nothing',
                'ordering': ['searched_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('place', ''), _negated=True), models.Q(('query', ''), _negated=True)), name='nullsearch_says_where_and_what'), models.CheckConstraint(condition=models.Q(('side__in', ['supports', 'refutes'])), name='nullsearch_for_one_side')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='claims.claim')),
                ('whom', models.CharField(help_text='Name and office. Shown to readers.', max_length=300, verbose_name='whom we asked')),
                ('channel', models.CharField(choices=[('email', 'by e-mail'), ('phone', 'by telephone'), ('in_person', 'in person'), ('letter', 'by letter'), ('form', 'by contact form'), ('message', 'by message')], default='email', max_length=20, verbose_name='how')),
                ('asked_on', models.DateField(verbose_name='asked on')),
                ('deadline', models.DateField(verbose_name='answer due by')),
                ('answer', models.TextField(blank=True, help_text='What came back, also a refusal. Shown to readers.', verbose_name='answer')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='answered on')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
            ],
            options={
                'verbose_name': 'request for a statement',
                'verbose_name_plural': 'requests for a statement',
                'ordering': ['asked_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('whom', ''), _negated=True), name='reply_asked_somebody'), models.CheckConstraint(condition=models.Q(('deadline__gte', models.F('asked_on'))), name='reply_deadline_after_asking'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_on__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_on__gte', models.F('asked_on')), ('answered_on__isnull', False)), _connector='OR'), name='reply_answer_with_date')],
            },
        ),
        migrations.AddIndex(
            model_name='Source',
            index=models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['-parked_at'], name='source_parked'),
        ),
        migrations.AddIndex(
            model_name='Source',
            index=models.Index(condition=models.Q(('failures__gt', 0)), fields=['-failures', 'id'], name='source_failing'),
        ),
        migrations.AddConstraint(
            model_name='Source',
            constraint=models.UniqueConstraint(condition=models.Q(('url', ''), _negated=True), fields=('url',), name='source_url_unique'),
        ),
        migrations.AddConstraint(
            model_name='Source',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('url', ''), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='source_has_address_or_note'),
        ),
        migrations.AddIndex(
            model_name='Snapshot',
            index=models.Index(fields=['source', '-id'], name='snapshot_newest'),
        ),
        migrations.AddIndex(
            model_name='Snapshot',
            index=models.Index(fields=['fetched_at'], name='snapshot_recent'),
        ),
        migrations.AddIndex(
            model_name='ArchiveRequest',
            index=models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['-parked_at'], name='archiverequest_parked'),
        ),
        migrations.AddConstraint(
            model_name='ArchiveRequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'archived'), models.Q(('url', ''), _negated=True), ('archived_at__isnull', False)), models.Q(models.Q(('state', 'archived'), _negated=True), ('url', ''), ('archived_at__isnull', True)), _connector='OR'), name='archive_address_when_archived'),
        ),
        migrations.AddConstraint(
            model_name='Evidence',
            constraint=models.CheckConstraint(condition=models.Q(('snapshot__isnull', True), models.Q(('excerpt', ''), _negated=True), _connector='OR'), name='evidence_excerpt_from_snapshot'),
        ),
    ]
