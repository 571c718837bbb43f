// A session with an independent client: vscode-jsonrpc and
// vscode-languageserver-protocol drive the server over stdio, and every
// message it sends is checked against the LSP meta model.
//
// SERVER is the program, METAMODEL the model; run with `node --test`.
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import rpc from 'vscode-jsonrpc/node';
import lsp from 'vscode-languageserver-protocol';
import { URI } from 'vscode-uri';
import { tap, version } from './metamodel.mjs';

const base = { general: { positionEncodings: ['utf-16'] }, textDocument: { publishDiagnostics: { versionSupport: true, relatedInformation: true } } };

async function start(capabilities = base, folder = null) {
  const child = spawn(process.env.SERVER, ['serve', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const seen = tap(child);
  const c = rpc.createMessageConnection(new rpc.StreamMessageReader(child.stdout), new rpc.StreamMessageWriter(child.stdin));
  const diags = new Map(), waiters = [];
  c.onNotification(lsp.PublishDiagnosticsNotification.type, d => {
    diags.set(d.uri, d);
    for (const w of [...waiters]) if (w.want(d)) { waiters.splice(waiters.indexOf(w), 1); w.done(d); }
  });
  c.onRequest('window/workDoneProgress/create', () => null);
  c.onRequest('client/registerCapability', () => null);
  c.onRequest('workspace/configuration', p => p.items.map(() => null));
  c.listen();
  const exited = new Promise(r => child.on('exit', (code, signal) => r(code ?? signal)));
  const published = (want, ms = 10000) => new Promise((resolve, reject) => {
    for (const d of diags.values()) if (want(d)) return resolve(d);
    const timer = setTimeout(() => reject(new Error('no such diagnostics; have ' + JSON.stringify([...diags.values()]).slice(0, 2000))), ms);
    waiters.push({ want, done: d => { clearTimeout(timer); resolve(d); } });
  });
  const uri = folder && URI.file(folder).toString();
  const init = await c.sendRequest(lsp.InitializeRequest.type, {
    processId: process.pid, rootUri: uri, clientInfo: { name: 'peer' }, capabilities,
    workspaceFolders: folder ? [{ uri, name: 'peer' }] : null,
  });
  await c.sendNotification(lsp.InitializedNotification.type, {});
  return {
    child, c, seen, init, published, diags, exited,
    open: (uri, text, version = 1) => c.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: 'toml', version, text } }),
    change: (uri, version, contentChanges) => c.sendNotification(lsp.DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges }),
    close: uri => c.sendNotification(lsp.DidCloseTextDocumentNotification.type, { textDocument: { uri } }),
    rendered: uri => c.sendRequest('clnrm/rendered', { textDocument: { uri } }),
    stop: async () => { await c.sendRequest(lsp.ShutdownRequest.type); await c.sendNotification(lsp.ExitNotification.type); return exited; },
  };
}

const U = 'untitled:a.clnrm.toml';
const good = '[meta]\nname = "a"\nversion = "1"\ndescription = "d"\n\n[[steps]]\nname = "s"\ncommand = ["true"]\n';
const withCode = code => d => d.diagnostics.some(x => x.code === code);

function T(name, run, ...how) {
  test(name, { timeout: 60000 }, async () => {
    const s = await start(...how);
    try {
      await run(s);
      assert.deepEqual(s.seen.errors, [], 'LSP meta model ' + version);
    } finally {
      s.child.kill();
    }
  });
}

T('initialize, shutdown, exit: code 0', async s => {
  assert.equal(s.init.serverInfo.name, 'clnrm-ls');
  assert.equal(s.init.capabilities.textDocumentSync.change, 2);
  assert.equal(s.init.capabilities.positionEncoding, 'utf-16');
  assert.equal(await s.stop(), 0);
});
T('exit without shutdown: code 1', async s => {
  await s.c.sendNotification(lsp.ExitNotification.type);
  assert.equal(await s.exited, 1);
});
T('a client without any capabilities', async s => {
  await s.open(U, '[meta]\nname = 1\n');
  await s.published(withCode('schema/type'));
  assert.equal(await s.stop(), 0);
}, {});
T('diagnostics follow open, change and close; UTF-16 columns', async s => {
  await s.open(U, good.replace('"a"', '"𝒳 {{ nope }}"'));
  const d = await s.published(withCode('template/undefined-variable'));
  assert.equal(d.version, 1);
  const x = d.diagnostics.find(x => x.code === 'template/undefined-variable');
  assert.deepEqual(x.range, { start: { line: 1, character: 14 }, end: { line: 1, character: 18 } });
  await s.change(U, 2, [{ range: x.range, text: 'svc' }]);
  const fixed = await s.published(d => d.version === 2);
  assert.deepEqual(fixed.diagnostics.filter(x => x.severity === 1), []);
  await s.close(U);
  await s.published(d => d.version === undefined && d.diagnostics.length === 0);
});
T('500 changes sent at once arrive in order', async s => {
  await s.open(U, '');
  let text = '';
  for (let i = 0; i < 500; i++) {
    const at = { line: 0, character: text.length }, word = i % 7 ? '# ok ' : '# é ';
    await s.change(U, i + 2, [{ range: { start: at, end: at }, text: word }]);
    text += word;
  }
  await s.published(d => d.version === 501);
  assert.equal((await s.rendered(U)).text, text);
});
T('a request sees the document state of its place in the stream', async s => {
  await s.open(U, '# 0');
  const asked = [];
  for (let i = 1; i <= 200; i++) {
    s.change(U, i + 1, [{ text: '# ' + i }]);
    asked.push(s.rendered(U));
  }
  const texts = (await Promise.all(asked)).map(r => r.text);
  assert.deepEqual(texts, texts.map((_, i) => '# ' + (i + 1)));
});
T('hover answers with Markdown', async s => {
  await s.open(U, good.replace('"a"', '"{{ svc }}"'));
  const h = await s.c.sendRequest(lsp.HoverRequest.type, { textDocument: { uri: U }, position: { line: 1, character: 12 } });
  assert.match(h.contents.value, /clnrm/);
  const k = await s.c.sendRequest(lsp.HoverRequest.type, { textDocument: { uri: U }, position: { line: 7, character: 2 } });
  assert.match(k.contents.value, /command/);
});
T('cancellation answers once, with a result or RequestCancelled', async s => {
  await s.open(U, good);
  const source = new rpc.CancellationTokenSource();
  const asked = s.c.sendRequest(lsp.HoverRequest.type, { textDocument: { uri: U }, position: { line: 1, character: 1 } }, source.token);
  source.cancel();
  await asked.catch(e => assert.equal(e.code, -32800));
  assert.equal(await s.stop(), 0);
});
T('unknown requests are refused and the server lives', async s => {
  for (const ask of [['clnrm/nope', {}], ['$/nope', {}], ['clnrm/nope']]) {
    await assert.rejects(s.c.sendRequest(...ask), e => e.code === -32601);
  }
  assert.equal(await s.stop(), 0);
});
for (const [method, params] of [['$/nope', {}], ['clnrm/nope', {}], ['$/nope', undefined], ['textDocument/didChange', { bogus: 1 }],
  ['textDocument/didOpen', []], ['$/cancelRequest', { id: null }], ['$/cancelRequest', { id: 4294967299 }],
  ['$/setTrace', { value: 'verbose' }], ['workspace/didChangeConfiguration', { settings: null }]]) {
  T(`notification ${method} ${JSON.stringify(params)} does not end the connection`, async s => {
    await (params === undefined ? s.c.sendNotification(method) : s.c.sendNotification(method, params));
    await s.open(U, '[meta]\nname = 1\n');
    await s.published(withCode('schema/type'));
  });
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clnrm-peer-'));
fs.writeFileSync(path.join(folder, 'part.toml.tera'), '[service.db]\nplugin = "generic_container"\nimage = "x"\n');
fs.writeFileSync(path.join(folder, 'a.clnrm.toml.tera'), good + '{% include "part.toml.tera" %}\n');
fs.writeFileSync(path.join(folder, 'b.clnrm.toml'), '[meta]\nname = 1\nversion = "1"\n');
test.after(() => fs.rmSync(folder, { recursive: true }));

T('workspace files are diagnosed without being opened', async s => {
  const d = await s.published(d => d.uri.endsWith('b.clnrm.toml') && d.diagnostics.length > 0);
  assert.ok(d.diagnostics.some(x => x.code === 'schema/type'));
  assert.equal(await s.stop(), 0);
}, { ...base, window: { workDoneProgress: true } }, folder);
T('an edit of an include shows in the file that includes it', async s => {
  const main = URI.file(path.join(folder, 'a.clnrm.toml.tera')).toString(), part = URI.file(path.join(folder, 'part.toml.tera')).toString();
  await s.open(main, fs.readFileSync(path.join(folder, 'a.clnrm.toml.tera'), 'utf8'));
  await s.published(d => d.uri === main && d.version === 1);
  await s.open(part, '[service.db]\nplugin = "generic_container"\nimage = 1\n');
  const d = await s.published(d => d.uri === main && withCode('schema/type')(d));
  const x = d.diagnostics.find(x => x.code === 'schema/type');
  assert.equal(x.range.start.line, 8, 'anchored at the include');
  assert.ok(x.relatedInformation.some(r => r.location.uri === part));
}, base, folder);

// The text after random edits equals that of a naive model, in each encoding.
const random = seed => () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
const pieces = ['a', 'é', '𝒳', '\n', '\r\n', '\r', '日本', '"', '# x', '👩‍👩‍👧', ''];
const units = { 'utf-8': s => Buffer.byteLength(s), 'utf-16': s => s.length, 'utf-32': s => [...s].length };
function position(chars, index, encoding) {
  let line = 0, start = 0;
  for (let i = 0; i < index; i++) {
    if (chars[i] === '\n' || (chars[i] === '\r' && chars[i + 1] !== '\n')) { line++; start = i + 1; }
  }
  return { line, character: units[encoding](chars.slice(start, index).join('')) };
}
for (const encoding of Object.keys(units)) {
  T(`5,000 random edits leave the server's text equal to a model's (${encoding})`, async s => {
    assert.equal(s.init.capabilities.positionEncoding, encoding);
    const next = random(7), pick = n => Math.floor(next() * n);
    let chars = [...'start\r\nof text\n'], version = 1;
    await s.open(U, chars.join(''));
    for (let i = 0; i < 5000; i++) {
      let from = pick(chars.length + 1), to = Math.min(chars.length, from + pick(4));
      for (const at of [from, to]) if (chars[at - 1] === '\r' && chars[at] === '\n') { if (at === from) from--; else to++; }
      if (to < from) to = from;
      const text = chars.length > 400 && pick(2) ? '' : pieces[pick(pieces.length)];
      s.change(U, ++version, [{ range: { start: position(chars, from, encoding), end: position(chars, to, encoding) }, text }]);
      chars.splice(from, to - from, ...text);
      if (i % 500 === 499) {
        const r = await s.rendered(U);
        assert.equal(r.text, chars.join(''), `after edit ${i}`);
        assert.equal(r.version, version);
      }
    }
  }, { ...base, general: { positionEncodings: [encoding] } });
}
