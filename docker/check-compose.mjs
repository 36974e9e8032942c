// check-compose.mjs NAME FILE: reads the resolved compose file as JSON from FILE and reports what breaks the rules of
// all services. NAME is the name under which README.md states the sum of the memory limits.
import { readFileSync } from 'node:fs';

const [name, file] = process.argv.slice(2);
const compose = JSON.parse(readFileSync(file, 'utf8'));
const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
const problems = [];
let bytes = 0;

for (const [service, settings] of Object.entries(compose.services)) {
  const rule = (holds, problem) => holds || problems.push(`${service}: ${problem}`);
  rule(settings.read_only, 'the root file system is not read-only');
  rule(settings.cap_drop?.includes('ALL'), 'capabilities are not dropped');
  rule(settings.security_opt?.includes('no-new-privileges:true'), 'no-new-privileges is not set');
  rule(settings.pids_limit > 0, 'there is no pids_limit');
  rule(settings.logging?.options?.['max-size'], 'the log is not rotated');
  rule(settings.mem_limit, 'there is no mem_limit');
  rule(!Object.hasOwn(settings.networks ?? {}, 'default'), 'it joins the default network');
  for (const volume of settings.volumes ?? []) rule(volume.source, `${volume.target} is an anonymous volume`);
  if (settings.restart !== 'no') bytes += Number(settings.mem_limit ?? 0);
}
if (compose.volumes?.default || !compose.name || compose.name === 'docker') problems.push('it has no name of its own');

const stated = new RegExp('`' + name.replaceAll('.', '\\.') + '`[^\n]*\\| ([\\d.]+) GiB').exec(readme)?.[1];
const sum = (bytes / 2 ** 30).toFixed(2).replace(/\.?0+$/, '');
if (stated !== sum) problems.push(`README.md says ${stated} GiB, the memory limits add up to ${sum} GiB`);

for (const problem of problems) console.log(`${name}: ${problem}`);
process.exit(problems.length === 0 ? 0 : 1);
