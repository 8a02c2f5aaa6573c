SELECT c.customer_id, (coalesce(f1.v1, 0) >= $1::bigint) AS verdict
FROM customer c
LEFT JOIN (SELECT o.customer_id, count(*) AS v1 FROM orders o WHERE o.shop_id = $2 AND o.customer_id IS NOT NULL AND o.processed_at <= $3::timestamptz AND (o.void_at IS NULL OR o.void_at > $4::timestamptz) AND o.processed_at >= $5::timestamptz AND (((o.gross_minor - o.refunded_minor) > $6::bigint) OR ((CASE WHEN cardinality(o.discount_codes) = 0 THEN '{}'::text[] WHEN octet_length(o.discount_codes::text) <> char_length(o.discount_codes::text) THEN ARRAY(SELECT translate(lower(regexp_replace(normalize(member, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') FROM unnest(o.discount_codes) AS member) ELSE lower(o.discount_codes::text COLLATE "C")::text[] END) && $7::text[])) GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $8
-- ["1",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2026-03-12T13:30:00.001Z","4999",["welcome"],7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT o.customer_id, count(*) AS v1 FROM orders o WHERE o.shop_id = $1 AND o.customer_id IS NOT NULL AND o.processed_at <= $2::timestamptz AND (o.void_at IS NULL OR o.void_at > $3::timestamptz) AND o.processed_at >= $4::timestamptz AND (((o.gross_minor - o.refunded_minor) > $5::bigint) OR ((CASE WHEN cardinality(o.discount_codes) = 0 THEN '{}'::text[] WHEN octet_length(o.discount_codes::text) <> char_length(o.discount_codes::text) THEN ARRAY(SELECT translate(lower(regexp_replace(normalize(member, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') FROM unnest(o.discount_codes) AS member) ELSE lower(o.discount_codes::text COLLATE "C")::text[] END) && $6::text[])) GROUP BY o.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $7 AND (f1.v1 >= $8::bigint)
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2026-03-12T13:30:00.001Z","4999",["welcome"],7,"1"]
