-- The columns of its files that a list keeps, and what they say of each of its people.
ALTER TABLE "list" ADD COLUMN "columns" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "list_member" ADD COLUMN "kept" JSONB;

-- Several values of one line may be none of their column's type.
ALTER TABLE "list_reject" ADD COLUMN "of_column" TEXT NOT NULL DEFAULT '';
ALTER TABLE "list_reject" DROP CONSTRAINT "list_reject_pkey";
ALTER TABLE "list_reject" ADD CONSTRAINT "list_reject_pkey" PRIMARY KEY ("shop_id", "upload_id", "line", "of_column");
