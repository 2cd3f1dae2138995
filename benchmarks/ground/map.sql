-- A community of many courtyards on the map: two homes and households each, every fourth outlined, zones as squares.
-- Ids are made from a kind and a number, as in people.sql.
-- Parameters: code; accounts (an array of account ids, the secretary's first); courtyards; side (their square root).

CREATE OR REPLACE FUNCTION pg_temp.key(kind int, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT ('0192' || lpad(to_hex(kind), 4, '0') || '70008000' || lpad(to_hex(number), 16, '0'))::uuid $$;

INSERT INTO territory_courtyard (id, community, kind, name, key, lane, longitude, latitude, outline)
SELECT pg_temp.key(1, n), %(code)s, 'courtyard', lane || '胡同' || n || '号院', lane || '胡同' || n || '号院', lane || '胡同', x, y,
    CASE WHEN n %% 4 = 0 THEN jsonb_build_array(
        jsonb_build_array(x - 0.0001, y - 0.00008), jsonb_build_array(x + 0.0001, y - 0.00008),
        jsonb_build_array(x + 0.0001, y + 0.00008), jsonb_build_array(x - 0.0001, y + 0.00008),
        jsonb_build_array(x - 0.0001, y - 0.00008)) END
FROM (
    SELECT n, '示例' || (n - 1) / %(side)s AS lane,
        round((116.35 + (n - 1) %% %(side)s * 0.0005 + n * 37 %% 100 * 0.000002)::numeric, 7)::float8 AS x,
        round((39.90 + (n - 1) / %(side)s * 0.0004 + n * 53 %% 100 * 0.0000015)::numeric, 7)::float8 AS y
    FROM generate_series(1, %(courtyards)s) n
) placed;

INSERT INTO territory_dwelling (id, community, courtyard_id, unit, tenure)
SELECT pg_temp.key(2, n), %(code)s, pg_temp.key(1, 1 + n %% %(courtyards)s), n::text, 'public'
FROM generate_series(1, 2 * %(courtyards)s) n;

INSERT INTO households_household (id, community, number, formed_on, declines_visits)
SELECT pg_temp.key(3, n), %(code)s, n::text, current_date - 4000, false FROM generate_series(1, 2 * %(courtyards)s) n;

INSERT INTO households_residence (id, community, from_day, household_id, dwelling_id)
SELECT pg_temp.key(4, n), %(code)s, current_date - 4000, pg_temp.key(3, n), pg_temp.key(2, n)
FROM generate_series(1, 2 * %(courtyards)s) n;

INSERT INTO committee_member (id, community, account_id, name, sex, post, unit, telephone, joined_on)
SELECT pg_temp.key(7, n), %(code)s, account, '委员' || n, '', '社区委员', '示例社区', '', current_date - 4000
FROM unnest(%(accounts)s::uuid[]) WITH ORDINALITY AS who (account, n);

INSERT INTO committee_zone (id, community, name, hue)
SELECT pg_temp.key(8, n), %(code)s, '第' || n || '片区', n %% 8 FROM generate_series(0, 24) n;

INSERT INTO committee_coverage (id, community, from_day, zone_id, dwelling_id)
SELECT pg_temp.key(10, n), %(code)s, current_date - 4000,
    pg_temp.key(8, yard %% %(side)s * 5 / %(side)s + least(4, yard / %(side)s * 5 / %(side)s) * 5), pg_temp.key(2, n)
FROM (SELECT n, n %% %(courtyards)s AS yard FROM generate_series(1, 2 * %(courtyards)s) n) homes;
