from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Exclusion constraints over ids and ranges of days need btree_gist (trusted: no superuser is needed)."""

    dependencies = [("access", "0001_initial")]
    operations = [BtreeGistExtension()]
