-- By which templates with a version in a state are listed: what waits for approval, first of all.
create index template_versions_by_state on template_versions (
  state,
  (case when strpos(template, '/') = 0 then 'default' else split_part(template, '/', 1) end),
  (substr(template, strpos(template, '/') + 1)));
