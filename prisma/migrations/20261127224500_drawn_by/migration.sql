-- By which weights somebody drew, where an experiment's shares shift by themselves. Of draws before it was not kept, and stays unknown.
ALTER TABLE "flow_draw" ADD COLUMN "weights" JSONB;
