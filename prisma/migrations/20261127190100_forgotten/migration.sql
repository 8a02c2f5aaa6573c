-- Who was erased, as fingerprints: Shopify keeps the orders of an emptied customer, and a later file names them once more.
CREATE TABLE "forgotten" (
  "shop_id" INTEGER NOT NULL,
  "who" BYTEA NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "forgotten_pkey" PRIMARY KEY ("shop_id", "who")
);
