-- How often the opt-in form was sent lately: from one address, for one number, in the whole shop. Names are keyed hashes.
CREATE TABLE "opt_in_try" (
  "shop_id" INTEGER NOT NULL, "name" TEXT NOT NULL, "since" TIMESTAMPTZ(3) NOT NULL, "count" INTEGER NOT NULL,
  CONSTRAINT "opt_in_try_pkey" PRIMARY KEY ("shop_id", "name"));
CREATE INDEX "opt_in_try_old" ON "opt_in_try" ("shop_id", "since");
