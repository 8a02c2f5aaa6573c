-- Segments ask how somebody agreed to texts, what proves it, when it ends, and since when a flow lets them rest.
-- What was said before is told with the next word on the phone, or with the next that Shopify tells of the customer.
ALTER TABLE "customer" ADD COLUMN "sms_held_phone" TEXT, ADD COLUMN "sms_held_at" TIMESTAMPTZ(3), ADD COLUMN "sms_source" TEXT,
  ADD COLUMN "sms_proof" TEXT, ADD COLUMN "sms_ends_at" TIMESTAMPTZ(3), ADD COLUMN "sms_rested_at" TIMESTAMPTZ(3);
