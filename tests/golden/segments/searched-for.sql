SELECT c.customer_id, ((coalesce(f1.v1, 0) >= $1::bigint) AND (NOT (f2.customer_id IS NOT NULL))) AS verdict
FROM customer c
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $2 AND e.customer_id IS NOT NULL AND e.at <= $3::timestamptz AND e.kind = $4 AND (e.at >= $5::timestamptz AND e.at < $6::timestamptz) AND (strpos((CASE WHEN octet_length(e.text) = char_length(e.text) THEN lower(e.text COLLATE "C") COLLATE "C" ELSE translate(lower(regexp_replace(normalize(e.text, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') END), $7) > 0) GROUP BY e.customer_id) f1 ON f1.customer_id = c.customer_id
LEFT JOIN (SELECT DISTINCT a.customer_id FROM (SELECT e.customer_id, e.at AS at FROM event e WHERE e.shop_id = $8 AND e.customer_id IS NOT NULL AND e.at <= $9::timestamptz AND e.kind = $10) a WHERE EXISTS (SELECT FROM (SELECT o.customer_id, o.processed_at AS at FROM orders o WHERE o.shop_id = $11 AND o.customer_id IS NOT NULL AND o.processed_at <= $12::timestamptz AND (o.void_at IS NULL OR o.void_at > $13::timestamptz)) b WHERE b.customer_id = a.customer_id AND b.at > a.at AND b.at <= a.at + $14::float8 * interval '1 millisecond')) f2 ON f2.customer_id = c.customer_id
WHERE c.shop_id = $15
-- ["1",7,"2026-03-12T15:30:00.000Z","searched","2026-02-26T05:00:00.000Z","2026-03-12T15:30:00.001Z","gift",7,"2026-03-12T15:30:00.000Z","searched",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","1209600000",7]

WITH asked AS MATERIALIZED (SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $1 AND e.customer_id IS NOT NULL AND e.at <= $2::timestamptz AND e.kind = $3 AND (e.at >= $4::timestamptz AND e.at < $5::timestamptz) AND (strpos((CASE WHEN octet_length(e.text) = char_length(e.text) THEN lower(e.text COLLATE "C") COLLATE "C" ELSE translate(lower(regexp_replace(normalize(e.text, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') END), $6) > 0) GROUP BY e.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $7 AND (f1.v1 >= $8::bigint)) SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT DISTINCT a.customer_id FROM (SELECT e.customer_id, e.at AS at FROM event e WHERE e.shop_id = $9 AND e.customer_id IN (SELECT asked.customer_id FROM asked) AND e.at <= $10::timestamptz AND e.kind = $11) a WHERE EXISTS (SELECT FROM (SELECT o.customer_id, o.processed_at AS at FROM orders o WHERE o.shop_id = $12 AND o.customer_id IN (SELECT asked.customer_id FROM asked) AND o.processed_at <= $13::timestamptz AND (o.void_at IS NULL OR o.void_at > $14::timestamptz)) b WHERE b.customer_id = a.customer_id AND b.at > a.at AND b.at <= a.at + $15::float8 * interval '1 millisecond')) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $16
AND c.customer_id IN (SELECT asked.customer_id FROM asked) AND (NOT (f1.customer_id IS NOT NULL))
-- [7,"2026-03-12T15:30:00.000Z","searched","2026-02-26T05:00:00.000Z","2026-03-12T15:30:00.001Z","gift",7,"1",7,"2026-03-12T15:30:00.000Z","searched",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","1209600000",7]
