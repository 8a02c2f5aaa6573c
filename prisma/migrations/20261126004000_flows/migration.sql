-- Flows: what is listened for, what happened, who entered, and where each of them stands.
ALTER TABLE "shop" ADD COLUMN "flow_count" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "flow" (
  "shop_id" INTEGER NOT NULL, "flow_id" INTEGER NOT NULL, "name" TEXT NOT NULL, "state" TEXT NOT NULL DEFAULT 'draft', "draft" JSONB NOT NULL, "draft_rev" INTEGER NOT NULL DEFAULT 1,
  "version" INTEGER, "problem" TEXT, "seed" TEXT, "created_at" TIMESTAMPTZ(3) NOT NULL, "changed_at" TIMESTAMPTZ(3) NOT NULL, "live_at" TIMESTAMPTZ(3), "paused_at" TIMESTAMPTZ(3), "ended_at" TIMESTAMPTZ(3),
  "due_at" TIMESTAMPTZ(3), "progress" JSONB NOT NULL DEFAULT '{}',
  CONSTRAINT "flow_pkey" PRIMARY KEY ("shop_id", "flow_id"));
CREATE UNIQUE INDEX "flow_name" ON "flow" ("shop_id", lower("name")) WHERE "state" <> 'archived';
CREATE INDEX "flow_due" ON "flow" ("shop_id", "due_at", "flow_id") WHERE "due_at" IS NOT NULL;
CREATE TABLE "flow_version" (
  "shop_id" INTEGER NOT NULL, "flow_id" INTEGER NOT NULL, "version" INTEGER NOT NULL, "name" TEXT NOT NULL, "definition" JSONB NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL, "by" TEXT,
  CONSTRAINT "flow_version_pkey" PRIMARY KEY ("shop_id", "flow_id", "version"));

-- What the flows of a shop listen for: nothing else is noted as having happened.
CREATE TABLE "listened" (
  "shop_id" INTEGER NOT NULL, "flow_id" INTEGER NOT NULL, "what" TEXT NOT NULL,
  CONSTRAINT "listened_pkey" PRIMARY KEY ("shop_id", "flow_id", "what"));
CREATE TABLE "happened" (
  "shop_id" INTEGER NOT NULL, "happened_id" BIGSERIAL, "what" TEXT NOT NULL, "customer_id" BIGINT NOT NULL, "fact" TEXT NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL, "heard_at" TIMESTAMPTZ(3) NOT NULL,
  "about" JSONB NOT NULL DEFAULT '{}', "text_key" TEXT, "detail" JSONB,
  CONSTRAINT "happened_pkey" PRIMARY KEY ("shop_id", "happened_id"));
CREATE INDEX "happened_customer" ON "happened" ("shop_id", "customer_id");

-- A look that is due later: whether somebody left a checkout alone, stayed silent, or has their day.
CREATE TABLE "flow_watch" (
  "shop_id" INTEGER NOT NULL, "flow_id" INTEGER NOT NULL, "trigger" SMALLINT NOT NULL, "customer_id" BIGINT NOT NULL, "key" TEXT NOT NULL, "version" INTEGER NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL, "due_at" TIMESTAMPTZ(3) NOT NULL, "about" JSONB NOT NULL DEFAULT '{}', "detail" JSONB,
  CONSTRAINT "flow_watch_pkey" PRIMARY KEY ("shop_id", "flow_id", "trigger", "customer_id", "key"));
CREATE INDEX "flow_watch_due" ON "flow_watch" ("shop_id", "due_at", "flow_id", "customer_id");
CREATE INDEX "flow_watch_customer" ON "flow_watch" ("shop_id", "customer_id");

-- Somebody whom a trigger told of, and what came of it.
CREATE TABLE "flow_entry" (
  "shop_id" INTEGER NOT NULL, "entry_id" BIGSERIAL, "flow_id" INTEGER NOT NULL, "customer_id" BIGINT NOT NULL, "trigger" SMALLINT NOT NULL, "fact" TEXT NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL, "about" JSONB NOT NULL DEFAULT '{}',
  "mode" TEXT NOT NULL DEFAULT 'live', "state" TEXT NOT NULL DEFAULT 'waiting', "reason" TEXT, "due_at" TIMESTAMPTZ(3) NOT NULL, "told_at" TIMESTAMPTZ(3) NOT NULL, "decided_at" TIMESTAMPTZ(3), "run_id" BIGINT, "detail" JSONB,
  CONSTRAINT "flow_entry_pkey" PRIMARY KEY ("shop_id", "entry_id"));
CREATE UNIQUE INDEX "flow_entry_fact" ON "flow_entry" ("shop_id", "flow_id", "customer_id", "fact");
CREATE INDEX "flow_entry_due" ON "flow_entry" ("shop_id", "due_at", "entry_id") WHERE "state" = 'waiting';
CREATE INDEX "flow_entry_flow" ON "flow_entry" ("shop_id", "flow_id", "entry_id");
CREATE INDEX "flow_entry_customer" ON "flow_entry" ("shop_id", "customer_id", "entry_id");
CREATE INDEX "flow_entry_entered" ON "flow_entry" ("shop_id", "flow_id", "decided_at") WHERE "state" = 'entered';

-- A run is its ledger; the row is what the ledger adds up to, and when to look at it again.
CREATE TABLE "flow_run" (
  "shop_id" INTEGER NOT NULL, "run_id" BIGSERIAL, "flow_id" INTEGER NOT NULL, "version" INTEGER NOT NULL, "customer_id" BIGINT NOT NULL, "key" TEXT NOT NULL, "state" TEXT NOT NULL DEFAULT 'running', "control" BOOLEAN NOT NULL, "group_name" TEXT, "priority" SMALLINT NOT NULL DEFAULT 50,
  "step" TEXT, "waits" TEXT, "run" JSONB NOT NULL, "lines" INTEGER NOT NULL DEFAULT 0, "fence" INTEGER NOT NULL DEFAULT 0, "due_at" TIMESTAMPTZ(3), "look_at" TIMESTAMPTZ(3),
  "entered_at" TIMESTAMPTZ(3) NOT NULL, "ended_at" TIMESTAMPTZ(3), "reason" TEXT, "label" TEXT, "problem" TEXT, "attempts" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "flow_run_pkey" PRIMARY KEY ("shop_id", "run_id"));
CREATE INDEX "flow_run_due" ON "flow_run" ("shop_id", (least("due_at", "look_at")), "run_id") WHERE "state" = 'running' AND least("due_at", "look_at") IS NOT NULL;
CREATE INDEX "flow_run_customer" ON "flow_run" ("shop_id", "customer_id", "flow_id", "run_id");
CREATE INDEX "flow_run_step" ON "flow_run" ("shop_id", "flow_id", "version", "step", "run_id") WHERE "ended_at" IS NULL;
CREATE INDEX "flow_run_flow" ON "flow_run" ("shop_id", "flow_id", "run_id");
CREATE INDEX "flow_run_parked" ON "flow_run" ("shop_id", "run_id") WHERE "state" = 'parked';
CREATE TABLE "flow_line" (
  "shop_id" INTEGER NOT NULL, "run_id" BIGINT NOT NULL, "seq" INTEGER NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL, "line" JSONB NOT NULL,
  CONSTRAINT "flow_line_pkey" PRIMARY KEY ("shop_id", "run_id", "seq"));

-- What a run has yet to hear of.
CREATE TABLE "flow_heard" (
  "shop_id" INTEGER NOT NULL, "heard_id" BIGSERIAL, "run_id" BIGINT NOT NULL, "heard" JSONB NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "flow_heard_pkey" PRIMARY KEY ("shop_id", "heard_id"));
CREATE INDEX "flow_heard_run" ON "flow_heard" ("shop_id", "run_id", "heard_id");

-- What a run asks of the outside or of a person: by its key once.
CREATE TABLE "flow_doing" (
  "shop_id" INTEGER NOT NULL, "doing_id" BIGSERIAL, "run_id" BIGINT NOT NULL, "flow_id" INTEGER NOT NULL, "version" INTEGER NOT NULL, "customer_id" BIGINT NOT NULL, "step" TEXT NOT NULL, "key" TEXT NOT NULL, "what" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'due', "due_at" TIMESTAMPTZ(3) NOT NULL, "attempts" INTEGER NOT NULL DEFAULT 0, "problem" TEXT, "result" JSONB, "says" TEXT, "expires_at" TIMESTAMPTZ(3), "at" TIMESTAMPTZ(3) NOT NULL, "done_at" TIMESTAMPTZ(3), "done_by" TEXT,
  CONSTRAINT "flow_doing_pkey" PRIMARY KEY ("shop_id", "doing_id"));
CREATE UNIQUE INDEX "flow_doing_key" ON "flow_doing" ("shop_id", "run_id", "key");
CREATE INDEX "flow_doing_due" ON "flow_doing" ("shop_id", "due_at", "doing_id") WHERE "state" = 'due';
CREATE INDEX "flow_doing_asked" ON "flow_doing" ("shop_id", "doing_id") WHERE "state" = 'asked';
CREATE INDEX "flow_doing_customer" ON "flow_doing" ("shop_id", "customer_id");

-- How often what happened at each step, kept with the lines themselves.
CREATE TABLE "flow_count" (
  "shop_id" INTEGER NOT NULL, "flow_id" INTEGER NOT NULL, "version" INTEGER NOT NULL, "step" TEXT NOT NULL, "what" TEXT NOT NULL, "reason" TEXT NOT NULL DEFAULT '', "control" BOOLEAN NOT NULL, "day" DATE NOT NULL, "count" INTEGER NOT NULL, "ms" BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT "flow_count_pkey" PRIMARY KEY ("shop_id", "flow_id", "version", "step", "what", "reason", "control", "day"));

-- A flow over the shop's own past, and who is to be let in when it goes live.
CREATE TABLE "flow_replay" (
  "shop_id" INTEGER NOT NULL, "replay_id" BIGSERIAL, "flow_id" INTEGER NOT NULL, "digest" TEXT NOT NULL, "definition" JSONB NOT NULL, "days" INTEGER NOT NULL, "until" TIMESTAMPTZ(3) NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'running', "cursor" BIGINT, "people" INTEGER NOT NULL DEFAULT 0, "total" INTEGER, "result" JSONB NOT NULL DEFAULT '{}', "problem" TEXT, "started_at" TIMESTAMPTZ(3) NOT NULL, "done_at" TIMESTAMPTZ(3), "seen_at" TIMESTAMPTZ(3),
  CONSTRAINT "flow_replay_pkey" PRIMARY KEY ("shop_id", "replay_id"));
CREATE INDEX "flow_replay_flow" ON "flow_replay" ("shop_id", "flow_id", "replay_id");
CREATE INDEX "flow_replay_running" ON "flow_replay" ("shop_id", "replay_id") WHERE "state" = 'running';

-- Texts that a run asked for.
ALTER TABLE "person_text" ADD COLUMN "flow_id" INTEGER, ADD COLUMN "run_id" BIGINT, ADD COLUMN "step" TEXT, ADD COLUMN "asked" INTEGER;
CREATE INDEX "person_text_flow" ON "person_text" ("shop_id", "flow_id", "text_id") WHERE "flow_id" IS NOT NULL;
CREATE INDEX "person_text_run" ON "person_text" ("shop_id", "run_id", "text_id") WHERE "run_id" IS NOT NULL;

-- What a version's own texts are kept as: a message like any other, which no list shows.
CREATE TABLE "flow_message" (
  "shop_id" INTEGER NOT NULL, "flow_id" INTEGER NOT NULL, "version" INTEGER NOT NULL, "step" TEXT NOT NULL, "message_id" INTEGER NOT NULL, "message_version" INTEGER NOT NULL,
  CONSTRAINT "flow_message_pkey" PRIMARY KEY ("shop_id", "flow_id", "version", "step"));
