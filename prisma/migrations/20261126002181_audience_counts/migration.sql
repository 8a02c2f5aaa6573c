-- How many could get a text now, later, never: of a segment, or with segment 0 of the whole shop. The last count that was
-- finished, and the one that is under way.
CREATE TABLE "audience_count" (
  "shop_id" INTEGER NOT NULL, "segment_id" INTEGER NOT NULL, "done" JSONB, "running" JSONB,
  CONSTRAINT "audience_count_pkey" PRIMARY KEY ("shop_id", "segment_id"));
