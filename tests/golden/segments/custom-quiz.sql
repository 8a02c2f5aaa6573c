SELECT c.customer_id, ((f1.value >= $1::numeric) AND (coalesce(f2.v1, 0) >= $2::bigint)) AS verdict
FROM customer c
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $3 AND e.customer_id IS NOT NULL AND e.at <= $4::timestamptz AND e.kind = $5 AND e.at >= $6::timestamptz AND (e.name = ANY($7::text[])) AND (CASE WHEN jsonb_typeof(e.props -> 'finished') = 'boolean' THEN (e.props ->> 'finished')::boolean END) GROUP BY e.customer_id) f2 ON f2.customer_id = c.customer_id
LEFT JOIN (SELECT DISTINCT ON (e.customer_id) e.customer_id, (CASE WHEN jsonb_typeof(e.props -> 'score') = 'number' THEN (e.props ->> 'score')::numeric END) AS value FROM event e WHERE e.shop_id = $8 AND e.customer_id IS NOT NULL AND e.at <= $9::timestamptz AND e.kind = $10 AND (e.name = ANY($11::text[])) ORDER BY e.customer_id DESC, e.at DESC,e.event_id DESC) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $12
-- ["7.5","1",7,"2026-03-12T15:30:00.000Z","custom","2025-03-12T04:00:00.000Z",["quiz"],7,"2026-03-12T15:30:00.000Z","custom",["quiz"],7]

WITH asked AS MATERIALIZED (SELECT c.customer_id
FROM customer c
LEFT JOIN (SELECT e.customer_id, count(*) AS v1 FROM event e WHERE e.shop_id = $1 AND e.customer_id IS NOT NULL AND e.at <= $2::timestamptz AND e.kind = $3 AND e.at >= $4::timestamptz AND (e.name = ANY($5::text[])) AND (CASE WHEN jsonb_typeof(e.props -> 'finished') = 'boolean' THEN (e.props ->> 'finished')::boolean END) GROUP BY e.customer_id) f1 ON f1.customer_id = c.customer_id
WHERE c.shop_id = $6 AND (f1.v1 >= $7::bigint)) SELECT c.customer_id FROM asked c
LEFT JOIN (SELECT DISTINCT ON (e.customer_id) e.customer_id, (CASE WHEN jsonb_typeof(e.props -> 'score') = 'number' THEN (e.props ->> 'score')::numeric END) AS value FROM event e WHERE e.shop_id = $8 AND e.customer_id IN (SELECT asked.customer_id FROM asked) AND e.at <= $9::timestamptz AND e.kind = $10 AND (e.name = ANY($11::text[])) ORDER BY e.customer_id DESC, e.at DESC,e.event_id DESC) f1 ON f1.customer_id = c.customer_id WHERE (f1.value >= $12::numeric)
-- [7,"2026-03-12T15:30:00.000Z","custom","2025-03-12T04:00:00.000Z",["quiz"],7,"1",7,"2026-03-12T15:30:00.000Z","custom",["quiz"],"7.5"]
