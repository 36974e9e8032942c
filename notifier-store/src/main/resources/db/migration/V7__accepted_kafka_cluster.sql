-- How often an operator has accepted this cluster in place of the recorded one or without its topics. A setting that is
-- forgotten must not accept it again.

alter table kafka_cluster add column accepted int4 not null default 0;
