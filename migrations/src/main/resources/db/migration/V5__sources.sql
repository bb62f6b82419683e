-- Sources that the server visits by itself, on any of its nodes, and what it knows of each item there.
-- Owned by the ingestion module.

ALTER TABLE source DROP CONSTRAINT source_kind_check;
ALTER TABLE source
  -- Settings that nobody sees again, as JSON, encrypted with AES-256-GCM; null if there are none.
  ADD COLUMN secrets      bytea,
  ADD COLUMN secret_names text[]  NOT NULL DEFAULT '{}',
  -- When it is visited by itself, as "every 6h" or "daily 02:30"; null if only when asked.
  ADD COLUMN schedule     text,
  -- Whether it is visited when something changes there.
  ADD COLUMN watch        boolean NOT NULL DEFAULT false,
  -- A paused source is not visited by itself.
  ADD COLUMN paused       boolean NOT NULL DEFAULT false,
  -- A run that would remove more than this share of the documents, and more than 20, asks first.
  ADD COLUMN most_removed double precision   NOT NULL DEFAULT 0.3 CHECK (most_removed BETWEEN 0 AND 1),
  -- Where the connector's next scan starts.
  ADD COLUMN cursor       text,
  -- Whether readers have changed and some documents may still have those of before.
  ADD COLUMN relabelling  boolean NOT NULL DEFAULT false;

ALTER TABLE run DROP CONSTRAINT run_state_check;
ALTER TABLE run
  ADD CONSTRAINT run_state_check
    CHECK (state IN ('queued', 'running', 'paused', 'asking', 'done', 'failed', 'cancelled', 'interrupted')),
  -- What it is at: listing, working, removing.
  ADD COLUMN phase      text    NOT NULL DEFAULT 'listing',
  -- What brought it about: asked, schedule, change, retry, client.
  ADD COLUMN trigger    text    NOT NULL DEFAULT 'asked',
  -- The node that carries it out, or did last, and when that one last said so.
  ADD COLUMN node       text,
  ADD COLUMN touched_at timestamptz,
  -- What somebody wants of it that its node has not done yet: pause or cancel.
  ADD COLUMN wish       text,
  -- The last checkpoint of its scan; when the scan has ended, where the next one starts.
  ADD COLUMN cursor     text,
  -- What happened to it that people want to know: taken over, asked, confirmed.
  ADD COLUMN notes      text[]  NOT NULL DEFAULT '{}',
  -- Somebody has agreed to what it removes.
  ADD COLUMN may_remove boolean NOT NULL DEFAULT false;
DROP INDEX run_under_way;
-- One run of a source at a time.
CREATE UNIQUE INDEX run_under_way ON run (source_id) WHERE state IN ('queued', 'running', 'paused');

-- Everything that a source holds, as it was last told of and as it was last dealt with: the queue of what is
-- to be done, the memory that makes runs incremental, and the list of what can't be had.
CREATE TABLE item (
  source_id    uuid     NOT NULL REFERENCES source ON DELETE CASCADE,
  external_id  text     NOT NULL,
  workspace_id integer  NOT NULL REFERENCES workspace,
  -- As told by a scan.
  uri          text     NOT NULL,
  told_version text,
  facts        jsonb    NOT NULL DEFAULT '{}',
  inline       bytea,
  -- The run that saw it last.
  seen_in      uuid,
  -- The item that this one is in, as an attachment or a member of an archive; null for those that were told.
  root         text,
  -- wanted: to be fetched. gone: to be removed. settled: dealt with. dead: can't be had; waits for somebody.
  -- ignored: can't be had, and somebody has said that this is fine. unusable: is there and can't be told.
  state        text     NOT NULL CHECK (state IN ('wanted', 'gone', 'settled', 'dead', 'ignored', 'unusable')),
  -- As it was last dealt with; nulls before the first time.
  version      text,
  settled_facts jsonb,
  content_hash bytea,
  -- How it was read and cut: another way of doing so is a reason to do it again.
  recipe       text,
  document_id  uuid,
  outcome      text,
  reason       text,
  attempts     integer  NOT NULL DEFAULT 0,
  retry_at     timestamptz,
  PRIMARY KEY (source_id, external_id)
);
CREATE INDEX item_to_do ON item (source_id, state, external_id COLLATE "C") WHERE state <> 'settled';
CREATE INDEX item_within ON item (source_id, root) WHERE root IS NOT NULL;
CREATE INDEX item_of_document ON item (document_id);

-- Documents of before: they are compared by content once more.
INSERT INTO item (source_id, external_id, workspace_id, uri, state, content_hash, document_id, outcome)
SELECT d.source_id, d.external_id, d.workspace_id, d.uri, 'settled', d.content_hash, d.document_id, 'added'
FROM document d JOIN source s USING (source_id);

-- What was answered to requests that brought an idempotency key, so that a repeated one is not carried out again.
CREATE TABLE idempotent_push (
  source_id    uuid        NOT NULL REFERENCES source ON DELETE CASCADE,
  key          text        NOT NULL,
  workspace_id integer     NOT NULL REFERENCES workspace,
  request_hash bytea       NOT NULL,
  answer       jsonb       NOT NULL,
  at           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (source_id, key)
);
CREATE INDEX idempotent_push_age ON idempotent_push (at);

-- db-scheduler's own table: what is to be executed when, and by which node it is.
CREATE TABLE scheduled_tasks (
  task_name            text        NOT NULL,
  task_instance        text        NOT NULL,
  task_data            bytea,
  execution_time       timestamptz,
  picked               boolean     NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint      NOT NULL,
  priority             smallint,
  state                text,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);
CREATE INDEX scheduled_tasks_priority ON scheduled_tasks (priority DESC, execution_time ASC);
