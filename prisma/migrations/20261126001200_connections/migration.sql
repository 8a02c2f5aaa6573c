-- AlterTable
ALTER TABLE "shop" ADD COLUMN "connection_count" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN "connection_id" INTEGER;

-- CreateTable
CREATE TABLE "connection" (
    "shop_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "platform" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'on',
    "account_id" TEXT NOT NULL,
    "account_name" TEXT NOT NULL,
    "missing" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "credentials" TEXT,
    "renew_at" TIMESTAMPTZ(3),
    "hook_key" TEXT NOT NULL,
    "hook_secret" TEXT,
    "hook_secret_before" TEXT,
    "hook_refs" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "settings" JSONB NOT NULL DEFAULT '{}',
    "problem" TEXT,
    "tested_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "connection_pkey" PRIMARY KEY ("shop_id","connection_id")
);

-- CreateTable
CREATE TABLE "connection_person" (
    "shop_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "platform_id" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connection_person_pkey" PRIMARY KEY ("shop_id","connection_id","customer_id")
);

-- CreateTable
CREATE TABLE "target" (
    "shop_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "place_key" TEXT NOT NULL,
    "place_name" TEXT NOT NULL,
    "place_ref" TEXT,
    "model" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'first',
    "problem" TEXT,
    "events" BOOLEAN NOT NULL DEFAULT false,
    "whole_due" BOOLEAN NOT NULL DEFAULT true,
    "window_at" TIMESTAMPTZ(3),
    "window_people" INTEGER NOT NULL DEFAULT 0,
    "window_moved" INTEGER NOT NULL DEFAULT 0,
    "waiting_add" INTEGER NOT NULL DEFAULT 0,
    "waiting_remove" INTEGER NOT NULL DEFAULT 0,
    "waiting_since" TIMESTAMPTZ(3),
    "allowed_add" INTEGER NOT NULL DEFAULT 0,
    "allowed_remove" INTEGER NOT NULL DEFAULT 0,
    "reading" INTEGER NOT NULL DEFAULT 0,
    "reading_at" TIMESTAMPTZ(3),
    "compared_at" TIMESTAMPTZ(3),
    "compare_at" TIMESTAMPTZ(3),
    "drift_missing" INTEGER NOT NULL DEFAULT 0,
    "drift_extra" INTEGER NOT NULL DEFAULT 0,
    "drift_unknown" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "target_pkey" PRIMARY KEY ("shop_id","connection_id","segment_id")
);

-- CreateTable
CREATE TABLE "target_member" (
    "shop_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "segment_id" INTEGER NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "command_id" BIGINT,
    "moves" INTEGER NOT NULL DEFAULT 0,
    "loud" BOOLEAN NOT NULL DEFAULT false,
    "reading" INTEGER,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "target_member_pkey" PRIMARY KEY ("shop_id","connection_id","segment_id","customer_id")
);

-- CreateTable
CREATE TABLE "budget" (
    "shop_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "class" TEXT NOT NULL,
    "span" TEXT NOT NULL,
    "used" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "shut_until" TIMESTAMPTZ(3),

    CONSTRAINT "budget_pkey" PRIMARY KEY ("shop_id","connection_id","class","span")
);

-- One live connection a platform and shop.
CREATE UNIQUE INDEX "connection_live" ON "connection" ("shop_id", "platform") WHERE "ended_at" IS NULL;
CREATE INDEX "connection_person_platform" ON "connection_person" ("shop_id", "connection_id", "platform_id") WHERE "platform_id" IS NOT NULL;
CREATE INDEX "connection_person_customer" ON "connection_person" ("shop_id", "customer_id");
CREATE INDEX "target_segment" ON "target" ("shop_id", "segment_id");
CREATE INDEX "target_whole_due" ON "target" ("shop_id") WHERE "whole_due";
CREATE INDEX "target_member_command" ON "target_member" ("shop_id", "command_id") WHERE "command_id" IS NOT NULL;
CREATE INDEX "target_member_customer" ON "target_member" ("shop_id", "customer_id");
CREATE INDEX "target_member_stuck" ON "target_member" ("shop_id", "connection_id", "segment_id", "customer_id") WHERE "reason" IS NOT NULL;
-- A hundred thousand commands to a platform do not stand before one to Shopify.
CREATE INDEX "outbox_deliver" ON "outbox" ("shop_id", "due_at", "command_id") WHERE "state" IN ('due', 'leased') AND "connection_id" IS NULL;
CREATE INDEX "outbox_relay" ON "outbox" ("shop_id", "connection_id", "due_at", "command_id") WHERE "state" IN ('due', 'leased') AND "connection_id" IS NOT NULL;
-- What is under way: of one person no two changes at once.
CREATE INDEX "outbox_leased" ON "outbox" ("shop_id", "connection_id", "customer_id") WHERE "state" = 'leased' AND "connection_id" IS NOT NULL;
ALTER TABLE "target_member" SET (autovacuum_vacuum_scale_factor = 0.05);
