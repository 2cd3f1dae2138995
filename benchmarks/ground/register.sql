-- A community with a register of any size, set-based: 2.5 people a household, 20 homes a courtyard, nine zones.
-- Parameters: code; accounts (the secretary's first); residents, households, courtyards (how many of each).

CREATE OR REPLACE FUNCTION pg_temp.key(kind int, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT ('0192' || lpad(to_hex(kind), 4, '0') || '70008000' || lpad(to_hex(number), 16, '0'))::uuid $$;

INSERT INTO territory_courtyard (id, community, kind, name, key, lane)
SELECT pg_temp.key(1, n), %(code)s, 'courtyard', '示例' || n %% 40 || '巷' || n || '号院', '示例' || n, '示例' || n %% 40 || '巷'
FROM generate_series(1, %(courtyards)s) n;

INSERT INTO territory_dwelling (id, community, courtyard_id, unit, tenure, floor)
SELECT pg_temp.key(2, n), %(code)s, pg_temp.key(1, 1 + n %% %(courtyards)s), (n / %(courtyards)s)::text,
    (ARRAY['public', 'private', 'rented', ''])[1 + n %% 4], 1 + n %% 6
FROM generate_series(1, %(households)s) n;

INSERT INTO households_household (id, community, number, formed_on, declines_visits)
SELECT pg_temp.key(3, n), %(code)s, n::text, current_date - 4000, n %% 50 = 0 FROM generate_series(1, %(households)s) n;

INSERT INTO households_residence (id, community, from_day, household_id, dwelling_id)
SELECT pg_temp.key(4, n), %(code)s, current_date - 4000, pg_temp.key(3, n), pg_temp.key(2, n)
FROM generate_series(1, %(households)s) n;

-- Names of three characters with their sounds; one in three has a telephone, one in forty was never confirmed.
INSERT INTO households_resident (id, community, name, pinyin, sex, born, phones, registered_elsewhere, confirmed_on)
SELECT pg_temp.key(5, n), %(code)s,
    substr('王李张刘陈杨赵黄周吴', a, 1) || substr('伟芳娜敏静丽强磊军洋', b, 1) || substr('勇艳杰娟涛明超秀霞平', c, 1),
    s[a] || g[b] || h[c] || ' ' || left(s[a], 1) || left(g[b], 1) || left(h[c], 1),
    (ARRAY['female', 'male'])[1 + n %% 2],
    to_char(date '1930-01-01' + (n * 7919 %% 34000)::int, 'YYYY-MM-DD'),
    CASE WHEN n %% 3 = 0 THEN ARRAY['138' || lpad(n::text, 8, '0')] ELSE '{}' END, n %% 5 = 0,
    CASE WHEN n %% 40 = 0 THEN NULL ELSE current_date - (n * 7 %% 300)::int END
FROM (
    SELECT n, 1 + n * 7 %% 10 AS a, 1 + n / 10 %% 10 AS b, 1 + n / 100 %% 10 AS c,
        ARRAY['wang','li','zhang','liu','chen','yang','zhao','huang','zhou','wu'] AS s,
        ARRAY['wei','fang','na','min','jing','li','qiang','lei','jun','yang'] AS g,
        ARRAY['yong','yan','jie','juan','tao','ming','chao','xiu','xia','ping'] AS h
    FROM generate_series(1, %(residents)s) n
) numbered;

INSERT INTO households_membership (id, community, from_day, resident_id, household_id, relation)
SELECT pg_temp.key(6, n), %(code)s, current_date - 4000, pg_temp.key(5, n), pg_temp.key(3, 1 + n %% %(households)s),
    CASE WHEN n <= %(households)s AND n %% 97 > 0 THEN 'head' ELSE 'child' END
FROM generate_series(1, %(residents)s) n;

INSERT INTO committee_member (id, community, account_id, name, sex, post, unit, telephone, joined_on)
SELECT pg_temp.key(7, n), %(code)s, account, '委员' || n, '', '社区委员', '示例社区', '', current_date - 4000
FROM unnest(%(accounts)s::uuid[]) WITH ORDINALITY AS who (account, n);

INSERT INTO committee_zone (id, community, name, hue)
SELECT pg_temp.key(8, n), %(code)s, '第' || n || '片区', 0 FROM generate_series(1, 9) n;

INSERT INTO committee_keeping (id, community, from_day, zone_id, member_id)
SELECT pg_temp.key(9, n), %(code)s, current_date - 4000, pg_temp.key(8, n), pg_temp.key(7, n + 1)
FROM generate_series(1, 9) n;

INSERT INTO committee_coverage (id, community, from_day, zone_id, dwelling_id)
SELECT pg_temp.key(10, n), %(code)s, current_date - 4000, pg_temp.key(8, 1 + n %% %(courtyards)s %% 9), pg_temp.key(2, n)
FROM generate_series(1, %(households)s) n;
