-- What was written to one person by hand or in answer, and has not gone out: a thread shows it, with the reason.
CREATE INDEX "person_text_held" ON "person_text" ("shop_id", "number", "text_id") WHERE "sent_at" IS NULL AND "source" IN ('inbox', 'reply', 'optIn');
