// Checks every message that a server sends against the LSP meta model.
//
// METAMODEL names the metaModel.json of LSP 3.18. tap(child) watches both
// pipes of a server process and collects complaints; nothing is changed on
// the way.
import fs from 'node:fs';

const model = JSON.parse(fs.readFileSync(process.env.METAMODEL, 'utf8'));
const byName = kind => new Map(model[kind].map(x => [x.name ?? x.method, x]));
const byMethod = kind => new Map(model[kind].map(x => [x.method, x]));
const structures = byName('structures');
const enumerations = byName('enumerations');
const aliases = byName('typeAliases');
const requests = byMethod('requests');
const notifications = byMethod('notifications');

export const version = model.metaData.version;

const properties = s => [
  ...[...(s.extends ?? []), ...(s.mixins ?? [])].flatMap(t => properties(structures.get(t.name))),
  ...s.properties,
];

function checkObject(v, list, path) {
  if (v === null || typeof v !== 'object' || Array.isArray(v)) return [`${path}: not an object`];
  const known = new Map(list.map(x => [x.name, x])); // own properties come last and win
  const complaints = [];
  for (const p of known.values()) {
    if (p.name in v) complaints.push(...check(v[p.name], p.type, `${path}.${p.name}`));
    else if (!p.optional) complaints.push(`${path}.${p.name}: missing`);
  }
  for (const key of Object.keys(v)) if (!known.has(key)) complaints.push(`${path}.${key}: unknown property`);
  return complaints;
}

function checkBase(v, name, path) {
  const want = (ok, what) => ok ? [] : [`${path}: not ${what}, got ${JSON.stringify(v)?.slice(0, 80)}`];
  switch (name) {
    case 'null': return want(v === null, 'null');
    case 'boolean': return want(typeof v === 'boolean', 'a boolean');
    case 'integer': return want(Number.isInteger(v) && Math.abs(v) <= 2 ** 31, 'an integer');
    case 'uinteger': return want(Number.isInteger(v) && v >= 0 && v < 2 ** 31, 'a uinteger');
    case 'decimal': return want(typeof v === 'number', 'a number');
    case 'URI': case 'DocumentUri': return want(typeof v === 'string' && /^[a-z][a-z0-9+.-]*:/i.test(v), 'a URI');
    default: return want(typeof v === 'string', 'a string');
  }
}

function checkReference(v, name, path) {
  if (['LSPAny', 'LSPObject', 'LSPArray'].includes(name)) return v === undefined ? [`${path}: undefined`] : [];
  if (structures.has(name)) return checkObject(v, properties(structures.get(name)), path);
  if (aliases.has(name)) return check(v, aliases.get(name).type, path);
  const e = enumerations.get(name);
  if (e.values.some(x => x.value === v)) return [];
  if (e.supportsCustomValues) return check(v, e.type, path);
  return [`${path}: not a ${name}, got ${JSON.stringify(v)}`];
}

// check(value, type, path) lists what is wrong with a value.
export function check(v, type, path = '$') {
  switch (type.kind) {
    case 'base': return checkBase(v, type.name, path);
    case 'reference': return checkReference(v, type.name, path);
    case 'array': return Array.isArray(v) ? v.flatMap((x, i) => check(x, type.element, `${path}[${i}]`)) : [`${path}: not an array`];
    case 'tuple': return Array.isArray(v) && v.length === type.items.length
      ? v.flatMap((x, i) => check(x, type.items[i], `${path}[${i}]`)) : [`${path}: not a tuple`];
    case 'map': return v && typeof v === 'object' ? Object.entries(v).flatMap(([k, x]) => check(x, type.value, `${path}.${k}`)) : [`${path}: not a map`];
    case 'literal': return checkObject(v, type.value.properties, path);
    case 'stringLiteral': case 'integerLiteral': case 'booleanLiteral': return v === type.value ? [] : [`${path}: not ${type.value}`];
    case 'and': return checkObject(v, type.items.flatMap(x => properties(structures.get(x.name))), path);
    case 'or': {
      const results = type.items.map(x => check(v, x, path));
      return results.some(r => r.length === 0) ? [] : results.reduce((a, b) => a.length <= b.length ? a : b);
    }
  }
  return [`${path}: unknown kind ${type.kind}`];
}

// What a server may send before it has answered initialize.
const early = new Set(['window/showMessage', 'window/logMessage', 'window/showMessageRequest', 'telemetry/event']);

function frames(errors, onMessage) {
  let buffer = Buffer.alloc(0);
  return chunk => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const head = buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = /^Content-Length: (\d+)$/m.exec(buffer.subarray(0, head).toString('latin1').replace(/\r/g, ''));
      if (!length) { errors.push('framing: no Content-Length'); return; }
      const end = head + 4 + Number(length[1]);
      if (buffer.length < end) return;
      const body = buffer.subarray(head + 4, end).toString();
      buffer = buffer.subarray(end);
      try { onMessage(JSON.parse(body)); } catch (e) { errors.push('body: ' + e.message); }
    }
  };
}

export function tap(child) {
  const errors = [], counts = {}, pending = new Map(), answered = new Set();
  let initialized = false;
  const say = (what, list) => { counts[what] = (counts[what] ?? 0) + 1; errors.push(...list.map(x => `${what} ${x}`)); };

  function fromServer(m) {
    if (m.jsonrpc !== '2.0') errors.push('jsonrpc is not "2.0"');
    if (m.method) return m.id === undefined ? call(m, notifications) : call(m, requests);
    const method = pending.get(m.id), known = requests.get(method);
    if (m.id !== null && !method) return errors.push('response to an unknown id ' + m.id);
    if (m.id !== null && answered.has(m.id)) errors.push('second response to id ' + m.id);
    answered.add(m.id);
    if (('result' in m) === ('error' in m)) errors.push(`${method}: needs exactly one of result and error`);
    if (m.error) say('error of ' + method, typeof m.error.message === 'string' && Number.isInteger(m.error.code) && m.error.code !== 0 ? [] : ['malformed error']);
    else if (known) say('result of ' + method, check(m.result, known.result));
    if (method === 'initialize' && 'result' in m) initialized = true;
  }
  function call(m, methods) {
    const known = methods.get(m.method);
    if (!initialized && !early.has(m.method)) errors.push(m.method + ' sent before the initialize response');
    if (!known) return m.method.startsWith('$/') || m.method.startsWith('clnrm/') ? undefined : say(m.method, ['not a method of the meta model']);
    if (known.messageDirection === 'clientToServer') say(m.method, ['is for clients to send']);
    say(m.method, known.params ? check(m.params, known.params) : m.params === undefined ? [] : ['has params']);
  }

  const write = child.stdin.write.bind(child.stdin);
  const toServer = frames(errors, m => { if (m.id !== undefined && m.method) pending.set(m.id, m.method); });
  child.stdin.write = (d, ...rest) => { toServer(Buffer.from(d, typeof rest[0] === 'string' ? rest[0] : 'utf8')); return write(d, ...rest); };
  child.stdout.on('data', frames(errors, fromServer));
  return { errors, counts };
}
