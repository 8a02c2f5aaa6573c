SELECT c.customer_id, ((coalesce(f1.v1, 0) >= $1::bigint) AND ((f2.value >= $2::timestamptz AND f2.value < $3::timestamptz))) AS verdict
FROM customer c
LEFT JOIN (SELECT l.customer_id, count(*) AS v1 FROM order_line l
LEFT JOIN (SELECT x.product_id, x.variant_id, x.stock, x.price, x.price * $4::numeric AS price_minor, x.restocked_at, x.cheaper_at, x.cheaper_from FROM variant x WHERE x.shop_id = $5) va ON va.product_id = l.product_id AND va.variant_id = l.variant_id WHERE l.shop_id = $6 AND l.customer_id IS NOT NULL AND l.processed_at <= $7::timestamptz AND (l.void_at IS NULL OR l.void_at > $8::timestamptz) AND ((va.restocked_at >= $9::timestamptz AND va.restocked_at < $10::timestamptz)) AND (va.stock > 0) GROUP BY l.customer_id) f1 ON f1.customer_id = c.customer_id
LEFT JOIN (SELECT DISTINCT ON (l.customer_id) l.customer_id, va.cheaper_at AS value FROM order_line l
LEFT JOIN (SELECT x.product_id, x.variant_id, x.stock, x.price, x.price * $11::numeric AS price_minor, x.restocked_at, x.cheaper_at, x.cheaper_from FROM variant x WHERE x.shop_id = $12) va ON va.product_id = l.product_id AND va.variant_id = l.variant_id WHERE l.shop_id = $13 AND l.customer_id IS NOT NULL AND l.processed_at <= $14::timestamptz AND (l.void_at IS NULL OR l.void_at > $15::timestamptz) ORDER BY l.customer_id DESC, l.processed_at DESC,l.order_id DESC,l.line_id DESC) f2 ON f2.customer_id = c.customer_id
WHERE c.shop_id = $16
-- ["1","2026-03-05T05:00:00.000Z","2026-03-12T15:30:00.001Z","100",7,7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2026-02-26T05:00:00.000Z","2026-03-12T15:30:00.001Z","100",7,7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7]

SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT l.customer_id, count(*) AS v1 FROM order_line l
LEFT JOIN (SELECT x.product_id, x.variant_id, x.stock, x.price, x.price * $1::numeric AS price_minor, x.restocked_at, x.cheaper_at, x.cheaper_from FROM variant x WHERE x.shop_id = $2) va ON va.product_id = l.product_id AND va.variant_id = l.variant_id WHERE l.shop_id = $3 AND l.customer_id IS NOT NULL AND l.processed_at <= $4::timestamptz AND (l.void_at IS NULL OR l.void_at > $5::timestamptz) AND ((va.restocked_at >= $6::timestamptz AND va.restocked_at < $7::timestamptz)) AND (va.stock > 0) GROUP BY l.customer_id) f1 ON f1.customer_id = c.customer_id
LEFT JOIN (SELECT DISTINCT ON (l.customer_id) l.customer_id, va.cheaper_at AS value FROM order_line l
LEFT JOIN (SELECT x.product_id, x.variant_id, x.stock, x.price, x.price * $8::numeric AS price_minor, x.restocked_at, x.cheaper_at, x.cheaper_from FROM variant x WHERE x.shop_id = $9) va ON va.product_id = l.product_id AND va.variant_id = l.variant_id WHERE l.shop_id = $10 AND l.customer_id IS NOT NULL AND l.processed_at <= $11::timestamptz AND (l.void_at IS NULL OR l.void_at > $12::timestamptz) ORDER BY l.customer_id DESC, l.processed_at DESC,l.order_id DESC,l.line_id DESC) f2 ON f2.customer_id = c.customer_id
WHERE c.shop_id = $13 AND ((f1.v1 >= $14::bigint) AND ((f2.value >= $15::timestamptz AND f2.value < $16::timestamptz)))
-- ["100",7,7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z","2026-02-26T05:00:00.000Z","2026-03-12T15:30:00.001Z","100",7,7,"2026-03-12T15:30:00.000Z","2026-03-12T15:30:00.000Z",7,"1","2026-03-05T05:00:00.000Z","2026-03-12T15:30:00.001Z"]
