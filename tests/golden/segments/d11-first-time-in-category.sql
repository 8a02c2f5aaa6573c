SELECT c.customer_id, ((f1.v1 >= $1::timestamptz AND f1.v1 < $2::timestamptz)) AS verdict
FROM customer c
LEFT JOIN (SELECT l.customer_id, min(l.processed_at) AS v1 FROM order_line l WHERE l.shop_id = $3 AND l.customer_id IS NOT NULL AND l.processed_at <= $4::timestamptz AND (l.void_at IS NULL OR l.void_at > $5::timestamptz) AND l.product_id = ANY(ARRAY(SELECT p.product_id FROM product p WHERE p.shop_id = $6 AND starts_with((CASE WHEN octet_length(p.category) = char_length(p.category) THEN lower(p.category COLLATE "C") COLLATE "C" ELSE translate(lower(regexp_replace(normalize(p.category, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') END), $7))) GROUP BY l.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $8
-- ["2026-02-10T05:00:00.000Z","2026-03-12T15:30:00.001Z",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,"health & beauty",7]

SELECT c.customer_id FROM (SELECT l.customer_id, min(l.processed_at) AS v1 FROM order_line l WHERE l.shop_id = $1 AND l.customer_id IS NOT NULL AND l.processed_at <= $2::timestamptz AND (l.void_at IS NULL OR l.void_at > $3::timestamptz) AND l.product_id = ANY(ARRAY(SELECT p.product_id FROM product p WHERE p.shop_id = $4 AND starts_with((CASE WHEN octet_length(p.category) = char_length(p.category) THEN lower(p.category COLLATE "C") COLLATE "C" ELSE translate(lower(regexp_replace(normalize(p.category, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') END), $5))) GROUP BY l.customer_id) f1 CROSS JOIN LATERAL (SELECT f1.customer_id) c WHERE ((f1.v1 >= $6::timestamptz AND f1.v1 < $7::timestamptz))
AND c.customer_id NOT IN (SELECT g.customer_id
FROM customer_gone g WHERE g.shop_id = $8)
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,"health & beauty","2026-02-10T05:00:00.000Z","2026-03-12T15:30:00.001Z",7]
