-- What a flow's report counted last, for a page that asks again and again of a large flow.
ALTER TABLE "flow" ADD COLUMN "report" JSONB;
