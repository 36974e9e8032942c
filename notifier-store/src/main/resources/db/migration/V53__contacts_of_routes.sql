-- Whom to call about a route, and under which contract: what operators write down, and no program uses.
create table route_contacts (
  route      text        primary key references routes (name),
  contact    text        not null,
  contract   text        not null,
  note       text        not null,
  changed_at timestamptz not null,
  -- The name of the operator.
  changed_by text        not null
);

comment on table route_contacts is 'No personal data of recipients: whom to call at a carrier';
