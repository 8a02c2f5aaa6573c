SELECT c.customer_id, ((coalesce(f1.v1, 0) >= $1::bigint) AND (NOT coalesce(c.last_order_at >= $2::timestamptz, false))) AS verdict
FROM customer c
LEFT JOIN (SELECT l.customer_id, count(*) AS v1 FROM order_line l WHERE l.shop_id = $3 AND l.customer_id IS NOT NULL AND l.processed_at <= $4::timestamptz AND (l.void_at IS NULL OR l.void_at > $5::timestamptz) AND (l.processed_at >= $6::timestamptz AND l.processed_at < $7::timestamptz) AND l.product_id IN (SELECT p.product_id FROM product p WHERE p.shop_id = $8 AND ((CASE WHEN octet_length(p.product_type) = char_length(p.product_type) THEN lower(p.product_type COLLATE "C") COLLATE "C" ELSE translate(lower(regexp_replace(normalize(p.product_type, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') END) = $9)) GROUP BY l.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $10
-- ["3","2026-02-26T05:00:00.000Z",7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-09-13T04:00:00.000Z","2026-03-12T15:30:00.001Z",7,"serum",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT l.customer_id, count(*) AS v1 FROM order_line l WHERE l.shop_id = $1 AND l.customer_id IS NOT NULL AND l.processed_at <= $2::timestamptz AND (l.void_at IS NULL OR l.void_at > $3::timestamptz) AND (l.processed_at >= $4::timestamptz AND l.processed_at < $5::timestamptz) AND l.product_id IN (SELECT p.product_id FROM product p WHERE p.shop_id = $6 AND ((CASE WHEN octet_length(p.product_type) = char_length(p.product_type) THEN lower(p.product_type COLLATE "C") COLLATE "C" ELSE translate(lower(regexp_replace(normalize(p.product_type, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') END) = $7)) GROUP BY l.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $8 AND ((f1.v1 >= $9::bigint) AND (NOT coalesce(c.last_order_at >= $10::timestamptz, false)))
-- [7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2025-09-13T04:00:00.000Z","2026-03-12T15:30:00.001Z",7,"serum",7,"3","2026-02-26T05:00:00.000Z"]
