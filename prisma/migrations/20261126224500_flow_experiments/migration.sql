-- Experiments in flows: what is compared, who drew which arm, what each came to, and every change of what is known.
CREATE TABLE "flow_experiment" (
  "shop_id" INTEGER NOT NULL, "flow_id" INTEGER NOT NULL, "step" TEXT NOT NULL, "key" TEXT NOT NULL, "version" INTEGER NOT NULL, "design" JSONB NOT NULL, "state" TEXT NOT NULL DEFAULT 'running',
  "winner" SMALLINT, "weights" JSONB, "figures" JSONB NOT NULL, "verdict" JSONB, "begun_at" TIMESTAMPTZ(3) NOT NULL, "looked_at" TIMESTAMPTZ(3), "due_at" TIMESTAMPTZ(3), "decided_at" TIMESTAMPTZ(3), "decided_by" TEXT, "looks" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "flow_experiment_pkey" PRIMARY KEY ("shop_id", "flow_id", "step", "key"));
CREATE INDEX "flow_experiment_due" ON "flow_experiment" ("shop_id", "due_at", "flow_id", "step", "key") WHERE "due_at" IS NOT NULL;
CREATE INDEX "flow_experiment_asked" ON "flow_experiment" ("shop_id", "flow_id", "step", "key") WHERE "state" = 'asked';

CREATE TABLE "flow_experiment_look" (
  "shop_id" INTEGER NOT NULL, "flow_id" INTEGER NOT NULL, "step" TEXT NOT NULL, "key" TEXT NOT NULL, "seq" INTEGER NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL, "what" TEXT NOT NULL, "figures" JSONB NOT NULL, "verdict" JSONB NOT NULL, "weights" JSONB, "winner" SMALLINT, "by" TEXT,
  CONSTRAINT "flow_experiment_look_pkey" PRIMARY KEY ("shop_id", "flow_id", "step", "key", "seq"));

CREATE TABLE "flow_draw" (
  "shop_id" INTEGER NOT NULL, "flow_id" INTEGER NOT NULL, "step" TEXT NOT NULL, "key" TEXT NOT NULL, "customer_id" BIGINT NOT NULL, "run_id" BIGINT NOT NULL, "arm" SMALLINT NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL, "until" TIMESTAMPTZ(3) NOT NULL,
  "counted_at" TIMESTAMPTZ(3), "did" BOOLEAN, "minor" BIGINT,
  CONSTRAINT "flow_draw_pkey" PRIMARY KEY ("shop_id", "flow_id", "step", "key", "customer_id"));
CREATE INDEX "flow_draw_until" ON "flow_draw" ("shop_id", "flow_id", "step", "key", "until", "customer_id") WHERE "counted_at" IS NULL;
CREATE INDEX "flow_draw_customer" ON "flow_draw" ("shop_id", "customer_id");
