SELECT c.customer_id, ((coalesce(c.order_count, 0) >= $1::bigint) AND ((NOT ((CASE WHEN cardinality((CASE WHEN c.tags_at IS NOT NULL THEN c.tags END)) = 0 THEN '{}'::text[] WHEN octet_length((CASE WHEN c.tags_at IS NOT NULL THEN c.tags END)::text) <> char_length((CASE WHEN c.tags_at IS NOT NULL THEN c.tags END)::text) THEN ARRAY(SELECT translate(lower(regexp_replace(normalize(member, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') FROM unnest((CASE WHEN c.tags_at IS NOT NULL THEN c.tags END)) AS member) ELSE lower((CASE WHEN c.tags_at IS NOT NULL THEN c.tags END)::text COLLATE "C")::text[] END) && $2::text[])) AND (NOT (c.customer_id IN (SELECT lm.customer_id FROM list_member lm WHERE lm.shop_id = $3 AND lm.list_id = $4))))) AS verdict
FROM customer c 
WHERE c.shop_id = $5
-- ["2",["angry"],7,2,7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND ((c.order_count >= $2::bigint) AND ((NOT ((CASE WHEN cardinality((CASE WHEN c.tags_at IS NOT NULL THEN c.tags END)) = 0 THEN '{}'::text[] WHEN octet_length((CASE WHEN c.tags_at IS NOT NULL THEN c.tags END)::text) <> char_length((CASE WHEN c.tags_at IS NOT NULL THEN c.tags END)::text) THEN ARRAY(SELECT translate(lower(regexp_replace(normalize(member, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') FROM unnest((CASE WHEN c.tags_at IS NOT NULL THEN c.tags END)) AS member) ELSE lower((CASE WHEN c.tags_at IS NOT NULL THEN c.tags END)::text COLLATE "C")::text[] END) && $3::text[])) AND (NOT (c.customer_id IN (SELECT lm.customer_id FROM list_member lm WHERE lm.shop_id = $4 AND lm.list_id = $5)))))
-- [7,"2",["angry"],7,2]
