-- A diary and the concerns that came of it, set-based. Entry n = 1 is the oldest, i = 0 the newest: what a row is like
-- depends on i, so that the newest rows are the same whatever the length of the diary.
-- Parameters: code, entries; a day's entries at the new end (`daily`), how many of them are recent (`recent`),
-- the years that the others are spread over; how many are unread, and how many concerns are open, of them late.
-- Household n lies with member 2 + n mod 60 mod 9: the same rule as in people.sql.

CREATE OR REPLACE FUNCTION pg_temp.key(kind int, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT ('0192' || lpad(to_hex(kind), 4, '0') || '70008000' || lpad(to_hex(number), 16, '0'))::uuid $$;

CREATE TEMP TABLE told AS
SELECT n, i, h, pg_temp.key(7, 2 + h %% 60 %% 9) AS member, 1 + h %% 60 AS yard,
    date_trunc('minute', now() - interval '30 minutes' - CASE
        WHEN i < %(recent)s THEN i * interval '1 day' / %(daily)s
        ELSE %(recent)s * interval '1 day' / %(daily)s
            + %(years)s * interval '365 days' * ((i - %(recent)s)::float8 / greatest(1, %(entries)s - %(recent)s))
    END) AS at
FROM (SELECT %(entries)s - i AS n, i, 1 + (i * 37 %% 1100)::int AS h FROM generate_series(0::bigint, %(entries)s - 1) i) numbered
ORDER BY n;

INSERT INTO diary_book (id, community, member_id, year, name, sex, post, unit, telephone)
SELECT pg_temp.key(11, (m * 10000 + y)), %(code)s, pg_temp.key(7, m), y, '委员' || m, '', '社区委员', '示例社区', ''
FROM generate_series(1, 10) m, generate_series(extract(year FROM now())::int - 12, extract(year FROM now())::int) y;

INSERT INTO diary_entry (id, community, book_id, began_at, written_at, from_paper, courtyard_id, household_id, outcome,
    purposes, matter, handling, result, satisfaction, important, wish, handed_in_at, read_at, returned_at)
SELECT pg_temp.key(12, n), %(code)s,
    pg_temp.key(11, (2 + h %% 60 %% 9) * 10000 + extract(year FROM at AT TIME ZONE 'Asia/Shanghai')::int),
    at, at, i %% 50 = 0, pg_temp.key(1, yard), pg_temp.key(3, h),
    CASE i %% 12 WHEN 0 THEN 'nobody_home' WHEN 1 THEN 'declined' ELSE 'met' END, ARRAY['call', 'need'],
    '反映' || (ARRAY['屋顶漏水', '楼道堆物', '下水堵塞', '路灯不亮', '邻居噪声', '老人就医'])[1 + i %% 6]
        || '，已有' || i %% 30 || '天，希望社区帮助联系' || (ARRAY['房管所', '物业', '环卫', '街道'])[1 + i %% 4] || '尽快处理。',
    '当面了解情况，记录在案，答应三日内回话。', '', CASE i %% 3 WHEN 0 THEN 'satisfied' ELSE 'not_asked' END,
    i %% 40 = 0, CASE WHEN i %% 100 = 0 THEN '想有一处晒太阳的长椅' ELSE '' END, at + interval '10 minutes',
    CASE WHEN n <= %(entries)s - %(unread)s THEN at + interval '3 days' END,
    CASE WHEN i %% 150 = 0 AND i BETWEEN %(unread)s AND 700 THEN at + interval '3 days' END
FROM told;

INSERT INTO diary_comment (id, community, entry_id, kind, text, by_id, at)
SELECT pg_temp.key(13, n), %(code)s, pg_temp.key(12, n), CASE WHEN i %% 50 = 0 THEN 'praise' ELSE 'comment' END,
    '写得仔细，下次问一问老人的药。', %(secretary)s, at + interval '3 days'
FROM told WHERE i %% 5 = 0 AND n <= %(entries)s - %(unread)s;

INSERT INTO diary_addendum (id, community, entry_id, kind, text, by_id, at)
SELECT pg_temp.key(14, n), %(code)s, pg_temp.key(12, n), 'note', '已回访。', %(secretary)s, at + interval '2 days'
FROM told WHERE i %% 20 = 0;

-- One closed concern for eight entries, and the open ones, which came of the newest entries.
CREATE TEMP TABLE asked AS
SELECT row_number() OVER (ORDER BY n, open) AS c, * FROM (
    SELECT *, false AS open FROM told WHERE i %% 8 = 0
    UNION ALL SELECT *, true FROM told WHERE n > %(entries)s - %(open)s) both_kinds;

INSERT INTO concerns_concern (id, community, number, matter, category, grade, level, source, stage, stage_at, noted_at,
    entry_id, courtyard_id, household_id, lead_id, satisfaction, word_at, closed_at, closed_as, next_due)
SELECT pg_temp.key(15, c), %(code)s, extract(year FROM at)::text || '-' || c,
    '反映' || (ARRAY['屋顶漏水', '楼道堆物', '下水堵塞', '路灯不亮', '邻居噪声', '老人就医'])[1 + i %% 6]
        || '，已有' || i %% 30 || '天，希望社区帮助联系' || (ARRAY['房管所', '物业', '环卫', '街道'])[1 + i %% 4] || '尽快处理。',
    (ARRAY['housing', 'utilities', 'sanitation', 'safety', 'dispute', 'elderly'])[1 + i %% 6],
    CASE WHEN i %% 10 = 0 THEN 'difficult' ELSE 'ordinary' END, CASE WHEN i %% 10 = 0 THEN 'street' ELSE 'member' END,
    'visit', CASE WHEN NOT open THEN 'closed' ELSE (ARRAY['noted', 'in_hand', 'reported', 'coordinated', 'answered'])[1 + i %% 5] END,
    at + CASE WHEN open THEN interval '1 minute' ELSE interval '2 days' END, at, pg_temp.key(12, n), pg_temp.key(1, yard),
    pg_temp.key(3, h), member, CASE WHEN open THEN 'not_asked' ELSE 'satisfied' END,
    CASE WHEN open THEN NULL ELSE at + interval '2 days' END, CASE WHEN open THEN NULL ELSE at + interval '2 days' END,
    CASE WHEN open THEN '' ELSE 'answered' END,
    CASE WHEN open THEN now() + ((n - (%(entries)s - %(open)s) - %(late)s) - 0.5) * interval '40 minutes' END
FROM asked;

INSERT INTO concerns_affected (id, community, concern_id, resident_id, part)
SELECT pg_temp.key(16, c), %(code)s, pg_temp.key(15, c), pg_temp.key(5, 1 + (h + 1098) %% 1100), 'raised' FROM asked;

INSERT INTO concerns_step (id, community, concern_id, kind, text, parties, told_resident, satisfaction, said, by_id, at)
SELECT pg_temp.key(17, c * 4 + s), %(code)s, pg_temp.key(15, c), (ARRAY['note', 'take_in_hand', 'answer', 'close'])[s],
    CASE s WHEN 2 THEN '联系房管所，约定上门。' WHEN 3 THEN '已修好，当面告知。' ELSE '' END, '{}', s = 3, '', '{}',
    (SELECT account_id FROM committee_member WHERE id = member), at + s * interval '6 hours'
FROM asked, generate_series(1, 4) s WHERE s <= CASE WHEN open THEN 2 ELSE 4 END;

INSERT INTO concerns_promise (id, community, concern_id, name, given_at, due, why, calendar_known, state, ended_at,
    ended_why, reason)
SELECT pg_temp.key(18, concern.c * 2 + p), %(code)s, pg_temp.key(15, concern.c), (ARRAY['settle', 'answer'])[p], at,
    CASE WHEN open THEN kept.next_due ELSE at + p * interval '1 day' END,
    '{"rule": "same_day", "params": {"end": "18:00"}}', true, CASE WHEN open THEN 'open' ELSE 'kept' END,
    CASE WHEN open THEN NULL ELSE at + interval '20 hours' END,
    CASE WHEN open THEN '{}' ELSE '{"rule": "kept_in_time", "params": {}}' END::jsonb, ''
FROM asked concern JOIN concerns_concern kept ON kept.id = pg_temp.key(15, concern.c), generate_series(1, 2) p
WHERE p = 1 OR NOT open;

-- The ledger: as many records as there were acts, with the body's size but no true hashes (nothing here verifies them).
INSERT INTO ledger_record (community, seq, kind, subject_type, subject_id, actor, device_at, server_at, body, salt,
    commitment, previous, hash)
SELECT %(code)s, row_number() OVER (ORDER BY at, kind) + (SELECT max(seq) FROM ledger_record), kind, subject, acts.id,
    who.account_id, at, at, repeat('x', 300),
    '\x00'::bytea, decode(repeat('ab', 32), 'hex'), decode(repeat('cd', 32), 'hex'), decode(repeat('ef', 32), 'hex')
FROM (
    SELECT 'diary.write' AS kind, 'diary.Entry' AS subject, pg_temp.key(12, n) AS id, member,
        at + interval '10 minutes' AS at FROM told
    UNION ALL SELECT 'concern.open', 'concerns.Concern', pg_temp.key(15, c), member, at + interval '11 minutes' FROM asked
    UNION ALL SELECT 'concern.step', 'concerns.Concern', pg_temp.key(15, c), member, at + s * interval '6 hours'
        FROM asked, generate_series(2, 4) s WHERE NOT open
) acts JOIN committee_member who ON who.id = acts.member;

DROP TABLE told, asked;
