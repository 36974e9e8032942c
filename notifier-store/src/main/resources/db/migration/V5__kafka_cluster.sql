-- The Kafka cluster that works with this database, in one row. Empty until a program has connected to both.

create table kafka_cluster (
  singleton  boolean     primary key default true check (singleton),
  cluster_id text        not null,
  -- The id of the topic notifier.event-types, which is new after Kafka has lost its data; null until the topic exists.
  topic_id   text,
  since      timestamptz not null
);
