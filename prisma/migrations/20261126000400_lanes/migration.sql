-- What Shopify tells is found however many batches of events wait beside it.
CREATE INDEX "inbox_due_webhooks" ON "inbox" ("shop_id", "due_at", "inbox_id") WHERE "state" = 'due' AND NOT ("topic" = 'events/batch');
