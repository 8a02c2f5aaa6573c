-- In how many orders somebody bought, and which were their last, is read of the index alone.
DROP INDEX "order_line_customer";
CREATE INDEX "order_line_customer" ON "order_line" ("shop_id", "customer_id", "processed_at")
  INCLUDE ("void_at", "vendor", "product_id", "order_id", "amount_minor", "quantity", "current_quantity");
