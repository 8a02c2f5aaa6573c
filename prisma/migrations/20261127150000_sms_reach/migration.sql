-- Segments ask whether texts reach somebody's phone. What carriers said before is known again with the next text.
ALTER TABLE "customer" ADD COLUMN "sms_reach" TEXT, ADD COLUMN "sms_reach_phone" TEXT, ADD COLUMN "sms_reach_at" TIMESTAMPTZ(3);
