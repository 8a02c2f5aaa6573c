-- Texts and replies whose words are still kept, the oldest first: once a day the old ones lose them.
CREATE INDEX "person_text_worded" ON "person_text" ("shop_id", "created_at") WHERE "body" IS NOT NULL;
CREATE INDEX "reply_worded" ON "reply" ("shop_id", "at") WHERE "body" <> '';
