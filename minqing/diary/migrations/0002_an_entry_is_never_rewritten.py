from django.db import migrations

# Method: "An entry is never rewritten after it is handed in." Held by the database, so that no bug can.
GUARD = """
CREATE FUNCTION entry_is_never_rewritten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.handed_in_at IS NULL THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an entry that was handed in is never deleted' USING ERRCODE = 'check_violation';
  END IF;
  IF (to_jsonb(OLD) - 'read_at' - 'returned_at' - 'wish_fulfilled_on')
     IS DISTINCT FROM (to_jsonb(NEW) - 'read_at' - 'returned_at' - 'wish_fulfilled_on') THEN
    RAISE EXCEPTION 'an entry that was handed in is never rewritten' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entry_is_never_rewritten BEFORE UPDATE OR DELETE ON diary_entry
  FOR EACH ROW EXECUTE FUNCTION entry_is_never_rewritten();

CREATE FUNCTION what_is_added_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was added below an entry stays as it is' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER addendum_stays BEFORE UPDATE OR DELETE ON diary_addendum
  FOR EACH ROW EXECUTE FUNCTION what_is_added_stays();
CREATE TRIGGER comment_stays BEFORE UPDATE OR DELETE ON diary_comment
  FOR EACH ROW EXECUTE FUNCTION what_is_added_stays();

-- What belongs to the page itself (photos, who went along) is closed with it.
CREATE FUNCTION what_belongs_to_an_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE page uuid;
BEGIN
  page := CASE WHEN TG_OP = 'INSERT' THEN NEW.entry_id ELSE OLD.entry_id END;
  IF EXISTS (SELECT FROM diary_entry WHERE id = page AND handed_in_at IS NOT NULL) THEN
    RAISE EXCEPTION 'what belongs to an entry that was handed in stays as it is' USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER photo_stays BEFORE INSERT OR UPDATE OR DELETE ON diary_photo
  FOR EACH ROW EXECUTE FUNCTION what_belongs_to_an_entry_stays();
CREATE TRIGGER companion_stays BEFORE INSERT OR UPDATE OR DELETE ON diary_companion
  FOR EACH ROW EXECUTE FUNCTION what_belongs_to_an_entry_stays();
"""
UNDO = """
DROP TRIGGER entry_is_never_rewritten ON diary_entry;
DROP TRIGGER addendum_stays ON diary_addendum;
DROP TRIGGER comment_stays ON diary_comment;
DROP TRIGGER photo_stays ON diary_photo;
DROP TRIGGER companion_stays ON diary_companion;
DROP FUNCTION what_belongs_to_an_entry_stays();
DROP FUNCTION entry_is_never_rewritten();
DROP FUNCTION what_is_added_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("diary", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
