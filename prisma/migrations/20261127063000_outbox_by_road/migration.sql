-- Each road has its own index of what is due (outbox_deliver, outbox_hook, outbox_relay). Beside them this one was taken for a
-- road whose kinds were thought to be everywhere, and everything that waited was read through for a few.
DROP INDEX "outbox_due";

CREATE INDEX "target_member_adding" ON "target_member" ("shop_id", "connection_id", "segment_id", "customer_id") WHERE "state" = 'adding';
