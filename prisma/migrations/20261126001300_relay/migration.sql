-- What is due to a platform, by kind: each kind draws on a limit of its own. What has begun goes first.
DROP INDEX "outbox_relay";
CREATE INDEX "outbox_relay" ON "outbox" ("shop_id", "connection_id", "kind", "due_at", "command_id") WHERE "state" IN ('due', 'leased') AND "connection_id" IS NOT NULL;
CREATE INDEX "outbox_begun" ON "outbox" ("shop_id", "connection_id", "due_at", "command_id") WHERE "state" IN ('due', 'leased') AND "connection_id" IS NOT NULL AND "progress" IS NOT NULL;
-- Who is known there under a phone or an email that is another customer's now.
CREATE INDEX "connection_person_phone" ON "connection_person" ("shop_id", "connection_id", "phone") WHERE "phone" IS NOT NULL;
CREATE INDEX "connection_person_email" ON "connection_person" ("shop_id", "connection_id", lower("email")) WHERE "email" IS NOT NULL;
