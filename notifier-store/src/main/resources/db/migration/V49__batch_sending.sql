-- How far a batch is sent; docs/adr/0063. fed_lines counts all lines that were sent, also those of the next chunk.
alter table batches add column fed_of_chunk integer not null default 0;

-- Which worker sends batches: one of all, so that it can divide what routes take between them.
create table batch_feeder (
  singleton    boolean     primary key default true check (singleton),
  owner        text        not null default '',
  leased_until timestamptz not null default '-infinity'
) with (fillfactor = 50);

insert into batch_feeder default values;

comment on table batch_feeder is 'No personal data: the name of a worker';
