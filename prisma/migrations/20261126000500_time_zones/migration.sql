-- Which time zones customers live in, and who lives in one.
CREATE INDEX "customer_time_zone" ON "customer" ("shop_id", "time_zone");
