-- Where documents come from and what became of each. Owned by the ingestion module.

CREATE TABLE source (
  source_id     uuid        PRIMARY KEY,
  workspace_id  integer     NOT NULL REFERENCES workspace,
  name          text        NOT NULL,
  kind          text        NOT NULL CHECK (kind IN ('folder', 'upload', 'push')),
  settings      jsonb       NOT NULL DEFAULT '{}',
  -- The label of documents that bring none of their own, as principals in text form ("group:hr").
  readers       text[]      NOT NULL,
  denied        text[]      NOT NULL DEFAULT '{}',
  sensitivity   text        NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now(),
  UNIQUE (workspace_id, name)
);

CREATE TABLE run (
  run_id        uuid        PRIMARY KEY,
  workspace_id  integer     NOT NULL REFERENCES workspace,
  source_id     uuid        NOT NULL REFERENCES source ON DELETE CASCADE,
  state         text        NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled', 'interrupted')),
  -- Why it failed, was cancelled or was interrupted.
  reason        text,
  -- Files that the run found; null while it is still listing.
  total         integer,
  started_at    timestamptz NOT NULL,
  finished_at   timestamptz
);
CREATE INDEX run_of_source ON run (source_id, started_at DESC);
-- One run of a source at a time.
CREATE UNIQUE INDEX run_under_way ON run (source_id) WHERE state = 'running';

CREATE TABLE outcome (
  run_id        uuid        NOT NULL REFERENCES run ON DELETE CASCADE,
  workspace_id  integer     NOT NULL REFERENCES workspace,
  external_id   text        NOT NULL,
  document_id   uuid,
  outcome       text        NOT NULL CHECK (outcome IN ('added', 'changed', 'unchanged', 'removed', 'skipped', 'failed')),
  reason        text,
  -- Milliseconds by stage (parse, chunk, embed, write) and in all.
  stages        jsonb       NOT NULL DEFAULT '{}',
  ms            bigint      NOT NULL,
  -- The corpus position that makes the outcome visible; null where nothing was changed.
  position      bigint,
  at            timestamptz NOT NULL,
  PRIMARY KEY (run_id, external_id)
);
