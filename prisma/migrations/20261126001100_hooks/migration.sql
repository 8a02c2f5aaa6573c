-- AlterTable
ALTER TABLE "shop" ADD COLUMN "api_key_sealed" TEXT,
ADD COLUMN "hook_count" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "hook" (
    "shop_id" INTEGER NOT NULL,
    "hook_id" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "segment_id" INTEGER,
    "changes" TEXT[],
    "state" TEXT NOT NULL DEFAULT 'on',
    "problem" TEXT,
    "failing_since" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hook_pkey" PRIMARY KEY ("shop_id","hook_id")
);

-- CreateTable
CREATE TABLE "hook_attempt" (
    "shop_id" INTEGER NOT NULL,
    "attempt_id" BIGSERIAL NOT NULL,
    "hook_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" INTEGER,
    "changes" INTEGER NOT NULL,
    "problem" TEXT,

    CONSTRAINT "hook_attempt_pkey" PRIMARY KEY ("shop_id","attempt_id")
);

-- CreateTable
CREATE TABLE "flow_trigger" (
    "shop_id" INTEGER NOT NULL,
    "handle" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flow_trigger_pkey" PRIMARY KEY ("shop_id","handle")
);

-- CreateTable
CREATE TABLE "list_decision" (
    "shop_id" INTEGER NOT NULL,
    "decision_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "asked" TEXT NOT NULL,
    "list_id" INTEGER NOT NULL,
    "customer_id" BIGINT,
    "outcome" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "list_decision_pkey" PRIMARY KEY ("shop_id","decision_id")
);

-- CreateTable
CREATE TABLE "api_use" (
    "shop_id" INTEGER NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "calls" INTEGER NOT NULL,

    CONSTRAINT "api_use_pkey" PRIMARY KEY ("shop_id")
);

-- CreateIndex
CREATE INDEX "hook_attempt_shop_id_hook_id_attempt_id_idx" ON "hook_attempt"("shop_id", "hook_id", "attempt_id");

-- CreateIndex
CREATE UNIQUE INDEX "list_decision_shop_id_key_key" ON "list_decision"("shop_id", "key");

-- CreateIndex
CREATE INDEX "list_decision_shop_id_customer_id_idx" ON "list_decision"("shop_id", "customer_id");

CREATE INDEX "outbox_hook" ON "outbox" ("shop_id", "due_at", "command_id") WHERE "state" IN ('due', 'leased') AND "kind" = 'hookCall';
