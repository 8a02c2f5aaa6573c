SELECT c.customer_id, ((('x' || substr(md5($1::text || ':' || c.customer_id::text), 1, 8))::bit(32)::bigint % $2::int) >= $3::int AND (('x' || substr(md5($4::text || ':' || c.customer_id::text), 1, 8))::bit(32)::bigint % $5::int) <= $6::int) AS verdict
FROM customer c 
WHERE c.shop_id = $7
-- ["spring",10000,0,"spring",10000,4999,7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND ((('x' || substr(md5($2::text || ':' || c.customer_id::text), 1, 8))::bit(32)::bigint % $3::int) >= $4::int AND (('x' || substr(md5($5::text || ':' || c.customer_id::text), 1, 8))::bit(32)::bigint % $6::int) <= $7::int)
-- [7,"spring",10000,0,"spring",10000,4999]
