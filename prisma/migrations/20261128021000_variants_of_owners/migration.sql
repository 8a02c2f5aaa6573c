-- Of a variant, since when it is back in stock, and when and from what its price last fell: what segments ask of whoever owns it.
ALTER TABLE "variant" ADD COLUMN "restocked_at" TIMESTAMPTZ(3), ADD COLUMN "cheaper_at" TIMESTAMPTZ(3), ADD COLUMN "cheaper_from" NUMERIC;
