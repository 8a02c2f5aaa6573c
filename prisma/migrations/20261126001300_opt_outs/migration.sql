-- AlterTable
ALTER TABLE "customer" ADD COLUMN "sms_out_at" TIMESTAMPTZ(3),
ADD COLUMN "email_out_at" TIMESTAMPTZ(3);
