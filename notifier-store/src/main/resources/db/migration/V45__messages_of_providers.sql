-- Finds what a provider has delivered before. The text is a part of it, because providers use ids again. Building the index
-- reads the table once: nothing is stored in it meanwhile, so this is a transaction of its own, without other locks.
create unique index inbound_messages_provider
  on inbound_messages (provider, provider_id, recipient, hashtextextended(body, 0)) where provider is not null;
