-- A command that a person has let go of, and numbers of uploads that are never given twice.
ALTER TABLE "outbox" ADD COLUMN "let_go" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "shop" ADD COLUMN "upload_count" INTEGER NOT NULL DEFAULT 0;
UPDATE "shop" SET "upload_count" = "most"."number"
FROM (SELECT "shop_id", max("upload_id") AS "number" FROM "list_upload" GROUP BY "shop_id") AS "most" WHERE "shop"."shop_id" = "most"."shop_id";
