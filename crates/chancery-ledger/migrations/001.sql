-- Documents as read. `seq` keeps the joins small; `id` is the content hash that the outside knows.
CREATE TABLE documents (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  lang TEXT NOT NULL,
  title TEXT,
  date TEXT,
  dateline TEXT,
  text TEXT NOT NULL,
  items TEXT NOT NULL,
  warnings TEXT NOT NULL,
  added_at TEXT NOT NULL
) STRICT;
CREATE INDEX documents_source ON documents (source);

-- One fact of one document. `body` is the whole record as JSON; the other columns exist to be searched.
CREATE TABLE records (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  doc INTEGER NOT NULL REFERENCES documents (seq),
  item INTEGER NOT NULL,
  kind TEXT NOT NULL,
  type TEXT,
  status TEXT,
  date TEXT,
  lo INTEGER,
  hi INTEGER,
  confidence REAL NOT NULL,
  rule TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX records_doc ON records (doc);
CREATE INDEX records_kind_lo ON records (kind, lo);

CREATE TABLE record_sides (
  side TEXT NOT NULL,
  record INTEGER NOT NULL REFERENCES records (seq),
  PRIMARY KEY (side, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_sides_record ON record_sides (record);

CREATE TABLE record_people (
  person TEXT NOT NULL,
  record INTEGER NOT NULL REFERENCES records (seq),
  name TEXT NOT NULL,
  side TEXT NOT NULL,
  PRIMARY KEY (person, record, name)
) STRICT, WITHOUT ROWID;

-- Paragraphs, by code-point offsets in their document, and the index of their words: as written, and folded.
CREATE TABLE passages (
  seq INTEGER PRIMARY KEY,
  doc INTEGER NOT NULL REFERENCES documents (seq),
  start INTEGER NOT NULL,
  end INTEGER NOT NULL
) STRICT;
CREATE INDEX passages_doc ON passages (doc);
CREATE VIRTUAL TABLE passage_words USING fts5 (
  exact, folded, content = '', tokenize = "unicode61 remove_diacritics 0"
);

-- What a person says about records. Rows are added, never changed; the last word counts.
CREATE TABLE corrections (
  seq INTEGER PRIMARY KEY,
  record TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT NOT NULL
) STRICT;
CREATE INDEX corrections_record ON corrections (record);

CREATE TABLE judgements (
  seq INTEGER PRIMARY KEY,
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT NOT NULL
) STRICT;
CREATE INDEX judgements_pair ON judgements (a, b);

CREATE TRIGGER documents_grow BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER records_grow BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER records_keep BEFORE UPDATE ON records BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER corrections_grow BEFORE DELETE ON corrections BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER corrections_keep BEFORE UPDATE ON corrections BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER judgements_grow BEFORE DELETE ON judgements BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER judgements_keep BEFORE UPDATE ON judgements BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
