-- What the company knows: documents, their revisions, passages and vectors, and who may read them.
-- Owned by the retrieval module. Postgres is the truth; every index is a projection of these tables.
-- Offsets count Unicode code points of a revision's canonical text, end exclusive.

CREATE TABLE workspace (
  workspace_id integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name         text        NOT NULL UNIQUE,
  -- Which corpus an index was projected from: a restored or replaced database gets its index rebuilt.
  corpus_id    uuid        NOT NULL DEFAULT gen_random_uuid(),
  -- The last position handed out in corpus_log. Taken by UPDATE as a writing transaction's last statement,
  -- so that positions are in commit order (a sequence's are not).
  position     bigint      NOT NULL DEFAULT 0 CHECK (position >= 0),
  created_at   timestamptz NOT NULL DEFAULT now()
);

INSERT INTO workspace (name) VALUES ('default');

CREATE TABLE principal (
  principal_id bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id integer     NOT NULL REFERENCES workspace,
  issuer       text        NOT NULL,
  kind         text        NOT NULL CHECK (kind IN ('user', 'group', 'everyone')),
  external_id  text        NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  UNIQUE (workspace_id, issuer, kind, external_id)
);

INSERT INTO principal (workspace_id, issuer, kind, external_id) VALUES (1, 'local', 'everyone', '*');

-- Groups nest: a member is a user or another group.
CREATE TABLE membership (
  workspace_id integer     NOT NULL REFERENCES workspace,
  group_id     bigint      NOT NULL REFERENCES principal ON DELETE CASCADE,
  member_id    bigint      NOT NULL REFERENCES principal ON DELETE CASCADE,
  since        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (member_id, group_id),
  CHECK (member_id <> group_id)
);
CREATE INDEX membership_of_group ON membership (group_id);

CREATE TABLE document (
  document_id    uuid        PRIMARY KEY,
  workspace_id   integer     NOT NULL REFERENCES workspace,
  -- The ingestion module's source. No foreign key: retrieval does not know the table.
  source_id      uuid        NOT NULL,
  external_id    text        NOT NULL,
  uri            text        NOT NULL,
  title          text        NOT NULL,
  media_type     text        NOT NULL,
  language       text,
  metadata       jsonb       NOT NULL DEFAULT '{}',
  -- 0 public, 1 internal, 2 confidential, 3 restricted: which tiers may process the text.
  sensitivity    smallint    NOT NULL CHECK (sensitivity BETWEEN 0 AND 3),
  -- principal_id of those who may read, and of those who may not whatever else they belong to.
  allow          bigint[]    NOT NULL,
  deny           bigint[]    NOT NULL,
  -- SHA-256 of the bytes as fetched: equal bytes need no work, and a moved file is known by them.
  content_hash   bytea       NOT NULL CHECK (octet_length(content_hash) = 32),
  -- The current revision. Deferred: document and revision are written in one transaction.
  revision       bytea       NOT NULL CHECK (octet_length(revision) = 32),
  created_at     timestamptz NOT NULL DEFAULT now(),
  updated_at     timestamptz NOT NULL DEFAULT now(),
  UNIQUE (workspace_id, source_id, external_id)
);
CREATE INDEX document_by_content ON document (source_id, content_hash);

CREATE TABLE revision (
  document_id    uuid        NOT NULL REFERENCES document ON DELETE CASCADE,
  -- SHA-256 of the canonical text, UTF-8.
  revision       bytea       NOT NULL,
  workspace_id   integer     NOT NULL REFERENCES workspace,
  text           text        NOT NULL,
  parser         text        NOT NULL,
  -- Where each page starts; empty for a document without pages.
  page_starts    integer[]   NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT now(),
  superseded_at  timestamptz,
  PRIMARY KEY (document_id, revision)
);
ALTER TABLE document ADD CONSTRAINT document_current_revision
  FOREIGN KEY (document_id, revision) REFERENCES revision DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE passage (
  -- Derived from document, revision and span, so that it is stable for a revision.
  passage_id     uuid        PRIMARY KEY,
  workspace_id   integer     NOT NULL REFERENCES workspace,
  document_id    uuid        NOT NULL,
  revision       bytea       NOT NULL,
  ordinal        integer     NOT NULL CHECK (ordinal >= 0),
  start_offset   integer     NOT NULL CHECK (start_offset >= 0),
  end_offset     integer     NOT NULL CHECK (end_offset > start_offset),
  page           integer     CHECK (page >= 1),
  headings       text[]      NOT NULL,
  -- The canonical text between the offsets, kept here so that hydration does not unpack whole documents.
  text           text        NOT NULL,
  -- How it was cut: the chunker and its settings.
  segmentation   text        NOT NULL,
  UNIQUE (document_id, revision, segmentation, ordinal),
  FOREIGN KEY (document_id, revision) REFERENCES revision ON DELETE CASCADE
);

CREATE TABLE embedding_space (
  space_id       integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id   integer     NOT NULL REFERENCES workspace,
  model          text        NOT NULL,
  dimension      integer     NOT NULL CHECK (dimension > 0),
  -- What a query is prefixed with before it is embedded; part of the space's identity.
  query_prefix   text        NOT NULL,
  created_at     timestamptz NOT NULL DEFAULT now(),
  UNIQUE (workspace_id, model, dimension, query_prefix)
);

CREATE TABLE vector (
  space_id       integer     NOT NULL REFERENCES embedding_space,
  passage_id     uuid        NOT NULL REFERENCES passage ON DELETE CASCADE,
  workspace_id   integer     NOT NULL REFERENCES workspace,
  -- 32-bit floats, little-endian, unit length.
  vector         bytea       NOT NULL,
  PRIMARY KEY (passage_id, space_id)
);
-- Floats do not compress: spare the attempt.
ALTER TABLE vector ALTER COLUMN vector SET STORAGE EXTERNAL;

-- What changed, in commit order. An index stores the position that it has applied and replays the rest.
CREATE TABLE corpus_log (
  workspace_id   integer     NOT NULL REFERENCES workspace,
  position       bigint      NOT NULL,
  document_id    uuid        NOT NULL,
  change         text        NOT NULL CHECK (change IN ('write', 'relabel', 'remove')),
  at             timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, position)
);
