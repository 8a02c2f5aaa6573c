-- Orders that a reconcile found new: Shopify writes their lines far behind them, and what comes in a later batch is no edit.
ALTER TABLE "import_run" ADD COLUMN "fresh" BIGINT[] NOT NULL DEFAULT '{}';
