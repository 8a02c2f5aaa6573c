-- Variants of products with their price and how many are there, as webhooks tell it; and what of that is news to flows.
CREATE TABLE "variant" (
  "shop_id" INTEGER NOT NULL, "variant_id" BIGINT NOT NULL, "product_id" BIGINT NOT NULL, "title" TEXT, "price" NUMERIC, "stock" INTEGER, "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "variant_pkey" PRIMARY KEY ("shop_id", "variant_id"));
CREATE INDEX "variant_product" ON "variant" ("shop_id", "product_id");
CREATE TABLE "variant_news" (
  "shop_id" INTEGER NOT NULL, "news_id" BIGSERIAL, "variant_id" BIGINT NOT NULL, "product_id" BIGINT NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL,
  "stock_before" INTEGER, "stock" INTEGER, "price_before" NUMERIC, "price" NUMERIC,
  CONSTRAINT "variant_news_pkey" PRIMARY KEY ("shop_id", "news_id"));
