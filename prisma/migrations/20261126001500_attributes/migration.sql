-- AlterTable
ALTER TABLE "customer" ADD COLUMN "attributes" JSONB;
