SELECT c.customer_id, ((c.customer_id IN (SELECT w.customer_id FROM flow_draw w
      JOIN flow_experiment e ON e.shop_id = $1 AND e.flow_id = w.flow_id AND e.step = w.step AND e.key = w.key
      WHERE w.shop_id = $2 AND w.flow_id = $3 AND w.step = $4 AND e.design #>> ARRAY['arms', w.arm::text, 'name'] = $5 AND w.at <= $6::timestamptz AND ((w.at >= $7::timestamptz AND w.at < $8::timestamptz)))) AND (NOT (c.customer_id IN (SELECT w.customer_id FROM flow_draw w
      JOIN flow_experiment e ON e.shop_id = $9 AND e.flow_id = w.flow_id AND e.step = w.step AND e.key = w.key
      WHERE w.shop_id = $10 AND w.flow_id = $11 AND w.step = $12 AND e.design #>> ARRAY['arms', w.arm::text, 'name'] = $13 AND w.at <= $14::timestamptz)))) AS verdict
FROM customer c 
WHERE c.shop_id = $15
-- [7,7,3,"x1","By Friday","2026-03-12T15:30:00.000Z","2026-02-10T05:00:00.000Z","2026-03-12T15:30:00.001Z",7,7,4,"x","B","2026-03-12T15:30:00.000Z",7]

SELECT c.customer_id
FROM customer c 
WHERE c.shop_id = $1 AND ((c.customer_id IN (SELECT w.customer_id FROM flow_draw w
      JOIN flow_experiment e ON e.shop_id = $2 AND e.flow_id = w.flow_id AND e.step = w.step AND e.key = w.key
      WHERE w.shop_id = $3 AND w.flow_id = $4 AND w.step = $5 AND e.design #>> ARRAY['arms', w.arm::text, 'name'] = $6 AND w.at <= $7::timestamptz AND ((w.at >= $8::timestamptz AND w.at < $9::timestamptz)))) AND (NOT (c.customer_id IN (SELECT w.customer_id FROM flow_draw w
      JOIN flow_experiment e ON e.shop_id = $10 AND e.flow_id = w.flow_id AND e.step = w.step AND e.key = w.key
      WHERE w.shop_id = $11 AND w.flow_id = $12 AND w.step = $13 AND e.design #>> ARRAY['arms', w.arm::text, 'name'] = $14 AND w.at <= $15::timestamptz))))
-- [7,7,7,3,"x1","By Friday","2026-03-12T15:30:00.000Z","2026-02-10T05:00:00.000Z","2026-03-12T15:30:00.001Z",7,7,4,"x","B","2026-03-12T15:30:00.000Z"]
