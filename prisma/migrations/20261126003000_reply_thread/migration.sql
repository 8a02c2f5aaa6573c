-- Threads are found by their newest reply, newest first. The phone it came from, sealed: an answer goes there also where no customer has it.
ALTER TABLE "reply" ADD COLUMN "phone" TEXT, ADD COLUMN "is_last" BOOLEAN NOT NULL DEFAULT true;
CREATE INDEX "reply_thread" ON "reply" ("shop_id", "reply_id") WHERE "is_last";
CREATE INDEX "reply_unread" ON "reply" ("shop_id", "reply_id") WHERE "is_last" AND "read_at" IS NULL;
CREATE INDEX "reply_customer" ON "reply" ("shop_id", "customer_id", "reply_id") WHERE "customer_id" IS NOT NULL;
