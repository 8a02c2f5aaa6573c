-- Who joined of late, of which the page of segments tells: a first count puts millions of stays beside a handful of these.
CREATE INDEX "membership_joined" ON "membership" ("shop_id", "segment_id", "entered_at") WHERE "entered_cause" NOT IN ('first', 'edit');
