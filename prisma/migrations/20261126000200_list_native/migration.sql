-- AlterTable
ALTER TABLE "list_member" ADD COLUMN "reading" INTEGER;

-- CreateTable
CREATE TABLE "list_native" (
    "shop_id" INTEGER NOT NULL,
    "list_id" INTEGER NOT NULL,
    "native_id" BIGINT,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "segment_id" INTEGER,
    "version" INTEGER,
    "due_at" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,
    "leased_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "reading" INTEGER NOT NULL DEFAULT 0,
    "begun_at" TIMESTAMPTZ(3),
    "cursor" TEXT,
    "unknown" INTEGER NOT NULL DEFAULT 0,
    "unknown_before" INTEGER NOT NULL DEFAULT 0,
    "read_at" TIMESTAMPTZ(3),
    "gone_at" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "list_native_pkey" PRIMARY KEY ("shop_id","list_id")
);

-- CreateIndex
CREATE INDEX "list_native_shop_id_native_id_idx" ON "list_native"("shop_id", "native_id");

-- CreateIndex
CREATE INDEX "list_native_shop_id_segment_id_idx" ON "list_native"("shop_id", "segment_id");
