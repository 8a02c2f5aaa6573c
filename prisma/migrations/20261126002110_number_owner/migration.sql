-- Whose a number with lines in the ledger was: a customer may have another one by the day they are erased.
CREATE TABLE "number_owner" (
  "shop_id" INTEGER NOT NULL, "customer_id" BIGINT NOT NULL, "number" BYTEA NOT NULL,
  CONSTRAINT "number_owner_pkey" PRIMARY KEY ("shop_id", "customer_id", "number"));
CREATE INDEX "number_owner_number" ON "number_owner" ("shop_id", "number");
