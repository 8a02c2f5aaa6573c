SELECT c.customer_id, (((CASE WHEN octet_length(c.city) = char_length(c.city) THEN lower(c.city COLLATE "C") COLLATE "C" ELSE translate(lower(regexp_replace(normalize(c.city, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') END) = $1) AND ((CASE WHEN octet_length(c.email) = char_length(c.email) THEN lower(c.email COLLATE "C") COLLATE "C" ELSE translate(lower(regexp_replace(normalize(c.email, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') END) LIKE $2) AND ((CASE WHEN octet_length(c.last_name) = char_length(c.last_name) THEN lower(c.last_name COLLATE "C") COLLATE "C" ELSE translate(lower(regexp_replace(normalize(c.last_name, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') END) <> $3)) AS verdict
FROM customer c 
WHERE c.shop_id = $4
-- ["zurich","%@%.ch","o'hara",7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND (((CASE WHEN octet_length(c.city) = char_length(c.city) THEN lower(c.city COLLATE "C") COLLATE "C" ELSE translate(lower(regexp_replace(normalize(c.city, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') END) = $2) AND ((CASE WHEN octet_length(c.email) = char_length(c.email) THEN lower(c.email COLLATE "C") COLLATE "C" ELSE translate(lower(regexp_replace(normalize(c.email, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') END) LIKE $3) AND ((CASE WHEN octet_length(c.last_name) = char_length(c.last_name) THEN lower(c.last_name COLLATE "C") COLLATE "C" ELSE translate(lower(regexp_replace(normalize(c.last_name, NFD), '[\u0300-\u036f]', '', 'g') COLLATE "und-x-icu") COLLATE "C", 'ς', 'σ') END) <> $4))
-- [7,"zurich","%@%.ch","o'hara"]
