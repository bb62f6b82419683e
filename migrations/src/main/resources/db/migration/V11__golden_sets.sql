-- Questions whose answers a company knows, what searches made of them, and the settings that were
-- chosen by it.

-- How searches rank that say nothing of it: the newest row that is not undone; as Millrace ships where
-- there is none. Rows are never changed otherwise, so that they tell who chose what. Owned by the
-- retrieval module.
CREATE TABLE search_setting (
  setting_id   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace_id integer     NOT NULL REFERENCES workspace,
  mode         text        NOT NULL,
  -- Techniques that the mode does without.
  without      text[]      NOT NULL,
  -- The golden run by which it was chosen, and its set's name. No foreign key: the set may be deleted.
  run_id       uuid        NOT NULL,
  golden_set   text        NOT NULL,
  applied_by   text        NOT NULL,
  applied_at   timestamptz NOT NULL,
  undone_by    text,
  undone_at    timestamptz,
  CHECK ((undone_by IS NULL) = (undone_at IS NULL))
);
CREATE INDEX search_setting_in_force ON search_setting (workspace_id, setting_id DESC) WHERE undone_at IS NULL;

-- Owned by the app module, as all below.
CREATE TABLE golden_set (
  set_id       uuid        PRIMARY KEY,
  workspace_id integer     NOT NULL REFERENCES workspace,
  name         text        NOT NULL,
  questions    integer     NOT NULL CHECK (questions > 0),
  -- SHA-256 of all questions, in hexadecimal: runs compare only where it is the same.
  content      text        NOT NULL,
  written_by   text        NOT NULL,
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  UNIQUE (workspace_id, name)
);

CREATE TABLE golden_question (
  set_id       uuid        NOT NULL REFERENCES golden_set ON DELETE CASCADE,
  ordinal      integer     NOT NULL CHECK (ordinal >= 0),
  workspace_id integer     NOT NULL REFERENCES workspace,
  question_id  text        NOT NULL,
  -- The question as it was given; json and not jsonb, which refuses an escaped NUL.
  line         json        NOT NULL,
  PRIMARY KEY (set_id, ordinal),
  UNIQUE (set_id, question_id)
);

-- Whole or not there: a run is written when it is over.
CREATE TABLE golden_run (
  run_id        uuid        PRIMARY KEY,
  workspace_id  integer     NOT NULL REFERENCES workspace,
  set_id        uuid        NOT NULL REFERENCES golden_set ON DELETE CASCADE,
  -- The set's content when it was run.
  content       text        NOT NULL,
  mode          text        NOT NULL,
  without       text[]      NOT NULL,
  -- Passages that were asked for.
  depth         integer     NOT NULL CHECK (depth > 0),
  -- No foreign key: the generation may be dropped.
  generation_id integer     NOT NULL,
  generation    text        NOT NULL,
  -- The log positions that the index had at the first and at the last question.
  first_position bigint     NOT NULL,
  last_position bigint      NOT NULL,
  ran_by        text        NOT NULL,
  at            timestamptz NOT NULL,
  ms            bigint      NOT NULL,
  -- Counts of questions by what came of them, and the means of the measures.
  counts        jsonb       NOT NULL,
  measures      jsonb       NOT NULL
);
CREATE INDEX golden_run_of_set ON golden_run (set_id, at DESC, run_id);

-- What came of each question: ids and numbers, no text of any document.
CREATE TABLE golden_result (
  run_id       uuid        NOT NULL REFERENCES golden_run ON DELETE CASCADE,
  ordinal      integer     NOT NULL CHECK (ordinal >= 0),
  workspace_id integer     NOT NULL REFERENCES workspace,
  question_id  text        NOT NULL,
  result       jsonb       NOT NULL,
  PRIMARY KEY (run_id, ordinal)
);
