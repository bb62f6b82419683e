-- What was asked and answered, and what each call of a model cost. Owned by the orchestration module.

CREATE TABLE conversation (
  conversation_id uuid        PRIMARY KEY,
  workspace_id    integer     NOT NULL REFERENCES workspace,
  -- The user whose conversation it is, as a principal in text form ("user:ingrid"). Nobody else sees it.
  owner           text        NOT NULL,
  -- The beginning of the first question.
  title           text        NOT NULL,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL
);
CREATE INDEX conversation_of_owner ON conversation (workspace_id, owner, updated_at DESC, conversation_id DESC);

CREATE TABLE message (
  -- An answer's id, where the message is an answer.
  message_id      uuid        PRIMARY KEY,
  workspace_id    integer     NOT NULL REFERENCES workspace,
  conversation_id uuid        NOT NULL REFERENCES conversation ON DELETE CASCADE,
  ordinal         integer     NOT NULL CHECK (ordinal >= 0),
  role            text        NOT NULL CHECK (role IN ('user', 'assistant')),
  content         text        NOT NULL,
  -- The answer without its text: citations, model, tier, cost. Null for a question.
  answer          jsonb,
  -- The most sensitive evidence that the text was made of: where the history may go.
  sensitivity     smallint    NOT NULL CHECK (sensitivity BETWEEN 0 AND 3),
  -- Documents that the text was made of: who can't read one any more can't read the message.
  documents       uuid[]      NOT NULL,
  created_at      timestamptz NOT NULL,
  UNIQUE (conversation_id, ordinal)
);

-- A row for each call, whatever came of it. No foreign keys: deleting a conversation leaves the books as they are.
CREATE TABLE call (
  call_id         uuid        PRIMARY KEY,
  workspace_id    integer     NOT NULL REFERENCES workspace,
  answer_id       uuid        NOT NULL,
  conversation_id uuid        NOT NULL,
  owner           text        NOT NULL,
  -- What it was for: an answer, or the rewriting of a question.
  purpose         text        NOT NULL CHECK (purpose IN ('answer', 'rewrite')),
  -- 1 for the first attempt at an answer.
  attempt         integer     NOT NULL CHECK (attempt >= 1),
  model           text        NOT NULL,
  tier            text        NOT NULL,
  question_class  text        NOT NULL,
  outcome         text        NOT NULL CHECK (outcome IN ('accepted', 'partial', 'refused', 'escalated', 'failed', 'cancelled')),
  reason          text,
  input_tokens    integer     NOT NULL,
  output_tokens   integer     NOT NULL,
  -- Whether the tokens were estimated, the provider having counted none.
  estimated       boolean     NOT NULL,
  cost            numeric     NOT NULL,
  currency        text        NOT NULL,
  -- The most sensitive text that was sent.
  sensitivity     smallint    NOT NULL CHECK (sensitivity BETWEEN 0 AND 3),
  wait_ms         bigint      NOT NULL,
  -- Until the first piece of text; null if none came.
  first_token_ms  bigint,
  ms              bigint      NOT NULL,
  prompt_version  text        NOT NULL,
  policy_version  text        NOT NULL,
  started_at      timestamptz NOT NULL
);
CREATE INDEX call_by_time ON call (workspace_id, started_at);
CREATE INDEX call_of_answer ON call (answer_id);

CREATE TABLE feedback (
  answer_id       uuid        NOT NULL REFERENCES message ON DELETE CASCADE,
  workspace_id    integer     NOT NULL REFERENCES workspace,
  owner           text        NOT NULL,
  rating          text        NOT NULL CHECK (rating IN ('good', 'bad')),
  comment         text,
  at              timestamptz NOT NULL,
  PRIMARY KEY (answer_id, owner)
);
