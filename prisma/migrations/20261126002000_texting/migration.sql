-- Numbers are kept by a keyed hash; its key, sealed. And how many of each were ever made.
ALTER TABLE "shop" ADD COLUMN "number_key" TEXT, ADD COLUMN "message_count" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "campaign_count" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "coupon_count" INTEGER NOT NULL DEFAULT 0;

-- Consent: what was said about texting a number, and what it adds up to.
CREATE TABLE "consent_entry" (
  "shop_id" INTEGER NOT NULL, "number" BYTEA NOT NULL, "seq" INTEGER NOT NULL, "entry" JSONB NOT NULL, "evidence" JSONB, "hash" BYTEA NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL, "heard_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "consent_entry_pkey" PRIMARY KEY ("shop_id", "number", "seq"));
CREATE TABLE "number_state" (
  "shop_id" INTEGER NOT NULL, "number" BYTEA NOT NULL, "state" JSONB NOT NULL, "entries" INTEGER NOT NULL DEFAULT 0, "head" BYTEA, "reach" TEXT NOT NULL DEFAULT 'ok',
  "wrote_at" TIMESTAMPTZ(3), "preference" JSONB NOT NULL DEFAULT '{}', "changed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "number_state_pkey" PRIMARY KEY ("shop_id", "number"));
CREATE TABLE "consent_trace" (
  "shop_id" INTEGER NOT NULL, "number" BYTEA NOT NULL, "seq" INTEGER NOT NULL, "address" TEXT, "agent" TEXT, "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "consent_trace_pkey" PRIMARY KEY ("shop_id", "number", "seq"));
CREATE INDEX "consent_trace_old" ON "consent_trace" ("shop_id", "at");
CREATE TABLE "opt_in" (
  "shop_id" INTEGER NOT NULL, "number" BYTEA NOT NULL, "phone" TEXT NOT NULL, "customer_id" BIGINT, "state" TEXT NOT NULL DEFAULT 'asked', "locale" TEXT NOT NULL, "scopes" TEXT[] NOT NULL,
  "disclosure" JSONB NOT NULL, "asked_at" TIMESTAMPTZ(3) NOT NULL, "confirmed_at" TIMESTAMPTZ(3), "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "opt_in_pkey" PRIMARY KEY ("shop_id", "number"));
CREATE INDEX "opt_in_old" ON "opt_in" ("shop_id", "expires_at");

-- What the merchant decides about texts, every version of it.
CREATE TABLE "text_settings" (
  "shop_id" INTEGER NOT NULL, "version" INTEGER NOT NULL, "settings" JSONB NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "text_settings_pkey" PRIMARY KEY ("shop_id", "version"));

-- Messages and campaigns, as written, every version of them.
CREATE TABLE "message" (
  "shop_id" INTEGER NOT NULL, "message_id" INTEGER NOT NULL, "name" TEXT NOT NULL, "version" INTEGER NOT NULL, "state" TEXT NOT NULL DEFAULT 'on',
  "created_at" TIMESTAMPTZ(3) NOT NULL, "changed_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "message_pkey" PRIMARY KEY ("shop_id", "message_id"));
CREATE UNIQUE INDEX "message_name" ON "message" ("shop_id", lower("name")) WHERE "state" = 'on';
CREATE TABLE "message_version" (
  "shop_id" INTEGER NOT NULL, "message_id" INTEGER NOT NULL, "version" INTEGER NOT NULL, "definition" JSONB NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "message_version_pkey" PRIMARY KEY ("shop_id", "message_id", "version"));
CREATE TABLE "campaign" (
  "shop_id" INTEGER NOT NULL, "campaign_id" INTEGER NOT NULL, "name" TEXT NOT NULL, "version" INTEGER NOT NULL, "state" TEXT NOT NULL DEFAULT 'draft', "problem" TEXT,
  "starts_at" TIMESTAMPTZ(3), "cursor" BIGINT, "is_filled" BOOLEAN NOT NULL DEFAULT false, "due_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL, "changed_at" TIMESTAMPTZ(3) NOT NULL, "started_at" TIMESTAMPTZ(3), "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "campaign_pkey" PRIMARY KEY ("shop_id", "campaign_id"));
CREATE INDEX "campaign_due" ON "campaign" ("shop_id", "due_at") WHERE "due_at" IS NOT NULL;
CREATE TABLE "campaign_version" (
  "shop_id" INTEGER NOT NULL, "campaign_id" INTEGER NOT NULL, "version" INTEGER NOT NULL, "definition" JSONB NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "campaign_version_pkey" PRIMARY KEY ("shop_id", "campaign_id", "version"));
CREATE TABLE "campaign_dry" (
  "shop_id" INTEGER NOT NULL, "campaign_id" INTEGER NOT NULL, "version" INTEGER NOT NULL, "state" TEXT NOT NULL DEFAULT 'running', "cursor" BIGINT, "people" INTEGER NOT NULL DEFAULT 0, "total" INTEGER,
  "result" JSONB NOT NULL DEFAULT '{}', "started_at" TIMESTAMPTZ(3) NOT NULL, "done_at" TIMESTAMPTZ(3), "seen_at" TIMESTAMPTZ(3),
  CONSTRAINT "campaign_dry_pkey" PRIMARY KEY ("shop_id", "campaign_id", "version"));

-- The ledger of texts: one row for each text to one person, written before anything goes out.
CREATE TABLE "person_text" (
  "shop_id" INTEGER NOT NULL, "text_id" BIGSERIAL, "key" TEXT NOT NULL, "source" TEXT NOT NULL, "customer_id" BIGINT, "number" BYTEA NOT NULL,
  "campaign_id" INTEGER, "message_id" INTEGER, "message_version" INTEGER, "class" TEXT NOT NULL, "scope" TEXT NOT NULL DEFAULT 'marketing', "topic" TEXT, "subject" TEXT, "cart" JSONB,
  "reply_kind" TEXT, "reply_to" TIMESTAMPTZ(3), "rank" SMALLINT NOT NULL, "state" TEXT NOT NULL DEFAULT 'due', "reason" TEXT, "due_at" TIMESTAMPTZ(3) NOT NULL, "expires_at" TIMESTAMPTZ(3),
  "decision_id" BIGINT, "connection_id" INTEGER, "provider_id" TEXT, "progress" JSONB, "body" TEXT, "media" TEXT, "parts" INTEGER, "micros" BIGINT, "attempts" INTEGER NOT NULL DEFAULT 0, "fence" BIGINT NOT NULL DEFAULT 0,
  "leased_until" TIMESTAMPTZ(3), "created_at" TIMESTAMPTZ(3) NOT NULL, "sent_at" TIMESTAMPTZ(3), "delivered_at" TIMESTAMPTZ(3), "error_code" TEXT, "problem" TEXT, "let_go" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "person_text_pkey" PRIMARY KEY ("shop_id", "text_id"));
CREATE UNIQUE INDEX "person_text_key" ON "person_text" ("shop_id", "key");
CREATE INDEX "person_text_due" ON "person_text" ("shop_id", "rank", "due_at", "text_id") WHERE "state" = 'due';
CREATE INDEX "person_text_leased" ON "person_text" ("shop_id", "leased_until") WHERE "state" = 'leased';
CREATE INDEX "person_text_number" ON "person_text" ("shop_id", "number", "sent_at") INCLUDE ("class", "state", "subject", "reply_kind") WHERE "sent_at" IS NOT NULL;
CREATE UNIQUE INDEX "person_text_provider" ON "person_text" ("shop_id", "connection_id", "provider_id") WHERE "provider_id" IS NOT NULL;
CREATE INDEX "person_text_campaign" ON "person_text" ("shop_id", "campaign_id", "text_id") INCLUDE ("state", "reason") WHERE "campaign_id" IS NOT NULL;
CREATE INDEX "person_text_customer" ON "person_text" ("shop_id", "customer_id", "text_id") WHERE "customer_id" IS NOT NULL;
CREATE INDEX "person_text_trouble" ON "person_text" ("shop_id", "text_id") WHERE "state" IN ('doubt', 'halted') AND NOT "let_go";
CREATE TABLE "decision" (
  "shop_id" INTEGER NOT NULL, "decision_id" BIGSERIAL, "text_id" BIGINT NOT NULL, "customer_id" BIGINT, "number" BYTEA NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL, "verdict" TEXT NOT NULL, "reason" TEXT NOT NULL,
  "until" TIMESTAMPTZ(3), "settings_version" INTEGER NOT NULL, "record" JSONB NOT NULL,
  CONSTRAINT "decision_pkey" PRIMARY KEY ("shop_id", "decision_id"));
CREATE INDEX "decision_text" ON "decision" ("shop_id", "text_id", "decision_id");
CREATE INDEX "decision_number" ON "decision" ("shop_id", "number", "decision_id");
CREATE TABLE "spend" (
  "shop_id" INTEGER NOT NULL, "day" DATE NOT NULL, "texts" INTEGER NOT NULL DEFAULT 0, "parts" INTEGER NOT NULL DEFAULT 0, "micros" BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT "spend_pkey" PRIMARY KEY ("shop_id", "day"));

-- What comes back: the carriers' word on a text, and what people write.
CREATE TABLE "receipt" (
  "shop_id" INTEGER NOT NULL, "receipt_id" BIGSERIAL, "connection_id" INTEGER NOT NULL, "key" TEXT NOT NULL, "provider_id" TEXT NOT NULL, "status" TEXT NOT NULL, "error_code" TEXT, "at" TIMESTAMPTZ(3) NOT NULL, "heard_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "receipt_pkey" PRIMARY KEY ("shop_id", "receipt_id"));
CREATE UNIQUE INDEX "receipt_key" ON "receipt" ("shop_id", "connection_id", "key");
CREATE TABLE "reply" (
  "shop_id" INTEGER NOT NULL, "reply_id" BIGSERIAL, "connection_id" INTEGER NOT NULL, "key" TEXT NOT NULL, "number" BYTEA NOT NULL, "customer_id" BIGINT, "body" TEXT NOT NULL, "pictures" INTEGER NOT NULL DEFAULT 0,
  "meaning" TEXT NOT NULL, "language" TEXT, "at" TIMESTAMPTZ(3) NOT NULL, "heard_at" TIMESTAMPTZ(3) NOT NULL, "state" TEXT NOT NULL DEFAULT 'new', "review" TEXT, "reviewed_at" TIMESTAMPTZ(3), "read_at" TIMESTAMPTZ(3),
  CONSTRAINT "reply_pkey" PRIMARY KEY ("shop_id", "reply_id"));
CREATE UNIQUE INDEX "reply_key" ON "reply" ("shop_id", "connection_id", "key");
CREATE INDEX "reply_new" ON "reply" ("shop_id", "reply_id") WHERE "state" = 'new';
CREATE INDEX "reply_review" ON "reply" ("shop_id", "reply_id") WHERE "review" = 'waiting';
CREATE INDEX "reply_number" ON "reply" ("shop_id", "number", "reply_id");

-- Links in texts, every request for one, and the discounts' own codes.
CREATE TABLE "link" (
  "shop_id" INTEGER NOT NULL, "code" TEXT NOT NULL, "text_id" BIGINT, "customer_id" BIGINT, "campaign_id" INTEGER, "message_id" INTEGER, "url" TEXT NOT NULL, "utm" JSONB, "at" TIMESTAMPTZ(3) NOT NULL, "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "link_pkey" PRIMARY KEY ("shop_id", "code"));
CREATE INDEX "link_text" ON "link" ("shop_id", "text_id") WHERE "text_id" IS NOT NULL;
CREATE INDEX "link_old" ON "link" ("shop_id", "expires_at");
CREATE TABLE "click" (
  "shop_id" INTEGER NOT NULL, "click_id" BIGSERIAL, "code" TEXT NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL, "method" TEXT NOT NULL, "headers" JSONB NOT NULL, "address" TEXT, "is_human" BOOLEAN NOT NULL, "score" REAL NOT NULL, "rule" TEXT NOT NULL, "version" TEXT NOT NULL, "confirmed_at" TIMESTAMPTZ(3),
  CONSTRAINT "click_pkey" PRIMARY KEY ("shop_id", "click_id"));
CREATE INDEX "click_code" ON "click" ("shop_id", "code", "click_id");
CREATE INDEX "click_address" ON "click" ("shop_id", "address", "at") WHERE "address" IS NOT NULL;
CREATE TABLE "coupon" (
  "shop_id" INTEGER NOT NULL, "coupon_id" INTEGER NOT NULL, "name" TEXT NOT NULL, "settings" JSONB NOT NULL, "discount_id" BIGINT, "state" TEXT NOT NULL DEFAULT 'making', "problem" TEXT, "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "coupon_pkey" PRIMARY KEY ("shop_id", "coupon_id"));
CREATE TABLE "coupon_code" (
  "shop_id" INTEGER NOT NULL, "coupon_id" INTEGER NOT NULL, "customer_id" BIGINT NOT NULL, "code" TEXT NOT NULL, "state" TEXT NOT NULL DEFAULT 'due', "problem" TEXT, "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "coupon_code_pkey" PRIMARY KEY ("shop_id", "coupon_id", "customer_id"));
CREATE UNIQUE INDEX "coupon_code_code" ON "coupon_code" ("shop_id", "code");
