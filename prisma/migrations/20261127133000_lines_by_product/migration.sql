-- What somebody bought most, or again, is grouped by customer and product: in this order nothing has to be sorted. Few ask in the order of time.
DROP INDEX "order_line_customer";
CREATE INDEX "order_line_customer" ON "order_line" ("shop_id", "customer_id", "product_id", "processed_at")
  INCLUDE ("void_at", "vendor", "order_id", "amount_minor", "quantity", "current_quantity");
