-- How far each stage has read the partitions of its topics, written in the transaction that stores what it read. Kafka's
-- committed offset follows, so it is never ahead, unless the database was restored from a backup.

create table stage_positions (
  consumer_group  text        not null,
  topic           text        not null,
  topic_partition int4        not null,
  -- Kafka's id of the topic: one that is deleted and created again has another, and starts at 0.
  topic_id        uuid        not null,
  -- Kafka's committed offset before the last batch. Reading starts here if Kafka has lost its committed offset.
  from_offset     int8        not null,
  -- All records before it are in this database or in the quarantine.
  next_offset     int8        not null,
  updated_at      timestamptz not null,
  primary key (consumer_group, topic, topic_partition),
  check (from_offset >= 0 and next_offset >= from_offset)
) with (
  -- A row per partition, changed by each batch without touching the index if its page has room (HOT).
  fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 100000
);

comment on table stage_positions is 'No personal data: positions in topics.';
