from django.db import migrations

# A record is appended and stays. Erasing empties what it told (body, salt, subject, actor) and nothing else;
# the commitment and the hashes stay, so the chain still verifies.
GUARD = """
CREATE FUNCTION record_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a ledger record is never deleted' USING ERRCODE = 'check_violation';
  END IF;
  IF (to_jsonb(OLD) - '{body,salt,subject_id,subject_type,actor,erased_at}'::text[])
     IS DISTINCT FROM (to_jsonb(NEW) - '{body,salt,subject_id,subject_type,actor,erased_at}'::text[])
     OR NEW.body IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.subject_id IS NOT NULL OR NEW.actor IS NOT NULL
     OR NEW.erased_at IS NULL OR OLD.erased_at IS NOT NULL THEN
    RAISE EXCEPTION 'a ledger record is only ever emptied' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER record_stays BEFORE UPDATE OR DELETE ON ledger_record
  FOR EACH ROW EXECUTE FUNCTION record_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RunSQL(GUARD, "DROP TRIGGER record_stays ON ledger_record; DROP FUNCTION record_stays();")
    ]
