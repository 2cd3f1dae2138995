-- A community of about 1,100 households in 60 courtyards, nine zones with a member each, all set-based.
-- Ids are made from a kind and a number, so that the other statements find them: see `key`.
-- Parameters: code; accounts (an array of account ids, the secretary's first).

CREATE OR REPLACE FUNCTION pg_temp.key(kind int, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT ('0192' || lpad(to_hex(kind), 4, '0') || '70008000' || lpad(to_hex(number), 16, '0'))::uuid $$;

INSERT INTO territory_courtyard (id, community, kind, name, key, lane)
SELECT pg_temp.key(1, n), %(code)s, 'courtyard', '示例胡同' || n || '号院', '示例胡同' || n, '示例胡同'
FROM generate_series(1, 60) n;

INSERT INTO territory_dwelling (id, community, courtyard_id, unit, tenure)
SELECT pg_temp.key(2, n), %(code)s, pg_temp.key(1, 1 + n %% 60), n::text, 'public' FROM generate_series(1, 1100) n;

INSERT INTO households_household (id, community, number, formed_on, declines_visits)
SELECT pg_temp.key(3, n), %(code)s, n::text, current_date - 4000, false FROM generate_series(1, 1100) n;

INSERT INTO households_residence (id, community, from_day, household_id, dwelling_id)
SELECT pg_temp.key(4, n), %(code)s, current_date - 4000, pg_temp.key(3, n), pg_temp.key(2, n)
FROM generate_series(1, 1100) n;

INSERT INTO households_resident (id, community, name, pinyin, sex, born, phones, confirmed_on)
SELECT pg_temp.key(5, n), %(code)s, substr('王李张刘陈杨赵黄周吴', 1 + n %% 10, 1) || '某' || n, 'p' || n %% 401 || ' ' || n,
    (ARRAY['female', 'male'])[1 + n %% 2], (1930 + n %% 90)::text, ARRAY['13800' || lpad(n::text, 6, '0')],
    current_date - (n * 7 %% 300)
FROM generate_series(1, 2750) n;

INSERT INTO households_membership (id, community, from_day, resident_id, household_id, relation)
SELECT pg_temp.key(6, n), %(code)s, current_date - 4000, pg_temp.key(5, n), pg_temp.key(3, 1 + n %% 1100),
    CASE WHEN n <= 1100 THEN 'head' ELSE 'child' END
FROM generate_series(1, 2750) n;

-- Member 1 is the secretary, 2 to 10 keep a zone each.
INSERT INTO committee_member (id, community, account_id, name, sex, post, unit, telephone, joined_on)
SELECT pg_temp.key(7, n), %(code)s, account, '委员' || n, '', '社区委员', '示例社区', '', current_date - 4000
FROM unnest(%(accounts)s::uuid[]) WITH ORDINALITY AS who (account, n);

INSERT INTO committee_zone (id, community, name, hue)
SELECT pg_temp.key(8, n), %(code)s, '第' || n || '片区', 0 FROM generate_series(1, 9) n;

INSERT INTO committee_keeping (id, community, from_day, zone_id, member_id)
SELECT pg_temp.key(9, n), %(code)s, current_date - 4000, pg_temp.key(8, n), pg_temp.key(7, n + 1)
FROM generate_series(1, 9) n;

-- A courtyard's homes lie in one zone.
INSERT INTO committee_coverage (id, community, from_day, zone_id, dwelling_id)
SELECT pg_temp.key(10, n), %(code)s, current_date - 4000, pg_temp.key(8, 1 + n %% 60 %% 9), pg_temp.key(2, n)
FROM generate_series(1, 1100) n;
