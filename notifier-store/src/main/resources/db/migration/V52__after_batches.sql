-- What follows from a batch; docs/adr/0065 says why.
-- The batch whose refused lines it has, corrected; retry_of is the one whose failed lines it has.
alter table batches add column correction_of uuid;

-- The failed lines of a batch are in one other batch, unless that was given up.
create unique index batches_retry on batches (retry_of)
  where retry_of is not null and state not in ('CANCELLED', 'UNREADABLE');
