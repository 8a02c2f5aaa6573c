-- CreateTable
CREATE TABLE "cutoff" (
    "shop_id" INTEGER NOT NULL,
    "ranking" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "latest" BOOLEAN NOT NULL DEFAULT true,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "people" BIGINT NOT NULL,
    "cuts" JSONB NOT NULL,

    CONSTRAINT "cutoff_pkey" PRIMARY KEY ("shop_id","ranking","number")
);

-- CreateIndex
CREATE INDEX "cutoff_shop_id_latest_idx" ON "cutoff"("shop_id", "latest");
