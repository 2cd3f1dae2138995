-- A community of one zone, kept by its first member, with so many households: 2.75 people each, 18 to a courtyard, an open
-- concern for every 20 people or so (60 for 400 households) with four steps, five weeks of the member's diary.
-- Ids are real UUIDv7, names, telephones and texts are random: what can be compressed is what can be in real use, or less
-- (sentences repeat themselves more than random characters do).
-- Parameters: code; accounts (an array of account ids, the secretary's first); households; entries.

CREATE OR REPLACE FUNCTION pg_temp.said(length int, seed int) RETURNS text LANGUAGE sql VOLATILE AS
$$ SELECT string_agg(substr('的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感见明问力理尔点文几定本公特做外孩相西果走将月十实向声车全信重三机工物气每并别真打太新比才便夫再书部水像眼等体却加电主界门利海受听表德少克代员许先口由死安写性马光白或住难望教命花结乐色更拉东神记处让母父应直字场平报友关放至张认接告入笑内英军候民岁往何度山觉路带万男边风解叫任金快原吃妈变通师立象数四失满战远格士音轻目条呢', 1 + floor(random() * 300)::int, 1), '')
   FROM generate_series(1, length) WHERE seed IS NOT NULL $$;

CREATE TEMP TABLE yard AS SELECT n, uuidv7() AS id FROM generate_series(1, ceil(%(households)s / 18.0)::int) n;
CREATE TEMP TABLE home AS SELECT n, uuidv7() AS id, 1 + n %% (SELECT count(*) FROM yard) AS yard
    FROM generate_series(1, %(households)s) n;
CREATE TEMP TABLE family AS SELECT n, uuidv7() AS id FROM generate_series(1, %(households)s) n;
CREATE TEMP TABLE person AS SELECT n, uuidv7() AS id, 1 + n %% %(households)s AS family
    FROM generate_series(1, (%(households)s * 2.75)::int) n;
CREATE TEMP TABLE staff AS SELECT n, uuidv7() AS id, account FROM unnest(%(accounts)s::uuid[]) WITH ORDINALITY AS who (account, n);

INSERT INTO territory_courtyard (id, community, kind, name, key, lane)
SELECT id, %(code)s, 'courtyard', '示例胡同' || n || '号院', '示例胡同' || n, '示例胡同' FROM yard;

INSERT INTO territory_dwelling (id, community, courtyard_id, unit, tenure)
SELECT home.id, %(code)s, yard.id, home.n::text, (ARRAY['public', 'private', 'rented'])[1 + home.n %% 3]
FROM home JOIN yard ON yard.n = home.yard;

INSERT INTO households_household (id, community, number, formed_on, declines_visits, confirmed_on)
SELECT id, %(code)s, n::text, current_date - 4000, n %% 40 = 0, current_date - floor(random() * 300)::int FROM family;

INSERT INTO households_residence (id, community, from_day, household_id, dwelling_id)
SELECT uuidv7(), %(code)s, current_date - 4000, family.id, home.id FROM family JOIN home USING (n);

INSERT INTO households_resident (id, community, name, pinyin, sex, born, phones, confirmed_on)
SELECT id, %(code)s, pg_temp.said(2 + n %% 2, n), made.sound || ' ' || substr(made.sound, 1, 1) || substr(made.sound, 6, 1),
    (ARRAY['female', 'male'])[1 + floor(random() * 2)::int], to_char(date '1930-01-01' + floor(random() * 32000)::int, 'YYYY-MM-DD'),
    ARRAY['1' || lpad(floor(random() * 1e10)::bigint::text, 10, '0')], current_date - floor(random() * 300)::int
FROM person CROSS JOIN LATERAL (
    SELECT translate(substr(md5(n::text || random()::text), 1, 10), '0123456789', 'ghijlmnopq') AS sound
) made;

INSERT INTO households_membership (id, community, from_day, resident_id, household_id, relation)
SELECT uuidv7(), %(code)s, current_date - 4000, person.id, family.id, CASE WHEN person.n <= %(households)s THEN 'head' ELSE 'child' END
FROM person JOIN family ON family.n = person.family;

INSERT INTO households_activerole (id, community, from_day, resident_id, kind, courtyard_id, agreed_on)
SELECT uuidv7(), %(code)s, current_date - 900, person.id, 'courtyard_head', yard.id, current_date - 900
FROM yard JOIN home ON home.n = yard.n JOIN person ON person.n = home.n;

INSERT INTO committee_member (id, community, account_id, name, sex, post, unit, telephone, joined_on)
SELECT id, %(code)s, account, '委员' || n, '', '社区委员', '示例社区', '13800000000', current_date - 4000 FROM staff;

INSERT INTO committee_zone (id, community, name, hue) SELECT id, %(code)s, '第一片区', 0 FROM staff WHERE n = 1;
INSERT INTO committee_keeping (id, community, from_day, zone_id, member_id)
SELECT uuidv7(), %(code)s, current_date - 4000, zone.id, staff.id FROM committee_zone zone, staff WHERE staff.n = 2;
INSERT INTO committee_coverage (id, community, from_day, zone_id, dwelling_id)
SELECT uuidv7(), %(code)s, current_date - 4000, zone.id, home.id FROM committee_zone zone, home;

INSERT INTO diary_book (id, community, member_id, year, name, sex, post, unit, telephone)
SELECT uuidv7(), %(code)s, id, date_part('year', current_date), '委员2', '', '', '', '' FROM staff WHERE n = 2;

INSERT INTO diary_entry (id, community, book_id, began_at, ended_at, written_at, from_paper, courtyard_id, household_id, outcome,
    purposes, matter, handling, result, satisfaction, important, wish, handed_in_at, read_at)
SELECT uuidv7(), %(code)s, book.id, at, at + interval '20 minutes', at, false, yard.id, family.id, 'met', ARRAY['call', 'need'],
    pg_temp.said(40, v), pg_temp.said(25, v), '', 'satisfied', v %% 20 = 0, CASE WHEN v %% 15 = 0 THEN pg_temp.said(12, v) ELSE '' END,
    at + interval '3 hours', CASE WHEN v %% 3 > 0 THEN at + interval '1 day' END
FROM generate_series(1, %(entries)s) v CROSS JOIN diary_book book
CROSS JOIN LATERAL (SELECT now() - v * interval '34 days' / %(entries)s - random() * interval '1 hour' AS at) told
JOIN family ON family.n = 1 + v * 7 %% %(households)s JOIN home ON home.n = family.n JOIN yard ON yard.n = home.yard;

CREATE TEMP TABLE matter AS SELECT n, uuidv7() AS id, now() - random() * interval '20 days' AS at
    FROM generate_series(1, (%(households)s * 0.15)::int) n;

INSERT INTO concerns_concern (id, community, number, matter, category, grade, level, source, stage, stage_at, noted_at,
    courtyard_id, household_id, lead_id, satisfaction, closed_as, next_due)
SELECT matter.id, %(code)s, '2026-' || lpad(matter.n::text, 4, '0'), pg_temp.said(40, matter.n), 'housing', 'difficult', 'member',
    'visit', 'in_hand', at, at, yard.id, family.id, staff.id, 'not_asked', '', at + interval '7 days'
FROM matter JOIN family ON family.n = matter.n JOIN home ON home.n = family.n JOIN yard ON yard.n = home.yard JOIN staff ON staff.n = 2;

INSERT INTO concerns_affected (id, community, concern_id, resident_id, part)
SELECT uuidv7(), %(code)s, matter.id, person.id, 'raised' FROM matter JOIN person USING (n);

INSERT INTO concerns_step (id, community, concern_id, kind, text, parties, told_resident, satisfaction, said, by_id, at)
SELECT uuidv7(), %(code)s, matter.id, (ARRAY['note', 'take_in_hand', 'report', 'comment'])[step], pg_temp.said(20, matter.n), '{}',
    false, '', '{}', staff.account, at + step * interval '3 hours'
FROM matter CROSS JOIN generate_series(1, 4) step JOIN staff ON staff.n = 2;

INSERT INTO concerns_promise (id, community, concern_id, name, given_at, due, why, calendar_known, state, ended_why, reason)
SELECT uuidv7(), %(code)s, matter.id, name, at, at + interval '7 days', '{}', true, 'open', '{}', ''
FROM matter CROSS JOIN unnest(ARRAY['coordinate', 'answer']) name;
